"""What tests of the ledger ask and look at, in a few words."""

from __future__ import annotations

from stories import chat, left, source, time

from evidence_kit import facts
from evidence_kit.model import (
    Brief,
    Chat,
    DoubtKind,
    LoanFacts,
    Message,
    Payment,
    Screen,
    Side,
    Source,
)

R, L = Side.RIGHT, Side.LEFT
LOAN_DAY = time("2025年3月2日 14:05")
ASKED = left("能不能借我5000元？")
SERIAL = "1000050001202503020000000000001"


def gather(*screens: tuple[Source, Screen], brief: Brief | None = None) -> LoanFacts:
    return facts.gather(screens, brief or Brief())


def page(
    *messages: Message, name: str = "1.png", title: str | None = "老周"
) -> tuple[Source, Chat]:
    return chat(source(name), messages, title)


def only(found: LoanFacts) -> Payment:
    (payment,) = found.payments
    return payment


def kinds(payment: Payment) -> list[DoubtKind]:
    return [doubt.kind for doubt in payment.doubts]
