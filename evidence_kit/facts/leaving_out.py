"""What leaving pages out would hide: no repayment may go that way (虚假诉讼)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from evidence_kit.facts import wording
from evidence_kit.model import (
    Bill,
    BillList,
    Chat,
    Digest,
    Direction,
    Document,
    DocumentKind,
    DoubtKind,
    LoanFacts,
    Message,
    MessageKind,
    Payment,
    Profile,
    RedPacket,
    Screen,
    ServiceCard,
    Side,
    Slip,
    Source,
    Transfer,
    Unread,
    Where,
)

# Which way money went is not known yet.
_WHICH_WAY = (DoubtKind.DIRECTION_UNKNOWN, DoubtKind.SIDE_UNKNOWN)
_MONEY = (MessageKind.TRANSFER, MessageKind.RED_PACKET)
_WORDS = (MessageKind.TEXT, MessageKind.QUOTE)
# That money was given back: 还你3000了, 已经还清, 收到你还的.
_GIVEN_BACK = (
    r"还(?:给)?(?:[你您我]|钱|款|\d|¥)[^，,。;；]{0,10}了|还(?:了|清|完|过|上了)|已经?(?:全部?|都)?归?还|"
    r"收到[^，,。;；]{0,10}还|还[^，,。;；]{0,10}收到|两清|结清"
)
# That the other side sent money, or that the phone's owner got some: 转你了, 查收; 钱收到了.
_SENT = r"(?:转|打|汇|付)(?:给)?[你您]了|查收"
_GOT = r"收到[^，,。;；]{0,6}(?:\d|钱|款|元|块|转账)|(?:\d|钱|款|元|块|转账)[^，,。;；]{0,4}收到"
_TELLING = {
    Side.LEFT: re.compile(f"{_GIVEN_BACK}|{_SENT}"),
    Side.RIGHT: re.compile(f"{_GIVEN_BACK}|{_GOT}"),
    Side.CENTER: re.compile(f"{_GIVEN_BACK}|{_SENT}|{_GOT}"),
}
# What is not given back yet, or is only asked for.
_NOT_YET = re.compile(
    r"没|未|不|别|什么时候|啥时候|几时|何时|哪天|该|快|赶紧|记得|等|再|(?<!早)就还|一定|会还|必须"
)


def hidden(
    whole: LoanFacts,
    kept: LoanFacts,
    pages: Collection[Digest],
    read: Sequence[tuple[Source, Screen]],
) -> tuple[Digest, ...]:
    """Return the pages among `pages` that the claim needs, so that they can't be left out.

    `whole` are the facts of every page, `kept` those without `pages`; `read` are all pages,
    before any answer.
    Needed is a page of money that came back or may have, counted or not, in a chat, on a page of
    its own, in a list, on a paper, in words, unless another page shows it; or else all of them
    where less would be owed with them than without (刑法第三百零七条之一 and its interpretation of
    2018, article 1: to sue while hiding that a debt was repaid).
    """
    gone = set(pages)
    needed = [
        sources
        for payment in whole.payments
        if _may_have_come(payment) and (sources := _sources(payment)) and sources <= gone
    ]
    needed += [{s.sha256} for s, screen in read if s.sha256 in gone and _tells(screen, whole, gone)]
    if not needed and kept.outstanding > whole.outstanding:
        needed.append(gone)
    every = set(chain.from_iterable(needed))
    return tuple(page for page in dict.fromkeys(pages) if page in every)


def _sources(payment: Payment) -> set[Digest]:
    return {place.source for place in payment.places}


def _may_have_come(payment: Payment) -> bool:
    doubted = any(doubt.kind in _WHICH_WAY for doubt in payment.doubts)
    return payment.direction is not Direction.OUT or doubted


def _tells(screen: Screen, whole: LoanFacts, gone: Collection[Digest]) -> bool:
    """Say whether a page shows of money coming back what no page shows that stays."""
    match screen:
        case Chat():
            return any(not _told_elsewhere(m, screen, whole, gone) for m in _of_return(screen))
        case Transfer(slip=slip) | Bill(slip=slip) | RedPacket(slip=slip):
            return _comes(slip, whole, gone)
        case BillList(slips=slips):
            return any(_comes(slip, whole, gone) for slip in slips)
        case ServiceCard(notices=notices):
            return any(_comes(notice.slip, whole, gone) for notice in notices)
        case Document():
            return screen.kind is DocumentKind.RECEIPT or gives_back(screen.text.value, Side.CENTER)
        case Profile() | Unread():
            return False


def _comes(slip: Slip, whole: LoanFacts, gone: Collection[Digest]) -> bool:
    return slip.direction is not Direction.OUT and not _paid_elsewhere(slip, whole, gone)


def _paid_elsewhere(slip: Slip, whole: LoanFacts, gone: Collection[Digest]) -> bool:
    where = slip.amount.where if slip.amount else None
    return isinstance(where, Where) and _shown_elsewhere(where, whole, gone)


def _shown_elsewhere(where: Where, whole: LoanFacts, gone: Collection[Digest]) -> bool:
    """Say whether a payment at this place is on a page, too, that stays."""
    ours = [p for p in whole.payments if _meets(where, p.places)]
    return bool(ours) and all(not _sources(payment) <= set(gone) for payment in ours)


def _meets(where: Where, places: Sequence[Where]) -> bool:
    return any(place.source == where.source and place.box.contains(where.box) for place in places)


# ── a chat ─────────────────────────────────────────────────────────────────────────────


def _of_return(chat: Chat) -> Iterator[Message]:
    """Yield the cards by which money came in, or may have, and the words that say it did."""
    for message in chat.messages:
        words = message.text if message.kind in _WORDS else message.spoken or ""
        if (message.kind in _MONEY and _is_incoming(message)) or gives_back(words, message.side):
            yield message


def _is_incoming(message: Message) -> bool:
    """Say whether it is a first card by the other side, or the owner's second one (已收款)."""
    return message.side is not (Side.LEFT if message.receipt else Side.RIGHT)


def gives_back(text: str, side: Side) -> bool:
    """Say whether words of that side, or of a paper, tell that money came to the phone's owner."""
    return any(_given_back(sentence, side) for sentence in wording.sentences(text))


def _given_back(sentence: str, side: Side) -> bool:
    if wording.is_question(sentence) or wording.is_supposed(sentence):
        return False
    parts = [wording.plain(part) for part in wording.clauses(sentence)]
    return any(_TELLING[side].search(part) and not _NOT_YET.search(part) for part in parts)


def _told_elsewhere(
    message: Message, chat: Chat, whole: LoanFacts, gone: Collection[Digest]
) -> bool:
    """Say whether this message stands on a page, too, that stays, or its payment does."""
    where = Where(chat.source, message.box)
    said = (u for talk in whole.conversations for u in talk.utterances)
    places = (p for u in said if where in (u.where, *u.also_at) for p in (u.where, *u.also_at))
    if any(place.source not in gone for place in places):
        return True
    return message.kind in _MONEY and _shown_elsewhere(where, whole, gone)
