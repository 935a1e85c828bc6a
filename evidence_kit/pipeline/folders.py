"""Where things stand: the source X, the private X-work, the sealed X-bundle."""

from __future__ import annotations

import os
from pathlib import Path

from evidence_kit.errors import UsageError


def work_folder(source: Path, out: Path | None = None) -> Path:
    """Return X-work: beside the source, or beside OUT where that lies elsewhere.

    So a source in a place that can't be written to needs no more than an OUT.
    """
    beside = _beside(source, "-work")
    return beside if out is None else out.resolve().with_name(beside.name)


def brief_path(source: Path, out: Path | None = None) -> Path:
    """Return where case.toml is: in X-work beside the source, else in the one beside OUT."""
    beside, elsewhere = (work_folder(source, o) / "case.toml" for o in (None, out))
    return beside if os.path.lexists(beside) else elsewhere


def bundle_folder(source: Path) -> Path:
    """Return X-bundle, beside the source."""
    return _beside(source, "-bundle")


def _beside(source: Path, suffix: str) -> Path:
    whole = source.resolve()
    if not whole.name:  # the root of a drive has nothing beside it
        raise UsageError("source_is_root", path=str(whole))
    return whole.with_name(whole.name + suffix)
