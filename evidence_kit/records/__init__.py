"""Files that platforms and banks give out → Records; what can't be read says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evidence_kit.model import Records, Source


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file holds, a Records for each table or PDF in it; else the kind of reason why not."""

    records: tuple[Records, ...] = ()
    reason: str = ""


def read(path: Path, source: Source, *, passwords: Sequence[str] = ()) -> Opened:
    """Return what a file of records says; never raises for what the file holds."""
    return Opened(reason=source.reason)
