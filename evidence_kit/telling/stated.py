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
    from evidence_kit import model

    yield from _terms(facts, words)
    for demand in (saying.stated for saying in facts.sayings):
        if demand is not None:
            yield words.say(
                "facts.stated_demand",
                date=demand.on.isoformat(),
                how=demand.how.value,
                arrived=_arrived(demand, words),
                shown=where_shown(demand, words),
            )
    for one in (party.stated for party in facts.others):
        if one is not None:
            guarantees = isinstance(one.part, model.Guarantee)
            yield words.say(
                "facts.stated_guarantor" if guarantees else "facts.stated_party",
                name=one.name,
                part=one.part.value,
                shown=where_shown(one, words),
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
