"""Single screens: the picture and its truth come from one value, and an edge cuts both alike."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from PIL import ImageChops

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
sys.path.insert(0, str(SAMPLES))

cards = import_module("drawing.screens.cards")
chat = import_module("drawing.screens.chat")
item = import_module("drawing.screens.item")
pictures = import_module("drawing.screens.pictures")
words = import_module("drawing.screens.words")
transfer = import_module("drawing.screens.transfer")
bill = import_module("drawing.screens.bill")
talk = import_module("drawing.dice.talk")
someone = import_module("drawing.dice.chance").someone
phone = import_module("drawing.phone")
Side = import_module("drawing.story").Side

AT = datetime(2026, 6, 10, 12, 13, 14)
YOU, ME = item.Speaker(Side.LEFT, "you", "小满"), item.Speaker(Side.RIGHT, "me")
ITEMS = (
    words.Grey("昨天 12:51", "time"),
    words.Words(by=YOU, text="能不能借我5千，下个月15号发工资就还你，一定" * 2),
    words.Words(by=ME, text="好", quoted="小满：能不能借我5千"),
    words.Voice(by=YOU, seconds=12, spoken="我明天就把钱转给你"),
    words.Call(by=ME, text="通话时长 00:07"),
    cards.Transfer(by=ME, amount="1111.11", says="已被接收", status="accepted"),
    cards.Packet(by=YOU, greeting="恭喜发财，大吉大利", state="领取红包"),
    cards.FilePlate(by=ME, title="对账单.xlsx", below="23.4K", foot="微信电脑版", thumb="x"),
    pictures.Picture(by=YOU, shows="chat", words=("还我500",)),
    words.Divider(),
)
PHONES = (*phone.PHONES, phone.WINDOWS, phone.MAC)

each_phone = pytest.mark.parametrize("one", PHONES, ids=lambda p: f"{p.width}")


def shot(*items, on=phone.ANDROID, **more):
    return chat.ChatShot(on, AT, "周砚秋", items, **more)


@each_phone
@pytest.mark.parametrize("thing", ITEMS, ids=lambda i: type(i).__name__)
def test_the_rows_of_an_item_lie_within_it_in_order(one, thing):
    rows = thing.rows(one)
    assert all(0 <= row.top < row.bottom <= thing.height(one) for row in rows)
    assert all(above.bottom <= below.top for above, below in pairwise(rows))


@each_phone
def test_nothing_is_painted_outside_an_items_height(one):
    for thing in ITEMS:
        page = chat.Canvas(one, one.theme.page, thing.height(one) + 400)
        thing.paint(page, 200)
        blank = chat.Canvas(one, one.theme.page, thing.height(one) + 400)
        box = ImageChops.difference(page.image, blank.image).getbbox()
        assert box is not None
        assert box[1] >= 200 - one.px(4)
        assert box[3] <= 200 + max(thing.height(one), one.px(item.AVATAR)) + one.px(60)
        assert 0 < box[0] < box[2] < one.width


def test_a_whole_page_says_everything():
    told = shot(*ITEMS, whole=True).truth()["messages"]
    assert [one["kind"] for one in told] == [
        *("time", "text", "text", "voice", "call", "transfer", "red_packet", "file", "image"),
        "system",
    ]
    assert told[0]["at_text"] == "昨天 12:51"
    assert (told[1]["sender"], told[2]["sender"]) == ("小满", None)
    assert (told[2]["text"], told[2]["quoted"]) == ("好", "小满：能不能借我5千")
    assert (told[3]["text"], told[3]["seconds"], told[3]["spoken"]) == (
        *('12"', 12),
        "我明天就把钱转给你",
    )
    assert (told[5]["amount"], told[5]["status"], told[5]["memo"]) == ("1111.11", "accepted", None)
    assert told[6]["text"] == "恭喜发财，大吉大利领取红包"
    assert told[7]["text"] == "对账单.xlsx\n23.4K\n微信电脑版"
    assert not any(one["cut"] for one in told)


@pytest.mark.parametrize("mark", ['"', "″", "”"])
def test_a_voice_says_its_seconds_whatever_mark_is_printed(mark):
    (told,) = shot(words.Voice(by=ME, seconds=8, mark=mark)).truth()["messages"]
    assert told["text"] == '8"'


def test_a_memo_hides_the_state_but_not_from_the_truth():
    card = cards.Transfer(by=ME, amount="500.00", says="借款", status="returned", memo=True)
    (told,) = shot(card).truth()["messages"]
    assert (told["text"], told["memo"], told["status"]) == ("借款", "借款", "returned")


def test_an_edge_leaves_only_whole_lines_in_the_truth():
    long = words.Words(by=ME, text="甲" * 14 + "乙" * 14 + "丙" * 3)
    whole = shot(long).truth()["messages"][0]
    assert (whole["text"], whole["cut"]) == (long.text, False)
    lines = [row.text for row in long.rows(phone.ANDROID)]
    cut = shot(long, lift=33 + 22 + 40).truth()["messages"][0]
    assert (cut["text"], cut["cut"]) == ("".join(lines[1:]), True)
    assert shot(long, lift=900).truth()["messages"] == []


def test_another_amount_changes_the_picture_and_the_truth():
    card = cards.Transfer(by=ME, amount="500.00", says="已被接收", status="accepted")
    one, other = shot(card), shot(replace(card, amount="501.00"))
    assert one.truth() != other.truth()
    box = ImageChops.difference(one.picture(), other.picture()).getbbox()
    assert box is not None
    assert box[3] - box[1] < 60


def test_drafts_badges_and_buttons_are_no_messages():
    habits = chat.Habits(unread="4", draft="我明天", keyboard=True, floating="11条新消息")
    plain, busy = shot(ITEMS[0]), shot(ITEMS[0], habits=habits)
    assert plain.truth() == busy.truth()
    assert ImageChops.difference(plain.picture(), busy.picture()).getbbox() is not None


def test_a_groups_title_is_told_without_its_number():
    group = replace(shot(ITEMS[0]), title="吃饭群", members=449)
    assert group.printed_title == "吃饭群(449)"
    assert (group.truth()["title"], group.truth()["members"]) == ("吃饭群", 449)


def test_a_crop_has_no_title():
    cropped = shot(*ITEMS, bare=True)
    assert cropped.truth()["title"] is None
    assert len(cropped.truth()["messages"]) == len(ITEMS)


@pytest.mark.parametrize("case", sorted(transfer.NEW))
def test_a_transfers_direction_is_the_one_of_its_sentence(case):
    page = transfer.TransferDetail(phone.ANDROID, AT, case, "小满", "500.00", AT, AT)
    said = page.truth()["payment"]
    assert said["direction"] == case.split("-")[0]
    assert said["counterparty"] == ("小满" if "{who}" in page.wording.sentence else None)
    assert (said["received_time"] is not None) == (said["status"] == "accepted")


def test_a_refund_of_a_part_has_no_state_of_its_own():
    rows = (("当前状态", "已退款(￥0.01)"),)
    page = bill.BillDetail(phone.ANDROID, AT, "转账-转给小满", "小满", "500.00", "−", rows, ())
    assert page.truth()["payment"]["status"] is None
    whole = replace(page, rows=(("当前状态", "已退款(￥500.00)"),))
    assert whole.truth()["payment"]["status"] == "refunded"
    assert whole.truth()["payment"]["direction"] == "out"


@pytest.mark.parametrize("seed", range(6))
def test_edges_cut_clearly_or_not_at_all(seed):
    dice = Random(seed)
    one = talk.Talk(dice, phone.SMALL, AT, someone(dice), (someone(dice),))
    told = talk.items(one, "mixed", lambda told: len(told) > 30)
    lifted = talk.lifted(shot(*told, on=phone.SMALL), dice)
    assert talk.fair(lifted)
    edges = (lifted.top, lifted.foot)
    for y, thing in lifted.placed():
        for row in thing.rows(phone.SMALL):
            assert all(abs(y + at - edge) > 3 for at in (row.top, row.bottom) for edge in edges)


def test_a_refund_card_is_told_as_the_transfer_that_came_back():
    service = import_module("drawing.screens.service")
    rows = (("退款方式", "退回零钱"), ("转账时间", AT), ("到账时间", AT.replace(day=11)))
    card = service.Notice(
        "12:51", "转账过期退款到账通知", "退款金额", "¥ 500.00", rows, "refunded", None
    )
    page = service.ServiceChat(phone.ANDROID, AT, (card, card))
    said, _ = page.truth()["notices"]
    assert (said["payment"]["amount"], said["payment"]["direction"]) == ("500.00", None)
    assert said["payment"]["time"] == "2026-06-10T12:13:14"
    assert said["payment"]["received_time"] == "2026-06-11T12:13:14"
    assert said["rows"]["到账时间"] == "2026-06-11 12:13:14"
