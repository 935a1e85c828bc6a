"""The map over batches: engines that give no answer lose no page and hide nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from evidence_kit.errors import OcrError
from evidence_kit.model import (
    Bill,
    Chat,
    Digest,
    DoubtKind,
    OcrPage,
    Profile,
    Reading,
    Transfer,
    Unread,
    Wanted,
)
from evidence_kit.ocr import pixels
from evidence_kit.ocr.recorded import Recorded
from evidence_kit.pipeline import looking, reading

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "samples" / "simple-loan" / "screenshots"
RECORDED = reading.Options(f"recorded:{ROOT / 'tests' / 'recorded'}", jobs=1)


class _Mute:
    """A second reader that runs out of time on every page."""

    name, version = "mute", "1"

    def reread(self, image: Path, wanted: Sequence[Wanted]) -> tuple[Reading, ...]:
        raise OcrError("engine_failed", engine=self.name)

    def reread_all(
        self, asked: Sequence[tuple[Path, Sequence[Wanted]]]
    ) -> list[tuple[Reading, ...] | OcrError]:
        return [OcrError("engine_failed", engine=self.name) for _ in asked]


def test_a_mute_second_reader_loses_no_value_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = reading.read(FOLDER, RECORDED)
    monkeypatch.setattr(looking, "_second", lambda name: _Mute())
    story = reading.read(FOLDER, RECORDED)
    assert story.facts.outstanding == sound.facts.outstanding
    told = [doubt for doubt in story.facts.doubts if doubt.kind is DoubtKind.READ_ONCE]
    kinds = Chat | Transfer | Bill | Profile
    asked = [screen for _, screen in story.screens if isinstance(screen, kinds)]
    assert len(told) == len(asked) == 8
    assert not any(doubt.kind is DoubtKind.READ_ONCE for doubt in sound.facts.doubts)


def test_a_batch_decodes_a_picture_once_for_both_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    decoded: list[Path] = []
    decode = pixels._read
    monkeypatch.setattr(pixels, "_read", lambda path: decoded.append(path) or decode(path))

    class _Looking(Recorded):
        def page(self, image: Path, source: Digest) -> OcrPage:
            pixels.read(image)
            return super().page(image, source)

        def reread_all(self, asked):
            for image, _ in asked:
                pixels.read(image)
            return super().reread_all(asked)

    looking_twice = _Looking(ROOT / "tests" / "recorded")
    monkeypatch.setattr(looking, "_engine", lambda name, threads: looking_twice)
    monkeypatch.setattr(looking, "_second", lambda name: looking_twice)
    reading.read(FOLDER, RECORDED)
    assert len(decoded) == len(set(decoded)) == 8


def test_a_page_without_an_answer_is_unread_and_kept(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    empty = reading.Options(f"recorded:{tmp_path}", jobs=1)
    story = reading.read(FOLDER, empty)
    assert len(story.screens) == 8
    assert all(isinstance(screen, Unread) for _, screen in story.screens)
    assert {screen.reason for _, screen in story.screens} == {"engine_failed"}


@pytest.mark.parametrize("jobs", [1, 2])
def test_progress_counts_every_picture(jobs: int) -> None:
    seen: list[tuple[str, int, int]] = []
    options = reading.Options(RECORDED.ocr, jobs=jobs)
    reading.read(FOLDER, options, lambda *step: seen.append(step))
    assert seen == [("reading", done, 8) for done in range(1, 9)]


@pytest.mark.parametrize(("jobs", "threads"), [(1, None), (2, 1)])
def test_workers_side_by_side_have_one_thread_each(
    jobs: int, threads: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[int | None] = []
    look = reading.look

    def noted(pictures, readers, *others, **named):
        given.append(readers.threads)
        return look(pictures, readers, *others, **{**named, "jobs": 1})

    monkeypatch.setattr(reading, "look", noted)
    reading.read(FOLDER, reading.Options(RECORDED.ocr, jobs=jobs))
    assert given == [threads]


def test_several_processes_read_what_one_reads() -> None:
    one = reading.read(FOLDER, RECORDED)
    assert reading.read(FOLDER, reading.Options(RECORDED.ocr, jobs=2)) == one
    assert any(isinstance(screen, Transfer) for _, screen in one.screens)
