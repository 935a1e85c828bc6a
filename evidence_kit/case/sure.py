"""What is sure enough to be filed: read well, on one known day, with no doubt on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from evidence_kit.facts.doubts import touching
from evidence_kit.facts.unsure import LEAST_NAME
from evidence_kit.model import Args, Doubt, Moment, Sourced


def readable(words: Sourced[str] | None, doubts: Sequence[Doubt]) -> str | None:
    """Return a name that may be cited: read surely, no doubt on its place; else None."""
    if words is None or words.confidence < LEAST_NAME:
        return None
    return None if touching((words.where,), doubts) else words.value


def day(at: Moment) -> str | None:
    """Return the ISO date of a time that lies on one day, else None."""
    if at.earliest is None or at.latest is None or at.earliest.date() != at.latest.date():
        return None
    return at.earliest.date().isoformat()


def minute(at: Moment) -> str | None:
    """Return the ISO date and minute of an exact time, the date of a day, else None."""
    exact: datetime | None = at.exact
    return exact.isoformat(timespec="minutes") if exact else day(at)


def args(**given: str | None) -> Args:
    """Return the arguments that have a value."""
    return tuple((name, value) for name, value in given.items() if value)
