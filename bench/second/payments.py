"""WeChat's payment pages: a transfer's details, a bill's details, the list of bills."""

from datetime import datetime, timedelta
from html import escape
from random import Random

from second import art, looks, words
from second.looks import Look
from second.truth import Item, Page, Truth, assemble, payment

CASES = ("payer_pending", "payer_done", "payee_pending", "payee_done", "returned", "expired")


def rows(pairs: list[tuple[str, str]], *, wide: bool = False) -> str:
    """Lay out labels and values the way payment pages do: no colon, the label grey."""
    inner = "".join(
        f'<div class="r"><i>{label}</i><span>{escape(value)}</span></div>' for label, value in pairs
    )
    return f'<div class="rows{" wide" if wide else ""}">{inner}</div>'


def long_time(when: datetime, *, style: str = "padded") -> str:
    """Write a moment the way payment pages do."""
    if style == "old":
        return f"{when:%Y-%m-%d %H:%M}"
    if style == "dashes":
        return f"{when:%Y-%m-%d %H:%M:%S}"
    if style == "bare":
        return f"{when.year}年{when.month}月{when.day}日 {when:%H:%M:%S}"
    return f"{when:%Y年%m月%d日 %H:%M:%S}"


def iso(when: datetime, *, style: str = "padded") -> str:
    """Give the truth about a moment, as precise as the page shows it."""
    return f"{when:%Y-%m-%dT%H:%M}" if style == "old" else f"{when:%Y-%m-%dT%H:%M:%S}"


def _sentence(rng: Random, case: str, name: str, *, old: bool) -> tuple[str, str, str]:
    """Give a case's icon, its sentence and the hint under the amount."""
    choices = {
        "payer_pending": (
            "clock",
            ("待朋友确认收钱" if old else f"待{name}确认收款",),
            (
                "1天内朋友未确认，将退还给你。<b>提醒对方收款</b>",
                "1天内朋友未确认，将退还给你。<b>重发转账消息</b>",
            ),
        ),
        "payer_done": (
            "tick",
            (f"{name}已收钱" if old else f"{name}已收款",),
            ("已存入对方零钱中",) if old else ("",),
        ),
        "payee_pending": ("clock", ("待你收款",), ("1天内未确认，将退还给对方。<b>立即退还</b>",)),
        "payee_done": (
            "tick",
            ("已收钱" if old else "你已收款，资金已存入零钱",),
            ("<b>查看零钱</b>" if old else "<b>零钱余额</b>",),
        ),
        "returned": ("undo", (f"{name}已退还",), ("已退款到零钱，<b>查看零钱</b>",)),
        "expired": ("undo", ("已退还（过期）",), ("已退款到零钱，<b>查看零钱</b>",)),
    }
    sign, says, hints = choices[case]
    return sign, rng.choice(says), rng.choice(hints)


def _transfer_truth(case: str, name: str, amount: str, *, old: bool) -> Truth:
    status = {
        "payer_pending": "pending",
        "payer_done": "accepted",
        "payee_pending": "pending",
        "payee_done": "accepted",
        "returned": "returned",
        "expired": "returned",
    }[case]
    named = case in ("payer_done", "returned") or (case == "payer_pending" and not old)
    known = "out" if case.startswith("payer") or case in ("returned", "expired") else "in"
    return payment(
        amount=amount, direction=known, status=status, counterparty=name if named else None
    )


def transfer(rng: Random, look: Look, case: str) -> Page:
    """Draw 转账详情 (old: 交易详情)."""
    old = look.theme == "old"
    name, amount, sent = words.contact(rng), words.money(rng), words.moment(rng)
    style = "old" if old else rng.choice(("padded", "padded", "bare"))
    paid = _transfer_truth(case, name, amount, old=old)
    paid["time"] = iso(sent, style=style)
    pairs = [("转账时间", long_time(sent, style=style))]
    if case.endswith("done"):
        taken = sent + timedelta(seconds=rng.randrange(20, 40000))
        pairs.append(("收款时间", long_time(taken, style=style)))
        paid["received_time"] = iso(taken, style=style)
    if case in ("returned", "expired"):
        days = {"expired": 86400, "returned": rng.randrange(60, 80000)}[case]
        back = sent + timedelta(seconds=days)
        pairs.append(("退还时间", long_time(back, style=style)))
        paid["returned_time"] = iso(back, style=style)
    if rng.random() < 0.35:
        paid["memo"] = rng.choice(words.MEMOS)
        pairs.insert(0, ("转账说明", paid["memo"]))
    return _transfer_page(rng, look, case=case, name=name, amount=amount, pairs=pairs, paid=paid)


