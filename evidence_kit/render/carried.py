"""The files that a PDF carries within it (ISO 32000-1, 7.11.4), as their names and digests."""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO

import pikepdf

from evidence_kit.model import Algorithm, Carried, Digest
from evidence_kit.render import every
from evidence_kit.render.bounded import Allowance, TooMuchError, opened as bounded, unpacked
from evidence_kit.render.page_images import FAULTS

_NAMES = ("/UF", "/F", "/Desc", "/DOS", "/Mac", "/Unix")
_Place = tuple[int, int]


def carried(file: BinaryIO, *, most: int) -> tuple[Carried, ...] | None:
    """Return each file in a PDF, whatever leads to it; any bytes in. OSError passes.

    One of more than `most` bytes has no digest, nor has one packed as no book of ours packs.
    None where there are more than can be told, () for what is no PDF.
    """
    read = False
    try:
        with bounded(file) as opened:
            read = True
            return tuple(_each(opened, most, Allowance(file.seek(0, io.SEEK_END))))
    except TooMuchError:
        return None
    except FAULTS:
        return None if read else ()


def _each(opened: pikepdf.Pdf, most: int, left: Allowance) -> Iterator[Carried]:
    digests: dict[_Place, Digest | None] = {}
    keys = _keys(opened)
    for spec in every.dictionary(opened, b"/EF"):
        if not isinstance(spec.get("/EF"), pikepdf.Dictionary):
            continue
        names = tuple(str(spec[key]) for key in _NAMES if key in spec)
        for body in spec["/EF"].values():
            if body.objgen not in digests:
                digests[body.objgen] = _digest(body, most, left)
            yield Carried((*names, *keys.get(spec.objgen, ())), digests[body.objgen])
    for body in every.stream(opened):
        if body.get("/Type") == "/EmbeddedFile" and body.objgen not in digests:
            yield Carried((), _digest(body, most, left))


def _keys(opened: pikepdf.Pdf) -> dict[_Place, tuple[str, ...]]:
    """Return what the files are called in trees of names, which some readers show."""
    found: dict[_Place, tuple[str, ...]] = {}
    for tree in every.dictionary(opened, b"/Names"):
        pairs = tree.get("/Names")
        if isinstance(pairs, pikepdf.Array):
            items = pairs.as_list()
            for key, spec in zip(items[::2], items[1::2], strict=False):
                if isinstance(spec, pikepdf.Dictionary):
                    found[spec.objgen] = (*found.get(spec.objgen, ()), str(key))
    return found


def _digest(body: pikepdf.Object, most: int, left: Allowance) -> Digest | None:
    """Return the SHA-256 of a file's bytes, a part of which is in memory at a time, unpacked."""
    packed = body.get("/Filter", "")
    if "/DecodeParms" in body or packed not in ("", "/FlateDecode"):
        return None
    raw, running, size = body.read_raw_bytes(), hashlib.sha256(), 0
    try:
        for chunk in unpacked(raw, most) if packed else (raw,):
            size += len(chunk)
            left.spend(len(chunk))
            running.update(chunk)
    except (TooMuchError, zlib.error):
        if left.is_spent:
            raise
        return None
    return Digest(Algorithm.SHA256, running.hexdigest()) if size <= most else None
