"""A transfer sent back by mistake and made again, one that nobody took, one that still waits."""

from drawing.story import Person
from golden.telling import (
    IPHONE,
    LEFT,
    RIGHT,
    Roll,
    Story,
    contact,
    details,
    left,
    paid,
    right,
    scene,
    voice,
)

OWNER = Person("", "念念有声", "su_nianzhi", "福建 厦门")
OTHER = Person("卓北辰", "北辰不迷路", "wxid_b7c9d2k4m1q822", "福建 泉州")

SCENES = (
    scene(
        "2026-02-03T20:10",
        left("念之姐，我妈住院要交押金，能先借我6000吗？下个月15号发工资就还你"),
        right("严重吗？我先转你"),
        paid(RIGHT, "6000.00", "returned"),
        left("姐我手滑点成退还了😂 麻烦再转一次"),
        right("好"),
        paid(RIGHT, "6000.00"),
        left("收到了，谢谢姐"),
    ),
    scene(
        "2026-02-20T09:31",
        left("姐，检查费还差2000，能再借我2000吗"),
        paid(RIGHT, "2000.00", "expired"),
    ),
    scene(
        "2026-02-22T10:06",
        right("那2000你没收，退回来了"),
        left("不好意思姐，单位报销了，用不上了"),
        right("那就好"),
        voice(LEFT, 6),
    ),
    scene(
        "2026-03-15T19:22",
        left("姐，工资发了，先还你1000"),
        paid(LEFT, "1000.00"),
        right("收到"),
    ),
    scene(
        "2026-03-20T20:41",
        left("姐，再还你1500"),
        paid(LEFT, "1500.00", "pending"),
    ),
)

STORY = Story(
    (
        Roll(
            IPHONE,
            OWNER,
            OTHER,
            "2026-03-20T20:45:10",
            ("IMG_3301.PNG", "IMG_3302.PNG", "IMG_3303.PNG", "IMG_3304.PNG"),
            SCENES,
            overlap=2,
        ),
        details(
            "IMG_3305.PNG",
            IPHONE,
            "2026-03-20T20:46:02",
            "out-returned",
            OTHER,
            "6000.00",
            "2026-02-03T20:12:44",
            "2026-02-03T20:13:20",
        ),
        details(
            "IMG_3306.PNG",
            IPHONE,
            "2026-03-20T20:46:40",
            "in-pending",
            OTHER,
            "1500.00",
            "2026-03-20T20:42:09",
            "2026-03-20T20:42:09",
        ),
        contact("IMG_3307.PNG", IPHONE, "2026-03-20T20:47:11", OTHER),
    )
)
