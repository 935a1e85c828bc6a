"""The small choices: who, how much, when, under which number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from drawing.dice import wording

if TYPE_CHECKING:
    from random import Random

    from drawing.phone import Phone

_WEEK = "一二三四五六日"
_PERIODS = ((6, "凌晨"), (9, "早上"), (12, "上午"), (13, "中午"), (18, "下午"), (24, "晚上"))
_ACCOUNT = "abcdefghijklmnopqrstuvwxyz0123456789"


@dataclass(frozen=True, slots=True)
class Someone:
    """An invented person: real name, what they call themselves, what the owner calls them."""

    name: str
    nickname: str
    remark: str
    wechat_id: str
    region: str


def someone(dice: Random) -> Someone:
    """Return an invented person."""
    surname, given = dice.choice(wording.SURNAMES), dice.choice(wording.GIVEN)
    name = surname + given
    nickname = dice.choice((*wording.NICKNAMES, name, given))
    mark = dice.choice(wording.MARKS).format(name=name, given=given[-1], sur=surname)
    return Someone(name, nickname, mark, account(dice), dice.choice(wording.REGIONS))


def account(dice: Random) -> str:
    """Return a 微信号: wxid_ and 14 signs, or one that somebody chose."""
    if dice.random() < 0.5:
        return "wxid_" + "".join(dice.choices(_ACCOUNT, k=dice.randint(12, 15)))
    word = dice.choice(("lin", "zhou", "Amy", "sky", "moon_", "chen-", "little", "A"))
    return word + "".join(dice.choices(_ACCOUNT, k=dice.randint(4, 9))) + dice.choice("017z")


def amount(dice: Random, most: float = 200000.0, least: float = 0.01) -> str:
    """Return an amount of any shape, from `least` to `most` yuan."""
    if dice.random() < 0.6:
        fitting = [text for text in wording.AMOUNTS if least <= float(text) <= most]
        return dice.choice(fitting)
    digits = dice.randint(1, 6)
    fen = min(dice.randrange(1, 10 ** (digits + 2)), round(most * 100))
    fen = max(fen, round(least * 100))
    if dice.random() < 0.4:
        fen = max(100, fen // 100 * 100)
    return f"{fen // 100}.{fen % 100:02d}"


def moment(dice: Random) -> datetime:
    """Return a second of the years 2019 to 2026, more often by day than by night."""
    day = datetime(2019, 1, 1) + timedelta(days=dice.randrange(2800))
    hour = dice.choice((*range(24), *range(8, 23)))
    return day + timedelta(hours=hour, minutes=dice.randrange(60), seconds=dice.randrange(60))


def number(dice: Random, kind: str, at: datetime) -> str:
    """Return an order number of a kind, with its date inside."""
    head, day, more = {
        "transfer": ("1000050001", f"{at:%Y%m%d}", 13),
        "qr": ("1000049901", f"{at:%Y%m%d}", 14),
        "packet": ("1000039801", f"{at:%Y%m%d}", 13),
        "group": ("1000049501", f"{at:%y%m%d}", 24),
        "merchant": ("4200001234", f"{at:%Y%m%d}", 10),
        "transaction": ("53010", f"{at:%Y%m%d}", 19),
        "alipay": ("", f"{at:%Y%m%d}", dice.randint(20, 24)),
    }[kind]
    return head + day + "".join(dice.choices("0123456789", k=more))


def clock(dice: Random, at: datetime, phone: Phone) -> str:
    """Return a time of day: 24 hours, 12 with a period, or a period and 24 hours."""
    period = next(word for end, word in _PERIODS if at.hour < end)
    if phone.twelve_hours:
        return f"{period}{(at.hour - 1) % 12 + 1}:{at:%M}"
    if dice.random() < 0.12:
        return f"{period}{at:%H:%M}"
    return f"{at:%H:%M}" if dice.random() < 0.9 else f"{at.hour}:{at:%M}"


def time_line(dice: Random, at: datetime, captured: datetime, phone: Phone) -> str:
    """Return a time line as some phone would word it on the day of capture."""
    days = (captured.date() - at.date()).days
    said, space = clock(dice, at, phone), dice.choice((" ", " ", ""))
    if phone.unit and days > 6 and dice.random() < 0.5:
        bar = dice.choice("-/")
        return f"{at:%Y}{bar}{at:%m}{bar}{at:%d} {at:%H:%M}"
    if days == 0:
        return said
    if days == 2 and dice.random() < 0.2:
        return f"前天{space}{said}"
    if days == 1:
        return f"昨天{space}{said}"
    if days < 7:
        return f"{phone.weekday}{_WEEK[at.weekday()]}{space}{said}"
    year = "" if at.year == captured.year else f"{at.year}年"
    return f"{year}{at.month}月{at.day}日{space}{said}"


def sentence(dice: Random, *, loan: bool) -> str:
    """Return something one says."""
    text = dice.choice(wording.LOAN_TALK if loan else wording.SMALL_TALK)
    while "{s}" in text:
        text = text.replace("{s}", dice.choice(wording.SUMS), 1)
    return text.format(d=dice.choice(wording.DAYS), p=dice.choice(wording.PURPOSES))
