"""Where pictures stand on the exhibits' pages, and where one too long for a page is cut."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st
from ledgers import ASKED, LOAN_DAY, page
from stories import bill, chat, left, right, source, taken, time, unread

from evidence_kit import case, facts
from evidence_kit.case import cutting, placing
from evidence_kit.case.drafts import Draft
from evidence_kit.case.paging import Layout, paged
from evidence_kit.model import (
    Box,
    Brief,
    Case,
    Chat,
    Digest,
    ExhibitKind,
    ExhibitPage,
    Filing,
    PageText,
    ProofKind,
    ReadLine,
    Rows,
    Screen,
    Side,
    Source,
    Where,
)

WIDTH = 1000


def text_of(height: int, *rows: tuple[int, int], width: int = WIDTH) -> PageText:
    lines = (ReadLine("x", Box(10, top, 90, bottom), 1.0) for top, bottom in rows)
    return PageText(width, height, tuple(lines))


def sized(name: str, width: int, height: int) -> Source:
    return replace(source(name), extent=(width, height))


def shots(count: int) -> tuple[Source, ...]:
    return tuple(sized(f"{at}.png", 1170, 2532) for at in range(1, count + 1))


def places(
    *sources: Source, slots: int = 2, texts: dict[Digest, PageText] | None = None
) -> list[tuple[int, int, int]]:
    draft = Draft(ExhibitKind.CONVERSATION, sources)
    return [where(one) for one in paged(draft, 1, Layout(slots, texts or {}))]


def where(one: ExhibitPage) -> tuple[int, int, int]:
    return one.number, one.slot, one.slots


# ── places ─────────────────────────────────────────────────────────────────────────────


def test_a_chats_pictures_stand_side_by_side_and_from_page_to_page() -> None:
    assert places(*shots(5)) == [(1, 0, 2), (1, 1, 2), (2, 0, 2), (2, 1, 2), (3, 0, 2)]
    assert places(*shots(4), slots=3) == [(1, 0, 3), (1, 1, 3), (1, 2, 3), (2, 0, 3)]
    assert places(*shots(2), slots=1) == [(1, 0, 1), (2, 0, 1)]


def test_no_page_is_laid_out_for_more_than_there_is() -> None:
    assert places(*shots(1)) == [(1, 0, 1)]
    assert places(*shots(2), slots=3) == [(1, 0, 2), (1, 1, 2)]


def test_what_is_wide_has_a_page_to_itself() -> None:
    tablet, shot = sized("t.png", 1536, 2048), shots(3)
    assert places(shot[0], tablet, shot[1], shot[2]) == [
        (1, 0, 2),
        (2, 0, 1),
        (3, 0, 2),
        (3, 1, 2),
    ]
    assert places(tablet, shot[0]) == [(1, 0, 1), (2, 0, 1)]


def test_a_picture_s_size_is_the_one_it_was_read_at() -> None:
    """A photo turned by EXIF is as high as it is displayed, not as it is stored."""
    turned = sized("t.jpg", 2532, 1170)
    texts = {turned.sha256: text_of(2532, width=1170)}
    assert places(turned, *shots(1), texts=texts) == [(1, 0, 2), (1, 1, 2)]
    assert places(source("?.png"), *shots(1)) == [(1, 0, 2), (1, 1, 2)]


@pytest.mark.parametrize("kind", list(ExhibitKind))
def test_only_what_is_read_on_from_page_to_page_stands_side_by_side(kind: ExhibitKind) -> None:
    made = paged(Draft(kind, shots(2)), 7, Layout(2))
    beside = kind in (ExhibitKind.CONVERSATION, ExhibitKind.BILL_LIST)
    assert [one.number for one in made] == ([7, 7] if beside else [7, 8])


# ── a whole case ───────────────────────────────────────────────────────────────────────


def arrange(
    *screens: tuple[Source, Screen],
    texts: dict[Digest, PageText] | None = None,
    chat_pages: int = 2,
) -> Case:
    said = Brief("林秋", "周远", filing=Filing(chat_pages=chat_pages))
    found = facts.gather(screens, said)
    return case.arrange(found, screens, [s for s, _ in screens], said, texts)


def talk() -> tuple[tuple[Source, Chat], ...]:
    """Five pages of one conversation, each beginning with what the last ended with."""
    said = [LOAN_DAY, ASKED, *taken(Side.RIGHT, "5000.00"), left("收到了")]
    said += [right(f"第{at}句") for at in range(40)]
    return tuple(chat(source(f"{at}.png"), said[9 * at : 9 * at + 12]) for at in range(5))


def test_numbers_run_on_whatever_stands_beside_each_other() -> None:
    paid = bill(source("9.png"), "5000.00", at="2025-03-02 14:05:31", who="小雨")
    for beside, pages in ((1, 6), (2, 4), (3, 3)):
        made = arrange(*talk(), paid, chat_pages=beside)
        numbers = [one.number for exhibit in made.exhibits for one in exhibit.pages]
        assert sorted(set(numbers)) == list(range(1, pages + 1))
        assert numbers == sorted(numbers)
        assert made.pages == pages
        assert [e.numbers for e in made.exhibits] == [tuple(range(1, pages)), (pages,)]
        cited = {page for row in made.rows for proof in row.proofs for page in proof.pages}
        assert cited <= set(numbers)
        assert all(row.first <= row.last <= pages for row in made.rows)


def test_an_exhibit_moved_takes_its_pages_along() -> None:
    made = arrange(*talk(), unread(source("8.png")), chat_pages=3)
    assert [where(p) for p in made.exhibits[0].pages][-1] == (2, 1, 3)
    assert [e.first for e in made.exhibits] == [1, 3]
    assert [len(shown) for shown in made.exhibits[0].sheets] == [3, 2]


LONG = (LOAN_DAY, ASKED, *taken(Side.RIGHT, "5000.00"), left("收到了"), time("2025年6月1日 10:00"),
        right("什么时候还？"))  # fmt: skip


def test_words_of_a_long_picture_are_cited_on_the_page_that_shows_them() -> None:
    source_, screen = page(*LONG)
    boxes = [message.box for message in screen.messages]
    height = boxes[-1].y1 + 40
    lines = text_of(height, *((box.y0, box.y1) for box in boxes), width=int(height / 4))
    made = arrange((source_, screen), texts={source_.sha256: lines}, chat_pages=1)
    (exhibit,) = made.exhibits
    assert [one.rows is not None for one in exhibit.pages] == [True, True]
    assert exhibit.pages[0].rows.top == 0
    assert exhibit.pages[-1].rows.bottom == height
    cited = {proof.kind: proof.pages for row in made.rows for proof in row.proofs}
    assert cited[ProofKind.REQUESTED] == (1,)
    assert cited[ProofKind.DEMANDED] == (2,)
    assert cited[ProofKind.CHATTED] == (1, 2)
    for box, number in ((boxes[0], 1), (boxes[-1], 2)):
        found = placing.placed(made, [(source_, screen)], [Where(source_.sha256, box)])
        assert [one.page for one in found] == [number]
    assert [one.page for one in placing.named(made, source_.name)] == [1, 2]


# ── cuts ───────────────────────────────────────────────────────────────────────────────


def test_a_phones_page_is_never_cut() -> None:
    assert cutting.rows(text_of(2340, (100, 140))) == ()
    assert cutting.rows(text_of(2400)) == ()


def test_pieces_overlap_by_some_lines_and_go_through_none() -> None:
    lines = [(at, at + 40) for at in range(30, 7900, 100)]
    pieces = cutting.rows(text_of(8000, *lines))
    assert (pieces[0].top, pieces[-1].bottom) == (0, 8000)
    for one, after in pairwise(pieces):
        twice = [line for line in lines if after.top < line[0] and line[1] < one.bottom]
        assert len(twice) >= 1
    heights = [piece.bottom - piece.top for piece in pieces]
    assert max(heights) <= 2400
    assert min(heights) > 0.8 * max(heights)


def test_a_bubble_is_kept_together_where_there_is_room() -> None:
    lines = [(at, at + 40) for at in range(30, 3900, 60)]
    bubbles = [(at, at + 220) for at in range(20, 3900, 240)]
    (cut, _) = cutting.rows(text_of(4000, *lines), bubbles)
    assert not any(top < cut.bottom < bottom for top, bottom in bubbles)
    one = [(0, 4000)]
    assert cutting.rows(text_of(4000, *lines), one) == cutting.rows(text_of(4000, *lines))


def test_what_can_t_be_cut_between_lines_is_left_whole() -> None:
    assert cutting.rows(text_of(6000, (100, 5900))) == ()
    beside = sized("1.png", 1000, 6000)
    assert places(beside, texts={beside.sha256: text_of(6000, (100, 5900))}) == [(1, 0, 1)]


@pytest.mark.parametrize(
    ("pitch", "box", "height"), [(46, 50, 7000), (54, 50, 3000), (46, 46, 7000)]
)
def test_dense_text_is_cut_between_its_lines(pitch: int, box: int, height: int) -> None:
    """Failure: boxes that nearly met left no gap, and the page was a sliver nobody could read."""
    lines = [(at, at + box) for at in range(20, height - box, pitch)]
    pieces = cutting.rows(text_of(height, *lines, width=1080))
    assert len(pieces) > 1
    assert all(piece.bottom - piece.top <= cutting.TALLEST * 1080 for piece in pieces)
    for one, after in pairwise(pieces):
        for row in (one.bottom, after.top):
            assert not any(top + box // 5 < row < bottom - box // 5 for top, bottom in lines)
        assert sum(after.top <= top and bottom <= one.bottom for top, bottom in lines) >= 2
    assert whole(lines, pieces)


def whole(lines: list[tuple[int, int]], pieces: tuple[Rows, ...]) -> bool:
    return all(any(p.top <= top and end <= p.bottom for p in pieces) for top, end in lines)


def test_a_picture_without_words_is_cut_with_a_part_twice() -> None:
    pieces = cutting.rows(text_of(5000))
    highest = max(piece.bottom - piece.top for piece in pieces)
    assert all(one.bottom - after.top >= highest / 8 for one, after in pairwise(pieces))


def test_a_long_picture_that_nobody_read_is_cut_too() -> None:
    """Failure: 1080 by 24000 pixels without a word known stood on one page."""
    made = paged(Draft(ExhibitKind.PICTURE, (sized("1.png", 1080, 24_000),)), 1, Layout())
    parts = [one.rows for one in made if one.rows]
    assert len(parts) == len(made) > 9
    assert (parts[0].top, parts[-1].bottom) == (0, 24_000)
    for one, after in pairwise(parts):
        assert one.bottom - after.top >= (one.bottom - one.top) / 8


@given(
    st.integers(1, 2000),
    st.integers(1, 40_000),
    st.lists(st.tuples(st.integers(0, 40_000), st.integers(1, 3000)), max_size=60),
    st.lists(st.tuples(st.integers(0, 40_000), st.integers(1, 3000)), max_size=20),
)
def test_no_row_is_lost_and_each_line_stands_whole(
    width: int, height: int, lines: list[tuple[int, int]], bubbles: list[tuple[int, int]]
) -> None:
    written = [(top, min(top + tall, height)) for top, tall in lines if top < height]
    kept = [(top, min(top + tall, height)) for top, tall in bubbles if top < height]
    text = text_of(height, *written, width=width)
    pieces = cutting.rows(text, kept)
    if not pieces:
        return
    assert (pieces[0].top, pieces[-1].bottom) == (0, height)
    for one, after in pairwise(pieces):
        assert one.top < after.top <= one.bottom < after.bottom
    assert whole(written, pieces)
    assert all(piece.bottom - piece.top <= cutting.TALLEST * width for piece in pieces)
