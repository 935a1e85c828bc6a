"""Worked claims for tests: a case of tests/claims/cases.toml → facts, settings, a Claim."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from fractions import Fraction
from hashlib import sha256
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from evidence_kit import claim, facts
from evidence_kit.claim import lpr
from evidence_kit.model import (
    AboveCap,
    Agreement,
    Algorithm,
    AllotmentOrder,
    Basis,
    Box,
    Brief,
    Channel,
    Claim,
    ClaimRow,
    ClaimRowKind,
    ClaimSettings,
    Cost,
    CostKind,
    DayCount,
    Digest,
    Direction,
    Ends,
    Formation,
    Instalment,
    Kept,
    LawyersFee,
    LevelPlan,
    LoanFacts,
    LoanTerms,
    LprChoice,
    Means,
    Moment,
    Money,
    Nature,
    NewNote,
    NoticeKind,
    Payment,
    Rate,
    Renewal,
    Rollover,
    Sourced,
    Standard,
    State,
    Stated,
    StatedDemand,
    StatedTerms,
    Statement,
    Where,
)

ROOT = Path(__file__).parents[1]
TABLE = lpr.parse((ROOT / "evidence_kit/claim/data/lpr.csv").read_text(encoding="utf-8"))
CASES: Mapping[str, Mapping[str, Any]] = tomllib.loads(
    (ROOT / "tests/claims/cases.toml").read_text(encoding="utf-8")
)
EXPECTED: Mapping[str, Mapping[str, Any]] = tomllib.loads(
    (ROOT / "tests/claims/expected.toml").read_text(encoding="utf-8")
)
WORD = Statement("王小明")
_ENUMS = {
    "day_count": DayCount,
    "lpr": LprChoice,
    "ends": Ends,
    "formation": Formation,
    "standard": Standard,
    "above_cap": AboveCap,
    "lawyers_fee": LawyersFee,
    "new_note": NewNote,
}


def yuan(text: str) -> Money:
    return Money.of_yuan(text)


def rate(text: str | None) -> Rate | None:
    return None if text is None else Rate(Fraction(text), text)


def day(on: date) -> Moment:
    return Moment(datetime.combine(on, time()), datetime.combine(on, time(23, 59)), Basis.STATED)


def stated(money: Iterable[tuple[date, str]]) -> tuple[Stated, ...]:
    return tuple(Stated(on, yuan(amount), Channel.CASH) for on, amount in money)


def brief(case: Mapping[str, Any]) -> Brief:
    demands = (StatedDemand(on, Means.IN_PERSON) for on in case.get("demands", []))
    return Brief(
        plaintiff="王小明",
        defendant="周大海",
        loans=stated(case["loans"]),
        repayments=stated(case.get("repayments", [])),
        demands=tuple(demands),
        terms=StatedTerms(
            due=case.get("due"), rate=rate(case.get("rate")), formed_on=case.get("formed_on")
        ),
    )


def facts_of(case: Mapping[str, Any]) -> LoanFacts:
    """Return the facts that a case.toml alone gives, with what only a chat could say."""
    found = facts.gather([], brief(case))
    plan = (Instalment(yuan(amount), day(on)) for on, amount in case.get("plan", []))
    later = (Renewal(day(on), agreed) for on, agreed in case.get("renewals", []))
    terms = replace(
        found.terms,
        instalments=tuple(Sourced(one, "", WORD) for one in plan),
        renewals=tuple(Sourced(one, "", WORD) for one in later),
    )
    return replace(found, terms=terms)


def own(one: Mapping[str, Any]) -> LoanTerms:
    level = None
    if "level_months" in one:
        nominal = Rate(Fraction(one["level_rate"]), one["level_rate"])
        level = LevelPlan(one["level_months"], nominal, one["level_first"])
    return LoanTerms(
        number=one["number"],
        due=one.get("due"),
        rate=rate(one.get("rate")),
        secured=one.get("secured", False),
        level=level,
    )


def agreed(case: Mapping[str, Any]) -> Agreement:
    rolled = case.get("rollovers", [])
    return Agreement(
        overdue_rate=rate(case.get("overdue_rate")),
        penalty_rate=rate(case.get("penalty_rate")),
        penalty=yuan(case["penalty"]) if "penalty" in case else None,
        fees=yuan(case["fees"]) if "fees" in case else None,
        costs=tuple(Cost(on, yuan(sum_), CostKind(k)) for on, sum_, k in case.get("costs", [])),
        order=AllotmentOrder(case.get("order", "by_law")),
        loans=tuple(own(one) for one in case.get("own", [])),
        designated=tuple((payment, loan) for payment, loan in case.get("designated", [])),
        rollovers=tuple(
            Rollover(one["on"], yuan(one["principal"]), one.get("number", 1)) for one in rolled
        ),
        kept=tuple(Kept(number, yuan(amount)) for number, amount in case.get("kept", [])),
    )


def settings(case: Mapping[str, Any]) -> ClaimSettings:
    said = case.get("settings", {})
    return ClaimSettings(**{k: _ENUMS[k](v) if k in _ENUMS else v for k, v in said.items()})


def compute(case: Mapping[str, Any], **changed: Any) -> Claim:
    case = {**case, **changed}
    return claim.compute(
        facts_of(case),
        on=case["on"],
        lpr=TABLE,
        settings=settings(case),
        agreed=agreed(case),
        filed=case.get("filed"),
    )


def loans(row: ClaimRow) -> str:
    return "+".join(map(str, row.loans))


def oracle() -> ModuleType:
    """Return the script that reckons claims night by night, and shares no code with ours."""
    spec = spec_from_file_location("oracle", ROOT / "tests/claims/oracle.py")
    assert spec is not None
    assert spec.loader is not None
    found = module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def told(row: ClaimRow) -> str:
    """Return a row as the oracle writes it."""
    if row.kind is ClaimRowKind.REPAID:
        assert row.split is not None
        names = ("costs", "interest", "overdue", "natural", "principal", "penalty", "surplus")
        held = [(name, getattr(row.split, name)) for name in names]
        parts = [f"{name}={money}" for name, money in held if money.fen]
        return " ".join(("repaid", f"#{row.payment}", loans(row), *parts))
    said = [row.kind.value, str(row.amount)]
    said += [loans(row)] if row.loans else []
    said += [str(row.days)] if row.days else []
    return " ".join(said)


def inked(
    amount: str,
    on: date | Moment,
    nature: Nature = Nature.LOAN,
    direction: Direction | None = None,
    **changed: Any,
) -> Payment:
    """Return a payment that a page shows, at a place of its own."""
    ways = {Nature.LOAN: Direction.OUT, Nature.REPAYMENT: Direction.IN}
    at = on if isinstance(on, Moment) else day(on)
    digest = Digest(Algorithm.SHA256, sha256(f"{amount} {at}".encode()).hexdigest())
    where = Where(digest, Box(0, 0, 100, 20))
    return Payment(
        amount=Sourced(yuan(amount), amount, where),
        direction=direction or ways.get(nature),
        state=changed.pop("state", State.ACCEPTED),
        at=at,
        nature=nature,
        places=(where,),
        **changed,
    )


def with_payments(*payments: Payment, **case: Any) -> LoanFacts:
    """Return facts with these payments, under the terms of a case without money."""
    return replace(facts_of({"loans": [], **case}), payments=payments, doubts=())


def of(found: LoanFacts, on: date, **changed: Any) -> Claim:
    return claim.compute(found, on=on, lpr=TABLE, **changed)


def noticed(found: Claim) -> list[NoticeKind]:
    return [one.kind for one in found.notices]
