"""红包详情: whose, the greeting, what one took, and in a group who took how much."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drawing.avatar import avatar
from drawing.bars import back_arrow, home_line, status_bar, title_middle
from drawing.canvas import Canvas, width_of
from drawing.phone import rgb
from drawing.screens.shapes import figures
from drawing.screens.shot import screen_truth, slip_truth

if TYPE_CHECKING:
    from datetime import datetime

    from PIL import Image

    from drawing.phone import Phone
    from drawing.screens.shot import Truth

_RED, _CREAM, _GOLD = rgb("#D85940"), rgb("#FAE3BE"), rgb("#C6A36B")


@dataclass(frozen=True, slots=True)
class Taken:
    """What one member took, and when; the page prints the clock alone."""

    name: str
    amount: str
    at: datetime
    best: bool = False


@dataclass(frozen=True, slots=True)
class PacketDetail:
    """A packet somebody sent. `amount` is what the phone's owner took, None where nothing."""

    phone: Phone
    captured: datetime
    sender: str
    greeting: str
    amount: str | None
    shares: tuple[Taken, ...] = ()
    total: str | None = None
    seconds: str = ""

    def truth(self) -> Truth:
        """Return what the page says; a single packet has no list."""
        packet = {
            "total": self.total,
            "count": len(self.shares) or None,
            "shares": [
                {"name": share.name, "amount": share.amount, "time": None} for share in self.shares
            ],
        }
        return screen_truth(
            "red_packet",
            payment=slip_truth(
                amount=self.amount,
                direction="in" if self.amount else None,
                counterparty=self.sender,
                status="accepted" if self.amount else None,
                memo=self.greeting,
            ),
            packet=packet,
        )

    def picture(self) -> Image.Image:
        """Return its pixels."""
        canvas = Canvas(self.phone, self.phone.theme.sheet)
        self._paint_arc(canvas)
        y = self._paint_head(canvas)
        if self.shares:
            self._paint_shares(canvas, y)
        home_line(canvas)
        return canvas.image

    def _paint_arc(self, canvas: Canvas) -> None:
        p, phone = self.phone.px, self.phone
        edge = phone.top + p(60)
        canvas.box((0, 0, phone.width, edge), _RED)
        canvas.smooth(
            (0, edge, phone.width, edge + p(110)),
            _RED,
            lambda pen, size, _k: pen.ellipse(
                (-size[0] // 5, -size[1], size[0] + size[0] // 5, size[1] - 1), fill=255
            ),
        )
        lit = phone.theme
        status_bar(canvas, self.captured, _RED)
        if lit.pill is not None:
            canvas.text(p(184), title_middle(phone), "红包详情", size=p(52), colour=_CREAM)
        back_arrow(canvas, _CREAM)
        canvas.text(
            p(1036), title_middle(phone), "红包记录", size=p(40), colour=_CREAM, align="right"
        )

    def _paint_head(self, canvas: Canvas) -> int:
        p, theme, middle = self.phone.px, self.phone.theme, self.phone.width // 2
        y, name = self.phone.top + p(280), f"{self.sender}的红包"
        wide = width_of(name, p(48)) + p(88)
        x = middle - wide // 2
        canvas.picture(x, y - p(34), avatar(self.sender, p(68)), p(10))
        canvas.text(x + p(88), y, name, size=p(48), colour=theme.text, bold=True)
        canvas.text(
            middle, y + p(84), self.greeting, size=p(38), colour=theme.label, align="centre"
        )
        y += p(84)
        if self.amount:
            y += p(190)
            wide = width_of(self.amount, p(120))
            figures(canvas, middle, y, self.amount, size=p(120), colour=_GOLD, align="centre")
            canvas.text(middle + wide // 2 + p(20), y + p(34), "元", size=p(38), colour=_GOLD)
            canvas.text(
                middle,
                y + p(120),
                "已存入零钱，可直接转账",
                size=p(36),
                colour=_GOLD,
                align="centre",
            )
            y += p(120)
        return y + p(110)

    def _paint_shares(self, canvas: Canvas, y: int) -> None:
        p, theme = self.phone.px, self.phone.theme
        canvas.box((0, y, self.phone.width, y + p(20)), theme.input_bar)
        tail = f"，{self.seconds}被抢光" if self.seconds else ""
        head = f"{len(self.shares)}个红包共{self.total}元{tail}"
        canvas.text(p(48), y + p(70), head, size=p(36), colour=theme.label)
        y += p(120)
        for share in self.shares:
            canvas.box((p(48), y, self.phone.width, y + 1), theme.hairline)
            canvas.picture(p(48), y + p(28), avatar(share.name, p(104)), p(12))
            canvas.text(p(184), y + p(54), share.name, size=p(44), colour=theme.text)
            clock = f"{share.at:%H:%M}"
            canvas.text(p(184), y + p(112), clock, size=p(34), colour=theme.label)
            amount = f"{share.amount}元"
            canvas.text(p(1032), y + p(54), amount, size=p(44), colour=theme.text, align="right")
            if share.best:
                canvas.text(
                    p(1032), y + p(112), "手气最佳", size=p(34), colour=_GOLD, align="right"
                )
            y += p(160)
