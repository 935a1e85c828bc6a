"""What lies in a folder, by name alone: nothing is opened, no link is followed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evidence_kit.errors import InputError
from evidence_kit.files.names import natural

# Windows: a reparse point whose tag has this bit is another name for something elsewhere
# (symbolic link, junction); a cloud placeholder is a reparse point without it.
_NAME_SURROGATE = 0x20000000


@dataclass(frozen=True, slots=True)
class Entry:
    r"""Something in a folder: its path from there (`/` between parts) and where it is.

    `refusal` is empty for a plain file, else why it can't be read: "link", "special" (a pipe,
    a socket, a device) or "denied". A name that is not Unicode shows its odd bytes as \xNN.
    """

    name: str
    path: Path
    refusal: str = ""


def scan(folder: Path) -> tuple[Entry, ...]:
    """Return everything in a folder and below in natural order (1, 2, 10).

    Raises InputError "no_such_folder", "not_a_folder" or "denied_folder"; an empty folder
    gives ().
    """
    refuse_denied(folder)
    if not folder.exists():
        raise InputError("no_such_folder", path=str(folder))
    if not folder.is_dir():
        raise InputError("not_a_folder", path=str(folder))
    try:
        found = list(_listed(folder, ""))
    except OSError as error:
        raise InputError("denied_folder", path=str(folder)) from error
    entries = sorted(_unfolded(found), key=lambda entry: (natural(entry.name), entry.path))
    return tuple(_told_apart(entries))


def empty_folders(folder: Path) -> tuple[str, ...]:
    """Return the paths of the folders below that hold nothing, sorted; no link is followed.

    What can't be looked into is not told here: `scan` tells it.
    """
    found, waiting = [], [Entry("", folder)]
    while waiting:
        entry = waiting.pop()
        try:
            inside = _listed(entry.path, f"{entry.name}/" if entry.name else "")
            waiting += [one for one in inside if _is_folder(one.path)]
        except OSError:
            continue
        if not inside and entry.name:
            found.append(entry.name)
    return tuple(sorted(found))


def _is_folder(path: Path) -> bool:
    status = path.lstat()
    return stat.S_ISDIR(status.st_mode) and not is_link(status)


def refuse_denied(path: Path) -> None:
    """Raise InputError "denied_folder" where the way to it is barred: it can't be looked at."""
    try:
        path.exists()
    except OSError as error:
        raise InputError("denied_folder", path=str(path)) from error


def _told_apart(entries: list[Entry]) -> Iterator[Entry]:
    """Give the later of two names that print alike a prime: one must not hide the other."""
    seen: set[str] = set()
    for entry in entries:
        name = entry.name
        while name in seen:
            name += "′"
        seen.add(name)
        yield Entry(name, entry.path, entry.refusal)


def _unfolded(waiting: list[Entry]) -> Iterator[Entry]:
    """Give every entry, each folder replaced by what it holds, however deep."""
    while waiting:
        entry = waiting.pop()
        try:
            status = entry.path.lstat()
            if stat.S_ISDIR(status.st_mode) and not is_link(status):
                waiting += _listed(entry.path, f"{entry.name}/")
            else:
                yield Entry(entry.name, entry.path, _refusal(status))
        except OSError:
            yield Entry(entry.name, entry.path, "denied")


def _listed(folder: Path, prefix: str) -> list[Entry]:
    with os.scandir(folder) as items:
        return [Entry(prefix + _printable(item.name), folder / item.name) for item in items]


def _refusal(status: os.stat_result) -> str:
    if is_link(status):
        return "link"
    return "" if stat.S_ISREG(status.st_mode) else "special"


def is_link(status: os.stat_result) -> bool:
    """Say whether this is a symbolic link or a Windows junction."""
    tag: int = getattr(status, "st_reparse_tag", 0)
    return stat.S_ISLNK(status.st_mode) or bool(tag & _NAME_SURROGATE)


def _printable(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "backslashreplace")
