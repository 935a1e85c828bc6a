"""The PDF file in the making, and pikepdf's only door: our own values in, qpdf's objects out."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO, Literal, TypeAlias

import pikepdf
from typing_extensions import Buffer

ZLIB_LEVEL = 6
# The line end before "endstream" is a line feed: behind a return of the stream's own, validators
# take both for one line end and the stream for a byte short. Behind the packed data, which say
# where they end, a byte is read by nobody (ISO 32000-1, 7.3.8.2 and 7.4.4).
_RETURN, _BEHIND = b"\r", b"\n"
VERSION = "1.7"  # what PDF/A-2 builds on (ISO 19005-2)


class Name(str):
    """A PDF name, without its slash."""

    __slots__ = ()


class Hex(bytes):
    """A PDF byte string."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Ref:
    """An indirect object of the file."""

    held: pikepdf.Object

    @property
    def number(self) -> int:
        """Its object number."""
        return self.held.objgen[0]


Value: TypeAlias = (
    "bool | int | float | Decimal | str | Name | Hex | Ref | "
    "Sequence[Value] | Mapping[str, Value] | None"
)


def number(value: float) -> str:
    """Write a number with at most three decimals (a third of a micrometre), never an exponent."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


class PdfFile:
    """Objects in any order; `close` writes them all, the same bytes for the same objects."""

    def __init__(self, out: BinaryIO) -> None:
        """Begin a file that `close` writes to a binary stream."""
        self._out = out
        self._pdf = pikepdf.new()

    def reserve(self) -> Ref:
        """Make a dictionary that `put` fills later, so that others can refer to it now."""
        return Ref(self._pdf.make_indirect(pikepdf.Dictionary()))

    def put(self, entries: Mapping[str, Value], ref: Ref | None = None) -> Ref:
        """Write a dictionary, into a reserved one if given."""
        ref = ref or self.reserve()
        for key, value in entries.items():
            ref.held[f"/{key}"] = _object(value)
        return ref

    def put_stream(self, entries: Mapping[str, Value], body: bytes) -> Ref:
        """Write a stream whose bytes are exactly `body`; `entries` names its filter, if any.

        Flate-packed data that end in a return have a line feed behind them.
        """
        ended = _is_flate(entries.get("Filter")) and body.endswith(_RETURN)
        stream = pikepdf.Stream(self._pdf, body + _BEHIND if ended else body)
        return self.put(entries, Ref(self._pdf.make_indirect(stream)))

    def put_packed(self, entries: Mapping[str, Value], body: bytes) -> Ref:
        """Write a stream, Flate-compressed."""
        packed = zlib.compress(body, ZLIB_LEVEL)
        return self.put_stream({**entries, "Filter": Name("FlateDecode")}, packed)

    def close(self, *, root: Ref, about: Ref) -> None:
        """Write the file; its /ID is a digest of all that is in it, no time and no chance.

        What writing to the stream raises passes through.
        """
        self._pdf.trailer["/Root"] = root.held
        self._pdf.trailer["/Info"] = about.held
        into = _Unfailing(self._out)
        self._pdf.save(
            io.BufferedWriter(into),
            force_version=VERSION,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            fix_metadata_version=False,
            deterministic_id=True,
        )
        if into.faults.first is not None:
            raise into.faults.first


class _Faults:
    """What is raised within goes no further; the first is kept."""

    def __init__(self) -> None:
        self.first: BaseException | None = None

    def __enter__(self) -> None:
        """Begin to keep."""

    def __exit__(self, _: object, fault: BaseException | None, __: object) -> Literal[True]:
        self.first = self.first or fault
        return True


class _Unfailing(io.RawIOBase):
    """A stream for qpdf to write to: after the first fault the rest goes nowhere.

    Where writing raises, be it for a full disk or Ctrl-C, qpdf ends the whole process.
    """

    def __init__(self, out: BinaryIO) -> None:
        super().__init__()
        self._out, self.faults = out, _Faults()

    def writable(self) -> bool:
        return True

    def write(self, part: Buffer) -> int:
        with self.faults:
            if self.faults.first is None:
                self._out.write(part)
        return memoryview(part).nbytes

    def flush(self) -> None:
        with self.faults:
            if self.faults.first is None:
                self._out.flush()


def _is_flate(packing: Value) -> bool:
    return packing == "FlateDecode" or (isinstance(packing, list) and packing == ["FlateDecode"])


def _object(value: Value) -> pikepdf.Object | int | float | Decimal | bool | None:
    match value:
        case Ref():
            return value.held
        case Name():
            return pikepdf.Name(f"/{value}")
        case Hex():
            return pikepdf.String(bytes(value))
        case str():
            return pikepdf.String(value.encode("utf-8", "replace").decode("utf-8"))
        case Mapping():
            return pikepdf.Dictionary({f"/{key}": _object(item) for key, item in value.items()})
        case Sequence():
            return pikepdf.Array([_object(item) for item in value])
        case float():
            return pikepdf.Object.parse(number(value).encode("ascii"))
        case _:
            return value
