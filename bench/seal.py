"""How fast files are digested and bundles verified, beside other people's programs.

    python bench/seal.py [--size 2000000000] [--files 10000] [--rounds 3] [--folder DIR]

Both digests in one read must be at least 0.8 times as fast as the slower of `sha256sum` and
`openssl dgst -sm3`, each alone over the same file in the same run. Verifying a bundle must take
time in proportion to its bytes, and memory that doesn't grow with them.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from evidence_kit import audit, files
from evidence_kit.files.digesting import Digesting, chunks
from evidence_kit.pipeline.sealing import Sealer

LEAST = 0.8  # of the slower of the other two
LINEAR = 1.3  # times as long as the bytes alone would have it
GROWTH = 60  # MB that ten times as many bytes may cost in memory
BLOCK = 1 << 20


def main() -> int:
    """Measure, print, and return 1 where a promise isn't kept."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--size", type=int, default=2_000_000_000)
    asked.add_argument("--files", type=int, default=10_000)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--folder", type=Path)
    asked.add_argument("--verify", type=Path, help=argparse.SUPPRESS)
    said = asked.parse_args()
    if said.verify:
        return _verify(said.verify)
    with tempfile.TemporaryDirectory(prefix="seal-", dir=said.folder) as place:
        kept = [_digests(Path(place), said.size, said.rounds), _bundles(Path(place), said.files)]
    return int(not all(kept))


def _digests(place: Path, size: int, rounds: int) -> bool:
    path = place / "large"
    block = os.urandom(BLOCK)
    with path.open("wb") as file:
        for _ in range(size // BLOCK):
            file.write(block)
    ways: dict[str, Callable[[], object]] = {
        "sha256sum": lambda: _ran("sha256sum", str(path)),
        "openssl dgst -sm3": lambda: _ran("openssl", "dgst", "-sm3", str(path)),
        "both, in one read": lambda: _both(path),
    }
    _both(path)  # so that nobody is the first to read it from the disk
    seconds = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            began = time.perf_counter()
            way()
            seconds[name].append(time.perf_counter() - began)
    middle = {name: statistics.median(times) for name, times in seconds.items()}
    for name, took in middle.items():
        print(f"{name:20} {took:7.2f} s  {size / took / 1e6:6.0f} MB/s")
    path.unlink()
    slower = max(middle["sha256sum"], middle["openssl dgst -sm3"])
    share = slower / middle["both, in one read"]
    print(
        f"{share:.2f} times the slower of the two, at least {LEAST}: {_word(kept=share >= LEAST)}"
    )
    return share >= LEAST


def _ran(*command: str) -> None:
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)


def _both(path: Path) -> None:
    digesting = Digesting()
    with path.open("rb") as file:
        for chunk in chunks(file):
            digesting.update(chunk)
    assert digesting.sha256.hex
    assert digesting.sm3.hex


def _bundles(place: Path, count: int) -> bool:
    """Verify bundles of so many files: of few bytes, of many, and of a tenth of the files."""
    told = {}
    for name, number, size in (
        ("a tenth of the files", count // 10, 20_000),
        ("small files", count, 2_000),
        ("larger files", count, 20_000),
    ):
        bundle = _made(place / name.replace(" ", "-"), number, size)
        command = [sys.executable, "-P", __file__, "--verify", str(bundle)]
        found = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
        print(
            f"verify {number:6} × {size:6} bytes {found['seconds']:7.2f} s {found['memory']:5} MB"
        )
        told[name] = found
        shutil.rmtree(bundle.parent)
    ratio = told["larger files"]["seconds"] / told["a tenth of the files"]["seconds"]
    growth = told["larger files"]["memory"] - told["small files"]["memory"]
    linear = ratio <= 10 * LINEAR
    print(
        f"ten times as many files: {ratio:.2f} times, at most {10 * LINEAR}: {_word(kept=linear)}"
    )
    flat = growth <= GROWTH
    print(f"ten times as many bytes: {growth} MB more, at most {GROWTH}: {_word(kept=flat)}")
    return linear and flat


def _made(place: Path, count: int, size: int) -> Path:
    source = place / "X"
    source.mkdir(parents=True)
    for number in range(count):
        path = source / f"{number // 1000:02}" / f"聊天记录 {number:05}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(f"{number}".encode() + b"x" * size)
    bundle = place / "X-bundle"
    with files.staging(bundle, source=source, force=False) as stage:
        sealer = Sealer(stage.root, files.take_in(source, stage.payload).sources)
        sealer.take_intake_seal()
        sealer.close()
    return bundle


def _verify(bundle: Path) -> int:
    began = time.perf_counter()
    report = audit.report(files.observe(bundle))
    seconds = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"seconds": seconds, "memory": used, "verdict": report.verdict}))
    return 0


def _word(*, kept: bool) -> str:
    return "kept" if kept else "MISSED"


if __name__ == "__main__":
    sys.exit(main())
