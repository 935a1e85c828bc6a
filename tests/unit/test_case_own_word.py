"""The plaintiff's own order, wording and statements in the case, and what they can't do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from ledgers import ASKED, LOAN_DAY, page
from stories import bill, card, chat, left, right, source, sourced, taken, time, unread

from evidence_kit import case, facts, render
from evidence_kit.errors import UsageError
from evidence_kit.model import (
    Brief,
    Case,
    Channel,
    Document,
    DocumentKind,
    DoubtKind,
    ExhibitWords,
    FileRole,
    Group,
    Guarantee,
    Means,
    Money,
    ProofKind,
    Relation,
    Screen,
    Side,
    Source,
    Stated,
    StatedDemand,
    StatedParty,
    StatedTerms,
)
from evidence_kit.render.listing import listed

Page = tuple[Source, Screen]


def arrange(*screens: Page, more: tuple[Source, ...] = (), **said: object) -> Case:
    told = Brief(plaintiff="林秋", defendant="周远", **said)
    found = facts.gather(screens, told)
    return case.arrange(found, screens, (*(s for s, _ in screens), *more), told)


def sentences(made: Case) -> list[str]:
    return [proof.text for row in listed(made).rows for proof in row.proofs]


# ── statements ─────────────────────────────────────────────────────────────────────────

PHOTO = unread(source("借条.jpg"))
LENT = Stated(date(2025, 3, 2), Money(500000), Channel.CASH, shown_in="借条.jpg")
BACK = Stated(date(2025, 6, 1), Money(100000), Channel.OTHER, shown_in="借条.jpg")


def test_a_case_rests_on_the_brief_and_one_picture_that_nobody_could_read() -> None:
    made = arrange(
        PHOTO,
        loans=(LENT,),
        repayments=(BACK,),
        demands=(StatedDemand(date(2025, 9, 1), Means.PHONE, shown_in="借条.jpg"),),
        others=(
            StatedParty("陈安", Guarantee.JOINT, shown_in="借条.jpg"),
            StatedParty("林夏", Relation.SPOUSE, shown_in="借条.jpg"),
            StatedParty("周平", Relation.CO_BORROWER, shown_in="借条.jpg"),
        ),
    )
    assert sentences(made) == [
        "原告述称：林夏系被告的配偶",
        "原告述称：陈安为上述借款提供保证",
        "原告述称：周平与被告共同借款",
        "原告述称：2025年3月2日，原告向被告交付借款人民币5000.00元（现金）",
        "原告述称：2025年6月1日，被告向原告还款人民币1000.00元",
        "原告述称：2025年9月1日，原告向被告催要借款（电话）",
    ]
    assert [row.group for row in made.rows] == [
        Group.IDENTITY,
        Group.AGREEMENT,
        Group.DELIVERY,
        Group.REPAYMENT,
        Group.DEMAND,
    ]
    assert {proof.pages for row in made.rows for proof in row.proofs} == {(1,)}
    assert len(made.exhibits) == 1


def test_a_demand_that_did_not_arrive_is_not_filed() -> None:
    sent = StatedDemand(date(2025, 9, 1), Means.LAWYERS_LETTER, shown_in="借条.jpg")
    lost, came = replace(sent, arrived=False), replace(sent, arrived=True)
    assert not [s for s in sentences(arrange(PHOTO, loans=(LENT,), demands=(lost,))) if "催" in s]
    assert [s for s in sentences(arrange(PHOTO, loans=(LENT,), demands=(came,))) if "催" in s]


def test_what_no_exhibit_is_said_to_show_stands_in_no_list() -> None:
    """Without a page it is no evidence, and belongs into the complaint."""
    bare = replace(LENT, shown_in=None)
    pdf = replace(LENT, on=date(2025, 3, 3), shown_in="收条.pdf")
    aside = replace(source("收条.pdf"), role=FileRole.SET_ASIDE)
    made = arrange(PHOTO, more=(aside,), loans=(bare, pdf))
    assert [p.kind for row in made.rows for p in row.proofs] == [ProofKind.AS_SHOWN]


def test_a_statement_in_doubt_is_not_filed() -> None:
    twice = arrange(PHOTO, loans=(LENT, LENT))
    assert len(sentences(twice)) == 1
    paper = Document(
        PHOTO[0].sha256,
        DocumentKind.LOAN_NOTE,
        sourced("今借到周某现金", PHOTO[0], 0),
        sourced(Money(300000), PHOTO[0], 1),
    )
    made = arrange((PHOTO[0], paper), loans=(LENT,))
    assert not [s for s in sentences(made) if s.startswith("原告述称：2025")]


def test_nothing_is_stated_of_parties_that_are_in_doubt() -> None:
    owed = page(LOAN_DAY, right("借我5000元"), card(Side.LEFT, "5000.00"), left("借给你了"))
    made = arrange(owed, PHOTO, loans=(LENT,))
    assert not [s for s in sentences(made) if "述称：2025" in s]


def test_a_stated_day_is_not_put_into_the_mouth_of_the_chat() -> None:
    talk = page(
        LOAN_DAY, ASKED, left("2025年5月1日还你"), *taken(Side.RIGHT, "5000.00"), left("收到")
    )
    assert [s for s in sentences(arrange(talk)) if "即2025年5月1日" in s]
    said = arrange(talk, terms=StatedTerms(due=date(2025, 5, 1)))
    assert not [s for s in sentences(said) if "即2025年" in s]
    assert [s for s in sentences(said) if "还款时间" in s and "2025年5月1日还你" in s]
    other = sentences(arrange(talk, terms=StatedTerms(due=date(2025, 12, 31))))
    assert not [s for s in other if "还款时间" in s or "12月31日" in s]


# ── order ──────────────────────────────────────────────────────────────────────────────

TALK = chat(
    source("2.png"),
    [LOAN_DAY, ASKED, *taken(Side.RIGHT, "5000.00"), left("收到了"), left("谢谢你")],
)
BILL = bill(source("5.png"), "9.00", at="2025-04-02 14:05:31", who="小吴")
OTHER = unread(source("7.png"))
WHOLE: tuple[Page, ...] = (TALK, BILL, OTHER)


def order(made: Case) -> list[str]:
    return [exhibit.pages[0].name for exhibit in made.exhibits]


def words(file: str, **said: object) -> ExhibitWords:
    return ExhibitWords(file, **said)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((), ["2.png", "5.png", "7.png"]),
        ((words("7.png", position=1),), ["7.png", "2.png", "5.png"]),
        ((words("2.png", position=3),), ["5.png", "7.png", "2.png"]),
        ((words("2.png", position=9),), ["5.png", "7.png", "2.png"]),
        (
            (words("7.png", position=1), words("5.png", position=2), words("2.png", position=3)),
            ["7.png", "5.png", "2.png"],
        ),
    ],
)
def test_a_position_moves_an_exhibit_and_all_pages_are_numbered_anew(
    said: tuple[ExhibitWords, ...], expected: list[str]
) -> None:
    made = arrange(*WHOLE, exhibits=said)
    assert order(made) == expected
    assert [exhibit.number for exhibit in made.exhibits] == [1, 2, 3]
    numbers = [page.number for exhibit in made.exhibits for page in exhibit.pages]
    assert numbers == list(range(1, len(numbers) + 1))
    for row in made.rows:
        exhibit = made.exhibits[row.exhibit - 1]
        cited = {n for proof in row.proofs for n in proof.pages}
        assert cited <= {page.number for page in exhibit.pages}
    (lent,) = [row for row in made.rows for p in row.proofs if p.kind is ProofKind.LENT]
    assert made.exhibits[lent.exhibit - 1].pages[0].name == "2.png"


def test_one_position_is_no_place_for_two_exhibits() -> None:
    both = (words("7.png", position=2), words("5.png", position=2))
    with pytest.raises(UsageError, match="exhibit_place_taken") as caught:
        arrange(*WHOLE, exhibits=both)
    assert caught.value.args_by_name == {"position": "2", "files": "5.png, 7.png"}


def test_order_and_wording_survive_pages_that_are_added() -> None:
    said = (words("7.png", position=1, title="借条"), words("2.png", proves=("甲",)))
    before = arrange(*WHOLE, exhibits=said)
    more = chat(source("1.png"), [time("2025年3月1日 10:00"), left("在吗"), right("在的")], "小吴")
    after = arrange(more, *WHOLE, unread(source("9.png")), exhibits=said)
    for made in (before, after):
        assert order(made)[0] == "7.png"
        assert listed(made).exhibits[0].title == "借条"
        number = next(e.number for e in made.exhibits if e.pages[0].name == "2.png")
        assert [[p.text for p in r.proofs] for r in listed(made).rows if r.exhibit == number] == [
            ["甲"]
        ]


# ── wording ────────────────────────────────────────────────────────────────────────────


def test_a_title_is_printed_as_it_is_worded() -> None:
    made = arrange(*WHOLE, exhibits=(words("5.png", title="转账记录 {date}\n（一）"),))
    assert listed(made).exhibits[1].title == "转账记录 {date} （一）"
    assert "转账记录 {date} （一）" in render.list_csv(made).decode()


def test_sentences_take_the_place_of_all_rows_or_of_one_group() -> None:
    composed = [row.group for row in arrange(*WHOLE).rows if row.exhibit == 1]
    assert composed == [Group.AGREEMENT, Group.DELIVERY]
    whole = arrange(*WHOLE, exhibits=(words("2.png", proves=("甲", "乙")),))
    assert rows_of(whole) == [(Group.AGREEMENT, ["甲", "乙"], (1,))]
    one = (words("2.png", group="款项交付", proves=("甲",)),)
    assert [(g, t) for g, t, _ in rows_of(arrange(*WHOLE, exhibits=one))][1] == (
        Group.DELIVERY,
        ["甲"],
    )
    assert len(rows_of(arrange(*WHOLE, exhibits=one))) == 2
    new = (words("2.png", group="催收与时效", proves=("甲",)),)
    assert [g for g, _, _ in rows_of(arrange(*WHOLE, exhibits=new))] == [*composed, Group.DEMAND]
    first = (words("2.png", group="主体身份", proves=("甲",)),)
    made = arrange(*WHOLE, exhibits=first)
    assert [row.group for row in made.rows][:3] == [Group.IDENTITY, *composed]


def test_a_page_that_nobody_read_goes_to_the_group_it_is_put_in() -> None:
    said = (words("借条.jpg", title="律师费发票", group="费用", proves=("原告支付律师费",)),)
    made = arrange(*WHOLE, PHOTO, exhibits=said)
    last = made.exhibits[-1].number
    assert [row.group for row in made.rows if row.exhibit == last] == [Group.FEES]
    plain = arrange(*WHOLE, PHOTO)
    assert [row.group for row in plain.rows if row.exhibit == last] == [Group.OTHER]


def rows_of(made: Case) -> list[tuple[Group, list[str], tuple[int, ...]]]:
    mine = [(row, shown) for row, shown in zip(made.rows, listed(made).rows, strict=True)]
    assert [row.number for row, _ in mine] == list(range(1, len(mine) + 1))
    return [
        (row.group, [p.text for p in shown.proofs], row.proofs[0].pages)
        for row, shown in mine
        if row.exhibit == 1
    ]


def test_a_file_that_no_exhibit_shows_is_refused() -> None:
    aside = replace(source("a.pdf"), role=FileRole.SET_ASIDE)
    with pytest.raises(UsageError, match="exhibit_not_shown") as caught:
        arrange(*WHOLE, more=(aside,), exhibits=(words("a.pdf", title="x"),))
    assert caught.value.args_by_name["files"] == "a.pdf"


@pytest.mark.parametrize(
    "said",
    [
        ({"title": "甲"}, {"title": "乙"}),
        ({"position": 1}, {"position": 2}),
        ({"proves": ("甲",)}, {"proves": ("乙",)}),
    ],
)
def test_two_files_of_one_exhibit_do_not_speak_against_each_other(
    said: tuple[dict[str, object], dict[str, object]],
) -> None:
    roll = [LOAN_DAY, ASKED, left("下个月还你"), right("好的"), left("谢谢了"), right("不客气")]
    first = chat(source("2.png"), roll[:5])
    second = chat(source("3.png"), roll[2:])
    one, other = said
    apart = (words("2.png", **one), words("3.png", **other))
    with pytest.raises(UsageError, match="exhibit_twice"):
        arrange(first, second, exhibits=apart)
    made = arrange(first, second, exhibits=(words("2.png", **one), words("3.png")))
    assert len(made.exhibits) == 1


def test_a_chat_with_a_gap_is_not_called_whole() -> None:
    first = chat(source("2.png"), [LOAN_DAY, ASKED, left("下个月还你"), right("好的")])
    second = chat(source("3.png"), [time("2025年5月2日 14:05"), left("在吗"), right("在的")])
    for said in (
        words("2.png", title="完整的微信聊天记录"),
        words("3.png", proves=("全部聊天内容",)),
    ):
        with pytest.raises(UsageError, match="exhibit_not_whole"):
            arrange(first, second, exhibits=(said,))
        assert arrange(first, exhibits=(replace(said, file="2.png"),)).exhibits
    with pytest.raises(UsageError, match="exhibit_not_whole"):
        arrange(OTHER, exhibits=(words("7.png", title="完整聊天记录"),))


def test_claims_that_exhibits_may_not_bear_out_are_asked_about() -> None:
    said = (
        words("2.png", title="经时间戳存证的聊天记录", proves=("被告恶意拖欠", "2025年3月2日转账")),
    )
    found = facts.gather(WHOLE, Brief(exhibits=said)).doubts
    args = [dict(d.args) for d in found if d.kind is DoubtKind.WORDING_CLAIMS]
    assert sorted((a["text"], a["word"]) for a in args) == [
        ("经时间戳存证的聊天记录", "时间戳、存证"),
        ("被告恶意拖欠", "恶意"),
    ]
    ids = [d.id for d in found if d.kind is DoubtKind.WORDING_CLAIMS]
    seen = Brief(exhibits=said, answers=tuple((one, "已核") for one in ids))
    _, left_open = facts.understood(WHOLE, seen)
    assert DoubtKind.WORDING_CLAIMS not in [d.kind for d in left_open.doubts]


BACK_DAY = time("2025年6月2日 14:05")
RETURNED = page(
    LOAN_DAY, ASKED, *taken(Side.RIGHT, "5000.00"), BACK_DAY, left("还你2000"),
    *taken(Side.LEFT, "2000.00"), name="2.png",
)  # fmt: skip


def repaid(made: Case) -> list[str]:
    return [text for text in sentences(made) if "2000.00" in text]


@pytest.mark.parametrize("group", [None, "款项交付", "还款与对账", "其他材料"])
def test_own_words_never_replace_a_repayment(group: str | None) -> None:
    """Failure: sentences of one's own took the counted repayment out of the 证据目录."""
    composed = repaid(arrange(RETURNED))
    assert composed
    made = arrange(RETURNED, exhibits=(words("2.png", group=group, proves=("甲",)),))
    assert repaid(made) == composed
    assert "甲" in sentences(made)
    assert {row.group for row in made.rows if row.exhibit == 1} >= {Group.REPAYMENT}


