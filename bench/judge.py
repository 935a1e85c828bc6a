"""What a page was read as, against what is on it.

What doesn't stand on the page (a state that a memo hides, what an edge cuts) isn't judged. A
page nobody could read says so itself: all it holds is lost, in doubt. Where the kind of a page is
wrong, that is the one error, and the rest follows from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import conventions
from alignment import plain, similarity
from concern import Page, Spot, around
from findings import (
    NOTHING,
    Finding,
    Group,
    Truth,
    boxes,
    compare,
    extra,
    fields,
    missing,
    paired,
    spot_of,
)

from evidence_kit.model import (
    Bill,
    BillList,
    Box,
    Chat,
    Document,
    Message,
    RedPacket,
    Screen,
    ServiceCard,
    Slip,
    TimeText,
    Transfer,
    Unread,
)
from evidence_kit.render.seen import screen_json
from evidence_kit.screens import lexicon

__all__ = ["Finding", "Group", "Truth", "judge"]

_SLIP = ("amount", "direction", "status", "time", "received_time", "returned_time", "serial")
_SLIP_WORDS = ("counterparty", "memo", "payer", "payee")
_MESSAGE = ("side", "amount", "status", "receipt")
_MESSAGE_REST = ("memo", "seconds", "sender", "quoted", "spoken", "undelivered")
_PROFILE = ("wechat_id", "id_number", "own", "remark", "nickname", "region", "real_name")
_ONE_PAYMENT = {"transfer", "bill"}


def judge(screen: Screen, truth: Truth, size: tuple[int, int]) -> tuple[Finding, ...]:
    """Return a finding for every field of the truth and for every one that was invented."""
    page = Page(*size, screen.doubts)
    told: Truth = screen_json(screen, "")
    right = told["kind"] == truth["kind"]
    doubted = page.doubted_whole() or (isinstance(screen, Unread) and not right)
    kind = Finding("page", "page", told["kind"], truth["kind"], right, doubted)
    if right or {told["kind"], truth["kind"]} == _ONE_PAYMENT:
        return (kind, *_content(page, screen, told, truth))
    nothing = Unread(screen.source, "")
    lost = _content(page, nothing, screen_json(nothing, ""), truth)
    return (kind, *(replace(one, follows=True, doubted=doubted) for one in lost))


def _content(page: Page, screen: Screen, told: Truth, truth: Truth) -> Iterator[Finding]:
    yield from _head(page, screen, told, truth)
    if truth["kind"] == "chat":
        yield from _messages(page, screen, told["messages"], truth.get("messages") or ())
    if truth.get("payment") is not None:
        slip = screen.slip if isinstance(screen, Transfer | Bill | RedPacket) else None
        yield from _slip(page, "payment", told["payment"] or {}, truth["payment"], slip, None)
    if truth["kind"] == "bill_list":
        yield from _bills(page, screen, told["payments"], truth.get("payments") or ())
    if truth.get("packet") is not None:
        yield from _packet(page, screen, told["packet"] or {}, truth["packet"])
    if truth["kind"] == "service_card":
        yield from _notices(page, screen, told["notices"], truth.get("notices") or ())
    if truth.get("document") is not None:
        yield from _document(page, screen, told["document"] or {}, truth["document"])
    if truth.get("profile") is not None:
        person = told["profile"] or {}
        yield from fields(
            page,
            "profile",
            _PROFILE,
            person,
            truth["profile"],
            lambda name: spot_of(getattr(screen, name, None)),
        )


def _head(page: Page, screen: Screen, told: Truth, truth: Truth) -> Iterator[Finding]:
    if truth["kind"] == "chat":
        title = spot_of(screen.title if isinstance(screen, Chat) else None)
        names = ("title", "members")
        yield from fields(
            page, "page", names, conventions.named(told), conventions.named(truth), lambda _: title
        )
    if truth["kind"] in _ONE_PAYMENT:
        yield from fields(page, "page", ("app",), told, truth, lambda _: Spot())


# ── chat ───────────────────────────────────────────────────────────────────────────────


def _messages(
    page: Page, screen: Screen, told: Sequence[Truth], true: Sequence[Truth]
) -> Iterator[Finding]:
    """Judge each message that is there, and each that was told and isn't.

    What an edge cuts may be told or left out: where its last whole line is can be argued.
    """
    seen = screen.messages if isinstance(screen, Chat) else ()
    extents = [message.box for message in seen]
    true = [_on_its_own(true[:j], message) for j, message in enumerate(true)]
    for i, j, area in paired(page, told, true, _same_message, extents):
        if i is not None and j is not None:
            yield from _message(page, f"message {j}", told[i], true[j], seen[i])
        elif j is not None and not true[j].get("cut"):
            names = ("kind", "side", "amount", "status", "text")
            lost = {name: true[j].get(name) for name in names}
            yield from missing(page, f"message {j}", _short(true[j]), lost, area)
        elif i is not None and not (told[i]["cut"] and i in (0, len(told) - 1)):
            yield extra(page, f"told {i}", _short(told[i]), area)


def _on_its_own(before: Sequence[Truth], message: Truth) -> Truth:
    """Leave open that a card is a second one where the first isn't on the page, or is cut."""
    names = ("amount", "receipt", "cut")
    first = (message.get("amount"), False, False)
    answers = any(
        tuple(other.get(name) or False for name in names) == first
        and other.get("side") != message.get("side")
        for other in before
    )
    if answers or not message.get("receipt"):
        return message
    return {name: value for name, value in message.items() if name != "receipt"}


