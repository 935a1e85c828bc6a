"""保证期间: six months or as agreed, and what must be done in them."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from suits import at, due, facts, guarantor, ink, lent, on, renewal, saying

from evidence_kit.claim import days_off, guarantee
from evidence_kit.claim.articles import cites_known
from evidence_kit.claim.periods import years_after
from evidence_kit.model import (
    Circumstances,
    DaySpan,
    Duty,
    Guarantee,
    GuaranteePeriod,
    GuaranteeTerm,
    GuarantorDemand,
    Holidays,
    LoanFacts,
    NoteKind,
    Party,
    PartyRole,
    Proceeding,
    ProceedingKind,
    SayingKind,
    TermBasis,
    TermStatus,
)

GENERAL = guarantor("孙大力", Guarantee.GENERAL)
JOINT = guarantor("孙大力", Guarantee.JOINT)
NOT_SAID = guarantor("孙大力", Guarantee.NOT_AGREED)
BY_CHAT = guarantor("孙哥", None)


def judged(
    who: Party, day: str, *, end: str | None = "2026-02-28", found: LoanFacts | None = None, **more
) -> GuaranteePeriod:
    found = found or facts(due=due(end) if end else None, others=(who,))
    filed_on, holidays = more.pop("filed_on", None), more.pop("holidays", None)
    circumstances = Circumstances(**more)
    (result,) = guarantee.periods(
        found, circumstances, on=on(day), filed_on=filed_on, holidays=holidays
    )
    cited = [*result.articles, *(one for note in result.notes for one in note.articles)]
    assert all(cites_known(article) for article in cited)
    return result


def notes(result: GuaranteePeriod) -> set[NoteKind]:
    return {note.kind for note in result.notes}


def asked(day: str, *, arrived: bool | None = True, name: str = "孙大力") -> GuarantorDemand:
    return GuarantorDemand(name, on(day), arrived)


@pytest.mark.parametrize(
    ("end", "last"),
    [
        ("2026-02-28", "2026-08-28"),
        ("2025-08-31", "2026-02-28"),
        ("2023-08-31", "2024-02-29"),
        ("2026-01-15", "2026-07-15"),
    ],
)
def test_six_months_from_the_day_due(end: str, last: str) -> None:
    result = judged(GENERAL, "2026-03-01", end=end)
    assert result.end == DaySpan(on(last), on(last))
    assert NoteKind.PERIOD_NOT_AGREED in notes(result)


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2026-06-28", TermStatus.RUNNING),
        ("2026-06-29", TermStatus.NEAR),
        ("2026-08-12", TermStatus.NEAR),
        ("2026-08-13", TermStatus.URGENT),
        ("2026-08-28", TermStatus.URGENT),
        ("2026-08-29", TermStatus.EXPIRED),
    ],
)
def test_it_warns_as_it_nears(day: str, status: TermStatus) -> None:
    assert judged(GENERAL, day).status is status


@pytest.mark.parametrize(
    ("who", "duties"),
    [
        (GENERAL, (Duty.SUE_DEBTOR,)),
        (JOINT, (Duty.DEMAND_GUARANTOR,)),
        (NOT_SAID, (Duty.SUE_DEBTOR,)),
        (BY_CHAT, (Duty.SUE_DEBTOR,)),
    ],
)
def test_the_kind_says_what_must_be_done(who: Party, duties: tuple[Duty, ...]) -> None:
    assert judged(who, "2026-03-01").duties == duties


def test_an_unclear_kind_of_old_asks_for_both() -> None:
    found = facts(
        lent(100, at("2020-12-31"), 2), due=due("2026-02-28"), others=(NOT_SAID, JOINT, GENERAL)
    )
    results = guarantee.periods(found, Circumstances(), on=on("2026-03-01"))
    assert [one.duties for one in results] == [
        (Duty.SUE_DEBTOR, Duty.DEMAND_GUARANTOR),
        (Duty.DEMAND_GUARANTOR,),
        (Duty.SUE_DEBTOR,),
    ]
    assert all(NoteKind.OLD_GUARANTEE_LAW in notes(one) for one in results)
    stated = facts(due=due("2026-02-28"), others=(NOT_SAID,), formed=ink(on("2020-06-01")))
    assert NoteKind.OLD_GUARANTEE_LAW in notes(judged(NOT_SAID, "2026-03-01", found=stated))
    assert NoteKind.OLD_GUARANTEE_LAW not in notes(judged(NOT_SAID, "2026-03-01"))
    both = Circumstances(guarantor_demands=(asked("2026-03-05"),))
    (half,) = guarantee.periods(stated, both, on=on("2026-03-06"))
    assert (half.status, half.kept_on) == (TermStatus.RUNNING, None)
    (kept,) = guarantee.periods(stated, both, on=on("2026-03-09"), filed_on=on("2026-03-07"))
    assert (kept.status, kept.kept_on) == (TermStatus.KEPT, on("2026-03-07"))


# ── what keeps it ──────────────────────────────────────────────────────────────────────


def test_a_suit_against_the_debtor_keeps_a_general_guarantee() -> None:
    result = judged(GENERAL, "2026-09-01", filed_on=on("2026-08-28"))
    assert (result.status, result.kept_on) == (TermStatus.KEPT, on("2026-08-28"))
    late = judged(GENERAL, "2026-09-01", filed_on=on("2026-08-29"))
    assert (late.status, late.kept_on) == (TermStatus.EXPIRED, None)
    told = (Proceeding(ProceedingKind.SUIT, on("2026-03-03")),)
    assert judged(GENERAL, "2026-09-01", proceedings=told).kept_on == on("2026-03-03")
    planned = judged(GENERAL, "2026-08-01", filed_on=on("2026-08-02"))
    assert planned.status is TermStatus.NEAR


@pytest.mark.parametrize("grace", [None, 30])
def test_a_suit_that_is_the_first_demand_keeps_it_too(grace: int | None) -> None:
    found = facts(others=(GENERAL,))
    told = judged(GENERAL, "2026-09-01", found=found, filed_on=on("2026-03-03"), grace_days=grace)
    assert (told.status, told.kept_on) == (TermStatus.KEPT, on("2026-03-03"))


def test_a_suit_before_the_day_due_leaves_it_open() -> None:
    """693 asks for a suit in the period; one that was early and went on into it, nobody rules."""
    early = judged(GENERAL, "2026-09-01", filed_on=on("2026-02-20"))
    assert (early.status, early.kept_on) == (TermStatus.DISPUTED, None)
    assert NoteKind.MAYBE_OUTSIDE in notes(early)


def test_a_payment_order_or_a_demand_keeps_no_general_guarantee() -> None:
    """693 names a suit and arbitration alone."""
    told = (Proceeding(ProceedingKind.PAYMENT_ORDER, on("2026-03-03")),)
    assert judged(GENERAL, "2026-09-01", proceedings=told).status is TermStatus.EXPIRED
    demands = (asked("2026-03-03"),)
    assert judged(GENERAL, "2026-09-01", guarantor_demands=demands).status is TermStatus.EXPIRED


@pytest.mark.parametrize(
    ("demand", "status", "kept"),
    [
        (asked("2026-03-01"), TermStatus.KEPT, "2026-03-01"),
        (asked("2026-02-28"), TermStatus.EXPIRED, None),  # nothing was due yet
        (asked("2026-08-29"), TermStatus.EXPIRED, None),
        (asked("2026-03-01", arrived=None), TermStatus.DISPUTED, None),
        (asked("2026-03-01", arrived=False), TermStatus.EXPIRED, None),
        (asked("2026-03-01", name="别人"), TermStatus.EXPIRED, None),
        (asked("2026-09-02"), TermStatus.EXPIRED, None),  # after the day asked about
    ],
)
def test_a_demand_on_a_joint_guarantor(demand, status: TermStatus, kept: str | None) -> None:
    result = judged(JOINT, "2026-09-01", guarantor_demands=(demand,))
    assert (result.status, result.kept_on) == (status, on(kept) if kept else None)
    assert (NoteKind.ARRIVAL_UNKNOWN in notes(result)) == (status is TermStatus.DISPUTED)


def test_a_guarantor_read_in_a_chat_goes_by_the_name_there() -> None:
    told = (GuaranteeTerm("孙哥", months=12),)
    result = judged(BY_CHAT, "2026-03-01", guarantees=told)
    assert str(result.end.first) == "2027-02-28"
    assert {NoteKind.BY_CHAT_ONLY, NoteKind.KIND_NOT_AGREED} <= notes(result)


# ── the period ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("term", "last", "note"),
    [
        (GuaranteeTerm("孙大力", months=24), "2028-02-28", None),
        (GuaranteeTerm("孙大力", until=on("2026-12-01")), "2026-12-01", None),
        (GuaranteeTerm("孙大力", until=on("2026-02-28")), "2026-08-28", NoteKind.PERIOD_TOO_SHORT),
        (GuaranteeTerm("孙大力", until=on("2025-01-01")), "2026-08-28", NoteKind.PERIOD_TOO_SHORT),
        (GuaranteeTerm("孙大力"), "2026-08-28", NoteKind.PERIOD_NOT_AGREED),
        (GuaranteeTerm("别人", months=24), "2026-08-28", NoteKind.PERIOD_NOT_AGREED),
    ],
)
def test_a_period_as_agreed(term: GuaranteeTerm, last: str, note: NoteKind | None) -> None:
    result = judged(GENERAL, "2026-03-01", guarantees=(term,))
    assert str(result.end.first) == last
    kinds = {NoteKind.PERIOD_TOO_SHORT, NoteKind.PERIOD_NOT_AGREED} & notes(result)
    assert kinds == ({note} if note else set())


def test_an_extension_he_did_not_sign_leaves_the_period_where_it_was() -> None:
    found = facts(due=due("2026-02-28"), renewals=(renewal("2026-10-31", 5),), others=(GENERAL,))
    result = judged(GENERAL, "2026-03-01", found=found)
    assert str(result.end.first) == "2026-08-28"
    (note,) = (one for one in result.notes if one.kind is NoteKind.RENEWAL_NOT_BINDING)
    assert dict(note.args)["day"] == "2026-10-31"
    assert note.articles == ()


def test_without_a_day_due_it_runs_from_the_grace_of_the_first_demand() -> None:
    found = facts(saying(SayingKind.DEMAND, at("2026-03-01"), 3), others=(GENERAL,))
    result = judged(GENERAL, "2026-03-02", found=found, grace_days=30)
    assert result.maturity.basis is TermBasis.GRACE_END
    assert str(result.end.first) == "2026-09-30"
    bare = judged(GENERAL, "2026-03-02", found=facts(others=(GENERAL,)))
    assert (bare.end, bare.status, bare.days_left) == (None, TermStatus.NOT_BEGUN, None)


def test_between_two_days_the_earlier_is_relied_on() -> None:
    found = facts(due=due("2026-02-01", "2026-02-28"), others=(JOINT,))
    result = judged(JOINT, "2026-08-10", found=found)
    assert result.end == DaySpan(on("2026-08-01"), on("2026-08-28"))
    assert result.status is TermStatus.DISPUTED
    between = judged(JOINT, "2026-09-10", found=found, guarantor_demands=(asked("2026-02-15"),))
    assert (between.status, between.kept_on) == (TermStatus.DISPUTED, None)


def test_a_last_day_off_moves_only_with_a_table() -> None:
    """2026-08-15 is a Saturday, 2026-10-05 a Monday off."""
    table = Holidays(on("2026-01-01"), on("2026-12-31"), frozenset((on("2026-10-05"),)))
    plain = judged(GENERAL, "2026-05-02", end="2026-02-15")
    assert str(plain.end.first) == "2026-08-15"
    assert NoteKind.HOLIDAYS_UNKNOWN in notes(plain)
    moved = judged(GENERAL, "2026-05-02", end="2026-02-15", holidays=table)
    assert str(moved.end.first) == "2026-08-17"
    assert NoteKind.HOLIDAYS_UNKNOWN not in notes(moved)
    monday = judged(GENERAL, "2026-05-02", end="2026-04-05", holidays=table)
    assert str(monday.end.first) == "2026-10-06"


def test_only_guarantors_have_one() -> None:
    spouse = Party(PartyRole.SPOUSE, is_owner=False)
    assert guarantee.periods(facts(others=(spouse,)), Circumstances(), on=on("2026-03-01")) == ()


def test_a_surety_stays_on_the_monday_after_a_last_sunday() -> None:
    assert judged(JOINT, "2025-12-01", end="2025-05-30").status is TermStatus.DISPUTED
    assert judged(JOINT, "2025-12-02", end="2025-05-30").status is TermStatus.EXPIRED
    monday = judged(JOINT, "2025-12-05", end="2025-05-30", guarantor_demands=(asked("2025-12-01"),))
    assert monday.status is TermStatus.DISPUTED


def test_an_agreed_last_day_that_is_off_is_kept_with_the_day_it_may_move_to() -> None:
    """Sunday 2026-11-29, agreed: relied on as it is, over only after the Monday (民法典 203)."""
    term = (GuaranteeTerm("孙大力", until=on("2026-11-29")),)
    monday = judged(JOINT, "2026-11-30", guarantees=term, holidays=days_off.KNOWN)
    assert monday.end == DaySpan(on("2026-11-29"), on("2026-11-30"))
    assert monday.status is TermStatus.DISPUTED
    tuesday = judged(JOINT, "2026-12-01", guarantees=term, holidays=days_off.KNOWN)
    assert tuesday.status is TermStatus.EXPIRED


# ── no time known that the first demand gave ───────────────────────────────────────────

ASKED = saying(SayingKind.DEMAND, at("2025-03-03"), 3)


def test_a_surety_is_free_only_when_both_readings_say_so() -> None:
    """Failure to fear: a surety let go thirty days early.

    Demanded on 2025-03-03 and no time known: from that day six months end on 2025-09-03; with
    thirty days, from 2025-04-02, they end on 2025-10-02 (民法典 202, 692), a day of the holiday
    of 2025 that ends on the 8th, so on the 9th (203).
    """
    found = facts(ASKED, others=(JOINT,))
    first = judged(JOINT, "2025-09-04", found=found, holidays=days_off.KNOWN)
    assert first.maturity.day == DaySpan(on("2025-03-03"), on("2025-04-02"))
    assert first.end == DaySpan(on("2025-09-03"), on("2025-10-09"))
    assert first.status is TermStatus.DISPUTED
    (note,) = (one for one in first.notes if one.kind is NoteKind.GRACE_UNKNOWN)
    assert dict(note.args) == {"first": "2025-03-03", "last": "2025-04-02", "days": "30"}
    last = judged(JOINT, "2025-10-09", found=found, holidays=days_off.KNOWN)
    assert last.status is TermStatus.DISPUTED
    over = judged(JOINT, "2025-10-10", found=found, holidays=days_off.KNOWN)
    assert over.status is TermStatus.EXPIRED


@pytest.mark.parametrize(
    ("day", "kept", "note"),
    [
        ("2025-03-03", None, True),  # with the demand on the debtor: by one reading too early
        ("2025-03-20", None, True),
        ("2025-04-03", "2025-04-03", False),
        ("2025-09-03", "2025-09-03", False),
        ("2025-09-20", None, True),  # by one reading too late
    ],
)
def test_a_demand_on_a_joint_surety_counts_where_both_readings_take_it(day, kept, note) -> None:
    found = facts(ASKED, others=(JOINT,))
    told = judged(JOINT, "2025-12-01", found=found, guarantor_demands=(asked(day),))
    assert told.kept_on == (on(kept) if kept else None)
    assert told.status is (TermStatus.KEPT if kept else TermStatus.DISPUTED)
    assert (NoteKind.MAYBE_OUTSIDE in notes(told)) is note
    assert NoteKind.ARRIVAL_UNKNOWN not in notes(told)


def test_a_refusal_ends_the_time_by_either_reading() -> None:
    no = saying(SayingKind.REFUSAL, at("2025-03-08"), 4)
    found = facts(ASKED, no, others=(GENERAL,))
    told = judged(GENERAL, "2025-03-10", found=found)
    assert told.maturity.day == DaySpan(on("2025-03-03"), on("2025-03-08"))
    none = judged(GENERAL, "2025-03-10", found=found, grace_days=0)
    assert none.maturity.day == DaySpan(on("2025-03-03"), on("2025-03-03"))


# ── what the surety's lawyer will say ──────────────────────────────────────────────────


def test_under_the_old_law_a_demand_alone_may_have_kept_an_unclear_kind() -> None:
    """Unclear was joint before 2021: a demand in time leaves it open, though nobody sued."""
    found = facts(lent(100, at("2020-03-01"), 2), due=due("2026-02-28"), others=(NOT_SAID,))
    told = judged(NOT_SAID, "2026-10-01", found=found, guarantor_demands=(asked("2026-03-05"),))
    assert (told.status, told.kept_on) == (TermStatus.DISPUTED, None)
    assert judged(NOT_SAID, "2026-10-01", found=found).status is TermStatus.EXPIRED


@pytest.mark.parametrize(
    ("day", "status", "last"),
    [
        ("2024-03-05", TermStatus.KEPT, "2024-03-05"),  # three years from 2021-03-05 (694(2))
        ("2024-03-06", TermStatus.DISPUTED, "2024-03-05"),
    ],
)
def test_a_joint_surety_once_asked_has_a_limitation_of_their_own(day, status, last) -> None:
    """Failure to fear: “kept”, though three years went by after the demand on the surety."""
    found = facts(due=due("2021-02-28"), others=(JOINT,))
    told = judged(JOINT, day, found=found, guarantor_demands=(asked("2021-03-05"),))
    assert told.status is status
    (note,) = (one for one in told.notes if one.kind is NoteKind.SURETY_LIMITATION)
    assert dict(note.args) == {"since": "2021-03-05", "day": last, "years": "3"}
    again = (asked("2021-03-05"), asked("2023-01-10"))
    kept = judged(JOINT, "2026-01-10", found=found, guarantor_demands=again)
    assert kept.status is TermStatus.KEPT


def test_a_suit_against_the_debtor_is_no_demand_on_a_surety_who_may_be_joint() -> None:
    """Failure to fear: three years from the suit, though the one demand came months before it."""
    found = facts(lent(100, at("2020-09-01"), 2), due=due("2026-05-01"), others=(NOT_SAID,))
    told = judged(
        NOT_SAID,
        "2026-10-10",
        found=found,
        filed_on=on("2026-09-30"),
        guarantor_demands=(asked("2026-05-10"),),
    )
    assert (told.status, told.kept_on) == (TermStatus.KEPT, on("2026-09-30"))
    (note,) = (one for one in told.notes if one.kind is NoteKind.SURETY_LIMITATION)
    assert dict(note.args) == {"since": "2026-05-10", "day": "2029-05-10", "years": "3"}


def test_a_suit_that_keeps_a_general_surety_must_not_be_withdrawn() -> None:
    told = judged(GENERAL, "2026-09-01", filed_on=on("2026-08-28"))
    assert NoteKind.KEPT_BY_SUIT in notes(told)
    assert NoteKind.SURETY_LIMITATION not in notes(told)


@pytest.mark.parametrize(
    ("filed", "status"),
    [("2026-08-28", TermStatus.DISPUTED), ("2026-08-29", TermStatus.EXPIRED)],
)
def test_a_suit_in_the_period_may_be_the_demand_on_a_joint_surety(filed: str, status) -> None:
    """Failure to fear: a surety left out of the very suit that was filed against them in time."""
    told = judged(JOINT, "2026-10-01", filed_on=on(filed))
    assert (told.status, told.kept_on) == (status, None)
    assert (NoteKind.SUIT_MAY_DEMAND in notes(told)) is (status is TermStatus.DISPUTED)


def test_a_kind_that_was_joint_then_is_not_called_general() -> None:
    old = facts(lent(100, at("2020-03-01"), 2), due=due("2026-02-28"), others=(NOT_SAID,))
    assert NoteKind.KIND_NOT_AGREED not in notes(judged(NOT_SAID, "2026-03-01", found=old))
    assert NoteKind.KIND_NOT_AGREED in notes(judged(NOT_SAID, "2026-03-01"))


def test_nothing_is_over_by_one_reading_alone() -> None:
    """Over many invented cases: where no grace is told, over means over with none and with 30."""
    chance = random.Random(203)
    for _ in range(100):
        day = on("2018-01-01") + timedelta(days=chance.randrange(2900))
        found = facts(saying(SayingKind.DEMAND, at(day.isoformat()), 3), others=(JOINT, GENERAL))
        for today in (day + timedelta(days=chance.randrange(150, 260)), years_after(day, 3)):
            told = {
                grace: guarantee.periods(
                    found, Circumstances(grace_days=grace), on=today, holidays=days_off.KNOWN
                )
                for grace in (None, 0, 30)
            }
            for unknown, none, thirty in zip(*told.values(), strict=True):
                both = {none.status, thirty.status} == {TermStatus.EXPIRED}
                assert (unknown.status is TermStatus.EXPIRED) is both, (day, today)
