"""Invented chats and payment pages as values, told in a few words; nobody in them is real."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from evidence_kit.model import (
    Algorithm,
    Basis,
    Bill,
    Box,
    Chat,
    Digest,
    Direction,
    Doubt,
    FileRole,
    Message,
    MessageKind,
    Moment,
    Money,
    Profile,
    Screen,
    Side,
    Slip,
    Source,
    Sourced,
    State,
    Transfer,
    Unread,
    Where,
)
from evidence_kit.screens import lexicon

LINE = 60
GAP = 30
TOP = 250
NOWHERE = Where(Digest(Algorithm.SHA256, "0" * 64), Box(0, 0, 0, 0))


def digest(text: str) -> Digest:
    return Digest(Algorithm.SHA256, hashlib.sha256(text.encode()).hexdigest())


def source(
    name: str,
    captured: str | datetime | None = None,
    *,
    basis: Basis = Basis.FILE_NAME,
    content: str | None = None,
    role: FileRole = FileRole.USED,
) -> Source:
    """A file; two with the same content are copies of each other."""
    at = datetime.fromisoformat(captured) if isinstance(captured, str) else captured
    moments = (Moment(at, at, basis, seconds=True),) if at else ()
    said = content or name
    return Source(
        name=name,
        safe_name=name,
        sha256=digest(said),
        sm3=Digest(Algorithm.SM3, hashlib.sha256(f"sm3 {said}".encode()).hexdigest()),
        size=len(said),
        media_type="image/png",
        role=role,
        captured=moments,
    )


def signature(*ink: object) -> str:
    return hashlib.sha256(repr(ink).encode()).hexdigest()[:16]


# ── messages ───────────────────────────────────────────────────────────────────────────


def said(side: Side, text: str, kind: MessageKind = MessageKind.TEXT, **more: Any) -> Message:
    lines = [text[i : i + 15] for i in range(0, len(text), 15)]
    signatures = tuple(signature(side, kind, line) for line in lines)
    box = Box(0, 0, 600, LINE * max(1, len(lines)))
    return Message(side, kind, text, box, 0.99, signatures, **more)


def left(text: str, **more: Any) -> Message:
    return said(Side.LEFT, text, **more)


def right(text: str, **more: Any) -> Message:
    return said(Side.RIGHT, text, **more)


def notice(text: str) -> Message:
    return said(Side.CENTER, text, MessageKind.SYSTEM)


def time(text: str) -> Message:
    return said(Side.CENTER, text, MessageKind.TIME, time=lexicon.time(text))


WORDS = {
    State.PENDING: "你发起了一笔转账",
    State.ACCEPTED: "已被接收",
    State.RETURNED: "已被退还",
    State.EXPIRED: "已过期",
    State.UNKNOWN: "",
}


def card(
    side: Side,
    yuan: str,
    state: State = State.ACCEPTED,
    memo: str | None = None,
    *,
    receipt: bool = False,
    **more: Any,
) -> Message:
    money = lexicon.money(yuan)
    assert money, yuan
    text = memo or ("已收款" if receipt else WORDS[state])
    one = said(side, text, MessageKind.TRANSFER, state=state, memo=memo, receipt=receipt, **more)
    ink = (signature(side, yuan, state), signature(side, text, state))
    return replace(one, amount=Sourced(money, f"¥{yuan}", NOWHERE, 0.99), signatures=ink)


def taken(side: Side, yuan: str, memo: str | None = None) -> tuple[Message, Message]:
    """The two cards of an accepted transfer by `side`."""
    other = Side.LEFT if side is Side.RIGHT else Side.RIGHT
    return card(side, yuan, memo=memo), card(other, yuan, receipt=True)


# ── pages ──────────────────────────────────────────────────────────────────────────────


def chat(
    where: Source, messages: Iterable[Message], title: str | None = "老周", sure: float = 0.99
) -> tuple[Source, Chat]:
    """A chat page with its messages one below the other."""
    placed: list[Message] = []
    top = TOP
    for message in messages:
        box = Box(100, top, 100 + message.box.width, top + message.box.height)
        top = box.y1 + GAP
        amount = message.amount
        if amount is not None:
            amount = replace(amount, where=Where(where.sha256, box))
        placed.append(replace(message, box=box, amount=amount))
    head = Sourced(title, title, Where(where.sha256, Box(400, 120, 700, 180)), sure)
    return where, Chat(where.sha256, head if title else None, tuple(placed))


def doubted(page: tuple[Source, Chat], index: int, kind: Any, name: str) -> tuple[Source, Chat]:
    """The same page with a doubt of the reader's on one message."""
    where = Where(page[0].sha256, page[1].messages[index].box)
    doubt = Doubt(kind, where, (("field", name),))
    return page[0], replace(page[1], doubts=(*page[1].doubts, doubt))


