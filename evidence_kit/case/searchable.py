"""Which words of a picture are sure enough to be searched for and copied in the filing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace

from evidence_kit.facts.doubts import meet, touching
from evidence_kit.facts.unsure import LEAST_QUOTE
from evidence_kit.model import (
    EMOJI,
    Box,
    Digest,
    Doubt,
    DoubtKind,
    Money,
    PageText,
    ReadLine,
    Screen,
    Source,
    Sourced,
    Where,
)
from evidence_kit.patterns import Pattern
from evidence_kit.screens import lexicon
from evidence_kit.screens.vote import GAP

# These say nothing against what is printed there; a kind that isn't named here does.
_OF_OTHER_THINGS = frozenset(
    {
        DoubtKind.STATE_UNKNOWN,
        DoubtKind.DIRECTION_UNKNOWN,
        DoubtKind.NATURE_UNKNOWN,
        DoubtKind.NATURE_DISPUTABLE,
        DoubtKind.INTEREST_UP_FRONT,
        DoubtKind.TIME_UNANCHORED,
        DoubtKind.TIME_AMBIGUOUS,
        DoubtKind.DEBT_DENIED,
        DoubtKind.GROUND_ADVERSE,
        DoubtKind.DEBT_WAIVED,
        DoubtKind.FUNDS_BORROWED,
        DoubtKind.PARTY_UNKNOWN,
        DoubtKind.NAME_CHANGED,
        DoubtKind.FACE_CHANGED,
        DoubtKind.ROLES_UNKNOWN,
        DoubtKind.SIDE_UNKNOWN,
        DoubtKind.NOT_DELIVERED,
        DoubtKind.PAGES_GAP,
    }
)
_FIGURES = "一二两三四五六七八九十百千万亿"
_CAPITALS = "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億"
_RANKED = f"〇零{_FIGURES}"
_ANY = rf"[\d{_RANKED}{_CAPITALS}]"
_UNITS = "元块圆角分毛厘钱月日号天年时次期倍成折笔周岁刻%％‰"
# A number, whatever it is written with. One Chinese figure alone is only one beside a unit or in
# 第一 and 周三; else it is a word's (一定, 差一点, 张三, 百度).
_NUMBER = Pattern(
    rf"(?:[¥$+-]\s*)*(?=[{_RANKED}]*[\d{_CAPITALS}]){_ANY}"
    rf"(?:{_ANY}|[.,:·/~-]+(?=\d)|(?<=[\d{_RANKED}])[kKwW](?![A-Za-z]))*"
    rf"|[{_RANKED}]{{2,}}|(?:(?<=[第初周期点])|(?<=星期|礼拜|分之))[{_FIGURES}]"
    rf"|[{_FIGURES}](?=[{_UNITS}]|个(?:$|半?(?:月|星期|礼拜|季|小时|钟)))"
    rf"|(?!一点(?![半钟{_RANKED}]))[{_FIGURES}](?=点)"
)
_PLAIN = Pattern(r"[^\w]*\d(?:\W*\d)*")
_COMMA = Pattern(r"(?<=\d),(?=\d{3}(?!\d))")
# An icon is read as one letter.
_WORD = Pattern(r"\d|[^\W\d_]{2}|[^\W_a-zA-Z]")
_AMOUNT = Pattern(r"\d[\d,.]*")


def texts(
    pages: Mapping[Digest, PageText],
    screens: Iterable[tuple[Source, Screen]],
    doubts: Iterable[Doubt],
) -> dict[Digest, PageText]:
    """Return what `text` does for every screen whose words were read, given the folder's doubts."""
    near: dict[Digest, list[Doubt]] = {}
    for doubt in doubts:
        if doubt.where:
            near.setdefault(doubt.where.source, []).append(doubt)
    return {
        source.sha256: text(pages[source.sha256], screen, near.get(source.sha256, ()))
        for source, screen in screens
        if source.sha256 in pages
    }


