"""Rows of a label and its value, as the pages about payments and people print them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from evidence_kit.model import Box, Line
from evidence_kit.screens import lexicon
from evidence_kit.screens.layout import Sheet, same_row
from evidence_kit.screens.words import signs

# Labels begin in the page's left part; values may stand anywhere right of them.
LABEL_COLUMN = 0.35
# Labels of one column begin within so many heights of a line.
INDENT = 2.5
# A value's further lines follow within this many heights.
WRAP_GAP = 1.0
# A label has at most this many characters.
LONGEST_LABEL = 9
# The gap between a label and its value is narrower than so many heights of a line.
LABEL_GAP = 4.0
# What labels are made of: 交易余额 is no 交易金额 that an engine misread.
_OF_LABELS = frozenset(
    "余额优惠折扣减抵退还到期限开始完成发起撤回提现付款收入转账支汇记申请交易创建大小写服务手续费本利应实"
    "出借欠贷债权务人方号名称单编据年月日行卡户"
)
# Pieces of one value that an engine took apart stand within this many heights.
PIECE_GAP = 0.9


@dataclass(frozen=True, slots=True)
class Row:
    """A label, the line it stands on, and its value's lines, top to bottom.

    Where an engine ran both together, the value's first line is the label's own.
    """

    label: str
    head: Line
    values: tuple[Line, ...]

    @property
    def prefix(self) -> str:
        """What to cut from the first value line: the label, where it stands on that line."""
        return self.label if self.head in self.values else ""


def rows(sheet: Sheet, labels: Sequence[str], *, column: float = LABEL_COLUMN) -> tuple[Row, ...]:
    """Return the rows whose label is one of `labels`, top to bottom.

    Labels begin left of `column`, a fraction of the page's width.
    """
    heads = [
        (label, line)
        for line in sheet.plain_lines
        if line.box.x0 < column * sheet.width and (label := label_of(line.text, labels))
    ]
    if column <= LABEL_COLUMN:  # One column of labels: what stands right of it is a value.
        left = min((line.box.x0 for _, line in heads), default=0)
        heads = [one for one in heads if one[1].box.x0 - left < INDENT * sheet.em]
    return tuple(_row(sheet, label, line, [head for _, head in heads]) for label, line in heads)


def whole(first: Line, lines: Iterable[Line]) -> Line:
    """Return a line with the pieces that an engine took apart from its end, if there are any."""
    for line in sorted(lines, key=lambda one: (one.box.x0, one.box)):
        gap = line.box.x0 - first.box.x1
        near = -4 <= gap < PIECE_GAP * min(first.box.height, line.box.height)
        if line is not first and near and same_row(first.box, line.box):
            first = _mended(first, line)
    return first


def rejoined(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return lines top to bottom, the pieces of one that an engine took apart as one."""
    found: list[Line] = []
    left = sorted(lines, key=lambda one: (one.box.x0, one.box))
    while left:
        line = whole(left[0], left[1:])
        found.append(line)
        left = [one for one in left[1:] if not line.box.contains(one.box)]
    return tuple(sorted(found, key=lambda one: (one.box.y0, one.box)))


def _mended(one: Line, other: Line) -> Line:
    """Return two pieces of a row as one line; Chinese goes on without a space."""
    apart = "" if _chinese(one.text[-1:]) or _chinese(other.text[:1]) else " "
    return replace(
        one,
        text=f"{one.text}{apart}{other.text}",
        box=one.box.joined(other.box),
        confidence=min(one.confidence, other.confidence),
        signature=f"{one.signature}{other.signature}",
    )


