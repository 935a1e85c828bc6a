"""What a key of case.toml may take: each reader returns a value, or raises ValueError."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from evidence_kit.model import Money, Rate
from evidence_kit.screens import lexicon

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")

# A year before that, or after, is a slip of the hand.
EARLIEST, LATEST = 1900, 2199
# Said of a loan without interest.
_NO_INTEREST = ("无息", "无利息", "不计利息", "不收利息")
# Marks of work that is not done; they stand in nothing that goes to a court.
_NOT_FILED = ("待核", "存疑", "待补")
# Control characters, but for a new line, and what turns the direction of writing: on paper and
# on a terminal they show something else than is written.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NO_SIGN = ("Cc", "Cf", "Cs")
# What is a letter or a sign by its kind, and shows nothing.
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"
_PERCENT = re.compile(r"(\d{1,2}(?:\.\d{1,4})?) ?[%％]")
# 日万五, 每日万分之五, 按月2%, 年百分之十二: the period, and how much.
_SHORT_RATE = re.compile(
    r"[按每]{0,2}(?P<per>[年月日天])化?(?:利率|利息|息|利)?[为是按:]?(?:(?P<of>[百千万])(?:分之)?)?"
    r"(?P<much>[\d一二两三四五六七八九十].{0,7})"
)
# GB 11643: the weights of the first seventeen digits, and the check digit by the remainder.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


class UnfitError(ValueError):
    """The key takes something else; `sign` is the code of a sign in it that nobody sees, if any."""

    def __init__(self, sign: str = "") -> None:
        """Take the sign itself."""
        super().__init__(sign)
        self.sign = f"U+{ord(sign):04X}" if sign else ""


def words(value: object) -> str:
    """Return words, of which there must be some to be seen."""
    if not isinstance(value, str) or not value.strip():
        raise UnfitError
    said = value.strip()
    if found := _UNSEEN.search(said):
        raise UnfitError(found[0])
    if not _shown(said):
        raise UnfitError(said[0])
    return said


def _shown(said: str) -> str:
    """Return what of words is seen on paper; a sign that is newer than our tables may be."""
    kinds = ((one, unicodedata.category(one)) for one in said if one not in _BLANK)
    return "".join(one for one, kind in kinds if kind[0] not in "ZM" and kind not in _NO_SIGN)


def several(value: object) -> tuple[str, ...]:
    """Return a list of words."""
    if not isinstance(value, list):
        raise UnfitError
    return tuple(map(words, value))


def court_words(value: object) -> str:
    """Return words for the filing, in which no doubt may stand."""
    said = words(value)
    if any(word in _shown(said) for word in _NOT_FILED):
        raise UnfitError
    return said


def court_sentences(value: object) -> tuple[str, ...]:
    """Return sentences for the filing."""
    return tuple(map(court_words, several(value)))


def day(value: object) -> date:
    """Return a date written without quotes."""
    if type(value) is not date or not EARLIEST <= value.year <= LATEST:
        raise UnfitError
    return value


def amount(value: object) -> Money:
    """Return yuan written as text or as a whole number; a fraction would be rounded unseen."""
    return Money.of_yuan(str(value) if type(value) is int else words(value))


def whole(value: object) -> int:
    """Return a number from 1 on: a page's, an exhibit's."""
    if type(value) is not int or value < 1:
        raise UnfitError
    return value


def up_to(most: int) -> Callable[[object], int]:
    """Return a reader of numbers from 1 to the most that there may be."""

    def reads(value: object) -> int:
        if whole(value) > most:
            raise UnfitError
        return whole(value)

    return reads


def yes(value: object) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise UnfitError
    return value


def one_of(kind: type[E]) -> Callable[[object], E]:
    """Return a reader of one of a closed set of words."""
    return lambda value: kind(words(value))


def named(said: Mapping[str, E]) -> Callable[[object], E]:
    """Return a reader of kinds by the words that people use, or by their own values."""
    known = {**said, **{kind.value: kind for kind in said.values()}}

    def reads(value: object) -> E:
        found = known.get(words(value))
        if found is None:
            raise UnfitError
        return found

    return reads


def several_of(reads: Callable[[object], T]) -> Callable[[object], tuple[T, ...]]:
    """Return a reader of a list of what another reads; it may be empty."""

    def each(value: object) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise UnfitError
        return tuple(map(reads, value))

    return each


def count_to(most: int) -> Callable[[object], int]:
    """Return a reader of numbers from 0 to the most that there may be: of days."""

    def reads(value: object) -> int:
        if type(value) is not int or not 0 <= value <= most:
            raise UnfitError
        return value

    return reads


def percent(value: object) -> Fraction:
    """Return a published rate a year: 3.00%."""
    found = _PERCENT.fullmatch(words(value))
    if found is None:
        raise UnfitError
    return Fraction(found[1]) / 100


def rate(value: object) -> Rate:
    """Return an interest rate whose period is named, and nothing beside it (月息1%, 无息)."""
    said = words(value)
    if said in _NO_INTEREST:
        return Rate(Fraction(0), said)
    for text in (lexicon.squeezed(said), _spelled_out(said)):
        found = lexicon.rate(text)
        if found is not None and found.wording == text:
            return Rate(found.per_year, said, by_day=found.by_day)
    raise UnfitError


def _spelled_out(said: str) -> str:
    """Return a short rate as a chat would name it: 日万五 is 日利率万分之五, 每月2% 月利率2%."""
    found = _SHORT_RATE.fullmatch(lexicon.squeezed(said))
    if found is None:
        return ""
    per = found["per"].replace("天", "日")
    of = f"{found['of']}分之" if found["of"] else ""
    return f"{per}利率{of}{found['much']}"


def id_number(value: object) -> str:
    """Return an identity card's number; its birthday and its check digit must be right."""
    said = words(value).upper()
    if len(said) != len(_WEIGHTS) + 1 or not (said[:-1].isascii() and said[:-1].isdecimal()):
        raise UnfitError
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, said[:-1], strict=True))
    if _CHECKS[total % len(_CHECKS)] != said[-1] or born(said).year < EARLIEST:
        raise UnfitError
    return said


def born(number: str) -> date:
    """Return the birthday that an identity card's number carries; ValueError for no day."""
    return date.fromisoformat(number[6:14])


def is_male(number: str) -> bool:
    """Say what sex an identity card's number carries: its seventeenth digit is odd for men."""
    return int(number[16]) % 2 == 1
