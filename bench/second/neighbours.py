"""The neighbours' pages: Alipay, a bank's receipt, identity, electronic notes, papers."""

from datetime import timedelta
from html import escape
from random import Random

from second import art, fonts, looks, words
from second.looks import Look
from second.payments import iso, long_time, rows
from second.truth import Page, payment


def _masked(name: str) -> str:
    """Hide a name the way payment pages do, all but its last character."""
    return "*" * (len(name) - 1) + name[-1]


def alipay_bill(rng: Random, look: Look, direction: str) -> Page:
    """Draw Alipay's 账单详情 of a transfer."""
    name, when = words.person(rng), words.moment(rng)
    amount = words.money(rng, least=10, most=40000)
    shown = f"{float(amount):,.2f}"
    sign = {"out": "-", "in": "+"}[direction]
    memo, number = rng.choice(words.MEMOS), words.serial(rng, when, kind="alipay")
    account = f"{_masked(name)} 1{words.digits(rng, 2)}******{words.digits(rng, 2)}"
    pairs = [
        (
            "付款方式",
            rng.choice(
                ("余额宝", "账户余额", f"{rng.choice(words.BANKS)}储蓄卡({words.digits(rng, 4)})")
            ),
        ),
        ("转账备注", memo),
        ("对方账户", account),
        ("创建时间", long_time(when, style="dashes")),
        ("订单号", number),
    ]
    if direction == "in":
        pairs = pairs[1:]
    hero = (
        f'<div class="hero">{art.avatar(rng)}<div class="says">{escape(name)}</div>'
        f'<div class="much">{sign}{shown}</div><div class="hint">交易成功</div></div>'
    )
    body = (
        looks.status_bar(look, rng)
        + looks.bar("账单详情", right="<small>全部账单</small>")
        + f'<div class="main round">{hero}{rows(pairs, wide=True)}<div class="foots">'
        "<div>账单管理</div><div>申请电子回单</div><div>对此订单有疑问</div></div></div>"
    )
    paid = payment(
        amount=amount,
        direction=direction,
        counterparty=name,
        status="accepted",
        time=iso(when),
        serial=number,
        memo=memo,
    )
    truth = {"kind": "bill", "app": "alipay", "title": "账单详情", "payment": paid}
    return Page(look.page(body, kind="plain"), truth)


def alipay_transfer(rng: Random, look: Look) -> Page:
    """Draw Alipay's page right after a transfer."""
    name, when = words.person(rng), words.moment(rng)
    amount = words.money(rng, least=10, most=40000)
    pairs = [
        ("收款人", name),
        ("付款方式", "余额宝"),
        ("转账时间", long_time(when, style="dashes")),
    ]
    hero = (
        f'<div class="hero">{art.icon("tick", look="sign")}<div class="says">转账成功</div>'
        f'<div class="much">¥{float(amount):,.2f}</div></div>'
    )
    body = (
        looks.status_bar(look, rng)
        + looks.bar("转账详情", right="<small>完成</small>")
        + f'<div class="main">{hero}{rows(pairs, wide=True)}</div>'
        '<div class="help blue">支付宝安全保障中</div>'
    )
    paid = payment(
        amount=amount, direction="out", counterparty=name, status="accepted", time=iso(when)
    )
    truth = {"kind": "transfer", "app": "alipay", "title": "转账详情", "payment": paid}
    return Page(look.page(body, kind="plain"), truth)


SEAL = (
    '<svg class="seal" viewBox="0 0 100 100"><circle cx="50" cy="50" r="46" fill="none" '
    'stroke="currentColor" stroke-width="3"/><path fill="currentColor" d="M50 30l6 15h16l-13 10 5 '
    '16-14-10-14 10 5-16-13-10h16z"/><text x="50" y="88" font-size="11" text-anchor="middle" '
    'fill="currentColor">业务专用章</text></svg>'
)