def _same_message(told: Truth, true: Truth) -> float:
    """Say how alike two messages are; a card is its amount more than its words."""
    words = similarity(told["text"], true.get("text"))
    if true.get("amount") is not None or told["amount"] is not None:
        words = 0.3 * words + 0.7 * (told["amount"] == true.get("amount"))
    if true.get("cut"):
        words = max(words, float(plain(told["text"]) in plain(true.get("text"))))
    kind, side = told["kind"] == true.get("kind", told["kind"]), told["side"] == true.get("side")
    return 0.3 * float(kind) + 0.15 * float(side) + 0.55 * words


def _message(page: Page, place: str, told: Truth, true: Truth, seen: Message) -> Iterator[Finding]:
    at = Spot(seen.box, seen.box)
    yield Finding(place, "message", "", "", right=True, doubted=False)
    if true.get("cut"):
        yield from fields(page, place, _MESSAGE[:3], told, _visible(told, true), lambda _: at)
        yield from _clock(page, place, true, seen.time, at)
        return
    kind = tuple(fields(page, place, ("kind",), told, true, lambda _: at))
    names = tuple(name for name in _MESSAGE if name != "status" or not _hidden(told, true))
    values = (
        *fields(page, place, names, told, true, lambda _: at),
        *_clock(page, place, true, seen.time, at),
    )
    misread = any(not one.right for one in kind)
    # Whatever is in doubt about a thing makes people look, and see that it is another thing.
    seen_to = misread and page.doubted("thing", at)
    yield from (replace(one, doubted=one.doubted or seen_to) for one in kind)
    for one in values:
        yield replace(one, follows=misread and not one.right and one.field != "side")
    yield from fields(page, place, _MESSAGE_REST, told, true, lambda _: at)
    # The words of a picture are told where the truth tells them; a time's are judged as a time.
    if true.get("kind") != "time" and true.get("text") is not None:
        yield from fields(page, place, ("text",), told, true, lambda _: at)


def _visible(told: Truth, true: Truth) -> Truth:
    """Of a message that an edge cuts, return what was told at all: it need not be."""
    return {n: true[n] for n in _MESSAGE if n in true and told.get(n) not in NOTHING}


