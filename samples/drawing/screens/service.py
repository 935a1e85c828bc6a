"""The 微信支付 service chat: cards about refunds, receipts and arrivals, several on a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drawing.bars import home_line, status_bar, title_bar
from drawing.canvas import Canvas, wrap
from drawing.screens.shapes import chevron, figures, plate
from drawing.screens.shot import iso, plain_amount, screen_truth, slip_truth

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from PIL import Image

    from drawing.phone import Phone
    from drawing.screens.shot import Truth

    Rows = tuple[tuple[str, str | datetime], ...]

_SIDE, _PAD, _LINE, _VALUE = 40, 40, 58, 320


@dataclass(frozen=True, slots=True)
class Notice:
    """One card. `rows` are printed as they stand; times among them are told apart by type.

    `status` and `direction` are of the payment that the card is about; which way the one went
    that a refund undoes, the card doesn't say.
    """

    stamp: str
    title: str
    label: str
    amount: str
    rows: Rows
    status: str
    direction: str | None
    who: str | None = None
    memo: str | None = None

    def truth(self) -> Truth:
        """Return title, payment and rows."""
        rows = dict(self.rows)
        sent, taken = rows.get("转账时间"), rows.get("到账时间") or rows.get("收款时间")
        return {
            "title": self.title,
            "payment": slip_truth(
                amount=plain_amount(self.amount),
                direction=self.direction,
                counterparty=self.who,
                status=self.status,
                time=None if sent is None or isinstance(sent, str) else iso(sent),
                received_time=None if taken is None or isinstance(taken, str) else iso(taken),
                memo=self.memo,
            ),
            "rows": {label: printed(value) for label, value in self.rows},
        }


@dataclass(frozen=True, slots=True)
class ServiceChat:
    """A page of cards, each below its time line; what does not fit whole is left out."""

    phone: Phone
    captured: datetime
    notices: tuple[Notice, ...]

    def truth(self) -> Truth:
        """Return every card."""
        return screen_truth(
            "service_card", title="微信支付", notices=[n.truth() for _, n in self._placed()]
        )

    def picture(self) -> Image.Image:
        """Return its pixels."""
        phone, theme, p = self.phone, self.phone.theme, self.phone.px
        canvas = Canvas(phone, theme.page)
        for y, notice in self._placed():
            self._paint_stamp(canvas, y + p(36), notice.stamp)
            self._paint_card(canvas, y + p(82), notice)
        status_bar(canvas, self.captured, theme.bar)
        title_bar(canvas, "微信支付", theme.bar)
        self._paint_menu(canvas)
        return canvas.image

    def _placed(self) -> Iterator[tuple[int, Notice]]:
        p, y = self.phone.px, self.phone.top + self.phone.px(30)
        for notice in self.notices:
            high = p(82) + self._height(notice)
            if y + high > self.phone.height - p(170):
                return
            yield y, notice
            y += high + p(40)

    def _lines(self, notice: Notice) -> list[tuple[str, tuple[str, ...]]]:
        size, room = self.phone.px(40), self.phone.px(1080 - 2 * _SIDE - _PAD - _VALUE)
        return [(label, wrap(printed(value), size, room)) for label, value in notice.rows]

    def _height(self, notice: Notice) -> int:
        lines = sum(len(lines) for _, lines in self._lines(notice))
        return self.phone.px(340 + 110) + lines * self.phone.px(_LINE)

    def _paint_stamp(self, canvas: Canvas, y: int, text: str) -> None:
        p, theme, middle = self.phone.px, self.phone.theme, self.phone.width // 2
        if theme.pill is not None:
            plate(
                canvas, (middle - p(150), y - p(26), middle + p(150), y + p(26)), p(8), theme.pill
            )
        canvas.text(middle, y, text, size=p(33), colour=theme.centre_text, align="centre")

    def _paint_card(self, canvas: Canvas, top: int, notice: Notice) -> None:
        p, theme, width = self.phone.px, self.phone.theme, self.phone.width
        left, bottom = p(_SIDE + _PAD), top + self._height(notice)
        plate(canvas, (p(_SIDE), top, width - p(_SIDE), bottom), p(14), theme.plate)
        canvas.text(left, top + p(62), notice.title, size=p(44), colour=theme.left_text)
        middle = width // 2
        canvas.text(
            middle, top + p(150), notice.label, size=p(36), colour=theme.label, align="centre"
        )
        figures(
            canvas,
            middle,
            top + p(226),
            notice.amount,
            size=p(76),
            colour=theme.left_text,
            align="centre",
        )
        y = top + p(340)
        for label, lines in self._lines(notice):
            canvas.text(left, y, label, size=p(40), colour=theme.label)
            for line in lines:
                canvas.text(p(_SIDE + _VALUE), y, line, size=p(40), colour=theme.left_text)
                y += p(_LINE)
        rule = bottom - p(96)
        canvas.box((left, rule, width - left, rule + 1), theme.hairline)
        canvas.text(left, bottom - p(48), "查看账单详情", size=p(38), colour=theme.left_text)
        chevron(canvas, 1080 - _SIDE - _PAD, bottom - p(48))

    def _paint_menu(self, canvas: Canvas) -> None:
        p, theme, phone = self.phone.px, self.phone.theme, self.phone
        top = phone.height - p(150)
        canvas.box((0, top, phone.width, phone.height), theme.input_bar)
        canvas.box((0, top, phone.width, top + 1), theme.hairline)
        for at, name in enumerate(("我的账单", "支付服务", "摇优惠")):
            x = phone.width * (2 * at + 1) // 6
            canvas.text(x, top + p(60), name, size=p(40), colour=theme.text, align="centre")
        home_line(canvas)


def printed(value: str | datetime) -> str:
    """Return a row's value as it stands on the card."""
    return value if isinstance(value, str) else f"{value:%Y-%m-%d %H:%M:%S}"
