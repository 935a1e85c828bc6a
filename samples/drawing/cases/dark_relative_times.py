"""A small loan told in yesterdays and weekdays, in the dark, from two phones.

The first phone's file names carry the moment of capture, the second one's do not: of the same
kind of words, some can be dated and some cannot.
"""

from dataclasses import replace
from datetime import date, datetime

from drawing.case import Case
from drawing.chat import ChatRoll
from drawing.phone import ANDROID, IOS
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
    Voice,
    left,
    right,
    scene,
    taken,
)

OWNER = Person("", "陆晚晴", "lu_wanqing", "四川 成都")
OTHER = Person("许明远", "远山不语", "wxid_7h3kq9m2x5ta22", "四川 绵阳")

DUE = date(2026, 6, 19)

LOAN = Payment(
    200000,
    by=Side.RIGHT,
    nature=Nature.LOAN,
    sent=datetime(2026, 6, 10, 20, 19, 37),
    received=datetime(2026, 6, 10, 20, 20, 9),
)

REPAID = Payment(
    50000,
    by=Side.LEFT,
    nature=Nature.REPAYMENT,
    sent=datetime(2026, 6, 12, 9, 59, 16),
    received=datetime(2026, 6, 12, 10, 1, 45),
)

CONVERSATION = Conversation(
    OWNER,
    OTHER,
    (
        scene(
            "2026-06-06T14:46",
            left("晚晴姐，周末画展还去吗"),
            right("去呀，老地方见"),
        ),
        scene(
            "2026-06-10T20:15",
            left(
                f"姐，手机摔坏了想换一个，能借我{LOAN.fen // 100}元吗？下周五还",
                Means.REQUEST,
                Terms(due=DUE, purpose="换手机"),
            ),
            right("可以，稍等"),
            *taken(LOAN),
            left(f"收到{LOAN.fen // 100}元，下周五一定还你", Means.PROMISE),
        ),
        scene(
            "2026-06-11T21:03",
            Voice(Side.LEFT, 12),
            right("听到了，不着急，按说好的日子还就行"),
            Voice(Side.RIGHT, 3),
            left("明天先转你一部分"),
        ),
        scene(
            "2026-06-12T09:58",
            left(f"先还你{REPAID.fen // 100}元", Means.ACKNOWLEDGEMENT),
            *taken(REPAID),
            left(f"还剩{(LOAN.fen - REPAID.fen) // 100}元没还，下周五给你", Means.ACKNOWLEDGEMENT),
            right("好"),
        ),
        scene(
            "2026-06-24T20:15",
            right(f"明远，剩下的{(LOAN.fen - REPAID.fen) // 100}元上周五就该还了", Means.DEMAND),
            Voice(Side.LEFT, 27, unheard=True),
            left(f"姐，还欠你{(LOAN.fen - REPAID.fen) // 100}元，我没忘", Means.ACKNOWLEDGEMENT),
        ),
        scene(
            "2026-06-26T08:30",
            right("那今天能还吗？", Means.DEMAND),
            left("今天不行，再等等"),
        ),
    ),
)

NIGHT = ANDROID.dark()
# An iPhone set to 24 hours; its captures are counted, not dated.
OTHER_NIGHT = replace(IOS.dark(), twelve_hours=False)


def _captured(clock: str) -> datetime:
    return datetime.strptime(f"20260612_{clock}", "%Y%m%d_%H%M%S")


def _named(clock: str, ending: str) -> str:
    return f"Screenshot_20260612_{clock}_com.tencent.mm.{ending}"


CASE = Case(
    "dark-relative-times",
    CONVERSATION,
    (
        ChatRoll(
            CONVERSATION.part(0, 4),
            NIGHT,
            _captured("104427"),
            (_named("104427", "jpg"), _named("104434", "jpg")),
            lead=94,
            tail=82,
        ),
        TransferPage(LOAN, OTHER, NIGHT, _captured("104512"), _named("104512", "png")),
        BillPage(LOAN, OTHER, NIGHT, _captured("104538"), _named("104538", "png")),
        ProfilePage(OTHER, NIGHT, _captured("104603"), _named("104603", "png")),
        MePage(OWNER, NIGHT, _captured("104620"), _named("104620", "png")),
        ChatRoll(
            CONVERSATION.part(4, 6),
            OTHER_NIGHT,
            datetime(2026, 6, 27, 9, 12, 40),
            ("IMG_0412.PNG",),
        ),
    ),
)
