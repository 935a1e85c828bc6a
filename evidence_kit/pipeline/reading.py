"""From staged pictures to facts: a map over files, then pure functions."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from evidence_kit import brief, facts, files, ocr, screens
from evidence_kit.errors import Exit, OcrError
from evidence_kit.model import (
    Box,
    Brief,
    Doubt,
    DoubtKind,
    FileRole,
    OcrPage,
    Screen,
    Source,
    Unread,
    Where,
)
from evidence_kit.pipeline.folders import brief_path
from evidence_kit.render.contract import Story

MOST_JOBS = 4  # each worker holds the recognition models, about 0.4 GB

Progress: TypeAlias = Callable[[str, int, int], None]


def silent(stage: str, done: int, total: int) -> None:
    """Report no progress."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: the engine's name, and how many processes (None: by cores and files)."""

    ocr: str = "auto"
    jobs: int | None = None


@dataclass(frozen=True, slots=True)
class _Job:
    source: Source
    picture: Path
    engine: str
    threads: int | None


def read(folder: Path, options: Options, progress: Progress = silent) -> Story:
    """Return what the folder says, from a private copy that is removed again.

    Raises InputError for no or an empty folder, ToolError for a missing engine, UsageError for
    a bad case.toml.
    """
    with TemporaryDirectory(prefix="evidence-kit-") as copy:
        taken = files.take_in(folder, Path(copy))
        said = brief.load(brief_path(folder))
        return tell(taken, Path(copy), said, options, progress)


def codes(story: Story) -> frozenset[Exit]:
    """Return every exit code that what was read calls for; `errors.worst` picks one."""
    found = {Exit.OK}
    if story.lost or any(source.role is FileRole.UNREADABLE for source in story.sources):
        found.add(Exit.PARTIAL)
    if any(_unanswered(screen) for _, screen in story.screens):
        found.add(Exit.OCR)
    return frozenset(found)


def _unanswered(screen: Screen) -> bool:
    return isinstance(screen, Unread) and screen.reason == "engine_failed"


def tell(
    taken: files.Taken, payload: Path, said: Brief, options: Options, progress: Progress
) -> Story:
    """Read the staged pictures and gather the facts; every used source has its screen."""
    engine, second = ocr.engine(options.ocr), ocr.second_reader(options.ocr)
    read_so_far = tuple(_screens(taken.sources, payload, options, progress))
    return Story(
        sources=taken.sources,
        screens=read_so_far,
        facts=facts.gather(read_so_far, said),
        engine=engine.name,
        second_reader=second.name if second else None,
        lost=taken.lost,
    )


def _screens(
    sources: Sequence[Source], payload: Path, options: Options, progress: Progress
) -> Iterator[tuple[Source, Screen]]:
    used = [source for source in sources if source.role is FileRole.USED]
    jobs = options.jobs or min(os.cpu_count() or 1, MOST_JOBS, len(used) or 1)
    threads = 1 if jobs > 1 else None
    work = [_Job(source, payload / source.safe_name, options.ocr, threads) for source in used]
    with _executor(jobs) as executor:
        results = executor.map(_read_one, work) if executor else map(_read_one, work)
        try:
            for done, (source, screen) in enumerate(zip(used, results, strict=True), start=1):
                progress("reading", done, len(used))
                yield source, screen
        except BrokenProcessPool as error:
            raise OcrError("engine_crashed", engine=options.ocr) from error


@contextmanager
def _executor(jobs: int) -> Iterator[Executor | None]:
    """Yield a pool, or None to work in this process; an interrupted run waits for nothing."""
    if jobs == 1:
        yield None
        return
    pool = ProcessPoolExecutor(max_workers=jobs)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@lru_cache(maxsize=2)
def _engine(name: str, threads: int | None) -> ocr.Engine:
    return ocr.engine(name, threads=threads)


@lru_cache(maxsize=2)
def _second_reader(name: str) -> ocr.SecondReader | None:
    return ocr.second_reader(name)


def _read_one(job: _Job) -> Screen:
    """Read one picture; an engine that gives no answer leaves the page Unread, never lost."""
    try:
        page = _engine(job.engine, job.threads).page(job.picture, job.source.sha256)
    except OcrError as error:
        return Unread(job.source.sha256, "engine_failed", (("cause", error.kind),))
    boxes, second = screens.wanted(page), _second_reader(job.engine)
    if second is None or not boxes:
        return screens.read(page)
    try:
        return screens.read(page, second.reread(job.picture, boxes))
    except OcrError:
        return _read_once(screens.read(page), page)


def _read_once(screen: Screen, page: OcrPage) -> Screen:
    """Keep what the first engine read, and say that nobody read it again."""
    whole = Where(page.source, Box(0, 0, page.width, page.height))
    return replace(screen, doubts=(*screen.doubts, Doubt(DoubtKind.READ_ONCE, whole)))
