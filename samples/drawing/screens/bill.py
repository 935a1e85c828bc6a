"""账单详情: what it was about, a signed number without ¥, rows, a serial that may wrap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drawing.avatar import avatar
from drawing.canvas import width_of, wrap
from drawing.phone import rgb
from drawing.screens.frame import sheet
from drawing.screens.shapes import chevron, figures
from drawing.screens.shot import iso, screen_truth, slip_truth

if TYPE_CHECKING:
    from datetime import datetime

    from PIL import Image

    from drawing.canvas import Canvas
    from drawing.phone import Phone
    from drawing.screens.shot import Truth

_LABEL_X, _VALUE_X, _END = 76, 320, 1004
_TIMES = ("转账时间", "支付时间", "申请时间")
_TAKEN = ("收款时间", "到账时间")
_BACK = ("退还时间", "退款时间")
_SERIALS = ("转账单号", "交易单号")
_MEMOS = ("转账说明", "收款方备注")
STATES = {
    "支付成功": "accepted",
    "已存入零钱": "accepted",
    "对方已收钱": "accepted",
    "朋友已收钱": "accepted",
    "已转账": "accepted",
    "已收钱": "accepted",
    "对方已退还": "returned",
    "已全额退款": "refunded",
    "提现已到账": "accepted",
}


@dataclass(frozen=True, slots=True)
class BillDetail:
    """One bill. `rows` hold texts and times; `sign` is a dash, a plus, or nothing.

    `status` overrides what 当前状态 means where its words do not tell it alone; `steps` are the
    three lines of a withdrawal, above the rows.
    """

    phone: Phone
    captured: datetime
    header: str
    who: str
    amount: str
    sign: str
    rows: tuple[tuple[str, str | datetime], ...]
    services: tuple[str, ...]
    face: str | None = None
    padded: bool = False
    steps: tuple[tuple[str, str], ...] = ()

    @property
    def direction(self) -> str | None:
        """What the sign says."""
        if not self.sign:
            return None
        return "in" if self.sign == "+" else "out"

    @property
    def status(self) -> str | None:
        """What 当前状态 means; None for a refund of a part."""
        words = str(dict(self.rows).get("当前状态", "提现已到账" if self.steps else ""))
        if words.startswith("已退款"):
            whole = words.removesuffix(")").removesuffix("）").endswith(self.amount)
            return "refunded" if whole else None
        return STATES.get(words)

    def truth(self) -> Truth:
        """Return what the page says."""
        rows = dict(self.rows)

        def first(labels: tuple[str, ...]) -> str | None:
            value = next((rows[label] for label in labels if label in rows), None)
            return value if value is None or isinstance(value, str) else iso(value)

        return screen_truth(
            "bill",
            payment=slip_truth(
                amount=self.amount,
                direction=self.direction,
                counterparty=self.who,
                status=self.status,
                time=first(_TIMES),
                received_time=first(_TAKEN),
                returned_time=first(_BACK),
                serial=first(_SERIALS),
                memo=first(_MEMOS),
            ),
        )

    def picture(self) -> Image.Image:
        """Return its pixels."""
        ios = self.phone.ios
        canvas = sheet(self.phone, self.captured, "账单详情" if ios else "", close=ios)
        self._paint_head(canvas)
        y = self._paint_steps(canvas, self.phone.px(800))
        y = self._paint_rows(canvas, y)
        self._paint_services(canvas, y)
        return canvas.image

    def _paint_head(self, canvas: Canvas) -> None:
        p, theme, middle = self.phone.px, self.phone.theme, self.phone.width // 2
        if self.face:
            canvas.picture(middle - p(66), p(300), avatar(self.face, p(132)), p(66))
        else:
            canvas.disc((middle, p(366)), p(66), rgb("#10AEFF"))
            initial = self.who[:1]
            canvas.text(middle, p(366), initial, size=p(60), colour=rgb("#FFFFFF"), align="centre")
        canvas.text(middle, p(490), self.header, size=p(44), colour=theme.text, align="centre")
        number = f"{self.sign}{self.amount}"
        figures(canvas, middle, p(602), number, size=p(96), colour=theme.text, align="centre")
        canvas.box((p(_LABEL_X), p(740), p(_END), p(740) + 1), theme.hairline)

    def _paint_steps(self, canvas: Canvas, y: int) -> int:
        """Draw a withdrawal's three steps beside a thin green line."""
        p, theme = self.phone.px, self.phone.theme
        for at, (name, when) in enumerate(self.steps):
            middle = y + p(100) * at
            canvas.disc((p(_VALUE_X), middle), p(10), rgb("#07C160"))
            if at + 1 < len(self.steps):
                canvas.box((p(_VALUE_X) - 1, middle, p(_VALUE_X) + 1, middle + p(100)), theme.faint)
            canvas.text(p(_VALUE_X + 40), middle, name, size=p(42), colour=theme.text)
            canvas.text(p(_VALUE_X + 40), middle + p(46), when, size=p(32), colour=theme.label)
        return y + p(110) * len(self.steps)

    def _paint_rows(self, canvas: Canvas, y: int) -> int:
        p, theme, size = self.phone.px, self.phone.theme, self.phone.px(42)
        for label, value in self.rows:
            canvas.text(p(_LABEL_X), y, label, size=size, colour=theme.label)
            printed = value if isinstance(value, str) else self._printed(value)
            for line in wrap(printed, size, p(_END - _VALUE_X)):
                canvas.text(p(_VALUE_X), y, line, size=size, colour=theme.text)
                y += p(58)
            if label == "收款详情":
                canvas.text(
                    p(_VALUE_X) + width_of(printed, size) + p(30),
                    y - p(58),
                    "查看",
                    size=size,
                    colour=theme.link,
                )
            y += p(24)
        return y

    def _printed(self, at: datetime) -> str:
        if self.padded:
            return f"{at:%Y-%m-%d %H:%M:%S}"
        return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M:%S}"

    def _paint_services(self, canvas: Canvas, y: int) -> None:
        p, theme = self.phone.px, self.phone.theme
        canvas.box((p(_LABEL_X), y, p(_END), y + 1), theme.hairline)
        canvas.text(p(_LABEL_X), y + p(70), "账单服务", size=p(42), colour=theme.text, bold=True)
        for at, name in enumerate(self.services):
            middle = y + p(166 + 96 * at)
            canvas.text(p(_LABEL_X), middle, name, size=p(42), colour=theme.text)
            chevron(canvas, _END, middle)
