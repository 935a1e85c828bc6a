"""Pages become conversations: order, overlaps, gaps, duplicates; nothing merged on text alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from stories import (
    Phone,
    card,
    chat,
    digest,
    left,
    notice,
    right,
    said,
    signature,
    source,
    taken,
    time,
)

from evidence_kit import transcript
from evidence_kit.model import (
    Box,
    Conversation,
    DoubtKind,
    JoinKind,
    Message,
    MessageKind,
    Side,
    State,
)

ROLL = (
    time("2025年3月2日 14:05"),
    left("在吗，想跟你借点钱"),
    right("借多少？"),
    left("借我5000元，下个月15号还你"),
    *taken(Side.RIGHT, "5000.00"),
    left("收到了，谢谢谢谢"),
    time("2025年4月20日 19:40"),
    right("借我的钱什么时候还？"),
    left("先还你2000元"),
    *taken(Side.LEFT, "2000.00"),
)


def names(talk: Conversation) -> list[str]:
    known = {digest(f"{n}.png"): f"{n}.png" for n in range(20)}
    return [known[page] for page in talk.pages]


def texts(talk: Conversation) -> list[str]:
    return [u.message.text for u in talk.utterances]


def kinds(talk: Conversation) -> list[JoinKind]:
    return [join.kind for join in talk.joins]


def test_overlapping_pages_are_one_run_with_every_message_once() -> None:
    phone = Phone(ROLL).page("1.png", 0, 5).page("2.png", 3, 9).page("3.png", 7, 12)
    (talk,) = transcript.join(phone.made)
    assert texts(talk) == [m.text for m in ROLL]
    assert kinds(talk) == [JoinKind.JOINED, JoinKind.JOINED]
    assert [join.messages for join in talk.joins] == [2, 2]
    assert talk.unbroken
    assert talk.doubts == ()


def test_every_place_of_a_message_is_kept() -> None:
    phone = Phone(ROLL).page("1.png", 0, 5).page("2.png", 3, 9)
    (talk,) = transcript.join(phone.made)
    shared = [u for u in talk.utterances if u.also_at]
    assert [u.message.text for u in shared] == [ROLL[3].text, ROLL[4].text]
    assert {u.where.source for u in shared} | {u.also_at[0].source for u in shared} == set(
        talk.pages
    )


def test_the_order_comes_from_overlaps_when_names_say_otherwise() -> None:
    phone = Phone(ROLL).page("3.png", 0, 5).page("1.png", 3, 9).page("2.png", 7, 12)
    (talk,) = transcript.join(phone.made)
    assert names(talk) == ["3.png", "1.png", "2.png"]


def test_names_are_sorted_as_people_count() -> None:
    pages = [chat(source(f"{n}.png"), [left(f"第{n}页的话，与别页无关")]) for n in (10, 9, 2)]
    (talk,) = transcript.join(pages)
    assert names(talk) == ["2.png", "9.png", "10.png"]


def test_capture_times_order_pages_before_names() -> None:
    early = chat(source("9.png", "2026-01-08T10:00:00"), [left("早先的一句话，没有时间")])
    late = chat(source("2.png", "2026-01-08T11:00:00"), [left("后来的一句话，没有时间")])
    (talk,) = transcript.join([late, early])
    assert names(talk) == ["9.png", "2.png"]


def test_a_person_orders_pages_that_do_not_meet() -> None:
    pages = [chat(source(f"{n}.png"), [left(f"第{n}页的话，与别页无关")]) for n in (1, 2, 3, 4)]
    (talk,) = transcript.join(pages, said=("3.png", "1.png"))
    assert names(talk) == ["3.png", "1.png", "2.png", "4.png"]


def test_what_meets_stays_together_whatever_a_person_says() -> None:
    phone = Phone(ROLL).page("1.png", 0, 5).page("2.png", 3, 9)
    lone = chat(source("3.png"), [left("另外一页的话，与别页无关")])
    (talk,) = transcript.join([*phone.made, lone], said=("3.png", "2.png", "1.png"))
    assert names(talk) == ["3.png", "1.png", "2.png"]


def test_times_cross_a_gap_that_a_person_orders() -> None:
    undated = chat(source("2.png"), [left("一句没有日期的话，在这里")])
    dated = chat(source("1.png"), [time("2025年3月2日 14:05"), left("一句有日期的话，在那里")])
    (talk,) = transcript.join([dated, undated], said=("2.png", "1.png"))
    assert names(talk) == ["2.png", "1.png"]
    assert str(talk.utterances[0].at.latest) == "2025-03-02 14:05:00"


def test_pages_that_share_nothing_leave_a_gap_and_a_doubt() -> None:
    phone = Phone(ROLL).page("1.png", 0, 4).page("2.png", 7, 12)
    (talk,) = transcript.join(phone.made)
    assert kinds(talk) == [JoinKind.GAP]
    assert not talk.unbroken
    (doubt,) = talk.doubts
    assert doubt.kind is DoubtKind.PAGES_GAP
    assert doubt.args == (("left", "1.png"), ("right", "2.png"))


def test_a_page_inside_another_is_a_duplicate_and_stays_named() -> None:
    phone = Phone(ROLL).page("1.png", 0, 9).page("2.png", 2, 7)
    (talk,) = transcript.join(phone.made)
    assert names(talk) == ["1.png", "2.png"]
    assert kinds(talk) == [JoinKind.DUPLICATE]
    assert texts(talk) == [m.text for m in ROLL[:9]]


def test_the_same_bytes_twice_are_a_duplicate_even_with_two_words() -> None:
    page = chat(source("1.png", content="x"), [left("好")])
    twin = chat(source("2.png", content="x"), [left("好")])
    (talk,) = transcript.join([page, twin])
    assert kinds(talk) == [JoinKind.DUPLICATE]
    assert texts(talk) == ["好"]
    assert len(talk.pages) == 2


def test_the_same_screen_captured_twice_is_a_duplicate() -> None:
    messages = taken(Side.RIGHT, "5000.00")
    (talk,) = transcript.join([chat(source("1.png"), messages), chat(source("2.png"), messages)])
    assert kinds(talk) == [JoinKind.DUPLICATE]
    assert len(talk.utterances) == 2


def test_text_alone_merges_nothing() -> None:
    """Failure: two pages with the same words, in other ink, were taken for one."""
    redrawn = [replace(m, signatures=tuple(s[::-1] for s in m.signatures)) for m in ROLL[3:9]]
    redrawn = [m for m in redrawn if m.time is None]
    first = [m for m in ROLL[:7] if m.time is None]
    (talk,) = transcript.join([chat(source("1.png"), first), chat(source("2.png"), redrawn)])
    assert kinds(talk) == [JoinKind.GAP]
    assert len(talk.utterances) == len(first) + len(redrawn)


def test_alike_promises_of_other_sums_stay_two() -> None:
    """Failure: 借我3000元…5号 and 借我5000元…3号 scored as the same message."""
    one, other = left("借我3000元，下个月5号还你"), left("借我5000元，下个月3号还你")
    pages = [chat(source("1.png"), [one]), chat(source("2.png"), [other])]
    assert texts(transcript.join(pages)[0]) == [one.text, other.text]


def test_a_short_word_at_both_edges_is_no_overlap() -> None:
    """Failure: 「好」 at the end of one page and at the head of the next swallowed one of them."""
    pages = [
        chat(source("1.png"), [left("那就这样说定了"), right("好")]),
        chat(source("2.png"), [right("好"), left("明天见面再说吧")]),
    ]
    (talk,) = transcript.join(pages)
    assert kinds(talk) == [JoinKind.GAP]
    assert texts(talk).count("好") == 2


def test_two_equal_transfers_minutes_apart_stay_two() -> None:
    pages = [
        chat(source("1.png"), [left("先借我5000元周转一下"), card(Side.RIGHT, "5000.00")]),
        chat(source("2.png"), [card(Side.RIGHT, "5000.00"), left("两笔都收到了，谢谢")]),
    ]
    (talk,) = transcript.join(pages)
    assert sum(u.message.amount is not None for u in talk.utterances) == 2


def test_cut_bubbles_join_by_the_lines_they_share() -> None:
    whole = left(
        "这是一条很长的消息，占了三行才写得完，说的是借五千块钱下个月十五号一定还给你的事情"
    )
    lines = whole.signatures
    below = replace(whole, text=whole.text[:20], signatures=(*lines[:1], "half"), cut=True)
    above = replace(whole, text=whole.text[20:], signatures=("flah", *lines[1:]), cut=True)
    pages = [
        chat(source("1.png"), [right("前一页开头的一句话"), whole]),
        chat(source("2.png"), [above, right("后一页接着说的话")]),
        chat(source("0.png"), [left("再前一页的话，很长很长"), right("前一页开头的一句话"), below]),
    ]
    (talk,) = transcript.join(pages)
    assert names(talk) == ["0.png", "1.png", "2.png"]
    assert kinds(talk) == [JoinKind.JOINED, JoinKind.JOINED]
    assert texts(talk).count(whole.text) == 1
    assert not any(u.message.cut for u in talk.utterances)


def test_a_card_whose_state_moved_on_is_one_card_in_its_last_state() -> None:
    before = [left("借我5000元应急，明天还你"), card(Side.RIGHT, "5000.00", State.PENDING)]
    after = [left("借我5000元应急，明天还你"), *taken(Side.RIGHT, "5000.00")]
    (talk,) = transcript.join([chat(source("1.png"), before), chat(source("2.png"), after)])
    cards = [u for u in talk.utterances if u.message.amount]
    assert [u.message.state for u in cards] == [State.ACCEPTED, State.ACCEPTED]
    assert len(cards[0].also_at) == 1


def test_a_time_line_worded_anew_is_the_same_line() -> None:
    said = left("我把钱转给你了，你看一下")
    yesterday = chat(source("1.png", "2025-03-07T09:00:00"), [time("昨天 21:03"), said])
    weekday = chat(
        source("2.png", "2025-03-10T09:00:00"), [time("周四 21:03"), said, right("收到，谢谢啊")]
    )
    (talk,) = transcript.join([yesterday, weekday])
    assert kinds(talk) == [JoinKind.DUPLICATE]
    assert len(talk.utterances) == 3


def test_lines_of_different_days_are_not_one_though_their_clocks_agree() -> None:
    said = left("好的好的，没有问题的")
    one = chat(source("1.png"), [time("2025年3月6日 21:03"), said])
    other = chat(source("2.png"), [time("2025年3月7日 21:03"), said])
    (talk,) = transcript.join([one, other])
    assert kinds(talk) == [JoinKind.GAP]


# ── recompressed pictures ──────────────────────────────────────────────────────────────


def recompressed(message: Message, shift: int = 1) -> Message:
    box = message.box
    moved = Box(box.x0 + shift, box.y0 + shift, box.x1 + shift, box.y1 + shift)
    return replace(message, signatures=tuple(f"j{s}" for s in message.signatures), box=moved)


def jpeg(name: str, messages: list[Message], **more: object):
    where, page = chat(source(name), messages)
    page = replace(page, messages=tuple(recompressed(m) for m in page.messages))
    return replace(where, media_type="image/jpeg"), page


def test_a_jpeg_joins_by_sure_words_that_moved_as_one() -> None:
    pages = [chat(source("1.png"), ROLL[:6]), jpeg("2.jpg", list(ROLL[3:9]))]
    (talk,) = transcript.join(pages)
    assert kinds(talk) == [JoinKind.JOINED]
    assert texts(talk) == [m.text for m in ROLL[:9]]


@pytest.mark.parametrize(
    "change",
    [
        lambda m: replace(m, amount=replace(m.amount, confidence=0.6)),
        lambda m: replace(m, box=Box(m.box.x0, m.box.y0, m.box.x1 + 40, m.box.y1)),
        lambda m: replace(m, box=Box(m.box.x0, m.box.y0 + 25, m.box.x1, m.box.y1 + 25)),
    ],
    ids=["unsurely read", "another size", "moved otherwise"],
)
def test_a_jpeg_that_is_not_surely_the_same_leaves_a_gap(change: object) -> None:
    where, page = jpeg("2.jpg", [m for m in ROLL[3:9] if m.time is None])
    assert callable(change)
    page = replace(page, messages=(page.messages[0], change(page.messages[1]), *page.messages[2:]))
    (talk,) = transcript.join([chat(source("1.png"), ROLL[:6]), (where, page)])
    assert kinds(talk) == [JoinKind.GAP]


# ── several chats ──────────────────────────────────────────────────────────────────────


def test_chats_of_other_titles_are_apart_even_if_they_say_the_same() -> None:
    one = chat(source("1.png"), ROLL[:5], "老周")
    other = chat(source("2.png"), ROLL[3:9], "小林")
    assert len(transcript.join([one, other])) == 2


def test_a_crop_without_title_joins_where_it_overlaps() -> None:
    pages = [
        chat(source("1.png"), ROLL[:6], "老周"),
        chat(source("2.png"), [left("我是另外一个人，别的事情")], "小林"),
        chat(source("3.png"), ROLL[3:9], None),
        chat(source("4.png"), ROLL[7:12], None),
    ]
    talks = transcript.join(pages)
    assert [names(talk) for talk in talks] == [["1.png", "3.png", "4.png"], ["2.png"]]


def test_a_crop_that_overlaps_nothing_stands_alone() -> None:
    pages = [
        chat(source("1.png"), ROLL[:5], "老周"),
        chat(source("2.png"), [left("不知道是谁说的话，没有标题")], None),
    ]
    talks = transcript.join(pages)
    assert len(talks) == 2
    assert talks[1].title is None


def test_a_title_read_weakly_joins_by_overlap_only() -> None:
    pages = [
        chat(source("1.png"), ROLL[:6], "老周"),
        chat(source("2.png"), ROLL[3:9], "老用", sure=0.5),
    ]
    (talk,) = transcript.join(pages)
    assert talk.title is not None
    assert talk.title.value == "老周"


def test_notices_and_pages_without_messages_are_kept() -> None:
    pages = [chat(source("1.png"), [notice("以上是打招呼的内容")]), chat(source("2.png"), [])]
    (talk,) = transcript.join(pages)
    assert len(talk.pages) == 2
    assert kinds(talk) == [JoinKind.GAP]


def test_no_pages_make_no_conversations() -> None:
    assert transcript.join([]) == ()


# ── what matches and what doesn't ──────────────────────────────────────────────────────


def image(side: Side, high: int = 300) -> Message:
    return Message(side, MessageKind.IMAGE, "", Box(0, 0, 300, high))


HALF_CARD = card(Side.RIGHT, "5000.00", cut=True)
SHARED = (left("这一句两页上都有，一字不差"), right("这一句也是，两页上都有"))


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        (image(Side.LEFT), image(Side.LEFT), True),
        (image(Side.LEFT), image(Side.LEFT, 340), False),
        (image(Side.LEFT), image(Side.RIGHT), False),
        (image(Side.LEFT), left("不是图"), False),
        (replace(image(Side.LEFT), cut=True), image(Side.LEFT, 100), True),
        (card(Side.RIGHT, "5000.00"), card(Side.RIGHT, "5000.00", memo="借款"), False),
        (card(Side.RIGHT, "5000.00"), card(Side.RIGHT, "5000.00", State.RETURNED), False),
        (HALF_CARD, card(Side.RIGHT, "6000.00"), False),
        (
            replace(card(Side.RIGHT, "5000.00"), amount=None, cut=True),
            card(Side.RIGHT, "6.00"),
            True,
        ),
        (time("周四 21:03"), time("周五 21:03"), False),
        (time("21:03"), time("21:04"), False),
        (replace(time("21:03"), time=None), replace(time("21:03"), time=None), True),
        (replace(time("21:03"), time=None), time("21:03"), True),
        (replace(left("很长的一句话被切掉一半"), cut=True), left("另外一句完全不同的话"), False),
        (
            replace(left("你好"), kind=MessageKind.VOICE, seconds=3),
            replace(left("你好"), kind=MessageKind.VOICE, seconds=4),
            False,
        ),
    ],
)
def test_a_message_between_two_shared_ones(one: Message, other: Message, joined: bool) -> None:
    pages = [
        chat(source("1.png"), [right("只在前一页的话，在这里"), SHARED[0], one, SHARED[1]]),
        chat(source("2.png"), [SHARED[0], other, SHARED[1], left("只在后一页的话，在那里")]),
    ]
    (talk,) = transcript.join(pages)
    assert talk.unbroken is joined
    assert len(talk.utterances) == (5 if joined else 8)


def test_a_bubble_cut_on_both_pages_joins_by_the_lines_between() -> None:
    whole = left("".join(f"第{n}行说的是借钱的事情呀呀" for n in range(5)))
    lines, text = whole.signatures, whole.text
    upper = replace(whole, text=text[:45], signatures=(*lines[:3], "cut1"), cut=True)
    lower = replace(whole, text=text[30:], signatures=("cut2", *lines[2:]), cut=True)
    pages = [
        chat(source("1.png"), [right("只在前一页的话，在这里"), upper]),
        chat(source("2.png"), [lower, right("只在后一页的话，在那里")]),
    ]
    (talk,) = transcript.join(pages)
    assert talk.unbroken
    assert len(talk.utterances) == 3
    assert talk.utterances[1].message.cut


def test_a_jpeg_cut_bubble_lies_in_the_whole_one() -> None:
    whole = left("很长的一句话说的是借五千块钱的事情")
    half = replace(whole, text=whole.text[6:], cut=True)
    rest = [*SHARED, right("只在后一页的话，在那里")]
    first = chat(source("1.png"), [right("只在前一页的话，在这里"), whole, *SHARED])
    (talk,) = transcript.join([first, jpeg("2.jpg", [half, *rest])])
    assert talk.unbroken
    other = replace(whole, text="别的话", cut=True)
    (talk,) = transcript.join([first, jpeg("2.jpg", [other, *rest])])
    assert not talk.unbroken


def test_a_page_is_followed_by_the_one_that_shares_most() -> None:
    """Two pages that carry on from one: the second stands apart, in doubt."""
    roll = [left(f"第{n}句话，各不相同的话") for n in range(6)]
    pages = [
        chat(source("1.png"), roll[:4]),
        chat(source("2.png"), [*roll[2:4], right("一种后来的说法")]),
        chat(source("3.png"), [roll[3], right("另一种后来的说法")]),
    ]
    (talk,) = transcript.join(pages)
    assert kinds(talk) == [JoinKind.JOINED, JoinKind.GAP]


def test_pages_that_overlap_in_a_ring_are_not_lost() -> None:
    a, b, c = (left(f"第{n}句话，各不相同的话") for n in range(3))
    pages = [
        chat(source("1.png"), [a, b]),
        chat(source("2.png"), [b, c]),
        chat(source("3.png"), [c, a]),
    ]
    (talk,) = transcript.join(pages)
    assert len(talk.pages) == 3
    assert len(talk.utterances) == 4


def test_a_picture_that_the_foot_of_a_page_cuts_is_the_whole_one_of_the_next() -> None:
    """Failure: half a sticker read otherwise than all of it, and so the pages did not meet."""

    def sticker(text: str, wide: int = 160, side: Side = Side.RIGHT) -> Message:
        picture = said(side, text, MessageKind.IMAGE)
        return replace(picture, box=Box(0, 0, wide, 90), signatures=(signature(text),))

    shared = left("收到，太感谢了，下个月一定还你")
    first = chat(source("1.png"), [time("2025年3月2日 14:05"), shared, sticker("●●（")])
    for other, gaps in ((sticker("●●（OK"), 0), (sticker("OK", 300), 1), (left("好"), 1)):
        second = chat(source("2.png"), [shared, other, right("客气什么")])
        (talk,) = transcript.join([first, second])
        assert len([kind for kind in kinds(talk) if kind is JoinKind.GAP]) == gaps
