"""Small pictures between words, and coloured words that must never be taken for one."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from fakes import ocr_pictures as draw
from PIL import Image, ImageDraw

from evidence_kit.model import EMOJI
from evidence_kit.model.values import Box
from evidence_kit.ocr import emoji

WHITE, GREEN, DEEP, DARK = (255, 255, 255), (149, 236, 105), (62, 172, 116), (44, 44, 44)
BLACK, PALE = (25, 25, 25), (213, 213, 213)
RED, ORANGE, BLUE, TICK = (250, 81, 81), (250, 157, 59), (87, 107, 149), (7, 193, 96)
FACE, HEART = "face", "heart"


def picture(kind: str, size: int) -> Image.Image:
    """Draw a yellow face with brown eyes and mouth, or a red heart, four times as large."""
    large = 4 * size
    image = Image.new("RGBA", (large, large), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    half = large // 2
    if kind == HEART:
        pen.ellipse((0, 0, half, half), fill="#E0245E")
        pen.ellipse((half, 0, large - 1, half), fill="#E0245E")
        pen.polygon([(8, half * 0.7), (large - 8, half * 0.7), (half, large - 1)], fill="#E0245E")
    else:
        pen.ellipse((0, 0, large - 1, large - 1), fill="#FFCC33")
        for x in (0.25, 0.6):
            pen.ellipse((x * large, 0.25 * large, (x + 0.15) * large, half), fill="#664500")
        pen.chord((0.2 * large, 0.4 * large, 0.8 * large, 0.85 * large), 0, 180, fill="#664500")
    return image.resize((size, size), Image.Resampling.LANCZOS)


def drawn(parts, size, *, paper=WHITE, ink=BLACK, quality: int | None = None):
    """Draw words, (words, colour) and pictures beside each other; return page, box, pictures."""
    image = Image.new("RGB", (size * 14, size * 3), paper)
    pen, font, x, places = ImageDraw.Draw(image), draw.font(size), float(size), []
    for part in parts:
        if part in (FACE, HEART):
            one = picture(part, size)
            x += size * 0.1
            image.paste(one, (int(x), size + size // 10), one)
            places.append((int(x), int(x) + size))
            x += size * 1.1
        else:
            words, colour = (part, ink) if isinstance(part, str) else part
            pen.text((x, size), words, colour, font)
            x += font.getlength(words)
    stray = np.abs(np.asarray(image).astype(int) - np.array(paper)).max(axis=2) > 24
    rows, columns = np.flatnonzero(stray.any(axis=1)), np.flatnonzero(stray.any(axis=0))
    box = Box(int(columns[0]) - 3, int(rows[0]) - 3, int(columns[-1]) + 4, int(rows[-1]) + 4)
    return kept(image, quality), box, places


def kept(image: Image.Image, quality: int | None):
    if quality is not None:
        file = BytesIO()
        image.save(file, "JPEG", quality=quality, subsampling=2)
        image = Image.open(file).convert("RGB")
    return np.array(image)


LINES = {
    "first": (FACE, "收到了"),
    "middle": ("我明天", FACE, "还你"),
    "last": ("好的谢谢", HEART),
    "two": ("笑死我了", FACE, FACE),
}
PAPERS = [(WHITE, BLACK), (GREEN, BLACK), (DEEP, (28, 28, 28)), (DARK, PALE)]


# Yellow on light green, and what is smallest, is only found where nothing is blurred.
@pytest.mark.parametrize(
    ("paper", "ink", "size", "quality"),
    [
        (*PAPERS[0], 20, None),
        (*PAPERS[0], 40, 60),
        (*PAPERS[0], 70, 60),
        (*PAPERS[1], 40, None),
        (*PAPERS[2], 40, 60),
        (*PAPERS[3], 40, 60),
        (*PAPERS[3], 70, None),
    ],
)
@pytest.mark.parametrize("where", LINES)
def test_a_picture_between_words_is_found(where, paper, ink, size, quality) -> None:
    page, box, places = drawn(LINES[where], size, paper=paper, ink=ink, quality=quality)
    found = emoji.find(page, box)
    assert len(found) == len(places)
    for one, (x0, x1) in zip(found, places, strict=True):
        assert abs(one.x0 - x0) <= 0.15 * size + 2
        assert abs(one.x1 - x1) <= 0.15 * size + 2


def test_a_line_is_its_words_and_its_pictures_in_order() -> None:
    page, box, _ = drawn(("我明天", FACE, "还你", HEART), 40)
    first, face, second, heart = emoji.parted(page, box)
    assert (face, heart) == (None, None)
    assert first is not None
    assert second is not None
    assert box.x0 == first.x0 < first.x1 < second.x0 < second.x1 < box.x1


COLOURED = {
    "spent": (("-500.00", RED),),
    "received": (("+12,800.00", ORANGE),),
    "yuan sign": (("¥", RED), "500.00"),
    "one digit": ("合计共", ("8", RED), "笔款项"),
    "one word": ("借款", ("未", RED), "还清请尽快"),
    "link": ("查看", ("《服务协议》", BLUE)),
    "sent": (("发送", TICK),),
    "refunded": (("已全额退款", ORANGE),),
    "alone": (FACE,),
    "plain": ("今天借的三千元下月还清",),
}


@pytest.mark.parametrize(("size", "quality"), [(24, None), (28, 90), (40, 60), (70, None)])
@pytest.mark.parametrize(("paper", "ink"), PAPERS)
@pytest.mark.parametrize("words", COLOURED)
def test_coloured_words_are_no_pictures(words, paper, ink, size, quality) -> None:
    page, box, _ = drawn(COLOURED[words], size, paper=paper, ink=ink, quality=quality)
    assert emoji.parted(page, box) == (box,)


def test_white_words_on_an_orange_card_are_no_pictures() -> None:
    page, box, _ = drawn((("¥1,000.00", WHITE),), 50, paper=ORANGE, quality=60)
    assert emoji.parted(page, box) == (box,)


def test_smaller_lines_and_empty_ones_hold_none() -> None:
    page, box, _ = drawn(("好", FACE), 40)
    assert emoji.find(page, box._replace(y1=box.y0 + emoji.LEGIBLE - 1)) == ()
    assert emoji.find(page, Box(0, 0, 0, 0)) == ()
    assert emoji.find(page, Box(5000, 0, 5040, 40)) == ()


@pytest.mark.parametrize(
    ("whole", "parts", "read"),
    [
        (("OKS", 0.93), [("OK", 0.99), None], (f"OK{EMOJI}", 0.99)),
        (("好的", 0.999), [("好的", 0.99), None], (f"好的{EMOJI}", 0.99)),
        (("还你500★", 0.999), [("还你500", 0.98), None], (f"还你500{EMOJI}", 0.98)),
        (("哈哈雞", 0.77), [("哈", 0.9), None, ("哈", 0.8)], (f"哈{EMOJI}哈", 0.8)),
        # What is surely a sign is one, whatever its colour.
        (("借款未还清", 0.999), [("借款", 0.99), None, ("还清", 0.99)], ("借款未还清", 0.999)),
        (("共8笔", 0.99), [("共", 0.99), None, ("笔", 0.99)], ("共8笔", 0.99)),
        # A sum holds no picture, however badly it is read.
        (("-500.00", 0.7), [("-", 0.9), None, ("00.00", 0.9)], ("-500.00", 0.7)),
        # Digits that an engine makes of a picture, or a picture of digits: in doubt.
        (("还你5009", 0.92), [("还你500", 0.99), None], (f"还你500{EMOJI}", emoji.DISPUTED)),
        (("共8笔", 0.9), [("共", 0.99), None, ("笔", 0.99)], (f"共{EMOJI}笔", emoji.DISPUTED)),
        (("O", 0.5), [("", 0.0), None], (EMOJI, 0.0)),
    ],
)
def test_no_picture_takes_a_sign_away(whole, parts, read) -> None:
    assert emoji.joined(whole, parts) == read
