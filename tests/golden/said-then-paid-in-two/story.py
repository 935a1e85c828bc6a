"""6800 asked for in words and paid in two transfers, with interest agreed and once paid."""

from drawing.story import Person
from golden.telling import LEFT, PHONE, RIGHT, Roll, Story, call, left, paid, right, scene

OWNER = Person("", "孟长风", "meng_cf77", "湖北 宜昌")
OTHER = Person("老邵", "邵师傅装修", "shao_zx", "湖北 荆州")

SCENES = (
    scene(
        "2025-05-20T09:40",
        left("孟哥，工地压款，借我6800周转，月息1分，下个月15号还"),
        right("现在卡里只有5000，先转你，剩下的晚上给"),
        paid(RIGHT, "5000.00"),
        left("好的好的"),
    ),
    scene(
        "2025-05-20T20:15",
        paid(RIGHT, "1800.00"),
        left("两笔都到了，一共6800，谢谢孟哥"),
    ),
    scene(
        "2025-06-15T18:20",
        left("孟哥，这个月先给利息，本金缓一个月"),
        paid(LEFT, "68.00", memo="6月利息"),
        right("行"),
    ),
    scene(
        "2025-08-02T11:30",
        right("老邵，本金6800都超期了，请这几天还我"),
        call(RIGHT, "通话时长 02:17"),
    ),
)

STORY = Story(
    (
        Roll(
            PHONE,
            OWNER,
            OTHER,
            "2025-09-01T20:20:30",
            (
                "Screenshot_20250901_202030_com.tencent.mm.png",
                "Screenshot_20250901_202037_com.tencent.mm.png",
                "Screenshot_20250901_202044_com.tencent.mm.png",
            ),
            SCENES,
        ),
    )
)
