"""Whatever a page says, the rooms from screens to case answer: nothing raised, nothing lost."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings, strategies as st
from moneyed import Row, alipay, bill_list, packet, paper, receipt
from stories import NOWHERE, bill, chat, profile, slip, source, sourced, transfer, unread

from evidence_kit import case, facts
from evidence_kit.facts import amounts, dates, memos, wording
from evidence_kit.model import (
    Basis,
    Box,
    Brief,
    Direction,
    DocumentKind,
    Message,
    MessageKind,
    Moment,
    Money,
    Notice,
    Screen,
    ServiceCard,
    Side,
    Source,
    Sourced,
    State,
    TimeText,
)

pytestmark = pytest.mark.long

# The characters that the rules look for, in any order.
WORDS = st.text(
    "借还欠你我的了吗不没先下个月号日底年周五天后前0159一二十百千万元块，。？收到息分%", max_size=24
)


@st.composite
def time_texts(draw: st.DrawFn) -> TimeText:
    when = draw(st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59)))
    form = draw(st.sampled_from(["full", "month", "weekday", "ago"]))
    return TimeText(
        text="时间",
        hour=when.hour,
        minute=when.minute,
        year=when.year if form == "full" else None,
        month=when.month if form in ("full", "month") else None,
        day=when.day if form in ("full", "month") else None,
        weekday=when.weekday() if form == "weekday" else None,
        days_ago=draw(st.integers(0, 2)) if form == "ago" else None,
        ambiguous=draw(st.booleans()),
    )


@st.composite
def messages(draw: st.DrawFn) -> Message:
    money = Sourced(Money(draw(st.integers(0, 9)) * 1000), "¥", NOWHERE)
    text = draw(WORDS)
    return Message(
        side=draw(st.sampled_from(Side)),
        kind=draw(st.sampled_from(MessageKind)),
        text=text,
        box=Box(0, 0, 200, draw(st.integers(1, 90))),
        confidence=draw(st.sampled_from([0.2, 0.95])),
        signatures=draw(st.sampled_from([(), (text,), (text, "foot")])),
        amount=draw(st.sampled_from([None, money])),
        state=draw(st.sampled_from([None, *State])),
        receipt=draw(st.booleans()),
        memo=draw(st.none() | WORDS),
        time=draw(st.none() | time_texts()),
        undelivered=draw(st.booleans()),
        cut=draw(st.booleans()),
    )


MONEY = ("bill", "transfer", "alipay", "receipt", "list", "packet", "paper", "notice")
KINDS = (*MONEY, "profile", "unread")


@st.composite
def rows(draw: st.DrawFn) -> Row:
    return Row(
        draw(st.sampled_from(["老周", "小林", "便利店"])),
        draw(st.sampled_from(["10.00", "20.00"])),
        draw(st.sampled_from([None, "2025-03-02 14:08", "3月2日 14:08", "2月29日 14:08"])),
        draw(st.sampled_from([None, *Direction])),
        draw(st.sampled_from(State)),
        draw(st.sampled_from([None, "已退款(￥5.00)"])),
        draw(st.sampled_from(["转账", "微信红包"])),
    )


@st.composite
def of_money(
    draw: st.DrawFn, where: Source, kind: str, paid: str | None, way: Direction | None
) -> tuple[Source, Screen]:
    match kind:
        case "alipay":
            return alipay(where, paid or "10.00", way or Direction.OUT, memo="借款")
        case "receipt":
            return receipt(where, "20.00", "老周", draw(st.sampled_from(["小林", "宁某"])), way=way)
        case "list":
            return bill_list(where, *draw(st.lists(rows(), max_size=4)))
        case "packet":
            shares = draw(st.sampled_from([(), (("老周", "10.00", "3月2日 14:08"),)]))
            state = draw(st.sampled_from(State))
            return packet(where, "老周", paid, *shares, count=1, way=way, state=state)
        case "paper":
            return paper(where, draw(st.sampled_from(DocumentKind)), paid, draw(WORDS) or "无")
        case "notice":
            state = draw(st.sampled_from([State.REFUNDED, State.ACCEPTED]))
            at = draw(st.sampled_from([None, "2025-03-02 14:08:31"]))
            told = slip(where, paid, way, state=state, at=at, received="3月3日 9:00")
            return where, ServiceCard(where.sha256, (Notice(sourced("退款", where, 6), told),))
        case _:
            return unread(where)


@st.composite
def screens(draw: st.DrawFn, number: int) -> tuple[Source, Screen]:
    taken = draw(st.none() | st.datetimes(datetime(1990, 1, 1), datetime(9999, 12, 31)))
    where = source(f"{number}.png", taken, content=str(draw(st.integers(0, 20))))
    paid = draw(st.sampled_from(["10.00", "20.00", None]))
    known = {
        "state": draw(st.sampled_from(State)),
        "at": draw(st.sampled_from([None, "2025-03-02 14:08:31", "3月2日 14:08"])),
        "serial": draw(st.sampled_from([None, "1" * 28])),
        "who": draw(st.sampled_from([None, "老周", "小林"])),
        "memo": draw(st.none() | WORDS),
    }
    way = draw(st.sampled_from([None, *Direction]))
    match kind := draw(st.sampled_from(["chat", "chat", "chat", *KINDS])):
        case "chat":
            title = draw(st.sampled_from([None, "老周", "小林", "群(3)"]))
            return chat(where, draw(st.lists(messages(), max_size=8)), title)
        case "bill":
            return bill(where, paid, way, **known)
        case "transfer":
            return transfer(where, paid, way, **known)
        case "profile":
            return profile(where, "大周", "zhou_1", draw(st.none() | st.just("老周")))
        case _:
            return draw(of_money(where, kind, paid, way))


@st.composite
def folders(draw: st.DrawFn) -> list[tuple[Source, Screen]]:
    every = [draw(screens(number)) for number in range(draw(st.integers(0, 6)))]
    first: dict[str, Screen] = {}
    for where, screen in every:  # the same bytes are the same screen
        first.setdefault(where.sha256.hex, screen)
    return [(where, first[where.sha256.hex]) for where, _ in every]


@settings(max_examples=150, deadline=None)
@given(folders())
def test_any_folder_becomes_a_case_with_every_file_in_it(
    pages: list[tuple[Source, Screen]],
) -> None:
    found = facts.gather(pages, Brief())
    sources = [where for where, _ in pages]
    made = case.arrange(found, pages, sources, Brief())
    bound = [page for exhibit in made.exhibits for page in exhibit.pages]
    assert sorted(page.name for page in bound) == sorted(one.name for one in sources)
    assert [page.number for page in bound] == list(range(1, len(bound) + 1))
    assert {row.exhibit for row in made.rows} == {exhibit.number for exhibit in made.exhibits}
    assert len({doubt.id for doubt in found.doubts}) == len(found.doubts)
    listed = {doubt.id for doubt in found.doubts}
    assert all(doubt.id in listed for paid in found.payments for doubt in paid.doubts)


@settings(max_examples=100, deadline=None)
@given(folders(), st.randoms(use_true_random=False))
def test_any_folder_read_in_any_order_says_the_same(
    pages: list[tuple[Source, Screen]], dice: object
) -> None:
    shuffled = list(pages)
    dice.shuffle(shuffled)
    assert facts.gather(shuffled, Brief()) == facts.gather(pages, Brief())


@settings(max_examples=100, deadline=None)
@given(folders(), st.sampled_from(["老周", "小林", "阿东", "1.png", "zhou_1"]))
def test_any_partys_case_keeps_all_of_its_own_money(
    pages: list[tuple[Source, Screen]], name: str
) -> None:
    shown = tuple(pages)
    party = facts.of_party(shown, Brief(), name)
    assert len(party.meant) == 1 or not party.others
    whole = facts.gather(shown, party.brief)
    own = {
        place.source for payment in whole.payments if payment.counted for place in payment.places
    }
    assert not own & party.others


@settings(max_examples=100, deadline=None)
@given(folders())
def test_times_never_run_backwards(pages: list[tuple[Source, Screen]]) -> None:
    for talk in facts.gather(pages, Brief()).conversations:
        for one in talk.utterances:
            earliest, latest = one.at.earliest, one.at.latest
            assert earliest is None or latest is None or earliest <= latest


@settings(max_examples=300, deadline=None)
@given(WORDS)
def test_any_words_can_be_asked_what_they_do(text: str) -> None:
    for ask in (wording.asks_loan, wording.repays, wording.promises, wording.admits):
        assert ask(text) in (True, False)
    for ask in (wording.demands, wording.received, memos.gives, wording.refuses):
        assert ask(text) in (True, False)
    assert "".join(wording.sentences(text)).replace(" ", "") == text.replace(" ", "").strip()


@settings(max_examples=300, deadline=None)
@given(WORDS, st.datetimes(datetime(2011, 1, 1), datetime(2099, 12, 31)))
def test_any_words_mean_amounts_above_nothing_and_days_in_order(text: str, at: datetime) -> None:
    for spoken in amounts.spoken(text):
        assert spoken.money.fen > 0
        assert 0 <= spoken.start < spoken.stop <= len(text)
    for said in dates.said(text):
        moment = dates.meant(said, Moment(at, at, Basis.PAGE))
        assert not moment.earliest or not moment.latest or moment.earliest <= moment.latest
