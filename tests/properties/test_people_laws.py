"""Laws of whole conversations and of several people in one folder, over invented chats."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings, strategies as st
from rolls import Roll, photographed, rolls
from stories import Phone, bill, source, time

from evidence_kit import facts
from evidence_kit.model import (
    Brief,
    Chat,
    Direction,
    JoinKind,
    LoanFacts,
    Message,
    MessageKind,
    Payment,
    Screen,
    Side,
    Source,
)

Pages = list[tuple[Source, Screen]]
Told = tuple[Roll, Pages]

fast = settings(max_examples=30, deadline=None)


def gather(pages: Pages, brief: Brief | None = None) -> LoanFacts:
    return facts.gather(pages, brief or Brief())


def ledger(found: LoanFacts) -> list[object]:
    return [(p.amount.value, p.direction, p.state, p.at, p.nature) for p in found.payments]


def said(found: LoanFacts) -> list[object]:
    talks = found.conversations
    return [(u.message.text, u.message.side, u.at) for talk in talks for u in talk.utterances]


def with_faces(pages: Pages, face: str, prefix: str) -> Pages:
    """The same pages under other names, a picture beside each left message."""
    made: Pages = []
    for where, screen in pages:
        named = source(f"{prefix}{where.name}")
        assert isinstance(screen, Chat)
        moved = tuple(_faced(message, face, named) for message in screen.messages)
        title = replace(screen.title, where=replace(screen.title.where, source=named.sha256))
        made.append((named, replace(screen, source=named.sha256, messages=moved, title=title)))
    return made


def _faced(message: Message, face: str, where: Source) -> Message:
    amount = message.amount
    if amount is not None:
        amount = replace(amount, where=replace(amount.where, source=where.sha256))
    avatar = face if message.side is Side.LEFT else None
    return replace(message, avatar=avatar, amount=amount)


# ── whole conversations ────────────────────────────────────────────────────────────────


@fast
@given(photographed())
def test_a_stitched_screenshot_says_what_its_pieces_say(told: Told) -> None:
    roll, pages = told
    (whole,) = Phone(roll.messages, captured=None).page("long.png", 0, len(roll.messages)).made
    assert said(gather([whole])) == said(gather(pages))
    assert ledger(gather([whole])) == ledger(gather(pages))


@fast
@given(photographed())
def test_a_stitched_screenshot_beside_its_pieces_adds_nothing(told: Told) -> None:
    roll, pages = told
    (whole,) = Phone(roll.messages, captured=None).page("long.png", 0, len(roll.messages)).made
    found = gather([whole, *pages])
    assert said(found) == said(gather([whole]))
    assert ledger(found) == ledger(gather([whole]))
    assert {join.kind for join in found.conversations[0].joins} <= {JoinKind.DUPLICATE}


@fast
@given(photographed())
def test_a_join_names_the_lines_that_both_pages_show(told: Told) -> None:
    _, pages = told
    shown = {screen.source: screen for _, screen in pages if isinstance(screen, Chat)}
    (talk,) = gather(pages).conversations
    for join in talk.joins:
        assert join.pairs
        left, right = shown[join.left].messages, shown[join.right].messages
        assert [left[i].text for i, _ in join.pairs] == [right[j].text for _, j in join.pairs]
        assert [j for _, j in join.pairs] == list(range(len(join.pairs)))


@fast
@given(photographed(), st.data())
def test_captures_order_pages_whatever_their_names_say(told: Told, data: st.DataObject) -> None:
    _, pages = told
    first = datetime(2026, 1, 8, 21, 0)
    names = data.draw(st.permutations([where.name for where, _ in pages]))
    taken = [source("x", first + timedelta(seconds=7 * n)).captured for n in range(len(pages))]
    dated = [
        (replace(where, name=name, captured=when), screen)
        for (where, screen), name, when in zip(pages, names, taken, strict=True)
    ]
    talk = gather(dated).conversations[0]
    assert list(talk.pages) == [screen.source for _, screen in pages]


@fast
@given(photographed())
def test_a_page_whose_payment_another_page_names_leaves_a_doubt(told: Told) -> None:
    """Without the chat that shows what it was for, a bill is of unknown purpose, and says so."""
    _, pages = told
    whole = gather(pages)
    paid = [p for p in whole.payments if p.counted and p.at.exact and p.direction]
    if not paid:
        return
    bills = [_bill(n, p) for n, p in enumerate(paid)]
    shows = {place.source for place in paid[0].places}
    left = [entry for entry in pages if entry[0].sha256 not in shows]
    found = gather([*left, *bills])
    (again,) = (p for p in found.payments if bills[0][0].sha256 in {w.source for w in p.places})
    assert again.doubts
    assert not again.counted


def _bill(number: int, paid: Payment) -> tuple[Source, Screen]:
    assert paid.at.exact
    return bill(
        source(f"bill{number}.png"),
        str(paid.amount.value),
        paid.direction or Direction.OUT,
        at=f"{paid.at.exact:%Y-%m-%d %H:%M:%S}",
        serial=f"{number:028d}",
        who="老周",
    )


@fast
@given(rolls(), st.integers(1, 5))
def test_bills_date_a_chat_whose_lines_name_no_year(roll: Roll, back: int) -> None:
    """The times that bills lend are those that the full dates gave."""
    whole = Phone(roll.messages, captured=None).page("1.png", 0, len(roll.messages)).made
    sure = gather(whole)
    paid = [p for p in sure.payments if p.at.exact]
    bare = tuple(_without_year(message, back) for message in roll.messages)
    (page,) = Phone(bare, captured=None).page("1.png", 0, len(bare)).made
    found = gather([page, *(_bill(n, p) for n, p in enumerate(paid))])
    for one, other in zip(sure.payments, found.payments, strict=False):
        assert one.amount.value == other.amount.value
    truth = {u.index: u.at for u in sure.conversations[0].utterances}
    for utterance in found.conversations[0].utterances:
        if utterance.message.kind is MessageKind.TIME and utterance.at.exact:
            assert utterance.at.exact == truth[utterance.index].exact


def _without_year(message: Message, back: int) -> Message:
    if message.time is None or message.time.month is None:
        return message
    text = message.time
    if (text.day or 0) % 2:
        return time(f"{text.month}月{text.day}日 {text.hour}:{text.minute:02d}")
    day = "一二三四五六日"[datetime(text.year or 1, text.month, text.day or 1).weekday()]
    return time(f"周{day} {text.hour}:{text.minute:02d}" if back > 1 else f"昨天 {text.hour}:00")


# ── several people ─────────────────────────────────────────────────────────────────────

FACES = ("342cc78499cb3c38", "7db5988068402480")


@st.composite
def two_people(draw: st.DrawFn) -> tuple[Roll, Pages, Pages]:
    """Two people's chats in one folder, perhaps under one name, each with a face."""
    roll, pages = draw(photographed())
    _, others = draw(photographed())
    one = with_faces(pages, FACES[0], "a")
    other = with_faces(others, FACES[1], "b")
    if draw(st.booleans()):
        other = [(w, replace(s, title=replace(s.title, value="小林"))) for w, s in other]
    return roll, one, other


