"""Pages told well and badly, and what the bench's judge finds in them."""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from evidence_kit.model import (
    Algorithm,
    Bill,
    BillList,
    Box,
    Chat,
    Digest,
    Direction,
    Document,
    DocumentKind,
    Doubt,
    Message,
    MessageKind,
    Money,
    Notice,
    Profile,
    RedPacket,
    ServiceCard,
    Share,
    Side,
    Slip,
    Sourced,
    State,
    Transfer,
    Unread,
    Where,
)
from evidence_kit.render.seen import screen_json
from evidence_kit.screens import lexicon

# The benches are programs of their own, never installed.
sys.path.append(str(Path(__file__).resolve().parent.parent / "bench"))
judge = import_module("judge").judge

SOURCE = Digest(Algorithm.SHA256, "0" * 64)
SIZE = (1080, 2400)
ELSEWHERE = Box(10, 2300, 1000, 2390)
PAGE = Box(0, 0, *SIZE)
SERIAL = "10000498012026061000012345678901"


def sourced(value, y, x=300):
    return Sourced(value, str(value), Where(SOURCE, Box(x, y, x + 400, y + 60)))


def at(words, y):
    return sourced(lexicon.time(words), y)


def doubt(kind, box, field=None):
    args = (("field", field),) if field else ()
    return Doubt(kind, Where(SOURCE, box) if box else None, args)


def message(side, kind, text, y, **more):
    return Message(side, kind, text, Box(170, y, 910, y + 110), **more)


MESSAGES = (
    message(Side.CENTER, MessageKind.TIME, "昨天 21:03", 250, time=lexicon.time("昨天 21:03")),
    message(Side.LEFT, MessageKind.TEXT, "能借我2000元吗", 400),
    message(
        Side.RIGHT,
        MessageKind.TRANSFER,
        "已被接收",
        550,
        amount=sourced(Money(200000), 560),
        state=State.ACCEPTED,
    ),
    message(
        Side.LEFT,
        MessageKind.TRANSFER,
        "已收款",
        700,
        amount=sourced(Money(200000), 710),
        state=State.ACCEPTED,
        receipt=True,
    ),
    message(Side.LEFT, MessageKind.TEXT, "收到了，谢谢", 850),
    message(Side.LEFT, MessageKind.VOICE, '12"', 1000, seconds=12),
)
CHAT = Chat(SOURCE, sourced("许明远", 150), MESSAGES)
SLIP = Slip(
    amount=sourced(Money(150000), 500),
    direction=Direction.OUT,
    state=State.ACCEPTED,
    counterparty=sourced("远山不语", 400),
    status=sourced("对方已收钱", 700),
    time=at("2026年6月10日 20:19:37", 800),
    received_time=at("2026年6月10日 20:20:09", 900),
    serial=sourced(SERIAL, 1000),
    memo=sourced("借款", 1100),
)
BILL = Bill(SOURCE, SLIP)


def row(fen, words, y):
    counterparty = sourced(f"转账-转给{words}", y)
    moment = at("2026年4月23日 11:48", y + 70)
    amount = sourced(Money(fen), y, x=900)
    return Slip(amount, Direction.OUT, State.ACCEPTED, counterparty, time=moment)


LIST = BillList(SOURCE, (row(50000, "甲", 300), row(60000, "乙", 500), row(70000, "丙", 700)))


def truth_of(screen):
    """What a perfect reading says is the truth."""
    return screen_json(screen, "")


def findings(screen, truth):
    return judge(screen, truth, SIZE)


def silent(screen, truth):
    return [one.field for one in findings(screen, truth) if one.silent]


def wrong(screen, truth):
    return [one.field for one in findings(screen, truth) if not one.right]


def misread(index, **changes):
    """The chat with one message told otherwise."""
    told = list(MESSAGES)
    told[index] = replace(told[index], **changes)
    return replace(CHAT, messages=tuple(told))


def with_doubts(screen, *doubts):
    return replace(screen, doubts=doubts)


SCREENS = {
    "chat": CHAT,
    "bill": BILL,
    "transfer": Transfer(SOURCE, SLIP),
    "bill_list": LIST,
    "red_packet": RedPacket(
        SOURCE,
        Slip(sourced(Money(888), 500), Direction.IN, State.ACCEPTED),
        sourced(Money(2000), 900),
        2,
        (
            Share(
                sourced("甲", 1000), sourced(Money(888), 1000, 900), at("2026年6月10日 10:07", 1060)
            ),
            Share(
                sourced("乙", 1200),
                sourced(Money(1112), 1200, 900),
                at("2026年6月10日 10:08", 1260),
            ),
        ),
    ),
    "service_card": ServiceCard(
        SOURCE,
        (
            Notice(
                sourced("转账过期退款到账通知", 300),
                Slip(sourced(Money(50000), 400), Direction.IN, State.REFUNDED),
                (("退款金额", sourced("¥500.00", 600)),),
            ),
        ),
    ),
    "document": Document(
        SOURCE,
        DocumentKind.LOAN_NOTE,
        sourced("今借到周某人民币伍仟元整", 300),
        sourced(Money(500000), 400),
        (("借款人", sourced("周某", 500)),),
    ),
    "profile": Profile(
        SOURCE,
        sourced("许明远", 300),
        sourced("远山不语", 360),
        sourced("wxid_7h3kq9m2x5ta22", 420),
        sourced("浙江 绍兴", 480),
    ),
    "unread": Unread(SOURCE, "unrecognised"),
}


CHAT_ERRORS = {
    "side": misread(1, side=Side.RIGHT),
    "kind": misread(1, kind=MessageKind.SYSTEM),
    "amount": misread(2, amount=sourced(Money(20000), 560)),
    "status": misread(2, state=State.RETURNED),
    "receipt": misread(3, receipt=False),
    "time": misread(0, time=lexicon.time("21:03")),
    "missing": replace(CHAT, messages=MESSAGES[:4] + MESSAGES[5:]),
    "extra": replace(CHAT, messages=(*MESSAGES, message(Side.LEFT, MessageKind.TEXT, "无", 1200))),
}


SLIP_ERRORS = {
    "amount": {"amount": sourced(Money(15000), 500)},
    "direction": {"direction": Direction.IN},
    "status": {"state": State.REFUNDED},
    "time": {"time": at("2026年6月10日 20:19:31", 800)},
    "received_time": {"received_time": None},
    "serial": {"serial": sourced(SERIAL[:-1] + "7", 1000)},
}
