"""Why a page that no reader knows stays unread, where its own words tell."""

from __future__ import annotations

from evidence_kit.patterns import Pattern
from evidence_kit.screens import lexicon
from evidence_kit.screens.layout import Sheet

_RECORD = Pattern(r"(?:.+的)?聊天记录")
_DATE = Pattern(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?.{0,14}|\d{1,2}月\d{1,2}日.{0,8}")
_LIST = Pattern(r"微信(?:\(\d+\))?|WeChat(?:\(\d+\))?")
_WHEN = Pattern(
    r"(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上)?\d{1,2}:\d\d|昨天.{0,8}|星期.|周.|"
    r"\d{1,4}/\d{1,2}/\d{1,2}|\d{1,2}月\d{1,2}日"
)
_TABS = ("微信", "通讯录", "发现", "我")
# Fractions of the width: a title stands above this, times of a list right of this.
TOP, RIGHT = 0.3, 0.7
# So many times at the right make a list.
LEAST = 2


def reason(sheet: Sheet) -> str:
    """Return the kind of reason: merged_record (聊天记录), chat_list, else unrecognised."""
    titles = [
        lexicon.squeezed(line.text) for line in sheet.lines if line.box.y0 < TOP * sheet.width
    ]
    if any(_RECORD.fullmatch(title) for title in titles) and (_dated(sheet) or _timed(sheet)):
        return "merged_record"
    tabbed = sum(tab in _words(sheet) for tab in _TABS) >= len(_TABS) - 1
    if (any(_LIST.fullmatch(t) for t in titles) or tabbed) and _timed(sheet):
        return "chat_list"
    return "unrecognised"


def _words(sheet: Sheet) -> set[str]:
    foot = sheet.page.height - TOP * sheet.width
    return {lexicon.squeezed(line.text) for line in sheet.lines if line.box.y0 > foot}


def _dated(sheet: Sheet) -> bool:
    return any(_DATE.fullmatch(lexicon.squeezed(line.text)) for line in sheet.lines)


def _timed(sheet: Sheet) -> bool:
    """Say whether times stand in a column at the right."""
    right = [line for line in sheet.lines if line.box.x0 > RIGHT * sheet.width]
    return sum(bool(_WHEN.fullmatch(lexicon.squeezed(line.text))) for line in right) >= LEAST
