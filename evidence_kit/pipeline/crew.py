"""Worker processes: how many, what each is given, and what becomes of a picture that kills one."""

from __future__ import annotations

import math
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TypeAlias

from evidence_kit.errors import OcrError
from evidence_kit.pipeline.looking import Batch, Seen, unanswered

# A worker holds the recognition models and the pixels of one batch: some 0.4 GB. All of them
# together take at most half of the machine's memory, and of one that tells nobody, of this much.
WORKER_BYTES = 400_000_000
USUAL_BYTES = 8_000_000_000
# A batch shares the engines' calls. More than this gains nothing, and costs memory: three bytes
# a pixel for a page, and its boxes drawn anew. A page that is larger by itself is read alone.
MOST_FILES = 8
MOST_PIXELS = 24_000_000
# Another process takes a second or two to load its models: what a reader reads of so many.
WORTH_A_WORKER = 4

Answer: TypeAlias = tuple[Batch, tuple[Seen, ...]]
Read: TypeAlias = Callable[[Batch], tuple[Seen, ...]]


def workers(pictures: int) -> int:
    """Return how many processes are worth having for so many pictures on this machine."""
    most = min(_cores(), _memory() // 2 // WORKER_BYTES, math.ceil(pictures / WORTH_A_WORKER))
    return max(1, most)


def _cores() -> int:
    """Return how many cores this process may use, which may be fewer than there are."""
    if sys.version_info >= (3, 13):
        return os.process_cpu_count() or 1
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _memory() -> int:
    """Return the machine's memory in bytes; USUAL_BYTES where nothing tells it."""
    if sys.platform == "win32":
        return USUAL_BYTES
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return USUAL_BYTES


def portions(pixels: Sequence[int], workers: int) -> list[list[int]]:
    """Part pictures, given the pixels of each, into batches of their indexes, in order.

    No batch has more than MOST_FILES, nor more than MOST_PIXELS unless it is a single picture.
    The batches are as many for each worker, as far as they can be.
    """
    rounds = math.ceil(len(pixels) / MOST_FILES / workers)
    most = math.ceil(len(pixels) / max(1, rounds * workers))
    found: list[list[int]] = []
    weight = 0
    for index, size in enumerate(pixels):
        if not found or len(found[-1]) >= most or weight + size > MOST_PIXELS:
            found.append([])
            weight = 0
        found[-1].append(index)
        weight += size
    return found


def each(batches: Iterable[Batch], read: Read, workers: int) -> Iterator[Answer]:
    """Yield what `read` says of each batch, in the order in which they are done.

    With one worker that is this process. Else a picture that kills its worker is found by
    reading its batch again one by one, and is Unread (cause engine_crashed) in a batch of its
    own; no other suffers. Raises OcrError (engine_crashed) where no worker can live at all.
    """
    if workers == 1:
        yield from ((batch, read(batch)) for batch in batches)
        return
    waiting = deque(batches)
    while waiting:
        suspects = yield from _until_one_dies(waiting, read, workers)
        if suspects:
            _refuse_no_life()
        for batch in suspects:
            yield from _singly(batch, read)


def _singly(batch: Batch, read: Read) -> Iterator[Answer]:
    """Read a batch picture by picture, so that it shows which one is deadly."""
    waiting = deque(batch.singly())
    while waiting:
        deadly = yield from _until_one_dies(waiting, read, 1)
        for single in deadly:
            yield single, tuple(unanswered(s, "engine_crashed") for _, s in single.pictures)


def _until_one_dies(
    waiting: deque[Batch], read: Read, workers: int
) -> Generator[Answer, None, list[Batch]]:
    """Yield answers until nothing waits or a worker dies; return what was being read then.

    No more is handed out than there are workers, so that few are suspected.
    """
    running: dict[Future[tuple[Seen, ...]], Batch] = {}
    with _pool(workers) as pool:
        try:
            while waiting or running:
                while waiting and len(running) < workers:
                    begun = pool.submit(read, waiting[0])
                    running[begun] = waiting.popleft()
                for done in wait(running, return_when=FIRST_COMPLETED).done:
                    answer = done.result()
                    yield running.pop(done), answer
        except BrokenProcessPool:
            return list(running.values())
    return []


def _refuse_no_life() -> None:
    """Raise OcrError where even a worker without work dies: it is no picture's fault."""
    with _pool(1) as pool:
        try:
            pool.submit(os.getpid).result()
        except BrokenProcessPool as error:
            raise OcrError("engine_crashed") from error


@contextmanager
def _pool(workers: int) -> Iterator[Executor]:
    """Yield processes that begin afresh, since a fork of one with threads may hang.

    Their temporary files lie in a folder that goes with them, however they end. A run that ends
    early waits for no answer.
    """
    fresh = multiprocessing.get_context("spawn")
    with TemporaryDirectory(prefix="evidence-kit-", ignore_cleanup_errors=True) as place:
        pool = ProcessPoolExecutor(
            workers, mp_context=fresh, initializer=_begin_worker, initargs=(place,)
        )
        try:
            yield pool
        except BaseException:
            for worker in multiprocessing.active_children():
                worker.terminate()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _begin_worker(place: str) -> None:
    """End at once at Ctrl-C, without a traceback or clearing up: the first process does both."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    tempfile.tempdir = place
    Thread(target=_end_with_parent, args=(place,), daemon=True).start()


def _end_with_parent(place: str) -> None:
    """End when the first process was killed: a worker would wait for work for ever.

    Nobody else is left to clear up what it read.
    """
    if parent := multiprocessing.parent_process():
        parent.join()
        shutil.rmtree(place, ignore_errors=True)
        os._exit(1)
