"""Pages about money and people, each with what makes them one exhibit, before they are numbered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evidence_kit.case import sure
from evidence_kit.facts import papers
from evidence_kit.facts.doubts import touching
from evidence_kit.facts.natures import OPEN
from evidence_kit.model import (
    App,
    Args,
    Bill,
    BillList,
    Channel,
    Conversation,
    Document,
    DocumentKind,
    Doubt,
    DoubtKind,
    ExhibitKind,
    LoanFacts,
    Payment,
    Profile,
    Recording,
    RecordKind,
    RecordRow,
    Records,
    RedPacket,
    Screen,
    ServiceCard,
    Source,
    TimeText,
    Transfer,
)

Shown = Sequence[tuple[Source, Screen]]

_OF_APP = {
    App.WECHAT: ExhibitKind.PAYMENT,
    App.ALIPAY: ExhibitKind.ALIPAY,
    App.BANK: ExhibitKind.BANK,
}
_OF_CHANNEL = {Channel.ALIPAY: ExhibitKind.ALIPAY, Channel.BANK: ExhibitKind.BANK}
# What a doubt asks beside what a record prints: for whom and what for the money was.
BESIDE = (*OPEN, DoubtKind.DIRECTION_UNKNOWN, DoubtKind.PARTY_UNKNOWN)
_OF_RECORDS = {
    RecordKind.VOUCHER: ExhibitKind.VOUCHER,
    RecordKind.WECHAT_PROOF: ExhibitKind.STATEMENT,
}
_NAMES = {
    DocumentKind.LOAN_NOTE: "借条",
    DocumentKind.DEBT_NOTE: "欠条",
    DocumentKind.RECEIPT: "收条",
    DocumentKind.ELECTRONIC_NOTE: "电子借条",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """What an exhibit will be of; `payment` is the one its pages are about.

    `sources` has the file of each page: that of a PDF as often as it has pages.
    """

    kind: ExhibitKind
    sources: tuple[Source, ...]
    title: Args = ()
    profiles: tuple[Profile, ...] = ()
    conversation: Conversation | None = None
    payment: Payment | None = None
    paper: Document | None = None
    records: Records | None = None
    recording: Recording | None = None


def payments(facts: LoanFacts, shown: Shown) -> Iterator[Draft]:
    """Yield one exhibit for each payment that has pages, by time; pages without an amount last."""
    left = [(source, s) for source, s in shown if isinstance(s, Transfer | Bill)]
    left.sort(key=lambda entry: isinstance(entry[1], Bill))
    for payment in facts.payments:
        places = {place.source for place in payment.places}
        mine = tuple(source for source, _ in left if source.sha256 in places)
        left = [entry for entry in left if entry[0].sha256 not in places]
        if mine:
            title = () if payment.doubts else _paid(payment)
            kind = _OF_CHANNEL.get(payment.channel, ExhibitKind.PAYMENT)
            yield Draft(kind, mine, title, payment=payment)
    for source, screen in left:
        yield Draft(_OF_APP[screen.app], (source,))


def packets(facts: LoanFacts, shown: Shown) -> Iterator[Draft]:
    """Yield one exhibit for each page about a red packet."""
    for source, screen in shown:
        if isinstance(screen, RedPacket):
            of_page = [p for p in facts.payments if p.red_packet and _on(p, source)]
            payment = of_page[0] if len(of_page) == 1 else None
            title = _paid(payment) if payment and not payment.doubts else ()
            yield Draft(ExhibitKind.RED_PACKET, (source,), title, payment=payment)


def _on(payment: Payment, source: Source) -> bool:
    return any(place.source == source.sha256 for place in payment.places)


def _paid(payment: Payment) -> Args:
    serial = payment.serial.value if payment.serial else None
    return sure.args(date=sure.day(payment.at), amount=str(payment.amount.value), serial=serial)


def lists(shown: Shown) -> Iterator[Draft]:
    """Yield the pages of bill lists as one exhibit, with the days that they surely reach over."""
    pages = [(source, screen) for source, screen in shown if isinstance(screen, BillList)]
    if pages:
        title = _reach([screen for _, screen in pages])
        yield Draft(ExhibitKind.BILL_LIST, tuple(source for source, _ in pages), title)


def _reach(screens: Sequence[BillList]) -> Args:
    times = [slip.time.value if slip.time else None for screen in screens for slip in screen.slips]
    days = sorted(day for time in times if time and (day := _iso(time)))
    unsure = any(dict(d.args).get("field") == "time" for s in screens for d in s.doubts)
    if unsure or not days or len(days) < len(times):
        return ()
    return sure.args(since=days[0], until=days[-1])


def _iso(time: TimeText) -> str | None:
    if time.year is None or time.month is None or time.day is None:
        return None
    return f"{time.year:04d}-{time.month:02d}-{time.day:02d}"


def notices(shown: Shown) -> Iterator[Draft]:
    """Yield one exhibit for each page of the 微信支付 service chat."""
    for source, screen in shown:
        if isinstance(screen, ServiceCard):
            yield Draft(ExhibitKind.NOTICES, (source,))


def documents(shown: Shown, doubts: Sequence[Doubt]) -> Iterator[Draft]:
    """Yield one exhibit for each paper; what it is stands in its title where that is sure."""
    for source, screen in shown:
        if isinstance(screen, Document):
            kind = papers.sure_kind(screen)
            amount = papers.citable(screen, doubts)
            title = sure.args(
                name=_NAMES.get(kind),
                amount=str(amount) if amount and kind in _NAMES else None,
                electronic="yes" if screen.kind is DocumentKind.ELECTRONIC_NOTE else None,
            )
            yield Draft(ExhibitKind.DOCUMENT, (source,), title, paper=screen)


def records(shown: Shown, doubts: Sequence[Doubt]) -> Iterator[Draft]:
    """Yield one exhibit for each PDF, with all its pages: vouchers by time, statements, others.

    A table has no pages to show: it is payload, and its rows stand with what they are rows of.
    """
    pdfs = [(source, s) for source, s in shown if isinstance(s, Records) and s.printed]
    order = [*_OF_RECORDS, RecordKind.OTHER]
    pdfs.sort(key=lambda entry: (order.index(entry[1].kind), _days(entry[1])))
    for source, one in pdfs:
        kind = _OF_RECORDS.get(one.kind, ExhibitKind.PDF)
        title = _vouched(one.rows, doubts) if kind is ExhibitKind.VOUCHER else ()
        if kind is ExhibitKind.STATEMENT and one.since and one.until:
            ends = (one.since.date().isoformat(), one.until.date().isoformat())
            title = sure.args(since=ends[0], until=ends[1])
        yield Draft(kind, (source,) * len(one.leaves), title, records=one)


def _days(records: Records) -> list[str]:
    if records.kind is RecordKind.WECHAT_PROOF:
        return [records.since.isoformat() if records.since else ""]
    times = (row.slip.time.value for row in records.rows if row.slip.time)
    return [f"{_iso(time)} {time.hour:02d}:{time.minute:02d}" for time in times]


def _vouched(rows: Sequence[RecordRow], doubts: Sequence[Doubt]) -> Args:
    """Return the date and the sum of the one transfer that a voucher is of, where both are sure."""
    if len(rows) != 1:
        return ()
    slip = rows[0].slip
    read = [one.where for one in (slip.amount, slip.time) if one]
    if touching(read, [doubt for doubt in doubts if doubt.kind not in BESIDE]):
        return ()
    day = _iso(slip.time.value) if slip.time else None
    return sure.args(date=day, amount=str(slip.amount.value) if slip.amount else None)


def real_names(shown: Shown, doubts: Sequence[Doubt]) -> Iterator[Draft]:
    """Yield one exhibit for each page that prints a real name, one's own first."""
    pages = [(s, screen) for s, screen in shown if isinstance(screen, Profile) and is_named(screen)]
    for source, profile in sorted(pages, key=lambda entry: not entry[1].own):
        own = "yes" if profile.own else None
        title = sure.args(nickname=sure.readable(profile.nickname, doubts), own=own)
        yield Draft(ExhibitKind.REAL_NAME, (source,), title, profiles=(profile,))


def is_named(profile: Profile) -> bool:
    """Say whether a page is about a real name: 实名认证, or the one that a payment goes to."""
    return profile.real_name is not None
