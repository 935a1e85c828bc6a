"""What the plaintiff states (自述), told apart from what was read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Protocol

from evidence_kit.words import Words

if TYPE_CHECKING:
    from evidence_kit.model import LoanFacts, Sourced, StatedDemand


class _Shown(Protocol):
    @property
    def shown_in(self) -> str | None: ...
    @property
    def page(self) -> int | None: ...


def lines(facts: LoanFacts, words: Words) -> Iterator[str]:
    """Yield a line for each stated term, demand and person; payments have lines of their own."""
    yield from _terms(facts, words)
    for saying in facts.sayings:
        one = saying.stated
        if one is not None:
            yield words.say(
                "facts.stated_demand",
                date=one.on.isoformat(),
                how=one.how.value,
                arrived=_arrived(one, words),
                shown=where_shown(one, words),
            )
    for party in facts.others:
        if party.stated:
            yield words.say(
                "facts.stated_party",
                name=party.stated.name,
                part=party.stated.part.value,
                shown=where_shown(party.stated, words),
            )


def _arrived(one: StatedDemand, words: Words) -> str:
    if one.arrived is None:
        return ""
    return words.say("facts.arrived" if one.arrived else "facts.not_arrived")


def where_shown(one: _Shown, words: Words) -> str:
    """Return the file, and its page, that are said to show it; nothing where none is named."""
    if not one.shown_in:
        return ""
    if one.page is None:
        return words.say("facts.shown_in", file=one.shown_in)
    return words.say("facts.shown_in_page", file=one.shown_in, page=str(one.page))


def _terms(facts: LoanFacts, words: Words) -> Iterator[str]:
    terms = facts.terms
    due = terms.due.value.earliest if terms.due else None
    if terms.due and due:
        yield from _term("due", due.date().isoformat(), terms.due, words)
    if terms.rate:
        yield from _term("rate", terms.rate.value.wording, terms.rate, words)
    if terms.purpose:
        yield from _term("purpose", terms.purpose.value, terms.purpose, words)
    if terms.formed_on:
        yield from _term("formed_on", str(terms.formed_on.value), terms.formed_on, words)


def _term(field: str, value: str, term: Sourced[Any], words: Words) -> Iterator[str]:
    """Yield the plaintiff's word for a term, and what the chat was read to say beside it."""
    from evidence_kit.model import Statement

    name = words.say(f"field.{field}")
    if isinstance(term.where, Statement):
        yield words.say("facts.stated_term", field=name, value=value)
    elif term.stated_by:
        yield words.say("facts.stated_over", field=name, value=value, quote=term.quote)
