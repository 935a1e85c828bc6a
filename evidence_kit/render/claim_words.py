"""The claim in the court's words: every cell of the 诉讼请求计算表, without a doubt in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from evidence_kit.case import placing
from evidence_kit.claim import articles
from evidence_kit.claim.formulas import percent
from evidence_kit.claim.ledger import REFORM
from evidence_kit.claim.rates import TIMES as CEILING
from evidence_kit.model import (
    Case,
    ClaimNotice,
    ClaimRow,
    ClaimRowKind,
    DayCount,
    Liability,
    Liable,
    Lpr,
    Money,
    NoticeKind,
    Screen,
    Source,
    Split,
    SureClaim,
)
from evidence_kit.render.citing import cited_together, version_of
from evidence_kit.render.claim_rules import by_agreement, by_law, held, held_together, quarter
from evidence_kit.render.claim_running import Going, Later, falling_due, going_on, reckoned_until
from evidence_kit.render.wording import Wording, chinese_date as day_of, cited as pages_cited

_PAPER = "claim"
_MINUS = "−"
# What is asked for, in the order of a complaint.
_ASKED = ("principal", "interest", "overdue", "penalty", "costs")
_PARTS = ("costs", "interest", "overdue", "natural", "penalty", "principal", "surplus")
_SURETIES = (Liability.JOINT_SURETY, Liability.GENERAL_SURETY, Liability.SURETY)
# What the row takes off what is owed.
_OFF = (
    ClaimRowKind.KEPT,
    ClaimRowKind.REPAID,
    ClaimRowKind.LIMITED,
    ClaimRowKind.SET_OFF,
    ClaimRowKind.WAIVED,
)
# What is said of loans and payments that no row reckons, and of a ceiling that has no day.
_RULES = (
    *(NoticeKind.LOAN_WITHOUT, NoticeKind.PAID_WITHOUT),
    *(NoticeKind.NO_LPR_AT_FORMATION, NoticeKind.LEVEL_RATE, NoticeKind.YEAR_OF_360),
)
_LEFT_OUT = (NoticeKind.LOAN_WITHOUT,)
# After which the principal is another.
_TURNS = (
    *(ClaimRowKind.KEPT, ClaimRowKind.REPAID, ClaimRowKind.CAPITALISED, ClaimRowKind.WAIVED),
    ClaimRowKind.SET_OFF,
)


@dataclass(frozen=True, slots=True)
class CourtClaim:
    """A sure claim, told in the court's words with the exhibits that show its sums."""

    sure: SureClaim
    case: Case
    screens: Sequence[tuple[Source, Screen]]
    words: Wording

    @property
    def on(self) -> str:
        """The day reckoned to."""
        return day_of(self.sure.claim.on.isoformat())

    def head(self) -> list[str]:
        """Return the lines below the heading; a name that nobody told is a blank."""
        said = self.case.brief
        others = "、".join(
            self._said(
                "other", name=one.name or "", **{"as": self._said(f"liability.{one.liability}")}
            )
            for one in self.sure.liable
        )
        debtor = said.defendant or ""
        if others:
            debtor = self._said("with_others", defendant=debtor, others=others)
        known = {"plaintiff": said.plaintiff or "", "defendant": debtor, "on": self.on}
        return self.words.texts(_PAPER, "head", known)

    # ── what is asked for ──────────────────────────────────────────────────────────────

    def claims(self) -> Iterator[tuple[str, str, str]]:
        """Yield number, request and sum of each claim, then what all come to.

        What only runs on from the next day has no sum yet.
        """
        figures = self.sure.claim.figures
        if figures is None:
            return
        apart = Money(figures.costs.fen - figures.court_fees.fen)
        sums = [(name, getattr(replace(figures, costs=apart), name)) for name in _ASKED]
        asked = [
            (self._asked(name), str(money) if money.fen else self._said("none"))
            for name, money in sums
            if self._is_asked(name, money)
        ]
        asked += [(told, self._said("none")) for told in self._of_sureties(len(asked))]
        everybody = self._said("who.all" if self.sure.liable else "who.alone")
        court = str(figures.court_fees) if figures.court_fees.fen else ""
        fee = self._said("claim.fee", who=everybody, court=court)
        asked.append((fee, self._said("fee_amount")))
        for number, (request, amount) in enumerate(asked, start=1):
            yield str(number), request, amount
        total = self._said("total", loans=self._without())
        yield self._said("none"), total, str(figures.claimed)

    def _without(self) -> str:
        """Name the loans that no figure is given of."""
        notices = (dict(one.args) for one in self.sure.claim.notices if one.kind in _LEFT_OUT)
        return self._loans([int(args["loan"]) for args in notices])

    def _is_asked(self, name: str, money: Money) -> bool:
        """Say whether a claim is made: of something, or of what goes on to run."""
        return bool(money.fen) or bool(going_on(self.sure.claim, name))

    def _asked(self, name: str) -> str:
        """Return one request: of principal what isn't due yet, of interest what it runs on by."""
        claim = self.sure.claim
        going, until = going_on(claim, name), reckoned_until(claim, name)
        later = "、".join(map(self._later, falling_due(claim))) if name == "principal" else ""
        told = self._said(
            f"claim.{name}_running" if going else f"claim.{name}",
            who=self._who(),
            until=day_of(until.isoformat()) if until else "",
            later=later,
        )
        return "；".join([told, *map(self._going, going)])

    def _later(self, one: Later) -> str:
        return self._said(
            "undue" if one.parts == 1 else "undue_parts",
            loans=self._loans(one.loans),
            principal=str(one.principal),
            due=day_of(one.due.isoformat()),
            last=day_of(one.last.isoformat()),
            parts=str(one.parts),
        )

    def _who(self) -> str:
        """Name those who borrowed, where others are sued too; else one defendant is enough."""
        if not self.sure.liable:
            return self._said("who.alone")
        if not self._as(Liability.CO_BORROWER):
            return self._debtors()
        return self._said("who.together", debtors=self._debtors())

    def _debtors(self) -> str:
        with_them = "、".join(one.name or "" for one in self._as(Liability.CO_BORROWER))
        debtor = self.case.brief.defendant or ""
        key = "who.debtors" if with_them else "who.debtor"
        return self._said(key, defendant=debtor, others=with_them)

    def _as(self, *liabilities: Liability) -> list[Liable]:
        return [one for one in self.sure.liable if one.liability in liabilities]

    def _of_sureties(self, claims: int) -> Iterator[str]:
        """Yield what is asked of each surety: to stand in for the claims before theirs."""
        items = "1" if claims == 1 else f"1至{claims}"
        for one in self._as(*_SURETIES):
            key = f"claim.{one.liability}"
            loans = self._loans(one.loans) if one.free_of else ""
            said = {"name": one.name or "", "items": items, "loans": loans}
            yield self._said(key, **said, debtor=self._debtors())

    def _going(self, one: Going) -> str:
        """Return from when and by what a claim goes on; where that changes on a day, up to it."""
        key = "claim.further_once" if one.once else "claim.further"
        key = "claim.further_segmented" if one.segmented else key
        return self._said(
            "claim.further_until" if one.until else key,
            since=day_of(one.since.isoformat()),
            principal=str(one.principal),
            rate=one.percent,
            until=day_of(one.until.isoformat()) if one.until else "",
            again=day_of(one.again.isoformat()) if one.again else "",
            then=percent(one.then) if one.then is not None else "",
            amount=str(self.sure.claim.waiting),
        )

    # ── how it comes about ─────────────────────────────────────────────────────────────

    def rows(self, every: Sequence[ClaimRow]) -> Iterator[tuple[str, ...]]:
        """Yield the cells of each row; none is empty."""
        for row in every:
            cells = (
                str(row.number),
                self._days(row),
                self._item(row),
                self._formula(row),
                f"{_MINUS if row.kind in _OFF else ''}{row.amount}",
                self._rests_on(row),
                self._shown(row),
            )
            yield tuple(cell or self._said("none") for cell in cells)

    def _rests_on(self, row: ClaimRow) -> str:
        """Return the articles of a row that this program's sources hold; else what was agreed."""
        held = cited_together(filter(articles.is_read, row.articles))
        return held or (self._said("agreed") if row.articles else "")

    def _days(self, row: ClaimRow) -> str:
        first = day_of(row.first.isoformat()) if row.first else ""
        last = day_of(row.last.isoformat()) if row.last else ""
        if first == last:
            return self._said("assumed", day=first) if row.assumed else first
        return self._said("days", first=first, last=last, days=str(row.days))

    def _item(self, row: ClaimRow) -> str:
        item = self._said(
            f"row.{row.kind.value}",
            loans=self._loans(row.loans),
            payment=str(row.payment or ""),
            what=row.what,
            split=self._split(row, row.split) if row.split else "",
        )
        if shares := self._shares(row):
            item = self._said("row.shared", item=item, shares=shares)
        if row.kind in _TURNS and row.principal_after is not None:
            return self._said("row.left", item=item, principal=str(row.principal_after))
        return item

    def _formula(self, row: ClaimRow) -> str:
        """Return the sum, and the ceiling that an agreed rate was held against."""
        reckoned, _, more = row.formula.text.partition("; ")
        if row.kind is ClaimRowKind.CHARGE:
            room = more.partition("⌊")[2].partition("⌋")[0]
            return self._said("row.least", room=room, **dict(row.formula.parts))
        if row.kind is ClaimRowKind.CAPITALISED:
            return self._grown(row)
        if row.cap is None or row.agreed is None or row.rate is None:
            return row.formula.text.replace("; ", "；")
        told = self._ceiling("row.cap", row.cap)
        if row.kind is ClaimRowKind.PENALTY and row.rate < row.agreed:
            beside = {"beside": percent(row.cap - row.rate), "left": percent(row.rate)}
            told += self._said("row.beside", **beside)
        if self.sure.claim.settings.day_count is DayCount.ACTUAL_360:
            told += self._said("row.by_360")
        return f"{reckoned}；{told}"

    def _grown(self, row: ClaimRow) -> str:
        """Return which of two sums a new note made principal, and what that is then."""
        told = dict(row.formula.parts)
        note, principal = (int(Fraction(told[name]) * 100) for name in ("note", "principal"))
        sums = {"rest": note - principal, "grown": row.amount.fen}
        sums["after"] = principal + row.amount.fen
        told |= {name: str(Money(fen)) for name, fen in sums.items()}
        room = row.formula.text.partition("⌊")[2].partition("⌋")[0]
        return self._said("row.nothing" if note < principal else "row.grown", room=room, **told)

    def _shares(self, row: ClaimRow) -> str:
        """Say how loans of one rank share a payment."""
        parts = dict(row.formula.parts)
        shared = [(n, parts[f"loan{n}"]) for n in row.loans if f"loan{n}" in parts]
        return "、".join(
            self._said("row.share", loan=self._loans((n,)), amount=amount) for n, amount in shared
        )

    def _ceiling(self, key: str, cap: Fraction) -> str:
        lpr = quarter(cap)
        return self._said(key, lpr=percent(lpr) if lpr else "", cap=percent(cap))

    def _loans(self, numbers: Sequence[int]) -> str:
        """Name loans by their numbers; where there is only one, nothing tells it apart."""
        if len(self.sure.traced.loans) < 2 or not numbers:
            return ""
        return self._said("loans", numbers="、".join(map(str, numbers)))

    def _split(self, row: ClaimRow, split: Split) -> str:
        parts = [(name, getattr(split, name)) for name in _PARTS]
        return "、".join(self._part(row, split, name, money) for name, money in parts if money.fen)

    def _part(self, row: ClaimRow, split: Split, name: str, money: Money) -> str:
        """Name a part of a payment; what was agreed above a ceiling goes by no other name."""
        since = row.first is not None and row.first >= REFORM
        key = "above" if name == "natural" and since else name
        above = str(split.above_cap) if name == "principal" and split.above_cap.fen else ""
        return self._said(f"split.{key}", amount=str(money), above=above)

    def _shown(self, row: ClaimRow) -> str:
        paid = self.sure.traced.of(row)
        found = [placing.of_payment(self.case, self.screens, one) for one in paid]
        pages = {one for places in found for one in places}
        pages |= set(placing.placed(self.case, self.screens, row.places))
        if not pages:
            return self._said("stated") if row.stated else ""
        by_exhibit: dict[int, list[int]] = {}
        for one in sorted(pages):
            by_exhibit.setdefault(one.exhibit, []).append(one.page)
        return "；".join(
            self._said("exhibit", exhibit=str(number), pages=pages_cited(shown))
            for number, shown in by_exhibit.items()
        )

    # ── by which rules ─────────────────────────────────────────────────────────────────

    def rules(self) -> Iterator[str]:
        """Yield how it was reckoned: a sentence each, then the texts cited."""
        claim, set_as = self.sure.claim, self.sure.claim.settings
        if not self.sure.whole:
            yield self._said("rule.sure")
        yield self._said(f"rule.{set_as.day_count.value}")
        kinds = {row.kind for row in claim.rows}
        if ClaimRowKind.INTEREST in kinds:
            yield self._said(f"rule.{set_as.ends.value}")
        yield from self._by_law()
        for cap in held(claim):
            yield self._ceiling("rule.capped", cap)
        if held_together(claim, self.case.brief.agreed):
            yield self._said("rule.together")
        yield from (said for one in claim.notices if (said := self._notice(one)))
        yield self._said("rule.rounding")
        if claim.published:
            rates = "；".join(map(self._published, claim.published))
            yield self._said("rule.lpr", rates=rates)
        texts = dict.fromkeys(article.text for row in claim.rows for article in row.articles)
        yield self._said("rule.texts", texts="、".join(map(version_of, texts)))

    def _by_law(self) -> Iterator[str]:
        """Yield how overdue interest without a rate was reckoned, of which loans if not of all."""
        claim = self.sure.claim
        old, late = by_law(claim)
        apart = by_agreement(claim) or (old and late)
        for key, loans in (("_before_reform", old), ("", late)):
            if loans:
                named = self._loans(loans) if apart else ""
                yield self._said(f"rule.{claim.settings.lpr.value}{key}", loans=named)

    def _published(self, one: Lpr) -> str:
        """Name a published rate, and four times of it where that was a ceiling."""
        cap = CEILING * one.one_year
        ceiling = any(row.cap == cap and row.agreed is not None for row in self.sure.claim.rows)
        day = day_of(one.published.isoformat())
        told = {"published": day, "lpr": percent(one.one_year)}
        return self._said("rule.published", **told, cap=percent(cap) if ceiling else "")

    def _notice(self, one: ClaimNotice) -> str:
        args = dict(one.args)
        if one.kind is NoticeKind.TERM_BY_DEMAND:
            days = {name: day_of(args[name]) for name in ("demanded", "due")}
            return self._said("rule.by_demand", **days, days=args["days"])
        if one.kind in _RULES:
            days = {name: day_of(args[name]) for name in ("formed", "on") if name in args}
            loans = self._loans((int(args["loan"]),)) if "loan" in args else ""
            return self._said(f"rule.{one.kind}", **{**args, **days, "loans": loans})
        return ""

    def _said(self, key: str, **values: str) -> str:
        return self.words.text(_PAPER, key, values)
