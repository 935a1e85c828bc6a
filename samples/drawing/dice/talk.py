"""Chats by chance: what follows what, and where the screenshot's edges run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from drawing.dice import wording
from drawing.dice.chance import amount, sentence, someone, time_line
from drawing.screens.cards import FilePlate, Packet, Plate, Transfer
from drawing.screens.chat import ChatShot, Habits
from drawing.screens.item import Speaker
from drawing.screens.pictures import Picture, Sticker
from drawing.screens.words import Call, Divider, Grey, Voice, Words
from drawing.story import Side

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from random import Random

    from drawing.dice.chance import Someone
    from drawing.phone import Phone
    from drawing.screens.item import Item

_RECEIPT = "已收款"
_LINES_FREE = 8


@dataclass(frozen=True, slots=True)
class Talk:
    """Who talks, on whose phone: what the makers of items need."""

    dice: Random
    phone: Phone
    captured: datetime
    owner: Someone
    others: tuple[Someone, ...]
    group: str | None = None

    def who(self, side: Side) -> Speaker:
        """Return the owner, or one of the others."""
        if side is Side.RIGHT:
            return Speaker(side, self.owner.wechat_id)
        person = self.dice.choice(self.others)
        return Speaker(side, person.wechat_id, person.nickname if self.group else None)

    def side(self) -> Side:
        """Return either side."""
        return self.dice.choice((Side.LEFT, Side.RIGHT))

    def stamp(self, at: datetime) -> Grey:
        """Return a time line."""
        return Grey(time_line(self.dice, at, self.captured, self.phone), "time")


def words(talk: Talk) -> tuple[Item, ...]:
    """Return a bubble of words."""
    said = sentence(talk.dice, loan=not talk.group and talk.dice.random() < 0.6)
    return (Words(by=talk.who(talk.side()), text=said),)


def quote(talk: Talk) -> tuple[Item, ...]:
    """Return words with what they answer in a grey box below."""
    dice = talk.dice
    whose = dice.choice((talk.owner, *talk.others)).nickname
    said = dice.choice((sentence(dice, loan=True)[:34], "[图片]", "[转账]", "[语音]"))
    reply = sentence(dice, loan=dice.random() < 0.5)
    return (Words(by=talk.who(talk.side()), text=reply, quoted=f"{whose}：{said}"),)


def refused(talk: Talk) -> tuple[Item, ...]:
    """Return own words that were not delivered."""
    said = sentence(talk.dice, loan=True)
    me = talk.who(Side.RIGHT)
    return (
        Words(by=me, text=said, undelivered=True),
        Grey("消息已发出，但被对方拒收了。"),
    )


def voice(talk: Talk) -> tuple[Item, ...]:
    """Return a voice, heard or not, perhaps with its words below."""
    dice, side = talk.dice, talk.side()
    spoken = dice.choice(wording.SPOKEN) if dice.random() < 0.45 else None
    unheard = side is Side.LEFT and not spoken and dice.random() < 0.4
    return (
        Voice(
            by=talk.who(side),
            seconds=dice.randint(1, 60),
            mark=dice.choice('""″”'),
            unheard=unheard,
            spoken=spoken,
        ),
    )


def call(talk: Talk) -> tuple[Item, ...]:
    """Return a call."""
    dice = talk.dice
    said = dice.choice(wording.CALLS)
    return (Call(by=talk.who(talk.side()), text=said, video=dice.random() < 0.3),)


def system(talk: Talk) -> tuple[Item, ...]:
    """Return what the system says."""
    dice = talk.dice
    who, other = dice.choice(talk.others).nickname, dice.choice(talk.others).nickname
    lines = wording.GROUP_SYSTEM if talk.group else wording.SYSTEM
    said = dice.choice(lines).format(who=who, other=other, group=talk.group)
    return (Grey(said),)


def divider(talk: Talk) -> tuple[Item, ...]:
    """Return the rule above what is new."""
    return (Divider("以下是新消息" if talk.phone.unit else "以下为新消息"),)


def packet(talk: Talk) -> tuple[Item, ...]:
    """Return a red packet, and perhaps that it was taken."""
    dice, side = talk.dice, talk.side()
    greeting = dice.choice(wording.GREETINGS)
    todo = "查看红包" if side is Side.RIGHT else "领取红包"
    state = dice.choice((todo, "", "已领取", "已被领完", "已过期"))
    opened = state.startswith("已")
    card = Packet(by=talk.who(side), greeting=greeting, state=state, opened=opened)
    if state != "已领取" or side is Side.RIGHT:
        return (card,)
    return (card, Grey(f"你领取了{talk.others[0].nickname}的红包"))


def card(talk: Talk) -> tuple[Item, ...]:
    """Return a white card: a file, a link, a program, a person."""
    dice, side = talk.dice, talk.side()
    who, pick = talk.who(side), dice.randrange(4)
    if pick == 0:
        name, size = dice.choice(wording.FILES)
        foot = dice.choice(("微信电脑版", "微信网页版", ""))
        return (FilePlate(by=who, title=name, below=size, foot=foot, thumb=name),)
    if pick == 1:
        title, below = dice.choice(wording.LINKS)
        return (Plate(by=who, title=title, below=below, thumb=title),)
    if pick == 2:
        title, name = dice.choice(wording.PROGRAMS)
        return (Plate(by=who, title=name, below=title, foot="小程序", thumb=name),)
    person = someone(dice)
    return (Plate(by=who, title=person.nickname, foot="个人名片", thumb=person.wechat_id),)


def picture(talk: Talk) -> tuple[Item, ...]:
    """Return a photo, a picture of a chat, a picture of a receipt, or a sticker."""
    dice = talk.dice
    who, pick = talk.who(talk.side()), dice.randrange(4)
    if pick == 0:
        return (Sticker(by=who, word=dice.choice(wording.STICKERS)),)
    if pick == 1:
        said = tuple(sentence(dice, loan=True)[:16] for _ in range(3))
        return (Picture(by=who, shows="chat", words=said),)
    if pick == 2:
        lines = ("转账成功", f"¥{amount(dice)}", "收款人 周**", "2026-06-10 12:13:14")
        return (Picture(by=who, shows="receipt", words=lines, wide=420, high=300),)
    return (Picture(by=who, wide=dice.choice((300, 420)), high=dice.choice((300, 480))),)


def transfer(talk: Talk) -> tuple[Item, ...]:
    """Return one transfer: a card alone, or the pair of an accepted one."""
    dice, side = talk.dice, talk.side()
    mine, old = side is Side.RIGHT, talk.phone.theme.strip is not None
    status = dice.choice(("pending", "accepted", "accepted", "accepted", "returned", "expired"))
    says = {
        "pending": ("你发起了一笔转账",) if mine else ("请收款", "转账给你"),
        "accepted": ("已收款", "对方已收钱") if mine and old else (talk.phone.taken, "已收款"),
        "returned": ("已被退还", "已退还") if mine else ("已退还",),
        "expired": ("已过期",),
    }[status]
    memo = dice.random() < 0.3
    first = Transfer(
        by=talk.who(side),
        amount=amount(dice),
        says=dice.choice(wording.MEMOS if memo else says),
        status=status,
        memo=memo,
        symbol=dice.choice("¥¥￥"),
        foot=dice.choice(("微信转账", "微信转账", "转账")),
    )
    if status != "accepted":
        return (first,)
    receipt = replace(first, by=talk.who(side.other), says=_RECEIPT, memo=False, receipt=True)
    between = words(talk) if dice.random() < 0.25 else ()
    return (first, *between, receipt)


MIXED = ((words, 10), (quote, 2), (voice, 2), (transfer, 5), (system, 1), (card, 1), (picture, 1))
FLAVOURS: dict[str, tuple[tuple[Callable[[Talk], tuple[Item, ...]], int], ...]] = {
    "talk": ((words, 8), (quote, 1), (system, 1)),
    "money": ((words, 4), (transfer, 5)),
    "packets": ((words, 3), (packet, 4), (system, 1)),
    "voices": ((words, 2), (voice, 5), (call, 1)),
    "media": ((words, 3), (picture, 3), (card, 3)),
    "quotes": ((words, 2), (quote, 4), (transfer, 1)),
    "calls": ((words, 3), (call, 4), (refused, 2), (divider, 1)),
    "mixed": (*MIXED, (call, 1), (packet, 1), (refused, 1), (divider, 1)),
}
GROUP = ((words, 9), (quote, 2), (voice, 2), (system, 2), (packet, 2), (card, 1), (picture, 1))


def items(
    talk: Talk, flavour: str, enough: Callable[[list[Item]], bool], *, days: int | None = None
) -> tuple[Item, ...]:
    """Return items until there are enough; a time line heads every few of them.

    The first was said `days` before the capture; by chance where that is None.
    """
    makers, weights = zip(*(GROUP if talk.group else FLAVOURS[flavour]), strict=True)
    told = list(_told(talk, makers, weights, enough, days))
    return tuple(told)


def _told(
    talk: Talk,
    makers: tuple[Callable[[Talk], tuple[Item, ...]], ...],
    weights: tuple[int, ...],
    enough: Callable[[list[Item]], bool],
    days: int | None,
) -> Iterator[Item]:
    dice = talk.dice
    told: list[Item] = []
    far = dice.choice((0, 0, 1, 3, 5, 20, 200, 500)) if days is None else days
    at = talk.captured - timedelta(days=far, hours=dice.randrange(1, 9))
    until, divided = 0, False
    while not enough(told):
        if len(told) >= until and at < talk.captured:
            new: tuple[Item, ...] = (talk.stamp(at),)
            until = len(told) + dice.randint(3, 7)
            at += timedelta(minutes=dice.randrange(6, 900))
        else:
            new = dice.choices(makers, weights)[0](talk)
        if isinstance(new[0], Divider):
            if divided:
                continue
            divided = True
        told.extend(new)
        yield from new


def height(phone: Phone, told: list[Item]) -> int:
    """Return how high items are together, with the gaps."""
    return sum(item.height(phone) + phone.px(33) for item in told) + phone.px(33)


def fair(shot: ChatShot) -> bool:
    """Say whether every edge either misses or clearly cuts what stands at it.

    No picture is cut, no line's top or bottom lies within a few pixels of an edge, and nothing
    but short words on the left stands below a floating button.
    """
    near = shot.phone.px(_LINES_FREE)
    for y, item in shot.placed():
        end = y + item.height(shot.phone)
        if _hidden(shot, item, y, end):
            return False
        for edge in (shot.top, shot.foot):
            if y < edge < end and isinstance(item, Picture):
                return False
            lines = [y + at for row in item.rows(shot.phone) for at in (row.top, row.bottom)]
            if any(abs(line - edge) < near for line in lines):
                return False
    return True


def _hidden(shot: ChatShot, item: Item, y: int, end: int) -> bool:
    p = shot.phone.px
    if not shot.habits.floating or end < shot.top + p(20) or y > shot.top + p(120):
        return False
    return not (isinstance(item, Words) and item.side is Side.LEFT and len(item.text) < 8)


def lifted(shot: ChatShot, dice: Random) -> ChatShot:
    """Scroll a chat up to somewhere fair; without the floating button if need be."""
    spare = height(shot.phone, list(shot.items)) - (shot.foot - shot.top)
    most = max(0, spare) * 1080 // shot.phone.px(1080)
    for tries in range(400):
        one = replace(shot, lift=dice.randint(0, most) if most else 0)
        if tries > 200 or not most:
            one = replace(one, habits=replace(one.habits, floating=""))
        if fair(one):
            return one
    return replace(shot, lift=0, habits=Habits())
