"""Readers that replay recordings, write down what they are asked, and fail when they are told."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evidence_kit.errors import OcrError
from evidence_kit.model import Digest, OcrPage, Reading, Unread, Wanted
from evidence_kit.ocr.recorded import Recorded
from evidence_kit.pipeline.looking import Batch, Seen

RECORDED = Path(__file__).parents[1] / "recorded"


@dataclass(frozen=True)
class FakeReaders:
    """Engine and second reader in one; it can be sent to another process.

    `log` grows by a line for each page and each box. A picture whose name is in `deadly` kills
    its process, one in `mute` has no page, one in `half` has no second readings.
    """

    log: Path
    deadly: frozenset[str] = frozenset()
    mute: frozenset[str] = frozenset()
    half: frozenset[str] = frozenset()

    name = "fake"
    version = "1"

    def engine(self) -> FakeReaders:
        return self

    def second(self) -> FakeReaders:
        return self

    def said(self, word: str = "") -> list[str]:
        """Return what was asked so far, or only the pages or boxes of it."""
        lines = self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []
        return [line for line in lines if line.startswith(word)]

    def page(self, image: Path, source: Digest) -> OcrPage:
        self._note(f"page {image.name}")
        if image.name in self.deadly:
            os._exit(11)
        if image.name in self.mute:
            raise OcrError("engine_failed", engine=self.name)
        return Recorded(RECORDED).page(image, source)

    def reread(self, image: Path, wanted: Sequence[Wanted]) -> tuple[Reading, ...]:
        for one in wanted:
            self._note(f"box {image.name} {one.kind} {tuple(one.box)}")
        if image.name in self.half:
            raise OcrError("engine_failed", engine=self.name)
        return Recorded(RECORDED).reread(image, wanted)

    def pages(self, asked: Sequence[tuple[Path, Digest]]) -> list[OcrPage | OcrError]:
        return [_or_error(self.page, *one) for one in asked]

    def reread_all(
        self, asked: Sequence[tuple[Path, Sequence[Wanted]]]
    ) -> list[tuple[Reading, ...] | OcrError]:
        return [_or_error(self.reread, *one) for one in asked]

    def _note(self, line: str) -> None:
        with self.log.open("a", encoding="utf-8") as file:
            file.write(line + "\n")


def _or_error(call, *arguments):
    try:
        return call(*arguments)
    except OcrError as error:
        return error


def no_text(batch: Batch) -> tuple[Seen, ...]:
    """Read nothing on any page; one that is called "deadly" kills the process."""
    if any(path.name == "deadly" for path, _ in batch.pictures):
        os._exit(11)
    return tuple(Seen(Unread(source, "no_text")) for _, source in batch.pictures)


def staging(batch: Batch) -> tuple[Seen, ...]:
    """Write a temporary file for each picture, and read on for longer than anybody waits."""
    with tempfile.TemporaryDirectory(prefix="evidence-kit-") as folder:
        for path, _ in batch.pictures:
            (Path(folder) / f"{path.name}-staged").write_text("a screenshot", encoding="utf-8")
        time.sleep(100)
    return no_text(batch)


def abort(place: str) -> None:
    """Begin a worker that can't live."""
    os.abort()
