"""A loan to be paid back in three parts, of which two came."""

from drawing.story import Person
from golden.telling import (
    IPHONE,
    LEFT,
    RIGHT,
    Roll,
    Story,
    contact,
    left,
    own,
    paid,
    right,
    scene,
    sticker,
)

OWNER = Person("", "阮一鸣", "ruan_1ming", "广东 佛山")
OTHER = Person("安怀瑾", "怀瑾握瑜", "an_hj2020", "广东 中山")

SCENES = (
    scene(
        "2025-06-01T15:03",
        left("鸣哥，小孩报名费差6000，能借我6000吗"),
        right("可以，打算怎么还"),
        left("分三期还你，每个月10号还2000，从7月开始"),
        right("好"),
        paid(RIGHT, "6000.00"),
        left("收到，太感谢了"),
        sticker(RIGHT, "OK"),
    ),
    scene(
        "2025-07-10T20:12",
        left("鸣哥，还你第一期2000"),
        paid(LEFT, "2000.00"),
        right("收到"),
    ),
    scene(
        "2025-08-11T21:46",
        left("晚了一天不好意思，第二期2000还你"),
        paid(LEFT, "2000.00"),
        right("没事"),
    ),
    scene(
        "2025-09-20T10:05",
        right("怀瑾，第三期的2000过了十天了，什么时候还？"),
        left("最近周转不开，能不能下个月还你"),
        right("好的"),
    ),
)

STORY = Story(
    (
        own("IMG_0101.PNG", IPHONE, "2025-10-30T19:59:00", OWNER),
        contact("IMG_0102.PNG", IPHONE, "2025-10-30T19:59:30", OTHER),
        Roll(
            IPHONE,
            OWNER,
            OTHER,
            "2025-10-30T20:00:00",
            ("IMG_0103.PNG", "IMG_0104.PNG", "IMG_0105.PNG"),
            SCENES,
        ),
    )
)
