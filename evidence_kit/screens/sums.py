"""Amounts inside sentences: in digits (小写) and in words (大写), and whether they agree."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from evidence_kit.model import DoubtKind, FieldKind, Line, Money
from evidence_kit.patterns import Pattern
from evidence_kit.screens import lexicon
from evidence_kit.screens.vote import Field, after

# A digit lost behind the point makes another sum: both are there, or no point is.
_NUMBER = r"(?P<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?:(?P<fen>\.\d\d)(?!\d)|(?![\d.]|,\d)))"
_FIGURES = tuple(
    Pattern(pattern)
    for pattern in (
        rf"(?:¥|￥|RMB|CNY|小写\)?:?){_NUMBER}(?P<wan>万)?",
        rf"(?<![\d.,]){_NUMBER}(?P<wan>万)?(?:人民币)?(?:元|圆|块)",
    )
)
_CAPITALS = "零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿貳參陸億萬"
_WORDS = Pattern(rf"[{_CAPITALS}]{{1,24}}[元圆圓][{_CAPITALS}角分整正]*")


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount and where it stands in a text without spaces."""

    money: Money
    start: int
    end: int
    fen: bool = False  # its fen are written out


def figures(text: str) -> tuple[Sum, ...]:
    """Return every amount that a text writes in digits with ¥ before or 元 behind, in order.

    Places count in the text as `lexicon.squeezed` gives it.
    """
    bare = lexicon.squeezed(text).replace("￥", "¥")
    found = {m.start("number"): m for pattern in _FIGURES for m in pattern.finditer(bare)}
    return tuple(
        Sum(_money(m), m.start(), m.end(), bool(m["fen"])) for _, m in sorted(found.items())
    )


def _money(found: re.Match[str]) -> Money:
    yuan = Fraction(found["number"].replace(",", "")) * (10_000 if found["wan"] else 1)
    return Money(int(yuan * 100))


def in_words(text: str) -> tuple[Sum, ...]:
    """Return every well-formed amount that a text writes in 大写, in order; places as above."""
    read = ((lexicon.capital_money(m[0]), m) for m in _WORDS.finditer(lexicon.squeezed(text)))
    return tuple(Sum(money, m.start(), m.end()) for money, m in read if money is not None)


def written(lines: Iterable[Line]) -> tuple[tuple[Money, Line], ...]:
    """Return the amounts that lines write in 大写, each with its line."""
    return tuple((one.money, line) for line in lines for one in in_words(line.text))


def field(label: str, line: Line, *, whole: bool = False) -> Field[Money]:
    """Return the field of an amount that words may stand around, behind a label.

    Among Chinese the second reader needs all of its alphabet, as for a time. `whole` says that
    the page may leave the fen out.
    """
    wordy = any("\u4e00" <= sign <= "\u9fff" for sign in after(label, line.text))
    return Field(
        "amount",
        FieldKind.TIME if wordy else FieldKind.MONEY,
        lambda text: amount(after(label, text), whole=whole),
        DoubtKind.AMOUNT_UNREADABLE,
    )


def amount(text: str, *, whole: bool = False) -> Money | None:
    """Return the one amount a text gives, perhaps with its 大写 behind it."""
    found = [one for one in figures(text) if one.fen or whole]
    return lexicon.money(text) or (found[0].money if len(found) == 1 else None)