def bank_receipt(rng: Random, look: Look) -> Page:
    """Draw a bank app's 电子回单."""
    bank, when = rng.choice(words.BANKS), words.moment(rng)
    payer, payee = words.person(rng), words.person(rng)
    whole = rng.choice((500, 1000, 3000, 5000, 8000, 12000, 20000, 35000, 50000, 100000))
    number = words.serial(rng, when, kind="bank")
    memo = rng.choice(("借款", "转账", "还款", "货款"))
    style = rng.choice(("dashes", "padded"))
    pairs = [
        ("回单编号", number),
        ("交易时间", long_time(when, style=style)),
        ("付款人户名", payer),
        ("付款人账号", f"6222 **** **** {words.digits(rng, 4)}"),
        ("付款人开户行", bank),
        ("收款人户名", payee),
        ("收款人账号", f"6217 **** **** {words.digits(rng, 4)}"),
        ("收款人开户行", rng.choice(words.BANKS)),
        ("交易金额", rng.choice((f"¥{whole:,.2f}", f"{whole:,.2f}元", f"人民币 {whole:,.2f}"))),
        ("大写金额", "人民币" + words.capitals(whole)),
        ("交易状态", "交易成功"),
        ("附言", memo),
    ]
    colour = rng.choice(("", " blue1", " green1"))
    body = (
        looks.status_bar(look, rng)
        + looks.bar("电子回单", right="<small>分享</small>")
        + f'<div class="main"><div class="sheet"><div class="bankhead{colour}">{bank}</div>'
        f"<h3>{rng.choice(('电子回单', '网上银行电子回单', '转账电子回单'))}</h3>"
        f"{rows(pairs)}{SEAL}</div>"
        '<div class="small1">本回单仅供参考，不作为记账凭证，如有疑问请咨询客服。</div></div>'
    )
    paid = payment(
        amount=f"{whole}.00",
        payer=payer,
        payee=payee,
        time=iso(when),
        serial=number,
        memo=memo,
        status="accepted",
    )
    truth = {"kind": "bill", "app": "bank", "title": "电子回单", "payment": paid}
    return Page(look.page(body, kind="grey"), truth)


def identity(rng: Random, look: Look) -> Page:
    """Draw WeChat's 实名认证 page: the account's owner, masked."""
    name = words.person(rng)
    masked = rng.choice((_masked(name), name[0] + "*" * (len(name) - 1)))
    digits = words.digits(rng, 1)
    number = f"{rng.choice('123456')}{'*' * 16}{rng.choice((digits, 'X'))}"
    entries = (
        ("姓名", masked),
        ("证件类型", "居民身份证"),
        ("证件号码", number),
        ("认证状态", "已认证"),
    )
    inner = "".join(f"<div>{label}<span>{value}</span></div>" for label, value in entries)
    body = (
        looks.status_bar(look, rng) + looks.bar("实名认证") + f'<div class="list">{inner}</div>'
        '<div class="small1">实名信息仅用于支付安全验证，微信将严格保护。</div>'
    )
    known = {
        "remark": None,
        "nickname": None,
        "wechat_id": None,
        "region": None,
        "own": True,
        "real_name": masked,
        "id_number": number,
    }
    truth = {"kind": "profile", "app": "wechat", "title": "实名认证", "profile": known}
    return Page(look.page(body), truth)


