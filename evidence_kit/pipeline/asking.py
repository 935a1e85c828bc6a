"""What a person asks about a bundle, and what must be read of it to answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from evidence_kit import audit, files
from evidence_kit.errors import InputError
from evidence_kit.files.digesting import Digesting, chunks
from evidence_kit.model import Digest, Observed, Original, PageClaim, Printed, VerificationReport
from evidence_kit.pipeline import papers

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
    claims = papers.claims(opened, observed)
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
        book=papers.page_of_book(opened, observed, page, known) if on_page and page else None,
        printed=printed,
        originals=tuple(papers.originals(opened, observed, wanted)),
    )


def of_pdf(path: Path, copies: Path | None) -> VerificationReport:
    """Return the checks of a PDF by itself, or against files that somebody keeps in a folder."""
    named = digested(path)
    listed = _printed(named, listing=True)
    kept = tuple(_kept(copies, audit.pages.numbered(listed.claims))) if copies else ()
    told = audit.pages.report(listed, kept)
    with path.open("rb") as file:
        found = audit.of_signatures(path.name, papers.signatures_in(file))
    return replace(told, checks=(*found, *told.checks))


def _kept(copies: Path, claims: Sequence[PageClaim]) -> Iterator[Original]:
    """Give each file of a folder that is claimed once; what can't be read is passed over."""
    claimed, leaves = {one.sha256: one.file for one in claims}, papers.leaves_of(claims)
    entries = list(files.scan(copies))
    left = papers.allowance(sum(_size(one.path) for one in entries if not one.refusal))
    for entry in entries:
        with suppress(InputError):
            digest = digested(entry.path).sha256 if not entry.refusal else None
            if digest in claimed and digest is not None:
                name = claimed.pop(digest)
                yield papers.original(entry.path.read_bytes, name, digest, leaves[digest], left)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _printed(
    one: Named, *, known: frozenset[Digest] = frozenset(), listing: bool = False
) -> Printed:
    from evidence_kit.render import page_images

    with one.path.open("rb") as file:
        return page_images.printed(file, one.path.name, one.sha256, known=known, listing=listing)
