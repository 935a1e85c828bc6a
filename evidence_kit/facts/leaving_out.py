"""What leaving pages out would hide: no repayment may go that way (虚假诉讼)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

from evidence_kit.facts import doubts, forms, wording
from evidence_kit.model import (
    Bill,
    BillList,
    Brief,
    Chat,
    Digest,
    Direction,
    Document,
    DocumentKind,
    Doubt,
    DoubtKind,
    LoanFacts,
    Message,
    MessageKind,
    Payment,
    Profile,
    Recording,
    Records,
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
from evidence_kit.patterns import Pattern

# Which way money went is not known yet.
_WHICH_WAY = (DoubtKind.DIRECTION_UNKNOWN, DoubtKind.SIDE_UNKNOWN)
_MONEY = (MessageKind.TRANSFER, MessageKind.RED_PACKET)
_WORDS = (MessageKind.TEXT, MessageKind.QUOTE)
# What is said of money that came is said in too many ways to tell it from money that may come:
# so a page stays where its words may be of that at all, asked, denied or announced.
_SUM = r"(?:\d|[一二两三四五六七八九十半几][百千万十]|[百千万块元钱款笔账¥￥])"
_MOVES = (
    r"(?:转(?!发|告|角|弯|身|眼)|打(?!扰|算|工|球|车|听|卡|开|游戏|招呼|架)|汇|[付给还退存拿交划])"
)
_WHOM = r"(?:了|过|好|完|清|到|去|过去|进|回)*(?:给|到|进|回)?[你您我咱卡]"
_MOVED = Pattern(
    rf"{_MOVES}[^，,。;；!?]{{0,12}}{_SUM}|{_SUM}[^，,。;；!?]{{0,12}}{_MOVES}|"
    rf"[剩差免抵欠]了?[^，,。;；!?]{{0,6}}{_SUM}|{_SUM}[^，,。;；!?]{{0,6}}[剩差免抵欠]|"
    r"[转打汇付还](?:了|好|过去|完|清|过来|出去|上了|掉)|已经?(?:全部?|都)?[归偿]?[转打汇付还]|"
    r"到[账帐]|入[账帐]|进[账帐]|查收|代[还付]|转账|汇款|打款|红包|"
    r"[还退](?:给)?[你您我钱款]|归还|偿还|两清|结清|付清|清了|互不相欠|一笔勾销|"
    r"不欠|不用(?:再)?(?:还|给)|别还|甭还|免了|算了|抵(?:了|扣|消|掉|清)|扣掉|扣除"
)
_TO_SOMEBODY = Pattern(
    rf"{_MOVES}{_WHOM}(?!看|说|讲|打(?:个)?电话|介绍|推荐|点赞|听|解释|加油|拜年|道歉)"
)
# What the phone's owner answers to money, and what is one only beside words of money.
_GOT = Pattern(r"收到|收了|收下|收款|已收|拿到|进来了")
_SEEN = Pattern(r"看到|看见|有了|来了|到了|^(?:[嗯好哦行]|谢谢)")
_BESIDE = 3  # messages


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


def unread(shown: Sequence[tuple[Source, Screen]], brief: Brief) -> tuple[Doubt, ...]:
    """Return a doubt for each page left out that nobody could read, but those looked at."""
    reasons = {one.file: one.reason for one in brief.exclusions}
    known = dict(brief.answers)
    pages = [s for s, one in shown if isinstance(one, Unread) and s.name in reasons]
    found = [
        Doubt(DoubtKind.LEFT_OUT_UNREAD, doubts.whole_page(one), (("text", reasons[one.name]),))
        for one in pages
    ]
    return tuple(doubt for doubt in found if known.get(doubt.id) != forms.SEEN)


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
        case Records(rows=rows):
            return any(_comes(row.slip, whole, gone) for row in rows)
        case Profile() | Recording() | Unread():
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
    """Yield the cards by which money came in, or may have, and the words that may say it did."""
    for index, message in enumerate(chat.messages):
        words = _words(message)
        near = [_words(m) for m in chat.messages[max(0, index - _BESIDE) : index + _BESIDE + 1]]
        answers = message.side is not Side.LEFT and _answers(words, near)
        incoming = message.kind in _MONEY and _is_incoming(message)
        if incoming or answers or gives_back(words, message.side):
            yield message


def _words(message: Message) -> str:
    return message.text if message.kind in _WORDS else message.spoken or ""


def _is_incoming(message: Message) -> bool:
    """Say whether it is a first card by the other side, or the owner's second one (已收款)."""
    return message.side is not (Side.LEFT if message.receipt else Side.RIGHT)


def gives_back(text: str, side: Side) -> bool:
    """Say whether words of that side, or of a paper, may tell that money came to the owner."""
    return any(_given_back(wording.plain(s), side) for s in wording.sentences(text))


def _given_back(sentence: str, side: Side) -> bool:
    got = side is not Side.LEFT and _GOT.search(sentence)
    return bool(_MOVED.search(sentence) or _TO_SOMEBODY.search(sentence) or got)


def _answers(text: str, near: Iterable[str]) -> bool:
    """Say whether words of the phone's owner may be an answer to words of money near them."""
    said = bool(_SEEN.search(wording.plain(text)))
    return said and any(_MOVED.search(wording.plain(one)) for one in near)


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
