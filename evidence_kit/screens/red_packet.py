"""红包详情: whose red packet, what the phone's owner took, who else took how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from evidence_kit.model import (
    Direction,
    Doubt,
    DoubtKind,
    FieldKind,
    Line,
    Money,
    RedPacket,
    Share,
    Slip,
    Sourced,
    State,
    TimeText,
    Wanted,
)
from evidence_kit.patterns import Pattern
from evidence_kit.screens import ledger, lexicon, sums
from evidence_kit.screens.layout import Sheet, same_row
from evidence_kit.screens.slip import BIG, HEAD, doubt
from evidence_kit.screens.vote import Ballot, Field, Settled, settle, time

_WHOSE = Pattern(r"(?!.*(?:领取了|领取的))(?P<who>.+?) ?(?:的红包|给你发了(?:一个)?红包)")
_NOBODYS = ("我", "我收到", "我发出")
_FIGURE = r"(?:0|[1-9]\d*)(?:,\d{3})*\.\d\d"
_TOTAL = Pattern(
    rf"(?:(?:已领取)?\d+/)?(?P<count>\d+)个(?:红包)?,?共(?:{_FIGURE}/)?(?P<total>{_FIGURE})元.*"
)
_WAITING = Pattern(rf"红包金额(?P<total>{_FIGURE})元,?(?P<state>等待对方领取|.*过期.*|.*退.*)?")
_TOTAL_LIKE = Pattern(r".*个(?:红包)?,?共.*元.*|红包金额.*元.*")
_DETAIL = ("红包详情", "红包记录", "查看红包记录")
# What a sum is made of; a greeting says more.
_SUM = Pattern(r"[\d.,:¥￥元\s]")
_TAKEN = Pattern(r"已存入零钱.*|.*可直接(?:转账|提现|消费|使用|发红包).*")
_UNOPENED = ("開", "开", "拆红包", "看看大家的手气", "查看领取详情", "看看大家的手气>")
_GONE = (
    (Pattern(r".*(?:超过24小时|已过期).*"), State.EXPIRED),
    (Pattern(r".*(?:已退款|已退回|退还).*"), State.RETURNED),
    (Pattern(r".*等待对方领取.*"), State.PENDING),
)


def _sum(text: str) -> Money | None:
    bare = lexicon.squeezed(text)
    found = _TOTAL.fullmatch(bare) or _WAITING.fullmatch(bare)
    return lexicon.money(found["total"]) if found else None


# The line is words and numbers: read again as times are, with all of the alphabet.
TOTAL = Field("total", FieldKind.TIME, _sum, DoubtKind.AMOUNT_UNREADABLE, alone=False)


@dataclass(frozen=True, slots=True)
class _Parts:
    """The lines that matter: whose, the greeting below, what was taken, the sum, the rows."""

    whose: Line | None
    greeting: Line | None
    amount: Line | None
    total: Line | None
    entries: tuple[ledger.Entry, ...]


def sure(sheet: Sheet) -> float:
    """Return how sure it is that the page is about one red packet, 0 to 1."""
    parts = _parts(sheet)
    if parts.whose is None:
        return 0.0
    words = [lexicon.squeezed(line.text) for line in sheet.lines]
    named = any(word in _DETAIL for word in words)
    taken = any(_TAKEN.fullmatch(word) for word in words)
    return min(
        1.0,
        0.3
        + 0.3 * named
        + 0.3 * taken
        + 0.3 * (parts.total is not None)
        + 0.3 * _unopened(sheet)
        + 0.1 * (parts.amount is not None),
    )


def wanted(sheet: Sheet) -> tuple[Wanted, ...]:
    """Return the boxes of every amount and time."""
    parts = _parts(sheet)
    amounts = [*([parts.amount] if parts.amount else []), *(e.amount for e in parts.entries)]
    fields = ((sums.field("", line), line) for line in amounts)
    timed = [line for entry in parts.entries if (line := _timed(entry))]
    totals = [parts.total] if parts.total else []
    boxes = (box for field, line in fields for box in field.wanted([line]))
    return (*boxes, *TOTAL.wanted(totals), *time().wanted(timed))


def read(sheet: Sheet, votes: Ballot) -> RedPacket:
    """Return what the page says; one not yet opened has no amount, and that is in doubt."""
    parts = _parts(sheet)
    paid: Settled[Money] = _paid(sheet, votes, parts)
    total: Settled[Money] = settle(votes, parts.total, TOTAL) if parts.total else Settled(None)
    shares = [_share(votes, entry) for entry in parts.entries]
    return RedPacket(
        source=sheet.page.source,
        slip=_slip(sheet, votes, parts, paid.value),
        total=total.value,
        count=_count(parts),
        shares=tuple(share for share, _ in shares if share),
        doubts=(*paid.doubts, *total.doubts, *(d for _, ds in shares for d in ds)),
    )


def _parts(sheet: Sheet) -> _Parts:
    bar = HEAD * sheet.width
    lines = [line for line in sheet.text_lines() if line.box.centre[1] > bar]
    whose = next((line for line in lines if _whose(line)), None)
    total = next((li for li in lines if _TOTAL_LIKE.fullmatch(lexicon.squeezed(li.text))), None)
    below = [li for li in lines if total is not None and li.box.y0 > total.box.y1 - 4]
    rows = ledger.entries(sheet, below)
    end = total.box.y0 if total else sheet.page.height
    head = [li for li in lines if whose and whose.box.y1 - 4 < li.box.y0 and li.box.y1 <= end + 4]
    money = _amount(sheet, head)
    stop = money.box.y0 if money else end
    return _Parts(whose, _greeting(sheet, head, stop), money, total, rows)


def _whose(line: Line) -> str | None:
    text = lexicon.spaced(line.text)
    found = _WHOSE.fullmatch(text)
    return found["who"] if found and lexicon.squeezed(found["who"]) not in _NOBODYS else None


def _amount(sheet: Sheet, head: Sequence[Line]) -> Line | None:
    """Return the big number in the middle; what was taken stands nowhere else."""
    big = [li for li in head if li.box.height > BIG * sheet.em and _numeric(li)]
    return max(big, key=lambda line: (line.box.height, line.box), default=None)


def _numeric(line: Line) -> bool:
    return any(char.isdigit() for char in line.text)


def _greeting(sheet: Sheet, head: Sequence[Line], stop: int) -> Line | None:
    """Return the line right below whose packet it is."""
    centred = [li for li in head if abs(li.box.centre[0] - sheet.width / 2) < 0.08 * sheet.width]
    words = [li for li in centred if li.box.y1 <= stop + 4 and not _told(li)]
    return words[0] if words and _SUM.sub("", words[0].text) else None


def _told(line: Line) -> bool:
    """Say whether the line is the app's own, not the sender's."""
    bare = lexicon.squeezed(line.text)
    own = (_TAKEN, *(pattern for pattern, _ in _GONE))
    return bare in (*_UNOPENED, *_DETAIL, "元", "留言") or any(p.fullmatch(bare) for p in own)


def _unopened(sheet: Sheet) -> bool:
    return any(lexicon.squeezed(line.text) in _UNOPENED for line in sheet.lines)


def _paid(sheet: Sheet, votes: Ballot, parts: _Parts) -> Settled[Money]:
    if parts.amount is not None:
        settled = settle(votes, parts.amount, sums.field("", parts.amount))
        weak = doubt(votes, DoubtKind.LOW_CONFIDENCE, "amount", parts.amount)
        odd = not settled.doubts and _torn(sheet, parts.amount)
        return Settled(settled.value, (*settled.doubts, *([weak] * odd)))
    shut = _unopened(sheet) and parts.total is None
    unread = doubt(votes, DoubtKind.AMOUNT_UNREADABLE, "amount", parts.whose)
    return Settled(None, (unread,) if shut else ())


def _torn(sheet: Sheet, amount: Line) -> bool:
    """Say whether other digits as large stand beside the amount: then it is a part of one."""
    beside = (li for li in sheet.lines if li is not amount and same_row(li.box, amount.box))
    return any(_numeric(li) and li.box.height > 0.75 * amount.box.height for li in beside)


def _slip(sheet: Sheet, votes: Ballot, parts: _Parts, paid: Sourced[Money] | None) -> Slip:
    who = _whose(parts.whose) if parts.whose else None
    words = [lexicon.squeezed(line.text) for line in sheet.lines]
    ends = [state for word in words for pattern, state in _GONE if pattern.fullmatch(word)]
    waits = any(_WAITING.fullmatch(word) for word in words)
    taken = parts.amount is not None
    greeting = parts.greeting
    return Slip(
        amount=paid,
        direction=Direction.IN if taken else Direction.OUT if waits else None,
        state=State.ACCEPTED if taken else ends[0] if ends else State.UNKNOWN,
        counterparty=votes.sourced(who, (parts.whose,)) if who and parts.whose else None,
        memo=votes.sourced(lexicon.spaced(greeting.text), (greeting,)) if greeting else None,
    )


def _count(parts: _Parts) -> int | None:
    if parts.total is None:
        return None
    found = _TOTAL.fullmatch(lexicon.squeezed(parts.total.text))
    return int(found["count"]) if found else 1


def _timed(entry: ledger.Entry) -> Line | None:
    return next((line for line in entry.left if lexicon.time_like(line.text)), None)


def _share(votes: Ballot, entry: ledger.Entry) -> tuple[Share | None, tuple[Doubt, ...]]:
    """Return who took what and when; one whose amount nobody can read is a doubt alone."""
    paid = settle(votes, entry.amount, sums.field("", entry.amount))
    at = _at(votes, entry)
    if paid.value is None:
        where = votes.where(entry.box)
        return None, (*(replace(one, where=where) for one in paid.doubts), *at.doubts)
    name = votes.sourced(lexicon.spaced(ledger.text(entry.title)), entry.title)
    return Share(name, paid.value, at.value), (*paid.doubts, *at.doubts)


def _at(votes: Ballot, entry: ledger.Entry) -> Settled[TimeText]:
    """Return when a share was taken: every row says it."""
    timed = _timed(entry)
    if timed is not None:
        return settle(votes, timed, time())
    args = (("field", "time"),)
    return Settled(None, (Doubt(DoubtKind.TIME_UNREADABLE, votes.where(entry.box), args),))
