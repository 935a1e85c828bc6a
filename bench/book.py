"""证据材料.pdf of many screenshots, beside what img2pdf makes of the same files.

    python bench/book.py [--pictures 200] [--rounds 3] [--many 1000] [--folder DIR]

The project's own drawing makes phone-size screenshots (1170 × 2532): seven in ten are PNGs, every
second of these with an alpha channel that hides nothing, as phones write them; the rest are JPEGs.
Then, in turn and each in a process of its own: our whole book (cover, 证据目录, exhibits, text
layer, hash list, 校验页, PDF/A), and `img2pdf.convert`. The book must take at most SLOWER times
img2pdf's time and weigh at most HEAVIER times its bytes. Last the same screenshots again and
again, no two files with the same bytes, up to --many: time in proportion, at most MEMORY.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "samples"))

from scale import remarked

SLOWER, HEAVIER = 1.5, 1.03  # times what img2pdf takes and writes
LINEAR = 1.1  # times as many screenshots may take so many times as long on the processor
MEMORY = 700  # MB, with --many screenshots
MEGABYTE = 1_000_000
SEED = 20261122
KINDS = ("chat", "money", "wallpaper", "group", "chat", "transfer")
RUN = 12  # screenshots of one conversation
LINES, SIGNS = 28, 15  # on a page of a chat that is full


def main() -> int:
    """Measure, print, and return 1 where a promise isn't kept."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--pictures", type=int, default=200)
    asked.add_argument("--many", type=int, default=1000)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--folder", type=Path, help="where the screenshots are kept, or lie already")
    asked.add_argument("--one", choices=WAYS, help=argparse.SUPPRESS)
    said = asked.parse_args()
    if said.one:
        print(json.dumps(_measured(said.one, said.folder)))
        return 0
    _introduce()
    with tempfile.TemporaryDirectory(prefix="book-") as place:
        folder = said.folder or Path(place) / "screenshots"
        draw(folder, said.pictures)
        kept = list(_beside(folder, said.rounds))
        kept += _grown(folder, Path(place) / "many", said.many) if said.many else []
    return int(not all(kept))


def _introduce() -> None:
    print("$", "python", *sys.argv)
    print(
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores", end=""
    )
    print("".join(f", {name} {version(name)}" for name in ("img2pdf", "pikepdf", "pillow")))


# ── pictures ───────────────────────────────────────────────────────────────────────────


def draw(folder: Path, count: int) -> None:
    """Fill the folder with screenshots; those that lie there stay."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = [(at, folder / f"{at:04}.{_ending(at)}") for at in range(count)]
    missing = [(at, path) for at, path in missing if not path.exists()]
    with ProcessPoolExecutor() as pool:
        list(pool.map(_draw, *zip(*missing, strict=True)) if missing else ())
    files = sorted(folder.iterdir())
    weight = sum(path.stat().st_size for path in files)
    print(f"{len(files)} screenshots, {weight / MEGABYTE:.1f} MB", flush=True)


def _ending(at: int) -> str:
    return "jpg" if at % 10 >= 7 else "png"


def _draw(at: int, path: Path) -> None:
    from drawing.dice import deck
    from drawing.dice.chance import moment
    from drawing.phone import IOS

    dice = Random(f"{SEED} {at}")
    picture = deck.RECIPES[KINDS[at % len(KINDS)]][0](dice, IOS, moment(dice), at).picture()
    if path.suffix == ".jpg":
        picture.save(path, "JPEG", quality=90)
        return
    if (at // 10 * 7 + at % 10) % 2:  # every second PNG
        picture.putalpha(255)
    picture.save(path, "PNG")


def _again(folder: Path, place: Path, count: int) -> None:
    """Copy screenshots in turn, each copy with a comment that no other has."""
    place.mkdir()
    files = sorted(folder.iterdir())
    for at in range(count):
        file = files[at % len(files)]
        copy = place / f"{at:05}{file.suffix}"
        copy.write_bytes(remarked(file.read_bytes(), b"copy %d" % at))


# ── what is measured ───────────────────────────────────────────────────────────────────


def _measured(way: str, folder: Path) -> dict[str, float]:
    """Return seconds, bytes and peak memory of one way, in this process."""
    files = sorted(folder.iterdir())
    with tempfile.TemporaryDirectory(prefix="book-") as place:
        out = Path(place) / "out.pdf"
        seconds, processor = WAYS[way](files, out)
        told = {"seconds": seconds, "processor": processor, "memory": _peak()}
        return {**told, "bytes": out.stat().st_size}


def _theirs(files: Sequence[Path], out: Path) -> tuple[float, float]:
    import logging

    import img2pdf

    logging.disable(logging.WARNING)

    def write() -> None:
        with out.open("wb") as stream:
            img2pdf.convert([str(path) for path in files], outputstream=stream)

    return _timed(write)


def _ours(files: Sequence[Path], out: Path) -> tuple[float, float]:
    """Time the book alone: what reading and sealing gave is there before."""
    from evidence_kit import render
    from evidence_kit.case import searchable
    from evidence_kit.model import Chat

    case, pictures = _case(files)
    manifest = case.hashes[0].sha256
    picture, read = pictures.__getitem__, _read(pictures)

    def write() -> None:
        texts = {one: searchable.text(page, Chat(one, None, ()), ()) for one, page in read.items()}
        render.book(case, picture=picture, manifest_digest=manifest, out=out, texts=texts)

    return _timed(write)


def _read(pictures):
    """Return as many words for each picture as a full page of a chat has, never the same twice."""
    from evidence_kit.model import Box, PageText, ReadLine

    rng = Random(SEED)
    found = {}
    for picture in pictures:
        lines = []
        for at in range(LINES):
            text = "".join(chr(0x4E00 + rng.randrange(3000)) for _ in range(SIGNS))
            lines.append(ReadLine(text, Box(180, 200 + 80 * at, 980, 246 + 80 * at), 0.99))
        found[picture] = PageText(1170, 2532, tuple(lines))
    return found


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return seconds by the clock and of the processor."""
    began, used = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - used