def _transfer_page(
    rng: Random,
    look: Look,
    *,
    case: str,
    name: str,
    amount: str,
    pairs: list[tuple[str, str]],
    paid: Truth,
) -> Page:
    old = look.theme == "old"
    sign, says, hint = _sentence(rng, case, name, old=old)
    button = '<div class="push">收款</div>' if case == "payee_pending" else ""
    advert = ""
    if case == "payee_done" and rng.random() < 0.5:
        advert = (
            '<div class="ad"><span>给小金库再添一笔 零钱通 七日年化1.73%</span><b>转入</b></div>'
        )
    title = "交易详情" if old else rng.choice(("转账详情", "", "转账详情"))
    hero = (
        f'<div class="hero">{art.icon(sign, look="sign")}<div class="says">{escape(says)}</div>'
        f'<div class="much">¥{amount}</div><div class="hint">{hint}</div></div>'
    )
    body = (
        looks.status_bar(look, rng)
        + looks.bar(title, right=looks.NO_MARK)
        + f'<div class="main">{hero}{button}{rows(pairs)}{advert}</div>'
        + '<div class="help blue">帮助与反馈</div>'
    )
    truth = {"kind": "transfer", "app": "wechat", "title": title or None, "payment": paid}
    return Page(look.page(body, kind="plain"), truth)


BILLS = (
    "transfer_out",
    "transfer_in",
    "qr_out",
    "packet_in",
    "refunded",
    "withdrawal",
    "shop",
    "transfer_out",
    "transfer_in",
)
NOTES = ("转账说明", "收款方备注", "商品")
DASHES = ("-", "−", "–", "-", "—")


def _bill_facts(rng: Random, kind: str) -> tuple[str, Truth, list[tuple[str, str]]]:
    """Give a bill's heading, its truth and its rows."""
    name, amount, when = words.contact(rng), words.money(rng), words.moment(rng)
    style = rng.choice(("dashes", "bare", "padded"))
    at, memo = long_time(when, style=style), rng.choice(words.MEMOS)
    stamp = {
        "transfer_out": "transfer",
        "transfer_in": "transfer",
        "refunded": "transfer",
        "qr_out": "qr",
        "packet_in": "packet",
        "withdrawal": "deal",
        "shop": "deal",
    }[kind]
    number = words.serial(rng, when, kind=stamp)
    bank = f"{rng.choice(words.BANKS)}({words.digits(rng, 4)})"
    told = {
        "transfer_out": (
            f"转账-转给{name}",
            "out",
            name,
            "accepted",
            [
                ("当前状态", rng.choice(("对方已收钱", "朋友已收钱", "支付成功"))),
                ("转账说明", memo),
                ("转账时间", at),
                ("支付方式", rng.choice(("零钱", bank))),
                ("转账单号", number),
            ],
        ),
        "transfer_in": (
            f"转账-来自{name}",
            "in",
            name,
            "accepted",
            [
                ("当前状态", "已存入零钱"),
                ("转账说明", memo),
                ("转账时间", at),
                ("收款时间", long_time(when + timedelta(minutes=7), style=style)),
                ("转账单号", number),
            ],
        ),
        "qr_out": (
            f"扫二维码付款-给{name}",
            "out",
            name,
            "accepted",
            [
                ("当前状态", "支付成功"),
                ("收款方备注", "二维码收款"),
                ("支付方式", bank),
                ("转账时间", at),
                ("转账单号", number),
            ],
        ),
        "packet_in": (
            f"微信红包-来自{name}",
            "in",
            name,
            "accepted",
            [("当前状态", "已存入零钱"), ("收款时间", at), ("交易单号", number)],
        ),
        "refunded": (
            f"转账-转给{name}",
            "out",
            name,
            "refunded",
            [
                ("当前状态", "已全额退款"),
                ("转账时间", at),
                ("支付方式", "零钱"),
                ("转账单号", number),
            ],
        ),
        "withdrawal": (
            f"零钱提现-到{bank}",
            None,
            bank,
            None,
            [
                ("当前状态", "提现已到账"),
                ("提现金额", f"¥{amount}"),
                ("服务费", "¥0.10"),
                ("申请时间", at),
                ("到账时间", long_time(when + timedelta(hours=1), style=style)),
                ("提现银行", bank),
                ("提现单号", number),
            ],
        ),
        "shop": (
            "老街坊便利店",
            "out",
            "老街坊便利店",
            "accepted",
            [
                ("当前状态", "支付成功"),
                ("支付时间", at),
                ("商品", "日用百货"),
                ("商户全称", "临河市老街坊商贸有限公司"),
                ("收单机构", "财付通支付科技有限公司"),
                ("支付方式", bank),
                ("交易单号", number),
                ("商户单号", words.serial(rng, when, kind="shop")),
            ],
        ),
    }
    heading, direction, other, status, pairs = told[kind]
    later = {
        "transfer_in": timedelta(minutes=7),
        "withdrawal": timedelta(hours=1),
        "packet_in": timedelta(),
    }.get(kind)
    truth = payment(
        amount=amount,
        direction=direction,
        counterparty=other,
        status=status,
        time=iso(when),
        serial=number,
        memo=next((said for label, said in pairs if label in NOTES), None),
        received_time=iso(when + later) if later is not None else None,
    )
    return heading, truth | {"status_words": pairs[0][1]}, pairs


