"""What a page's parts say about each other: 大写 and 小写, a serial and its day, two cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from evidence_kit.model import (
    Bill,
    Chat,
    Doubt,
    DoubtKind,
    Message,
    MessageKind,
    Money,
    RedPacket,
    Screen,
    Side,
    Sourced,
    State,
    TimeText,
    Transfer,
    Where,
)
from evidence_kit.screens import lexicon
from evidence_kit.screens.vote.ballots import share
from evidence_kit.screens.vote.settling import SUREST, Settled

# A 收款 may follow the 转账 past midnight; the order's number is as old as the 转账.
SERIAL_SLACK = timedelta(days=1)
# What a second card says, whatever an engine made of 已.
_RECEIPT = ("已收款", "已收钱", "己收款", "己收钱", "巳收款", "巳收钱", "Received")


def by_words(settled: Settled[Money], written: Sourced[Money] | None) -> Settled[Money]:
    """Return an amount in digits (小写) after its 大写 has voted.

    Equal, it makes the value surer and takes a mere LOW_CONFIDENCE away; other than the value,
    it is AMOUNT_WORDS_DIFFER (words, digits). It gives no value where the digits give none.
    """
    if settled.value is None or written is None:
        return settled
    if settled.value.value != written.value:
        return replace(settled, doubts=(*settled.doubts, _words_differ(settled.value, written)))
    together = 1 - (1 - share(settled.value.confidence)) * (1 - share(written.confidence))
    surer = max(min(together, SUREST), share(settled.value.confidence))
    kept = tuple(d for d in settled.doubts if d.kind is not DoubtKind.LOW_CONFIDENCE)
    readings = (*settled.value.readings, *written.readings)
    return Settled(replace(settled.value, confidence=surer, readings=readings), kept)


def _words_differ(digits: Sourced[Money], words: Sourced[Money]) -> Doubt:
    args = (("field", "amount"), ("words", str(words.value)), ("digits", str(digits.value)))
    readings = (*digits.readings, *words.readings)
    return Doubt(DoubtKind.AMOUNT_WORDS_DIFFER, _place(digits), args, readings)


def _place(sourced: Sourced[Money] | Sourced[str]) -> Where | None:
    return sourced.where if isinstance(sourced.where, Where) else None


# ── a serial number and the page's times ───────────────────────────────────────────────


def serial_date_doubts(
    serial: Sourced[str] | None, times: Iterable[Sourced[TimeText] | None]
) -> tuple[Doubt, ...]:
    """Doubt a serial number whose date is neither the day nor the day before of any time.

    Of any printed on its page: the number is given when the payment begins, and 收款 may follow
    a day later. A match never proves anything by itself.
    """
    inside = None if serial is None else lexicon.serial_date(serial.value)
    printed = [day for t in times if t is not None and (day := _day(t.value)) is not None]
    if serial is None or inside is None or not printed:
        return ()
    if any(timedelta(0) <= day - inside <= SERIAL_SLACK for day in printed):
        return ()
    args = (("field", "serial"), ("inside", str(inside)), ("printed", str(printed[0])))
    return (Doubt(DoubtKind.SERIAL_DATE_DIFFERS, _place(serial), args, serial.readings),)


def _day(time: TimeText) -> date | None:
    if time.year is None or time.month is None or time.day is None:
        return None
    return date(time.year, time.month, time.day)


# ── a page as a whole ──────────────────────────────────────────────────────────────────


def with_agreement(screen: Screen) -> Screen:
    """Return the screen with a doubt for each amount that another part of its page disputes."""
    found = tuple(_disputed(screen))
    return replace(screen, doubts=(*screen.doubts, *found)) if found else screen


def _disputed(screen: Screen) -> Iterator[Doubt]:
    match screen:
        case Chat():
            yield from _twins(screen.messages)
        case RedPacket():
            yield from _shares(screen)
        case Transfer() | Bill():
            yield from _received_before(screen)
        case _:
            return


def _twins(messages: Sequence[Message]) -> Iterator[Doubt]:
    """Doubt both cards of what looks like one payment, read one misreading apart.

    The second card repeats the first one's amount from the other side; only such an answer
    without a first card, after a first card without an answer, is looked at.
    """
    cards = [m for m in messages if m.kind is MessageKind.TRANSFER and m.amount is not None]
    alone = _unanswered(cards)
    for first, second in pairwise(alone):
        if _may_answer(first, second) and first.amount and second.amount:
            readings = (*first.amount.readings, *second.amount.readings)
            for one in (first.amount, second.amount):
                args = (("field", "amount"),)
                yield Doubt(DoubtKind.READINGS_DISAGREE, _place(one), args, readings)


def _unanswered(cards: Sequence[Message]) -> list[Message]:
    """Return the cards that are neither a second card nor the first of one."""
    alone: list[Message] = []
    for card in cards:
        first = next((m for m in reversed(alone) if card.receipt and _pair(m, card)), None)
        if first is not None:
            alone.remove(first)
        elif not card.receipt:
            alone.append(card)
    return alone


def _pair(first: Message, second: Message) -> bool:
    same = first.amount is not None and second.amount is not None
    return same and _fen(first) == _fen(second) and _across(first, second)


def _across(first: Message, second: Message) -> bool:
    return {first.side, second.side} == {Side.LEFT, Side.RIGHT}


def _fen(message: Message) -> int:
    return message.amount.value.fen if message.amount else 0


def _may_answer(first: Message, second: Message) -> bool:
    """Say whether it would be the answer, were its amount the same."""
    done = State.ACCEPTED is first.state is second.state
    says = lexicon.squeezed(second.text) in _RECEIPT
    return done and says and _across(first, second) and misread(_fen(first), _fen(second))


def misread(one: int, other: int) -> bool:
    """Say whether two amounts in fen are one misreading apart.

    A digit read as another, dropped or doubled, or two neighbours swapped.
    """
    a, b = sorted((str(one), str(other)), key=len)
    if len(a) == len(b):
        differing = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
        swapped = len(differing) == 2 and differing[0] + 1 == differing[1]
        return len(differing) == 1 or (
            swapped and a[differing[0]] == b[differing[1]] and a[differing[1]] == b[differing[0]]
        )
    return len(b) == len(a) + 1 and any(b[:i] + b[i + 1 :] == a for i in range(len(b)))


def _shares(packet: RedPacket) -> Iterator[Doubt]:
    """Doubt a packet's total where all of its shares are on the page and come to another sum."""
    if packet.total is None or not packet.shares or packet.count != len(packet.shares):
        return
    if sum(s.amount.value.fen for s in packet.shares) != packet.total.value.fen:
        readings = (*packet.total.readings, *(r for s in packet.shares for r in s.amount.readings))
        args = (("field", "amount"),)
        yield Doubt(DoubtKind.READINGS_DISAGREE, _place(packet.total), args, readings)


def _received_before(page: Transfer | Bill) -> Iterator[Doubt]:
    """Doubt a 收款时间 that is earlier than the 转账时间 above it, or later than its day's end.

    What nobody takes within 24 hours goes back.
    """
    sent, taken = page.slip.time, page.slip.received_time
    if sent is None or taken is None or sent == taken:
        return
    days = _day(sent.value), _day(taken.value)
    if days[0] is None or days[1] is None:
        return
    apart = (days[1] - days[0]).days
    early = (apart, *_clock(taken.value)) < (0, *_clock(sent.value))
    if early or apart > 1:
        readings = (*sent.readings, *taken.readings)
        where = taken.where if isinstance(taken.where, Where) else None
        args = (("field", "received_time"),)
        yield Doubt(DoubtKind.READINGS_DISAGREE, where, args, readings)


def _clock(time: TimeText) -> tuple[int, int, int]:
    return time.hour, time.minute, time.second or 0
