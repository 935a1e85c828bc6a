"""What frames a chat: status bar, title bar and input bar, none of which is a message."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evidence_kit.model import Box, Colour, Line, Region, RegionKind
from evidence_kit.patterns import Pattern
from evidence_kit.screens import lexicon
from evidence_kit.screens.hues import Tint, alike, level, tint
from evidence_kit.screens.layout import CENTRED, Block, Sheet, faint, on, same_row
from evidence_kit.screens.sides import beside

# Fractions of the width: the title's middle on any phone, the rest of its bar below it.
LOWEST_TITLE = 0.27
BELOW_TITLE = 0.0625
# No phone's screen is wider than this much of its height, every window's is.
WINDOW = 0.75
WIDE = 0.9
# Bars and keyboards are grey: their channels differ by no more than this (levels of 255).
HUELESS = 16
EDGE = 0.006
PADDING = 0.02

# What floats over a page is wider than a bubble gets, inset from both sides by more than this,
# begins in the title's place and has a picture of at least this width, at its left.
WIDER = 0.84
INSET = 0.005
ICON = 0.05

# A window's button stands this near to its end, in widths.
LOWEST_BUTTON = 0.12

# A clock is further from the page's middle than this, in widths, and surely read.
CLOCK = 0.03
CLEAR = 0.8

# A keyboard's longest row has more keys than this.
KEYS = 7

_SEND = Pattern(r"发送(?:\(S\))?", re.IGNORECASE)
_HOUR = Pattern(r"[0-2]?\d:[0-5]\d")
_TYPING = Pattern(r"对方正在(?:输入|讲话).*")


@dataclass(frozen=True, slots=True)
class Frame:
    """The area messages stand in, the title above it, and where messages are cut off.

    `crowded` says that another chat's screen is in the picture too: which has the title? `clock`
    is the status bar's, None where no line above the title surely is one.
    """

    area: Box
    title: Line | None
    slack: int
    page: Colour
    height: int
    crowded: bool = False
    clock: Line | None = None

    def cut_above(self, block: Block) -> bool:
        """Say whether it runs into the upper edge; words on the page itself must touch it."""
        return block.box.y0 <= self.area.y0 + self._slack(block)

    def cut_below(self, block: Block) -> bool:
        """Say whether it runs into the lower edge."""
        return block.box.y1 >= self.area.y1 - self._slack(block)

    def _slack(self, block: Block) -> int:
        """Words whose bubble wasn't found keep a bubble's padding from where it ends."""
        middle = abs(block.box.centre[0] - self.area.width / 2) < CENTRED * self.area.width
        if self._bare(block) or (block.region is None and middle):
            return 0
        return self.slack if block.region else round(PADDING * self.area.width)

    def kept(self, block: Block) -> bool:
        """Say whether it is a note that the picture's own edge cuts: no other page has it."""
        above = self.area.y0 == 0 and block.box.y0 <= 0
        below = self.area.y1 == self.height and block.box.y1 >= self.height
        return self._bare(block) and (above or below)

    def _bare(self, block: Block) -> bool:
        return block.region is None and alike(block.colour, self.page)


def frame(sheet: Sheet) -> Frame:
    """Return the frame of a chat page; a crop without bars is all area, its title None."""
    page, foot = sheet.page, _foot(sheet)
    title = _title(sheet, foot)
    top = 0 if title is None else _below(sheet, title)
    top = max([top, *(r.box.y1 for r in banners(sheet))])
    slack = max(2, round(EDGE * sheet.width)) if title is not None else 2
    typing = title is not None and _TYPING.fullmatch(lexicon.squeezed(title.text))
    crowded = bool(_strangers(sheet, title))
    named = None if typing or crowded else title
    area = Box(0, top, sheet.width, max(top + 1, foot))
    clock = None if crowded or title is None else _clock(sheet, title)
    return Frame(area, named, slack, page.background, page.height, crowded, clock)


def _clock(sheet: Sheet, title: Line) -> Line | None:
    """Return the one clock above the title."""
    clocks = [one for one in sheet.lines if one.box.y1 <= title.box.y0 and _is_clock(sheet, one)]
    return clocks[0] if len(clocks) == 1 else None


def _foot(sheet: Sheet) -> int:
    """Return where the input bar begins, with the keyboard below it; else the page's end."""
    sent = [line for line in sheet.lines if _sends(sheet, line)]
    if sent:
        return _above_draft(sheet, min(sent, key=lambda li: li.box))
    foot = _keyboard(sheet)
    bars = [r for r in sheet.regions if _is_bar(sheet, r) and r.box.y0 > 0.3 * sheet.page.height]
    for bar in sorted(bars, key=lambda r: (-r.box.y1, r.box)):
        if bar.box.y1 >= foot - 0.03 * sheet.width:
            foot = min(foot, bar.box.y0)
    return foot


