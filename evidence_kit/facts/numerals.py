"""Numbers as people type them: figures, Chinese figures and ranks mixed (5百万, 1万2千5, 2w5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from evidence_kit.patterns import Pattern

FIGURES = "一二两三四五六七八九"
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_RANKS = {"千": 1000, "k": 1000, "百": 100, "十": 10}
_PLAIN = Pattern(r"\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?")
# Each rank once, in order, each with its figure; only the first may have more digits than one.
_RANKED = Pattern(
    rf"(?:(?P<k>\d+(?:\.\d+)?|[{FIGURES}])[千k])?[零〇]?(?:(?P<h>[\d{FIGURES}])百)?[零〇]?"
    rf"(?:(?P<t>[\d{FIGURES}])?(?P<ten>十))?[零〇]?(?P<one>[1-9{FIGURES}])?"
)


def number(text: str) -> Fraction | None:
    """Return a number (三万五 and 3w5 are 35000, 半万 is 5000); None if ill-formed."""
    for sign, rank in (("亿", 10**8), ("万", 10**4), ("w", 10**4)):
        head, found, tail = text.partition(sign)
        if found:
            return _ranked(head.removesuffix("个"), tail, rank)
    return _section(text)


def _ranked(head: str, tail: str, rank: int) -> Fraction | None:
    """Return so many of a rank and what follows it: a lone figure is of the next rank down."""
    high = Fraction(1, 2) if head == "半" else _section(head)
    if high is None or (tail and high != int(high)):
        return None
    if not tail:
        return high * rank
    if len(tail) == 1:
        return high * rank + _figure(tail) * rank // 10 if _figure(tail) else None
    low = number(tail[1:] if tail[0] in "零〇" else tail)
    short = tail.isascii() and tail.isdigit() and not 3 <= len(tail) <= 4
    return None if low is None or low >= rank or short else high * rank + low


def _section(text: str) -> Fraction | None:
    """Return a number without 万: plain digits, or ranks below it."""
    if _PLAIN.fullmatch(text):
        return Fraction(text.replace(",", ""))
    found = _RANKED.fullmatch(text)
    if found is None or not text or text[-1] in "零〇":
        return None
    parts = list(_parts(found))
    whole = all(part == int(part) for part in parts)
    return sum(parts, Fraction(0)) if whole or len(parts) == 1 else None


def _parts(found: re.Match[str]) -> Iterator[Fraction]:
    if found["k"]:
        yield _coefficient(found["k"]) * 1000
    if found["h"]:
        yield Fraction(_figure(found["h"]) * 100)
    if found["ten"]:
        yield Fraction((_figure(found["t"]) if found["t"] else 1) * 10)
    if found["one"]:
        before = found.string[found.start("one") - 1 : found.start("one")]
        # 一千二, 一百五: the next rank down.
        rank = _RANKS.get(before, 10) // 10 if before in ("千", "k", "百") else 1
        yield Fraction(_figure(found["one"]) * rank)


def _coefficient(text: str) -> Fraction:
    return Fraction(text) if text[0].isdigit() else Fraction(_figure(text))


def _figure(text: str) -> int:
    return int(text) if text.isdigit() and text.isascii() else _DIGITS.get(text, 0)
