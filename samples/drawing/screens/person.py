"""Pages that say who somebody is: profiles, the page one transfers from, 实名认证."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drawing.avatar import avatar
from drawing.bars import back_arrow, home_line, more_dots, status_bar, tab_bar
from drawing.canvas import Canvas, width_of
from drawing.phone import rgb
from drawing.screens.frame import sheet
from drawing.screens.shapes import GREEN, button, chevron
from drawing.screens.shot import profile_truth, screen_truth

if TYPE_CHECKING:
    from datetime import datetime

    from PIL import Image

    from drawing.phone import Phone
    from drawing.screens.shot import Truth

_ROW = 150


@dataclass(frozen=True, slots=True)
class ContactPage:
    """A contact or a stranger. Where there is no remark, the nickname stands large, alone."""

    phone: Phone
    captured: datetime
    remark: str | None
    nickname: str
    wechat_id: str | None
    region: str | None
    rows: tuple[str, ...] = ("设置备注和标签", "朋友权限", "朋友圈", "更多信息")
    buttons: tuple[str, ...] = ("发消息", "音视频通话")

    def truth(self) -> Truth:
        """Return what the page says."""
        return screen_truth(
            "profile",
            profile=profile_truth(
                remark=self.remark,
                nickname=self.nickname,
                wechat_id=self.wechat_id,
                region=self.region,
            ),
        )

    @property
    def lines(self) -> tuple[str, ...]:
        """The grey lines below the large name."""
        named = ("昵称", self.nickname if self.remark else None)
        said = (named, ("微信号", self.wechat_id), ("地区", self.region))
        return tuple(f"{label}：{value}" for label, value in said if value)

    def picture(self) -> Image.Image:
        """Return its pixels."""
        phone, theme, p = self.phone, self.phone.theme, self.phone.px
        canvas = Canvas(phone, theme.page)
        head = phone.top + p(310)
        canvas.box((0, 0, phone.width, head), theme.sheet)
        old = theme.strip is not None
        bar = theme.bar if old else theme.sheet
        canvas.box((0, 0, phone.width, phone.top), bar)
        status_bar(canvas, self.captured, bar)
        back_arrow(canvas, theme.title)
        more_dots(canvas, theme.title)
        self._paint_head(canvas)
        y = _paint_rows(canvas, head, self.rows)
        _paint_buttons(canvas, y + p(20), self.buttons)
        home_line(canvas)
        return canvas.image

    def _paint_head(self, canvas: Canvas) -> None:
        p, theme, top = self.phone.px, self.phone.theme, self.phone.top
        canvas.picture(p(60), top + p(30), avatar(self.nickname, p(180)), p(14))
        large = self.remark or self.nickname
        canvas.text(p(284), top + p(62), large, size=p(58), colour=theme.text, bold=True)
        for at, line in enumerate(self.lines):
            canvas.text(p(284), top + p(130 + 56 * at), line, size=p(40), colour=theme.label)


@dataclass(frozen=True, slots=True)
class OwnPage:
    """The last tab, 我."""

    phone: Phone
    captured: datetime
    nickname: str
    wechat_id: str

    def truth(self) -> Truth:
        """Return what the page says."""
        return screen_truth(
            "profile",
            profile=profile_truth(nickname=self.nickname, wechat_id=self.wechat_id, own=True),
        )

    def picture(self) -> Image.Image:
        """Return its pixels."""
        phone, theme, p = self.phone, self.phone.theme, self.phone.px
        canvas = Canvas(phone, theme.page)
        head = phone.top + p(330)
        canvas.box((0, 0, phone.width, head), theme.sheet)
        old = theme.strip is not None
        status_bar(canvas, self.captured, theme.bar if old else theme.sheet)
        canvas.picture(p(72), phone.top + p(40), avatar(self.nickname, p(180)), p(14))
        y = phone.top + p(82)
        canvas.text(p(300), y, self.nickname, size=p(60), colour=theme.text, bold=True)
        account = f"微信号：{self.wechat_id}"
        canvas.text(p(300), y + p(90), account, size=p(42), colour=theme.label)
        _paint_rows(canvas, head + p(20), ("服务", "收藏", "朋友圈", "卡包", "表情", "设置"))
        tab_bar(canvas)
        return canvas.image


@dataclass(frozen=True, slots=True)
class TransferEntry:
    """The page one transfers from: 转账给 X(**利), the real name's end behind stars."""

    phone: Phone
    captured: datetime
    name: str
    masked: str
    wechat_id: str | None

    def truth(self) -> Truth:
        """Return what the page says; the name is the remark, else the nickname."""
        return screen_truth(
            "profile",
            profile=profile_truth(
                nickname=self.name, real_name=self.masked, wechat_id=self.wechat_id
            ),
        )

    def picture(self) -> Image.Image:
        """Return its pixels."""
        canvas = sheet(self.phone, self.captured, ground=self.phone.theme.page)
        phone, theme, p = self.phone, self.phone.theme, self.phone.px
        y = phone.top + p(90)
        whom = f"转账给 {self.name}({self.masked})"
        canvas.text(p(64), y, whom, size=p(46), colour=theme.text)
        if self.wechat_id:
            account = f"微信号：{self.wechat_id}"
            canvas.text(p(64), y + p(66), account, size=p(36), colour=theme.label)
        canvas.picture(p(900), y - p(40), avatar(self.name, p(116)), p(12))
        top = y + p(160)
        canvas.box((0, top, phone.width, phone.height), theme.sheet)
        canvas.text(p(64), top + p(80), "转账金额", size=p(40), colour=theme.text)
        canvas.text(p(64), top + p(200), "¥", size=p(80), colour=theme.text, bold=True)
        canvas.box((p(140), top + p(150), p(144), top + p(250)), GREEN)
        canvas.box((p(64), top + p(280), p(1016), top + p(280) + 1), theme.hairline)
        canvas.text(p(64), top + p(340), "添加转账说明", size=p(38), colour=theme.link)
        _paint_pad(canvas)
        return canvas.image


