"""A bank's 电子回单: both sides by name, the amount in 小写 and 大写."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from evidence_kit.model import (
    App,
    Bill,
    Direction,
    Doubt,
    DoubtKind,
    FieldKind,
    Line,
    Money,
    Slip,
    Sourced,
    State,
    TimeText,
    Wanted,
)
from evidence_kit.patterns import Pattern
from evidence_kit.screens import apps, lexicon, sums
from evidence_kit.screens.bill_words import fixed
from evidence_kit.screens.layout import Sheet
from evidence_kit.screens.rows import Row, rows
from evidence_kit.screens.slip import doubt, words
from evidence_kit.screens.vote import (
    Ballot,
    Field,
    Settled,
    after,
    by_words,
    settle,
    time,
)

_PAYERS = tuple(
    f"{side}{name}"
    for side in ("付款人", "付款方", "付款", "汇款人", "转出", "付款账户")
    for name in ("户名", "姓名", "名称", "全称", "账户名", "账户名称")
)
_PAYEES = tuple(
    f"{side}{name}"
    for side in ("收款人", "收款方", "收款", "转入", "收款账户")
    for name in ("户名", "姓名", "名称", "全称", "账户名", "账户名称")
)
_PAYERS_SHORT, _PAYEES_SHORT = ("付款人", "付款方", "汇款人"), ("收款人", "收款方")
_ACCOUNTS = tuple(
    f"{side}{name}"
    for side in ("付款人", "付款方", "付款", "收款人", "收款方", "收款", "转出", "转入")
    for name in ("账号", "账户", "卡号", "开户行", "开户银行", "银行", "行")
)
_SUMS = ("小写金额", "金额小写", "金额(小写)", "交易金额(小写)", "转账金额", "交易金额", "汇款金额")
_SUMS_MORE = ("付款金额", "小写", "(小写)", "金额")
_WORDS = ("大写金额", "金额大写", "金额(大写)", "交易金额(大写)", "人民币(大写)", "大写", "(大写)")
_TIMES = ("交易时间", "转账时间", "汇款时间", "付款时间", "支付时间", "入账时间", "记账时间")
_DAYS = ("交易日期", "转账日期", "记账日期", "入账日期", "日期")
_SERIALS = ("交易流水号", "电子回单号码", "电子回单号", "回单编号", "回单号码", "回单号", "流水号")
_SERIALS_MORE = ("交易流水", "业务流水号", "核心流水号", "凭证号", "交易编号", "业务编号")
_MEMOS = ("附言", "交易附言", "转账附言", "用途", "摘要", "交易摘要", "备注")
_STATES = ("交易状态", "转账状态", "状态", "交易结果", "处理状态")
_MORE = ("币种", "手续费", "验证码", "打印时间", "交易渠道", "交易类型", "业务类型", "交易方式")
LABELS = (
    *(*_PAYERS, *_PAYEES, *_PAYERS_SHORT, *_PAYEES_SHORT, *_ACCOUNTS, *_SUMS, *_SUMS_MORE),
    *(*_WORDS, *_TIMES, *_DAYS, *_SERIALS, *_SERIALS_MORE, *_MEMOS, *_STATES, *_MORE),
)
_DONE = {
    **dict.fromkeys(
        ("成功", "交易成功", "转账成功", "汇款成功", "付款成功", "已到账", "处理成功", "已完成"),
        State.ACCEPTED,
    ),
    **dict.fromkeys(("处理中", "已受理", "银行处理中", "交易处理中"), State.PENDING),
    **dict.fromkeys(("已退汇", "退汇", "已退回", "已冲正"), State.RETURNED),
}
_OUT = Pattern(r".*(?:付款|借方)[)]?|.*您已成功(?:转账|汇款|付款).*")
_IN = Pattern(r".*(?:收款|贷方)[)]?|.*您已成功收款.*")
_NUMBER = Pattern(r"[0-9A-Z-]{6,40}")
_LIKE_DIGITS = Pattern(r"\d[OI]|[OI]\d")
_UNDONE = Pattern(r"退汇|冲正|冲账|撤销|作废|失败|退回|未到账|被拒")
_SENTENCE = Pattern(r"[,.。;:、!?]|本|不|请|可|仅")


def sure(sheet: Sheet) -> float:
    """Return how sure it is that the page is a bank's receipt: its name, both sides, a sum."""
    if not apps.receipt(sheet):
        return 0.0
    return 0.6 + 0.2 * (_first(_table(sheet), (*_SUMS, *_SUMS_MORE)) is not None)


