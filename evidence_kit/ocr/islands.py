"""Where a mask's separate patches are, without looking at the emptiness between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from evidence_kit.model.values import Box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray


class Island(NamedTuple):
    """A connected patch: its bounds and how many pixels it has, of a mask's own."""

    box: Box
    area: int


def find(mask: NDArray[np.uint8], *, corners: bool = False) -> Iterator[Island]:
    """Yield the patches of a mask, connected by their sides, or by `corners` too.

    Empty rows part a page into bands that no patch crosses. Each is looked at as narrow as it
    is: most of a chat is empty, and counting patches costs as much where there are none.
    """
    for x0, y0, part in _bands(mask):
        count, _, stats, _ = cv2.connectedComponentsWithStats(
            part, connectivity=8 if corners else 4
        )
        for x, y, w, h, area in stats[1:count].tolist():
            yield Island(Box(x0 + x, y0 + y, x0 + x + w, y0 + y + h), area)


def seeded(mask: NDArray[np.uint8], seeds: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Return a row x, y, width, height, area for each patch with a seed in it.

    Patches are connected by their sides or corners; `seeds` is as large as the mask.
    """
    found = [np.zeros((0, 5), np.int32)]
    for x0, y0, part in _bands(mask):
        count, places, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
        high, wide = part.shape
        kept = np.zeros(count, np.bool_)
        kept[places[seeds[y0 : y0 + high, x0 : x0 + wide]]] = True
        kept[0] = False
        found.append(stats[kept].astype(np.int32) + np.array([x0, y0, 0, 0, 0], np.int32))
    return np.concatenate(found)


def _bands(mask: NDArray[np.uint8]) -> Iterator[tuple[int, int, NDArray[np.uint8]]]:
    """Yield the left and top of each band of rows that have ink, and its pixels."""
    inked = mask.any(axis=1).astype(np.int8)
    edges = np.flatnonzero(np.diff(inked, prepend=0, append=0)).reshape(-1, 2)
    for top, bottom in edges.tolist():
        columns = np.flatnonzero(mask[top:bottom].any(axis=0))
        left, right = int(columns[0]), int(columns[-1]) + 1
        yield left, top, mask[top:bottom, left:right]
