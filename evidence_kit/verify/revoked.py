"""What the bundle keeps about revoked certificates, and as of which day."""

from __future__ import annotations

from collections.abc import Iterator

from evidence_kit import seal
from evidence_kit.model import Check
from evidence_kit.seal import revocation
from evidence_kit.verify.bag import Bag
from evidence_kit.verify.finding import failed, passed, shown, unsure
from evidence_kit.verify.seals import revocations


def checks(bag: Bag, roots: seal.Roots) -> Iterator[Check]:
    """Say of each list and answer as of when it is, and whether it names a seal's certificate.

    A seal that a revocation refuses is false by itself; here it is only told.
    """
    responses = [raw for name, raw in bag.contents.items() if name.endswith(".tsr")]
    of = dict.fromkeys(pair for raw in responses for pair in revocation.pairs(raw, roots))
    for name, raw in sorted(revocations(bag).items()):
        found = [one for pair in of if (one := revocation.status(raw, pair)) is not None]
        if not revocation.is_revocation(raw):
            yield failed("revocation", "bad_revocation", name=name)
        elif not found:
            yield unsure("revocation", "revocation_unknown", name=name)
        elif since := [one.revoked for one in found if one.revoked]:
            at = shown(max(one.at for one in found))
            yield passed("revocation", "revoked", name=name, time=at, since=shown(min(since)))
        else:
            at = shown(max(one.at for one in found))
            yield passed("revocation", "not_revoked", name=name, time=at)
