"""What a page of a PDF record draws, in its own file and in a book, as verification compares it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from decimal import Decimal

import pikepdf

from evidence_kit.model import Algorithm, Digest, PageRecord
from evidence_kit.render.bounded import Allowance, unpacked
from evidence_kit.render.image_form import filters

MOST_OBJECTS = 20_000
MOST_UNPACKED = 1 << 28  # bytes of one of its streams
_DEEPEST = 60
_LOSSLESS = ["/FlateDecode"]
_PACKING = ("/Length", "/Filter", "/DecodeParms")


class Records:
    """What the forms of a PDF draw; a stream that several draw with is unpacked once."""

    def __init__(self, left: Allowance) -> None:
        """Take how much may still be unpacked."""
        self._left = left
        self._forms: dict[tuple[int, int], PageRecord] = {}
        self._bodies: dict[tuple[int, int], Digest] = {}

    def of_form(self, form: pikepdf.Object) -> PageRecord:
        """Return what a form draws: its own operators, and all that it draws with.

        However its numbers, its streams' packing and its objects' order are written. TooMuchError
        beyond what may be unpacked.
        """
        if form.objgen not in self._forms:
            operators = self.body(form)
            self._forms[form.objgen] = PageRecord(operators, _Tree(self).digest(form))
        return self._forms[form.objgen]

    def body(self, stream: pikepdf.Object) -> Digest:
        """Return the digest of a stream: unpacked where that loses nothing and is sure."""
        if stream.objgen not in self._bodies:
            found = hashlib.sha256()
            for piece in self._pieces(stream):
                self._left.spend(len(piece))
                found.update(piece)
            self._bodies[stream.objgen] = Digest(Algorithm.SHA256, found.hexdigest())
        return self._bodies[stream.objgen]

    def _pieces(self, stream: pikepdf.Object) -> Iterator[bytes]:
        raw = stream.read_raw_bytes()
        return (
            unpacked(raw, MOST_UNPACKED)
            if _is_sure(stream) and "/Filter" in stream
            else iter((raw,))
        )


class _Tree:
    """An object with all that it refers to, told in one order; what is met again by its number."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._met: dict[tuple[int, int], int] = {}
        self._told = hashlib.sha256()

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
        body = self._records.body(held).hex
        self._entries(held.stream_dict, _PACKING if _is_sure(held) else ("/Length",), depth)
        self._record("body", body)

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


def _is_sure(stream: pikepdf.Object) -> bool:
    """Say whether a stream is unpacked in one way only; a predictor's may be said wrongly."""
    return "/DecodeParms" not in stream and filters(stream) in ([], _LOSSLESS)
