"""What a colour is called, whatever the phone, the theme and the compression made of it."""

from __future__ import annotations

from enum import Enum, auto

from evidence_kit.model import Colour

# Papers closer than this are one paper (levels of 255).
SAME_PAPER = 6


class Tint(Enum):
    """A class of colours that means something on a screen."""

    GREEN = auto()  # own bubble
    ORANGE = auto()  # a card that waits
    PALE = auto()  # a card that is done
    RED = auto()
    PLAIN = auto()  # white, grey, black


def tint(colour: Colour) -> Tint:
    """Return the class of a colour: by hue, as screens drift in value."""
    hue, saturation, value = _hsv(colour)
    if 78 <= hue <= 115 and saturation > 0.28 and value > 0.8:
        return Tint.GREEN
    # Buttons (#07C160) have the hue of dark mode's bubbles, but are purer.
    if 135 <= hue <= 162 and 0.5 < saturation < 0.85 and 0.55 < value < 0.8:
        return Tint.GREEN
    if 18 <= hue <= 48:
        if saturation > 0.5 and value > 0.6:
            return Tint.ORANGE
        # A done card is pale in light mode and brown in dark mode.
        if (value > 0.85 and saturation > 0.1) or (value > 0.25 and saturation > 0.35):
            return Tint.PALE
    red = (hue < 18 or hue > 342) and saturation > 0.5 and value > 0.55
    return Tint.RED if red else Tint.PLAIN


def _hsv(colour: Colour) -> tuple[float, float, float]:
    """Hue in degrees, saturation and value from 0 to 1, of levels that may be out of range."""
    red, green, blue = (min(255, max(0, level)) for level in colour)
    high, low = max(red, green, blue), min(red, green, blue)
    if high == low:
        return 0.0, 0.0, high / 255
    turn = {red: (green - blue, 0), green: (blue - red, 2), blue: (red - green, 4)}[high]
    hue = (turn[0] / (high - low) + turn[1]) * 60 % 360
    return hue, (high - low) / high, high / 255


def level(colour: Colour) -> float:
    """Return a colour's brightness, 0 to 255."""
    return 0.299 * colour.red + 0.587 * colour.green + 0.114 * colour.blue


def grey(colour: Colour) -> bool:
    """Say whether a colour has no hue to speak of: white, grey, black."""
    return max(colour) - min(colour) <= 1.5 * SAME_PAPER


def alike(one: Colour, other: Colour) -> bool:
    """Say whether two papers are one, give or take a recompression."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) <= SAME_PAPER
