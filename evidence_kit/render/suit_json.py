"""What a suit hangs on, put into the shape that `claim_schema` promises."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from evidence_kit.claim import fees
from evidence_kit.claim.articles import is_read
from evidence_kit.model import (
    Article,
    CourtCandidate,
    DaySpan,
    DelayInterest,
    Duration,
    Fee,
    GuaranteePeriod,
    Liable,
    Licensed,
    Limitation,
    LimitationAct,
    Maturity,
    Note,
    Option,
    Reason,
    Step,
    Where,
)
from evidence_kit.render.check_schema import ArticleJson
from evidence_kit.render.claim_schema import (
    CourtJson,
    DelayJson,
    DurationJson,
    FeeJson,
    GuaranteeJson,
    LiableJson,
    LicensedJson,
    LimitationJson,
    MaturityJson,
    NoteJson,
    OptionJson,
    ShownJson,
    SpanJson,
    StepJson,
)

Places = Callable[[Iterable[Where]], ShownJson]


def articles_json(cited: Iterable[Article]) -> list[ArticleJson]:
    """Return articles by the short names of their texts."""
    return [
        {
            "text": one.text.value,
            "number": one.number,
            "paragraph": one.paragraph,
            "item": one.item,
            "read": is_read(one),
        }
        for one in cited
    ]


def note_json(one: Note | Reason) -> NoteJson:
    """Return a note or a reason."""
    return {
        "kind": one.kind.value,
        "args": dict(one.args),
        "articles": articles_json(one.articles),
        "mark": one.mark.value,
    }


def limitation_json(one: Limitation, shown: Places) -> LimitationJson:
    """Return 诉讼时效 with every act."""
    return {
        "status": one.status.value,
        "end": _span(one.end),
        "end_at_best": _span(one.end_at_best),
        "days_left": one.days_left,
        "maturity": _maturity(one.maturity),
        "steps": [_step(step, shown) for step in one.steps],
        "notes": [note_json(note) for note in one.notes],
        "articles": articles_json(one.articles),
    }


def guarantee_json(one: GuaranteePeriod) -> GuaranteeJson:
    """Return 保证期间 of one guarantor."""
    party = one.guarantor
    names = [party.stated.name] if party.stated else [name.value for name in party.names]
    return {
        "name": names[0] if names else None,
        "kind": one.kind.value,
        "status": one.status.value,
        "end": _span(one.end),
        "days_left": one.days_left,
        "duties": [duty.value for duty in one.duties],
        "kept_on": one.kept_on.isoformat() if one.kept_on else None,
        "maturity": _maturity(one.maturity),
        "notes": [note_json(note) for note in one.notes],
        "articles": articles_json(one.articles),
    }


def liable_json(one: Liable) -> LiableJson:
    """Return somebody who owes beside the borrower."""
    return {
        "name": one.name,
        "liability": one.liability.value,
        "why": one.why.value if one.why else None,
        "loans": list(one.loans),
        "free_of": list(one.free_of),
        "articles": articles_json(one.articles),
    }


def option_json(one: Option) -> OptionJson:
    """Return one way to the money."""
    return {
        "track": one.track.value,
        "standing": one.standing.value,
        "amount": str(one.amount),
        "cost": str(one.cost.amount) if one.cost else None,
        "times": [_duration(time) for time in one.times],
        "reasons": [note_json(reason) for reason in one.reasons],
        "changes": [note_json(reason) for reason in one.changes],
        "excludes": [track.value for track in one.excludes],
        "articles": articles_json(one.articles),
    }


def court_json(one: CourtCandidate) -> CourtJson:
    """Return a court that may try the case."""
    return {
        "kind": one.kind.value,
        "name": one.name,
        "place": one.place,
        "province": one.province,
        "standing": one.standing.value,
        "payment_order": one.payment_order,
        "notes": [note_json(note) for note in one.notes],
        "articles": articles_json(one.articles),
    }


def fee_json(one: Fee) -> FeeJson:
    """Return a fee and who bears it."""
    return {
        "kind": one.kind.value,
        "amount": str(one.amount),
        "base": str(one.base),
        "borne": [note_json(reason) for reason in fees.borne(one.kind)],
        "articles": articles_json(one.articles),
    }


def delay_json(one: DelayInterest) -> DelayJson:
    """Return what a day of delay after judgment costs."""
    return {
        "unpaid": str(one.unpaid),
        "per_day": str(one.amount),
        "articles": articles_json(one.articles),
    }


def licensed_json(one: Licensed) -> LicensedJson:
    """Return a licensed lender as the facts name it."""
    return {
        "kind": one.kind.value,
        "name": one.name,
        "quote": one.quote,
        "articles": articles_json(one.articles),
    }


def _maturity(one: Maturity) -> MaturityJson:
    return {
        "basis": one.basis.value,
        "day": _span(one.day),
        "articles": articles_json(one.articles),
    }


def _step(step: Step, shown: Places) -> StepJson:
    act = step.act if isinstance(step.act, LimitationAct) else None
    return {
        "act": step.act.kind.value,
        "day": _span(step.day),
        "quote": act.quote.quote if act and act.quote else None,
        "amount": str(act.amount) if act and act.amount else None,
        "effect": step.effect.value,
        "why": step.why.value if step.why else None,
        "end": _span(step.end),
        "shown": shown(act.places if act else ()),
        "articles": articles_json(step.articles),
    }


def _duration(one: Duration) -> DurationJson:
    return {
        "stage": one.stage.value,
        "length": one.length,
        "unit": one.unit.value,
        "extension": one.extension,
        "articles": articles_json(one.articles),
    }


def _span(span: DaySpan | None) -> SpanJson | None:
    return {"first": span.first.isoformat(), "last": span.last.isoformat()} if span else None