def claimed(text: str, *pages: Page) -> str:
    said = Brief(exhibits=(words("2.png", proves=(text,)),))
    found = facts.gather(pages or (RETURNED,), said).doubts
    args = [dict(d.args) for d in found if d.kind is DoubtKind.WORDING_CLAIMS]
    return args[0]["word"] if args else ""


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("被告至今分文未还", "分文"),
        ("被告至今未还", "至今未还"),
        ("被告没有还款", "没有还款"),
        ("被告从未归还", "从未归还"),
        ("原告未收到任何还款", "未收到任何还"),
        ("2025年3月2日，原告向被告转账8000元", "8000.00"),
        ("2025年6月2日，原告向被告转账2000元", "2000.00"),
        ("被告已还5000元", "5000.00"),
        ("聊天记录未经 删减", "未经删减"),
        ("双方没有遗漏的全套记录", "全套、没有遗漏"),
        ("2025年3月2日，原告向被告转账5,000.00元", ""),
        ("2025年6月2日，被告向原告还款2000元，尚欠3000元", ""),
        ("被告承诺还清5000元", ""),
    ],
)
def test_own_words_about_money_that_no_page_shows_are_asked_about(text: str, word: str) -> None:
    found = claimed(text)
    assert (word in found) if word else not found


def test_where_nothing_came_back_one_may_say_so() -> None:
    lent = page(LOAN_DAY, ASKED, *taken(Side.RIGHT, "5000.00"), name="2.png")
    assert not claimed("被告至今分文未还", lent)
    asked = page(BACK_DAY, *taken(Side.LEFT, "10.00"), name="3.png")
    assert claimed("被告至今分文未还", lent, asked)


@pytest.mark.parametrize("text", ["完 整 聊天记录", "聊天记录，未经删减", "双方全套往来，没有遗漏"])
def test_a_chat_with_a_gap_is_not_called_whole_in_other_words(text: str) -> None:
    with pytest.raises(UsageError, match="exhibit_not_whole"):
        arrange(OTHER, exhibits=(words("7.png", title=text),))