def text(page: PageText, screen: Screen, doubts: Sequence[Doubt]) -> PageText:
    """Return the words that may lie below a picture: no number among them that isn't confirmed.

    A line's numbers stay where two readers read all of them alike, or a person's answer says
    them, and no doubt of what is printed touches the line. Elsewhere each gives way to a space,
    be it in figures or in Chinese ones; a line's box is that of the words left of it. Lines that
    were read weakly, and signs without a word, are left out, and so is every [表情]. `doubts`
    are those of the page; the screen's own are heard, too.
    """
    mine = [d for d in (*doubts, *screen.doubts) if d.kind not in _OF_OTHER_THINGS]
    stated = list(_stated(screen))
    left = (
        _without(line, _unsure(line, screen, mine, stated))
        for line in map(_bare, page.lines)
        if line.confidence >= LEAST_QUOTE and min(line.box.width, line.box.height) > 0
    )
    return replace(page, lines=tuple(line for line in left if line is not None))


def _bare(line: ReadLine) -> ReadLine:
    """Return a line with a gap as wide as a sign where it has a small picture."""
    return replace(line, text=line.text.replace(EMOJI, "\u3000"))


def _unsure(
    line: ReadLine, screen: Screen, doubts: Sequence[Doubt], stated: Sequence[Sourced[object]]
) -> Iterator[tuple[int, int]]:
    """Yield where a line has numbers that aren't confirmed."""
    place = Where(screen.source, line.box)
    said = [one.value for one in stated if _near(one, place)]
    sure = all(_says(line.text, value) for value in said) if said else _alike(line)
    sure = sure and not touching((place,), doubts)
    for found in _NUMBER.finditer(lexicon.narrow(line.text)):
        if not sure or not (_PLAIN.fullmatch(found[0]) or _again(line, found[0])):
            yield found.span()


def _again(line: ReadLine, number: str) -> bool:
    """Say whether the second reader saw a number that isn't all digits: of most it sees no more."""
    return bool(line.again) and all(number in lexicon.squeezed(text) for text in line.again)


def _near(one: Sourced[object], place: Where) -> bool:
    return isinstance(one.where, Where) and meet(one.where, place)


def _stated(value: object) -> Iterator[Sourced[object]]:
    """Yield what a person's answers say stands on a page."""
    if isinstance(value, Sourced):
        yield from (value,) if value.stated_by else ()
    elif isinstance(value, tuple):
        yield from (found for one in value for found in _stated(one))
    elif is_dataclass(value):
        names = (one.name for one in fields(value))
        yield from (found for name in names for found in _stated(getattr(value, name)))


def _says(read: str, value: object) -> bool:
    """Say whether the numbers of a line, and no others, are those of a value."""
    if isinstance(value, Money):
        found = _AMOUNT.findall(lexicon.squeezed(read))
        return len(found) == 1 and lexicon.money(found[0]) == value
    return isinstance(value, str) and "".join(_numbers(read)) in "".join(_numbers(value))


def _alike(line: ReadLine) -> bool:
    """Say whether a line was read twice, each time with the same numbers and none missed."""
    if not line.again:
        return False
    yuan = lexicon.squeezed(line.text).startswith("¥")
    again = [text.removeprefix(GAP) if yuan else text for text in line.again]
    wanted = _numbers(line.text)
    return all(GAP not in text and _numbers(text) == wanted for text in again)


def _numbers(read: str) -> tuple[str, ...]:
    return lexicon.numbers(_COMMA.sub("", lexicon.squeezed(read)))


def _without(line: ReadLine, spans: Iterable[tuple[int, int]]) -> ReadLine | None:
    """Return a line without some of its signs; None where no word is left."""
    signs = list(line.text)
    for start, stop in spans:
        signs[start:stop] = " " * (stop - start)
    kept = [at for at, sign in enumerate(signs) if not sign.isspace()]
    words = " ".join("".join(signs).split())
    if not _WORD.search(words):
        return None
    return replace(line, text=words, box=_box(line, kept[0], kept[-1] + 1))


def _box(line: ReadLine, first: int, stop: int) -> Box:
    """Return where some of a line's signs stand: a Chinese one is twice as wide as a Latin one."""
    whole = _breadth(line.text)
    left, right = (line.box.width * _breadth(line.text[:at]) / whole for at in (first, stop))
    x0 = line.box.x0 + int(left)
    return line.box._replace(x0=x0, x1=max(x0 + 1, line.box.x0 + round(right)))


def _breadth(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)
