"""What a bundle's own papers say and show, as far as verifying them needs it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from evidence_kit import audit, files, render
from evidence_kit.errors import EvidenceKitError
from evidence_kit.model import (
    Algorithm,
    Box,
    Carried,
    Digest,
    Observed,
    Original,
    PageClaim,
    PdfSignature,
    Printed,
)

if TYPE_CHECKING:
    from evidence_kit.render.bounded import Allowance

BOOK = "filing/证据材料.pdf"
LIST = "exhibits.json"
MOST_LIST = 16 << 20  # bytes; 10,000 pages need 4 MB
MOST_PICTURE = 64 << 20  # bytes of a file that is looked at only to see that it's no picture
_Listed: TypeAlias = tuple[tuple[PageClaim, ...], tuple[tuple[str, str], ...]]


def signed(opened: files.Opened, observed: Observed) -> tuple[PdfSignature, ...]:
    """Return the signatures of a bundle's own PDF; none where it has none, or can't be read."""
    if all(file.name != BOOK for file in observed.files):
        return ()
    with suppress(OSError), opened.open(BOOK) as file:
        return signatures_in(file)
    return ()


def carried(opened: files.Opened, observed: Observed) -> tuple[Carried, ...] | None:
    """Return the files within a bundle's own PDF, as `carried.carried` does."""
    from evidence_kit.render.carried import carried

    if all(file.name != BOOK for file in observed.files):
        return ()
    largest = max((f.size for f in observed.files if f.name.startswith("data/")), default=0)
    with suppress(OSError), opened.open(BOOK) as file:
        return carried(file, most=largest)
    return ()


def signatures_in(file: BinaryIO) -> tuple[PdfSignature, ...]:
    """Return the signatures of any PDF."""
    from evidence_kit.render.signatures import signatures

    return signatures(file)


def said(opened: files.Opened, observed: Observed) -> audit.Said:
    """Return what the bundle's own papers say of its files, and which of them its PDF shows.

    Nothing of what can't be read. Only the pictures whose bytes aren't found in the PDF as they
    lie in their files are decoded.
    """
    listed = _listed(opened, observed)
    claimed, sm3 = listed or ((), ())
    shown = claimed if listed else _printed_claims(opened, observed)
    book, held = _compared(opened, observed, shown)
    held |= {one.sha256: one for one in _of_sheets(opened, observed, shown)}
    return audit.Said(
        claims=claimed,
        sm3=sm3,
        digests=book.digests if book else (),
        book=book,
        originals=tuple(held.values()),
        garbled=listed is None,
    )


def _printed_claims(opened: files.Opened, observed: Observed) -> tuple[PageClaim, ...]:
    """Return which file each page is by the PDF's own list; no exhibit page has the number 0."""
    book = page_of_book(opened, observed, 0, frozenset(), listing=True)
    return audit.pages.numbered(book.claims) if book else ()


def _of_sheets(
    opened: files.Opened, observed: Observed, claimed: Iterable[PageClaim]
) -> Iterator[Original]:
    """Give the files of which nothing but sheets of words is said: none of them is a picture."""
    sizes = {file.sha256: file.size for file in observed.files}
    shown = {one.sha256 for one in claimed if not one.sheet}
    alone = [replace(one, sheet=False) for one in claimed if one.sha256 not in shown]
    small = (one for one in alone if sizes.get(one.sha256, 0) <= MOST_PICTURE)
    yield from originals(opened, observed, small, decoded=False)


def _compared(
    opened: files.Opened, observed: Observed, claimed: tuple[PageClaim, ...]
) -> tuple[Printed | None, dict[Digest, Original]]:
    """Return what the PDF prints and shows, and the files that its pages are said to show."""
    held = {one.sha256: one for one in originals(opened, observed, claimed, decoded=False)}
    known = frozenset(one.packed or one.sha256 for one in held.values())
    # What is neither a JPEG nor told by its rows shows in its pixels alone.
    plain = {one.sha256 for one in held.values() if one.look}
    decoding = frozenset(one.page for one in claimed if one.sha256 in held.keys() - plain)
    book = _book(opened, observed, known, decoding)
    for one in originals(opened, observed, _shown_otherwise(book, claimed)):
        held[one.sha256] = replace(one, packed=held[one.sha256].packed)
    return book, held


def _shown_otherwise(book: Printed | None, claimed: Iterable[PageClaim]) -> list[PageClaim]:
    """Return the claims about pages whose pictures only their pixels can tell."""
    pages = {image.page for image in (book.images if book else None) or () if image.pixels}
    return [claim for claim in claimed if claim.page in pages]


def _book(
    opened: files.Opened,
    observed: Observed,
    known: frozenset[Digest],
    decoding: frozenset[int],
) -> Printed | None:
    """Return what the bundle's own PDF prints and shows."""
    from evidence_kit.render import page_images

    found = next((file for file in observed.files if file.name == BOOK), None)
    with suppress(OSError):
        if found is not None:
            with opened.open(BOOK) as file:
                return page_images.printed(
                    file, BOOK, found.sha256, known=known, decoding=decoding, listing=True
                )
    return None


