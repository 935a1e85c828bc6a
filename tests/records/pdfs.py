"""PDF records of invented people, as platforms draw them: wrapped cells, rules, a round seal."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
from PIL import Image

from evidence_kit.render.archive import About, put_output_intent
from evidence_kit.render.faces import Faces, open_faces
from evidence_kit.render.pdf import Name, PdfFile, Ref, Value
from evidence_kit.render.pictures import read_picture
from evidence_kit.render.sheet import Sheet, Style

A4 = (595.0, 842.0)
# A round seal without words: a red ring and a smaller one in it, of four arcs each.
_ARC = 0.5523


@dataclass
class Page:
    """One page being drawn, in points from its top left as it is stored (before it is turned)."""

    faces: Faces
    size: tuple[float, float] = A4
    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None
    sheet: Sheet = field(init=False)

    def __post_init__(self) -> None:
        self.sheet = Sheet("", self.faces, self._nowhere)

    def _nowhere(self, page: int) -> Ref:
        raise LookupError(page)

    def text(self, x: float, y: float, text: str, size: float = 9) -> Page:
        """Set a line whose top is y below the page's top."""
        style = Style(self.faces.song, size, size * 1.3)
        self.sheet.text(x, self.size[1] - y - size * 0.88, text, style)
        return self

    def block(self, x: float, y: float, lines: str, size: float = 9, step: float = 1.3) -> Page:
        """Set the lines of a wrapped cell below one another."""
        for at, line in enumerate(lines.split("\n")):
            self.text(x, y + at * size * step, line, size)
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Page:
        """Draw a line."""
        self.sheet.rule(x0, self.size[1] - y0, x1, self.size[1] - y1)
        return self

    def seal(self, x: float, y: float, radius: float = 45) -> Page:
        """Draw a red round seal around a point, over whatever stands there."""
        for r in (radius, radius * 0.9):
            x0, y0, k = x, self.size[1] - y, r * _ARC
            arcs = (
                (x0 + r, y0 + k, x0 + k, y0 + r, x0, y0 + r),
                (x0 - k, y0 + r, x0 - r, y0 + k, x0 - r, y0),
                (x0 - r, y0 - k, x0 - k, y0 - r, x0, y0 - r),
                (x0 + k, y0 - r, x0 + r, y0 - k, x0 + r, y0),
            )
            path = " ".join(" ".join(f"{v:.2f}" for v in arc) + " c" for arc in arcs)
            self.sheet.content.append(f"0.85 0.1 0.1 RG 2 w {x0 + r:.2f} {y0:.2f} m {path} S")
        return self


class Paper:
    """A PDF file in the making."""

    def __init__(self) -> None:
        self.faces = open_faces()
        self.pages: list[Page] = []

    def page(
        self,
        size: tuple[float, float] = A4,
        *,
        rotate: int = 0,
        crop: tuple[float, float, float, float] | None = None,
    ) -> Page:
        """Begin a page; `crop` is its crop box as PDF counts, from the bottom left."""
        self.pages.append(Page(self.faces, size, rotate, crop))
        return self.pages[-1]

    def write(self, path: Path) -> Path:
        """Write the file."""
        with path.open("wb") as out:
            pdf = PdfFile(out)
            tree, fonts = pdf.reserve(), pdf.reserve()
            leaves = [_put(pdf, page, tree, fonts) for page in self.pages]
            names = {n: pdf.reserve() for n, face in self.faces.fonts.items() if face.used}
            for name, ref in names.items():
                self.faces.fonts[name].embed(pdf, ref)
            pdf.put(names, fonts)
            _close(pdf, tree, leaves)
        return path


def _put(pdf: PdfFile, page: Page, tree: Ref, fonts: Ref) -> Ref:
    entries: dict[str, Value] = {
        "Type": Name("Page"),
        "Parent": tree,
        "MediaBox": [0, 0, *page.size],
        "Resources": {"Font": fonts, "XObject": dict(page.sheet.pictures)},
        "Contents": pdf.put_packed({}, "\n".join(page.sheet.content).encode("ascii")),
    }
    if page.rotate:
        entries["Rotate"] = page.rotate
    if page.crop:
        entries["CropBox"] = list(page.crop)
    return pdf.put(entries)


