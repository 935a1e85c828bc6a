"""What runs that were ended left half made, known by a lock that nobody holds any more."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_LOCK = re.compile(r"\.evidence-kit-[0-9a-f]{16}\.lock")

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def at_work(part: Path) -> Iterator[None]:
    """Say that a run is at work in this folder, or on this file, until it ends or is ended.

    The system lets go of the lock with the process. Where there are no locks it is
    worked on all the same, and never cleared.
    """
    lock = part.with_suffix(".lock")
    descriptor = None
    with suppress(OSError):
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        _lock(descriptor)
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)
        with suppress(OSError):
            lock.unlink(missing_ok=True)


def clear(folder: Path) -> tuple[Path, ...]:
    """Remove from a folder what ended runs left half made, and say what was removed.

    Nothing else is: no folder that a run is at work in, none without a lock beside it.
    """
    with suppress(OSError):
        locks = sorted(path for path in folder.iterdir() if _LOCK.fullmatch(path.name))
        return tuple(part for lock in locks if (part := _cleared(lock)))
    return ()


def _cleared(lock: Path) -> Path | None:
    part = lock.with_suffix(".part")
    try:
        descriptor = os.open(lock, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return None
    try:
        _lock(descriptor)
        stood = (part.is_dir() or part.is_file()) and not part.is_symlink()
        shutil.rmtree(part, ignore_errors=True)
        if stood and part.is_file():
            part.unlink()
    except OSError:
        return None
    finally:
        os.close(descriptor)
    if part.exists():
        return None
    with suppress(OSError):
        lock.unlink(missing_ok=True)
    return part if stood else None
