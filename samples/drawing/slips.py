"""Pages about one payment: 转账详情, opened from its card, and 账单详情, from the bill list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drawing.avatar import avatar
from drawing.bars import back_arrow, close_cross, home_line, status_bar, title_bar
from drawing.canvas import Canvas, wrap
from drawing.pages import page_truth
from drawing.phone import CLOCK, TICK
from drawing.story import Side, State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from PIL import Image

    from drawing.pages import Truth
    from drawing.phone import Phone
    from drawing.story import Payment, Person

_LABEL_X, _VALUE_X, _VALUE_END = 76, 320, 1004


@dataclass(frozen=True, slots=True)
class TransferPage:
    """转账详情: icon, sentence, amount, times. It names only the nickname."""

    payment: Payment
    other: Person
    phone: Phone
    captured: datetime
    file: str

    @property
    def names(self) -> tuple[str, ...]:
        """The one file name."""
        return (self.file,)

    @property
    def sentence(self) -> str:
        """What happened, in the app's words: the direction can be told from them alone."""
        mine, who = self.payment.by is Side.RIGHT, self.other.nickname
        return {
            State.PENDING: f"待{who}确认收款" if mine else "待你收款",
            State.ACCEPTED: f"{who}已收款" if mine else "你已收款，资金已存入零钱",
            State.RETURNED: f"{who}已退还" if mine else "已退还",
            State.EXPIRED: "已退还（过期）",
            State.REFUNDED: "已退还（过期）",
        }[self.payment.state]

    @property
    def hint(self) -> str:
        """What the app adds below the amount while nobody has taken the money, else nothing."""
        if self.payment.state is not State.PENDING:
            return ""
        if self.payment.by is Side.RIGHT:
            return "1天内朋友未确认，将退还给你。提醒对方收款"
        return "1天内未确认，将退还给对方。立即退还"

    @property
    def times(self) -> tuple[tuple[str, str], ...]:
        """Labels and values of the rows."""
        pay = self.payment
        taken = "收款时间" if pay.state is State.ACCEPTED else "退还时间"
        rows = [("转账时间", padded(pay.sent))]
        if pay.memo:
            rows.insert(0, ("转账说明", pay.memo))
        if pay.received:
            rows.append((taken, padded(pay.received)))
        return tuple(rows)

    def shots(self) -> Iterator[tuple[str, Image.Image]]:
        """Yield the name with the picture."""
        canvas = Canvas(self.phone, self.phone.theme.sheet)
        p, theme, middle = self.phone.px, self.phone.theme, self.phone.width // 2
        status_bar(canvas, self.captured, theme.sheet)
        back_arrow(canvas, theme.title)
        _paint_state(canvas, (middle, p(440)), self.payment.state)
        canvas.text(middle, p(610), self.sentence, size=p(48), colour=theme.text, align="centre")
        amount = f"¥{self.payment.amount}"
        canvas.text(
            middle, p(740), amount, size=p(108), colour=theme.text, align="centre", bold=True
        )
        canvas.text(middle, p(846), self.hint, size=p(36), colour=theme.label, align="centre")
        canvas.box((p(64), p(900), p(1016), p(900) + 1), theme.hairline)
        for at, (label, value) in enumerate(self.times):
            y = p(970 + 76 * at)
            canvas.text(p(64), y, label, size=p(40), colour=theme.label)
            canvas.text(p(1016), y, value, size=p(40), colour=theme.label, align="right")
        home_line(canvas)
        yield self.file, canvas.image

    def truths(self) -> Iterator[tuple[str, Truth]]:
        """Yield the name with what the page says."""
        pay = self.payment
        said = payment_truth(
            pay,
            counterparty=self.other.nickname if self.other.nickname in self.sentence else None,
            status=pay.state.value,
            received_time=iso(pay.received) if pay.state is State.ACCEPTED else None,
            returned_time=None if pay.state is State.ACCEPTED else iso(pay.received),
            memo=pay.memo,
        )
        yield self.file, page_truth("transfer", payment=said)


