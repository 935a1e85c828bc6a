"""Other readings of the law or of the words, each with its own figures: none chosen silently."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from evidence_kit.claim import saying, terms
from evidence_kit.claim.citing import code, lending
from evidence_kit.claim.formulas import percent
from evidence_kit.claim.ledger import Asked, Bearing, Ledger, Term
from evidence_kit.claim.rates import old
from evidence_kit.model import (
    AboveCap,
    Alternative,
    AlternativeKind,
    Args,
    Article,
    DayCount,
    Ends,
    Figures,
    Formation,
    LawyersFee,
    LoanFacts,
    LprChoice,
    NewNote,
    NoticeKind,
    Standard,
)

# Reckons once more; None where the law gives no figure.
Reckoned = Callable[[LoanFacts, Asked], Figures | None]
_Reading = tuple[AlternativeKind, Args, Asked, tuple[Article, ...]]
_LEFT_OPEN: tuple[tuple[AlternativeKind, str, Iterable[Any], tuple[Article, ...]], ...] = (
    (AlternativeKind.DAY_COUNT, "day_count", DayCount, ()),
    (AlternativeKind.ENDS, "ends", Ends, ()),
    (AlternativeKind.LPR_CHOICE, "lpr", LprChoice, (lending(28, 2, 1),)),
    (AlternativeKind.FORMATION, "formation", Formation, (lending(9), code(679))),
    (AlternativeKind.STANDARD, "standard", Standard, (lending(31, 2),)),
    (AlternativeKind.ABOVE_CAP, "above_cap", AboveCap, (lending(25, 1),)),
    (AlternativeKind.LAWYERS_FEE, "lawyers_fee", LawyersFee, (lending(29),)),
    (AlternativeKind.NEW_NOTE, "new_note", NewNote, (lending(27, 1),)),
    (AlternativeKind.PAID_24_TO_36, "paid_24_to_36_stays", (True, False), (old(26),)),
)


def alternatives(
    facts: LoanFacts, ledger: Ledger, asked: Asked, main: Figures, reckoned: Reckoned
) -> tuple[Alternative, ...]:
    """Return each reading that comes to something else; a void contract where words hint at it."""
    found = []
    for kind, args, other, articles in (*_settings(asked), *_terms(facts, ledger, asked)):
        figures = reckoned(facts, other)
        if figures != main:
            found.append(Alternative(kind, args, figures, articles))
    for kind, args, other, articles in (*_unclear(facts, asked), *_void(facts, asked)):
        found.append(Alternative(kind, args, reckoned(facts, other), articles))
    return tuple(found)


def _settings(asked: Asked) -> Iterator[_Reading]:
    """Yield every other value of each setting that the law leaves open."""
    for kind, name, values, articles in _LEFT_OPEN:
        for value in values:
            settings = replace(asked.settings, **{name: value})
            if settings != asked.settings:
                yield kind, (("setting", str(value)),), replace(asked, settings=settings), articles


def _terms(facts: LoanFacts, ledger: Ledger, asked: Asked) -> Iterator[_Reading]:
    """Yield the other days on which the loans may have fallen due."""
    text = (code(675), code(676))
    kinds = {notice.kind for notice in ledger.notices}
    if NoticeKind.TERM_BY_DEMAND in kinds:
        yield AlternativeKind.TERM_FROM_DEMAND, (), replace(asked, term=Term.DEMAND), text
    if kinds & {NoticeKind.TERM_BY_DEMAND, NoticeKind.NO_TERM, NoticeKind.DUE_UNTIED}:
        filed = (("on", (asked.filed or asked.on).isoformat()),)
        yield AlternativeKind.TERM_FROM_FILING, filed, replace(asked, term=Term.FILING), text
    said = facts.terms
    if said.due and any(one.value.agreed for one in said.renewals):
        first = said.due.value.latest
        day = (("due", first.date().isoformat()),) if first else ()
        yield AlternativeKind.FIRST_DUE, day, replace(asked, term=Term.FIRST), (code(676),)
    if said.due and said.instalments:
        yield AlternativeKind.PLAN, (), replace(asked, term=Term.PLAN), (code(674),)
    both = {one.on for one in ledger.rollovers} & {one.on for one in ledger.receipts}
    if both and not asked.note_first:
        days = (("on", "、".join(sorted(day.isoformat() for day in both))),)
        text = (lending(27, 1), code(561))
        yield AlternativeKind.NOTE_FIRST, days, replace(asked, note_first=True), text


def _unclear(facts: LoanFacts, asked: Asked) -> Iterator[_Reading]:
    if facts.terms.rate is None and terms.unclear(facts, asked):
        for rate in asked.agreed.unclear_rates:
            args = (("rate", percent(rate.per_year)), ("wording", rate.wording))
            other = replace(asked, rate=rate.per_year)
            yield AlternativeKind.UNCLEAR_RATE, args, other, (lending(24),)


def _void(facts: LoanFacts, asked: Asked) -> Iterator[_Reading]:
    if saying.hints_relending(facts):
        text, bare = (lending(13),), replace(asked, bearing=Bearing.NONE, rolled=False)
        yield AlternativeKind.VOID, (), replace(bare, bearing=Bearing.AT_LPR), text
        yield AlternativeKind.VOID_BARE, (), bare, text
