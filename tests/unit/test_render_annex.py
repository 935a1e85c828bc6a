"""附册.pdf: nothing of the case is missing from it, and nothing private stands on what is shown."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf
import pytest
import stories
from annexed import AIDS, CITED, FILED, PRIVATE, Made, make, squeezed
from archivist import faults
from booked import Booking, bill as records
from ledgers import ASKED, LOAN_DAY, SERIAL
from pypdf import PageObject
from stories import bill, card, chat, doubted, left, profile, right, said, source, taken, time

from evidence_kit import render
from evidence_kit.errors import UsageError
from evidence_kit.model import (
    Brief,
    Channel,
    DoubtKind,
    ExhibitKind,
    Filing,
    MessageKind,
    Money,
    Side,
    State,
    Stated,
)
from evidence_kit.pipeline import bundling, reading
from evidence_kit.render.annex import Filed
from evidence_kit.render.ledger import ledger_rows
from evidence_kit.render.style import style_of
from evidence_kit.render.wording import court_wording

ROOT = Path(__file__).parents[2]
TALK = (
    LOAN_DAY,
    ASKED,
    right("好的"),
    *taken(Side.RIGHT, "5000.00", "借款"),
    left("收到，下个月5号还你"),
    said(Side.LEFT, "", MessageKind.VOICE, seconds=12, spoken="再宽限几天"),
    said(Side.LEFT, "O", MessageKind.IMAGE),
)
LATER = (
    time("2025年6月2日 14:05"),
    left("先还你2000，还欠3000"),
    *taken(Side.LEFT, "2000.00"),
    right("剩下的什么时候还？" * 12),
    card(Side.RIGHT, "1.00", State.RETURNED),
    left("上次还了你1000，还欠你2000"),
)
GROUP = (time("2025年7月2日 12:02"), replace(left("明天几点集合"), sender="阿冬"), right("八点"))
CASH = Stated(date(2025, 4, 1), Money(80050), Channel.CASH)


def rich(*, filed: Filed | None = FILED) -> Made:
    """A chat in two runs, a group, a bill, an own page, cash, a table of records."""
    return make(
        chat(source("1.png"), TALK),
        chat(source("2.png"), LATER),
        chat(source("3.png"), GROUP, "周末爬山(5)"),
        bill(source("4.png"), "5000.00", at="2025-03-02 14:06:11", serial=SERIAL, who="老周"),
        profile(source("5.png"), "慕白", "mubai_1", own=True),
        records(source("账单.csv"), Booking("2025-03-02 14:06:11", "5000.00", serial=SERIAL)),
        brief=Brief("张三", "李四", loans=(CASH,)),
        filed=filed,
    )


@pytest.fixture(scope="module")
def made() -> Made:
    return rich()


@pytest.fixture(scope="module", params=["simple-loan", "returned-transfer", "dark-relative-times"])
def sample(request: pytest.FixtureRequest) -> Made:
    return make(*stories.told(ROOT / "samples" / request.param / "truth.json"))


def test_every_payment_of_the_facts_stands_in_the_ledger(made: Made, sample: Made) -> None:
    for one in (made, sample):
        text, told = one.part("账-"), one.told
        amounts = [paid["amount"] for name in PAID for paid in told[name]]
        sources = [where for where, _ in one.screens]
        rows = ledger_rows(one.facts, sources, court_wording())
        assert sorted(row.amount for row in rows) == sorted(amounts)
        at = 0
        for row in rows:
            line = (row.number, row.day, row.basis, row.direction, row.way, row.amount, row.state)
            found = text.find(squeezed("".join(map(str, line)) + row.nature + row.serial), at)
            at = text.index(squeezed(row.counted), found)
            assert 0 <= found < at
            assert "".join(row.sums.cells()) in text[at:]


PAID = ("loans", "repayments", "other_payments")


def test_the_sums_are_those_of_the_facts(made: Made) -> None:
    assert made.part("账-").partition("合计")[2].startswith("5800.502000.003800.50")
    assert made.told["principal_outstanding"] == "3800.50"


def test_a_payment_cites_the_pages_that_show_it_or_whose_word_it_is(made: Made) -> None:
    text = made.part("账-")
    first = text[text.index("12025-03-02") : text.index("22025-04-01")]
    assert first.count("第") == 2  # the chat and the bill; a table has no page
    assert "平台账单电子文件" in first
    assert "原告自述（现金）" in text[text.index("22025-04-01") :]


def test_every_message_stands_in_the_transcript_once_and_in_order(made: Made, sample: Made) -> None:
    for one in (made, sample):
        text, number, at = one.part("聊-"), 0, 0
        for talk in one.facts.conversations:
            for utterance in talk.utterances:
                number += 1
                message = utterance.message
                spoken = message.kind in (MessageKind.TEXT, MessageKind.TIME, MessageKind.SYSTEM)
                words = message.text if spoken else "〔"
                begun = re.compile(rf"{number}(?=\d{{4}}-\d\d-\d\d|【待核】)").search(text, at)
                assert begun, number
                at = text.index(squeezed(words), begun.end())
        cells = CITED.findall(text)
        assert len(cells) == number


def test_a_card_says_its_sum_and_its_state(made: Made) -> None:
    text = made.part("聊-")
    assert "原告〔转账￥5000.00已收款〕借款" in text
    assert "老周〔收款￥5000.00已收款〕" in text
    assert "原告〔转账￥1.00已退还〕" in text
    assert "老周〔语音12秒〕〔转文字：再宽限几天〕" in text
    assert "老周〔图片〕证据" in text  # what an engine made of the picture is no word of the chat


def test_pages_that_do_not_meet_are_named(made: Made) -> None:
    text = made.part("聊-")
    assert text.count("〔此处截图不相连〕") == 1
    before, after = text.split("〔此处截图不相连〕")
    assert "再宽限几天" in before
    assert "先还你2000" in after


def test_a_group_names_who_speaks(made: Made) -> None:
    assert "阿冬明天几点集合" in made.part("聊-")


def test_every_exhibit_is_found_on_the_phone(made: Made, sample: Made) -> None:
    for one in (made, sample):
        text, at = one.part("位-"), 0
        for exhibit in one.case.exhibits:
            pages = render.wording.page_range(exhibit.first, exhibit.last)
            at = text.index(f"证据{exhibit.number}第{pages}页", at)
        assert text.count("微信→") == len(one.case.exhibits)


def test_a_place_tells_the_first_and_the_last_message_or_the_number(made: Made) -> None:
    text = made.part("位-")
    assert "老周2025-03-0214:05老周：能不能借我5000元？2025-03-0214:05老周：〔图片〕" in text
    assert f"转出5000.00元—{SERIAL}" in text
    assert "微信→我→点开头像，查看个人信息慕白" in text


def test_every_kind_of_exhibit_has_a_place() -> None:
    for kind in ExhibitKind:
        assert court_wording().text("annex", f"origins.place.{kind}")


def test_every_doubt_is_listed_last_and_nowhere_else(made: Made, sample: Made) -> None:
    for one in (made, sample):
        doubts = [doubt.id for doubt in one.facts.doubts]
        text = one.part("核-")
        assert re.findall("作答编号：([0-9a-f]{10})", text) == doubts
        private = [label.startswith("核-") for label in one.pages]
        assert private == sorted(private)
        aids = "".join(text for label, text in one.pages.items() if not label.startswith("核-"))
        assert not any(doubt in aids for doubt in doubts)
        assert "case.toml" not in aids
        assert not any(where.name in aids for where, _ in one.screens)  # nobody else's business


def test_a_brief_may_leave_the_doubts_out() -> None:
    aids = Brief("张三", "李四", filing=Filing(annex_doubts=False))
    one = make(chat(source("1.png"), TALK), brief=aids)
    assert one.facts.doubts
    assert {label[0] for label in one.pages} == {"账", "聊", "位"}


def test_without_its_doubts_nothing_in_it_is_marked() -> None:
    """Failure: the annex for the court said 待核 though its list of doubts was left out."""
    aids = Brief("张三", "李四", filing=Filing(annex_doubts=False))
    unsure = doubted(chat(source("1.png"), TALK, sure=0.6), 3, DoubtKind.LOW_CONFIDENCE, "amount")
    one = make(unsure, chat(source("2.png"), LATER[1:], "老李"), brief=aids)
    assert one.facts.doubts
    text = "".join(one.pages.values())
    assert "待核" not in text
    assert "（以截图为准）" in text


def test_each_page_says_what_it_is_and_for_whom(made: Made, sample: Made) -> None:
    for one in (made, sample):
        for label, text in one.pages.items():
            private = label.startswith("核-")
            assert (AIDS in text, PRIVATE in text) == (not private, private), label


def test_without_doubts_there_is_nothing_to_take_out() -> None:
    one = make(chat(source("1.png"), TALK[:5]), brief=Brief("张三", "老周"))
    assert one.facts.doubts == ()
    assert {label[0] for label in one.pages} == {"账", "聊", "位"}
    assert "待核" not in "".join(one.pages.values())


def test_parts_count_their_own_pages_under_their_bookmarks(made: Made) -> None:
    labels = list(made.pages)
    assert [label for label in labels if label.endswith("-1")] == ["账-1", "聊-1", "位-1", "核-1"]
    marks = [mark for mark in made.reader.outline if not isinstance(mark, list)]
    assert [mark.title for mark in marks] == [
        *("账目表", "聊天文字整理", "原始载体定位表", "待核事项"),
    ]
    pages = [made.reader.get_destination_page_number(mark) for mark in marks]
    assert [labels[page] for page in pages] == ["账-1", "聊-1", "位-1", "核-1"]
    (runs,) = (mark for mark in made.reader.outline if isinstance(mark, list))
    assert len(runs) == 3


def test_what_lies_across_is_a_table_of_many_columns(made: Made) -> None:
    across = {
        label[0]
        for label, page in zip(made.pages, made.reader.pages, strict=True)
        if page.mediabox.width > page.mediabox.height
    }
    assert across == {"账", "位"}


def test_each_citation_leads_to_its_page_of_the_filing(made: Made) -> None:
    pages = [int(page) for _, page in CITED.findall("".join(made.pages.values()))]
    found = [note.get_object() for page in made.reader.pages for note in page.get("/Annots", ())]
    actions = [note["/A"] for note in found]
    assert {action["/S"] for action in actions} == {"/GoToR"}
    assert {action["/F"]["/UF"] for action in actions} == {FILED.path}
    led = [action["/D"][0] - FILED.before + 1 for action in actions]
    assert sorted(led) == sorted(pages)


def test_without_a_filing_beside_it_citations_are_text() -> None:
    one = rich(filed=None)
    assert not any("/Annots" in page for page in one.reader.pages)
    assert "证据2第2页" in one.part("聊-")


def test_outside_judges_find_no_fault(made: Made, tmp_path: Path) -> None:
    path = tmp_path / "附册.pdf"
    path.write_bytes(made.annex.content)
    assert faults(path) == []
    assert made.reader.metadata["/Title"] == "附册（民间借贷纠纷，张三诉李四）"
    assert made.reader.trailer["/Root"]["/Lang"] == "zh-CN"


def places(page: PageObject) -> list[tuple[float, float]]:
    """Return where each piece of a page's text begins, in points from the bottom left."""
    found: list[tuple[float, float]] = []

    def seen(text: str, _: object, at: list[float], *more: object) -> None:
        if text.strip():
            found.append((at[4], at[5]))

    page.extract_text(visitor_text=seen)
    return found


