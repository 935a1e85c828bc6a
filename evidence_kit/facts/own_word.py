"""The plaintiff's own word (自述) beside a chat's: terms, demands, people, and what differs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from evidence_kit.facts.sayings import Heard
from evidence_kit.facts.stated import day, speaker
from evidence_kit.model import (
    Brief,
    Doubt,
    DoubtKind,
    Guarantee,
    Identity,
    Moment,
    Party,
    PartyRole,
    Profile,
    Relation,
    Saying,
    SayingKind,
    Side,
    Sourced,
    StatedDemand,
    StatedParty,
    Statement,
    Terms,
    Where,
)
from evidence_kit.transcript.overlap import squeezed

T = TypeVar("T")

_ROLES: Mapping[Guarantee | Relation, PartyRole] = {
    Relation.CO_BORROWER: PartyRole.CO_BORROWER,
    Relation.SPOUSE: PartyRole.SPOUSE,
    **dict.fromkeys(Guarantee, PartyRole.GUARANTOR),
}
# A doubt which of several days or rates was agreed is answered by the plaintiff's word.
_FIXED = (DoubtKind.TIME_UNANCHORED, DoubtKind.SAID_UNCLEAR)
_ANSWERED = (*_FIXED, DoubtKind.RECORDS_DIFFER)


def beside(heard: Heard, brief: Brief) -> Heard:
    """Return what was said with the brief's demands in their order, and its terms.

    A stated term wins over the one that a chat was read to name, whose quote stays beside it;
    words that say otherwise are in doubt where they stand.
    """
    by = Statement(speaker(brief))
    sayings = list(heard.sayings)
    for one in sorted(brief.demands, key=lambda demand: demand.on):
        sayings.insert(_place(sayings, one.on), _demand(one, by))
    terms, doubts = _agreed(heard, brief, by)
    return replace(heard, sayings=tuple(sayings), terms=terms, doubts=doubts)


def days(brief: Brief) -> Iterator[Moment]:
    """Yield the days, beside those of money, on which something was done by their word."""
    yield from (day(one.on) for one in brief.demands)
    if brief.terms.formed_on:
        yield day(brief.terms.formed_on)


def _demand(one: StatedDemand, by: Statement) -> Saying:
    words = one.note or one.how.value
    quote = Sourced(words, words, by)
    return Saying(SayingKind.DEMAND, quote, day(one.on), Side.RIGHT, stated=one)


def _place(sayings: Sequence[Saying], on: date) -> int:
    """Return where a demand of that day stands: behind all that was said before or on it."""
    before = [i for i, one in enumerate(sayings, start=1) if _since(one.at) <= on]
    return max(before, default=0)


def _since(at: Moment) -> date:
    known = at.earliest or at.latest
    return known.date() if known else date.max


# ── terms ──────────────────────────────────────────────────────────────────────────────


def _agreed(heard: Heard, brief: Brief, by: Statement) -> tuple[Terms, tuple[Doubt, ...]]:
    said, read = brief.terms, heard.terms
    terms = replace(
        read,
        due=_stated(day(said.due) if said.due else None, str(said.due), read.due, by),
        rate=_stated(said.rate, said.rate.wording if said.rate else "", read.rate, by),
        purpose=_stated(said.purpose, str(said.purpose), read.purpose, by),
        formed_on=_stated(said.formed_on, str(said.formed_on), read.formed_on, by),
    )
    doubts = [*(_told(doubt, brief) for doubt in heard.doubts), *_otherwise(read, brief)]
    return terms, tuple(doubt for doubt in doubts if doubt is not None)


def _stated(
    value: T | None, words: str, read: Sourced[T] | None, by: Statement
) -> Sourced[T] | None:
    """Return the plaintiff's word beside what was read, or what was read where they say nothing."""
    if value is None:
        return read
    return replace(read, value=value, stated_by=by) if read else Sourced(value, words, by)


def _told(doubt: Doubt, brief: Brief) -> Doubt | None:
    """Return what is left of a doubt about a term that the plaintiff states.

    A day that nothing fixed is known now; of several that differ, some differ from the word.
    """
    field = dict(doubt.args).get("field", "")
    words = _words(brief).get(field)
    if words is None or doubt.kind not in _ANSWERED:
        return doubt
    if doubt.kind in _FIXED:
        return None
    return Doubt(DoubtKind.STATED_DIFFERS, doubt.where, (*doubt.args, ("stated", words)))


