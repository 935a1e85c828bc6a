"""Whether a PDF unpacks to what a machine can hold, asked before any reader unpacks it."""

from __future__ import annotations

import zlib
from pathlib import Path

import pikepdf

# A scan of A4 at 600 dots an inch in colour has 105 million bytes; nothing in a record is larger.
MOST_UNPACKED = 160_000_000
_STEP = 1 << 20
_FLATE = "/FlateDecode"


def fits(path: Path) -> bool:
    """Say whether no stream of a PDF unpacks to more than MOST_UNPACKED bytes.

    Only Flate packs so tightly that a small file can be a large one, and twice only to hide that.
    What can't be looked into so is left to its reader, which has bounds of its own (1 GB).
    """
    try:
        with pikepdf.open(path) as opened:
            streams = (one for one in opened.objects if isinstance(one, pikepdf.Stream))
            return all(_is_bounded(one) for one in streams)
    # What qpdf says of damage, and what its objects raise where a value is of another kind.
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, RuntimeError):
        return True


def _is_bounded(stream: pikepdf.Stream) -> bool:
    held = stream.get("/Filter")
    names = held.as_list() if isinstance(held, pikepdf.Array) else [held]
    packed = sum(str(name) in (_FLATE, "/Fl") for name in names)
    if packed != 1 or str(names[0]) not in (_FLATE, "/Fl"):
        return packed < 2
    unpacking, total, raw = zlib.decompressobj(), 0, stream.read_raw_bytes()
    try:
        while raw and not unpacking.eof:
            total += len(unpacking.decompress(raw, _STEP))
            raw = unpacking.unconsumed_tail
            if total > MOST_UNPACKED:
                return False
    except zlib.error:  # damaged: what came before is all that anybody gets
        pass
    return True
