"""An engine's slip on a page about money changes no value of it without a doubt."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import tearing
from hypothesis import given, strategies as st
from inked import GREY, PAGE, WHITE, flat, line, middle, page, sheet
from tearing import Torn

from evidence_kit import screens
from evidence_kit.model import (
    Algorithm,
    Bill,
    Box,
    Chat,
    Digest,
    Line,
    OcrPage,
    Reading,
    Screen,
    TimeText,
    Transfer,
    Unread,
)
from evidence_kit.ocr import recorded

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[2]
# The benches are programs of their own, never installed.
sys.path.append(str(ROOT / "bench"))
values: Any = import_module("misreadings").values

Twice = tuple[OcrPage, tuple[Reading, ...]]


def at(text: str, x: int, y: int, size: int = 44, *, right: bool = False) -> Line:
    one = line(text, x, y, size)
    return line(text, x - one.box.width, y, size) if right else one


def of_list() -> OcrPage:
    lines = [middle("账单", 145, 50), at("2024年1月", 48, 300), at("支出¥500.00", 48, 360, 34)]
    rows = (
        ("转账-转给周砚秋", "-500.00", "1月3日 11:48"),
        ("转账-来自陈岚", "+1000.00", "1月2日 09:05"),
    )
    for i, (title, amount, when) in enumerate(rows):
        y = 450 + 180 * i
        lines += [at(title, 180, y), at(amount, 1032, y, 46, right=True), at(when, 180, y + 62, 34)]
    return page(lines)


def of_notice() -> OcrPage:
    lines = [
        middle("微信支付", 145, 50),
        at("转账到银行卡到账成功", 100, 360),
        middle("¥3000.00", 470, 90),
    ]
    times = (("转账时间", "2025-03-02 14:08:31"), ("到账时间", "2025-03-03 14:08:40"))
    for i, (label, value) in enumerate((("收款人", "周砚秋"), *times)):
        lines += [line(label, 100, 640 + 80 * i, 40, ink=GREY), at(value, 340, 640 + 80 * i, 40)]
    return page(lines, [flat(Box(60, 320, 1020, 1000), WHITE)], background=PAGE)


def of_bank() -> OcrPage:
    rows = (
        ("付款人户名", "林知夏"),
        ("收款人户名", "周砚秋"),
        ("交易金额", "¥3,000.00"),
        ("金额大写", "人民币叁仟元整"),
        ("账户余额", "98,765.43"),
        ("交易时间", "2025-03-02 14:08:31"),
        ("交易流水号", "20250302140831000123"),
    )
    return sheet(*rows, head=(middle("电子回单", 200, 50),))


def of_alipay() -> OcrPage:
    head = (middle("账单详情", 145, 50), middle("周砚秋", 300, 46), middle("-500.00", 400, 108))
    rows = (
        ("付款方式", "余额宝"),
        ("创建时间", "2025-03-02 14:08:31"),
        ("账单分类", "转账红包"),
    )
    done = middle("交易成功", 560, 44)
    return sheet(*rows, ("订单号", "2025030222001405123456001712"), head=(*head, done))


def of_note() -> OcrPage:
    rows = (("出借人", "林知夏"), ("借款人", "周砚秋"), ("借款金额", "¥3,000.00"))
    more = (("借款日期", "2025-03-02"), ("还款日期", "2025-06-02"), ("年利率", "12%"))
    return sheet(*rows, *more, ("大写金额", "叁仟元整"), head=(middle("电子借条", 145, 50),))


def saved() -> Iterator[Twice]:
    """Yield the samples' recorded pages about money and people."""
    for path in sorted((ROOT / "tests" / "recorded").glob("*.json")):
        twice = recorded.load(path.parent, Digest(Algorithm.SHA256, path.stem), path.name)
        if not isinstance(screens.read(*twice), Chat):
            yield twice


SET: tuple[Callable[[], OcrPage], ...] = (of_list, of_notice, of_bank, of_alipay, of_note)
MADE: list[Twice] = [((one := make()), tearing.agreeing(one)) for make in SET]
# The recorded pages are read by the tests that tear them, at no import.
PAGES = st.deferred(lambda: st.sampled_from([*saved(), *MADE]))


def tears(twice: Twice) -> st.SearchStrategy[tuple[Twice, tearing.Slip]]:
    return st.tuples(st.just(twice), st.sampled_from(tearing.slips(twice[0])))


def gaps(twice: Twice) -> st.SearchStrategy[tuple[Twice, tearing.Slip]]:
    return st.tuples(st.just(twice), st.sampled_from(tearing.losses(twice[0])))


def critical(screen: Screen) -> dict[object, object]:
    """Return what a case may rest on, by where it stands in the screen."""
    found: dict[object, object] = dict(values(screen))
    if isinstance(screen, Transfer | Bill):
        found |= {"state": screen.slip.state, "direction": screen.slip.direction}
        found |= {
            "app": screen.app,
            "who": screen.slip.counterparty and screen.slip.counterparty.value,
        }
    return found


def changed(before: Screen, now: Screen) -> list[object]:
    """Return what the page now says that it didn't say before: a value lost is none."""
    if isinstance(now, Unread):
        return []
    was, is_now = critical(before), critical(now)
    # A list's row whose month nobody read has no year, and says so.
    is_now = {place: one for place, one in is_now.items() if not _yearless(was.get(place), one)}
    new = Counter(map(str, is_now.values())) - Counter(map(str, was.values()))
    kinds = [] if type(before) is type(now) else [type(now)]
    # A name is read once: of one that lost a sign nothing tells.
    who = str(was.get("who"))
    return [*kinds, *(one for one in new if one not in ("None", "unknown") and one not in who)]


def _yearless(was: object, now: object) -> bool:
    if not (isinstance(was, TimeText) and isinstance(now, TimeText)):
        return False
    return now.year is None and replace(was, year=None) == now


def judged(twice: Twice, torn: Torn) -> None:
    before, now = screens.read(*twice), screens.read(torn.page, torn.readings)
    known = Counter((doubt.kind, doubt.args) for doubt in before.doubts)
    more = Counter((doubt.kind, doubt.args) for doubt in now.doubts) - known
    assert more or not changed(before, now), (torn.what, changed(before, now))


@pytest.mark.parametrize("twice", MADE, ids=lambda twice: "")
def test_a_page_set_by_hand_is_in_no_doubt(twice: Twice) -> None:
    screen = screens.read(*twice)
    assert not isinstance(screen, Unread)
    assert screen.doubts == ()


@given(PAGES.flatmap(tears))
def test_a_slip_changes_nothing_in_silence(torn: tuple[Twice, tearing.Slip]) -> None:
    judged(torn[0], tearing.torn(*torn[0], torn[1]))


@given(PAGES.flatmap(gaps))
def test_what_is_lost_changes_nothing_else_in_silence(torn: tuple[Twice, tearing.Slip]) -> None:
    judged(torn[0], tearing.torn(*torn[0], torn[1]))
