"""Chats of other apps: none of their words is told as WeChat's."""

from __future__ import annotations

import pytest
from inked import DARK, LIGHT, WHITE, Chat as Setting, Theme, flat, line

from evidence_kit import screens
from evidence_kit.model import Box, Chat, Colour, OcrPage, Unread

LIME, SMS, QQ = Colour(141, 224, 85), Colour(52, 199, 89), Colour(18, 183, 245)
SKY, CLOUD = Colour(140, 171, 216), Colour(233, 233, 235)


def chat(theme: Theme, *, faces: bool = True) -> Setting:
    said = Setting(theme=theme, faces=faces).bubble("left", "能不能借我八千").note("昨天 21:03")
    return said.bubble("right", "可以，什么时候还").bubble("left", "三月底一定还")


def line_app(*, ground: Colour) -> OcrPage:
    """Set a page as LINE does: faces on the left alone, own bubbles at the page's edge."""
    talk = Setting(theme=Theme(page=ground)).bubble("left", "借我五千").bubble("left", "下月还")
    for text in ("好，转你了", "记得还"):
        words = line(text, 0, talk.y + 32, paper=LIME)
        x0 = 1020 - 34 - words.box.width
        talk.lines.append(line(text, x0, talk.y + 32, paper=LIME))
        talk.regions.append(flat(Box(x0 - 34, talk.y, 1020, talk.y + 110), LIME))
        talk.y += 143
    return talk.page()


@pytest.mark.parametrize(
    "theme",
    [
        Theme(page=WHITE, left=CLOUD, right=SMS, right_ink=WHITE),
        Theme(right=QQ, right_ink=WHITE),
    ],
    ids=["sms", "qq"],
)
def test_white_words_on_own_bubbles_are_another_apps(theme: Theme) -> None:
    page = chat(theme).bubble("right", "好的").page()
    assert screens.read(page) == Unread(page.source, "other_app")
    assert screens.wanted(page) == ()


def test_own_bubbles_without_faces_on_a_coloured_page_are_another_apps() -> None:
    page = line_app(ground=SKY)
    assert screens.read(page) == Unread(page.source, "other_app")
    assert isinstance(screens.read(line_app(ground=LIGHT.page)), Chat)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("faces", [True, False])
def test_wechats_own_words_are_dark_on_green(theme: Theme, *, faces: bool) -> None:
    assert isinstance(screens.read(chat(theme, faces=faces).page()), Chat)


def test_coloured_signs_on_green_are_an_emojis() -> None:
    said = Setting(theme=DARK).bubble("left", "晚安").note("昨天 21:03")
    page = said.bubble("right", "早点休息", ink=Colour(255, 204, 77)).page()
    assert isinstance(screens.read(page), Chat)


def test_one_word_in_white_beside_own_words_is_wechats() -> None:
    said = chat(LIGHT).bubble("right", "好", colour=SMS, ink=WHITE)
    assert isinstance(screens.read(said.page()), Chat)


def test_another_apps_white_card_makes_no_wechat_of_it() -> None:
    page = chat(Theme(right=QQ, right_ink=WHITE)).bubble("right", "合同", colour=WHITE).page()
    assert screens.read(page) == Unread(page.source, "other_app")
