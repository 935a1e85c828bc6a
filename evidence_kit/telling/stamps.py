"""What was sent to time-stamping authorities, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from evidence_kit.telling.faults import fault
from evidence_kit.telling.paths import quoted, shown
from evidence_kit.words import Words

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from evidence_kit.model import Digest
    from evidence_kit.pipeline.early import Early
    from evidence_kit.pipeline.sealing import Asked
    from evidence_kit.tsa import Fetched

_CHINA = timedelta(hours=8)


def stamped(asked: Iterable[Asked], words: Words) -> list[str]:
    """Return a line for each digest that left this machine: which, to whom, with what answer."""
    return [_line(one, words) for one in asked]


def fetched(told: Iterable[Fetched], words: Words) -> list[str]:
    """Return a line for each place that was asked about revoked certificates, and what it gave."""
    return [
        words.say("stamp.revocation_kept", url=one.url)
        if one.content
        else words.say("stamp.revocation_none", url=one.url)
        for one in told
    ]


def fetched_beside(
    told: Iterable[Fetched], kept_in: Path, words: Words, *, carried: bool
) -> list[str]:
    """Return what was asked of revoked certificates for a later seal, and where it is kept.

    For an answer that was `carried` here nobody was asked.
    """
    if carried:
        return [words.say("stamp.revocation_not_asked")]
    return [
        words.say("stamp.revocation_beside", url=one.url, path=shown(kept_in))
        if one.content
        else words.say("stamp.revocation_none", url=one.url)
        for one in told
    ]


def sealed_early(made: Early, folder: Path, words: Words) -> str:
    """Return where an early seal lies, over how many files, and what becomes of it."""
    args = {"path": shown(made.folder), "files": str(made.files), "time": local(made.at)}
    lines = [words.say("early.head", **args), *stamped(made.asked, words)]
    lines += fetched(made.fetched, words)
    lines.append(words.say("early.digest", digest=made.manifest.hex))
    return "\n".join([*lines, words.say("early.next", path=quoted(folder))])


def exported(digest: Digest, request: Path, bundle: Path, words: Words) -> str:
    """Return what a written request holds, and the command for when the answer is there."""
    told = words.say("stamp.exported", path=shown(request), digest=digest.hex)
    return f"{told}\n{words.say('stamp.next', path=quoted(bundle))}"


def _line(one: Asked, words: Words) -> str:
    sent = {"digest": one.digest.hex, "authority": one.authority, "url": one.url}
    if not one.url and one.finding and one.finding.gen_time:
        kind = "stamp.imported" if one.finding.trusted_root else "stamp.imported_unknown"
        at = local(one.finding.gen_time)
        return words.say(kind, **sent, time=at, root=one.finding.trusted_root or "")
    if one.fault is not None:
        reason = " ".join(fault(one.fault, words).split("\n"))
        return words.say("stamp.failed", **sent, reason=reason)
    found = one.finding
    at = local(found.gen_time) if found and found.gen_time else ""
    root = found.trusted_root if found else None
    if root:
        return words.say("stamp.trusted", **sent, time=at, root=root)
    return words.say("stamp.unknown_root", **sent, time=at)


def local(at: datetime) -> str:
    """Return an aware time as Chinese local time, to the second."""
    return f"{at.astimezone(UTC) + _CHINA:%Y-%m-%d %H:%M:%S} UTC+8"
