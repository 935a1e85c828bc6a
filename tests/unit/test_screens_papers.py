"""Electronic notes, photographed papers, pages that name real names, and why others stay unread."""

from __future__ import annotations

from dataclasses import replace

import pytest
from inked import GREY, line, middle, page, sheet

from evidence_kit import screens
from evidence_kit.model import (
    Document,
    DocumentKind,
    DoubtKind,
    FieldKind,
    Line,
    OcrPage,
    Profile,
    Reading,
    Unread,
)
from evidence_kit.screens import identity


def kinds(page: OcrPage) -> list[DoubtKind]:
    return [doubt.kind for doubt in screens.read(page).doubts]


def document(page: OcrPage) -> Document:
    screen = screens.read(page)
    assert isinstance(screen, Document)
    return screen


def profile(page: OcrPage) -> Profile:
    screen = screens.read(page)
    assert isinstance(screen, Profile)
    return screen


# ── 电子借条 ────────────────────────────────────────────────────────────────────────────

TERMS = (
    ("出借人", "林知夏"),
    ("借款人", "周砚秋"),
    ("借款金额", "5,000.00元"),
    ("金额大写", "伍仟元整"),
    ("借款日期", "2024-04-23"),
    ("还款日期", "2024年10月23日"),
    ("借条编号", "20240423114826001234"),
)


def note(*rows: tuple[str, str], head: tuple[Line, ...] = ()) -> OcrPage:
    return sheet(*(rows or TERMS), head=(middle("电子借条", 145, 50), *head))


def test_an_electronic_note_keeps_its_rows() -> None:
    read = document(note())
    assert read.kind is DocumentKind.ELECTRONIC_NOTE
    assert read.amount is not None
    assert read.amount.value.fen == 500000
    assert {label: value.value for label, value in read.rows} == dict(TERMS)
    assert read.text.value.startswith("电子借条\n")
    assert not read.doubts


def test_a_notes_days_and_number_are_read_twice() -> None:
    wanted = screens.wanted(note())
    assert [w.kind for w in wanted] == [
        FieldKind.TIME,  # the amount: its 元 is no digit
        FieldKind.TIME,
        FieldKind.TIME,
        FieldKind.SERIAL,
    ]
    second = [Reading("second", "2024-04-28", 0.9, wanted[1].box)]
    doubts = screens.read(note(), second).doubts
    assert [doubt.kind for doubt in doubts] == [DoubtKind.READINGS_DISAGREE]


def test_a_notes_words_and_digits_that_differ() -> None:
    rows = tuple((k, "陆仟元整" if k == "金额大写" else v) for k, v in TERMS)
    assert kinds(note(*rows)) == [DoubtKind.AMOUNT_WORDS_DIFFER]


def test_a_notes_big_amount_where_no_row_has_one() -> None:
    rows = tuple(row for row in TERMS if "金额" not in row[0])
    read = document(note(*rows, head=(middle("5000.00", 400, 100),)))
    assert read.amount is not None
    assert read.amount.value.fen == 500000
    assert kinds(note(*rows)) == [DoubtKind.AMOUNT_UNREADABLE]


def test_a_whole_sum_needs_its_yuan() -> None:
    whole = tuple((k, "5000元" if k == "借款金额" else v) for k, v in TERMS[:3])
    assert document(note(*whole)).amount is not None
    bare = tuple((k, "5000" if k == "借款金额" else v) for k, v in TERMS[:3])
    assert kinds(note(*bare)) == [DoubtKind.AMOUNT_UNREADABLE]


# ── a photographed paper ───────────────────────────────────────────────────────────────


def paper(*texts: str) -> OcrPage:
    return page([line(text, 90, 200 + 90 * i, 50) for i, text in enumerate(texts)])


