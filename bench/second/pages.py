"""WeChat's other pages: red packet details, profiles, the service chat's cards, and unread ones."""

from datetime import datetime, timedelta
from html import escape
from random import Random

from second import art, looks, words
from second.looks import Look
from second.payments import long_time, rows
from second.truth import Item, Page, Truth, assemble, payment


def _shares(rng: Random, count: int) -> list[Truth]:
    when = words.moment(rng)
    style = rng.choice(("{0:%H:%M}", "{0.month}月{0.day}日 {0:%H:%M}"))
    return [
        {
            "name": words.contact(rng),
            "amount": f"{rng.uniform(0.01, 40):.2f}",
            "time": style.format(when - timedelta(minutes=3 * i)),
        }
        for i in range(count)
    ]


def _share_rows(rng: Random, shares: list[Truth]) -> str:
    best = max(range(len(shares)), key=lambda i: float(shares[i]["amount"]))
    return "".join(
        f'<div class="share">{art.avatar(rng)}<div>{escape(one["name"])}'
        f"<small>{one['time']}</small>"
        f"</div><span>{one['amount']}元"
        + ('<div class="best">手气最佳</div>' if i == best and len(shares) > 1 else "")
        + "</span></div>"
        for i, one in enumerate(shares)
    )


def red_packet(rng: Random, look: Look, case: str) -> Page:
    """Draw 红包详情: received, sent, or shared in a group and gone."""
    sender, greeting = words.contact(rng), rng.choice(words.GREETINGS)
    shares = _shares(rng, {"received": 0, "sent": 1}.get(case, rng.randint(2, 6)))
    total = f"{sum(float(one['amount']) for one in shares):.2f}" if shares else None
    mine = {"received": words.money(rng, most=200)}.get(case)
    if case == "group" and rng.random() < 0.6:
        mine = shares[0]["amount"]
    big = ""
    if mine:
        big = (
            f'<div class="yuan">{mine}<small>元</small></div>'
            '<div class="kept">已存入零钱，可直接转账</div>'
        )
    count = len(shares) or None
    quick = rng.choice((f"，{rng.randint(4, 59)}秒被抢光", f"，{rng.randint(2, 50)}分钟被抢光"))
    tally = ""
    if shares:
        line = f"{count}个红包共{total}元" + (quick if case == "group" else "")
        tally = f'<div class="tally">{line}</div>{_share_rows(rng, shares)}'
    sign = art.icon("packet", look="logo")
    hero = (
        f'<div class="hero"><div class="from">{escape(sender)}的红包</div>'
        f'<div class="wish">{escape(greeting)}</div>{big}</div>'
    )
    body = (
        looks.status_bar(look, rng)
        + looks.bar("", right="<small>红包记录</small>")
        + f'<div class="arc"></div><div class="main packet" style="margin-top:-.6rem">'
        f'<div class="hero" style="padding:0">{sign}</div>{hero}{tally}</div>'
    )
    paid = payment(amount=mine, direction="in", counterparty=sender, status="accepted")
    truth = {
        "kind": "red_packet",
        "app": "wechat",
        "title": None,
        "packet": {
            "total": total,
            "count": count,
            "shares": shares,
            "own_share": mine,
            "sender": sender,
            "greeting": greeting,
        },
        "payment": paid if mine and case == "received" else None,
    }
    return Page(look.page(body, kind="plain over"), truth)


REGIONS = ("浙江 杭州", "广东 深圳", "四川 成都", "湖南 长沙", "中国大陆", "冰岛", "北京 朝阳")


