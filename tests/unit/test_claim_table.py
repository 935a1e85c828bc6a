"""诉讼请求计算表.docx, parsed back: its shape, its words, and what never stands in it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import claimed
import pytest
import reported
import suits
from docx.oxml.ns import qn
from reported import printed, texts

from evidence_kit.case.placing import Placed
from evidence_kit.model import (
    Brief,
    Channel,
    ClaimRowKind,
    DayCount,
    Doubt,
    DoubtKind,
    Ends,
    LprChoice,
    Nature,
    Split,
    Stated,
)
from evidence_kit.pipeline.claiming import Claimed
from evidence_kit.render import claim_words
from evidence_kit.render.wording import court_wording

ON = date(2026, 3, 1)
_SUMS = ("principal", "interest", "overdue", "penalty", "costs")
OWED = sorted(
    name
    for name, told in claimed.EXPECTED.items()
    if any(told.get(one, "0.00") != "0.00" for one in _SUMS)
)
# What a court must not read in a plaintiff's paper: doubts, judgments of our own, promises.
FORBIDDEN = re.compile(
    r"待核|存疑|疑问|未明|None|<|>|自述|可能|恶意|老赖|欺诈|赖账|胜诉|一定|必然|置信|完整聊天记录|"
    r"存证|固证|时间戳|法律效力"
)


def simple(**said: object) -> Claimed:
    worked = {"loans": [[date(2024, 1, 2), "60000"]], "due": date(2025, 1, 2), "rate": "0.2"}
    worked["repayments"] = [[date(2025, 3, 2), "8000"]]
    return reported.of(claimed.facts_of(worked), ON, **said)


@pytest.mark.parametrize("name", OWED)
def test_every_worked_case_prints_with_no_cell_empty_and_no_word_amiss(name: str) -> None:
    paper = printed(reported.of_case(name))
    for table in paper.tables:
        for row in table.rows:
            assert all(cell.text.strip() for cell in row.cells), [c.text for c in row.cells]
    for text in texts(paper):
        assert not FORBIDDEN.search(text), text
        assert "{" not in text
        assert "____" not in text


def test_there_are_many_worked_cases() -> None:
    assert len(OWED) >= 40


def test_rows_and_sums_are_those_of_the_claim() -> None:
    found = simple()
    assert found.report.sure is not None
    claim = found.report.sure.claim
    assert claim.figures is not None
    asked, rows = printed(found).tables
    assert [cell.text for cell in asked.rows[-1].cells] == ["—", "合计", str(claim.figures.total)]
    assert [row.cells[0].text for row in rows.rows[1:]] == [str(row.number) for row in claim.rows]
    amounts = [row.cells[4].text.lstrip("−") for row in rows.rows[1:]]
    assert amounts == [str(row.amount) for row in claim.rows]
    repaid = next(row for row in rows.rows if "还款" in row.cells[2].text)
    assert repaid.cells[4].text == "−8000.00"
    assert "结欠本金" in repaid.cells[2].text


def test_what_runs_on_is_asked_for_once_for_all_sums_of_one_rate() -> None:
    worked = {"loans": [[date(2024, 1, 2), "60000"], [date(2024, 1, 2), "500"]]}
    found = reported.of(claimed.facts_of({**worked, "due": date(2025, 1, 2)}), ON)
    (line,) = [t for t in texts(printed(found)) if "实际清偿之日" in t]
    assert line.count("实际清偿之日") == 1
    assert "60500.00" in line


def test_the_paper_is_a4_and_its_heads_stand_on_every_page() -> None:
    paper = printed(simple())
    (section,) = paper.sections
    sides = sorted(round(side.cm, 1) for side in (section.page_width, section.page_height))
    assert sides == [21.0, 29.7]
    for table in paper.element.iter(qn("w:tbl")):
        first, *others = table.findall(qn("w:tr"))
        assert first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in others)
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None for row in others)
    assert "NUMPAGES" in section.footer.part.blob.decode()


def test_every_style_names_a_chinese_font_for_chinese_signs() -> None:
    paper = printed(simple())
    used = {line.style.name for line in paper.paragraphs}
    used |= {
        line.style.name
        for table in paper.tables
        for row in table.rows
        for cell in row.cells
        for line in cell.paragraphs
    }
    for name in used:
        fonts = paper.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) in ("宋体", "仿宋"), name


def test_the_file_itself_names_nobody() -> None:
    about = printed(simple()).core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert about.created == about.modified
    assert about.created.date() == ON


def test_parties_that_nobody_named_are_a_blank_line() -> None:
    worked = {"loans": [[date(2024, 1, 2), "60000"]], "due": date(2025, 1, 2)}
    found = reported.of(claimed.facts_of(worked), ON, Brief())
    assert [t for t in texts(printed(found)) if t.startswith("原告：")] == ["原告：____________"]


def test_a_doubted_loan_is_left_out_and_the_paper_says_what_it_reckons_with() -> None:
    doubt = Doubt(DoubtKind.READINGS_DISAGREE, None, (("field", "amount"),))
    facts = claimed.with_payments(
        claimed.inked("5000", date(2025, 1, 2)),
        claimed.inked("3777", date(2025, 1, 3), Nature.LOAN, doubts=(doubt,)),
        due=date(2025, 6, 1),
    )
    told = list(texts(printed(reported.of(facts, ON))))
    assert not [text for text in told if "3777" in text]
    assert "1. 本表以确认部分计算。" in told


def test_a_sure_claim_needs_no_such_sentence() -> None:
    assert not [text for text in texts(printed(simple())) if "确认部分" in text]


def test_what_only_the_plaintiff_states_is_said_so() -> None:
    _, rows = printed(simple()).tables
    assert rows.rows[1].cells[6].text == "原告述称"


def test_a_sum_names_the_exhibit_and_page_of_its_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = (Placed(2, 7), Placed(2, 8), Placed(2, 9), Placed(3, 12))
    monkeypatch.setattr(claim_words.placing, "of_payment", lambda *_: pages)
    _, rows = printed(simple()).tables
    assert rows.rows[1].cells[6].text == "证据2第7–9页；证据3第12页"


def test_a_file_that_is_no_exhibit_page_is_not_named() -> None:
    """File names of the user stay out of the court's papers."""
    stated = Stated(date(2024, 1, 2), claimed.yuan("60000"), Channel.CASH, shown_in="我的收条.pdf")
    brief = Brief(plaintiff="王小明", defendant="周大海", loans=(stated,))
    found = reported.of(claimed.facts.gather((), brief), ON, brief)
    assert not [text for text in texts(printed(found)) if "我的收条" in text]


