"""A second run reads what is new, says the same, and trusts nothing that it can't check."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from fakes.readers import FakeReaders

from evidence_kit import files, screens
from evidence_kit.model import DoubtKind, FieldKind, Unread
from evidence_kit.ocr import cached
from evidence_kit.ocr.cached import Cache
from evidence_kit.pipeline import looking, reading
from evidence_kit.render.contract import read_json

ROOT = Path(__file__).parents[2]
SAMPLE = sorted((ROOT / "samples" / "simple-loan" / "screenshots").iterdir())


class Desk:
    """A folder of pictures, fake readers and a cache; `read` is one run."""

    def __init__(self, place: Path) -> None:
        self.folder, self.place = place / "screenshots", place
        self.folder.mkdir()
        self.readers = FakeReaders(place / "asked.txt")
        self.cache: Cache | None = Cache(place / "cache", "fake 1", "fake 1")

    def add(self, *pictures: Path) -> None:
        for picture in pictures:
            shutil.copy(picture, self.folder)

    def read(self) -> tuple[tuple[looking.Seen, ...], list[str]]:
        """Return what was seen of the folder, and what the readers were asked for them."""
        self.readers.log.unlink(missing_ok=True)
        batch = looking.Batch(
            tuple((path, files.digests(self.folder)[n][1]) for n, path in enumerate(self.paths)),
            self.readers,
            self.cache,
        )
        return looking.read(batch), self.readers.said()

    @property
    def paths(self) -> list[Path]:
        return [self.folder / name for name, _ in files.digests(self.folder)]

    def entries(self) -> list[Path]:
        assert self.cache
        return sorted(self.cache.folder.glob("*.json"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.add(*SAMPLE[:3])
    return desk


def test_a_warm_run_says_the_same_and_asks_nobody(desk: Desk) -> None:
    cold, asked = desk.read()
    assert len([line for line in asked if line.startswith("page")]) == 3
    assert any(line.startswith("box") for line in asked)
    written = [path.stat().st_mtime_ns for path in desk.entries()]
    assert desk.read() == (cold, [])
    assert [path.stat().st_mtime_ns for path in desk.entries()] == written


def test_after_adding_one_picture_one_is_read(desk: Desk) -> None:
    desk.read()
    desk.add(SAMPLE[4])
    warm, asked = desk.read()
    assert {line.split()[1] for line in asked} == {SAMPLE[4].name}
    desk.cache = None
    assert desk.read()[0] == warm


def test_a_run_without_cache_neither_reads_nor_writes_it(desk: Desk) -> None:
    cache, desk.cache = desk.cache, None
    _, first = desk.read()
    desk.cache = cache
    assert desk.entries() == []
    desk.read()
    desk.cache = None
    assert desk.read()[1] == first


def test_boxes_that_an_entry_lacks_are_read_and_added(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, asked = desk.read()
    boxes = [line for line in asked if line.startswith("box")]
    shutil.rmtree(desk.place / "cache")
    everything = screens.wanted
    monkeypatch.setattr(screens, "wanted", lambda page: everything(page)[1:])
    _, fewer = desk.read()
    monkeypatch.setattr(screens, "wanted", everything)
    again, rest = desk.read()
    assert again == whole
    assert rest == [line for line in boxes if line not in fewer]
    assert rest
    assert desk.read() == (whole, [])


def test_a_box_asked_for_as_something_else_is_read_anew(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.read()
    everything = screens.wanted

    def otherwise(page):
        return tuple(looking.Wanted(FieldKind.ACCOUNT, one.box) for one in everything(page))

    monkeypatch.setattr(screens, "wanted", otherwise)
    _, asked = desk.read()
    assert asked
    assert all(FieldKind.ACCOUNT in line for line in asked)


def test_a_picture_without_an_answer_is_asked_for_again(desk: Desk) -> None:
    name = SAMPLE[1].name
    log = desk.readers.log
    desk.readers = FakeReaders(log, mute=frozenset({name}))
    found, _ = desk.read()
    lost = [isinstance(seen.screen, Unread) for seen in found]
    assert lost == [p.name == name for p in desk.paths]
    assert [seen.text is None for seen in found] == lost
    desk.readers = FakeReaders(log)
    assert {line.split()[1] for line in desk.read()[1]} == {name}


def test_a_page_that_was_read_once_keeps_its_page_and_is_reread(desk: Desk) -> None:
    log = desk.readers.log
    desk.cache, cache = None, desk.cache
    sound, _ = desk.read()
    desk.cache = cache
    desk.readers = FakeReaders(log, half=frozenset(path.name for path in SAMPLE))
    once, _ = desk.read()
    doubts = [doubt.kind for seen in once for doubt in seen.screen.doubts]
    assert not any(line.again for seen in once for line in seen.text.lines)
    assert DoubtKind.READ_ONCE in doubts
    desk.readers = FakeReaders(log)
    healed, asked = desk.read()
    assert healed == sound
    assert {line.split()[0] for line in asked} == {"box"}


def test_readings_stay_where_the_second_reader_fails_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = screens.wanted
    monkeypatch.setattr(screens, "wanted", lambda page: everything(page)[1:])
    desk.read()
    kept = [path.read_bytes() for path in desk.entries()]
    monkeypatch.setattr(screens, "wanted", everything)
    desk.readers = FakeReaders(desk.readers.log, half=frozenset(path.name for path in SAMPLE))
    desk.read()
    assert [path.read_bytes() for path in desk.entries()] == kept


def test_damaged_entries_are_read_anew_and_mended(desk: Desk) -> None:
    cold, _ = desk.read()
    sound = [path.read_bytes() for path in desk.entries()]
    for path, junk in zip(desk.entries(), (b"", b"{}\n{}", sound[2][:-9]), strict=True):
        path.write_bytes(junk)
    again, asked = desk.read()
    assert again == cold
    assert len([line for line in asked if line.startswith("page")]) == 3
    assert [path.read_bytes() for path in desk.entries()] == sound


def test_entries_hold_readings_and_nothing_of_the_folder(desk: Desk) -> None:
    desk.read()
    for path in desk.entries():
        text = path.read_text(encoding="utf-8")
        assert "screenshots" not in text
        assert not any(picture.name in text for picture in SAMPLE)


@pytest.fixture
def fake_engines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[FakeReaders, Path]:
    """Every engine is the fake one, and the cache is in a folder of the test."""
    readers = FakeReaders(tmp_path / "asked.txt")
    monkeypatch.setenv(cached.SETTING, str(tmp_path / "kept"))
    monkeypatch.setattr(looking, "_engine", lambda *_: readers)
    monkeypatch.setattr(looking, "_second", lambda *_: readers)
    monkeypatch.setattr(reading.ocr, "engine", lambda *_, **__: readers)
    monkeypatch.setattr(reading.ocr, "second_reader", lambda *_: readers)
    return readers, cached.folder()


def _told(options: reading.Options) -> str:
    return json.dumps(read_json(reading.read(SAMPLE[0].parent, options)), ensure_ascii=False)


def test_warm_cold_and_uncached_runs_tell_byte_for_byte_the_same(fake_engines) -> None:
    readers, folder = fake_engines
    cold = _told(reading.Options(jobs=1))
    asked = readers.said()
    assert len(list(folder.iterdir())) == len(SAMPLE)
    assert _told(reading.Options(jobs=1)) == cold
    assert readers.said() == asked
    assert _told(reading.Options(jobs=1, cache=False)) == cold
    assert readers.said() == 2 * asked


def test_what_was_recorded_is_not_kept(fake_engines) -> None:
    readers, folder = fake_engines
    reading.read(SAMPLE[0].parent, reading.Options(jobs=1))
    assert folder.exists()
    shutil.rmtree(folder)
    object.__setattr__(readers, "name", "recorded")
    reading.read(SAMPLE[0].parent, reading.Options(jobs=1))
    assert not folder.exists()


def test_kept_readings_are_worth_few_processes(desk: Desk) -> None:
    pictures = [
        (path, digest)
        for path, (_, digest) in zip(desk.paths, files.digests(desk.folder), strict=True)
    ]
    assert reading._worth(pictures, None) == 3
    assert reading._worth(pictures, None, recorded=True) == 0
    assert reading._worth(pictures, desk.cache) == 3
    desk.read()
    assert reading._worth(pictures, desk.cache) == 0
