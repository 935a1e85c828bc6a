"""Pages about one payment: 转账详情 (old 交易详情) and 账单详情."""

from __future__ import annotations

from collections.abc import Sequence

from evidence_kit.model import (
    App,
    Bill,
    Direction,
    DoubtKind,
    Line,
    Sourced,
    State,
    Transfer,
    Wanted,
)
from evidence_kit.patterns import Pattern
from evidence_kit.screens import apps, lexicon
from evidence_kit.screens.bill_words import MISREAD, Whom, fixed, state, whom
from evidence_kit.screens.layout import Sheet, faint, same_row
from evidence_kit.screens.rows import rejoined
from evidence_kit.screens.slip import (
    DETAIL,
    MIDDLE,
    RECEIVED,
    RETURNED,
    SERIALS,
    STATUS,
    TIMES,
    Parts,
    Story,
    doubt,
    paragraphs,
    parts_of,
    slip,
    titled,
    unsigned,
    wanted,
    way,
    words,
)
from evidence_kit.screens.vote import Ballot

_STOP = Pattern("[,，。]$")
_NOBODY = ("朋友", "对方", "好友")


# ── 转账详情 ────────────────────────────────────────────────────────────────────────────

# What the sentence says of the state and the direction; `who` is the other side's nickname.
_SENTENCES = tuple(
    (Pattern(pattern), state, direction)
    for pattern, state, direction in (
        (r"待你(?:确认)?(?:收款|收钱)", State.PENDING, Direction.IN),
        (r"待(?:确认)?(?:收款|收钱)", State.PENDING, None),
        (r"待(?P<who>.+?)(?<!已)(?:确认)?(?:收款|收钱)", State.PENDING, Direction.OUT),
        (r"你已(?:收款|收钱)(?:,.*)?", State.ACCEPTED, Direction.IN),
        (r"已(?:收款|收钱)(?:,.*)?", State.ACCEPTED, Direction.IN),
        (r"已存入对方零钱中?", State.ACCEPTED, Direction.OUT),
        (r"(?P<who>.+)已(?:收款|收钱)(?:,.*)?", State.ACCEPTED, Direction.OUT),
        (r"你已退还.*", State.RETURNED, Direction.IN),
        # Money that came back; only a card in the chat tells an expiry from a return.
        (r"已退还\(过期\)", State.RETURNED, None),
        (r"已过期.*", State.EXPIRED, None),
        (r"已退还|已被退还", State.RETURNED, None),
        (r"(?P<who>.+)已过期退还", State.EXPIRED, Direction.OUT),
        (r"(?P<who>.+)已退还", State.RETURNED, Direction.OUT),
    )
)
# Hints below the amount tell the direction where the sentence is silent.
_HINTS = (
    (Pattern(r".*未确认,将退还给你.*|.*重发转账消息.*|.*提醒对方收款.*"), Direction.OUT),
    (Pattern(r".*已退款到零钱.*|.*已退款到.*(?:银行|零钱).*"), Direction.OUT),
    (Pattern(r".*未确认,将退还给对方.*|.*立即退还.*"), Direction.IN),
)
_PENDING_HINT = Pattern(r".*未确认,将退还给.*")


def transfer_sure(sheet: Sheet) -> float:
    """Return how sure it is that the page is a 转账详情, 0 to 1."""
    parts = parts_of(sheet)
    other = STATUS in parts.by_label or _others(sheet)
    if titled(sheet, ("账单详情",)) or other:
        return 0.0
    named = titled(sheet, ("转账详情", "交易详情"))
    sentence = bool(_sentence(sheet, parts))
    hint = any(_PENDING_HINT.fullmatch(fixed(line.text)) for line in sheet.lines)
    timed = any(label in parts.by_label for label in TIMES)
    big = parts.amount is not None
    # Other apps have pages of that name.
    told = 0.5 * named * (sentence or hint or timed)
    return min(1.0, told + 0.4 * sentence + 0.1 * hint + 0.3 * timed + 0.1 * big)


def _others(sheet: Sheet) -> bool:
    """Say whether the page is another app's, known to us or not."""
    return apps.of(sheet) is not App.WECHAT or apps.foreign(sheet)


def transfer_wanted(sheet: Sheet) -> tuple[Wanted, ...]:
    """Return the boxes of the amount and the times."""
    return wanted(sheet, DETAIL)


def read_transfer(sheet: Sheet, votes: Ballot) -> Transfer:
    """Return what a 转账详情 says; direction and state come from its sentence alone."""
    parts = parts_of(sheet)
    found, doubts = slip(sheet, votes, _transfer_story(sheet, votes, parts), DETAIL)
    return Transfer(sheet.page.source, found, doubts)


def _sentence(sheet: Sheet, parts: Parts) -> tuple[Line, ...]:
    """Return the lines in the page's middle that say what became of the money."""
    strong = rejoined(line for line in parts.head if not faint(line))
    for lines in paragraphs(sheet, strong):
        for said in (lines[:1], lines, *((line,) for line in lines[1:])):
            if _meaning(_run(said)):
                return () if _torn(said, strong) else said
    return ()


def _torn(said: Sequence[Line], strong: Sequence[Line]) -> bool:
    """Say whether more words stand beside a sentence: it may name somebody after all."""
    return any(
        other not in said and same_row(other.box, line.box) and any(map(str.isalpha, other.text))
        for line in said
        for other in strong
    )


def _run(lines: Sequence[Line]) -> str:
    return "".join(line.text for line in lines)


