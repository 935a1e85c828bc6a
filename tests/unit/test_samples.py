"""The samples: pictures and truth come from one story, say the same, and name nobody real."""

from __future__ import annotations

import json
import re
import sys
from datetime import datetime, timedelta
from decimal import Decimal
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from evidence_kit import model

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
sys.path.insert(0, str(SAMPLES))

# The samples are a program of their own, never installed.
story = import_module("drawing.story")
chat = import_module("drawing.chat")
truth_text = import_module("drawing.case").truth_text
ALL = import_module("drawing.cases").ALL
ChatRoll = chat.ChatRoll
ANDROID, IOS = import_module("drawing.phone").ANDROID, import_module("drawing.phone").IOS

INVENTED = {
    *("林知夏", "周砚秋", "砚台里的秋天"),
    *("沈慕白", "顾汀屿", "汀上有屿"),
    *("陆晚晴", "许明远", "远山不语"),
}
ACCOUNTS = {
    *("linzhixia_06", "yanqiu_zhou88", "shen_mubai", "gu_tingyu2"),
    *("lu_wanqing", "wxid_7h3kq9m2x5ta22"),
}
MEBIBYTE = 1 << 20

each_case = pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
each_roll = pytest.mark.parametrize(
    ("case", "roll"),
    [(case, page) for case in ALL for page in case.pages if isinstance(page, ChatRoll)],
    ids=lambda value: getattr(value, "name", ""),
)


def shots(case):
    return SAMPLES / case.name / "screenshots"


def written(case):
    return json.loads((SAMPLES / case.name / "truth.json").read_text(encoding="utf-8"))


def drawn(roll):
    return dict(roll.shots())


@each_case
def test_the_truth_on_disk_is_what_the_story_says(case):
    assert (SAMPLES / case.name / "truth.json").read_text(encoding="utf-8") == truth_text(case)


@each_case
def test_every_picture_has_its_truth_and_every_truth_its_picture(case):
    assert {path.name for path in shots(case).iterdir()} == set(written(case)["files"])


@each_case
def test_no_two_pages_share_a_name_even_where_case_is_ignored(case):
    names = [name.lower() for page in case.pages for name in page.names]
    assert len(names) == len(set(names))


@each_case
def test_the_truth_uses_the_vocabulary_of_the_model(case):
    for page in written(case)["files"].values():
        assert page["kind"] in {"chat", "transfer", "bill", "profile", "unread"}
        for message in page["messages"]:
            model.Side(message["side"])
            model.MessageKind(message["kind"])
        for said in (*page["messages"], page["payment"] or {}):
            assert said.get("status") is None or model.State(said["status"])
            assert said.get("amount") is None or re.fullmatch(r"\d+\.\d\d", said["amount"])
        if page["payment"]:
            model.Direction(page["payment"]["direction"])
    facts = written(case)["facts"]
    for payment in (*facts["loans"], *facts["repayments"]):
        model.State(payment["status"])
        model.Nature(payment["nature"])


def test_the_stories_speak_the_words_of_the_model():
    assert {side.value for side in story.Side} == {side.value for side in model.Side}
    assert {nature.value for nature in story.Nature} == {nature.value for nature in model.Nature}
    assert {means.value for means in story.Means} <= {kind.value for kind in model.SayingKind}
    assert {state.value for state in story.State} <= {state.value for state in model.State}


@each_case
def test_a_page_holds_what_its_kind_has(case):
    for page in written(case)["files"].values():
        assert bool(page["messages"]) == (page["kind"] == "chat")
        assert bool(page["payment"]) == (page["kind"] in {"transfer", "bill"})
        assert bool(page["profile"]) == (page["kind"] == "profile")


@each_case
def test_every_transfer_card_that_is_whole_says_amount_and_state(case):
    for page in written(case)["files"].values():
        for message in page["messages"]:
            if message["kind"] == "transfer" and not message["cut"]:
                assert message["amount"]
                assert message["status"]


@each_case
def test_only_accepted_money_moves_the_balance(case):
    facts = written(case)["facts"]
    moved = [
        sum(Decimal(p["amount"]) for p in facts[kind] if p["status"] == "accepted")
        for kind in ("loans", "repayments")
    ]
    assert Decimal(facts["principal_outstanding"]) == moved[0] - moved[1]


def test_a_returned_loan_is_told_but_not_counted():
    case = next(case for case in ALL if case.name == "returned-transfer")
    assert "returned" in {loan["status"] for loan in written(case)["facts"]["loans"]}


@each_case
def test_names_are_only_invented_ones(case):
    truth = written(case)
    for page in truth["files"].values():
        named = {page["title"]} if page["kind"] == "chat" else set()
        named |= {(page["payment"] or {}).get("counterparty")}
        profile = page["profile"] or {}
        named |= {profile.get("remark"), profile.get("nickname")}
        assert named - {None} <= INVENTED
        assert profile.get("wechat_id") in {None, *ACCOUNTS}
    for role in ("lender", "borrower"):
        assert set(truth["facts"][role]["names"]) <= INVENTED


