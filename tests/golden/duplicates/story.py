"""The same chat is photographed twice, and one picture is copied: JPEG from an album."""

from dataclasses import replace

from drawing.story import Person
from golden.telling import LEFT, PHONE, RIGHT, Copy, Roll, Story, left, paid, right, scene, voice

OWNER = Person("", "海棠依旧", "htyj_mei", "江苏 扬州")
OTHER = Person("祁阿森", "森林木", "qisen0302", "江苏 镇江")

ROLL = Roll(
    PHONE,
    OWNER,
    OTHER,
    "2026-03-01T19:40:00",
    ("聊天1.jpg", "聊天2.jpg"),
    (
        scene(
            "2024-09-12T19:30",
            left("姐，电动车电瓶坏了，借我1200换一个呗"),
            right("换个电瓶要这么多？"),
            left("还有控制器也烧了😭"),
            paid(RIGHT, "1200.00"),
            left("谢谢姐，月底还你"),
        ),
        scene(
            "2024-10-02T10:20",
            left("国庆快乐"),
            voice(RIGHT, 3),
            right("快乐快乐，那1200啥时候还呀"),
            left("月中发工资给你"),
        ),
        scene(
            "2024-10-16T18:08",
            left("姐，先还你600"),
            paid(LEFT, "600.00"),
            right("收到"),
        ),
        scene(
            "2025-01-20T12:00",
            right("还有600呢，年前能还完吗"),
            left("能的能的"),
        ),
    ),
)

STORY = Story(
    (
        ROLL,
        Copy("聊天2.jpg", "聊天2(1).jpg"),
        replace(ROLL, captured="2026-03-02T08:15:00", files=("重截1.jpg", "重截2.jpg")),
    )
)
