"""Worker processes: a picture that kills one costs no other, and none costs too much memory."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import pytest
from fakes.readers import FakeReaders, abort, no_text
from hypothesis import given, strategies as st

from evidence_kit.errors import OcrError
from evidence_kit.model import Algorithm, Digest, Unread
from evidence_kit.pipeline import crew
from evidence_kit.pipeline.looking import Batch, Seen


def _batch(*names: str) -> Batch:
    pictures = tuple(
        (Path(name), Digest(Algorithm.SHA256, hashlib.sha256(str(n).encode()).hexdigest()))
        for n, name in enumerate(names)
    )
    return Batch(pictures, FakeReaders(Path("none")))


def _read(batches: list[Batch], workers: int) -> list[tuple[str, str]]:
    return sorted(
        (path.name, screen.args[0][1] if screen.args else screen.reason)
        for batch, answer in crew.each(batches, no_text, workers)
        for (path, _), seen in zip(batch.pictures, answer, strict=True)
        if isinstance(screen := seen.screen, Unread)
    )


def test_only_the_picture_that_kills_its_worker_is_unread() -> None:
    batches = [_batch("a", "b"), _batch("c", "deadly", "d"), *(_batch(f"e{n}") for n in range(4))]
    expected = [(name, "no_text") for name in ("a", "b", "c", "d", "e0", "e1", "e2", "e3")]
    assert _read(batches, 2) == sorted([*expected, ("deadly", "engine_crashed")])


def test_two_deadly_pictures_are_both_found() -> None:
    batches = [_batch("deadly", "a"), _batch("b", "deadly")]
    dead = ("deadly", "engine_crashed")
    assert _read(batches, 2) == [("a", "no_text"), ("b", "no_text"), dead, dead]


def test_where_no_worker_can_live_no_picture_is_blamed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_begin_worker", abort)
    with pytest.raises(OcrError, match="engine_crashed"):
        _read([_batch("a"), _batch("b")], 2)


def test_one_worker_is_this_process() -> None:
    seen: list[int] = []

    def here(batch: Batch) -> tuple[Seen, ...]:  # a function in a function can't travel
        seen.append(os.getpid())
        return (Seen(Unread(batch.pictures[0][1], "no_text")),)

    list(crew.each([_batch("a")], here, 1))
    assert seen == [os.getpid()]


@given(st.lists(st.integers(0, 60_000_000), max_size=60), st.integers(1, 9))
def test_portions_hold_every_picture_once_in_order_and_within_bounds(
    pixels: list[int], workers: int
) -> None:
    found = crew.portions(pixels, workers)
    assert [index for portion in found for index in portion] == list(range(len(pixels)))
    for portion in found:
        assert 0 < len(portion) <= crew.MOST_FILES
        assert len(portion) == 1 or sum(pixels[i] for i in portion) <= crew.MOST_PIXELS


@pytest.mark.parametrize(("pictures", "workers", "sizes"), [
    (1, 1, [1]), (9, 2, [5, 4]), (16, 2, [8, 8]), (27, 2, [7, 7, 7, 6]), (3, 4, [1, 1, 1]),
])  # fmt: skip
def test_portions_keep_every_worker_busy(pictures: int, workers: int, sizes: list[int]) -> None:
    assert [len(p) for p in crew.portions([2_600_000] * pictures, workers)] == sizes


@pytest.mark.parametrize(("cores", "gigabytes", "pictures", "expected"), [
    (2, 16, 100, 2),  # cores
    (16, 64, 100, 16),
    (16, 4, 100, 5),  # half of the memory
    (16, 64, 1, 1),  # pictures
    (16, 64, 4, 1),
    (16, 64, 9, 3),
    (16, 64, 0, 1),
    (1, 64, 100, 1),
    (4, 0, 100, 1),
])  # fmt: skip
def test_workers_are_bounded_by_cores_memory_and_pictures(
    cores: int, gigabytes: int, pictures: int, expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "_cores", lambda: cores)
    monkeypatch.setattr(crew, "_memory", lambda: gigabytes * 10**9)
    assert crew.workers(pictures) == expected


@pytest.mark.parametrize(("platform", "version", "cores"), [
    ("linux", (3, 11), 3), ("win32", (3, 11), 8), ("darwin", (3, 12), 8), ("linux", (3, 13), 5),
])  # fmt: skip
def test_cores_are_those_that_this_process_may_use(
    platform: str, version: tuple[int, int], cores: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(sys, "version_info", version)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    monkeypatch.setattr(os, "process_cpu_count", lambda: 5, raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    assert crew._cores() == cores


def test_a_machine_that_tells_no_memory_has_the_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: str) -> int:
        raise ValueError("unrecognized configuration name")

    monkeypatch.setattr(os, "sysconf", refuse, raising=False)
    assert crew._memory() == crew.USUAL_BYTES
    monkeypatch.setattr(sys, "platform", "win32")
    assert crew._memory() == crew.USUAL_BYTES
