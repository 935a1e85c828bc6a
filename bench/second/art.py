"""Avatars, icons and photo-like pictures, drawn from a seeded generator as SVG and CSS."""

import base64
import io
from random import Random

from PIL import Image, ImageFilter

HUES = (
    "#5B8FF9",
    "#E8684A",
    "#9270CA",
    "#269A99",
    "#F6BD16",
    "#6DC8EC",
    "#FF99C3",
    "#8D6E63",
    "#455A64",
    "#7CB342",
    "#C0392B",
    "#2C3E50",
)


def svg(inner: str, *, box: int = 40, name: str = "") -> str:
    """Give an inline drawing."""
    return f'<svg class="{name}" viewBox="0 0 {box} {box}">{inner}</svg>'


def _letter(rng: Random) -> str:
    sign = rng.choice("周陈王福李阿吴K梦安M星")
    ink = '<text x="20" y="27" font-size="20" fill="#fff" text-anchor="middle">'
    return f'<rect width="40" height="40" fill="{rng.choice(HUES)}"/>{ink}{sign}</text>'


def _bust(rng: Random) -> str:
    back, skin, coat = rng.sample(HUES, 3)
    return (
        f'<rect width="40" height="40" fill="{back}"/><circle cx="20" cy="16" r="8" '
        f'fill="{skin}"/><path d="M4 42c2-12 8-16 16-16s14 4 16 16z" fill="{coat}"/>'
    )


def _stripes(rng: Random) -> str:
    first, second = rng.sample(HUES, 2)
    width = rng.choice((4, 5, 8))
    bars = "".join(
        f'<rect x="{x}" y="-10" width="{width}" height="70" fill="{second}"/>'
        for x in range(-20, 60, 2 * width)
    )
    turn = rng.choice((0, 30, 45, 90))
    return (
        f'<rect width="40" height="40" fill="{first}"/>'
        f'<g transform="rotate({turn} 20 20)">{bars}</g>'
    )


def _hills(rng: Random) -> str:
    sky, far, near = rng.sample(HUES, 3)
    return (
        f'<rect width="40" height="40" fill="{sky}"/><circle cx="{rng.randint(8, 32)}" cy="10" '
        f'r="4" fill="#FFF3C4"/><path d="M0 30 L12 {rng.randint(12, 20)} L26 30z" fill="{far}"/>'
        f'<path d="M10 40 L28 {rng.randint(16, 26)} L44 40z" fill="{near}"/>'
        f'<rect y="34" width="40" height="6" fill="{near}"/>'
    )


def _flower(rng: Random) -> str:
    back, leaf = rng.sample(HUES, 2)
    petals = "".join(
        f'<ellipse cx="20" cy="11" rx="5" ry="9" fill="{leaf}" transform="rotate({60 * i} 20 20)"/>'
        for i in range(6)
    )
    heart = '<circle cx="20" cy="20" r="5" fill="#FFE082"/>'
    return f'<rect width="40" height="40" fill="{back}"/>{petals}{heart}'


def _nobody(_: Random) -> str:
    return (
        '<rect width="40" height="40" fill="#DCDCDC"/><circle cx="20" cy="16" r="7" fill="#fff"/>'
        '<path d="M6 40c1-11 7-15 14-15s13 4 14 15z" fill="#fff"/>'
    )


