"""What floats over a chat hides what is said: it is told in doubt, and never the title."""

from __future__ import annotations

from dataclasses import replace

from inked import LIGHT, WHITE, Chat as Setting, flat, line, picture, read

from evidence_kit.model import Box, Colour, DoubtKind, OcrPage

GLASS = Colour(246, 246, 248)


def doubted(page: OcrPage) -> set[tuple[DoubtKind, str]]:
    return {(doubt.kind, dict(doubt.args)["field"]) for doubt in read(page).doubts}


def talk() -> Setting:
    return Setting().note("3月2日 21:03").bubble("left", "在吗？").bubble("right", "在的")


# ── a notification ─────────────────────────────────────────────────────────────────────


def test_a_notification_over_the_title_bar_is_no_title() -> None:
    chat = talk()
    chat.lines = [one for one in chat.lines if one.box.y0 > 240]
    chat.lines += [line("王建国", 212, 54, paper=GLASS), line("晚上吃饭", 212, 130, paper=GLASS)]
    chat.regions += [flat(Box(24, 18, 1056, 216), GLASS), picture(Box(60, 54, 180, 174), "c" * 16)]
    told = read(chat.page())
    assert told.title is None
    assert [message.text for message in told.messages] == ["3月2日 21:03", "在吗？", "在的"]
    assert (DoubtKind.LOW_CONFIDENCE, "message") in doubted(chat.page())


def test_a_wide_ground_without_a_face_on_it_is_no_notification() -> None:
    chat = talk()
    chat.regions.append(flat(Box(24, 100, 1056, 216), LIGHT.page))
    title = read(chat.page()).title
    assert title is not None
    assert title.value == "周砚秋"
    assert doubted(chat.page()) == set()


# ── a menu, a toast, a video ───────────────────────────────────────────────────────────

HIDDEN = {(DoubtKind.LOW_CONFIDENCE, "message"), (DoubtKind.SIDE_UNKNOWN, "side")}
DARK = Colour(76, 76, 76)


def test_a_menu_that_runs_two_bubbles_together_may_hide_one() -> None:
    chat = talk().bubble("left", "我先还你").bubble("left", "剩下的月底还")
    below = chat.regions[-1].box
    menu = Box(170, below.y0 - 80, 900, below.y0 + 40)
    chat.regions.append(flat(menu, DARK))
    chat.lines.append(line("复制 转发 收藏", 220, menu.y0 + 30, paper=DARK, ink=WHITE))
    assert doubted(chat.page()) >= HIDDEN


def test_a_video_over_the_bubbles_of_both_sides_may_hide_them() -> None:
    chat = talk().face("right")
    chat.y += 150
    chat.face("left")
    chat.regions.append(picture(Box(157, chat.y - 150, 923, chat.y + 190), "d" * 16))
    chat.y += 250
    assert doubted(chat.bubble("left", "嗯").page()) >= HIDDEN


def test_a_toast_over_a_bubbles_end_makes_no_picture_of_it() -> None:
    chat = talk().bubble("left", "剩下的月底", "还清")
    said = chat.regions[-1].box
    toast = Box(330, said.y1 - 60, 750, said.y1 + 8)
    chat.regions.append(flat(toast, DARK))
    chat.lines.append(line("已保存到相册", 384, toast.y0 + 12, paper=DARK, ink=WHITE))
    assert doubted(chat.page()) >= HIDDEN


def test_a_picture_beside_its_own_face_hides_nothing() -> None:
    chat = talk().face("left")
    chat.regions.append(picture(Box(157, chat.y, 500, chat.y + 600), "d" * 16))
    chat.y += 633
    assert doubted(chat.bubble("left", "嗯").page()) == set()


# ── two phones in one picture ──────────────────────────────────────────────────────────


def moved(page: OcrPage, across: int, down: int) -> OcrPage:
    """Return a page with everything on it moved."""

    def at(box: Box) -> Box:
        return Box(box.x0 + across, box.y0 + down, box.x1 + across, box.y1 + down)

    lines = tuple(replace(one, box=at(one.box)) for one in page.lines)
    return replace(
        page, lines=lines, regions=tuple(replace(r, box=at(r.box)) for r in page.regions)
    )


def both(one: OcrPage, other: OcrPage, *, width: int, height: int) -> OcrPage:
    """Return one picture of two pages."""
    lines, regions = one.lines + other.lines, one.regions + other.regions
    return replace(one, width=width, height=height, lines=lines, regions=regions)


def test_two_phones_side_by_side_have_no_title_and_no_sure_side() -> None:
    first = talk().card("right", "¥8000.00", "已被接收").page()
    second = Setting("王建国").bubble("left", "先还你").bubble("right", "好").page()
    page = both(first, moved(second, 1080, 0), width=2160, height=2400)
    told = read(page)
    card = next(message for message in told.messages if message.amount)
    assert told.title is None
    unsure = [one for one in told.doubts if one.kind is DoubtKind.SIDE_UNKNOWN]
    assert any(one.where is not None and one.where.box == card.box for one in unsure)
    assert (DoubtKind.LOW_CONFIDENCE, "message") in doubted(page)


def test_two_chats_one_below_the_other_have_no_title() -> None:
    page = both(talk().page(), moved(_below("王建国"), 0, 2400), width=1080, height=4800)
    assert read(page).title is None
    assert (DoubtKind.LOW_CONFIDENCE, "message") in doubted(page)


def test_two_screens_of_one_chat_keep_its_title() -> None:
    page = both(talk().page(), moved(_below("周砚秋"), 0, 2400), width=1080, height=4800)
    title = read(page).title
    assert title is not None
    assert title.value == "周砚秋"


def _below(title: str) -> OcrPage:
    return Setting(title).bubble("left", "先还你").bubble("right", "好").page()
