"""What both pages about one payment share: the big amount, and rows of times and serials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from evidence_kit.model import (
    Box,
    Direction,
    Doubt,
    DoubtKind,
    Line,
    Money,
    Slip,
    Sourced,
    State,
    TimeText,
    Wanted,
    Where,
)
from evidence_kit.patterns import Pattern
from evidence_kit.screens import lexicon
from evidence_kit.screens.layout import Sheet, same_row
from evidence_kit.screens.rows import Row, rows
from evidence_kit.screens.vote import (
    Ballot,
    Settled,
    amount,
    digits,
    has_yuan,
    serial_date_doubts,
    settle,
    settle_serial,
    time,
)

TIMES = ("转账时间", "支付时间", "付款时间", "交易时间", "申请时间")
RECEIVED = ("收款时间", "到账时间")
RETURNED = ("退还时间", "退款时间")
SERIALS = ("转账单号", "交易单号", "提现单号")
MEMOS = ("转账说明", "收款方备注", "付款方备注", "转账备注", "备注")
STATUS = "当前状态"
# What stands left and right of a title, in one row with it.
_ARROWS = "<〈‹«←×✕xX"
_BUTTONS = Pattern(r"(?:全部账单|完成|帮助与反馈|更多|[.·…•⋯]+)$")
# The status bar ends above this fraction of the width.
HEAD = 0.085
# An amount is set this much larger than usual text.
BIG = 1.4
# As a fraction of the width: how far off the middle centred words are read.
MIDDLE = 0.08
# Lines of one sentence: heights alike, and a gap of less than this many heights.
ALIKE = 0.75
SENTENCE_GAP = 0.75


@dataclass(frozen=True, slots=True)
class Form:
    """The labels of one app's pages about a payment, by what stands beside them."""

    times: tuple[str, ...]
    received: tuple[str, ...]
    serials: tuple[str, ...]
    memos: tuple[str, ...]
    others: tuple[str, ...]
    returned: tuple[str, ...] = ()
    yuan: bool = False  # the amount always stands behind a ¥

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label."""
        dated = (*self.times, *self.received, *self.returned)
        return (*dated, *self.serials, *self.memos, *self.others)


WECHAT = Form(
    times=TIMES,
    received=RECEIVED,
    returned=RETURNED,
    serials=SERIALS,
    memos=MEMOS,
    others=(
        *(STATUS, "商品", "支付方式", "收款方式", "商户全称"),
        *("收单机构", "商户单号", "提现银行", "服务费", "收款详情", "提现金额"),
    ),
)
# 转账详情 prints a ¥, 账单详情 never does.
DETAIL = replace(WECHAT, yuan=True)


@dataclass(frozen=True, slots=True)
class Parts:
    """A page's rows by label, and the lines above them."""

    by_label: dict[str, Row]
    head: tuple[Line, ...]
    amount: Line | None
    form: Form = WECHAT

    def first(self, labels: Sequence[str]) -> Row | None:
        """Return the first row, in the labels' order, that has a value."""
        found = (self.by_label.get(label) for label in labels)
        return next((row for row in found if row is not None and row.values), None)

    def bare(self, labels: Sequence[str]) -> Line | None:
        """Return the first of the labels that the page shows, where none of them has a value."""
        found = [self.by_label[label].head for label in labels if label in self.by_label]
        return found[0] if found and self.first(labels) is None else None


def parts_of(sheet: Sheet, form: Form = WECHAT) -> Parts:
    """Return a page's rows, the lines above them, and the amount's line among those."""
    found = rows(sheet, form.labels)
    start = min((row.head.box.y0 for row in found), default=sheet.page.height)
    bar = HEAD * sheet.width
    head = [line for line in sheet.plain_lines if bar < line.box.centre[1] < start]
    by_label = {row.label: row for row in reversed(found)}
    return Parts(by_label, tuple(head), _amount_line(sheet, head), form)


def _amount_line(sheet: Sheet, head: Sequence[Line]) -> Line | None:
    """Return the biggest line that reads as an amount, else looks like one, else has digits."""
    big = [line for line in head if line.box.height > BIG * sheet.em]
    kinds = (
        [line for line in big if lexicon.money(line.text)],
        [line for line in big if lexicon.money_like(line.text)],
        [line for line in big if _has_digit(line)],
        [line for line in head if lexicon.money_like(line.text)],
    )
    found: list[Line] = next((lines for lines in kinds if lines), [])
    return max(found, key=lambda line: (line.box.height, line.box), default=None)