@dataclass(frozen=True, slots=True)
class RealName:
    """实名认证: the owner's own real name and identity number, both masked."""

    phone: Phone
    captured: datetime
    name: str
    number: str

    def truth(self) -> Truth:
        """Return what the page says."""
        return screen_truth(
            "profile",
            profile=profile_truth(own=True, real_name=self.name, id_number=self.number),
        )

    def picture(self) -> Image.Image:
        """Return its pixels."""
        canvas = sheet(self.phone, self.captured, "实名认证", ground=self.phone.theme.page)
        phone, theme, p = self.phone, self.phone.theme, self.phone.px
        y = phone.top + p(180)
        canvas.disc((phone.width // 2, y), p(80), GREEN)
        tick = [(p(504), y + p(2)), (p(530), y + p(28)), (p(580), y - p(26))]
        canvas.stroke(tick, p(10), rgb("#FFFFFF"))
        y += p(150)
        canvas.text(
            phone.width // 2, y, "已通过实名认证", size=p(50), colour=theme.text, align="centre"
        )
        said = (("姓名", self.name), ("证件类型", "居民身份证"), ("证件号", self.number))
        y += p(90)
        for label, value in (*said, ("证件有效期", "已验证")):
            canvas.box((0, y, phone.width, y + p(_ROW)), theme.sheet)
            canvas.box((p(60), y, phone.width, y + 1), theme.hairline)
            canvas.text(p(60), y + p(75), label, size=p(46), colour=theme.text)
            canvas.text(p(1016), y + p(75), value, size=p(46), colour=theme.label, align="right")
            y += p(_ROW)
        note = "根据法律法规要求，微信支付需要验证用户身份"
        canvas.text(p(60), y + p(60), note, size=p(32), colour=theme.label)
        return canvas.image


def _paint_rows(canvas: Canvas, y: int, names: tuple[str, ...]) -> int:
    p, theme, width = canvas.phone.px, canvas.theme, canvas.phone.width
    for at, name in enumerate(names):
        top = y + p(_ROW) * at
        canvas.box((0, top, width, top + p(_ROW)), theme.sheet)
        canvas.box((p(60), top, width, top + 1), theme.hairline)
        canvas.text(p(60), top + p(_ROW) // 2, name, size=p(48), colour=theme.text)
        chevron(canvas, 1028, top + p(_ROW) // 2)
    return y + p(_ROW) * len(names)


def _paint_buttons(canvas: Canvas, y: int, names: tuple[str, ...]) -> None:
    p, theme, width = canvas.phone.px, canvas.theme, canvas.phone.width
    for at, name in enumerate(names):
        top = y + p(_ROW) * at
        canvas.box((0, top, width, top + p(_ROW)), theme.sheet)
        canvas.box((0, top, width, top + 1), theme.hairline)
        middle = top + p(_ROW) // 2
        canvas.text(
            width // 2, middle, name, size=p(48), colour=theme.link, align="centre", bold=True
        )


def _paint_pad(canvas: Canvas) -> None:
    """Draw the digits one types an amount with, and the green 转账."""
    p, theme, phone = canvas.phone.px, canvas.theme, canvas.phone
    top = phone.height - p(720)
    canvas.box((0, top, phone.width, phone.height), theme.input_bar)
    for at, key in enumerate("1234567890."):
        x, y = p(135 + 270 * (at % 3)), top + p(100 + 160 * (at // 3))
        canvas.rounded((x - p(125), y - p(70), x + p(125), y + p(70)), p(12), theme.input_box)
        left = x - width_of(key, p(60)) // 2
        canvas.text(left, y, key, size=p(60), colour=theme.text)
    button(canvas, (p(825), top + p(190), p(1060), top + p(650)), "转账")