def _chinese(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff"


def pairs(lines: Sequence[Line], known: Sequence[str] = ()) -> tuple[Row, ...]:
    """Return the rows that lines set in two columns make, whatever their labels are.

    A label is short, has no digits, and begins where the leftmost lines do; its value stands
    right of it, in a column that most values share, and wraps below. `known` labels are cut off
    lines that an engine ran together with their value.
    """
    lines = [line for line in lines if any(char.isalnum() for char in line.text)]
    left = min((line.box.x0 for line in lines), default=0)
    heads = [
        li
        for li in lines
        if li.box.x0 - left < 1.5 * li.box.height
        and ((_short(li.text) and _beside(li, lines)) or _cut_off(li.text, known))
    ]
    return tuple(_pair(head, lines, heads, known) for head in heads)


def _short(text: str) -> bool:
    bare = lexicon.squeezed(text).rstrip(":")
    return 1 < len(bare) <= LONGEST_LABEL and not any(char.isdigit() for char in bare)


def _cut_off(text: str, known: Sequence[str]) -> str | None:
    """Return the known label that a text begins with, a value behind it."""
    bare = lexicon.squeezed(text)
    found = [label for label in known if bare.startswith(label) and bare.rstrip(":") != label]
    return max(found, key=len, default=None)


def _pair(head: Line, lines: Sequence[Line], heads: Sequence[Line], known: Sequence[str]) -> Row:
    first = _beside(head, lines)
    if first is None:
        return Row(_cut_off(head.text, known) or "", head, (head,))
    first = whole(first, lines)
    end = min((h.box.y0 for h in heads if h.box.y0 > head.box.y1 - 4), default=10**9)
    found = [first]
    for line in lines:
        gap = line.box.y0 - found[-1].box.y1
        under = line.box.centre[1] > found[-1].box.y1 and line.box.centre[1] < end
        column = abs(line.box.x0 - first.box.x0) < line.box.height
        if under and column and gap < WRAP_GAP * first.box.height:
            found.append(line)
    return Row(lexicon.squeezed(head.text).rstrip(":"), head, tuple(found))


def label_of(text: str, labels: Sequence[str]) -> str | None:
    """Return the label that a text is or begins with, one misread character forgiven."""
    bare = lexicon.squeezed(text)
    parted = lexicon.normal(text)
    exact = [lb for lb in labels if _begins(bare, lb) or parted.startswith(f"{lb} ")]
    if exact:
        return max(exact, key=len)
    near = [label for label in labels if len(label) > 3 and _one_off(bare, label)]
    return near[0] if len(near) == 1 else None


def _begins(bare: str, label: str) -> bool:
    """Say whether it is the label, or the label and a value that doesn't read on from it."""
    rest = bare.removeprefix(label)
    return bare == label or (rest != bare and (rest[0] in ":-+¥￥" or rest[0].isdigit()))


def _one_off(bare: str, label: str) -> bool:
    """Say whether one sign is misread; one that labels are made of makes it another label."""
    if len(bare) != len(label):
        return False
    odd = [a for a, b in zip(bare, label, strict=True) if a != b]
    return len(odd) == 1 and odd[0] not in _OF_LABELS


def _row(sheet: Sheet, label: str, head: Line, heads: Sequence[Line]) -> Row:
    if lexicon.squeezed(head.text) not in (label, f"{label}:") and len(head.text) > len(label):
        first: Line | None = head
    else:
        first = _beside(head, sheet.plain_lines)
    if first is None:
        return Row(label, head, ())
    value = whole(first, [li for li in sheet.plain_lines if li not in heads])
    if first is head:
        return Row(label, value, (value, *_below(sheet, _behind(sheet, label, value), heads)))
    return Row(label, head, (value, *_below(sheet, value.box, heads)))


def _behind(sheet: Sheet, label: str, line: Line) -> Box:
    """Return where a value stands that an engine ran together with its label.

    How wide the gap between them was, what stands below tells.
    """
    share = signs(label) / max(1.0, signs(line.text))
    left = round(line.box.x0 + share * line.box.width)
    starts = [li.box.x0 for li in sheet.plain_lines if line.box.y1 < li.box.centre[1]]
    near = [x for x in starts if left - sheet.em < x < left + LABEL_GAP * sheet.em]
    return line.box._replace(x0=min(near, default=left))


def _beside(head: Line, lines: Iterable[Line]) -> Line | None:
    right = [li for li in lines if li.box.x0 >= head.box.x1 - 4 and same_row(li.box, head.box)]
    return min(right, key=lambda line: (line.box.x0, line.box), default=None)


def _share_edge(one: Box, other: Box, em: float) -> bool:
    return abs(one.x0 - other.x0) < em or abs(one.x1 - other.x1) < em / 2


def _below(sheet: Sheet, first: Box, heads: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines a value wraps into: close below, in its column, on no label's row.

    A column has one edge, at the left or at the right.
    """
    found, last = [], first
    for line in rejoined(li for li in sheet.plain_lines if li not in heads):
        gap = line.box.y0 - last.y1
        column = _share_edge(line.box, first, sheet.em)
        near = line.box.centre[1] > last.y1 - 0.2 * last.height and gap < WRAP_GAP * last.height
        labelled = any(same_row(line.box, head.box) for head in heads)
        if column and near and not labelled:
            found.append(line)
            last = line.box
    return tuple(found)
