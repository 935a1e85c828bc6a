"""The exam's list of screens: what is drawn, in which theme, on which phone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

from second import art, chats, looks, neighbours, pages, payments
from second.looks import Look
from second.truth import Page

Draw = Callable[[Random, Look], Page]
SERVICE = (
    ("expired",),
    ("returned", "income"),
    ("bank",),
    ("income", "expired"),
    ("bank", "returned"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One screen to draw."""

    kind: str
    draw: Draw
    theme: str = "light"
    wallpaper: bool = False
    pc: bool = False

    def look(self, rng: Random) -> Look:
        """Draw the settings of the phone it is shown on."""
        photo = art.wallpaper(rng) if self.wallpaper else None
        phone = rng.choice(looks.WINDOWS) if self.pc else None
        return looks.choose(rng, theme=self.theme, phone=phone, wallpaper=photo)


def _chat(feature: str, **more: Any) -> Draw:
    return partial(chats.chat, feature=feature, **more)


def _chats() -> Iterator[Entry]:
    for feature in chats.FEATURES:
        for theme in ("light", "light", "dark", "old"):
            yield Entry("chat", _chat(feature), theme)
    for feature in chats.GROUP_FEATURES:
        for theme in ("light", "dark"):
            yield Entry("group", _chat(feature, group=True), theme)
    yield Entry("group", _chat("mixed", group=True), "old")


def _edges() -> Iterator[Entry]:
    for i, feature in enumerate(("pair", "mixed", "memo_pair", "quotes", "packets", "pending")):
        theme = ("light", "dark", "light", "old")[i % 4]
        yield Entry("edge", _chat(feature, edge="end"), theme)
        yield Entry("edge", _chat(feature, edge="top"), theme)
        yield Entry("edge", _chat(feature, edge="bare"), theme)
        yield Entry("wall", _chat(feature), "light", wallpaper=True)
        yield Entry("pc", _chat(feature, group=i % 2 == 1 and "p" not in feature[:2]), pc=True)
    for mode in ("draft", "keyboard", "hold", "draft", "keyboard"):
        yield Entry("typing", _chat("pair", mode=mode), "dark" if mode == "hold" else "light")
    yield Entry("edge", _chat("cards", edge="end", group=True))
    yield Entry("wall", _chat("system", group=True), wallpaper=True)
    yield Entry("pc", _chat("plain"), "dark", pc=True)
    yield Entry("long", _chat("pair", long=True))
    yield Entry("long", _chat("quotes", long=True, group=True))


def _payments() -> Iterator[Entry]:
    for case in payments.CASES:
        for theme in ("light", "dark", "old"):
            yield Entry("transfer", partial(payments.transfer, case=case), theme)
    for i, kind in enumerate(payments.BILLS):
        yield Entry("bill", partial(payments.bill, kind=kind), "dark" if i == 7 else "light")
    for theme in ("light", "light", "dark", "light", "light"):
        yield Entry("bill_list", payments.bill_list, theme)
    for case in ("received", "sent", "group", "received", "group", "group"):
        yield Entry("red_packet", partial(pages.red_packet, case=case))


def _others() -> Iterator[Entry]:
    for i, case in enumerate(("friend", "remarked", "stranger", "own", "remarked", "friend")):
        theme = "dark" if i == 4 else "light"
        yield Entry("profile", partial(pages.profile, case=case), theme)
    for i, kinds in enumerate(SERVICE):
        theme = "dark" if i == 3 else "light"
        yield Entry("service", partial(pages.service, kinds=kinds), theme)
    for direction in ("out", "in", "out", "in"):
        yield Entry("alipay", partial(neighbours.alipay_bill, direction=direction))
    for kind in (*neighbours.PAPERS, *neighbours.PAPERS):
        yield Entry("paper", partial(neighbours.paper, kind=kind))
    for draw, count in (
        (neighbours.alipay_transfer, 2),
        (neighbours.bank_receipt, 5),
        (neighbours.identity, 2),
        (neighbours.electronic_note, 4),
        (pages.transfer_entry, 2),
        (pages.home, 2),
        (pages.shop, 2),
        (pages.record, 3),
    ):
        yield from [Entry(draw.__name__, draw)] * count


def everything() -> list[Entry]:
    """Give every screen of the exam once."""
    return [*_chats(), *_edges(), *_payments(), *_others()]


def chosen(rng: Random, count: int | None) -> list[Entry]:
    """Give so many screens, every kind in its share; beyond the list's end it starts again."""
    whole = everything()
    sizes = {one.kind: sum(other.kind == one.kind for other in whole) for one in whole}
    rng.shuffle(whole)
    met: dict[str, int] = {}
    places = []
    for i, one in enumerate(whole):
        met[one.kind] = met.get(one.kind, 0) + 1
        places.append(((met[one.kind] - 0.5) / sizes[one.kind], i, one))
    spread = [one for _, _, one in sorted(places, key=lambda place: place[:2])]
    wanted = len(spread) if count is None else count
    return [spread[i % len(spread)] for i in range(wanted)]
