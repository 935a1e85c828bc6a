"""Folders that lack one thing each, by the finding that tells it, and what else that brings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import checked
from checked import (
    BACK_DAY,
    BILL,
    COMPLETE,
    DEBTOR,
    LOAN_DAY,
    MONEY,
    OWN,
    ROLL,
    THEIRS,
    VOUCHER,
    Told,
    page,
    talking,
    without,
)
from moneyed import paper
from stories import chat, left, notice, profile, right, said, source, taken, time

from evidence_kit.model import (
    Box,
    Brief,
    Channel,
    Chat,
    DocumentKind,
    FindingKind,
    Message,
    MessageKind,
    Money,
    Side,
    Stated,
)
from evidence_kit.screens import lexicon

K = FindingKind
R, L = Side.RIGHT, Side.LEFT


def adding(*more: Message) -> Told:
    return talking(*ROLL, *more)


def instead(old: Message, *new: Message) -> Told:
    at = ROLL.index(old)
    return talking(*ROLL[:at], *new, *ROLL[at + 1 :])


def saved_as(**changes: object) -> Told:
    """The chat's page under another name, size or software."""
    return talking(*ROLL, **changes)


def clock_says(hour: int, minute: int) -> Told:
    """A page of today whose status bar shows a time."""
    rest = [one for one in COMPLETE if one is not checked.TALK]
    first = page(*ROLL, name="聊天1.png", captured=source("x", "2025-09-05T21:30:00").captured)
    today = page(*ROLL[-2:], time("21:03"), right("在吗"), name="聊天2.png")
    shown = lexicon.time(f"{hour}:{minute:02d}")
    taken_at = source("x", "2025-09-05T21:30:00").captured
    later = replace(today[0], captured=taken_at), replace(today[1], clock=shown)
    return checked.of([*rest, first, later])


def two_phones() -> Told:
    rest = [one for one in COMPLETE if one is not checked.TALK]
    first, second = page(*ROLL[:-1], name="a1.png"), page(*ROLL[-3:], name="a2.png")
    return checked.of([*rest, first, (replace(second[0], extent=(1170, 2532)), second[1])])


def with_gap() -> Told:
    rest = [one for one in COMPLETE if one is not checked.TALK]
    return checked.of([*rest, page(*ROLL[:8], name="a1.png"), page(*ROLL[8:], name="a2.png")])


def untitled() -> Told:
    rest = [one for one in COMPLETE if one is not checked.TALK]
    first, cut = page(*ROLL, name="a1.png"), page(*ROLL[-3:], right("？"), name="a2.png")
    assert isinstance(cut[1], Chat)
    return checked.of([*rest, first, (cut[0], replace(cut[1], title=None))])


def only_transfers() -> Told:
    return talking(time(LOAN_DAY), *MONEY)


def masked() -> Told:
    payment = replace(VOUCHER[1], holders=())
    who = profile(source("转账.png"), "砚台里的秋天", DEBTOR[1], "老周")
    named = replace(who[1], real_name=replace(who[1].nickname, value="**秋"))
    return checked.of(
        [*(one for one in COMPLETE if one is not VOUCHER), (VOUCHER[0], payment), (who[0], named)]
    )


def unlinked() -> Told:
    """A note names the borrower; no page has the name beside the account."""
    note = paper(source("借条.png"), DocumentKind.LOAN_NOTE, "5000.00")
    signed = replace(note[1], rows=(("借款人", replace(note[1].text, value="周砚秋")),))
    return checked.of([*(one for one in COMPLETE if one is not VOUCHER), (note[0], signed)])


def three_borrowers() -> Told:
    """Three people borrow, at interest."""
    asked = left("能不能借我5000元周转？月息1分，2025年8月1日还你")
    others = []
    for n, who in enumerate(("小吴", "小郑"), start=1):
        roll = (time("2025年4月1日 9:00"), left("能不能借我700元？"), *taken(R, "700.00"))
        others.append(chat(replace(source(f"其他{n}.png"), extent=(1080, 2400)), roll, who))
    rest = [one for one in COMPLETE if one is not checked.TALK]
    told = page(ROLL[0], asked, *ROLL[2:])
    return checked.of([*rest, told, *others], Brief(defendant="老周"))


def voice(spoken: str | None) -> Message:
    return said(L, '8"', MessageKind.VOICE, seconds=8, spoken=spoken)


def photo(width: int) -> Message:
    return replace(said(L, "", MessageKind.IMAGE), box=Box(0, 0, width, width))


