"""支付宝: the 账单详情 and 转账详情 pages of another app, white, with a big amount."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drawing.avatar import avatar
from drawing.bars import back_arrow, home_line, status_bar, title_middle
from drawing.canvas import Canvas, wrap
from drawing.phone import rgb
from drawing.screens.shapes import chevron, figures, plate
from drawing.screens.shot import iso, screen_truth, slip_truth

if TYPE_CHECKING:
    from datetime import datetime

    from PIL import Image

    from drawing.phone import Phone
    from drawing.screens.shot import Truth

_BLUE, _PAGE, _GREY = rgb("#1677FF"), rgb("#F5F5F5"), rgb("#999999")
_INK, _WHITE = rgb("#333333"), rgb("#FFFFFF")
# A closed deal may have been paid and given back, or never paid.
STATES = {"交易成功": "accepted", "退款成功": "refunded", "交易关闭": None}


@dataclass(frozen=True, slots=True)
class AlipayPage:
    """One transfer or bill. The account is masked; the order number has 28 to 32 digits."""

    phone: Phone
    captured: datetime
    kind: str
    who: str
    account: str
    amount: str
    sign: str
    state: str
    memo: str
    method: str
    made: datetime
    order: str
    commas: bool = False

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Labels and values."""
        rows = [
            ("付款方式", self.method) if self.sign != "+" else ("收款方式", self.method),
            ("转账备注", self.memo),
            ("对方账户", f"{self.who} {self.account}"),
            ("创建时间", f"{self.made:%Y-%m-%d %H:%M:%S}"),
            ("订单号", self.order),
        ]
        return tuple(rows)

    @property
    def number(self) -> str:
        """The amount as printed."""
        whole, cents = self.amount.split(".")
        return f"{self.sign}{int(whole):,}.{cents}" if self.commas else f"{self.sign}{self.amount}"

    def truth(self) -> Truth:
        """Return what the page says."""
        return screen_truth(
            self.kind,
            app="alipay",
            payment=slip_truth(
                amount=self.amount,
                direction={"+": "in", "": None}.get(self.sign, "out"),
                counterparty=self.who,
                status=STATES[self.state],
                time=iso(self.made),
                serial=self.order,
                memo=self.memo,
            ),
        )

    def picture(self) -> Image.Image:
        """Return its pixels."""
        phone, p = self.phone, self.phone.px
        canvas = Canvas(phone, _PAGE)
        canvas.box((0, 0, phone.width, phone.top), _WHITE)
        status_bar(canvas, self.captured, _WHITE)
        back_arrow(canvas, phone.theme.title)
        title = "账单详情" if self.kind == "bill" else "转账详情"
        y = title_middle(phone)
        canvas.text(phone.width // 2, y, title, size=p(48), colour=_INK, align="centre", bold=True)
        canvas.text(p(1036), y, "全部账单", size=p(38), colour=_BLUE, align="right")
        top = phone.top + p(24)
        self._paint_head(canvas, top)
        below = self._paint_rows(canvas, top + p(400))
        self._paint_services(canvas, below + p(24))
        home_line(canvas)
        return canvas.image

    def _paint_head(self, canvas: Canvas, top: int) -> None:
        p, middle = self.phone.px, self.phone.width // 2
        plate(canvas, (p(24), top, p(1056), top + p(424)), p(16), _WHITE)
        canvas.picture(middle - p(50), top + p(36), avatar(self.who, p(100)), p(50))
        canvas.text(middle, top + p(180), self.who, size=p(42), colour=_INK, align="centre")
        y = top + p(270)
        figures(canvas, middle, y, self.number, size=p(84), colour=_INK, align="centre")
        canvas.text(middle, y + p(84), self.state, size=p(38), colour=_GREY, align="centre")

    def _paint_rows(self, canvas: Canvas, top: int) -> int:
        p, size = self.phone.px, self.phone.px(38)
        lines = [(label, wrap(value, size, p(680))) for label, value in self.rows]
        end = top + p(60) + sum(p(30) + p(54) * len(values) for _, values in lines)
        plate(canvas, (p(24), top, p(1056), end), p(16), _WHITE)
        y = top + p(60)
        for label, values in lines:
            canvas.text(p(64), y, label, size=size, colour=_GREY)
            for value in values:
                canvas.text(p(1016), y, value, size=size, colour=_INK, align="right")
                y += p(54)
            y += p(30)
        return end

    def _paint_services(self, canvas: Canvas, top: int) -> None:
        p = self.phone.px
        names = ("账单分类", "标签和备注", "申请电子回单", "对此订单有疑问")
        plate(canvas, (p(24), top, p(1056), top + p(110) * len(names)), p(16), _WHITE)
        for at, name in enumerate(names):
            y = top + p(55 + 110 * at)
            canvas.text(p(64), y, name, size=p(40), colour=_INK)
            chevron(canvas, 1016, y)
