"""Part of the money went from hand to hand: the chat speaks of it, case.toml states it."""

from drawing.story import Person
from golden.telling import (
    RIGHT,
    SMALL_PHONE,
    Roll,
    Story,
    contact,
    left,
    own,
    paid,
    right,
    scene,
)

OWNER = Person("", "夏天的风", "xia_wind", "江西 南昌")
OTHER = Person("韩师傅", "韩记汽修", "hanji_auto", "江西 九江")

SCENES = (
    scene(
        "2025-04-12T17:30",
        left("夏老板，今天在店里拿的3000现金我记着，月底还你"),
        right("嗯，写个条子也行"),
    ),
    scene(
        "2025-05-06T09:05",
        left("夏老板，进配件还差一点，能再借我2000吗"),
        right("好"),
        paid(RIGHT, "2000.00"),
        left("收到了"),
    ),
    scene(
        "2025-07-15T16:10",
        right("韩师傅，6月给了500现金，还剩4500，什么时候还？"),
        left("对，还欠你4500，这个月生意不好，缓缓"),
    ),
)

STORY = Story(
    (
        own("a1.png", SMALL_PHONE, "2026-01-05T10:00:00", OWNER),
        contact("a2.png", SMALL_PHONE, "2026-01-05T10:01:00", OTHER),
        Roll(SMALL_PHONE, OWNER, OTHER, "2026-01-05T10:02:00", ("a3.png", "a4.png"), SCENES),
    )
)