CASES: dict[FindingKind, tuple[Callable[[], Told], tuple[FindingKind, ...]]] = {
    K.NOTHING_OWED: (
        lambda: adding(time("2025年10月1日 8:00"), left("还你4000"), *taken(L, "4000.00")),
        (),
    ),
    K.TRANSFERS_ALONE: (only_transfers, (K.DUE_OPEN, K.DOUBTS_OPEN)),
    K.AGREEMENT_MISSING: (
        lambda: talking(time(LOAN_DAY), *MONEY, time(BACK_DAY), right("借你的5000什么时候还我？")),
        (K.DOUBTS_OPEN,),
    ),
    K.DELIVERY_MISSING: (
        lambda: checked.of([OWN, THEIRS, page(*ROLL[:3], time(BACK_DAY), checked.DEMANDED)]),
        (K.REAL_NAME_MISSING, K.DOUBTS_OPEN),
    ),
    K.DELIVERY_STATED: (
        lambda: checked.of(
            COMPLETE, Brief(loans=(Stated(date(2025, 4, 1), Money(2000_00), Channel.CASH),))
        ),
        (K.DOUBTS_OPEN,),  # the admitted 4000 is no longer what is left
    ),
    K.PROFILE_THEIRS: (  # and nothing tells that the voucher's payee is who the chat is with
        lambda: without(THEIRS),
        (K.DOUBTS_OPEN, K.REAL_NAME_UNLINKED),
    ),
    K.PROFILE_OWN: (lambda: without(OWN), ()),
    K.REAL_NAME_MISSING: (lambda: without(VOUCHER), ()),
    K.REAL_NAME_UNLINKED: (unlinked, ()),
    K.REAL_NAME_MASKED: (masked, ()),
    K.DUE_OPEN: (
        lambda: checked.of(
            [OWN, THEIRS, page(time(LOAN_DAY), left("能不能借我5000元？"), *MONEY), BILL, VOUCHER]
        ),
        (),
    ),
    K.DEMAND_MISSING: (lambda: talking(*ROLL[:8]), ()),
    K.PAGES_GAP: (with_gap, (K.DOUBTS_OPEN,)),
    K.VOICE_UNTRANSCRIBED: (lambda: adding(voice(None)), ()),
    K.PICTURES_SMALL: (lambda: adding(photo(400)), ()),
    K.DOUBTS_OPEN: (
        lambda: instead(checked.PAID, left("先还你1000"), left("昨天给你现金500了")),
        (),
    ),
    K.DENIED: (lambda: adding(left("我没借过你的钱")), (K.DOUBTS_OPEN,)),
    K.OTHER_GROUND: (lambda: adding(right("投资的那5000也还我")), (K.DOUBTS_OPEN,)),
    K.WAIVED: (lambda: adding(right("剩下的不用还了")), (K.DOUBTS_OPEN,)),
    K.THREATENED: (lambda: adding(right("再不还我找人收拾你")), ()),
    K.INSULTED: (lambda: adding(right("你就是个骗子")), ()),
    K.DISCLOSED: (lambda: adding(right("不还我就去你单位闹")), ()),
    K.RELENT: (lambda: adding(right("这钱是我刷信用卡套出来给你的")), (K.DOUBTS_OPEN,)),
    K.MANY_BORROWERS: (three_borrowers, (K.DOUBTS_OPEN,)),
    K.RATE_HIGH: (
        lambda: instead(checked.ASKED, left("能不能借我5000元周转？月息2分，2025年8月1日还你")),
        (),
    ),
    K.INTEREST_UP_FRONT: (
        lambda: instead(ROLL[4], ROLL[4], right("先扣500利息"), *taken(L, "500.00")),
        (K.DOUBTS_OPEN,),
    ),
    K.MODIFIED_CLIENT: (lambda: adding(notice("拦截 “老周” 的一条撤回消息")), ()),
    K.CLOCK_EARLIER: (lambda: clock_says(20, 59), ()),
    K.TAKEN_EARLIER: (
        lambda: saved_as(captured=source("x", "2025-09-01T08:00:00").captured),
        (K.DOUBTS_OPEN,),
    ),
    K.EDITED_WITH: (lambda: saved_as(software="Adobe Photoshop 26.0"), ()),
    K.RECOMPRESSED: (lambda: saved_as(name="mmexport1757034000000.jpg"), ()),
    K.MIXED_PHONES: (two_phones, ()),
    K.TITLE_CUT: (untitled, ()),
}
