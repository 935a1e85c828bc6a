"""Electronic notes (微信借条, 电子借条): who lent whom how much, until when, at what rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drawing.phone import rgb
from drawing.screens.frame import sheet
from drawing.screens.shapes import button, figures, plate
from drawing.screens.shot import screen_truth

if TYPE_CHECKING:
    from datetime import datetime

    from PIL import Image

    from drawing.canvas import Canvas
    from drawing.phone import Phone
    from drawing.screens.shot import Truth

_GROUND = {"微信借条": "#07C160", "电子借条": "#3A6FF7"}


@dataclass(frozen=True, slots=True)
class ElectronicNote:
    """A note that both confirmed in an app."""

    phone: Phone
    captured: datetime
    title: str
    lender: str
    borrower: str
    amount: str
    lent: datetime
    due: datetime
    rate: str
    purpose: str
    number: str
    state: str = "待还款"

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Labels and values below the amount."""
        return (
            ("出借人", self.lender),
            ("借款人", self.borrower),
            ("借款金额", f"{self.amount}元"),
            ("借款日期", f"{self.lent:%Y-%m-%d}"),
            ("还款日期", f"{self.due:%Y-%m-%d}"),
            ("年化利率", self.rate),
            ("还款方式", "到期一次还本付息"),
            ("借款用途", self.purpose),
            ("借条编号", self.number),
        )

    def truth(self) -> Truth:
        """Return kind, amount and rows: the rows are the whole text."""
        return screen_truth(
            "document",
            document={
                "kind": "electronic_note",
                "text": None,
                "amount": self.amount,
                "rows": dict(self.rows),
            },
        )

    def picture(self) -> Image.Image:
        """Return its pixels."""
        lit = rgb(_GROUND[self.title])
        canvas = sheet(self.phone, self.captured, self.title, ground=self.phone.theme.page)
        phone, theme, p = self.phone, self.phone.theme, self.phone.px
        top = phone.top + p(30)
        plate(canvas, (p(40), top, p(1040), top + p(320)), p(20), lit)
        white = rgb("#FFFFFF")
        canvas.text(p(90), top + p(70), "待还金额(元)", size=p(38), colour=white)
        canvas.text(p(990), top + p(70), self.state, size=p(38), colour=white, align="right")
        figures(canvas, p(90), top + p(180), self.amount, size=p(96), colour=white)
        end = top + p(350) + p(96) * len(self.rows) + p(40)
        plate(canvas, (p(40), top + p(350), p(1040), end), p(20), theme.plate)
        self._paint_rows(canvas, top + p(420))
        button(canvas, (p(120), end + p(60), p(960), end + p(170)), "查看协议", ground=lit)
        return canvas.image

    def _paint_rows(self, canvas: Canvas, y: int) -> None:
        theme, p = self.phone.theme, self.phone.px
        for label, value in self.rows:
            canvas.text(p(90), y, label, size=p(42), colour=theme.label)
            canvas.text(p(990), y, value, size=p(42), colour=theme.left_text, align="right")
            y += p(96)
