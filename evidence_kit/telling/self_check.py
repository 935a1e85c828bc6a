"""What the check before filing found → the lines that a person reads: short, in its order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evidence_kit.telling.paths import shown
from evidence_kit.words import Words

if TYPE_CHECKING:
    from evidence_kit.model import Finding, SelfCheck
    from evidence_kit.pipeline.self_check import Checked


def self_check(found: Checked, words: Words) -> str:
    """Return what to do first, what to fetch, what is missing and weak, and where the page is."""
    checked = found.checked
    lines = [
        words.say("selfcheck.private"),
        *_first(checked, words),
        *_keep(checked, words),
        *_vouchers(checked, words),
        *_findings(checked, words),
        *_message(checked, words),
        *_recording(checked, words),
        "",
        words.say("selfcheck.disclaimer"),
        words.say("selfcheck.written", path=shown(found.page)),
    ]
    return "\n".join(lines)


def _first(checked: SelfCheck, words: Words) -> Iterator[str]:
    from evidence_kit.render import checked as told

    steps = list(told.steps(checked, words.say))
    yield ""
    if not steps:
        yield words.say("selfcheck.no_steps")
        return
    yield words.say("selfcheck.steps")
    yield from (f"  {number}. {step}" for number, step in enumerate(steps, start=1))


def _keep(checked: SelfCheck, words: Words) -> Iterator[str]:
    yield ""
    yield words.say("selfcheck.part_keep")
    for kind in checked.keep:
        yield "  - " + words.say(f"keep.{kind.value}")


def _recording(checked: SelfCheck, words: Words) -> Iterator[str]:
    """Yield where the steps stand: they are read from the page, phone in hand."""
    if checked.recording:
        yield ""
        yield words.say("selfcheck.part_recording")
        yield "  " + words.say("selfcheck.recording_there", count=str(len(checked.recording)))


def _vouchers(checked: SelfCheck, words: Words) -> Iterator[str]:
    from evidence_kit.render import checked as told

    if not checked.vouchers:
        return
    yield ""
    yield words.say("selfcheck.part_vouchers")
    yield "  " + words.say("selfcheck.voucher_path")
    for task in checked.vouchers:
        mark = "✓" if task.done else "☐"
        yield f"  {mark} " + " · ".join(told.transfer(task, words.say))


def _findings(checked: SelfCheck, words: Words) -> Iterator[str]:
    from evidence_kit.model import Section

    elements, weak = words.say("selfcheck.part_elements"), words.say("selfcheck.part_weak")
    for section, head in ((Section.ELEMENTS, elements), (Section.WEAK, weak)):
        found = checked.of(section)
        if found:
            yield ""
            yield head
            for one in found:
                yield from _finding(one, words)


def _finding(one: Finding, words: Words) -> Iterator[str]:
    from evidence_kit.render import checked as told

    severity = words.say(f"advice.severity.{one.severity.value}")
    yield f"  [{severity}] {told.what(one, words.say)}"
    yield f"      → {told.advised(one.kind, words.say)}"


def _message(checked: SelfCheck, words: Words) -> Iterator[str]:
    from evidence_kit.render.reconciling import message

    if not checked.asks_for_message:
        return
    yield ""
    if checked.reconciliation is None:
        yield words.say("selfcheck.no_message")
        return
    yield words.say("selfcheck.message")
    yield from (f"  {line}" for line in message(checked.reconciliation).split("\n"))
