"""What somebody asks about a bundle: is this file in it, which file is page n."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evidence_kit.audit import pages
from evidence_kit.audit.earlier import Earlier
from evidence_kit.audit.unread import Unread, base
from evidence_kit.model import (
    Check,
    Digest,
    FoundFile,
    Original,
    PageClaim,
    Printed,
    SealFinding,
)
from evidence_kit.seal import LOCAL
from evidence_kit.verify.bag import Bag
from evidence_kit.verify.finding import failed, passed, shown, unsure
from evidence_kit.verify.seals import Sealed

LIST = "exhibits.json"
Copies = tuple[tuple[str, Digest], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions, and what was read to answer them.

    `files` are name and SHA-256 of single files; `claims` is exhibits.json, None where it can't
    be read; `page` is an exhibit page and `book` the bundle's own 证据材料.pdf, as far as it was
    read for that; `printed` are PDFs from elsewhere, `originals` the pictures in the bundle.
    """

    files: Copies = ()
    claims: tuple[PageClaim, ...] | None = ()
    page: int | None = None
    book: Printed | None = None
    printed: tuple[Printed, ...] = ()
    originals: tuple[Original, ...] = ()


def answers(
    bag: Bag, asked: Asked, sealed: tuple[Sealed, ...], before: tuple[Earlier, ...]
) -> Iterator[Check]:
    """Answer each question, in the order of `Asked`; none asked, none answered."""
    if asked.claims is None:
        lost = unsure("list", "unreadable_here", name=LIST)
        yield lost if bag.denied(LIST) else failed("list", "bad_exhibits")
    claims = asked.claims or ()
    here = _Here.of(bag, claims)
    books = {one.name for one in asked.printed}
    for name, digest in asked.files:
        yield from _file(here, name, digest, elsewhere=name in books)
    for one in asked.printed:
        yield from pages.compared(one, claims, asked.originals)
    if asked.page is not None and asked.claims is not None:
        own = [_Time(one.name, one.is_local, one.finding) for one in sealed]
        yield from _page(here, asked, asked.page, own, before)


@dataclass(frozen=True, slots=True)
class _Here:
    """The bundle's files by digest, their names' last parts, its claims by digest."""

    files: dict[Digest, list[FoundFile]]
    bases: frozenset[str]
    claims: dict[Digest, list[PageClaim]]
    unread: Unread

    @classmethod
    def of(cls, bag: Bag, claims: Iterable[PageClaim]) -> _Here:
        files: dict[Digest, list[FoundFile]] = {}
        for file in bag.observed.files:
            files.setdefault(file.sha256, []).append(file)
        claimed: dict[Digest, list[PageClaim]] = {}
        for claim in claims:
            claimed.setdefault(claim.sha256, []).append(claim)
        return cls(files, frozenset(map(base, bag.names)), claimed, Unread.of(bag))

    def original(self, digest: Digest) -> FoundFile | None:
        """Return the first original with this digest; None for none that can be read."""
        found = (file for file in self.files.get(digest, ()) if file.name.startswith("data/"))
        return next(found, None)


def _file(here: _Here, name: str, digest: Digest, *, elsewhere: bool) -> Iterator[Check]:
    """Say which of the bundle's files this is; one of such a name must be it.

    One that can't be read may be it, by the digest that is listed of it or by its name.
    """
    held, original = here.files.get(digest, []), here.original(digest)
    unread = here.unread.with_digest(digest.hex) or here.unread.called(name)
    if original is not None:
        yield from _original(name, original.name, here.claims.get(digest, ()))
    elif held:
        yield passed("file", "file_paper", name=name, found=held[0].name)
    elif unread is not None:
        yield unsure("file", "unreadable_here", name=unread)
    elif elsewhere:
        yield unsure("file", "pdf_differs", name=name)
    elif base(name) in here.bases:
        yield failed("file", "file_differs", name=name)
    else:
        yield unsure("file", "file_unknown", name=name)


def _original(name: str, found: str, claims: Iterable[PageClaim]) -> Iterator[Check]:
    exhibits: dict[int, list[str]] = {}
    for one in claims:
        exhibits.setdefault(one.exhibit, []).append(str(one.page))
    for exhibit, on in exhibits.items():
        place = {"exhibit": str(exhibit), "pages": "、".join(dict.fromkeys(on))}
        yield passed("file", "file_exhibit", name=name, found=found, **place)
    if not exhibits:
        yield passed("file", "file_original", name=name, found=found)


@dataclass(frozen=True, slots=True)
class _Time:
    """A seal that covers a page's file: its name, whether this machine's own, what it proves."""

    name: str
    local: bool
    finding: SealFinding


def _page(
    here: _Here, asked: Asked, page: int, own: list[_Time], before: tuple[Earlier, ...]
) -> Iterator[Check]:
    """Say which files an exhibit page shows, since when each is proven, and what the PDF shows."""
    claims = [one for one in asked.claims or () if one.page == page]
    if not claims:
        yield unsure("page", "no_such_page", page=str(page))
        return
    # Of a picture in pieces two may be on one page: the file is told once.
    told = [_shown(here, claim, own, before) for claim in {c.sha256: c for c in claims}.values()]
    yield from (check for checks in told for check in checks)
    if any(check.finding == "page_no_original" for checks in told for check in checks):
        return
    if asked.book is None:
        yield unsure("page", "page_no_book", page=str(page))
    else:
        yield from pages.one(asked.book, page, asked.claims or (), asked.originals)


def _shown(
    here: _Here, claim: PageClaim, own: list[_Time], before: tuple[Earlier, ...]
) -> tuple[Check, ...]:
    """Say which file a page shows, and since when it is proven."""
    found, unread = here.original(claim.sha256), here.unread.with_digest(claim.sha256.hex)
    said = {"page": str(claim.page), "exhibit": str(claim.exhibit), "name": claim.file}
    if found is None and unread is not None:
        return (unsure("page", "unreadable_here", page=str(claim.page), name=unread),)
    if found is None:
        return (failed("page", "page_no_original", **said, sha256=claim.sha256.hex),)
    digests = {"sha256": found.sha256.hex, "sm3": found.sm3.hex}
    early = [e for e in before if found.sha256 in e.digests]
    times = [_Time(f"{e.folder}{e.by}", e.by == LOCAL, e.finding) for e in early]
    told = passed("page", "page_is", **said, found=found.name, **digests)
    return told, _earliest([*times, *own], claim.page)


def _earliest(times: list[_Time], page: int) -> Check:
    """Return the earliest time that a third party proves for the file, else the earliest told."""
    found = [(one.finding.gen_time, one) for one in times if one.finding.fault is None]
    third = [pair for pair in found if pair[1].finding.trusted_root]
    dated = [(time, one) for time, one in third or found if time is not None]
    if not dated:
        return unsure("page", "page_no_time", page=str(page))
    time, one = min(dated, key=lambda pair: pair[0])
    said = {"page": str(page), "time": shown(time), "name": one.name}
    if one.local:
        return passed("page", "page_local_time", **said)
    said["authority"] = one.finding.authority
    if third:
        return passed("page", "page_third_party_time", **said)
    return unsure("page", "page_unknown_root", **said)
