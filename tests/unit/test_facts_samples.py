"""The samples, from saved readings to facts: what their truth says, and nothing beyond it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from evidence_kit import case, facts, files, screens
from evidence_kit.model import (
    Brief,
    FileRole,
    Group,
    LoanFacts,
    Moment,
    Party,
    Payment,
    Saying,
    SayingKind,
    Screen,
    Source,
)
from evidence_kit.ocr import recorded

ROOT = Path(__file__).parents[2]
RECORDED = ROOT / "tests" / "recorded"
SAMPLES = sorted(path.parent for path in (ROOT / "samples").glob("*/truth.json"))


@dataclass(frozen=True)
class Sample:
    """A sample as read from its recordings, and its truth."""

    sources: tuple[Source, ...]
    shown: list[tuple[Source, Screen]]
    found: LoanFacts
    truth: dict[str, Any]


@pytest.fixture(scope="module", params=SAMPLES, ids=lambda path: path.name)
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    folder: Path = request.param
    taken = files.take_in(folder / "screenshots", tmp_path_factory.mktemp("payload"))
    used = [one for one in taken.sources if one.role is FileRole.USED]
    pages = [recorded.load(RECORDED, one.sha256, one.name) for one in used]
    shown = [(one, screens.read(*page)) for one, page in zip(used, pages, strict=True)]
    said = json.loads((folder / "truth.json").read_text(encoding="utf-8"))["facts"]
    return Sample(taken.sources, shown, facts.gather(shown, Brief()), said)


def may_be(at: Moment, day: str) -> bool:
    """Say whether a time allows a day; one that is known must be that day."""
    earliest = at.earliest.date().isoformat() if at.earliest else day
    latest = at.latest.date().isoformat() if at.latest else day
    return earliest <= day <= latest


def paid(payment: Payment) -> dict[str, str | None]:
    return {
        "amount": str(payment.amount.value),
        "status": payment.state.value,
        "nature": payment.nature.value,
        "serial": payment.serial.value if payment.serial else None,
    }


def without_date(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name != "date"}


def party(found: Party) -> dict[str, Any]:
    return {
        "is_owner": found.is_owner,
        "names": [name.value for name in found.names],
        "wechat_id": found.wechat_id.value if found.wechat_id else None,
    }


def sayings(found: LoanFacts, kind: SayingKind) -> dict[str, Saying]:
    return {one.quote.quote.replace("?", "？"): one for one in found.sayings if one.kind is kind}


def test_payments_and_sums_are_the_truth(sample: Sample) -> None:
    found, said = sample.found, sample.truth
    assert [paid(p) for p in found.loans] == [without_date(p) for p in said["loans"]]
    assert [paid(p) for p in found.repayments] == [without_date(p) for p in said["repayments"]]
    assert len(found.payments) == len(said["loans"]) + len(said["repayments"])
    assert str(found.outstanding) == said["principal_outstanding"]


def test_no_day_is_invented(sample: Sample) -> None:
    found, said = sample.found, sample.truth
    told = [*said["loans"], *said["repayments"]]
    for payment, true in zip([*found.loans, *found.repayments], told, strict=True):
        assert may_be(payment.at, true["date"])


def test_both_sides_have_their_names(sample: Sample) -> None:
    assert party(sample.found.lender) == sample.truth["lender"]
    assert party(sample.found.borrower) == sample.truth["borrower"]


def test_the_terms_are_found(sample: Sample) -> None:
    terms, said = sample.found.terms, sample.truth["terms"]
    assert terms.due is not None
    assert terms.due.value.latest is not None
    assert terms.due.value.latest.date().isoformat() == said["due"]
    assert (f"{float(terms.rate.value.per_year):g}" if terms.rate else None) == said["rate"]


@pytest.mark.parametrize("kind", [SayingKind.DEMAND, SayingKind.ACKNOWLEDGEMENT])
def test_what_was_said_is_found(sample: Sample, kind: SayingKind) -> None:
    heard = sayings(sample.found, kind)
    for true in sample.truth[f"{kind.value}s"]:
        assert heard[true["quote"]].by.value == true["by"]
        assert may_be(heard[true["quote"]].at, true["date"])


def test_no_payment_of_a_sample_is_in_doubt(sample: Sample) -> None:
    assert [p.doubts for p in sample.found.payments] == [()] * len(sample.found.payments)


def test_every_file_is_on_a_page_and_every_element_is_proven(sample: Sample) -> None:
    made = case.arrange(sample.found, sample.shown, sample.sources, Brief())
    shown = (page for exhibit in made.exhibits for page in exhibit.pages)
    pages = [page.name for page in shown if not page.repeats]
    assert sorted(pages) == sorted(where.name for where, _ in sample.shown)
    assert {row.group for row in made.rows} == set(Group) - {Group.FEES, Group.OTHER}


def test_there_are_samples() -> None:
    assert len(SAMPLES) >= 3
