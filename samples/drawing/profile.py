"""Pages about a person: a contact's profile, and one's own 我 page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drawing.avatar import avatar
from drawing.bars import back_arrow, home_line, more_dots, status_bar, tab_bar
from drawing.canvas import Canvas
from drawing.pages import page_truth
from drawing.phone import rgb

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from PIL import Image

    from drawing.pages import Truth
    from drawing.phone import Phone
    from drawing.story import Person

_ROW = 150
_TABS = (
    ("服务", "#07C160"),
    ("收藏", "#FA9D3B"),
    ("朋友圈", "#2782D7"),
    ("卡包", "#10AEFF"),
    ("表情", "#FFC300"),
    ("设置", "#576B95"),
)


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """A contact: the owner's remark large, below it what the contact calls themselves."""

    person: Person
    phone: Phone
    captured: datetime
    file: str

    @property
    def names(self) -> tuple[str, ...]:
        """The one file name."""
        return (self.file,)

    def shots(self) -> Iterator[tuple[str, Image.Image]]:
        """Yield the name with the picture."""
        phone, theme, p = self.phone, self.phone.theme, self.phone.px
        canvas = Canvas(phone, theme.page)
        canvas.box((0, 0, phone.width, phone.top + p(310)), theme.sheet)
        status_bar(canvas, self.captured, theme.sheet)
        back_arrow(canvas, theme.title)
        more_dots(canvas, theme.title)
        self._paint_head(canvas)
        y = phone.top + p(310)
        y = _paint_group(canvas, y, ("设置备注和标签", "朋友权限"))
        y = _paint_group(canvas, y + p(20), ("朋友圈", "更多信息"))
        _paint_buttons(canvas, y + p(20), ("发消息", "音视频通话"))
        home_line(canvas)
        yield self.file, canvas.image

    def truths(self) -> Iterator[tuple[str, Truth]]:
        """Yield the name with what the page says."""
        person = self.person
        yield (
            self.file,
            page_truth(
                "profile",
                profile={
                    "remark": person.remark,
                    "nickname": person.nickname,
                    "wechat_id": person.wechat_id,
                    "region": person.region,
                    "own": False,
                },
            ),
        )

    def _paint_head(self, canvas: Canvas) -> None:
        p, theme, top = self.phone.px, self.phone.theme, self.phone.top
        canvas.picture(p(60), top + p(30), avatar(self.person.wechat_id, p(180)), p(14))
        canvas.text(
            p(284), top + p(62), self.person.remark, size=p(58), colour=theme.text, bold=True
        )
        lines = (
            f"昵称：{self.person.nickname}",
            f"微信号：{self.person.wechat_id}",
            f"地区：{self.person.region}",
        )
        for at, line in enumerate(lines):
            canvas.text(p(284), top + p(130 + 56 * at), line, size=p(40), colour=theme.label)


@dataclass(frozen=True, slots=True)
class MePage:
    """One's own page: 我, the last tab."""

    person: Person
    phone: Phone
    captured: datetime
    file: str

    @property
    def names(self) -> tuple[str, ...]:
        """The one file name."""
        return (self.file,)

    def shots(self) -> Iterator[tuple[str, Image.Image]]:
        """Yield the name with the picture."""
        phone, theme, p = self.phone, self.phone.theme, self.phone.px
        canvas = Canvas(phone, theme.page)
        head = phone.top + p(330)
        canvas.box((0, 0, phone.width, head), theme.sheet)
        status_bar(canvas, self.captured, theme.sheet)
        self._paint_head(canvas)
        y = _paint_group(canvas, head + p(20), ("服务",))
        y = _paint_group(canvas, y + p(20), ("收藏", "朋友圈", "卡包", "表情"))
        _paint_group(canvas, y + p(20), ("设置",))
        tab_bar(canvas)
        yield self.file, canvas.image

    def truths(self) -> Iterator[tuple[str, Truth]]:
        """Yield the name with what the page says."""
        yield (
            self.file,
            page_truth(
                "profile",
                profile={
                    "remark": None,
                    "nickname": self.person.nickname,
                    "wechat_id": self.person.wechat_id,
                    "region": None,
                    "own": True,
                },
            ),
        )

    def _paint_head(self, canvas: Canvas) -> None:
        p, theme, top = self.phone.px, self.phone.theme, self.phone.top
        canvas.picture(p(72), top + p(40), avatar(self.person.wechat_id, p(180)), p(14))
        canvas.text(
            p(300), top + p(82), self.person.nickname, size=p(60), colour=theme.text, bold=True
        )
        wechat_id = f"微信号：{self.person.wechat_id}"
        canvas.text(p(300), top + p(172), wechat_id, size=p(42), colour=theme.label)
        _paint_chevron(canvas, top + p(172))


def _paint_group(canvas: Canvas, y: int, names: tuple[str, ...]) -> int:
    """Draw rows under one another; return where they end."""
    p, theme, width = canvas.phone.px, canvas.theme, canvas.phone.width
    colours = dict(_TABS)
    for at, name in enumerate(names):
        top, indent = y + p(_ROW) * at, 60
        canvas.box((0, top, width, top + p(_ROW)), theme.sheet)
        canvas.box((p(60), top, width, top + 1), theme.hairline)
        middle = top + p(_ROW) // 2
        if name in colours and len(names) != 2:
            canvas.rounded(
                (p(60), middle - p(32), p(124), middle + p(32)), p(14), rgb(colours[name])
            )
            indent = 164
        canvas.text(p(indent), middle, name, size=p(48), colour=theme.text)
        _paint_chevron(canvas, middle)
    return y + p(_ROW) * len(names)


def _paint_buttons(canvas: Canvas, y: int, names: tuple[str, ...]) -> None:
    p, theme, width = canvas.phone.px, canvas.theme, canvas.phone.width
    for at, name in enumerate(names):
        top = y + p(_ROW) * at
        canvas.box((0, top, width, top + p(_ROW)), theme.sheet)
        canvas.box((0, top, width, top + 1), theme.hairline)
        canvas.text(
            width // 2,
            top + p(_ROW) // 2,
            name,
            size=p(48),
            colour=theme.link,
            align="centre",
            bold=True,
        )


def _paint_chevron(canvas: Canvas, y: int) -> None:
    p = canvas.phone.px
    canvas.stroke(
        [(p(1012), y - p(16)), (p(1028), y), (p(1012), y + p(16))], p(4), canvas.theme.faint
    )
