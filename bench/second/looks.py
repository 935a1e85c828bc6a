"""What varies from phone to phone: size, system, theme, font, spacing, the bars on the edges."""

import html
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random

from second import fonts

CSS = "\n".join(
    (Path(__file__).parent / name).read_text(encoding="utf-8") for name in ("chat.css", "pages.css")
)


@dataclass(frozen=True, slots=True)
class Phone:
    """A screen's size in CSS pixels, its density and its system."""

    name: str
    width: int
    height: int
    scale: float
    system: str


PHONES = (
    Phone("android-1080x2400", 360, 800, 3, "android"),
    Phone("iphone-1170x2532", 390, 844, 3, "ios"),
    Phone("android-720x1600", 360, 800, 2, "android"),
    Phone("android-1442x3202", 412, 915, 3.5, "android"),
    Phone("android-1080x2340", 360, 780, 3, "android"),
    Phone("iphone-1125x2436", 375, 812, 3, "ios"),
)
WINDOWS = (
    Phone("pc-900x760", 900, 760, 1, "pc"),
    Phone("pc-1200x960", 800, 640, 1.5, "pc"),
)
THEMES = {
    "light": {
        "page": "#EDEDED",
        "left": "#FFFFFF",
        "right": "#95EC69",
        "ink": "#191919",
        "rink": "#191919",
        "grey": "#858585",
        "bar": "#EDEDED",
        "barink": "#111111",
        "input": "#F7F7F7",
        "box": "#FFFFFF",
        "pay": "#FA9D3B",
        "pale": "#F9E2C7",
        "nick": "#808080",
        "link": "#576B95",
        "quote": "#E1E1E1",
        "quoteink": "#6B6B6B",
        "edge": "transparent",
        "line": "#DCDCDC",
        "sheet": "#FFFFFF",
    },
    "dark": {
        "page": "#111111",
        "left": "#2C2C2C",
        "right": "#3EB575",
        "ink": "#D1D1D1",
        "rink": "#0E1A13",
        "grey": "#5D5D5D",
        "bar": "#111111",
        "barink": "#D8D8D8",
        "input": "#1D1D1F",
        "box": "#2B2B2D",
        "pay": "#B07028",
        "pale": "#6E4A22",
        "nick": "#6F6F6F",
        "link": "#7D90A9",
        "quote": "#1E1E1E",
        "quoteink": "#858585",
        "edge": "transparent",
        "line": "#232323",
        "sheet": "#191919",
    },
    "old": {
        "page": "#EBEBEB",
        "left": "#FFFFFF",
        "right": "#AEE56D",
        "ink": "#2B2B2B",
        "rink": "#2B2B2B",
        "grey": "#8C8C8C",
        "bar": "#393A3F",
        "barink": "#FFFFFF",
        "input": "#F5F5F6",
        "box": "#FFFFFF",
        "pay": "#FA9D3B",
        "pale": "#FA9D3B",
        "nick": "#7B7B7B",
        "link": "#576B95",
        "quote": "#DFDFDF",
        "quoteink": "#6B6B6B",
        "edge": "#D2D2D2",
        "line": "#D0D0D0",
        "sheet": "#FFFFFF",
    },
}
PALES = ("#F9E2C7", "#FDE1C3", "#F8D1A3")
GREENS = ("#95EC69", "#95EC69", "#96EC6A", "#97EC6A")


@dataclass(frozen=True, slots=True)
class Look:
    """How one page is drawn: the phone, the theme and its owner's settings."""

    phone: Phone
    theme: str
    face: str
    text_size: float = 1.0
    room: float = 1.0
    radius: float = 0.1
    wallpaper: str | None = None
    colours: dict[str, str] = field(default_factory=dict)

    @property
    def system(self) -> str:
        return self.phone.system

    def page(self, body: str, *, kind: str = "chat") -> str:
        """Give a whole HTML page."""
        colours = THEMES[self.theme] | self.colours
        values = {f"--{name}": value for name, value in colours.items()} | {
            "--fs": str(self.text_size),
            "--k": str(self.room),
            "--r": f"{self.radius}rem",
            "--face": fonts.stack(self.face, system=self.system),
            "--wall": f"url({self.wallpaper})" if self.wallpaper else "none",
        }
        style = ";".join(f"{name}:{value}" for name, value in values.items())
        names = f"{kind} {self.theme} {self.system}" + (" wall" if self.wallpaper else "")
        return (
            f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>{CSS}</style>'
            f'<body class="{names}" style="{html.escape(style)}">{body}</body></html>'
        )


def choose(
    rng: Random, *, theme: str = "light", phone: Phone | None = None, wallpaper: str | None = None
) -> Look:
    """Draw the settings of one phone's owner, within what real phones vary."""
    colours = {}
    if theme == "light":
        colours = {"right": rng.choice(GREENS), "pale": rng.choice(PALES)}
        if phone and phone.system == "pc":
            colours["page"] = rng.choice(("#F5F5F5", "#F3F3F3"))
    return Look(
        phone=phone or rng.choice(PHONES),
        theme=theme,
        face=rng.choice(fonts.SCREEN_FACES),
        text_size=rng.choice((0.92, 1.0, 1.0, 1.0, 1.08, 1.16)),
        room=round(rng.uniform(0.92, 1.1), 3),
        radius=round(rng.uniform(0.08, 0.17), 3),
        wallpaper=wallpaper,
        colours=colours,
    )


def _glyphs() -> str:
    """Draw signal bars and the battery, which every status bar has at its right."""
    bars = "".join(
        f'<rect x="{3 * i}" y="{9 - 3 * i}" width="2" height="{3 + 3 * i}"/>' for i in range(4)
    )
    level = '<rect x="22" y="2" width="9" height="8" rx="1"/>'
    case = '<rect x="20.5" y=".5" width="18" height="11" rx="3" fill="none" stroke="currentColor"/>'
    size = 'viewBox="0 0 42 12" width="42" height="12"'
    return f'<svg class="cells" {size} fill="currentColor">{bars}{case}{level}</svg>'


def status_bar(look: Look, rng: Random, *, now: datetime | None = None) -> str:
    """Draw the clock (of the capture, where that is known) and its neighbours; a PC has none."""
    if look.system == "pc":
        return ""
    hour, minute = (now.hour, now.minute) if now else (rng.randrange(24), rng.randrange(60))
    clock = f"{hour}:{minute:02d}" if look.system == "ios" else f"{hour:02d}:{minute:02d}"
    speed = f"{rng.randrange(1, 400)} KB/s " if rng.random() < 0.3 else ""
    extra = "" if look.system == "ios" else speed + rng.choice(("5G ", "4G ", ""))
    return f'<div class="status"><b>{clock}</b><span>{extra}{_glyphs()}</span></div>'


def bar(title: str, *, right: str = "", badge: str = "", extra: str = "", left: str = "") -> str:
    """Draw a page's title bar: an arrow back, the title, whatever stands at its right."""
    arrow = left or '<i class="arrow"></i>'
    dots = (
        right
        or '<svg class="dots" viewBox="0 0 20 6"><g fill="currentColor"><circle cx="3" '
        'cy="3" r="1.7"/><circle cx="10" cy="3" r="1.7"/><circle cx="17" cy="3" r="1.7"/></g></svg>'
    )
    count = f'<em class="badge">{badge}</em>' if badge else ""
    return (
        f'<div class="top"><span class="back">{arrow}{count}</span>'
        f'<span class="title">{html.escape(title)}{extra}</span>'
        f'<span class="more">{dots}</span></div>'
    )


NO_MARK = "<i></i>"
