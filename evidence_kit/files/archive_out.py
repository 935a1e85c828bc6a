"""A finished bundle written as one ZIP to hand over: stored, UTF-8 names, whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import BinaryIO

from evidence_kit.errors import OutputError
from evidence_kit.files import leftovers
from evidence_kit.files.digesting import CHUNK
from evidence_kit.files.scanning import Entry, scan
from evidence_kit.files.stage import flush_folder, old_names, rename, stands, writing

_BEIJING = timezone(timedelta(hours=8))
_UNIX = 3
_PLAIN_FILE = 0o100644
_FIRST, _LAST = datetime(1980, 1, 1), datetime(2107, 12, 31, 23, 59, 58)  # what a ZIP can say


def zip_path(bundle: Path) -> Path:
    """Return X-bundle.zip, beside the bundle."""
    whole = bundle.absolute()
    return whole.with_name(f"{whole.name}.zip")


def refuse_standing(out: Path, *, force: bool) -> None:
    """Raise OutputError "zip_exists" where something stands there that may not be moved aside."""
    with writing(out):
        plain = out.is_file() and not out.is_symlink()
        if stands(out) and not (force and plain):
            raise OutputError("zip_exists", path=str(out))


@contextmanager
def written(bundle: Path, out: Path, *, at: datetime, force: bool) -> Iterator[Path]:
    """Give a ZIP of the bundle under a hidden name; it takes its own when the block ends well.

    The same bundle and the same time give the same bytes: members stand in the order of their
    names, in a folder called as the bundle is, each stored and dated `at` (UTC+8). With `force`
    a file that stands at `out` is moved aside to `<name>.old-<n>`; when the block raises
    anything, the hidden file is removed and `out` is as it was. Raises OutputError "zip_exists",
    "disk_full", "cannot_write"; "altered_meanwhile" where the bundle holds what is no plain file.
    """
    refuse_standing(out, force=force)
    part = out.with_name(f".evidence-kit-{secrets.token_hex(8)}.part")
    with leftovers.at_work(part):
        try:
            with writing(out):
                _create(part, bundle, at)
            yield part
            with writing(out):
                _swap_in(part, out, force=force)
        finally:
            part.unlink(missing_ok=True)


_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def _create(part: Path, bundle: Path, at: datetime) -> None:
    descriptor = os.open(part, _NEW, 0o666)  # as open as the system lets files be
    with os.fdopen(descriptor, "wb") as file:
        _fill(file, bundle, at)
        file.flush()
        os.fsync(file.fileno())


def _fill(file: BinaryIO, bundle: Path, at: datetime) -> None:
    local = at.astimezone(_BEIJING).replace(tzinfo=None)
    time = min(max(local, _FIRST), _LAST).timetuple()[:6]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, allowZip64=True) as made:
        for entry in sorted(scan(bundle), key=lambda one: one.name):
            if entry.refusal:
                raise OutputError("altered_meanwhile", name=entry.name, finding=entry.refusal)
            _add(made, entry, f"{bundle.name}/{entry.name}", time)


def _add(
    made: zipfile.ZipFile, entry: Entry, name: str, time: tuple[int, int, int, int, int, int]
) -> None:
    member = zipfile.ZipInfo(name, time)
    member.create_system, member.external_attr = _UNIX, _PLAIN_FILE << 16
    member.file_size = entry.path.stat().st_size  # ZIP64 is chosen by it
    with entry.path.open("rb") as source, made.open(member, "w") as target:
        shutil.copyfileobj(source, target, CHUNK)


def _swap_in(part: Path, out: Path, *, force: bool) -> None:
    refuse_standing(out, force=force)  # it may have appeared while we worked
    aside = next(p for p in old_names(out) if not stands(p)) if stands(out) else None
    if aside:
        rename(out, aside)
    try:
        rename(part, out)
    except BaseException:
        if aside and not stands(out):
            aside.rename(out)
        raise
    flush_folder(out.parent)
