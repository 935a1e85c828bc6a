"""Records and recordings as a person is told of them: what each is, its rows, what is odd."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from evidence_kit.model import (
    Case,
    Caution,
    Close,
    Recording,
    RecordKind,
    Records,
    VoiceSlot,
    clock,
)
from evidence_kit.words import Words

if TYPE_CHECKING:
    from evidence_kit.render.contract import Story

# Rows and words of one kind that a line names; a spreadsheet may spoil every one.
MOST_NAMED = 5


def files(told: Story, words: Words) -> list[str]:
    """Return each table of records with the number of its rows, and what is odd below it."""
    lines = []
    for source, screen in told.screens:
        if isinstance(screen, Records):
            name = f"{source.name} ({screen.member})" if screen.member else source.name
            lines.append(words.say("read.screen", file=name, seen=seen(screen, words)))
            lines += odd(screen, words)
    return lines


def seen(file: Records | Recording, words: Words) -> str:
    """Return what a file is: its rows, its length, or that it is a PDF without any."""
    if isinstance(file, Recording):
        length = clock(file.seconds) if file.seconds else "—"
        return words.say(f"screen.{file.medium.value}", length=length)
    if file.kind is RecordKind.OTHER:
        return words.say("screen.pdf")
    what = words.say(f"records.{file.kind.value}")
    return words.say("screen.records", what=what, count=str(len(file.rows)))


def beside(case: Case, words: Words) -> list[str]:
    """Return how many pages only enlarge pictures of chats, or are for the words of voices."""
    every = [page for exhibit in case.exhibits for page in exhibit.pages]
    close = {page.number for page in every if isinstance(page.view, Close)}
    voices = {page.number for page in every if isinstance(page.view, VoiceSlot)}
    told = (("bundled.enlarged", close), ("bundled.voices", voices))
    return [words.say(kind, count=str(len(pages))) for kind, pages in told if pages]


def odd(records: Records, words: Words) -> Iterator[str]:
    """Yield one line for each kind of caution, with the rows it stands in."""
    kinds: dict[str, list[Caution]] = {}
    for one in records.cautions:
        kinds.setdefault(one.kind, []).append(one)
    for kind, every in kinds.items():
        args = dict(every[0].args)
        if "reason" in args:
            args["reason"] = words.say(f"reason.{args['reason']}")
        texts = [text for one in every if (text := dict(one.args).get("text"))]
        args["text"] = _listed(list(dict.fromkeys(texts)))
        yield words.say(
            "records.odd", at=_at(every, words), text=words.say(f"caution.{kind}", **args)
        )


def _at(every: Sequence[Caution], words: Words) -> str:
    rows = [str(one.row) for one in every if one.row]
    if not rows:
        return words.say("caution.at_all")
    many = "caution.at_many" if len(rows) > MOST_NAMED else "caution.at"
    return words.say(many, rows=_listed(rows), count=str(len(rows)))


def _listed(texts: Sequence[str]) -> str:
    return ", ".join([*texts[:MOST_NAMED], *["…"] * (len(texts) > MOST_NAMED)])
