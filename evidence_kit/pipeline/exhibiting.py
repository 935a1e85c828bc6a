"""A finished bundle's list of exhibits, as it lies there: values, or the papers that hold it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from evidence_kit import files, manifest, render
from evidence_kit.errors import InputError
from evidence_kit.files.digesting import Digesting, chunks
from evidence_kit.model import Algorithm
from evidence_kit.render.list_pages import list_pages

BOOK = "filing/证据材料.pdf"
_PAPERS = "tagmanifest-sha256.txt"

# Where a bundle keeps its list in each form; that of a PDF is a part of a larger one.
_KEPT = {
    "csv": "filing/证据目录.csv",
    "docx": "filing/证据目录.docx",
    "json": "exhibits.json",
}


def listed(bundle: Path) -> render.ExhibitList:
    """Return the list of a bundle, its folder or its ZIP; InputError as `paper`."""
    return render.parse_exhibits(_held(bundle, _KEPT["json"]))


def paper(bundle: Path, form: str) -> bytes:
    """Return the list as a csv, docx, json or pdf: the bundle's own, byte for byte, but for a PDF.

    A PDF holds the list's pages of 证据材料.pdf. Raises InputError "no_such_bundle",
    "not_a_bundle", "list_changed" where the file isn't the one that the bundle's own manifest
    lists, and "no_list_pages" where that PDF isn't one of ours.
    """
    if form != "pdf":
        return _held(bundle, _KEPT[form])
    with _opened(bundle, BOOK) as book:
        return list_pages(book)


def write(out: Path, content: bytes) -> None:
    """Write the list whole or not at all; OutputError as `files.write_private`."""
    files.write_private(out, content)


def _held(bundle: Path, name: str) -> bytes:
    with _opened(bundle, name) as file:
        return file.read()


@contextmanager
def _opened(bundle: Path, name: str) -> Iterator[BinaryIO]:
    """Open a file of a bundle at its start, once it is known to be the one that was listed."""
    files.refuse_denied(bundle)
    if not bundle.exists():
        raise InputError("no_such_bundle", path=str(bundle))
    with files.opened(bundle) as opened, ExitStack() as open_files:
        try:
            file = open_files.enter_context(opened.open(name))
            papers = open_files.enter_context(opened.open(_PAPERS)).read()
            found = _digest(file)
            file.seek(0)
        except OSError as error:
            raise InputError("not_a_bundle", path=str(bundle)) from error
        if found != _listed_as(papers).get(name):
            raise InputError("list_changed", path=str(bundle), name=name)
        yield file


def _digest(file: BinaryIO) -> str:
    digesting = Digesting()
    for chunk in chunks(file):
        digesting.update(chunk)
    return digesting.sha256.hex


def _listed_as(papers: bytes) -> dict[str, str]:
    """Return what the manifest lists, by name; nothing of one that is none of ours."""
    try:
        listed = manifest.parse(Algorithm.SHA256, papers)
    except ValueError:
        return {}
    return {name: digest.hex for name, digest in listed.entries}
