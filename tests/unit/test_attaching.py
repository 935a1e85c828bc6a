"""Originals within the book: whole for every reader, each under its own name, only where wanted."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable
from pathlib import Path

import bags
import pikepdf
import pypdf
import pytest
from archivist import faults
from PIL import Image

from evidence_kit import render
from evidence_kit.audit.carried import checks
from evidence_kit.model import (
    Algorithm,
    Brief,
    Case,
    Digest,
    Exhibit,
    ExhibitKind,
    ExhibitPage,
    Group,
    Proof,
    ProofKind,
    Row,
)
from evidence_kit.render import carried
from evidence_kit.render.attaching import Attached
from evidence_kit.verify import bag

MANIFEST = Digest(Algorithm.SHA256, "0123456789abcdef" * 4)
Judge = Callable[[str], str]
NAMES = ("截图 (1).png", "b & <c>.png", "a.png", "夹/子/a.png", "夹／子／a.png", "末\r.png")


def _sha256(content: bytes) -> Digest:
    return Digest(Algorithm.SHA256, hashlib.sha256(content).hexdigest())


def _files(folder: Path) -> tuple[Attached, ...]:
    """Return files of those names, in that order; the last two are copies, ending in a return."""
    found = []
    for number, name in enumerate(NAMES):
        path = folder / f"{number}.png"
        shade = min(number, 4)
        Image.new("RGB", (60, 120), (40 * shade, 90, 10)).save(path)
        path.write_bytes(path.read_bytes() + b"\r" * (shade == 4))
        found.append(Attached(name, _sha256(path.read_bytes()), "image/png", path))
    return tuple(found)


def _print(files: tuple[Attached, ...], out: Path, attached: tuple[Attached, ...]) -> Path:
    by = {one.sha256: one.path for one in files}
    pages = tuple(ExhibitPage(n, one.sha256, one.name) for n, one in enumerate(files, start=1))
    exhibit = Exhibit(1, ExhibitKind.PICTURE, (), pages)
    row = Row(1, Group.OTHER, 1, 1, exhibit.last, (Proof(ProofKind.AS_SHOWN, (), (1,)),))
    case = Case(Brief("张三", "李四"), (exhibit,), (row,), ())
    render.book(case, picture=by.__getitem__, manifest_digest=MANIFEST, out=out, attached=attached)
    return out


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Attached, ...]:
    return _files(tmp_path_factory.mktemp("files"))


@pytest.fixture(scope="module")
def carrying(files: tuple[Attached, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _print(files, tmp_path_factory.mktemp("book") / "book.pdf", files)


def _run(*command: str | Path) -> bytes:
    return subprocess.run(command, capture_output=True, check=True).stdout


def test_outside_judges_find_no_fault(carrying: Path, judge: Judge) -> None:
    assert b"No syntax or stream encoding errors" in _run(judge("qpdf"), "--check", carrying)
    assert faults(carrying, "3b") == []
    assert faults(carrying)  # it says that it is 3b, and as 2b it would not do


def test_every_reader_gets_the_files_back_whole(
    files: tuple[Attached, ...], carrying: Path, judge: Judge, tmp_path: Path
) -> None:
    names = (*NAMES[:3], "夹／子／a.png", "_夹／子／a.png", NAMES[5])
    wanted = {name: one.path.read_bytes() for name, one in zip(names, files, strict=True)}
    found = pypdf.PdfReader(carrying).attachments
    assert {name: found[name] for name in wanted} == {n: [body] for n, body in wanted.items()}
    assert len(found) == 2 * len(wanted)  # each by its number, too
    for number, one in enumerate(sorted(files, key=lambda one: one.name), start=1):
        body = _run(judge("qpdf"), f"--show-attachment={number:06}", carrying)
        assert body == one.path.read_bytes(), one.name
    assert _run(judge("pdfdetach"), "-list", carrying).startswith(b"6 ")
    _run(judge("pdfdetach"), "-enc", "UTF-8", "-saveall", "-o", tmp_path, carrying)
    saved = sorted(hashlib.sha256(one.read_bytes()).hexdigest() for one in tmp_path.iterdir())
    assert saved == sorted(one.sha256.hex for one in files)


def test_verifying_finds_each_to_be_its_original(
    files: tuple[Attached, ...], carrying: Path
) -> None:
    stored = {f"data/{one.name}": one.path.read_bytes() for one in files}
    most = max(map(len, stored.values()))
    with carrying.open("rb") as file:
        held = carried.carried(file, most=most)
    assert held
    assert len({one.sha256 for one in held}) == len(NAMES) - 1
    assert list(checks("book.pdf", bag.read(bags.observed(stored)), held)) == []
    gone = {name: body for name, body in stored.items() if not name.endswith("a.png")}
    found = checks("book.pdf", bag.read(bags.observed(gone)), held)
    assert {dict(one.args)["name"] for one in found} == {"a.png", "夹／子／a.png", "_夹／子／a.png"}


def test_a_file_that_unpacks_to_more_than_any_original_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.pdf"
    with pikepdf.new() as pdf:
        pdf.attachments["a.png"] = bytes(10_000_000)
        pdf.save(path, compress_streams=True)
    assert path.stat().st_size < 100_000
    with path.open("rb") as file:
        held = carried.carried(file, most=1_000)
    assert held
    assert {one.sha256 for one in held} == {None}
    assert {name for one in held for name in one.names} == {"a.png"}


def test_what_it_carries_is_said_to_be_its_source(carrying: Path) -> None:
    catalog = pypdf.PdfReader(carrying).trailer["/Root"]
    specs = [one.get_object() for one in catalog["/AF"]]
    assert len(specs) == len(NAMES)
    assert [spec["/UF"] for spec in specs] == [spec["/F"] for spec in specs]
    assert {spec["/Desc"] for spec in specs} == set(NAMES)
    assert {spec["/AFRelationship"] for spec in specs} == {"/Source"}
    bodies = [spec["/EF"]["/F"].get_object() for spec in specs]
    assert {body["/Subtype"] for body in bodies} == {"/image/png"}
    assert {tuple(body["/Params"]) for body in bodies} == {("/Size",)}
    assert len({spec["/EF"].raw_get("/F").idnum for spec in specs}) == len(NAMES) - 1


def test_nothing_is_carried_unasked(files: tuple[Attached, ...], tmp_path: Path) -> None:
    plain = _print(files, tmp_path / "plain.pdf", ())
    catalog = pypdf.PdfReader(plain).trailer["/Root"]
    assert not {"/AF", "/Names"} & set(catalog)
    assert b"<pdfaid:part>2<" in plain.read_bytes()
    assert faults(plain) == []


def test_the_same_files_make_the_same_bytes(
    files: tuple[Attached, ...], carrying: Path, tmp_path: Path
) -> None:
    again = _print(files, tmp_path / "again.pdf", tuple(reversed(files)))
    assert again.read_bytes() == carrying.read_bytes()
