"""A claim, put into the shape that `claim_schema` promises."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from fractions import Fraction

from evidence_kit.case import placing
from evidence_kit.claim import articles, lpr
from evidence_kit.model import (
    Alternative,
    Case,
    Claim,
    ClaimReport,
    ClaimRow,
    Figures,
    Further,
    Money,
    OpenPoint,
    Payment,
    Split,
    Where,
)
from evidence_kit.render.claim_schema import (
    AlternativeJson,
    AmountsJson,
    ClaimJson,
    ClaimRowJson,
    FiguresJson,
    FurtherJson,
    LprJson,
    OpenPointJson,
    ShownJson,
    TextJson,
)
from evidence_kit.render.contract import Story
from evidence_kit.render.suit_json import (
    articles_json,
    court_json,
    delay_json,
    fee_json,
    guarantee_json,
    liable_json,
    licensed_json,
    limitation_json,
    note_json,
    option_json,
)

_FEN = 100  # of a yuan
_FIGURES = (
    "principal",
    "interest",
    "overdue",
    "penalty",
    "costs",
    "total",
    "overpaid",
    "court_fees",
)


def claim_json(report: ClaimReport, arranged: Case, story: Story, *, written: bool) -> ClaimJson:
    """Return the contract's value for a claim; `written` says that there is a table for it."""
    shown = Shown(report, arranged, story)
    return {
        "format": 1,
        "on": report.on.isoformat(),
        "filing": report.filing.isoformat(),
        "filed": arranged.brief.filed_on is not None,
        "claim": _amounts(report.claim, report, shown) if report.claim else None,
        "limitation": limitation_json(report.limitation, shown.of),
        "guarantees": [guarantee_json(one) for one in report.guarantees],
        "liable": [liable_json(one) for one in report.liable],
        "options": [option_json(one) for one in report.options],
        "courts": [court_json(one) for one in report.courts],
        "court_fits": note_json(report.court_fits) if report.court_fits else None,
        "fees": [fee_json(one) for one in report.fees],
        "delay": delay_json(report.delay) if report.delay else None,
        "licensed": [licensed_json(one) for one in report.licensed],
        "lpr": _lpr(report),
        "law_as_of": articles.AS_OF.isoformat(),
        "texts": _texts(report),
        "confirm": [kind.value for kind in report.confirm],
        "table": written,
    }


class Shown:
    """Where sums stand: exhibits and pages as the bundle numbers them, and the user's files."""

    def __init__(self, report: ClaimReport, arranged: Case, story: Story) -> None:
        self._traced = report.traced
        self._case = arranged
        self._screens = story.screens
        self._names = {one.sha256.hex: one.name for one in reversed(story.sources)}

    def of(self, places: Iterable[Where], paid: Iterable[Payment] = ()) -> ShownJson:
        """Return what shows places and payments; by a person's word where nothing does."""
        where, moved = tuple(places), tuple(paid)
        pages = {*placing.placed(self._case, self._screens, where)}
        for one in moved:
            pages |= {*placing.of_payment(self._case, self._screens, one)}
        by_exhibit: dict[int, list[int]] = {}
        for page in sorted(pages):
            by_exhibit.setdefault(page.exhibit, []).append(page.page)
        inked = [*where, *(place for one in moved for place in one.places)]
        files = [self._names.get(one.source.hex, "") for one in inked]
        files += [one.stated.shown_in or "" for one in moved if one.stated]
        return {
            "exhibits": [{"exhibit": n, "pages": shown} for n, shown in by_exhibit.items()],
            "files": list(dict.fromkeys(name for name in files if name)),
            "stated": not inked,
        }

    def row(self, row: ClaimRow) -> ShownJson:
        """Return what shows the sum that a row starts from."""
        return {**self.of(row.places, self._traced.of(row)), "stated": row.stated}


# ── the claim ──────────────────────────────────────────────────────────────────────────