def _words(brief: Brief) -> dict[str, str]:
    said = brief.terms
    named = {
        "due": said.due.isoformat() if said.due else None,
        "rate": said.rate.wording if said.rate else None,
    }
    return {field: words for field, words in named.items() if words}


def _otherwise(read: Terms, brief: Brief) -> Iterator[Doubt]:
    """Yield a doubt for each term that a chat was read to name otherwise."""
    said = brief.terms
    if said.due and read.due and not _within(said.due, read.due.value):
        args = (("field", "due"), ("text", read.due.quote), ("stated", said.due.isoformat()))
        yield from _at(read.due.where, args)
    if said.rate and read.rate and said.rate.per_year != read.rate.value.per_year:
        args = (("field", "rate"), ("text", read.rate.quote), ("stated", said.rate.wording))
        yield from _at(read.rate.where, args)
    if said.purpose and read.purpose and not _akin(said.purpose, read.purpose.value):
        args = (("field", "purpose"), ("text", read.purpose.quote), ("stated", said.purpose))
        yield from _at(read.purpose.where, args)


def _at(where: Where | Statement, args: tuple[tuple[str, str], ...]) -> Iterator[Doubt]:
    if isinstance(where, Where):
        yield Doubt(DoubtKind.STATED_DIFFERS, where, args)


def _within(on: date, at: Moment) -> bool:
    after = at.earliest is None or at.earliest.date() <= on
    return after and (at.latest is None or on <= at.latest.date())


def _akin(one: str, other: str) -> bool:
    """Say whether two wordings of a purpose share two characters in a row (装修房子, 房屋装修)."""
    first, second = squeezed(one), squeezed(other)
    return any(first[i : i + 2] in second for i in range(max(1, len(first) - 1)))


# ── people ─────────────────────────────────────────────────────────────────────────────


def others(brief: Brief) -> tuple[Party, ...]:
    """Return who owes beside the defendant, each in the part that the plaintiff states."""
    return tuple(map(_party, brief.others))


def _party(one: StatedParty) -> Party:
    role = _ROLES[one.part]
    return Party(role, is_owner=False, legal_name=one.name, identity=one.identity, stated=one)


def identified(party: Party, brief: Brief) -> Party:
    """Return a side with the identity that the brief gives it, None where it gives none."""
    lends = party.role is PartyRole.LENDER
    said = brief.plaintiff_identity if lends else brief.defendant_identity
    return replace(party, identity=said if said != Identity() else None)


def differing(sides: Sequence[Party], profiles: Sequence[Profile]) -> list[Doubt]:
    """Return a doubt for each account, name or number that a page shows otherwise.

    `sides` are lender and borrower: a legal name that only the other side goes by is one too.
    `profiles` are the pages of these two: a real name and a number may be masked with stars.
    """
    found: list[Doubt] = []
    for party in sides:
        identity = party.identity or Identity()
        found += _against("wechat_id", identity.wechat_id, party.wechat_id)
        for profile in profiles:
            if profile.own is party.is_owner:
                found += _against("real_name", party.legal_name, profile.real_name)
                found += _against("id_number", identity.id_number, profile.id_number)
    lender, borrower = sides
    found += _swapped("plaintiff", lender, borrower)
    found += _swapped("defendant", borrower, lender)
    return list(dict.fromkeys(found))


def _swapped(field: str, party: Party, other: Party) -> Iterator[Doubt]:
    """Doubt a legal name under which the pages know the other side, and not this one."""
    said = squeezed(party.legal_name or "")
    if not said or any(squeezed(name.value) == said for name in party.names):
        return
    for name in other.names:
        if squeezed(name.value) == said:
            args = (("field", field), ("text", name.value), ("stated", party.legal_name or ""))
            yield from _at(name.where, args)


def _against(field: str, said: str | None, shown: Sourced[str] | None) -> Iterator[Doubt]:
    if said and shown and not _fits(said, shown.value):
        args = (("text", shown.value), ("stated", said))
        yield from _at(shown.where, (("field", field), *args))


def _fits(said: str, shown: str) -> bool:
    """Say whether a page shows what is said, stars standing for anything."""
    parts = re.split(r"\*+", squeezed(shown))
    form = ".*".join(map(re.escape, parts))
    return re.fullmatch(form, squeezed(said), re.IGNORECASE) is not None
