"""Give hostile bytes to every target, count them, keep what escapes: `make fuzz`.

    PYTHONPATH=tests python -m fuzz.run [--times 1000000] [--seed 1] [TARGET…]

Whatever breaks a promise is kept in tests/fuzz/corpus/TARGET/, where a test replays it for ever.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import sys
import time
import traceback
from pathlib import Path

from fuzz import mutating, targets

HERE = Path(__file__).resolve().parent
LONGEST = 5.0  # seconds that one execution may take


def main() -> int:
    """Run, print a line for each target, and return 1 where anything escaped."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--times", type=int, default=1_000_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("targets", nargs="*", default=list(targets.TARGETS))
    said = asked.parse_args()
    total = sum(targets.TARGETS[name].share for name in said.targets)
    escaped = 0
    for name in said.targets:
        times = max(1, round(said.times * targets.TARGETS[name].share / total))
        escaped += fuzz(name, times, said.seed)
    shutil.rmtree(targets.place(), ignore_errors=True)
    return int(escaped > 0)


def fuzz(name: str, times: int, seed: int) -> int:
    """Execute a target so many times; return how many broke its promise."""
    target, chance = targets.TARGETS[name], random.Random(f"{name} {seed}")
    seeds = [*target.seeds(), *kept(name)]
    escaped, slowest, began = 0, 0.0, time.monotonic()
    for _ in range(times):
        raw = mutating.changed(seeds, chance)
        at = time.monotonic()
        fault = _fault(target, raw)
        took = time.monotonic() - at
        slowest = max(slowest, took)
        if fault or took > LONGEST:
            escaped += 1
            keep(name, raw, fault or f"{took:.1f} s")
    spent = time.monotonic() - began
    print(
        f"{name:9} {times:8,} executions {escaped:3} escapes {spent:7.1f} s, "
        f"slowest {slowest:.2f} s"
    )
    sys.stdout.flush()
    return escaped


def _fault(target: targets.Target, raw: bytes) -> str:
    try:
        target.judge(raw)
    except Exception:
        return traceback.format_exc()
    return ""


def kept(name: str) -> list[bytes]:
    """Return what broke a target's promise once."""
    return [path.read_bytes() for path in sorted((HERE / "corpus" / name).glob("*.bin"))]


def keep(name: str, raw: bytes, fault: str) -> None:
    """Keep such bytes under their digest, and say what happened."""
    path = HERE / "corpus" / name / f"{hashlib.sha256(raw).hexdigest()[:16]}.bin"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    print(f"{path}\n{fault}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
