"""The exam's deck: which screens are drawn, on which phones, in which formats."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

from drawing.dice import neighbours, pages, wording
from drawing.dice.chance import moment, someone
from drawing.dice.talk import FLAVOURS, Talk, height, items, lifted
from drawing.phone import ANDROID, DARK, IOS, LARGE, LIGHT, MAC, OLD, PHONES, SMALL, WINDOWS
from drawing.screens.chat import ChatShot, Habits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from PIL import Image

    from drawing.phone import Phone
    from drawing.screens.shot import Shot, Truth

_NAMES = {SMALL.width: "720x1600", ANDROID.width: "1080x2400", IOS.width: "1170x2532"}
_FLOATING = ("11条新消息", "2人提到了你", "99+条新消息")
_CLEAN_QUALITY, _CLEAN_WIDTH = 85, 1080
# How high stitched screenshots are, in turn, in pixels of a 1080 wide one.
STITCHED = (6000, 8000, 12000, 6500, 20000, 9000, 30000, 7000, 15000, 10000, 6000, 25000)
THEMES = {"light": LIGHT, "dark": DARK, "old": OLD}


@dataclass(frozen=True, slots=True)
class Variant:
    """How a screen reached the folder: its colours, its phone, its format."""

    theme: str
    phone: str
    format: str
    quality: int | None
    width: int
    wallpaper: bool
    photo: bool = False

    @property
    def clean(self) -> bool:
        """Whether nothing made it hard to read."""
        sharp = self.quality is None or self.quality >= _CLEAN_QUALITY
        flat = not (self.wallpaper or self.photo)
        return sharp and self.width >= _CLEAN_WIDTH and flat

    def truth(self) -> Truth:
        """Return it for truth.json."""
        return {
            "theme": self.theme,
            "phone": self.phone,
            "format": self.format,
            "quality": self.quality,
            "width": self.width,
            "wallpaper": self.wallpaper,
            "clean": self.clean,
        }


@dataclass(frozen=True, slots=True)
class Drawn:
    """One file of the exam."""

    name: str
    shot: Shot
    variant: Variant

    def picture(self) -> Image.Image:
        """Return its pixels, scaled as a messenger would."""
        picture = self.shot.picture()
        if picture.width == self.variant.width:
            return picture
        high = round(picture.height * self.variant.width / picture.width)
        return picture.resize((self.variant.width, high), 1)

    def truth(self) -> Truth:
        """Return what it says, and how it was made."""
        said = self.shot.truth()
        return {"kind": said.pop("kind"), "variant": self.variant.truth(), **said}


def chat(dice: Random, phone: Phone, captured: datetime, turn: int) -> Shot:
    """Return a chat with one other person."""
    flavour = sorted(FLAVOURS)[turn % len(FLAVOURS)]
    other = someone(dice)
    return _chat(
        dice, phone, captured, Talk(dice, phone, captured, someone(dice), (other,)), flavour
    )


def money_chat(dice: Random, phone: Phone, captured: datetime, _turn: int) -> Shot:
    """Return a chat full of transfers."""
    talk = Talk(dice, phone, captured, someone(dice), (someone(dice),))
    return _chat(dice, phone, captured, talk, "money")


def group_chat(dice: Random, phone: Phone, captured: datetime, _turn: int) -> Shot:
    """Return a group's chat."""
    others = tuple(someone(dice) for _ in range(dice.randint(2, 5)))
    talk = Talk(dice, phone, captured, someone(dice), others, dice.choice(wording.GROUPS))
    return _chat(dice, phone, captured, talk, "talk")


def wallpaper_chat(dice: Random, phone: Phone, captured: datetime, turn: int) -> Shot:
    """Return a chat before a photo."""
    shot = chat(dice, phone, captured, turn)
    assert isinstance(shot, ChatShot)
    return replace(shot, habits=replace(shot.habits, wallpaper=dice.randrange(10**6)))


def window_chat(dice: Random, _phone: Phone, captured: datetime, turn: int) -> Shot:
    """Return a computer's window, of a person or a group."""
    window = (WINDOWS, MAC)[turn % 2]
    make = (chat, group_chat, money_chat)[turn % 3]
    return make(dice, window, captured, turn)


def crop(dice: Random, phone: Phone, captured: datetime, turn: int) -> Shot:
    """Return a chat without any bar."""
    make = (chat, group_chat)[turn % 2]
    shot = make(dice, phone, captured, turn)
    assert isinstance(shot, ChatShot)
    return replace(shot, items=shot.items[: dice.randint(4, 9)], bare=True, lift=0, habits=Habits())


def stitched(dice: Random, phone: Phone, captured: datetime, turn: int) -> Shot:
    """Return a chat that a program put together from many screens."""
    wide = replace(ANDROID, theme=phone.theme, figures=phone.figures)
    end = STITCHED[turn % len(STITCHED)] - (ANDROID.height - ANDROID.foot) - ANDROID.top
    talk = Talk(dice, wide, captured, someone(dice), (someone(dice),))
    days = dice.choice((12, 40, 300))
    told = items(talk, "mixed", lambda told: height(wide, told) > end, days=days)
    while height(wide, list(told)) > end:
        told = told[:-1]
    return ChatShot(wide, captured, talk.others[0].remark, told, whole=True)


