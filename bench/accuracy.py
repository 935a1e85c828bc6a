"""How exactly screens are read, and how honestly: `python bench/accuracy.py [--sets …]`.

Sets: `samples`; `drawn` (screens drawn for this run by the samples' generator); `second` (drawn by
a generator that knows nothing of the first); `real` (a folder of pictures with a truth.jsonl).
For each: figures per field and per kind of page, doubts, and every wrong critical value, the
silent ones (no doubt on them) first. With --rivals, N of the pictures, evenly spread, are also
read by RapidOCR's defaults and by tesseract alone, each with the same parser.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import pickle
import platform
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import exam
import rivals
import tally
from exam import Question
from judge import Group, judge
from tally import Answer, Score

from evidence_kit import ocr, screens
from evidence_kit.errors import OcrError
from evidence_kit.model import (
    Algorithm,
    Box,
    Digest,
    Doubt,
    DoubtKind,
    OcrPage,
    Reading,
    Screen,
    Unread,
    Wanted,
    Where,
)

PACKAGES = ("rapidocr", "onnxruntime", "opencv-python-headless", "pytesseract")


@dataclass(frozen=True, slots=True)
class Task:
    """One picture for one reader; a cache of pages only helps while the parser changes."""

    question: Question
    reader: str
    cache: Path | None
    threads: int | None


def main() -> None:
    """Read every set asked for and print what came of it."""
    asked = _arguments().parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores")
    print(", ".join(f"{name} {version(name)}" for name in PACKAGES))
    results: dict[str, dict[str, object]] = {}
    with TemporaryDirectory(prefix="evidence-kit-exam-") as scratch:
        for name, questions in _sets(asked, Path(scratch)):
            results[name] = _examine(name, questions, asked)
    if asked.out:
        written = json.dumps(results, ensure_ascii=False, indent=1)
        asked.out.write_text(written + "\n", encoding="utf-8")


def _arguments() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--sets", default="samples,drawn", help="of samples, drawn, second")
    arguments.add_argument("--count", type=int, default=320, help="screens drawn for a set")
    arguments.add_argument("--seed", type=int, help="draw from another seed than this bench's")
    arguments.add_argument("--drawn", type=Path, help="keep or find the drawn screens here")
    arguments.add_argument("--second", type=Path, help="the same for the second generator's")
    arguments.add_argument("--real", type=Path, help="a folder of pictures with a truth.jsonl")
    arguments.add_argument("--ocr", default="auto", help="the engine: auto, rapid, tesseract")
    arguments.add_argument("--rivals", type=int, default=0, metavar="N", help="on N pictures a set")
    arguments.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    arguments.add_argument("--limit", type=int, help="read only so many pictures of each set")
    arguments.add_argument("--out", type=Path, help="write every figure as JSON")
    arguments.add_argument("--text", action="store_true", help="list wrong words and names too")
    arguments.add_argument(
        "--pages-cache", type=Path, help="keep what engines read; the figures are the parser's"
    )
    return arguments


def _sets(asked: argparse.Namespace, scratch: Path) -> Iterator[tuple[str, Sequence[Question]]]:
    names = asked.sets.split(",") if asked.sets else []
    if "samples" in names:
        yield "samples", exam.samples()
    if "drawn" in names:
        folder = asked.drawn or scratch / "drawn"
        yield "drawn", exam.drawn(folder, asked.seed or exam.DRAWN_SEED, asked.count)
    if "second" in names:
        folder = asked.second or scratch / "second"
        yield "second", exam.second(folder, asked.seed or exam.SECOND_SEED, asked.count)
    if asked.real:
        yield "real", exam.real(asked.real)


def _examine(
    title: str, questions: Sequence[Question], asked: argparse.Namespace
) -> dict[str, object]:
    if asked.limit:
        questions = exam.spread(questions, asked.limit)
    began = time.perf_counter()
    score = _score(questions, asked.ocr, asked)
    seconds = time.perf_counter() - began
    each = f"{seconds / max(1, len(questions)):.2f} s a screen"
    cached = ", pages from a cache" if asked.pages_cache else ""
    print(f"\n── {title}: {len(questions)} screens, {asked.jobs} processes, {each}{cached}")
    print(tally.table(title, {asked.ocr: score}))
    print(f"\n{tally.by_kind(score)}\n")
    groups = {Group.CRITICAL, *(Group if asked.text else ())}
    for line in tally.wrongs(score, groups):
        print(f"  {line}")
    found: dict[str, object] = {asked.ocr: tally.as_json(score)}
    return found | (_beside(title, questions, score, asked) if asked.rivals else {})


def _beside(
    title: str, questions: Sequence[Question], score: Score, asked: argparse.Namespace
) -> dict[str, object]:
    """Read some of the pictures with the rivals, and set our reading of the same beside theirs."""
    some = exam.spread(questions, asked.rivals)
    names = {question.picture for question in some}
    ours = Score(tuple(a for a in score.answers if a.question.picture in names))
    scores = {asked.ocr: ours} | {name: _score(some, name, asked) for name in rivals.NAMES}
    print(f"\n── {title}: the same parser behind other readers, on {len(some)} of the screens")
    print(tally.table(title, scores))
    return {f"{name} on {len(some)}": tally.as_json(one) for name, one in scores.items()}


def _score(questions: Sequence[Question], reader: str, asked: argparse.Namespace) -> Score:
    threads = 1 if asked.jobs > 1 else None
    tasks = [Task(question, reader, asked.pages_cache, threads) for question in questions]
    if asked.jobs == 1:
        return Score(tuple(map(answer, tasks)))
    with ProcessPoolExecutor(asked.jobs) as pool:
        return Score(tuple(pool.map(answer, tasks, chunksize=4)))


# ── one picture ────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=2)
def _engines(reader: str, threads: int | None) -> tuple[ocr.Engine, ocr.SecondReader | None]:
    """Return a rival alone, or the product's engine with its second reader."""
    if reader in rivals.NAMES:
        return rivals.rival(reader, threads=threads), None
    return ocr.engine(reader, threads=threads), ocr.second_reader(reader)


