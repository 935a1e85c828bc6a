"""What a run found → the lines that a person reads on the terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from evidence_kit.model import (
    Bill,
    BillList,
    Chat,
    Document,
    DoubtKind,
    FileRole,
    LoanFacts,
    Moment,
    Payment,
    Profile,
    Recording,
    Records,
    RedPacket,
    Screen,
    ServiceCard,
    Slip,
    Source,
    Transfer,
    Unread,
)
from evidence_kit.telling import booked
from evidence_kit.telling.claim import claimed
from evidence_kit.telling.doubts import (
    begun,
    doubt_line,
    file_names,
    people,
    questions,
    reason,
    untaken,
)
from evidence_kit.telling.exhibits import exhibit_table, list_written, styled
from evidence_kit.telling.faults import fault
from evidence_kit.telling.paths import quoted, shown
from evidence_kit.telling.self_check import self_check
from evidence_kit.telling.self_test import self_test
from evidence_kit.telling.stamps import exported, fetched, fetched_beside, sealed_early, stamped
from evidence_kit.telling.stated import lines as own_word, where_shown
from evidence_kit.telling.verdicts import printed, report, report_json
from evidence_kit.words import Words

if TYPE_CHECKING:
    # Names alone: to ask for help or to verify must not load what reads and prints.
    from rich.progress import TaskID

    from evidence_kit.ocr.cached import Cleared
    from evidence_kit.pipeline.bundling import Bundled
    from evidence_kit.pipeline.checking import Health
    from evidence_kit.pipeline.reading import Progress
    from evidence_kit.render.contract import Story

__all__ = [
    "begun",
    "bundled",
    "claimed",
    "cleared",
    "exhibit_table",
    "exported",
    "fault",
    "fetched_beside",
    "health",
    "help_page",
    "list_written",
    "not_packed",
    "packed",
    "printed",
    "progress",
    "questions",
    "quoted",
    "report",
    "report_json",
    "sealed_early",
    "self_check",
    "self_test",
    "shown",
    "stamped",
    "story",
    "styled",
    "usage",
]

MOST_DOUBTS = 20  # that a run's last lines name; more would push the digests off the screen


@contextmanager
def progress(words: Words) -> Iterator[Progress]:
    """Yield a progress callback: bars on a terminal's stderr, silence elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _stage, _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress as Bars, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(words.say(f"stage.{stage}"), total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield show


_TYPERS_WORDS = {
    "Usage:": "help.page.usage",
    "Arguments:": "help.page.arguments",
    "Options:": "help.page.options",
    "Commands:": "help.page.commands",
    "[OPTIONS]": "help.page.any_options",
    "COMMAND [ARGS]...": "help.page.any_command",
    "[required]": "help.page.required",
    "Show this message and exit.": "help.page.help",
}


def help_page(page: str, words: Words) -> str:
    """Return a help page with typer's own words in the user's language."""
    for said, kind in _TYPERS_WORDS.items():
        page = page.replace(said, words.say(kind))
    default = words.say("help.page.default", value=r"\g<1>")
    return re.sub(r"\[default: ([^\]]+)\]", default, page)


def usage(error: Exception, words: Words) -> str:
    """Return what is wrong with a command line, in typer's words, and where its help is."""
    detail = getattr(error, "format_message", lambda: str(error))()
    if missing := re.fullmatch(r"Missing argument '([A-Z]+)'\.", detail):
        detail = words.say("usage.missing", name=missing[1])
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "evidence-kit"
    return words.say("fault") + words.say("error.usage", detail=detail, command=command)


def bundled(made: Bundled, words: Words, *, folder: Path | None = None) -> str:
    """Return the run's last lines: where it is, every file, the sums, the doubts, the digests."""
    say = words.say
    lines = [say("bundled.head", path=shown(made.bundle))]
    if made.moved_aside:
        lines.append(say("bundled.moved_aside", path=shown(made.moved_aside)))
    lines += [say("bundled.cleared", path=shown(path)) for path in made.cleared]
    lines += _files(made.story, words)
    lines += booked.files(made.story, words)
    lines.append(
        say("bundled.exhibits", count=str(len(made.case.exhibits)), pages=str(made.case.pages))
    )
    lines += booked.beside(made.case, words)
    lines += _sums(made.story.facts, words)
    lines += _doubts(made.story, words, most=MOST_DOUBTS, rest=made.work / "facts.json")
    lines += untaken(made.story, words)
    lines += people(made.story, folder, "bundle", words)
    lines += [
        say("bundled.missing_glyph", character=glyph.character, where=glyph.where)
        for glyph in made.missing_glyphs
    ]
    lines += [say("early.refused", path=shown(path)) for path in made.refused]
    lines += ["", *stamped(made.asked, words), *fetched(made.fetched, words)]
    lines += _digests(made, words)
    return "\n".join(lines)