def test_nothing_stands_beyond_the_margins(made: Made) -> None:
    for page in made.reader.pages:
        wide, high = float(page.mediabox.width), float(page.mediabox.height)
        assert all(40 < x < wide - 40 and 30 < y < high - 30 for x, y in places(page))


def test_same_case_makes_the_same_bytes(made: Made) -> None:
    script = (
        "import sys, runpy, hashlib\n"
        "made = runpy.run_path(sys.argv[1])['rich']()\n"
        "print(hashlib.sha256(made.annex.content).hexdigest())\n"
    )
    there = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "America/Lima"}
    there["PYTHONPATH"] = os.pathsep.join(sys.path)
    command = [sys.executable, "-c", script, __file__]
    done = subprocess.run(command, check=True, env=there, capture_output=True, text=True)
    assert done.stdout.strip() == hashlib.sha256(made.annex.content).hexdigest()


def test_a_character_that_no_font_has_is_spelled_and_reported() -> None:
    one = make(chat(source("1.png"), (*TALK, left("\U00020bb7野家"))))
    assert "〔U+20BB7〕野家" in one.part("聊-")
    told = [(miss.character, miss.where) for miss in one.annex.missing]
    assert told == [("\U00020bb7", "附册 聊-1"), ("\U00020bb7", "附册 位-1")]


