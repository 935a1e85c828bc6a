"""What a question offers as its answer: nothing that would settle nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from evidence_kit.facts import forms, worries
from evidence_kit.facts.forms import Form
from evidence_kit.model import Doubt, DoubtKind, LoanFacts, Nature, Payment


def form(doubt: Doubt, facts: LoanFacts) -> Form:
    """Return the form of what is offered: no name where a page names somebody else already."""
    if doubt.kind is DoubtKind.PARTY_UNKNOWN and not _is_nameless(doubt, facts):
        return Form.SEEN
    return forms.form(doubt)


def choices(doubt: Doubt, facts: LoanFacts) -> tuple[str, ...]:
    """Return the words of which one settles a doubt; none where its form isn't one of a few.

    No 借款 that came in and no 还款 that went out; what came in is for something.
    """
    every = tuple(forms.CHOICES.get(form(doubt, facts), ()))
    of = list(_payments(doubt, facts))
    if form(doubt, facts) is not Form.NATURE or not of:
        return every
    return tuple(word for word in every if all(_settles(word, payment) for payment in of))


def seen(doubt: Doubt, facts: LoanFacts) -> bool:
    """Say whether SEEN settles a doubt."""
    asks = form(doubt, facts) in (Form.NATURE, Form.DIRECTION)
    left_open = asks and any(map(worries.is_open, _payments(doubt, facts)))
    return forms.takes_seen(doubt) and not left_open


def _settles(word: str, payment: Payment) -> bool:
    if payment.direction is None:
        return True
    return not worries.is_open(replace(payment, nature=Nature(word)))


def _payments(doubt: Doubt, facts: LoanFacts) -> Iterator[Payment]:
    """Yield the payments that a doubt touches."""
    return (one for one in facts.payments if any(d.id == doubt.id for d in one.doubts))


def _is_nameless(doubt: Doubt, facts: LoanFacts) -> bool:
    """Say whether it is about a page of money that names nobody, so that a name is wanted."""
    chats = {page for talk in facts.conversations for page in talk.pages}
    of = list(_payments(doubt, facts))
    own_page = doubt.where is not None and doubt.where.source not in chats
    return own_page and bool(of) and all(payment.counterparty is None for payment in of)
