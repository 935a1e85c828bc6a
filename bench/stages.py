"""Where a screen's time goes: processor seconds a screen in each stage, in one process, one thread.

`python bench/stages.py [--pictures FOLDER] [--most N]`. Each stage is counted without the stages
that it calls; tesseract, a program of its own, by the processor time of child processes. Nothing
is cached. Processor time hardly depends on what else the machine does.
"""

from __future__ import annotations

import argparse
import functools
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import exam
import read_speed

from evidence_kit import screens
from evidence_kit.ocr import crops, ink, lines, pixels, rapid, regions, tesseract
from evidence_kit.pipeline import looking

try:
    import resource
except ImportError:
    raise SystemExit("this platform doesn't tell the processor time of child processes") from None

STAGES = (
    ("decoding", pixels, "read"),
    ("papers, bubbles, pictures", regions, "background"),
    ("papers, bubbles, pictures", regions, "find"),
    ("papers, bubbles, pictures", regions, "without_glyphs"),
    ("lines by geometry", lines, "on_flat"),
    ("lines by the detector", rapid.Rapid, "boxes"),
    ("lines by the detector", lines, "find"),
    ("recognition", rapid.Rapid, "_texts"),
    ("colours and signatures", ink, "looks"),
    ("crops for the second reader", crops, "stretched"),
    ("second reader: calls", tesseract.Program, "words"),
    ("what to read again", screens, "wanted"),
    ("from lines to screens", screens, "read"),
)
CHILDREN = "second reader: tesseract itself"
REST = "all else"


class Clock:
    """Adds up the processor time of stages, each without those within it."""

    def __init__(self) -> None:
        """Start with nothing counted."""
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._within: list[float] = []

    def watch(self, stage: str, owner: Any, name: str) -> None:
        """Count the calls of `owner`'s function of that name towards the stage."""
        function: Callable[..., Any] = getattr(owner, name)

        @functools.wraps(function)
        def timed(*given: Any, **named: Any) -> Any:
            began = time.process_time()
            self._within.append(0.0)
            try:
                return function(*given, **named)
            finally:
                took = time.process_time() - began
                self.spent[stage] += took - self._within.pop()
                if self._within:
                    self._within[-1] += took

        setattr(owner, name, timed)


def main() -> None:
    """Read the pictures in one batch and print each stage's share, the dearest first."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--pictures", type=Path, default=exam.SAMPLES, help="PNGs to read")
    arguments.add_argument("--most", type=int, default=8, help="of these, evenly spread")
    asked = arguments.parse_args()
    pictures = tuple(read_speed.phone_pngs(asked.pictures, asked.most))
    readers = looking.Named("auto", 1)
    read_speed.ours(pictures[:1], readers)
    clock = Clock()
    for stage in STAGES:
        clock.watch(*stage)
    own, children = time.process_time(), _children()
    read_speed.ours(pictures, readers)
    own, children = time.process_time() - own, _children() - children
    spent = {**clock.spent, REST: own - sum(clock.spent.values()), CHILDREN: children}
    _print(spent, len(pictures))


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _print(spent: dict[str, float], screens_read: int) -> None:
    whole = sum(spent.values())
    print(f"{screens_read} screens, processor seconds a screen:")
    for stage, seconds in sorted(spent.items(), key=lambda one: -one[1]):
        print(f"  {stage:32} {seconds / screens_read:6.3f}  {seconds / whole:4.0%}")
    print(f"  {'together':32} {whole / screens_read:6.3f}")


if __name__ == "__main__":
    main()