def claims(opened: files.Opened, observed: Observed) -> tuple[PageClaim, ...] | None:
    """Return which file each page is by the bundle's own list; None for one that says nothing."""
    listed = _listed(opened, observed)
    return listed[0] if listed else None


def listed(opened: files.Opened, observed: Observed) -> audit.Listed | None:
    """Return what the bundle's own list says beside its pages; None for one that says nothing."""
    found = exhibit_list(opened, observed)
    if found is None:
        return None
    exhibits = (
        audit.ListedExhibit(
            one.number, tuple((page.number, page.file, page.sha256) for page in one.pages)
        )
        for one in found.exhibits
    )
    titles = {one.number: one.title for one in found.exhibits}
    return audit.Listed(
        exhibits=tuple(exhibits),
        rows=tuple((row.exhibit, row.first, row.last) for row in found.rows),
        files=tuple((file.name, file.sha256, file.sm3, file.exhibit) for file in found.files),
        pages=found.pages,
        titles=tuple(
            (row.exhibit, titles[row.exhibit], row.title)
            for row in found.rows
            if row.exhibit in titles
        ),
    )


def _listed(opened: files.Opened, observed: Observed) -> _Listed | None:
    if (found := exhibit_list(opened, observed)) is None:
        return None
    pairs = ((page.sha256, page.sm3) for one in found.exhibits for page in one.pages)
    try:
        return audit.pages.numbered(_pages(found)), tuple(pairs)
    except (ValueError, EvidenceKitError):
        return None


def exhibit_list(opened: files.Opened, observed: Observed) -> render.ExhibitList | None:
    """Return the bundle's own list; None where there is none, or one that can't be read."""
    found = next((file for file in observed.files if file.name == LIST), None)
    try:
        with opened.open(LIST) as file:
            raw = file.read(MOST_LIST)
        if found is None or hashlib.sha256(raw).hexdigest() != found.sha256.hex:
            return None
        return render.parse_exhibits(raw)
    except (OSError, ValueError, EvidenceKitError):
        return None


def _pages(listed: render.ExhibitList) -> Iterator[PageClaim]:
    for exhibit in listed.exhibits:
        for page in exhibit.pages:
            digest = Digest(Algorithm.SHA256, page.sha256)
            rows = (page.rows[0], page.rows[1] + 1) if page.rows else None
            window = Box(*page.window) if page.window else None
            yield PageClaim(
                page=page.number,
                exhibit=exhibit.number,
                file=page.file,
                sha256=digest,
                place=page.place,
                rows=rows,
                window=window,
                sheet=page.sheet,
            )


def page_of_book(
    opened: files.Opened,
    observed: Observed,
    page: int,
    known: frozenset[Digest],
    *,
    listing: bool = False,
) -> Printed | None:
    """Return the bundle's own PDF as far as one page goes; None where there is none to read."""
    from evidence_kit.render import page_images

    found = next((file for file in observed.files if file.name == BOOK), None)
    with suppress(OSError):
        if found is not None:
            with opened.open(BOOK) as file:
                return page_images.printed(
                    file, BOOK, found.sha256, known=known, only=page, listing=listing
                )
    return None


def originals(
    opened: files.Opened, observed: Observed, claims: Iterable[PageClaim], *, decoded: bool = True
) -> Iterator[Original]:
    """Give each file that is claimed once; one that is gone, or differs, is left out."""
    claims = list(claims)
    sizes = {f.sha256: f.size for f in observed.files}
    left = allowance(sum(sizes.get(digest, 0) for digest in {one.sha256 for one in claims}))
    stored = {f.sha256: f.name for f in observed.files if f.name.startswith("data/")}
    leaves = leaves_of(claims)
    for digest, name in {one.sha256: one.file for one in claims if not one.sheet}.items():
        if digest in stored:
            content = partial(_content, opened, stored[digest])
            yield original(content, name, digest, leaves[digest], left, decoded=decoded)


def leaves_of(claims: Iterable[PageClaim]) -> dict[Digest, set[int]]:
    """Return which pages of each file are asked about."""
    found: dict[Digest, set[int]] = {}
    for one in claims:
        found.setdefault(one.sha256, set()).add(one.leaf)
    return found


def allowance(size: int) -> Allowance:
    """Return how much work files of so many bytes may make in all."""
    from evidence_kit.render.bounded import Allowance

    return Allowance(size)


def _content(opened: files.Opened, name: str) -> bytes:
    from evidence_kit.render.page_images import MOST_FILE

    with opened.open(name) as file:
        return file.read(MOST_FILE)


def original(
    content: Callable[[], bytes],
    name: str,
    digest: Digest,
    leaves: Collection[int],
    left: Allowance,
    *,
    decoded: bool = True,
) -> Original:
    """Return a file as pages are compared with it: without a word of it where it can't be read."""
    from evidence_kit.render import page_images

    try:
        raw = content()
    except OSError:
        return Original(name, digest)
    if hashlib.sha256(raw).hexdigest() != digest.hex:
        return Original(name, digest)
    return page_images.original(raw, name, digest, decoded=decoded, leaves=leaves, left=left)
