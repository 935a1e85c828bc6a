"""Each message's time: an interval with a basis, from its page's lines, never from the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from stories import chat, doubted, left, right, source, time

from evidence_kit import transcript
from evidence_kit.model import (
    UNKNOWN_TIME,
    Basis,
    Conversation,
    DoubtKind,
    Message,
    Moment,
    TimeText,
)

TAKEN = "2025-03-10T18:30:00"  # a Monday


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def exactly(text: str, basis: Basis = Basis.PAGE) -> Moment:
    return Moment(at(text), at(text), basis)


def one(
    messages: list[Message], captured: str | None = TAKEN, basis: Basis = Basis.FILE_NAME
) -> Conversation:
    (talk,) = transcript.join([chat(source("1.png", captured, basis=basis), messages)])
    return talk


def doubts(talk: Conversation) -> list[DoubtKind]:
    return [doubt.kind for doubt in talk.doubts]


@pytest.mark.parametrize(
    ("line", "means", "basis"),
    [
        ("2025年3月2日 14:05", "2025-03-02T14:05", Basis.PAGE),
        ("2024年12月26日 晚上19:19", "2024-12-26T19:19", Basis.PAGE),
        ("3月2日 下午2:05", "2025-03-02T14:05", Basis.FILE_NAME),
        ("昨天 12:51", "2025-03-09T12:51", Basis.FILE_NAME),
        ("前天 12:51", "2025-03-08T12:51", Basis.FILE_NAME),
        ("星期三 08:00", "2025-03-05T08:00", Basis.FILE_NAME),
        ("周四 12:09", "2025-03-06T12:09", Basis.FILE_NAME),
        ("凌晨00:43", "2025-03-10T00:43", Basis.FILE_NAME),
        ("14:46", "2025-03-10T14:46", Basis.FILE_NAME),
    ],
)
def test_a_line_is_resolved_against_its_own_capture(line: str, means: str, basis: Basis) -> None:
    talk = one([time(line), left("你好")])
    assert talk.utterances[0].at == exactly(means, basis)
    assert talk.utterances[1].at == exactly(means, basis)  # the line prints its message's time
    assert talk.doubts == ()


def test_exif_is_as_good_as_a_file_name() -> None:
    talk = one([time("昨天 12:51"), left("你好")], basis=Basis.EXIF)
    assert talk.utterances[1].at == exactly("2025-03-09T12:51", Basis.EXIF)


@pytest.mark.parametrize("line", ["昨天 12:51", "周四 12:09", "14:46", "3月2日 14:05"])
def test_an_mtime_anchors_nothing(line: str) -> None:
    """Failure: an unparsed time became now."""
    talk = one([time(line), left("你好"), right("在")], basis=Basis.MTIME)
    assert [u.at for u in talk.utterances] == [UNKNOWN_TIME] * 3
    assert doubts(talk) == [DoubtKind.TIME_UNANCHORED]


def test_one_doubt_a_page_for_want_of_a_capture_time() -> None:
    lines = [time("昨天 12:51"), left("你好"), time("昨天 15:00"), left("在吗")]
    talk = one(lines, captured=None)
    assert doubts(talk) == [DoubtKind.TIME_UNANCHORED]


def test_a_page_without_any_line_is_one_doubt_too() -> None:
    talk = one([left("你好"), right("在")], captured=None)
    assert doubts(talk) == [DoubtKind.TIME_UNANCHORED]


def test_file_name_and_exif_that_disagree_anchor_nothing() -> None:
    where = source("1.png", TAKEN)
    other = Moment(at("2025-03-12T10:00"), at("2025-03-12T10:00"), Basis.EXIF)
    where = replace(where, captured=(*where.captured, other))
    (talk,) = transcript.join([chat(where, [time("昨天 12:51"), left("你好")])])
    assert talk.utterances[1].at == UNKNOWN_TIME


def test_december_on_a_january_page_is_not_the_future() -> None:
    """Failure: 12月30日 on a January screenshot became a future date."""
    talk = one([time("12月30日 10:00"), left("你好")], captured="2025-01-02T09:00:00")
    assert talk.utterances[1].at == exactly("2024-12-30T10:00", Basis.FILE_NAME)
    assert doubts(talk) == [DoubtKind.TIME_AMBIGUOUS]


def test_a_full_date_after_the_capture_is_in_doubt() -> None:
    talk = one([time("2025年3月12日 10:00"), left("你好")])
    moment = talk.utterances[0].at
    assert moment.exact is None
    assert (moment.earliest, moment.latest) == (at(TAKEN), at("2025-03-12T10:00"))
    assert doubts(talk) == [DoubtKind.TIME_AMBIGUOUS]


def test_a_bare_clock_after_the_capture_may_be_the_day_before() -> None:
    talk = one([time("23:50"), left("你好")], captured="2025-03-11T00:10:00")
    moment = talk.utterances[1].at
    assert (moment.earliest, moment.latest) == (at("2025-03-10T23:50"), at("2025-03-11T00:10"))
    assert doubts(talk) == [DoubtKind.TIME_AMBIGUOUS]


def test_the_weekday_of_the_capture_itself_is_odd() -> None:
    talk = one([time("周一 08:00"), left("你好")])
    assert talk.utterances[1].at == exactly("2025-03-03T08:00", Basis.FILE_NAME)
    assert doubts(talk) == [DoubtKind.TIME_AMBIGUOUS]


def test_midnight_in_the_evening_covers_both_nights() -> None:
    line = time("昨天 晚上12:05")
    assert line.time
    assert line.time.ambiguous
    talk = one([line, left("你好")])
    moment = talk.utterances[1].at
    assert (moment.earliest, moment.latest) == (at("2025-03-09T00:05"), at("2025-03-10T00:05"))
    assert doubts(talk) == [DoubtKind.TIME_AMBIGUOUS]


def test_an_ambiguous_noon_covers_the_day() -> None:
    line = replace(time("12:05"), time=TimeText("上午12:05", 12, 5, days_ago=0, ambiguous=True))
    talk = one([line, left("你好")])
    moment = talk.utterances[1].at
    assert (moment.earliest, moment.latest) == (at("2025-03-10T00:00"), at("2025-03-10T18:30"))


def test_a_day_that_no_year_has_is_unknown() -> None:
    line = replace(time("2月1日 10:00"), time=TimeText("2月29日 10:00", 10, 0, month=2, day=29))
    talk = one([line, left("你好")], captured="2026-03-10T18:30:00")
    assert talk.utterances[0].at == UNKNOWN_TIME
    assert doubts(talk) == [DoubtKind.TIME_UNANCHORED]


# ── the messages between the lines ─────────────────────────────────────────────────────


def test_messages_lie_between_their_line_and_the_next() -> None:
    talk = one(
        [
            *(time("2025年3月2日 14:05"), left("一"), right("二"), left("三")),
            *(time("2025年3月2日 14:20"), right("四")),
        ]
    )
    spans = [(u.at.earliest, u.at.latest) for u in talk.utterances if u.message.time is None]
    start, next_line = at("2025-03-02T14:05"), at("2025-03-02T14:20")
    assert spans == [
        (start, start),
        (start, at("2025-03-02T14:15")),  # a longer silence would have drawn a line
        (start, next_line),
        (next_line, next_line),
    ]
    assert talk.utterances[2].at.basis is Basis.BETWEEN


def test_messages_above_the_first_line_lie_before_it() -> None:
    talk = one([left("更早"), time("2025年3月2日 14:05"), left("你好")], captured=None)
    assert talk.utterances[0].at == Moment(None, at("2025-03-02T14:05"), Basis.BETWEEN)


def test_nothing_is_later_than_a_page_that_shows_it() -> None:
    talk = one([left("你好"), right("在")])
    assert talk.utterances[1].at == Moment(None, at(TAKEN), Basis.BETWEEN)


def test_a_line_that_cannot_be_read_leaves_what_follows_wide() -> None:
    blurred = replace(time("2025年3月5日 10:00"), time=None)
    talk = one(
        [
            *(time("2025年3月2日 14:05"), left("一"), blurred, left("二")),
            *(time("2025年3月9日 10:00"), left("三")),
        ]
    )
    second = next(u for u in talk.utterances if u.message.text == "二")
    assert (second.at.earliest, second.at.latest) == (
        at("2025-03-02T14:05"),
        at("2025-03-09T10:00"),
    )


def test_a_line_whose_readings_disagree_dates_nothing() -> None:
    page = chat(
        source("1.png"),
        [time("2025年3月2日 14:05"), left("一"), time("2025年3月5日 10:00"), left("二")],
    )
    page = doubted(page, 2, DoubtKind.READINGS_DISAGREE, "time")
    (talk,) = transcript.join([page])
    assert talk.utterances[3].at == Moment(at("2025-03-02T14:05"), None, Basis.BETWEEN)
    assert talk.doubts == ()  # the reader has said it


def test_a_sure_appearance_settles_a_doubtful_one() -> None:
    said = [left("先前说好的事情，别忘了"), time("2025年3月5日 10:00"), left("今天转给你三千")]
    first = doubted(chat(source("1.png"), said), 1, DoubtKind.READINGS_DISAGREE, "time")
    second = chat(source("2.png"), [*said, right("好的好的，收到了")])
    (talk,) = transcript.join([first, second])
    assert talk.utterances[2].at == exactly("2025-03-05T10:00")


def test_two_captures_of_one_line_that_disagree_cover_both() -> None:
    said = left("我把钱转给你了，你看一下")
    pages = [
        chat(source("1.png", "2025-03-07T09:00:00"), [time("昨天 21:03"), said]),
        chat(source("2.png", "2025-03-12T09:00:00"), [time("昨天 21:03"), said, right("好的谢谢")]),
    ]
    (talk,) = transcript.join(pages)
    moment = talk.utterances[0].at
    assert (moment.earliest, moment.latest) == (at("2025-03-06T21:03"), at("2025-03-11T21:03"))
    assert doubts(talk) == [DoubtKind.TIME_AMBIGUOUS]


def test_a_capture_that_knows_beats_one_that_does_not() -> None:
    said = left("我把钱转给你了，你看一下")
    pages = [
        chat(source("1.png"), [time("昨天 21:03"), said]),
        chat(source("2.png", "2025-03-10T09:00:00"), [time("周四 21:03"), said, right("好的谢谢")]),
    ]
    (talk,) = transcript.join(pages)
    assert talk.utterances[0].at == exactly("2025-03-06T21:03", Basis.FILE_NAME)


def test_times_that_run_backwards_are_in_doubt_on_both_sides() -> None:
    talk = one(
        [
            *(time("2025年3月5日 10:00"), left("一")),
            *(time("2025年3月2日 14:05"), left("二")),
            *(time("2025年3月6日 10:00"), left("三")),
        ]
    )
    spans = [(u.at.earliest, u.at.latest) for u in talk.utterances if u.message.time]
    both = (at("2025-03-02T14:05"), at("2025-03-05T10:00"))
    assert spans == [both, both, (at("2025-03-06T10:00"),) * 2]
    assert doubts(talk) == [DoubtKind.TIME_AMBIGUOUS] * 2


# ── the year, from neighbours ──────────────────────────────────────────────────────────


def test_the_year_follows_from_the_lines_around_it() -> None:
    talk = one(
        [
            *(time("2024年12月28日 10:00"), left("一")),
            *(time("1月3日 10:00"), left("二")),
            *(time("2025年2月1日 10:00"), left("三")),
        ],
        captured=None,
    )
    assert talk.utterances[3].at == exactly("2025-01-03T10:00", Basis.BETWEEN)
    assert talk.doubts == ()


def test_a_year_that_neighbours_leave_open_stays_unknown() -> None:
    talk = one(
        [time("2024年12月28日 10:00"), left("一"), time("1月3日 10:00"), left("二")], captured=None
    )
    assert talk.utterances[3].at == Moment(at("2024-12-28T10:00"), None, Basis.BETWEEN)
    assert doubts(talk) == [DoubtKind.TIME_UNANCHORED]


def test_the_filing_day_closes_the_year() -> None:
    messages = [time("2024年12月28日 10:00"), left("一"), time("1月3日 10:00"), left("二")]
    (talk,) = transcript.join([chat(source("1.png"), messages)], until=date(2025, 6, 1))
    assert talk.utterances[3].at == exactly("2025-01-03T10:00", Basis.BETWEEN)


def test_no_time_crosses_a_gap_whose_order_is_only_presumed() -> None:
    """Failure in our own first version: an undated page lent its neighbour's dates."""
    dated = chat(source("2.png"), [time("2025年3月2日 14:05"), left("一句有日期的话，在这里")])
    undated = chat(source("1.png"), [time("周三 20:15"), left("一句没有日期的话，在那里")])
    (talk,) = transcript.join([dated, undated])
    assert [u.message.text for u in talk.utterances][-1].startswith("一句没有")
    assert talk.utterances[-1].at == UNKNOWN_TIME


