"""Patches are found the same with and without the emptiness between them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, strategies as st
from hypothesis.extra import numpy as arrays

from evidence_kit.model.values import Box
from evidence_kit.ocr import islands

MASKS = arrays.arrays(
    np.uint8,
    arrays.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=14),
    elements=st.sampled_from([0, 0, 1]),
)


@pytest.mark.parametrize(("corners", "connectivity"), [(False, 4), (True, 8)])
@given(mask=MASKS)
def test_the_whole_page_gives_the_same_patches(
    mask: np.ndarray, corners: bool, connectivity: int
) -> None:
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=connectivity)
    whole = [(x, y, x + w, y + h, area) for x, y, w, h, area in stats[1:count].tolist()]
    found = [(*island.box, island.area) for island in islands.find(mask, corners=corners)]
    assert sorted(found) == sorted(whole)


@given(mask=MASKS, data=st.data())
def test_of_seeded_patches_those_without_a_seed_are_left_out(
    mask: np.ndarray, data: st.DataObject
) -> None:
    seeds = data.draw(arrays.arrays(np.bool_, mask.shape))
    count, places, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    wanted = [stats[i].tolist() for i in range(1, count) if seeds[places == i].any()]
    assert sorted(islands.seeded(mask, seeds).tolist()) == sorted(wanted)


def test_a_patch_touching_two_sides_is_one() -> None:
    mask = np.zeros((5, 6), np.uint8)
    mask[0, :], mask[:, 5] = 1, 1
    assert list(islands.find(mask)) == [islands.Island(Box(0, 0, 6, 5), 10)]


def test_an_empty_mask_has_none() -> None:
    assert not list(islands.find(np.zeros((4, 4), np.uint8)))
