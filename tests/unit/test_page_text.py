"""What is kept of a page's words: by both readers, and the rows that they stand on."""

from __future__ import annotations

import pickle
from pathlib import Path

from evidence_kit.model import Box, PageText, ReadLine, Transfer, Unread
from evidence_kit.pipeline import reading

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "samples" / "simple-loan" / "screenshots"


def _page(*rows: tuple[int, int]) -> PageText:
    lines = (ReadLine("x", Box(5, top, 9, bottom), 1.0) for top, bottom in rows)
    return PageText(100, 1000, tuple(lines))


def test_rows_that_words_stand_on_are_told_from_those_between() -> None:
    page = _page((10, 30), (20, 40), (12, 15), (60, 80), (80, 90), (91, 95))
    assert page.written == ((10, 40), (60, 90), (91, 95))
    assert _page().written == ()


def test_a_run_keeps_every_picture_s_words_as_both_readers_read_them() -> None:
    story = reading.read(FOLDER, reading.Options(f"recorded:{ROOT / 'tests' / 'recorded'}", jobs=1))
    assert set(story.pages) == {source.sha256 for source, _ in story.screens}
    source, screen = next(one for one in story.screens if isinstance(one[1], Transfer))
    page = story.pages[source.sha256]
    amount = screen.slip.amount
    assert source.extent == (page.width, page.height)
    (line,) = [one for one in page.lines if one.box == amount.where.box]
    assert (line.text, *line.again) == tuple(one.text for one in amount.readings)
    assert len(line.again) == 1
    assert any(not one.again for one in page.lines)
    assert len(pickle.dumps(page)) < 10_000


def test_a_picture_without_an_answer_has_no_words(tmp_path: Path) -> None:
    story = reading.read(FOLDER, reading.Options(f"recorded:{tmp_path}", jobs=1))
    assert all(isinstance(screen, Unread) for _, screen in story.screens)
    assert story.pages == {}
