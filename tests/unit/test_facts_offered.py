"""A question offers only answers that are taken: each is written in, and settles its doubt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from ledgers import ASKED, LOAN_DAY, gather, page
from stories import bill, card, chat, doubted, left, right, source, taken, time

from evidence_kit import facts
from evidence_kit.facts import forms, offered
from evidence_kit.model import (
    Brief,
    Direction,
    Doubt,
    DoubtKind,
    LoanFacts,
    Screen,
    Side,
    Source,
    State,
)

Page = tuple[Source, Screen]
R, L = Side.RIGHT, Side.LEFT
LENT = page(LOAN_DAY, ASKED, *taken(R, "5000.00"))
CAME = page(time("2025年6月2日 14:05"), left("给你的"), *taken(L, "2000.00"), name="2.png")
WENT = page(LOAN_DAY, *taken(R, "777.00"))
FEW = page(LOAN_DAY, ASKED, *taken(R, "1314.00"))
STRANGER = page(LOAN_DAY, right("给"), *taken(R, "900.00"), name="9.png", title="小满")
GROUP = chat(source("9.png"), [LOAN_DAY, left("在"), taken(R, "900.00")[0]], "老友群(4)")
LONE = page(LOAN_DAY, ASKED, replace(card("left", "1000.00"), text="已收款"))
SHORT = doubted(LENT, 2, DoubtKind.READINGS_DISAGREE, "amount")
NO_WAY = bill(source("2.png"), "4000.00", None, who="老周")


def fitting(doubt: Doubt, found: LoanFacts) -> list[str]:
    few = [*offered.choices(doubt, found), *([forms.SEEN] if offered.seen(doubt, found) else [])]
    free = {forms.Form.AMOUNT: ["5000.00"], forms.Form.TIME: ["2025-03-02"]}
    return few + free.get(offered.form(doubt, found), [])


def asked(*shown: Page) -> Iterator[tuple[Doubt, str]]:
    found = gather(*shown)
    yield from ((doubt, value) for doubt in found.doubts for value in fitting(doubt, found))


@pytest.mark.parametrize(
    "shown",
    [
        (LENT, CAME),
        (WENT,),
        (FEW,),
        (LENT, STRANGER),
        (LENT, GROUP),
        (LONE,),
        (SHORT,),
        (LENT, NO_WAY),
    ],
)
def test_what_a_question_offers_is_taken(shown: tuple[Page, ...]) -> None:
    """Failure: 已核 and 借款 were offered of money that came in, and changed nothing."""
    told = list(asked(*shown))
    assert told
    for doubt, value in told:
        brief = Brief(answers=((doubt.id, value),))
        _, found = facts.understood(shown, brief)
        assert (doubt.kind, value, facts.untaken(shown, brief, found)) == (doubt.kind, value, ())
        assert doubt.id not in {one.id for one in found.doubts}, (doubt.kind, value)


def nature_of(shown: Page) -> tuple[LoanFacts, Doubt]:
    found = gather(LENT, shown)
    (doubt,) = (d for d in found.doubts if offered.form(d, found) is forms.Form.NATURE)
    return found, doubt


def test_money_that_came_in_is_for_something_and_is_no_loan_of_this_case() -> None:
    found, doubt = nature_of(CAME)
    assert offered.choices(doubt, found) == ("还款", "赠与", "代付或消费")
    assert not offered.seen(doubt, found)


def test_money_that_went_out_is_no_repayment() -> None:
    found, doubt = nature_of(second_page(WENT))
    assert offered.choices(doubt, found) == ("借款", "赠与", "代付或消费", "未明")
    assert offered.seen(doubt, found)


def second_page(shown: Page) -> Page:
    _, screen = shown
    again = source("2.png")
    return again, replace(screen, source=again.sha256)


def test_only_a_page_that_names_nobody_wants_a_name() -> None:
    found = gather(LENT, GROUP)
    (doubt,) = (d for d in found.doubts if d.kind is DoubtKind.PARTY_UNKNOWN)
    assert forms.form(doubt) is forms.Form.WORDS
    assert offered.form(doubt, found) is forms.Form.SEEN
    where, screen = bill(source("2.png"), "5000.00", Direction.OUT, at="2025-05-02 14:06:31")
    mark = next(p for p in gather((where, screen)).payments).places[0]
    unsure = Doubt(DoubtKind.PARTY_UNKNOWN, mark, (("field", "counterparty"),))
    nameless = replace(
        screen, slip=replace(screen.slip, counterparty=None), doubts=(*screen.doubts, unsure)
    )
    found = gather((where, nameless))
    assert offered.form(unsure, found) is forms.Form.WORDS
    assert State.ACCEPTED in {p.state for p in found.payments}
