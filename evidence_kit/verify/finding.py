"""The three ways in which a check may end."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from evidence_kit.model import Check, Verdict

_BEIJING = timezone(timedelta(hours=8))


def passed(about: str, finding: str, **args: str) -> Check:
    """Return a check that holds."""
    return Check(about, Verdict.PASSED, finding, tuple(args.items()))


def unsure(about: str, finding: str, **args: str) -> Check:
    """Return a check that nothing settles, one way or the other."""
    return Check(about, Verdict.INDETERMINATE, finding, tuple(args.items()))


def failed(about: str, finding: str, **args: str) -> Check:
    """Return a check that shows something false."""
    return Check(about, Verdict.FAILED, finding, tuple(args.items()))


def shown(time: datetime) -> str:
    """Return a time as local time (UTC+8)."""
    return time.astimezone(_BEIJING).isoformat()
