"""Red packets beside a loan: one that says it pays back, one of new year's, one never opened."""

from datetime import datetime

from drawing.screens.packet import PacketDetail
from drawing.story import Person
from golden.telling import (
    LEFT,
    PHONE,
    RIGHT,
    Page,
    Roll,
    Story,
    contact,
    left,
    packet,
    paid,
    right,
    scene,
)

OWNER = Person("", "乔木青青", "qiaomu_qq", "浙江 宁波")
OTHER = Person("骆念之", "念念不忘", "luonz_k", "浙江 台州")

SCENES = (
    scene(
        "2025-11-02T13:20",
        left("青青，能借我2000吗？过年回家买票"),
        right("可以呀"),
        paid(RIGHT, "2000.00"),
        left("收到，谢谢宝"),
    ),
    scene(
        "2026-01-15T20:10",
        left("转账限额了，红包先还你200"),
        packet(LEFT, "先还你一部分"),
        right("领了"),
    ),
    scene(
        "2026-02-17T00:05",
        left("新年快乐！"),
        packet(LEFT, "恭喜发财，大吉大利"),
        packet(RIGHT, "恭喜发财，大吉大利"),
        right("新年快乐🎉"),
    ),
    scene(
        "2026-03-20T19:32",
        right("念之，剩下的1800什么时候还？"),
        left("下周一定"),
    ),
)


def _packet(file: str, at: str, greeting: str, amount: str) -> Page:
    taken = datetime.fromisoformat(at)
    return Page(file, PacketDetail(PHONE, taken, OTHER.nickname, greeting, amount))


STORY = Story(
    (
        Roll(
            PHONE,
            OWNER,
            OTHER,
            "2026-04-01T21:00:10",
            (
                "Screenshot_20260401_210010_com.tencent.mm.png",
                "Screenshot_20260401_210017_com.tencent.mm.png",
            ),
            SCENES,
        ),
        _packet(
            "Screenshot_20260401_210100_com.tencent.mm.png",
            "2026-04-01T21:01:00",
            "先还你一部分",
            "200.00",
        ),
        _packet(
            "Screenshot_20260401_210120_com.tencent.mm.png",
            "2026-04-01T21:01:20",
            "恭喜发财，大吉大利",
            "88.88",
        ),
        contact(
            "Screenshot_20260401_210200_com.tencent.mm.png", PHONE, "2026-04-01T21:02:00", OTHER
        ),
    )
)
