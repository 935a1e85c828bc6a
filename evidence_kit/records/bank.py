"""A bank's statement (银行流水) as CSV or workbook: every bank names its columns in its own way."""

from __future__ import annotations

from evidence_kit.model import (
    Direction,
    Money,
    RecordKind,
    RecordRow,
    RowKind,
    Sourced,
    State,
)
from evidence_kit.patterns import Pattern
from evidence_kit.records import cells
from evidence_kit.records.entry import Entry
from evidence_kit.records.headers import Column, Form, Header, plain
from evidence_kit.records.rows import Reader
from evidence_kit.records.tables import Table
from evidence_kit.screens import lexicon

_WORDS = {
    Column.TIME: ("交易日期时间", "日期时间", "交易时间戳"),
    Column.DAY: (
        *("交易日期", "交易日", "日期", "记账日期", "记账日", "入账日期", "入账日", "发生日期"),
        *("业务日期", "账务日期", "会计日期", "交易时间", "记账时间", "入账时间"),
    ),
    Column.CLOCK: ("交易时间", "时间", "记账时间", "入账时间", "交易时刻"),
    Column.INCOME: (
        *("收入", "收入金额", "贷方发生额", "贷方金额", "贷方", "贷方发生金额", "存入"),
        *("存入金额", "转入金额", "转入", "收入/贷方", "收款金额"),
    ),
    Column.OUTGO: (
        *("支出", "支出金额", "借方发生额", "借方金额", "借方", "借方发生金额", "支取"),
        *("支取金额", "转出金额", "转出", "支出/借方", "取出金额", "付款金额"),
    ),
    Column.AMOUNT: ("交易金额", "发生额", "金额", "交易额", "发生金额", "记账金额", "入账金额"),
    Column.WAY: (
        *("收/支", "收支", "收支标志", "收支类型", "收支方向", "借贷标志", "借贷", "借贷方向"),
        *("借/贷", "收付标志", "收付方向", "资金流向", "交易方向", "借贷状态", "收入/支出"),
    ),
    Column.WHO: (
        *("对方户名", "对方姓名", "对方账户名", "对方账户名称", "对方账号名称", "对方名称"),
        *("交易对方", "交易对手", "交易对手名称", "对手户名", "对手名称", "交易对方名称"),
        *("交易对方户名", "交易对手户名", "对方单位名称", "对方单位", "收/付方名称", "对手姓名"),
        *("交易对方姓名", "对方信息", "对手信息", "对方账户户名"),
    ),
    Column.ACCOUNT: (
        *("对方账号", "对方账户", "对方卡号", "对方帐号", "对手账号", "交易对方账号"),
        *("交易对手账号", "对方账号/卡号", "对方卡号/账号", "交易对方账户", "对手账户"),
    ),
    Column.TYPE: ("摘要", "交易摘要", "交易类型", "业务类型", "交易名称", "业务摘要", "交易种类"),
    Column.MEMO: ("附言", "交易附言", "附言/备注", "用途", "备注", "交易说明", "交易备注"),
    Column.METHOD: ("交易渠道", "渠道", "交易方式", "交易地点", "交易场所"),
    Column.STATUS: ("交易状态", "状态", "交易结果"),
    Column.SERIAL: (
        *("交易流水号", "流水号", "交易流水", "业务流水号", "核心流水号", "银行流水号"),
        *("交易编号", "会计流水号", "流水编号", "凭证号", "交易参考号"),
    ),
    Column.BALANCE: ("余额", "账户余额", "交易后余额", "本次余额", "联机余额", "可用余额"),
    Column.CURRENCY: ("币种", "币别", "货币", "交易币种", "记账币种"),
}
_DATED = frozenset({Column.TIME, Column.DAY})
_PAID = frozenset({Column.AMOUNT, Column.INCOME, Column.OUTGO})
_TOLD = frozenset({Column.WHO, Column.ACCOUNT, Column.SERIAL, Column.BALANCE})
FORM = Form(_WORDS, (_DATED, _PAID, _TOLD))

