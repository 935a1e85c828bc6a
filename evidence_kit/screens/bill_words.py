"""The words of WeChat's bills: whom a payment names, which way it went, how far it got."""

from __future__ import annotations

from dataclasses import dataclass

from evidence_kit.model import Direction, Money, State
from evidence_kit.patterns import Pattern
from evidence_kit.screens import lexicon

# The hyphen may be read as any dash; behind it comes whom, in the user's own letters.
_DASH = " ?[-—–−‐一]? ?"
_HEADERS: tuple[tuple[Pattern, Direction | None], ...] = tuple(
    (Pattern(pattern), way)
    for pattern, way in (
        (rf"转账{_DASH}转给 ?(?P<who>.+)", Direction.OUT),
        (rf"(?:转账|微信红包|二维码收款|群收款|赞赏码){_DASH}来自 ?(?P<who>.+)", Direction.IN),
        (rf"扫二维码付款{_DASH}(?:付给|给) ?(?P<who>.+)", Direction.OUT),
        (rf"(?:微信红包|群收款){_DASH}(?:发给|转给) ?(?P<who>.+)", Direction.OUT),
        # Money between one's own accounts is neither out nor in.
        (
            rf"(?:零钱提现|零钱充值|转入零钱通|零钱通转出|信用卡还款){_DASH}(?:到|来自)?"
            r"(?P<who>.*)",
            None,
        ),
    )
)
_WHAT = ("转账", "微信红包", "二维码收款", "扫二维码付款", "群收款", "赞赏码")
_SPOILT = Pattern(r"(?P<what>.{1,6}?) ?[-—–−‐] ?(?P<verb>转给|来自|发给|付给|给) ?(?P<who>.+)")
_STATES = {
    **dict.fromkeys(
        ("支付成功", "已存入零钱", "对方已收钱", "朋友已收钱", "已收钱"), State.ACCEPTED
    ),
    **dict.fromkeys(("对方已收款", "已收款", "已存入零钱通", "已到账"), State.ACCEPTED),
    **dict.fromkeys(("提现已到账", "充值成功", "充值完成", "到账成功"), State.ACCEPTED),
    **dict.fromkeys(("已全额退款", "已退款", "退款成功"), State.REFUNDED),
    **dict.fromkeys(("对方已退还", "已退还", "已被退还", "朋友已退还"), State.RETURNED),
    **dict.fromkeys(("提现失败,已退回零钱", "提现失败"), State.RETURNED),
    **dict.fromkeys(("已过期", "已过期退还"), State.EXPIRED),
    **dict.fromkeys(("待对方收款", "等待对方收款", "待朋友收款", "待收款"), State.PENDING),
    **dict.fromkeys(("等待对方收钱", "待对方收钱", "待对方确认收款"), State.PENDING),
}
_AT_ONCE = Pattern(r"扫二维码付款|群收款")
_REFUND = Pattern(r"已退款\(?(?P<amount>[¥￥].+?)\)?")
# 己 and 巳 are never meant in these words; punctuation is compared in its narrow form.
MISREAD = str.maketrans("己巳。", "已已.")


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom a bill's header names, and which way the money went (None: neither)."""

    way: Direction | None
    who: str


def fixed(text: str) -> str:
    """Return a state's words as they are compared: without spaces, look-alikes mended."""
    return lexicon.squeezed(text).translate(MISREAD).rstrip(".")


def whom(text: str) -> Whom | None:
    """Return what a header (转账-转给周砚秋) says; None where it is a shop or anything else.

    One sign of what stands before the dash may be misread, or lost.
    """
    said = lexicon.spaced(text)
    for pattern, way in _HEADERS:
        if found := pattern.fullmatch(lexicon.narrow(said)):
            return Whom(way, said[slice(*found.span("who"))])
    found = _SPOILT.fullmatch(lexicon.narrow(said))
    if found is None or not any(_one_off(found["what"], word) for word in _WHAT):
        return None
    way = Direction.IN if found["verb"] == "来自" else Direction.OUT
    return Whom(way, said[slice(*found.span("who"))])


def _one_off(said: str, word: str) -> bool:
    """Say whether words are another's with one sign misread or lost."""
    if len(said) == len(word):
        return sum(a != b for a, b in zip(said, word, strict=True)) == 1
    return any(said == word[:i] + word[i + 1 :] for i in range(len(word)))


def state(text: str, paid: Money | None, header: str = "") -> State | None:
    """Return the state that words name, None where they name none.

    A refund of another sum than `paid` leaves it UNKNOWN, and so does 已转账 for a transfer,
    which waits until it is taken; a payment by code moves at once.
    """
    said = fixed(text)
    if found := _REFUND.fullmatch(said):
        back = lexicon.money(found["amount"])
        return State.REFUNDED if back is not None and back == paid else State.UNKNOWN
    if said == "已转账":
        at_once = _AT_ONCE.match(lexicon.squeezed(header))
        return State.ACCEPTED if at_once else State.UNKNOWN
    return _STATES.get(said)
