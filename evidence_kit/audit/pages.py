"""What the pages of a PDF show against the files they are said to show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

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

Part = tuple[int, int]
_UPRIGHT = "1:"  # a picture that isn't turned, and has no colours of its own


class Originals:
    """Files by their digests and by their pictures, so that each is found at once."""

    def __init__(self, files: Iterable[Original]) -> None:
        self._files = {one.sha256: one for one in files}
        self._pictures: dict[Digest, Original] = {}
        for one in self._files.values():
            for content in filter(None, (one.packed, one.pixels)):
                self._pictures.setdefault(content, one)

    def get(self, sha256: Digest) -> Original | None:
        """Return the file with this digest."""
        return self._files.get(sha256)

    def with_pixels(self, image: PageImage) -> Original | None:
        """Return the first file whose rows or pixels are a picture's."""
        known = (self._pictures.get(one) for one in (image.packed, image.pixels) if one)
        return next(filter(None, known), None)


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
    """Compare each page that has pictures, or that a claim is about, and what of them is shown."""
    claims = numbered(claims)
    if book.images is None:
        finding = "pdf_too_much" if book.beyond else "pdf_unreadable"
        yield unsure("pdf", finding, name=book.name)
        return
    if book.beyond:
        yield unsure("pdf", "pdf_too_much", name=book.name)
    claimed: dict[int, list[PageClaim]] = {}
    for claim in claims if book.labelled else ():
        claimed.setdefault(claim.page, []).append(claim)
    held = Originals(originals)
    leaves: dict[int, list[PageImage]] = {}
    for image in book.images:
        leaves.setdefault(image.leaf, []).append(image)
    yield passed("pdf", "pdf_read", name=book.name, pages=str(len(leaves)))
    pictured = _pictured(claims)
    for images in leaves.values():
        of_page = claimed.get(images[0].page or 0, [])
        if images[0].page is not None and of_page and all(claim.sheet for claim in of_page):
            yield from _sheets(images, of_page, pictured)
        else:
            yield from _leaf(images, of_page, held, labelled=book.labelled)
    yield from _lacking(claimed, [images[0].page for images in leaves.values()], book)
    if not book.beyond:  # some rows may be on pages that weren't looked at
        yield from _hidden(book.images, claimed, held)


def one(
    book: Printed, page: int, claims: Sequence[PageClaim], originals: Iterable[Original]
) -> Iterator[Check]:
    """Compare a single exhibit page with all that a list says: of it, and of its files' rest."""
    if book.images is None:
        yield unsure("page", "page_no_book", page=str(page))
        return
    images = [image for image in book.images if image.page == page]
    of_page = [claim for claim in numbered(claims) if claim.page == page]
    held = Originals(originals)
    if not images:
        yield failed("page", "page_not_printed", page=str(page))
        return
    if all(claim.sheet for claim in of_page) and of_page:
        yield from _sheets(images, of_page, _pictured(claims))
        return
    for image, claim in _paired(images, of_page, held):
        yield from _pair(image, claim, held, images[0])
        if image and claim and image.rows:
            yield from _unlisted(image, claim, claims)


def numbered(claims: Iterable[PageClaim]) -> tuple[PageClaim, ...]:
    """Return claims with the page of its file that each is about: a record's follow each other."""
    before: Counter[tuple[int, Digest]] = Counter()
    found = []
    for claim in sorted(claims, key=lambda claim: (claim.page, claim.place)):
        found.append(replace(claim, leaf=before[claim.exhibit, claim.sha256]))
        before[claim.exhibit, claim.sha256] += not claim.sheet
    return tuple(found)


def _lacking(
    claimed: Mapping[int, Sequence[PageClaim]], pages: Sequence[int | None], book: Printed
) -> Iterator[Check]:
    """Yield the pages that are claimed and not there, and those that are there twice."""
    seen = Counter(page for page in pages if page is not None)
    for page in sorted(claimed.keys() - seen.keys()):
        for claim in claimed[page]:
            yield failed("pdf", "pdf_lacks_page", page=str(page), name=claim.file)
    for page, count in sorted(seen.items()):
        if book.labelled and count > 1:
            yield failed("pdf", "pdf_page_twice", page=str(page))


# ── one page ───────────────────────────────────────────────────────────────────────────


def _leaf(
    images: Sequence[PageImage], claims: Sequence[PageClaim], held: Originals, *, labelled: bool
) -> Iterator[Check]:
    page = images[0].page
    if page is not None and claims:
        for image, claim in _paired(images, claims, held):
            yield from _pair(image, claim, held, images[0])
        return
    for image in images:
        if image.content:
            yield _unclaimed(image, held, labelled=labelled)


