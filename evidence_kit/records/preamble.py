"""What a file says around its rows: whose it is, of which days, how many rows, its caveats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from evidence_kit.model import Digest, Holder, Money, Part, Sourced, Where
from evidence_kit.model.records import cell
from evidence_kit.patterns import Pattern
from evidence_kit.records import cells
from evidence_kit.records.tables import Raw
from evidence_kit.screens import lexicon

_IS = r"(?:[:：]\s*|\s+)\[?"
_NICKNAME = Pattern(r"微信昵称[:：]\s*\[(?P<said>.*)\]")
_NAME = Pattern(rf"(?:户名|姓名|账户名称?|客户名称){_IS}(?P<said>[^\s:：\[\]]{{1,40}})")
_ACCOUNT = Pattern(
    rf"(?:微信号|支付宝账[户号]|账号/卡号|卡号/账号|账号|卡号|账户){_IS}(?P<said>[\w.@*-]{{3,60}})"
)
_DAY = (
    r"[12][0-9]{3}(?:[-/.][0-9]{1,2}[-/.][0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}日|[01][0-9][0-3][0-9])"
    r"(?: [0-9]{1,2}(?::[0-9]{2}){1,2})?"
)
_FROM = Pattern(rf"(?:起始|开始|查询起始)(?:时间|日期|日){_IS}(?P<said>{_DAY})")
_TO = Pattern(rf"(?:终止|截止|结束)(?:时间|日期|日){_IS}(?P<said>{_DAY})")
_SPAN = Pattern(
    r"(?:时间|日期|区间|期间|范围|时段|起止日)[^0-9]{0,6}"
    rf"(?P<since>{_DAY})\]?\s*(?:至|到|[~～—–-]{{1,2}})\s*\[?(?P<until>{_DAY})"
)
_COUNT = Pattern(r"共\s*(?P<count>[0-9]{1,7})\s*笔")
_SUM = Pattern(
    r"(?P<what>收入|支出)[:：]\s*(?P<count>[0-9]{1,7})\s*笔[,，]?\s*(?P<sum>[0-9,.]{1,20})\s*元"
)
_NOTED = Pattern(r"(?:注|说明|声明|(?:温馨|特别|重要)?提示|备注)[:：](?P<said>.*)")
_NUMBERED = Pattern(r"[(（]?[0-9]{1,2}[.、．)）]\D.*")
_RULE = Pattern(r"[-=_*]{4,}.*")


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows the file says it has: of one way (收入, 支出) with their sum, or at all."""

    row: int
    what: str
    count: int
    total: Money | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What a file says around its rows."""

    holders: tuple[Holder, ...]
    since: datetime | None
    until: datetime | None
    notes: tuple[str, ...]
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of words, its cells joined."""

    row: int
    text: str


def lines(rows: Iterable[tuple[int, Sequence[Raw]]]) -> tuple[Line, ...]:
    """Return the rows that say something, with their numbers from 0."""
    joined = (Line(row, " ".join(filter(None, map(cells.words, raws)))) for row, raws in rows)
    return tuple(line for line in joined if line.text)


def of(above: Sequence[Line], below: Sequence[Line], source: Digest, sheet: int) -> Around:
    """Return what the lines above the header and those below the rows say."""
    every = (*above, *below)
    return Around(
        holders=tuple(_holders(above, source, sheet)),
        since=_end(every, _FROM, "since", time()),
        until=_end(every, _TO, "until", time(23, 59, 59)),
        notes=(*_notes(above), *_notes(below)),
        counts=tuple(_counts(every)),
    )


def _holders(above: Sequence[Line], source: Digest, sheet: int) -> Iterator[Holder]:
    """Yield the account's owner, where the file names one."""
    name, account, nickname = (
        _first(above, pattern, source, sheet) for pattern in (_NAME, _ACCOUNT, _NICKNAME)
    )
    if name or account or nickname:
        yield Holder(Part.OWNER, name=name, account=account, nickname=nickname)


def _first(
    above: Sequence[Line], pattern: Pattern, source: Digest, sheet: int
) -> Sourced[str] | None:
    for line in above:
        found = pattern.search(line.text)
        if found and found["said"].strip():
            where = Where(source, cell(0, line.row, sheet))
            return Sourced(found["said"].strip(), line.text, where)
    return None


def _end(every: Sequence[Line], alone: Pattern, end: str, clock: time) -> datetime | None:
    """Return one end of what the file covers; a day alone is whole."""
    for line in every:
        for pattern, name in ((alone, "said"), (_SPAN, end)):
            found = pattern.search(line.text)
            at = cells.when(found[name]) if found else None
            if at is not None:
                on = date(at.year or 0, at.month or 0, at.day or 0)
                printed = time(at.hour, at.minute, at.second or 0)
                return datetime.combine(on, clock if at.whole_day else printed)
    return None


def _counts(every: Sequence[Line]) -> Iterator[Count]:
    for line in every:
        for found in _SUM.finditer(line.text):
            total = cells.money(found["sum"])
            yield Count(line.row, found["what"], int(found["count"]), total[0] if total else None)
        if every_row := _COUNT.search(line.text):
            yield Count(line.row, "", int(every_row["count"]))


def _notes(said: Sequence[Line]) -> Iterator[str]:
    """Yield what the file says about itself: from 注： to the next rule, and numbered lines."""
    noted = False
    for line in said:
        text = lexicon.spaced(line.text)
        head = _NOTED.match(text)
        noted = bool(head) or (noted and not _RULE.match(text))
        told = head["said"].strip() if head else text
        if told and (noted or _NUMBERED.fullmatch(text)):
            yield told
