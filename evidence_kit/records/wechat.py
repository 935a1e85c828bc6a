"""WeChat Pay's bill (微信支付账单明细), as CSV or as a workbook."""

from __future__ import annotations

from evidence_kit.model import Money, RecordKind, RecordRow, RowKind, Sourced, State
from evidence_kit.patterns import Pattern
from evidence_kit.records import kinds
from evidence_kit.records.entry import Entry
from evidence_kit.records.headers import Column, Form
from evidence_kit.records.rows import Reader
from evidence_kit.screens import bill_words, lexicon

_WORDS = {
    Column.TIME: ("交易时间",),
    Column.TYPE: ("交易类型",),
    Column.WHO: ("交易对方",),
    Column.GOODS: ("商品",),
    Column.WAY: ("收/支", "收/支/其他"),
    Column.AMOUNT: ("金额", "交易金额"),
    Column.METHOD: ("支付方式", "交易方式"),
    Column.STATUS: ("当前状态",),
    Column.SERIAL: ("交易单号",),
    Column.ORDER: ("商户单号",),
    Column.MEMO: ("备注",),
}
_NEEDED = (Column.TIME, Column.TYPE, Column.WHO, Column.WAY, Column.AMOUNT, Column.STATUS)
FORM = Form(_WORDS, tuple(frozenset({one}) for one in _NEEDED))

# The platform's own words for what it has no word for: they tell nothing, and aren't odd.
_UNTOLD = ("其他", "其它", "/", "")
_MEMO = Pattern(r"(?:转账|收款方|付款方|付款)备注[:：](?P<memo>.*)")
# What the app puts where nobody wrote anything.
_DEFAULTS = ("微信转账", "二维码收款", "微信红包", "转账", "收款", "群收款")


def _read(entry: Entry) -> RecordRow:
    kind = _kind(entry)
    paid = entry.amount()
    found = _MEMO.fullmatch(entry.said(Column.GOODS))
    memo = found["memo"].strip() if found else entry.said(Column.GOODS)
    direction = entry.direction(kind)
    return entry.booked(
        paid,
        direction,
        kind=kind,
        state=_state(entry, kind, paid),
        memo=entry.memo(memo, _DEFAULTS),
    )


READER = Reader(RecordKind.WECHAT_BILL, FORM, _read)


def _kind(entry: Entry) -> RowKind:
    """Return what a row's 交易类型 means; a type that nobody has told of is odd."""
    said = lexicon.squeezed(entry.said(Column.TYPE))
    if said in _UNTOLD:
        return RowKind.UNKNOWN
    kind = kinds.row_kind(said)
    if kind is RowKind.UNKNOWN:
        entry.odd("type_unknown", text=said[:30])
    return kind


def _state(entry: Entry, kind: RowKind, paid: Sourced[Money] | None) -> State:
    """Return how far the payment got; words that nobody has told of are odd.

    A part that came back leaves it UNKNOWN; what the slip's `status` says tells how much.
    """
    said = entry.said(Column.STATUS)
    value = paid.value if paid else None
    found = bill_words.state(said, value, lexicon.squeezed(entry.said(Column.TYPE)))
    if found is None and kind is not RowKind.OTHER:
        entry.odd("state_unknown", text=said[:30])
    return found or State.UNKNOWN
