"""Pages about one payment: 转账详情 (old 交易详情) and 账单详情."""

from __future__ import annotations

import re

from evidence_kit.model import (
    Bill,
    Direction,
    Line,
    Sourced,
    State,
    Transfer,
    Wanted,
)
from evidence_kit.screens import lexicon
from evidence_kit.screens.layout import Sheet, faint
from evidence_kit.screens.slip import (
    SERIALS,
    STATUS,
    TIMES,
    Parts,
    Story,
    parts_of,
    slip,
    titled,
    wanted,
    words,
)
from evidence_kit.screens.vote import Ballot

# 己 and 巳 are never meant in these words; punctuation is compared in its narrow form.
_MISREAD = str.maketrans("己巳。", "已已.")
_NOBODY = ("朋友", "对方", "好友")


def _fixed(text: str) -> str:
    return lexicon.squeezed(text).translate(_MISREAD).rstrip(".")


# ── 转账详情 ────────────────────────────────────────────────────────────────────────────

# What the sentence says of the state and the direction; `who` is the other side's nickname.
_SENTENCES = tuple(
    (re.compile(pattern), state, direction)
    for pattern, state, direction in (
        (r"待你(?:确认)?(?:收款|收钱)", State.PENDING, Direction.IN),
        (r"待(?P<who>.+?)(?:确认)?(?:收款|收钱)", State.PENDING, Direction.OUT),
        (r"你已(?:收款|收钱)(?:,.*)?", State.ACCEPTED, Direction.IN),
        (r"已(?:收款|收钱)(?:,.*)?", State.ACCEPTED, Direction.IN),
        (r"已存入对方零钱中?", State.ACCEPTED, Direction.OUT),
        (r"(?P<who>.+)已(?:收款|收钱)(?:,.*)?", State.ACCEPTED, Direction.OUT),
        (r"你已退还.*", State.RETURNED, Direction.IN),
        (r"已退还\(过期\)|已过期.*", State.EXPIRED, None),
        (r"已退还|已被退还", State.RETURNED, None),
        (r"(?P<who>.+)已退还", State.RETURNED, Direction.OUT),
    )
)
# Hints below the amount tell the direction where the sentence is silent.
_HINTS = (
    (re.compile(r".*未确认,将退还给你.*|.*重发转账消息.*|.*提醒对方收款.*"), Direction.OUT),
    (re.compile(r".*已退款到零钱.*|.*已退款到.*(?:银行|零钱).*"), Direction.OUT),
    (re.compile(r".*未确认,将退还给对方.*|.*立即退还.*"), Direction.IN),
)
_PENDING_HINT = re.compile(r".*未确认,将退还给.*")


def transfer_sure(sheet: Sheet) -> float:
    """Return how sure it is that the page is a 转账详情, 0 to 1."""
    parts = parts_of(sheet)
    if titled(sheet, ("账单详情",)) or STATUS in parts.by_label:
        return 0.0
    named = titled(sheet, ("转账详情", "交易详情"))
    sentence = _sentence(sheet, parts) is not None
    hint = any(_PENDING_HINT.fullmatch(_fixed(line.text)) for line in sheet.lines)
    timed = any(label in parts.by_label for label in TIMES)
    big = parts.amount is not None
    return min(1.0, 0.5 * named + 0.4 * sentence + 0.1 * hint + 0.3 * timed + 0.1 * big)


def transfer_wanted(sheet: Sheet) -> tuple[Wanted, ...]:
    """Return the boxes of the amount and the times."""
    return wanted(sheet)


def read_transfer(sheet: Sheet, votes: Ballot) -> Transfer:
    """Return what a 转账详情 says; direction and state come from its sentence alone."""
    parts = parts_of(sheet)
    found, doubts = slip(sheet, votes, _transfer_story(sheet, votes, parts))
    return Transfer(sheet.page.source, found, doubts)


def _sentence(sheet: Sheet, parts: Parts) -> Line | None:
    """Return the line in the page's middle that says what became of the money."""
    middle = [
        li for li in parts.head if abs(li.box.centre[0] - sheet.width / 2) < 0.08 * sheet.width
    ]
    said = [li for li in middle if not faint(li) and _meaning(li.text)]
    return said[0] if said else None


def _meaning(text: str) -> tuple[State, Direction | None, str] | None:
    """Return state, direction and the nickname ("" where the sentence names nobody)."""
    for bare in (lexicon.spaced(text), "".join(text.split())):
        fixed = lexicon.narrow(bare).translate(_MISREAD).rstrip(".")
        for pattern, state, direction in _SENTENCES:
            if found := pattern.fullmatch(fixed):
                # From the words as they were: a nickname may well hold 己.
                named = "who" in pattern.groupindex
                return state, direction, bare[slice(*found.span("who"))] if named else ""
    return None


def _transfer_story(sheet: Sheet, votes: Ballot, parts: Parts) -> Story:
    line = _sentence(sheet, parts)
    hinted = _hinted(sheet)
    meaning = _meaning(line.text) if line else None
    if line is None or meaning is None:
        waits = any(_PENDING_HINT.fullmatch(_fixed(li.text)) for li in sheet.lines)
        return Story(State.PENDING if waits else State.UNKNOWN, hinted, None, None)
    state, direction, who = meaning
    named = who != "" and who not in _NOBODY
    return Story(
        state,
        direction or hinted,
        votes.sourced(who, (line,)) if named else None,
        votes.sourced(lexicon.spaced(line.text), (line,)),
    )


