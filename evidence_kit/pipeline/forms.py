"""The papers beside a bundle's list and PDF, read as far as verifying them needs it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import evidence_kit
from evidence_kit import files, manifest, render
from evidence_kit.audit.forms import CSV, DOCX, HANDED_IN
from evidence_kit.model import (
    PDFS,
    RECORDINGS,
    Algorithm,
    AroundBook,
    Brief,
    Case,
    Digest,
    DrawnList,
    Explained,
    Forms,
    ListForm,
    Observed,
)
from evidence_kit.pipeline.explaining import packed
from evidence_kit.pipeline.papers import BOOK, exhibit_list
from evidence_kit.render import explained, list_cells, listing
from evidence_kit.render.verify_page import FILE as PAGE
from evidence_kit.render.wording import court_wording

_DATA = "data/"
_FILES = ("application/pdf", "audio/", "video/")
_AGENT = ("Bag-Software-Agent", f"evidence-kit {evidence_kit.__version__}")
_ORIGINALS, _PAPERS = "manifest-sha256.txt", "tagmanifest-sha256.txt"


def forms(opened: files.Opened, observed: Observed) -> Forms:
    """Return what those papers show; of a bundle without a list of exhibits next to nothing."""
    shown = exhibit_list(opened, observed)
    if shown is None:
        return Forms(explained=_explained(opened, observed))
    if not shown.exhibits:
        lists = tuple(_lists(opened, observed, shown))
        return Forms(lists=lists, explained=_explained(opened, observed))
    names = {file.name for file in observed.files}
    around = _around_list(opened, observed, shown)
    return Forms(
        lists=tuple(_lists(opened, observed, shown)),
        explained=_explained(opened, observed),
        book=_around(opened, observed, shown),
        drawn=_drawn(opened, observed, shown, around),
        lacking=(
            *(name for name in (CSV, DOCX, PAGE) if name not in names),
            *_not_handed_in(opened, observed, shown),
        ),
        same_version=_AGENT in _fields(observed),
        head=around.head,
        parties=tuple((part, name) for part, name in _parties(shown) if name),
    )


def _not_handed_in(
    opened: files.Opened, observed: Observed, shown: render.ExhibitList
) -> Iterator[str]:
    """Give the PDFs and recordings that are exhibits, and of which the court gets no file.

    By what they hold as well: the list may have been made to call them something else.
    """
    names = {file.name for file in observed.files}
    by_digest: dict[str, list[str]] = {}
    for file in observed.files:
        if file.name.startswith(_DATA):
            by_digest.setdefault(file.sha256.hex, []).append(file.name.removeprefix(_DATA))
    for exhibit in shown.exhibits:
        kept = by_digest.get(exhibit.pages[0].sha256, []) if exhibit.pages else []
        if not kept or not names.isdisjoint(HANDED_IN + name for name in kept):
            continue
        if exhibit.kind in (*PDFS, *RECORDINGS) or _is_file(opened, _DATA + kept[0]):
            yield HANDED_IN + kept[0]


def _is_file(opened: files.Opened, name: str) -> bool:
    """Say whether a court gets the file itself: a PDF or a recording, no picture."""
    with suppress(OSError), opened.open(name) as file:
        return files.media_type_of(file.read(files.HEAD), name).startswith(_FILES)
    return False


def _parties(shown: render.ExhibitList) -> tuple[tuple[str, str | None], ...]:
    return ("原告", shown.plaintiff), ("被告", shown.defendant)


def _around_list(
    opened: files.Opened, observed: Observed, shown: render.ExhibitList
) -> listing.Around:
    """Return what stands around the list for Word, which a style may say; else the usual words."""
    raw = _content(opened, observed, DOCX, list_cells.MOST_BYTES)
    around = list_cells.docx_around(raw) if raw is not None else None
    case = Case(Brief(shown.plaintiff, shown.defendant), (), (), ())
    return around or listing.around_list(case, court_wording())


def _lists(opened: files.Opened, observed: Observed, shown: render.ExhibitList) -> list[ListForm]:
    found = []
    if (raw := _content(opened, observed, CSV, list_cells.MOST_BYTES)) is not None:
        cells, wanted = list_cells.csv_found(raw), list_cells.csv_wanted(shown)
        found.append(ListForm(CSV, cells, wanted, list_cells.csv_is_ours(raw, shown)))
    if (raw := _content(opened, observed, DOCX, list_cells.MOST_BYTES)) is not None:
        cells, wanted = list_cells.docx_found(raw), list_cells.docx_wanted(shown)
        alike = cells == tuple(tuple(one.text for one in row) for row in wanted)
        found.append(ListForm(DOCX, cells, wanted, alike and list_cells.docx_is_ours(raw, shown)))
    return found


def _around(
    opened: files.Opened, observed: Observed, shown: render.ExhibitList
) -> AroundBook | None:
    from evidence_kit.render.around import around

    names = {file.name: file.sha256 for file in observed.files}
    with suppress(OSError):
        if BOOK in names and _ORIGINALS in names:
            with opened.open(BOOK) as file:
                return around(file, shown, names[_ORIGINALS])
    return None


def _drawn(
    opened: files.Opened, observed: Observed, shown: render.ExhibitList, around: listing.Around
) -> DrawnList | None:
    from evidence_kit.render.list_drawn import list_drawn

    with suppress(OSError):
        if any(file.name == BOOK for file in observed.files):
            with opened.open(BOOK) as file:
                return list_drawn(file, shown, around)
    return None


@dataclass(frozen=True, slots=True)
class _Stored:
    safe_name: str
    sha256: Digest


def _explained(opened: files.Opened, observed: Observed) -> Explained | None:
    raw = _content(opened, observed, PAGE, explained.MOST_BYTES)
    made_for = next((file.sha256 for file in observed.files if file.name == _ORIGINALS), None)
    if raw is None or made_for is None:
        return None
    # By the names they were stored under: some file systems write them in another form.
    listed = _entries(observed, _ORIGINALS)
    originals = [_Stored(name.removeprefix("data/"), digest) for name, digest in listed]
    papers = [name for name, _ in _entries(observed, _PAPERS)]
    told = packed(papers, originals, made_for)
    return explained.explained(raw, told)


def _entries(observed: Observed, listing: str) -> tuple[tuple[str, Digest], ...]:
    """Return what a manifest lists; that of the papers, those there before the last seals."""
    with suppress(KeyError, ValueError):
        return manifest.parse(Algorithm.SHA256, dict(observed.contents)[listing]).entries
    return ()


def _fields(observed: Observed) -> tuple[tuple[str, str], ...]:
    with suppress(KeyError, ValueError):
        return manifest.parse_fields(dict(observed.contents)["bag-info.txt"])
    return ()


def _content(opened: files.Opened, observed: Observed, name: str, most: int) -> bytes | None:
    """Return a paper's bytes, cut one byte above the most; None for one that can't be read."""
    found = next((file for file in observed.files if file.name == name), None)
    with suppress(OSError):
        if found is not None:
            with opened.open(name) as file:
                raw = file.read(most + 1)
            whole = hashlib.sha256(raw).hexdigest() == found.sha256.hex
            return raw if whole or len(raw) > most else None
    return None
