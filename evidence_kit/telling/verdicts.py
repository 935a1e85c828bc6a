"""A verification report as a person reads it, and as other programs do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import evidence_kit
from evidence_kit.model import Check, Verdict, VerificationReport
from evidence_kit.telling.paths import quoted
from evidence_kit.telling.stamps import local
from evidence_kit.words import Words, plain

if TYPE_CHECKING:
    from evidence_kit.render import ReportText


def report(found: VerificationReport, bundle: Path, words: Words) -> str:
    """Return the checks, numbered, the verdict, how to get a better one, and what isn't proven."""
    lines = [_check(number, check, words) for number, check in enumerate(found.checks, start=1)]
    lines += ["", words.say(f"verdict.{_scope(found)}")]
    lines += [words.say("verdict.level", level=level(found, words))]
    unanchored = {check.finding for check in found.checks} & _UNANCHORED
    if unanchored and found.verdict is not Verdict.FAILED:
        lines += ["", words.say("verdict.how", path=quoted(bundle))]
    lines += ["", words.say("verdict.not_proven")]
    return "\n".join(lines)


_COLUMNS = ("number", "about", "verdict", "detail")
_ASKED = {"file", "page", "pdf", "list"}  # about what was asked of a bundle, not the bundle
_COMMON_NAME = re.compile(r"(?:^|,)CN=((?:[^,\\]|\\.)+)")
_UNANCHORED = {"no_outside_anchor", "no_root_vouches", "no_originals"}


def _scope(found: VerificationReport) -> str:
    """Return the verdict, with what narrows it: the originals alone, or a system's own litter."""
    failed = {check.finding for check in found.checks if check.verdict is Verdict.FAILED}
    about = {check.about for check in found.checks if check.verdict is Verdict.FAILED}
    if any(check.finding == "pdf_alone" for check in found.checks):
        return "failed_pdf" if failed else "indeterminate_pdf"
    if about and about <= _ASKED:
        return "failed_asked"
    if about == {"archive"}:
        return "failed_archive"
    if found.covers == "originals":
        return "passed_originals"
    if "litter" in failed and failed <= {"litter", "other_count"}:
        return "failed_litter"
    return found.verdict.value


def printed(
    found: VerificationReport, subject: Iterable[tuple[str, str]], at: datetime, words: Words
) -> ReportText:
    """Return every word of the printable report; `at` is when the check was made."""
    from evidence_kit.render import ReportText

    say = words.say
    about = [(say(kind), plain(value)) for kind, value in subject]
    about += [(say("report.at"), say("report.own_clock", time=local(at)))]
    about += [(say("report.by"), f"evidence-kit {evidence_kit.__version__}")]
    limits = (say("verdict.not_proven"), say("report.digests"), say("report.clock"))
    return ReportText(
        title=say("report.title"),
        about=tuple(about),
        conclusion=(level(found, words), _inked(say(f"verdict.{_scope(found)}"))),
        heads=tuple(
            say(f"report.head.{name}") for name in ("number", "about", "verdict", "detail")
        ),
        rows=tuple(_row(number, one, words) for number, one in enumerate(found.checks, start=1)),
        sections=((say("report.limits"), limits),),
        signature=(say("report.signature"), say("report.date")),
        foot=say("report.foot", page="{page}", pages="{pages}"),
        author="evidence-kit",
    )


def _inked(text: str) -> str:
    """Return a text with marks that the fonts for paper have."""
    return text.replace("✗", "×")


def _row(number: int, check: Check, words: Words) -> tuple[str, ...]:
    verdict = _inked(words.say(f"verdict.mark.{check.verdict.value}"))
    return str(number), words.say(f"check.{check.about}"), verdict, _finding(check, words)


def level(found: VerificationReport, words: Words) -> str:
    """Return how far the bundle's wholeness is shown, in a few words."""
    narrow = ".originals" if found.covers == "originals" else ""
    named = [_COMMON_NAME.search(authority) for authority in found.authorities]
    common = [found[1] for found in named if found] or list(found.authorities)
    return words.say(f"level.{found.level.value}{narrow}", authority="、".join(common))


def _check(number: int, check: Check, words: Words) -> str:
    return words.say(
        "verdict.check",
        number=f"{number:>2}",
        mark=words.say(f"verdict.mark.{check.verdict.value}"),
        about=words.say(f"check.{check.about}"),
        finding=_finding(check, words),
    )


def _finding(check: Check, words: Words) -> str:
    args = dict(check.args)
    if "fault" in args:
        args["fault"] = words.say(f"seal.{args['fault']}")
    if "reason" in args:
        args["reason"] = words.say(f"reason.{args['reason']}")
    return words.say(f"finding.{check.finding}", **args)


def report_json(found: VerificationReport) -> str:
    """Return the report for other programs; it doesn't vary with the language."""
    told = {
        "format": 1,
        "verdict": found.verdict.value,
        "level": found.level.value,
        "covers": found.covers,
        "checks": [
            {
                "number": number,
                "about": check.about,
                "verdict": check.verdict.value,
                "finding": check.finding,
                "args": dict(check.args),
            }
            for number, check in enumerate(found.checks, start=1)
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)