# What tells a bank's table from one that somebody keeps by hand.
_BANKS = Pattern(r"银行|信用社|账号|帐号|卡号|户名|流水|对账单|交易明细|借方|贷方|借贷")
_REFUND = Pattern(r"退汇|冲正|冲账|抹账|撤销|交易退回|转账退回|汇款退回|退回")
_STATES = {
    **dict.fromkeys(("成功", "交易成功", "处理成功", "已入账", "已完成", "正常"), State.ACCEPTED),
    **dict.fromkeys(("处理中", "已受理", "交易处理中"), State.PENDING),
    **dict.fromkeys(("失败", "交易失败", "已退汇", "已退回", "已冲正", "已撤销"), State.RETURNED),
}


def _fits(table: Table, header: Header) -> bool:
    """Say whether a bank's own words stand in the header or above it."""
    said = [plain(raw) for raw in table.rows[header.row]]
    said += [cells.printed(raw) for row in table.rows[: header.row] for raw in row]
    return any(_BANKS.search(text) for text in said)


def _read(entry: Entry) -> RecordRow:
    kind = _kind(entry)
    paid, way, back = _paid(entry)
    return entry.booked(
        paid,
        way,
        kind=RowKind.REFUND if back else kind,
        state=_state(entry),
        memo=_memo(entry),
    )


READER = Reader(RecordKind.BANK_STATEMENT, FORM, _read, _fits)


def _kind(entry: Entry) -> RowKind:
    """Return what a row is: payers word 摘要 as they like, so it hides no row with a name."""
    if _REFUND.fullmatch(lexicon.squeezed(entry.said(Column.TYPE))):
        return RowKind.REFUND
    named = entry.said(Column.WHO) or entry.said(Column.ACCOUNT)
    return RowKind.TRANSFER if named else RowKind.UNKNOWN


def _paid(entry: Entry) -> tuple[Sourced[Money] | None, Direction | None, bool]:
    """Return the amount, which way it went, and whether it is one that was booked back.

    A row with a sum on either side has no way; another currency is no amount here.
    """
    if entry.is_foreign():
        entry.odd("currency", text=entry.said(Column.CURRENCY)[:20])
        return None, None, False
    sides = _sides(entry)
    if len(sides) == 1:
        way, (paid, below) = sides[0]
        if below:  # 红字: what stands on this side with a minus went the other way
            entry.odd("booked_back")
            way = Direction.IN if way is Direction.OUT else Direction.OUT
        return paid, way, below
    signed = entry.money(Column.AMOUNT)
    if sides or signed is None:
        told = (entry.said(c) for c in (Column.AMOUNT, Column.INCOME, Column.OUTGO))
        entry.odd("amount_unreadable", text=" ".join(filter(None, told))[:40])
        return None, None, False
    return signed[0], _signed(entry, below=signed[1]), False


def _sides(entry: Entry) -> list[tuple[Direction, tuple[Sourced[Money], bool]]]:
    """Return the amounts of the columns that each have a way; nought is none."""
    both = ((Direction.IN, Column.INCOME), (Direction.OUT, Column.OUTGO))
    read = [(way, found) for way, column in both if (found := entry.money(column))]
    return [(way, found) for way, found in read if found[0].value.fen]


def _signed(entry: Entry, *, below: bool) -> Direction | None:
    """Return the way by a column of ways, else by the sign; None where they contradict."""
    told = entry.way() or entry.way(Column.TYPE)
    sign: Direction | None = Direction.OUT if below else Direction.IN
    if not below and not entry.header.signed and not _has_plus(entry):
        sign = None
    if told is None and sign is None:
        entry.odd("way_missing")
    if told and below and told is not sign:
        entry.odd("way_contradicted", text=entry.said(Column.WAY)[:20])
        return None
    return told or sign


def _has_plus(entry: Entry) -> bool:
    return cells.printed(entry.raw(Column.AMOUNT)).lstrip("¥￥ ").startswith("+")


def _state(entry: Entry) -> State:
    """Return how far it got: a statement books what moved, unless it says otherwise."""
    said = lexicon.squeezed(entry.said(Column.STATUS))
    if said and said not in _STATES:
        entry.odd("state_unknown", text=said[:30])
        return State.UNKNOWN
    return _STATES.get(said, State.ACCEPTED)


def _memo(entry: Entry) -> Sourced[str] | None:
    return entry.words(Column.MEMO) or entry.words(Column.TYPE)
