"""How exactly the samples are read: `python bench/accuracy.py [--real FOLDER] [--ocr NAME]`.

For every file of every sample, and for a folder of real pictures with a truth.jsonl where one
is given: kinds, sides, amounts, states, serials, times and message texts that equal the truth;
doubts per screen; silent errors (a wrong amount, side, state or serial with no doubt on its page).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from evidence_kit import ocr, screens
from evidence_kit.model import Algorithm, Chat, Digest, Screen
from evidence_kit.render.seen import screen_json

_WORDS = ("counterparty", "memo", "region", "nickname", "remark")
SAMPLES = Path(__file__).parent.parent / "samples"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--real", type=Path)
    arguments.add_argument("--ocr", default="auto")
    asked = arguments.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}", end="")
    print("".join(f", {n} {version(n)}" for n in ("rapidocr", "onnxruntime", "pytesseract")))
    _report("samples", _samples(), asked.ocr)
    if asked.real:
        _report("real", _real(asked.real), asked.ocr)


def _samples() -> Iterator[tuple[Path, dict]]:
    for truth in sorted(SAMPLES.glob("*/truth.json")):
        for name, said in json.loads(truth.read_text(encoding="utf-8"))["files"].items():
            yield truth.parent / "screenshots" / name, said


def _real(folder: Path) -> Iterator[tuple[Path, dict]]:
    for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        said = json.loads(line)
        if said["kind"] == "chat":
            messages = [{"kind": m.get("type", "text"), **m} for m in said["truth"]["messages"]]
            yield folder / said["file"], {"kind": "chat", "messages": messages}


def _report(title: str, pages: Iterator[tuple[Path, dict]], engine: str) -> None:
    first, second = ocr.engine(engine), ocr.second_reader(engine)
    score: Counter[str] = Counter()
    began = time.perf_counter()
    for picture, truth in pages:
        digest = Digest(Algorithm.SHA256, hashlib.sha256(picture.read_bytes()).hexdigest())
        page = first.page(picture, digest)
        wanted = screens.wanted(page)
        readings = second.reread(picture, wanted) if second and wanted else ()
        _judge(picture.name, screens.read(page, readings), truth, score)
    seconds = time.perf_counter() - began
    print(f"\n{title}: {score['screens']} screens in {seconds:.1f} s", end="")
    print(
        f" ({seconds / max(1, score['screens']):.2f} s a screen, one process, cold start included)"
    )
    for what in ("kind", "side", "text", "amount", "status", "serial", "time", "wechat_id"):
        if score[f"{what} all"]:
            print(f"  {what:10} {score[f'{what} right']} of {score[f'{what} all']}")
    print(f"  doubts     {score['doubts']}")
    print(f"  silent     {score['silent']}")


def _judge(name: str, screen: Screen, truth: dict, score: Counter[str]) -> None:
    told = screen_json(screen, name)
    score["screens"] += 1
    score["doubts"] += len(screen.doubts)
    wrong = [_one(score, "kind", told["kind"], truth["kind"], name)]
    if isinstance(screen, Chat):
        wrong += _messages(name, told["messages"], truth["messages"], score)
    for part in ("payment", "profile"):
        for key in truth.get(part) or {}:
            said, true = (told[part] or {}).get(key), truth[part][key]
            if key in _WORDS:
                said, true = _plain(said), _plain(true)
            what = "time" if key.endswith("time") else key
            wrong.append(_one(score, what, said, true, name))
    if any(wrong) and not screen.doubts:
        score["silent"] += 1


def _messages(name: str, told: list, true: list, score: Counter[str]) -> list[bool]:
    """Compare in order; a missing or extra message is critical. What a bar cuts is left out."""
    if any(message.get("cut") for message in true):
        told, true = ([m for m in side if not m.get("cut")] for side in (told, true))
    wrong = [len(told) != len(true)]
    if wrong[0]:
        print(f"    {name}: {len(told)} messages, truth has {len(true)}")
    for index, message in enumerate(true):
        said = told[index] if index < len(told) else {}
        wrong.append(_one(score, "side", said.get("side"), message["side"], name))
        _one(score, "text", _plain(said.get("text")), _plain(message.get("text")), name)
        wrong += [
            _one(score, key, said.get(key), message[key], name)
            for key in ("amount", "status")
            if message.get(key) is not None
        ]
    return wrong


def _plain(text: str | None) -> str:
    """Leave out what the app or an engine spaces by itself, and full against half width."""
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def _one(score: Counter[str], what: str, said: object, true: object, name: str) -> bool:
    score[f"{what} all"] += 1
    right = said == true
    score[f"{what} right"] += right
    if not right:
        print(f"    {name}: {what}: {said!r}, truth {true!r}")
    return not right and what != "text"


if __name__ == "__main__":
    sys.exit(main())
