"""砍头息: 500 of 10000 come back at once as the first month's interest; later interest is paid."""

from drawing.story import Person
from golden.telling import IPHONE, LEFT, RIGHT, Roll, Story, contact, left, paid, right, scene

OWNER = Person("", "秋水长天", "qiushui_ct", "辽宁 大连")
OTHER = Person("罗清和", "清和月", "luoqh_88", "辽宁 沈阳")

SCENES = (
    scene(
        "2026-01-06T10:30",
        left("秋姐，跟你借10000周转，月息5分行吗"),
        right("行，第一个月利息先扣"),
        paid(RIGHT, "10000.00"),
        left("好，利息500先给你"),
        paid(LEFT, "500.00"),
        right("收到"),
    ),
    scene(
        "2026-02-06T19:12",
        paid(LEFT, "500.00", memo="2月利息"),
        right("收到"),
    ),
    scene(
        "2026-04-20T08:50",
        right("清和，本金该还了，给个准确的日子吧"),
        left("5月10号还你"),
    ),
)

STORY = Story(
    (
        Roll(
            IPHONE,
            OWNER,
            OTHER,
            "2026-05-01T13:20:00",
            ("IMG_2201.PNG", "IMG_2202.PNG", "IMG_2203.PNG"),
            SCENES,
        ),
        contact("IMG_2204.PNG", IPHONE, "2026-05-01T13:21:00", OTHER),
    )
)
