"""Money that no screenshot shows, in the plaintiff's own word (自述), beside what ink shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from evidence_kit.model import (
    Basis,
    Brief,
    Channel,
    Digest,
    Direction,
    Doubt,
    DoubtKind,
    Moment,
    Nature,
    Payment,
    Sourced,
    State,
    Stated,
    Statement,
)

# Who speaks in case.toml, where it doesn't name the plaintiff.
SPEAKER = "原告"
# Money that went so stands on pages; its day is remembered, or booked, a few days off.
_PRINTED = (Channel.WECHAT, Channel.ALIPAY, Channel.BANK)
_NEAR = timedelta(days=3)
_NEVER_MOVED = (State.RETURNED, State.EXPIRED)


def speaker(brief: Brief) -> str:
    """Return whose word case.toml is."""
    return brief.plaintiff or SPEAKER


def beside(
    inked: Sequence[Payment], brief: Brief, files: Mapping[str, Digest] | None = None
) -> tuple[Payment, ...]:
    """Return all payments by day: those that ink shows, and those that the brief states.

    A stated one that ink may show already, or that the brief states twice, is 未明 and in doubt,
    so it is counted once; the brief can say that it is `separate`. Cash is: no page of these
    shows cash. `files` are the folder's by name: a page named by `shown_in` that shows such a
    sum shows this money, whatever the day.
    """
    payments, before = list(inked), list[tuple[Direction, Stated]]()
    said = [(Direction.OUT, one) for one in brief.loans]
    said += [(Direction.IN, one) for one in brief.repayments]
    for way, one in sorted(said, key=lambda entry: entry[1].on):
        page = (files or {}).get(one.shown_in or "")
        again = any(way is other and _alike(one, twin) for other, twin in before)
        shown = again or any(_may_be(payment, one, way, page) for payment in inked)
        before.append((way, one))
        made = _payment(one, way, speaker(brief), doubted=shown and not one.separate)
        payments.insert(_place(payments, one.on), made)
    return tuple(payments)


def unsettled(doubts: Iterable[Doubt], inked: Sequence[Payment], brief: Brief) -> tuple[Doubt, ...]:
    """Return the doubts about who is who that the brief's own money leaves open.

    Where the pages show no money that may have come from the other side, and so may have been
    lent by it, [[loan]] says who lent, and `defendant` to whom.
    """
    came = [p for p in inked if p.direction is not Direction.OUT and p.state not in _NEVER_MOVED]
    if not brief.loans or came:
        return tuple(doubts)
    named = (DoubtKind.ROLES_UNKNOWN, *([DoubtKind.PARTY_UNKNOWN] if brief.defendant else []))
    return tuple(d for d in doubts if d.kind not in named or d.where or len(d.args) > 1)


def _payment(one: Stated, way: Direction, by: str, *, doubted: bool) -> Payment:
    nature = Nature.LOAN if way is Direction.OUT else Nature.REPAYMENT
    args = (("date", one.on.isoformat()), ("amount", str(one.amount)))
    return Payment(
        amount=Sourced(one.amount, str(one.amount), Statement(by)),
        direction=way,
        state=State.ACCEPTED,
        at=day(one.on),
        nature=Nature.UNKNOWN if doubted else nature,
        places=(),
        basis=Sourced(nature.value, one.note or nature.value, Statement(by)),
        doubts=(Doubt(DoubtKind.STATED_AND_SHOWN, None, args),) if doubted else (),
        stated=one,
        channel=one.channel,
    )


def _alike(one: Stated, other: Stated) -> bool:
    """Say whether two entries may be one, copied: day, sum and channel are the same."""
    return (one.on, one.amount, one.channel) == (other.on, other.amount, other.channel)


def _may_be(payment: Payment, one: Stated, way: Direction, page: Digest | None) -> bool:
    """Say whether ink may show this very money; what was given back never stayed."""
    if payment.state in _NEVER_MOVED or payment.direction not in (way, None):
        return False
    if payment.amount.value != one.amount:
        return False
    if page is not None and any(place.source == page for place in payment.places):
        return True
    near = _NEAR if one.channel in _PRINTED else timedelta()
    after = payment.at.earliest is None or payment.at.earliest.date() - near <= one.on
    before = payment.at.latest is None or one.on <= payment.at.latest.date() + near
    return one.channel is not Channel.CASH and after and before


def day(on: date) -> Moment:
    """Return a whole day that a person named."""
    return Moment(datetime.combine(on, time.min), datetime.combine(on, time(23, 59)), Basis.STATED)


def _place(payments: Sequence[Payment], on: date) -> int:
    """Return where a payment of that day stands: behind all that were before or on it."""
    before = [i for i, one in enumerate(payments, start=1) if _since(one) <= on]
    return max(before, default=0)


def _since(payment: Payment) -> date:
    at = payment.at.earliest or payment.at.latest
    return at.date() if at else date.max
