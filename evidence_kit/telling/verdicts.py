"""A verification report as a person reads it, and as other programs do."""

from __future__ import annotations

import json
from pathlib import Path

from evidence_kit.model import Check, Verdict, VerificationReport
from evidence_kit.telling.paths import quoted
from evidence_kit.words import Words


def report(found: VerificationReport, bundle: Path, words: Words) -> str:
    """Return the checks, numbered, the verdict, how to get a better one, and what isn't proven."""
    lines = [_check(number, check, words) for number, check in enumerate(found.checks, start=1)]
    lines += ["", words.say(f"verdict.{_scope(found)}")]
    if {check.finding for check in found.checks} & _UNANCHORED:
        lines += ["", words.say("verdict.how", path=quoted(bundle))]
    lines += ["", words.say("verdict.not_proven")]
    return "\n".join(lines)


_UNANCHORED = {"no_outside_anchor", "no_root_vouches", "no_originals"}


def _scope(found: VerificationReport) -> str:
    """Return the verdict, with what narrows it: the originals alone, or a system's own litter."""
    failed = {check.finding for check in found.checks if check.verdict is Verdict.FAILED}
    if found.covers == "originals":
        return "passed_originals"
    if "litter" in failed and failed <= {"litter", "other_count"}:
        return "failed_litter"
    return found.verdict.value


def _check(number: int, check: Check, words: Words) -> str:
    args = dict(check.args)
    if "fault" in args:
        args["fault"] = words.say(f"seal.{args['fault']}")
    if "reason" in args:
        args["reason"] = words.say(f"reason.{args['reason']}")
    return words.say(
        "verdict.check",
        number=f"{number:>2}",
        mark=words.say(f"verdict.mark.{check.verdict.value}"),
        about=words.say(f"check.{check.about}"),
        finding=words.say(f"finding.{check.finding}", **args),
    )


def report_json(found: VerificationReport) -> str:
    """Return the report for other programs; it doesn't vary with the language."""
    told = {
        "format": 1,
        "verdict": found.verdict.value,
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
