"""Cards of the 微信支付 service chat: refunds, receipts, arrivals, each a title and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evidence_kit.model import (
    Box,
    Direction,
    Doubt,
    DoubtKind,
    Line,
    Money,
    Notice,
    RegionKind,
    ServiceCard,
    Slip,
    State,
    TimeText,
    Wanted,
)
from evidence_kit.patterns import Pattern
from evidence_kit.screens import lexicon
from evidence_kit.screens.layout import Sheet, on
from evidence_kit.screens.rows import Row, label_of, pairs, rejoined
from evidence_kit.screens.slip import doubt, titled, words
from evidence_kit.screens.vote import Ballot, Settled, amount, settle, time

TITLES = ("微信支付", "微信收款助手", "微信支付商家助手")
_SENT = ("转账时间", "支付时间", "付款时间", "交易时间", "发起时间", "红包发送时间")
_TAKEN = ("到账时间", "退款时间", "收款时间", "入账时间", "退款到账时间")
_SUMS = ("退款金额", "收款金额", "到账金额", "付款金额", "支付金额", "转账金额", "提现金额")
_SUMS_MORE = ("交易金额", "入账金额", "金额")
_MEMOS = ("付款方备注", "转账说明", "转账备注", "备注", "留言")
_WHOM = ("付款方", "收款方", "收款人", "付款人", "对方", "交易对象", "收款商户", "商户名称")
_MORE = ("退款方式", "退款原因", "汇总", "到账银行", "到账银行卡", "支付方式", "付款方式")
_LABELS = (*_SENT, *_TAKEN, *_SUMS, *_SUMS_MORE, *_MEMOS, *_WHOM, *_MORE)
# What a title says became of the money. A refund undoes a payment that its title doesn't tell of:
# which way that one went, only its own page says.
_MEANS = tuple(
    (Pattern(pattern), state, way)
    for pattern, state, way in (
        (r".*退(?:款|还).*", State.REFUNDED, None),
        (r".*(?:失败|关闭).*", State.UNKNOWN, None),
        (r".*(?:转账到银行卡|提现).*到账.*", State.ACCEPTED, Direction.OUT),
        (r".*(?:收款|入账).*", State.ACCEPTED, Direction.IN),
        # 到账 alone ends a withdrawal's title too, and a refund's.
        (r".*到账.*", State.UNKNOWN, None),
        (r".*(?:支付|付款|转账|扣款)(?:成功|凭证).*", State.ACCEPTED, Direction.OUT),
    )
)
# What only a refund's rows say, whatever was read of its title.
_BACK = Pattern(r"退款|退还|退回|过期")
# Titles of cards that say when the money set out, too.
_SETS_OUT = Pattern(r".*(?:转账|提现).*")
# Fractions of the width: a card is this wide at least.
CARD = 0.7
# A title is a line of words; at least so many lines make a card.
LEAST = 3


@dataclass(frozen=True, slots=True)
class _Card:
    """One card's lines: title, amount, rows."""

    title: Line
    amount: Line | None
    label: str
    rows: tuple[Row, ...]
    lines: tuple[Line, ...]

    def first(self, labels: Sequence[str]) -> Row | None:
        """Return the first row that has one of the labels, one misread character forgiven."""
        return next((r for r in self.rows if label_of(r.label, _LABELS) in labels), None)

    def bare(self, labels: Sequence[str]) -> bool:
        """Say whether one of the labels stands there alone, without a row's value."""
        valued = [row.head for row in self.rows]
        alone = (li for li in self.lines if li not in valued)
        return any(label_of(line.text, _LABELS) in labels for line in alone)

    @property
    def stray(self) -> bool:
        """Whether a time stands on the card that no row with a time's label has."""
        timed = (*_SENT, *_TAKEN)
        held = [v for row in self.rows if label_of(row.label, _LABELS) in timed for v in row.values]
        return any(
            lexicon.time_like(line.text) and lexicon.day_like(line.text.split()[0])
            for line in self.lines
            if line not in held
        )


def sure(sheet: Sheet) -> float:
    """Return how sure it is that the page is the 微信支付 service chat: its title, its cards."""
    if not titled(sheet, TITLES):
        return 0.0
    return min(1.0, 0.4 + 0.5 * bool(_cards(sheet)))


def wanted(sheet: Sheet) -> tuple[Wanted, ...]:
    """Return the boxes of each card's amount and times."""
    return tuple(box for card in _cards(sheet) for box in _wanted(card))


def _wanted(card: _Card) -> tuple[Wanted, ...]:
    timed = [row.values[0] for labels in (_SENT, _TAKEN) if (row := card.first(labels))]
    return (*amount().wanted([card.amount] if card.amount else []), *time().wanted(timed))


def read(sheet: Sheet, votes: Ballot) -> ServiceCard:
    """Return the page's cards, top to bottom; one that an edge cuts is left out."""
    told = [_notice(votes, card) for card in _cards(sheet)]
    return ServiceCard(
        source=sheet.page.source,
        notices=tuple(notice for notice, _ in told),
        doubts=tuple(one for _, doubts in told for one in doubts),
    )


# ── finding cards ──────────────────────────────────────────────────────────────────────


