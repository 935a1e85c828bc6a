"""How a golden story is told: who says and pays what, and which screenshots are taken of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

from drawing.phone import ANDROID, IOS, OLD, SMALL, Phone
from drawing.screens.bill import BillDetail
from drawing.screens.cards import Packet, Transfer
from drawing.screens.chat import GAP, ChatShot
from drawing.screens.item import Item, Speaker
from drawing.screens.person import ContactPage, OwnPage
from drawing.screens.pictures import Picture, Sticker
from drawing.screens.shot import Shot
from drawing.screens.transfer import TransferDetail
from drawing.screens.words import Call, Grey, Voice, Words
from drawing.story import Person, Side, time_line
from PIL import Image
from PIL.ExifTags import IFD, Base

LEFT, RIGHT = Side.LEFT, Side.RIGHT
PHONE = replace(ANDROID, width=900, height=2000)
SMALL_PHONE = SMALL
IPHONE = replace(IOS, width=828, height=1792)
OLD_PHONE = replace(ANDROID, width=900, height=1600, theme=OLD, taken="已收钱")
_SECONDS_A_PAGE = 7
_JPEG_QUALITY = 88
# A text line this near to the page's edge is neither whole nor clearly cut: never stop there.
_NEAR = 8
# A person scrolls back so far, in design units, for a page that cuts no message.
_NEAT = 160
# The blank below the last message, in design units.
_TAIL = 80


@dataclass(frozen=True)
class Stage:
    """Whose phone it is, and what the faces of both sides are drawn from."""

    phone: Phone
    owner: str
    other: str

    def by(self, side: Side, who: Person | None = None) -> Speaker:
        """Return who stands on a side; in a group `who` names the one on the left."""
        if who is not None:
            return Speaker(side, who.wechat_id, who.nickname)
        return Speaker(side, self.owner if side is RIGHT else self.other)


Said = Callable[[Stage], tuple[Item, ...]]


@dataclass(frozen=True)
class Scene:
    """What was said without a pause; the app heads it with one time line."""

    at: datetime
    said: tuple[Said, ...]


def scene(at: str, *said: Said) -> Scene:
    return Scene(datetime.fromisoformat(at), said)


def left(text: str, *, who: Person | None = None, quoted: str | None = None) -> Said:
    """Words of the other side."""
    return lambda stage: (Words(by=stage.by(LEFT, who), text=text, quoted=quoted),)


def right(text: str, *, undelivered: bool = False, quoted: str | None = None) -> Said:
    """Words of the phone's owner."""
    return lambda stage: (
        Words(by=stage.by(RIGHT), text=text, undelivered=undelivered, quoted=quoted),
    )


def voice(side: Side, seconds: int, *, spoken: str | None = None, unheard: bool = False) -> Said:
    return lambda stage: (
        Voice(by=stage.by(side), seconds=seconds, spoken=spoken, unheard=unheard),
    )


def call(side: Side, text: str, *, video: bool = False) -> Said:
    return lambda stage: (Call(by=stage.by(side), text=text, video=video),)


def grey(text: str) -> Said:
    """A line of the system's."""
    return lambda _: (Grey(text),)


def photo(side: Side, *, who: Person | None = None) -> Said:
    return lambda stage: (Picture(by=stage.by(side, who), wide=300, high=240),)


def sticker(side: Side, word: str) -> Said:
    return lambda stage: (Sticker(by=stage.by(side), word=word),)


def packet(side: Side, greeting: str) -> Said:
    """A red packet that was taken."""
    return lambda stage: (
        Packet(by=stage.by(side), greeting=greeting, state="已领取", opened=True),
    )


def paid(side: Side, amount: str, state: str = "accepted", memo: str | None = None) -> Said:
    """A transfer by a side: its card, and the other side's second card where it was taken."""

    def cards(stage: Stage) -> tuple[Item, ...]:
        words = {
            "pending": "你发起了一笔转账" if side is RIGHT else "请收款",
            "accepted": stage.phone.taken,
            "returned": "已退还",
            "expired": "已过期",
        }
        first = Transfer(
            by=stage.by(side),
            amount=amount,
            says=memo or words[state],
            status=state,
            memo=memo is not None,
        )
        if state != "accepted":
            return (first,)
        taken = "已收钱" if stage.phone.theme.strip else "已收款"
        second = replace(first, by=stage.by(side.other), says=taken, memo=False, receipt=True)
        return (first, second)

    return cards


@dataclass(frozen=True)
class Roll:
    """Screenshots of one chat from its first message to its last.

    Neighbours share `overlap` whole messages at least, cards not counted. A group has `members`,
    and its `title` is its name.
    """

    phone: Phone
    owner: Person
    other: Person
    captured: str
    files: tuple[str, ...]
    scenes: tuple[Scene, ...]
    overlap: int = 1
    title: str | None = None
    members: int | None = None
    between: int = _SECONDS_A_PAGE

    def shots(self) -> Iterator[tuple[str, Shot]]:
        """Yield each name with its page; AssertionError tells how many names are needed."""
        shown = replace(self._shot(), lift=0)
        lifts = list(_lifts(shown, self.overlap))
        assert len(lifts) == len(self.files), f"{len(lifts)} pages for {self.files}"
        for number, (name, lift) in enumerate(zip(self.files, lifts, strict=True)):
            at = shown.captured + timedelta(seconds=self.between * number)
            yield name, replace(shown, lift=lift, captured=at)

    def _shot(self) -> ChatShot:
        title = self.title or self.other.remark or self.other.nickname
        at = datetime.fromisoformat(self.captured)
        return ChatShot(self.phone, at, title, tuple(self._items(at)), self.members)

    def _items(self, captured: datetime) -> Iterator[Item]:
        stage = Stage(self.phone, self.owner.wechat_id, self.other.wechat_id)
        for one in self.scenes:
            yield Grey(time_line(one.at, captured, self.phone), "time")
            for said in one.said:
                yield from said(stage)