def _chat(dice: Random, phone: Phone, captured: datetime, talk: Talk, flavour: str) -> ChatShot:
    """Return a page: one that holds all of a short chat, or a part of a longer one."""
    members = None
    title = talk.others[0].remark
    if talk.group:
        title, members = talk.group, dice.choice((3, 5, 12, 88, 449, 500))
    habits = _habits(dice, phone)
    if not talk.group:
        habits = replace(habits, pinned="")
    blank = ChatShot(phone, captured, title, (), members, habits=habits)
    view = blank.foot - blank.top
    if dice.random() < 0.45:
        told = items(talk, flavour, lambda told: height(phone, told) > view)
        while height(phone, list(told)) > view:
            told = told[:-1]
        return replace(blank, items=told, habits=replace(habits, floating=""))
    told = items(talk, flavour, lambda told: height(phone, told) > 1.7 * view)
    return lifted(replace(blank, items=told), dice)


def _habits(dice: Random, phone: Phone) -> Habits:
    if phone.unit:
        return Habits()
    draft = dice.choice(("我明天", "好的，那我先", "在吗", "转账")) if dice.random() < 0.15 else ""
    return Habits(
        unread=dice.choice(("1", "4", "51", "99+")) if dice.random() < 0.3 else "",
        muted=dice.random() < 0.1,
        draft=draft,
        keyboard=bool(draft) and dice.random() < 0.6,
        floating=dice.choice(_FLOATING) if dice.random() < 0.15 else "",
        pinned="群公告：请先看完再发言" if dice.random() < 0.15 else "",
        left_title=not phone.ios and dice.random() < 0.1,
        typing=dice.random() < 0.02,
        company="@山海科技" if dice.random() < 0.04 else "",
    )


# How often each is drawn in a deck of 334: the kinds that carry money more than others.
RECIPES: dict[str, tuple[Callable[[Random, Phone, datetime, int], Shot], int]] = {
    "chat": (chat, 56),
    "money": (money_chat, 24),
    "group": (group_chat, 24),
    "wallpaper": (wallpaper_chat, 14),
    "window": (window_chat, 12),
    "crop": (crop, 14),
    "stitched": (stitched, 12),
    "transfer": (pages.transfer, 36),
    "bill": (pages.bill, 36),
    "list": (pages.bill_list, 16),
    "packet": (pages.packet, 12),
    "profile": (pages.profile, 18),
    "service": (pages.service, 12),
    "alipay": (neighbours.alipay, 14),
    "bank": (neighbours.bank, 10),
    "note": (neighbours.note, 8),
    "paper": (neighbours.paper, 9),
    "stranger": (neighbours.stranger, 8),
}
_LIGHT_ONLY = frozenset({"alipay", "bank", "paper"})
_NEVER_OLD = frozenset({"note", "service", "stranger"})


def order() -> list[tuple[str, int]]:
    """Return the deck: each recipe once, then all spread evenly; with its how-manieth turn."""
    turns = ((name, often, turn) for name, (_, often) in RECIPES.items() for turn in range(often))
    spread = sorted(
        ((turn / often, name, turn) for name, often, turn in turns),
        key=lambda one: (one[2] > 0, one[0]),
    )
    return [(name, turn) for _, name, turn in spread]


def drawn(seed: int, count: int) -> Iterator[Drawn]:
    """Yield as many screens as asked, beginning with one of each recipe."""
    deck = order()
    for at in range(count):
        name, turn = deck[at % len(deck)]
        rounds = at // len(deck)
        dice = Random(f"{seed} {at}")
        yield _one(dice, at, name, turn + rounds * RECIPES[name][1])


def _one(dice: Random, at: int, name: str, turn: int) -> Drawn:
    theme = _theme(dice, name, turn)
    base = PHONES[(turn + dice.randrange(2)) % len(PHONES)]
    figures = dice.choice(("plain", "narrow"))
    phone = replace(
        base,
        theme=THEMES[theme],
        figures=figures,
        twelve_hours=dice.random() < (0.6 if base.ios else 0.25),
        weekday=dice.choice((base.weekday, "周")),
    )
    shot = RECIPES[name][0](dice, phone, moment(dice), turn)
    variant = _variant(dice, name, theme, shot)
    ending = "png" if variant.format == "PNG" else "jpg"
    return Drawn(f"{at:04d}-{name}-{theme}.{ending}", shot, variant)


def _theme(dice: Random, name: str, turn: int) -> str:
    if name in _LIGHT_ONLY or name == "window":
        return "light"
    themes = ("light", "light", "dark", "light", "old", "light", "dark", "light")
    theme = themes[(turn + dice.randrange(2)) % len(themes)]
    return "light" if theme == "old" and name in _NEVER_OLD else theme


def _variant(dice: Random, name: str, theme: str, shot: Shot) -> Variant:
    """Choose a format. A long picture stays wide, a computer's window is never scaled."""
    full = shot.phone.width
    width, chance = full, dice.random()
    if name not in {"window", "stitched"} and full > SMALL.width:
        width = 720 if chance < 0.10 else 540 if chance < 0.20 else full
    lossless = name != "paper" and dice.random() < 0.5
    quality = None if lossless else dice.choice((90, 85, 85, 75, 70, 60))
    model = (
        "PC" if name == "window" else _NAMES.get(full, "1440x3200" if full == LARGE.width else "")
    )
    return Variant(
        theme,
        model or f"{full}",
        "PNG" if lossless else "JPEG",
        quality,
        width,
        wallpaper=name == "wallpaper",
        photo=name == "paper",
    )
