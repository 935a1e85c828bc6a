"""Writing whole or not at all: a bundle staged beside its name, a private file replaced."""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from evidence_kit.errors import OutputError
from evidence_kit.files import leftovers

_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_FAILED = _FULL | {errno.EFBIG}  # FAT32 holds no file of 4 GB
_MARK = "bagit.txt"  # what makes a folder a bag (RFC 8493, 2.1.1)
_PAUSES = (0.1, 0.2, 0.5, 1.2)  # seconds
_PRIVATE_PART = re.compile(r"\.[0-9a-f]{8}\.part")
_STALE = 3600.0  # seconds; no private file takes so long to write


@dataclass(slots=True)
class Stage:
    """A bundle being made: `root` becomes the bundle, `payload` is its `data/`.

    `moved_aside` says afterwards where an older bundle was moved to; `cleared` names what was
    removed that runs which were ended had left beside it.
    """

    root: Path
    moved_aside: Path | None = field(default=None)
    cleared: tuple[Path, ...] = ()

    @property
    def payload(self) -> Path:
        """Where the originals go."""
        return self.root / "data"


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn an OSError into OutputError: "disk_full", or "cannot_write" with the reason."""
    try:
        yield
    except OSError as error:
        raise _output_error(error, path) from error


def _output_error(error: OSError, path: Path) -> OutputError:
    if error.errno in _FULL:
        return OutputError("disk_full", path=str(path))
    return OutputError("cannot_write", path=str(path), reason=error.strerror or str(error))


@contextmanager
def staging(final: Path, *, source: Path, force: bool, work: Path | None = None) -> Iterator[Stage]:
    """Give a hidden folder beside `final` that takes its name when the block ends well.

    Every file is on the disk before the rename. With `force` a bundle that stands there is moved
    aside to `<name>.old-<n>`, never deleted; nothing else is. When the block raises anything,
    KeyboardInterrupt too, the hidden folder is removed and `final` is as it was. Raises
    OutputError: "exists", "not_replaced", "inside_source", "contains_source", "inside_work"
    (in `work`, the private folder), "inside_bundle", "no_such_parent", "disk_full",
    "cannot_write".
    """
    final = final.absolute()
    with writing(final):
        _refuse(final, source, work, force=force)
    stage = Stage(final.with_name(f".evidence-kit-{secrets.token_hex(8)}.part"))
    stage.cleared = leftovers.clear(final.parent)
    with leftovers.at_work(stage.root):
        yield from _worked(stage, final, force=force)


def _worked(stage: Stage, final: Path, *, force: bool) -> Iterator[Stage]:
    try:
        with writing(final):
            stage.root.mkdir(mode=0o700)  # nobody else looks into what is half made
            stage.payload.mkdir()
        yield stage
        with writing(final):
            stage.root.chmod(stat.S_IMODE(stage.payload.stat().st_mode))
            _settle(stage.root)
            stage.moved_aside = _swap_in(stage.root, final, force=force)
    except OSError as error:
        _remove(stage.root)
        if error.errno in _FAILED:
            raise _output_error(error, final) from error
        raise
    except BaseException:
        _remove(stage.root)
        raise


def _refuse(final: Path, source: Path, work: Path | None, *, force: bool) -> None:
    if _within(final, source):
        raise OutputError("inside_source", path=str(final), source=str(source))
    if _within(source, final):
        raise OutputError("contains_source", path=str(final), source=str(source))
    if work and _within(final, work):
        raise OutputError("inside_work", path=str(final), work=str(work))
    if any((parent / _MARK).is_file() for parent in final.resolve().parents):
        raise OutputError("inside_bundle", path=str(final))
    if not final.parent.is_dir():
        raise OutputError("no_such_parent", path=str(final.parent))
    _refuse_standing(final, force=force)


def _refuse_standing(final: Path, *, force: bool) -> None:
    if stands(final) and not force:
        raise OutputError("exists", path=str(final))
    if stands(final) and not _is_bundle(final):
        raise OutputError("not_replaced", path=str(final))


def _is_bundle(path: Path) -> bool:
    """Say whether this may be moved aside: a bag, or a folder with nothing in it."""
    if path.is_symlink() or not path.is_dir():
        return False
    return (path / _MARK).is_file() or not any(path.iterdir())


def stands(path: Path) -> bool:
    """Say whether anything is there, a link that leads nowhere too."""
    return path.exists() or path.is_symlink()


def _within(inner: Path, outer: Path) -> bool:
    """Say whether `inner` is `outer` or lies in it, by the file system's own judgement."""
    whole = inner.resolve()
    if not outer.exists():
        return outer.resolve() in (whole, *whole.parents)
    return any(p.exists() and p.samefile(outer) for p in (whole, *whole.parents))


