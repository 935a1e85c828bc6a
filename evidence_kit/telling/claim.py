"""A claim as a lawyer reads it: the sums, how each comes about, other readings, what is open."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from evidence_kit.telling import claim_close, suit
from evidence_kit.telling.doubts import doubt_line, file_names
from evidence_kit.telling.sources import pages_of_payments, places
from evidence_kit.words import Words

if TYPE_CHECKING:
    from evidence_kit.model import (
        Alternative,
        Claim,
        ClaimNotice,
        ClaimRow,
        Figures,
        Money,
        OpenPoint,
    )
    from evidence_kit.pipeline.claiming import Claimed
    from evidence_kit.render.claim_running import Going

_LEAST_WIDTH: Final = 80
_FIGURES = ("principal", "interest", "overdue", "penalty", "costs", "court_fees", "total")
_PARTS = (
    *("costs", "interest", "overdue", "natural", "penalty", "principal", "surplus"),
    "above_cap",
)
_NO_DAY = "—"


def claimed(found: Claimed, words: Words) -> str:
    """Return everything that is told of a claim, line by line."""
    lines = [*_head(found, words), *_sums(found, words)]
    claim = found.report.claim
    if claim and claim.rows:
        lines += ["", words.say("claim.part_rows"), _table(claim.rows, found, words)]
        lines += [f"  {words.say('claim.rounding')}"]
    if claim and claim.measure:
        lines += ["", words.say("claim.part_measure"), _table(claim.measure, found, words)]
    lines += [*_notices(found, words), *_alternatives(found, words), *_open(found, words)]
    lines += [*suit.lines(found, words), *claim_close.lines(found, words)]
    return "\n".join(lines)


# ── the sums ───────────────────────────────────────────────────────────────────────────


def _head(found: Claimed, words: Words) -> Iterator[str]:
    said, nobody = found.arranged.brief, words.say("claim.nobody")
    yield words.say(
        "claim.head",
        plaintiff=said.plaintiff or nobody,
        defendant=said.defendant or nobody,
        on=found.report.on.isoformat(),
    )
    for one in found.report.licensed:
        if one.no_private_loan:
            yield words.say("claim.licensed", name=one.name)


def _sums(found: Claimed, words: Words) -> Iterator[str]:
    claim = found.report.claim
    if claim is None:
        return
    figures = claim.figures
    yield words.say(
        f"claim.outcome.{claim.outcome.value}",
        on=claim.on.isoformat(),
        total=str(figures.total) if figures else "",
        overpaid=str(figures.overpaid) if figures else "",
        per_day=str(claim.per_day),
    )
    if figures is None or not figures.total.fen:
        return
    yield words.say("claim.figures")
    for name in _FIGURES:
        money: Money = getattr(figures, name)
        if money.fen:
            yield f"  {words.say(f'claim.figure.{name}')}  {money}"
    yield from (f"  {line}" for line in _without(claim, words))
    yield from (f"  {line}" for line in _further(claim, words))


def _without(claim: Claim, words: Words) -> Iterator[str]:
    """Yield each loan that the sums leave out."""
    kinds = {"loan_without": "claim.without", "loan_without_lpr": "claim.without_lpr"}
    for one in claim.notices:
        if one.kind.value in kinds:
            yield words.say(kinds[one.kind.value], **dict(one.args))


def _further(claim: Claim, words: Words) -> Iterator[str]:
    """Yield what each claim brings by the day, from when until when, as the table puts it."""
    from evidence_kit.render.claim_running import going_on

    for name in _FIGURES:
        for one in going_on(claim, name):
            yield words.say(
                "claim.further",
                what=words.say(f"claim.figure.{name}"),
                since=one.since.isoformat(),
                principal=str(one.principal),
                rate=one.percent,
                per_day=str(_rounded(one.per_day)),
                loan=words.say("claim.comma").join(map(str, one.loans)),
                until=_until(one, claim, words),
            )


def _until(one: Going, claim: Claim, words: Words) -> str:
    """Say how long a day brings so much, if nothing is paid."""
    from evidence_kit.claim.formulas import percent

    if one.until and one.then is not None:
        ends = {"until": one.until.isoformat(), "again": one.again.isoformat() if one.again else ""}
        return words.say("claim.until.due", **ends, then=percent(one.then))
    if one.once:
        return words.say("claim.until.waiting", amount=str(claim.waiting))
    return words.say("claim.until.published" if one.segmented else "claim.until.paid")


def _rounded(fen: Fraction) -> Money:
    from evidence_kit.model import Money

    return Money(int(fen + Fraction(1, 2)))


# ── the rows ───────────────────────────────────────────────────────────────────────────


def _table(rows: Sequence[ClaimRow], found: Claimed, words: Words) -> str:
    """Return rows as a table as wide as the terminal."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    width = max(shutil.get_terminal_size((100, 24)).columns, _LEAST_WIDTH)
    table = Table(box=SIMPLE_HEAD, show_lines=True)
    table.add_column(words.say("claim.column.number"))
    table.add_column(words.say("claim.column.item"), overflow="fold", ratio=3)
    table.add_column(words.say("claim.column.formula"), overflow="fold", ratio=4)
    table.add_column(words.say("claim.column.amount"), justify="right", no_wrap=True)
    table.add_column(words.say("claim.column.shown"), overflow="fold", ratio=2)
    for row in rows:
        table.add_row(*_cells(row, found, words))
    told = io.StringIO()
    Console(file=told, width=width, highlight=False, markup=False).print(table)
    return told.getvalue().rstrip()