LOAN = ("借条", "今借到林知夏人民币伍仟元整（￥5000.00），", "于2024年10月23日前还清。")


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (LOAN, DocumentKind.LOAN_NOTE),
        (("欠条", "今欠林知夏货款￥5000.00（伍仟元整）"), DocumentKind.DEBT_NOTE),
        (("收条", "今收到周砚秋归还借款￥5000.00（伍仟元整）"), DocumentKind.RECEIPT),
        (("今借到林知夏伍仟元整（￥5000元）", "借款人：周砚秋"), DocumentKind.LOAN_NOTE),
    ],
)
def test_papers_are_told_apart_by_their_words(texts: tuple[str, ...], kind: DocumentKind) -> None:
    read = document(paper(*texts))
    assert read.kind is kind
    assert read.amount is not None
    assert read.amount.value.fen == 500000
    assert read.text.value == "\n".join(texts)
    assert not read.doubts


def test_a_title_and_words_of_two_kinds_are_in_doubt() -> None:
    odd = paper("收条", "今欠林知夏￥5000.00（伍仟元整）")
    assert kinds(odd) == [DoubtKind.LOW_CONFIDENCE]
    assert dict(screens.read(odd).doubts[0].args)["field"] == "kind"
    both = paper("今借到，今欠林知夏￥5000.00（伍仟元整）", "立据人")
    assert document(both).kind is DocumentKind.OTHER


@pytest.mark.parametrize(
    ("sum_", "kind"),
    [
        ("人民币伍仟元整", DoubtKind.LOW_CONFIDENCE),
        ("人民币5000元", DoubtKind.LOW_CONFIDENCE),
        ("人民币陆仟元整（￥5000.00）", DoubtKind.AMOUNT_WORDS_DIFFER),
        ("人民币5000元或6000元", DoubtKind.AMOUNT_UNREADABLE),
        ("一些钱", DoubtKind.AMOUNT_UNREADABLE),
    ],
)
def test_a_papers_amount_is_sure_only_where_both_ways_agree(sum_: str, kind: DoubtKind) -> None:
    assert kinds(paper("借条", f"今借到林知夏{sum_}")) == [kind]


def test_a_paper_held_askew_is_read_row_by_row() -> None:
    pieces = [
        line("借条", 400, 200, 50),
        line("今借到林知夏人民币伍", 90, 330, 50),
        line("仟元整（￥5000.00）", 620, 300, 50),
        line("于2024年10月", 95, 390, 50),
        line("23日前还清", 470, 375, 50),
    ]
    read = document(page(pieces))
    assert read.text.value.split("\n")[1:] == [
        "今借到林知夏人民币伍仟元整（￥5000.00）",
        "于2024年10月23日前还清",
    ]
    assert read.amount is not None
    assert not read.doubts


def test_two_readers_that_claim_one_page_leave_it_unread() -> None:
    entry = line("转账给 周砚秋(**利)", 64, 300, 46)
    both = replace(note(), lines=(*note().lines, entry, line("转账金额", 64, 2300, 40)))
    assert reason(both) == "claimed_twice"
    assert screens.wanted(both) == ()
    assert reason(page([])) == "no_text"


# ── real names ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("shown", ["转账给 周(砚)秋(**利)", "转账给周(砚)秋（**利）"])
def test_the_page_one_transfers_from_names_the_real_names_end(shown: str) -> None:
    lines = [line(shown, 64, 300, 46), line("微信号：yanqiu_zhou88", 64, 370, 36, ink=GREY)]
    read = profile(page([*lines, line("转账金额", 64, 520, 40)]))
    assert read.nickname is not None
    assert read.real_name is not None
    assert (read.nickname.value, read.real_name.value) == ("周(砚)秋", "**利")
    assert read.wechat_id is not None
    assert read.wechat_id.value == "yanqiu_zhou88"
    assert not read.doubts
    wanted = screens.wanted(page([*lines, line("转账金额", 64, 520, 40)]))
    assert [w.kind for w in wanted] == [FieldKind.ACCOUNT]


def test_without_its_account_the_page_still_names_whom() -> None:
    assert profile(page([line("转账给 秋(**利)", 64, 300, 46)])).wechat_id is None


