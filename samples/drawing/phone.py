"""What a phone's screen looks like: its size, its bars, its colours, its way to write a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

DESIGN_WIDTH = 1080


class Rgb(NamedTuple):
    """An sRGB colour."""

    red: int
    green: int
    blue: int


def rgb(text: str) -> Rgb:
    """Return the colour that `#RRGGBB` names."""
    value = int(text.removeprefix("#"), 16)
    return Rgb(value >> 16, value >> 8 & 255, value & 255)


TICK = rgb("#3FB838")
CLOCK = rgb("#10AEFF")
LIT = rgb("#07C160")
UNHEARD = rgb("#FA5151")


@dataclass(frozen=True, slots=True)
class Theme:
    """The app's colours. `sheet` is the ground of pages that are not chats, `plate` that of link
    and file cards, `pill` a box behind time lines, `strip` a footer below orange cards, `outline`
    a rim about white bubbles.
    """

    page: Rgb
    bar: Rgb
    sheet: Rgb
    hairline: Rgb
    text: Rgb
    label: Rgb
    title: Rgb
    faint: Rgb
    link: Rgb
    left: Rgb
    left_text: Rgb
    right: Rgb
    right_text: Rgb
    centre_text: Rgb
    card: Rgb
    card_done: Rgb
    card_text: Rgb
    card_done_text: Rgb
    card_foot: Rgb
    card_done_foot: Rgb
    input_bar: Rgb
    input_box: Rgb
    quote: Rgb
    quote_text: Rgb
    plate: Rgb
    income: Rgb
    nick: Rgb
    pill: Rgb | None = None
    strip: Rgb | None = None
    outline: Rgb | None = None


LIGHT = Theme(
    page=rgb("#EDEDED"),
    bar=rgb("#EDEDED"),
    sheet=rgb("#FFFFFF"),
    hairline=rgb("#DCDCDC"),
    text=rgb("#191919"),
    label=rgb("#7F7F7F"),
    title=rgb("#111111"),
    faint=rgb("#B2B2B2"),
    link=rgb("#576B95"),
    left=rgb("#FFFFFF"),
    left_text=rgb("#191919"),
    right=rgb("#95EC69"),
    right_text=rgb("#191919"),
    centre_text=rgb("#7F7F7F"),
    card=rgb("#FA9D3B"),
    card_done=rgb("#FDE1C3"),
    card_text=rgb("#FFFFFF"),
    card_done_text=rgb("#FFFFFF"),
    card_foot=rgb("#FAECDA"),
    card_done_foot=rgb("#FFFFFF"),
    input_bar=rgb("#F7F7F7"),
    input_box=rgb("#FFFFFF"),
    quote=rgb("#E1E1E1"),
    quote_text=rgb("#737373"),
    plate=rgb("#FFFFFF"),
    income=rgb("#F7A94B"),
    nick=rgb("#7F7F7F"),
)

DARK = Theme(
    page=rgb("#111111"),
    bar=rgb("#111111"),
    sheet=rgb("#191919"),
    hairline=rgb("#2A2A2A"),
    text=rgb("#D5D5D5"),
    label=rgb("#7D7D7D"),
    title=rgb("#D5D5D5"),
    faint=rgb("#5A5A5A"),
    link=rgb("#7D90A9"),
    left=rgb("#2C2C2C"),
    left_text=rgb("#D5D5D5"),
    right=rgb("#3EAC74"),
    right_text=rgb("#1C1C1C"),
    centre_text=rgb("#5A5A5A"),
    card=rgb("#AF6F29"),
    card_done=rgb("#6B4A26"),
    card_text=rgb("#EDE3D8"),
    card_done_text=rgb("#A8927B"),
    card_foot=rgb("#D6BFA6"),
    card_done_foot=rgb("#A8927B"),
    input_bar=rgb("#1D1D1F"),
    input_box=rgb("#292929"),
    quote=rgb("#202020"),
    quote_text=rgb("#7D7D7D"),
    plate=rgb("#2C2C2C"),
    income=rgb("#C98B3F"),
    nick=rgb("#6A6A6A"),
)

OLD = replace(
    LIGHT,
    page=rgb("#EBEBEB"),
    bar=rgb("#393A3F"),
    title=rgb("#FFFFFF"),
    text=rgb("#2E2E2E"),
    left_text=rgb("#2E2E2E"),
    right=rgb("#AEE56D"),
    right_text=rgb("#2E2E2E"),
    centre_text=rgb("#FFFFFF"),
    card_done=rgb("#FA9D3B"),
    input_bar=rgb("#F5F5F6"),
    pill=rgb("#CECECE"),
    strip=rgb("#FFFFFF"),
    outline=rgb("#D4D4D4"),
)

WINDOWS_LIGHT = replace(LIGHT, page=rgb("#F5F5F5"), bar=rgb("#F5F5F5"), input_bar=rgb("#F5F5F5"))
MAC_LIGHT = replace(LIGHT, page=rgb("#F3F3F3"), bar=rgb("#F3F3F3"), right=rgb("#96EC69"))


@dataclass(frozen=True, slots=True)
class Phone:
    """A screen and its habits.

    Size in pixels. Bars are in design units: 1080 of them make the width of any phone, so
    every measure is a fraction of the width; on a computer's window a design unit is `unit`
    pixels instead. `taken` is what a card says once it was accepted, `figures` the face of amounts.
    """

    width: int
    height: int
    theme: Theme
    status_bar: int
    title_bar: int
    input_bar: int
    weekday: str
    twelve_hours: bool
    ios: bool
    taken: str = "已被接收"
    unit: float = 0.0
    figures: str = "plain"

    def px(self, units: float) -> int:
        """Return a measure in pixels."""
        if self.unit:
            return round(units * self.unit)
        return round(units * self.width / DESIGN_WIDTH)

    @property
    def top(self) -> int:
        """Where the title bar ends, in pixels."""
        return self.px(self.status_bar) + self.px(self.title_bar)

    @property
    def foot(self) -> int:
        """Where the input bar begins, in pixels."""
        return self.height - self.px(self.input_bar)

    def dark(self) -> Phone:
        """Return the same phone in dark mode."""
        return replace(self, theme=DARK)


ANDROID = Phone(
    width=1080,
    height=2400,
    theme=LIGHT,
    status_bar=100,
    title_bar=135,
    input_bar=200,
    weekday="周",
    twelve_hours=False,
    ios=False,
)

IOS = Phone(
    width=1170,
    height=2532,
    theme=LIGHT,
    status_bar=130,
    title_bar=122,
    input_bar=250,
    weekday="星期",
    twelve_hours=True,
    ios=True,
    taken="已收款",
)

SMALL = replace(ANDROID, width=720, height=1600)
LARGE = replace(ANDROID, width=1440, height=3200, weekday="星期")
WINDOWS = replace(
    ANDROID, width=760, height=720, theme=WINDOWS_LIGHT, status_bar=0, title_bar=190, unit=0.315
)
MAC = replace(
    WINDOWS, width=1560, height=1180, theme=MAC_LIGHT, title_bar=165, weekday="星期", unit=0.58
)
PHONES = (SMALL, ANDROID, IOS, LARGE)
