"""What a page of a PDF record draws, in its own file and in a book, as verification compares it."""

from __future__ import annotations

import hashlib
from decimal import Decimal

import pikepdf

from evidence_kit.model import Algorithm, Digest, PageRecord

MOST_OBJECTS = 20_000
MOST_UNPACKED = 1 << 29  # bytes of all that a page draws with
_DEEPEST = 60
_LOSSLESS = ["/FlateDecode"]
_PACKING = ("/Length", "/Filter", "/DecodeParms")


def of_form(form: pikepdf.Object) -> PageRecord:
    """Return what a form draws: its own operators, and all that it draws with.

    However its numbers, its streams' packing and its objects' order are written.
    """
    return PageRecord(_sha256(form.read_bytes()), _Tree().digest(form))


class _Tree:
    """An object with all that it refers to, told in one order; what is met again by its number."""

    def __init__(self) -> None:
        self._met: dict[tuple[int, int], int] = {}
        self._told = hashlib.sha256()
        self._unpacked = 0

    def digest(self, held: pikepdf.Object) -> Digest:
        """Return the digest of what was told; ValueError for what has no end."""
        self._tell(held, 0)
        return Digest(Algorithm.SHA256, self._told.hexdigest())

    def _tell(self, held: object, depth: int) -> None:
        if depth > _DEEPEST or len(self._met) > MOST_OBJECTS:
            raise ValueError(depth)
        at = held.objgen if isinstance(held, pikepdf.Object) else (0, 0)
        if at in self._met:
            self._record("again", self._met[at])
            return
        if at != (0, 0):
            self._met[at] = len(self._met)
        match held:
            case pikepdf.Stream():
                self._stream(held, depth)
            case pikepdf.Dictionary():
                self._entries(held, (), depth)
            case pikepdf.Array():
                self._record("array", len(held))
                for one in held.as_list():
                    self._tell(one, depth + 1)
            case _:
                self._record(*_plain(held))

    def _entries(self, held: pikepdf.Object, left_out: tuple[str, ...], depth: int) -> None:
        names = sorted(name for name, _ in held.items() if name not in left_out)
        self._record("entries", len(names))
        for name in names:
            self._record("entry", name)
            self._tell(held[name], depth + 1)

    def _stream(self, held: pikepdf.Stream, depth: int) -> None:
        """Tell a stream: unpacked where that loses nothing and is sure, as it lies elsewhere."""
        packing = held.get("/Filter", pikepdf.Array())
        names = packing.as_list() if isinstance(packing, pikepdf.Array) else [packing]
        packed = [str(one) for one in names] not in ([], _LOSSLESS)
        body = held.read_raw_bytes() if packed else held.read_bytes()
        self._unpacked += len(body)
        if self._unpacked > MOST_UNPACKED:
            raise ValueError(self._unpacked)
        self._entries(held.stream_dict, ("/Length",) if packed else _PACKING, depth)
        self._record("body", hashlib.sha256(body).hexdigest())

    def _record(self, kind: str, value: object) -> None:
        said = f"{kind} {value}".encode()
        self._told.update(b"%d:%b" % (len(said), said))  # a name may hold any sign, line ends too


def _plain(held: object) -> tuple[str, object]:
    """Return the kind and the value of what is told in one word."""
    match held:
        case pikepdf.String():
            return "string", bytes(held).hex()
        case bool() | None:
            return "plain", held
        case int() | Decimal():
            return "number", f"{Decimal(held).normalize():f}"
    return "name", held


def _sha256(content: bytes) -> Digest:
    return Digest(Algorithm.SHA256, hashlib.sha256(content).hexdigest())