def _keyboard(sheet: Sheet) -> int:
    """Return where a keyboard begins, with the box one writes in; else the page's end.

    Its keys are flat, alike and many in a row.
    """
    low = [r for r in sheet.regions if r.box.y0 > 0.3 * sheet.page.height]
    keys = [r.box.y0 for r in low if sum(_alike_keys(r.box, o.box) for o in low) >= KEYS]
    if not keys:
        return sheet.page.height
    top = min(keys)
    boxes = [r.box.y0 for r in low if _is_box(sheet, r) and 0 < top - r.box.y0 < 0.35 * sheet.width]
    return min([top, *boxes])


def _alike_keys(one: Box, other: Box) -> bool:
    sizes = abs(one.width - other.width) <= 3 and abs(one.height - other.height) <= 3
    return sizes and abs(one.y0 - other.y0) <= 3


def _is_box(sheet: Sheet, region: Region) -> bool:
    """Say whether it is as wide as the box one writes in."""
    return 0.5 * sheet.width < region.box.width < WIDE * sheet.width


def _sends(sheet: Sheet, line: Line) -> bool:
    """Say whether it is a window's button, below everything said: 发送(S)."""
    low = line.box.y1 > sheet.page.height - LOWEST_BUTTON * sheet.width
    right = line.box.x0 > 0.7 * sheet.width
    return low and right and _SEND.fullmatch(lexicon.squeezed(line.text)) is not None


def _above_draft(sheet: Sheet, button: Line) -> int:
    """Return where a window's draft begins: below the last thing that can only be a message."""
    panels = [r.box.y0 for r in sheet.regions if _ends_page(sheet, r) and r.box.y0 < button.box.y0]
    said = [r.box.y1 for r in sheet.regions if _is_said(sheet, r) and r.box.y1 < button.box.y0]
    noted = [
        li.box.y1
        for li in sheet.lines
        if li.box.y1 < button.box.y0 and (not sheet.paperless(li) or _is_noted(sheet, li))
    ]
    return max(panels, default=max([*said, *noted], default=button.box.y0) + 1)


def _is_noted(sheet: Sheet, line: Line) -> bool:
    return sheet.centred(line.box) and faint(line)


def _ends_page(sheet: Sheet, region: Region) -> bool:
    """Say whether it is the panel that a window ends with."""
    wide = _is_wide(sheet, region)
    low = region.box.y1 >= sheet.page.height - 4 and region.box.y0 > 0.3 * sheet.page.height
    return wide and low and region.kind is RegionKind.FLAT


def _is_said(sheet: Sheet, region: Region) -> bool:
    faced = beside(sheet, region.box) is not None and region.box.width < WIDE * sheet.width
    return tint(region.colour) is Tint.GREEN or region in sheet.avatars or faced


def _is_wide(sheet: Sheet, region: Region) -> bool:
    return region.box.width > WIDE * sheet.width


def _is_bar(sheet: Sheet, region: Region) -> bool:
    """Say whether it is as wide as the page, in a colour that isn't the page's."""
    wide = _is_wide(sheet, region)
    other = not alike(region.colour, sheet.page.background)
    # Icons may make a picture of a bar, but only at the very end of the page.
    last = region.box.y1 >= sheet.page.height - 2 and region.box.y0 > sheet.page.height / 2
    drawn = region.kind is RegionKind.FLAT and not _is_photo(sheet, region)
    return wide and other and (drawn or last)


def _is_photo(sheet: Sheet, region: Region) -> bool:
    """Say whether it is a patch of the photo behind a chat: coloured, or with bubbles on it."""
    coloured = max(region.colour) - min(region.colour) > HUELESS
    said = any(tint(r.colour) is Tint.GREEN and region.box.contains(r.box) for r in sheet.regions)
    return coloured or said


def _title(sheet: Sheet, foot: int) -> Line | None:
    """Return the first dark line above everything said, nearest to the middle of its row."""
    ceiling = min(_first_said(sheet, foot), LOWEST_TITLE * sheet.width)
    floating = [region.box for region in banners(sheet)]
    above = [line for line in sheet.lines if line.box.centre[1] < ceiling]
    above = [line for line in above if not any(on(line, box) for box in floating)]
    names = [line for line in above if _may_be_title(sheet, line)]
    if not names:
        return None
    lowest = max(names, key=lambda line: (line.box.height, line.box.centre[1], line.box))
    row = [line for line in names if same_row(line.box, lowest.box)]
    return min(row, key=lambda line: (abs(line.box.centre[0] - sheet.width / 2), line.box))


def _strangers(sheet: Sheet, title: Line | None) -> tuple[Line, ...]:
    """Return the clocks of other screens in the picture: beside the first one, or below it.

    A screen of the same chat has the same title below its clock.
    """
    clocks = [line for line in sheet.lines if _is_clock(sheet, line)]
    return tuple(li for li in clocks[1:] if not _same_chat(sheet, clocks[0], li, title))


