"""What a bundle's own papers say and show of its files: its list of exhibits, and its PDF."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from evidence_kit.audit import pages
from evidence_kit.manifest import same_name
from evidence_kit.model import Check, FoundFile, Original, PageClaim, Printed, Verdict
from evidence_kit.verify.bag import ORIGINALS, Bag
from evidence_kit.verify.finding import failed, passed, unsure

BOOK, LIST = "filing/证据材料.pdf", "exhibits.json"
# What is so on honest pages, too: words about a recording, and what paper can't show as it is.
_USUAL = frozenset({"page_sheet", "page_sheet_more", "page_converted"})


@dataclass(frozen=True, slots=True)
class Said:
    """What exhibits.json says of pages, and what the PDF prints and shows.

    `sm3` are the pairs of SHA-256 and SM3 in that list, `digests` all that is printed after the
    PDF's exhibits. `book` is what its pages show, and its own list of them; `originals` are the
    files that they are said to show. `garbled` is a list that can't be read, or isn't there.
    """

    claims: tuple[PageClaim, ...] = ()
    digests: tuple[str, ...] = ()
    sm3: tuple[tuple[str, str], ...] = ()
    book: Printed | None = None
    originals: tuple[Original, ...] = ()
    garbled: bool = False


def checks(bag: Bag, said: Said) -> Iterator[Check]:
    """Refuse papers that say of a page or a digest what is not so, or contradict each other."""
    if said.garbled and not bag.denied(LIST):
        if LIST in bag.names:  # perhaps a later version's
            yield unsure("said", "bad_exhibits", name=LIST)
        elif said.book and said.book.claims:
            yield failed("said", "no_exhibits", name=LIST)
    if bag.denies(ORIGINALS) or not (said.claims or said.digests):
        return
    originals = [file for file in bag.observed.files if file.name.startswith("data/")]
    faults = [*_of_list(said, originals), *_of_print(bag, said, originals), *_of_book(bag, said)]
    yield from faults
    if not faults and said.claims:
        yield passed("said", "said_match", pages=str(len({one.page for one in said.claims})))


def _of_list(said: Said, originals: Iterable[FoundFile]) -> Iterator[Check]:
    """Say which claim of exhibits.json is no original's: its digest, its SM3, its name."""
    by_digest: dict[str, list[FoundFile]] = {}
    for file in originals:
        by_digest.setdefault(file.sha256.hex, []).append(file)
    for claim in said.claims:
        told = {"page": str(claim.page), "name": claim.file}
        held = by_digest.get(claim.sha256.hex, [])
        if not held:
            yield failed("said", "list_no_original", **told)
        elif not any(is_stored_as(claim.file, file.name.removeprefix("data/")) for file in held):
            yield failed("said", "list_other_name", **told, found=held[0].name)
    for sha256, sm3 in dict.fromkeys(said.sm3):
        held = by_digest.get(sha256, [])
        if held and sm3 not in {file.sm3.hex for file in held}:
            yield failed("said", "list_other_sm3", name=held[0].name)


def is_stored_as(name: str, stored: str) -> bool:
    """Say whether a file of that name may be stored so: a part that had to change bears its digest.

    The list has the user's own name, `data/` one that every system can carry.
    """
    own, safe = name.split("/"), stored.split("/")
    return len(own) == len(safe) and all(map(_is_part, own, safe))


def _is_part(own: str, safe: str) -> bool:
    mark = hashlib.sha256(own.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return same_name(own) == same_name(safe) or f"-{mark}" in safe


def _of_print(bag: Bag, said: Said, originals: Iterable[FoundFile]) -> Iterator[Check]:
    """Say which digest that the PDF prints is none of the originals' or of their list."""
    known = {digest.hex for file in originals for digest in (file.sha256, file.sm3)}
    listing = next((f for f in bag.observed.files if f.name == "manifest-sha256.txt"), None)
    if listing is None:
        return
    if said.digests and listing.sha256.hex not in said.digests:
        yield failed("said", "other_manifest_printed", name=listing.name)
    known.add(listing.sha256.hex)
    strange = (one for one in dict.fromkeys(said.digests) if one not in known)
    yield from (failed("said", "printed_no_original", digest=one) for one in strange)


def _of_book(bag: Bag, said: Said) -> Iterator[Check]:
    """Say where the PDF shows another page than both lists say, or isn't a book of ours."""
    count = str(len({one.page for one in said.claims}))
    if not said.claims or bag.denied(BOOK):
        return
    if BOOK not in bag.names:
        yield failed("said", "list_no_book", name=BOOK, pages=count)
    elif said.book is None or said.book.images is None:
        yield unsure("said", "book_unread", name=BOOK)
    elif not said.book.labelled:
        yield failed("said", "book_lacks_pages", name=BOOK, pages=count)
    else:
        yield from _of_pages(said, said.book)


def _of_pages(said: Said, book: Printed) -> Iterator[Check]:
    listed = {(one.page, one.sha256) for one in said.claims}
    strange = {(c.page, c.file): None for c in book.claims if (c.page, c.sha256) not in listed}
    for page, name in strange:
        yield failed("said", "printed_other_page", page=str(page), name=name)
    for name in dict.fromkeys(c.file for c in said.claims if c.sha256.hex not in said.digests):
        yield failed("said", "list_not_printed", name=name)
    for check in pages.compared(book, said.claims, said.originals):
        if check.verdict is not Verdict.PASSED and check.finding not in _USUAL:
            yield replace(check, about="said")
