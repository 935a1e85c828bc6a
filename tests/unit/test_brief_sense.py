"""What stands in case.toml and can't be meant: told instead of passed over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from ledgers import page
from stories import left, profile, source, unread

from evidence_kit import brief
from evidence_kit.errors import UsageError
from evidence_kit.model import Brief, Channel, FileRole, Guarantee, Money, Stated, StatedParty

STATED = Stated(date(2025, 3, 2), Money(100), Channel.CASH, shown_in="x.png")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "case.toml"


def said(path: Path, text: str) -> Brief:
    path.write_text(text, encoding="utf-8")
    return brief.load(path)


def faults(path: Path, text: str) -> str:
    with pytest.raises(UsageError, match="brief_schema") as caught:
        said(path, text)
    return str(caught.value.args_by_name["faults"])


def test_a_picture_has_one_page(path: Path) -> None:
    """Failure: page 999 of a screenshot stood in the ledger."""
    for told in (
        Brief(loans=(replace(STATED, page=999),)),
        Brief(others=(StatedParty("陈安", Guarantee.JOINT, shown_in="x.png", page=2),)),
    ):
        with pytest.raises(UsageError, match="brief_unknown_page"):
            brief.refuse_unknown(told, path, [source("x.png")])
        brief.refuse_unknown(told, path, [source("x.png", role=FileRole.SET_ASIDE)])
    brief.refuse_unknown(Brief(loans=(replace(STATED, page=1),)), path, [source("x.png")])


def test_only_pages_of_chats_are_put_in_order() -> None:
    """Failure: an order of a profile's page changed nothing, and nobody was told."""
    shown = [
        page(left("在吗"), name="1.png"),
        unread(source("2.png")),
        profile(source("3.png"), "老周"),
    ]
    brief.refuse_no_chat(Brief(order=("2.png", "1.png")), shown)
    for strange in ("3.png", "流水.pdf"):
        with pytest.raises(UsageError, match="order_not_chat") as caught:
            brief.refuse_no_chat(Brief(order=("1.png", strange)), shown)
        assert caught.value.args_by_name["files"] == strange


def test_a_file_stands_in_an_order_once(path: Path) -> None:
    twice = '[order]\nfiles = ["1.png", "2.png", "1.png"]\n'
    assert faults(path, twice) == 'order.files:2 (→ ["1.png", "2.png"])'


def test_a_later_page_is_of_a_file(path: Path) -> None:
    begun = '[[payment]]\ndate = 2025-06-01\namount = "1000.00"\nchannel = "现金"\nshown_in = ""\n'
    assert said(path, f"{begun}page = 1\n").repayments[0].shown_in is None
    assert faults(path, f"{begun}page = 3\n") == 'payment[1].shown_in:5 (→ "收条.pdf")'


def test_what_is_due_was_agreed_before(path: Path) -> None:
    terms = "[terms]\nformed_on = 2025-03-02\n"
    assert said(path, f"{terms}due = 2025-03-02\n").terms.due == date(2025, 3, 2)
    assert faults(path, f"{terms}due = 2024-12-31\n") == "terms.due:3 (→ ≥ 2025-03-02)"


def test_a_key_whose_head_is_left_out_names_the_tables_that_take_it(path: Path) -> None:
    """Failure: amount without [[loan]] above it was said to mean [[payment]]."""
    bare = '# [[loan]]\namount = "5000.00"\n'
    assert faults(path, bare) == "amount:2 (→ [[loan]] | [[payment]] | [[cost]] | [[withheld]])"
    below = '[court]\nname = ""\n# [[demand]]\narrived = true\n'
    assert faults(path, below) == "court.arrived:4 (→ [[demand]] | [[guarantor_demand]])"