def packed(path: Path, words: Words) -> str:
    """Return where the ZIP lies that may be handed over."""
    return words.say("bundled.zip", path=shown(path))


def not_packed(older: Path, words: Words, *, stamped: bool) -> str:
    """Return why the ZIP that lies there is still the older one: not asked for, or no time came."""
    return words.say("stamp.zip_older" if stamped else "stamp.zip_kept", path=shown(older))


def _digests(made: Bundled, words: Words) -> list[str]:
    """Return both anchors and the command that uses them: what to keep outside the bundle."""
    return [
        words.say("bundled.work", path=shown(made.work)),
        *([packed(made.packed, words)] if made.packed else []),
        *([words.say("bundled.signed")] if made.signed else []),
        *([words.say("bundled.self_signed")] if made.self_signed else []),
        words.say("bundled.seal"),
        words.say("bundled.manifest", digest=made.manifest.hex),
        words.say("bundled.whole", digest=made.whole.hex),
        words.say("bundled.next"),
        words.say("bundled.command", path=quoted(made.bundle), digest=made.whole.hex),
    ]


def story(told: Story, words: Words, *, folder: Path | None = None) -> str:
    """Return what was read, file by file, the sums and the doubts."""
    lines = _files(told, words)
    for source, screen in told.screens:
        if not isinstance(screen, Records):
            lines.append(words.say("read.screen", file=source.name, seen=_seen(screen, words)))
    lines += booked.files(told, words)
    several = people(told, folder, "read", words)
    return "\n".join(
        [*lines, *_sums(told.facts, words), *_doubts(told, words), *untaken(told, words), *several]
    )


def _seen(screen: Screen, words: Words) -> str:
    """Return a page's kind and what matters most on it."""
    match screen:
        case Chat():
            return words.say("screen.chat", count=str(len(screen.messages)))
        case Transfer() | Bill():
            kind = "transfer" if isinstance(screen, Transfer) else "bill"
            return words.say(f"screen.{kind}", **_slip(screen.slip, words))
        case BillList():
            return words.say("screen.bill_list", count=str(len(screen.slips)))
        case RedPacket():
            return words.say("screen.red_packet", **_slip(screen.slip, words))
        case ServiceCard():
            return words.say("screen.service_card", count=str(len(screen.notices)))
        case Document():
            return words.say("screen.document", what=words.say(f"document.{screen.kind.value}"))
        case Profile():
            known = screen.wechat_id or screen.nickname
            return words.say("screen.profile", name=known.value if known else "—")
        case Records() | Recording():
            return booked.seen(screen, words)
        case Unread():
            args = {"reason": screen.reason, **dict(screen.args)}
            return words.say("screen.unread", reason=reason(args, words))
        case _:
            assert_never(screen)


def _slip(slip: Slip, words: Words) -> dict[str, str]:
    amount = str(slip.amount.value) if slip.amount else "—"
    return {"amount": amount, "state": words.say(f"state.{slip.state.value}")}


def _files(told: Story, words: Words) -> list[str]:
    """Account for every file of the folder; used ones as a number, others by name."""
    by_role: dict[FileRole, list[Source]] = {role: [] for role in FileRole}
    for source in told.sources:
        by_role[source.role].append(source)
    unreadable = len(by_role[FileRole.UNREADABLE]) + len(told.lost)
    lines = [
        words.say(
            "files.count",
            total=str(len(told.sources) + len(told.lost)),
            used=str(len(by_role[FileRole.USED])),
            set_aside=str(len(by_role[FileRole.SET_ASIDE])),
            unreadable=str(unreadable),
        )
    ]
    for role in (FileRole.SET_ASIDE, FileRole.UNREADABLE):
        for source in by_role[role]:
            reason = words.say(f"reason.{source.reason}")
            lines.append(words.say(f"files.{role.value}", file=source.name, reason=reason))
    for name, reason in told.lost:
        told_reason = words.say(f"reason.{reason}")
        lines.append(words.say("files.not_taken", file=name, reason=told_reason))
    if told.second_reader is None:
        lines.append(words.say("read.one_reading"))
    return lines