def _cards(sheet: Sheet) -> tuple[_Card, ...]:
    found = (_card([li for li in sheet.lines if on(li, box)]) for box in _grounds(sheet))
    return tuple(card for card in found if card is not None)


def _grounds(sheet: Sheet) -> list[Box]:
    """Return the cards' grounds: wide, apart from the page, none cut by its edges."""
    wide = [
        region.box
        for region in sheet.regions
        if region.kind is RegionKind.FLAT
        and CARD * sheet.width < region.box.width < 0.99 * sheet.width
        and region.box.height > 4 * sheet.em
        and region.box.y1 < sheet.page.height - 2
    ]
    outer = [box for box in wide if not any(o != box and o.contains(box, 2) for o in wide)]
    return sorted(set(outer), key=lambda box: (box.y0, box))


def _card(lines: Sequence[Line]) -> _Card | None:
    lines = rejoined(lines)
    if len(lines) < LEAST:
        return None
    title, body = lines[0], lines[1:]
    big = [li for li in body if lexicon.money_like(li.text) and any(c in li.text for c in ".¥￥")]
    rows = pairs([li for li in body if li not in big or _labelled(li, body)], _LABELS)
    kept = tuple(row for row in rows if row.label)
    valued = [line for row in kept for line in row.values]
    alone = [line for line in big if line not in valued]
    row = next((r for r in kept if r.label in (*_SUMS, *_SUMS_MORE)), None)
    if alone:
        found, label = max(alone, key=lambda line: (line.box.height, line.box)), ""
    elif row is not None:
        found, label = row.values[0], row.prefix
    else:
        return _Card(title, None, "", kept, body) if kept else None
    return _Card(title, found, label, kept, body)


def _labelled(line: Line, lines: Sequence[Line]) -> bool:
    """Say whether a label stands left of an amount, on its row."""
    return any(
        li.box.x1 <= line.box.x0
        and li.box.y0 < line.box.centre[1] < li.box.y1
        and lexicon.squeezed(li.text) in _LABELS
        for li in lines
    )


# ── one card ───────────────────────────────────────────────────────────────────────────


def _notice(votes: Ballot, card: _Card) -> tuple[Notice, tuple[Doubt, ...]]:
    paid = _paid(votes, card)
    sent, taken = (_time(votes, card, labels) for labels in (_SENT, _TAKEN))
    title = lexicon.squeezed(card.title.text)
    means = _means(card, title)
    state, direction = means or (State.UNKNOWN, None)
    late = state is not State.REFUNDED and not _SETS_OUT.fullmatch(title)
    slip = Slip(
        amount=paid.value,
        direction=direction,
        state=state,
        counterparty=words(votes, card.first(_WHOM)),
        status=votes.sourced(lexicon.spaced(card.title.text), (card.title,)) if means else None,
        time=sent.value or (taken.value if late and not sent.doubts else None),
        received_time=taken.value,
        memo=words(votes, card.first(_MEMOS)),
    )
    rows = tuple((row.label, value) for row in card.rows if (value := words(votes, row)))
    told = Notice(votes.sourced(lexicon.spaced(card.title.text), (card.title,)), slip, rows)
    return told, (*paid.doubts, *sent.doubts, *taken.doubts, *_open(votes, card, told.slip))


def _means(card: _Card, title: str) -> tuple[State, Direction | None] | None:
    """Return what the title says, None where nothing or where the card's rows say otherwise."""
    found = next(((s, way) for pattern, s, way in _MEANS if pattern.fullmatch(title)), None)
    back = any(_BACK.search(lexicon.squeezed(line.text)) for line in (card.title, *card.lines))
    return None if back and found and found[0] is not State.REFUNDED else found


def _open(votes: Ballot, card: _Card, slip: Slip) -> tuple[Doubt, ...]:
    """Return a doubt for the state that no title tells, and for the time that no row has."""
    unclear = slip.state is State.UNKNOWN
    lost = card.first(_SENT) is None and (
        card.bare(_SENT) or card.stray or _SETS_OUT.fullmatch(lexicon.squeezed(card.title.text))
    )
    taken = card.first(_TAKEN) is None and card.bare(_TAKEN)
    kinds = (
        (DoubtKind.STATE_UNKNOWN, "state", unclear),
        (DoubtKind.DIRECTION_UNKNOWN, "direction", unclear),
        (DoubtKind.TIME_UNREADABLE, "time", lost),
        (DoubtKind.TIME_UNREADABLE, "received_time", taken),
    )
    return tuple(doubt(votes, kind, name, card.title) for kind, name, is_open in kinds if is_open)


def _paid(votes: Ballot, card: _Card) -> Settled[Money]:
    if card.amount is not None:
        return settle(votes, card.amount, amount(card.label, yuan=True))
    return Settled(None, (doubt(votes, DoubtKind.AMOUNT_UNREADABLE, "amount", card.title),))


def _time(votes: Ballot, card: _Card, labels: Sequence[str]) -> Settled[TimeText]:
    row = card.first(labels)
    if row is None:
        return Settled(None)
    name = "time" if labels is _SENT else "received_time"
    return settle(votes, row.values[0], time(name, row.prefix))
