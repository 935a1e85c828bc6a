"""A loan in several transfers at interest, one of them sent back and sent again."""

from datetime import date, datetime

from drawing.case import Case
from drawing.chat import ChatRoll
from drawing.phone import IOS
from drawing.profile import MePage, ProfilePage
from drawing.slips import BillPage, TransferPage
from drawing.story import (
    Card,
    Conversation,
    Means,
    Nature,
    Notice,
    Payment,
    Person,
    Side,
    State,
    Terms,
    left,
    right,
    scene,
    taken,
)

OWNER = Person("", "沈慕白", "shen_mubai", "江苏 苏州")
OTHER = Person("顾汀屿", "汀上有屿", "gu_tingyu2", "江苏 无锡")

DUE = date(2026, 6, 30)

FIRST = Payment(
    500000,
    by=Side.RIGHT,
    nature=Nature.LOAN,
    sent=datetime(2025, 12, 29, 10, 11, 48),
    received=datetime(2025, 12, 29, 10, 12, 30),
    memo="借款",
)

RETURNED = Payment(
    300000,
    by=Side.RIGHT,
    nature=Nature.LOAN,
    sent=datetime(2025, 12, 29, 10, 13, 2),
    received=datetime(2025, 12, 30, 8, 46, 19),
    state=State.RETURNED,
)

AGAIN = Payment(
    300000,
    by=Side.RIGHT,
    nature=Nature.LOAN,
    sent=datetime(2025, 12, 30, 19, 8, 55),
    received=datetime(2025, 12, 30, 19, 9, 41),
)

LAST = Payment(
    200050,
    by=Side.RIGHT,
    nature=Nature.LOAN,
    sent=datetime(2026, 3, 8, 16, 16, 20),
    received=datetime(2026, 3, 8, 16, 18, 3),
)

REPAID = Payment(
    250050,
    by=Side.LEFT,
    nature=Nature.REPAYMENT,
    sent=datetime(2026, 7, 2, 21, 31, 14),
    received=datetime(2026, 7, 2, 21, 33, 40),
    memo="还款",
)

LENT = FIRST.fen + AGAIN.fen + LAST.fen


def _plain(fen: int) -> str:
    """Return yuan as people type them: no decimals where there are none."""
    return f"{fen / 100:g}"


CONVERSATION = Conversation(
    OWNER,
    OTHER,
    (
        scene(
            "2025-12-29T10:07",
            Notice("你已添加了顾汀屿，现在可以开始聊天了。"),
            left(
                f"慕白，店里要进一批货，想跟你借{_plain(FIRST.fen + RETURNED.fen)}元，月息1分",
                Means.REQUEST,
                Terms(rate="0.12", purpose="进货"),
            ),
            right("什么时候能还？"),
            left(f"最晚{DUE.year}年{DUE.month}月{DUE.day}号前还清", Means.PROMISE, Terms(due=DUE)),
            right("行，分两笔转给你"),
            *taken(FIRST),
            Card(RETURNED),
        ),
        scene(
            "2025-12-30T19:06",
            left("昨天第二笔忘了点收款，退回去了，麻烦再转一次"),
            right("好，重新转"),
            *taken(AGAIN),
            left(f"收到，两笔一共{_plain(FIRST.fen + AGAIN.fen)}元", Means.ACKNOWLEDGEMENT),
        ),
        scene(
            "2026-03-08T16:14",
            left(f"还差一点尾款，再借我{_plain(LAST.fen)}元行吗？", Means.REQUEST),
            right("可以，最后一次了"),
            *taken(LAST),
            left("谢谢谢谢"),
        ),
        scene(
            "2026-07-01T11:59",
            right("汀屿，借款昨天到期了，请尽快还一下", Means.DEMAND),
            left("明天先还一部分"),
        ),
        scene(
            "2026-07-02T21:30",
            *taken(REPAID),
            left(
                f"还了{_plain(REPAID.fen)}元，还欠你{_plain(LENT - REPAID.fen)}元",
                Means.ACKNOWLEDGEMENT,
            ),
            right("好的，剩下的也请抓紧"),
        ),
    ),
)


def _captured(minute: int) -> datetime:
    return datetime(2026, 8, 16, 15, minute, 30)


CASE = Case(
    "returned-transfer",
    CONVERSATION,
    (
        ChatRoll(
            CONVERSATION,
            IOS,
            _captured(20),
            ("聊天记录1.png", "聊天记录2.jpg", "聊天记录9.png", "聊天记录10.png"),
            lead=80,
            nudge=100,
        ),
        TransferPage(FIRST, OTHER, IOS, _captured(22), "转账详情（第一笔5000）.png"),
        TransferPage(RETURNED, OTHER, IOS, _captured(23), "转账详情（退还）.png"),
        BillPage(FIRST, OTHER, IOS, _captured(24), "账单1.png"),
        BillPage(RETURNED, OTHER, IOS, _captured(25), "账单2.png"),
        BillPage(AGAIN, OTHER, IOS, _captured(26), "账单10.png"),
        ProfilePage(OTHER, IOS, _captured(28), "对方主页.PNG"),
        MePage(OWNER, IOS, _captured(29), "我的微信.PNG"),
    ),
    with_alpha=frozenset({"对方主页.PNG"}),
)
