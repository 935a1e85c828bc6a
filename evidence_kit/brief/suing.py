"""Tables of case.toml as understood → what a claim is reckoned by, and what a suit hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from evidence_kit.brief.claim_tables import YES_OR_NO
from evidence_kit.brief.keys import Understood
from evidence_kit.model import (
    AgreedCourt,
    Agreement,
    AllotmentOrder,
    Circumstances,
    ClaimSettings,
    Cost,
    GuaranteeTerm,
    GuarantorDemand,
    Home,
    Kept,
    LevelPlan,
    LoanTerms,
    Lpr,
    Money,
    Proceeding,
    Rollover,
    Threshold,
)

Tables: TypeAlias = Mapping[str, Sequence[Understood]]
_SETTINGS = (
    *("day_count", "lpr", "ends", "formation", "standard", "above_cap", "lawyers_fee"),
    "new_note",
)
_AGREED = ("overdue_rate", "penalty_rate", "penalty", "fees", "natural_persons", "unclear_rates")
_OF_ONE_LOAN = ("number", "due", "rate", "overdue_rate", "secured")
# Both parties may agree on small claims up to four times the limit: 50 % and 200 % of one wage
# (民事诉讼法第一百六十五条).
_BY_AGREEMENT = 4
# Whose word a limit is that case.toml gives.
OWN_LIMIT = "case.toml"


def settings(tables: Tables) -> ClaimSettings:
    """Return what the law leaves open as [claim] and [suit] set it.

    `grace_days` is one answer to one question: what limitation reckons by, interest does too.
    """
    said = _once(tables, "claim")
    grace = _picked(_once(tables, "suit"), ("grace_days",))
    stays = {"paid_24_to_36_stays": said["voluntary_stays"]} if "voluntary_stays" in said else {}
    return ClaimSettings(**_picked(said, _SETTINGS), **grace, **stays)


def agreement(tables: Tables) -> Agreement:
    """Return what was agreed that no fact holds."""
    said = _once(tables, "claim")
    return Agreement(
        **_picked(said, _AGREED),
        order=said.get("allotment", AllotmentOrder.BY_LAW),
        costs=tuple(Cost(row["date"], row["amount"], row["kind"]) for row in _rows(tables, "cost")),
        loans=tuple(map(_terms, _rows(tables, "loan_terms"))),
        designated=tuple((row["payment"], row["loan"]) for row in _rows(tables, "designated")),
        rollovers=tuple(
            Rollover(row["date"], row["principal"], row["number"])
            for row in _rows(tables, "rollover")
        ),
        kept=tuple(Kept(row["number"], row["amount"]) for row in _rows(tables, "withheld")),
    )


def circumstances(tables: Tables) -> Circumstances:
    """Return what a suit hangs on; None is what nobody said."""
    said = _once(tables, "suit")
    return Circumstances(
        **_picked(said, (*YES_OR_NO, "province", "grace_days", "performance_place")),
        threshold=_threshold(said),
        defendant_home=_home(said, "defendant_home"),
        plaintiff_home=_home(said, "plaintiff_home"),
        agreed_court=_court(said),
        proceedings=tuple(
            Proceeding(row["kind"], row["date"]) for row in _rows(tables, "proceeding")
        ),
        guarantees=tuple(_terms_of_guarantors(tables)),
        guarantor_demands=tuple(
            GuarantorDemand(row["name"], row["date"], row.get("arrived"))
            for row in _rows(tables, "guarantor_demand")
        ),
    )


def rates(tables: Tables) -> tuple[Lpr, ...]:
    """Return the one-year rates that a person adds to the table."""
    return tuple(Lpr(row["date"], row["rate"]) for row in _rows(tables, "lpr"))


def _terms(row: Mapping[str, Any]) -> LoanTerms:
    level = (
        LevelPlan(row["months"], row["level_rate"], row["first_due"]) if "months" in row else None
    )
    return LoanTerms(**_picked(row, _OF_ONE_LOAN), level=level)


def _terms_of_guarantors(tables: Tables) -> Iterator[GuaranteeTerm]:
    for row in _rows(tables, "guarantor"):
        if "months" in row or "until" in row:
            yield GuaranteeTerm(row["name"], row.get("months"), row.get("until"))


def _threshold(said: Mapping[str, Any]) -> Threshold | None:
    if "small_claims_limit" not in said:
        return None
    limit: Money = said["small_claims_limit"]
    return Threshold(
        province=said.get("province", ""),
        limit=limit,
        agreed=Money(limit.fen * _BY_AGREEMENT),
        valid_from=said["small_claims_since"],
        source=OWN_LIMIT,
    )


def _home(said: Mapping[str, Any], key: str) -> Home | None:
    return Home(said[key], said.get(f"{key}_since")) if key in said else None


def _court(said: Mapping[str, Any]) -> AgreedCourt | None:
    if "agreed_court" not in said:
        return None
    return AgreedCourt(
        name=said["agreed_court"],
        written=said.get("agreed_in_writing"),
        connections=said.get("agreed_places"),
        or_arbitration=said.get("agreed_or_arbitration", False),
    )


def _once(tables: Tables, name: str) -> dict[str, Any]:
    rows = _rows(tables, name)
    return rows[0] if rows else {}


def _rows(tables: Tables, name: str) -> list[dict[str, Any]]:
    return [dict(row) for row in tables[name]]


def _picked(said: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: said[name] for name in names if name in said}
