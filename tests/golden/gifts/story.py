"""A couple: presents of 520 and 1314, tickets, and among them one loan."""

from drawing.story import Person
from golden.telling import LEFT, PHONE, RIGHT, Roll, Story, left, paid, right, scene, sticker

OWNER = Person("", "小满未满", "xiaoman_1121", "上海 徐汇")
OTHER = Person("程北北", "北冥有鱼", "cheng_bb", "上海 闵行")
SHOT = "Screenshot_20241005_{}_com.tencent.mm.png"

SCENES = (
    scene(
        "2024-02-14T20:00",
        paid(RIGHT, "520.00", memo="情人节快乐"),
        left("爱你！😘"),
    ),
    scene(
        "2024-03-09T10:12",
        left("宝，信用卡这个月还不上了，能借我10000吗，下个月发工资还你"),
        right("怎么刷了这么多……转你了"),
        paid(RIGHT, "10000.00"),
        left("收到，爱你"),
    ),
    scene(
        "2024-04-20T18:40",
        right("晚上的电影我买好票了"),
        paid(LEFT, "66.00", memo="电影票"),
        sticker(RIGHT, "开心"),
    ),
    scene(
        "2024-05-20T00:01",
        paid(RIGHT, "1314.00"),
        left("谢谢宝贝，以后也要一直在一起"),
    ),
    scene(
        "2024-06-01T12:25",
        left("先还你2000"),
        paid(LEFT, "2000.00"),
        right("好的"),
    ),
    scene(
        "2024-09-10T21:50",
        right("咱们都分手了，那10000还剩8000没还，什么时候还我？"),
        left("我现在真没钱，等我有了再说"),
    ),
)

STORY = Story(
    (
        Roll(
            PHONE,
            OWNER,
            OTHER,
            "2024-10-05T20:10:00",
            tuple(SHOT.format(clock) for clock in ("201000", "201007", "201014", "201021")),
            SCENES,
        ),
    )
)
