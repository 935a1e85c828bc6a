"""The golden stories drawn, read by real engines and bundled: from pixels to facts.json."""

from __future__ import annotations

import json
import os
import shutil
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

from evidence_kit.ocr import cached
from evidence_kit.pipeline import bundling, claiming, reading, self_check
from evidence_kit.pipeline.claiming import Claimed
from evidence_kit.pipeline.self_check import Checked
from evidence_kit.render.contract import Story

HERE = Path(__file__).parent
READINGS = HERE / "readings"
# Stories that the engines read anew whenever the tests run, between them every kind of page; of
# the others `make golden` keeps what the engines read, as the cache of any user would.
READ_ANEW = ("group-chat", "old-and-new-ui", "red-packets", "returned-transfers")
NAMES = tuple(sorted(path.parent.name for path in HERE.glob("*/truth.toml")))
Json = dict[str, Any]


@dataclass(frozen=True)
class Run:
    """One story, bundled: what facts.json says of it, and the folders."""

    name: str
    told: Json
    bundle: Path
    work: Path


class Runs:
    """Every story's pictures, each read once by the engines with two processes.

    The readings are kept below `home` alone, so that each story's own run, which begins with its
    folder of pictures like anybody's, need not read them again. A picture whose reading is in
    READINGS is not read but for READ_ANEW; one drawn or read otherwise than then is. `anew` has
    every picture read.
    """

    def __init__(self, home: Path, names: Iterable[str] = NAMES, *, anew: bool = False) -> None:
        self.home = home
        self.readings = home / "readings" / cached.ROOM
        for name in names:
            draw(name, home / name)
        told = {truth(name).get("story", name): name for name in names}
        for name in told.values():
            shutil.copytree(home / name / "screenshots", home / "all" / name)
        if not anew:
            self._take_kept(told.values())
        with _kept(home / "readings"):
            reading.read(home / "all", reading.Options(jobs=2))
        self.of = cache(self._of)

    def _take_kept(self, names: Iterable[str]) -> None:
        self.readings.mkdir(parents=True, mode=0o700)
        for name in set(names) - set(READ_ANEW):
            for picture in (self.home / name / "screenshots").rglob("*"):
                digest = sha256(picture.read_bytes()).hexdigest() if picture.is_file() else "none"
                for kept in READINGS.glob(f"{digest}-*.json"):
                    shutil.copy(kept, self.readings / kept.name)

    def read(self, name: str) -> Story:
        """Return what a story's folder is read as, with its case.toml and without a bundle."""
        with _kept(self.home / "readings"):
            return reading.read(self.home / name / "screenshots", _options(name))

    def checked(self, name: str) -> Checked:
        """Check a story's folder as `check` does, from the readings that are kept."""
        with _kept(self.home / "readings"):
            return self_check.run(self.home / name / "screenshots", _options(name))

    def claimed(self, name: str, on: date) -> Claimed:
        """Reckon a story's claim as `claim` does, from the readings that are kept."""
        with _kept(self.home / "readings"):
            asked = claiming.Question(on=on)
            return claiming.run(self.home / name / "screenshots", _options(name), asked)

    def _of(self, name: str) -> Run:
        folder = self.home / name / "screenshots"
        with _kept(self.home / "readings"):
            made = bundling.bundle(folder, out=None, options=_options(name), force=False)
        told = json.loads((made.work / "facts.json").read_text(encoding="utf-8"))
        return Run(name, told, made.bundle, made.work)


def _options(name: str) -> reading.Options:
    return reading.Options(jobs=1, party=truth(name).get("party"))


@contextmanager
def _kept(folder: Path) -> Iterator[None]:
    before = os.environ.get(cached.SETTING, "")
    os.environ[cached.SETTING] = str(folder)
    try:
        yield
    finally:
        os.environ[cached.SETTING] = before


def draw(name: str, home: Path) -> None:
    """Draw a story's screenshots, with its case.toml where a person would have put it.

    A folder without a story of its own tells that of another (`story` in truth.toml), for
    another party (`party`), with another case.toml, or with a platform's files (`records/`).
    """
    story(truth(name).get("story", name)).write(home / "screenshots")
    for path in sorted((HERE / name / "records").glob("*")):
        shutil.copy(path, home / "screenshots" / path.name)
    brief = HERE / name / "case.toml"
    if brief.exists():
        (home / "screenshots-work").mkdir()
        shutil.copy(brief, home / "screenshots-work" / "case.toml")


def story(name: str) -> Any:
    """Return the story that a folder tells."""
    return import_module(f"golden.{name}.story").STORY


def truth(name: str) -> Json:
    """Return what was written by hand of a story."""
    return tomllib.loads((HERE / name / "truth.toml").read_text(encoding="utf-8"))


# ── facts.json without what no reader compares ─────────────────────────────────────────


def outcome(told: Json) -> Json:
    """Return facts, conversations and doubts without boxes, digests, confidences and blanks."""
    kinds = {doubt["id"]: doubt["kind"] for doubt in told["doubts"]}
    return {
        "conversations": [_conversation(one) for one in told["conversations"]],
        "facts": _plain(told["facts"], kinds),
        "doubts": [_doubt(one) for one in told["doubts"]],
    }


def outcome_text(told: Json) -> str:
    """Return the text of an expected.json."""
    return json.dumps(outcome(told), ensure_ascii=False, indent=1) + "\n"


def expected_path(name: str) -> Path:
    return HERE / name / "expected.json"


def _conversation(told: Json) -> Json:
    """Return a chat with a line for each join, and the first message's time of each moment."""
    since = {one["at"]["earliest"]: one["at"] for one in reversed(told["messages"])}
    rest = {key: told[key] for key in told if key not in ("messages", "joins")}
    return {
        **_plain(rest, {}),
        "joins": [_join(one) for one in told["joins"]],
        "messages": len(told["messages"]),
        "times": [moment(at) for at in reversed(since.values())],
    }


def _join(told: Json) -> str:
    return f"{told['left']} → {told['right']}: {told['kind']}, {len(told['overlap'])} in common"


def _doubt(told: Json) -> Json:
    return {key: told[key] for key in told if key not in ("id", "box", "readings")}


def _plain(told: Any, kinds: dict[str, str]) -> Any:
    if isinstance(told, list):
        return [_plain(one, kinds) for one in told]
    if not isinstance(told, dict):
        return told
    if {"earliest", "latest", "basis"} == set(told):
        return moment(told)
    if {"file", "box"} == set(told):
        return told["file"]
    if told.get("doubts"):
        told = {**told, "doubts": sorted(kinds[one] for one in told["doubts"])}
    found = {key: _plain(value, kinds) for key, value in told.items()}
    return {key: value for key, value in found.items() if value not in (None, [])}


def moment(at: Json | None) -> str | None:
    """Return a time as one text: exact, from … to …, or on which basis it is unknown."""
    if at is None:
        return None
    ends = dict.fromkeys(at[end] or "…" for end in ("earliest", "latest"))
    return f"{' – '.join(ends)} ({at['basis']})"