def _swap_in(stage: Path, final: Path, *, force: bool) -> Path | None:
    aside = None
    if stands(final):
        _refuse_standing(final, force=force)  # it may have appeared while we worked
        aside = next(p for p in old_names(final) if not stands(p))
    try:
        if aside:
            rename(final, aside)
        rename(stage, final)
    except BaseException:
        if aside and stands(aside) and not stands(final):
            aside.rename(final)
        raise
    flush_folder(final.parent)
    return aside


def rename(path: Path, target: Path) -> None:
    """Rename, trying again for about two seconds: virus scanners hold what is newly written."""
    for pause in _PAUSES:
        try:
            path.rename(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    path.rename(target)


def old_names(final: Path) -> Iterator[Path]:
    """Give the names that what stands at `final` may be moved aside to, without end."""
    number = 1
    while True:
        yield final.with_name(f"{final.name}.old-{number}")
        number += 1


def _settle(root: Path) -> None:
    """Have everything below on the disk, files before the folders that name them."""
    for path in sorted(root.rglob("*"), reverse=True):
        if path.is_dir():
            flush_folder(path)
        else:
            with path.open("r+b") as file:
                os.fsync(file.fileno())
    flush_folder(root)


def flush_folder(folder: Path) -> None:
    """Flush a folder where the system can: Windows opens none."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def try_private(folder: Path, *, source: Path) -> None:
    """Make sure that `write_private` will be able to write into this folder; leave no trace.

    Raises OutputError: "work_inside_source" where it lies in the source, by a link too;
    "no_such_parent", "disk_full", "cannot_write".
    """
    with writing(folder):
        if _within(folder, source):
            raise OutputError("work_inside_source", path=str(folder), source=str(source))
        if not folder.parent.is_dir():
            raise OutputError("no_such_parent", path=str(folder.parent))
        stood = stands(folder)
        if not stood:
            folder.mkdir(mode=0o700)
        _clear_stale(folder)
        try:
            part = folder / f".{secrets.token_hex(4)}.part"
            _created_private(part).close()
            part.unlink()
        finally:
            if not stood:
                folder.rmdir()


def _clear_stale(folder: Path) -> None:
    """Remove what a run that was ended left of a private file, once no run can be at it."""
    with suppress(OSError):
        for path in folder.iterdir():
            if _PRIVATE_PART.fullmatch(path.name) and path.stat().st_mtime < time.time() - _STALE:
                path.unlink()


def write_private(path: Path, content: bytes) -> None:
    """Replace a file at once by `content`, readable by its owner alone where systems can.

    The folder is made with the same care. Raises OutputError "disk_full" or "cannot_write".
    """
    part = path.with_name(f".{secrets.token_hex(4)}.part")
    with writing(path):
        _make_private(path.parent)
        try:
            with _created_private(part) as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise


def _make_private(folder: Path) -> None:
    """Make a folder and those above it that are missing; mkdir's `parents` would open them."""
    if not folder.is_dir():
        _make_private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def _created_private(path: Path) -> BinaryIO:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "wb")
