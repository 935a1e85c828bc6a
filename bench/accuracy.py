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
import platform
import time
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import exam
import rivals
import tally
from exam import Question
from judge import Group, judge
from PIL import Image, ImageOps
from tally import Answer, Score

from evidence_kit.model import Algorithm, Digest, Screen, Unread
from evidence_kit.ocr.cached import Cache
from evidence_kit.pipeline import looking, reading

PACKAGES = ("rapidocr", "onnxruntime", "opencv-python-headless", "pytesseract")


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
    arguments.add_argument("--doubts", action="store_true", help="list right values in doubt too")
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
    for line in (*tally.wrongs(score, groups), *(tally.needless(score) if asked.doubts else ())):
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
    """Read the pictures as the product does, and judge what it makes of them."""
    readers: looking.Readers = looking.Named(reader, 1 if asked.jobs > 1 else None)
    if reader in rivals.NAMES:
        readers = rivals.Alone(reader, 1 if asked.jobs > 1 else None)
    cache = _cache(asked.pages_cache, readers) if asked.pages_cache else None
    pictures = [(one.picture, _digest(one.picture)) for one in questions]
    seen = reading.look(pictures, readers, cache, jobs=asked.jobs)
    return Score(tuple(map(_answer, questions, (one.screen for one in seen))))


def _answer(question: Question, screen: Screen) -> Answer:
    reason = screen.reason if isinstance(screen, Unread) else ""
    findings = judge(screen, question.truth, _size(question.picture))
    return Answer(question, findings, len(screen.doubts), reason)


def _cache(folder: Path, readers: looking.Readers) -> Cache:
    """Return what these readers' versions read before, wherever the pictures are."""
    first, second = readers.engine(), readers.second()
    known = f"{second.name} {second.version}" if second else None
    return Cache(folder, f"{first.name} {first.version}", known)


def _digest(picture: Path) -> Digest:
    return Digest(Algorithm.SHA256, hashlib.sha256(picture.read_bytes()).hexdigest())


def _size(picture: Path) -> tuple[int, int]:
    """Return width and height as displayed."""
    with Image.open(picture) as image:
        return ImageOps.exif_transpose(image).size


if __name__ == "__main__":
    main()
