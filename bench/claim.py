"""How long the reckoning of a claim takes that has many payments, some of unknown nature.

`python bench/claim.py [--loans 60] [--repayments 60] [--unknown 40]` prints the seconds of a
report whole (other readings and open points too) and of its rows alone, on one core.
"""

from __future__ import annotations

import argparse
import time
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import evidence_kit
from evidence_kit import claim, facts
from evidence_kit.claim import lpr
from evidence_kit.model import (
    Algorithm,
    Basis,
    Box,
    Brief,
    Digest,
    Direction,
    LoanFacts,
    Moment,
    Money,
    Nature,
    Payment,
    Rate,
    Sourced,
    State,
    StatedTerms,
    Where,
)

FIRST = date(2021, 1, 5)
ON = date(2026, 3, 1)
BRIEF = Brief(
    plaintiff="王小明",
    defendant="周大海",
    terms=StatedTerms(due=date(2024, 6, 1), rate=Rate(Fraction(1, 5), "年利率20%")),
)


def payment(fen: int, on: date, nature: Nature, way: Direction) -> Payment:
    """Return a payment that a page of its own shows."""
    day = datetime(on.year, on.month, on.day, 12)
    where = Where(Digest(Algorithm.SHA256, f"{fen:064x}"), Box(0, 0, 100, 20))
    return Payment(
        amount=Sourced(Money(fen), str(fen), where),
        direction=way,
        state=State.ACCEPTED,
        at=Moment(day, day, Basis.PAGE),
        nature=nature,
        places=(where,),
    )


def case(loans: int, repayments: int, unknown: int) -> LoanFacts:
    """Return a case of so many payments, all of different sums, over five years."""
    made = [
        payment(100_000 + 3701 * i, FIRST + timedelta(20 * i), Nature.LOAN, Direction.OUT)
        for i in range(loans)
    ]
    made += [
        payment(70_000 + 1301 * i, FIRST + timedelta(30 + 22 * i), Nature.REPAYMENT, Direction.IN)
        for i in range(repayments)
    ]
    ways = (Direction.OUT, Direction.IN)
    made += [
        payment(30_000 + 1101 * i, FIRST + timedelta(10 + 33 * i), Nature.UNKNOWN, ways[i % 2])
        for i in range(unknown)
    ]
    empty = facts.gather((), BRIEF)
    return LoanFacts(
        lender=empty.lender,
        borrower=empty.borrower,
        payments=tuple(made),
        sayings=(),
        terms=empty.terms,
        conversations=(),
        doubts=(),
    )


def main() -> None:
    asked = argparse.ArgumentParser()
    for name, count in (("loans", 60), ("repayments", 60), ("unknown", 40)):
        asked.add_argument(f"--{name}", type=int, default=count)
    said = asked.parse_args()
    table = Path(evidence_kit.__file__).parent / "claim" / "data" / "lpr.csv"
    rates = lpr.parse(table.read_text(encoding="utf-8"))
    found = case(said.loans, said.repayments, said.unknown)
    start = time.process_time()
    whole = claim.report(found, BRIEF, on=ON, table=rates)
    middle = time.process_time()
    claim.compute(found, on=ON, lpr=rates, alone=True)
    end = time.process_time()
    told = whole.claim
    if told is None or told.figures is None:
        raise SystemExit("no claim")
    print(
        f"{said.loans} loans, {said.repayments} repayments, {said.unknown} of unknown nature: "
        f"{len(told.rows)} rows, {len(told.alternatives)} other readings, "
        f"{len(told.open_points)} open points, {told.figures.total} yuan"
    )
    print(f"whole {middle - start:.2f} s, its rows alone {end - middle:.2f} s of one core")


if __name__ == "__main__":
    main()
