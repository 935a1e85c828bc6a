"""Readings kept from run to run in the user's own cache: what was read once isn't read again."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import secrets
import stat
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import platformdirs

from evidence_kit.errors import OutputError
from evidence_kit.model.ink import FieldKind, OcrPage, Reading, Wanted
from evidence_kit.ocr import recorded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evidence_kit.model.values import Digest

FORMAT = 1
# Where to keep readings instead of the system's cache folder of this user.
SETTING = "EVIDENCE_KIT_CACHE"
ROOM = "readings"
# A stitched page of 30,000 rows is some 300 kB; what is far larger is not ours.
MOST_BYTES = 16_000_000
# What bytes that we didn't write, or no longer whole, raise while they are taken apart.
_FAULTS = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)
_OURS = re.compile(r"[0-9a-f]{64}-[0-9a-f]{16}\.json|\.[0-9a-f]{16}\.part")


@dataclass(frozen=True, slots=True)
class Kept:
    """The page of one picture, and the second readings of its boxes, by what was asked."""

    page: OcrPage
    readings: Mapping[Wanted, Reading]


@dataclass(frozen=True, slots=True)
class Cache:
    """The readings kept by one engine and one second reader, each with its version.

    An entry is found by the digest of a picture's bytes. It is taken only if it is whole, of this
    format and by this very engine; second readings by another reader are left out. Nothing
    raises: where the cache can't be read or written, pictures are read as if there were none.
    """

    folder: Path
    engine: str
    second: str | None

    def knows(self, source: Digest) -> bool:
        """Say whether there is an entry for this picture, be it whole or not."""
        return self._path(source).is_file()

    def find(self, source: Digest) -> Kept | None:
        """Return what was kept for the picture with this digest, if it can be trusted."""
        with suppress(*_FAULTS):
            if _is_private(self.folder):
                with _opened(self._path(source)) as file:
                    return self._parsed(file.read(MOST_BYTES), source)
        return None

    def keep(self, picture: Path, kept: Kept) -> None:
        """Keep what was read, if `picture` still has the bytes that the page is said to show."""
        with suppress(*_FAULTS):
            _make_private(self.folder)
            same = hashlib.sha256(picture.read_bytes()).hexdigest() == kept.page.source.hex
            if same and _is_private(self.folder):
                with _replacing(self._path(kept.page.source)) as file:
                    file.write(self._entry(kept))

    def _path(self, source: Digest) -> Path:
        engine = hashlib.sha256(self.engine.encode()).hexdigest()[:16]
        return self.folder / f"{source.hex}-{engine}.json"

    def _entry(self, kept: Kept) -> bytes:
        """Return a line that says what the rest is, and the recording."""
        body = recorded.encode(kept.page, tuple(kept.readings.values())).encode()
        head = {
            "cache": FORMAT,
            "engine": self.engine,
            "second": self.second,
            "wanted": [[wanted.kind.value, wanted.box] for wanted in kept.readings],
            "sha256": hashlib.sha256(body).hexdigest(),
        }
        return json.dumps(head, ensure_ascii=False).encode() + b"\n" + body

    def _parsed(self, entry: bytes, source: Digest) -> Kept:
        """Undo `_entry`; raise one of _FAULTS where this is not an entry for us."""
        line, _, body = entry.partition(b"\n")
        head = json.loads(line)
        if (head["cache"], head["engine"]) != (FORMAT, self.engine):
            raise ValueError("another reader's")
        if head["sha256"] != hashlib.sha256(body).hexdigest():
            raise ValueError("damaged")
        page, readings = recorded.decode(body.decode())
        if page.source != source:
            raise ValueError("another picture's")
        if self.second is None or head["second"] != self.second:
            return Kept(page, {})
        asked = [Wanted(FieldKind(kind), recorded.box_of(box)) for kind, box in head["wanted"]]
        if [wanted.box for wanted in asked] != [reading.box for reading in readings]:
            raise ValueError("other boxes")
        return Kept(page, dict(zip(asked, readings, strict=True)))


@dataclass(frozen=True, slots=True)
class Cleared:
    """What `clear` removed: how many readings, of how many bytes, and where."""

    folder: Path
    readings: int
    size: int


def folder() -> Path:
    """Return where this user's readings are kept, whether or not the folder is there."""
    chosen = os.environ.get(SETTING)
    base = Path(chosen) if chosen else platformdirs.user_cache_path("evidence-kit", appauthor=False)
    return base.absolute() / ROOM


def clear() -> Cleared:
    """Remove every reading that is kept; nothing else in the folder is touched.

    Raises OutputError "cache_not_cleared" where one can't be removed, when all others are.
    """
    place = folder()
    try:
        sizes = _emptied(place) if place.is_dir() else []
    except OSError as e:
        raise OutputError("cache_not_cleared", path=str(place), reason=e.strerror or str(e)) from e
    with suppress(OSError):
        place.rmdir()
    return Cleared(place, len(sizes), sum(sizes))


def _emptied(place: Path) -> list[int]:
    """Remove what is ours in the folder; return the sizes of the entries among it.

    What can't be removed stays in nothing else's way; its OSError is raised at the end.
    """
    sizes: list[int] = []
    fault: OSError | None = None
    for path in sorted(place.iterdir()):
        if _OURS.fullmatch(path.name):
            try:
                size = path.lstat().st_size
                path.unlink(missing_ok=True)
                sizes += [size] if path.suffix == ".json" else []
            except OSError as error:
                fault = fault or error
    if fault:
        raise fault
    return sizes


def _make_private(place: Path) -> None:
    """Make the folder, and those above it that are missing; mkdir's `parents` would open them."""
    if not place.is_dir():
        _make_private(place.parent)
        place.mkdir(mode=0o700, exist_ok=True)


def _is_private(place: Path) -> bool:
    """Say whether the folder is this user's alone, after closing it to others where it isn't.

    Where others could write, nothing in it can be trusted: it is emptied, or else OSError raised.
    Windows keeps each user's cache folder to that user by itself.
    """
    if sys.platform == "win32":
        return True
    found = place.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        return False
    if stat.S_IMODE(found.st_mode) != 0o700:
        place.chmod(0o700)
    if _others_may_write(found):
        _emptied(place)
    return stat.S_IMODE(place.lstat().st_mode) == 0o700


def _others_may_write(found: os.stat_result) -> bool:
    return bool(found.st_mode & (stat.S_IWGRP | stat.S_IWOTH))


def _opened(path: Path) -> BinaryIO:
    """Open an entry that this user alone could write; raise OSError for any other.

    The check is of the very file that is read. A link isn't followed; a pipe isn't waited for.
    """
    ways = ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK")  # not every system has each
    flags = os.O_RDONLY | sum(getattr(os, way, 0) for way in ways)
    file = os.fdopen(os.open(path, flags), "rb")
    if _is_own(os.fstat(file.fileno())):
        return file
    file.close()
    raise PermissionError(errno.EPERM, "not this user's alone")


def _is_own(found: os.stat_result) -> bool:
    """Say whether this is a regular file that nobody but this user could have written."""
    if not stat.S_ISREG(found.st_mode) or sys.platform == "win32":
        return stat.S_ISREG(found.st_mode)
    return found.st_uid == os.getuid() and not _others_may_write(found)


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a file for this user alone that takes the path's name when the block ends well.

    Whoever reads meanwhile sees the old entry or the new one, whole.
    """
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(part, flags, 0o600), "wb") as file:
            yield file
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
