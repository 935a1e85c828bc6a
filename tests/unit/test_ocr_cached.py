"""Kept readings: given back whole or not at all, to this user alone, and removed when asked."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from evidence_kit.errors import OutputError
from evidence_kit.model import (
    Algorithm,
    Box,
    Colour,
    Digest,
    FieldKind,
    Line,
    OcrPage,
    Reading,
    Region,
    RegionKind,
    Wanted,
)
from evidence_kit.ocr import cached
from evidence_kit.ocr.cached import Cache, Kept

BYTES = b"the bytes of a picture"
SOURCE = Digest(Algorithm.SHA256, hashlib.sha256(BYTES).hexdigest())
BOX = Box(1, 2, 30, 14)
WHITE, INK = Colour(255, 255, 255), Colour(25, 25, 25)
PAGE = OcrPage(
    SOURCE,
    100,
    50,
    WHITE,
    (Line("¥500.00", BOX, 0.9, WHITE, INK, "00ff"),),
    (Region(RegionKind.FLAT, BOX, INK, "f" * 16),),
    "rapid",
    "v",
)
KEPT = Kept(PAGE, {Wanted(FieldKind.MONEY, BOX): Reading("tesseract", "¥500.00", 0.95, BOX)})


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "1.png"
    path.write_bytes(BYTES)
    return path


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache" / "readings", "rapid 3.10 r4", "tesseract 5.3 r4")


def _entry(cache: Cache) -> Path:
    (path,) = cache.folder.glob("*.json")
    return path


def test_what_is_kept_comes_back(cache: Cache, picture: Path) -> None:
    assert cache.find(SOURCE) is None
    assert not cache.knows(SOURCE)
    cache.keep(picture, KEPT)
    assert cache.find(SOURCE) == KEPT
    assert cache.knows(SOURCE)


def test_another_engine_has_an_entry_of_its_own(cache: Cache, picture: Path) -> None:
    cache.keep(picture, KEPT)
    newer = replace(cache, engine="rapid 3.10 r5")
    assert newer.find(SOURCE) is None
    newer.keep(picture, replace(KEPT, readings={}))
    assert cache.find(SOURCE) == KEPT


@pytest.mark.parametrize("second", ["tesseract 5.4 r4", None])
def test_another_second_reader_finds_the_page_alone(
    cache: Cache, picture: Path, second: str | None
) -> None:
    cache.keep(picture, KEPT)
    assert replace(cache, second=second).find(SOURCE) == Kept(PAGE, {})


def test_bytes_that_the_page_does_not_show_are_not_kept(cache: Cache, picture: Path) -> None:
    picture.write_bytes(b"changed under our hands")
    cache.keep(picture, KEPT)
    picture.unlink()
    cache.keep(picture, KEPT)
    assert not cache.knows(SOURCE)


def test_any_byte_changed_or_lost_makes_an_entry_worthless(cache: Cache, picture: Path) -> None:
    cache.keep(picture, KEPT)
    path = _entry(cache)
    whole = path.read_bytes()
    body = whole.index(b"\n") + 1
    for at in range(body, len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert cache.find(SOURCE) is None
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert cache.find(SOURCE) is None
    path.write_bytes(whole + b" ")
    assert cache.find(SOURCE) is None
    cache.keep(picture, KEPT)
    assert cache.find(SOURCE) == KEPT


def _with_head(path: Path, **changed: object) -> None:
    """Write an entry again, its first line changed and its digest right."""
    line, _, body = path.read_bytes().partition(b"\n")
    head = {**json.loads(line), **changed}
    path.write_bytes(json.dumps(head).encode() + b"\n" + body)


@pytest.mark.parametrize(
    "changed",
    [
        {"cache": 2},
        {"engine": "another"},
        {"engine": None},
        {"wanted": None},
        {"wanted": []},
        {"wanted": [["money", [1, 2, 30, 15]]]},
        {"wanted": [["colour", [1, 2, 30, 14]]]},
        {"wanted": [["money", [1, 2, 30, "14"]]]},
        {"wanted": [["money", 7]]},
        {"sha256": 0},
    ],
)
def test_an_entry_of_another_shape_is_not_taken(
    cache: Cache, picture: Path, changed: dict[str, object]
) -> None:
    cache.keep(picture, KEPT)
    _with_head(_entry(cache))
    assert cache.find(SOURCE) == KEPT
    _with_head(_entry(cache), **changed)
    assert cache.find(SOURCE) is None


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ('"format":1', '"format":2'),
        ('"size":[100,50]', '"size":[100,"50"]'),
        ('"size":[100,50]', '"size":[true,50]'),
        ('"¥500.00",[1,2,30,14],0.9,', "5,[1,2,30,14],0.9,"),
        ("0.9,", "NaN,"),
        ("0.9,", "1.5,"),
        ('"flat"', '"round"'),
        (SOURCE.hex, "0" * 64),
        ('"lines":[', '"lines":[7,'),
        ('"regions":[', '"regions":' + "[" * 100_000),
    ],
)
def test_a_recording_of_another_shape_is_not_taken(
    cache: Cache, picture: Path, said: str, instead: str
) -> None:
    cache.keep(picture, KEPT)
    path = _entry(cache)
    line, _, body = path.read_text(encoding="utf-8").partition("\n")
    assert said in body
    path.write_text(f"{line}\n{body.replace(said, instead)}", encoding="utf-8", newline="\n")
    told = path.read_bytes().partition(b"\n")[2]
    _with_head(path, sha256=hashlib.sha256(told).hexdigest())
    assert cache.find(SOURCE) is None


def test_an_entry_under_another_pictures_name_is_not_taken(cache: Cache, picture: Path) -> None:
    cache.keep(picture, KEPT)
    other = Digest(Algorithm.SHA256, "1" * 64)
    path = _entry(cache)
    path.rename(path.with_name(path.name.replace(SOURCE.hex, other.hex)))
    assert cache.knows(other)
    assert cache.find(other) is None


def test_what_is_far_too_large_is_not_read(
    cache: Cache, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.keep(picture, KEPT)
    monkeypatch.setattr(cached, "MOST_BYTES", _entry(cache).stat().st_size - 1)
    assert cache.find(SOURCE) is None


def _modes(folder: Path) -> set[int]:
    return {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_folder_and_files_are_the_users_alone(cache: Cache, picture: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        cache.keep(picture, KEPT)
    finally:
        os.umask(before)
    if os.name == "posix":
        assert stat.S_IMODE(cache.folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(cache.folder.parent.stat().st_mode) == 0o700
        assert _modes(cache.folder) == {0o600}


def test_a_folder_that_others_may_enter_is_closed_before_it_is_used(
    cache: Cache, picture: Path
) -> None:
    cache.folder.mkdir(parents=True)
    cache.folder.chmod(0o777)
    cache.keep(picture, KEPT)
    assert cache.find(SOURCE) == KEPT
    if os.name == "posix":
        assert stat.S_IMODE(cache.folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777, 0o1777])
def test_a_folder_that_others_could_write_to_is_emptied_of_trust(
    cache: Cache, picture: Path, mode: int
) -> None:
    cache.keep(picture, KEPT)
    own = cache.folder / "holiday.json"
    own.write_text("somebody's own")
    cache.folder.chmod(mode)
    if os.name == "posix":
        assert cache.find(SOURCE) is None
        assert not cache.knows(SOURCE)
        assert stat.S_IMODE(cache.folder.stat().st_mode) == 0o700
        assert own.exists()
        cache.keep(picture, KEPT)
    assert cache.find(SOURCE) == KEPT


def test_a_folder_that_others_could_only_look_into_keeps_its_entries(
    cache: Cache, picture: Path
) -> None:
    cache.keep(picture, KEPT)
    cache.folder.chmod(0o755)
    assert cache.find(SOURCE) == KEPT


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_an_entry_that_others_could_write_is_not_taken(
    cache: Cache, picture: Path, mode: int
) -> None:
    cache.keep(picture, KEPT)
    _entry(cache).chmod(mode)
    if os.name == "posix":
        assert cache.find(SOURCE) is None
        cache.keep(picture, KEPT)
    assert cache.find(SOURCE) == KEPT


def test_an_entry_of_somebody_else_is_not_taken(
    cache: Cache, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.keep(picture, KEPT)
    truly = os.fstat

    def others(file: int) -> os.stat_result:
        found = truly(file)
        return os.stat_result((*found[:4], found.st_uid + 1, *found[5:10]))

    monkeypatch.setattr(cached.os, "fstat", others)
    monkeypatch.setattr(cached.sys, "platform", "linux")
    monkeypatch.setattr(os, "getuid", lambda: cache.folder.stat().st_uid, raising=False)
    assert cache.find(SOURCE) is None
    monkeypatch.setattr(cached.os, "fstat", truly)
    cache.folder.chmod(0o700)
    assert (cache.find(SOURCE) == KEPT) is (os.name == "posix")


def test_a_link_in_an_entrys_place_is_not_followed(cache: Cache, picture: Path) -> None:
    cache.keep(picture, KEPT)
    path = _entry(cache)
    elsewhere = path.rename(picture.with_name("elsewhere"))
    if os.name == "posix":
        path.symlink_to(elsewhere)
    assert cache.find(SOURCE) is None
    cache.keep(picture, replace(KEPT, readings={}))
    assert not path.is_symlink()
    assert cache.find(SOURCE) == replace(KEPT, readings={})


def test_a_pipe_in_an_entrys_place_is_not_waited_for(cache: Cache, picture: Path) -> None:
    cache.keep(picture, KEPT)
    path = _entry(cache)
    path.unlink()
    if os.name == "posix":
        os.mkfifo(path)
    assert cache.find(SOURCE) is None


def test_a_folder_of_somebody_else_is_neither_read_nor_written(
    cache: Cache, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.keep(picture, KEPT)
    monkeypatch.setattr(cached.sys, "platform", "linux")
    monkeypatch.setattr(os, "getuid", lambda: cache.folder.stat().st_uid + 1, raising=False)
    assert cache.find(SOURCE) is None
    _entry(cache).unlink()
    cache.keep(picture, KEPT)
    assert not cache.knows(SOURCE)


def test_a_link_in_the_folders_place_is_not_followed(
    cache: Cache, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cached.sys, "platform", "linux")
    monkeypatch.setattr(os, "getuid", lambda: picture.stat().st_uid, raising=False)
    elsewhere = picture.with_name("elsewhere")
    elsewhere.mkdir()
    cache.folder.parent.mkdir()
    cache.folder.symlink_to(elsewhere, target_is_directory=True)
    cache.keep(picture, KEPT)
    assert list(elsewhere.iterdir()) == []


def test_a_full_disk_is_silent_and_leaves_nothing(
    cache: Cache, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    cache.keep(picture, KEPT)
    assert list(cache.folder.iterdir()) == []
    assert cache.find(SOURCE) is None


def test_where_no_folder_can_be_made_nothing_is_kept_and_nothing_raised(
    cache: Cache, picture: Path
) -> None:
    cache.folder.parent.write_text("a file", encoding="utf-8")
    cache.keep(picture, KEPT)
    assert cache.find(SOURCE) is None
    assert not cache.knows(SOURCE)


def test_the_folder_is_where_the_setting_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(cached.SETTING, str(tmp_path))
    assert cached.folder() == tmp_path / "readings"
    monkeypatch.setenv(cached.SETTING, "")
    assert "evidence-kit" in cached.folder().parts
    assert cached.folder().name == "readings"


def test_clearing_removes_every_reading_and_nothing_else(
    picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(cached.SETTING, str(tmp_path / "kept"))
    assert cached.clear() == cached.Cleared(cached.folder(), 0, 0)
    for engine in ("one", "two"):
        Cache(cached.folder(), engine, None).keep(picture, KEPT)
    size = sum(path.stat().st_size for path in cached.folder().iterdir())
    (cached.folder() / ".0123456789abcdef.part").write_text("left by a run that was killed")
    (cached.folder() / "holiday.json").write_text("somebody's own")
    assert cached.clear() == cached.Cleared(cached.folder(), 2, size)
    assert [path.name for path in cached.folder().iterdir()] == ["holiday.json"]
    (cached.folder() / "holiday.json").unlink()
    assert cached.clear().readings == 0
    assert not cached.folder().exists()


def test_a_reading_that_cannot_be_removed_is_told(
    picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(cached.SETTING, str(tmp_path / "kept"))
    Cache(cached.folder(), "one", None).keep(picture, KEPT)

    def refuse(self: Path, **_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(OutputError) as caught:
        cached.clear()
    assert caught.value.kind == "cache_not_cleared"
    assert caught.value.args_by_name["path"] == str(cached.folder())


def test_what_cannot_be_removed_keeps_nothing_else(
    picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(cached.SETTING, str(tmp_path / "kept"))
    Cache(cached.folder(), "one", None).keep(picture, KEPT)
    (entry,) = cached.folder().iterdir()
    stuck = cached.folder() / f"{'0' * 64}-{'0' * 16}.json"
    stuck.mkdir()
    assert stuck < entry
    with pytest.raises(OutputError) as caught:
        cached.clear()
    assert caught.value.kind == "cache_not_cleared"
    assert list(cached.folder().iterdir()) == [stuck]
