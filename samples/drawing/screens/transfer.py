"""转账详情 in every case, and the old 交易详情."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drawing.canvas import width_of
from drawing.phone import CLOCK, TICK, rgb
from drawing.screens.frame import sheet
from drawing.screens.shapes import button, figures
from drawing.screens.shot import iso, screen_truth, slip_truth

if TYPE_CHECKING:
    from datetime import datetime

    from PIL import Image

    from drawing.canvas import Canvas
    from drawing.phone import Phone
    from drawing.screens.shot import Truth

_RETURN = rgb("#10AEFF")


@dataclass(frozen=True, slots=True)
class Wording:
    """How a 转账详情 tells one case; `{who}` is the other side's nickname."""

    sentence: str
    status: str
    direction: str
    hint: str = ""
    link: str = ""
    button: str = ""
    last_label: str = ""


_SOON, _LATER = "1天内朋友未确认，将退还给你。", "1天内未确认，将退还给对方。"
_BACK = "已退款到零钱，查看零钱"
NEW = {
    "out-pending": Wording("待{who}确认收款", "pending", "out", _SOON, "提醒对方收款"),
    "in-pending": Wording("待你收款", "pending", "in", _LATER, "立即退还", "收款"),
    "in-done": Wording(
        "你已收款，资金已存入零钱", "accepted", "in", "", "零钱余额", "", "收款时间"
    ),
    "out-done": Wording("{who}已收款", "accepted", "out", last_label="收款时间"),
    "out-returned": Wording("{who}已退还", "returned", "out", "", _BACK, "", "退还时间"),
    "out-expired": Wording("已退还（过期）", "returned", "out", "", _BACK, "", "退还时间"),
    "in-returned": Wording("你已退还", "returned", "in", last_label="退还时间"),
}
AGED = {
    "out-pending": Wording("待朋友确认收钱", "pending", "out", _SOON, "重发转账消息"),
    "in-pending": Wording("待你收款", "pending", "in", _LATER, "立即退还", "确认收款"),
    "in-done": Wording("已收钱", "accepted", "in", "", "查看零钱", "", "收款时间"),
    "out-done": Wording("{who}已收钱", "accepted", "out", "已存入对方零钱中", "", "", "收款时间"),
    "out-returned": Wording("{who}已退还", "returned", "out", "", _BACK, "", "退还时间"),
    "out-expired": Wording("已退还（过期）", "returned", "out", "", _BACK, "", "退还时间"),
}


@dataclass(frozen=True, slots=True)
class TransferDetail:
    """The page opened from a transfer's card; `done` is when it was taken or went back."""

    phone: Phone
    captured: datetime
    case: str
    who: str
    amount: str
    sent: datetime
    done: datetime
    memo: str | None = None
    symbol: str = "¥"
    advert: bool = False
    titled: bool = True

    @property
    def old(self) -> bool:
        """Whether it is the old 交易详情."""
        return self.phone.theme.strip is not None

    @property
    def wording(self) -> Wording:
        """The case in this version's words."""
        return (AGED if self.old else NEW)[self.case]

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Labels and values."""
        form = "%Y-%m-%d %H:%M" if self.old else "%Y年%m月%d日 %H:%M:%S"
        rows = [("转账说明", self.memo)] if self.memo else []
        rows.append(("转账时间", self.sent.strftime(form)))
        if self.wording.last_label:
            rows.append((self.wording.last_label, self.done.strftime(form)))
        return tuple(rows)

    def truth(self) -> Truth:
        """Return what the page says."""
        wording, exact = self.wording, not self.old
        done = iso(self.done, seconds=exact)
        return screen_truth(
            "transfer",
            payment=slip_truth(
                amount=self.amount,
                direction=wording.direction,
                counterparty=self.who if "{who}" in wording.sentence else None,
                status=wording.status,
                time=iso(self.sent, seconds=exact),
                received_time=done if wording.last_label == "收款时间" else None,
                returned_time=done if wording.last_label == "退还时间" else None,
                memo=self.memo,
            ),
        )

    def picture(self) -> Image.Image:
        """Return its pixels."""
        right = "" if self.old else "帮助与反馈"
        title = "交易详情" if self.old else ("转账详情" if self.titled else "")
        canvas = sheet(self.phone, self.captured, title, right=right)
        p, theme, middle = self.phone.px, self.phone.theme, self.phone.width // 2
        _paint_disc(canvas, (middle, p(440)), self.wording.status)
        sentence = self.wording.sentence.format(who=self.who)
        canvas.text(middle, p(606), sentence, size=p(46), colour=theme.text, align="centre")
        amount = f"{self.symbol}{self.amount}"
        figures(canvas, middle, p(736), amount, size=p(108), colour=theme.text, align="centre")
        self._paint_hint(canvas)
        y = self._paint_rows(canvas)
        if self.wording.button:
            button(canvas, (p(330), y + p(60), p(750), y + p(170)), self.wording.button)
        if self.advert:
            self._paint_advert(canvas, y + p(40))
        return canvas.image

    def _paint_hint(self, canvas: Canvas) -> None:
        """Write the hint in grey and the link behind it in blue, as one centred line."""
        p, theme = self.phone.px, self.phone.theme
        hint, link, size = self.wording.hint, self.wording.link, p(36)
        wide = width_of(hint, size) + width_of(link, size)
        x, y = (self.phone.width - wide) // 2, p(846)
        canvas.text(x, y, hint, size=size, colour=theme.label)
        canvas.text(x + wide, y, link, size=size, colour=theme.link, align="right")

    def _paint_rows(self, canvas: Canvas) -> int:
        p, theme = self.phone.px, self.phone.theme
        y = p(920)
        canvas.box((p(64), y, p(1016), y + 1), theme.hairline)
        y += p(70)
        for label, value in self.rows:
            canvas.text(p(64), y, label, size=p(40), colour=theme.label)
            canvas.text(p(1016), y, value, size=p(40), colour=theme.label, align="right")
            y += p(76)
        return y

    def _paint_advert(self, canvas: Canvas, y: int) -> None:
        p, theme = self.phone.px, self.phone.theme
        canvas.box((p(64), y, p(1016), y + 1), theme.hairline)
        canvas.text(p(64), y + p(60), "给小金库再添一笔", size=p(40), colour=theme.text)
        canvas.text(p(64), y + p(116), "零钱通 七日年化1.73%", size=p(34), colour=theme.label)
        canvas.text(p(1016), y + p(88), "转入", size=p(40), colour=theme.link, align="right")


def _paint_disc(canvas: Canvas, middle: tuple[int, int], status: str) -> None:
    """Draw a green tick, a blue clock, or a blue arrow that turns back."""
    p, (x, y) = canvas.phone.px, middle
    canvas.disc(middle, p(84), {"accepted": TICK, "pending": CLOCK}.get(status, _RETURN))
    white = rgb("#FFFFFF")
    if status == "accepted":
        points = [(x - p(36), y + p(2)), (x - p(10), y + p(28)), (x + p(40), y - p(26))]
    elif status == "pending":
        points = [(x, y - p(50)), (x, y + p(4)), (x + p(34), y + p(26))]
    else:
        points = [(x + p(40), y), (x - p(36), y), (x - p(8), y - p(28))]
        canvas.stroke([(x - p(36), y), (x - p(8), y + p(28))], p(10), white)
    canvas.stroke(points, p(10), white)
