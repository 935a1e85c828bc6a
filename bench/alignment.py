"""Which of the things told is which of the things that are there, in order."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

from evidence_kit.model import EMOJI

T = TypeVar("T")
U = TypeVar("U")

# Less alike than this is not the same thing misread, but one missing and one invented.
ALIKE = 0.4
# Emoji and what joins or colours them: no reader of text knows them.
_PICTURES = {"So", "Cs", "Co", "Cn", "Me"}
_JOINERS = {"\u200d", "\ufe0e", "\ufe0f", *map(chr, range(0x1F3FB, 0x1F400))}


def aligned(
    told: Sequence[T], true: Sequence[U], alike: Callable[[T, U], float]
) -> list[tuple[int | None, int | None]]:
    """Pair indices of `told` and `true` in order, so that what pairs is most alike in sum.

    Each index comes once, with None where nothing answers it; order is kept, so of two things
    told the wrong way round one is missing and one invented.
    """
    alikeness = [[alike(t, u) for u in true] for t in told]
    best = [[0.0] * (len(true) + 1) for _ in range(len(told) + 1)]
    for i, row in reversed(list(enumerate(alikeness))):
        for j, value in reversed(list(enumerate(row))):
            pair = best[i + 1][j + 1] + value if value >= ALIKE else -1.0
            best[i][j] = max(pair, best[i + 1][j], best[i][j + 1])
    return _walked(alikeness, best)


def _walked(
    alikeness: Sequence[Sequence[float]], best: Sequence[Sequence[float]]
) -> list[tuple[int | None, int | None]]:
    pairs: list[tuple[int | None, int | None]] = []
    i = j = 0
    while i < len(best) - 1 or j < len(best[0]) - 1:
        more = i < len(best) - 1, j < len(best[0]) - 1
        alike = alikeness[i][j] if all(more) else 0.0
        if alike >= ALIKE and best[i][j] == best[i + 1][j + 1] + alike:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif more[0] and (not more[1] or best[i][j] == best[i + 1][j]):
            pairs.append((i, None))
            i += 1
        else:
            pairs.append((None, j))
            j += 1
    return pairs


def same(said: object, true: object) -> bool:
    """Say whether words were read as they are; EMOJI is right wherever there is any emoji."""
    pictured = any(unicodedata.category(sign) in _PICTURES for sign in str(true or ""))
    told = str(said or "").replace(EMOJI, "") if pictured else said
    return plain(told) == plain(true)


def plain(text: object) -> str:
    """Return the words as they are compared: NFKC, without spaces and emoji."""
    bare = unicodedata.normalize("NFKC", "" if text is None else str(text))
    return "".join(
        sign
        for sign in bare
        if not sign.isspace()
        and sign not in _JOINERS
        and unicodedata.category(sign) not in _PICTURES
    )


def similarity(one: object, other: object) -> float:
    """Return how much of two texts' signs are the same, 0 to 1; two empty ones are the same."""
    first, second = Counter(plain(one)), Counter(plain(other))
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 1.0
