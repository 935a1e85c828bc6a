"""Verification: whether a bundle is what it says, since when, and what outside it agrees.

    archive    the ZIP that it came as holds nothing that two programs would read differently
    form       bagit.txt and bag-info.txt are as this program writes them
    originals  data/ is exactly what both manifests list, by SHA-256 and by SM3
    papers     everything else is exactly what both tag manifests list
    seals      every seal that bag-info.txt names is there, one at least for each manifest
    seal       each seal proves what it says; a seal that no manifest lists must do so too
    anchor     something outside the bundle agrees with it

It depends on `manifest`, `seal`, `model` and `errors` alone, and is short enough to be read whole
by whoever doubts it. `audit` adds what more can be asked: each of its checks can refuse, and none
takes back what was refused here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from evidence_kit import seal
from evidence_kit.errors import UsageError
from evidence_kit.model import Algorithm, Check, Digest, Observed, VerificationReport
from evidence_kit.verify import anchors, bag as bags, listings, seals
from evidence_kit.verify.bag import ORIGINALS, PAPERS, Bag
from evidence_kit.verify.seals import Judge, Sealed

__all__ = ["ORIGINALS", "PAPERS", "Bag", "Judge", "Sealed", "Verified", "report", "verified"]


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found of a bundle: its checks, what anchors it, and on what both rest.

    `believed` are the roots that seals were judged by.
    """

    bag: Bag
    sealed: tuple[Sealed, ...]
    believed: seal.Roots
    checks: tuple[Check, ...]
    anchors: tuple[Check, ...]


def report(
    observed: Observed,
    *,
    digest: str | None = None,
    roots: tuple[bytes, ...] = (),
    known: tuple[bytes, ...] = (),
) -> VerificationReport:
    """Return every check of a bundle; any content gives a report.

    The anchors: `digest`, the SHA-256 in hex of manifest-sha256.txt (it anchors the originals)
    or of tagmanifest-sha256.txt (it anchors everything); `roots`, certificates (PEM or DER) that
    the verifier trusts, and `known`, those that come with the program and that the report names.
    Without one that holds, the verdict is never PASSED. Of a ZIP that can't be read that alone is
    told. Raises UsageError "not_a_digest" or "not_a_root" for anchors that are none.
    """
    found = verified(observed, digest=digest, roots=roots, known=known)
    return VerificationReport((*found.checks, *found.anchors))


def verified(
    observed: Observed,
    *,
    digest: str | None = None,
    roots: tuple[bytes, ...] = (),
    known: tuple[bytes, ...] = (),
    vouching: Callable[[Bag], Iterable[Check]] | None = None,
    judge: Judge = seal.prove,
) -> Verified:
    """Return what `report` is made of.

    `vouching` gives further anchors' checks; `judge` refuses more seals than arithmetic does.
    """
    trusted = _roots(roots)
    given = _digest(digest) if digest is not None else None
    bag = bags.read(observed)
    believed = (*trusted, *_roots(known))
    if observed.archive and not observed.files:
        return Verified(bag, (), believed, tuple(listings.archive(bag)), ())
    sealed = tuple(seals.proven(bag, believed, judge))
    others = tuple(vouching(bag)) if vouching else ()
    checks = (
        *listings.archive(bag),
        *listings.form(bag),
        *listings.payload(bag),
        *listings.papers(bag),
        *seals.named(bag),
        *(seals.check(one) for one in sealed),
        *seals.repeated(sealed),
        *seals.unanswered(bag),
    )
    vouched = anchors.found(bag, sealed, given, others, rooted=bool(trusted))
    return Verified(bag, sealed, believed, checks, tuple(vouched))


def _roots(files: tuple[bytes, ...]) -> seal.Roots:
    found: seal.Roots = ()
    for number, raw in enumerate(files, start=1):
        try:
            found += seal.roots_in(raw)
        except ValueError as error:
            raise UsageError("not_a_root", number=str(number)) from error
    return found


def _digest(said: str) -> Digest:
    try:
        return Digest(Algorithm.SHA256, said)
    except ValueError as error:
        raise UsageError("not_a_digest", digest=said) from error