WAYS = {"evidence-kit": _ours, "img2pdf": _theirs}


def _case(files: Sequence[Path]):
    """Return a case of conversations, and each file by its digest."""
    from evidence_kit.model import (
        Algorithm,
        Brief,
        Case,
        Digest,
        Exhibit,
        ExhibitKind,
        ExhibitPage,
        Group,
        HashLine,
        Proof,
        ProofKind,
        Row,
    )

    digests = [
        Digest(Algorithm.SHA256, hashlib.sha256(path.read_bytes()).hexdigest()) for path in files
    ]
    pages = [
        ExhibitPage(at, digest, path.name)
        for at, (digest, path) in enumerate(zip(digests, files, strict=True), start=1)
    ]
    account = (("nickname", "小雨"), ("wechat_id", "xiaoyu_1990"))
    runs = [pages[at : at + RUN] for at in range(0, len(pages), RUN)]
    exhibits = tuple(
        Exhibit(at, ExhibitKind.CONVERSATION, account, tuple(run))
        for at, run in enumerate(runs, start=1)
    )
    said = (("date", "2025-03-01T19:19"), ("quote", "能不能借我5000元，下个月5号还你"))
    rows = tuple(
        Row(
            *(one.number, Group.AGREEMENT, one.number, one.first, one.last),
            (Proof(ProofKind.REQUESTED, said, (one.first, one.last)),),
        )
        for one in exhibits
    )
    hashes = tuple(
        HashLine(one.number, page.name, page.source, Digest(Algorithm.SM3, page.source.hex))
        for one in exhibits
        for page in one.pages
    )
    return Case(Brief("张三", "李四"), exhibits, rows, hashes), dict(
        zip(digests, files, strict=True)
    )


def _peak() -> float:
    """Return the peak memory of this process, and of what it waited for, in MB."""
    if sys.platform == "win32":
        return 0.0
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(resource.getrusage(one).ru_maxrss * unit for one in who) / MEGABYTE


# ── judged ─────────────────────────────────────────────────────────────────────────────


def _beside(folder: Path, rounds: int) -> Iterator[bool]:
    told: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
    for _ in range(rounds):
        for way, found in told.items():
            found.append(_alone(way, folder))
    ours, theirs = told["evidence-kit"], told["img2pdf"]
    pairs = list(zip(ours, theirs, strict=True))
    for clock, said in (("processor", " on the processor"), ("seconds", "")):
        times = statistics.median(one[clock] / other[clock] for one, other in pairs)
        yield _judged(f"times as long as img2pdf{said}", times, SLOWER)
    weighs = ours[0]["bytes"] / theirs[0]["bytes"]
    yield _judged("times as heavy", weighs, HEAVIER, places=3)


def _grown(folder: Path, place: Path, count: int) -> Iterator[bool]:
    few = len(list(folder.iterdir()))
    _again(folder, place, count)
    once, many = _alone("evidence-kit", folder), _alone("evidence-kit", place)
    ratio = many["processor"] / once["processor"]
    yield _judged(f"t({count}) / t({few})", ratio, LINEAR * count / few)
    yield _judged(f"MB for {count} screenshots", many["memory"], MEMORY, places=0)


def _alone(way: str, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-P", __file__, "--one", way, "--folder", str(folder)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=environment)
    told = json.loads(done.stdout)
    print(
        f"  {way:14}{told['seconds']:8.2f} s, of the processor{told['processor']:8.2f} s"
        f"{told['bytes'] / MEGABYTE:9.2f} MB   memory {told['memory']:5.0f} MB",
        flush=True,
    )
    return told


def _judged(what: str, found: float, most: float, *, places: int = 2) -> bool:
    word = "kept" if found <= most else "MISSED"
    print(f"{found:.{places}f} {what}, at most {most:.{places}f}: {word}")
    return found <= most


if __name__ == "__main__":
    sys.exit(main())