def wanted(sheet: Sheet) -> tuple[Wanted, ...]:
    """Return the boxes of the amount, the time and the serial."""
    table = _table(sheet)
    paid, at = _first(table, (*_SUMS, *_SUMS_MORE)), _first(table, _TIMES)
    serial = _first(table, (*_SERIALS, *_SERIALS_MORE))
    return (
        *(sums.field(paid.prefix, paid.values[0]).wanted(paid.values[:1]) if paid else ()),
        *(time().wanted(at.values[:1]) if at else ()),
        *(_serial_field(serial).wanted(serial.values[:1]) if serial else ()),
    )


def read(sheet: Sheet, votes: Ballot) -> Bill:
    """Return what the receipt says.

    Whose account the owner's is it seldom tells: with both sides named, that is no doubt about
    the page.
    """
    table = _table(sheet)
    paid = _paid(sheet, table, votes)
    at, serial = _time(table, votes), _serial(table, votes)
    payer = words(votes, _first(table, (*_PAYERS, *_PAYERS_SHORT)))
    payee = words(votes, _first(table, (*_PAYEES, *_PAYEES_SHORT)))
    direction = _direction(sheet)
    state, status = _state(sheet, table, votes)
    slip = Slip(
        amount=paid.value,
        direction=direction,
        state=state,
        counterparty={Direction.OUT: payee, Direction.IN: payer, None: None}[direction],
        status=status,
        time=at.value,
        serial=serial.value,
        memo=words(votes, _first(table, _MEMOS)),
        payer=payer,
        payee=payee,
    )
    open_ = [
        (DoubtKind.DIRECTION_UNKNOWN, "direction", not (direction or (payer and payee))),
        (DoubtKind.STATE_UNKNOWN, "state", state is State.UNKNOWN),
    ]
    doubts = tuple(doubt(votes, kind, field) for kind, field, is_open in open_ if is_open)
    every = (*paid.doubts, *at.doubts, *serial.doubts, *doubts)
    return Bill(sheet.page.source, slip, every, App.BANK)


_Table: TypeAlias = Mapping[str, Row]


def _table(sheet: Sheet) -> _Table:
    """Return the receipt's rows by label; of two with one label the upper that has a value."""
    found = sorted(rows(sheet, LABELS, column=1.0), key=lambda row: not row.values)
    return {row.label: row for row in reversed(found)}


def _first(table: _Table, labels: Sequence[str]) -> Row | None:
    """Return the first row, in the labels' order, that has a value."""
    return next((table[lb] for lb in labels if lb in table and table[lb].values), None)


def _lost(table: _Table, votes: Ballot, labels: Sequence[str], field: str) -> tuple[Doubt, ...]:
    """Doubt a field whose label stands there and whose value nobody read."""
    bare = [table[label].head for label in labels if label in table]
    return (doubt(votes, _UNREAD[field], field, bare[0]),) if bare else ()


_UNREAD = {"time": DoubtKind.TIME_UNREADABLE, "serial": DoubtKind.SERIAL_UNREADABLE}


# ── amount ─────────────────────────────────────────────────────────────────────────────