def _has_digit(line: Line) -> bool:
    return any(char.isdigit() for char in line.text)


def wanted(sheet: Sheet, form: Form = WECHAT) -> tuple[Wanted, ...]:
    """Return the boxes of the amount, the times and the serial's lines."""
    parts = parts_of(sheet, form)
    timed = (parts.first(labels) for labels in (form.times, form.received, form.returned))
    serial = parts.first(form.serials)
    return (
        *amount(yuan=form.yuan).wanted([parts.amount] if parts.amount else []),
        *(box for row in timed if row for box in time().wanted(row.values[:1])),
        *digits().wanted(_serial_lines(serial) if serial else ()),
    )


def _serial_lines(row: Row) -> tuple[Line, ...]:
    """Return the first line of the value, and those below that hold digits only."""
    rest = [line for line in row.values[1:] if lexicon.squeezed(line.text).isalnum()]
    return (row.values[0], *rest)


def _time(votes: Ballot, row: Row | None, name: str) -> Settled[TimeText]:
    return settle(votes, row.values[0], time(name, row.prefix)) if row else Settled(None)


def _serial(votes: Ballot, row: Row | None) -> Settled[str]:
    return settle_serial(votes, _serial_lines(row), row.prefix) if row else Settled(None)


def words(votes: Ballot, row: Row | None) -> Sourced[str] | None:
    """Return a row's value as plain words."""
    if row is None:
        return None
    text = "".join(line.text.strip() for line in row.values)
    return votes.sourced(text.removeprefix(row.prefix).lstrip("：: "), row.values)


@dataclass(frozen=True, slots=True)
class Story:
    """What a page says beside its rows: state, direction, counterparty, words of the state."""

    state: State
    direction: Direction | None
    counterparty: Sourced[str] | None
    status: Sourced[str] | None
    neutral: bool = False  # the page's own words: neither out nor in


Found: TypeAlias = tuple[Slip, tuple[Doubt, ...]]


def slip(sheet: Sheet, votes: Ballot, story: Story, form: Form = WECHAT) -> Found:
    """Return the page's slip: the story as told, the rest from rows and the big amount."""
    parts = parts_of(sheet, form)
    paid = _paid(sheet, votes, parts)
    at = _time(votes, parts.first(form.times), "time")
    received = _time(votes, parts.first(form.received), "received_time")
    returned = _time(votes, parts.first(form.returned), "returned_time")
    serial = _serial(votes, parts.first(form.serials))
    told = Slip(
        amount=paid.value,
        direction=story.direction,
        state=story.state,
        counterparty=story.counterparty,
        status=story.status,
        time=at.value,
        received_time=received.value,
        returned_time=returned.value,
        serial=serial.value,
        memo=words(votes, parts.first(form.memos)),
    )
    doubts = (
        *paid.doubts,
        *at.doubts,
        *received.doubts,
        *returned.doubts,
        *serial.doubts,
        *_blank(sheet, votes, parts),
    )
    dates = serial_date_doubts(serial.value, (at.value, received.value))
    return told, (*doubts, *dates, *_open(votes, parts, story))


def _blank(sheet: Sheet, votes: Ballot, parts: Parts) -> tuple[Doubt, ...]:
    """Return a doubt for each label whose value nobody read: the page has one, after all."""
    kinds = (
        (DoubtKind.TIME_UNREADABLE, "time", parts.form.times),
        (DoubtKind.TIME_UNREADABLE, "received_time", parts.form.received),
        (DoubtKind.TIME_UNREADABLE, "returned_time", parts.form.returned),
        (DoubtKind.SERIAL_UNREADABLE, "serial", parts.form.serials),
    )
    bare = ((kind, field, parts.bare(labels)) for kind, field, labels in kinds)
    found = tuple(doubt(votes, kind, field, line) for kind, field, line in bare if line)
    # Each of these pages but the oldest says when; where no time is, its label wasn't read either.
    dated = any(label in parts.by_label for label in (*parts.form.times, *parts.form.received))
    return (
        found
        if dated or titled(sheet, ("交易详情",))
        else (*found, doubt(votes, DoubtKind.TIME_UNREADABLE, "time"))
    )