def _close(pdf: PdfFile, tree: Ref, leaves: Sequence[Ref]) -> None:
    pdf.put({"Type": Name("Pages"), "Kids": list(leaves), "Count": len(leaves)}, tree)
    root = pdf.put(
        {
            "Type": Name("Catalog"),
            "Pages": tree,
            "OutputIntents": [put_output_intent(pdf)],
        }
    )
    pdf.close(root=root, about=About("", "").put(pdf))


def pictures(path: Path, *images: Image.Image, dpi: float = 150) -> Path:
    """Write a PDF that holds nothing but pictures, a page each."""
    with path.open("wb") as out:
        pdf = PdfFile(out)
        tree = pdf.reserve()
        leaves = []
        for at, image in enumerate(images):
            kept = path.with_name(f"{path.stem}-{at}.png")
            image.save(kept)
            picture = read_picture(kept).put(pdf, {})
            width, height = (side * 72 / dpi for side in image.size)
            entries: dict[str, Value] = {
                "Type": Name("Page"),
                "Parent": tree,
                "MediaBox": [0, 0, width, height],
                "Resources": {"XObject": {"P": picture}},
                "Contents": pdf.put_packed({}, f"{width} 0 0 {height} 0 0 cm /P Do".encode()),
            }
            leaves.append(pdf.put(entries))
            kept.unlink()
        _close(pdf, tree, leaves)
    return path


def locked(path: Path, *, user: str = "123456") -> Path:
    """Lock a PDF; with an empty user password anybody may look at it."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="owner", user=user))
    return path


def changed(path: Path, change: object) -> Path:
    """Write a PDF again after `change(pdf)` has touched its objects."""
    assert callable(change)
    out = io.BytesIO()
    with pikepdf.open(path) as pdf:
        change(pdf)
        pdf.save(out)
    path.write_bytes(out.getvalue())
    return path


def bare(path: Path, text: str, *, font: str = "STSong-Light") -> Path:
    """Set a line in a Chinese font that isn't in the file, as many programs did for years."""
    with pikepdf.new() as pdf:
        inner = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.CIDFontType0,
            BaseFont=pikepdf.Name(f"/{font}"),
            CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="GB1", Supplement=4),
            DW=1000,
            FontDescriptor=pdf.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.FontDescriptor,
                    FontName=pikepdf.Name(f"/{font}"),
                    Flags=6,
                    FontBBox=[-25, -254, 1000, 880],
                    Ascent=880,
                    Descent=-120,
                    CapHeight=880,
                    StemV=93,
                )
            ),
        )
        outer = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type0,
            BaseFont=pikepdf.Name(f"/{font}-UniGB-UCS2-H"),
            Encoding=pikepdf.Name("/UniGB-UCS2-H"),
            DescendantFonts=[pdf.make_indirect(inner)],
        )
        page = pdf.add_blank_page(page_size=A4)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(outer)))
        shown = text.encode("utf-16-be").hex()
        page.Contents = pikepdf.Stream(pdf, f"BT /F 20 Tf 50 700 Td <{shown}> Tj ET".encode())
        pdf.save(path, deterministic_id=True)
    return path


# ── 微信转账电子凭证 ────────────────────────────────────────────────────────────────────

SERIAL = "1000050001202503020123456789012"