def test_times_cross_a_gap_between_dated_runs() -> None:
    first = chat(source("2.png"), [time("2025年3月2日 14:05"), left("一句话"), left("第二句")])
    second = chat(source("1.png"), [left("这一句在前"), time("2025年4月2日 9:00"), left("又一句")])
    (talk,) = transcript.join([second, first])
    assert talk.utterances[3].at == Moment(
        at("2025-03-02T14:05"), at("2025-04-02T09:00"), Basis.BETWEEN
    )


def test_a_page_captured_before_the_line_above_covers_both() -> None:
    """A copied file may carry another file's time in its name."""
    said = left("这句话两页上都有，记得清楚")
    pages = [
        chat(source("1.png"), [time("2025年3月5日 10:00"), said]),
        chat(source("2.png", "2025-03-04T09:00:00"), [said, right("好的"), right("下一句")]),
    ]
    (talk,) = transcript.join(pages)
    span = talk.utterances[3].at
    assert (span.earliest, span.latest) == (at("2025-03-04T09:00"), at("2025-03-05T10:00"))


def test_a_line_inside_a_doubtful_stretch_moves_nothing_on() -> None:
    wide = replace(time("12:05"), time=TimeText("上午12:05", 12, 5, days_ago=0, ambiguous=True))
    talk = one([time("12:30"), left("一"), wide, left("二"), time("13:00"), left("三")])
    assert talk.utterances[5].at == exactly("2025-03-10T13:00", Basis.FILE_NAME)
    assert doubts(talk) == [DoubtKind.TIME_AMBIGUOUS]


def test_a_year_before_the_app_is_a_misreading() -> None:
    talk = one([time("2002年3月2日 14:05"), left("你好")], captured=None)
    assert talk.utterances[1].at == UNKNOWN_TIME
    assert doubts(talk) == [DoubtKind.TIME_UNANCHORED]
    talk = one([time("昨天 14:05"), left("你好")], captured="1980-01-01T00:00:00")
    assert talk.utterances[1].at == UNKNOWN_TIME
