"""What WeChat Pay's 交易类型 means, in its bills and in its statements alike."""

from __future__ import annotations

from evidence_kit.model import RowKind
from evidence_kit.patterns import Pattern

_REFUND = Pattern(r".*[-—－]?退款|.*退还")
_TRANSFERS = ("转账", "二维码收款", "扫二维码付款", "群收款", "赞赏码", "面对面收钱", "手机号转账")
_OTHERS = Pattern(
    r"商户消费|零钱提现|零钱充值|提现|充值|信用卡还款|转入零钱通.*|零钱通转出.*|零钱通.*|购买理财通|"
    r"理财通.*|亲属卡.*|分分捐|小程序支付|.*消费|.*缴费|.*充值|商家转账|收到商家付款"
)


def row_kind(type_of: str) -> RowKind:
    """Return what a 交易类型 means; UNKNOWN for one that nobody has told this program of."""
    bare = "".join(type_of.split()).replace("（", "(").replace("）", ")")
    if _REFUND.fullmatch(bare):
        return RowKind.REFUND
    if bare in _TRANSFERS:
        return RowKind.TRANSFER
    if bare.startswith("微信红包"):
        return RowKind.RED_PACKET
    return RowKind.OTHER if _OTHERS.fullmatch(bare) else RowKind.UNKNOWN
