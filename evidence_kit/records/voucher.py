"""微信转账电子凭证: one transfer with both sides' names, found by labels wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from evidence_kit.model import (
    Digest,
    Doubt,
    DoubtKind,
    Holder,
    Money,
    Part,
    RecordKind,
    RecordRow,
    Records,
    RowKind,
    Slip,
    Sourced,
    State,
    TimeText,
    Where,
)
from evidence_kit.patterns import Pattern
from evidence_kit.records import labelled
from evidence_kit.records.labelled import Labels, Said
from evidence_kit.records.leaves import Leaf, around, place
from evidence_kit.screens import lexicon

T = TypeVar("T")

_NAMES = ("姓名", "真实姓名", "户名", "名称", "实名")
_ACCOUNTS = ("微信号", "微信账号", "微信号码", "账号", "账户")
_NICKNAMES = ("昵称", "微信昵称")
_NUMBERS = ("证件号码", "证件号", "身份证号", "身份证号码")
_SIDES = {Part.PAYER: ("付款方", "付款人", "转出方"), Part.PAYEE: ("收款方", "收款人", "转入方")}
_FIELDS = {
    "serial": ("转账单号", "转账订单号", "交易单号", "单号"),
    "at": ("转账时间", "交易时间", "付款时间"),
    "received": ("收款时间", "到账时间"),
    "digits": (
        *("小写金额", "金额小写", "金额(小写)", "转账金额(小写)", "转账金额", "交易金额"),
        *("小写", "(小写)", "金额"),
    ),
    "words": ("大写金额", "金额大写", "金额(大写)", "转账金额(大写)", "大写", "(大写)"),
    "state": ("交易状态", "转账状态", "当前状态", "状态"),
    "memo": ("转账说明", "转账备注", "备注", "附言"),
    "applied": ("申请时间", "申请日期", "开具时间", "出具时间", "打印时间", "开具日期"),
    "currency": ("币种",),
    "unit": ("单位",),
    "scene": ("交易场景", "交易类型"),
    "way": ("支付方式", "付款方式", "交易方式"),
    "seal": ("业务凭证专用章", "财付通支付科技有限公司"),
    "heed": ("说明", "温馨提示", "注", "声明", "特别说明"),
}
_PERSONAL = {"name": _NAMES, "account": _ACCOUNTS, "nickname": _NICKNAMES, "id_number": _NUMBERS}
_LABELS = Labels.of(
    {
        **_FIELDS,
        **_PERSONAL,
        **{part.value: words for part, words in _SIDES.items()},
        **{
            f"{part.value}.{field}": tuple(side + word for side in sides for word in words)
            for part, sides in _SIDES.items()
            for field, words in _PERSONAL.items()
        },
    }
)


def _as(text: Sourced[str], value: T) -> Sourced[T]:
    """Return words as the value that they say."""
    return Sourced(value, text.quote, text.where, text.confidence)


_TITLE = Pattern(r"电子凭证|转账凭证")
_STATES = {
    **dict.fromkeys(("已收款", "对方已收款", "已收钱", "对方已收钱", "朋友已收钱"), State.ACCEPTED),
    **dict.fromkeys(("已存入零钱", "已到账", "转账成功", "交易成功"), State.ACCEPTED),
    **dict.fromkeys(("待收款", "待对方收款", "待确认收款", "处理中"), State.PENDING),
    **dict.fromkeys(("已退还", "已退款", "已全额退款", "对方已退还", "已退回"), State.RETURNED),
    **dict.fromkeys(("已过期", "过期已退还"), State.EXPIRED),
}
_BRACKETED = Pattern(r"(?P<name>[^(]+)\((?:微信号:?)?(?P<account>[A-Za-z][-_A-Za-z0-9]{5,19})\)")


def fits(leaves: Sequence[Leaf]) -> bool:
    """Say whether a PDF is a voucher: its title, and both sides of a transfer."""
    text = "".join(lexicon.squeezed(word.text) for leaf in leaves for word in leaf.words)
    sides = all(any(word in text for word in words) for words in _SIDES.values())
    numbered = any(word in text for word in ("转账单号", "转账时间", "交易单号"))
    return bool(_TITLE.search(text)) and sides and numbered


def read(leaves: Sequence[Leaf], source: Digest) -> Records:
    """Return what a voucher says; a file that holds several has a row for each.

    Its state is what it prints. A 大写 that isn't its 小写 is a doubt.
    """
    papers = [_Paper(labelled.find(one, _LABELS), source) for one in _apart(leaves)]
    return Records(
        source=source,
        kind=RecordKind.VOUCHER,
        rows=tuple(one.row for one in papers),
        holders=tuple(_common([one.holders for one in papers])),
        doubts=tuple(doubt for one in papers for doubt in one.doubts()),
    )


def _common(every: Sequence[Sequence[Holder]]) -> Iterator[Holder]:
    """Yield the sides that are the same in every voucher of a file: those of one always are."""
    for part in _SIDES:
        mine = [next((one for one in holders if one.part is part), None) for holders in every]
        first = mine[0] if mine else None
        if first is not None and len({_told(one) for one in mine}) == 1:
            yield first


def _told(holder: Holder | None) -> tuple[str | None, ...]:
    fields = (holder.name, holder.account, holder.nickname, holder.id_number) if holder else ()
    return tuple(one.value if one else None for one in fields)


def _apart(leaves: Sequence[Leaf]) -> list[list[Leaf]]:
    """Return the pages of each voucher: one begins with every title."""
    found: list[list[Leaf]] = []
    for leaf in leaves:
        text = "".join(lexicon.squeezed(word.text) for word in leaf.words)
        if not found or (_TITLE.search(text) and "单号" in text):
            found.append([])
        found[-1].append(leaf)
    return found


@dataclass(frozen=True, slots=True)
class _Paper:
    """One voucher: what stands at each of its labels."""

    said: Said
    source: Digest

    @property
    def row(self) -> RecordRow:
        """The transfer."""
        every = around(self.said.words)
        return RecordRow(
            self.slip, RowKind.TRANSFER, place(self.source, every).box, self.text("scene")
        )

    @property
    def slip(self) -> Slip:
        """What it says of the payment; it prints both sides, so neither is the other one."""
        sides = {holder.part: holder.name for holder in self.holders}
        status, memo = self.text("state"), self.text("memo")
        return Slip(
            amount=self.amount,
            direction=None,
            state=_STATES.get(status.value, State.UNKNOWN) if status else State.UNKNOWN,
            status=status,
            time=self.time("at"),
            received_time=self.time("received"),
            serial=self.serial,
            memo=replace(memo, value=memo.quote) if memo else None,
            payer=sides.get(Part.PAYER),
            payee=sides.get(Part.PAYEE),
        )

    @property
    def amount(self) -> Sourced[Money] | None:
        """The 小写."""
        text = self.text("digits")
        value = _money(text.value) if text else None
        return _as(text, value) if text and value is not None else None

    @property
    def serial(self) -> Sourced[str] | None:
        """The 转账单号."""
        text = self.text("serial")
        value = lexicon.serial(text.value) if text else None
        return _as(text, value) if text and value is not None else None

    @property
    def holders(self) -> tuple[Holder, ...]:
        """Both sides, each with what the voucher prints of it."""
        found = (self._holder(part) for part in _SIDES)
        return tuple(one for one in found if one is not None)

    def _holder(self, part: Part) -> Holder | None:
        told = {
            field: self.text(f"{part.value}.{field}") or self._under(part, field)
            for field in _PERSONAL
        }
        plain = self.text(part.value)
        if plain is not None and told["name"] is None:
            both = _BRACKETED.fullmatch(plain.value)
            told["name"] = _as(plain, both["name"]) if both else plain
            told["account"] = _as(plain, both["account"]) if both else told["account"]
        return Holder(part, **told) if any(told.values()) else None

    def _under(self, part: Part, field: str) -> Sourced[str] | None:
        sides = [side.value for side in _SIDES]
        return self.said.under(part.value, field, self.source, sides=sides)

    def text(self, field: str) -> Sourced[str] | None:
        """Return the words at a label, None where there are none or two that differ."""
        return self.said.value(field, self.source)

    def time(self, field: str) -> Sourced[TimeText] | None:
        """Return the time at a label."""
        text = self.text(field)
        value = lexicon.time(text.quote) if text else None
        return _as(text, value) if text and value is not None else None

    def doubts(self) -> Iterator[Doubt]:
        """Yield what of the voucher isn't sure."""
        slip, whole = self.slip, Where(self.source, self.row.box)
        lacking = (
            (DoubtKind.AMOUNT_UNREADABLE, "amount", slip.amount is None),
            (DoubtKind.TIME_UNREADABLE, "time", slip.time is None),
            (DoubtKind.SERIAL_UNREADABLE, "serial", _torn(slip.serial)),
            (DoubtKind.STATE_UNKNOWN, "state", slip.state is State.UNKNOWN),
        )
        for kind, field, missing in lacking:
            if missing:
                yield Doubt(kind, self._place(field) or whole, (("field", field),))
        yield from self._words_differ()

    def _place(self, field: str) -> Where | None:
        label = {"amount": "digits", "time": "at"}.get(field, field)
        text = self.text(label)
        return text.where if text and isinstance(text.where, Where) else None

    def _words_differ(self) -> Iterator[Doubt]:
        words, digits = self.text("words"), self.amount
        if words is None or digits is None or not isinstance(digits.where, Where):
            return
        written = lexicon.capital_money(words.value)
        if written != digits.value:
            said = str(written) if written else words.value
            args = (("field", "amount"), ("words", said), ("digits", str(digits.value)))
            yield Doubt(DoubtKind.AMOUNT_WORDS_DIFFER, digits.where, args)


def _torn(serial: Sourced[str] | None) -> bool:
    return serial is None or lexicon.serial_torn(serial.value)


def _money(text: str) -> Money | None:
    """Return a printed amount; 5000 and 5000元 too, for nothing is lost between two signs."""
    plain = text.removeprefix("人民币").lstrip("¥￥").removesuffix("元")
    try:
        return lexicon.money(text) or Money.of_yuan(plain)
    except ValueError:
        return None
