"""Draws the exam: screens of every kind with their truth, from a seed.

    python bench/drawn.py FOLDER [--seed N] [--count N]

The pictures go to FOLDER/screenshots, their truth to FOLDER/truth.json, in the keys of
`read --json`; samples/README.md says what each key holds.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "samples"))

from drawing.dice import deck

SEED, COUNT = 20261122, 336


def draw(folder: Path, seed: int, count: int) -> int:
    """Write as many screens and their truth; return how many messages and pages they hold."""
    shots = folder / "screenshots"
    shots.mkdir(parents=True, exist_ok=True)
    files = {}
    for one in deck.drawn(seed, count):
        _save(one, shots / one.name)
        files[one.name] = one.truth()
    text = json.dumps({"seed": seed, "files": files}, ensure_ascii=False, indent=1) + "\n"
    (folder / "truth.json").write_text(text, encoding="utf-8", newline="\n")
    return len(files)


def _save(one: deck.Drawn, path: Path) -> None:
    """Write a picture as a phone would; a PNG fast rather than small."""
    if one.variant.quality is None:
        one.picture().save(path, "PNG", compress_level=1)
    else:
        one.picture().save(path, "JPEG", quality=one.variant.quality)


def main() -> None:
    """Draw into the folder named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--count", type=int, default=COUNT)
    asked = parser.parse_args()
    began = time.perf_counter()
    files = draw(asked.folder, asked.seed, asked.count)
    print(f"{files} screens in {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
