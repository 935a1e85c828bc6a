"""Acts and terms that rest on words, put into the shape that `schema` promises."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from evidence_kit.facts import limitation
from evidence_kit.model import LoanFacts, Statement, Where
from evidence_kit.render.schema import (
    ContactJson,
    InstalmentJson,
    LimitationActJson,
    PlaceJson,
    RenewalJson,
)
from evidence_kit.render.seen import moment_json

Place: TypeAlias = Callable[[Where | Statement], list[PlaceJson]]


def limitation_json(facts: LoanFacts, place: Place) -> list[LimitationActJson]:
    """Return what may interrupt limitation, in order of time."""
    return [
        {
            "kind": act.kind.value,
            "at": moment_json(act.at),
            "quote": act.quote.value if act.quote else None,
            "amount": str(act.amount) if act.amount else None,
            "where": [one for where in act.places for one in place(where)],
            "doubts": [doubt.id for doubt in act.doubts],
        }
        for act in limitation.acts(facts)
    ]


def contacts_json(facts: LoanFacts, place: Place) -> list[ContactJson]:
    """Return the calls that were answered."""
    return [
        {
            "at": moment_json(one.at),
            "by": one.by.value,
            "quote": one.words.quote,
            "where": place(one.words.where),
        }
        for one in limitation.contacts(facts)
    ]


def renewals_json(facts: LoanFacts, place: Place) -> list[RenewalJson]:
    """Return the later days named for the same debt."""
    return [
        {
            "value": moment_json(one.value.due),
            "agreed": one.value.agreed,
            "quote": one.quote,
            "where": place(one.where),
        }
        for one in facts.terms.renewals
    ]


def instalments_json(facts: LoanFacts, place: Place) -> list[InstalmentJson]:
    """Return the parts that a plan fixes."""
    return [
        {
            "amount": str(one.value.amount),
            "due": moment_json(one.value.due),
            "quote": one.quote,
            "where": place(one.where),
        }
        for one in facts.terms.instalments
    ]