def test_a_demand_that_made_it_due_is_told_with_its_day() -> None:
    worked = {"loans": [[date(2025, 1, 2), "5000"]], "demands": [date(2025, 7, 15)]}
    found = reported.of(claimed.facts_of(worked), ON)
    assert [
        t for t in texts(printed(found)) if "原告于2025年7月15日催告，以其后30日为合理期限" in t
    ]


@pytest.mark.parametrize(
    "key",
    [
        *(f"row.{kind.value}" for kind in ClaimRowKind),
        *(f"split.{name}" for name in claim_words._PARTS),
        *(f"rule.{kind.value}" for enum in (DayCount, Ends, LprChoice) for kind in enum),
    ],
)
def test_the_court_has_words_for_every_kind(key: str) -> None:
    values = {"loans": "第1笔借款", "payment": "1", "what": "律师费", "split": "本金1.00元"}
    assert "____" not in court_wording().text("claim", key, {**values, "amount": "1.00"})


def test_no_part_of_a_payment_is_passed_over() -> None:
    every = {name for name in Split.__dataclass_fields__ if name != "above_cap"}
    assert set(claim_words._PARTS) == every


def test_a_long_claim_keeps_its_rows(tmp_path: object) -> None:
    paid = [
        suits.paid(100_00, suits.at(f"2025-{m:02d}-0{d}"), m * 10 + d)
        for m in range(1, 13)
        for d in (1, 5)
    ]
    lent = suits.lent(50000_00, suits.at("2024-01-02"), 1)
    facts = suits.facts(lent, *paid, due=suits.due("2024-06-30"))
    found = reported.of(replace(facts, doubts=()), ON)
    assert found.report.sure is not None
    _, rows = printed(found).tables
    assert len(rows.rows) == len(found.report.sure.claim.rows) + 1 > 40


def test_a_claim_that_only_runs_on_from_tomorrow_has_no_sum_yet() -> None:
    """Failure to fear: 逾期利息 0.00, as though nothing were asked."""
    worked = {"loans": [[date(2025, 3, 1), "60000"]], "due": ON}
    paper = printed(reported.of(claimed.facts_of(worked), ON))
    rows = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    (late,) = (row for row in rows if "逾期利息" in row[1])
    assert "自2026年3月2日起" in late[1]
    assert late[2] == "—"
    assert not any(row[2] == "0.00" for row in rows)
