"""A tesseract that says what the test tells it to, row by row of each picture it is given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from evidence_kit.model.values import Box
from evidence_kit.ocr.tesseract import Word

Said = Callable[[int, Box], Sequence[Word]]


def rows_of_ink(picture: Any) -> list[Box]:
    """Return a box around each run of rows that has ink, top to bottom."""
    inked = (picture < 128).any(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], inked.astype(np.int8), [0]])))
    boxes = []
    for top, bottom in edges.reshape(-1, 2).tolist():
        columns = np.flatnonzero((picture[top:bottom] < 128).any(axis=0))
        boxes.append(Box(int(columns[0]), top, int(columns[-1]) + 1, bottom))
    return boxes


class FakeProgram:
    """Reads each row of ink with `say(row, box)`.

    `calls` keeps language and options, `given` how many pictures a call was given.
    """

    def __init__(self, say: Said) -> None:
        self.say = say
        self.calls: list[tuple[str, str]] = []
        self.given: list[int] = []

    def words(
        self, pictures: Sequence[Any], language: str, options: str
    ) -> list[list[Sequence[Word]]]:
        self.calls.append((language, options))
        self.given.append(len(pictures))
        return [
            [self.say(row, box) for row, box in enumerate(rows_of_ink(picture))]
            for picture in pictures
        ]
