"""A debt that is paid back in full: nothing is left to sue for, and the program must say so."""

from drawing.story import Person
from golden.telling import LEFT, PHONE, RIGHT, Roll, Story, left, paid, right, scene, sticker

OWNER = Person("", "向阳而生", "xiangyang_s", "河北 保定")
OTHER = Person("庄小北", "北北", "zhuang_xb", "河北 石家庄")

SCENES = (
    scene(
        "2025-03-01T12:00",
        left("阳姐，押一付三有点紧，借我4000行吗"),
        right("行"),
        paid(RIGHT, "4000.00"),
        left("谢谢阳姐，收到"),
    ),
    scene(
        "2025-04-10T20:30",
        left("先还你1500"),
        paid(LEFT, "1500.00"),
        right("收到1500"),
    ),
    scene(
        "2025-06-10T20:41",
        left("剩下的2500一起还你，久等了"),
        paid(LEFT, "2500.00"),
        right("收到2500，这下咱们两清了"),
        sticker(LEFT, "谢谢"),
    ),
    scene(
        "2025-07-01T12:31",
        right("中午我请，把奶茶钱转你"),
        paid(RIGHT, "19.00", memo="奶茶"),
    ),
)

STORY = Story(
    (
        Roll(
            PHONE,
            OWNER,
            OTHER,
            "2025-08-01T09:00:00",
            (
                "Screenshot_20250801_090000_com.tencent.mm.jpg",
                "Screenshot_20250801_090007_com.tencent.mm.jpg",
                "Screenshot_20250801_090014_com.tencent.mm.jpg",
            ),
            SCENES,
        ),
    )
)