def _pictured(claims: Iterable[PageClaim]) -> frozenset[Digest]:
    """Return the files that a list shows themselves: their sheets bear no picture."""
    return frozenset(claim.sha256 for claim in claims if not claim.sheet)


def _sheets(
    images: Sequence[PageImage], claims: Sequence[PageClaim], pictured: frozenset[Digest]
) -> Iterator[Check]:
    """Yield that a page is of words, each file once: nothing on it can be compared with them.

    A film's sheet bears pictures out of it, which no list names; that of a voice in a picture
    bears none. Elsewhere what lies on the words may be a court's own stamp.
    """
    of_words, drawn = all(one.words for one in images), any(one.place for one in images)
    for page, name in dict.fromkeys((claim.page, claim.file) for claim in claims):
        finding = "page_sheet" if of_words else "page_sheet_more"
        yield unsure("page", finding, page=str(page), name=name)
    pages = {claim.page for claim in claims if claim.sha256 in pictured}
    for page in sorted(pages) if drawn else ():
        yield failed("page", "page_more", page=str(page))


def _paired(
    images: Sequence[PageImage], claims: Sequence[PageClaim], held: Originals
) -> Iterator[tuple[PageImage | None, PageClaim | None]]:
    """Yield each claim with its picture: one that agrees, else the one left in its place.

    Where the page isn't drawn as this program draws it, a picture may be there for two claims. A
    list that says no places names a file once for all its pieces on a page.
    """
    left, pairs = list(images), list[tuple[PageImage | None, PageClaim]]()
    waiting: list[PageClaim] = []
    for claim in sorted(claims, key=lambda claim: claim.place):
        agreeing = [image for image in left if _agrees(image, claim, held)]
        agreeing.sort(key=lambda image: (image.window, image.rows) != (claim.window, claim.rows))
        pairs += [(image, claim) for image in agreeing[:1]]
        left = [image for image in left if image not in agreeing[:1] or not image.place]
        waiting += [] if agreeing else [claim]
    left = [image for image in left if not any(image is one for one, _ in pairs)]
    for claim in sorted(waiting, key=lambda claim: not claim.place):
        own = next((image for image in left if image.place == claim.place), None)
        found = own or next(iter(left), None)
        left = [image for image in left if image is not found]
        pairs.append((found, claim))
    rest: list[tuple[PageImage | None, PageClaim | None]] = []
    for image in left:
        pieces = (claim for one, claim in pairs if _same(one, image) and not claim.place)
        rest.append((image, next(pieces, None)))
    yield from sorted([*pairs, *rest], key=lambda pair: pair[0].place if pair[0] else 0)


def _same(one: PageImage | None, other: PageImage) -> bool:
    return one is not None and one.content == other.content


def _agrees(image: PageImage, claim: PageClaim, held: Originals) -> str:
    """Return how a picture is the claimed file's: by its bytes, by its pixels, "" for neither."""
    file = held.get(claim.sha256)
    if image.jpeg is not None and image.jpeg == claim.sha256:
        return "page_bytes"
    return "page_pixels" if file is not None and _has_same_pixels(image, file) else ""


def _has_same_pixels(image: PageImage, file: Original) -> bool:
    """Say whether a picture's pixels are a file's: the same rows, or what they decode to."""
    if image.packed is not None and image.packed == file.packed:
        return True
    return image.pixels is not None and image.pixels == file.pixels


def _pair(
    image: PageImage | None, claim: PageClaim | None, held: Originals, first: PageImage
) -> Iterator[Check]:
    """Say what a page shows for one claim; `first` is its first picture, as good as any."""
    if claim is None and image is not None:
        # Elsewhere it may be a court's own stamp; that the page is drawn otherwise is told.
        if image.place:
            yield failed("page", "page_more", page=str(image.page))
    elif claim is not None and image is None:
        said = {"page": str(claim.page), "name": claim.file}
        lacks = failed("page", "page_lacks", **said)
        yield lacks if first.place else unsure("page", "page_incomparable", **said)
    elif claim is not None and image is not None:
        yield from _claimed(image, claim, held)


def _claimed(image: PageImage, claim: PageClaim, held: Originals) -> Iterator[Check]:
    """Say whether the page's picture is the claimed file's, in its place, and what it shows."""
    said = {"page": str(claim.page), "name": claim.file}
    file, how = held.get(claim.sha256), _agrees(image, claim, held)
    if image.record or (file is not None and file.leaves):
        yield _recorded(image, claim, file, said)
        return
    if how and image.place and claim.place and image.place != claim.place:
        yield failed("page", "page_elsewhere", **said)
    elif how and image.place and not _is_part(image, claim):
        yield failed("page", "page_rows", **said)
    elif how:
        yield _drawn(image, file, said, how)
        yield from _shown(image, said)
    else:
        yield _differing(image, claim, held, said)


