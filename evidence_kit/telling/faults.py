"""What went wrong, as a person is told it."""

from __future__ import annotations

from evidence_kit.errors import EvidenceKitError
from evidence_kit.words import Words


def fault(error: EvidenceKitError, words: Words) -> str:
    """Return what went wrong, with which file, and the next step."""
    args = dict(error.args_by_name)
    if "fault" in args:
        args["fault"] = words.say(f"seal.{args['fault']}")
    if "finding" in args:
        args["finding"] = words.say(f"finding.{args['finding']}", **{"name": "", **args})
    return words.say("fault") + words.say(f"error.{error.kind}", **args)
