"""A PNG's rows as they lie in its file and in a PDF: where they agree nothing need be decoded."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress

import pikepdf

from evidence_kit.model import Algorithm, Digest
from evidence_kit.render.bounded import Allowance, TooMuchError, unpacked
from evidence_kit.render.image_form import filters, is_our_raster, is_predicted, space
from evidence_kit.render.pictures import Stored, stored_png

MOST_ROWS = 400_000_000  # bytes, unpacked; a stitched page has up to 240 million


def of_file(content: bytes, left: Allowance) -> tuple[Stored, Digest] | None:
    """Return a PNG and the digest of its rows: packed, or unpacked where an alpha channel falls.

    None for what can't be told so: other files, and what is laid onto white. A damaged file
    raises.
    """
    held = stored_png(content)
    if held is None or held.clear:
        return None
    head = (held.shape.width, held.shape.height, held.components, held.bits, held.palette)
    if not held.has_alpha:
        return held, _digest(head, "packed", (held.idat,))
    size = held.shape.width * held.shape.height
    if size * 4 > MOST_ROWS:
        return None
    left.spend(size * 4)
    rows = held.opaque_rows()
    return None if rows is None else (held, _digest(head, "rows", (rows,)))


def of_page(image: pikepdf.Object, left: Allowance) -> Iterator[Digest]:
    """Yield the digest of a picture's rows as they are packed in a PDF, then unpacked.

    Nothing of one that isn't read as this program has it read.
    """
    if filters(image) != ["/FlateDecode"] or not (is_our_raster(image) and is_predicted(image)):
        return
    components, table = space(image)
    bits = int(image["/BitsPerComponent"])
    head = (int(image["/Width"]), int(image["/Height"]), components, bits, table or b"")
    raw = image.read_raw_bytes()
    yield _digest(head, "packed", (raw,))
    size = head[1] * ((head[0] * (components if table is None else 1) * bits + 7) // 8 + 1)
    left.spend(size)
    with suppress(zlib.error, TooMuchError):
        yield _digest(head, "rows", unpacked(raw, size))


def _digest(head: tuple[int, int, int, int, bytes], form: str, body: Iterable[bytes]) -> Digest:
    width, height, components, bits, palette = head
    said = f"{width}x{height} {components}x{bits} {palette.hex()} {form}\n".encode()
    found = hashlib.sha256(said)
    for part in body:
        found.update(part)
    return Digest(Algorithm.SHA256, found.hexdigest())