@dataclass(frozen=True)
class Voucher:
    """What a voucher prints; an empty text is a row that isn't there."""

    serial: str = SERIAL
    applied: str = "2025-06-20 10:11:12"
    at: str = "2025-03-02 14:05:06"
    payer: str = "张晓雨"
    payer_id: str = "xiaoyu_1990"
    payee: str = "周砚秋"
    payee_id: str = "yanqiu-zhou"
    digits: str = "5000.00"
    words: str = "伍仟元整"
    state: str = "已收款"
    memo: str = "借款"

    def rows(self) -> list[tuple[str, str]]:
        """Return labels and values in the order in which one column prints them."""
        every = [
            ("转账单号", self.serial),
            ("申请时间", self.applied),
            ("转账时间", self.at),
            ("付款方姓名", self.payer),
            ("付款方微信号", self.payer_id),
            ("收款方姓名", self.payee),
            ("收款方微信号", self.payee_id),
            ("金额（小写）", self.digits),
            ("金额（大写）", self.words),
            ("币种", "人民币 / 单位：元"),
            ("交易场景", "微信转账"),
            ("交易状态", self.state),
            ("转账说明", self.memo),
        ]
        return [(label, value) for label, value in every if value]


def _titled(paper: Paper) -> Page:
    return paper.page().text(215, 60, "微信转账电子凭证", 18)


def voucher(path: Path, told: Voucher | None = None, *, tall: bool = False) -> Path:
    """Draw a voucher in one column; `tall` sets each value on the line below its label."""
    paper = Paper()
    page, y = _titled(paper), 120.0
    for label, value in (told or Voucher()).rows():
        page.text(80, y, label, 10.5)
        page.block(80 if tall else 220, y + 16 if tall else y, value, 10.5)
        y += (36 if tall else 24) + 14 * value.count("\n")
    page.text(330, y + 40, "财付通支付科技有限公司", 10.5).seal(400, y + 40)
    return paper.write(path)


def wide_voucher(path: Path, told: Voucher | None = None, *, middle: bool = False) -> Path:
    """Draw a voucher whose two sides stand beside each other, each with its own rows.

    `middle` sets 付款方 and 收款方 once at the left, halfway down their rows, as merged cells do.
    """
    one, paper = told or Voucher(), Paper()
    page = _titled(paper).text(60, 110, f"转账单号：{one.serial}").text(330, 110, "申请时间")
    page.text(400, 110, one.applied)
    if middle:
        for y, side, name, account in (
            (150.0, "付款方", one.payer, one.payer_id),
            (200.0, "收款方", one.payee, one.payee_id),
        ):
            page.text(60, y + 10, side, 10.5).text(140, y, "姓名").text(220, y, name)
            page.text(140, y + 20, "微信号").text(220, y + 20, account)
    else:
        for x, side, name, account in (
            (60.0, "付款方", one.payer, one.payer_id),
            (320.0, "收款方", one.payee, one.payee_id),
        ):
            page.text(x, 150, side, 10.5).text(x, 175, f"姓名：{name}")
            page.text(x, 195, f"微信号：{account}")
    page.text(60, 260, "金额").text(110, 260, "小写").text(150, 260, f"¥{one.digits}")
    page.text(320, 260, "大写").text(360, 260, one.words)
    page.text(60, 290, f"转账时间：{one.at}").text(320, 290, f"交易状态：{one.state}")
    page.text(60, 320, f"转账说明：{one.memo}").text(320, 320, "币种：人民币　单位：元")
    page.text(330, 380, "财付通支付科技有限公司").seal(400, 380)
    return paper.write(path)


# ── 微信支付交易明细证明 ────────────────────────────────────────────────────────────────

HEADS = (
    *("交易单号", "交易时间", "交易类型", "收/支/其他", "交易方式", "金额(元)"),
    *("交易对方", "商户单号"),
)
EDGES = (30.0, 120.0, 180.0, 230.0, 285.0, 345.0, 400.0, 465.0, 565.0)
LATER = (28.0, 130.0, 186.0, 240.0, 290.0, 352.0, 412.0, 480.0, 569.0)


