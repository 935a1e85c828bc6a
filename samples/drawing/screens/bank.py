"""A bank's app: 电子回单 with both names, masked accounts, the amount in words and in figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drawing.canvas import wrap
from drawing.phone import rgb
from drawing.screens.frame import sheet
from drawing.screens.numerals import in_words
from drawing.screens.shapes import plate
from drawing.screens.shot import iso, screen_truth, slip_truth

if TYPE_CHECKING:
    from datetime import datetime

    from PIL import Image

    from drawing.canvas import Canvas
    from drawing.phone import Phone
    from drawing.screens.shot import Truth

_INK, _GREY, _SEAL, _PAGE = rgb("#2B2B2B"), rgb("#8C8C8C"), rgb("#D9534F"), rgb("#F3F4F6")


@dataclass(frozen=True, slots=True)
class BankReceipt:
    """A receipt the bank issues; accounts are masked in their middle."""

    phone: Phone
    captured: datetime
    bank: str
    payer: str
    payer_account: str
    payee: str
    payee_account: str
    payee_bank: str
    amount: str
    at: datetime
    serial: str
    memo: str
    symbol: str = "¥"
    commas: bool = True

    @property
    def figure(self) -> str:
        """The amount in figures, as printed."""
        whole, cents = self.amount.split(".")
        number = f"{int(whole):,}.{cents}" if self.commas else self.amount
        return f"{self.symbol}{number}" if self.symbol else f"{number}元"

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Labels and values."""
        return (
            ("付款人户名", self.payer),
            ("付款人账号", self.payer_account),
            ("付款人开户行", self.bank),
            ("收款人户名", self.payee),
            ("收款人账号", self.payee_account),
            ("收款人开户行", self.payee_bank),
            ("金额（小写）", self.figure),
            ("金额（大写）", in_words(self.amount)),
            ("交易时间", f"{self.at:%Y-%m-%d %H:%M:%S}"),
            ("交易流水号", self.serial),
            ("摘要", self.memo),
        )

    def truth(self) -> Truth:
        """Return what the receipt says; it does not say who owns the phone."""
        return screen_truth(
            "bill",
            app="bank",
            payment=slip_truth(
                amount=self.amount,
                status="accepted",
                time=iso(self.at),
                serial=self.serial,
                memo=self.memo,
                payer=self.payer,
                payee=self.payee,
            ),
        )

    def picture(self) -> Image.Image:
        """Return its pixels."""
        canvas = sheet(self.phone, self.captured, "电子回单", ground=_PAGE, right="分享")
        p, top = self.phone.px, self.phone.top + self.phone.px(30)
        size = p(38)
        lines = [(label, wrap(value, size, p(610))) for label, value in self.rows]
        end = top + p(330) + sum(p(36) + p(54) * len(values) for _, values in lines)
        plate(canvas, (p(30), top, p(1050), end), p(14), rgb("#FFFFFF"))
        middle = self.phone.width // 2
        canvas.text(
            middle, top + p(70), self.bank, size=p(52), colour=_INK, align="centre", bold=True
        )
        canvas.text(middle, top + p(144), "电子回单", size=p(44), colour=_INK, align="centre")
        self._paint_seal(canvas, (p(860), top + p(150)))
        canvas.box((p(70), top + p(210), p(1010), top + p(210) + 1), rgb("#E3E3E3"))
        y = top + p(270)
        for label, values in lines:
            canvas.text(p(70), y, label, size=size, colour=_GREY)
            for value in values:
                canvas.text(p(390), y, value, size=size, colour=_INK)
                y += p(54)
            y += p(36)
        note = "本回单由电子银行打印，仅供参考，以账户明细为准"
        canvas.text(middle, end + p(60), note, size=p(30), colour=_GREY, align="centre")
        return canvas.image

    def _paint_seal(self, canvas: Canvas, middle: tuple[int, int]) -> None:
        p, (x, y) = self.phone.px, middle
        canvas.ring(middle, p(92), p(5), _SEAL)
        canvas.text(x, y - p(20), "电子回单", size=p(32), colour=_SEAL, align="centre")
        canvas.text(x, y + p(28), "专用章", size=p(32), colour=_SEAL, align="centre")
