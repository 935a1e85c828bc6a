"""What follows the pages of a chat: pictures, larger, and sheets for the words of voices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from stories import left, right, said, source

from evidence_kit.case import beside, placing
from evidence_kit.case.exhibits import page_with
from evidence_kit.model import (
    Box,
    Brief,
    Case,
    Close,
    Conversation,
    Doubt,
    DoubtKind,
    Exhibit,
    ExhibitKind,
    ExhibitPage,
    Message,
    MessageKind,
    Moment,
    Rows,
    Side,
    Source,
    Utterance,
    VoiceSlot,
    Where,
)
from evidence_kit.model.values import UNKNOWN_TIME

WIDE = 1170
PHOTO = Box(600, 400, 1100, 1100)
STICKER = Box(600, 400, 900, 700)


def _pages(count: int) -> tuple[Source, ...]:
    return tuple(source(f"{at + 1}.png") for at in range(count))


def _image(box: Box = PHOTO) -> Message:
    return replace(said(Side.RIGHT, "", MessageKind.IMAGE), box=box)


def _voice(side: Side = Side.LEFT, seconds: int | None = 12, **more: object) -> Message:
    one = said(side, f'{seconds}"', MessageKind.VOICE, seconds=seconds, **more)
    return replace(one, box=Box(100, 1200, 500, 1300))


def _talk(*said_on: tuple[Source, Message], at: Moment = UNKNOWN_TIME) -> Conversation:
    spoken = tuple(
        Utterance(one, Where(on.sha256, one.box), index, at)
        for index, (on, one) in enumerate(said_on)
    )
    return Conversation(None, tuple(dict.fromkeys(on.sha256 for on, _ in said_on)), spoken)


def _places(pages: Sequence[Source], slots: int = 1, first: int = 5) -> tuple[ExhibitPage, ...]:
    return tuple(
        ExhibitPage(first + at // slots, one.sha256, one.name, slot=at % slots, slots=slots)
        for at, one in enumerate(pages)
    )


def _after(
    places: Sequence[ExhibitPage], talk: Conversation, doubts: Sequence[Doubt] = (), **more: bool
) -> tuple[ExhibitPage, ...]:
    widths = {page.source: WIDE for page in places}
    return beside.followed(places, beside.of(talk, widths, doubts, **more))


def _seen(pages: Sequence[ExhibitPage]) -> list[tuple[int, str]]:
    return [(page.number, type(page.view).__name__ if page.view else page.name) for page in pages]


def test_a_picture_follows_the_page_that_shows_it_and_all_are_numbered_anew() -> None:
    one, two, three = _pages(3)
    talk = _talk((one, left("在吗")), (two, _image()), (three, left("好")))
    found = _after(_places((one, two, three)), talk)
    assert _seen(found) == [(5, "1.png"), (6, "2.png"), (7, "Close"), (8, "3.png")]
    close = found[2]
    assert close.view == Close(PHOTO)
    assert (close.source, close.slot, close.slots) == (two.sha256, 0, 1)


def test_without_pictures_and_voices_nothing_changes() -> None:
    pages = _places(_pages(2), slots=2)
    assert _after(pages, _talk((_pages(1)[0], left("在吗")))) == pages


@pytest.mark.parametrize("box", [STICKER, Box(0, 0, 150, 150), Box(0, 300, 1170, 1400)])
def test_what_would_show_no_more_is_not_enlarged(box: Box) -> None:
    """Failure: every sticker took a page of its own."""
    (one,) = _pages(1)
    assert _seen(_after(_places((one,)), _talk((one, _image(box))))) == [(5, "1.png")]


def test_a_page_of_unknown_width_and_a_brief_that_wants_none_enlarge_nothing() -> None:
    (one,) = _pages(1)
    talk, places = _talk((one, _image())), _places((one,))
    assert beside.followed(places, beside.of(talk, {}, ())) == places
    assert _after(places, talk, enlarge=False) == places


def test_what_pages_in_a_row_show_stands_together() -> None:
    pages = _pages(6)
    talk = _talk(*((one, _image()) for one in pages[:3]), (pages[5], _image()))
    found = _seen(_after(_places(pages), talk))
    assert [name for _, name in found] == [
        *("1.png", "2.png", "3.png", "Close", "Close", "Close"),
        *("4.png", "5.png", "6.png", "Close"),
    ]
    assert [number for number, _ in found] == [5, 6, 7, 8, 8, 8, 9, 10, 11, 12]


def test_a_sheet_holds_four_and_there_is_one_for_two_pages_at_most() -> None:
    """Failure: a bundle of snapshots would have doubled."""
    pages = _pages(4)
    boxes = [replace_top(at) for at in range(6)]
    talk = _talk(*((one, _image(box)) for one in pages for box in boxes))
    found = _after(_places(pages), talk)
    sheets: dict[int, int] = {}
    for page in found:
        if page.view:
            sheets[page.number] = sheets.get(page.number, 0) + 1
    assert len(sheets) == 2
    assert set(sheets.values()) == {4}
    largest = {page.view.box.height for page in found if isinstance(page.view, Close)}
    assert min(largest) >= boxes[4].height


def replace_top(at: int) -> Box:
    return Box(600, 300 * at, 1100, 300 * at + 700 + at)


def test_of_copies_and_of_pieces_only_one_is_followed() -> None:
    """Failure: a voice in the rows that two pieces share had two places for its words."""
    (one,) = _pages(1)
    talk = _talk((one, _voice()))
    whole = ExhibitPage(5, one.sha256, one.name)
    cut = (replace(whole, rows=Rows(0, 1250)), replace(whole, number=6, rows=Rows(1190, 2500)))
    found = _after(cut, talk)
    assert _seen(found) == [(5, "1.png"), (6, "1.png"), (7, "VoiceSlot")]
    assert found[2].rows is None
    copies = (whole, replace(whole, number=6, name="1(1).png"))
    assert [name for _, name in _seen(_after(copies, talk))] == ["1.png", "VoiceSlot", "1(1).png"]


def test_nothing_comes_between_the_pieces_of_a_picture() -> None:
    (one,) = _pages(1)
    whole = ExhibitPage(5, one.sha256, one.name)
    cut = (replace(whole, rows=Rows(0, 1350)), replace(whole, number=6, rows=Rows(1300, 2500)))
    found = _after(cut, _talk((one, _image()), (one, _voice())))
    assert [name for _, name in _seen(found)] == ["1.png", "1.png", "Close", "VoiceSlot"]


# ── voices ─────────────────────────────────────────────────────────────────────────────


def _slots(
    *voices: Message, doubts: Sequence[Doubt] = (), neutral: bool = False
) -> list[VoiceSlot]:
    (one,) = _pages(1)
    talk = _talk(*((one, voice) for voice in voices))
    found = _after(_places((one,)), talk, doubts, neutral=neutral)
    return [page.view for page in found if isinstance(page.view, VoiceSlot)]


def test_a_voice_has_a_place_for_its_words_and_more_lines_where_it_is_long() -> None:
    found = _slots(_voice(), _voice(Side.RIGHT, 60), _voice(seconds=None))
    assert [(one.side, one.seconds, one.rules) for one in found] == [
        (Side.LEFT, 12, 2),
        (Side.RIGHT, 60, 4),
        (Side.LEFT, None, 4),
    ]
    assert all(one.spoken == () for one in found)


def test_what_the_app_made_of_a_voice_stands_there_only_where_it_is_sure() -> None:
    said_so = _voice(spoken="下个月十五号一定还你")
    assert _slots(said_so)[0].spoken == ("下个月十五号一定还你",)
    assert _slots(replace(said_so, confidence=0.7))[0].spoken == ()
    doubt = Doubt(DoubtKind.LOW_CONFIDENCE, Where(_pages(1)[0].sha256, said_so.box))
    (unsure,) = _slots(replace(said_so, sender="老周"), doubts=[doubt])
    assert (unsure.spoken, unsure.seconds, unsure.sender) == ((), None, None)
    assert _slots(_voice(spoken="长" * 900))[0].spoken == ()


def test_many_voices_fill_sheets_that_hold_them() -> None:
    found = _slots(*[_voice(seconds=60) for _ in range(9)])
    assert len(found) == 9
    (one,) = _pages(1)
    talk = _talk(*((one, _voice(seconds=60)) for _ in range(9)))
    pages = _after(_places((one,)), talk)
    sheets: dict[int, int] = {}
    for page in pages:
        if isinstance(page.view, VoiceSlot):
            sheets[page.number] = sheets.get(page.number, 0) + page.view.height
    assert len(sheets) == 3
    assert max(sheets.values()) <= beside.WHOLE


def test_whose_phone_it_is_may_be_unknown() -> None:
    assert _slots(_voice(), neutral=True)[0].neutral


# ── what cites pages ───────────────────────────────────────────────────────────────────


def test_pages_are_cited_as_they_are_and_never_by_what_repeats_them() -> None:
    one, two = _pages(2)
    found = _after(_places((one, two)), _talk((one, _image()), (two, right("好"))))
    shown = page_with(found, Where(one.sha256, PHOTO))
    assert shown is not None
    assert shown.view is None
    whole = ExhibitPage(5, one.sha256, one.name)
    cut = (replace(whole, rows=Rows(0, 800)), replace(whole, number=6, rows=Rows(780, 2500)))
    pieces = _after(cut, _talk((one, _image())))
    torn = page_with(pieces, Where(one.sha256, PHOTO))  # no piece shows all of it
    assert torn is not None
    assert torn.number == 5
    case = Case(Brief(), (Exhibit(1, ExhibitKind.CONVERSATION, (), found),), (), ())
    assert [place.page for place in placing.named(case, "1.png")] == [5]
