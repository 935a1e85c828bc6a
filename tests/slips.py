"""Pages about one payment, set by hand, and what an engine may tear of them."""

from __future__ import annotations

from dataclasses import replace

from inked import middle, sheet

from evidence_kit import screens
from evidence_kit.model import Bill, Doubt, Line, OcrPage, Slip, Transfer

SERIAL = "1000050001202503027726553130038"
TIME = ("转账时间", "2025年03月02日 14:08:31")
STATUS = ("当前状态", "对方已收钱")


def split(one: Line, at: int, *, gap: int = 0) -> tuple[Line, Line]:
    """Return a line as the two pieces that an engine may take it apart into."""
    x = one.box.x0 + one.box.width * at // len(one.text)
    return (
        replace(one, text=one.text[:at].strip(), box=one.box._replace(x1=x)),
        replace(one, text=one.text[at:].strip(), box=one.box._replace(x0=x + gap)),
    )


def torn(whole: OcrPage, text: str, at: int, *, gap: int = 0) -> OcrPage:
    """Return the page with one line in two pieces."""
    found = next(one for one in whole.lines if one.text == text)
    rest = tuple(one for one in whole.lines if one is not found)
    return replace(whole, lines=(*rest, *split(found, at, gap=gap)))


def transfer(sentence: str = "周砚秋已收款", amount: str = "¥3000.00") -> OcrPage:
    said = (middle(sentence, 300, 48), middle(amount, 400, 108))
    return sheet(TIME, head=said, right=True)


def bill(
    *rows: tuple[str, str], header: str = "转账-转给周砚秋", amount: str = "-3000.00"
) -> OcrPage:
    head = (middle("账单详情", 145, 50), middle(header, 460, 46), middle(amount, 560, 96))
    return sheet(*rows, head=head)


def read(one: OcrPage) -> tuple[Slip, tuple[Doubt, ...]]:
    screen = screens.read(one)
    assert isinstance(screen, Transfer | Bill)
    return screen.slip, screen.doubts


def fields(doubts: tuple[Doubt, ...]) -> set[str]:
    return {dict(doubt.args).get("field", "") for doubt in doubts}
