"""A bundle as it lies, a folder or one ZIP: what is in it, and single files of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from evidence_kit.errors import InputError
from evidence_kit.files import archive, observing
from evidence_kit.files.scanning import scan
from evidence_kit.model import Observed


class Opened(Protocol):
    """A bundle that can be read."""

    def observe(self) -> Observed:
        """Read everything once."""

    def open(self, name: str) -> BinaryIO:
        """Open one of its files for reading and seeking; OSError for what can't be read."""


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Open a bundle's folder or ZIP.

    Raises InputError "no_such_bundle", "not_a_bundle", "denied_folder".
    """
    if not path.is_file():
        yield _Folder(path)
        return
    if not archive.is_archive(path):
        raise InputError("not_a_bundle", path=str(path))
    try:
        file = path.open("rb")
    except OSError as error:
        raise InputError("denied_folder", path=str(path)) from error
    with file:
        yield archive.Archive(file, path)


class _Folder:
    """A bundle as a folder; no link in it is followed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._plain: dict[str, Path] | None = None

    def observe(self) -> Observed:
        """Read everything once, as `observing.observe` does."""
        return observing.observe(self._path)

    def open(self, name: str) -> BinaryIO:
        """Open a plain file by the name that `observe` told."""
        if self._plain is None:
            found = scan(self._path)
            self._plain = {entry.name: entry.path for entry in found if not entry.refusal}
        if name not in self._plain:
            raise FileNotFoundError(name)
        return self._plain[name].open("rb")
