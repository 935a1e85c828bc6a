"""No chat at all: two profiles, a receipt that is no picture, and the plaintiff's own word."""

from drawing.story import Person
from golden.telling import PHONE, Story, contact, own

OWNER = Person("", "许南乔", "xu_nanqiao", "贵州 贵阳")
OTHER = Person("景老板", "老景建材", "jing_jc", "贵州 遵义")
RECEIPT = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)

STORY = Story(
    (
        own("我.png", PHONE, "2026-01-20T10:00:00", OWNER),
        contact("他.png", PHONE, "2026-01-20T10:01:00", OTHER),
    ),
    papers={"电子回单.pdf": RECEIPT},
)
