"""A PDF file written object after object, never read back: bounded memory, same bytes each time."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, TypeAlias

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
ZLIB_LEVEL = 6


class Name(str):
    """A PDF name, written with its slash."""

    __slots__ = ()


class Hex(bytes):
    """A PDF byte string, written as hexadecimal."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Ref:
    """An indirect object's number."""

    number: int


@dataclass(frozen=True, slots=True)
class Raw:
    """PDF syntax that is written as it stands."""

    text: str


Value: TypeAlias = (
    "bool | int | float | str | Name | Hex | Raw | Ref"
    " | Sequence[Value] | Mapping[str, Value] | None"
)


def number(value: float) -> str:
    """Write a number with at most three decimals (a third of a micrometre), never an exponent."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def written(value: Value) -> str:
    """Write a value in PDF syntax; a plain str is a text string, in UTF-16 with its mark."""
    match value:
        case Name():
            return "/" + "".join(_name_character(code) for code in value.encode())
        case Hex():
            return f"<{value.hex().upper()}>"
        case Raw():
            return value.text
        case Ref():
            return f"{value.number} 0 R"
        case str():
            return f"<FEFF{value.encode('utf-16-be', 'replace').hex().upper()}>"
        case Mapping():
            return "<<" + " ".join(f"/{k} {written(v)}" for k, v in value.items()) + ">>"
        case Sequence():
            return "[" + " ".join(written(item) for item in value) + "]"
        case _:
            return _written_plain(value)


def _written_plain(value: float | None) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return number(value)


def _name_character(code: int) -> str:
    plain = 0x21 <= code <= 0x7E and chr(code) not in "#()<>[]{}/%"
    return chr(code) if plain else f"#{code:02X}"


class PdfFile:
    """Objects go out as they come; `close` writes the cross-reference table and the trailer."""

    def __init__(self, out: BinaryIO) -> None:
        """Begin a file on a stream that only needs to take bytes."""
        self._out = out
        self._at = 0
        self._offsets: dict[int, int] = {}
        self._count = 0
        self._digest = hashlib.sha256()
        self._write(HEADER)

    def reserve(self) -> Ref:
        """Give a number to an object that is written later."""
        self._count += 1
        return Ref(self._count)

    def put(self, value: Value, ref: Ref | None = None) -> Ref:
        """Write an object, under a reserved number if given."""
        ref = self._begin(ref)
        self._write(written(value).encode("ascii") + b"\nendobj\n")
        return ref

    def put_stream(self, entries: Mapping[str, Value], body: bytes, ref: Ref | None = None) -> Ref:
        """Write a stream whose bytes are exactly `body`; `entries` names its filter, if any.

        After a body that ends in a carriage return the line end is both characters, for some
        readers take a lone line feed and that return together for one line end.
        """
        ref = self._begin(ref)
        head = written({**entries, "Length": len(body)})
        self._write(head.encode("ascii") + b"\nstream\n")
        self._write(body)
        self._write(b"\r\n" if body.endswith(b"\r") else b"\n")
        self._write(b"endstream\nendobj\n")
        return ref

    def put_packed(self, entries: Mapping[str, Value], body: bytes, ref: Ref | None = None) -> Ref:
        """Write a stream, Flate-compressed."""
        packed = zlib.compress(body, ZLIB_LEVEL)
        return self.put_stream({**entries, "Filter": Name("FlateDecode")}, packed, ref)

    def close(self, *, root: Ref, about: Ref) -> None:
        """Write table and trailer; the file's /ID is a digest of all that was written."""
        identity = Hex(self._digest.digest()[:16])
        start, size = self._at, self._count + 1
        lines = [f"xref\n0 {size}\n0000000000 65535 f \n"]
        lines += [f"{self._offsets[n]:010d} 00000 n \n" for n in range(1, size)]
        trailer: dict[str, Value] = {"Size": size, "Root": root, "Info": about}
        trailer["ID"] = [identity, identity]
        lines.append(f"trailer\n{written(trailer)}\nstartxref\n{start}\n%%EOF\n")
        self._write("".join(lines).encode("ascii"))

    def _begin(self, ref: Ref | None) -> Ref:
        ref = ref or self.reserve()
        self._offsets[ref.number] = self._at
        self._write(f"{ref.number} 0 obj\n".encode("ascii"))
        return ref

    def _write(self, piece: bytes) -> None:
        self._digest.update(piece)
        self._out.write(piece)
        self._at += len(piece)
