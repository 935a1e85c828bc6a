"""Bills and statements of invented people, written as platforms, banks and spreadsheets write them.

`python tests/records/make.py FOLDER` writes one of each, to look at.
"""

from __future__ import annotations

import csv
import io
import struct
import sys
import zlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

import openpyxl
import pyzipper

Cell: TypeAlias = str | float | datetime | None
Grid: TypeAlias = Sequence[Sequence[Cell]]

LENT = "1000050001202503027726553130038"
BACK = "1000050001202506018823641240049"
SHOP = "4200002168202503036349888061"

WECHAT_HEADER = (
    *("交易时间", "交易类型", "交易对方", "商品", "收/支", "金额(元)", "支付方式", "当前状态"),
    *("交易单号", "商户单号", "备注"),
)
WECHAT_ROWS: tuple[tuple[str, ...], ...] = (
    (
        *("2025-03-02 14:08:31", "转账", "周砚秋", "转账备注:借款", "支出", "¥5000.00", "零钱"),
        *("对方已收钱", f"{LENT}\t", "10000499012025030200001\t", "/"),
    ),
    (
        *("2025-03-03 09:15:00", "商户消费", "某餐厅", "总共消费:28.16", "支出", "¥28.16", "零钱"),
        *("支付成功", f"{SHOP}\t", "129847129\t", "/"),
    ),
    (
        *("2025-06-01 20:00:05", "转账", "周砚秋", "转账备注:微信转账", "收入", "¥1000.00", "/"),
        *("已存入零钱", f"{BACK}\t", "/\t", "/"),
    ),
)


def wechat(
    rows: Sequence[Sequence[Cell]] = WECHAT_ROWS,
    *,
    said: tuple[str, str, str] = ("共3笔记录", "收入：1笔 1000.00元", "支出：2笔 5028.16元"),
    header: Sequence[str] = WECHAT_HEADER,
) -> list[list[Cell]]:
    """Return a WeChat Pay bill; `said` is what it says that it holds."""
    above = [
        "微信支付账单明细",
        "微信昵称：[林秋]",
        "起始时间：[2025-03-01 00:00:00] 终止时间：[2025-06-30 23:59:59]",
        "导出类型：[全部]",
        "导出时间：[2025-07-01 10:00:00]",
        "",
        *said,
        "中性交易：0笔 0.00元",
        "注：",
        "1. 充值/提现/理财通购买/零钱通存取/信用卡还款等交易，将计入中性交易",
        "2. 本明细仅展示当前账单中的交易，不包括已删除的记录",
        "3. 本明细仅供个人对账使用",
        "",
        "----------------------微信支付账单明细列表--------------------",
    ]
    blank = [""] * (len(header) - 1)
    return [*([line, *blank] for line in above), list(header), *map(list, rows)]


def native(grid: Grid) -> list[list[Cell]]:
    """Return a WeChat bill as its workbook holds it: amounts numbers, times dates, a row more."""
    rows = [list(row) for row in grid]
    rows.insert(13, ["4. 本账单中所有时间均为UTC+08:00时间"])
    for row in rows[18:]:
        row[0] = datetime.fromisoformat(str(row[0]))
        row[5] = float(str(row[5]).strip("¥"))
    return rows


ALIPAY_HEADER = (
    *("交易时间", "交易分类", "交易对方", "对方账号", "商品说明", "收/支", "金额", "收/付款方式"),
    *("交易状态", "交易订单号", "商家订单号", "备注", ""),
)
ALIPAY_ROWS: tuple[tuple[str, ...], ...] = (
    (
        *("2025-03-05 08:00:01", "转账红包", "周砚秋", "zho***@example.cn", "转账", "支出"),
        *("2000.00", "余额宝", "交易成功", "20250305200040011100990012345678\t", "\t", "", ""),
    ),
    (
        *("2025-04-01 12:30:00", "餐饮美食", "某餐厅", "/", "午餐", "支出", "35.50", "余额宝"),
        *("交易成功", "2025040122001199991234567890\t", "SH20250401\t", "", ""),
    ),
    (
        *("2025-05-06 07:00:00", "退款", "某餐厅", "/", "退款-午餐", "不计收支", "35.50", ""),
        *("退款成功", "2025040122001199991234567890_1\t", "SH20250401\t", "", ""),
    ),
)


