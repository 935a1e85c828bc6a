"""What a platform or a bank gives out itself: bills, statements, proofs, vouchers, by rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from evidence_kit.model.ink import Doubt, Sourced
from evidence_kit.model.screen import App, Slip
from evidence_kit.model.values import Args, Box, Digest

# A table has no pixels: each cell is drawn as if it were so large.
_CELL = (100, 20)
# The sheets of one file stand side by side, so that rows keep their numbers: no reader takes
# more columns than these.
COLUMNS = 100


class RecordKind(StrEnum):
    """What a file of records is."""

    WECHAT_BILL = "wechat_bill"  # 微信支付账单明细, CSV or XLSX
    WECHAT_PROOF = "wechat_proof"  # 微信支付交易明细证明, a PDF
    VOUCHER = "voucher"  # 微信转账电子凭证, a PDF for one transfer
    ALIPAY_BILL = "alipay_bill"
    BANK_STATEMENT = "bank_statement"
    OTHER = "other"  # a PDF that none of these is: it has pages, and no rows


class RowKind(StrEnum):
    """What a row's 交易类型 means."""

    TRANSFER = "transfer"  # 转账, 二维码收款, 扫二维码付款: from person to person
    RED_PACKET = "red_packet"
    REFUND = "refund"  # money of another row that came back, a row of its own
    OTHER = "other"  # purchases, withdrawals, savings: never between the two
    UNKNOWN = "unknown"  # a type nobody has told this program of


class Part(StrEnum):
    """Whose name a file prints."""

    OWNER = "owner"  # the account that the file is of
    PAYER = "payer"
    PAYEE = "payee"


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody whom the platform knows: the name it verified, the account, the identity number."""

    part: Part
    name: Sourced[str] | None = None
    account: Sourced[str] | None = None
    nickname: Sourced[str] | None = None
    id_number: Sourced[str] | None = None


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One row: a payment as the platform booked it.

    `type` is its 交易类型 and `method` its 支付方式 as printed; `order` its second number
    (商户单号), by which a refund's row names what it refunds; `box` is the whole
    row; `account` the other side's, as a bank prints it. The slip's state is what its
    当前状态 says, ACCEPTED only where that is money arrived.
    """

    slip: Slip
    kind: RowKind
    box: Box
    type: Sourced[str] | None = None
    method: Sourced[str] | None = None
    order: Sourced[str] | None = None
    account: Sourced[str] | None = None


@dataclass(frozen=True, slots=True)
class Caution:
    """Something odd in a row (counted from 1, as a spreadsheet does), that stopped nothing.

    Row 0 is the file as a whole.
    """

    kind: str
    row: int
    args: Args = ()


@dataclass(frozen=True, slots=True)
class Records:
    """One table or PDF of records. No value is read from pixels unless it holds nothing else.

    Boxes on a table are those of `cell`; a file may hold several tables (sheets, members of an
    archive), which stand side by side, so that no two places are the same. Boxes on a PDF
    are points from its top left, the pages below one another;
    `leaves` are the width and height of each in points. `since` and `until` are the first and
    the last instant (UTC+8) that the file says it covers; `notes` the caveats that it prints
    about itself. `member` is the table's name inside the file, where that holds several.
    """

    source: Digest
    kind: RecordKind
    rows: tuple[RecordRow, ...] = ()
    holders: tuple[Holder, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    notes: tuple[str, ...] = ()
    cautions: tuple[Caution, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    leaves: tuple[tuple[float, float], ...] = ()
    member: str = ""

    @property
    def app(self) -> App:
        """Whose payments they are."""
        apps = {RecordKind.ALIPAY_BILL: App.ALIPAY, RecordKind.BANK_STATEMENT: App.BANK}
        return apps.get(self.kind, App.WECHAT)

    @property
    def printed(self) -> bool:
        """Whether it is a PDF, so that it has pages to show as an exhibit."""
        return bool(self.leaves)


def cell(column: int, row: int, sheet: int = 0) -> Box:
    """Return the place of a table's cell, all counted from 0."""
    width, height = _CELL
    column += sheet * COLUMNS
    return Box(column * width, row * height, (column + 1) * width, (row + 1) * height)


def row_number(box: Box) -> int:
    """Return the number that a spreadsheet shows beside the row of a cell."""
    return box.y0 // _CELL[1] + 1