def _recorded(
    image: PageImage, claim: PageClaim, file: Original | None, said: Mapping[str, str]
) -> Check:
    """Say whether a page shows that of a PDF record which comes next, by all that it draws.

    Another version of this program, or of what it draws with, may draw a page otherwise; its
    operators it takes from the file as they are.
    """
    if file is None:
        return unsure("page", "page_needs_file", **said)
    printed = dict(file.leaves).get(claim.leaf)
    if printed is None:
        return unsure("page", "page_incomparable", **said)
    same = printed == image.record
    if image.record is None and printed.pixels == image.pixels is not None:
        same = image.look == _UPRIGHT
    if same:
        return passed("page", "page_record", **said, leaf=str(claim.leaf + 1))
    if image.record and printed.operators and image.record.operators != printed.operators:
        return failed("page", "page_differs", **said)
    return unsure("page", "page_redrawn", **said)


def _is_part(image: PageImage, claim: PageClaim) -> bool:
    """Say whether a page shows what is claimed of a file; one list says nothing of pieces."""
    said = claim.place or claim.window is not None
    return not said or (image.rows, image.window) == (claim.rows, claim.window)


def _shown(image: PageImage, said: Mapping[str, str]) -> Iterator[Check]:
    """Say which part of a picture is shown, where it isn't all of it."""
    if image.rows:
        first, last = image.rows
        yield passed("page", "page_part", **said, first=str(first + 1), last=str(last))
    elif image.window:
        yield passed("page", "page_window", **said)


def _differing(
    image: PageImage, claim: PageClaim, held: Originals, said: Mapping[str, str]
) -> Check:
    file, other = held.get(claim.sha256), _match(image, held)
    if other is not None:
        return failed("page", "page_other", **said, other=other.name)
    if image.content is None:
        return unsure("page", "page_incomparable", **said)
    if image.jpeg is None and (file is None or file.pixels is None):
        return unsure("page", "page_needs_file", **said)
    return failed("page", "page_differs", **said)


def _drawn(image: PageImage, file: Original | None, said: Mapping[str, str], finding: str) -> Check:
    """Narrow what agrees: the page must show the picture as the file does, uncovered."""
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
    if image.look == other.look and image.window and image.page is not None:
        return passed("page", "page_window", page=str(image.page), name=other.name)
    if image.look != other.look or labelled:
        return unsure("page", "leaf_redrawn", **leaf, name=other.name)
    return passed("page", "leaf_shows", **leaf, name=other.name)


def _match(image: PageImage, held: Originals) -> Original | None:
    """Return the file whose picture this is, if it is one of them."""
    named = held.get(image.jpeg) if image.jpeg is not None else None
    if named is not None:
        return named
    return held.with_pixels(image)


# ── pictures in pieces ─────────────────────────────────────────────────────────────────


def _hidden(
    images: Sequence[PageImage], claimed: Mapping[int, Sequence[PageClaim]], held: Originals
) -> Iterator[Check]:
    """Yield the pictures shown in pieces of which some rows are on no page.

    Where one of their pages isn't drawn as this program draws it, that is told already.
    """
    pieces: dict[object, list[PageImage]] = {}
    for image in images:
        if image.content:
            pieces.setdefault(image.content, []).append(image)
    for same in pieces.values():
        parts = [image.rows for image in same if image.rows]
        whole = any(not image.rows and not image.window for image in same)
        in_form = all(image.look is not None for image in same)
        if in_form and (parts or not whole) and not _covers(parts, same[0].height):
            yield failed("pdf", "pdf_rows_hidden", name=_name(same[0], claimed, held))


def _name(image: PageImage, claimed: Mapping[int, Sequence[PageClaim]], held: Originals) -> str:
    """Return the file that a picture is of, else all that its page is said to show."""
    other = _match(image, held)
    names = [claim.file for claim in claimed.get(image.page or 0, ())]
    return other.name if other else "、".join(dict.fromkeys(names))


def _unlisted(image: PageImage, claim: PageClaim, claims: Sequence[PageClaim]) -> Iterator[Check]:
    """Yield that the list itself has some rows of a file on no page, or says nothing of pieces."""
    same = [one for one in claims if one.sha256 == claim.sha256]
    parts = [one.rows for one in same if not one.window and not one.sheet]
    known = [part for part in parts if part]
    if len(known) < len(parts) or not _covers(known, image.height):
        yield failed("page", "page_rows", page=str(claim.page), name=claim.file)


def _covers(parts: Iterable[Part], height: int) -> bool:
    """Say whether parts reach from the first row to the last without a gap."""
    reached = 0
    for first, last in sorted(parts):
        if first > reached:
            return False
        reached = max(reached, last)
    return reached >= height
