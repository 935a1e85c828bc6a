"""A PDF opened to be looked at: a hostile one costs time and memory in bounds, and says so."""

from __future__ import annotations

import re
import sys
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import pikepdf
from pikepdf import settings

MOST_OBJECTS = 300_000  # a book of 10,000 pages has some 60,000
MOST_WORDS = 3_000_000  # names, numbers and the like packed with each other; each takes 140 bytes
MOST_ITEMS = 150_000  # of one array or dictionary; a font's widths have up to 65,536
MOST_PACKED = 8 << 20  # bytes that qpdf unpacks a stream to: pictures and contents aren't its task
MOST_WORK = 18_000_000_000  # bytes that a whole PDF's pictures and records unpack to, weighed
LEAST_WORK = 512 << 20
WORK_A_BYTE = 256  # of the file; a plain screenshot of 3 million pixels has some 300 kB
_USUAL_ITEMS, _USUAL_FILTERS, _MOST_FILTERS = 0xFFFFFFFF, 25, 4
_BREAKS = re.compile(rb"[\s/\[\]<>()]+")
_STEP, _CHUNK = 1 << 16, 1 << 20  # bytes, packed and unpacked
_PLAIN, _IN_STREAM = 1, 2  # kinds of entries (ISO 32000-1, table 18)
# What begins a text or a remark, and the words that an object ends with outside of them.
_OUTSIDE = re.compile(rb"\(|%[^\r\n]*|(?<![^\s>\])])(?:stream|endobj)")
_INSIDE = re.compile(rb"\\.|[()]", re.DOTALL)  # a text, which may hold any word
_STREAM_ENDS = (re.compile(rb"\bstream\r?\n"), re.compile(rb"endstream"))
_A_STREAM = 10  # words that it counts as: no more streams than objects
_MARK_SIZE = 10  # bytes of the longest of these, less one that may still come
_HEAD, _LONGEST = 1 << 12, 32 << 20  # bytes of an object that are looked at


class TooMuchError(ValueError):
    """A PDF holds more than is looked at."""


class Allowance:
    """How much of a file may still be unpacked and decoded, in bytes: by its size, in bounds."""

    def __init__(self, size: int) -> None:
        """Take the file's size."""
        self._left = min(MOST_WORK, LEAST_WORK + WORK_A_BYTE * size)

    @property
    def is_spent(self) -> bool:
        """Say whether more was asked for than is allowed."""
        return self._left < 0

    def spend(self, amount: int) -> None:
        """Count what is about to be done; TooMuchError beyond what is allowed, and from then on."""
        self._left -= amount
        if self._left < 0:
            raise TooMuchError(amount)


@contextmanager
def opened(file: BinaryIO) -> Iterator[pikepdf.Pdf]:
    """Open a PDF that can be sought in, its file at any place.

    TooMuchError for one that holds more than any book, also at the end, where something was left
    out of what was read. What else qpdf raises passes.
    """
    told = settings.qpdf_limit_errors()
    _limit(MOST_ITEMS, MOST_PACKED, _MOST_FILTERS)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _require_few_words(file)
            file.seek(0)
            with pikepdf.open(file) as found:
                _require_few(found, file)
                yield found
    except pikepdf.PdfError as error:
        raise (TooMuchError() if settings.qpdf_limit_errors() > told else error) from error
    finally:
        _limit()
    if settings.qpdf_limit_errors() > told:
        raise TooMuchError


def _limit(items: int = _USUAL_ITEMS, packed: int = 0, filters: int = _USUAL_FILTERS) -> None:
    """Bound what qpdf reads, from now on and in all that runs; without a word, as it begins."""
    settings.set_qpdf_limits(
        parser_max_container_size=items,
        max_stream_filters=filters,
        flate_max_memory=packed,
        png_max_memory=packed,
        run_length_max_memory=packed,
        tiff_max_memory=packed,
        dct_max_memory=packed,
    )


def unpacked(raw: bytes, most: int) -> Iterator[bytes]:
    """Give what a Flate stream holds in pieces; TooMuchError for more, zlib.error for less."""
    unpacking, size = zlib.decompressobj(), 0
    for piece in _pieces(unpacking, raw):
        size += len(piece)
        if size > most:
            raise TooMuchError(size)
        yield piece
    if not unpacking.eof:
        raise zlib.error("cut off")


def _pieces(unpacking: Any, raw: bytes) -> Iterator[bytes]:
    for at in range(0, len(raw), _STEP):
        waiting = raw[at : at + _STEP]
        while waiting and not unpacking.eof:
            yield unpacking.decompress(waiting, _CHUNK)
            waiting = unpacking.unconsumed_tail
    while not unpacking.eof and (rest := unpacking.decompress(b"", _CHUNK)):
        yield rest


def _require_few_words(file: BinaryIO) -> None:
    """Raise TooMuchError for more words between the streams than are looked at.

    qpdf reads the pages themselves as it opens a file, whatever lies in them; 31 MB of notes took
    1.5 GB. What hides within a stream, or between the words of one, is counted by `_require_few`.
    """
    file.seek(0)
    words, within, kept = 0, False, b""
    while piece := file.read(_CHUNK):
        waiting, place = kept + piece, 0
        while mark := _STREAM_ENDS[within].search(waiting, place):
            words += _A_STREAM if within else _words(waiting, place, mark.start())
            place, within = mark.end(), not within
        kept = waiting[max(place, len(waiting) - _MARK_SIZE) :]
        words += 0 if within else _words(waiting, place, len(waiting) - len(kept))
        if words > MOST_WORDS:
            raise TooMuchError(words)


def _words(raw: bytes, begin: int = 0, end: int = sys.maxsize) -> int:
    return sum(1 for _ in _BREAKS.finditer(raw, begin, end))


def _require_few(found: pikepdf.Pdf, file: BinaryIO) -> None:
    """Raise TooMuchError for more objects than are looked at, before they are read."""
    table = found.get_xref_table().values()
    if len(table) > MOST_OBJECTS:
        raise TooMuchError(len(table))
    words = 0
    for place in {one.offset or 0 for one in table if one.type == _PLAIN}:
        words += _words_at(file, place)
        if words > MOST_WORDS:
            raise TooMuchError(words)
    for number in {one.obj_stream_number or 0 for one in table if one.type == _IN_STREAM}:
        stream = found.get_object(number, 0)
        words += _words(stream.read_bytes())
        if words > MOST_WORDS:
            raise TooMuchError(words)


def _words_at(file: BinaryIO, place: int) -> int:
    """Return how many words an object has up to its stream, by its own beginning."""
    file.seek(place)
    raw = file.read(_HEAD)
    while (end := _end(raw)) is None and len(raw) <= _LONGEST:
        more = file.read(max(len(raw), _HEAD))
        if not more:
            break
        raw += more
    return _words(raw, 0, len(raw) if end is None else end)


def _end(raw: bytes) -> int | None:
    """Return where an object ends, or its stream begins; None where that isn't there yet."""
    depth, place = 0, 0
    while mark := (_INSIDE if depth else _OUTSIDE).search(raw, place):
        if mark[0] in (b"stream", b"endobj"):
            return mark.start()
        depth += {b"(": 1, b")": -1}.get(mark[0], 0)
        place = mark.end()
    return None
