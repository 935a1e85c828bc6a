"""A loan in a chat of two, of which the borrower speaks in a group of friends too."""

from drawing.story import Person
from golden.telling import LEFT, PHONE, RIGHT, Roll, Story, contact, left, paid, photo, right, scene

OWNER = Person("", "祝青禾", "zhuqh_mtn", "云南 昆明")
OTHER = Person("邵云舒", "云舒卷", "shao_ys7", "云南 大理")
FRIEND = Person("", "阿冬", "adong_886", "云南 昆明")

ALONE = (
    scene(
        "2025-04-05T10:11",
        left("青禾，我妹开学要交培训费，借我2000可以吗"),
        right("可以的"),
        paid(RIGHT, "2000.00"),
        left("谢谢！收到了，月底还你"),
    ),
    scene(
        "2025-05-12T21:30",
        right("云舒，那2000什么时候方便还我？"),
        left("这周末"),
    ),
)
GROUP = (
    scene(
        "2025-05-16T12:02",
        left("明天爬山几点集合", who=FRIEND),
        right("八点，老地方"),
        photo(LEFT, who=FRIEND),
        left("我也去，顺便把欠的3000还你们", who=FRIEND),
        left("青禾我月底还你哈", who=OTHER),
        right("在群里说啥呢"),
        left("再借我500买装备呗", who=FRIEND),
    ),
)

STORY = Story(
    (
        Roll(PHONE, OWNER, OTHER, "2026-02-02T18:00:00", ("1.png",), ALONE),
        Roll(
            PHONE,
            OWNER,
            OTHER,
            "2026-02-02T18:05:00",
            ("2.png",),
            GROUP,
            title="周末爬山",
            members=5,
        ),
        contact("3.png", PHONE, "2026-02-02T18:06:00", OTHER),
    )
)
