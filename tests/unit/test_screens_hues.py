"""Colours by what they mean, over phones, themes and recompression."""

from __future__ import annotations

import pytest

from evidence_kit.model import Colour
from evidence_kit.screens.hues import Tint, tint


@pytest.mark.parametrize(
    ("colours", "meant"),
    [
        ("95EC69 95EC6A 96EC69 97EC6A AAEA7A AEE56D BDEA71 B3EFA5", Tint.GREEN),
        ("3EAC74 42B16C 3EB575", Tint.GREEN),
        ("EEA050 F79C46 FA9D3B F89C46 AF6F29 B07028", Tint.ORANGE),
        ("F9E2C7 F8D1A3 FDE1C3 6B4A26", Tint.PALE),
        ("FA5151 D85940 E36755", Tint.RED),
        ("FFFFFF EDEDED F7F7F7 111111 2C2C2C 000000 576B95 3E3A34 10AEFF", Tint.PLAIN),
    ],
)
def test_what_a_colour_means(colours: str, meant: Tint) -> None:
    for text in colours.split():
        value = int(text, 16)
        assert tint(Colour(value >> 16, value >> 8 & 255, value & 255)) is meant, text
