"""Taking a folder in: each file read once, copied and digested in the same pass."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from evidence_kit.errors import InputError, OutputError
from evidence_kit.files.captured import captured
from evidence_kit.files.digesting import Digesting, chunks
from evidence_kit.files.names import safe_names
from evidence_kit.files.scanning import Entry, scan
from evidence_kit.files.sniffing import Sniffed, sniff
from evidence_kit.files.stage import writing
from evidence_kit.manifest import is_litter
from evidence_kit.model import FileRole, Source

MOST_READS = 3  # of a file that changes under our hands, before the last copy is kept as it is


@dataclass(frozen=True, slots=True)
class Taken:
    """A folder taken in. Nothing of it is outside these two, both in natural order.

    `sources` are the payload. `lost` are (name, reason) of what has no bytes here: a "link" or
    "special" file, which is never followed, and what was "denied" or "vanished" while read.
    """

    sources: tuple[Source, ...]
    lost: tuple[tuple[str, str], ...]


def take_in(folder: Path, payload: Path) -> Taken:
    """Copy every file of `folder` into `payload` under its safe name, and say what it is.

    The bytes digested are the bytes stored; all later reading is of the stored copy. A file
    still changing after MOST_READS reads is stored as last read and named unreadable
    ("changed_while_read"). The folder itself is only read. Raises InputError as `scan` does and
    "empty_folder" where no file is but what systems leave by themselves; OutputError where
    `payload` can't be written.
    """
    entries = scan(folder)
    if all(is_litter(entry.name) for entry in entries):
        raise InputError("empty_folder", path=str(folder))
    _refuse_no_room(entries, payload)
    stored_as = safe_names(entry.name for entry in entries if not entry.refusal)
    sources, lost = [], []
    for entry in entries:
        taken = _take(entry, payload, stored_as.get(entry.name, ""))
        if isinstance(taken, Source):
            sources.append(taken)
        else:
            lost.append((entry.name, taken))
    return Taken(tuple(sources), tuple(lost))


def _refuse_no_room(entries: Iterable[Entry], payload: Path) -> None:
    """Raise OutputError "disk_full" before anything is copied that can't all be.

    A sparse file of a terabyte takes no room where it lies, and hours to copy.
    """
    asked = 0
    for entry in entries:
        with suppress(OSError):
            asked += 0 if entry.refusal else entry.path.lstat().st_size
    standing = next(p for p in (payload, *payload.absolute().parents) if p.exists())
    with writing(payload):
        free = shutil.disk_usage(standing).free
    if asked > free:
        raise OutputError("disk_full", path=str(payload))


def _take(entry: Entry, payload: Path, safe_name: str) -> Source | str:
    """Return the source, or why there is none."""
    if entry.refusal:
        return entry.refusal
    target = payload / safe_name
    with writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    copied = _copy(entry.path, target)
    if isinstance(copied, str):
        with writing(target):
            target.unlink(missing_ok=True)
        return copied
    digesting, status, steady = copied
    with writing(target):
        os.utime(target, ns=(status.st_mtime_ns, status.st_mtime_ns))
        sniffed = sniff(target, entry.name)
    if not steady:
        sniffed = Sniffed(sniffed.media_type, FileRole.UNREADABLE, "changed_while_read")
    return Source(
        name=entry.name,
        safe_name=safe_name,
        sha256=digesting.sha256,
        sm3=digesting.sm3,
        size=digesting.size,
        media_type=sniffed.media_type,
        role=sniffed.role,
        reason=sniffed.reason,
        captured=captured(entry.name, exif=sniffed.exif, modified=status.st_mtime),
        extent=sniffed.extent,
        software=sniffed.software,
    )


def _copy(source: Path, target: Path) -> tuple[Digesting, os.stat_result, bool] | str:
    """Copy until two looks at the file agree; a reason where it can't be read."""
    for _ in range(MOST_READS):
        copied = _copy_once(source, target)
        if isinstance(copied, str) or copied[2]:
            return copied
    return copied


def _copy_once(source: Path, target: Path) -> tuple[Digesting, os.stat_result, bool] | str:
    """Read `source` once; a fault in writing is an OutputError, so OSError is the reading's."""
    digesting = Digesting()
    try:
        with _opened(source) as file, _created(target) as copy:
            before = os.fstat(file.fileno())
            for chunk in chunks(file):
                digesting.update(chunk)
                copy(chunk)
            after = os.fstat(file.fileno())
    except FileNotFoundError:
        return "vanished"
    except OSError:
        return "denied"
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    return digesting, after, same and digesting.size == after.st_size


def _opened(source: Path) -> BinaryIO:
    """Open what scan saw as a plain file; a link put there since is refused where possible."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(source, flags), "rb")


@contextmanager
def _created(target: Path) -> Iterator[Callable[[bytes], None]]:
    with writing(target):
        file = target.open("wb")

    def write(chunk: bytes) -> None:
        with writing(target):
            file.write(chunk)

    try:
        yield write
    finally:
        with writing(target):
            file.close()
