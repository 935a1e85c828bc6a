"""Receipts of banks: which of the two paid, where case.toml names them both."""

from __future__ import annotations

from dataclasses import replace

from evidence_kit.model import App, Bill, Brief, Direction, Slip, Sourced, Transfer
from evidence_kit.transcript.overlap import squeezed


def told(screen: Transfer | Bill, brief: Brief) -> Transfer | Bill:
    """Return a bank's receipt with the owner's side told, where it names the parties itself.

    A receipt prints both legal names, and seldom whose it is: the plaintiff's name tells. What
    a receipt says of its own side stands, unless the plaintiff is on the other one.
    """
    if not isinstance(screen, Bill) or screen.app is not App.BANK:
        return screen
    slip = screen.slip
    pays, gets = (_is(name, brief.plaintiff) for name in (slip.payer, slip.payee))
    if pays is gets:
        return screen
    way = Direction.OUT if pays else Direction.IN
    if slip.direction not in (way, None):
        return screen
    return replace(screen, slip=_sided(slip, way))


def _sided(slip: Slip, way: Direction) -> Slip:
    other = slip.payee if way is Direction.OUT else slip.payer
    return replace(slip, direction=way, counterparty=other)


def _is(name: Sourced[str] | None, who: str | None) -> bool:
    return name is not None and who is not None and squeezed(name.value) == squeezed(who)
