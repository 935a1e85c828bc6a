"""A shop owner borrows twice from a friend and pays back in parts; a lunch is shared between."""

from drawing.story import Person
from golden.telling import (
    LEFT,
    PHONE,
    RIGHT,
    Roll,
    Story,
    bill,
    contact,
    left,
    own,
    paid,
    right,
    scene,
    sticker,
    voice,
)

OWNER = Person("", "江上予安", "jiang_yuan0917", "湖南 长沙")
OTHER = Person("贺景行", "景行五金", "hejx_shop", "湖南 株洲")
SHOT = "Screenshot_20251108_{}_com.tencent.mm.png"

SCENES = (
    scene(
        "2024-11-03T19:20",
        left("予安，吃了没"),
        right("刚吃完，咋了"),
        left("店里要进一批货，手头差点，能借我8000吗"),
        right("行，啥时候还"),
        left("过了年就还你，放心"),
        paid(RIGHT, "8000.00"),
        left("收到了，谢谢兄弟！"),
        right("客气啥"),
    ),
    scene(
        "2025-01-15T12:40",
        left("今天的牛肉粉不错吧"),
        sticker(RIGHT, "真香"),
        right("饭钱A你"),
        paid(RIGHT, "45.50", memo="午饭AA"),
        left("这么客气"),
    ),
    scene(
        "2025-03-06T12:31",
        left("予安，客户的款又压住了，再借我5000周转一下行不"),
        right("上次的不着急，不过这次真没多少了"),
        left("下个月底一起还你，一定"),
        right("好吧"),
        paid(RIGHT, "5000.00"),
        left("收到，多谢多谢"),
    ),
    scene(
        "2025-04-30T18:05",
        left("客户结了一部分，先还你3000"),
        paid(LEFT, "3000.00"),
        right("收到3000"),
    ),
    scene(
        "2025-06-18T21:12",
        left("再还你2500"),
        paid(LEFT, "2500.00"),
        right("好的，这下还剩7500"),
        left("对"),
    ),
    scene(
        "2025-09-01T10:02",
        right("景行，剩下的7500什么时候能还？"),
        voice(LEFT, 8),
        left("月底吧，最近真的紧"),
    ),
    scene(
        "2025-10-08T20:44",
        right("都拖到国庆后了，麻烦尽快还一下"),
        left("再宽限几天，还欠你7500我心里有数"),
    ),
)

STORY = Story(
    (
        Roll(
            PHONE,
            OWNER,
            OTHER,
            "2025-11-08T20:30:15",
            tuple(
                SHOT.format(clock) for clock in ("203015", "203022", "203029", "203036", "203043")
            ),
            SCENES,
        ),
        bill(
            SHOT.format("203210"),
            PHONE,
            "2025-11-08T20:32:10",
            OTHER,
            "8000.00",
            "2024-11-03T19:24:41",
            "1000050001202411030612345678901",
        ),
        contact(SHOT.format("203300"), PHONE, "2025-11-08T20:33:00", OTHER),
        own(SHOT.format("203320"), PHONE, "2025-11-08T20:33:20", OWNER),
    )
)
