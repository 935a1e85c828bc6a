"""What time a line on a page means: an interval with its basis, never a guess, never the clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from evidence_kit.model import UNKNOWN_TIME, Basis, DoubtKind, Moment, Source, TimeText

# Bases strong enough to anchor 昨天: a file's mtime changes with every copy.
ANCHORS = (Basis.FILE_NAME, Basis.EXIF)
# The app appeared in 2011; a date outside its time is a misreading.
YEARS = range(2011, 2100)
# A screenshot is named a moment after the screen was drawn.
CLOCK_SLACK = timedelta(minutes=1)
# The phone and the server that dates a payment may not agree on the minute.
RECORD_SLACK = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A time line's time, and why it is not sure, if it isn't."""

    at: Moment
    doubt: DoubtKind | None = None


UNANCHORED = Reckoned(UNKNOWN_TIME, DoubtKind.TIME_UNANCHORED)


def captured(source: Source) -> Moment | None:
    """Return when a screenshot was taken, if its name or EXIF says one day and they agree."""
    known = [m for m in source.captured if m.basis in ANCHORS and m.earliest and m.latest]
    days = {end.date() for m in known for end in (m.earliest, m.latest) if end}
    return known[0] if len(days) == 1 and days.pop().year in YEARS else None


def reckoned(text: TimeText, capture: Moment | None) -> Reckoned:
    """Return what a line printed on a page captured then means; UNANCHORED where nothing says."""
    if text.year is not None and text.year not in YEARS:
        return Reckoned(UNKNOWN_TIME, DoubtKind.TIME_AMBIGUOUS)
    if text.year is not None:
        basis = Basis.STATED if text.stated else Basis.PAGE
        return _not_after(_on(text, _day(text, text.year), basis), capture)
    if capture is None or capture.latest is None:
        return UNANCHORED
    return _until(_relative(text, capture.latest, capture.basis), capture.latest)


def _relative(text: TimeText, taken: datetime, basis: Basis) -> Reckoned:
    if text.month is not None:
        return _in_year_of(text, taken, basis)
    if text.weekday is not None:
        return _weekday(text, taken, basis)
    at = _on(text, taken.date() - timedelta(days=text.days_ago or 0), basis)
    return at if _fits(at, taken) else _a_day_early(at)


def _until(found: Reckoned, taken: datetime) -> Reckoned:
    """Cut an interval at the capture that shows the line."""
    earliest, latest = found.at.earliest, found.at.latest
    if earliest is None or latest is None or earliest == latest or latest <= taken:
        return found
    return Reckoned(replace(found.at, latest=max(taken, earliest)), found.doubt)


def _day(text: TimeText, year: int) -> date | None:
    try:
        return date(year, text.month or 0, text.day or 0)
    except ValueError:  # 2月29日 in a common year
        return None


def _on(text: TimeText, day: date | None, basis: Basis) -> Reckoned:
    """Put the line's clock on a day; a form that builds disagree about covers all it may mean."""
    if day is None:
        return Reckoned(UNKNOWN_TIME, DoubtKind.TIME_AMBIGUOUS)
    if text.whole_day:
        return Reckoned(Moment(*_ends(day), basis))
    at = datetime(day.year, day.month, day.day, text.hour, text.minute, text.second or 0)
    if not text.ambiguous:
        return Reckoned(Moment(at, at, basis, seconds=text.second is not None))
    if text.hour < 6:  # 晚上12:05: that night's end or its beginning
        return Reckoned(Moment(at, at + timedelta(days=1), basis), DoubtKind.TIME_AMBIGUOUS)
    return Reckoned(Moment(*_ends(day), basis), DoubtKind.TIME_AMBIGUOUS)


def _ends(day: date) -> tuple[datetime, datetime]:
    """Return a day's first and last minute."""
    return datetime.combine(day, time()), datetime.combine(day, time(23, 59))


def _fits(found: Reckoned, taken: datetime) -> bool:
    return found.at.earliest is not None and found.at.earliest <= taken + CLOCK_SLACK


def _not_after(found: Reckoned, capture: Moment | None) -> Reckoned:
    """Doubt a date printed in full that lies after the capture: either may be wrong."""
    if capture is None or capture.latest is None or _fits(found, capture.latest):
        return found
    wide = Moment(capture.latest, found.at.latest, found.at.basis)
    return Reckoned(wide, DoubtKind.TIME_AMBIGUOUS)


def _in_year_of(text: TimeText, taken: datetime, basis: Basis) -> Reckoned:
    """Put a line without a year in the capture's; if that is the future, in the last, in doubt."""
    this = _on(text, _day(text, taken.year), basis)
    if _fits(this, taken):
        return this
    last = _on(text, _day(text, taken.year - 1), basis)
    return Reckoned(last.at, DoubtKind.TIME_AMBIGUOUS)