def _amounts(claim: Claim, report: ClaimReport, shown: Shown) -> AmountsJson:
    sure = report.sure
    return {
        "outcome": claim.outcome.value,
        "figures": _figures(claim.figures),
        "per_day": str(claim.per_day),
        "further": [_further(one) for one in claim.further],
        "settings": {
            one.name: str(getattr(claim.settings, one.name)) for one in fields(claim.settings)
        },
        "waiting": str(claim.waiting),
        "rows": [_row(row, shown) for row in claim.rows],
        "measure": [_row(row, shown) for row in claim.measure],
        "notices": [{"kind": one.kind.value, "args": dict(one.args)} for one in claim.notices],
        "alternatives": [_alternative(one, claim) for one in claim.alternatives],
        "open_points": [_open(one, shown) for one in claim.open_points],
        "grace_assumed": report.grace_assumed,
        "sure_total": str(sure.claim.figures.total) if sure and sure.claim.figures else None,
        "sure_is_whole": bool(sure and sure.whole),
    }


def _figures(figures: Figures | None) -> FiguresJson | None:
    if figures is None:
        return None
    principal, interest, overdue, penalty, costs, total, overpaid, court_fees = (
        str(getattr(figures, name)) for name in _FIGURES
    )
    return {
        "principal": principal,
        "interest": interest,
        "overdue": overdue,
        "penalty": penalty,
        "costs": costs,
        "total": total,
        "overpaid": overpaid,
        "court_fees": court_fees,
    }


def _row(row: ClaimRow, shown: Shown) -> ClaimRowJson:
    return {
        "number": row.number,
        "kind": row.kind.value,
        "amount": str(row.amount),
        "formula": {"text": row.formula.text, "parts": dict(row.formula.parts)},
        "articles": articles_json(row.articles),
        "loans": list(row.loans),
        "payment": row.payment,
        "first": _day(row.first),
        "last": _day(row.last),
        "days": row.days,
        "base": _money(row.base),
        "rate": _rate(row.rate),
        "agreed": _rate(row.agreed),
        "cap": _rate(row.cap),
        "split": _split(row.split) if row.split else None,
        "principal_after": _money(row.principal_after),
        "shown": shown.row(row),
        "assumed": row.assumed,
        "practice": row.practice,
        "what": row.what,
    }


def _split(split: Split) -> dict[str, str]:
    parts = {one.name: getattr(split, one.name) for one in fields(split)}
    return {name: str(money) for name, money in parts.items() if money.fen}


def _further(one: Further) -> FurtherJson:
    return {
        "loan": one.loan,
        "since": one.since.isoformat(),
        "principal": str(one.principal),
        "rate": str(one.rate),
        "per_day": str(one.per_day / _FEN),
        "cap": _rate(one.cap),
        "until": _day(one.until),
        "then": _rate(one.then),
        "articles": articles_json(one.articles),
    }


def _alternative(one: Alternative, claim: Claim) -> AlternativeJson:
    change = None
    if one.figures and claim.figures:
        change = str(Money(one.figures.total.fen - claim.figures.total.fen))
    return {
        "kind": one.kind.value,
        "args": dict(one.args),
        "figures": _figures(one.figures),
        "change": change,
        "articles": articles_json(one.articles),
    }


def _open(one: OpenPoint, shown: Shown) -> OpenPointJson:
    return {
        "kind": one.kind.value,
        "args": dict(one.args),
        "doubts": list(one.doubts),
        "amount": _money(one.amount),
        "on": _day(one.on),
        "figures": _figures(one.figures),
        "change": _money(one.change),
        "shown": shown.of(one.places),
    }


# ── by which law ───────────────────────────────────────────────────────────────────────


def _lpr(report: ClaimReport) -> LprJson:
    last = report.lpr.rows[-1]
    return {
        "verified": report.lpr.verified.isoformat(),
        "known_until": lpr.known_until(report.lpr).isoformat(),
        "last_published": last.published.isoformat(),
        "last_one_year": str(last.one_year),
        "used": [
            {"published": one.published.isoformat(), "one_year": str(one.one_year)}
            for one in (report.claim.published if report.claim else ())
        ],
    }


def _texts(report: ClaimReport) -> list[TextJson]:
    cited = dict.fromkeys(article.text for article in report.articles)
    return [
        {
            "text": one.text.value,
            "title": one.title,
            "version": one.version,
            "in_force": one.in_force.isoformat(),
            "mark": one.mark.value,
        }
        for one in (articles.TEXTS[text] for text in cited)
    ]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _money(money: Money | None) -> str | None:
    return str(money) if money is not None else None


def _rate(rate: Fraction | None) -> str | None:
    return str(rate) if rate is not None else None
