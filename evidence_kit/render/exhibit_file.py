"""exhibits.json: the exhibit list as other programs read it, written and read back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TypeVar

from evidence_kit.errors import InputError
from evidence_kit.model import Case, ListColumn
from evidence_kit.render.listing import (
    ExhibitList,
    ListedColumn,
    ListedExhibit,
    ListedFile,
    ListedPage,
    ListedProof,
    ListedRow,
    listed,
)
from evidence_kit.render.wording import Wording

FORMAT = 1
T = TypeVar("T")
# What a list that doesn't name its columns has none of.
_LATER = (ListColumn.COPIES, ListColumn.FORM)


def exhibits_json(case: Case, wording: Wording | None = None) -> bytes:
    """Return exhibits.json: UTF-8, versioned, the same bytes for the same case."""
    shown = listed(case, wording)
    content = {
        "format": FORMAT,
        "plaintiff": shown.plaintiff,
        "defendant": shown.defendant,
        "pages": case.pages,
        "columns": [{"column": one.column, "head": one.head} for one in shown.columns],
        "exhibits": [_exhibit(exhibit) for exhibit in shown.exhibits],
        "rows": [_row(row) for row in shown.rows],
        "files": [_file(file) for file in shown.files],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "backslashreplace")


def parse_exhibits(content: bytes) -> ExhibitList:
    """Read exhibits.json back; InputError "bad_exhibits_json" names the first thing amiss."""
    try:
        found: object = json.loads(content, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise InputError("bad_exhibits_json", key="") from error
    top = _Node(found, "")
    if top.whole("format") != FORMAT:
        raise InputError("bad_exhibits_json", key="format")
    return ExhibitList(
        plaintiff=top.text_or_none("plaintiff"),
        defendant=top.text_or_none("defendant"),
        exhibits=top.each("exhibits", _read_exhibit),
        rows=top.each("rows", _read_row),
        files=top.each("files", _read_file),
        columns=top.each("columns", _read_column) if top.has("columns") else _usual(),
        pages=top.count("pages") if top.has("pages") else None,
    )


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return an object each key of which stands there once: programs differ about which counts."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _exhibit(exhibit: ListedExhibit) -> dict[str, object]:
    return {
        "number": exhibit.number,
        "kind": exhibit.kind,
        "title": exhibit.title,
        "pages": [_page(page) for page in exhibit.pages],
    }


def _page(page: ListedPage) -> dict[str, object]:
    """Return what a page shows; of a picture that stands there alone and whole, only that."""
    shown: dict[str, object] = {"page": page.number, "file": page.file}
    if page.places > 1:
        shown |= {"place": page.place, "places": page.places}
    if page.rows:
        shown["rows"] = list(page.rows)
    if page.window:
        shown["window"] = list(page.window)
    if page.sheet:
        shown["sheet"] = True
    return shown | {"sha256": page.sha256, "sm3": page.sm3}


def _row(row: ListedRow) -> dict[str, object]:
    proves = [{"kind": p.kind, "text": p.text, "pages": list(p.pages)} for p in row.proofs]
    return {
        "group": row.group,
        "number": row.number,
        "exhibit": row.exhibit,
        "title": row.title,
        "source": row.source,
        "proves": proves,
        "first": row.first,
        "last": row.last,
        "copies": row.copies,
        "form": row.form,
    }


def _file(file: ListedFile) -> dict[str, object]:
    return {"name": file.name, "exhibit": file.exhibit, "sha256": file.sha256, "sm3": file.sm3}


class _Node:
    """An object of the file, and the path to it, so that a fault can say where it is."""

    def __init__(self, found: object, path: str) -> None:
        if not isinstance(found, Mapping):
            raise InputError("bad_exhibits_json", key=path)
        self._found: Mapping[str, object] = found
        self._path = path

    def has(self, key: str) -> bool:
        return key in self._found

    def column(self, key: str) -> ListColumn:
        try:
            return ListColumn(self.text(key))
        except ValueError as error:
            raise self._fault(key) from error

    def whole(self, key: str, usual: int | None = None) -> int:
        value = self._found.get(key, usual)
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise self._fault(key)
        return value

    def count(self, key: str) -> int:
        nothing = self._found.get(key)
        return 0 if nothing == 0 and not isinstance(nothing, bool) else self.whole(key)

    def whole_or_none(self, key: str) -> int | None:
        return None if self._found.get(key, 0) is None else self.whole(key)

    def text(self, key: str) -> str:
        value = self._found.get(key)
        if not isinstance(value, str):
            raise self._fault(key)
        return value

    def text_or_none(self, key: str) -> str | None:
        return None if self._found.get(key, "") is None else self.text(key)

    def span(self, key: str) -> tuple[int, int] | None:
        if key not in self._found:
            return None
        first, last = (*self.numbers(key, 0), -1, -1)[:2]
        if not first <= last or len(self.numbers(key, 0)) > 2:
            raise self._fault(key)
        return first, last

    def window(self, key: str) -> tuple[int, int, int, int] | None:
        if key not in self._found:
            return None
        left, top, right, bottom, *more = (*self.numbers(key, 0), 0, 0, 0, 0)
        if not (left < right and top < bottom) or len(more) != 4:
            raise self._fault(key)
        return left, top, right, bottom

    def true(self, key: str) -> bool:
        if self._found.get(key, True) is not True:
            raise self._fault(key)
        return key in self._found

    def numbers(self, key: str, least: int = 1) -> tuple[int, ...]:
        value = self._found.get(key)
        if not isinstance(value, list):
            raise self._fault(key)
        items = [item for item in value if isinstance(item, int) and not isinstance(item, bool)]
        if len(items) < len(value) or any(item < least for item in items):
            raise self._fault(key)
        return tuple(items)

    def each(self, key: str, read: Callable[[_Node], T]) -> tuple[T, ...]:
        value = self._found.get(key)
        if not isinstance(value, list):
            raise self._fault(key)
        nodes = (_Node(item, f"{self._at(key)}[{at}]") for at, item in enumerate(value))
        return tuple(read(node) for node in nodes)

    def _fault(self, key: str) -> InputError:
        return InputError("bad_exhibits_json", key=self._at(key))

    def _at(self, key: str) -> str:
        return f"{self._path}.{key}".lstrip(".")


def _usual() -> tuple[ListedColumn, ...]:
    return tuple(ListedColumn(one, one.value) for one in ListColumn if one not in _LATER)


def _read_column(node: _Node) -> ListedColumn:
    return ListedColumn(node.column("column"), node.text("head"))


def _read_exhibit(node: _Node) -> ListedExhibit:
    return ListedExhibit(
        number=node.whole("number"),
        kind=node.text("kind"),
        title=node.text("title"),
        pages=node.each("pages", _read_page),
    )


def _read_page(node: _Node) -> ListedPage:
    return ListedPage(
        number=node.whole("page"),
        file=node.text("file"),
        sha256=node.text("sha256"),
        sm3=node.text("sm3"),
        place=node.whole("place", 1),
        places=node.whole("places", 1),
        rows=node.span("rows"),
        window=node.window("window"),
        sheet=node.true("sheet"),
    )


def _read_row(node: _Node) -> ListedRow:
    return ListedRow(
        group=node.text("group"),
        number=node.whole("number"),
        exhibit=node.whole("exhibit"),
        title=node.text("title"),
        source=node.text("source"),
        proofs=node.each("proves", _read_proof),
        first=node.whole("first"),
        last=node.whole("last"),
        copies=node.whole("copies", 1),
        form=node.text("form") if node.has("form") else "",
    )


def _read_proof(node: _Node) -> ListedProof:
    return ListedProof(node.text("kind"), node.text("text"), node.numbers("pages"))


def _read_file(node: _Node) -> ListedFile:
    return ListedFile(
        name=node.text("name"),
        exhibit=node.whole_or_none("exhibit"),
        sha256=node.text("sha256"),
        sm3=node.text("sm3"),
    )
