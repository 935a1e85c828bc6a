"""One loan by one transfer, due on a day, repaid in part, then asked for politely."""

from datetime import date, datetime

from drawing.case import Case
from drawing.chat import ChatRoll
from drawing.phone import ANDROID
from drawing.profile import MePage, ProfilePage
from drawing.slips import BillPage, TransferPage
from drawing.story import (
    Conversation,
    Means,
    Nature,
    Payment,
    Person,
    Side,
    Terms,
    left,
    right,
    scene,
    taken,
)

OWNER = Person("", "林知夏", "linzhixia_06", "浙江 杭州")
OTHER = Person("周砚秋", "砚台里的秋天", "yanqiu_zhou88", "浙江 绍兴")

DUE = date(2025, 4, 15)

LOAN = Payment(
    300000,
    by=Side.RIGHT,
    nature=Nature.LOAN,
    sent=datetime(2025, 3, 2, 14, 8, 31),
    received=datetime(2025, 3, 2, 14, 9, 12),
)

REPAID = Payment(
    100000,
    by=Side.LEFT,
    nature=Nature.REPAYMENT,
    sent=datetime(2025, 4, 20, 19, 42, 5),
    received=datetime(2025, 4, 20, 19, 43, 27),
)

CONVERSATION = Conversation(
    OWNER,
    OTHER,
    (
        scene(
            "2025-03-02T14:05",
            left("知夏，在吗？"),
            right("在的，怎么了"),
            left(
                f"我这个月房租差一点，能不能借我{LOAN.fen // 100}元？"
                f"下个月{DUE.day}号发了工资就还你",
                Means.REQUEST,
                Terms(due=DUE, purpose="房租"),
            ),
            right("可以，我转给你"),
            *taken(LOAN),
            left("收到了，太谢谢你了"),
            right("不客气，记得到时候还就行"),
            left(f"放心，{DUE.month}月{DUE.day}号一定还", Means.PROMISE),
        ),
        scene(
            "2025-04-16T12:30",
            right("砚秋，昨天说好还的钱方便转我吗？", Means.DEMAND),
            left("不好意思，工资拖了几天，周末先还一部分"),
            right("好的"),
        ),
        scene(
            "2025-04-20T19:40",
            left(f"先还你{REPAID.fen // 100}元，剩下的下个月给你", Means.ACKNOWLEDGEMENT),
            *taken(REPAID),
            right(f"收到{REPAID.fen // 100}元"),
            left(f"还欠你{(LOAN.fen - REPAID.fen) // 100}元，我记着的", Means.ACKNOWLEDGEMENT),
        ),
        scene(
            "2025-06-18T10:20",
            right("砚秋你好，剩下的钱已经过了两个月了，麻烦这周安排一下", Means.DEMAND),
            left("最近手头紧，再宽限几天"),
            right("那你给个准确的日子吧"),
            left("月底前，一定"),
        ),
        scene(
            "2026-01-05T20:16",
            right("新年好，借款的事请尽快处理，谢谢", Means.DEMAND),
            left("嗯嗯，知道了"),
            right("等你消息"),
        ),
    ),
)


def _captured(minute: int) -> datetime:
    return datetime(2026, 1, 18, 21, minute, 4)


CASE = Case(
    "simple-loan",
    CONVERSATION,
    (
        MePage(OWNER, ANDROID, _captured(2), "1.png"),
        ProfilePage(OTHER, ANDROID, _captured(3), "2.png"),
        ChatRoll(CONVERSATION, ANDROID, _captured(5), ("8.png", "9.png", "10.png"), overlap=1),
        TransferPage(LOAN, OTHER, ANDROID, _captured(8), "11.png"),
        BillPage(LOAN, OTHER, ANDROID, _captured(9), "12.png"),
        BillPage(REPAID, OTHER, ANDROID, _captured(10), "13.png"),
    ),
    with_alpha=frozenset({"2.png"}),
)
