"""Small claims: whether the sum and the case fit, and what would take the case out (165 to 169)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from evidence_kit.claim import fees, thresholds
from evidence_kit.claim.citing import procedure, rules
from evidence_kit.model import (
    Args,
    Article,
    Circumstances,
    Duration,
    Money,
    Option,
    Reason,
    ReasonKind,
    Stage,
    Standing,
    Threshold,
    Track,
    Unit,
)

_LIMIT = (procedure(165), rules(272))
_EXCLUDED = (procedure(166),)
_TRIAL = Duration(Stage.TRIAL, 2, Unit.MONTHS, (procedure(168),), extension=1)


def option(
    amount: Money, circumstances: Circumstances, *, on: date, extra: tuple[Reason, ...] = ()
) -> Option:
    """Return whether small claims are open for a sum, principal and interest to the filing.

    Up to the province's limit they are the court's own way, up to four times it where both
    parties agree. A province nobody named, or whose limit isn't in the table, is a question;
    so is a sum above a limit that newer wages have probably raised. `extra` are reasons of the
    debt itself, which leave the way unclear.
    """
    standing, reasons = _by_sum(amount, circumstances, on)
    barred = tuple(_barred(circumstances))
    if barred:
        standing = Standing.BARRED
    elif extra and standing is not Standing.BARRED:
        standing = Standing.UNCLEAR
    return Option(
        track=Track.SMALL_CLAIMS,
        standing=standing,
        amount=amount,
        reasons=(*barred, *reasons, *extra),
        changes=(*_changes(circumstances), turning(amount, procedure(169), rules(279))),
        cost=fees.halved(amount),
        times=(_TRIAL,),
        articles=(procedure(165), procedure(166), procedure(168)),
    )


def turning(amount: Money, *articles: Article) -> Reason:
    """Return that the court may turn a quick case into an ordinary one, and what is due then."""
    rest = fees.topped_up(fees.halved(amount))
    return Reason(ReasonKind.TURNS_ORDINARY, (("amount", str(rest)),), (*articles, rules(199)))


def _by_sum(
    amount: Money, circumstances: Circumstances, on: date
) -> tuple[Standing, tuple[Reason, ...]]:
    limits = circumstances.threshold or (
        thresholds.of(circumstances.province, on) if circumstances.province else None
    )
    if limits is None:
        return Standing.UNCLEAR, tuple(_unknown(amount, circumstances, on))
    args, stale = _args(limits, amount), thresholds.is_stale(limits, on)
    old = (Reason(ReasonKind.LIMIT_STALE, args, (rules(272),), limits.mark),) if stale else ()
    if amount <= limits.limit:
        within = Reason(ReasonKind.WITHIN_LIMIT, args, _LIMIT, limits.mark)
        return Standing.OPEN, (within, *old, Reason(ReasonKind.NO_APPEAL, (), _LIMIT[:1]))
    if amount > limits.agreed:
        above = Reason(ReasonKind.ABOVE_AGREED, args, _LIMIT, limits.mark)
        return Standing.UNCLEAR if stale else Standing.BARRED, (above, *old)
    above = Reason(ReasonKind.ABOVE_LIMIT, args, _LIMIT, limits.mark)
    return _by_agreement(circumstances, stale=stale), (above, *old, _agreement(circumstances))


def _by_agreement(circumstances: Circumstances, *, stale: bool) -> Standing:
    if circumstances.both_agree:
        return Standing.OPEN
    if stale:
        return Standing.UNCLEAR
    return Standing.BARRED if circumstances.both_agree is False else Standing.BY_AGREEMENT


def _agreement(circumstances: Circumstances) -> Reason:
    agreed = circumstances.both_agree
    kind = ReasonKind.BOTH_AGREED if agreed else ReasonKind.BOTH_MUST_AGREE
    return Reason(kind, (), (procedure(165),))


def _unknown(amount: Money, circumstances: Circumstances, on: date) -> Iterator[Reason]:
    province = circumstances.province
    if province is None:
        yield Reason(ReasonKind.PROVINCE_UNKNOWN, (), _LIMIT)
    else:
        yield Reason(ReasonKind.LIMIT_UNKNOWN, (("province", province),), _LIMIT)
    lowest = thresholds.lowest(on)
    if amount <= lowest.limit:
        yield Reason(ReasonKind.BELOW_KNOWN_LIMITS, _args(lowest, amount), (), lowest.mark)


def _args(limits: Threshold, amount: Money) -> Args:
    return (
        ("province", limits.province),
        ("limit", str(limits.limit)),
        ("agreed", str(limits.agreed)),
        ("amount", str(amount)),
        ("valid_from", limits.valid_from.isoformat()),
        ("source", limits.source),
    )


def _exclusions(circumstances: Circumstances) -> Iterator[tuple[ReasonKind, bool | None]]:
    yield ReasonKind.WHEREABOUTS_UNKNOWN, circumstances.whereabouts_unknown
    yield ReasonKind.APPRAISAL, circumstances.appraisal
    yield ReasonKind.COUNTERCLAIM, circumstances.counterclaim
    told = circumstances.foreign
    yield ReasonKind.FOREIGN, circumstances.debtor_abroad or None if told is None else told


def _barred(circumstances: Circumstances) -> Iterator[Reason]:
    for kind, holds in _exclusions(circumstances):
        if holds:
            yield Reason(kind, (), _EXCLUDED)


def _changes(circumstances: Circumstances) -> Iterator[Reason]:
    """Yield what nobody has ruled out, and would take the case out."""
    for kind, holds in _exclusions(circumstances):
        if holds is None:
            yield Reason(kind, (), _EXCLUDED)
