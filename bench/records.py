"""How exactly a WeChat bill of one's own is read: `python bench/records.py BILL.csv`.

Each row's time, sum, way and numbers are held against what Python's csv module alone makes of
the same file. Nothing of the file is written anywhere; only counts are printed.
"""

from __future__ import annotations

import csv
import sys
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from evidence_kit import files, records
from evidence_kit.model import Direction, RecordRow

WAYS = {"支出": Direction.OUT, "收入": Direction.IN}


def main() -> None:
    """Print how many rows there are, and how many are read as they stand."""
    path = Path(sys.argv[1])
    with TemporaryDirectory() as folder:
        (Path(folder) / "X").mkdir()
        (Path(folder) / "X" / path.name).write_bytes(path.read_bytes())
        payload = Path(folder) / "data"
        payload.mkdir()
        (source,) = files.take_in(Path(folder) / "X", payload).sources
        (found,) = records.read(payload / source.safe_name, source).records
    truth = list(rows(path))
    alike = sum(same(row, told) for row, told in zip(found.rows, truth, strict=False))
    print(f"rows in the file: {len(truth)}, read: {len(found.rows)}, alike in all: {alike}")
    print("told as odd:", ", ".join(sorted({one.kind for one in found.cautions})) or "nothing")


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows below the header that begins with 交易时间."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("交易时间"))
    return [
        {name.strip(): value.strip() for name, value in row.items() if name and value}
        for row in csv.DictReader(lines[start:])
    ]


def same(row: RecordRow, told: dict[str, str]) -> bool:
    """Say whether a row says what the file says: no number where it says / or nothing."""
    slip = row.slip
    money = slip.amount.value.fen if slip.amount else None
    time = slip.time.value if slip.time else None
    clock = time and (
        f"{time.year:04}-{time.month:02}-{time.day:02} {time.hour:02}:{time.minute:02}"
        f":{time.second or 0:02}"
    )
    numbers = [one.value if one else "/" for one in (slip.serial, row.order)]
    return (
        money == int(Decimal(told["金额(元)"].lstrip("¥￥")) * 100)
        and slip.direction is WAYS.get(told["收/支"])
        and clock == told["交易时间"]
        and numbers == [told.get("交易单号", "/") or "/", told.get("商户单号", "/") or "/"]
    )


if __name__ == "__main__":
    main()
