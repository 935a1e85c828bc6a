"""Amounts inside sentences: in digits (小写) and in words (大写), and whether they agree."""

from __future__ import annotations

import re
from fractions import Fraction

from evidence_kit.model import Money
from evidence_kit.screens import lexicon

_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?)"
_FIGURES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:¥|￥|RMB|CNY|小写\)?:?){_NUMBER}(?P<wan>万)?",
        rf"(?<![\d.,]){_NUMBER}(?P<wan>万)?(?:人民币)?(?:元|圆|块)",
    )
)
_CAPITALS = "零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿貳參陸億萬"
_WORDS = re.compile(rf"[{_CAPITALS}]{{1,24}}[元圆圓][{_CAPITALS}角分整正]*")


def figures(text: str) -> tuple[Money, ...]:
    """Return every amount that a text writes in digits with ¥ before or 元 behind, in order."""
    bare = lexicon.squeezed(text).replace("￥", "¥")
    found = {m.start("number"): m for pattern in _FIGURES for m in pattern.finditer(bare)}
    return tuple(_money(found[at]) for at in sorted(found))


def _money(found: re.Match[str]) -> Money:
    yuan = Fraction(found["number"].replace(",", "")) * (10_000 if found["wan"] else 1)
    return Money(int(yuan * 100))


def in_words(text: str) -> tuple[Money, ...]:
    """Return every well-formed amount that a text writes in 大写, in order."""
    read = (lexicon.capital_money(m[0]) for m in _WORDS.finditer(lexicon.squeezed(text)))
    return tuple(money for money in read if money is not None)
