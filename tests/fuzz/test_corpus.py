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


def test_a_root_that_another_seems_to_have_issued_vouches_for_nothing() -> None:
    """One bit of the issuer's name in the root that lies in a token: it escaped once in years.

    Nothing signed says otherwise, so it may be a cross-certificate: not FAILED, never PASSED.
    """
    name = "timestamps/tagmanifest-sha256.example.1.tsr"
    sound = targets._bundle()[name]
    issuer = sound.index(b"Example Root", sound.index(b"Example Root") + 1)
    for bit in (0, 11):
        raw = bytearray(sound)
        raw[issuer + bit] ^= 1
        assert targets.crosses_over(bytes(raw), sound)
        targets.judge_in_place(name, bytes(raw))
    targets.judge_in_place(name, sound)
    assert not targets.crosses_over(sound, sound)


def test_what_escapes_says_how_to_see_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "crosses_over", lambda *_: True)
    with pytest.raises(AssertionError, match=r'tsr is failed: .*"root": "LS0t'):
        targets.judge_in_place("timestamps/tagmanifest-sha256.local.1.tsr", b"")


def test_every_corpus_has_its_target() -> None:
    assert {path.name for path in (run.HERE / "corpus").iterdir()} <= set(targets.TARGETS) | {
        "README.md"
    }
