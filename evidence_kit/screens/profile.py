"""Pages about a person: a contact's profile, and one's own (我, 个人信息)."""

from __future__ import annotations

from evidence_kit.model import Doubt, DoubtKind, Line, Profile, Sourced, Wanted
from evidence_kit.patterns import Pattern
from evidence_kit.screens import lexicon
from evidence_kit.screens.layout import Sheet, around
from evidence_kit.screens.rows import Row, rejoined, rows
from evidence_kit.screens.slip import doubt
from evidence_kit.screens.vote import Ballot, Settled, account, settle

NICKNAMES = ("昵称", "名字")
IDS = ("微信号",)
REGIONS = ("地区",)
LABELS = (*NICKNAMES, *IDS, *REGIONS, "备注", "备注名")
_OWN = (
    "服务",
    "支付",
    "收藏",
    "卡包",
    "设置",
    "通讯录",
    "发现",
    "拍一拍",
    "我的二维码",
    "个人信息",
)
_THEIRS = (
    "发消息",
    "音视频通话",
    "添加到通讯录",
    "设置备注和标签",
    "设置备注",
    "朋友权限",
    "加入黑名单",
)
_LABELLED = Pattern(
    rf"(?P<label>{'|'.join(sorted(LABELS, key=len, reverse=True))}) ?: ?(?P<value>.*)"
)
_ID_LIKE = Pattern("(?:.信号|微.号|微信.)(?::|$)")
# The big name stands right above the first label, this much taller at least.
NAME_TALLER = 1.1
NAME_GAP = 1.6


def sure(sheet: Sheet) -> float:
    """Return how sure it is that the page is a person's: 微信号 or 地区, and what goes with it."""
    found = _fields(sheet)
    words = {lexicon.squeezed(line.text) for line in sheet.lines}
    row = 0.4 * ("微信号" in found) + 0.2 * ("昵称" in found) + 0.2 * ("地区" in found)
    own = len(words & set(_OWN)) >= 2
    theirs = bool(words & set(_THEIRS))
    return min(1.0, row + 0.3 * (own or theirs)) if found else 0.0


def wanted(sheet: Sheet) -> tuple[Wanted, ...]:
    """Return the box of the 微信号."""
    found = _fields(sheet)
    return account(IDS[0]).wanted([found[IDS[0]][0]] if IDS[0] in found else [])


def read(sheet: Sheet, votes: Ballot) -> Profile:
    """Return what the page says of a person; the big name is a remark where 昵称 stands below."""
    found = _fields(sheet)
    own = _own(sheet)
    name = _big_name(sheet, found)
    nickname = _value(votes, found, NICKNAMES)
    big = votes.sourced(lexicon.spaced(name.text), (name,)) if name else None
    known = _wechat_id(votes, found)
    return Profile(
        source=sheet.page.source,
        remark=None if own or nickname is None else big,
        nickname=nickname or big,
        wechat_id=known.value,
        region=_value(votes, found, REGIONS),
        own=own,
        doubts=(*known.doubts, *_lost(sheet, votes, found), *_rival(sheet, votes)),
    )


def _lost(sheet: Sheet, votes: Ballot, found: dict[str, tuple[Line, str]]) -> tuple[Doubt, ...]:
    """Doubt a 微信号 whose label stands there, one sign of it misread perhaps, and nothing more."""
    if IDS[0] in found:
        return ()
    label = next((li for li in sheet.lines if _ID_LIKE.match(lexicon.squeezed(li.text))), None)
    return (doubt(votes, DoubtKind.LOW_CONFIDENCE, "wechat_id", label),) if label else ()


def _rival(sheet: Sheet, votes: Ballot) -> tuple[Doubt, ...]:
    """Doubt a 微信号 beside another one: a name may be worded like the line below it."""
    shown = [line for label, line, _ in _labelled(sheet) if label in IDS]
    if len({value for label, _, value in _labelled(sheet) if label in IDS}) < 2:
        return ()
    place = votes.where(around([line.box for line in shown]))
    read = tuple(votes.first(line) for line in shown)
    return (Doubt(DoubtKind.LOW_CONFIDENCE, place, (("field", "wechat_id"),), read),)


def _labelled(sheet: Sheet) -> list[tuple[str, Line, str]]:
    """Return each line that has a label and its value: label, line, value."""
    found = []
    for line in rejoined(sheet.plain_lines):
        text = lexicon.spaced(line.text)
        if said := _LABELLED.fullmatch(lexicon.narrow(text)):
            found.append((said["label"], line, text[slice(*said.span("value"))].strip()))
    return found


def _fields(sheet: Sheet) -> dict[str, tuple[Line, str]]:
    """Return the labelled lines and rows on the sheet itself: label to line and value."""
    found: dict[str, tuple[Line, str]] = {}
    for label, line, value in _labelled(sheet):
        found.setdefault(label, (line, value))
    for row in rows(sheet, LABELS):
        if row.values and row.head not in row.values:
            found.setdefault(row.label, _of_row(row))
    return {label: (line, value) for label, (line, value) in found.items() if value}


def _of_row(row: Row) -> tuple[Line, str]:
    return row.values[0], lexicon.spaced(row.values[0].text)


def _own(sheet: Sheet) -> bool:
    words = {lexicon.squeezed(line.text) for line in sheet.lines}
    return len(words & set(_OWN)) >= 2 and not words & set(_THEIRS)


def _big_name(sheet: Sheet, found: dict[str, tuple[Line, str]]) -> Line | None:
    """Return the large line right above the first label, in its column."""
    first = min((line for line, _ in found.values()), key=lambda line: (line.box.y0, line.box))
    above = [
        line
        for line in sheet.text_lines()
        if line.box.centre[1] < first.box.y0 + 2
        and first.box.y0 - line.box.y1 < NAME_GAP * line.box.height
        and abs(line.box.x0 - first.box.x0) < 1.5 * sheet.em
        and line.box.height > NAME_TALLER * first.box.height
    ]
    return max(above, key=lambda line: (line.box.height, line.box), default=None)


def _value(
    votes: Ballot, found: dict[str, tuple[Line, str]], labels: tuple[str, ...]
) -> Sourced[str] | None:
    for label in labels:
        if label in found:
            line, value = found[label]
            return votes.sourced(value, (line,))
    return None


def _wechat_id(votes: Ballot, found: dict[str, tuple[Line, str]]) -> Settled[str]:
    """Return the id as both readings settle it, behind its label on the same line or alone."""
    if IDS[0] not in found:
        return Settled(None)
    line, _ = found[IDS[0]]
    return settle(votes, line, account(IDS[0]))
