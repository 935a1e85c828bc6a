"""Screens a second, from the file to the `Screen`, against RapidOCR's defaults on the same files.

`python bench/read_speed.py [--pictures FOLDER] [--rounds N] [--out FILE]`. Nothing is cached. Four
contenders read the same pictures in the same run, in turn, chunk by chunk, the first one changing
from round to round; each has its own processes, warm before anything is counted:

- ours: as the product reads, a process a core, in batches, second readings included;
- ours, 1 process: the same with one process and its own choice of threads;
- RapidOCR(): its defaults, one process, its own choice of threads; it stops at lines of text;
- RapidOCR, a thread a core: as many processes as cores, one thread each.

The figure is the median, over chunks and rounds, of the rival's time by ours. The start of a
process with its models and one picture is stated apart.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import exam
import rivals
from PIL import Image

from evidence_kit import ocr
from evidence_kit.model import Algorithm, Digest
from evidence_kit.ocr import extent
from evidence_kit.pipeline import crew, looking

PACKAGES = ("rapidocr", "onnxruntime", "opencv-python-headless", "pytesseract")
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
# A phone's screen stands upright and is about this wide; other pictures are left out.
PHONE = range(1000, 1500)
JPEG_QUALITY = 85
STARTS = 3
WARM = 2
NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Contender:
    """A reader: its processes, and the threads of each (None: its own choice)."""

    name: str
    rival: bool
    processes: int
    threads: int | None

    def tasks(self, pictures: Sequence[Path]) -> Iterator[tuple[Callable[..., int], Any]]:
        """Return what its processes are given for these pictures."""
        if self.rival:
            yield from ((lines, (str(picture), self.threads)) for picture in pictures)
            return
        sizes = [extent.pixels(picture) for picture in pictures]
        readers = looking.Named("auto", self.threads)
        for portion in crew.portions(sizes, self.processes):
            yield ours, (tuple(pictures[index] for index in portion), readers)


CONTENDERS = (
    Contender("ours", rival=False, processes=CORES, threads=1 if CORES > 1 else None),
    Contender("RapidOCR()", rival=True, processes=1, threads=None),
    Contender("ours, 1 process", rival=False, processes=1, threads=None),
    Contender("RapidOCR, a thread a core", rival=True, processes=CORES, threads=1),
)
SINGLE = tuple(index for index, one in enumerate(CONTENDERS) if one.processes == 1)
PAIRS = (
    ("ours", "RapidOCR()"),
    ("ours", "RapidOCR, a thread a core"),
    ("ours, 1 process", "RapidOCR()"),
)


def ours(pictures: tuple[Path, ...], readers: looking.Named) -> int:
    """Read a batch as the product does, its digests included."""
    given = tuple((picture, _digest(picture)) for picture in pictures)
    return len(looking.read(looking.Batch(given, readers)))


def _digest(picture: Path) -> Digest:
    return Digest(Algorithm.SHA256, hashlib.sha256(picture.read_bytes()).hexdigest())


def lines(picture: str, threads: int | None) -> int:
    """Read one picture with RapidOCR, from the file to its lines."""
    return len(_rapid(threads)(picture) or ())


@lru_cache(maxsize=1)
def _rapid(threads: int | None) -> Callable[[str], Any]:
    return rivals.Rapid(threads=threads).ocr


def main() -> None:
    """Measure both kinds of pictures and the cold start, and print the ratios."""
    asked = _arguments().parse_args()
    if asked.start != NOWHERE:
        _one(CONTENDERS[asked.start], asked.pictures)
        return
    _introduce()
    results: dict[str, Any] = {"machine": platform.platform(), "cores": CORES}
    with ExitStack() as stack:
        scratch = stack.enter_context(TemporaryDirectory(prefix="evidence-kit-speed-"))
        pools = {one.name: stack.enter_context(_pool(one)) for one in CONTENDERS}
        pngs = phone_pngs(asked.pictures, asked.most)
        media = {"PNG": pngs, f"JPEG q{JPEG_QUALITY}": _as_jpegs(pngs, Path(scratch))}
        for medium, pictures in media.items():
            times = _measure(pools, pictures, asked.rounds, asked.chunk)
            results[medium] = _report(medium, pictures, times, asked)
    results["start"] = _starts(pngs[0])
    if asked.out:
        asked.out.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def _arguments() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--pictures", type=Path, default=exam.SAMPLES, help="PNGs to read")
    arguments.add_argument("--most", type=int, default=16, help="of these, evenly spread")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--chunk", type=int, default=8, help="pictures in one turn")
    arguments.add_argument("--out", type=Path, help="write every time as JSON")
    arguments.add_argument("--start", type=int, default=NOWHERE, help=argparse.SUPPRESS)
    return arguments


def _introduce() -> None:
    print(f"Python {platform.python_version()}, {platform.machine()}, {CORES} cores")
    print(", ".join(f"{name} {version(name)}" for name in PACKAGES))
    second = ocr.second_reader("auto")
    print(f"second reader: {second.version if second else 'none: values rest on one reading'}")


# ── pictures ───────────────────────────────────────────────────────────────────────────


def phone_pngs(folder: Path, most: int) -> list[Path]:
    """Return at most so many of the folder's PNGs that are a phone's whole screen."""
    found = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() == ".png"]
    upright = [path for path in found if _is_phone(path)]
    if not upright:
        raise SystemExit(f"no PNG of a phone's screen in {folder}")
    return exam.spread(upright, most)


def _is_phone(picture: Path) -> bool:
    with Image.open(picture) as image:
        width, height = image.size
    return width in PHONE and 1.5 * width < height < 3 * width


def _as_jpegs(pictures: Sequence[Path], folder: Path) -> list[Path]:
    """Write the same screens as a phone or a chat would recompress them."""
    written = [folder / f"{index}.jpg" for index in range(len(pictures))]
    for picture, path in zip(pictures, written, strict=True):
        with Image.open(picture) as image:
            image.convert("RGB").save(path, quality=JPEG_QUALITY)
    return written


# ── times ──────────────────────────────────────────────────────────────────────────────


def _measure(
    pools: Mapping[str, Executor], pictures: Sequence[Path], rounds: int, chunk: int
) -> dict[str, list[tuple[int, float]]]:
    """Return (pictures, seconds) of each turn of each contender, in the same order for all."""
    times: dict[str, list[tuple[int, float]]] = {one.name: [] for one in CONTENDERS}
    parts = [pictures[at : at + chunk] for at in range(0, len(pictures), chunk)]
    for one in CONTENDERS:
        for _ in range(WARM):
            _turn(one, pools[one.name], parts[0])
    for turn in range(rounds):
        order = [CONTENDERS[(turn + i) % len(CONTENDERS)] for i in range(len(CONTENDERS))]
        for part in parts:
            for one in order:
                times[one.name].append((len(part), _turn(one, pools[one.name], part)))
    return times


def _pool(contender: Contender) -> ProcessPoolExecutor:
    fresh = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(contender.processes, mp_context=fresh)


def _turn(contender: Contender, pool: Executor, pictures: Sequence[Path]) -> float:
    began = time.perf_counter()
    running = [pool.submit(task, *given) for task, given in contender.tasks(pictures)]
    for one in running:
        one.result()
    return time.perf_counter() - began


def _report(
    medium: str,
    pictures: Sequence[Path],
    times: Mapping[str, Sequence[tuple[int, float]]],
    asked: argparse.Namespace,
) -> dict[str, Any]:
    print(f"\n{medium}: {len(pictures)} screens, {asked.rounds} rounds, chunks of {asked.chunk}")
    for name, turns in times.items():
        each = statistics.median(seconds / count for count, seconds in turns)
        print(f"  {name:28}{each:8.3f} s a screen{1 / each:8.2f} screens a second")
    ratios = {}
    for one, other in PAIRS:
        both = zip(times[one], times[other], strict=True)
        found = sorted(rival / own for (_, own), (_, rival) in both)
        ratios[f"{one} / {other}"] = statistics.median(found)
        spread = f"{found[0]:.2f} to {found[-1]:.2f}"
        print(f"  {one} is {statistics.median(found):.2f} x as fast as {other} ({spread})")
    return {"turns": dict(times), "ratios": ratios}


# ── cold start ─────────────────────────────────────────────────────────────────────────


def _starts(picture: Path) -> dict[str, float]:
    """Time whole processes that load everything and read one picture, in turn."""
    found: dict[str, list[float]] = {}
    for index in [index for _ in range(STARTS) for index in SINGLE]:
        began = time.perf_counter()
        command = [sys.executable, __file__, "--start", str(index), "--pictures", str(picture)]
        subprocess.run(command, check=True)
        found.setdefault(CONTENDERS[index].name, []).append(time.perf_counter() - began)
    print("\ncold start, a process with its models and one picture:")
    for name, seconds in found.items():
        print(f"  {name:28}{statistics.median(seconds):8.2f} s")
    return {name: statistics.median(seconds) for name, seconds in found.items()}


def _one(contender: Contender, picture: Path) -> None:
    for task, given in contender.tasks([picture]):
        task(*given)


if __name__ == "__main__":
    main()
