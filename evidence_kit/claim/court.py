"""Which courts may try the case: candidates from the addresses and the clause, with articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from evidence_kit.claim.citing import lending, procedure, rules
from evidence_kit.claim.periods import years_after
from evidence_kit.claim.places import county_of, is_outside, province_of, same_county
from evidence_kit.model import (
    AgreedCourt,
    Article,
    Brief,
    Circumstances,
    CourtCandidate,
    CourtKind,
    Home,
    LawText,
    Mark,
    Note,
    NoteKind,
    Standing,
)
from evidence_kit.patterns import Pattern

# Since then a reply says when a choice of court is void, and internet courts try no loans.
REPLY_SINCE: Final = date(2025, 12, 31)
NO_INTERNET_SINCE: Final = date(2025, 11, 1)
HABITUAL_YEARS: Final = 1  # 民诉法解释 4

# A choice must not breach the levels of courts (民事诉讼法 35): these try no such loan first.
_HIGHER: Final = Pattern(r"(?:最高|高级)(?:人民)?法院|最高法|高院")
_MIDDLE: Final = Pattern(r"中级(?:人民)?法院|中院")

_DOMICILE = (procedure(22), rules(3))
_RESIDENCE = (procedure(22), rules(4))
_RECEIVER = (procedure(24), rules(18, 2), lending(3))
_CHOICE = procedure(35)
_REPLY = Article(LawText.CHOICE_OF_COURT, None)
_INTERNET = Article(LawText.INTERNET_COURTS, None)


def candidates(
    brief: Brief,
    circumstances: Circumstances,
    *,
    on: date,
    others: Iterable[CourtCandidate] = (),
) -> tuple[CourtCandidate, ...]:
    """Return the courts that may try the case, on a day of filing, the likeliest first.

    The basic court of the defendant's domicile, or of a habitual residence of a year or more;
    of the lender's home, as money is owed where it is received; of an agreed place of
    performance; of the domiciles of `others` who owe too; the court that a clause chose, which
    goes first where the clause is good. A candidate without an address is kept, with a note that
    asks for it.
    """
    found = [*_of_defendant(brief, circumstances, on), *_of_performance(brief, circumstances, on)]
    found += others
    agreed = circumstances.agreed_court
    if agreed:
        chosen = _chosen(agreed, brief, circumstances, on)
        if chosen.standing is Standing.OPEN:
            found = [_given_way(one) for one in found]
        found.insert(0, chosen)
    if circumstances.arbitration:
        found = [_to_arbitration(one) for one in found]
    return tuple(found)


def decides(one: CourtCandidate) -> bool:
    """Say whether a candidate may be the court of the loan: not barred, and no surety's alone."""
    return one.standing is not Standing.BARRED and one.kind is not CourtKind.SURETY_DOMICILE


def suits(court: str, found: Sequence[CourtCandidate]) -> Note | None:
    """Say whether a court's name fits a candidate that isn't barred; None where nobody can tell.

    By the county that both name, 杭州市西湖区人民法院 and 浙江省杭州市西湖区….
    """
    county = county_of(court)
    standing = [one for one in found if one.place and one.standing is not Standing.BARRED]
    places = [one.place for one in standing if one.place]
    if fitting := [one for one in standing if one.place and same_county(court, one.place)]:
        sure = any(map(decides, fitting))
        return Note(NoteKind.COURT_FITS, (("court", court),)) if sure else None
    if county is None or not places or any(county_of(place) is None for place in places):
        return None
    return Note(NoteKind.COURT_FITS_NONE, (("court", court),))


def provinces(found: Sequence[CourtCandidate]) -> tuple[str, ...]:
    """Return the provinces of the courts of the loan, each once, the likeliest first."""
    named = (one.province for one in found if decides(one))
    return tuple(dict.fromkeys(name for name in named if name))


# ── by law ─────────────────────────────────────────────────────────────────────────────


def _of_defendant(brief: Brief, circumstances: Circumstances, on: date) -> Iterator[CourtCandidate]:
    address, home = brief.defendant_identity.address, circumstances.defendant_home
    habitual = _habitual(home, on)
    standing = Standing.OPEN if not habitual else Standing.BARRED
    if home and habitual is None:
        standing = Standing.UNCLEAR
    missing = (Note(NoteKind.WHEREABOUTS_UNKNOWN, (), (rules(427, None, 4),)),)
    lost, abroad = bool(circumstances.whereabouts_unknown), bool(circumstances.debtor_abroad)
    notes: tuple[Note, ...] = missing if lost else ()
    notes += (Note(NoteKind.DEFENDANT_ABROAD, (), (rules(427, None, 4),)),) if abroad else ()
    domicile = at(CourtKind.DEFENDANT_DOMICILE, address, standing, _DOMICILE, notes)
    domicile = replace(domicile, payment_order=_orders(address) and not (abroad or lost))
    if home is None:
        yield domicile
        return
    residence = at(
        CourtKind.DEFENDANT_RESIDENCE,
        home.address,
        _living(habitual=habitual),
        _RESIDENCE,
        _since(habitual=habitual),
    )
    yield from (residence, domicile) if habitual else (domicile, residence)


def _orders(address: str | None) -> bool:
    """Say whether a payment order can be asked for at an address: a known one of the mainland."""
    return address is not None and not is_outside(address)


