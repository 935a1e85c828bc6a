"""Which rate a loan bears on a day, under which ceiling, by which article."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from evidence_kit.claim import lpr
from evidence_kit.claim.citing import lending
from evidence_kit.claim.days import DAY
from evidence_kit.claim.ledger import REFORM, Asked, Bearing, Debt
from evidence_kit.model import Article, LawText, Lpr, LprChoice, Standard

_NONE = Fraction(0)
TIMES = 4  # 民间借贷规定 25
# The interpretation of 2015: to 24 % enforceable, above 36 % void (26); 6 % without a rate (29).
ENFORCEABLE = Fraction(24, 100)
VOID_ABOVE = Fraction(36, 100)
WITHOUT_RATE = Fraction(6, 100)


@dataclass(frozen=True, slots=True)
class Use:
    """What money bears on a day, per year: `rate` by law, and what was agreed above it.

    `natural` lies between 24 and 36 % before 2020-08-20 (`old`), `above` beyond it, or beyond the
    ceiling since. `room` is what the ceiling leaves for sums due once. `lpr` is what rate or
    ceiling come from.
    """

    overdue: bool
    rate: Fraction
    old: bool = False
    agreed: Fraction | None = None
    cap: Fraction | None = None
    natural: Fraction = _NONE
    above: Fraction = _NONE
    penalty: Fraction = _NONE
    room: Fraction = _NONE
    lpr: Fraction | None = field(default=None, compare=False)
    articles: tuple[Article, ...] = field(default=(), compare=False)

    def __hash__(self) -> int:
        """Hash by two numbers: what is equal has equal ones, and fractions are slow to hash."""
        return hash((self.rate.numerator, self.rate.denominator, self.overdue))


_NOTHING = Use(overdue=False, rate=_NONE)


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The highest rate, the LPR that it is four times of (None: 24 %), and its articles.

    `old` is the interpretation of 2015, `overdue` a day after the due one.
    """

    rate: Fraction
    lpr: Fraction | None
    articles: tuple[Article, ...]
    old: bool
    overdue: bool


def old(number: int, paragraph: int | None = None, item: int | None = None) -> Article:
    """Return an article of the interpretation of 2015."""
    return Article(LawText.LENDING_2015, number, paragraph, item)


def regime(debt: Debt, day: date, asked: Asked) -> tuple[bool, Lpr | None]:
    """Return what of a day a loan's rates hang on: days of one regime bear alike."""
    apart = asked.settings.lpr is LprChoice.SEGMENTED
    return _under_old(debt, day), lpr.on(asked.lpr, day) if apart else None


def before(debt: Debt, day: date, asked: Asked) -> Use:
    """Return what a loan bears on a day before it is due."""
    if debt.bearing is Bearing.AT_LPR:
        return _for_use(debt, day, asked)
    highest = debt.bearing is Bearing.AT_CAP
    bears = not debt.schedule and bool(debt.rate or highest)
    if debt.bearing is Bearing.NONE or not (bears or debt.rolled):
        return _NOTHING
    ceiling = ceiling_of(debt, day, asked, overdue=False)
    if not bears:
        return Use(overdue=False, rate=_NONE, old=ceiling.old, cap=ceiling.rate)
    return _held(ceiling.rate if highest else debt.real or debt.rate, ceiling, debt)


def after(debt: Debt, due: date, day: date, asked: Asked) -> Use:
    """Return what a part of a loan bears on a day after it was due (民间借贷规定 28, 29)."""
    ceiling = ceiling_of(debt, day, asked, overdue=True)
    highest = debt.bearing is Bearing.AT_CAP
    if debt.overdue is not None and not highest:
        return _held(debt.overdue, ceiling, debt)
    if wanted := ceiling.rate if highest else debt.rate:
        text = old(29, 2, 2) if ceiling.old else lending(28, 2, 2)
        return replace(_held(wanted, ceiling, debt), articles=(text, *ceiling.articles))
    return _without_rate(debt, due, day, asked, ceiling)


def _under_old(debt: Debt, day: date) -> bool:
    return debt.formed < REFORM and day < REFORM


def ceiling_of(debt: Debt, day: date, asked: Asked, *, overdue: bool) -> Ceiling:
    """Return the ceiling of a loan on a day (民间借贷规定 25, 28, 31)."""
    if _under_old(debt, day):
        then = (old(29, 1) if overdue else old(26, 1), lending(31, 2))
        return Ceiling(ENFORCEABLE, None, then, old=True, overdue=overdue)
    now = lending(28, 1) if overdue else lending(25, 1)
    texts = (now, lending(31, 2)) if debt.formed < REFORM else (now,)
    rate = lpr.held(asked.lpr, measured(debt, asked)).one_year
    return Ceiling(TIMES * rate, rate, texts, old=False, overdue=overdue)


def measured(debt: Debt, asked: Asked) -> date:
    """Return the day whose LPR the ceiling is four times of."""
    known = debt.formed >= asked.lpr.rows[0].published
    by_formation = asked.settings.standard is Standard.AT_FORMATION and known
    return debt.formed if debt.formed >= REFORM or by_formation else asked.filing


def _held(wanted: Fraction, ceiling: Ceiling, debt: Debt) -> Use:
    """Return a rate under its ceiling, and what of it lies above."""
    rate = min(wanted, ceiling.rate)
    natural = max(_NONE, min(wanted, VOID_ABOVE) - rate) if ceiling.old else _NONE
    penalty = min(debt.penalty, ceiling.rate - rate) if ceiling.overdue else _NONE
    return Use(
        overdue=ceiling.overdue,
        rate=rate,
        old=ceiling.old,
        agreed=wanted,
        cap=ceiling.rate,
        natural=natural,
        above=wanted - rate - natural,
        penalty=penalty,
        room=ceiling.rate - rate - penalty if ceiling.overdue else _NONE,
        lpr=ceiling.lpr,
        articles=ceiling.articles,
    )


def _without_rate(debt: Debt, due: date, day: date, asked: Asked, ceiling: Ceiling) -> Use:
    """Return what is owed after the due day where no rate was agreed: 6 %, later 1 × LPR."""
    if ceiling.old:
        rate, text, taken = WITHOUT_RATE, old(29, 2, 1), None
    else:
        begun = max(due + DAY, REFORM) if debt.formed < REFORM else due + DAY
        then = begun if asked.settings.lpr is LprChoice.FIXED else day
        rate = lpr.held(asked.lpr, then).one_year
        text, taken = lending(28, 2, 1), rate
    penalty = min(debt.penalty, ceiling.rate - rate)
    # A ceiling that the table doesn't cover is told to nobody; what hangs on it has no figure.
    told = ceiling.old or measured(debt, asked) <= lpr.known_until(asked.lpr)
    return Use(
        overdue=True,
        rate=rate,
        old=ceiling.old,
        cap=ceiling.rate if told else None,
        penalty=penalty,
        room=ceiling.rate - rate - penalty,
        lpr=taken,
        articles=(text, lending(31, 2)) if debt.formed < REFORM else (text,),
    )


def _for_use(debt: Debt, day: date, asked: Asked) -> Use:
    """Return LPR for the use of money under a void contract; nothing where there is none."""
    then = debt.arrived if asked.settings.lpr is LprChoice.FIXED else day
    found = lpr.on(asked.lpr, then)
    rate = found.one_year if found else _NONE
    return Use(overdue=False, rate=rate, lpr=rate, articles=(lending(13),))
