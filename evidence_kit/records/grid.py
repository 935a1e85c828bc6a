"""The table of a statement: columns by what stands in them, rows by their times.

No page but the first has heads, no two pages the same columns, and every cell may wrap.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from evidence_kit.patterns import Pattern
from evidence_kit.records.leaves import Area, Leaf, Word, around, lines
from evidence_kit.records.script import Script
from evidence_kit.screens import lexicon

COLUMNS = ("serial", "at", "type", "way", "method", "amount", "other", "order")
_HEADS = ("交易单号", "交易时间", "交易类型", "收/支", "交易方式", "金额", "交易对方", "商户单号")
_LEAST_HEADS = 5
_CLOCK = Pattern(r"\d{4}-\d\d-\d\d\d\d:\d\d:\d\d")
_DATED = Pattern(r"\d{4}-(?:\d.*)?")
_CHINESE = Pattern(r"[\u4e00-\u9fff]")
_WAYS = ("收入", "支出", "其他", "/")
_AMOUNT = Pattern(r"[¥-]?[\d,]*\.?\d*")
_SUM = Pattern(r"[¥￥]?\d[\d,]*\.\d\d")
_NUMBERS = Pattern(r"[0-9A-Za-z_/-]+")
# Columns stand apart by at least so many points; below the last row the page is empty for more
# than so many heights of a line.
_APART = 0.5
_BELOW = 1.0


@dataclass(frozen=True, slots=True)
class Cells:
    """One row: the words of each column, as they wrap."""

    columns: Mapping[str, tuple[Word, ...]]

    @property
    def words(self) -> tuple[Word, ...]:
        """Every word of the row."""
        return tuple(word for column in COLUMNS for word in self.of(column))

    def of(self, column: str) -> tuple[Word, ...]:
        """Return the words of a cell, in order."""
        return self.columns.get(column, ())

    def text(self, column: str) -> str:
        """Return what a cell says, without any space."""
        return Script.of([self.of(column)]).text

    def followed(self, other: Cells) -> Cells:
        """Return the row with what the next page has of it."""
        return Cells({name: (*self.of(name), *other.of(name)) for name in COLUMNS})


@dataclass(frozen=True, slots=True)
class Table:
    """Every row, and the words that stand before the first and after the last.

    `lost` are the pages on which more sums stand than rows were found.
    """

    before: tuple[Word, ...]
    rows: tuple[Cells, ...]
    after: tuple[Word, ...]
    lost: tuple[Leaf, ...] = ()


def find(leaves: Sequence[Leaf]) -> Table:
    """Return the one table of a paper, over all its pages."""
    before: list[Word] = []
    after: list[Word] = []
    rows: list[Cells] = []
    lost: list[Leaf] = []
    for leaf in leaves:
        page = _page(leaf)
        if sum(bool(_SUM.fullmatch(word.text)) for word in leaf.words) > len(page.rows):
            lost.append(leaf)
        if rows and page.torn.words and page.rows and _numbered(page.rows[0]):
            rows[-1] = rows[-1].followed(page.torn)  # that row has all of its own number
        elif page.rows and page.torn.words:
            page.rows[0] = page.torn.followed(page.rows[0])
        (after if rows else before).extend(page.before)
        rows += page.rows
        (after if rows else before).extend(page.after)
    return Table(tuple(before), tuple(rows), tuple(after), tuple(lost))


def _numbered(row: Cells) -> bool:
    number = lexicon.serial(row.text("serial"))
    return number is not None and not lexicon.serial_torn(number)


@dataclass(frozen=True, slots=True)
class _Page:
    """The table of one page; `torn` is what stands above its first row and may be another's."""

    before: tuple[Word, ...]
    torn: Cells
    rows: list[Cells]
    after: tuple[Word, ...]


def _page(leaf: Leaf) -> _Page:
    before, body, after = _parted(lines(leaf.words))
    columns = _columns([word for line in body for word in line])
    times = _times(columns.get("at", ()))
    if not times:
        return _Page(tuple(leaf.words), Cells({}), [], ())
    words = sorted((word for line in body for word in line), key=lambda word: word.area.middle)
    end = _end(words, times[-1])
    after = [*(word for word in words if word.area.middle > end), *after]
    words = [word for word in words if word.area.middle <= end]
    cuts = [_cut(words, one.y1, other.y0) for one, other in pairwise(times)]
    first = _cut(words, words[0].area.y0 - 1, times[0].y0) if words else 0.0
    owner = {word: name for name, column in columns.items() for word in column}
    bands = _bands(words, [first, *cuts], owner)
    return _Page(tuple(before), bands[0], bands[1:], tuple(after))


def _parted(every: Sequence[Sequence[Word]]) -> tuple[list[Word], list[list[Word]], list[Word]]:
    """Return what stands above the table, its lines, and what stands below.

    Left of the times a row has figures only: a line that begins with words there is none.
    """
    start = next((at + 1 for at, line in enumerate(every) if _is_head(line)), 0)
    inside = [word for line in every[start:] for word in line]
    left = min((word.area.x0 for word in inside if _DATED.fullmatch(word.text)), default=0.0)
    outside = [at for at in range(start, len(every)) if _is_note(every[at], left)]
    dated = [at for at in range(start, len(every)) if _has_time(every[at], left)]
    first, last = (dated[0], dated[-1]) if dated else (len(every), len(every))
    start = max((at + 1 for at in outside if at < first), default=start)
    end = min((at for at in outside if at > last), default=len(every))
    above = [word for line in every[:start] for word in line]
    return (
        above,
        [list(line) for line in every[start:end]],
        [w for line in every[end:] for w in line],
    )


