"""Red packets (红包详情): what the two took from each other; nobody else's share is money here."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from evidence_kit.facts.names import bare
from evidence_kit.facts.pages import Entry
from evidence_kit.model import (
    Direction,
    RedPacket,
    Screen,
    Share,
    Slip,
    Source,
    Sourced,
    State,
)
from evidence_kit.transcript.overlap import squeezed

# What WeChat writes on a packet by itself is nobody's word.
_OWN_WORDS = ("恭喜发财,大吉大利", "恭喜发财", "大吉大利", "新年快乐", "万事如意")


def entries(
    shown: Sequence[tuple[Source, Screen]],
    rows: Sequence[tuple[Source, Entry]],
    names: Collection[str],
    own: Collection[str],
) -> Iterator[tuple[Source, Entry]]:
    """Yield what a packet of one of the two gave the other, by the names of both.

    A bubble in a chat shows no sum, so it is none. A packet that prints no time has that of the
    one row of a bill list (`rows`) that shows such a packet.
    """
    found = [entry for source, screen in shown for entry in _entries(source, screen, names, own)]
    for source, entry in found:
        alike = [row for _, row in rows if _alike(entry, row)]
        lone = len(alike) == 1 and sum(_alike(entry, other) for _, other in found) == 1
        at = alike[0].at if lone else None
        yield source, entry if entry.slip.time or at is None else replace(entry, at=at)


def _entries(
    source: Source, screen: Screen, names: Collection[str], own: Collection[str]
) -> Iterator[tuple[Source, Entry]]:
    if not isinstance(screen, RedPacket):
        return
    who, slip = _named(screen.slip.counterparty), _bare(screen.slip)
    if who in names and slip.amount is not None:
        yield source, Entry(replace(slip, direction=Direction.IN), red_packet=True)
    elif _by_owner(screen, who, names, own):
        for share in screen.shares:
            if squeezed(share.name.value) in names:
                yield source, Entry(_taken(share, slip), red_packet=True)


def _by_owner(
    screen: RedPacket, who: str | None, names: Collection[str], own: Collection[str]
) -> bool:
    """Say whether the phone's owner gave it: by name, or since the other one alone took it."""
    takers = [squeezed(share.name.value) for share in screen.shares]
    alone = screen.count == 1 and len(takers) == 1 and takers[0] in names
    return who in own or screen.slip.direction is Direction.OUT or (alone and who not in names)


def _taken(share: Share, slip: Slip) -> Slip:
    """Return what another took of the owner's packet as a payment to them."""
    return replace(
        slip,
        amount=share.amount,
        direction=Direction.OUT,
        state=State.ACCEPTED,
        counterparty=share.name,
        time=share.time,
    )


def _bare(slip: Slip) -> Slip:
    """Return a packet without the words that WeChat itself writes on one."""
    words = slip.memo and squeezed(slip.memo.value).replace("，", ",").rstrip("!！。.")
    return replace(slip, memo=None) if words in _OWN_WORDS else slip


def _named(name: Sourced[str] | None) -> str | None:
    return bare(name.value) if name else None


def _alike(one: Entry, row: Entry) -> bool:
    """Say whether two show a packet of one sum, one way, with one person."""
    first, second = one.slip, row.slip
    sums = first.amount and second.amount and first.amount.value == second.amount.value
    sides = first.direction is second.direction
    same = _named(first.counterparty) == _named(second.counterparty)
    return bool(row.red_packet and sums) and sides and same
