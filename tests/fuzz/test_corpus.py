"""What once broke a promise, and a few hundred bytes more at random, for every target."""

from __future__ import annotations

import random

import pytest
from fuzz import mutating, run, targets

TIMES = 20_000  # of all targets together; `make fuzz` does a million


@pytest.mark.parametrize("name", targets.TARGETS)
def test_what_escaped_once_never_does_again(name: str) -> None:
    for raw in (*targets.TARGETS[name].seeds(), *run.kept(name), b"", b"\0" * 1000):
        targets.TARGETS[name].judge(raw)


@pytest.mark.parametrize("name", targets.TARGETS)
def test_nothing_escapes(name: str) -> None:
    target, chance = targets.TARGETS[name], random.Random(name)
    seeds = target.seeds()
    for _ in range(round(TIMES * target.share)):
        target.judge(mutating.changed(seeds, chance))


def test_every_corpus_has_its_target() -> None:
    assert {path.name for path in (run.HERE / "corpus").iterdir()} <= set(targets.TARGETS) | {
        "README.md"
    }
