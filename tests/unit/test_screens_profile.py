"""Pages about people: remark, nickname, WeChat id, region, and whose page it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from inked import GREY, Chat, flat, line, page, picture

from evidence_kit import screens
from evidence_kit.model import Box, Chat as ChatScreen, Colour, DoubtKind, OcrPage, Profile

FACE = picture(Box(60, 265, 240, 445))


def person(
    *labelled: str, name: str = "周砚秋", rows: tuple[str, ...] = ("发消息", "音视频通话")
) -> OcrPage:
    lines = [line("21:03", 46, 36, 46), line(name, 284, 265, 62)]
    lines += [line(text, 284, 345 + 56 * i, 40, ink=GREY) for i, text in enumerate(labelled)]
    lines += [line(text, 60, 900 + 150 * i, 48) for i, text in enumerate(rows)]
    return page(lines, [FACE])


def read(page: OcrPage) -> Profile:
    screen = screens.read(page)
    assert isinstance(screen, Profile)
    return screen


def said(profile: Profile) -> tuple[str | None, ...]:
    fields = (profile.remark, profile.nickname, profile.wechat_id, profile.region)
    return tuple(field.value if field else None for field in fields)


def test_a_contact_with_a_remark() -> None:
    profile = read(person("昵称：砚台里的秋天", "微信号：yanqiu_zhou88", "地区：浙江 绍兴"))
    assert said(profile) == ("周砚秋", "砚台里的秋天", "yanqiu_zhou88", "浙江 绍兴")
    assert not profile.own
    assert not profile.doubts
    assert profile.wechat_id is not None
    assert profile.wechat_id.quote == "微信号：yanqiu_zhou88"


def test_names_are_quoted_as_they_were_read_not_folded() -> None:
    profile = read(person("昵称：㊗️砚台；秋", "地区：浙江（绍兴）", name="ｙｑ㊗️"))
    assert said(profile) == ("ｙｑ㊗️", "㊗️砚台；秋", None, "浙江（绍兴）")
    screen = screens.read(Chat(title="周㊗️；").bubble("left", "㊗️你；好").page())
    assert isinstance(screen, ChatScreen)
    assert screen.title is not None
    assert (screen.title.value, screen.messages[0].text) == ("周㊗️；", "㊗️你；好")


def test_without_a_remark_the_big_name_is_the_nickname() -> None:
    assert said(read(person("微信号: abc_12345"))) == (None, "周砚秋", "abc_12345", None)


@pytest.mark.parametrize("second", ["微信号：wxid_7k2m4p8q", "微信号："])
def test_a_name_worded_like_an_id_leaves_the_id_in_doubt(second: str) -> None:
    profile = read(person(second, "地区：江苏苏州", name="微信号：zhou8888"))
    assert [dict(doubt.args)["field"] for doubt in profile.doubts] == ["wechat_id"]
    assert {reading.text for reading in profile.doubts[0].readings} == {"微信号：zhou8888", second}


def test_the_same_id_twice_is_one() -> None:
    assert not read(person("微信号：zhou8888", name="微信号：zhou8888")).doubts


def test_a_stranger_shows_no_id() -> None:
    profile = read(person("昵称：阿秋", "地区：浙江", rows=("添加到通讯录",)))
    assert said(profile) == ("周砚秋", "阿秋", None, "浙江")


def test_ones_own_front_page() -> None:
    rows = ("服务", "收藏", "朋友圈", "设置", "通讯录", "发现", "我")
    profile = read(person("微信号：linzhixia_06", name="林知夏", rows=rows))
    assert profile.own
    assert said(profile) == (None, "林知夏", "linzhixia_06", None)


def test_ones_own_details() -> None:
    rows = [
        ("头像", ""),
        ("名字", "林知夏"),
        ("拍一拍", ""),
        ("微信号", "linzhixia_06"),
        ("我的二维码", ""),
    ]
    lines = [line("个人信息", 460, 145, 50)]
    for i, (label, value) in enumerate(rows):
        lines.append(line(label, 60, 400 + 150 * i, 48))
        if value:
            lines.append(line(value, 800, 400 + 150 * i, 48, ink=GREY))
    profile = read(page(lines))
    assert profile.own
    assert said(profile) == (None, "林知夏", "linzhixia_06", None)


@pytest.mark.parametrize("wechat_id", ["wxid_7h3kq9m2x5tal2", "wxid_7h3kq9m2x5ta0", "张三", "ab"])
def test_an_id_that_ink_cannot_settle_is_a_doubt(wechat_id: str) -> None:
    profile = read(person(f"微信号：{wechat_id}"))
    (doubt,) = profile.doubts
    assert (doubt.kind, doubt.args) == (DoubtKind.LOW_CONFIDENCE, (("field", "wechat_id"),))


def test_a_random_id_without_look_alikes_is_sure() -> None:
    assert not read(person("微信号：wxid_7h3kq9m2x5ta22")).doubts


def test_a_weakly_read_id_is_a_doubt() -> None:
    weak = person("微信号：yanqiu_zhou88")
    lines = tuple(replace(li, confidence=0.5) if "微信号" in li.text else li for li in weak.lines)
    assert [d.kind for d in read(replace(weak, lines=lines)).doubts] == [DoubtKind.LOW_CONFIDENCE]


def test_spaces_that_an_engine_put_into_an_id_are_dropped() -> None:
    assert said(read(person("微信号：yanqiu _zhou88")))[2] == "yanqiu_zhou88"


def test_what_is_read_in_the_face_makes_no_chat() -> None:
    plain = person("微信号：abc_12345")
    noise = line("1", 150, 300, 40, paper=Colour(193, 229, 132), sure=0.35)
    pieces = (flat(Box(60, 265, 300, 300), noise.paper), flat(Box(140, 310, 240, 400), noise.paper))
    noisy = replace(plain, lines=(*plain.lines, noise), regions=pieces)
    assert said(read(noisy)) == (None, "周砚秋", "abc_12345", None)


def test_an_id_told_in_a_chat_is_a_message() -> None:
    chat = (
        Chat()
        .bubble("left", "微信号：yanqiu_zhou88", "地区：浙江", "昵称：阿秋")
        .bubble("right", "发消息")
    )
    assert isinstance(screens.read(chat.page()), ChatScreen)
