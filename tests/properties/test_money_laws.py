"""Laws of the ledger over every way that a screen shows money: chats, bills, lists, packets."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from booked import Booking, bill as booked
from hypothesis import given, settings, strategies as st
from moneyed import IN, OUT, Row, alipay, bill_list, packet, paper
from rolls import Roll, photographed
from stories import bill, chat, left, right, slip, source, sourced, taken, time, transfer, unread

from evidence_kit import facts
from evidence_kit.model import (
    Backing,
    BillList,
    Brief,
    Chat,
    DocumentKind,
    LoanFacts,
    Message,
    MessageKind,
    Nature,
    Notice,
    Payment,
    Screen,
    ServiceCard,
    Side,
    Source,
    Sourced,
    State,
    Where,
)
from evidence_kit.render.contract import Story, read_json

Page = tuple[Source, Screen]
WHO = "老周"
fast = settings(max_examples=40, deadline=None)


@dataclass(frozen=True)
class Sent:
    """A transfer of a chat: when it went, whose it was, how it ended."""

    at: datetime
    side: Side
    yuan: str
    state: State

    @property
    def row(self) -> Row:
        way = OUT if self.side is Side.RIGHT else IN
        note = {State.RETURNED: "对方已退还", State.PENDING: "待对方收款"}.get(self.state)
        known = self.state if note else State.UNKNOWN
        at = f"{self.at:%Y年%m月%d日 %H:%M}"
        return Row(WHO, self.yuan, at, way, known, note)


def sent(roll: Roll) -> Iterator[Sent]:
    """Give every first card, two minutes behind the time line above it."""
    at = datetime.min
    for message in roll.messages:
        if message.kind is MessageKind.TIME and message.time is not None:
            read = message.time
            at = datetime(read.year or 0, read.month or 0, read.day or 0, read.hour, read.minute)
        if message.kind is MessageKind.TRANSFER and not message.receipt:
            assert message.amount is not None
            assert message.state is not None
            yuan = str(message.amount.value)
            yield Sent(at + timedelta(minutes=2), message.side, yuan, message.state)


def serial(number: int, at: datetime) -> str:
    """An order number as WeChat Pay makes it: it holds the day."""
    return f"1000050001{at:%Y%m%d}{number:013d}"


def told_again(one: Sent, number: int, ways: frozenset[str]) -> Iterator[Page]:
    """Show a transfer once more: by its own page, its bill, a list, a notice of a refund."""
    way = OUT if one.side is Side.RIGHT else IN
    at = f"{one.at:%Y-%m-%d %H:%M}:31"
    if "detail" in ways:
        where = source(f"detail{number}.png")
        yield transfer(where, one.yuan, way, state=one.state, at=at, who=WHO)
    if "bill" in ways:
        where = source(f"bill{number}.png")
        known = {"state": one.state, "at": at, "who": WHO, "serial": serial(number, one.at)}
        yield bill(where, one.yuan, way, **known)
    if "list" in ways:
        yield bill_list(source(f"list{number}.png"), one.row)
    if "notice" in ways and one.state is State.RETURNED:
        where = source(f"notice{number}.png")
        back = slip(where, one.yuan, None, state=State.REFUNDED, at=at)
        notice = Notice(sourced("转账退款到账通知", where, 6), back)
        yield where, ServiceCard(where.sha256, (notice,))


WAYS = st.frozensets(st.sampled_from(["detail", "bill", "list", "notice"]))


def gather(pages: list[Page]) -> LoanFacts:
    return facts.gather(pages, Brief())


def ledger(found: LoanFacts) -> list[tuple[str, object, State, Nature]]:
    return [(str(p.amount.value), p.direction, p.state, p.nature) for p in found.payments]


def sums(found: LoanFacts) -> tuple[int, int]:
    lent = sum(p.amount.value.fen for p in found.loans if p.counted)
    return lent, sum(p.amount.value.fen for p in found.repayments if p.counted)


@fast
@given(photographed(), st.data())
def test_what_card_detail_bill_list_and_notice_show_counts_once(
    told: tuple[Roll, list[Page]], data: st.DataObject
) -> None:
    roll, pages = told
    more: list[Page] = []
    for number, one in enumerate(sent(roll)):
        more += told_again(one, number, data.draw(WAYS))
    once, again = gather(pages), gather([*pages, *more])
    assert ledger(again) == ledger(once)
    assert sums(again) == sums(once)
    assert again.outstanding == once.outstanding


@fast
@given(photographed(), st.data())
def test_a_duplicate_or_strangers_money_changes_no_sum(
    told: tuple[Roll, list[Page]], data: st.DataObject
) -> None:
    roll, pages = told
    shown = [*pages, *(p for i, one in enumerate(sent(roll)) for p in told_again(one, i, EVERY))]
    where, screen = data.draw(st.sampled_from(shown))
    rows = (Row("小吴", "700.00", "2024年5月1日 09:00"), Row("便利店", "5.00", "5月1日 08:00"))
    more: list[Page] = [
        (replace(where, name="copy.png"), screen),
        bill_list(source("strangers.png"), *rows),
        packet(source("packet.png"), "小吴", "88.00"),
        alipay(source("alipay.png"), "70.00", at="2024-05-01 09:00:10", who="小吴", memo="借款"),
        paper(source("paper.png"), DocumentKind.LOAN_NOTE, "123456.00"),
        unread(source("unread.png")),
    ]
    assert sums(gather([*shown, *more])) == sums(gather(shown))


EVERY = frozenset({"detail", "bill", "list"})


def bookings(roll: Roll) -> list[Booking]:
    """Every transfer of a chat that ended, as WeChat Pay books it: a returned one as well."""
    return [
        Booking(
            f"{one.at:%Y-%m-%d %H:%M}:31",
            one.yuan,
            OUT if one.side is Side.RIGHT else IN,
            WHO,
            serial(number, one.at),
            one.state,
        )
        for number, one in enumerate(sent(roll))
        if one.state is not State.PENDING
    ]


@fast
@given(photographed(), WAYS, st.data())
def test_a_bill_of_the_same_payments_changes_no_sum_and_backs_each(
    told: tuple[Roll, list[Page]], ways: frozenset[str], data: st.DataObject
) -> None:
    roll, pages = told
    shown = [*pages, *(p for i, one in enumerate(sent(roll)) for p in told_again(one, i, ways))]
    rows = bookings(roll)
    kept = data.draw(st.lists(st.sampled_from(rows), unique=True)) if rows else []
    since, until = None, None  # it says nothing of what it lacks
    first = booked(source("一.csv"), *rows, since=since, until=until)
    second = booked(source("二.xlsx"), *kept, since=since, until=until)
    once, again = gather(shown), gather([*shown, first, second])
    assert ledger(again) == ledger(once)
    assert sums(again) == sums(once)
    ended = [p for p in again.payments if p.state is not State.PENDING]
    assert {p.backing for p in ended} <= {Backing.CORROBORATED}
    assert {d.id for d in again.doubts} <= {d.id for d in once.doubts}


@fast
@given(photographed(), st.data())
def test_a_payment_that_a_bill_books_otherwise_is_doubted(
    told: tuple[Roll, list[Page]], data: st.DataObject
) -> None:
    roll, pages = told
    rows = [row for row in bookings(roll) if row.state is State.ACCEPTED]
    if not rows:
        return
    index = data.draw(st.integers(0, len(rows) - 1))
    more = replace(rows[index], yuan=f"{rows[index].yuan[:-1]}9")
    rows[index] = more
    since, until = datetime(2024, 1, 1), datetime(2026, 12, 31)
    found = gather([*pages, booked(source("一.csv"), *rows, since=since, until=until)])
    card = next(p for p in found.payments if p.state is State.ACCEPTED and _same(p, more))
    assert card.doubts


def _same(payment: Payment, row: Booking) -> bool:
    """Whether a card shows the payment that a row books under another sum."""
    sums = str(payment.amount.value)[:-1] == row.yuan[:-1] and str(payment.amount.value) != row.yuan
    at = payment.at.earliest
    return sums and at is not None and f"{at:%Y-%m-%d}" == row.at[:10]


@fast
@given(photographed(), st.randoms(use_true_random=False))
def test_the_order_of_reading_changes_no_payment(
    told: tuple[Roll, list[Page]], dice: random.Random
) -> None:
    roll, pages = told
    shown = [*pages, *(p for i, one in enumerate(sent(roll)) for p in told_again(one, i, EVERY))]
    shuffled = list(shown)
    dice.shuffle(shuffled)
    assert gather(shuffled) == gather(shown)


@fast
@given(photographed(), WAYS)
def test_sums_added_again_from_the_json_are_the_balance(
    told: tuple[Roll, list[Page]], ways: frozenset[str]
) -> None:
    roll, pages = told
    shown = [*pages, *(p for i, one in enumerate(sent(roll)) for p in told_again(one, i, ways))]
    found = gather(shown)
    story = Story(tuple(where for where, _ in shown), tuple(shown), found, "hand", None)
    told_of = read_json(story)["facts"]
    lent = sum(_fen(p["amount"]) for p in told_of["loans"] if p["counted"])
    back = sum(_fen(p["amount"]) for p in told_of["repayments"] if p["counted"])
    assert lent - back == _fen(told_of["principal_outstanding"])
    assert not any(p["counted"] for p in told_of["other_payments"])
    accepted = [p for key in ("loans", "repayments") for p in told_of[key] if p["counted"]]
    assert all(p["status"] == "accepted" for p in accepted)


def _fen(yuan: str) -> int:
    sign, plain = (-1, yuan[1:]) if yuan.startswith("-") else (1, yuan)
    whole, fen = plain.split(".")
    return sign * (int(whole) * 100 + int(fen))


@fast
@given(photographed(), WAYS)
def test_every_amount_stands_on_its_page_at_its_place(
    told: tuple[Roll, list[Page]], ways: frozenset[str]
) -> None:
    roll, pages = told
    shown = [*pages, *(p for i, one in enumerate(sent(roll)) for p in told_again(one, i, ways))]
    printed = {(amount.where, amount.quote) for _, screen in shown for amount in _amounts(screen)}
    for payment in gather(shown).payments:
        assert (payment.amount.where, payment.amount.quote) in printed
        whole = {where.source for where, _ in printed if isinstance(where, Where)}
        assert {place.source for place in payment.places} <= whole


def _amounts(screen: Screen) -> Iterator[Sourced[object]]:
    if isinstance(screen, Chat):
        yield from (m.amount for m in screen.messages if m.amount)
    elif isinstance(screen, BillList):
        yield from (one.amount for one in screen.slips if one.amount)
    elif isinstance(screen, ServiceCard):
        yield from (one.slip.amount for one in screen.notices if one.slip.amount)
    elif getattr(screen, "slip", None) is not None and screen.slip.amount:
        yield screen.slip.amount


@fast
@given(st.integers(1, 4), st.integers(0, 3), WAYS)
def test_equal_transfers_minutes_apart_stay_as_many(
    count: int, minutes: int, ways: frozenset[str]
) -> None:
    first = datetime(2025, 3, 2, 14, 5)
    messages: list[Message] = []
    shown: list[Page] = []
    for number in range(count):
        at = first + timedelta(minutes=10 * number + minutes)
        messages += [time(f"{at:%Y年%m月%d日 %H:%M}"), left(f"第{number}次，借我700元")]
        messages += [*taken(Side.RIGHT, "700.00"), right("好的，收到了说一声")]
        shown += told_again(Sent(at, Side.RIGHT, "700.00", State.ACCEPTED), number, ways)
    found = gather([chat(source("1.png"), messages), *shown])
    assert len(found.payments) == count
    assert found.outstanding.fen == 700_00 * count
