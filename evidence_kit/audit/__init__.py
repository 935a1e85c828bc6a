"""Everything that is asked of a bundle: `verify`, and what can only refuse or answer beside it.

    beside     nothing lies in timestamps/ but seals and what they lead to
    each       each token of a single original proves what it says, and is that original's
    earlier    so does each seal of an earlier day, kept in seals/
    revocation no certificate of theirs was revoked, by the lists that are kept, of which day
    said       what its own list and PDF say of files and digests is so, what that PDF carries,
               and what its other papers show
    signature  what the signatures of its PDF cover is whole, and nothing follows one of them
    anchor     the verifier's own copies agree with the originals
    file, page, pdf    what was asked: is this a file of the bundle, which file does a page show

It knows `verify`, and no more of the world than that does.
"""

from __future__ import annotations

from functools import partial

from evidence_kit import verify
from evidence_kit.audit import (
    asked as questions,
    beside,
    carried as attachments,
    copies,
    each,
    earlier,
    forms as beside_list,
    listed as lists,
    pages,
    revocation,
    revoked,
    said as papers,
    signed as signatures,
)
from evidence_kit.audit.asked import Asked
from evidence_kit.audit.copies import Copies
from evidence_kit.audit.listed import Listed, ListedExhibit
from evidence_kit.audit.said import Said
from evidence_kit.audit.signature import judge_signature, stamp_of, token_in
from evidence_kit.model import Carried, Check, Forms, Observed, PdfSignature, VerificationReport
from evidence_kit.verify.bag import ORIGINALS

BOOK = "filing/证据材料.pdf"
NOTHING, NO_FORMS = Said(), Forms()

__all__ = [
    "BOOK",
    "Asked",
    "Copies",
    "Listed",
    "ListedExhibit",
    "Said",
    "judge_signature",
    "of_signatures",
    "pages",
    "report",
    "revocation",
    "stamp_of",
    "token_in",
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
    carried: tuple[Carried, ...] | None = (),
    listed: Listed | None = None,
    forms: Forms = NO_FORMS,
) -> VerificationReport:
    """Return every check of a bundle as `verify.report` does, with these beside.

    `against`, name and SHA-256 of the verifier's own copies, is one more anchor; `asked` adds
    questions about single files and pages; `signed` are the signatures of its PDF, `said` what
    its papers say of its files, `carried` the files within its PDF, `listed` what its
    list says beside its pages, `forms` what its other papers show. Raises UsageError as
    `verify.report` does.
    """
    judge = revoked.Judging(observed)
    found = verify.verified(
        observed,
        digest=digest,
        roots=roots,
        known=known,
        vouching=partial(copies.anchor, copies=against) if against is not None else None,
        judge=judge,
    )
    bag, believed = found.bag, found.believed
    if observed.archive and not observed.files:
        return VerificationReport(found.checks)
    before = earlier.proven(bag, believed, judge)
    alone = each.proven(bag, believed, judge)
    sm3 = {file.sha256.hex: file.sm3.hex for file in observed.files}
    of_book = tuple(signatures.checks(BOOK, signed, believed, judge))
    checks = (
        *found.checks,
        *beside.checks(bag),
        *each.checks(bag, alone),
        *earlier.checks(bag, before),
        *revoked.checks(bag, judge.register),
        *papers.checks(bag, said),
        *attachments.checks(BOOK, bag, carried),
        *(lists.checks(listed, sm3) if listed and not bag.denies(ORIGINALS) else ()),
        *beside_list.checks(bag, forms, listed),
        *of_book,
        *found.anchors,
        *(questions.answers(bag, asked, found.sealed, before) if asked else ()),
    )
    return VerificationReport(checks)


def of_signatures(name: str, found: tuple[PdfSignature, ...]) -> tuple[Check, ...]:
    """Return the checks of the signatures of a PDF by itself, which nobody vouches for."""
    return tuple(signatures.checks(name, found, ()))
