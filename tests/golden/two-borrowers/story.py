"""Two people borrowed from one: two chats and both profiles lie in one folder."""

from drawing.story import Person
from golden.telling import (
    LEFT,
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
    voice,
)

OWNER = Person("", "唐半夏", "tang_bx", "重庆 江北")
FIRST = Person("温若水", "若水三千", "wenruoshui", "重庆 渝北")
SECOND = Person("叶知行", "知行不二", "yezx_abc", "四川 广安")

WITH_FIRST = (
    scene(
        "2024-06-03T13:10",
        left("半夏，考证班要交学费，能借我8000吗"),
        right("什么时候还呀"),
        left("2024年12月31号前还你"),
        right("好，转你了"),
        paid(RIGHT, "8000.00"),
        left("收到啦，爱你"),
    ),
    scene(
        "2025-01-08T19:45",
        right("若水，年都过了，那8000方便还我了吗？"),
        left("还在找工作，再等等我"),
    ),
)
WITH_SECOND = (
    scene(
        "2024-08-20T22:14",
        left("夏姐，手机进水了，跟你借3000换一个"),
        voice(RIGHT, 4),
        paid(RIGHT, "3000.00"),
        left("收到，下个月还"),
    ),
    scene(
        "2024-09-25T18:30",
        left("先还你1000"),
        paid(LEFT, "1000.00"),
        right("好的，还有2000"),
    ),
    scene(
        "2024-12-11T09:08",
        right("知行，剩下的2000请尽快还我"),
        left("好"),
    ),
)

STORY = Story(
    (
        own("01.png", SMALL_PHONE, "2025-02-20T20:00:00", OWNER),
        contact("02.png", SMALL_PHONE, "2025-02-20T20:01:00", FIRST),
        Roll(SMALL_PHONE, OWNER, FIRST, "2025-02-20T20:02:00", ("03.png",), WITH_FIRST),
        contact("05.png", SMALL_PHONE, "2025-02-20T20:03:00", SECOND),
        Roll(SMALL_PHONE, OWNER, SECOND, "2025-02-20T20:04:00", ("06.png", "07.png"), WITH_SECOND),
    )
)