def _paid(sheet: Sheet, table: _Table, votes: Ballot) -> Settled[Money]:
    """Return the amount in digits after its 大写 has voted; without 大写 the digits' own vote.

    大写 that say no sum, misread or ill-formed, leave it in doubt.
    """
    row = _first(table, (*_SUMS, *_SUMS_MORE))
    if row is None:
        return Settled(None, (doubt(votes, DoubtKind.AMOUNT_UNREADABLE, "amount"),))
    settled = settle(votes, row.values[0], sums.field(row.prefix, row.values[0]))
    blurred = _first(table, _WORDS)
    if blurred is not None and not settled.doubts and not sums.written(sheet.lines):
        unsure = doubt(votes, DoubtKind.LOW_CONFIDENCE, "amount", blurred.values[0])
        return Settled(settled.value, (unsure,))
    return by_words(settled, _written(sheet, votes))


def _written(sheet: Sheet, votes: Ballot) -> Sourced[Money] | None:
    """Return the one amount that the page writes in 大写."""
    found = sums.written(sheet.lines)
    one = len({money for money, _ in found}) == 1
    return votes.sourced(found[0][0], (found[0][1],)) if one else None


# ── time, serial, state, direction ─────────────────────────────────────────────────────


def _time(table: _Table, votes: Ballot) -> Settled[TimeText]:
    """Return the time; a day without its hour is no time, and is in doubt."""
    row = _first(table, (*_TIMES, *_DAYS))
    if row is None:
        return Settled(None, _lost(table, votes, (*_TIMES, *_DAYS), "time"))
    return settle(votes, row.values[0], time("time", row.prefix))


def _serial_field(row: Row) -> Field[str]:
    digits = lexicon.squeezed(after(row.prefix, row.values[0].text)).isdigit()
    return Field(
        "serial",
        FieldKind.SERIAL if digits else FieldKind.ACCOUNT,
        lambda text: _number(after(row.prefix, text)),
        DoubtKind.SERIAL_UNREADABLE,
        # Between digits an O or an I is a digit, or may be.
        unsafe=lambda texts: any(_LIKE_DIGITS.search(after(row.prefix, t)) for t in texts),
    )


def _number(text: str) -> str | None:
    found = _NUMBER.fullmatch(lexicon.squeezed(text))
    return found[0] if found else None


def _serial(table: _Table, votes: Ballot) -> Settled[str]:
    row = _first(table, (*_SERIALS, *_SERIALS_MORE))
    if row is None:
        return Settled(None, _lost(table, votes, (*_SERIALS, *_SERIALS_MORE), "serial"))
    return settle(votes, row.values[0], _serial_field(row))


def _state(sheet: Sheet, table: _Table, votes: Ballot) -> tuple[State, Sourced[str] | None]:
    """Return the state that a row or a line names; a receipt is given for what was booked.

    Unless a word on it (冲正, 退汇) or a state's label without its value says that more happened.
    """
    row = _first(table, _STATES)
    lines: list[Line] = [line for line in sheet.lines if fixed(line.text) in _DONE]
    said = words(votes, row) if row else None
    if row is None and lines:
        said = votes.sourced(lines[0].text, lines[:1])
    blank = row is None and any(label in table for label in _STATES)
    state = State.UNKNOWN if blank else State.ACCEPTED
    if said is not None:
        state = _DONE.get(fixed(said.value), State.UNKNOWN)
    return State.UNKNOWN if state is State.ACCEPTED and _undone(sheet) else state, said


def _undone(sheet: Sheet) -> bool:
    """Say whether words on the receipt, no sentence at its foot, tell of money gone back."""
    texts = (lexicon.squeezed(line.text) for line in sheet.lines)
    return any(_UNDONE.search(text) and not _SENTENCE.search(text) for text in texts)


def _direction(sheet: Sheet) -> Direction | None:
    """Return what the receipt's own name says of the owner's side: 付款回单, 收款回单."""
    texts = [lexicon.squeezed(line.text) for line in sheet.lines]
    # A sentence about receipts, at the foot of one, is no name.
    names = [t for t in texts if "回单" in t and not _SENTENCE.search(t)]
    names += [t for t in texts if "您已成功" in t]
    bare = [name.replace("回单", "").replace("电子", "") for name in names]
    out = any(_OUT.fullmatch(name) for name in bare)
    came = any(_IN.fullmatch(name) for name in bare)
    return None if out is came else Direction.OUT if out else Direction.IN
