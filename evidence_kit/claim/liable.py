"""Who owes beside the borrower: as what, and whether the claim is made against them too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from evidence_kit.claim.citing import code
from evidence_kit.model import (
    Article,
    Guarantee,
    GuaranteePeriod,
    Liability,
    Liable,
    LoanFacts,
    NotAsked,
    NoteKind,
    Party,
    PartyRole,
    TermStatus,
    Traced,
)

_CITED: Mapping[Liability, tuple[Article, ...]] = {
    Liability.CO_BORROWER: (),
    Liability.JOINT_SURETY: (code(686),),
    Liability.GENERAL_SURETY: (code(686),),
    Liability.SURETY: (code(686),),
    Liability.SPOUSE: (code(1064),),
}


def beside(
    facts: LoanFacts, periods: Iterable[GuaranteePeriod], *, settled: bool = False
) -> tuple[Liable, ...]:
    """Return everybody who may owe beside the borrower, in the order of `others`.

    Nothing is asked of anybody where the debt is `settled`, nor in court of whom a chat alone
    names, of a surety whose period is over (民法典 693), for a loan of which it is over, nor of a
    spouse: whether they owe too hangs on what the money was for (1064).
    """
    found = _all(facts, {id(one.guarantor): one for one in periods})
    if not settled:
        return tuple(found)
    return tuple(replace(one, why=NotAsked.NOTHING_OWED) for one in found)


def asked(found: Iterable[Liable], before: Traced, after: Traced) -> tuple[Liable, ...]:
    """Return those of whom a claim asks, by the numbers that its loans have now.

    Left out too is a surety who answers for no loan that is left.
    """
    now = {id(payment): number for number, payment in after.loans.items()}
    moved = {number: now[id(one)] for number, one in before.loans.items() if id(one) in now}
    return tuple(
        told
        for one in found
        if one.why is None
        for told in [
            replace(one, loans=_moved(one.loans, moved), free_of=_moved(one.free_of, moved))
        ]
        if told.loans or not one.loans
    )


def _moved(numbers: Iterable[int], now: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(sorted(now[number] for number in numbers if number in now))


def _all(facts: LoanFacts, periods: Mapping[int, GuaranteePeriod]) -> Iterator[Liable]:
    for party in facts.others:
        period = periods.get(id(party))
        liability = _surety(period) if period else _borrowed(party)
        if liability:
            why = _why(party, liability, period)
            loans, free_of = (period.held, period.over) if period else ((), ())
            cited = (code(693),) if why is NotAsked.PERIOD_OVER or free_of else ()
            articles = (*_CITED[liability], *cited)
            yield Liable(_name(party), liability, why, articles, loans, free_of)


def _borrowed(party: Party) -> Liability | None:
    if party.role is PartyRole.SPOUSE:
        return Liability.SPOUSE
    return Liability.CO_BORROWER if party.role is PartyRole.CO_BORROWER else None


def _surety(period: GuaranteePeriod) -> Liability:
    if period.kind is Guarantee.JOINT:
        return Liability.JOINT_SURETY
    old = any(note.kind is NoteKind.OLD_GUARANTEE_LAW for note in period.notes)
    unclear = period.kind is Guarantee.NOT_AGREED and old
    return Liability.SURETY if unclear else Liability.GENERAL_SURETY


def _why(party: Party, liability: Liability, period: GuaranteePeriod | None) -> NotAsked | None:
    if liability is Liability.SPOUSE:
        return NotAsked.JOINT_DEBT_OPEN
    if party.stated is None:
        return NotAsked.BY_CHAT_ONLY
    over = period is not None and period.status is TermStatus.EXPIRED
    return NotAsked.PERIOD_OVER if over else None


def _name(party: Party) -> str | None:
    if party.stated:
        return party.stated.name
    return next((name.value for name in party.names), None)
