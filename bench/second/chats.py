"""Whole chat pages: what is said on them, and the frame around it."""

from collections.abc import Callable
from html import escape
from random import Random

from second import art, looks, parts, words
from second.looks import Look
from second.parts import Speaker
from second.truth import Item, Page, assemble

FEATURES = (
    "plain",
    "pair",
    "pending",
    "memo",
    "memo_pair",
    "returned",
    "expired",
    "receipt_only",
    "packets",
    "voice",
    "quotes",
    "cards",
    "images",
    "calls",
    "system",
    "undelivered",
    "mixed",
    "same_amounts",
)
GROUP_FEATURES = ("plain", "packets", "voice", "quotes", "cards", "images", "system", "mixed")


class Room:
    """One chat: its two sides (or its crowd), and the messages so far."""

    def __init__(self, rng: Random, look: Look, *, group: bool) -> None:
        self.rng, self.look, self.group = rng, look, group
        self.me = parts.speak("right", "我", rng)
        names = [words.contact(rng) for _ in range(4 if group else 1)]
        self.others = [parts.speak("left", name, rng) for name in dict.fromkeys(names)]
        self.items: list[Item] = []
        self.calendar = words.Calendar(rng)
        self._used: set[str] = set()

    def other(self) -> Speaker:
        return self.rng.choice(self.others)

    def anyone(self) -> Speaker:
        return self.rng.choice((self.me, self.other()))

    def answering(self, who: Speaker) -> Speaker:
        return self.others[0] if who.side == "right" else self.me

    def line(self, about_money: float = 0.45) -> str:
        """Give a sentence that wasn't said yet in this chat."""
        for _ in range(8):
            said = words.line(self.rng, about_money=about_money)
            if said not in self._used:
                break
        self._used.add(said)
        return said

    def say(self, count: int = 1, *, about_money: float = 0.45) -> None:
        """Add small talk."""
        for _ in range(count):
            line = self.line(about_money)
            self.items.append(parts.text(self.anyone(), line, group=self.group))

    def when(self) -> None:
        """Add a time line."""
        if not self.items or self.items[-1].truth["kind"] != "time":
            self.items.append(parts.time(self.calendar.line()))

    def pay(self, state: str, *, memo: str = "", answered: bool = False, amount: str = "") -> None:
        """Add a transfer's card, and its answer when it was completed."""
        who = self.anyone()
        total = amount or words.money(self.rng)
        wording = "" if memo else self.rng.choice(parts.STATES[(who.side, state)])
        if answered and not memo:
            wording = parts.accepted_words(who.side, self.look, self.rng)
        card = parts.transfer(who, self.look, total, state, memo=memo, wording=wording)
        self.items.append(card)
        if answered:
            if self.rng.random() < 0.3:
                self.say()
            self.items.append(parts.receipt(self.answering(who), self.look, total))

    def pay_twice(self) -> None:
        """Add two payments of one amount: two transfers, not one."""
        amount = words.money(self.rng)
        self.pay("accepted", answered=True, amount=amount)
        self.when()
        self.pay("accepted", answered=True, amount=amount)

    def add(self, part: Callable[..., Item], count: int = 1, **more: object) -> None:
        """Add messages of one kind."""
        for _ in range(count):
            self.items.append(part(self.anyone(), self.rng, group=self.group, **more))

    def packet(self) -> None:
        """Add a red packet."""
        item = parts.red_packet(self.anyone(), self.look, self.rng, group=self.group)
        self.items.append(item)

    def quote(self) -> None:
        """Add a reply with the grey box of what it answers."""
        quoted = self.line().split("\n")[0]
        name = self.rng.choice((self.me, *self.others)).name
        name = words.contact(self.rng) if name == "我" else name
        said = self.line()
        item = parts.text(self.anyone(), said, group=self.group, quoted=f"{name}：{quoted}")
        self.items.append(item)

    def ring(self) -> None:
        """Add a call."""
        self.items.append(parts.call(self.anyone(), self.rng))

    def note(self) -> None:
        """Add one of WeChat's own lines."""
        self.items.append(parts.system(self.rng, self.other().name, group=self.group))

    def fail(self) -> None:
        """Add a message of one's own that was not delivered."""
        said = self.line()
        self.items.append(parts.text(self.me, said, group=self.group, failed=True))


def _feature(room: Room, name: str) -> None:
    """Put on the page what it is there to show."""
    memo = room.rng.choice(words.MEMOS)
    steps: dict[str, list[Callable[[], None]]] = {
        "plain": [lambda: room.say(3)],
        "pair": [lambda: room.pay("accepted", answered=True)],
        "pending": [lambda: room.pay("pending"), lambda: room.pay("pending")],
        "memo": [lambda: room.pay("pending", memo=memo), lambda: room.pay("accepted", memo=memo)],
        "memo_pair": [lambda: room.pay("accepted", memo=memo, answered=True)],
        "returned": [lambda: room.pay("returned")],
        "expired": [lambda: room.pay("expired")],
        "receipt_only": [
            lambda: room.items.append(
                parts.receipt(room.anyone(), room.look, words.money(room.rng))
            )
        ],
        "packets": [room.packet, room.packet],
        "voice": [lambda: room.add(parts.voice, 2), lambda: room.add(parts.voice, spoken=True)],
        "quotes": [room.quote, room.quote],
        "cards": [
            lambda: room.add(parts.file),
            lambda: room.add(parts.link),
            lambda: room.add(parts.mini_program),
            lambda: room.add(parts.name_card),
        ],
        "images": [lambda: room.add(parts.picture, 2), lambda: room.add(parts.sticker)],
        "calls": [room.ring, room.ring],
        "system": [room.note, room.note, lambda: room.items.append(parts.unread_rule())],
        "undelivered": [room.fail],
        "same_amounts": [room.pay_twice],
        "mixed": [
            room.quote,
            lambda: room.add(parts.voice),
            room.packet,
            lambda: room.add(parts.file),
        ],
    }
    for step in steps[name]:
        step()
        if room.rng.random() < 0.5:
            room.say()


