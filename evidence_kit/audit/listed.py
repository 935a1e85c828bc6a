"""What exhibits.json says beside its pages: its numbers, its rows, its list of files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from evidence_kit.model import Check
from evidence_kit.verify.finding import failed


@dataclass(frozen=True, slots=True)
class ListedExhibit:
    """An exhibit's number, and of each picture on its pages the page's number and its file."""

    number: int
    pages: tuple[tuple[int, str, str], ...]  # page, file's name, SHA-256


@dataclass(frozen=True, slots=True)
class Listed:
    """The list's own exhibits; rows as exhibit, first and last page.

    `files` are names with both digests, and the exhibit that the list says each is in;
    `pages` is how many it says there are, None for a list that doesn't say; `titles` are those of
    each row's exhibit: its number, its title there, and in the row.
    """

    exhibits: tuple[ListedExhibit, ...] = ()
    rows: tuple[tuple[int, int, int], ...] = ()
    files: tuple[tuple[str, str, str, int | None], ...] = ()
    pages: int | None = None
    titles: tuple[tuple[int, str, str], ...] = ()


def checks(listed: Listed, sm3: dict[str, str]) -> Iterator[Check]:
    """Refuse a list that contradicts itself; `sm3` of the originals, by their SHA-256 in hex.

    The files on its pages are compared with the originals beside this. The list of files may name
    more of them: a recording, a record that is no page.
    """
    numbers = [one.number for one in listed.exhibits]
    if numbers != list(range(1, len(numbers) + 1)):
        yield failed("said", "listed_other_numbers")
    pages = [page for one in listed.exhibits for page, _, _ in one.pages]
    steps = (after - before for before, after in pairwise([0, *pages]))
    if not set(steps) <= {0, 1} or pages[:1] == [0]:
        yield failed("said", "listed_page_gap")
    if listed.pages not in (None, len(set(pages))):
        yield failed("said", "listed_other_count", pages=str(listed.pages))
    yield from _of_rows(listed)
    yield from _of_files(listed, sm3)


def _of_rows(listed: Listed) -> Iterator[Check]:
    held = {one.number: {page for page, _, _ in one.pages} for one in listed.exhibits}
    for exhibit, first, last in dict.fromkeys(listed.rows):
        if first > last or not {first, last} <= held.get(exhibit, set()):
            told = {"exhibit": str(exhibit), "first": str(first), "last": str(last)}
            yield failed("said", "listed_row_elsewhere", **told)
    for exhibit, title, in_row in dict.fromkeys(listed.titles):
        if title != in_row:
            yield failed("said", "listed_other_title", exhibit=str(exhibit), name=in_row)


def _of_files(listed: Listed, sm3: dict[str, str]) -> Iterator[Check]:
    shown = {(name, digest) for one in listed.exhibits for _, name, digest in one.pages}
    told = {(name, digest) for name, digest, _, _ in listed.files}
    for name, _ in sorted(shown - told):
        yield failed("said", "listed_file_left_out", name=name)
    yield from _elsewhere(listed)
    for name, digest, other, _ in listed.files:
        if digest not in sm3:
            yield failed("said", "listed_file_no_original", name=name)
        elif sm3[digest] != other:
            yield failed("said", "list_other_sm3", name=name)


def _elsewhere(listed: Listed) -> Iterator[Check]:
    """Refuse a file whose line names an exhibit that doesn't show it; one on no page may name any.

    None at all is no exhibit.
    """
    held: dict[tuple[str, str], set[int | None]] = {}
    for one in listed.exhibits:
        for _, name, digest in one.pages:
            held.setdefault((name, digest), set()).add(one.number)
    known = {None, *(one.number for one in listed.exhibits)}
    for name, digest, _, exhibit in listed.files:
        if exhibit not in held.get((name, digest), known):
            yield failed("said", "listed_file_elsewhere", name=name, exhibit=str(exhibit))