def profile(rng: Random, look: Look, case: str) -> Page:
    """Draw a contact's page: a friend with or without a remark, a stranger, one's own."""
    nick, number = rng.choice(words.NICKNAMES), words.wechat_id(rng)
    known: Truth = {
        "remark": None,
        "nickname": nick,
        "wechat_id": number,
        "region": rng.choice(REGIONS),
        "own": case == "own",
        "real_name": None,
        "id_number": None,
    }
    if case == "stranger":
        known |= {"wechat_id": None}
    if case == "remarked":
        known["remark"] = words.person(rng) + rng.choice(("", "-装修", " 13楼"))
    lines = [f"昵称：{nick}"] if known["remark"] else []
    lines += [f"微信号：{number}"] if known["wechat_id"] else []
    lines += [f"地区：{known['region']}"] if case != "own" else []
    if case == "own":
        known["region"] = None
    soft = "".join(f'<div class="soft">{escape(one)}</div>' for one in lines)
    head = (
        f'<div class="face">{art.avatar(rng)}<div><div class="remark">'
        f"{escape(known['remark'] or nick)}</div>{soft}</div></div>"
    )
    menu = {
        "own": ("服务", "收藏", "朋友圈", "卡包", "表情", "设置"),
        "stranger": ("设置备注和标签", "朋友圈", "来源"),
    }.get(case, ("设置备注和标签", "朋友权限", "朋友圈", "更多信息"))
    entries = "".join(f"<div>{one}</div>" for one in menu)
    deeds = {"own": (), "stranger": ("添加到通讯录",)}.get(case, ("发消息", "音视频通话"))
    acts = "".join(f'<div class="act">{one}</div>' for one in deeds)
    body = (
        looks.status_bar(look, rng)
        + looks.bar("")
        + head
        + f'<div class="list">{entries}</div><div class="list">{acts}</div>'
    )
    truth = {"kind": "profile", "app": "wechat", "title": None, "profile": known}
    return Page(look.page(body), truth)


def transfer_entry(rng: Random, look: Look) -> Page:
    """Draw the page before a transfer: the nickname, and the real name's last character."""
    nick, person = rng.choice(words.NICKNAMES), words.person(rng)
    masked = "*" * (len(person) - 1) + person[-1]
    body = (
        looks.status_bar(look, rng)
        + looks.bar("", right=looks.NO_MARK)
        + f'<div class="face">{art.avatar(rng)}<div><div class="remark" style="font-size:.48rem">'
        f"转账给 {escape(nick)}({masked})</div>"
        f'<div class="soft">微信号：{words.wechat_id(rng)}</div>'
        "</div></div>"
        '<div class="list"><div>转账金额</div><div style="font-size:1.1rem">¥</div>'
        "<div><span>添加转账说明</span></div></div>"
        '<div class="push" style="margin-top:auto">转账</div>'
    )
    number = body.split("微信号：")[1].split("<")[0]
    known = {
        "remark": None,
        "nickname": nick,
        "wechat_id": number,
        "region": None,
        "own": False,
        "real_name": masked,
        "id_number": None,
    }
    truth = {"kind": "profile", "app": "wechat", "title": None, "profile": known}
    return Page(look.page(body), truth)


def _notice(rng: Random, kind: str, sent: datetime) -> tuple[datetime, Item]:
    """Draw one card of the service chat."""
    amount = words.money(rng, most=9000)
    back = sent + timedelta(hours=24, seconds=rng.randrange(5, 400))
    sign = rng.choice(("¥", "￥", "¥ "))
    name = words.contact(rng)
    told = {
        "expired": (
            "转账过期退款到账通知",
            "退款金额",
            [
                ("退款方式", "退回零钱"),
                ("退款原因", f"{name}超过24小时未接收转账"),
                ("转账时间", long_time(sent)),
                ("到账时间", long_time(back)),
            ],
            payment(
                amount=amount,
                status="refunded",
                time=f"{sent:%Y-%m-%dT%H:%M:%S}",
                received_time=f"{back:%Y-%m-%dT%H:%M:%S}",
            ),
        ),
        "returned": (
            "转账退款到账通知",
            "退款金额",
            [
                ("退款方式", "退回零钱"),
                ("退款原因", "对方已退还"),
                ("转账时间", long_time(sent)),
                ("退款时间", long_time(back)),
            ],
            payment(
                amount=amount,
                status="refunded",
                time=f"{sent:%Y-%m-%dT%H:%M:%S}",
                received_time=f"{back:%Y-%m-%dT%H:%M:%S}",
            ),
        ),
        "income": (
            f"微信支付收款{amount}元(朋友到店)",
            "收款金额",
            [
                ("付款方备注", rng.choice(words.MEMOS)),
                ("汇总", f"今日第{rng.randint(2, 9)}笔收款，共计{sign}{float(amount) + 31.5:.2f}"),
                ("备注", "收款成功，已存入零钱"),
            ],
            payment(amount=amount, direction="in", status="accepted"),
        ),
        "bank": (
            "转账到银行卡到账成功",
            "转账金额",
            [
                ("到账银行", f"{rng.choice(words.BANKS)}({words.digits(rng, 4)})"),
                ("收款人", words.person(rng)),
                ("转账时间", long_time(sent)),
                ("到账时间", long_time(back)),
            ],
            payment(
                amount=amount,
                status="accepted",
                direction="out",
                time=f"{sent:%Y-%m-%dT%H:%M:%S}",
                received_time=f"{back:%Y-%m-%dT%H:%M:%S}",
            ),
        ),
    }
    title, cap, pairs, paid = told[kind]
    if kind == "bank":
        paid["counterparty"] = dict(pairs)["收款人"]
    if kind == "income":
        paid["memo"] = pairs[0][1]
    html = (
        f'<div class="notice"><h4>{title}</h4><div class="cap">{cap}</div>'
        f'<div class="big">{sign}{amount}</div>{rows(pairs)}'
        '<div class="more1"><span>查看详情</span></div></div>'
    )
    return back, Item(html, {"title": title, "payment": paid})


