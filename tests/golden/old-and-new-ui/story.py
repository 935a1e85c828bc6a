"""A loan of 2018 on an old phone with the old app, carried on years later on a new one."""

from drawing.story import Person
from golden.telling import (
    LEFT,
    OLD_PHONE,
    PHONE,
    RIGHT,
    Roll,
    Story,
    bill,
    contact,
    details,
    left,
    paid,
    right,
    scene,
)

OWNER = Person("", "顾北", "gubei_1986", "山东 青岛")
OTHER = Person("方南枝", "南枝向暖", "fangnz", "山东 烟台")

THEN = (
    scene(
        "2018-10-12T14:05",
        left("老顾，摊位要续租，找你借10000周转一下"),
        right("行，你写个日子"),
        left("2019年10月12日前还清"),
        paid(RIGHT, "10000.00"),
        left("收到"),
    ),
    scene(
        "2018-11-25T19:20",
        left("先还你2000"),
        paid(LEFT, "2000.00"),
        right("收到2000"),
    ),
)
NOW = (
    scene(
        "2026-04-02T20:31",
        right("南枝，18年借的钱还剩8000，该还了吧"),
        left("还欠你8000，我没忘，今年一定还"),
    ),
    scene(
        "2026-04-05T09:12",
        left("先还你1000"),
        paid(LEFT, "1000.00"),
        right("收到"),
    ),
)

STORY = Story(
    (
        Roll(
            OLD_PHONE,
            OWNER,
            OTHER,
            "2018-12-01T20:11:05",
            (
                "Screenshot_2018-12-01-20-11-05.png",
                "Screenshot_2018-12-01-20-11-12.png",
            ),
            THEN,
        ),
        details(
            "Screenshot_2018-12-01-20-12-30.png",
            OLD_PHONE,
            "2018-12-01T20:12:30",
            "out-done",
            OTHER,
            "10000.00",
            "2018-10-12T14:08:00",
            "2018-10-12T14:09:00",
        ),
        Roll(
            PHONE,
            OWNER,
            OTHER,
            "2026-04-06T21:00:44",
            ("Screenshot_20260406_210044_com.tencent.mm.jpg",),
            NOW,
        ),
        bill(
            "Screenshot_20260406_210130_com.tencent.mm.jpg",
            PHONE,
            "2026-04-06T21:01:30",
            OTHER,
            "1000.00",
            "2026-04-05T09:13:05",
            "1000050001202604050298761234567",
            received="2026-04-05T09:14:40",
        ),
        contact(
            "Screenshot_20260406_210200_com.tencent.mm.jpg", PHONE, "2026-04-06T21:02:00", OTHER
        ),
    )
)