def _hinted(sheet: Sheet) -> Direction | None:
    texts = [_fixed(line.text) for line in sheet.lines]
    ways = {way for hint, way in _HINTS for text in texts if hint.fullmatch(text)}
    return ways.pop() if len(ways) == 1 else None


# ── 账单详情 ────────────────────────────────────────────────────────────────────────────

# The hyphen may be read as any dash; behind it comes whom, in the user's own letters.
_DASH = " ?[-—–−‐一]? ?"
_HEADERS = tuple(
    (re.compile(pattern), direction)
    for pattern, direction in (
        (rf"转账{_DASH}转给 ?(?P<who>.+)", Direction.OUT),
        (rf"(?:转账|微信红包|二维码收款|群收款|赞赏码){_DASH}来自 ?(?P<who>.+)", Direction.IN),
        (rf"扫二维码付款{_DASH}(?:付给|给) ?(?P<who>.+)", Direction.OUT),
        (rf"(?:微信红包|群收款){_DASH}(?:发给|转给) ?(?P<who>.+)", Direction.OUT),
    )
)
_STATUSES = {
    **dict.fromkeys(
        ("支付成功", "已存入零钱", "对方已收钱", "朋友已收钱", "已收钱"), State.ACCEPTED
    ),
    **dict.fromkeys(("对方已收款", "已收款", "已存入零钱通", "已到账"), State.ACCEPTED),
    **dict.fromkeys(("提现已到账", "充值成功", "充值完成"), State.ACCEPTED),
    **dict.fromkeys(("已全额退款", "已退款", "退款成功"), State.REFUNDED),
    **dict.fromkeys(("对方已退还", "已退还", "已被退还", "朋友已退还"), State.RETURNED),
    **dict.fromkeys(("已过期", "已过期退还"), State.EXPIRED),
    **dict.fromkeys(("待对方收款", "等待对方收款", "待朋友收款", "待收款"), State.PENDING),
    **dict.fromkeys(("等待对方收钱", "待对方收钱", "待对方确认收款"), State.PENDING),
}
_REFUND = re.compile(r"已退款\(?(?P<amount>[¥￥].+?)\)?")


def bill_sure(sheet: Sheet) -> float:
    """Return how sure it is that the page is a 账单详情, 0 to 1."""
    parts = parts_of(sheet)
    named = titled(sheet, ("账单详情",))
    status = STATUS in parts.by_label
    header = _header(parts) is not None
    serial = parts.first(SERIALS) is not None
    return min(1.0, 0.5 * named + 0.4 * status + 0.2 * header + 0.2 * serial)


def bill_wanted(sheet: Sheet) -> tuple[Wanted, ...]:
    """Return the boxes of the amount, the times and the serial's lines."""
    return wanted(sheet)


def read_bill(sheet: Sheet, votes: Ballot) -> Bill:
    """Return what a 账单详情 says; the direction is the header's and the sign's together."""
    parts = parts_of(sheet)
    found, doubts = slip(sheet, votes, _bill_story(votes, parts))
    return Bill(sheet.page.source, found, doubts)


def _header(parts: Parts) -> tuple[Line, Direction, str] | None:
    """Return the line above the amount that says whom, its direction and the name."""
    for line in parts.head:
        for pattern, direction in _HEADERS:
            text = lexicon.spaced(line.text)
            if found := pattern.fullmatch(lexicon.narrow(text)):
                return line, direction, text[slice(*found.span("who"))]
    return None


def _bill_story(votes: Ballot, parts: Parts) -> Story:
    row = parts.by_label.get(STATUS)
    status = words(votes, row) if row and row.values else None
    header = _header(parts)
    signed = lexicon.sign(parts.amount.text) if parts.amount else None
    return Story(
        _bill_state(status, parts),
        _way(header[1] if header else None, signed),
        votes.sourced(header[2], (header[0],)) if header else _merchant(votes, parts),
        status,
    )


def _way(header: Direction | None, signed: Direction | None) -> Direction | None:
    """Return the direction, or None where header and sign contradict each other."""
    ways = {header, signed} - {None}
    return ways.pop() if len(ways) == 1 else None


def _merchant(votes: Ballot, parts: Parts) -> Sourced[str] | None:
    """Return the line right above the amount: a shop, or what the page is about."""
    if parts.amount is None:
        return None
    above = [li for li in parts.head if li.box.y1 <= parts.amount.box.y0 + 4]
    named = [li for li in above if lexicon.squeezed(li.text) != "账单详情"]
    return votes.sourced(lexicon.spaced(named[-1].text), named[-1:]) if named else None


def _bill_state(status: Sourced[str] | None, parts: Parts) -> State:
    """Return the state; a refund of another sum than the whole leaves it UNKNOWN."""
    if status is None:
        return State.UNKNOWN
    text = _fixed(status.value)
    if found := _REFUND.fullmatch(text):
        whole = lexicon.money(parts.amount.text) if parts.amount else None
        back = lexicon.money(found["amount"])
        return State.REFUNDED if back is not None and back == whole else State.UNKNOWN
    return _STATUSES.get(text, State.UNKNOWN)