def _paid(sheet: Sheet, votes: Ballot, parts: Parts) -> Settled[Money]:
    if parts.amount is not None and not _torn(parts, parts.amount):
        settled = settle(votes, parts.amount, amount(yuan=parts.form.yuan))
        odd = settled.value is not None and not settled.doubts and _rivalled(sheet, parts)
        weak = doubt(votes, DoubtKind.LOW_CONFIDENCE, "amount", parts.amount)
        return Settled(settled.value, (*settled.doubts, *([weak] * odd)))
    return Settled(None, (doubt(votes, DoubtKind.AMOUNT_UNREADABLE, "amount", parts.amount),))


def _rivalled(sheet: Sheet, parts: Parts) -> bool:
    """Say whether the amount may be another's: no larger than a balance, or one of two as large."""
    if parts.amount is None or parts.amount.box.height <= BIG * sheet.em:
        return True
    paid, least = lexicon.money(parts.amount.text), ALIKE * parts.amount.box.height
    others = (lexicon.money(li.text) for li in parts.head if li.box.height > least)
    return any(other is not None and other != paid for other in others)


def _torn(parts: Parts, line: Line) -> bool:
    """Say whether other digits as large stand beside the amount: then it is a part of one."""
    return any(
        other is not line
        and same_row(other.box, line.box)
        and other.box.height > ALIKE * line.box.height
        and _has_digit(other)
        for other in parts.head
    )


def _open(votes: Ballot, parts: Parts, story: Story) -> tuple[Doubt, ...]:
    """Return a doubt for what the page's words leave open about the payment itself."""
    label = parts.by_label.get(STATUS)
    told = label.head if label else parts.amount
    lost = story.direction is None and not story.neutral
    kinds = [
        (DoubtKind.STATE_UNKNOWN, "state", told, story.state is State.UNKNOWN),
        (DoubtKind.DIRECTION_UNKNOWN, "direction", parts.amount, lost),
    ]
    return tuple(doubt(votes, kind, field, line) for kind, field, line, is_open in kinds if is_open)


def unsigned(paid: Sourced[Money] | None, *, yuan: bool = False) -> tuple[Doubt, ...]:
    """Doubt an amount that its page prints a sign before where no reading has one.

    Engines take a − for a 1 and a + for a 4: what is read may be ten times too much. `yuan` says
    that the page may print a ¥ instead.
    """
    texts = [reading.text for reading in paid.readings] if paid else []
    signed = any(lexicon.sign(text) or (yuan and has_yuan(text)) for text in texts)
    if paid is None or signed:
        return ()
    place = paid.where if isinstance(paid.where, Where) else None
    return (Doubt(DoubtKind.LOW_CONFIDENCE, place, (("field", "amount"),), paid.readings),)


def doubt(votes: Ballot, kind: DoubtKind, field: str, line: Line | None = None) -> Doubt:
    """Return a doubt about a field, at a line or at the whole page."""
    page = Box(0, 0, votes.page.width, votes.page.height)
    return Doubt(kind, votes.where(line.box if line else page), (("field", field),))


def titled(sheet: Sheet, titles: Sequence[str]) -> bool:
    """Say whether a line in the title's place is one of the titles."""
    top = 0.3 * sheet.width
    texts = (lexicon.squeezed(li.text) for li in sheet.lines if li.box.y0 < top)
    return any(_bare_title(text) in titles for text in texts)


def _bare_title(text: str) -> str:
    """Return a title without the arrow, the cross or the link that an engine ran into it."""
    return _BUTTONS.sub("", text.lstrip(_ARROWS))


def paragraphs(sheet: Sheet, lines: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    """Return lines in the page's middle, those together that one sentence wraps into."""
    found: list[list[Line]] = []
    for line in lines:
        if abs(line.box.centre[0] - sheet.width / 2) >= MIDDLE * sheet.width:
            continue
        if found and _wraps(found[-1][-1].box, line.box):
            found[-1].append(line)
        else:
            found.append([line])
    return tuple(tuple(group) for group in found)


def _wraps(above: Box, below: Box) -> bool:
    high, low = max(above.height, below.height), min(above.height, below.height)
    return low > ALIKE * high and -0.2 * high < below.y0 - above.y1 < SENTENCE_GAP * high


def way(one: Direction | None, other: Direction | None) -> Direction | None:
    """Return the direction, or None where two parts of a page contradict each other."""
    ways = {one, other} - {None}
    return ways.pop() if len(ways) == 1 else None
