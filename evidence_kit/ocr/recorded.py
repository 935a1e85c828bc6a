"""Saved pages and readings, replayed: for re-runs, tests and samples."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, TypeAlias

from evidence_kit.errors import OcrError
from evidence_kit.model.ink import Line, OcrPage, Reading, Region, RegionKind
from evidence_kit.model.values import Algorithm, Box, Colour, Digest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from evidence_kit.model.ink import Wanted

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"
FORMAT = 1


class Recorded:
    """Replays what `save` kept in a folder; engine and second reader in one."""

    name = "recorded"

    def __init__(self, folder: Path) -> None:
        """Promise nothing yet: each page is looked for when it is asked for."""
        self.folder = folder
        self.version = f"format {FORMAT}"

    def page(self, image: Path, source: Digest) -> OcrPage:
        """Return the page saved for these bytes; raise OcrError (not_recorded) if there is none."""
        return load(self.folder, source, image.name)[0]

    def reread(self, image: Path, wanted: Sequence[Wanted]) -> tuple[Reading, ...]:
        """Return the reading saved for each box, text "" where that box was not read then."""
        source = Digest(Algorithm.SHA256, hashlib.sha256(image.read_bytes()).hexdigest())
        saved = load(self.folder, source, image.name)[1]
        by_box = {reading.box: reading for reading in saved}
        return tuple(by_box.get(w.box, Reading(self.name, "", 0.0, w.box)) for w in wanted)

    def reread_all(
        self, asked: Sequence[tuple[Path, Sequence[Wanted]]]
    ) -> list[tuple[Reading, ...] | OcrError]:
        """Return what `reread` returns or raises for each picture."""
        return [self._answer(image, wanted) for image, wanted in asked]

    def _answer(self, image: Path, wanted: Sequence[Wanted]) -> tuple[Reading, ...] | OcrError:
        try:
            return self.reread(image, wanted)
        except OcrError as error:
            return error


def save(page: OcrPage, readings: Sequence[Reading], folder: Path) -> Path:
    """Write page and readings as <sha256>.json into `folder` and return the file's path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{page.source.hex}.json"
    path.write_text(encode(page, readings), encoding="utf-8", newline="\n")
    return path


def load(folder: Path, source: Digest, name: str) -> tuple[OcrPage, tuple[Reading, ...]]:
    """Return what was saved for the file with this digest.

    Raises OcrError: not_recorded where nothing was, recording_damaged where it can't be read.
    """
    path = folder / f"{source.hex}.json"
    try:
        return decode(path.read_text(encoding="utf-8"))
    except FileNotFoundError as e:
        raise OcrError("not_recorded", file=name, folder=str(folder)) from e
    except (OSError, ValueError, KeyError, TypeError) as e:
        raise OcrError("recording_damaged", file=str(path)) from e


def encode(page: OcrPage, readings: Sequence[Reading]) -> str:
    """Return JSON with one line of text for each line, region and reading."""
    source = [page.source.algorithm.value, page.source.hex]
    rows = [
        f'"format":{FORMAT}',
        f'"source":{_dump(source)}',
        f'"size":{_dump([page.width, page.height])}',
        f'"background":{_dump(page.background)}',
        f'"engine":{_dump(page.engine)}',
        f'"version":{_dump(page.version)}',
        f'"lines":{_list([_line(line) for line in page.lines])}',
        f'"regions":{_list([_region(region) for region in page.regions])}',
        f'"readings":{_list([[r.engine, r.text, r.confidence, r.box] for r in readings])}',
    ]
    return "{" + ",\n".join(rows) + "}\n"


def decode(text: str) -> tuple[OcrPage, tuple[Reading, ...]]:
    """Undo `encode` exactly; raise ValueError, KeyError or TypeError for anything else."""
    try:
        saved = json.loads(text, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if saved["format"] != FORMAT:
        raise ValueError("another format")
    algorithm, digest = saved["source"]
    width, height = saved["size"]
    page = OcrPage(
        source=Digest(Algorithm(algorithm), _text(digest)),
        width=_whole(width),
        height=_whole(height),
        background=Colour(*map(_whole, saved["background"])),
        lines=tuple(
            Line(
                _text(words),
                box_of(box),
                _share(sure),
                Colour(*map(_whole, paper)),
                Colour(*map(_whole, ink)),
                _text(signature),
            )
            for words, box, sure, paper, ink, signature in saved["lines"]
        ),
        regions=tuple(
            Region(RegionKind(kind), box_of(box), Colour(*map(_whole, colour)), _text(fingerprint))
            for kind, box, colour, fingerprint in saved["regions"]
        ),
        engine=_text(saved["engine"]),
        version=_text(saved["version"]),
    )
    readings = tuple(
        Reading(_text(engine), _text(words), _share(sure), box_of(box))
        for engine, words, sure, box in saved["readings"]
    )
    return page, readings


def box_of(value: Sequence[object]) -> Box:
    """Return the box of four whole numbers; raise TypeError for anything else."""
    return Box(*map(_whole, value))


def _text(value: object) -> str:
    if type(value) is not str:
        raise TypeError("not a text")
    return value


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError("not a whole number")
    return value


def _share(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise TypeError("not a share of one")
    return float(value)


def _refuse(constant: str) -> float:
    """Refuse NaN and the infinities, which are no JSON."""
    raise ValueError(constant)


def _line(line: Line) -> Json:
    return [line.text, line.box, line.confidence, line.paper, line.ink, line.signature]


def _region(region: Region) -> Json:
    return [region.kind.value, region.box, region.colour, region.fingerprint]


def _list(items: Sequence[Json]) -> str:
    return "[" + ",".join("\n" + _dump(item) for item in items) + "\n]"


def _dump(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