def _hidden(told: Truth, true: Truth) -> bool:
    """Say whether a memo stands where the state would, and the reading leaves the state open."""
    memo = true.get("memo") or None
    return memo is not None and memo == true.get("text") and told["status"] in NOTHING


def _clock(
    page: Page, place: str, true: Truth, said: TimeText | None, spot: Spot
) -> Iterator[Finding]:
    """Compare a time line's meaning; what its words mean is the lexicon's to say."""
    if true.get("kind") != "time" or (true.get("cut") and said is None):
        return
    expected = _meant(true.get("text"))
    yield from compare(page, place, "time", _meaning(said) if said else None, expected, spot)


def _meant(text: str | None) -> str | None:
    """Return what a printed time means, the words themselves where they mean none to us."""
    time = lexicon.time((text or "").replace("T", " "))
    return _meaning(time) if time else text


def _meaning(time: TimeText) -> str:
    """Return what a time says, in whatever words it was printed."""
    day = (time.year, time.month, time.day)
    parts = (*day, time.weekday, time.days_ago, time.hour, time.minute, time.second)
    return " ".join("-" if part is None else str(part) for part in parts)


def _short(message: Truth) -> str:
    words = (message.get("side"), message.get("kind"), message.get("amount"), message.get("text"))
    return " ".join(str(word) for word in words if word)[:60]


# ── payments ───────────────────────────────────────────────────────────────────────────


def _slip(
    page: Page, place: str, told: Truth, true: Truth, slip: Slip | None, area: Box | None
) -> Iterator[Finding]:
    def spot(name: str) -> Spot:
        inkless = name in ("direction", "status")
        return Spot(None, area) if inkless else spot_of(getattr(slip, name, None), area)

    judged = conventions.slip(told, true)
    yield from fields(page, place, (*_SLIP, *_SLIP_WORDS), told, judged, spot)


def _extent(slip: Slip) -> Box | None:
    """Return the smallest box around all that a slip was read from."""
    inked = (slip.amount, slip.counterparty, slip.status, slip.time, slip.received_time)
    return around(boxes(*inked, slip.serial, slip.memo, slip.payer, slip.payee))


def _same_slip(told: Truth, true: Truth) -> float:
    names = ("amount", "time", "status", "direction")
    same = sum(float(told.get(name) == true.get(name)) for name in names) / len(names)
    return 0.6 * same + 0.4 * similarity(told.get("counterparty"), true.get("counterparty"))


def _bills(
    page: Page, screen: Screen, told: Sequence[Truth], true: Sequence[Truth]
) -> Iterator[Finding]:
    """Judge the rows of a list; one that an edge cuts may be told or left out."""
    slips = screen.slips if isinstance(screen, BillList) else ()
    extents = [_extent(slip) for slip in slips]
    for i, j, area in paired(page, told, true, _same_slip, extents):
        if i is not None and j is not None:
            yield from _slip(page, f"row {j}", told[i], true[j], slips[i], area)
        elif i is not None:
            yield extra(page, f"told row {i}", _summary(told[i]), area)
        elif j is not None and not true[j].get("cut"):
            yield from missing(page, f"row {j}", _summary(true[j]), _values(true[j]), area)


def _values(slip: Truth) -> Truth:
    return {name: slip.get(name) for name in (*_SLIP, *_SLIP_WORDS)}


def _summary(row: Truth) -> str:
    values = (row.get(name) for name in ("title", "name", "amount", "time", "counterparty"))
    return " ".join(str(value) for value in values if value)


