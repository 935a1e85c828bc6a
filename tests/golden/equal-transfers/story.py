"""One loan paid in two equal transfers minutes apart, and two equal repayments of one evening."""

from dataclasses import replace

from drawing.phone import DARK
from drawing.story import Person
from golden.telling import (
    LEFT,
    RIGHT,
    SMALL_PHONE,
    Roll,
    Story,
    bill,
    contact,
    left,
    paid,
    right,
    scene,
)

OWNER = Person("", "秦望舒", "qin_ws", "陕西 西安")
OTHER = Person("白书瑶", "瑶瑶领先", "baishuyao_", "陕西 咸阳")
NIGHT = replace(SMALL_PHONE, theme=DARK)

SCENES = (
    scene(
        "2025-05-01T14:02",
        left("望舒，装修尾款差两万，能借我20000吗？"),
        right("可以，微信一次转不了这么多，分两次"),
        paid(RIGHT, "10000.00"),
    ),
    scene(
        "2025-05-01T14:09",
        paid(RIGHT, "10000.00"),
        left("两笔都收到了，一共20000，11月前还你"),
        right("好的"),
    ),
    scene(
        "2025-08-10T20:15",
        left("望舒，先还你500"),
        paid(LEFT, "500.00"),
    ),
    scene(
        "2025-08-10T20:23",
        left("又凑了点，再还500"),
        paid(LEFT, "500.00"),
        right("收到，不急"),
    ),
    scene(
        "2025-12-03T09:12",
        right("书瑶，11月都过了，剩下的19000什么时候还我？"),
        left("年底发奖金，一定还你"),
    ),
)

STORY = Story(
    (
        Roll(
            NIGHT,
            OWNER,
            OTHER,
            "2026-01-04T22:10:00",
            ("1.png", "2.png", "3.png", "4.png"),
            SCENES,
        ),
        bill(
            "9.png",
            NIGHT,
            "2026-01-04T22:14:00",
            OTHER,
            "10000.00",
            "2025-05-01T14:05:12",
            "1000050001202505010712345678901",
        ),
        bill(
            "10.png",
            NIGHT,
            "2026-01-04T22:15:00",
            OTHER,
            "10000.00",
            "2025-05-01T14:09:37",
            "1000050001202505010712345678902",
        ),
        contact("11.png", NIGHT, "2026-01-04T22:16:00", OTHER),
    )
)
