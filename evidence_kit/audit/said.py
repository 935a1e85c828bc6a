"""What a bundle's own papers say and show of its files: its list of exhibits, and its PDF."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TypeAlias

from evidence_kit import seal
from evidence_kit.audit import pages
from evidence_kit.manifest import same_name
from evidence_kit.model import Check, FoundFile, Original, PageClaim, Printed, Verdict
from evidence_kit.verify.bag import ORIGINALS, Bag
from evidence_kit.verify.finding import failed, passed, unsure

BOOK, LIST = "filing/证据材料.pdf", "exhibits.json"
_BEIJING = timedelta(hours=8)
_LOCAL = re.compile(r"manifest-(sha256|sm3)\.local\.[0-9]+\.tsr$")  # this machine's own clock
_Place: TypeAlias = tuple[int, int, str, bool]
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
    if bag.denies(ORIGINALS) or not (said.claims or said.digests or said.book):
        return
    originals = [file for file in bag.observed.files if file.name.startswith("data/")]
    faults = [*_of_list(said, originals), *_of_print(bag, said, originals), *_of_book(bag, said)]
    yield from faults
    if not faults and said.claims:
        compared = {one.page for one in said.claims if not one.sheet}
        yield passed("said", "said_match", pages=str(len(compared)))


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


def _of_print(bag: Bag, said: Said, originals: Sequence[FoundFile]) -> Iterator[Check]:
    """Say which digest that the PDF prints is none of the originals' or of their list."""
    known = {digest.hex for file in originals for digest in (file.sha256, file.sm3)}
    listing = next((f for f in bag.observed.files if f.name == "manifest-sha256.txt"), None)
    if listing is None:
        return
    if said.digests and listing.sha256.hex not in said.digests:
        yield failed("said", "other_manifest_printed", name=listing.name)
    known.add(listing.sha256.hex)
    sm3 = {(file.sha256.hex, file.sm3.hex) for file in originals}
    told = {
        f"{time + _BEIJING:%Y-%m-%d %H:%M:%S}"
        for name, raw in bag.contents.items()
        if name.endswith(".tsr") and not _LOCAL.search(name) and (time := seal.told_time(raw))
    }
    for moment in dict.fromkeys(said.book.times) if said.book else ():
        if moment not in told:
            yield failed("said", "printed_other_time", time=moment)
    for pair in said.book.sm3 if said.book else ():
        if pair not in sm3 and pair[0] in {one for one, _ in sm3}:
            yield failed("said", "printed_other_sm3", digest=pair[1])
    strange = (one for one in dict.fromkeys(said.digests) if one not in known)
    yield from (failed("said", "printed_no_original", digest=one) for one in strange)


def _of_book(bag: Bag, said: Said) -> Iterator[Check]:
    """Say where the PDF shows another page than both lists say, or isn't a book of ours."""
    count = str(len({one.page for one in said.claims}))
    if bag.denied(BOOK):
        return
    if said.claims and BOOK not in bag.names:
        yield failed("said", "list_no_book", name=BOOK, pages=count)
    elif BOOK in bag.names and (said.book is None or said.book.images is None):
        beyond = said.book is not None and said.book.beyond
        yield unsure("said", "book_too_much" if beyond else "book_unread", name=BOOK)
    elif said.book and said.book.images is not None and said.book.labelled:
        yield from _of_lists(said, said.book, bag.observed.files)
        yield from _of_pages(said, said.book)
    elif said.claims:
        yield failed("said", "book_lacks_pages", name=BOOK, pages=count)
    elif said.book and not said.book.bare:
        yield unsure("said", "paper_unlisted", name=BOOK)
    if said.book and said.book.mended:
        yield unsure("said", "book_mended", name=BOOK)


def _of_lists(said: Said, book: Printed, files: Iterable[FoundFile]) -> Iterator[Check]:
    """Say where exhibits.json and the list printed in the PDF contradict each other."""
    if said.garbled:
        return
    stored: dict[str, set[str]] = {}
    for file in files:
        stored.setdefault(file.sha256.hex, set()).add(file.name.removeprefix("data/"))
    listed: dict[_Place, list[PageClaim]] = {}
    for one in said.claims:
        listed.setdefault(_place(one), []).append(one)
    for claim in book.claims:
        found = listed.get(_place(claim), [])
        places = {one.place for one in found}
        if not found or (claim.place and places != {0} and claim.place not in places):
            yield failed("said", "printed_other_page", page=str(claim.page), name=claim.file)
        elif not any(_reads_as(claim.file, one) for one in _names(claim, found, stored)):
            yield failed("said", "printed_other_name", page=str(claim.page), name=claim.file)
    printed = {_place(one) for one in book.claims}
    for one in said.claims:
        if one.window is None and not one.sheet and _place(one) not in printed:
            yield failed("said", "list_not_printed", page=str(one.page), name=one.file)


def _names(
    claim: PageClaim, found: Iterable[PageClaim], stored: Mapping[str, set[str]]
) -> set[str]:
    """Return what a file may be called on paper: its own name, or the one it is stored by."""
    return {one.file for one in found} | stored.get(claim.sha256.hex, set())


def _place(claim: PageClaim) -> _Place:
    return claim.exhibit, claim.page, claim.sha256.hex, claim.sheet


def _reads_as(printed: str, name: str) -> bool:
    """Say whether a name is printed so: a sign that no font has is spelled out on paper."""
    one, other = (tuple(filter(str.isalnum, same_name(said))) for said in (printed, name))
    return one == other or "U+" in printed


def _of_pages(said: Said, book: Printed) -> Iterator[Check]:
    """Compare the pages with what a list says of them: the PDF's own where there is no other."""
    claims = book.claims if said.garbled else said.claims
    claimed, shown = {one.page for one in claims}, {one.sha256 for one in claims if not one.sheet}
    pictures = {one.sha256 for one in said.originals if one.look}
    for check in pages.compared(book, claims, said.originals):
        if check.verdict is not Verdict.PASSED and check.finding not in _USUAL:
            yield replace(check, about="said")
    for number in sorted({one.page for one in book.images or () if one.page} - claimed):
        yield failed("said", "page_unlisted", page=str(number))
    for one in claims:
        if one.sheet and one.sha256 in pictures - shown:
            yield failed("said", "sheet_of_picture", page=str(one.page), name=one.file)
    if book.beyond:
        yield unsure("said", "book_too_much", name=BOOK)
    for image in book.images or ():
        if image.page is None and image.content is None and not image.words:
            yield unsure("said", "leaf_unknown", leaf=str(image.leaf))