def service(rng: Random, look: Look, kinds: tuple[str, ...]) -> Page:
    """Draw the 微信支付 chat with its cards."""
    items: list[Item] = []
    sent = words.moment(rng)
    for kind in kinds:
        came, card = _notice(rng, kind, sent)
        said = f"{came.year}年{came.month}月{came.day}日 {came:%H:%M}"
        line = f'<div class="mid"><span class="say">{said}</span></div>'
        items.append(Item(line + card.html, card.truth))
        sent += timedelta(days=rng.randint(2, 30), minutes=rng.randrange(600))
    body = (
        looks.status_bar(look, rng)
        + looks.bar("微信支付")
        + f'<div class="view" data-view data-fit="tail">'
        f'<div class="flow">{assemble(items)}</div></div>'
        '<div class="typing last" style="justify-content:space-around"><span>我的账单</span>'
        "<span>支付服务</span></div>"
    )
    truth = {"kind": "service_card", "app": "wechat", "title": "微信支付"}
    return Page(look.page(body), truth, tuple(items))


def home(rng: Random, look: Look) -> Page:
    """Draw a phone's home screen."""
    names = rng.sample(words.APPS, len(words.APPS))
    apps = "".join(
        f'<div><i style="background:{rng.choice(art.HUES)}"></i>{one}</div>' for one in names
    )
    body = (
        '<div style="height:2.4rem"></div>'
        f'<div class="clock1">{rng.randrange(24):02d}:{rng.randrange(60):02d}</div>'
        f'<div class="day1">{rng.randint(1, 12)}月{rng.randint(1, 28)}日 '
        f"星期{rng.choice('一二三四五六日')} "
        f'多云 {rng.randint(3, 33)}°</div><div class="apps">{apps}</div>'
    )
    return Page(look.page(body, kind="homepage"), {"kind": "unread", "app": None, "title": None})


def shop(rng: Random, look: Look) -> Page:
    """Draw a shopping page: many prices, no payment."""
    goods = rng.sample(words.GOODS, 6)
    cells = "".join(
        f'<div><img src="{art.photo(rng)}"><p>{name} 官方正品 包邮</p><p><b>¥{rng.randint(9, 900)}.'
        f"{rng.choice(('90', '00', '80'))}</b> {rng.randint(100, 9000)}人付款</p></div>"
        for name in goods
    )
    body = (
        looks.status_bar(look, rng)
        + looks.bar("好物优选")
        + f'<div class="main"><div class="goods">{cells}</div></div>'
    )
    return Page(look.page(body, kind="grey"), {"kind": "unread", "app": None, "title": None})


def record(rng: Random, look: Look) -> Page:
    """Draw a merged record: sides mean nothing here, so that it isn't a chat."""
    names = [(words.contact(rng), art.avatar(rng)) for _ in range(2)]
    said = []
    for i in range(6):
        name, face = names[i % 2]
        at = words.clock(9 + i, rng.randrange(60), style="12")
        said.append(
            f'<div class="one">{face}<div><div class="who">'
            f"<span>{escape(name)}</span><span>{at}</span></div>"
            f"<p>{escape(words.line(rng))}</p></div></div>"
        )
    when = words.moment(rng)
    body = (
        looks.status_bar(look, rng)
        + looks.bar(f"{names[0][0]}和{names[1][0]}的聊天记录")
        + f'<div class="main record"><div class="date">{when.year}-{when.month}-{when.day}</div>'
        f"{''.join(said)}</div>"
    )
    return Page(look.page(body, kind="plain"), {"kind": "unread", "app": "wechat", "title": None})