def _is_clock(sheet: Sheet, line: Line) -> bool:
    """Say whether it is a status bar's clock: strong, on the page itself, not in its middle."""
    strong = sheet.paperless(line) and not faint(line) and line.confidence >= CLEAR
    aside = abs(line.box.centre[0] - sheet.width / 2) > CLOCK * sheet.width
    return strong and aside and _HOUR.fullmatch(lexicon.squeezed(line.text)) is not None


def _same_chat(sheet: Sheet, first: Line, clock: Line, title: Line | None) -> bool:
    if title is None or same_row(first.box, clock.box):
        return False
    down = title.box.y0 - first.box.y0
    named = (li for li in sheet.lines if abs(li.box.y0 - clock.box.y0 - down) < li.box.height)
    return any(li.text == title.text for li in named)


def banners(sheet: Sheet) -> tuple[Region, ...]:
    """Return what floats over the top of a page: a notification, with its app's or sender's face.

    Nothing of the page itself is so wide and keeps from both of its sides.
    """
    return tuple(region for region in sheet.regions if _floats(sheet, region))


def _floats(sheet: Sheet, region: Region) -> bool:
    box, width = region.box, sheet.width
    inset = min(box.x0, width - box.x1) > INSET * width and box.width > WIDER * width
    high = box.y0 < LOWEST_TITLE * width / 2 and box.height < LOWEST_TITLE * width
    return inset and high and any(_is_icon(sheet, r, box) for r in sheet.regions)


def _is_icon(sheet: Sheet, region: Region, ground: Box) -> bool:
    """Say whether it is the picture that a notification begins with."""
    box = region.box
    squarish = 0.7 * box.height < box.width < 1.4 * box.height
    large = box.width > ICON * sheet.width
    left = box.centre[0] < ground.x0 + ground.width / 4
    return ground.contains(box) and squarish and large and left


def _first_said(sheet: Sheet, foot: int) -> float:
    """Return the top of the first thing that stands where only messages stand."""
    said = [r.box.y0 for r in sheet.regions if tint(r.colour) is Tint.GREEN]
    said += [
        r.box.y0
        for r in sheet.regions
        if r not in sheet.avatars and r.box.width < WIDE * sheet.width and beside(sheet, r.box)
    ]
    return min(said, default=foot)


def _may_be_title(sheet: Sheet, line: Line) -> bool:
    """Written strongly on the page or on a dark bar; neither a clock nor an icon."""
    text = lexicon.squeezed(line.text)
    on_page = sheet.paperless(line) or (level(line.paper) < 90 and not sheet.dark)
    bars = (r for r in sheet.regions if _is_wide(sheet, r) and on(line, r.box))
    on_page = on_page or any(alike(bar.colour, line.paper) for bar in bars)
    # What stands at the very left is an arrow or a badge, unless it is a name.
    inner = line.box.x0 > 0.07 * sheet.width or (len(text) > 1 and not text.isdigit())
    wordy = inner and any(char.isalnum() for char in text)
    clock = lexicon.time(text) is not None and line.box.centre[1] < 0.12 * sheet.width
    right = line.box.x0 > 0.75 * sheet.width
    # The @公司 after a name is orange, and an engine gives a line one ink.
    strong = not faint(line) or ("@" in text and tint(line.ink) is Tint.ORANGE)
    return on_page and wordy and not clock and not right and strong


def _below(sheet: Sheet, title: Line) -> int:
    """Return where the title bar ends: at its region's edge where it has one, else by measure."""
    middle = title.box.centre[1]
    bars = [
        r.box.y1
        for r in sheet.regions
        if _is_wide(sheet, r) and r.box.y0 <= middle < r.box.y1 < 0.4 * sheet.width
    ]
    # A window is as wide as it likes: of its bar at least the title's height lies below.
    wide = sheet.width > WINDOW * sheet.page.height
    below = min(BELOW_TITLE * sheet.width, title.box.height) if wide else BELOW_TITLE * sheet.width
    end = max(bars, default=max(title.box.y1, round(middle + below)))
    pinned = [r.box.y1 for r in sheet.regions if _is_pinned(sheet, r, end)]
    return max(pinned, default=end)


def _is_pinned(sheet: Sheet, region: Region, end: int) -> bool:
    """Say whether it is a group's notice, pinned below the title: no bubble is as wide."""
    wide = region.box.width > WIDE * sheet.width and region.kind is RegionKind.FLAT
    low = region.box.height < LOWEST_TITLE * sheet.width
    near = abs(region.box.y0 - end) < BELOW_TITLE * sheet.width and not _is_photo(sheet, region)
    return wide and low and near and region.box.y1 > end
