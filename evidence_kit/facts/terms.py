"""What the two agreed: the day due and its renewals, instalments, interest, purpose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evidence_kit.facts import dates, due_days, memos, plans, rates, wording
from evidence_kit.facts.amounts import only_amount
from evidence_kit.facts.talks import Said, Talk
from evidence_kit.model import (
    UNKNOWN_TIME,
    Doubt,
    DoubtKind,
    Instalment,
    Moment,
    Money,
    Nature,
    Rate,
    Renewal,
    Sourced,
    Terms,
)
from evidence_kit.patterns import Pattern

PURPOSE_BESIDE = 2  # messages between a request and what it is for
_NO_INTEREST = Pattern(
    r"(?:不|没|无|免|别)[^，。,]{0,5}(?:利息|月息|年息|利率|息)|利息[^，。,]{0,5}(?:不|免|没|算了|别)|无息|免息"
)
_PART = Pattern(
    r"还(?:给)?(?:你|您)?(?:一半|一?部分|一些|一?点(?!钟)|[一二三四五六七八九]成)|先还(?!清|完)(?!.*(?:还清|还完|全部))"
)
_GRACE = Pattern(
    r"(?<!不)(?<!不能)(?<!没法)(?<!不会)(?<!再)(?:宽限|延期|延|缓)(?:给)?(?:你|您)?(?:到|至)"
)
# A bank's rate or one turned down is not the loan's.
_NOT_THEIR_RATE = Pattern(
    r"不|没|别|免|银行|花呗|借呗|网贷|信用卡|房贷|车贷|微粒贷|白条|太高|人家|法律|LPR|公司|平台"
)


def of(
    talk: Talk, promised: Sequence[Said], asked: Sequence[Said], planned: Sequence[Said]
) -> tuple[Terms, list[Doubt]]:
    """Return the terms that requests, promises and plans set, and why they are not sure."""
    set_by_lender = [
        said
        for said in talk.by(talk.lender)
        if (re.search(r"还(?:给)?我", said.sentence) and talk.agreed(said)) or _grants(said)
    ]
    parts, unsure = _instalments(planned)
    asked_until = [said for said in asked if said not in promised and _sets_a_day(said)]
    offers = [
        said
        for said in (*promised, *set_by_lender, *asked_until)
        if not plans.makes_plan(said.sentence)
    ]
    offers.sort(key=lambda said: said.index)
    due, renewals, doubts = _due(talk, offers, asked)
    rate, more = _rate(talk)
    terms = Terms(
        due=due,
        rate=rate,
        purpose=_purpose(talk, asked),
        renewals=renewals,
        instalments=parts,
    )
    return terms, [*unsure, *doubts, *more]


def _sets_a_day(said: Said) -> bool:
    """Say whether a request promises in a clause of its own (信用卡还不上了，借我1000，下月还)."""
    return any(wording.promises(clause) for clause in wording.clauses(said.sentence))


def _grants(said: Said) -> bool:
    """Say whether a lender gives more time, which binds without an answer (宽限你到年底)."""
    asks = wording.is_question(said.sentence) or wording.is_supposed(said.sentence)
    return bool(_GRACE.search(wording.plain(said.sentence))) and not asks


# ── when ───────────────────────────────────────────────────────────────────────────────


def _due(
    talk: Talk, offers: Sequence[Said], asked: Sequence[Said]
) -> tuple[Sourced[Moment] | None, tuple[Sourced[Renewal], ...], list[Doubt]]:
    """Return the first day promised and those after it, for all that is owed.

    A day before anything was lent is of something else; a promise whose own day is unknown
    leaves it unknown.
    """
    named = [(said, at) for said in offers if (at := _day(talk, said)) is not None]
    if not named:
        return _hinted(offers)
    first, at = named[0]
    renewals, doubts = _renewed(talk, named, asked)
    if at == UNKNOWN_TIME:
        doubts.insert(0, _unanchored(first))
    return first.sourced(at), renewals, doubts


def _day(talk: Talk, said: Said) -> Moment | None:
    named = None if _in_part(talk, said) else due_days.day(said.sentence)
    moment = dates.meant(named, said.utterance.at) if named else None
    return None if moment is None or _before_all(talk, moment) else moment


def _in_part(talk: Talk, said: Said) -> bool:
    """Say whether a promise is of a part of what is owed then (今天再还你600, 下个月还你一半)."""
    if _PART.search(wording.plain(said.sentence)):
        return True
    if wording.asks_loan(said.sentence):
        return False
    amount, owed = only_amount(_of_a_part(said.sentence)), talk.owed(said.index)
    return amount is not None and owed is not None and amount < owed


def _of_a_part(sentence: str) -> str:
    """Return a sentence without what it says of interest, and of all the rest."""
    every = wording.clauses(sentence)
    return "。".join(c for c in every if not re.search("利息|月息|[剩余]|尾款", c))


def _hinted(
    offers: Sequence[Said],
) -> tuple[Sourced[Moment] | None, tuple[Sourced[Renewal], ...], list[Doubt]]:
    """Return the unknown day of a promise that hangs on an event (发工资就还)."""
    said = next((one for one in offers if _hangs(one.sentence)), None)
    if said is None:
        return None, (), []
    return said.sourced(UNKNOWN_TIME), (), [_unanchored(said)]


def _hangs(sentence: str) -> bool:
    return due_days.hangs_on_event(sentence) and not due_days.of_another_debt(sentence)


def _unanchored(said: Said) -> Doubt:
    args = (("field", "due"), ("text", said.sentence))
    return Doubt(DoubtKind.TIME_UNANCHORED, said.utterance.where, args)


def _renewed(
    talk: Talk, named: Sequence[tuple[Said, Moment]], asked: Sequence[Said]
) -> tuple[tuple[Sourced[Renewal], ...], list[Doubt]]:
    """Return the later days named, each once; one that may be of another loan is a doubt alone."""
    (first, due), *later = named
    known, found = [due], []
    doubts: list[Doubt] = []
    for said, at in later:
        another = talk.another_loan(first, said, asked)
        if at in known or (at == UNKNOWN_TIME and not another):
            continue
        known.append(at)
        args = (("field", "due"), ("text", said.sentence))
        if another:
            doubts.append(Doubt(DoubtKind.SAID_UNCLEAR, said.utterance.where, args))
            continue
        agreed = said.side is talk.lender or talk.agreed(said)
        found.append(said.sourced(Renewal(at, agreed)))
        if agreed and due.earliest and at.latest and at.latest < due.earliest:
            doubts.append(Doubt(DoubtKind.RECORDS_DIFFER, said.utterance.where, args))
    return tuple(found), doubts


def _before_all(talk: Talk, due: Moment) -> bool:
    lent = [one.movement.at.earliest for one in talk.loans]
    lent += [one.at.earliest for one in talk.stated if one.nature is Nature.LOAN]
    last = due.latest
    return bool(lent) and last is not None and all(day and last < day for day in lent)


def _instalments(
    planned: Sequence[Said],
) -> tuple[tuple[Sourced[Instalment], ...], list[Doubt]]:
    """Return the parts of the first plan that fixes them; a later one that differs is a doubt."""
    fixed = [(said, plans.instalments(said.sentence, said.utterance.at)) for said in planned]
    fixed = [(said, parts) for said, parts in fixed if parts]
    if not fixed:
        return (), []
    first, parts = fixed[0]
    others = [said for said, more in fixed if more != parts]
    args = (("field", "plan"),)
    doubts = [Doubt(DoubtKind.RECORDS_DIFFER, said.utterance.where, args) for said in others]
    return tuple(first.sourced(one) for one in parts), doubts


# ── interest ───────────────────────────────────────────────────────────────────────────


def _rate(talk: Talk) -> tuple[Sourced[Rate] | None, list[Doubt]]:
    """Return the rate agreed; two different ones, or one refused, are a doubt and no rate."""
    principal = _principal(talk)
    found: list[tuple[Said, Rate]] = []
    refused = any(_NO_INTEREST.search(said.sentence) for said in talk.said)
    for said in talk.said:
        rate = rates.rate(said.sentence, principal)
        if rate and _binding(talk, said):
            found.append((said, rate))
            refused = refused or talk.declined(said)
    if len({rate.per_year for _, rate in found}) > 1 or (found and refused):
        args = (("field", "rate"),)
        places = [said.utterance.where for said, _ in found]
        return None, [Doubt(DoubtKind.RECORDS_DIFFER, place, args) for place in places]
    if found:
        return found[0][0].sourced(found[0][1]), []
    return None, [] if refused else _unfixed(talk, principal)


def _unfixed(talk: Talk, principal: Money | None) -> list[Doubt]:
    """Doubt interest that was agreed but fixes no rate (利息按银行算), where first said."""
    said = next((one for one in talk.said if _offers_some(talk, one, principal)), None)
    if said is None or talk.declined(said):
        return []
    args = (("field", "rate"), ("text", said.sentence))
    return [Doubt(DoubtKind.SAID_UNCLEAR, said.utterance.where, args)]


def _offers_some(talk: Talk, said: Said, principal: Money | None) -> bool:
    return rates.unclear(said.sentence, principal) and _binding(talk, said)


def _principal(talk: Talk) -> Money | None:
    """Return what was lent, where it was lent in one payment."""
    loans = talk.loans
    return loans[0].movement.amount.value if len(loans) == 1 else None


def _binding(talk: Talk, said: Said) -> bool:
    """Whether a rate binds the borrower: offered by them, or agreed to."""
    if said.utterance.message.undelivered or wording.is_supposed(said.sentence):
        return False
    elsewhere = _NOT_THEIR_RATE.search(said.sentence)
    if elsewhere and not rates.by_yardstick(said.sentence):
        return False
    open_question = wording.is_question(said.sentence) and not wording.asks_loan(said.sentence)
    return talk.agreed(said) or (said.side is talk.borrower and not open_question)


# ── what for ───────────────────────────────────────────────────────────────────────────


def _purpose(talk: Talk, asked: Sequence[Said]) -> Sourced[str] | None:
    """Return what the money was for: named in a request, or right beside it by the same side."""
    own: dict[int, list[Said]] = {}
    for said in talk.by(talk.borrower):
        own.setdefault(said.index, []).append(said)
    for request in asked:
        reach = range(request.index - PURPOSE_BESIDE, request.index + PURPOSE_BESIDE + 1)
        for said in [request, *(one for index in reach for one in own.get(index, ()))]:
            named = memos.purpose(said.sentence)
            if named:
                return said.sourced(named)
    return None
