"""What a person answers to a doubt, put where it belongs, whatever pages show the thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeAlias

from evidence_kit.facts.forms import LEFT_OUT, SEEN, Form, form, takes_seen
from evidence_kit.model import Doubt, LoanFacts, Nature, Payment, Sourced, Statement, Where

# Answers by the doubt's id.
Answers: TypeAlias = Mapping[str, str]


def aliases(facts: LoanFacts) -> Mapping[str, frozenset[str]]:
    """Return, for each doubt's id, those it would have at the other places of the same thing.

    A message or a payment that several pages show is doubted at the first of them, so its
    doubt's id changes where a page is added before that one; an answer must not be lost by it.
    """
    said = (u for talk in facts.conversations for u in talk.utterances)
    groups = [(u.where, *u.also_at) for u in said if u.also_at]
    groups += [payment.places for payment in facts.payments if len(payment.places) > 1]
    beside: dict[Where, set[Where]] = {}
    for group in groups:
        for place in group:
            beside.setdefault(place, set()).update(group)
    doubts = [*facts.doubts, *(d for payment in facts.payments for d in payment.doubts)]
    return {
        doubt.id: frozenset(replace(doubt, where=place).id for place in beside[doubt.where])
        for doubt in doubts
        if doubt.where in beside
    }


def known(facts: LoanFacts, answers: Answers) -> Answers:
    """Return the answers by the ids that the doubts have now."""
    found = dict(answers)
    for now, before in aliases(facts).items():
        said = [answers[one] for one in sorted(before) if one in answers]
        if said:
            found.setdefault(now, said[0])
    return found


def settled(facts: LoanFacts, answers: Answers, by: str) -> LoanFacts:
    """Return the facts with what only they know answered: a payment's nature, and what was seen.

    Of doubts that a look leaves out of the filing, the payment keeps its own.
    """
    payments = tuple(_payment(one, answers, by) for one in facts.payments)
    open_now = {d.id for one in payments for d in one.doubts}
    touched = {d.id for one in facts.payments for d in one.doubts} - open_now
    gone = touched | {d.id for d in facts.doubts if _is_seen(d, answers)}
    doubts = tuple(d for d in facts.doubts if d.id not in gone)
    return replace(facts, payments=payments, doubts=doubts)


def _is_seen(doubt: Doubt, answers: Answers) -> bool:
    return answers.get(doubt.id) == SEEN and takes_seen(doubt)


def _payment(one: Payment, answers: Answers, by: str) -> Payment:
    natures = [
        answers[d.id]
        for d in one.doubts
        if form(d) is Form.NATURE and answers.get(d.id) in set(Nature)
    ]
    left = tuple(d for d in one.doubts if d.kind in LEFT_OUT or not _is_seen(d, answers))
    if not natures:
        return replace(one, doubts=left)
    left = tuple(d for d in left if form(d) is not Form.NATURE)
    basis = Sourced(natures[-1], natures[-1], Statement(by))
    return replace(one, nature=Nature(natures[-1]), basis=basis, doubts=left)
