"""What the PDFs that platforms give out prove: payments as they were booked, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from evidence_kit.case import sure
from evidence_kit.case.drafts import BESIDE
from evidence_kit.case.exhibits import Bound, neutral
from evidence_kit.case.proofs import Grouped, Matter, paid
from evidence_kit.facts.doubts import touching
from evidence_kit.model import (
    Args,
    Group,
    Holder,
    Nature,
    Part,
    Party,
    Payment,
    Proof,
    ProofKind,
    RecordKind,
    RecordRow,
    Records,
    Sourced,
    State,
    TimeText,
    Where,
)
from evidence_kit.patterns import Pattern
from evidence_kit.transcript.overlap import squeezed

_GROUPS = {Nature.LOAN: Group.DELIVERY, Nature.REPAYMENT: Group.REPAYMENT}
_SLACK = 2  # points by which what stands in a row may reach beyond it
_STARS = Pattern("[*＊✱]")


def of_records(bound: Bound, records: Records, matter: Matter) -> Iterator[Grouped]:
    """Yield whom a PDF names, and the payments that it shows; nothing of what is in doubt."""
    for holder in records.holders:
        yield from _named(bound, records, holder, matter)
    if records.kind is RecordKind.VOUCHER:
        for row in records.rows:
            yield from _vouched(bound, records, row, matter)
    for payment in matter.facts.payments:
        rows = [row for row in records.rows if _is_of(payment, records, row)]
        if rows and matter.settled and not payment.doubts:
            shown = [(page_of(bound, records, row.box.y0), row.slip.state) for row in rows]
            yield from paid(bound, payment, shown, _when(payment, rows))


def _when(payment: Payment, rows: Sequence[RecordRow]) -> str | None:
    """Return when a payment was made, to the minute only where its row prints that minute too.

    Some platforms book what came in when it was taken.
    """
    at = sure.minute(payment.at)
    return at if {_stamp(row.slip.time) for row in rows} == {at} else sure.day(payment.at)


def page_of(bound: Bound, records: Records, down: float) -> int:
    """Return the exhibit page on which a place of a PDF stands, its pages below one another."""
    ends = accumulate(height for _, height in records.leaves)
    leaf = next((at for at, end in enumerate(ends) if down < end), len(records.leaves) - 1)
    return next(page.number for page in bound.exhibit.pages if page.leaf == leaf)


def _is_of(payment: Payment, records: Records, row: RecordRow) -> bool:
    """Say whether a row is of a payment: as the facts know, or by its number and its sum."""
    mine = (place.box for place in payment.places if place.source == records.source)
    if any(row.box.contains(box, _SLACK) for box in mine):
        return True
    number, serial, amount = payment.serial, row.slip.serial, row.slip.amount
    if number is None or serial is None or amount is None:
        return False
    return (number.value, payment.amount.value) == (serial.value, amount.value)


# ── names ──────────────────────────────────────────────────────────────────────────────


def _named(bound: Bound, records: Records, holder: Holder, matter: Matter) -> Iterator[Grouped]:
    """Yield under which name the platform knows an account, where the paper prints both."""
    name = sure.readable(holder.name, matter.doubts)
    account = sure.readable(holder.account, matter.doubts)
    if name and account:
        places = [one.where for one in (holder.name, holder.account) if one]
        tops = [place.box.y0 for place in places if isinstance(place, Where)]
        pages = tuple(sorted({page_of(bound, records, top) for top in tops}))
        args = sure.args(wechat_id=account, real_name=name)
        flag = _whose(holder.part, name, account, matter)
        yield Group.IDENTITY, Proof(ProofKind.HOLDER, (*args, *flag), pages)


def _whose(part: Part, name: str, account: str, matter: Matter) -> Args:
    """Say that an account is a party's: only by a whole name and an account that others show.

    The plaintiff's is that of the phone's owner, the defendant's the one whose page stands
    among the exhibits and whose name is the one that the plaintiff sues.
    """
    if neutral(matter.facts) or not matter.settled or _STARS.search(name):
        return ()
    sides = ((matter.facts.lender, "own"), (matter.facts.borrower, "defendant"))
    for party, flag in sides:
        mine = party.is_owner and part is Part.OWNER
        if _named_so(party, name) and (mine or squeezed(account) in _accounts(party, matter)):
            return ((flag, "yes"),)
    return ()


def _named_so(party: Party, name: str) -> bool:
    return party.legal_name is not None and squeezed(party.legal_name) == squeezed(name)


def _accounts(party: Party, matter: Matter) -> frozenset[str]:
    """Return the accounts that profile pages show of a party."""
    pages = (p for p in matter.profiles if p.own is party.is_owner)
    known = (p for p in pages if p.own or p.source in matter.partner)
    ids = (sure.readable(p.wechat_id, matter.doubts) for p in known)
    return frozenset(squeezed(one) for one in ids if one)


# ── a voucher ──────────────────────────────────────────────────────────────────────────


def _vouched(bound: Bound, records: Records, row: RecordRow, matter: Matter) -> Iterator[Grouped]:
    """Yield what a voucher says of its transfer, in its own words."""
    slip = row.slip
    place = Where(records.source, row.box)
    doubts = [doubt for doubt in matter.doubts if doubt.kind not in BESIDE]
    if slip.amount is None or slip.state is not State.ACCEPTED or touching((place,), doubts):
        return
    args = sure.args(
        date=_stamp(slip.time),
        amount=str(slip.amount.value),
        payer=sure.readable(slip.payer, doubts),
        payee=sure.readable(slip.payee, doubts),
        serial=sure.readable(slip.serial, doubts),
    )
    found = [one for one in matter.facts.payments if _is_of(one, records, row)]
    group = _GROUPS.get(found[0].nature, Group.OTHER) if len(found) == 1 else Group.OTHER
    page = page_of(bound, records, row.box.y0)
    yield group, Proof(ProofKind.VOUCHED, args, (page,))


def _stamp(time: Sourced[TimeText] | None) -> str | None:
    if time is None or time.value.year is None or not time.value.month or not time.value.day:
        return None
    one = time.value
    return f"{one.year:04d}-{one.month:02d}-{one.day:02d}T{one.hour:02d}:{one.minute:02d}"