def photo(rng: Random, *, width: int = 60, height: int = 60, grain: int = 60) -> str:
    """Give a blurred, photo-like picture without words, as a data address."""
    cells = Image.new("RGB", (rng.randint(3, 6), rng.randint(3, 6)))
    cells.putdata(
        [tuple(rng.randint(40, 230) for _ in range(3)) for _ in range(cells.width * cells.height)]
    )
    large = cells.resize((width, height), Image.Resampling.BICUBIC)
    seed = bytes(rng.randrange(128 - grain // 2, 128 + grain // 2) for _ in range(width * height))
    noise = Image.frombytes("L", (width, height), seed).filter(ImageFilter.GaussianBlur(0.8))
    mixed = Image.blend(large, noise.convert("RGB"), 0.25)
    store = io.BytesIO()
    mixed.save(store, "PNG")
    return "data:image/png;base64," + base64.b64encode(store.getvalue()).decode()


def wallpaper(rng: Random) -> str:
    """Give a chat's background photo: pale or dark, without sharp edges."""
    return photo(rng, width=180, height=400, grain=40)


def avatar(rng: Random) -> str:
    """Draw somebody's avatar; ask once a person and keep it."""
    if rng.random() < 0.25:
        return f'<img class="avatar" src="{photo(rng)}">'
    draw = rng.choice((_letter, _bust, _bust, _stripes, _hills, _hills, _flower, _nobody))
    return svg(draw(rng), name="avatar")


_LINE = 'fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round"'
ICONS = {
    "bell": '<path fill="currentColor" d="M20 6c-7 0-9 5-9 11v7l-4 5h26l-4-5v-7c0-6-2-11-9-11z"/>'
    f'<path {_LINE} d="M6 6l28 28"/>',
    "pending": f'<path {_LINE} d="M10 16h19l-5-5M30 24H11l5 5"/>',
    "done": f'<path {_LINE} d="M11 21l6 6 12-13"/>',
    "back": f'<path {_LINE} d="M16 12l-6 6 6 6M11 18h12c8 0 8 10 0 10h-4"/>',
    "waves": f'<circle cx="12" cy="20" r="2.5" fill="currentColor"/><path {_LINE} '
    'd="M18 14c3 3 3 9 0 12M25 9c6 6 6 16 0 22"/>',
    "phone": '<path fill="currentColor" d="M9 8c3-3 5-2 7 3 1 3-2 3-2 5 1 4 5 8 9 10 2 1 3-3 6-2 5 '
    '2 6 4 3 7-6 6-28-13-23-23z"/>',
    "smile": f'<circle {_LINE} cx="20" cy="20" r="14"/><path {_LINE} d="M13 24c4 5 10 5 14 0"/>'
    '<circle cx="15" cy="16" r="2" fill="currentColor"/><circle cx="25" cy="16" r="2" '
    'fill="currentColor"/>',
    "plus": f'<circle {_LINE} cx="20" cy="20" r="14"/><path {_LINE} d="M20 13v14M13 20h14"/>',
    "voice": f'<circle {_LINE} cx="20" cy="20" r="14"/>'
    f'<path {_LINE} d="M16 15c2 3 2 7 0 10M21 12c4 '
    '5 4 11 0 16"/>',
    "tick": '<circle cx="20" cy="20" r="18" fill="#3FB838"/><path fill="none" stroke="#fff" '
    'stroke-width="4" d="M11 21l6 6 12-13"/>',
    "clock": '<circle cx="20" cy="20" r="18" fill="#10AEFF"/><path fill="none" stroke="#fff" '
    'stroke-width="3.5" d="M20 10v11l7 4"/>',
    "undo": '<circle cx="20" cy="20" r="18" fill="#F0A030"/><path fill="none" stroke="#fff" '
    'stroke-width="3.5" d="M16 12l-6 6 6 6M11 18h12c8 0 8 10 0 10h-4"/>',
    "alert": '<circle cx="20" cy="20" r="18" fill="#FA5151"/>'
    '<rect x="18" y="9" width="4" height="14" '
    'rx="2" fill="#fff"/><circle cx="20" cy="29" r="2.6" fill="#fff"/>',
    "packet": '<rect x="6" y="2" width="28" height="36" rx="4" fill="#D8503F"/>'
    '<path d="M6 12c9 6 19 '
    '6 28 0V6a4 4 0 0 0-4-4H10a4 4 0 0 0-4 4z" fill="#E9705C"/><circle cx="20" cy="16" r="6" '
    'fill="#F4D58D"/>',
    "file": '<path d="M6 2h19l9 9v27H6z" fill="#5B8FF9"/><path d="M25 2v9h9z" fill="#C9DBFF"/>',
}


def icon(name: str, *, look: str = "icon") -> str:
    """Draw one of WeChat's small signs."""
    return svg(ICONS[name], name=look)
