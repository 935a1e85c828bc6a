"""A finished bundle as one ZIP to hand over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from evidence_kit import files
from evidence_kit.errors import OutputError
from evidence_kit.files import archive_out
from evidence_kit.model import Observed
from evidence_kit.pipeline.sealing import Asked


def refuse_standing(bundle: Path, *, force: bool) -> None:
    """Raise OutputError "zip_exists" before anything is made that could not be packed."""
    archive_out.refuse_standing(archive_out.zip_path(bundle), force=force)


def pack(bundle: Path, *, at: datetime, force: bool) -> Path:
    """Write X-bundle.zip beside the bundle, read it back, and return where it is.

    `at` dates its members: the same bundle gives the same bytes. Raises OutputError "zip_exists",
    and "zip_not_written" where that fails, or where what was packed isn't what lies there.
    """
    out = archive_out.zip_path(bundle)
    try:
        with archive_out.written(bundle, out, at=at, force=force) as part:
            _require_same(part, bundle)
    except OutputError as error:
        if error.kind == "zip_exists":
            raise
        raise OutputError("zip_not_written", path=str(out), bundle=str(bundle)) from error
    return out


def pack_again(bundle: Path, stamps: Iterable[Asked]) -> Path:
    """Pack a bundle that took later seals, dated by the last of them; an older ZIP stays, renamed.

    Raises OutputError as `pack` does.
    """
    times = (one.finding.gen_time for one in stamps if one.finding)
    last = max((time for time in times if time), default=datetime.min.replace(tzinfo=UTC))
    return pack(bundle, at=last, force=True)


def older(bundle: Path) -> Path | None:
    """Return the ZIP beside a bundle, None without one: later seals don't get into it."""
    out = archive_out.zip_path(bundle)
    return out if out.is_file() else None


def _require_same(part: Path, bundle: Path) -> None:
    with files.opened(part) as packed:
        if _content(packed.observe()) != _content(files.observe(bundle)):
            raise OutputError("altered_meanwhile", name=part.name, finding="changed")


def _content(observed: Observed) -> tuple[object, ...]:
    """Return all that may not differ between a folder and its ZIP: not the order."""
    return set(observed.files), set(observed.contents), observed.unread, observed.archive or ()
