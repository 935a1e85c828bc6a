"""Which doubts touch which facts: most of the ink in common is enough, neighbours are not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ledgers import ASKED, LOAN_DAY, gather, kinds, only, page
from stories import card

from evidence_kit.facts.doubts import touching
from evidence_kit.model import Box, Doubt, DoubtKind, Where

SHOWN = page(LOAN_DAY, ASKED, card("right", "5000.00"))
CARD = SHOWN[1].messages[2].box


def doubt(box: Box) -> Doubt:
    return Doubt(DoubtKind.READINGS_DISAGREE, Where(SHOWN[0].sha256, box), (("field", "amount"),))


@pytest.mark.parametrize(
    ("box", "touches"),
    [
        (CARD, True),
        (Box(CARD.x0 + 10, CARD.y0 + 5, CARD.x0 + 90, CARD.y0 + 15), True),
        (Box(CARD.x0 - 90, CARD.y0 - 90, CARD.x1 + 90, CARD.y1 + 90), True),
        # A pen's circle around the amount reaches above the card.
        (Box(CARD.x0 + 10, CARD.y0 - 13, CARD.x0 + 90, CARD.y0 + 40), True),
        (Box(CARD.x0, CARD.y0 - 60, CARD.x1, CARD.y0 + 5), False),
        (Box(CARD.x0, CARD.y1, CARD.x1, CARD.y1 + 50), False),
    ],
)
def test_a_doubt_touches_what_most_of_it_lies_on(box: Box, touches: bool) -> None:
    place = Where(SHOWN[0].sha256, CARD)
    assert bool(touching([place], [doubt(box)])) is touches


def test_a_circled_amount_keeps_its_doubt_in_the_ledger() -> None:
    ringed = Box(CARD.x0 + 10, CARD.y0 - 13, CARD.x0 + 90, CARD.y0 + 40)
    found = gather((SHOWN[0], replace(SHOWN[1], doubts=(doubt(ringed),))))
    assert kinds(only(found)) == [DoubtKind.READINGS_DISAGREE]
