"""Other apps' pages, papers, and what must stay unread, by chance."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from drawing.dice import wording
from drawing.dice.chance import amount, number, sentence, someone
from drawing.screens.alipay import STATES, AlipayPage
from drawing.screens.bank import BankReceipt
from drawing.screens.notes import ElectronicNote
from drawing.screens.numerals import in_words
from drawing.screens.paper import PaperPhoto
from drawing.screens.strangers import Blank, HomeScreen, RecordPage, ShopPage

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from drawing.phone import Phone
    from drawing.screens.shot import Shot


def alipay(dice: Random, phone: Phone, captured: datetime, turn: int) -> Shot:
    """Return a 支付宝 page: 账单详情 and 转账详情 by turns."""
    made = captured - timedelta(days=dice.randrange(500), seconds=dice.randrange(86400))
    state = dice.choice(("交易成功", "交易成功", *STATES))
    return AlipayPage(
        phone,
        captured,
        ("bill", "transfer")[turn % 2],
        someone(dice).name,
        f"{dice.randrange(130, 199)}****{dice.randrange(1000, 9999)}",
        amount(dice),
        dice.choice(("-", "−", "+")) if turn % 2 == 0 else dice.choice(("-", "+")),
        state,
        dice.choice((*wording.MEMOS, "转账")),
        dice.choice(("余额宝", "账户余额", "招商银行储蓄卡(3341)")),
        made,
        number(dice, "alipay", made),
        commas=dice.random() < 0.5,
    )


def bank(dice: Random, phone: Phone, captured: datetime, _turn: int) -> Shot:
    """Return a bank's 电子回单."""
    at = captured - timedelta(days=dice.randrange(500), seconds=dice.randrange(86400))
    payer, payee = someone(dice), someone(dice)
    return BankReceipt(
        phone,
        captured,
        dice.choice(wording.BANKS),
        payer.name,
        _card(dice),
        payee.name,
        _card(dice),
        dice.choice(wording.BANKS),
        amount(dice),
        at,
        f"{dice.choice(('', 'C', 'HQ'))}{at:%Y%m%d}{dice.randrange(10**11, 10**12)}",
        dice.choice((*wording.MEMOS, "转账")),
        dice.choice(("¥", "￥", "")),
        commas=dice.random() < 0.6,
    )


def _card(dice: Random) -> str:
    head, tail = dice.choice(("6225", "6217", "6222")), f"{dice.randrange(10000):04d}"
    return dice.choice((f"{head} **** **** {tail}", f"{head}********{tail}"))


def note(dice: Random, phone: Phone, captured: datetime, turn: int) -> Shot:
    """Return a 微信借条 or 电子借条."""
    lent = captured - timedelta(days=dice.randrange(1, 300))
    due = lent + timedelta(days=dice.choice((30, 90, 180, 365)))
    return ElectronicNote(
        phone,
        captured,
        ("微信借条", "电子借条")[turn % 2],
        someone(dice).name,
        someone(dice).name,
        amount(dice, least=100),
        lent,
        due,
        dice.choice(("0%", "6%", "12%", "13.8%", "3.65%")),
        dice.choice(("资金周转", "房租", "医疗", "教育培训", "个体经营")),
        f"JT{lent:%Y%m%d}{dice.randrange(10**8, 10**9)}",
        "已结清" if dice.random() < 0.3 else "待还款",
    )


def paper(dice: Random, phone: Phone, captured: datetime, turn: int) -> Shot:
    """Return a photographed 借条, 欠条 or 收条."""
    lender, borrower, sum_ = someone(dice).name, someone(dice).name, amount(dice, least=100)
    day = captured - timedelta(days=dice.randrange(600))
    due = day + timedelta(days=dice.choice((30, 90, 180, 365)))
    said, until = f"{in_words(sum_)}（¥{sum_}）", f"{due.year}年{due.month}月{due.day}日"
    title = ("借条", "欠条", "收条")[turn % 3]
    body = {
        "借条": (
            f"今借到{lender}人民币{said}，用于{dice.choice(wording.PURPOSES)}，于{until}前还清。",
            *(("借款期间按年利率12%计息，到期一次还本付息。",) if dice.random() < 0.5 else ()),
        ),
        "欠条": (f"因货款未结，今欠{lender}人民币{said}，定于{until}前付清。",),
        "收条": (f"今收到{lender}归还的借款人民币{said}，此前的借款已结清。",),
    }[title]
    role = {"借条": "借款人", "欠条": "欠款人", "收条": "收款人"}[title]
    signed = (f"{role}：{borrower}", f"{day.year}年{day.month}月{day.day}日")
    wide, high = dice.choice(((1080, 1440), (1440, 1920), (1080, 1920)))
    return PaperPhoto(
        replace(phone, width=wide, height=high),
        title,
        body,
        signed,
        sum_,
        hand=turn % 2 == 0,
        turn=dice.uniform(-3.5, 3.5),
        seed=dice.randrange(10**9),
    )


def stranger(dice: Random, phone: Phone, captured: datetime, turn: int) -> Shot:
    """Return a page that must stay unread."""
    match turn % 4:
        case 0:
            apps = dice.sample(wording.APPS, 12)
            return HomeScreen(phone, captured, tuple(apps), dice.randrange(1000))
        case 1:
            one, other = someone(dice).nickname, someone(dice).nickname
            said = tuple(
                (dice.choice((one, other)), f"下午{3 + at // 3}:{10 + 4 * at}", _short(dice))
                for at in range(dice.randint(4, 8))
            )
            day = captured - timedelta(days=dice.randrange(900))
            return RecordPage(phone, captured, f"{one}和{other}的聊天记录", day, said)
        case 2:
            goods = tuple(dice.sample(wording.GOODS, 4))
            return ShopPage(phone, captured, goods)
        case _:
            colour = dice.choice(((255, 255, 255), (0, 0, 0), (237, 237, 237)))
            return Blank(phone, colour)


def _short(dice: Random) -> str:
    return sentence(dice, loan=False)[:14]