def _packet(page: Page, screen: Screen, told: Truth, true: Truth) -> Iterator[Finding]:
    packet = screen if isinstance(screen, RedPacket) else None
    total = spot_of(packet.total if packet else None)
    yield from fields(page, "packet", ("total",), told, true, lambda _: total)
    yield from fields(page, "packet", ("count",), told, true, lambda _: Spot())
    shares = packet.shares if packet else ()
    said, there = told.get("shares") or (), true.get("shares") or ()
    extents = [around(boxes(share.name, share.amount, share.time)) for share in shares]
    for i, j, area in paired(page, said, there, _same_share, extents):
        if i is not None and j is not None:
            when = shares[i].time
            taken = _share(said[i], _meaning(when.value) if when else None)
            truly = _share(there[j], _meant(there[j].get("time")))
            ink = {"amount": shares[i].amount, "time": shares[i].time, "sender": shares[i].name}
            spots = {name: spot_of(value, area) for name, value in ink.items()}
            yield from fields(page, f"share {j}", tuple(ink), taken, truly, spots.__getitem__)
        elif i is not None:
            yield extra(page, f"told share {i}", _summary(said[i]), area)
        elif j is not None and not there[j].get("cut"):
            yield from missing(page, f"share {j}", _summary(there[j]), _values(there[j]), area)


def _share(share: Truth, when: str | None) -> Truth:
    """Return a share as its fields are judged: a time nobody wrote down isn't."""
    told = {"sender": share["name"], "amount": share["amount"]}
    return told | ({"time": when} if when else {})


def _same_share(told: Truth, true: Truth) -> float:
    same = float(told["amount"] == true["amount"])
    return 0.5 * same + 0.5 * similarity(told["name"], true["name"])


def _notices(
    page: Page, screen: Screen, told: Sequence[Truth], true: Sequence[Truth]
) -> Iterator[Finding]:
    cards = screen.notices if isinstance(screen, ServiceCard) else ()
    extents = [
        around((*boxes(card.title, *(value for _, value in card.rows)), *inked))
        for card in cards
        for inked in [[box for box in (_extent(card.slip),) if box]]
    ]
    for i, j, area in paired(page, told, true, _same_notice, extents):
        if i is not None and j is not None:
            yield from _notice(page, f"notice {j}", told[i], true[j], cards[i].slip, area)
        elif i is not None:
            yield extra(page, f"told notice {i}", _summary(told[i]), area)
        elif j is not None and not true[j].get("cut"):
            lost = _values(true[j].get("payment") or {})
            yield from missing(page, f"notice {j}", _summary(true[j]), lost, area)


def _notice(
    page: Page, place: str, told: Truth, true: Truth, slip: Slip, area: Box | None
) -> Iterator[Finding]:
    yield from _slip(page, place, told["payment"], conventions.notice(true), slip, area)
    at = Spot(area, area)
    yield from compare(page, place, "words", told["title"], true.get("title"), at)
    yield from _labelled(page, place, told, true)


def _same_notice(told: Truth, true: Truth) -> float:
    said, there = told["payment"] or {}, true.get("payment") or {}
    alike = similarity(told["title"], true.get("title"))
    return 0.5 * alike + 0.5 * float(said.get("amount") == there.get("amount"))


def _labelled(page: Page, place: str, told: Truth, true: Truth) -> Iterator[Finding]:
    """Compare rows by the label the page prints."""
    said = {plain(label): value for label, value in (told.get("rows") or {}).items()}
    for label, value in (true.get("rows") or {}).items():
        there = said.get(plain(label))
        yield from compare(page, f"{place} {label}", "rows", there, value, Spot())


# ── papers ─────────────────────────────────────────────────────────────────────────────


def _document(page: Page, screen: Screen, told: Truth, true: Truth) -> Iterator[Finding]:
    """Judge a paper: 借条, 欠条 and 收条 are told apart, so its kind is critical too."""
    paper = screen if isinstance(screen, Document) else None
    yield from compare(page, "document", "paper", told.get("kind"), true.get("kind"), Spot())
    amount = spot_of(paper.amount if paper else None)
    yield from fields(page, "document", ("amount",), told, true, lambda _: amount)
    words = Spot()
    if true.get("text") is not None:
        yield from compare(page, "document", "words", told.get("text"), true["text"], words)
    yield from _labelled(page, "document", told, true)