def alipay(rows: Sequence[Sequence[str]] = ALIPAY_ROWS) -> list[list[Cell]]:
    """Return an Alipay bill, its cells padded."""
    above = [
        "-" * 84,
        "导出信息：",
        "姓名：林秋",
        "支付宝账户：lin***@example.cn",
        "起始时间：[2025-03-01 00:00:00]    终止时间：[2025-06-30 23:59:59]",
        "导出交易类型：[全部]",
        "导出时间：[2025-07-01 10:00:00]",
        "共3笔记录",
        "收入：0笔 0.00元",
        "支出：2笔 2035.50元",
        "不计收支：1笔 35.50元",
        "",
        "特别提示：",
        "1.本回单内容可表明支付宝受理了相应支付交易申请",
        "2.支付宝快捷支付等非余额支付方式可能既产生支付宝交易也同步产生银行交易",
        "",
        "-" * 24 + "支付宝（中国）网络技术有限公司  电子客户回单" + "-" * 24,
    ]
    padded = [[f"{cell}    " if cell else cell for cell in row] for row in rows]
    return [*([line] for line in above), list(ALIPAY_HEADER), *padded]


def bank(header: Sequence[str], rows: Grid, above: Sequence[str] = ()) -> list[list[Cell]]:
    """Return a bank's statement."""
    return [*([line] for line in above), list(header), *map(list, rows)]


def as_csv(grid: Grid, encoding: str = "utf-8-sig", delimiter: str = ",") -> bytes:
    """Return a grid as text; what can't be encoded becomes a ?, as Excel does."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(grid)
    return text.getvalue().encode(encoding, "replace")


def as_xlsx(*grids: Grid, mac: bool = False) -> bytes:
    """Return a workbook with a sheet for each grid; preambles are merged over the columns."""
    book = openpyxl.Workbook()
    if mac:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.remove(book.worksheets[0])
    for number, grid in enumerate(grids, start=1):
        sheet = book.create_sheet(f"Sheet{number}")
        for row in grid:
            sheet.append([None if cell == "" else cell for cell in row])
        for index, row in enumerate(grid, start=1):
            if len([cell for cell in row if cell not in ("", None)]) == 1:
                sheet.merge_cells(start_row=index, end_row=index, start_column=1, end_column=11)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# ── archives ───────────────────────────────────────────────────────────────────────────


def as_zip(*members: tuple[str, bytes], password: str | None = None) -> bytes:
    """Return an archive, under AES where a password is given."""
    out = io.BytesIO()
    with pyzipper.AESZipFile(out, "w", compression=pyzipper.ZIP_DEFLATED) as made:
        if password is not None:
            made.setpassword(password.encode())
            made.setencryption(pyzipper.WZ_AES, nbits=256)
        for name, content in members:
            made.writestr(name, content)
    return out.getvalue()


def as_old_zip(name: bytes, content: bytes, password: bytes | None = None) -> bytes:
    """Return an archive of one stored member, its name in any bytes, under the old cipher."""
    crc = zlib.crc32(content)
    flags = 0 if password is None else 1
    stored = content if password is None else _ciphered(content, crc, password)
    about = struct.pack("<HHHHHIII", 20, flags, 0, 0, 33, crc, len(stored), len(content))
    head = struct.pack("<I", 0x04034B50) + about + struct.pack("<HH", len(name), 0) + name
    entry = struct.pack("<IH", 0x02014B50, 20) + about
    entry += struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
    start = len(head) + len(stored)
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 1, 1, len(entry), start, 0)
    return head + stored + entry + end


def _ciphered(content: bytes, crc: int, password: bytes) -> bytes:
    """Encrypt as the ZIP specification's traditional cipher does (APPNOTE 6.1)."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def turn(byte: int) -> None:
        keys[0] = _crc(byte, keys[0])
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = _crc(keys[1] >> 24, keys[2])

    for byte in password:
        turn(byte)
    out = bytearray()
    for byte in bytes(11) + bytes([crc >> 24]) + content:
        mask = (keys[2] & 0xFFFF) | 2
        out.append(byte ^ (((mask * (mask ^ 1)) >> 8) & 0xFF))
        turn(byte)
    return bytes(out)


def _crc(byte: int, seed: int) -> int:
    return zlib.crc32(bytes([byte]), seed ^ 0xFFFFFFFF) ^ 0xFFFFFFFF


def one_of_each() -> Iterable[tuple[str, bytes]]:
    """Yield a file of each kind, under the name that its platform gives it."""
    bill = as_csv(wechat())
    yield "微信支付账单(20250301-20250630).csv", bill
    yield "微信支付账单流水文件(20250301-20250630).xlsx", as_xlsx(native(wechat()))
    yield "微信支付账单(20250301-20250630).zip", as_zip(("账单.csv", bill), password="123456")
    yield "alipay_record_20250701.csv", as_csv(alipay(), "gb18030")


if __name__ == "__main__":
    for made_name, made_content in one_of_each():
        (Path(sys.argv[1]) / made_name).write_bytes(made_content)