@dataclass
class Phone:
    """A roll of messages, photographed page by page with some of them on two pages."""

    roll: Sequence[Message]
    title: str | None = "老周"
    captured: str | None = "2026-01-08T21:05:00"
    made: list[tuple[Source, Screen]] = field(default_factory=list)

    def page(self, name: str, start: int, stop: int, captured: str | None = None) -> Phone:
        where = source(name, captured or self.captured)
        self.made.append(chat(where, self.roll[start:stop], self.title))
        return self


def sourced(value: Any, where: Source, row: int, quote: str | None = None) -> Any:
    if value is None:
        return None
    box = Box(300, 400 + 100 * row, 900, 450 + 100 * row)
    return Sourced(value, quote or str(value), Where(where.sha256, box), 0.99)


def slip(
    where: Source,
    yuan: str | None,
    direction: Direction | None = Direction.OUT,
    *,
    state: State = State.ACCEPTED,
    at: str | None = None,
    received: str | None = None,
    serial: str | None = None,
    who: str | None = None,
    memo: str | None = None,
) -> Slip:
    money = lexicon.money(yuan) if yuan else None
    return Slip(
        amount=sourced(money, where, 0, yuan),
        direction=direction,
        state=state,
        counterparty=sourced(who, where, 1),
        time=sourced(lexicon.time(at) if at else None, where, 2, at),
        received_time=sourced(lexicon.time(received) if received else None, where, 3, received),
        serial=sourced(serial, where, 4),
        memo=sourced(memo, where, 5),
    )


def bill(where: Source, yuan: str | None, *more: Any, **named: Any) -> tuple[Source, Bill]:
    return where, Bill(where.sha256, slip(where, yuan, *more, **named))


def transfer(where: Source, yuan: str | None, *more: Any, **named: Any) -> tuple[Source, Transfer]:
    return where, Transfer(where.sha256, slip(where, yuan, *more, **named))


def profile(
    where: Source,
    nickname: str | None,
    wechat_id: str | None = None,
    remark: str | None = None,
    *,
    own: bool = False,
) -> tuple[Source, Profile]:
    return where, Profile(
        source=where.sha256,
        remark=sourced(remark, where, 0),
        nickname=sourced(nickname, where, 1),
        wechat_id=sourced(wechat_id, where, 2),
        region=None,
        own=own,
    )


def unread(where: Source) -> tuple[Source, Unread]:
    return where, Unread(where.sha256, "unrecognised")


# ── the samples, from their truth ──────────────────────────────────────────────────────


def told(truth: Path, captured: dict[str, str] | None = None) -> list[tuple[Source, Screen]]:
    """The screens that a perfect reader would make of a sample."""
    files = json.loads(truth.read_text(encoding="utf-8"))["files"]
    return [
        _told(source(name, (captured or {}).get(name)), page)
        for name, page in files.items()
        if page
    ]


def _told(where: Source, page: dict[str, Any]) -> tuple[Source, Screen]:
    match page["kind"]:
        case "chat":
            messages = [_message(m) for m in page["messages"]]
            return chat(where, messages, page["title"])
        case "profile":
            known = page["profile"]
            names = (known["nickname"], known["wechat_id"], known["remark"])
            return profile(where, *names, own=known["own"])
        case "transfer" | "bill" as kind:
            paid = page["payment"]
            make = bill if kind == "bill" else transfer
            return make(
                where,
                paid["amount"],
                Direction(paid["direction"]) if paid["direction"] else None,
                state=State(paid["status"]),
                at=_spaced(paid["time"]),
                received=_spaced(paid["received_time"]),
                serial=paid["serial"],
                who=paid["counterparty"],
                memo=paid["memo"],
            )
        case _:
            return unread(where)


def _spaced(time: str | None) -> str | None:
    return time.replace("T", " ") if time else None


def _message(told: dict[str, Any]) -> Message:
    side = Side(told["side"])
    kind = MessageKind(told["kind"])
    if kind is MessageKind.TIME:
        return time(told["text"])
    if kind is not MessageKind.TRANSFER:
        message = said(side, told["text"], kind, seconds=told["seconds"])
        return replace(message, cut=told["cut"])
    state = State(told["status"]) if told["status"] else State.UNKNOWN
    if told["amount"] is None:
        return replace(said(side, told["text"], kind, state=state), cut=told["cut"])
    made = card(side, told["amount"], state, told["memo"], receipt=told["receipt"])
    return replace(made, text=told["text"], cut=told["cut"])


def money(yuan: str) -> Money:
    found = lexicon.money(yuan)
    assert found
    return found
