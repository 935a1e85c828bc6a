"""The readings of a page: the engine's own, and the second ones by the box they are of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from evidence_kit.model import Box, Digest, Line, OcrPage, Reading, Sourced, Where
from evidence_kit.screens.layout import around

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ballot:
    """The second readings of a page, by box."""

    page: OcrPage
    readings: Mapping[Box, tuple[Reading, ...]]

    @property
    def source(self) -> Digest:
        """The file that the page shows."""
        return self.page.source

    def where(self, box: Box) -> Where:
        """Return the place of a box on this page."""
        return Where(self.source, box)

    def first(self, line: Line) -> Reading:
        """Return the page engine's own reading of a line."""
        return Reading(self.page.engine, line.text, share(line.confidence), line.box)

    def sourced(self, value: T, lines: Sequence[Line]) -> Sourced[T]:
        """Return a value that nobody reads twice, with the lines it was read from."""
        return Sourced(
            value=value,
            quote="".join(line.text for line in lines),
            where=self.where(around([line.box for line in lines])),
            confidence=min(share(line.confidence) for line in lines),
            readings=tuple(self.first(line) for line in lines),
        )


def ballot(page: OcrPage, readings: Iterable[Reading]) -> Ballot:
    """Sort second readings by the box they are of; a box nobody asked for is never looked up."""
    by_box: dict[Box, tuple[Reading, ...]] = {}
    for reading in sorted(readings, key=lambda r: (r.engine, r.text, r.confidence, r.box)):
        by_box[reading.box] = (*by_box.get(reading.box, ()), reading)
    return Ballot(page, by_box)


def share(confidence: float) -> float:
    """Return a confidence within 0 to 1; what isn't a number is 0."""
    return min(1.0, max(0.0, confidence)) if confidence == confidence else 0.0
