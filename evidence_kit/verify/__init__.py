"""Verification: what a bundle holds against what it says, and against something outside it.

    archive    the ZIP that it came as holds nothing that two programs would read differently
    form       bagit.txt and bag-info.txt are as this program writes them
    originals  data/ is exactly what both manifests list, by SHA-256 and by SM3
    papers     everything else is exactly what both tag manifests list
    seals      every seal that bag-info.txt names is there, one at least for each manifest
    seal       each seal proves what it says; a seal that no manifest lists must do so too
    each       so does each token of a single original, and it is that original's
    earlier    so does each seal of an earlier day, kept in seals/
    revocation no certificate of theirs was revoked, by the lists that are kept, of which day
    said       what its own list and PDF say of files and digests is so
    signature  what the signatures of its PDF cover is whole, and nothing follows the last of them
    anchor     something outside the bundle agrees with it
    file, page, pdf    what was asked: is this a file of the bundle, which file does a page show

It depends on `manifest`, `seal`, `model` and `errors` alone.
"""

from __future__ import annotations

from evidence_kit import seal
from evidence_kit.errors import UsageError
from evidence_kit.model import Algorithm, Check, Digest, Observed, PdfSignature, VerificationReport
from evidence_kit.verify import (
    anchors,
    asked as questions,
    bag as bags,
    beside,
    each,
    earlier,
    listings,
    pages,
    revoked,
    said as papers,
    seals,
    signed as signatures,
)
from evidence_kit.verify.anchors import Copies
from evidence_kit.verify.asked import Asked
from evidence_kit.verify.bag import ORIGINALS, PAPERS
from evidence_kit.verify.said import Said

BOOK = "filing/证据材料.pdf"
NOTHING = Said()

__all__ = [
    "BOOK",
    "ORIGINALS",
    "PAPERS",
    "Asked",
    "Copies",
    "Said",
    "of_signatures",
    "pages",
    "report",
]


def report(
    observed: Observed,
    *,
    digest: str | None = None,
    against: Copies | None = None,
    roots: tuple[bytes, ...] = (),
    known: tuple[bytes, ...] = (),
    asked: Asked | None = None,
    signed: tuple[PdfSignature, ...] = (),
    said: Said = NOTHING,
) -> VerificationReport:
    """Return every check of a bundle; any content gives a report.

    The anchors: `digest`, the SHA-256 in hex of manifest-sha256.txt (it anchors the originals)
    or of tagmanifest-sha256.txt (it anchors everything); `against`, name and SHA-256 of the
    verifier's own copies; `roots`, certificates (PEM or DER) that the verifier trusts, and
    `known`, those that come with the program and that the report names. Without
    one that holds, the verdict is never PASSED. Of a ZIP that can't be read that alone is told;
    `asked` adds questions about single files and pages; `signed` are the signatures of its PDF,
    `said` what its papers say of its files.
    Raises UsageError "not_a_digest" or "not_a_root" for anchors that are none.
    """
    trusted = _roots(roots)
    given = _digest(digest) if digest is not None else None
    bag = bags.read(observed)
    believed = (*trusted, *_roots(known))
    if observed.archive and not observed.files:
        return VerificationReport(tuple(listings.archive(bag)))
    sealed, before = tuple(seals.proven(bag, believed)), earlier.proven(bag, believed)
    checks = (
        *listings.archive(bag),
        *listings.form(bag),
        *listings.payload(bag),
        *listings.papers(bag),
        *seals.named(bag),
        *(seals.check(one) for one in sealed),
        *seals.repeated(sealed),
        *seals.unanswered(bag),
        *beside.checks(bag),
        *each.checks(bag, each.proven(bag, believed)),
        *earlier.checks(bag, before),
        *revoked.checks(bag, believed),
        *papers.checks(bag, said),
        *signatures.checks(bag, BOOK, signed, believed),
        *anchors.found(bag, sealed, given, against, rooted=bool(trusted)),
        *(questions.answers(bag, asked, sealed, before) if asked else ()),
    )
    return VerificationReport(checks)


def of_signatures(name: str, found: tuple[PdfSignature, ...]) -> tuple[Check, ...]:
    """Return the checks of the signatures of a PDF by itself, which nobody vouches for."""
    return tuple(signatures.checks(None, name, found, ()))


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
