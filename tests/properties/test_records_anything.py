"""Whatever bytes a file of records holds: an answer, and never an exception."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from records import make
from tabled import BILLS, cautions, opened, told

from evidence_kit.model.records import row_number

ARCHIVES = {
    "aes": make.as_zip(("账单.csv", BILLS["bom"]), password="123456"),
    "old-cipher": make.as_old_zip(b"a.csv", BILLS["bom"], password=b"123456"),
    "plain": make.as_zip(("a.csv", BILLS["bom"]), ("b.xlsx", BILLS["workbook"])),
}
FILES = {**BILLS, **ARCHIVES, "alipay": make.as_csv(make.alipay(), "gb18030")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("held")


def answered(folder: Path, raw: bytes) -> None:
    found = opened(folder, raw, "123456")
    assert bool(found.records) is not bool(found.reason)
    for one in found.records:
        assert len({row.box for row in one.rows}) == len(one.rows)


@given(raw=st.binary(max_size=400))
@settings(max_examples=100)
def test_any_bytes(folder: Path, raw: bytes) -> None:
    answered(folder, raw)
    answered(folder, b"PK\x03\x04" + raw)


@given(
    name=st.sampled_from(sorted(FILES)),
    places=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=8),
    cut=st.floats(0, 1),
)
@settings(max_examples=150)
def test_any_file_with_bytes_changed_or_cut(
    folder: Path, name: str, places: list[tuple[float, int]], cut: float
) -> None:
    raw = bytearray(FILES[name])
    for place, byte in places:
        raw[min(len(raw) - 1, int(place * len(raw)))] = byte
    answered(folder, bytes(raw))
    answered(folder, bytes(raw[: int(cut * len(raw))]))


CELLS = st.one_of(
    st.sampled_from(["", "/", "-", '"', "¥1.00", "2025-03-02 14:08:31", "转账", "4.2E+27", "合计"]),
    st.text(max_size=8),
)


@given(
    header=st.permutations(make.WECHAT_HEADER),
    rows=st.lists(st.lists(CELLS, max_size=13), max_size=8),
    encoding=st.sampled_from(["utf-8", "gb18030", "utf-16"]),
)
@settings(max_examples=150)
def test_any_rows_below_a_header(
    folder: Path, header: list[str], rows: list[list[str]], encoding: str
) -> None:
    """Rows that hold anything spoil no row that is sound."""
    sound = [dict(zip(make.WECHAT_HEADER, row, strict=True)) for row in make.WECHAT_ROWS]
    last = [[row[name] for name in header] for row in sound]
    raw = make.as_csv([header, *rows, *last], encoding)
    answered(folder, raw)
    found = opened(folder, raw).records
    exact = opened(folder, make.as_csv([header, *last])).records[0]
    wanted = {told(row) for row in exact.rows}
    assert not found or wanted <= {told(row) for row in found[0].rows}


@given(text=st.text(st.characters(codec="utf-8"), max_size=300))
@settings(max_examples=100)
def test_any_words_are_no_record(folder: Path, text: str) -> None:
    assert not opened(folder, text.encode()).records


@given(dropped=st.sets(st.integers(0, 2), min_size=1))
@settings(max_examples=10)
def test_a_row_that_is_gone_is_always_told(folder: Path, dropped: set[int]) -> None:
    rows = [row for index, row in enumerate(make.WECHAT_ROWS) if index not in dropped]
    found = opened(folder, make.as_csv(make.wechat(rows))).records[0]
    assert cautions(found) == [("rows_missing", 7)]
    assert [row_number(row.box) for row in found.rows] == list(range(18, 18 + len(rows)))