def _lifts(shot: ChatShot, overlap: int) -> Iterator[int]:
    """Yield how far each page is scrolled up, until the last message is seen."""
    high, unit = shot.foot - shot.top, 1080 / shot.phone.width
    tops = [y - shot.top for y, _ in shot.placed()]
    ends = [y - shot.top + item.height(shot.phone) for y, item in shot.placed()]
    lift = 0
    while True:
        yield lift
        top = shot.phone.px(lift)
        if ends[-1] <= top + high:
            return
        whole = [i for i, y in enumerate(tops) if top <= y and ends[i] <= top + high]
        told = [i for i in whole if not isinstance(shot.items[i], Transfer)]
        latest = tops[told[-overlap]] - shot.phone.px(GAP) // 2
        last = ends[-1] + shot.phone.px(_TAIL) - high
        halts = range(math.floor(min(latest, last) * unit), lift, -1)
        near = halts[:_NEAT]
        clear = (one for one in near if _clear(replace(shot, lift=one), cut=False))
        fair = (one for one in halts if _clear(replace(shot, lift=one), cut=True))
        lift = next(clear, None) or next(fair)


def _clear(shot: ChatShot, *, cut: bool) -> bool:
    """Say whether no edge runs through a message, or (`cut`) none runs close to a line's rim."""
    near = shot.phone.px(_NEAR)
    for y, item in shot.placed():
        end = y + item.height(shot.phone)
        for edge in (shot.top, shot.foot):
            if not y < edge < end:
                continue
            if not cut or isinstance(item, Picture):
                return False
            rims = [y + at for row in item.rows(shot.phone) for at in (row.top, row.bottom)]
            if any(abs(rim - edge) < near for rim in rims):
                return False
    return True


@dataclass(frozen=True)
class Page:
    """One screenshot that is no chat."""

    file: str
    shot: Shot

    def shots(self) -> Iterator[tuple[str, Shot]]:
        yield self.file, self.shot


@dataclass(frozen=True)
class Copy:
    """The same picture once more, byte for byte, under another name."""

    of: str
    file: str


@dataclass(frozen=True)
class Story:
    """All screenshots of a folder; `papers` are files that are no pictures."""

    pages: tuple[Roll | Page | Copy, ...]
    papers: dict[str, bytes] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """Draw every picture into the folder."""
        folder.mkdir(parents=True)
        for page in self.pages:
            if isinstance(page, Copy):
                (folder / page.file).write_bytes((folder / page.of).read_bytes())
                continue
            for name, shot in page.shots():
                (folder / name).write_bytes(encoded(name, shot))
        for name, content in self.papers.items():
            (folder / name).write_bytes(content)


def encoded(name: str, shot: Shot) -> bytes:
    """Return a picture as its phone saves it: an iPhone's says itself when it was taken."""
    out, picture = BytesIO(), shot.picture()
    if name.lower().endswith((".jpg", ".jpeg")):
        picture.save(out, "JPEG", quality=_JPEG_QUALITY)
    else:
        picture.save(out, "PNG", compress_level=1, exif=_exif(shot))
    return out.getvalue()


def _exif(shot: Shot) -> Image.Exif:
    exif = Image.Exif()
    if shot.phone.ios:
        at = f"{shot.captured:%Y:%m:%d %H:%M:%S}"
        exif[IFD.Exif] = {Base.DateTimeOriginal: at, Base.OffsetTimeOriginal: "+08:00"}
    return exif


# ── other pages ────────────────────────────────────────────────────────────────────────


def contact(file: str, phone: Phone, captured: str, who: Person) -> Page:
    """A contact's profile."""
    at = datetime.fromisoformat(captured)
    names = (who.remark or None, who.nickname, who.wechat_id, who.region)
    return Page(file, ContactPage(phone, at, *names))


def own(file: str, phone: Phone, captured: str, who: Person) -> Page:
    """One's own page."""
    return Page(file, OwnPage(phone, datetime.fromisoformat(captured), who.nickname, who.wechat_id))


def details(
    file: str,
    phone: Phone,
    captured: str,
    case: str,
    who: Person,
    amount: str,
    sent: str,
    done: str,
    memo: str | None = None,
) -> Page:
    """转账详情; `case` is out-done, in-done, out-returned, out-pending … (`TransferDetail`)."""
    moments = [datetime.fromisoformat(at) for at in (captured, sent, done)]
    shot = TransferDetail(
        phone, moments[0], case, who.nickname, amount, moments[1], moments[2], memo
    )
    return Page(file, shot)


def bill(
    file: str,
    phone: Phone,
    captured: str,
    who: Person,
    amount: str,
    sent: str,
    serial: str,
    *,
    received: str | None = None,
    memo: str = "微信转账",
    state: str = "",
) -> Page:
    """账单详情: of money that went out, or with `received` of money that came in."""
    came = received is not None
    at = datetime.fromisoformat
    rows: list[tuple[str, str | datetime]] = [
        ("当前状态", state or ("已存入零钱" if came else "对方已收钱")),
        ("转账说明", memo),
        ("转账时间", at(sent)),
    ]
    rows += [("收款时间", at(received))] if received else [("支付方式", "零钱")]
    rows.append(("转账单号", serial))
    shot = BillDetail(
        phone=phone,
        captured=at(captured),
        header=f"转账-{'来自' if came else '转给'}{who.nickname}",
        who=who.nickname,
        amount=amount,
        sign="+" if came else "-",
        rows=tuple(rows),
        services=("对订单有疑惑", "申请转账电子凭证"),
        face=who.wechat_id,
    )
    return Page(file, shot)
