"""How reading grows: `python bench/scale.py [--sizes 10,100,1000] [--ocr NAME] [--jobs N]`.

For each size a folder of that many screens (the samples again and again, no two files with the
same bytes) is read by `reading.read` without the cache, in a process of its own: seconds, peak
memory of that process, peak memory of a worker. Then the pure part alone, on pages of which no
two show the same ink: from lines and regions to facts. Ends with 1 where time grows faster than
LINEAR from FEWEST screens on, or a parent takes more than PARENT.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LINEAR = 1.05  # times as many screens may take so many times as long
FEWEST = 100  # below, the start and which pages they are decide
PARENT = 400  # MB
MEGABYTE = 1_000_000


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--sizes", default="10,100,1000")
    arguments.add_argument("--ocr", default="auto")
    arguments.add_argument("--jobs", type=int)
    arguments.add_argument("--one", choices=("read", "pure"), help=argparse.SUPPRESS)
    arguments.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = arguments.parse_args()
    sizes = sorted(int(size) for size in asked.sizes.split(","))
    if asked.one:
        told = _read(asked) if asked.one == "read" else _pure(sizes[0])
        print(json.dumps(told))
        return 0
    print("$", "python", *sys.argv)
    print(
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores", end=""
    )
    print("".join(f", {n} {version(n)}" for n in ("rapidocr", "onnxruntime")))
    print("whole, each in a process of its own:")
    whole = [_alone("read", size) for size in sizes]
    print("from lines and regions to facts, no ink twice:")
    pure = [_alone("pure", size) for size in sizes]
    return int(not all((*_judged(sizes, whole), *_judged(sizes, pure))))


def _alone(what: str, size: int) -> dict:
    """Measure one size in a new process; this one holds nothing that would count as its own."""
    with tempfile.TemporaryDirectory(prefix="scale-") as place:
        folder = Path(place) / "screenshots"
        if what == "read":
            _fill(folder, size)
        command = [sys.executable, "-P", __file__, *sys.argv[1:]]
        command += ["--one", what, "--folder", str(folder), "--sizes", str(size)]
        told = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    print(
        f"  {size:5} screens {told['seconds']:8.1f} s  {told['seconds'] / size:6.3f} s each"
        f"   parent {told['parent']:4.0f} MB   worker {told['worker']:4.0f} MB",
        flush=True,
    )
    return told


def _judged(sizes: Sequence[int], told: Sequence[dict]) -> Iterator[bool]:
    for (few, one), (many, other) in pairwise(zip(sizes, told, strict=True)):
        ratio, most = other["seconds"] / one["seconds"], LINEAR * many / few
        told_most = f"at most {most:.2f}: {_word(ratio, most)}" if few >= FEWEST else "not judged"
        print(f"  t({many})/t({few}) = {ratio:.2f}, {told_most}")
        yield ratio <= most or few < FEWEST
    peak = max(one["parent"] for one in told)
    print(f"  peak of the parent {peak:.0f} MB, at most {PARENT}: {_word(peak, PARENT)}")
    yield peak <= PARENT


def _word(found: float, most: float) -> str:
    return "kept" if found <= most else "MISSED"


def _fill(folder: Path, size: int) -> None:
    """Copy the samples' screens in turn, each copy with a comment that no other has."""
    folder.mkdir()
    pictures = sorted(
        path
        for path in ROOT.glob("samples/*/screenshots/*")
        if path.suffix.lower() in (".png", ".jpg", ".jpeg")
    )
    for number in range(size):
        picture = pictures[number % len(pictures)]
        copy = folder / f"{number:04} {picture.name}"
        copy.write_bytes(remarked(picture.read_bytes(), b"copy %d" % number))


def remarked(content: bytes, remark: bytes) -> bytes:
    """Return the same pixels in other bytes: a tEXt chunk (PNG) or a COM segment (JPEG)."""
    if content.startswith(b"\x89PNG"):
        chunk = b"tEXtComment\0" + remark
        length, crc = len(chunk) - 4, zlib.crc32(chunk)
        return content[:33] + length.to_bytes(4) + chunk + crc.to_bytes(4) + content[33:]
    return content[:2] + b"\xff\xfe" + (len(remark) + 2).to_bytes(2) + remark + content[2:]


def _read(asked: argparse.Namespace) -> dict:
    from evidence_kit.pipeline import reading

    options = reading.Options(asked.ocr, asked.jobs, cache=False)
    began = time.perf_counter()
    story = reading.read(asked.folder, options, _progress)
    seconds = time.perf_counter() - began
    assert len(story.screens) == int(asked.sizes), "some screens were not read"
    return {"seconds": seconds, **_peaks()}


def _progress(stage: str, done: int, total: int) -> None:
    step = max(1, total // 20)
    if stage == "reading" and sys.stderr.isatty() and done % step == 0:
        print(f"  {done} of {total}", end="\r", file=sys.stderr)


def _pure(size: int) -> dict:
    from evidence_kit import facts, screens
    from evidence_kit.model import Brief

    pages = list(_pages(size))
    began = time.perf_counter()
    shown = [(source, screens.read(page, readings)) for source, page, readings in pages]
    facts.gather(shown, Brief())
    return {"seconds": time.perf_counter() - began, **_peaks()}


def _pages(size: int) -> Iterator[tuple]:
    """Yield recorded pages in turn, the ink of each round unlike that of any other."""
    import hashlib
    from dataclasses import replace

    from evidence_kit.model import Algorithm, Digest, FileRole, Source
    from evidence_kit.ocr import recorded

    def other(text: str, number: int) -> str:
        return hashlib.sha256(f"{text} {number}".encode()).hexdigest()

    files = sorted((ROOT / "tests" / "recorded").glob("*.json"))
    for number in range(size):
        text = files[number % len(files)].read_text(encoding="utf-8")
        page, readings = recorded.decode(text)
        digest = Digest(Algorithm.SHA256, other(page.source.hex, number))
        lines = tuple(replace(x, signature=other(x.signature, number)[:16]) for x in page.lines)
        name = f"{number:04}.png"
        source = Source(name, name, digest, digest, 1, "image/png", FileRole.USED)
        yield source, replace(page, source=digest, lines=lines), readings


def _peaks() -> dict[str, float]:
    """Return the peak memory of this process, and of the largest that it waited for, in MB."""
    if sys.platform == "win32":
        return {"parent": 0.0, "worker": 0.0}
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    own, others = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
    return {
        name: resource.getrusage(who).ru_maxrss * unit / MEGABYTE
        for name, who in (("parent", own), ("worker", others))
    }


if __name__ == "__main__":
    sys.exit(main())
