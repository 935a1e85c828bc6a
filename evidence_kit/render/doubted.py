"""Doubts in words: what is not sure and where, and what case.toml takes as the answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evidence_kit.facts import forms, offered
from evidence_kit.model import Doubt, DoubtKind, LoanFacts
from evidence_kit.render.checked import Say


def line(doubt: Doubt, names: Mapping[str, str], say: Say, form: str = "doubts.one") -> str:
    """Return the file, what is not sure there, and what each engine read.

    `names` are the files' own names by SHA-256.
    """
    return say(
        form,
        id=doubt.id,
        file=names.get(doubt.where.source.hex, "—") if doubt.where else "—",
        text=sentence(doubt, say),
        readings=readings(doubt, say),
    )


def sentence(doubt: Doubt, say: Say) -> str:
    """Return what is not sure, with the words that it is about."""
    args = dict(doubt.args)
    if "field" in args:
        args["field"] = say(f"field.{args['field']}")
    if "reason" in args:
        args["reason"] = reason(args, say)
    quote = say("doubts.quote", text=args["text"]) if args.get("text") else ""
    return quote + say(f"doubt.{doubt.kind.value}", **args)


def readings(doubt: Doubt, say: Say) -> str:
    """Return what each engine read, once where they agree: [1500.00 ≠ 1600.00]."""
    texts = (reading.text or say("doubts.nothing") for reading in doubt.readings)
    told = " ≠ ".join(dict.fromkeys(texts))
    return f" [{told}]" if told else ""


def reason(args: Mapping[str, str], say: Say) -> str:
    """Return why a page was not understood, from the arguments that its doubt carries too."""
    told = dict(args)
    if "cause" in told:
        told["cause"] = say(f"cause.{told['cause']}")
    return say(f"reason.{told.pop('reason')}", **told)


def asked(doubt: Doubt, facts: LoanFacts, say: Say) -> Iterator[str]:
    """Yield what may stand as the answer: only what settles the doubt."""
    form = offered.form(doubt, facts)
    if doubt.kind in forms.LEFT_OUT:
        yield say("question.left_out", seen=forms.SEEN)
        return
    if doubt.kind is DoubtKind.PARTY_UNKNOWN and form is forms.Form.SEEN:
        yield say("question.whose", seen=forms.SEEN)
        return
    if choices := offered.choices(doubt, facts):
        yield say("question.choice", choices="、".join(choices))
    elif form in (forms.Form.AMOUNT, forms.Form.TIME, forms.Form.WORDS):
        yield say(f"question.{form.value}")
    if offered.seen(doubt, facts):
        yield say(
            "question.seen" if form is forms.Form.SEEN else "question.or_seen", seen=forms.SEEN
        )
