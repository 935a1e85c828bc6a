"""Until when, by which way and before which court a claim can be sued for, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from evidence_kit.telling.sources import places
from evidence_kit.words import Words

if TYPE_CHECKING:
    from evidence_kit.model import (
        Article,
        CourtCandidate,
        DaySpan,
        Duration,
        GuaranteePeriod,
        Liable,
        Maturity,
        Note,
        Option,
        Reason,
        Step,
        TermStatus,
    )
    from evidence_kit.pipeline.claiming import Claimed


# Of which loans something is still to be done in a surety's period.
_TO_DO: Final = ("term_of_loan", "term_of_loan_unsure", "term_of_loan_not_begun")


def lines(found: Claimed, words: Words) -> Iterator[str]:
    """Yield limitation, guarantees, ways, courts, fees and licensed lenders."""
    yield from _limitation(found, words)
    for period in found.report.guarantees:
        yield from _guarantee(period, words)
    yield from _liable(found, words)
    yield from _options(found, words)
    yield from _courts(found, words)
    yield from _fees(found, words)
    yield from _licensed(found, words)


# ── terms that run out ─────────────────────────────────────────────────────────────────


def _limitation(found: Claimed, words: Words) -> Iterator[str]:
    runs = found.report.limitation
    yield from ("", words.say("claim.part_limitation"))
    yield f"  {_until(runs.status, runs.end, runs.days_left, words)}"
    if runs.status.value == "nothing_owed":
        return
    yield from _begun(runs.maturity, words)
    for step in runs.steps:
        yield f"  - {_step(step, found, words)}"
    best = runs.end_at_best
    if best and runs.end != best:
        yield f"  {words.say('suit.at_best', end=_day(best))}"
    yield from _notes(runs.notes, words)


def _until(status: TermStatus, end: DaySpan | None, left: int | None, words: Words) -> str:
    told = words.say(f"suit.status.{status.value}")
    if end is None:
        return words.say("suit.until_none", status=told)
    kind = "suit.until_over" if left is not None and left < 0 else "suit.until"
    if kind == "suit.until_over" and status.value == "disputed":
        kind = "suit.until_unsure"
    return words.say(kind, status=told, end=_day(end), days=str(left))


def _begun(maturity: Maturity, words: Words) -> Iterator[str]:
    basis = words.say(f"suit.basis.{maturity.basis.value}")
    if maturity.day is None:
        yield f"  {basis}{_cited(maturity.articles)}"
    else:
        told = words.say("suit.basis", day=_day(maturity.day), basis=basis)
        yield f"  {told}{_cited(maturity.articles)}"


def _step(step: Step, found: Claimed, words: Words) -> str:
    from evidence_kit.model import Effect, LimitationAct

    act = words.say(f"suit.act.{step.act.kind.value}")
    shown = words.say("claim.shown.stated")
    if isinstance(step.act, LimitationAct):
        if step.act.quote and step.act.places:
            act = words.say("suit.step_quote", act=act, quote=step.act.quote.quote)
        shown = places(step.act.places, found, words) or shown
    why = words.say(f"suit.why.{step.why.value}") if step.why else ""
    ends = "suit.step_would" if step.effect is Effect.OPEN else "suit.step_end"
    told = words.say(
        "suit.step",
        day=_day(step.day) if step.day else words.say("suit.undated"),
        act=act,
        effect=words.say(f"suit.effect.{step.effect.value}", why=why),
        end=words.say(ends, end=_day(step.end)) if step.end else "",
    )
    return f"{told} [{shown}]{_cited(step.articles)}"


def _guarantee(period: GuaranteePeriod, words: Words) -> Iterator[str]:
    party = period.guarantor
    names = [party.stated.name] if party.stated else [one.value for one in party.names]
    nobody = words.say("claim.nobody")
    yield from ("", words.say("claim.part_guarantee", name=names[0] if names else nobody))
    yield f"  {period.kind.value}{_cited(period.articles)}"
    if period.over:
        numbers = _numbers(words, over=period.over, held=period.held)
        yield f"  {words.say('suit.by_loan', **numbers)}"
    else:
        yield f"  {_until(period.status, period.end, period.days_left, words)}"
    if period.status.value == "nothing_owed":
        return
    yield from _begun(period.maturity, words)
    if period.kept_on:
        yield f"  {words.say('suit.kept_on', day=period.kept_on.isoformat())}"
    elif not period.over or any(note.kind.value in _TO_DO for note in period.notes):
        yield from (f"  - {words.say(f'suit.duty.{duty.value}')}" for duty in period.duties)
    yield from _notes(period.notes, words)


def _liable(found: Claimed, words: Words) -> Iterator[str]:
    """Yield who owes beside the borrower, and why the table asks nothing of some."""
    if not found.report.liable:
        return
    yield from ("", words.say("claim.part_liable"))
    for one in found.report.liable:
        name = one.name or words.say("claim.nobody")
        liability = words.say(f"suit.liability.{one.liability.value}")
        told = words.say("suit.liable", name=name, liability=liability)
        why = one.why
        asked = words.say(f"suit.why_not.{why.value}") if why else _asked(one, words)
        yield f"  - {told}{asked}{_cited(one.articles)}"


def _asked(one: Liable, words: Words) -> str:
    """Say that a claim is made against somebody, and for which loans where not for all."""
    if not one.free_of:
        return words.say("suit.asked")
    numbers = _numbers(words, loans=one.loans, free_of=one.free_of)
    return words.say("suit.asked_for_loans", **numbers)


def _numbers(words: Words, **loans: Sequence[int]) -> dict[str, str]:
    return {name: words.say("claim.comma").join(map(str, told)) for name, told in loans.items()}


# ── ways ───────────────────────────────────────────────────────────────────────────────


def _options(found: Claimed, words: Words) -> Iterator[str]:
    if not found.report.options:
        return
    yield from ("", words.say("claim.part_options"))
    for option in found.report.options:
        yield from _option(option, words)


def _option(option: Option, words: Words) -> Iterator[str]:
    standing = words.say(f"suit.standing.{option.standing.value}")
    track = words.say(f"suit.track.{option.track.value}")
    told = [words.say("suit.option", track=track, standing=standing)]
    if option.amount.fen:
        told.append(words.say("suit.option_sum", amount=str(option.amount)))
        cost = option.cost
        fee = words.say("suit.option_cost", amount=str(cost.amount)) if cost else None
        told.append(fee or words.say("suit.option_no_cost"))
    if option.times:
        times = words.say("claim.comma").join(_duration(one, words) for one in option.times)
        told.append(words.say("suit.option_times", times=times))
    yield f"  ■ {' · '.join(told)}{_cited(option.articles)}"
    yield from (f"    - {_reason(one, words)}" for one in option.reasons)
    if option.changes:
        yield f"    {words.say('suit.option_changes')}"
        yield from (f"    - {_reason(one, words)}" for one in option.changes)
    if option.excludes:
        tracks = words.say("claim.comma").join(
            words.say(f"suit.track.{one.value}") for one in option.excludes
        )
        yield f"    {words.say('suit.option_excludes', tracks=tracks)}"


def _duration(one: Duration, words: Words) -> str:
    kind = "suit.duration_longer" if one.extension else "suit.duration"
    return words.say(
        kind,
        stage=words.say(f"suit.stage.{one.stage.value}"),
        length=str(one.length),
        unit=words.say(f"suit.unit.{one.unit.value}"),
        extension=str(one.extension),
    )


def _reason(one: Reason, words: Words) -> str:
    told = words.say(f"suit.reason.{one.kind.value}", **dict(one.args))
    return f"{told}{_cited(one.articles)}{_mark(one, words)}"


# ── courts and fees ────────────────────────────────────────────────────────────────────


def _courts(found: Claimed, words: Words) -> Iterator[str]:
    yield from ("", words.say("claim.part_courts"))
    for one in found.report.courts:
        yield f"  - {_court(one, words)}"
        yield from _notes(one.notes, words, indent="    ")
    if found.report.court_fits:
        yield from _notes((found.report.court_fits,), words)


def _court(one: CourtCandidate, words: Words) -> str:
    from evidence_kit.model import CourtKind, NoteKind

    place = one.place or words.say("suit.court_nowhere")
    outside = any(note.kind is NoteKind.FOREIGN_ADDRESS for note in one.notes)
    if one.place and one.kind is not CourtKind.AGREED and not outside:
        place = words.say("suit.court_basic", place=one.place)
    kind = words.say(f"suit.court.{one.kind.value}", name=one.name or "")
    kind += words.say("suit.court_order") if one.payment_order else ""
    standing = words.say(f"suit.standing.{one.standing.value}")
    told = words.say("suit.court", place=place, standing=standing, kind=kind)
    return f"{told}{_cited(one.articles)}"


def _fees(found: Claimed, words: Words) -> Iterator[str]:
    from evidence_kit.claim import citing, fees
    from evidence_kit.model import Money

    report = found.report
    if not report.fees:
        return
    total, on = str(report.fees[0].base), report.filing.isoformat()
    yield from ("", words.say("claim.part_fees", amount=total, on=on))
    for fee in report.fees:
        said = (
            words.say(f"suit.reason.{r.kind.value}", **dict(r.args)) for r in fees.borne(fee.kind)
        )
        name = words.say(f"suit.fee.{fee.kind.value}")
        reasons = words.say("claim.semicolon").join(said)
        told = words.say("suit.fee_line", fee=name, amount=str(fee.amount), reasons=reasons)
        yield f"  - {told}{_cited(fee.articles)}"
    owed, delay = report.at_filing, report.delay
    if owed and owed.court_fees.fen:
        apart = words.say("suit.court_fees_apart", amount=str(owed.court_fees))
        yield f"  · {apart}{_cited((citing.fees(14, None, 2), citing.fees(38, 3)))}"
    if owed and delay:
        costs = str(Money(owed.costs.fen - owed.court_fees.fen))
        parts = {"principal": str(owed.principal), "penalty": str(owed.penalty), "costs": costs}
        sums = {"unpaid": str(delay.unpaid), "amount": str(delay.amount)}
        told = words.say("suit.delay", **sums, **parts)
        yield f"  - {told}{_cited(delay.articles)}"


def _licensed(found: Claimed, words: Words) -> Iterator[str]:
    told = dict.fromkeys(
        words.say(f"suit.licensed.{one.kind.value}", name=one.name, quote=one.quote)
        + _cited(one.articles)
        for one in found.report.licensed
    )
    if told:
        yield ""
        yield from (f"  ! {line}" for line in told)


# ── notes ──────────────────────────────────────────────────────────────────────────────


def _notes(notes: Sequence[Note], words: Words, indent: str = "  ") -> Iterator[str]:
    for one in dict.fromkeys(notes):
        args = dict(one.args)
        kind = f"{one.kind.value}_words" if "text" in args else one.kind.value
        told = words.say(f"suit.note.{kind}", **args)
        yield f"{indent}· {told}{_cited(one.articles)}{_mark(one, words)}"


def _mark(one: Note | Reason, words: Words) -> str:
    from evidence_kit.model import Mark

    if one.mark is Mark.COMPARED:
        return ""
    return words.say("law.marked", mark=words.say(f"law.mark.{one.mark.value}"))


def _cited(articles: Sequence[Article]) -> str:
    from evidence_kit.render.citing import cited_together

    return f" {cited_together(articles)}" if articles else ""


def _day(span: DaySpan) -> str:
    first, last = span.first.isoformat(), span.last.isoformat()
    return first if first == last else f"{first} ~ {last}"
