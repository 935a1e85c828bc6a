"""What pages about money prove, and those that print a real name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evidence_kit.case import sure
from evidence_kit.case.exhibits import Bound, neutral
from evidence_kit.case.proofs import Grouped, Matter, paid, way
from evidence_kit.facts import papers
from evidence_kit.facts.natures import OPEN
from evidence_kit.model import (
    Args,
    Document,
    DocumentKind,
    ExhibitKind,
    Group,
    Nature,
    Payment,
    Proof,
    ProofKind,
    Slip,
    State,
)
from evidence_kit.patterns import Pattern

_GROUPS = {Nature.LOAN: Group.DELIVERY, Nature.REPAYMENT: Group.REPAYMENT}
_NOTES = (DocumentKind.LOAN_NOTE, DocumentKind.DEBT_NOTE, DocumentKind.ELECTRONIC_NOTE)
_GIVEN_BACK = Pattern(r"归还|还款|还来|偿还")


def of_payment(bound: Bound, payment: Payment, matter: Matter) -> Iterator[Grouped]:
    """Yield what the pages of one payment show, unless they themselves are in doubt.

    Where only its nature is, or who lent, the sentence names neither: date, sum, name, number.
    """
    if any(doubt.kind not in OPEN for doubt in payment.doubts):
        return
    own = bound.exhibit.pages
    slips = [(p.number, slip) for p in own if (slip := matter.slips.get(p.source))]
    shown = [(number, slip.state) for number, slip in slips if slip.amount is not None]
    if payment.red_packet:  # its page shows what was taken, by whom and when
        shown = [(number, payment.state) for number in bound.exhibit.numbers]
    dated = payment.red_packet or any(slip.time or slip.received_time for _, slip in slips)
    when = sure.minute(payment.at) if dated else None
    if matter.settled and not payment.doubts:
        yield from paid(bound, payment, shown, when)
    elif payment.state is State.ACCEPTED:
        pages = tuple(dict.fromkeys(n for n, state in shown if state is State.ACCEPTED))
        args = sure.args(date=when, amount=str(payment.amount.value))
        named = _named([slip for _, slip in slips], matter)
        if pages:
            proof = Proof(ProofKind.SHOWN, (*args, *named, *way(payment)), pages)
            yield Group.OTHER, proof


def _named(slips: Sequence[Slip], matter: Matter) -> Args:
    """Return the name and the number that pages of one payment show, each where it is sure."""
    doubts = [doubt for doubt in matter.doubts if doubt.kind not in OPEN]
    names = {sure.readable(slip.counterparty, doubts) for slip in slips} - {None}
    serials = {sure.readable(slip.serial, doubts) for slip in slips} - {None}
    return sure.args(
        counterparty=names.pop() if len(names) == 1 else None,
        serial=serials.pop() if len(serials) == 1 else None,
    )


def of_list(bound: Bound, matter: Matter) -> Iterator[Grouped]:
    """Yield each payment that a bill list shows too; nothing of rows that are in doubt."""
    if not matter.settled:
        return
    for payment in matter.facts.payments:
        if not payment.doubts and payment.state is State.ACCEPTED:
            pages = [n for place in payment.places for n in bound.pages_at(place)]
            # A row without a note is one of money that went: of a transfer it says that much.
            shown = [(number, payment.state) for number in pages]
            yield from paid(bound, payment, shown, sure.minute(payment.at)) if shown else ()


def of_paper(bound: Bound, paper: Document, matter: Matter) -> Iterator[Grouped]:
    """Yield the sum that a paper surely states, under the element that such a paper is for."""
    pages = bound.exhibit.numbers
    amount = papers.citable(paper, matter.doubts)
    title = dict(bound.exhibit.title_args)
    noted = Proof(ProofKind.AS_SHOWN, (), pages)
    if amount is not None and "name" in title:
        args = sure.args(name=title["name"], amount=str(amount))
        noted = Proof(ProofKind.NOTED, args, pages)
    yield _of_kind(bound, paper, matter), noted


def _of_kind(bound: Bound, paper: Document, matter: Matter) -> Group:
    kind = papers.sure_kind(paper)
    if kind in _NOTES:
        return Group.AGREEMENT
    if kind is not DocumentKind.RECEIPT:
        return Group.OTHER
    name = bound.exhibit.pages[0].name
    found = papers.nature(name, paper, matter.facts.payments)
    if found is None and _GIVEN_BACK.search(paper.text.value):
        return Group.REPAYMENT
    return _GROUPS.get(found, Group.OTHER) if found else Group.OTHER


def of_real_name(bound: Bound, matter: Matter) -> Iterator[Grouped]:
    """Yield whose real name a page prints, as it prints it."""
    (profile,) = bound.profiles
    pages = bound.exhibit.numbers
    real = sure.readable(profile.real_name, matter.doubts)
    name = sure.readable(profile.nickname, matter.doubts)
    own = "yes" if profile.own and not neutral(matter.facts) else None
    kind = ProofKind.REAL_NAME if real else ProofKind.AS_SHOWN
    args = sure.args(nickname=name, real_name=real, own=own) if real else ()
    yield Group.IDENTITY, Proof(kind, args, pages)


def home(bound: Bound, matter: Matter) -> Group:
    """Return the element under which an exhibit stands of which nothing is said.

    Lists, statements, vouchers and notices of refunds are of what went from one to the other.
    """
    pages = {page.source for page in bound.exhibit.pages}
    told = any(place.source in pages for p in matter.facts.payments for place in p.places)
    listed = bound.exhibit.kind in (ExhibitKind.BILL_LIST, ExhibitKind.STATEMENT)
    noted = bound.exhibit.kind in (ExhibitKind.NOTICES, ExhibitKind.VOUCHER) and told
    return Group.DELIVERY if listed or noted else Group.OTHER
