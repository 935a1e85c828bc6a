"""What a loan claim is made of, and which part of it the folder doesn't show yet."""

from __future__ import annotations

from collections.abc import Iterator

from evidence_kit.check import people
from evidence_kit.check.advice import finding
from evidence_kit.check.talk import Folder, pages
from evidence_kit.facts import limitation, wording
from evidence_kit.model import (
    ActKind,
    Backing,
    Box,
    Digest,
    Document,
    DocumentKind,
    Finding,
    FindingKind,
    JoinKind,
    MessageKind,
    Money,
    Payment,
    SayingKind,
    Unread,
)

_NOTES = (DocumentKind.LOAN_NOTE, DocumentKind.DEBT_NOTE, DocumentKind.ELECTRONIC_NOTE)
# The longer side of a photo's thumbnail, in widths of the page; a sticker's is a third at most.
_PHOTO = 0.36
_BORROWS = (
    SayingKind.REQUEST,
    SayingKind.PROMISE,
    SayingKind.PLAN,
    SayingKind.DELAY,
    SayingKind.JOINT,
)


def findings(folder: Folder) -> Iterator[Finding]:
    """Yield what is missing of agreement, delivery, identity, demand and whole pages.

    Where nothing is owed any more, that alone is told: the rest would only lead into a suit on
    a debt that was paid.
    """
    if _settled(folder):
        yield finding(FindingKind.NOTHING_OWED)
        return
    yield from _agreement(folder)
    yield from _delivery(folder)
    yield from people.findings(folder)
    yield from _demand(folder)
    yield from _pages(folder)
    yield from _doubts(folder)


def _settled(folder: Folder) -> bool:
    lent = any(one.counted for one in folder.facts.loans)
    return lent and folder.facts.outstanding.fen <= 0


# ── agreement and delivery ─────────────────────────────────────────────────────────────


def _agreement(folder: Folder) -> Iterator[Finding]:
    """Yield that the borrower never speaks of a loan, or that there are no words at all."""
    if not folder.sent() or agreed(folder):
        return
    demanded = any(s.stated is None for s in folder.sayings(SayingKind.DEMAND))
    inked = [one for one in folder.sent() if one.stated is None]
    alone = inked and not demanded
    kind = FindingKind.TRANSFERS_ALONE if alone else FindingKind.AGREEMENT_MISSING
    yield finding(kind, pages(place for one in inked for place in one.places))


def agreed(folder: Folder) -> bool:
    """Say whether the borrower's own words, or a note, show a loan."""
    theirs = [one for one in folder.facts.sayings if one.by is folder.borrower_side]
    borrows = any(one.kind in _BORROWS for one in theirs)
    owns = (one for one in theirs if one.kind is SayingKind.ACKNOWLEDGEMENT)
    noted = any(isinstance(page, Document) and page.kind in _NOTES for _, page in folder.shown)
    return borrows or noted or any(wording.admits(one.quote.value) for one in owns)


def _delivery(folder: Folder) -> Iterator[Finding]:
    if not folder.sent():
        yield finding(FindingKind.DELIVERY_MISSING)
    bare = [one for one in folder.facts.loans if one.counted and _word_alone(one)]
    if bare:
        sum_ = Money(sum(one.amount.value.fen for one in bare))
        args = (("count", str(len(bare))), ("amount", str(sum_)))
        yield finding(FindingKind.DELIVERY_STATED, args=args)


def _word_alone(payment: Payment) -> bool:
    shown = payment.stated is not None and payment.stated.shown_in
    return payment.backing is Backing.STATED and not shown


# ── due day and demand ─────────────────────────────────────────────────────────────────


def _demand(folder: Folder) -> Iterator[Finding]:
    """Yield that no day was agreed and none demanded (民法典 675), or that no demand arrived."""
    if not folder.sent():
        return
    acts = limitation.acts(folder.facts)
    if any(act.kind is ActKind.DEMAND for act in acts):
        return
    terms = folder.facts.terms
    due = terms.due or terms.instalments or terms.renewals
    yield finding(FindingKind.DEMAND_MISSING if due else FindingKind.DUE_OPEN)


# ── pages, voices, pictures, doubts ────────────────────────────────────────────────────


def _pages(folder: Folder) -> Iterator[Finding]:
    gaps = broken(folder)
    if gaps:
        around = tuple(dict.fromkeys(page for pair in gaps for page in pair))
        yield finding(FindingKind.PAGES_GAP, around, args=_count(len(gaps)))
    silent = unspoken(folder)
    if silent:
        args = _count(len(silent))
        yield finding(FindingKind.VOICE_UNTRANSCRIBED, tuple(dict.fromkeys(silent)), args=args)
    small = pictures(folder)
    if len(small) > _enlarged(folder):
        args = _count(len(small))
        yield finding(FindingKind.PICTURES_SMALL, tuple(dict.fromkeys(small)), args=args)


def _count(many: int) -> tuple[tuple[str, str], ...]:
    return (("count", str(many)),)


def broken(folder: Folder) -> tuple[tuple[Digest, Digest], ...]:
    """Return the neighbouring pages that have no line in common."""
    joins = (join for talk in folder.talks() for join in talk.joins)
    return tuple((join.left, join.right) for join in joins if join.kind is JoinKind.GAP)


def unspoken(folder: Folder) -> tuple[Digest, ...]:
    """Return the page of each voice below which no 转文字 text stands."""
    voices = folder.utterances(MessageKind.VOICE)
    return tuple(one.where.source for one in voices if one.message.spoken is None)


def pictures(folder: Folder) -> tuple[Digest, ...]:
    """Return the page of each picture that was sent in the chat; a sticker is none."""
    extents = {source.sha256: source.extent for source, _ in folder.shown}
    sent = (one.where for one in folder.utterances(MessageKind.IMAGE))
    return tuple(one.source for one in sent if _photo(one.box, extents.get(one.source)))


def _photo(box: Box, extent: tuple[int, int] | None) -> bool:
    """Say whether a picture is larger than stickers are, on a page of that width."""
    return extent is None or max(box.width, box.height) >= _PHOTO * extent[0]


def _enlarged(folder: Folder) -> int:
    """Return how many pages may show such a picture alone."""
    return sum(isinstance(page, (Document, Unread)) for _, page in folder.shown)


def _doubts(folder: Folder) -> Iterator[Finding]:
    doubts = folder.facts.doubts
    if doubts:
        files = pages(doubt.where for doubt in doubts)
        yield finding(FindingKind.DOUBTS_OPEN, files, args=_count(len(doubts)))