def _cells(row: ClaimRow, found: Claimed, words: Words) -> tuple[str, ...]:
    from evidence_kit.render.citing import cited_together

    articles = cited_together(row.articles) or _NO_DAY
    practice = f" ({words.say('claim.practice')})" if row.practice else ""
    return (
        str(row.number),
        "\n".join(_item(row, words)),
        f"{row.formula.text}\n{articles}{practice}",
        str(row.amount),
        _shown(row, found, words),
    )


def _item(row: ClaimRow, words: Words) -> Iterator[str]:
    numbers = words.say("claim.comma").join(map(str, row.loans)) or _NO_DAY
    yield words.say(
        f"claim.row.{row.kind.value}", loans=numbers, payment=str(row.payment or ""), what=row.what
    )
    first, last = (day.isoformat() if day else _NO_DAY for day in (row.first, row.last))
    if row.first:
        days = str(row.days)
        span = words.say("claim.days", first=first, last=last, days=days) if row.days else first
        span = words.say("claim.assumed", day=span) if row.assumed else span
        yield span
    if row.split:
        parts = [(name, getattr(row.split, name)) for name in _PARTS]
        yield ", ".join(
            words.say(f"claim.split.{name}", amount=str(money))
            for name, money in parts
            if money.fen
        )
        if shares := _shares(row, words):
            yield shares
        if row.principal_after is not None:
            yield words.say("claim.left", amount=str(row.principal_after))


def _shares(row: ClaimRow, words: Words) -> str:
    """Say how loans of one rank share a payment."""
    parts = dict(row.formula.parts)
    shared = [(n, parts[f"loan{n}"]) for n in row.loans if f"loan{n}" in parts]
    return words.say("claim.comma").join(
        words.say("claim.share", loan=str(number), amount=amount) for number, amount in shared
    )


def _shown(row: ClaimRow, found: Claimed, words: Words) -> str:
    paid = found.report.traced.of(row)
    told = pages_of_payments(paid, found, words) or places(row.places, found, words)
    return told or (words.say("claim.shown.stated") if row.stated else _NO_DAY)


# ── beside the figures ─────────────────────────────────────────────────────────────────


def _notices(found: Claimed, words: Words) -> Iterator[str]:
    claim = found.report.claim
    if claim is None or not (claim.notices or found.report.grace_assumed):
        return
    yield from ("", words.say("claim.part_notices"))
    yield from (f"  - {_notice(one, words)}" for one in claim.notices)
    if found.report.grace_assumed:
        days = str(claim.settings.grace_days)
        yield f"  - {words.say('claim.grace_assumed', days=days)}"


def _notice(one: ClaimNotice, words: Words) -> str:
    args = {"earliest": _NO_DAY, "latest": _NO_DAY, **dict(one.args)}
    return words.say(f"claim.notice.{one.kind.value}", **args)


def _alternatives(found: Claimed, words: Words) -> Iterator[str]:
    claim = found.report.claim
    if claim is None or not claim.alternatives:
        return
    yield from ("", words.say("claim.part_alternatives"))
    for one in claim.alternatives:
        yield f"  - {_alternative(one, claim, words)}"


def _alternative(one: Alternative, claim: Claim, words: Words) -> str:
    from evidence_kit.render.citing import cited_together

    args = dict(one.args)
    if "setting" in args:
        args["setting"] = words.say(f"claim.setting.{args['setting']}")
    what = words.say(f"claim.alternative.{one.kind.value}", **{"due": _NO_DAY, **args})
    what += f" {cited_together(one.articles)}" if one.articles else ""
    if one.figures is None or claim.figures is None:
        return words.say("claim.alternative_none", what=what)
    change = _change(one.figures, claim.figures, words)
    return words.say("claim.alternative", what=what, total=str(one.figures.total), change=change)


def _change(other: Figures | None, main: Figures | None, words: Words) -> str:
    """Say by how much a sum would be another; where none is owed, by how much what is too much."""
    from evidence_kit.model import Money

    if other is None or main is None:
        return words.say("claim.change.unknown")
    money = Money(other.total.fen - main.total.fen)
    if money.fen == 0:
        return _same(other, main, words)
    amount = str(Money(abs(money.fen)))
    more = money.fen > 0
    return words.say("claim.change.more" if more else "claim.change.less", amount=amount)


def _same(other: Figures, main: Figures, words: Words) -> str:
    """Say what differs where the sum is the same."""
    if other.overpaid != main.overpaid:
        overpaid = {"overpaid": str(other.overpaid), "main": str(main.overpaid)}
        return words.say("claim.change.overpaid", **overpaid)
    if other.principal != main.principal:
        return words.say("claim.change.parts", principal=str(other.principal))
    return words.say("claim.change.same")


def _open(found: Claimed, words: Words) -> Iterator[str]:
    claim = found.report.claim
    points: Sequence[OpenPoint] = claim.open_points if claim else ()
    if not points:
        return
    yield from ("", words.say("claim.part_open"))
    doubts = {doubt.id: doubt for doubt in found.story.facts.doubts}
    names = file_names(found.story)
    for one in points:
        if one.amount is None:
            told = [doubt_line(doubts[i], names, words) for i in one.doubts if i in doubts]
            yield from (f"  - {line.strip()}" for line in told)
            continue
        day = one.on.isoformat() if one.on else words.say("suit.undated")
        args = {**dict(one.args), "amount": str(one.amount), "on": day}
        what = words.say(f"claim.open.{one.kind.value}", **args)
        shown = places(one.places, found, words)
        what += f" [{shown}]" if shown else ""
        total = str(one.figures.total) if one.figures else _NO_DAY
        change = _change(one.figures, claim.figures if claim else None, words)
        yield f"  - {words.say('claim.open_change', what=what, change=change, total=total)}"