@each_case
def test_a_serial_carries_the_day_of_its_transfer(case):
    for payment in case.payments:
        assert re.fullmatch(rf"1000050001{payment.sent:%Y%m%d}\d{{13}}", payment.serial)
    assert len({payment.serial for payment in case.payments}) == len(case.payments)


@each_case
def test_money_is_sent_in_its_scene_and_received_after(case):
    for scene in case.conversation.scenes:
        for message in scene.messages:
            if isinstance(message, story.Card):
                assert scene.at <= message.payment.sent < scene.at + timedelta(minutes=8)
                assert message.payment.received is None or (
                    message.payment.sent < message.payment.received
                )


@each_roll
def test_nothing_is_captured_before_it_was_said(case, roll):
    assert roll.captured > max(scene.at for scene in roll.conversation.scenes)


@each_roll
def test_pages_of_one_scroll_overlap_with_the_same_pixels(case, roll):
    pictures, placed = drawn(roll), roll._placed()
    for (one, above), (other, below) in pairwise(
        zip(roll.names, roll._windows(placed), strict=True)
    ):
        shared = above.bottom - below.top
        assert any(below.top <= laid.top and laid.bottom <= above.bottom for laid in placed)
        width, top, foot = roll.phone.width, roll.phone.top, roll.phone.foot
        low = pictures[one].crop((0, foot - shared, width, foot))
        high = pictures[other].crop((0, top, width, top + shared))
        assert ImageChops.difference(low, high).getbbox() is None


@each_roll
def test_every_message_is_whole_on_some_page(case, roll):
    placed = roll._placed()
    windows = roll._windows(placed)
    assert all(any(window.shows(*laid.body) for window in windows) for laid in placed)


@each_case
def test_drawing_again_gives_the_same_pixels(case):
    page = next(page for page in case.pages if not isinstance(page, ChatRoll))
    for (name, once), (_, again) in zip(page.shots(), page.shots(), strict=True):
        assert once.tobytes() == again.tobytes()
        assert _far_apart(once, Image.open(shots(case) / name)) < 100


@each_roll
def test_the_pictures_on_disk_are_those_of_the_story(case, roll):
    for name, picture in drawn(roll).items():
        if name.lower().endswith(".png"):
            assert _far_apart(picture, Image.open(shots(case) / name)) < 100


def _far_apart(one, other):
    """Count pixels that differ clearly: a changed letter does, another FreeType hardly."""
    difference = ImageChops.difference(one.convert("L"), other.convert("L"))
    return sum(difference.histogram()[64:])


def test_the_formats_of_real_folders_are_among_them():
    pictures = [Image.open(path) for case in ALL for path in shots(case).iterdir()]
    assert {"PNG", "JPEG"} == {picture.format for picture in pictures}
    assert "RGBA" in {picture.mode for picture in pictures}
    assert {picture.size for picture in pictures} == {(1080, 2400), (1170, 2532)}


def test_the_folder_stays_small():
    assert sum(path.stat().st_size for path in SAMPLES.rglob("*.*")) < 6 * MEBIBYTE


SAID = datetime(2026, 6, 10, 20, 15)


@pytest.mark.parametrize(
    ("captured", "phone", "line"),
    [
        ("2026-06-10", ANDROID, "20:15"),
        ("2026-06-10", IOS, "晚上8:15"),
        ("2026-06-11", ANDROID, "昨天 20:15"),
        ("2026-06-12", ANDROID, "周三 20:15"),
        ("2026-06-16", IOS, "星期三 晚上8:15"),
        ("2026-06-17", ANDROID, "6月10日 20:15"),
        ("2027-06-11", ANDROID, "2026年6月10日 20:15"),
    ],
)
def test_a_time_line_is_worded_for_the_day_of_the_capture(captured, phone, line):
    at = datetime.fromisoformat(f"{captured}T22:00")
    assert story.time_line(SAID, at, phone) == line


@pytest.mark.parametrize(
    ("height", "says", "cut"),
    [(400, "甲" * 15 + "乙", False), (170, "甲" * 15 + "乙", True), (120, "甲" * 15, True)],
)
def test_a_cut_message_says_only_what_is_whole(height, says, cut):
    text = story.left("甲" * 15 + "乙")
    bubble = import_module("drawing.widgets").Bubble(ANDROID, text.side, "x", text.text)
    laid = chat.Laid(text, SAID, bubble, top=0)
    truth = chat.message_truth(laid, chat.Window(-50, height))
    assert (truth["text"], truth["cut"]) == (says, cut)


def test_a_message_of_which_no_line_is_whole_is_left_out():
    text = story.left("甲")
    bubble = import_module("drawing.widgets").Bubble(ANDROID, text.side, "x", text.text)
    assert chat.message_truth(chat.Laid(text, SAID, bubble, 0), chat.Window(-50, 60)) is None
