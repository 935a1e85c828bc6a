"""Files that platforms and banks give out → Records; what can't be read says why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evidence_kit.model import Source
from evidence_kit.records.opened import Opened

__all__ = ["Opened", "read"]


def read(path: Path, source: Source, *, passwords: Sequence[str] = ()) -> Opened:
    """Return what a file of records says; never raises for what the file holds."""
    return Opened(reason=source.reason)
