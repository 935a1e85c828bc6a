"""昨天, 周日, 周四 on pages whose names tell when they were taken."""

from dataclasses import replace

from drawing.phone import DARK
from drawing.story import Person
from golden.telling import LEFT, PHONE, RIGHT, Roll, Story, left, paid, right, scene, voice

OWNER = Person("", "长风不渡", "cf_budu", "河南 洛阳")
OTHER = Person("康子衿", "青青", "kangzijin_07", "河南 郑州")

ROLL = Roll(
    replace(PHONE, theme=DARK),
    OWNER,
    OTHER,
    "2026-03-11T09:02:11",
    (
        "Screenshot_2026-03-11-09-02-11-120_com.tencent.mm.png",
        "Screenshot_2026-03-11-09-02-18-347_com.tencent.mm.png",
        "Screenshot_2026-03-11-09-02-25-902_com.tencent.mm.png",
    ),
    (
        scene(
            "2026-02-20T18:30",
            left("风哥，房租要季付，借我3600行吗？下周一还你"),
            right("行"),
            paid(RIGHT, "3600.00"),
            left("收到，谢谢哥"),
        ),
        scene(
            "2026-03-05T21:10",
            right("说好那个周一还的，什么时候还我？"),
            left("周末给你转一部分"),
        ),
        scene(
            "2026-03-08T10:22",
            left("先还你1000"),
            paid(LEFT, "1000.00"),
            right("收到1000"),
        ),
        scene(
            "2026-03-10T20:05",
            voice(LEFT, 15, spoken="剩下的我下周发了工资再给你"),
            right("好，别再拖了"),
        ),
        scene(
            "2026-03-11T08:30",
            left("哥，今天再还你600"),
            paid(LEFT, "600.00"),
            right("收到"),
        ),
    ),
)

STORY = Story((ROLL,))
