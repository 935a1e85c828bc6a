"""What the pages of a PDF show against the files they are said to show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from evidence_kit.model import (
    Check,
    Digest,
    Original,
    PageClaim,
    PageImage,
    Printed,
    VerificationReport,
)
from evidence_kit.verify.finding import failed, passed, unsure

Originals = Mapping[Digest, Original]


def report(book: Printed, originals: Iterable[Original] = ()) -> VerificationReport:
    """Return the checks of a PDF by itself, or against the files it is said to show.

    What it says of its own pages is the list of digests printed in it. Never PASSED: nothing
    vouches for its words, nor for that list.
    """
    held = tuple(originals)
    checks = (*compared(book, book.claims, held), unsure("anchor", "pdf_alone", name=book.name))
    return VerificationReport(checks)


def compared(
    book: Printed, claims: Iterable[PageClaim], originals: Iterable[Original]
) -> Iterator[Check]:
    """Compare each page that has a picture, or that a claim is about."""
    if book.images is None:
        yield unsure("pdf", "pdf_unreadable", name=book.name)
        return
    claimed = {one.page: one for one in claims}
    held = {one.sha256: one for one in originals}
    yield passed("pdf", "pdf_read", name=book.name, pages=str(len(book.images)))
    seen = [image.page for image in book.images if image.page is not None]
    for image in book.images:
        claim = claimed.get(image.page) if image.page is not None and book.labelled else None
        if claim or image.jpeg or image.pixels:
            yield (
                _claimed(image, claim, held)
                if claim
                else _unclaimed(image, held, labelled=book.labelled)
            )
    for page in sorted(claimed):
        if book.labelled and page not in seen:
            yield failed("pdf", "pdf_lacks_page", page=str(page), name=claimed[page].file)
    for page, count in sorted(Counter(seen).items()):
        if book.labelled and count > 1:
            yield failed("pdf", "pdf_page_twice", page=str(page))


def one(book: Printed, page: int, claim: PageClaim, originals: Iterable[Original]) -> Check:
    """Compare a single exhibit page."""
    if book.images is None:
        return unsure("page", "page_no_book", page=str(page))
    image = next((image for image in book.images if image.page == page), None)
    if image is None:
        return failed("page", "page_not_printed", page=str(page))
    return _claimed(image, claim, {one.sha256: one for one in originals})


def _shown(image: PageImage, claim: PageClaim | None, held: Originals, *, labelled: bool) -> Check:
    if claim is None:
        return _unclaimed(image, held, labelled=labelled)
    return _claimed(image, claim, held)


def _claimed(image: PageImage, claim: PageClaim, held: Originals) -> Check:
    """Say whether the page's picture is the claimed file's, by its bytes or by its pixels."""
    said = {"page": str(claim.page), "name": claim.file}
    file = held.get(claim.sha256)
    bytes_agree = image.jpeg is not None and image.jpeg == claim.sha256
    pixels_agree = file is not None and image.pixels is not None and image.pixels == file.pixels
    if bytes_agree or pixels_agree:
        return _drawn(image, file, said, "page_bytes" if bytes_agree else "page_pixels")
    other = _match(image, held)
    if other is not None:
        return failed("page", "page_other", **said, other=other.name)
    if image.jpeg is None and image.pixels is None:
        return unsure("page", "page_incomparable", **said)
    if image.jpeg is None and (file is None or file.pixels is None):
        return unsure("page", "page_needs_file", **said)
    return failed("page", "page_differs", **said)


def _drawn(image: PageImage, file: Original | None, said: dict[str, str], finding: str) -> Check:
    """Narrow what agrees: the page must show the whole picture as the file does, uncovered."""
    if image.look is None or (file is not None and image.look != file.look):
        return unsure("page", "page_redrawn", **said)
    if file is None:
        return passed("page", "page_bytes_listed", **said)
    if finding == "page_pixels" and not file.exact:
        return unsure("page", "page_converted", **said)
    return passed("page", finding, **said)


def _unclaimed(image: PageImage, held: Originals, *, labelled: bool) -> Check:
    """Say whose picture a page shows that no claim is about."""
    leaf = {"leaf": str(image.leaf)}
    other = _match(image, held)
    if other is None:
        return unsure("page", "leaf_unknown", **leaf)
    if image.look != other.look or labelled:
        return unsure("page", "leaf_redrawn", **leaf, name=other.name)
    return passed("page", "leaf_shows", **leaf, name=other.name)


def _match(image: PageImage, held: Originals) -> Original | None:
    """Return the file whose picture this is, if it is one of them."""
    if image.jpeg is not None and image.jpeg in held:
        return held[image.jpeg]
    same = (one for one in held.values() if one.pixels is not None and one.pixels == image.pixels)
    return next(same, None)
