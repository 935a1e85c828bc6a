"""Writes expected.json of each story: `python tests/golden/write.py [--force] [STORY…]`.

One that is there already and differs is shown, and replaced only with `--force`. Every picture is
read anew, and what the engines read of all stories is kept in readings/ for the tests.
"""

from __future__ import annotations

import argparse
import difflib
import shutil
import sys
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "samples")]
runs = import_module("golden.runs")
judging = import_module("golden.judging")


def main() -> None:
    """Read the stories named, or all; exit with 1 where one differs and isn't replaced."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("story", nargs="*", help=", ".join(runs.NAMES))
    parser.add_argument("--force", action="store_true", help="replace what differs")
    said = parser.parse_args()
    names = said.story or runs.NAMES
    with TemporaryDirectory(prefix="golden-") as home:
        made = runs.Runs(Path(home), names, anew=True)
        kept = [write(name, made.of(name).told, force=said.force) for name in names]
        if all(kept) and not said.story:
            keep(made)
    sys.exit(not all(kept))


def write(name: str, told: runs.Json, *, force: bool) -> bool:
    """Write one story's expected.json; False where it differs and stays as it is."""
    for complaint in judging.complaints(told, runs.truth(name)):
        print(f"{name}: {complaint}")
    path, new = runs.expected_path(name), runs.outcome_text(told)
    old = path.read_text(encoding="utf-8") if path.exists() else new
    lines = difflib.unified_diff(
        old.splitlines(), new.splitlines(), f"{name} expected", f"{name} read", lineterm="", n=2
    )
    for line in lines:
        print(line)
    if old != new and not force:
        print(f"{name}: expected.json differs and stays; FORCE=1 replaces it")
        return False
    path.write_text(new, encoding="utf-8", newline="\n")
    return True


def keep(made: runs.Runs) -> None:
    """Replace the readings by these, but for stories that the tests have read anew."""
    anew = {
        sha256(path.read_bytes()).hexdigest()
        for name in runs.READ_ANEW
        for path in (made.home / name / "screenshots").rglob("*")
        if path.is_file()
    }
    shutil.rmtree(runs.READINGS, ignore_errors=True)
    runs.READINGS.mkdir()
    for reading in sorted(made.readings.glob("*.json")):
        if reading.name.partition("-")[0] not in anew:
            shutil.copy(reading, runs.READINGS / reading.name)


if __name__ == "__main__":
    main()
