"""Pages about money and people by chance: each case in its turn, the rest as the dice fall."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from drawing.dice import wording
from drawing.dice.chance import amount, clock, number, someone
from drawing.screens.bill import BillDetail
from drawing.screens.bill_list import BillListPage, ListRow, Month
from drawing.screens.packet import PacketDetail, Taken
from drawing.screens.person import ContactPage, OwnPage, RealName, TransferEntry
from drawing.screens.service import Notice, ServiceChat
from drawing.screens.transfer import AGED, NEW, TransferDetail

if TYPE_CHECKING:
    from random import Random

    from drawing.phone import Phone
    from drawing.screens.service import Rows
    from drawing.screens.shot import Shot

_DASHES = ("−", "–", "—", "-")


def transfer(dice: Random, phone: Phone, captured: datetime, turn: int) -> Shot:
    """Return a 转账详情 or, on an old phone, a 交易详情."""
    old = phone.theme.strip is not None
    cases = sorted(AGED if old else NEW)
    case = cases[turn % len(cases)]
    sent = captured - timedelta(days=dice.randrange(400), seconds=dice.randrange(86400))
    done = sent + timedelta(seconds=dice.randrange(20, 80000))
    return TransferDetail(
        phone,
        captured,
        case,
        someone(dice).nickname,
        amount(dice),
        sent,
        done,
        dice.choice(wording.MEMOS) if dice.random() < 0.4 else None,
        dice.choice("¥¥￥"),
        advert=case == "in-done" and dice.random() < 0.6,
        titled=dice.random() < 0.6,
    )


def bill(dice: Random, phone: Phone, captured: datetime, turn: int) -> Shot:
    """Return a 账单详情 of one of its kinds."""
    make = (_paid, _got, _refunded, _scanned, _collected, _packet, _group, _withdrawn, _shop)
    return make[turn % len(make)](dice, phone, captured)


def _sent(dice: Random, captured: datetime) -> datetime:
    return captured - timedelta(days=dice.randrange(1, 600), seconds=dice.randrange(86400))


def _bill(
    dice: Random,
    phone: Phone,
    captured: datetime,
    header: str,
    who: str,
    sign: str,
    rows: list[tuple[str, str | datetime]],
    *,
    value: str | None = None,
    face: str | None = None,
    steps: tuple[tuple[str, str], ...] = (),
) -> BillDetail:
    services = ("对订单有疑惑", "申请转账电子凭证", "常见问题", "发起群收款")
    return BillDetail(
        phone,
        captured,
        header.format(who=who),
        who,
        value or amount(dice),
        sign,
        tuple(rows),
        services[: dice.randint(2, 4)],
        face,
        dice.random() < 0.5,
        steps,
    )


def _paid(dice: Random, phone: Phone, captured: datetime) -> Shot:
    at, who = _sent(dice, captured), someone(dice).nickname
    rows: list[tuple[str, str | datetime]] = [
        ("当前状态", dice.choice(("对方已收钱", "朋友已收钱", "支付成功"))),
        ("转账说明", dice.choice((*wording.MEMOS, "微信转账"))),
        ("支付方式", dice.choice(("零钱", "零钱通", "招商银行(3341)"))),
        ("转账时间", at),
        ("转账单号", number(dice, "transfer", at)),
    ]
    if dice.random() < 0.3:
        rows.append(("商户单号", number(dice, "transaction", at)))
    return _bill(dice, phone, captured, "转账-转给{who}", who, dice.choice(_DASHES), rows, face=who)


def _got(dice: Random, phone: Phone, captured: datetime) -> Shot:
    at, who = _sent(dice, captured), someone(dice).nickname
    rows: list[tuple[str, str | datetime]] = [
        ("当前状态", "已存入零钱"),
        ("转账说明", dice.choice((*wording.MEMOS, "微信转账"))),
        ("转账时间", at),
        ("收款时间", at + timedelta(seconds=dice.randrange(9, 4000))),
        ("转账单号", number(dice, "transfer", at)),
    ]
    return _bill(dice, phone, captured, "转账-来自{who}", who, "+", rows, face=who)


def _refunded(dice: Random, phone: Phone, captured: datetime) -> Shot:
    at, who, value = _sent(dice, captured), someone(dice).nickname, amount(dice)
    part = dice.choice((value, value, "0.01"))
    said = dice.choice(("已全额退款", f"已退款(￥{part})", f"已退款（￥{part}）"))
    rows: list[tuple[str, str | datetime]] = [
        ("当前状态", said),
        ("转账说明", "微信转账"),
        ("支付方式", "零钱"),
        ("转账时间", at),
        ("退款时间", at + timedelta(days=1)),
        ("转账单号", number(dice, "transfer", at)),
    ]
    sign = dice.choice(_DASHES)
    return _bill(dice, phone, captured, "转账-转给{who}", who, sign, rows, face=who, value=value)


def _scanned(dice: Random, phone: Phone, captured: datetime) -> Shot:
    at, who = _sent(dice, captured), dice.choice((someone(dice).nickname, "青禾便利店"))
    rows: list[tuple[str, str | datetime]] = [
        ("当前状态", "已转账"),
        ("收款方备注", "二维码收款"),
        ("支付方式", "零钱"),
        ("转账时间", at),
        ("转账单号", number(dice, "qr", at)),
    ]
    return _bill(
        dice, phone, captured, "扫二维码付款-给{who}", who, dice.choice(_DASHES), rows, face=who
    )


def _collected(dice: Random, phone: Phone, captured: datetime) -> Shot:
    at, who = _sent(dice, captured), someone(dice).nickname
    rows: list[tuple[str, str | datetime]] = [
        ("当前状态", "已收钱"),
        ("收款方备注", "二维码收款"),
        ("收款时间", at),
        ("收款详情", "共1笔"),
        ("转账单号", number(dice, "qr", at)),
    ]
    return _bill(dice, phone, captured, "二维码收款-来自{who}", who, "+", rows, face=who)


def _packet(dice: Random, phone: Phone, captured: datetime) -> Shot:
    at, who = _sent(dice, captured), someone(dice).nickname
    rows: list[tuple[str, str | datetime]] = [
        ("当前状态", "已存入零钱"),
        ("收款时间", at),
        ("交易单号", number(dice, "packet", at)),
    ]
    value = amount(dice, 200)
    return _bill(dice, phone, captured, "微信红包-来自{who}", who, "+", rows, face=who, value=value)


def _group(dice: Random, phone: Phone, captured: datetime) -> Shot:
    at, who = _sent(dice, captured), someone(dice).nickname
    rows: list[tuple[str, str | datetime]] = [
        ("当前状态", "已存入零钱"),
        ("收款时间", at),
        ("转账单号", number(dice, "group", at)),
    ]
    return _bill(dice, phone, captured, "群收款-来自{who}", who, "+", rows, face=who)


def _withdrawn(dice: Random, phone: Phone, captured: datetime) -> Shot:
    at, bank = _sent(dice, captured), f"{dice.choice(wording.BANKS)}({dice.randrange(1000, 9999)})"
    soon = at + timedelta(minutes=dice.randrange(1, 50))
    said = f"{at.month}月{at.day}日 {at:%H:%M}"
    rows: list[tuple[str, str | datetime]] = [
        ("提现银行", bank),
        ("申请时间", at),
        ("到账时间", soon),
        ("服务费", "￥0.10"),
        ("交易单号", number(dice, "transaction", at)),
    ]
    steps = tuple((name, said) for name in ("发起提现", "银行处理中", "到账成功"))
    return _bill(dice, phone, captured, "零钱提现-到{who}", bank, "", rows, steps=steps)


def _shop(dice: Random, phone: Phone, captured: datetime) -> Shot:
    at, who = _sent(dice, captured), dice.choice(wording.MERCHANTS)
    rows: list[tuple[str, str | datetime]] = [
        ("当前状态", "支付成功"),
        ("商品", f"{who}-消费"),
        ("商户全称", f"{who}有限公司"),
        ("收单机构", "财付通支付科技有限公司"),
        ("支付方式", "零钱"),
        ("支付时间", at),
        ("交易单号", number(dice, "merchant", at)),
        ("商户单号", number(dice, "transaction", at)),
    ]
    value = amount(dice, 2000)
    return _bill(dice, phone, captured, "{who}", who, dice.choice(_DASHES), rows, value=value)


def bill_list(dice: Random, phone: Phone, captured: datetime, turn: int) -> Shot:
    """Return a 账单 page: one month, or several."""
    dash = dice.choice(_DASHES)
    year, month, months = captured.year, captured.month, []
    for _ in range(1 + turn % 4):
        rows = [_row(dice, year, month, dash) for _ in range(dice.randint(2, 5))]
        rows.sort(key=lambda row: row.at, reverse=True)
        months.append(Month(year, month, amount(dice), amount(dice), tuple(rows)))
        back = dice.choice((1, 1, 2, 7))
        year, month = year - (month <= back), (month - back - 1) % 12 + 1
    return BillListPage(phone, captured, tuple(months), dice.choice("¥￥"))


def _row(dice: Random, year: int, month: int, dash: str) -> ListRow:
    who, shop = someone(dice).nickname, dice.choice(wording.MERCHANTS)
    title, name, sign = dice.choice(
        (
            (f"转账-转给{who}", who, dash),
            (f"转账-转给{who}", who, dash),
            (f"转账-来自{who}", who, "+"),
            (f"微信红包-来自{who}", who, "+"),
            (f"扫二维码付款-给{who}", who, dash),
            (shop, shop, dash),
        )
    )
    value, note, status = amount(dice, 200 if title[2] == "红" else 20000), "", None
    if sign == dash and dice.random() < 0.3:
        note, status = dice.choice(
            (
                ("已全额退款", "refunded"),
                (f"已退款(￥{value})", "refunded"),
                ("对方已退还", "returned"),
            )
        )
    at = captured_in(dice, year, month)
    return ListRow(title, name, value, sign, at, note, status)


def captured_in(dice: Random, year: int, month: int) -> datetime:
    """Return a minute of a month."""
    return datetime(year, month, dice.randint(1, 28), dice.randrange(24), dice.randrange(60))


def packet(dice: Random, phone: Phone, captured: datetime, turn: int) -> Shot:
    """Return a 红包详情: taken alone, sent alone, or shared by a group."""
    sender, greeting = someone(dice).nickname, dice.choice(wording.GREETINGS)
    if turn % 3 == 0:
        return PacketDetail(phone, captured, sender, greeting, amount(dice, 200))
    at = captured - timedelta(minutes=dice.randrange(1, 200))
    count = 1 if turn % 3 == 1 else dice.randint(2, 7)
    fen = [dice.randrange(1, 4000) for _ in range(count)]
    names = dice.sample(wording.NICKNAMES, count)
    best = max(fen)
    shares = tuple(
        Taken(name, f"{one // 100}.{one % 100:02d}", at, best=one == best and count > 1)
        for name, one in zip(names, fen, strict=True)
    )
    total = f"{sum(fen) // 100}.{sum(fen) % 100:02d}"
    mine = dice.choice(shares).amount if count > 1 and dice.random() < 0.7 else None
    quick = f"{dice.randint(2, 59)}秒" if count > 1 else ""
    return PacketDetail(phone, captured, sender, greeting, mine, shares, total, quick)


def profile(dice: Random, phone: Phone, captured: datetime, turn: int) -> Shot:
    """Return a friend, a stranger, the owner, the page one transfers from, or 实名认证."""
    one = someone(dice)
    match turn % 6:
        case 0:
            return ContactPage(phone, captured, one.remark, one.nickname, one.wechat_id, one.region)
        case 1:
            return ContactPage(phone, captured, None, one.nickname, one.wechat_id, one.region)
        case 2:
            rows, buttons = ("设置备注和标签", "朋友圈"), ("添加到通讯录",)
            where = dice.choice((one.region, None))
            return ContactPage(phone, captured, None, one.nickname, None, where, rows, buttons)
        case 3:
            return OwnPage(phone, captured, one.nickname, one.wechat_id)
        case 4:
            masked = "*" * (len(one.name) - 1) + one.name[-1]
            account = one.wechat_id if dice.random() < 0.6 else None
            return TransferEntry(phone, captured, one.remark, masked, account)
        case _:
            tail = dice.choice("0123456789X")
            head, end = dice.choice((("3", tail), ("320106", f"101{tail}"), ("51", f"7{tail}")))
            hidden = head + "*" * (18 - len(head) - len(end)) + end
            return RealName(phone, captured, "*" * (len(one.name) - 1) + one.name[-1], hidden)


def service(dice: Random, phone: Phone, captured: datetime, turn: int) -> Shot:
    """Return cards of the 微信支付 chat."""
    stamps = (clock(dice, captured, phone), f"昨天 {clock(dice, captured, phone)}", "周四 12:09")
    cards = tuple(_notice(dice, captured, turn + at, stamps[at]) for at in range(3))
    return ServiceChat(phone, captured, cards[: 1 + turn % 3])


def _notice(dice: Random, captured: datetime, turn: int, stamp: str) -> Notice:
    at, value = _sent(dice, captured), amount(dice, 200 if turn % 5 == 2 else 200000)
    money = f"{dice.choice(('¥', '￥', '¥ '))}{value}"
    later = at + timedelta(days=1, seconds=dice.randrange(60))
    who, memo = someone(dice).nickname, dice.choice(wording.MEMOS)
    match turn % 5:
        case 0:
            rows: Rows = (
                ("退款方式", "退回零钱"),
                ("退款原因", "好友24小时内未接收你的转账"),
                ("转账时间", at),
                ("到账时间", later),
            )
            title = "转账过期退款到账通知"
            return Notice(stamp, title, "退款金额", money, rows, "refunded", None)
        case 1:
            rows = (
                ("退款方式", "退回招商银行(3341)"),
                ("退款原因", "好友退还了你的转账"),
                ("转账时间", at),
                ("退款时间", later),
            )
            return Notice(stamp, "转账退款到账通知", "退款金额", money, rows, "refunded", None)
        case 2:
            rows = (
                ("退款方式", "退回零钱"),
                ("退款原因", "红包24小时内未被领取"),
                ("退款时间", at),
            )
            return Notice(stamp, "红包退款到账通知", "退款金额", money, rows, "refunded", None)
        case 3:
            title = f"微信支付收款{value}元(朋友到店)"
            rows = (
                ("付款方备注", memo),
                ("汇总", f"今日第2笔收款，共计￥{amount(dice)}"),
                ("备注", "收款成功，已存入零钱"),
            )
            return Notice(stamp, title, "收款金额", money, rows, "accepted", "in", memo=memo)
        case _:
            rows = (("收款人", who), ("转账时间", at), ("到账时间", later))
            title = "转账到银行卡到账成功"
            return Notice(stamp, title, "转账金额", money, rows, "accepted", "out", who)