@fast
@given(two_people(), st.randoms(use_true_random=False))
def test_two_peoples_chats_are_never_mixed(told: tuple[Roll, Pages, Pages], dice: object) -> None:
    _, one, other = told
    folder = [*one, *other]
    dice.shuffle(folder)
    pages = {where.sha256 for where, _ in one}
    for talk in gather(folder).conversations:
        assert len({page in pages for page in talk.pages}) == 1


@fast
@given(two_people())
def test_a_party_has_its_own_money_and_nobody_elses_pages(
    told: tuple[Roll, Pages, Pages],
) -> None:
    roll, one, other = told
    shown = (*one, *other)
    party = facts.of_party(shown, Brief(), one[0][0].name)
    assert len(party.meant) == 1
    kept = [entry for entry in shown if entry[0].sha256 not in party.others]
    assert {w.sha256 for w, _ in one} <= {w.sha256 for w, _ in kept}
    found = gather(kept, party.brief)
    assert ledger_of(found, one) == ledger_of(gather(one), one)
    assert found.outstanding.fen == roll.lent - roll.repaid


def ledger_of(found: LoanFacts, pages: Pages) -> list[object]:
    mine = {where.sha256 for where, _ in pages}
    return [
        (p.amount.value, p.direction, p.state, p.at, p.nature)
        for p in found.payments
        if {place.source for place in p.places} <= mine
    ]


@fast
@given(two_people())
def test_a_party_with_a_name_of_its_own_sets_aside_every_page_of_the_others_money(
    told: tuple[Roll, Pages, Pages],
) -> None:
    _, one, other = told
    if other[0][1].title.value == "老周":
        return
    shown = (*one, *other)
    alone = gather(other)
    party = facts.of_party(shown, Brief(), "老周")
    theirs = {where.sha256 for where, _ in other}
    assert party.others <= theirs
    if any(loan.counted for loan in alone.loans):  # who only paid in may have paid for the party
        assert party.others == theirs