def _title(room: Room, members: int | None) -> tuple[str, str]:
    """Give the title's words, and signs that stand beside it but aren't part of it."""
    bell = art.icon("bell", look="soft") if room.rng.random() < 0.12 else ""
    if members is not None:
        gap = " " if room.look.system == "pc" else ""
        return f"{room.rng.choice(words.GROUPS)}{gap}({members})", bell
    extra = f'<span class="org">@{room.rng.choice(("恒通物流", "佳美装饰"))}</span>'
    return room.others[0].name, extra if room.rng.random() < 0.04 else bell


KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _keyboard(rng: Random) -> str:
    rows = "".join(
        '<div class="row">' + "".join(f"<span>{key}</span>" for key in row) + "</div>"
        for row in KEYS
    )
    guesses = "".join(f"<span>{one}</span>" for one in rng.sample(words.GUESSES, 4))
    space = '<div class="row"><span class="wide">空格</span><span class="wide">换行</span></div>'
    return f'<div class="keys"><div class="guess">{guesses}</div>{rows}{space}</div>'


def typing(rng: Random, *, mode: str = "") -> str:
    """Draw the input bar: empty, with a draft, with the keyboard, or waiting for a voice."""
    draft = escape(words.line(rng)) if mode in ("draft", "keyboard") else ""
    box = f'<div class="draft">{draft}</div>'
    if mode == "hold":
        box = '<div class="draft hold">按住 说话</div>'
    last = '<span class="send">发送</span>' if draft else art.icon("plus")
    name = "typing" if mode == "keyboard" else "typing last"
    below = _keyboard(rng) if mode == "keyboard" else ""
    icons = art.icon("voice"), art.icon("smile")
    return f'<div class="{name}">{icons[0]}{box}{icons[1]}{last}</div>{below}'


def window(title: str, flow: str) -> str:
    """Draw a PC window around a conversation: title above, editor below, a strip at the left."""
    tools = "".join(art.icon(name) for name in ("smile", "file", "voice", "phone"))
    return (
        '<div class="strip0"></div><div class="pane"><div class="pctop"><span>'
        f'{escape(title)}</span><i class="buttons"></i></div>'
        f'<div class="view" data-view data-fit="head"><div class="flow">{flow}</div></div>'
        f'<div class="editor"><div class="tools">{tools}</div>'
        '<div class="pcsend">发送(S)</div></div></div>'
    )


def _frame(room: Room, title: str, extra: str, flow: str, *, view: str, mode: str) -> str:
    rng, look = room.rng, room.look
    if look.system == "pc":
        return window(title, flow)
    badge = str(rng.choice((1, 3, 4, 12, 51))) if rng.random() < 0.4 and look.theme != "old" else ""
    left = ""
    if look.theme == "old" and look.system == "ios" and rng.random() < 0.6:
        left = f'<i class="arrow"></i><small>微信({rng.randint(1, 30)})</small>'
    pin = (
        '<div class="pin">群公告：请先看群公告再发言<span>移除</span></div>'
        if room.group and rng.random() < 0.25
        else ""
    )
    return (
        looks.status_bar(look, rng, now=room.calendar.now)
        + looks.bar(title, badge=badge, extra=extra, left=left)
        + pin
        + f'<div class="view" data-view {view}><div class="flow">{flow}</div></div>'
        + typing(rng, mode=mode)
    )


def chat(
    rng: Random,
    look: Look,
    feature: str,
    *,
    group: bool = False,
    edge: str = "fit",
    mode: str = "",
    long: bool = False,
) -> Page:
    """Draw a chat page that shows one feature among small talk.

    `edge` says how the conversation meets the picture's edges: `fit` (only whole messages),
    `end` (scrolled to the last message), `top` (from the first one), `bare` (cropped, no bars).
    """
    room = Room(rng, look, group=group)
    room.when()
    room.say(rng.randint(1, 2))
    _feature(room, feature)
    if long:
        for other in rng.sample(GROUP_FEATURES if group else FEATURES, 6 if group else 8):
            _feature(room, other)
            room.when()
            room.say(3)
    while rng.random() < 0.55 and not long:
        room.say()
    if rng.random() < 0.5:
        room.when()
        room.say(rng.randint(1, 3))
    if edge in ("end", "top"):
        room.say(6)
    members = rng.randint(3, 480) if group else None
    title, extra = _title(room, members)
    flow = assemble(room.items)
    truth = {"kind": "chat", "title": title, "members": members, "app": "wechat"}
    if edge == "bare":
        view = rng.choice(('data-fit="head"', 'data-scroll="70"'))
        body = f'<div class="view" data-view {view}><div class="flow">{flow}</div></div>'
        height = rng.choice((330, 420, 520))
        bare = truth | {"title": None, "members": None}
        return Page(look.page(body), bare, tuple(room.items), height=height)
    scroll = {"fit": 'data-fit="head"', "end": 'data-scroll="end"', "top": 'data-scroll="0"'}[edge]
    body = _frame(room, title, extra, flow, view=scroll, mode=mode)
    tall = 2600 if long else None
    return Page(look.page(body), truth, tuple(room.items), height=tall)
