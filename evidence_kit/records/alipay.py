"""Alipay's bill (电子客户回单) as CSV or workbook: the form of today, and the one until 2021."""

from __future__ import annotations

from evidence_kit.model import Money, RecordKind, RecordRow, RowKind, Sourced, State
from evidence_kit.records.entry import Entry
from evidence_kit.records.headers import Column, Form
from evidence_kit.records.rows import Reader
from evidence_kit.screens import lexicon

_WORDS = {
    Column.TIME: ("付款时间", "交易时间", "交易创建时间"),
    Column.TYPE: ("交易分类", "类型"),
    Column.WHO: ("交易对方",),
    Column.ACCOUNT: ("对方账号", "对方账户"),
    Column.GOODS: ("商品说明", "商品名称"),
    Column.WAY: ("收/支",),
    Column.AMOUNT: ("金额",),
    Column.REFUNDED: ("成功退款",),
    Column.METHOD: ("收/付款方式", "支付方式"),
    Column.STATUS: ("交易状态",),
    Column.SERIAL: ("交易订单号", "交易号"),
    Column.ORDER: ("商家订单号", "商户订单号"),
    Column.MEMO: ("备注",),
}
_NEEDED = (Column.TIME, Column.TYPE, Column.WHO, Column.GOODS, Column.WAY, Column.AMOUNT)
FORM = Form(_WORDS, tuple(frozenset({one}) for one in (*_NEEDED, Column.STATUS)))

_OTHERS = (
    *("餐饮美食", "服饰装扮", "日用百货", "家居家装", "数码电器", "运动户外", "美容美发"),
    *("母婴亲子", "宠物", "交通出行", "爱车养车", "住房物业", "酒店旅游", "文化休闲", "教育培训"),
    *("医疗健康", "生活服务", "公共服务", "公益捐赠", "互助保障", "投资理财", "保险", "信用借还"),
    *("充值缴费", "账户存取", "商业服务", "转账充值"),
)
# Of these the category says nothing that tells people from shops.
_UNTOLD = ("其他", "其它", "收入", "亲友代付", "即时到账交易", "支付宝担保交易", "收钱码收款", "")
_STATES = {
    **dict.fromkeys(("交易成功", "转账成功", "支付成功", "付款成功", "已收入"), State.ACCEPTED),
    **dict.fromkeys(("还款成功", "充值成功", "提现成功", "收款成功", "已支出"), State.ACCEPTED),
    **dict.fromkeys(("退款成功", "已退款", "已全额退款"), State.REFUNDED),
    **dict.fromkeys(("等待确认收货", "等待对方收款", "等待付款", "等待发货"), State.PENDING),
    **dict.fromkeys(("处理中", "待付款", "待对方收款", "等待对方发货"), State.PENDING),
    **dict.fromkeys(("已退回", "转账退回", "对方已退回"), State.RETURNED),
    # Never paid, or paid back whole: either way nothing stayed.
    **dict.fromkeys(("交易关闭", "已关闭", "失败"), State.EXPIRED),
}
_DEFAULTS = ("转账", "普通转账", "收款", "红包", "转账红包", "支付宝转账", "普通红包", "拼手气红包")


def _read(entry: Entry) -> RecordRow:
    kind = _kind(entry)
    paid = entry.amount()
    direction = entry.direction(kind)
    return entry.booked(
        paid,
        direction,
        kind=kind,
        state=_state(entry, kind, paid),
        memo=entry.memo(entry.said(Column.GOODS), _DEFAULTS),
    )


READER = Reader(RecordKind.ALIPAY_BILL, FORM, _read)


def _kind(entry: Entry) -> RowKind:
    said = lexicon.squeezed(entry.said(Column.TYPE))
    goods = lexicon.squeezed(entry.said(Column.GOODS))
    if said == "退款" or goods.startswith("退款-"):
        return RowKind.REFUND
    if said == "转账红包":
        return RowKind.RED_PACKET if "红包" in goods else RowKind.TRANSFER
    if said in _OTHERS:
        return RowKind.OTHER
    if goods in _DEFAULTS or "转账" in goods:
        return RowKind.TRANSFER
    if said not in _UNTOLD:
        entry.odd("type_unknown", text=said[:30])
    return RowKind.UNKNOWN


def _state(entry: Entry, kind: RowKind, paid: Sourced[Money] | None) -> State:
    """Return how far the payment got; the old form says beside it how much came back."""
    back = entry.money(Column.REFUNDED)
    if back is not None and back[0].value.fen:
        whole = paid is not None and back[0].value == paid.value
        if not whole:
            entry.odd("part_refunded", text=str(back[0].value))
        return State.REFUNDED if whole else State.UNKNOWN
    said = lexicon.squeezed(entry.said(Column.STATUS))
    found = _STATES.get(said)
    if found is None and kind is not RowKind.OTHER:
        entry.odd("state_unknown", text=said[:30])
    return found or State.UNKNOWN