def _of_performance(
    brief: Brief, circumstances: Circumstances, on: date
) -> Iterator[CourtCandidate]:
    if circumstances.performance_place:
        place = circumstances.performance_place
        yield at(CourtKind.PERFORMANCE, place, Standing.OPEN, (procedure(24), rules(18)))
        return
    differ = (Note(NoteKind.COURTS_DIFFER, (), _RECEIVER, Mark.REPORTED),)
    home, address = circumstances.plaintiff_home, brief.plaintiff_identity.address
    habitual = _habitual(home, on)
    if home and habitual:
        address = home.address
    unsure = _since(habitual=habitual) if home and not habitual else ()
    kind = CourtKind.LENDER_HOME
    yield at(kind, address, Standing.OPEN, _RECEIVER, (*differ, *unsure))


def at(
    kind: CourtKind,
    place: str | None,
    standing: Standing,
    articles: tuple[Article, ...],
    notes: tuple[Note, ...] = (),
) -> CourtCandidate:
    """Return the court of a place; of none, and of one outside the mainland, it is a question."""
    outside = place is not None and is_outside(place)
    if place is None:
        notes = (*notes, Note(NoteKind.ADDRESS_MISSING, (("court", kind),)))
    if outside:
        notes = (*notes, Note(NoteKind.FOREIGN_ADDRESS, (), (procedure(166),), Mark.UNCHECKED))
    if (place is None or outside) and standing is Standing.OPEN:
        standing = Standing.UNCLEAR
    province = province_of(place) if place and not outside else None
    return CourtCandidate(kind, place, province, standing, notes, articles)


def _habitual(home: Home | None, on: date) -> bool | None:
    """Say whether somebody has lived there for a year; None where nobody says since when."""
    if home is None:
        return False
    return years_after(home.since, HABITUAL_YEARS) <= on if home.since else None


def _living(*, habitual: bool | None) -> Standing:
    if habitual is None:
        return Standing.UNCLEAR
    return Standing.OPEN if habitual else Standing.BARRED


def _since(*, habitual: bool | None) -> tuple[Note, ...]:
    if habitual is None:
        return (Note(NoteKind.RESIDENCE_SINCE_UNKNOWN, (), (rules(4),)),)
    return () if habitual else (Note(NoteKind.RESIDENCE_TOO_SHORT, (), (rules(4),)),)


# ── by agreement ───────────────────────────────────────────────────────────────────────


def _chosen(
    agreed: AgreedCourt, brief: Brief, circumstances: Circumstances, on: date
) -> CourtCandidate:
    """Return the court of a clause: good in writing, and joined to the dispute (35)."""
    void, open_points = [*_void(agreed, on)], [*_asked(agreed)]
    connected = _connected(agreed, brief, circumstances)
    if connected is None:
        open_points.append(Note(NoteKind.CLAUSE_CONNECTION_UNKNOWN, (), (_CHOICE,)))
    elif not connected:
        void.append(Note(NoteKind.CLAUSE_UNCONNECTED, (), _choice(on)))
    standing = Standing.UNCLEAR if open_points else Standing.OPEN
    notes = (*void, *open_points, *_beside(agreed, on))
    return CourtCandidate(
        kind=CourtKind.AGREED,
        place=agreed.name,
        province=province_of(agreed.name),
        standing=Standing.BARRED if void else standing,
        notes=notes,
        articles=_choice(on),
    )


def _asked(agreed: AgreedCourt) -> Iterator[Note]:
    if agreed.written is None:
        yield Note(NoteKind.CLAUSE_FORM_UNKNOWN, (), (_CHOICE,))
    if _MIDDLE.search(agreed.name):
        yield Note(NoteKind.CLAUSE_LEVEL_UNKNOWN, (), (_CHOICE,), Mark.UNCHECKED)


def _void(agreed: AgreedCourt, on: date) -> Iterator[Note]:
    if agreed.written is False:
        yield Note(NoteKind.CLAUSE_NOT_WRITTEN, (), (_CHOICE,))
    if _HIGHER.search(agreed.name):
        yield Note(NoteKind.CLAUSE_ABOVE_LEVEL, (), (_CHOICE,), Mark.UNCHECKED)
    if "互联网法院" in agreed.name and on >= NO_INTERNET_SINCE:
        yield Note(NoteKind.INTERNET_COURT, (), (_INTERNET,), Mark.READ)


def _beside(agreed: AgreedCourt, on: date) -> Iterator[Note]:
    if "法院" not in agreed.name:
        yield Note(NoteKind.CLAUSE_PLACE_ONLY, (), _choice(on), Mark.READ)
    if agreed.or_arbitration:
        yield Note(NoteKind.ARBITRATION_VOID, (), _choice(on), Mark.READ)


def _choice(on: date) -> tuple[Article, ...]:
    return (_CHOICE, _REPLY) if on >= REPLY_SINCE else (_CHOICE,)


def _connected(agreed: AgreedCourt, brief: Brief, circumstances: Circumstances) -> bool | None:
    """Say whether the place is joined to the dispute; None where nothing tells."""
    homes = (circumstances.defendant_home, circumstances.plaintiff_home)
    known = [brief.defendant_identity.address, brief.plaintiff_identity.address]
    known += [circumstances.performance_place, *(home.address for home in homes if home)]
    if agreed.connections or any(same_county(agreed.name, place) for place in known if place):
        return True
    return None if agreed.connections is None else False


def _given_way(candidate: CourtCandidate) -> CourtCandidate:
    note = Note(NoteKind.AGREED_GOES_FIRST, (), (_CHOICE,))
    return replace(candidate, standing=Standing.BARRED, notes=(*candidate.notes, note))


def _to_arbitration(candidate: CourtCandidate) -> CourtCandidate:
    note = Note(NoteKind.ARBITRATION_AGREED, mark=Mark.UNCHECKED)
    return replace(candidate, standing=Standing.BARRED, notes=(*candidate.notes, note))