@dataclass(frozen=True)
class Spent:
    """A row of a statement as its cells wrap."""

    serial: str = "10000500012025\n03020123456789\n012"
    at: str = "2025-03-02\n14:05:06"
    type: str = "转账"
    way: str = "支出"
    method: str = "零钱"
    amount: str = "5000.00"
    other: str = "砚台里的\n秋天"
    order: str = "10000500012025\n03020123456789\n012"

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells under HEADS."""
        return (
            *(self.serial, self.at, self.type, self.way, self.method, self.amount),
            *(self.other, self.order),
        )


SPENT = (
    Spent(),
    Spent(
        "10000500012025\n04050123456789\n034",
        "2025-04-05\n09:30:00",
        "转账",
        "收入",
        "/",
        "1200.00",
        "砚台里的\n秋天",
        "10000500012025\n04050123456789\n034",
    ),
    Spent(
        "42000012342025\n05019876543210",
        "2025-05-01\n20:00:01",
        "商户消费",
        "支出",
        "招商银行\n(1234)",
        "36.50",
        "巷口面馆",
        "9870123",
    ),
    Spent(
        "10000499012025\n05020000011111\n2222",
        "2025-05-02\n08:00:00",
        "零钱提现",
        "其他",
        "招商银行\n(1234)",
        "300.00",
        "/",
        "/",
    ),
)


def proof(
    path: Path,
    pages: Sequence[Sequence[Spent]] = (SPENT[:3], SPENT[3:]),
    *,
    ruled: bool = False,
    middle: bool = False,
    holder: str = "张晓雨（居民身份证：110101199003070011）",
    account: str = "xiaoyu_1990",
) -> Path:
    """Draw a statement: its table's head on page 1 only, other columns on later pages.

    `ruled` draws the cells' borders, `middle` sets each cell halfway down its row.
    """
    paper = Paper()
    for number, rows in enumerate(pages):
        page, y, edges = paper.page(), 40.0, EDGES if number == 0 else LATER
        if number == 0:
            y = _opening(page, holder, account)
            for x, head in zip(edges, HEADS, strict=False):
                page.text(x + 3, y, head, 7)
            y += 16
        for row in rows:
            y = _row(page, row, y, edges, ruled=ruled, middle=middle)
        if number == len(pages) - 1:
            _closing(page, y + 24)
    return paper.write(path)


def _opening(page: Page, holder: str, account: str) -> float:
    page.text(200, 40, "微信支付交易明细证明", 16)
    page.text(40, 80, f"兹证明：{holder}，在其微信号：{account}中的交易明细信息如下：")
    page.text(40, 98, "交易明细对应时间段 2025-03-01 00:00:00 至 2025-05-31 23:59:59")
    page.text(420, 98, "币种：人民币 / 单位：元")
    return 124.0


def _row(
    page: Page, row: Spent, y: float, edges: Sequence[float], *, ruled: bool, middle: bool
) -> float:
    size, step = 7.0, 9.1
    lines = max(cell.count("\n") + 1 for cell in row.cells)
    for x, cell in zip(edges, row.cells, strict=False):
        down = (lines - cell.count("\n") - 1) * step / 2 if middle else 0
        page.block(x + 3, y + 4 + down, cell, size)
    below = y + lines * step + 8
    if ruled:
        for line in (y, below):
            page.rule(edges[0], line, edges[-1], line)
        for x in edges:
            page.rule(x, y, x, below)
    return below


def _closing(page: Page, y: float) -> None:
    for at, note in enumerate(
        (
            "说明：",
            "1.本明细仅展示当前账单中的交易，不包括已删除的记录。",
            "2.本明细仅供个人对账使用。",
        )
    ):
        page.text(40, y + at * 14, note, 8)
    page.text(400, y + 60, "财付通支付科技有限公司").seal(450, y + 60)
    page.text(420, y + 76, "2025年6月20日")


def sealed(pdf: pikepdf.Pdf) -> None:
    """Put a seal on the first page as a note, as PDF programs do: an archive can't take it so."""
    look = pikepdf.Stream(pdf, b"0 0 1 rg 0 0 100 100 re f")
    look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    look.BBox = [0, 0, 100, 100]
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Stamp,
        Rect=[100, 100, 200, 200],
        F=4,
        AP=pikepdf.Dictionary(N=pdf.make_indirect(look)),
    )
    pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(note)])
