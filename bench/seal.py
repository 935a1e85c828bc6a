"""How fast files are digested and bundles verified, beside other people's programs.

    python bench/seal.py [--size 2000000000] [--files 10000] [--rounds 5] [--folder DIR]

Both digests in one read must be at least 0.8 times as fast as the slower of `sha256sum` and
`openssl dgst -sm3`, each alone over the same file in the same run: the median of the rounds' own
shares, in each of which all three take turns, beginning with another one. Verifying a bundle must
take time in proportion to its files, and memory that doesn't grow with their bytes; that, too, is
the median of as many rounds.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
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
LEAST_ROUNDS = 5
LINEAR = 1.3  # times as long as the bytes alone would have it
GROWTH = 60  # MB that ten times as many bytes may cost in memory
BLOCK = 1 << 20


def main() -> int:
    """Measure, print, and return 1 where a promise isn't kept."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--size", type=int, default=2_000_000_000)
    asked.add_argument("--files", type=int, default=10_000)
    asked.add_argument("--rounds", type=int, default=LEAST_ROUNDS)
    asked.add_argument("--folder", type=Path)
    asked.add_argument("--verify", type=Path, help=argparse.SUPPRESS)
    said = asked.parse_args()
    if said.verify:
        return _verify(said.verify)
    if said.rounds < LEAST_ROUNDS:
        asked.error(f"a median of fewer than {LEAST_ROUNDS} rounds says nothing")
    with tempfile.TemporaryDirectory(prefix="seal-", dir=said.folder) as place:
        kept = [
            _digests(Path(place), said.size, said.rounds),
            _bundles(Path(place), said.files, said.rounds),
        ]
    return int(not all(kept))


def _digests(place: Path, size: int, rounds: int) -> bool:
    path = place / "large"
    block = os.urandom(BLOCK)
    with path.open("wb") as file:
        for _ in range(size // BLOCK):
            file.write(block)
    size = path.stat().st_size
    ways: dict[str, Callable[[], object]] = {
        "sha256sum": lambda: _ran("sha256sum", str(path)),
        "openssl dgst -sm3": lambda: _ran("openssl", "dgst", "-sm3", str(path)),
        "both, in one read": lambda: _both(path),
    }
    _both(path)  # so that nobody is the first to read it from the disk
    seconds = {name: [] for name in ways}
    for number in range(rounds):
        for name in _turned(list(ways), number):
            began = time.perf_counter()
            ways[name]()
            seconds[name].append(time.perf_counter() - began)
    middle = {name: statistics.median(times) for name, times in seconds.items()}
    for name, took in middle.items():
        print(f"{name:20} {took:7.2f} s  {size / took / 1e6:6.0f} MB/s")
    path.unlink()
    one, other, both = seconds.values()
    shares = [max(a, b) / c for a, b, c in zip(one, other, both, strict=True)]
    share = statistics.median(shares)
    print(
        f"{share:.2f} times the slower of the two ({min(shares):.2f}–{max(shares):.2f} in "
        f"{rounds} rounds), at least {LEAST}: {_word(kept=share >= LEAST)}"
    )
    return share >= LEAST


def _turned(names: list[str], number: int) -> list[str]:
    """Return the names from another one on in each round: whoever comes first pays for it."""
    first = number % len(names)
    return names[first:] + names[:first]


def _ran(*command: str) -> None:
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)


def _both(path: Path) -> None:
    digesting = Digesting()
    with path.open("rb") as file:
        for chunk in chunks(file):
            digesting.update(chunk)
    assert digesting.sha256.hex
    assert digesting.sm3.hex


def _bundles(place: Path, count: int, rounds: int) -> bool:
    """Verify bundles of so many files: of few bytes, of many, and of a tenth of the files."""
    kinds = {
        "a tenth of the files": (count // 10, 20_000),
        "small files": (count, 2_000),
        "larger files": (count, 20_000),
    }
    bundles = {name: _made(place / name.replace(" ", "-"), *how) for name, how in kinds.items()}
    found: dict[str, list[dict[str, float]]] = {name: [] for name in kinds}
    for number in range(rounds):
        for name in _turned(list(kinds), number):
            command = [sys.executable, "-P", __file__, "--verify", str(bundles[name])]
            out = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
            found[name].append(json.loads(out))
    told = {
        name: {what: statistics.median(one[what] for one in all_) for what in ("seconds", "memory")}
        for name, all_ in found.items()
    }
    for name, (number, size) in kinds.items():
        took, used = told[name].values()
        print(f"verify {number:6} × {size:6} bytes {took:7.2f} s {used:5.0f} MB")
    ratio = told["larger files"]["seconds"] / told["a tenth of the files"]["seconds"]
    growth = told["larger files"]["memory"] - told["small files"]["memory"]
    linear = ratio <= 10 * LINEAR
    print(
        f"ten times as many files: {ratio:.2f} times, at most {10 * LINEAR}: {_word(kept=linear)}"
    )
    flat = growth <= GROWTH
    print(f"ten times as many bytes: {growth:.0f} MB more, at most {GROWTH}: {_word(kept=flat)}")
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