def test_a_long_chat_heads_each_of_its_pages() -> None:
    said = [left(f"第{number}句") for number in range(60)]
    one = make(chat(source("1.png"), (LOAN_DAY, *said)))
    pages = [text for label, text in one.pages.items() if label.startswith("聊-")]
    assert len(pages) > 2
    assert all(text.count("行号时间及依据说话人内容证据页") == 1 for text in pages)
    assert [f"第{number}句证据" in one.part("聊-") for number in range(60)] == [True] * 60


def test_a_case_of_nothing_is_an_empty_ledger() -> None:
    assert "合计0.000.000.00" in make(brief=Brief()).part("账-")


def test_a_case_of_word_alone_has_its_ledger() -> None:
    one = make(brief=Brief("张三", "李四", loans=(CASH,)))
    assert {label[0] for label in one.pages} <= {"账", "核"}
    assert "800.50" in one.part("账-")


def test_a_bundle_leaves_it_with_the_private_papers_alone(tmp_path: Path) -> None:
    folder = tmp_path / "X"
    folder.mkdir()
    shutil.copy(min((ROOT / "samples" / "simple-loan" / "screenshots").iterdir()), folder)
    recorded = reading.Options(f"recorded:{ROOT / 'tests' / 'recorded'}", jobs=1)
    made = bundling.bundle(folder, out=tmp_path / "there", options=recorded, force=False)
    annex = made.work / "附册.pdf"
    assert os.name == "nt" or annex.stat().st_mode & 0o077 == 0
    assert not [path for path in made.bundle.rglob("*") if "附册" in path.name]
    notes = (
        note.get_object()
        for page in pypdf.PdfReader(annex).pages
        for note in page.get("/Annots", ())
    )
    (way,) = {note["/A"]["/F"]["/UF"] for note in notes}
    assert (made.work / way).resolve() == made.bundle.resolve() / "filing" / "证据材料.pdf"


def test_a_style_may_word_it_but_keeps_its_columns(tmp_path: Path) -> None:
    style = tmp_path / "annex.toml"
    style.write_text('[talk]\nheading = "聊天记录整理"\n', encoding="utf-8")
    assert style_of(tmp_path).text("annex", "talk.heading") == "聊天记录整理"
    style.write_text('[talk]\ncolumns = ["行号"]\n', encoding="utf-8")
    with pytest.raises(UsageError):
        style_of(tmp_path)