def _sums(facts: LoanFacts, words: Words) -> list[str]:
    lines = [
        words.say(
            "facts.parties",
            lender=_names(facts.lender.legal_name, facts.lender.names, words),
            borrower=_names(facts.borrower.legal_name, facts.borrower.names, words),
        )
    ]
    lines += [_payment(payment, words) for payment in facts.payments]
    lines += own_word(facts, words)
    lines.append(words.say("facts.outstanding", amount=str(facts.outstanding)))
    return lines


def _names(legal: str | None, names: Iterable[object], words: Words) -> str:
    known = [legal] if legal else []
    known += [str(getattr(name, "value", name)) for name in names]
    return " / ".join(dict.fromkeys(known)) or words.say("facts.nobody")


def _payment(payment: Payment, words: Words) -> str:
    direction = payment.direction.value if payment.direction else "unknown"
    stated = payment.stated
    return words.say(
        "facts.payment_stated" if stated else "facts.payment",
        channel=stated.channel.value if stated else "",
        shown=where_shown(stated, words) if stated else "",
        date=_date(payment.at, words),
        direction=words.say(f"direction.{direction}"),
        amount=str(payment.amount.value),
        state=words.say(f"state.{payment.state.value}"),
        nature=words.say(f"nature.{payment.nature.name.lower()}"),
        counted=words.say(f"facts.{_counted(payment)}"),
    )


def _counted(payment: Payment) -> str:
    if not payment.counted:
        return "not_counted"
    return "counted_in_doubt" if payment.doubts else "counted"


def _date(at: Moment, words: Words) -> str:
    """Return the day, both ends of an interval, or the one end that is known, named as such."""
    if at.earliest and at.latest:
        ends = (at.earliest.date().isoformat(), at.latest.date().isoformat())
        return " – ".join(dict.fromkeys(ends))
    if at.earliest:
        return words.say("facts.not_before", date=at.earliest.date().isoformat())
    if at.latest:
        return words.say("facts.not_after", date=at.latest.date().isoformat())
    return words.say("facts.no_date")


def _doubts(
    told: Story, words: Words, *, most: int | None = None, rest: Path | None = None
) -> list[str]:
    """Return every doubt, or at most so many and where the rest stands; always every page."""
    doubts = told.facts.doubts
    if not doubts:
        return _none(told, words)
    names = file_names(told)
    lines = [words.say("doubts.count", count=str(len(doubts)))]
    pages = [doubt for doubt in doubts if doubt.kind is DoubtKind.PAGE_UNREAD]
    named = pages + [doubt for doubt in doubts if doubt.kind is not DoubtKind.PAGE_UNREAD][:most]
    lines += [doubt_line(doubt, names, words) for doubt in named]
    if len(named) < len(doubts):
        left = str(len(doubts) - len(named))
        lines.append(words.say("doubts.more", count=left, path=shown(rest) if rest else ""))
    return lines


def _none(told: Story, words: Words) -> list[str]:
    """Return that no doubt is open: not that there was none, where a person answered some."""
    once = [] if told.second_reader else [words.say("doubts.none_once")]
    if told.answered:
        return [words.say("doubts.none_answered", count=str(told.answered)), *once]
    return once or [words.say("doubts.none")]


def health(found: Health, words: Words) -> str:
    """Return each component with its version, or how to install it."""
    lines = []
    for part in found.components:
        name = words.say(f"component.{part.component}")
        if part.present:
            lines.append(words.say("doctor.present", component=name, version=part.version))
        else:
            lines.append(words.say("doctor.missing", component=name, install=part.install))
    if found.usable and not found.twice:
        lines.append(words.say("doctor.usable_once"))
    else:
        lines.append(words.say("doctor.usable" if found.usable else "doctor.unusable"))
    return "\n".join(lines)


def cleared(found: Cleared, words: Words) -> str:
    """Return how much was removed from the cache, and where that is."""
    if not found.readings:
        return words.say("cache.empty", path=shown(found.folder))
    size = f"{max(1, round(found.size / 1000)):,} kB"
    count = str(found.readings)
    return words.say("cache.cleared", count=count, size=size, path=shown(found.folder))
