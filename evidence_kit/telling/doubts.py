"""Doubts as a person reads them: a line on the terminal, or a question in case.toml."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_kit.telling.paths import argument, quoted, shown
from evidence_kit.words import Words

if TYPE_CHECKING:
    from evidence_kit.brief import Question
    from evidence_kit.model import Doubt
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
    from evidence_kit.render import doubted

    return doubted.line(doubt, names, words.say, form)


def reason(args: Mapping[str, str], words: Words) -> str:
    """Return why a page was not understood, from the arguments that its doubt carries too."""
    from evidence_kit.render import doubted

    return doubted.reason(args, words.say)


def questions(told: Story) -> tuple[Question, ...]:
    """Return a question for each doubt, in Chinese."""
    from evidence_kit.brief import Question
    from evidence_kit.facts import answers
    from evidence_kit.render import doubted

    say = _CHINESE.say
    names = file_names(told)
    also = answers.aliases(told.facts)
    return tuple(
        Question(
            doubt.id,
            (
                doubted.line(doubt, names, say, "question.doubt"),
                *doubted.asked(doubt, told.facts, say),
            ),
            also.get(doubt.id, frozenset()),
        )
        for doubt in told.facts.doubts
    )


def untaken(told: Story, words: Words) -> list[str]:
    """Return a line for each answer in case.toml that changed nothing, and what may stand there."""
    from evidence_kit.render import doubted

    lines = []
    for one in told.untaken:
        if one.doubt is None:
            lines.append(words.say("answer.unknown", id=one.id, value=one.value))
            continue
        choices = "；".join(doubted.asked(one.doubt, told.facts, _CHINESE.say))
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
