"""Laws of the transcript, the ledger and the case, over invented chats of every shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings, strategies as st
from rolls import Roll, photographed
from stories import chat, source, unread

from evidence_kit import case, facts
from evidence_kit.model import (
    Brief,
    Chat,
    Digest,
    JoinKind,
    LoanFacts,
    Message,
    Screen,
    Source,
    Sourced,
    State,
    Where,
)

Pages = list[tuple[Source, Screen]]
Told = tuple[Roll, Pages]

fast = settings(max_examples=60, deadline=None)


def gather(pages: Pages) -> LoanFacts:
    return facts.gather(pages, Brief())


def sums(found: LoanFacts) -> tuple[int, int]:
    lent = sum(p.amount.value.fen for p in found.loans if p.counted)
    return lent, sum(p.amount.value.fen for p in found.repayments if p.counted)


def ledger(found: LoanFacts) -> list[object]:
    return [(p.amount.value, p.direction, p.state, p.at, p.nature) for p in found.payments]


@fast
@given(photographed())
def test_the_sums_are_those_of_the_story(told: Told) -> None:
    roll, pages = told
    found = gather(pages)
    lends = roll.lent > 0 or roll.repaid > 0
    assert sums(found) == ((roll.lent, roll.repaid) if lends else (0, 0))
    assert found.outstanding.fen == roll.lent - roll.repaid


@fast
@given(photographed())
def test_every_page_meets_the_next_and_every_message_stands_once(told: Told) -> None:
    roll, pages = told
    (talk,) = gather(pages).conversations
    assert talk.unbroken
    assert [u.message.text for u in talk.utterances] == [m.text for m in roll.messages]


@fast
@given(photographed(), st.randoms(use_true_random=False))
def test_the_order_of_reading_changes_no_fact(told: Told, dice: object) -> None:
    _, pages = told
    shuffled = list(pages)
    dice.shuffle(shuffled)
    assert gather(shuffled) == gather(pages)


@fast
@given(photographed(), st.data())
def test_the_names_of_files_change_no_payment_where_overlaps_fix_the_order(
    told: Told, data: st.DataObject
) -> None:
    _, pages = told
    names = data.draw(st.permutations([where.name for where, _ in pages]))
    renamed = [
        (replace(where, name=name), screen)
        for (where, screen), name in zip(pages, names, strict=True)
    ]
    assert ledger(gather(renamed)) == ledger(gather(pages))


@fast
@given(photographed(), st.data())
def test_a_duplicate_or_a_stranger_changes_no_sum(told: Told, data: st.DataObject) -> None:
    _, pages = told
    where, screen = data.draw(st.sampled_from(pages))
    copied = replace(where, name="99.png")
    again = _moved(screen, source("98.png"))
    more: Pages = [(copied, screen), again, unread(source("97.png"))]
    assert sums(gather([*pages, *more])) == sums(gather(pages))


def _moved(screen: Screen, where: Source) -> tuple[Source, Screen]:
    """The same screen captured once more: other bytes, the same pixels where they count."""
    assert isinstance(screen, Chat)
    made: Sequence[Message] = [
        replace(m, amount=replace(m.amount, where=Where(where.sha256, m.box)) if m.amount else None)
        for m in screen.messages
    ]
    return where, replace(screen, source=where.sha256, messages=tuple(made))


@fast
@given(photographed())
def test_a_missing_inner_page_shows_a_gap(told: Told) -> None:
    roll, pages = told
    if len(pages) < 3:
        return
    (talk,) = gather([pages[0], *pages[2:]]).conversations
    shown = {m.text for _, screen in (pages[0], *pages[2:]) for m in screen.messages}
    lost = {m.text for m in roll.messages} - shown
    assert not lost or JoinKind.GAP in [join.kind for join in talk.joins]


@fast
@given(photographed())
def test_money_that_did_not_move_never_counts(told: Told) -> None:
    _, pages = told
    found = gather(pages)
    assert all(p.state is State.ACCEPTED for p in found.payments if p.counted)


@fast
@given(photographed())
def test_every_quote_stands_in_a_message_at_its_place(told: Told) -> None:
    _, pages = told
    found = gather(pages)
    at = {
        (screen.source, message.box): message
        for _, screen in pages
        if isinstance(screen, Chat)
        for message in screen.messages
    }
    terms = (found.terms.due, found.terms.rate, found.terms.purpose)
    quotes: list[Sourced[object]] = [s.quote for s in found.sayings]
    quotes += [p.basis for p in found.payments if p.basis]
    quotes += [term for term in terms if term]
    for quote in quotes:
        assert isinstance(quote.where, Where)
        assert quote.quote in at[quote.where.source, quote.where.box].text


@fast
@given(photographed(), st.integers(0, 3))
def test_every_used_file_is_on_exactly_one_page(told: Told, more: int) -> None:
    _, pages = told
    pages = [*pages, *(unread(source(f"{n + 50}.png")) for n in range(more))]
    pages.append(chat(source("60.png", content=pages[0][0].name), [], "老周"))
    sources = [where for where, _ in pages]
    made = case.arrange(gather(pages), pages, sources, Brief())
    bound = [page for exhibit in made.exhibits for page in exhibit.pages]
    assert sorted(page.name for page in bound) == sorted(one.name for one in sources)
    numbers = [page.number for page in bound]
    assert list(dict.fromkeys(numbers)) == list(range(1, made.pages + 1))
    places = [(page.number, page.slot) for page in bound]
    assert places == sorted(set(places))
    assert {row.exhibit for row in made.rows} == {exhibit.number for exhibit in made.exhibits}
    assert [row.number for row in made.rows] == list(range(1, len(made.rows) + 1))


@fast
@given(photographed())
def test_a_row_cites_pages_of_its_exhibit(told: Told) -> None:
    _, pages = told
    sources = [where for where, _ in pages]
    made = case.arrange(gather(pages), pages, sources, Brief())
    spans: dict[int, tuple[int, int]] = {e.number: (e.first, e.last) for e in made.exhibits}
    for row in made.rows:
        first, last = spans[row.exhibit]
        assert first <= row.first <= row.last <= last
        for proof in row.proofs:
            assert proof.pages
            assert all(row.first <= page <= row.last for page in proof.pages)


@fast
@given(photographed())
def test_no_two_exhibits_show_the_same_file(told: Told) -> None:
    _, pages = told
    sources = [where for where, _ in pages]
    made = case.arrange(gather(pages), pages, sources, Brief())
    owners: dict[Digest, set[int]] = {}
    for exhibit in made.exhibits:
        for page in exhibit.pages:
            owners.setdefault(page.source, set()).add(exhibit.number)
    assert all(len(numbers) == 1 for numbers in owners.values())
