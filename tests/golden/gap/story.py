"""A page is missing in the middle: words behind it tell of a repayment that no page shows."""

from drawing.story import Person
from golden.telling import (
    LEFT,
    RIGHT,
    SMALL_PHONE,
    Roll,
    Story,
    left,
    own,
    paid,
    photo,
    right,
    scene,
)

OWNER = Person("", "柏舟", "bozhou_c", "安徽 合肥")
OTHER = Person("景小川", "川流不息", "jingxc_1998", "安徽 芜湖")

BEFORE = (
    scene(
        "2025-02-10T11:20",
        left("舟哥，车子刮了别人的，要赔钱，能借我5000块吗"),
        right("人没事吧"),
        photo(LEFT),
        left("人没事，下个月发工资还你"),
        paid(RIGHT, "5000.00"),
        left("收到收到，谢谢舟哥"),
    ),
    scene(
        "2025-03-18T21:40",
        right("工资发了没，那5000先还我点？"),
        left("这个月扣得厉害，下周给你"),
        right("行吧"),
    ),
)
AFTER = (
    scene(
        "2025-05-06T20:02",
        left("上次还了你1000，还欠你4000，我记着呢"),
        right("嗯，剩下的什么时候还我？"),
        left("端午前一定"),
    ),
    scene(
        "2025-06-20T09:15",
        right("端午都过了啊"),
        left("不好意思，先还你500"),
        paid(LEFT, "500.00"),
        right("收到500"),
    ),
)

STORY = Story(
    (
        Roll(SMALL_PHONE, OWNER, OTHER, "2026-01-10T20:01:00", ("1.png", "2.png"), BEFORE),
        Roll(SMALL_PHONE, OWNER, OTHER, "2026-01-10T20:04:00", ("5.png",), AFTER),
        own("7.png", SMALL_PHONE, "2026-01-10T20:06:00", OWNER),
    )
)
