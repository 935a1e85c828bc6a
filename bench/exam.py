"""The pictures that are read as an exam, with the truth about each."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

BENCH = Path(__file__).resolve().parent
SAMPLES = BENCH.parent / "samples"
# Seeds that no test uses: a reader must not have been fitted to what it is measured on.
DRAWN_SEED = 4_507_381
SECOND_SEED = 71_993
# Below this a JPEG counts as degraded text, for the figure at that quality.
COARSE = 65
# What other people's truth calls things.
_KINDS = {"transfer_detail": "transfer"}


@dataclass(frozen=True, slots=True)
class Question:
    """One picture, what is on it, and how it was made."""

    name: str
    picture: Path
    truth: Mapping[str, Any]

    @property
    def variant(self) -> Mapping[str, Any]:
        """Theme, phone, format, quality, width and whether it is clean, where it is known."""
        variant = self.truth.get("variant")
        return variant if isinstance(variant, Mapping) else {}

    @property
    def clean(self) -> bool:
        """Say whether the picture is as the phone took it."""
        lossy = self.picture.suffix.lower() in {".jpg", ".jpeg", ".webp"}
        return bool(self.variant.get("clean", not lossy))

    @property
    def quality(self) -> str:
        """Return which figure for text the picture counts in: clean, coarse or other."""
        if self.clean:
            return "clean"
        return "coarse" if (self.variant.get("quality") or 100) <= COARSE else "other"


def samples() -> list[Question]:
    """Return every picture of every sample."""
    return [one for truth in sorted(SAMPLES.glob("*/truth.json")) for one in _told(truth)]


def drawn(folder: Path, seed: int, count: int) -> list[Question]:
    """Draw `count` screens with the generator of the samples, unless the folder holds them."""
    if not (folder / "truth.json").is_file():
        folder.mkdir(parents=True, exist_ok=True)
        importlib.import_module("drawn").draw(folder, seed, count)
    return list(_told(folder / "truth.json"))


def second(folder: Path, seed: int, count: int) -> list[Question]:
    """Have the second generator, which knows nothing of the first, draw `count` screens."""
    if not (folder / "truth.json").is_file():
        folder.mkdir(parents=True, exist_ok=True)
        how = ("--seed", str(seed), "--count", str(count))
        subprocess.run([sys.executable, BENCH / "second", folder, *how], check=True)
    return list(_told(folder / "truth.json"))


def real(folder: Path) -> list[Question]:
    """Return the pictures of a folder with a truth.jsonl: chats, and what kind the others are."""
    rows = (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    return list(_real(folder, map(json.loads, rows)))


def spread(among: Sequence[T], count: int) -> list[T]:
    """Return `count` of them, evenly spread; all where there are no more."""
    if count >= len(among):
        return list(among)
    return [among[i * len(among) // count] for i in range(count)]


def _told(truth: Path) -> Iterator[Question]:
    for name, said in json.loads(truth.read_text(encoding="utf-8"))["files"].items():
        places = (truth.parent / name, truth.parent / "screenshots" / name)
        yield Question(name, next(place for place in places if place.is_file()), said)


def _real(folder: Path, rows: Iterable[Mapping[str, Any]]) -> Iterator[Question]:
    for row in rows:
        kind = _KINDS.get(row["kind"], row["kind"])
        if kind in {"chat", "transfer", "red_packet"}:
            truth: dict[str, Any] = {"kind": kind, "variant": {"clean": False}}
            messages = row["truth"].get("messages", ())
            yield Question(
                row["file"],
                folder / row["file"],
                {**truth, "messages": [_said(message) for message in messages]},
            )


def _said(message: Mapping[str, Any]) -> dict[str, Any]:
    """Return a message in the words of our truth; what a sticker is told as is left open."""
    told = {k: v for k, v in message.items() if k in {"side", "text", "sender"}}
    kind = message.get("type", "text")
    return {**told, "cut": bool(message.get("cut"))} | ({} if kind == "sticker" else {"kind": kind})
