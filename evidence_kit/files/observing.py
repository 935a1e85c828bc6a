"""What lies in a finished bundle, or in a folder of copies, digested for verification."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evidence_kit.errors import InputError, UsageError
from evidence_kit.files.digesting import Digesting, chunks
from evidence_kit.files.scanning import Entry, empty_folders, scan
from evidence_kit.model import Digest, FoundFile, Observed

MOST_OF_MANIFEST = 64 << 20  # bytes; 10,000 long names need 3 MB
MOST_OF_SEAL = 1 << 20  # bytes; a response with a long chain has 10 kB
MOST_TOLD = 200  # empty folders of one bundle, faults of one ZIP; a million hide each other
MOST_KEPT = 256 << 20  # bytes of all that; tokens of 10,000 files have 100 million
MARKS = ("bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt")


@dataclass(frozen=True, slots=True)
class Read:
    """A file as it was read; its bytes where verification wants them."""

    file: FoundFile
    content: bytes | None


class Holding:
    """What is held of a bundle's papers; `beyond` names those for which there was no room."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._left = MOST_KEPT
        self.beyond: list[tuple[str, str]] = []

    def held(self, one: Read) -> Read:
        """Return what was read, without its bytes where MOST_KEPT are held already."""
        size = len(one.content or b"")
        if size > self._left:
            self.beyond.append((one.file.name, "too_much"))
            return Read(one.file, None)
        self._left -= size
        return one


def observe(bundle: Path) -> Observed:
    """Read a bundle once, without following a link out of it; memory stays bounded.

    Raises InputError: "no_such_bundle"; "not_a_bundle" where nothing looks like one;
    "denied_folder".
    """
    if not bundle.is_dir():
        raise InputError("no_such_bundle", path=str(bundle))
    try:
        marked = any((bundle / mark).is_file() for mark in MARKS)
    except OSError as error:
        raise InputError("denied_folder", path=str(bundle)) from error
    if not marked:
        raise InputError("not_a_bundle", path=str(bundle))
    read: list[Read] = []
    unread: list[tuple[str, str]] = []
    holding = Holding()
    for entry in scan(bundle):
        found = _read(entry)
        if isinstance(found, Read):
            read.append(holding.held(found))
        else:
            unread.append((entry.name, found))
    missed = (*unread, *holding.beyond)
    return gathered(read, unread=missed, empty=empty_folders(bundle)[:MOST_TOLD])


def gathered(
    read: Iterable[Read],
    *,
    unread: tuple[tuple[str, str], ...] = (),
    archive: tuple[tuple[str, str], ...] | None = None,
    empty: tuple[str, ...] = (),
) -> Observed:
    """Return what was read of a bundle as verification takes it."""
    held = tuple(read)
    contents = tuple((one.file.name, one.content) for one in held if one.content is not None)
    return Observed(tuple(one.file for one in held), contents, unread, archive, empty)


def digests(folder: Path, *, bundle: Path | None = None) -> tuple[tuple[str, Digest], ...]:
    """Return name and SHA-256 of every file a person put in a folder, in natural order.

    Links and unreadable files are passed over: they vouch for nothing. Nor does `bundle` for
    itself: its files are passed over where the folder holds it, and the folder in it is a
    UsageError "against_the_bundle". The `data/` of another is told as that whole bundle. Raises
    InputError as `scan` does.
    """
    if bundle is not None and _lies_in(folder.resolve() / "_", bundle):
        raise UsageError("against_the_bundle", path=str(folder))
    return tuple(_sha256s(scan(_whole(folder)), bundle))


def _whole(folder: Path) -> Path:
    """Return the bundle whose `data/` this is; else the folder itself."""
    found = folder.resolve()
    with suppress(OSError):
        if found.name == "data" and all((found.parent / mark).is_file() for mark in MARKS[:2]):
            return found.parent
    return folder


def _sha256s(entries: tuple[Entry, ...], bundle: Path | None) -> Iterator[tuple[str, Digest]]:
    for entry in entries:
        if bundle and _lies_in(entry.path, bundle):
            continue
        found = _read(entry)
        if isinstance(found, Read):
            yield entry.name, found.file.sha256


def _lies_in(path: Path, folder: Path) -> bool:
    """Say whether the path is below this very folder, or this very ZIP, whatever it's called."""
    return any(_same(above, folder) for above in (path, *path.parents))


@cache
def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _read(entry: Entry) -> Read | str:
    """Return what was read, or why nothing was."""
    if entry.refusal:
        return entry.refusal
    digesting, kept = Digesting(), bytearray()
    most = most_kept(entry.name)
    try:
        with entry.path.open("rb") as file:
            for chunk in chunks(file):
                digesting.update(chunk)
                if digesting.size <= most:
                    kept += chunk
    except OSError:
        return "denied"
    found = FoundFile(entry.name, digesting.size, digesting.sha256, digesting.sm3)
    return Read(found, bytes(kept) if digesting.size <= most else None)


def most_kept(name: str) -> int:
    """Return up to how many bytes of a file verification wants to read; -1 for none."""
    folder = name.rpartition("/")[0]
    early = folder.startswith("seals/")
    if name.startswith("timestamps/") or (early and folder.endswith("/timestamps")):
        return MOST_OF_SEAL
    if early and name.endswith(("/manifest-sha256.txt", "/manifest-sm3.txt")):
        return MOST_OF_MANIFEST
    return MOST_OF_MANIFEST if "/" not in name and name.endswith(".txt") else -1
