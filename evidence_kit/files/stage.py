"""Writing whole or not at all: a bundle staged beside its name, a private file replaced."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from evidence_kit.errors import OutputError

_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})


@dataclass(slots=True)
class Stage:
    """A bundle being made: `root` becomes the bundle, `payload` is its `data/`.

    `moved_aside` says afterwards where an older bundle was moved to.
    """

    root: Path
    moved_aside: Path | None = field(default=None)

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
def staging(final: Path, *, source: Path, force: bool) -> Iterator[Stage]:
    """Give a hidden folder beside `final` that takes its name when the block ends well.

    Every file is on the disk before the rename. With `force` a bundle that stands there is moved
    aside to `<name>.old-<n>`, never deleted. When the block raises anything, KeyboardInterrupt
    too, the hidden folder is removed and `final` is as it was. Raises OutputError: "exists",
    "inside_source", "contains_source", "no_such_parent", "disk_full", "cannot_write".
    """
    final = final.absolute()
    _refuse(final, source, force=force)
    stage = Stage(final.with_name(f".evidence-kit-{secrets.token_hex(8)}.part"))
    try:
        with writing(final):
            stage.payload.mkdir(parents=True)
        yield stage
        with writing(final):
            _settle(stage.root)
            stage.moved_aside = _swap_in(stage.root, final, force=force)
    except OSError as error:
        _remove(stage.root)
        if error.errno in _FULL:
            raise _output_error(error, final) from error
        raise
    except BaseException:
        _remove(stage.root)
        raise


def _refuse(final: Path, source: Path, *, force: bool) -> None:
    if _within(final, source):
        raise OutputError("inside_source", path=str(final), source=str(source))
    if _within(source, final):
        raise OutputError("contains_source", path=str(final), source=str(source))
    if not final.parent.is_dir():
        raise OutputError("no_such_parent", path=str(final.parent))
    if _stands(final) and not force:
        raise OutputError("exists", path=str(final))


def _stands(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _within(inner: Path, outer: Path) -> bool:
    """Say whether `inner` is `outer` or lies in it, by the file system's own judgement."""
    if not outer.exists():
        return False
    whole = inner.resolve()
    return any(p.exists() and p.samefile(outer) for p in (whole, *whole.parents))


def _swap_in(stage: Path, final: Path, *, force: bool) -> Path | None:
    aside = None
    if _stands(final):
        if not force:  # it appeared while we worked
            raise OutputError("exists", path=str(final))
        aside = next(p for p in _old_names(final) if not _stands(p))
    try:
        if aside:
            final.rename(aside)
        stage.rename(final)
    except BaseException:
        if aside and _stands(aside) and not _stands(final):
            aside.rename(final)
        raise
    _flush_folder(final.parent)
    return aside


def _old_names(final: Path) -> Iterator[Path]:
    number = 1
    while True:
        yield final.with_name(f"{final.name}.old-{number}")
        number += 1


def _settle(root: Path) -> None:
    """Have everything below on the disk, files before the folders that name them."""
    for path in sorted(root.rglob("*"), reverse=True):
        if path.is_dir():
            _flush_folder(path)
        else:
            with path.open("r+b") as file:
                os.fsync(file.fileno())
    _flush_folder(root)


def _flush_folder(folder: Path) -> None:
    """Flush a folder where the system can: Windows opens none."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


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
