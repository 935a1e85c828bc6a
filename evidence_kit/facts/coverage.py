"""What a platform's file should show of a payment, and doesn't: it covers that day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from evidence_kit.facts.movement import Movement
from evidence_kit.model import (
    Channel,
    Doubt,
    DoubtKind,
    Moment,
    RecordKind,
    Records,
    RowKind,
    Screen,
    Source,
    State,
)

# Files of every payment of an account; a voucher is of one, and a statement of one bank card.
_WHOLE = (RecordKind.WECHAT_BILL, RecordKind.WECHAT_PROOF)

# What stands below a time line is hardly ever later than this: enough for a question.
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Reach:
    since: datetime
    until: datetime

    def holds(self, at: Moment) -> bool:
        if at.earliest is None:
            return False
        return self.since <= at.earliest and (at.latest or at.earliest + A_DAY) <= self.until


def doubts(
    shown: Sequence[tuple[Source, Screen]], moved: Sequence[Movement], told: Sequence[Doubt]
) -> Iterator[Doubt]:
    """Yield a doubt for each WeChat transfer that a bill of its day doesn't show.

    Deleted records leave a bill, so it proves nothing by itself; but the other side will ask.
    Payments that `told` already doubts against another page are not asked about twice.
    """
    reaches = [reach for _, screen in shown if isinstance(screen, Records) for reach in _of(screen)]
    asked = {doubt.where for doubt in told}
    for one in moved:
        covered = any(reach.holds(one.at) for reach in reaches)
        if covered and _should_be_booked(one) and not asked & set(one.places):
            yield Doubt(DoubtKind.RECORD_LACKS, one.places[0], (("field", "payment"),))


def _of(records: Records) -> Iterator[_Reach]:
    lost = any(doubt.kind is DoubtKind.PAGE_UNREAD for doubt in records.doubts)
    readable = not lost and records.rows and all(row.slip.amount for row in records.rows)
    whole = records.kind in _WHOLE and any(row.kind is RowKind.TRANSFER for row in records.rows)
    if readable and whole and records.since and records.until:
        yield _Reach(records.since, records.until)


def _should_be_booked(one: Movement) -> bool:
    booked = one.record.recorded if one.record else ()
    moved = one.state is State.ACCEPTED and one.channel is Channel.WECHAT
    return moved and not one.red_packet and not booked and bool(one.places)
