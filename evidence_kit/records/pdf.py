"""A PDF → Records: a statement, a voucher, or any other paper that has pages to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from evidence_kit.model import Digest, Doubt, DoubtKind, RecordKind, Records, Source
from evidence_kit.records import leaves, proof, voucher
from evidence_kit.records.leaves import Area, Leaf, ReadImage, place
from evidence_kit.records.opened import Opened


def read(path: Path, source: Source, read_image: ReadImage | None = None) -> Opened:
    """Return what a PDF says, with the size of each of its pages; never raises for its content.

    The text layer is believed where it is seen. A page that is only a picture is read by
    `read_image` (a PNG in, its lines out), and is in doubt as a whole: nobody read it twice.
    The reasons are those of `leaves.read`.
    """
    found = leaves.read(path, read_image)
    if isinstance(found, str):
        return Opened(reason=found)
    told = _told(found, source.sha256)
    doubts = (*told.doubts, *_seen(found, told, source.sha256))
    sizes = tuple((leaf.width, leaf.height) for leaf in found)
    return Opened((replace(told, leaves=sizes, doubts=doubts),))


def _told(found: Sequence[Leaf], source: Digest) -> Records:
    if proof.fits(found):
        return proof.read(found, source)
    if voucher.fits(found):
        return voucher.read(found, source)
    return Records(source, RecordKind.OTHER)


def _seen(found: Sequence[Leaf], told: Records, source: Digest) -> list[Doubt]:
    """Doubt each page that was read from its pixels, where anything rests on it."""
    if told.kind is RecordKind.OTHER:
        return []
    whole = (
        Area(0, leaf.top, leaf.width, leaf.top + leaf.height)
        for leaf in found
        if leaf.seen and leaf.words
    )
    return [Doubt(DoubtKind.READ_ONCE, place(source, area)) for area in whole]
