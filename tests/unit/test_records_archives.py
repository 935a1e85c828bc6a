"""Bills in archives: under passwords, by strange names, among other files, and in bombs."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from records import make
from tabled import BILLS, WECHAT, opened, told

from evidence_kit.records import Opened

BILL = BILLS["bom"]
BOOK = BILLS["workbook"]


@pytest.mark.parametrize("content", [BILL, BOOK], ids=["csv", "xlsx"])
@pytest.mark.parametrize(
    "sealed",
    [
        lambda content: make.as_zip(("微信支付账单.csv", content), password="123456"),
        lambda content: make.as_old_zip("账单".encode(), content, password=b"123456"),
    ],
    ids=["aes", "old-cipher"],
)
def test_a_mailed_bill_opens_with_its_password_alone(
    tmp_path: Path, content: bytes, sealed: object
) -> None:
    assert callable(sealed)
    raw = sealed(content)
    assert opened(tmp_path, raw) == Opened(reason="record_locked")
    assert opened(tmp_path, raw, "654321", "") == Opened(reason="record_locked")
    found = opened(tmp_path, raw, "654321", "123456")
    assert [told(row) for one in found.records for row in one.rows] == WECHAT


def test_a_password_of_other_letters_is_tried_as_an_old_system_wrote_it(tmp_path: Path) -> None:
    for encoding in ("gb18030", "utf-8"):
        raw = make.as_old_zip(b"a.csv", BILL, password="密码".encode(encoding))
        assert opened(tmp_path, raw, "密码").records


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("账单.csv".encode("gb18030"), "账单.csv"),
        ("账单.csv".encode(), "账单.csv"),
        (b"../../x.csv", "../../x.csv"),
    ],
)
def test_a_member_keeps_its_name(tmp_path: Path, name: bytes, shown: str) -> None:
    found = opened(tmp_path, make.as_old_zip(name, BILL)).records
    assert [one.member for one in found] == [shown]


def test_bills_of_one_archive_stand_side_by_side(tmp_path: Path) -> None:
    raw = make.as_zip(("1.csv", BILL), ("2.xlsx", BOOK), ("__MACOSX/._1.csv", BILL), ("d/", b""))
    found = opened(tmp_path, raw).records
    assert [one.member for one in found] == ["1.csv", "2.xlsx"]
    places = [row.box for one in found for row in one.rows]
    assert len(set(places)) == 6
    assert [told(row) for row in found[1].rows] == WECHAT


def test_what_was_not_read_beside_a_bill_is_told(tmp_path: Path) -> None:
    raw = make.as_zip(("1.csv", BILL), ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9)))
    found = opened(tmp_path, raw).records[0]
    assert [(one.kind, one.row) for one in found.cautions] == [("member_unread", 0)]
    assert dict(found.cautions[0].args) == {"text": "旧.xls", "reason": "record_xls"}
    mixed = make.as_zip(("1.csv", BILL), ("聊天.png", b"\x89PNG\r\n\x1a\n"))
    assert not opened(tmp_path, mixed).records[0].cautions


def test_an_archive_of_pictures_says_to_unpack_it(tmp_path: Path) -> None:
    raw = make.as_zip(("1.png", b"\x89PNG\r\n\x1a\n\0"), ("凭证.pdf", b"%PDF-1.7"))
    assert opened(tmp_path, raw).reason == "record_unpack"


def test_archives_in_an_archive_are_opened_so_deep_and_no_deeper(tmp_path: Path) -> None:
    inner = make.as_zip(("账单.csv", BILL))
    middle = make.as_zip(("内.zip", inner))
    assert [one.member for one in opened(tmp_path, middle).records] == ["内.zip/账单.csv"]
    outer = make.as_zip(("外.zip", middle))
    assert opened(tmp_path, outer).reason == "record_too_large"


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression=zipfile.ZIP_DEFLATED) as made:
        made.writestr("账单.csv", bytes(70_000_000))
    assert len(out.getvalue()) < 100_000
    assert opened(tmp_path, out.getvalue()).reason == "record_too_large"


def test_a_workbook_that_is_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression=zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", "<x/>")
        made.writestr("xl/sharedStrings.xml", bytes(70_000_000))
    assert opened(tmp_path, out.getvalue()).reason == "record_too_large"


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("name", ["账单.csv", "xl/workbook.xml"])
def test_what_no_bill_is_packed_by_is_not_unpacked(
    tmp_path: Path, name: str, packing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Failure: a kilobyte of either can unpack to gigabytes, whatever size it says it has."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression=packing) as made:
        made.writestr(name, b"x" * 100)
        made.writestr("[Content_Types].xml", b"<x/>")
    monkeypatch.setattr("bz2.BZ2Decompressor", _refuse)
    monkeypatch.setattr("lzma.LZMADecompressor", _refuse)
    assert opened(tmp_path, out.getvalue()).reason == "record_damaged"


def _refuse(*_: object, **__: object) -> None:
    pytest.fail("was unpacked")


def test_many_members_are_not_all_opened(tmp_path: Path) -> None:
    raw = make.as_zip(*((f"{number}.txt", b"x") for number in range(101)))
    assert opened(tmp_path, raw).reason == "record_too_large"


def test_an_archive_cut_short_is_damaged(tmp_path: Path) -> None:
    raw = make.as_zip(("账单.csv", BILL))
    assert opened(tmp_path, raw[:-30]).reason == "record_damaged"
    spoilt = bytearray(raw)
    spoilt[60] ^= 0xFF
    assert opened(tmp_path, bytes(spoilt)).reason == "record_damaged"