@dataclass(frozen=True, slots=True)
class BillPage:
    """账单详情: whom, a signed number without ¥, rows of label and value, the serial."""

    payment: Payment
    other: Person
    phone: Phone
    captured: datetime
    file: str

    @property
    def names(self) -> tuple[str, ...]:
        """The one file name."""
        return (self.file,)

    @property
    def header(self) -> str:
        """Whom it went to or came from."""
        way = "转账-转给" if self.payment.by is Side.RIGHT else "转账-来自"
        return f"{way}{self.other.nickname}"

    @property
    def number(self) -> str:
        """The amount with its sign; the minus is a long dash."""
        return f"{'−' if self.payment.by is Side.RIGHT else '+'}{self.payment.amount}"

    @property
    def status(self) -> str:
        """The current state in the bill's words."""
        if self.payment.state is not State.ACCEPTED:
            return "已全额退款"
        return "对方已收钱" if self.payment.by is Side.RIGHT else "已存入零钱"

    @property
    def note(self) -> str:
        """The memo; the bill prints the app's own words where there was none."""
        return self.payment.memo or "微信转账"

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Labels and values, top to bottom."""
        pay = self.payment
        rows = [
            ("当前状态", self.status),
            ("转账说明", self.note),
            ("转账时间", plain(pay.sent)),
        ]
        if pay.by is Side.LEFT and pay.received:
            rows.append(("收款时间", plain(pay.received)))
        rows += [("支付方式", "零钱")] if pay.by is Side.RIGHT else []
        return (*rows, ("转账单号", pay.serial))

    def shots(self) -> Iterator[tuple[str, Image.Image]]:
        """Yield the name with the picture."""
        canvas = Canvas(self.phone, self.phone.theme.sheet)
        theme = self.phone.theme
        status_bar(canvas, self.captured, theme.sheet)
        title_bar(canvas, "账单详情", theme.sheet, ruled=False, more=False, back=False)
        close_cross(canvas, theme.title)
        self._paint_head(canvas)
        below = self._paint_rows(canvas)
        self._paint_services(canvas, below)
        home_line(canvas)
        yield self.file, canvas.image

    def truths(self) -> Iterator[tuple[str, Truth]]:
        """Yield the name with what the page says."""
        pay = self.payment
        said = payment_truth(
            pay,
            counterparty=self.other.nickname,
            status=(pay.state if pay.state is State.ACCEPTED else State.REFUNDED).value,
            received_time=iso(pay.received) if pay.by is Side.LEFT else None,
            serial=pay.serial,
            memo=self.note,
        )
        yield self.file, page_truth("bill", title="账单详情", payment=said)

    def _paint_head(self, canvas: Canvas) -> None:
        p, theme, middle = self.phone.px, self.phone.theme, self.phone.width // 2
        face = avatar(self.other.wechat_id, p(132))
        canvas.picture(middle - p(66), p(300), face, p(66))
        canvas.text(middle, p(490), self.header, size=p(46), colour=theme.text, align="centre")
        canvas.text(
            middle, p(602), self.number, size=p(96), colour=theme.text, align="centre", bold=True
        )
        canvas.box((p(_LABEL_X), p(740), p(1004), p(740) + 1), theme.hairline)

    def _paint_rows(self, canvas: Canvas) -> int:
        p, theme, size = self.phone.px, self.phone.theme, self.phone.px(42)
        y = p(800)
        for label, value in self.rows:
            canvas.text(p(_LABEL_X), y, label, size=size, colour=theme.label)
            for line in wrap(value, size, p(_VALUE_END - _VALUE_X)):
                canvas.text(p(_VALUE_X), y, line, size=size, colour=theme.text)
                y += p(58)
            y += p(24)
        return y

    def _paint_services(self, canvas: Canvas, y: int) -> None:
        p, theme = self.phone.px, self.phone.theme
        canvas.box((p(_LABEL_X), y, p(1004), y + 1), theme.hairline)
        canvas.text(p(_LABEL_X), y + p(70), "账单服务", size=p(42), colour=theme.text, bold=True)
        for at, name in enumerate(("对订单有疑惑", "申请转账电子凭证")):
            middle = y + p(166 + 96 * at)
            canvas.text(p(_LABEL_X), middle, name, size=p(42), colour=theme.text)
            canvas.stroke(
                [(p(986), middle - p(14)), (p(1000), middle), (p(986), middle + p(14))],
                p(4),
                theme.faint,
            )


def payment_truth(payment: Payment, *, counterparty: str | None, **said: object) -> Truth:
    """Return a payment's truth with every key of the schema; times to the second."""
    blank: Truth = {
        "amount": payment.amount,
        "direction": payment.direction,
        "counterparty": counterparty,
        "status": None,
        "time": iso(payment.sent),
        "received_time": None,
        "returned_time": None,
        "serial": None,
        "memo": None,
    }
    return {**blank, **said}


def iso(at: datetime | None) -> str | None:
    """Return a time as ISO 8601 without a zone."""
    return at.isoformat() if at else None


def padded(at: datetime) -> str:
    """Return a time as 转账详情 prints it."""
    return f"{at:%Y年%m月%d日 %H:%M:%S}"


def plain(at: datetime) -> str:
    """Return a time as 账单详情 prints it."""
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M:%S}"


def _paint_state(canvas: Canvas, middle: tuple[int, int], state: State) -> None:
    """Draw the disc: a tick when done, a clock while waiting, an arrow when returned."""
    p, theme, (x, y) = canvas.phone.px, canvas.theme, middle
    canvas.disc(middle, p(84), TICK if state is State.ACCEPTED else CLOCK)
    white = theme.card_text
    if state is State.ACCEPTED:
        points = [(x - p(36), y + p(2)), (x - p(10), y + p(28)), (x + p(40), y - p(26))]
    elif state is State.PENDING:
        points = [(x, y - p(50)), (x, y + p(4)), (x + p(34), y + p(26))]
    else:
        points = [(x + p(40), y), (x - p(36), y), (x - p(8), y - p(28))]
        canvas.stroke([(x - p(36), y), (x - p(8), y + p(28))], p(10), white)
    canvas.stroke(points, p(10), white)
