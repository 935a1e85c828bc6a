"""Plain values: digests, times, money, rates, boxes, colours."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple, TypeAlias

Args: TypeAlias = tuple[tuple[str, str], ...]
_YUAN = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]{1,2})?")
_MOST_FEN = 10**13  # a hundred billion yuan: beyond, a key was held down


class Algorithm(StrEnum):
    """The digest algorithms this program knows; a name from a file never reaches hashlib."""

    SHA256 = "sha256"
    SM3 = "sm3"
    SHA512 = "sha512"


@dataclass(frozen=True, slots=True)
class Digest:
    """An algorithm and its lower-case hexadecimal value, never apart."""

    algorithm: Algorithm
    hex: str

    def __post_init__(self) -> None:
        """Raise ValueError unless the hex has the algorithm's length and alphabet."""
        length = 128 if self.algorithm is Algorithm.SHA512 else 64
        if len(self.hex) != length or not set(self.hex) <= set("0123456789abcdef"):
            raise ValueError(f"not a {self.algorithm} digest")

    @property
    def raw(self) -> bytes:
        """The digest's bytes."""
        return bytes.fromhex(self.hex)


class Basis(StrEnum):
    """What a time rests on."""

    PAGE = "page"  # printed in full on the page
    FILE_NAME = "file_name"
    EXIF = "exif"
    MTIME = "mtime"
    BETWEEN = "between"  # between two time lines of the conversation
    RECORD = "record"  # a payment's own page dates the same payment's card
    STATED = "stated"  # a person said so
    UNANCHORED = "unanchored"  # relative, and nothing fixes it


@dataclass(frozen=True, slots=True)
class Moment:
    """An interval of local time (UTC+8); an end that nothing bounds is None.

    `seconds` says whether the ends are exact to the second; otherwise each names a minute.
    """

    earliest: datetime | None
    latest: datetime | None
    basis: Basis
    seconds: bool = False

    @property
    def exact(self) -> datetime | None:
        """The time itself where both ends are the same, else None."""
        return self.earliest if self.earliest == self.latest else None


UNKNOWN_TIME = Moment(None, None, Basis.UNANCHORED)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in fen."""

    fen: int

    @classmethod
    def of_yuan(cls, text: str) -> Money:
        """Return what plain yuan say, as a person types them: 5000, 5,000.5, 5000.50.

        Raises ValueError for anything else, nothing, less, or more than a hundred billion.
        """
        if not _YUAN.fullmatch(text):
            raise ValueError(text)
        yuan, _, fen = text.replace(",", "").partition(".")
        money = cls(int(yuan) * 100 + int(fen.ljust(2, "0") or 0))
        if not 0 < money.fen < _MOST_FEN:
            raise ValueError(text)
        return money

    def __str__(self) -> str:
        """Return yuan with two decimals: 150000 fen is "1500.00"."""
        sign, fen = ("-" if self.fen < 0 else ""), abs(self.fen)
        return f"{sign}{fen // 100}.{fen % 100:02d}"


@dataclass(frozen=True, slots=True)
class Rate:
    """An interest rate as a fraction per year, and the words that said it.

    One named by the day (`by_day`) is counted 365 times.
    """

    per_year: Fraction
    wording: str
    by_day: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class TimeText:
    """A time as a page prints it, before anything fixes its date.

    Exactly one of these dates it: year/month/day (year may be missing), weekday (0 is Monday),
    or days_ago (0 for a bare clock time: the day of the capture). `ambiguous` marks forms
    that builds of the app disagree about (晚上12:05); `stated` that a person names the date;
    `whole_day` that only a day is printed, as banks do, so that the clock says nothing.
    """

    text: str
    hour: int
    minute: int
    second: int | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    days_ago: int | None = None
    ambiguous: bool = False
    stated: bool = False
    whole_day: bool = False


class Box(NamedTuple):
    """A rectangle in displayed pixels; x1 and y1 lie just outside."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def width(self) -> int:
        """Width in pixels."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """Height in pixels."""
        return self.y1 - self.y0

    @property
    def centre(self) -> tuple[float, float]:
        """The middle point."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def contains(self, other: Box, slack: int = 0) -> bool:
        """Say whether `other` lies inside, give or take `slack` pixels."""
        return (
            self.x0 - slack <= other.x0
            and self.y0 - slack <= other.y0
            and other.x1 <= self.x1 + slack
            and other.y1 <= self.y1 + slack
        )

    def joined(self, other: Box) -> Box:
        """Return the smallest box around both."""
        return Box(
            min(self.x0, other.x0),
            min(self.y0, other.y0),
            max(self.x1, other.x1),
            max(self.y1, other.y1),
        )


class Colour(NamedTuple):
    """An sRGB colour, 0 to 255."""

    red: int
    green: int
    blue: int
