"""What the bundle keeps about revoked certificates, and as of which day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence_kit import seal
from evidence_kit.audit import revocation
from evidence_kit.model import Check, Seal, SealFinding
from evidence_kit.verify.bag import Bag
from evidence_kit.verify.finding import failed, passed, shown, unsure
from evidence_kit.verify.seals import Judge

REVOCATION_FILE = re.compile(r"(seals/[^/]+/)?timestamps/[a-z0-9-]+\.[1-9][0-9]{0,3}\.(crl|ocsp)")


def judging(bag: Bag) -> Judge:
    """Return what judges seals as `seal.prove` does, by what the bundle keeps of revocations."""

    def judge(taken: Seal, /, *, roots: seal.Roots, own: bytes | None) -> SealFinding:
        return judged(bag, taken, roots, own)

    return judge


def judged(bag: Bag, one: Seal, roots: seal.Roots, own: bytes | None) -> SealFinding:
    """Say what a seal proves, and refuse one whose certificate was revoked in a way that counts."""
    found = seal.prove(one, roots=roots, own=own)
    if found.fault is None and found.gen_time:
        of = revocation.pairs(one.response, roots)
        told = revocation.statuses(revocations(bag).values(), of)
        if any(status.refuses(found.gen_time) for status in told):
            return SealFinding("revoked", found.gen_time, found.authority)
    return found


def revocations(bag: Bag) -> dict[str, bytes]:
    """Return every list and answer about revoked certificates that the bundle keeps."""
    return {name: raw for name, raw in bag.contents.items() if REVOCATION_FILE.fullmatch(name)}


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
