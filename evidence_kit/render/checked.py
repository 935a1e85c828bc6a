"""What a check found as lines of words: the same for the page, the terminal and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from evidence_kit.model import (
    Args,
    Finding,
    FindingKind,
    KeepKind,
    SelfCheck,
    VoucherTask,
)
from evidence_kit.render.citing import cited, version_of


class Say(Protocol):
    """Kinds and arguments → a sentence, in whichever language."""

    def __call__(self, kind: str, /, **args: str) -> str:
        """Return the sentence of a kind with its arguments put in."""


def steps(checked: SelfCheck, say: Say) -> Iterator[str]:
    """Yield what to do first, a sentence each."""
    found = {one.kind: one for one in checked.findings}
    for kind in checked.first_steps:
        if isinstance(kind, KeepKind):
            yield say("selfcheck.step_vouchers", count=str(len(checked.open_vouchers)))
        else:
            said = what(found[kind], say)
            yield say("selfcheck.step", what=said, next=advised(kind, say))


def what(finding: Finding, say: Say) -> str:
    """Return what was found."""
    return say(f"advice.what.{finding.kind.value}", **dict(finding.args))


def advised(kind: FindingKind, say: Say) -> str:
    """Return what to do next."""
    return say(f"advice.next.{kind.value}")


def basis(finding: Finding, say: Say) -> tuple[str, ...]:
    """Return the articles and the sources that a finding rests on."""
    grounds = (say(f"advice.ground.{one.value}") for one in finding.grounds)
    return (*map(cited, finding.articles), *grounds)


def versions(checked: SelfCheck) -> tuple[str, ...]:
    """Return the texts that the findings cite, each in full with its version."""
    texts = dict.fromkeys(one.text for found in checked.findings for one in found.articles)
    return tuple(map(version_of, texts))


def details(args: Args, say: Say) -> list[str]:
    """Return what is known of a step or a transfer, a few words each."""
    known = [(name, value) for name, value in args if value]
    return [
        say(f"selfcheck.detail.{name}", value=_value(name, value, say)) for name, value in known
    ]


def _value(name: str, value: str, say: Say) -> str:
    return say(f"direction.{value}") if name == "way" else value


def transfer(task: VoucherTask, say: Say) -> list[str]:
    """Return a transfer's day, sum, number and payee, or that one of them isn't known."""
    serial = task.payment.serial
    return [
        say("selfcheck.detail.date", value=task.day) if task.day else say("selfcheck.no_date"),
        say("selfcheck.detail.amount", value=str(task.payment.amount.value)),
        say("selfcheck.detail.serial", value=serial.value)
        if serial
        else say("selfcheck.no_serial"),
        say("selfcheck.detail.payee", value=task.payee)
        if task.payee
        else say("selfcheck.no_payee"),
    ]
