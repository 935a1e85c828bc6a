"""A new note for an old loan: what it makes principal, and what it leaves out (民间借贷规定 27)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from evidence_kit.claim import accruing, formulas, lpr
from evidence_kit.claim.accounts import Account
from evidence_kit.claim.citing import lending
from evidence_kit.claim.ledger import REFORM, Asked, Debt, Ledger
from evidence_kit.claim.rates import old
from evidence_kit.model import (
    Article,
    ClaimNotice,
    ClaimRow,
    ClaimRowKind,
    Formula,
    Money,
    NewNote,
    NoticeKind,
    Rollover,
    Split,
)


@dataclass(frozen=True, slots=True)
class _Owed:
    """What was owed of a loan when its note was written anew, in fen; nothing above a ceiling.

    `spare` is what the ceiling would have let it bear beside.
    """

    principal: int
    interest: int
    overdue: int
    penalty: int
    spare: int

    @property
    def borne(self) -> int:
        """Interest of either kind."""
        return self.interest + self.overdue

    @property
    def total(self) -> int:
        """All that a note can settle."""
        return self.principal + self.borne + self.penalty


def roll(account: Account, rollover: Rollover) -> tuple[ClaimRow, ...]:
    """Put a new note in place of what is owed of a loan, reckoned to its day; return its rows.

    The sum of the note is the later principal as far as interest under the ceiling makes it up,
    and what it leaves out is asked for no more. Where the note is to hold a part of the debt
    alone, what it leaves out stays owed beside.
    """
    note, how = rollover.principal.fen, account.asked.settings.new_note
    owed = _owed(account, how)
    grown = _grown(owed, note)
    made, formula = _made(owed, grown), _formula(account, owed, note)
    if in_part := how is NewNote.IN_PART and note < owed.total:
        account.capitalise(note)
    else:
        account.renew(min(owed.principal + grown, note), _beside(owed, made, note))
    turned = _row(account, rollover, ClaimRowKind.CAPITALISED, formula, made)
    turned = replace(turned, amount=Money(grown), principal_after=Money(owed.principal + grown))
    left_out = Split() if in_part else _left_out(account, owed, made)
    if not left_out.total.fen:
        return (turned,)
    parts = (owed.principal, owed.interest, owed.overdue, owed.penalty - account.penalty)
    formula = formulas.waived(parts, account.principal)
    waived = _row(account, rollover, ClaimRowKind.WAIVED, formula, left_out)
    return (turned, waived) if grown else (waived,)


def notices(ledger: Ledger, asked: Asked, rows: Sequence[ClaimRow]) -> Iterator[ClaimNotice]:
    """Yield what a new note leaves open.

    One may name a day due of its own, which nothing here tells; stand for a debt that is paid; be
    dated later than the reckoning; or be a contract of its own, with the ceiling of its own day,
    where 27(2) measures by that of the first.
    """
    debts = {debt.number: debt for debt in ledger.debts}
    turned = [one for one in rows if one.kind is ClaimRowKind.CAPITALISED]
    paid = {(one.loans[0], one.first) for one in turned if one.principal_after == Money(0)}
    for one in ledger.rollovers:
        if one.number not in debts:
            continue
        debt, named = debts[one.number], (("loan", str(one.number)), ("on", one.on.isoformat()))
        dues = [part.due for part in debt.parts if part.due]
        if one.on > asked.on:
            yield ClaimNotice(NoticeKind.NOTE_LATER, named)
        elif (one.number, one.on) in paid:
            yield ClaimNotice(NoticeKind.NOTE_OF_PAID, named)
        else:
            if dues and max(dues) <= one.on:
                yield ClaimNotice(NoticeKind.NOTE_OF_DUE, (*named, ("due", max(dues).isoformat())))
            yield from _of_its_own(debt, one, asked)


def _of_its_own(debt: Debt, rollover: Rollover, asked: Asked) -> Iterator[ClaimNotice]:
    first, own = lpr.on(asked.lpr, debt.formed), lpr.on(asked.lpr, rollover.on)
    if own is None or rollover.on < REFORM or rollover.on > lpr.known_until(asked.lpr):
        return
    if debt.formed < REFORM or first is None or first.one_year != own.one_year:
        limit = formulas.percent(4 * own.one_year)
        args = (("loan", str(debt.number)), ("on", rollover.on.isoformat()), ("limit", limit))
        yield ClaimNotice(NoticeKind.NOTE_CEILING, args)


def _owed(account: Account, how: NewNote) -> _Owed:
    spare = int(account.spare) if how is NewNote.UP_TO_CEILING else 0
    borne = (account.interest, account.overdue, account.penalty)
    return _Owed(account.principal, *borne, max(0, spare))


def _grown(owed: _Owed, note: int) -> int:
    """Return what the note adds to the principal; to a debt that is paid nothing."""
    if not owed.principal + owed.borne:
        return 0
    return max(0, min(owed.borne + owed.spare, note - owed.principal))


def _made(owed: _Owed, grown: int) -> Split:
    """Return what of the debt became principal: interest, interest for delay, then penalty."""
    interest = min(grown, owed.interest)
    overdue = min(grown - interest, owed.overdue)
    penalty = min(grown - interest - overdue, owed.penalty)
    return Split(interest=Money(interest), overdue=Money(overdue), penalty=Money(penalty))


def _beside(owed: _Owed, made: Split, note: int) -> int:
    """Return what of a penalty the note holds beside principal and interest.

    Where the ceiling's room made principal of interest, the penalty had that room, too.
    """
    left = max(0, note - owed.principal - owed.borne)
    return 0 if owed.spare else min(left, owed.penalty - made.penalty.fen)


def _formula(account: Account, owed: _Owed, note: int) -> Formula:
    if note - owed.principal <= owed.borne or not owed.spare:
        return formulas.capitalised(owed.borne, note, owed.principal)
    terms, spare = tuple(accruing.spare(account)), owed.spare
    return formulas.capitalised(owed.borne, note, owed.principal, spare=spare, terms=terms)


def _row(
    account: Account, rollover: Rollover, kind: ClaimRowKind, formula: Formula, split: Split
) -> ClaimRow:
    return ClaimRow(
        number=0,
        kind=kind,
        amount=split.total,
        formula=formula,
        articles=_rests_on(account, rollover),
        loans=(rollover.number,),
        first=rollover.on,
        last=rollover.on,
        split=split,
        principal_after=Money(account.principal),
        stated=True,
    )


def _rests_on(account: Account, rollover: Rollover) -> tuple[Article, ...]:
    """Return the rule of the day of the note; later ones on an older loan are under both (31)."""
    if rollover.on < REFORM:
        return (old(28, 1),)
    return (lending(27, 1), *((lending(31, 2),) if account.debt.formed < REFORM else ()))


def _left_out(account: Account, owed: _Owed, made: Split) -> Split:
    """Return what the note left out of what was owed."""
    return Split(
        interest=Money(owed.interest - made.interest.fen),
        overdue=Money(owed.overdue - made.overdue.fen),
        penalty=Money(owed.penalty - made.penalty.fen - account.penalty),
        principal=Money(max(0, owed.principal - account.principal)),
    )
