"""Doubts as a person reads them: a line on the terminal, or a question in case.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_kit.telling.paths import argument, quoted, shown
from evidence_kit.words import Words

if TYPE_CHECKING:
    from evidence_kit.brief import Question
    from evidence_kit.model import Doubt, LoanFacts
    from evidence_kit.pipeline.checking import Begun
    from evidence_kit.render.contract import Story

# case.toml is a paper of the case: its questions are Chinese like its keys' explanations.
_CHINESE = Words("zh_CN")


def file_names(told: Story) -> dict[str, str]:
    """Return each file's own name by its SHA-256, the first where two are identical."""
    names: dict[str, str] = {}
    for source in told.sources:
        names.setdefault(source.sha256.hex, source.name)
    return names


def doubt_line(
    doubt: Doubt, names: Mapping[str, str], words: Words, form: str = "doubts.one"
) -> str:
    """Return the file, what is not sure there, and what each engine read."""
    args = dict(doubt.args)
    if "field" in args:
        args["field"] = words.say(f"field.{args['field']}")
    if "reason" in args:
        args["reason"] = reason(args, words)
    quote = words.say("doubts.quote", text=args["text"]) if args.get("text") else ""
    return words.say(
        form,
        id=doubt.id,
        file=names.get(doubt.where.source.hex, "—") if doubt.where else "—",
        text=quote + words.say(f"doubt.{doubt.kind.value}", **args),
        readings=_readings(doubt, words),
    )


def reason(args: Mapping[str, str], words: Words) -> str:
    """Return why a page was not understood, from the arguments that its doubt carries too."""
    told = dict(args)
    if "cause" in told:
        told["cause"] = words.say(f"cause.{told['cause']}")
    return words.say(f"reason.{told.pop('reason')}", **told)


def _readings(doubt: Doubt, words: Words) -> str:
    """Return what each engine read, once where they agree: [1500.00 ≠ 1600.00]."""
    texts = (reading.text or words.say("doubts.nothing") for reading in doubt.readings)
    told = " ≠ ".join(dict.fromkeys(texts))
    return f" [{told}]" if told else ""


def questions(told: Story) -> tuple[Question, ...]:
    """Return a question for each doubt, in Chinese."""
    from evidence_kit.brief import Question
    from evidence_kit.facts import answers

    names = file_names(told)
    also = answers.aliases(told.facts)
    return tuple(
        Question(
            doubt.id,
            (doubt_line(doubt, names, _CHINESE, "question.doubt"), *_asked(doubt, told.facts)),
            also.get(doubt.id, frozenset()),
        )
        for doubt in told.facts.doubts
    )


def _asked(doubt: Doubt, facts: LoanFacts) -> Iterator[str]:
    """Yield what may stand as the answer: only what settles the doubt."""
    from evidence_kit.facts import forms, offered
    from evidence_kit.model import DoubtKind

    form = offered.form(doubt, facts)
    if doubt.kind in forms.LEFT_OUT:
        yield _CHINESE.say("question.left_out", seen=forms.SEEN)
        return
    if doubt.kind is DoubtKind.PARTY_UNKNOWN and form is forms.Form.SEEN:
        yield _CHINESE.say("question.whose", seen=forms.SEEN)
        return
    if choices := offered.choices(doubt, facts):
        yield _CHINESE.say("question.choice", choices="、".join(choices))
    elif form in (forms.Form.AMOUNT, forms.Form.TIME, forms.Form.WORDS):
        yield _CHINESE.say(f"question.{form.value}")
    if offered.seen(doubt, facts):
        kind = "question.seen" if form is forms.Form.SEEN else "question.or_seen"
        yield _CHINESE.say(kind, seen=forms.SEEN)


def untaken(told: Story, words: Words) -> list[str]:
    """Return a line for each answer in case.toml that changed nothing, and what may stand there."""
    lines = []
    for one in told.untaken:
        if one.doubt is None:
            lines.append(words.say("answer.unknown", id=one.id, value=one.value))
            continue
        choices = "；".join(_asked(one.doubt, told.facts))
        lines.append(words.say("answer.unfit", id=one.id, value=one.value, choices=choices))
    return lines


def begun(
    written: Begun,
    folder: Path,
    words: Words,
    *,
    party: str | None = None,
    story: Story | None = None,
) -> str:
    """Return where case.toml is, and how many questions wait in it."""
    path, count = shown(written.path), str(written.questions)
    run = quoted(folder) + (f" --party {argument(party)}" if party else "")
    several = people(story, folder, "init", words) if story else []
    if written.new:
        lines = [words.say("init.written", path=path, folder=run)]
        if written.questions:
            lines.append(words.say("init.questions", count=count))
        if written.carried_from:
            lines.append(words.say("init.carried", path=shown(written.carried_from)))
        return "\n".join([*lines, *several])
    kind = "init.extended" if written.questions else "init.nothing_new"
    return "\n".join([words.say(kind, path=path, folder=run, count=count), *several])


def people(told: Story, folder: Path | None, command: str, words: Words) -> list[str]:
    """Return the command to run for each person whose case it may be, where there are several."""
    candidates = told.facts.candidates
    if len(candidates) < 2 or folder is None:
        return []
    lines = [words.say("people.several", count=str(len(candidates)))]
    for one in candidates:
        name = argument(next(iter(one.names), ""))
        run = f"evidence-kit {command} {quoted(folder)} --party {name}"
        lines.append(words.say("people.command", command=run, amount=str(one.lent)))
    return lines