def _is_head(line: Sequence[Word]) -> bool:
    text = "".join(word.text for word in line)
    return sum(head in text for head in _HEADS) >= _LEAST_HEADS


def _is_note(line: Sequence[Word], left: float) -> bool:
    return any(_CHINESE.search(word.text) and word.area.x0 < left - _APART for word in line)


def _has_time(line: Sequence[Word], left: float) -> bool:
    dated = any(_DATED.fullmatch(word.text) for word in line)
    return dated and not _is_note(line, left)


def _end(words: Sequence[Word], last: Area) -> float:
    """Return how far down the last row reaches: to the first wide gap."""
    reached = last.y1
    for word in words:
        if word.area.middle <= last.y1:
            reached = max(reached, word.area.y1)
        elif word.area.y0 - reached > _BELOW * word.area.height:
            break
        else:
            reached = max(reached, word.area.y1)
    return reached


# ── columns ────────────────────────────────────────────────────────────────────────────


def _columns(words: Sequence[Word]) -> dict[str, tuple[Word, ...]]:
    """Return the words of each column, by what stands in them from left to right."""
    stacks = _stacks(words)
    at = _first(stacks, 0, lambda stack: bool(_CLOCK.search(_text(stack))))
    amount = _first(stacks, at + 1, _is_amount)
    if at < 0 or amount < 0:
        return {}
    way = _way(stacks[at + 1 : amount])
    middle = at + 1 + way if way is not None else None
    order = _order(stacks, amount + 1)
    spans = {
        "serial": stacks[:at],
        "at": stacks[at : at + 1],
        "type": stacks[at + 1 : middle if middle is not None else amount],
        "way": stacks[middle : middle + 1] if middle is not None else [],
        "method": stacks[middle + 1 : amount] if middle is not None else [],
        "amount": stacks[amount : amount + 1],
        "other": stacks[amount + 1 : order],
        "order": stacks[order:],
    }
    return {name: _down(stacks) for name, stacks in spans.items()}


def _down(stacks: Sequence[Sequence[Word]]) -> tuple[Word, ...]:
    """Return the words of one column in the order in which a cell is read."""
    return tuple(word for line in lines(w for stack in stacks for w in stack) for word in line)


def _stacks(words: Sequence[Word]) -> list[list[Word]]:
    """Return the words by the upright bands in which they stand, from left to right."""
    found: list[list[Word]] = []
    reached = float("-inf")
    for word in sorted(words, key=lambda one: one.area.x0):
        if word.area.x0 > reached + _APART:
            found.append([])
        found[-1].append(word)
        reached = max(reached, word.area.x1)
    return found


def _text(stack: Sequence[Word]) -> str:
    return Script.of(lines(stack)).text


def _first(
    stacks: Sequence[Sequence[Word]], start: int, fits: Callable[[Sequence[Word]], bool]
) -> int:
    return next((at for at in range(start, len(stacks)) if fits(stacks[at])), -1)


def _is_amount(stack: Sequence[Word]) -> bool:
    texts = [lexicon.squeezed(word.text) for word in stack]
    return any("." in text for text in texts) and all(map(_AMOUNT.fullmatch, texts))


def _way(stacks: Sequence[Sequence[Word]]) -> int | None:
    """Return which stack says 收入 or 支出; where all say 其他, the second of three does."""
    sided = [at for at, stack in enumerate(stacks) if _share(stack, _WAYS[:2])]
    fitting = [at for at, stack in enumerate(stacks) if 2 * _share(stack, _WAYS) >= len(stack)]
    both = [at for at in sided if at in fitting]
    if both:
        return both[0]
    return 1 if 1 in fitting else None


def _share(stack: Sequence[Word], words: Sequence[str]) -> int:
    return sum(word.text in words for word in stack)


def _order(stacks: Sequence[Sequence[Word]], start: int) -> int:
    """Return where the 商户单号 begins: the last stacks that hold figures alone."""
    at = len(stacks)
    while at > start and all(_NUMBERS.fullmatch(word.text) for word in stacks[at - 1]):
        at -= 1
    two = at == start and len(stacks) - start > 1  # a counterparty named with letters alone
    return start + 1 if two else at


# ── rows ───────────────────────────────────────────────────────────────────────────────


def _times(column: Sequence[Word]) -> list[Area]:
    """Return where each row's time stands: each row has one, whatever else it has."""
    script = Script.of([column])
    return [around(script.words[m.start() : m.end()]) for m in _CLOCK.finditer(script.text)]


def _cut(words: Sequence[Word], above: float, below: float) -> float:
    """Return where two rows part: in the widest gap between their times, the lower if alike."""
    best, place, reached = float("-inf"), below, float("-inf")
    for word in words:  # by their middles
        if above < word.area.middle and word.area.middle <= below + word.area.height:
            gap = word.area.y0 - reached
            if gap >= best and reached > float("-inf"):
                best, place = gap, (word.area.y0 + reached) / 2
        reached = max(reached, word.area.y1)
    return place


def _bands(words: Sequence[Word], cuts: Sequence[float], owner: Mapping[Word, str]) -> list[Cells]:
    """Return the words by the rows that the cuts part, and in each by columns."""
    ends = [*cuts, float("inf")]
    found: list[dict[str, list[Word]]] = [{} for _ in ends]
    for word in words:
        band = next(at for at, end in enumerate(ends) if word.area.middle <= end)
        if word in owner:
            found[band].setdefault(owner[word], []).append(word)
    return [Cells({name: _down([cell]) for name, cell in row.items()}) for row in found]
