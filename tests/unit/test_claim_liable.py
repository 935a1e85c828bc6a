"""Who owes beside the borrower: as what, told where, and asked for in the paper or why not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import reported
from reported import printed, texts

from evidence_kit import brief, facts
from evidence_kit.claim import liable
from evidence_kit.model import Liability, NotAsked, Traced
from evidence_kit.pipeline.claiming import Claimed
from evidence_kit.render.claim_json import claim_json
from evidence_kit.telling import claim as telling
from evidence_kit.words import Words

ON = date(2025, 8, 1)
CASE = """\
[case]
plaintiff = "周宁"
defendant = "林远"
[terms]
due = 2025-03-01
rate = "年利率6%"
[[loan]]
date = 2024-03-01
amount = "50000"
channel = "现金"
"""
GUARANTOR = '[[guarantor]]\nname = "{}"\nkind = "{}"\n'
BESIDE = '[[co_borrower]]\nname = "{}"\nrelation = "{}"\n'
JOINT = GUARANTOR.format("陈安", "连带责任保证")
GENERAL = GUARANTOR.format("高原", "一般保证")
UNCLEAR = GUARANTOR.format("方圆", "未约定")
BORROWED = BESIDE.format("林冬", "共同借款人")
SPOUSE = BESIDE.format("林夏", "配偶")


@pytest.fixture
def told(tmp_path: Path) -> object:
    def of(*parts: str, on: date = ON, case: str = CASE) -> Claimed:
        path = tmp_path / "case.toml"
        path.write_text(case + "".join(parts), encoding="utf-8")
        said = brief.load(path)
        return reported.of(facts.gather((), said), on, said)

    return of


def of(found: Claimed) -> list[tuple[str | None, Liability, NotAsked | None]]:
    return [(one.name, one.liability, one.why) for one in found.report.liable]


def asked(found: Claimed) -> list[str]:
    return [row.cells[1].text for row in printed(found).tables[0].rows[1:]]


def test_each_owes_as_what_was_told(told) -> None:
    found = told(JOINT, GENERAL, UNCLEAR, BORROWED, SPOUSE)
    assert of(found) == [
        ("陈安", Liability.JOINT_SURETY, None),
        ("高原", Liability.GENERAL_SURETY, None),
        ("方圆", Liability.GENERAL_SURETY, None),  # 民法典 686
        ("林冬", Liability.CO_BORROWER, None),
        ("林夏", Liability.SPOUSE, NotAsked.JOINT_DEBT_OPEN),
    ]


def test_a_surety_of_no_agreed_kind_was_joint_before_the_civil_code(told) -> None:
    old = CASE.replace("2024-03-01", "2020-03-01")
    assert of(told(UNCLEAR, case=old)) == [("方圆", Liability.SURETY, None)]
    assert "承担保证责任" in asked(told(UNCLEAR, case=old))[3]


@pytest.mark.parametrize(
    ("on", "why"), [(date(2025, 9, 1), None), (date(2025, 9, 2), "period_over")]
)
def test_nothing_is_asked_of_a_surety_after_the_period(told, on: date, why: str | None) -> None:
    found = told(JOINT, on=on)
    assert of(found) == [("陈安", Liability.JOINT_SURETY, why)]
    assert bool([text for text in texts(printed(found)) if "陈安" in text]) is (why is None)


def test_the_paper_asks_it_of_each_in_their_own_words(told) -> None:
    found = told(JOINT, GENERAL, BORROWED, SPOUSE)
    principal, interest, overdue, joint, general, fee, total = asked(found)
    assert principal == "判令被告林远、林冬共同偿还借款本金"
    assert interest.startswith("判令被告林远、林冬共同支付借款期内利息")
    assert overdue.startswith("判令被告林远、林冬共同支付逾期利息")
    assert joint == "判令被告陈安对上述第1至3项债务承担连带清偿责任"
    assert general == (
        "判令被告高原对上述第1至3项债务，在被告林远、林冬的财产依法强制执行后仍不能清偿的部分承担保证责任"
    )
    assert (fee, total) == ("判令各被告负担本案诉讼费用", "合计")
    heads = [text for text in texts(printed(found)) if text.startswith("被告：")]
    assert heads == ["被告：林远、陈安（连带责任保证人）、高原（一般保证人）、林冬（共同借款人）"]
    assert not [text for text in texts(printed(found)) if "林夏" in text]


def test_one_claim_is_one_item_and_a_lone_defendant_needs_no_name(told) -> None:
    bare = CASE.replace('rate = "年利率6%"\n', "").replace("2025-03-01", "2026-03-01")
    assert asked(told(JOINT, case=bare))[:2] == [
        "判令被告林远偿还借款本金（其中本金50000.00元于2026年3月1日到期）",
        "判令被告陈安对上述第1项债务承担连带清偿责任",
    ]
    assert asked(told(case=bare))[0].startswith("判令被告偿还借款本金（")


def test_a_borrower_nobody_named_is_called_the_borrower(told) -> None:
    nobody = CASE.replace('defendant = "林远"\n', "")
    assert asked(told(JOINT, case=nobody))[0] == "判令被告借款人偿还借款本金"
    assert asked(told(BORROWED, case=nobody))[0] == "判令被告借款人、林冬共同偿还借款本金"


@pytest.mark.parametrize(("language", "said"), [("en", "asked for"), ("zh_CN", "已写入计算表")])
def test_the_terminal_says_who_is_in_it_and_who_is_not_and_why(
    told, language: str, said: str
) -> None:
    lines = telling.claimed(told(JOINT, SPOUSE), Words(language)).splitlines()
    (joint,) = [line for line in lines if line.startswith("  - 陈安")]
    (spouse,) = [line for line in lines if line.startswith("  - 林夏")]
    assert said in joint
    assert "第686条" in joint
    assert said not in spouse
    assert "第1064条" in spouse


def test_the_json_says_the_same(told) -> None:
    found = told(JOINT, SPOUSE)
    written = claim_json(found.report, found.arranged, found.story, written=True)["liable"]
    assert [(one["name"], one["liability"], one["why"]) for one in written] == [
        ("陈安", "joint_surety", None),
        ("林夏", "spouse", "joint_debt_open"),
    ]


def test_whoever_lent_or_borrowed_under_age_is_told(told) -> None:
    def kinds(*parts: str) -> list[str]:
        claim = told(*parts).report.claim
        return [one.kind.value for one in claim.notices]

    young = "[defendant]\nborn = 2006-03-02\n"
    assert "borrower_minor" in kinds(young)
    assert "borrower_minor" not in kinds(young.replace("03-02", "03-01"))  # eighteen on that day
    assert "lender_minor" in kinds("[plaintiff]\nborn = 2010-01-01\n")


def test_a_demand_that_nobody_says_arrived_is_told(told) -> None:
    phoned = '[[demand]]\ndate = 2025-04-01\nhow = "电话"\n'
    for parts, known in (
        ((phoned,), True),
        ((phoned, "arrived = false\n"), False),
        ((phoned, "arrived = true\n"), False),
        ((phoned.replace("电话", "当面"),), False),
    ):
        claim = told(*parts).report.claim
        assert ("demand_open" in [one.kind.value for one in claim.notices]) is known


# ── a surety whose period is over for some loans ───────────────────────────────────────

SECOND = '[[loan]]\ndate = 2025-03-02\namount = "20000"\nchannel = "现金"\n'
DEMAND = '[[demand]]\ndate = 2025-04-15\nhow = "当面"\n[suit]\ngrace_days = 15\n'
ASKED = '[[guarantor_demand]]\nname = "{}"\ndate = 2025-04-16\narrived = true\n'
LATER = date(2026, 1, 1)


def of_one_loan(told, *parts: str) -> Claimed:
    """Return a claim for two loans: demanded of the surety in time for the first alone.

    The first was due on 2025-03-01. The second, by the demand, on 2025-04-30: the demand on the
    surety came before, and the six months ended on 2025-10-30.
    """
    return told(SECOND, *parts, DEMAND, on=LATER)


def test_a_surety_answers_for_the_loans_alone_whose_period_was_kept(told) -> None:
    found = of_one_loan(told, JOINT, ASKED.format("陈安"))
    (one,) = found.report.liable
    assert (one.why, one.loans, one.free_of) == (None, (1,), (2,))
    requests = asked(found)
    assert "判令被告陈安对上述第1至3项中第1笔借款的债务承担连带清偿责任" in requests
    lines = telling.claimed(found, Words("zh_CN")).splitlines()
    (said,) = [line for line in lines if line.startswith("  - 陈安")]
    assert "只就第1笔借款写入计算表；第2笔借款没有写入：保证期间已过" in said
    assert "第693条" in said
    assert "  第2笔借款已过，第1笔借款没有过或者已在期内行使：各笔见下" in lines
    assert not any("到期前须向保证人要求承担责任" in one for one in lines)  # nothing is left to do
    assert any("第 1 笔借款，2025-03-01 到期：已于 2025-04-16 在期内行使" in one for one in lines)
    (written,) = claim_json(found.report, found.arranged, found.story, written=True)["liable"]
    assert (written["loans"], written["free_of"]) == ([1], [2])


def test_a_surety_of_all_loans_is_asked_as_before_and_of_none_not_at_all(told) -> None:
    (free,) = of_one_loan(told, JOINT).report.liable
    assert (free.why, free.loans, free.free_of) == (NotAsked.PERIOD_OVER, (), ())
    later = ASKED.format("陈安").replace("2025-04-16", "2025-05-06")
    (bound,) = of_one_loan(told, JOINT, later).report.liable
    assert (bound.why, bound.loans, bound.free_of) == (None, (), ())


def test_a_surety_is_not_asked_where_the_loan_they_answer_for_is_left_out(told) -> None:
    found = of_one_loan(told, JOINT, ASKED.format("陈安"))
    first, second = found.report.traced.loans[1], found.report.traced.loans[2]
    before = Traced({1: first, 2: second}, {})
    assert not liable.asked(found.report.liable, before, Traced({1: second}, {}))
    (one,) = liable.asked(found.report.liable, before, Traced({1: first}, {}))
    assert (one.loans, one.free_of) == ((1,), ())
