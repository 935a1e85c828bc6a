"""A folder that lacks nothing, told in a few words, and what `check` says of one changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from stories import bill, chat, left, profile, right, slip, source, sourced, taken, time

from evidence_kit import check, facts
from evidence_kit.model import (
    Box,
    Brief,
    Direction,
    FindingKind,
    Holder,
    LoanFacts,
    Message,
    Part,
    RecordKind,
    RecordRow,
    Records,
    RowKind,
    Screen,
    SelfCheck,
    Side,
    Source,
)

R, L = Side.RIGHT, Side.LEFT
LOAN = "1000050001202503020000000000001"
BACK = "1000050001202506010000000000002"
LOAN_DAY, BACK_DAY = "2025年3月2日 14:05", "2025年6月1日 10:20"
DEBTOR, CREDITOR = ("周砚秋", "zhou_yq"), ("林知微", "wei_lin")
OWN = profile(source("我.png"), "知微", CREDITOR[1], own=True)
THEIRS = profile(source("对方.png"), "砚台里的秋天", DEBTOR[1], "老周")


def voucher(where: Source, yuan: str, at: str, serial: str) -> tuple[Source, Records]:
    """A 电子凭证: it says by name and 微信号 that the creditor paid the debtor."""
    told = replace(slip(where, yuan, None, at=at, serial=serial), counterparty=None)
    row = RecordRow(told, RowKind.TRANSFER, Box(0, 0, 500, 800))
    people = tuple(
        Holder(part, sourced(name, where, 10 + n), sourced(account, where, 20 + n))
        for n, (part, (name, account)) in enumerate(((Part.PAYER, CREDITOR), (Part.PAYEE, DEBTOR)))
    )
    return where, Records(where.sha256, RecordKind.VOUCHER, (row,), people)


VOUCHER = voucher(source("凭证.pdf"), "5000.00", "2025年3月2日 14:05:31", LOAN)
BILL = bill(source("账单1.png"), "5000.00", at="2025年3月2日 14:05:31", serial=LOAN, who="老周")
BACK_BILL = bill(
    source("账单2.png"),
    "1000.00",
    Direction.IN,
    at="2025年6月1日 10:20:11",
    serial=BACK,
    who="老周",
)
ASKED = left("能不能借我5000元周转？2025年8月1日还你")
MONEY = taken(R, "5000.00")
PAID = left("先还你1000")
DEMANDED = right("剩下的4000什么时候还我？")
PROMISED = left("再宽限几天，还欠你4000")
ROLL: tuple[Message, ...] = (
    time(LOAN_DAY),
    ASKED,
    right("可以"),
    *MONEY,
    time(BACK_DAY),
    PAID,
    *taken(L, "1000.00"),
    time("2025年9月5日 9:12"),
    DEMANDED,
    PROMISED,
)


@dataclass(frozen=True)
class Told:
    """What a folder gave: its pages, its facts, and the check of them."""

    shown: tuple[tuple[Source, Screen], ...]
    facts: LoanFacts
    checked: SelfCheck

    @property
    def kinds(self) -> list[FindingKind]:
        return [one.kind for one in self.checked.findings]

    def names(self) -> dict[Any, str]:
        return {one.sha256: one.name for one, _ in self.shown}


def page(*messages: Message, name: str = "聊天.png", **more: Any) -> tuple[Source, Screen]:
    """A chat page, as its phone saves it."""
    where = replace(source(name), extent=(1080, 2400), **more)
    return chat(where, messages)


TALK = page(*ROLL)
COMPLETE = (OWN, THEIRS, TALK, BILL, BACK_BILL, VOUCHER)


def of(shown: Sequence[tuple[Source, Screen]], brief: Brief | None = None) -> Told:
    """Check a folder as a run does."""
    shown, found = facts.understood(tuple(shown), brief or Brief())
    return Told(tuple(shown), found, check.of(shown, found))


def talking(*messages: Message, **more: Any) -> Told:
    """Check the complete folder with another chat."""
    return of([page(*messages, **more) if one is TALK else one for one in COMPLETE])


def without(*gone: tuple[Source, Screen]) -> Told:
    """Check the complete folder without some of its pages."""
    return of([one for one in COMPLETE if one not in gone])
