"""Where things stand: the source X, the private X-work, the sealed X-bundle."""

from __future__ import annotations

from pathlib import Path

from evidence_kit.errors import UsageError


def work_folder(source: Path) -> Path:
    """Return X-work, beside the source."""
    return _beside(source, "-work")


def bundle_folder(source: Path) -> Path:
    """Return X-bundle, beside the source."""
    return _beside(source, "-bundle")


def _beside(source: Path, suffix: str) -> Path:
    whole = source.resolve()
    if not whole.name:  # the root of a drive has nothing beside it
        raise UsageError("source_is_root", path=str(whole))
    return whole.with_name(whole.name + suffix)
