"""Bills of `records.make` as the reader tells of them: rows as plain values, cautions by row."""

from __future__ import annotations

import hashlib
from pathlib import Path

from records import make

from evidence_kit import records
from evidence_kit.model import (
    Algorithm,
    Digest,
    Direction,
    FileRole,
    RecordRow,
    Records,
    RowKind,
    Source,
    State,
    TimeText,
)
from evidence_kit.records import Opened


def opened(path: Path, raw: bytes, *passwords: str, name: str = "账单.csv") -> Opened:
    file = path / "held"
    file.write_bytes(raw)
    digest = Digest(Algorithm.SHA256, hashlib.sha256(raw).hexdigest())
    sm3 = Digest(Algorithm.SM3, digest.hex)
    role = FileRole.SET_ASIDE
    source = Source(name, name, digest, sm3, len(raw), "text/csv", role, "record")
    return records.read(file, source, passwords=passwords)


def one(path: Path, raw: bytes, *passwords: str) -> Records:
    found = opened(path, raw, *passwords)
    assert found.reason == ""
    assert len(found.records) == 1
    return found.records[0]


def told(row: RecordRow) -> tuple[object, ...]:
    slip = row.slip
    return (
        row.kind,
        slip.direction,
        str(slip.amount.value) if slip.amount else None,
        slip.state,
        slip.counterparty.value if slip.counterparty else None,
        stamp(slip.time.value if slip.time else None),
        slip.serial.value if slip.serial else None,
        slip.memo.value if slip.memo else None,
    )


def stamp(at: TimeText | None) -> str | None:
    if at is None:
        return None
    day = f"{at.year:04d}-{at.month:02d}-{at.day:02d}"
    second = "" if at.second is None else f":{at.second:02d}"
    return day if at.whole_day else f"{day} {at.hour:02d}:{at.minute:02d}{second}"


def cautions(found: Records) -> list[tuple[str, int]]:
    return [(caution.kind, caution.row) for caution in found.cautions]


OUT, IN = Direction.OUT, Direction.IN
LENT = (
    *(RowKind.TRANSFER, OUT, "5000.00", State.ACCEPTED, "周砚秋", "2025-03-02 14:08:31"),
    *(make.LENT, "借款"),
)
WECHAT = [
    LENT,
    (
        *(RowKind.OTHER, OUT, "28.16", State.ACCEPTED, "某餐厅", "2025-03-03 09:15:00"),
        *(make.SHOP, "总共消费:28.16"),
    ),
    (
        *(RowKind.TRANSFER, IN, "1000.00", State.ACCEPTED, "周砚秋", "2025-06-01 20:00:05"),
        *(make.BACK, None),
    ),
]
BILLS = {
    "bom": make.as_csv(make.wechat()),
    "no-bom": make.as_csv(make.wechat(), "utf-8"),
    "gb18030": make.as_csv(make.wechat(), "gb18030"),
    "utf-16": make.as_csv(make.wechat(), "utf-16", "\t"),
    "semicolons": make.as_csv(make.wechat(), delimiter=";"),
    "workbook": make.as_xlsx(make.native(make.wechat())),
    "workbook-of-text": make.as_xlsx(make.wechat()),
    "workbook-of-1904": make.as_xlsx(make.native(make.wechat()), mac=True),
}