def _weekday(text: TimeText, taken: datetime, basis: Basis) -> Reckoned:
    """Weekdays name two to six days back; 昨天 stands for one, so one or seven are odd."""
    back = (taken.weekday() - (text.weekday or 0)) % 7 or 7
    found = _on(text, taken.date() - timedelta(days=back), basis)
    return found if 2 <= back <= 6 else Reckoned(found.at, DoubtKind.TIME_AMBIGUOUS)


def _a_day_early(found: Reckoned) -> Reckoned:
    """Cover a screen drawn before midnight and captured after it, in doubt."""
    at = found.at
    earliest = at.earliest - timedelta(days=1) if at.earliest else None
    return Reckoned(Moment(earliest, at.latest, at.basis), DoubtKind.TIME_AMBIGUOUS)


def by_record(text: TimeText, sent: Moment, reach: timedelta) -> Reckoned:
    """Return the time of a line that heads a transfer sent then, at most `reach` after the line.

    In doubt where no day that the line may name fits: then it heads another transfer.
    """
    exact = sent.exact
    if exact is None or text.ambiguous:
        return UNANCHORED
    for day in (exact.date(), exact.date() - timedelta(days=1)):
        at = datetime.combine(day, time(text.hour, text.minute))
        near = at - RECORD_SLACK <= exact <= at + reach + RECORD_SLACK
        if near and _may_name(text, day):
            return Reckoned(Moment(at, at, Basis.RECORD))
    return Reckoned(UNKNOWN_TIME, DoubtKind.TIME_AMBIGUOUS)


def _may_name(text: TimeText, day: date) -> bool:
    if text.month is not None:
        return (text.month, text.day) == (day.month, day.day)
    return text.weekday in (None, day.weekday())


def runs_back(one: TimeText | None, other: TimeText | None) -> bool:
    """Say whether two lines of one page can't follow each other, whenever it was captured."""
    if one is None or other is None or one.ambiguous or other.ambiguous:
        return False
    first, second = ((t.hour, t.minute) for t in (one, other))
    if one.days_ago is not None and other.days_ago is not None:
        return (-other.days_ago, *second) < (-one.days_ago, *first)
    same_day = one.month is not None and (one.month, one.day) == (other.month, other.day)
    same_day = same_day or (one.weekday is not None and one.weekday == other.weekday)
    return same_day and second < first


def agreed(found: Iterable[Reckoned]) -> Reckoned:
    """Return the one time that a line's appearances on several pages agree on.

    A sure one beats a doubtful one; two sure ones that differ make an interval and a doubt.
    """
    every = [one for one in found if one.at.earliest is not None]
    known = [one for one in every if one.doubt is None] or every
    if not known:
        return UNANCHORED
    first = next((one for one in known if one.at.basis is Basis.PAGE), known[0])
    if len({(one.at.earliest, one.at.latest) for one in known}) == 1:
        return first
    return Reckoned(covering(one.at for one in known), DoubtKind.TIME_AMBIGUOUS)


def covering(moments: Iterable[Moment]) -> Moment:
    """Return the interval from the earliest to the latest end, between them."""
    ends = [end for m in moments for end in (m.earliest, m.latest) if end]
    return Moment(min(ends), max(ends), Basis.BETWEEN)


def year_between(text: TimeText, floor: datetime | None, ceiling: datetime | None) -> Reckoned:
    """Return the date of a line without a year where its neighbours leave one year only."""
    if text.month is None or text.ambiguous or floor is None or ceiling is None:
        return UNANCHORED
    years = range(floor.year, ceiling.year + 1)
    found = [_on(text, day, Basis.BETWEEN) for year in years if (day := _day(text, year))]
    fitting = [one for one in found if one.at.earliest and floor <= one.at.earliest <= ceiling]
    return fitting[0] if len(fitting) == 1 else UNANCHORED


def bounds(
    known: Sequence[Reckoned], index: int, until: datetime | None
) -> tuple[datetime | None, datetime | None]:
    """Return the sure times nearest before and after the line at `index`, at most `until`."""
    sure = [one.at if one.doubt is None else UNKNOWN_TIME for one in known]
    before = (m.earliest for m in reversed(sure[:index]) if m.earliest)
    after = (m.latest for m in sure[index + 1 :] if m.latest)
    return next(before, None), next(after, until)


def ascending(known: Sequence[Reckoned]) -> list[Reckoned]:
    """Return the lines' times; where one runs back behind another, both cover both, in doubt."""
    result = list(known)
    high: int | None = None
    for i, one in enumerate(known):
        if one.at.earliest is None:
            continue
        top = known[high].at.earliest if high is not None else None
        if high is not None and top and one.at.latest and one.at.latest < top:
            both = covering((known[high].at, one.at))
            result[high] = result[i] = Reckoned(both, DoubtKind.TIME_AMBIGUOUS)
        elif top is None or one.at.earliest >= top:
            high = i
    return result
