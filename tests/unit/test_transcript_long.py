"""Long chats are joined in time that grows with their pages, not with the cube of them."""

from __future__ import annotations

from stories import chat, source

from evidence_kit.transcript import chats
from evidence_kit.transcript.order import Page
from evidence_kit.transcript.overlap import Overlap

MET = Overlap((), 9, contained=False)
LONG = 4000


def _page(place: int) -> Page:
    return Page(place, *chat(source(f"{place}.png"), ()), None)


def _places(pages: list[Page], *pairs: tuple[int, int]) -> list[list[int]]:
    met = dict.fromkeys(pairs, MET)
    return [[page.place for page in part] for part in chats._clusters(pages, met)]


# Once every page was compared with every other, again for each step along the chain: minutes.
def test_a_chain_of_thousands_without_a_title_hangs_together() -> None:
    pages = [_page(place) for place in range(LONG)]
    assert _places(pages, *((n + 1, n) for n in range(LONG - 1))) == [[*range(LONG)]]


def test_the_nearest_pages_come_first_and_the_others_part() -> None:
    pages = [_page(place) for place in (3, 0, 5, 1, 4, 2)]
    assert _places(pages, (2, 3), (1, 2), (3, 1), (4, 9)) == [[3, 1, 2], [0], [5], [4]]
    assert _places(pages, (2, 3), (1, 2), (0, 1)) == [[3, 2, 1, 0], [5], [4]]
    assert _places([]) == []
