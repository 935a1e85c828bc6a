"""A long stitched screenshot and its cut pieces, as pages set by hand are read: the same facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from inked import DARK, LIGHT, Chat as Setting, Theme
from stories import digest, source

from evidence_kit import facts, screens
from evidence_kit.model import Brief, Chat, JoinKind, LoanFacts, Screen, Source

Item = Callable[[Setting], Setting]

ROLL: tuple[Item, ...] = (
    lambda page: page.note("2025年3月2日 14:05"),
    lambda page: page.bubble("left", "在吗，想跟你借点钱"),
    lambda page: page.bubble("right", "要借多少呢？"),
    lambda page: page.bubble("left", "能不能借我5000元，下个月15号", "发了工资就还你"),
    lambda page: page.card("right", "¥5000.00", "已被接收"),
    lambda page: page.card("left", "¥5000.00", "已收款"),
    lambda page: page.bubble("left", "收到了，谢谢谢谢"),
    lambda page: page.note("2025年4月20日 19:40"),
    lambda page: page.bubble("right", "借我的钱什么时候还？"),
    lambda page: page.bubble("left", "先还你2000元"),
    lambda page: page.card("left", "¥2000.00", "已被接收"),
    lambda page: page.card("right", "¥2000.00", "已收款"),
    lambda page: page.bubble("right", "收到，还差3000元"),
)


def read(
    name: str, items: Sequence[Item], theme: Theme, *, title: str | None = "周砚秋"
) -> tuple[Source, Screen]:
    """A page as high as its items need, read as any other."""
    setting = Setting(title=title, theme=theme, height=900 + 400 * len(items))
    for item in items:
        setting = item(setting)
    page = replace(setting.page(), source=digest(name))
    return source(name), screens.read(page)


def gather(*pages: tuple[Source, Screen]) -> LoanFacts:
    return facts.gather(pages, Brief())


def told(found: LoanFacts) -> tuple[object, ...]:
    """Everything but the places."""
    talk = found.conversations[0]
    paid = [(p.amount.value, p.direction, p.state, p.at, p.nature) for p in found.payments]
    spoken = [(u.message.side, u.message.kind, u.message.text, u.at) for u in talk.utterances]
    said = [(s.kind, s.quote.value, s.at, s.by, s.amount) for s in found.sayings]
    return paid, spoken, said, found.outstanding, found.terms.due and found.terms.due.value


CUTS = [(0, 6), (3, 10), (8, 13)], [(0, 8), (4, 13)], [(0, 5), (2, 8), (6, 12), (9, 13)]


@pytest.mark.parametrize("cuts", CUTS, ids=len)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_stitched_page_says_what_its_pieces_say(
    cuts: list[tuple[int, int]], theme: Theme
) -> None:
    whole = gather(read("long.png", ROLL, theme))
    pieces = [read(f"{n}.png", ROLL[a:b], theme) for n, (a, b) in enumerate(cuts)]
    found = gather(*pieces)
    assert told(found) == told(whole)
    assert str(whole.outstanding) == "3000.00"
    assert {join.kind for join in found.conversations[0].joins} == {JoinKind.JOINED}
    shared = [join.pairs for join in found.conversations[0].joins]
    ends = [b - a for a, b in cuts]
    overlaps = [cuts[n][1] - cuts[n + 1][0] for n in range(len(cuts) - 1)]
    assert shared == [
        tuple((ends[n] - many + i, i) for i in range(many)) for n, many in enumerate(overlaps)
    ]


def test_pieces_beside_the_stitched_page_are_duplicates_and_stay_named() -> None:
    pieces = [read(f"{n}.png", ROLL[a:b], LIGHT) for n, (a, b) in enumerate(CUTS[0])]
    whole = read("long.png", ROLL, LIGHT)
    found = gather(whole, *pieces)
    assert told(found) == told(gather(whole))
    (talk,) = found.conversations
    assert len(talk.pages) == 4
    assert {join.kind for join in talk.joins} == {JoinKind.DUPLICATE}


def test_a_missing_piece_is_a_gap_and_a_crop_joins_by_what_it_shows() -> None:
    first, _, last = (read(f"{n}.png", ROLL[a:b], LIGHT) for n, (a, b) in enumerate(CUTS[0]))
    (talk,) = gather(first, last).conversations
    assert [join.kind for join in talk.joins] == [JoinKind.GAP]
    crop = read("crop.png", ROLL[3:10], LIGHT, title=None)
    assert isinstance(crop[1], Chat)
    found = gather(first, crop, last)
    assert len(found.conversations) == 1
    assert found.conversations[0].unbroken
