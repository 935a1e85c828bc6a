"""Conversations as they are filed: each unbroken run, its messages, and the exhibit it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evidence_kit.model import (
    Case,
    Conversation,
    Digest,
    Exhibit,
    ExhibitKind,
    LoanFacts,
    Utterance,
)


@dataclass(frozen=True, slots=True)
class Run:
    """An unbroken part of a chat; `exhibit` is None where no exhibit shows it.

    `after_gap` says that it goes on a chat whose pages before it don't meet its own.
    """

    talk: Conversation
    pages: tuple[Digest, ...]
    said: tuple[Utterance, ...]
    exhibit: Exhibit | None
    after_gap: bool


def runs(facts: LoanFacts, case: Case) -> tuple[Run, ...]:
    """Return every run of every conversation, in order; each message is in exactly one."""
    left = [one for one in case.exhibits if one.kind is ExhibitKind.CONVERSATION]
    return tuple(run for talk in facts.conversations for run in _runs(talk, left))


def _runs(talk: Conversation, left: list[Exhibit]) -> Iterator[Run]:
    for at, (mine, said) in enumerate(zip(talk.runs, _said(talk), strict=True)):
        exhibit = next((one for one in left if _shows(one, mine)), None)
        if exhibit is not None:
            left.remove(exhibit)
        yield Run(talk, mine, tuple(said), exhibit, at > 0)


def _said(talk: Conversation) -> list[list[Utterance]]:
    """Return the messages run by run; one whose page is in several goes on where it stands."""
    of: dict[Digest, list[int]] = {}
    for number, run in enumerate(talk.runs):
        for page in dict.fromkeys(run):
            of.setdefault(page, []).append(number)
    found: list[list[Utterance]] = [[] for _ in talk.runs]
    now = 0
    for one in talk.utterances:
        now = next((number for number in of[one.where.source] if number >= now), now)
        found[now].append(one)
    return found


def _shows(exhibit: Exhibit, pages: Sequence[Digest]) -> bool:
    return {page.source for page in exhibit.pages} >= set(pages)