def real_name(number: str) -> OcrPage:
    rows = (("姓名", "**夏"), ("证件类型", "居民身份证"), ("证件号", number))
    return sheet(*rows, head=(middle("实名认证", 145, 50),), right=True)


def test_a_masked_number_is_kept_as_it_stands() -> None:
    read = profile(real_name("3****************X"))
    assert read.own
    assert read.real_name is not None
    assert read.real_name.value == "**夏"
    assert read.id_number is not None
    assert read.id_number.value == "3****************X"
    assert not read.doubts
    assert not screens.wanted(real_name("3****************X"))


def test_stars_whose_ends_nobody_read_are_no_number() -> None:
    stars = real_name("****************")
    assert profile(stars).id_number is None
    (doubt,) = profile(stars).doubts
    assert (doubt.kind, doubt.args) == (DoubtKind.LOW_CONFIDENCE, (("field", "id_number"),))
    assert [reading.text for reading in doubt.readings] == ["****************"]


@pytest.mark.parametrize(
    ("number", "kind", "doubtful"),
    [
        ("11010519491231002X", FieldKind.ACCOUNT, False),
        ("440524188001010014", FieldKind.SERIAL, False),
        ("440524188001010013", FieldKind.SERIAL, True),
    ],
)
def test_a_whole_number_carries_its_own_check(
    number: str, kind: FieldKind, *, doubtful: bool
) -> None:
    read = profile(real_name(number))
    assert read.id_number is not None
    assert read.id_number.value == number
    assert kinds(real_name(number)) == [DoubtKind.LOW_CONFIDENCE] * doubtful
    assert [w.kind for w in screens.wanted(real_name(number))] == [kind]
    assert identity.checks(number) is not doubtful


def test_stars_alone_are_no_number() -> None:
    assert kinds(real_name("****************")) == [DoubtKind.LOW_CONFIDENCE]


# ── unread ─────────────────────────────────────────────────────────────────────────────


def reason(page: OcrPage) -> str:
    screen = screens.read(page)
    assert isinstance(screen, Unread)
    return screen.reason


ENTRIES = [
    line("周砚秋", 160, 400, 36, ink=GREY),
    line("下午3:59", 900, 400, 36, ink=GREY),
    line("好的", 160, 460, 44),
    line("林知夏", 160, 600, 36, ink=GREY),
    line("下午4:01", 900, 600, 36, ink=GREY),
]


def test_a_merged_record_says_so() -> None:
    record = [middle("周砚秋和林知夏的聊天记录", 145, 50), *ENTRIES]
    assert reason(page(record)) == "merged_record"
    assert reason(page(record[:1])) == "unrecognised"


@pytest.mark.parametrize("title", ["微信", "微信(3)"])
def test_a_list_of_chats_says_so(title: str) -> None:
    assert reason(page([middle(title, 145, 50), *ENTRIES])) == "chat_list"


def test_a_list_of_chats_is_known_by_its_tabs() -> None:
    tabs = [
        line(name, 100 + 260 * i, 2300, 36) for i, name in enumerate(("微信", "通讯录", "发现"))
    ]
    assert reason(page([*ENTRIES, *tabs])) == "chat_list"


def test_anything_else_is_unrecognised() -> None:
    assert reason(page([middle("天气", 145, 50), *ENTRIES])) == "unrecognised"


def test_an_amount_torn_in_two_is_no_amount() -> None:
    head = (middle("周砚秋已收款", 400, 48), line("¥7,", 300, 500, 108))
    torn = sheet(
        ("转账时间", "2024年04月23日 11:48:26"), head=(*head, line("968.88", 560, 500, 108))
    )
    assert DoubtKind.AMOUNT_UNREADABLE in kinds(torn)
    whole = replace(torn, lines=tuple(li for li in torn.lines if li.text != "¥7,"))
    assert DoubtKind.AMOUNT_UNREADABLE not in kinds(whole)
