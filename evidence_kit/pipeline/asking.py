"""What a person asks about a bundle, and what must be read of it to answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from evidence_kit import audit, files, render
from evidence_kit.errors import EvidenceKitError, InputError
from evidence_kit.files.digesting import Digesting, chunks
from evidence_kit.model import (
    Algorithm,
    Box,
    Digest,
    Observed,
    Original,
    PageClaim,
    PdfSignature,
    Printed,
    VerificationReport,
)

BOOK = "filing/证据材料.pdf"
LIST = "exhibits.json"
MOST_LIST = 64 << 20  # bytes; 10,000 pages need 4 MB
_HEAD = 1024  # bytes within which a PDF begins (ISO 32000-1, Annex H, note 13)


@dataclass(frozen=True, slots=True)
class Named:
    """A file that somebody names beside a bundle, digested."""

    path: Path
    sha256: Digest


def is_pdf(path: Path) -> bool:
    """Say whether this file is, or is called, a PDF; False for what can't be read."""
    try:
        with path.open("rb") as file:
            return b"%PDF-" in file.read(_HEAD) or path.suffix.lower() == ".pdf"
    except OSError:
        return False


def digested(path: Path) -> Named:
    """Return a file's digest; InputError "no_such_file" where it can't be read."""
    digesting = Digesting()
    try:
        with path.open("rb") as file:
            for chunk in chunks(file):
                digesting.update(chunk)
    except OSError as error:
        raise InputError("no_such_file", path=str(path)) from error
    return Named(path, digesting.sha256)


def of(
    opened: files.Opened, observed: Observed, named: Iterable[Path], page: int | None
) -> audit.Asked | None:
    """Read what answering needs; None where nothing is asked. OSError is an answer as well."""
    asked = tuple(map(digested, named))
    if not asked and page is None:
        return None
    claims = _claims(opened, observed)
    held = {file.sha256 for file in observed.files}
    elsewhere = [one for one in asked if one.sha256 not in held and is_pdf(one.path)]
    known = frozenset(one.sha256 for one in claims or ())
    printed = tuple(map(partial(_printed, known=known), elsewhere))
    on_page = [one for one in claims or () if one.page == page]
    wanted = list(claims or ()) if any(one.images for one in printed) else on_page
    return audit.Asked(
        files=tuple((one.path.name, one.sha256) for one in asked),
        claims=claims,
        page=page,
        book=_book(opened, observed, page, known) if on_page and page else None,
        printed=printed,
        originals=tuple(_originals(opened, observed, wanted)),
    )


def of_pdf(path: Path, copies: Path | None) -> VerificationReport:
    """Return the checks of a PDF by itself, or against files that somebody keeps in a folder."""
    named = digested(path)
    listed = _printed(named, listing=True)
    kept = tuple(_kept(copies, audit.pages.numbered(listed.claims))) if copies else ()
    told = audit.pages.report(listed, kept)
    with path.open("rb") as file:
        return replace(told, checks=(*audit.of_signatures(path.name, _signed(file)), *told.checks))


def signed(opened: files.Opened, observed: Observed) -> tuple[PdfSignature, ...]:
    """Return the signatures of a bundle's own PDF; none where it has none, or can't be read."""
    if all(file.name != BOOK for file in observed.files):
        return ()
    try:
        with opened.open(BOOK) as file:
            return _signed(file)
    except OSError:
        return ()


def said(opened: files.Opened, observed: Observed) -> audit.Said:
    """Return what the bundle's own papers say of its files; nothing of what can't be read."""
    from evidence_kit.render.page_images import printed_digests

    claims = _claims(opened, observed) or ()
    if all(file.name != BOOK for file in observed.files):
        return audit.Said(claims)
    try:
        with opened.open(BOOK) as file:
            return audit.Said(claims, printed_digests(file))
    except OSError:
        return audit.Said(claims)


def _signed(file: BinaryIO) -> tuple[PdfSignature, ...]:
    from evidence_kit.render.signatures import signatures

    return signatures(file)


def _kept(copies: Path, claims: Sequence[PageClaim]) -> Iterator[Original]:
    """Give each file of a folder that is claimed once; what can't be read is passed over."""
    claimed, leaves = {one.sha256: one.file for one in claims}, _leaves(claims)
    for entry in files.scan(copies):
        with suppress(InputError):
            digest = digested(entry.path).sha256 if not entry.refusal else None
            if digest in claimed and digest is not None:
                name = claimed.pop(digest)
                yield _original(entry.path.read_bytes, name, digest, leaves[digest])


def _printed(
    one: Named, *, known: frozenset[Digest] = frozenset(), listing: bool = False
) -> Printed:
    from evidence_kit.render import page_images

    with one.path.open("rb") as file:
        return page_images.printed(file, one.path.name, one.sha256, known=known, listing=listing)


def _claims(opened: files.Opened, observed: Observed) -> tuple[PageClaim, ...] | None:
    """Return which file each page is by the bundle's own list; None for one that says nothing."""
    found = next((file for file in observed.files if file.name == LIST), None)
    try:
        with opened.open(LIST) as file:
            raw = file.read(MOST_LIST)
        if found is None or hashlib.sha256(raw).hexdigest() != found.sha256.hex:
            return None
        return audit.pages.numbered(_pages(render.parse_exhibits(raw)))
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


def _book(
    opened: files.Opened, observed: Observed, page: int, known: frozenset[Digest]
) -> Printed | None:
    """Return the bundle's own PDF as far as one page goes; None where there is none to read."""
    from evidence_kit.render import page_images

    found = next((file for file in observed.files if file.name == BOOK), None)
    with suppress(OSError):
        if found is not None:
            with opened.open(BOOK) as file:
                return page_images.printed(file, BOOK, found.sha256, known=known, only=page)
    return None


def _originals(
    opened: files.Opened, observed: Observed, claims: Iterable[PageClaim]
) -> Iterator[Original]:
    """Give each file that is claimed once; one that is gone, or differs, is left out."""
    stored = {f.sha256: f.name for f in observed.files if f.name.startswith("data/")}
    leaves = _leaves(claims)
    for digest, name in {one.sha256: one.file for one in claims if not one.sheet}.items():
        if digest in stored:
            content = partial(_content, opened, stored[digest])
            yield _original(content, name, digest, leaves[digest])


def _leaves(claims: Iterable[PageClaim]) -> dict[Digest, set[int]]:
    """Return which pages of each file are asked about."""
    found: dict[Digest, set[int]] = {}
    for one in claims:
        found.setdefault(one.sha256, set()).add(one.leaf)
    return found


def _content(opened: files.Opened, name: str) -> bytes:
    from evidence_kit.render.page_images import MOST_FILE

    with opened.open(name) as file:
        return file.read(MOST_FILE)


def _original(
    content: Callable[[], bytes], name: str, digest: Digest, leaves: Collection[int]
) -> Original:
    from evidence_kit.render import page_images

    try:
        raw = content()
    except OSError:
        return Original(name, digest)
    if hashlib.sha256(raw).hexdigest() != digest.hex:
        return Original(name, digest)
    return page_images.original(raw, name, digest, leaves=leaves)