def bill(rng: Random, look: Look, kind: str) -> Page:
    """Draw 账单详情: the amount bears a sign and no ¥; a withdrawal has neither."""
    heading, truth, pairs = _bill_facts(rng, kind)
    sign = {"out": rng.choice(DASHES), "in": "+", None: ""}[truth["direction"]]
    logo = art.avatar(rng)
    hero = (
        f'<div class="hero">{logo}<div class="says">{escape(heading)}</div>'
        f'<div class="much">{sign}{truth["amount"]}</div></div>'
    )
    title = "账单详情" if look.system == "ios" or rng.random() < 0.5 else ""
    entries = "".join(
        f"<div>{one}</div>" for one in ("对订单有疑惑", "发起群收款", "申请转账电子凭证")
    )
    right = '<small class="blue">全部账单</small>' if rng.random() < 0.5 else looks.NO_MARK
    body = (
        looks.status_bar(look, rng)
        + looks.bar(title, right=right)
        + f'<div class="main round">{hero}{rows(pairs)}<div class="foots">{entries}</div></div>'
    )
    whole = {"kind": "bill", "app": "wechat", "title": title or None, "payment": truth}
    return Page(look.page(body, kind="plain"), whole)


def _entry(rng: Random, when: datetime) -> Item:
    """Draw one row of the list, and say which payment it is."""
    name, amount = words.contact(rng), words.money(rng, most=9000)
    what, direction, state = rng.choice(
        (
            (f"转账-转给{name}", "out", ""),
            (f"转账-来自{name}", "in", ""),
            (f"扫二维码付款-给{name}", "out", ""),
            (f"微信红包-来自{name}", "in", ""),
            ("零钱提现", None, ""),
            (f"转账-转给{name}", "out", "已全额退款"),
            ("利民水果超市", "out", ""),
        )
    )
    sign = {"out": "-", "in": "+", None: ""}[direction]
    below = f"<small>{state}</small>" if state else ""
    other = name if name in what else what if what != "零钱提现" else None
    truth = payment(
        amount=amount,
        direction=direction,
        counterparty=other,
        status="refunded" if state else None,
        time=f"{when:%Y-%m-%dT%H:%M}",
    )
    html = (
        f'<div class="entry">{art.avatar(rng)}<div class="mid1">'
        f'<div class="what">{escape(what)}</div>'
        f'<div class="at">{when.month}月{when.day}日 {when:%H:%M}</div></div>'
        f'<div class="sum1 {direction or ""}">{sign}{amount}{below}</div></div>'
    )
    return Item(html, truth | {"heading": what})


def _month(month: str, entries: list[Item], rng: Random) -> Item:
    """Draw a month's header; its sums are those of the whole month, never less than shown."""
    sums = {}
    for direction in ("out", "in"):
        shown = [one.truth for one in entries if one.truth["direction"] == direction]
        other = float(words.money(rng, most=3000))
        sums[direction] = sum(float(one["amount"]) for one in shown) + other
    year, number = month.split("-")
    return Item(
        f'<div class="month">{year}年{int(number)}月<small><span>支出¥{sums["out"]:.2f}</span>'
        f"<span>收入¥{sums['in']:.2f}</span></small></div>"
    )


def bill_list(rng: Random, look: Look) -> Page:
    """Draw 账单: the year stands only in the month's header, and months follow one another."""
    when = words.moment(rng)
    entries = []
    for _ in range(9):
        entries.append(_entry(rng, when))
        when -= timedelta(minutes=rng.randrange(30, 9 * 1440))
    items = []
    for month in dict.fromkeys(one.truth["time"][:7] for one in entries):
        own = [one for one in entries if one.truth["time"].startswith(month)]
        items += [_month(month, own, rng), *own]
    choice = '<div class="filter"><span>全部账单</span><span class="blue">收支统计</span></div>'
    body = (
        looks.status_bar(look, rng)
        + looks.bar("账单", right='<small class="blue">常见问题</small>')
        + choice
        + f'<div class="view" data-view data-fit="tail">{assemble(items)}</div>'
    )
    truth = {"kind": "bill_list", "app": "wechat", "title": "账单"}
    return Page(look.page(body, kind="plain"), truth, tuple(items))
