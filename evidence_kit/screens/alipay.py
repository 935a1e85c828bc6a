"""Alipay's 账单详情 and 转账详情: the neighbours of WeChat's pages in many cases."""

from __future__ import annotations

from evidence_kit.model import App, Bill, Direction, Line, Sourced, State, Transfer, Wanted
from evidence_kit.patterns import Pattern
from evidence_kit.screens import apps, lexicon
from evidence_kit.screens.bill_words import fixed
from evidence_kit.screens.layout import Sheet
from evidence_kit.screens.rows import rejoined
from evidence_kit.screens.slip import (
    Form,
    Parts,
    Story,
    parts_of,
    slip,
    titled,
    unsigned,
    wanted,
    way,
    words,
)
from evidence_kit.screens.vote import Ballot

FORM = Form(
    times=("支付时间", "转账时间", "付款时间", "交易时间", "创建时间"),
    received=("到账时间", "收款时间"),
    serials=("订单号", "转账单号", "交易号", "交易单号"),
    memos=("转账备注", "转账说明", "收款理由", "商品说明", "备注"),
    others=(
        *("付款方式", "收款方式", "对方账户", "对方账号", "收款账户", "账单分类", "计入收支"),
        *("商家订单号", "标签和备注", "标签", "账单管理", "处理进度", "交易状态", "当前状态"),
        *("转账到", "服务费", "退款时间", "收款人", "付款人"),
    ),
)
_STATES = {
    **dict.fromkeys(("交易成功", "转账成功", "支付成功", "付款成功"), State.ACCEPTED),
    **dict.fromkeys(("收款成功", "对方已收款", "已收款", "已到账", "到账成功"), State.ACCEPTED),
    **dict.fromkeys(("退款成功", "已全额退款", "已退款"), State.REFUNDED),
    **dict.fromkeys(("已退回", "对方已退回", "退回成功", "已退还", "转账退回"), State.RETURNED),
    **dict.fromkeys(("等待对方收款", "待对方收款", "等待付款", "处理中"), State.PENDING),
    **dict.fromkeys(("等待对方确认", "等待对方确认收款", "转账处理中"), State.PENDING),
    **dict.fromkeys(("已过期",), State.EXPIRED),
}
# What a page that calls itself done says besides where some of the money went back.
_BACK = Pattern(r"(?:已|有|全额|部分)*退[款回还](?!说明|规则|政策|须知|申请)")
_TO = Pattern(r"(?:转账给|转账[-—–−一]?(?:转给|给)?|付款给) ?(?P<who>.+)")
_FROM = Pattern(
    r"(?:收到)?(?P<who>.+?)(?:的转账|转账给你|向你转账)|转账[-—–−一]?来自 ?(?P<who2>.+)"
)
_MASKED = Pattern(r"(?P<who>.+?) ?[(（](?P<name>\*{1,3}.{1,3}|.{1,2}\*{1,3}.?)[)）]")
_OUT_WORDS, _IN_WORDS = ("付款方式",), ("收款方式",)


def sure(sheet: Sheet) -> float:
    """Return how sure it is that the page is Alipay's about one payment, 0 to 1."""
    if apps.of(sheet) is not App.ALIPAY:
        return 0.0
    parts = parts_of(sheet, FORM)
    dated, numbered = parts.first(FORM.times), parts.first(FORM.serials)
    return 0.3 + 0.3 * (dated is not None) + 0.2 * (numbered is not None) + 0.2 * _titled(sheet)


def read_wanted(sheet: Sheet) -> tuple[Wanted, ...]:
    """Return the boxes of the amount, the times and the serial's lines."""
    return wanted(sheet, FORM)


def read(sheet: Sheet, votes: Ballot) -> Transfer | Bill:
    """Return what the page says: a Transfer where it calls itself 转账详情, else a Bill."""
    parts = parts_of(sheet, FORM)
    found, doubts = slip(sheet, votes, _story(sheet, votes, parts), FORM)
    if titled(sheet, ("转账详情",)):
        signed = unsigned(found.amount, yuan=True)
        return Transfer(sheet.page.source, found, (*doubts, *signed), App.ALIPAY)
    return Bill(sheet.page.source, found, (*doubts, *unsigned(found.amount)), App.ALIPAY)


def _titled(sheet: Sheet) -> bool:
    return titled(sheet, ("账单详情", "转账详情", "支付宝"))


def _story(sheet: Sheet, votes: Ballot, parts: Parts) -> Story:
    row = parts.first(("交易状态", "当前状态"))
    lines = [line for line in parts.head if fixed(line.text) in _STATES]
    status = words(votes, row) if row else None
    if status is None and lines:
        status = votes.sourced(lexicon.spaced(lines[0].text), lines[:1])
    state = _STATES.get(fixed(status.value), State.UNKNOWN) if status else State.UNKNOWN
    if state is State.ACCEPTED and any(
        _BACK.match(lexicon.squeezed(li.text)) for li in sheet.lines
    ):
        state = State.UNKNOWN
    header = _header(sheet, parts, lines)
    told = _told(header) if header else None
    signed = lexicon.sign(parts.amount.text) if parts.amount else None
    return Story(
        state,
        way(told[1] if told else None, signed) if signed or (told and told[1]) else _hint(parts),
        votes.sourced(told[0], (header,)) if told and header else _account(votes, parts),
        status,
    )


def _header(sheet: Sheet, parts: Parts, states: list[Line]) -> Line | None:
    """Return the line right above the amount: whose account it was."""
    if parts.amount is None:
        return None
    top = 0.15 * sheet.width
    named = [
        line
        for line in rejoined(parts.head)
        if top < line.box.y0
        and line.box.y1 <= parts.amount.box.y0 + 4
        and line not in states
        and lexicon.squeezed(line.text) not in ("账单详情", "转账详情")
    ]
    return named[-1] if named else None


def _told(header: Line) -> tuple[str, Direction | None]:
    """Return the name that a header holds, without a masked real name, and which way it says."""
    text = lexicon.spaced(header.text)
    for pattern, direction in ((_TO, Direction.OUT), (_FROM, Direction.IN)):
        if found := pattern.fullmatch(text):
            name = next(part for part in found.groups() if part)
            return _bare(name), direction
    return _bare(text), None


def _bare(name: str) -> str:
    found = _MASKED.fullmatch(name)
    return found["who"] if found else name


def _hint(parts: Parts) -> Direction | None:
    """Return which way the payment went by whose means the page names."""
    out = parts.first(_OUT_WORDS) is not None
    came = parts.first(_IN_WORDS) is not None
    return None if out is came else Direction.OUT if out else Direction.IN


def _account(votes: Ballot, parts: Parts) -> Sourced[str] | None:
    return words(votes, parts.first(("收款人", "付款人", "对方账户", "收款账户", "对方账号")))