def electronic_note(rng: Random, look: Look) -> Page:
    """Draw an electronic note of a loan: 微信借条, 电子借条."""
    lender, borrower = words.person(rng), words.person(rng)
    signed = words.moment(rng)
    due = signed + timedelta(days=rng.choice((30, 90, 180, 365)))
    whole = rng.choice((1000, 3000, 5000, 8000, 12000, 20000, 50000))
    title = rng.choice(("电子借条", "微信借条", "借条详情"))
    pairs = [
        ("借款金额", f"{whole:,}.00元" if rng.random() < 0.5 else f"¥{whole}.00"),
        ("大写金额", words.capitals(whole)),
        ("出借人", lender),
        ("借款人", borrower),
        ("借款日期", f"{signed:%Y-%m-%d}"),
        ("还款日期", f"{due:%Y-%m-%d}"),
        ("年化利率", rng.choice(("0%", "6%", "12.00%", "10.5%"))),
        ("还款方式", "到期一次性还本付息"),
        ("借款用途", rng.choice(("资金周转", "个人消费", "装修"))),
        ("借条编号", "JT" + words.digits(rng, 16)),
    ]
    body = (
        looks.status_bar(look, rng)
        + looks.bar(title)
        + f'<div class="main"><div class="sheet"><h3>{title}</h3><div class="state1">'
        f"{rng.choice(('待还款', '已生效', '已逾期'))}</div>{rows(pairs)}{SEAL}</div>"
        '<div class="small1">双方已完成实名认证与电子签名，本借条具有法律效力。</div></div>'
    )
    document = {
        "kind": "electronic_note",
        "text": None,
        "amount": f"{whole}.00",
        "rows": dict(pairs),
    }
    truth = {"kind": "document", "app": "wechat", "title": title, "document": document}
    return Page(look.page(body, kind="grey"), truth)


PAPERS = {
    "loan_note": (
        "借条",
        "今借到{payee}人民币{capital}（¥{whole}.00），用于{use}，借期{months}个月，"
        "于{due}前一次性还清。",
        "借款人：{payer}",
    ),
    "debt_note": (
        "欠条",
        "本人{payer}因{use}，现欠{payee}货款人民币{capital}（小写：{whole}元），承诺于{due}前付清。",
        "欠款人：{payer}",
    ),
    "receipt": (
        "收条",
        "今收到{payer}归还借款人民币{capital}（¥{whole}.00），款项已全部结清。",
        "收款人：{payee}",
    ),
}


def paper(rng: Random, look: Look, kind: str) -> Page:
    """Draw a paper photographed on a table, a little askew, under uneven light."""
    title, said, signed = PAPERS[kind]
    whole = rng.choice((2000, 3500, 6000, 10000, 23000, 50000, 86000))
    when = words.moment(rng)
    due = when + timedelta(days=180)
    known = {
        "payer": words.person(rng),
        "payee": words.person(rng),
        "whole": whole,
        "capital": words.capitals(whole),
        "use": rng.choice(("资金周转", "购买材料", "店铺装修")),
        "months": rng.choice(("三", "六", "十二")),
        "due": f"{due.year}年{due.month}月{due.day}日",
    }
    lines = [said.format(**known), signed.format(**known)]
    if kind == "loan_note":
        lines.append("身份证号：" + words.digits(rng, 17) + "X")
    lines.append(f"{when.year}年{when.month}月{when.day}日")
    inner = f"<h2>{title}</h2><p>{lines[0]}</p>" + "".join(
        f'<p class="sig{" full" if "身份证" in one else ""}">{one}</p>' for one in lines[1:]
    )
    face = rng.choice(fonts.HAND_FACES if rng.random() < 0.7 else fonts.PRINT_FACES)
    turn = f"rotate({rng.uniform(-1.6, 1.6):.2f}deg) rotateX({rng.uniform(0, 5):.1f}deg)"
    ruled = " ruled" if rng.random() < 0.4 else ""
    light = (
        f"radial-gradient(circle at {rng.randint(20, 70)}% {rng.randint(10, 50)}%,#fff 30%,#b9b2a6)"
    )
    body = (
        f'<div class="table"></div><div class="paper{ruled}" '
        f'style="transform:{turn};font-family:{face}">{inner}</div>'
        f'<div class="shade" style="background:{light}"></div>'
    )
    document = {
        "kind": kind,
        "text": "\n".join([title, *lines]),
        "amount": f"{whole}.00",
        "rows": {},
    }
    truth = {"kind": "document", "app": None, "title": None, "document": document}
    return Page(look.page(body, kind="desk"), truth, height=480, grain=rng.uniform(5, 11))
