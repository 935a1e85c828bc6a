"""What was before the 民法典 is told, and no term of that time is reckoned by today's years."""

from __future__ import annotations

from datetime import date

import pytest
import reported
from claimed import CASES, compute, facts_of, inked, noticed, of, with_payments
from suits import at, due, facts as suit_facts, guarantor, lent, on

from evidence_kit import telling
from evidence_kit.claim import guarantee, limitation
from evidence_kit.model import (
    UNKNOWN_TIME,
    Circumstances,
    Guarantee,
    GuarantorDemand,
    NoteKind,
    NoticeKind,
    Outcome,
    TermStatus,
)
from evidence_kit.words import Words

ON = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("day", "told"), [(date(2020, 12, 31), True), (date(2021, 1, 1), False), (UNKNOWN_TIME, False)]
)
def test_a_loan_before_the_code_is_told(day, told: bool) -> None:
    found = of(with_payments(inked("5000", day)), ON)
    assert (NoticeKind.BEFORE_CIVIL_CODE in noticed(found)) is told


def test_the_first_such_day_is_told_once() -> None:
    loans = [[date(2019, 5, 6), "1000"], [date(2018, 2, 3), "1000"], [date(2024, 1, 1), "1000"]]
    found = compute({"loans": loans, "on": ON})
    told = [o for o in found.notices if o.kind is NoticeKind.BEFORE_CIVIL_CODE]
    assert [dict(one.args) for one in told] == [{"first": "2018-02-03"}]


def test_it_is_told_where_there_is_no_figure_too() -> None:
    found = of(with_payments(inked("5000", date(2014, 5, 1))), ON)
    assert found.outcome is Outcome.NO_FIGURE
    assert NoticeKind.BEFORE_CIVIL_CODE in noticed(found)


def test_it_names_the_older_law_on_the_terminal_and_never_to_the_court() -> None:
    case = CASES["before_the_reform_at_24_percent"]
    found = reported.of(facts_of(case), case["on"])
    told = telling.claimed(found, Words("zh_CN"))
    for text in ("《合同法》", "《民法通则》第135条", "《担保法》第19条", "法释〔2020〕15号"):
        assert text in told
        assert text not in "\n".join(reported.texts(reported.printed(found)))
    assert "没有核对" in told


@pytest.mark.parametrize(
    ("day", "end"),
    [
        ("2015-09-28", "2017-09-28"),  # run out before 2017-10-01: two years
        ("2015-10-08", "2018-10-08"),  # not run out by then: three
    ],
)
def test_limitation_over_before_the_reform_took_two_years(day: str, end: str) -> None:
    found = limitation.of(suit_facts(due=due(day)), Circumstances(), on=ON)
    assert found.end is not None
    assert found.end.first == on(end)
    old = NoteKind.OLD_LIMITATION in {note.kind for note in found.notes}
    assert old is (end == "2017-09-28")


@pytest.mark.parametrize(
    ("fell_due", "asked", "own", "status"),
    [
        ("2015-02-28", "2015-03-05", ("2", "2017-03-05"), TermStatus.DISPUTED),
        ("2016-02-28", "2016-03-07", ("3", "2019-03-07"), TermStatus.KEPT),
    ],
)
def test_a_joint_suretys_own_limitation_took_two_years_too(fell_due, asked, own, status) -> None:
    """Failure to fear: a year too many for a surety of long ago."""
    surety, loan = guarantor("孙大力", Guarantee.JOINT), lent(100, at("2014-03-01"), 2)
    found = suit_facts(loan, due=due(fell_due), others=(surety,))
    told = Circumstances(guarantor_demands=(GuarantorDemand("孙大力", on(asked), arrived=True),))
    (period,) = guarantee.periods(found, told, on=on("2017-06-01"))
    (note,) = (one for one in period.notes if one.kind is NoteKind.SURETY_LIMITATION)
    assert dict(note.args) == {"since": asked, "years": own[0], "day": own[1]}
    assert period.status is status
