"""What the bundle keeps about revoked certificates, and as of which day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence_kit import seal
from evidence_kit.audit import revocation
from evidence_kit.audit.register import Register
from evidence_kit.model import Check, Observed, Seal, SealFinding
from evidence_kit.verify.bag import Bag
from evidence_kit.verify.finding import failed, passed, shown, unsure

REVOCATION_FILE = re.compile(r"(seals/[^/]+/)?timestamps/[a-z0-9-]+\.[1-9][0-9]{0,3}\.(crl|ocsp)")


class Judging:
    """Judges a bundle's seals as `seal.prove` does, by what it keeps of revocations, too."""

    def __init__(self, observed: Observed) -> None:
        """Read every list and answer about revoked certificates that the bundle keeps."""
        kept = {name: raw for name, raw in observed.contents if REVOCATION_FILE.fullmatch(name)}
        self.register = Register(kept)

    def __call__(self, taken: Seal, /, *, roots: seal.Roots, own: bytes | None) -> SealFinding:
        """Say what a seal proves; refuse one whose certificate was revoked in a way that counts."""
        found = seal.prove(taken, roots=roots, own=own)
        if found.fault is not None or not found.gen_time or not self.register.papers:
            return found
        for pair in revocation.pairs(taken.response, roots):
            if any(one.refuses(found.gen_time) for _, one in self.register.told(pair)):
                return SealFinding("revoked", found.gen_time, found.authority)
        return found


def checks(bag: Bag, register: Register) -> Iterator[Check]:
    """Say of each list and answer as of when it is, and whether it names a seal's certificate.

    A seal that a revocation refuses is false by itself; here it is only told.
    """
    told = register.by_paper()
    for name in sorted(filter(REVOCATION_FILE.fullmatch, bag.names)):
        found = told.get(name, [])
        if name in bag.contents and name not in register.papers:
            yield failed("revocation", "bad_revocation", name=name)
        elif not found and not register.exhausted:
            yield unsure("revocation", "revocation_unknown", name=name)
        elif since := [one.revoked for one in found if one.revoked]:
            at = shown(max(one.at for one in found))
            yield passed("revocation", "revoked", name=name, time=at, since=shown(min(since)))
        elif found:
            at = shown(max(one.at for one in found))
            yield passed("revocation", "not_revoked", name=name, time=at)
    if register.exhausted:
        yield unsure("revocation", "too_many_revocations")
