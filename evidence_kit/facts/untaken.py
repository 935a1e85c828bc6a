"""Answers that changed nothing: to no question of this case, or of no form that settles it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evidence_kit.facts import answers, forms
from evidence_kit.model import Brief, Doubt, LoanFacts, Nature
from evidence_kit.transcript import chats

_ENDS = " \t\u3000。．.！!“”\"'"
_WORDS = frozenset(
    {forms.SEEN, chats.SAME, chats.OTHER, *Nature}
    | {word for choices in forms.CHOICES.values() for word in choices}
)


@dataclass(frozen=True, slots=True)
class Untaken:
    """An answer by its doubt's id; `doubt` is the question still open, None where there is none."""

    id: str
    value: str
    doubt: Doubt | None


def tidied(said: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the answers as the questions word them: 已核。 is 已核, 5000元 is 5000."""
    return tuple((doubt.strip().lower(), _tidy(value)) for doubt, value in said)


def _tidy(value: str) -> str:
    bare = value.strip(_ENDS)
    if bare in _WORDS:
        return bare
    plain = bare.removeprefix("人民币").lstrip("¥￥").removesuffix("元")
    return plain if plain.replace(",", "").replace(".", "", 1).isdecimal() else value.strip()


def of(brief: Brief, asked: Iterable[LoanFacts], left: LoanFacts) -> tuple[Untaken, ...]:
    """Return the answers that no question of `asked` is about, or whose question is `left` open."""
    known = {one for facts in asked for ids in _ids(facts).values() for one in ids}
    now = {doubt.id: doubt for doubt in left.doubts}
    still = {one: now[new] for new, ids in _ids(left).items() for one in ids if new in now}
    return tuple(
        Untaken(one, value, still.get(one))
        for one, value in brief.answers
        if one in still or one not in known
    )


def _ids(facts: LoanFacts) -> dict[str, frozenset[str]]:
    """Return each doubt's ids, by the one that it has now."""
    also = answers.aliases(facts)
    doubts = [*facts.doubts, *(d for payment in facts.payments for d in payment.doubts)]
    return {d.id: also.get(d.id, frozenset()) | {d.id} for d in doubts}