def answer(task: Task) -> Answer:
    """Read and judge one picture; a picture that no engine reads is a page nobody could read."""
    screen, size = _read(task)
    reason = screen.reason if isinstance(screen, Unread) else ""
    findings = judge(screen, task.question.truth, size)
    return Answer(task.question, findings, len(screen.doubts), reason)


def _read(task: Task) -> tuple[Screen, tuple[int, int]]:
    content = task.question.picture.read_bytes()
    source = Digest(Algorithm.SHA256, hashlib.sha256(content).hexdigest())
    try:
        page, readings = _seen(task, source)
    except OcrError as error:
        return Unread(source, "engine_failed", (("cause", error.kind),)), (1, 1)
    size = (page.width, page.height)
    if readings is not None:
        return screens.read(page, readings), size
    once = screens.read(page)
    whole = Where(source, Box(0, 0, *size))
    return replace(once, doubts=(*once.doubts, Doubt(DoubtKind.READ_ONCE, whole))), size


def _seen(task: Task, source: Digest) -> tuple[OcrPage, tuple[Reading, ...] | None]:
    """Return the page and its second readings: None where the second reader gave no answer."""
    first, second = _engines(task.reader, task.threads)
    kept = _kept(task.cache, source, first, second)
    page, have = pickle.loads(kept.read_bytes()) if kept and kept.exists() else (None, {})
    page = page or first.page(task.question.picture, source)
    wanted = screens.wanted(page) if second else ()
    lacking: list[Wanted] = [one for one in wanted if one not in have]
    try:
        if second and lacking:
            read = second.reread(task.question.picture, lacking)
            have |= dict(zip(lacking, read, strict=True))
    except OcrError:
        return page, None
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps((page, have)))
    return page, tuple(have[one] for one in wanted)


def _kept(
    folder: Path | None, source: Digest, first: ocr.Engine, second: ocr.SecondReader | None
) -> Path | None:
    """Return where a page is kept: by the file's digest and both engines' versions."""
    versions = source.hex + first.version + (second.version if second else "")
    return folder / hashlib.sha256(versions.encode()).hexdigest() if folder else None


if __name__ == "__main__":
    main()
