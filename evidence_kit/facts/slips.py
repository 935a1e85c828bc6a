"""Everything that pages say of single payments, whatever kind of page says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evidence_kit.facts import (
    channels,
    groups,
    lists,
    names,
    packets,
    people,
    refunds,
    rows as recorded,
)
from evidence_kit.facts.names import Known
from evidence_kit.facts.pages import Shown
from evidence_kit.model import Bill, Brief, Conversation, Doubt, Profile, Screen, Source, Transfer
from evidence_kit.transcript.overlap import squeezed


@dataclass(frozen=True, slots=True)
class Slips:
    """What says something of single payments, and doubts about whole files of records."""

    shown: tuple[tuple[Source, Shown], ...]
    doubts: tuple[Doubt, ...] = ()


def find(
    shown: Sequence[tuple[Source, Screen]],
    talks: Sequence[Conversation],
    pages: Sequence[Known],
    brief: Brief,
) -> Slips:
    """Return payment pages, refunds, red packets, rows of lists and of records about one of these.

    Rows and packets of people whom neither a chat nor the brief names are not among them, unless
    a page bears their number. `pages` are the names that pages link.
    """
    profiles = [screen for _, screen in shown if isinstance(screen, Profile)]
    found: list[tuple[Source, Shown]] = [
        (source, channels.told(screen, brief))
        for source, screen in shown
        if isinstance(screen, Transfer | Bill)
    ]
    found += refunds.slips(shown)
    known = _talked_to(talks, pages) | people.said_names(brief)
    known |= frozenset() if talks else _paid(found)
    rows = list(lists.entries(shown, talks, known))
    own = {squeezed(p.nickname.value) for p in profiles if p.own and p.nickname}
    found += packets.entries(shown, rows, known, own)
    booked = recorded.find(shown, known, found, brief, _real(pages) | people.said_names(brief))
    return Slips((*found, *rows, *booked.entries), booked.doubts)


def _real(pages: Sequence[Known]) -> frozenset[str]:
    """Return the whole real names that pages show of others than the phone's owner."""
    return frozenset(page.real_name for page in pages if page.real_name and not page.own)


def _talked_to(talks: Sequence[Conversation], pages: Sequence[Known]) -> frozenset[str]:
    """Return every name of the people that chats are with."""
    single = (talk for talk in talks if not groups.is_group(talk))
    found = {name for talk in single for name in names.linked(names.titles(talk), pages)}
    for talk in talks:
        if groups.is_group(talk):
            found |= {squeezed(view.member) for view in groups.views(talk) if view.member}
    return frozenset(found)


def _paid(found: Sequence[tuple[Source, Shown]]) -> frozenset[str]:
    """Return the names on payments' pages."""
    named = (screen.slip.counterparty for _, screen in found)
    return frozenset(names.bare(name.value) for name in named if name)