def _meaning(text: str) -> tuple[State, Direction | None, str] | None:
    """Return state, direction and the nickname ("" where the sentence names nobody)."""
    for bare in (lexicon.spaced(text), "".join(text.split())):
        plain = lexicon.narrow(bare).translate(MISREAD).rstrip(".")
        for pattern, reached, direction in _SENTENCES:
            if found := pattern.fullmatch(plain):
                # From the words as they were: a nickname may well hold 己.
                named = "who" in pattern.names
                return reached, direction, bare[slice(*found.span("who"))] if named else ""
    return None


def _transfer_story(sheet: Sheet, votes: Ballot, parts: Parts) -> Story:
    lines = _sentence(sheet, parts)
    hinted = _hinted(sheet)
    meaning = _meaning(_run(lines))
    if meaning is None:
        waits = any(_PENDING_HINT.fullmatch(fixed(li.text)) for li in sheet.lines)
        return Story(State.PENDING if waits else State.UNKNOWN, hinted, None, None)
    reached, direction, who = meaning
    # 对方未收款,已退还 names nobody.
    named = who != "" and who not in _NOBODY and not _STOP.search(who)
    return Story(
        _unless_back(reached, parts),
        way(direction, hinted),
        votes.sourced(who, lines) if named else None,
        votes.sourced(lexicon.spaced(_run(lines)), lines),
    )


def _hinted(sheet: Sheet) -> Direction | None:
    texts = [fixed(line.text) for line in sheet.lines]
    ways = {way for hint, way in _HINTS for text in texts if hint.fullmatch(text)}
    return ways.pop() if len(ways) == 1 else None


# ── 账单详情 ────────────────────────────────────────────────────────────────────────────


def bill_sure(sheet: Sheet) -> float:
    """Return how sure it is that the page is a 账单详情, 0 to 1."""
    parts = parts_of(sheet)
    if _others(sheet):
        return 0.0
    named = titled(sheet, ("账单详情",)) and bool(parts.by_label or _header(sheet, parts))
    status = STATUS in parts.by_label
    header = _header(sheet, parts) is not None
    serial = parts.first(SERIALS) is not None
    both = header and serial  # A withdrawal's page may have neither title nor state.
    return min(1.0, 0.5 * named + 0.4 * status + 0.2 * header + 0.2 * serial + 0.2 * both)


def bill_wanted(sheet: Sheet) -> tuple[Wanted, ...]:
    """Return the boxes of the amount, the times and the serial's lines."""
    return wanted(sheet)


def read_bill(sheet: Sheet, votes: Ballot) -> Bill:
    """Return what a 账单详情 says; the direction is the header's and the sign's together."""
    parts = parts_of(sheet)
    story = _bill_story(sheet, votes, parts)
    found, doubts = slip(sheet, votes, story)
    signed = () if story.neutral else unsigned(found.amount)
    nameless = found.counterparty is None and _header(sheet, parts) is None
    whose = doubt(votes, DoubtKind.PARTY_UNKNOWN, "counterparty", parts.amount)
    return Bill(sheet.page.source, found, (*doubts, *signed, *([whose] * nameless)))


def _header(sheet: Sheet, parts: Parts) -> tuple[tuple[Line, ...], Whom] | None:
    """Return the words above the amount that say whom, a wrapped name joined."""
    for lines in paragraphs(sheet, rejoined(parts.head)):
        if found := whom(_run(lines)):
            return lines, found
    return None


def _bill_story(sheet: Sheet, votes: Ballot, parts: Parts) -> Story:
    row = parts.by_label.get(STATUS)
    status = words(votes, row) if row and row.values else _arrived(votes, parts)
    lines, told = _header(sheet, parts) or ((), Whom(None, ""))
    signed = lexicon.sign(parts.amount.text) if parts.amount else None
    named = votes.sourced(told.who, lines) if told.who else None
    return Story(
        _bill_state(status, parts, lines),
        way(told.way, signed),
        named if lines else _merchant(sheet, votes, parts),
        status,
        neutral=bool(lines) and told.way is signed is None,
    )


def _arrived(votes: Ballot, parts: Parts) -> Sourced[str] | None:
    """Return a withdrawal's last step, where the page says when the money came in.

    Steps yet to come are printed too: without 到账时间 the step alone says nothing.
    """
    last = [line for line in parts.head if lexicon.squeezed(line.text) == "到账成功"]
    if STATUS in parts.by_label or not last or parts.first(RECEIVED) is None:
        return None
    return votes.sourced(lexicon.spaced(last[-1].text), last[-1:])


def _merchant(sheet: Sheet, votes: Ballot, parts: Parts) -> Sourced[str] | None:
    """Return the line right above the amount: a shop, or what the page is about."""
    if parts.amount is None:
        return None
    above = [li for li in parts.head if li.box.y1 <= parts.amount.box.y0 + 4]
    middle = sheet.width / 2
    named = [
        li
        for li in rejoined(above)
        if lexicon.squeezed(li.text) != "账单详情"
        and abs(li.box.centre[0] - middle) < MIDDLE * sheet.width
    ]
    return votes.sourced(lexicon.spaced(named[-1].text), named[-1:]) if named else None


def _bill_state(status: Sourced[str] | None, parts: Parts, header: Sequence[Line]) -> State:
    if status is None:
        return State.UNKNOWN
    whole = lexicon.money(parts.amount.text) if parts.amount else None
    reached = state(status.value, whole, _run(header)) or State.UNKNOWN
    return _unless_back(reached, parts)


def _unless_back(reached: State, parts: Parts) -> State:
    """Return a state, UNKNOWN where a row's time says otherwise: money went back, or was taken."""
    back = any(label in parts.by_label for label in RETURNED)
    taken = "收款时间" in parts.by_label
    open_ = (State.PENDING, State.RETURNED, State.EXPIRED)
    odd = (back and reached is State.ACCEPTED) or (taken and reached in open_)
    return State.UNKNOWN if odd else reached
