"""账单: rows of payments below month headers that alone carry the year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drawing.avatar import avatar
from drawing.phone import rgb
from drawing.screens.frame import sheet
from drawing.screens.shapes import figures
from drawing.screens.shot import iso, screen_truth, slip_truth

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from PIL import Image

    from drawing.canvas import Canvas
    from drawing.phone import Phone
    from drawing.screens.shot import Truth

_HEAD, _ROW = 150, 176


@dataclass(frozen=True, slots=True)
class ListRow:
    """One payment; `note` is the small state below its amount, if any.

    `status` is what that note means; a row without a note says nothing of its state.
    """

    title: str
    who: str
    amount: str
    sign: str
    at: datetime
    note: str = ""
    status: str | None = None

    @property
    def direction(self) -> str | None:
        """What the sign says."""
        return {"": None, "+": "in"}.get(self.sign, "out")

    def truth(self) -> Truth:
        """Return the row's payment; the list shows no seconds."""
        return slip_truth(
            amount=self.amount,
            direction=self.direction,
            counterparty=self.who,
            status=self.status,
            time=iso(self.at, seconds=False),
        )


@dataclass(frozen=True, slots=True)
class Month:
    """A month's header and the rows below it."""

    year: int
    month: int
    spent: str
    earned: str
    rows: tuple[ListRow, ...]


@dataclass(frozen=True, slots=True)
class BillListPage:
    """As many months as fit; a row that does not fit whole is left out, and so are later ones."""

    phone: Phone
    captured: datetime
    months: tuple[Month, ...]
    symbol: str = "¥"

    def truth(self) -> Truth:
        """Return every row's payment."""
        rows = [item.truth() for _, item in self._placed() if isinstance(item, ListRow)]
        return screen_truth("bill_list", payments=rows)

    def picture(self) -> Image.Image:
        """Return its pixels."""
        canvas = sheet(self.phone, self.captured, "账单", right="常见问题")
        self._paint_filters(canvas)
        for y, item in self._placed():
            if isinstance(item, Month):
                self._paint_month(canvas, y, item)
            else:
                self._paint_row(canvas, y, item)
        return canvas.image

    def _placed(self) -> Iterator[tuple[int, Month | ListRow]]:
        p, y = self.phone.px, self.phone.top + self.phone.px(130)
        end = self.phone.height - p(60)
        for month in self.months:
            if y + p(_HEAD + _ROW) > end:
                return
            yield y, month
            y += p(_HEAD)
            for row in month.rows:
                if y + p(_ROW) > end:
                    return
                yield y, row
                y += p(_ROW)

    def _paint_filters(self, canvas: Canvas) -> None:
        p, theme = self.phone.px, self.phone.theme
        y = self.phone.top + p(64)
        canvas.text(p(48), y, "全部账单", size=p(40), colour=theme.text)
        canvas.polygon([(p(224), y - p(6)), (p(244), y - p(6)), (p(234), y + p(8))], theme.text)
        canvas.text(p(730), y, "查找", size=p(40), colour=theme.text)
        canvas.text(p(1032), y, "收支统计", size=p(36), colour=theme.label, align="right")

    def _paint_month(self, canvas: Canvas, y: int, month: Month) -> None:
        p, theme = self.phone.px, self.phone.theme
        canvas.box((0, y, self.phone.width, y + p(_HEAD)), theme.input_bar)
        name = f"{month.year}年{month.month}月"
        canvas.text(p(48), y + p(50), name, size=p(44), colour=theme.text)
        canvas.polygon([(p(284), y + p(44)), (p(304), y + p(44)), (p(294), y + p(58))], theme.text)
        sums = f"支出{self.symbol}{month.spent}  收入{self.symbol}{month.earned}"
        canvas.text(p(48), y + p(108), sums, size=p(34), colour=theme.label)

    def _paint_row(self, canvas: Canvas, y: int, row: ListRow) -> None:
        p, theme = self.phone.px, self.phone.theme
        canvas.picture(p(48), y + p(40), avatar(row.who, p(96)), p(12))
        canvas.text(p(180), y + p(62), row.title, size=p(44), colour=theme.text)
        when = f"{row.at.month}月{row.at.day}日 {row.at:%H:%M}"
        canvas.text(p(180), y + p(122), when, size=p(34), colour=theme.label)
        ink = theme.income if row.sign == "+" else theme.text
        number = f"{row.sign}{row.amount}"
        figures(canvas, p(1032), y + p(62), number, size=p(46), colour=ink, align="right")
        if row.note:
            pale = rgb("#E7A04C")
            canvas.text(p(1032), y + p(122), row.note, size=p(34), colour=pale, align="right")
        canvas.box((p(180), y + p(_ROW) - 1, self.phone.width, y + p(_ROW)), theme.hairline)
