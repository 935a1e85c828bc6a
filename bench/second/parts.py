"""The parts of a chat page: each function draws one message and says what it says."""

from dataclasses import dataclass
from html import escape
from random import Random

from second import art, words
from second.looks import Look
from second.truth import Item, Truth, message

SIGNS = {"pending": "pending", "accepted": "done", "returned": "back", "expired": "back"}
STATES = {
    ("right", "pending"): ("你发起了一笔转账",),
    ("left", "pending"): ("转账给你", "请收款"),
    ("right", "accepted"): ("已被接收",),
    ("left", "accepted"): ("已被接收",),
    ("right", "returned"): ("已被退还", "已退还"),
    ("left", "returned"): ("已退还",),
    ("right", "expired"): ("已过期",),
    ("left", "expired"): ("已过期",),
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody in a chat: on which side, under which name, behind which avatar."""

    side: str
    name: str
    avatar: str


def speak(side: str, name: str, rng: Random) -> Speaker:
    """Give a speaker an avatar."""
    return Speaker(side, name, art.avatar(rng))


def _row(who: Speaker, body: str, *, group: bool = False, beside: str = "") -> str:
    """Lay a message out: the avatar on its side, the nickname above (in groups), the body."""
    named = group and who.side == "left"
    nick = f'<div class="nick" data-f="sender">{escape(who.name)}</div>' if named else ""
    return (
        f'<div class="msg {who.side}">{who.avatar}<div class="stack">{nick}'
        f"<div data-b>{body}</div></div>{beside}</div>"
    )


def _say(who: Speaker, kind: str, text: str | None, *, group: bool, **more: object) -> Truth:
    named = {"sender": who.name} if group and who.side == "left" else {}
    return message(who.side, kind, text) | named | more


def _linked(text: str) -> str:
    """Colour web addresses and phone numbers, as WeChat does."""
    pieces = []
    for word in escape(text).split(" "):
        blue = word.startswith("http") or (word.isdigit() and len(word) == 11)
        pieces.append(f'<span class="link">{word}</span>' if blue else word)
    return " ".join(pieces)


def text(
    who: Speaker, said: str, *, group: bool = False, quoted: str = "", failed: bool = False
) -> Item:
    """Draw a text bubble, with the grey box of what it answers, or the mark of a failed sending."""
    bubble = f'<div class="bubble" data-f="text">{_linked(said)}</div>'
    more: Truth = {}
    if quoted:
        bubble += f'<div class="quote" data-f="quoted">{escape(quoted)}</div>'
        more["quoted"] = quoted
    if failed:
        more["undelivered"] = True
    beside = art.icon("alert", look="failed") if failed else ""
    html = _row(who, bubble, group=group, beside=beside)
    return Item(html, _say(who, "text", said, group=group, **more))


def time(said: str) -> Item:
    """Draw a time line."""
    html = f'<div class="mid"><span class="say" data-b data-f="text">{escape(said)}</span></div>'
    return Item(html, message("center", "time", said))


def system(rng: Random, other: str, *, group: bool) -> Item:
    """Draw one of WeChat's own lines."""
    link = '<span class="link">{}</span>'.format
    gold = '<span class="gold">红包</span>'
    third = words.contact(rng)
    lines = [
        f"“{other}”撤回了一条消息",
        "你撤回了一条消息 " + link("重新编辑"),
        f"“{other}”拍了拍我",
        f"我拍了拍“{other}”",
        f"你领取了{other}的{gold}",
        f"{other}领取了你的{gold}",
    ]
    lines += (
        [
            f"“{other}”邀请“{third}”加入了群聊",
            f"你邀请“{third}”加入了群聊",
            f"你支付了{other}发起的群收款",
        ]
        if group
        else [
            f"你已添加了{other}，现在可以开始聊天了。",
            "以上是打招呼的内容",
            "消息已发出，但被对方拒收了。",
            "你有一笔待接收的转账",
        ]
    )
    line = rng.choice(lines)
    plain = line.replace(gold, "红包").replace(link("重新编辑"), "重新编辑")
    html = f'<div class="mid"><span class="say" data-b data-f="text">{line}</span></div>'
    return Item(html, message("center", "system", plain))


def unread_rule() -> Item:
    """Draw the divider above what is new."""
    html = '<div class="mid rule"><span data-b data-f="text">以下为新消息</span></div>'
    return Item(html, message("center", "system", "以下为新消息"))


def _card(who: Speaker, *, pale: bool, strip: bool, row: str, foot: str, group: bool) -> str:
    names = "pay" + (" pale" if pale else "") + (" strip" if strip else "")
    body = f'<div class="{names}">{row}<div class="payfoot">{foot}</div></div>'
    return _row(who, body, group=group)


def accepted_words(side: str, look: Look, rng: Random) -> str:
    """Give what the first card says once its answer stands below it."""
    old = ("已收款", "对方已收钱") if side == "right" else ("已收款",)
    new = ("已被接收",) if side == "right" else ("已收款", "已被接收")
    return rng.choice(old if look.theme == "old" else new)


def transfer(
    who: Speaker, look: Look, amount: str, state: str, *, memo: str = "", wording: str = ""
) -> Item:
    """Draw a transfer card; a memo takes the place of the state's words."""
    line = memo or wording or STATES[(who.side, state)][0]
    name = "memo" if memo else "status"
    row = (
        f'<div class="payrow"><i class="ring">{art.icon(SIGNS[state])}</i><div>'
        f'<div class="sum" data-f="amount">¥{amount}</div>'
        f'<div class="state" data-f="{name}">{escape(line)}</div></div></div>'
    )
    pale = state != "pending"
    html = _card(who, pale=pale, strip=look.theme == "old", row=row, foot="微信转账", group=False)
    status = "unknown" if memo else state
    said = message(who.side, "transfer", amount=amount, status=status, memo=memo or None)
    return Item(html, said | {"receipt": False})


def receipt(who: Speaker, look: Look, amount: str) -> Item:
    """Draw the answering card of a completed transfer."""
    card = transfer(who, look, amount, "accepted", wording="已收款")
    return Item(card.html, card.truth | {"receipt": True})


def red_packet(who: Speaker, look: Look, rng: Random, *, group: bool = False) -> Item:
    """Draw a red packet: a greeting, a state, never an amount."""
    greeting = rng.choice(words.GREETINGS)
    fresh = "领取红包" if who.side == "left" else "查看红包"
    state = rng.choice((fresh, fresh, "已领取", "已被领完", "已过期"))
    if look.theme != "old" and state == fresh and rng.random() < 0.4:
        state = ""
    below = _bit("state", state) if state else ""
    mini = art.icon("packet", look="mini")
    row = (
        f'<div class="payrow">{mini}<div data-f="text"><div class="sum">{escape(greeting)}</div>'
        f"{below}</div></div>"
    )
    pale = state not in ("", fresh)
    strip = look.theme == "old"
    html = _card(who, pale=pale, strip=strip, row=row, foot="微信红包", group=group)
    said = greeting + (f"\n{state}" if state else "")
    return Item(html, _say(who, "red_packet", said, group=group))


def voice(who: Speaker, rng: Random, *, group: bool = False, spoken: bool = False) -> Item:
    """Draw a voice message, with what was said when it was turned into words."""
    seconds = rng.randint(2, 59)
    wide = 2 + 3.6 * seconds / 60
    sign = rng.choice(('"', '"', "″"))
    body = (
        f'<div class="bubble voice" style="width:{wide:.2f}rem">{art.icon("waves")}'
        f'<span data-f="text">{seconds}{sign}</span></div>'
    )
    said = _say(who, "voice", f'{seconds}"', group=group, seconds=seconds)
    if spoken:
        said["spoken"] = rng.choice(words.SPOKEN)
        body += f'<div class="spoken" data-f="spoken">{said["spoken"]}</div>'
    elif who.side == "left" and rng.random() < 0.4:
        body += '<i class="unheard"></i>'
    return Item(_row(who, body, group=group), said)


def call(who: Speaker, rng: Random) -> Item:
    """Draw what is left of a call."""
    outcome = rng.choice(
        (
            f"通话时长 {rng.randrange(60):02d}:{rng.randrange(60):02d}",
            "未应答",
            "对方已取消",
            "已取消",
            "对方已拒绝",
            "对方无应答",
        )
    )
    body = (
        f'<div class="bubble"><span class="call">{art.icon("phone")}'
        f'<span data-f="text">{outcome}</span></span></div>'
    )
    return Item(_row(who, body), message(who.side, "call", outcome))


def _bit(name: str, said: str) -> str:
    """Draw one line of a card."""
    return f'<div class="{name}" data-f="text">{escape(said)}</div>'


def _white(who: Speaker, inner: str, lines: list[str], *, group: bool, kind: str) -> Item:
    body = f'<div class="bubble card file">{inner}</div>'
    return Item(_row(who, body, group=group), _say(who, kind, "\n".join(lines), group=group))


def file(who: Speaker, rng: Random, *, group: bool = False) -> Item:
    """Draw a file's card."""
    name = rng.choice(
        (
            "借款协议.pdf",
            "2024年对账单.xlsx",
            "身份证复印件.jpg",
            "租房合同（终稿）.docx",
            "工地照片汇总.zip",
            "invoice_0423.pdf",
            "还款计划表v3.xlsx",
        )
    )
    size = rng.choice(("1.1M", "356K", "24.7 KB", "3.8 MB", "89K"))
    foot = rng.choice(("", "", "微信电脑版", "微信网页版"))
    below = _bit("foot", foot) if foot else ""
    inner = (
        f'<div class="body"><div>{_bit("name", name)}{_bit("small", size)}'
        f"</div>{art.icon('file', look='doc')}</div>{below}"
    )
    return _white(who, inner, [name, size, *([foot] if foot else [])], group=group, kind="file")


def link(who: Speaker, rng: Random, *, group: bool = False) -> Item:
    """Draw a shared article."""
    title, about, source = rng.choice(
        (
            ("民间借贷到底怎么算利息？一文讲清楚", "超过这个数，法院不支持", "法律小课堂"),
            ("这8种蔬菜千万别放冰箱", "很多人都做错了", "生活小百科"),
            ("周末去哪儿玩｜城郊露营地合集", "人均50元，自驾一小时", "同城玩乐"),
            ("年底了，工资怎么要回来", "收藏好这份流程图", "劳动者之家"),
        )
    )
    inner = (
        f'<div class="body"><div>{_bit("name", title)}{_bit("small", about)}'
        f'</div><img class="thumb" src="{art.photo(rng)}"></div>{_bit("foot", source)}'
    )
    return _white(who, inner, [title, about, source], group=group, kind="other")


def mini_program(who: Speaker, rng: Random, *, group: bool = False) -> Item:
    """Draw a mini program's card."""
    name, title = rng.choice(
        (
            ("快团团", "新鲜车厘子 2斤装 顺丰包邮"),
            ("腾讯文档", "2024年费用登记表"),
            ("美团外卖", "我点了这家店，一起拼单吧"),
            ("电子社保卡", "查询你的缴费记录"),
        )
    )
    inner = (
        f'<div class="body" style="display:block">{_bit("small", name)}'
        f"{_bit('name', title)}</div>"
        f'<img class="wide" src="{art.photo(rng, width=114, height=64)}">{_bit("foot", "小程序")}'
    )
    return _white(who, inner, [name, title, "小程序"], group=group, kind="other")


def name_card(who: Speaker, rng: Random, *, group: bool = False) -> Item:
    """Draw a shared contact."""
    name = words.contact(rng)
    inner = (
        f'<div class="body" style="justify-content:flex-start">{art.avatar(rng)}'
        f"{_bit('name', name)}</div>{_bit('foot', '个人名片')}"
    )
    return _white(who, inner, [name, "个人名片"], group=group, kind="other")


PICTURED = (
    "今日特价\n五花肉 15.80元/斤\n土豆 1.99元/斤",
    "收款到账通知\n收款金额 ¥350.00\n汇总 今日第2笔",
    "转账成功\n¥3,000.00\n收款人 *建国",
    "停车缴费\n入场 08:12:33\n应付 12.00元",
    "会议纪要\n1. 预算核定\n2. 工期顺延至6月30日",
    "",
    "",
)


def picture(who: Speaker, rng: Random, *, group: bool = False) -> Item:
    """Draw a picture; what is written in it belongs to it."""
    inside = rng.choice(PICTURED)
    wide = rng.choice((3.2, 3.6, 4.2))
    body = (
        f'<div class="picture" style="width:{wide}rem"><img src="{art.photo(rng, height=40)}">'
        f'<div class="inside" data-f="text">{inside}</div></div>'
    )
    return Item(_row(who, body, group=group), _say(who, "image", inside or None, group=group))


def sticker(who: Speaker, rng: Random, *, group: bool = False) -> Item:
    """Draw a sticker, which may carry words of its own."""
    inside = rng.choice(("摆烂", "收到", "加油鸭", "谢谢老板", "天呐"))
    face = art.icon("smile")
    body = f'<div class="sticker">{face}<span data-f="text">{inside}</span></div>'
    return Item(_row(who, body, group=group), _say(who, "image", inside, group=group))
