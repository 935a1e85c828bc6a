"""Pages left out: set aside, kept in the bundle, and never one that hides a repayment."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from ledgers import ASKED, LOAN_DAY, gather, page
from stories import (
    Phone,
    bill,
    card,
    doubted,
    left,
    profile,
    right,
    said,
    slip,
    source,
    sourced,
    time,
    transfer,
    unread,
)

from evidence_kit.errors import InputError, UsageError
from evidence_kit.facts import leaving_out
from evidence_kit.model import (
    BillList,
    Brief,
    Channel,
    Direction,
    Document,
    DocumentKind,
    Doubt,
    DoubtKind,
    Exclusion,
    FileRole,
    LoanFacts,
    MessageKind,
    Money,
    Notice,
    RedPacket,
    Screen,
    ServiceCard,
    Side,
    Source,
    State,
    Stated,
)
from evidence_kit.pipeline import bundling, reading

ROOT = Path(__file__).parents[2]
RECORDED = reading.Options(f"recorded:{ROOT / 'tests' / 'recorded'}", jobs=1)
LENT = page(LOAN_DAY, ASKED, card(Side.RIGHT, "5000.00", State.ACCEPTED))
BACK = page(
    time("2025年6月2日 14:05"),
    left("先还你2000"),
    card(Side.LEFT, "2000.00", State.ACCEPTED),
    name="2.png",
)
IDLE = page(time("2025年7月2日 14:05"), right("在吗？"), name="3.png")


def hidden(*left_out: int) -> list[str]:
    pages = (LENT, BACK, IDLE)
    whole = gather(*pages)
    kept = gather(*(one for i, one in enumerate(pages) if i not in left_out))
    gone = {pages[i][0].sha256: pages[i][0].name for i in left_out}
    return [gone[one] for one in leaving_out.hidden(whole, kept, tuple(gone), pages)]


def test_a_page_of_money_that_came_back_cannot_be_left_out() -> None:
    assert hidden(1, 2) == ["2.png"]


def test_what_shows_nothing_that_came_back_can() -> None:
    assert hidden(2) == []
    assert hidden(0) == []


LOW, WAY = DoubtKind.LOW_CONFIDENCE, DoubtKind.DIRECTION_UNKNOWN


def refused(*pages: tuple[Source, Screen], out: int = 1) -> bool:
    """Leave the last `out` pages out: are they refused, every one?"""
    whole, kept = gather(*pages), gather(*pages[:-out])
    gone = tuple(where.sha256 for where, _ in pages[-out:])
    return leaving_out.hidden(whole, kept, gone, pages) == gone


DAY = time("2025年6月2日 14:05")
B = source("2.png")


@pytest.mark.parametrize(
    "screen",
    [
        page(DAY, left("在吗"), card(Side.LEFT, "2000.00"), name="2.png"),
        page(DAY, card(Side.LEFT, "2000.00", State.PENDING), name="2.png"),
        page(DAY, replace(card(Side.LEFT, "2000.00"), amount=None), name="2.png"),
        page(DAY, replace(card(Side.RIGHT, "2000.00", receipt=True), amount=None), name="2.png"),
        page(DAY, said(Side.LEFT, "恭喜发财", MessageKind.RED_PACKET), name="2.png"),
        doubted(page(DAY, card(Side.LEFT, "2000.00"), name="2.png"), 1, LOW, "amount"),
        doubted(page(DAY, card(Side.RIGHT, "2000.00"), name="2.png"), 1, WAY, "direction"),
        bill(B, "2000.00", Direction.IN, who="小吴"),
        bill(B, "2000.00", None, who="老周"),
        bill(B, None, Direction.IN),
        transfer(B, None, None),
        (B, BillList(B.sha256, (slip(B, "9.00"), slip(B, "2000.00", Direction.IN)))),
        (B, BillList(B.sha256, (slip(B, "9.00", None),))),
        (B, RedPacket(B.sha256, slip(B, "200.00", Direction.IN))),
        (B, ServiceCard(B.sha256, (Notice(sourced("退款", B, 0), slip(B, "1.00", None)),))),
        (B, Document(B.sha256, DocumentKind.RECEIPT, sourced("收条", B, 0))),
        (B, Document(B.sha256, DocumentKind.LOAN_NOTE, sourced("今借到5000元。已还2000", B, 0))),
    ],
)
def test_nothing_that_shows_money_coming_in_can_be_left_out(screen: tuple[Source, Screen]) -> None:
    """Doubted, of an unknown way, without a sum, in a list or on a paper: all of it counts."""
    assert refused(LENT, screen)


def test_a_payment_that_may_have_come_is_needed_whatever_its_page_looks_like() -> None:
    whole, kept, pages = gather(LENT, BACK), gather(LENT), (BACK[0].sha256,)
    known = replace(whole, payments=tuple(p for p in whole.payments if p.places[0].source in pages))
    assert leaving_out.hidden(known, known, pages, ()) == pages
    out = replace(known.payments[0], direction=Direction.OUT, doubts=())
    gone = replace(known, payments=(out,))
    assert leaving_out.hidden(gone, gone, pages, ()) == ()
    unsure = replace(out, doubts=(Doubt(DoubtKind.SIDE_UNKNOWN, None),))
    asked = replace(known, payments=(unsure,))
    assert leaving_out.hidden(asked, asked, pages, ()) == pages
    assert leaving_out.hidden(whole, kept, pages, ()) == pages


BOTH, THEIRS, OWN = (Side.LEFT, Side.RIGHT), (Side.LEFT,), (Side.RIGHT,)
TELLING = {
    "先还你2000了": BOTH,
    "上个月的钱已经还了": BOTH,
    "早就还清了": BOTH,
    "5月还过你一次": BOTH,
    "收到你还的2000": BOTH,
    "你还我的2000收到了": BOTH,
    "都两清了": BOTH,
    "转你了，你看下": BOTH,
    "2000打给你了": BOTH,
    "钱在桌上，查收一下": BOTH,
    "收到2000": OWN,
    "钱收到了": OWN,
    **dict.fromkeys(
        (
            "给你转了3000", "转你3000", "给你打了", "钱打你卡上了", "3000转过去了", "已转",
            "转好了", "给了你3000现金", "现金给你了", "上次还的3000", "转账给你了收一下",
            "银行卡转的3000到了吗", "支付宝给你转了3000，你看下", "2000转过去了，用我老婆的卡",
            "三千块昨天汇你了", "你卡里进账了没", "欠你的钱我都付清了", "3000给你放桌上了",
            "到账了", "3000到账", "好还剩2000", "6月给了500现金还剩4500", "你不欠我了",
            "不用还了", "免你500", "最后那1000不用还了", "那还剩7000", "就差500了", "抵掉了",
            "月底还你", "钱还了吗？", "什么时候还我钱？", "我一定还你，放心", "转你了吗",
        ),
        BOTH,
    ),
    "收到了": OWN,
    "已经收到了": OWN,
}  # fmt: skip


@pytest.mark.parametrize("side", BOTH)
@pytest.mark.parametrize("text", TELLING)
def test_words_that_may_say_money_came_back_cannot_be_left_out(side: Side, text: str) -> None:
    """Who lent got nothing where the other side did; asked or denied, a page stays as well."""
    told = side in TELLING[text]
    assert refused(LENT, page(DAY, said(side, text), name="2.png")) is told
    voice = replace(said(side, "", MessageKind.VOICE), spoken=text)
    assert refused(LENT, page(DAY, voice, name="2.png")) is told


@pytest.mark.parametrize("text", ["看到了", "嗯", "好的", "来了", "谢谢"])
def test_an_answer_beside_words_of_money_cannot(text: str) -> None:
    asked = left("钱给你转了")
    assert leaving_out.hidden(
        gather(LENT), gather(LENT), (B.sha256,), (page(DAY, asked, right(text), name="2.png"),)
    )
    assert not refused(LENT, page(DAY, left("晚饭吃什么"), right(text), name="2.png"))


@pytest.mark.parametrize("side", BOTH)
@pytest.mark.parametrize(
    "text",
    [
        "晚饭吃什么",
        "还有事，先走了",
        "要下雨了，还在路上",
        "给你看个好玩的",
        "周末打球吗",
        "不打扰了，还没下班",
        "生日快乐！",
        "我到家了，早点睡",
        "孩子发烧，在医院",
    ],
)
def test_small_talk_can(side: Side, text: str) -> None:
    assert not refused(LENT, page(DAY, said(side, text), name="2.png"))


def test_money_that_went_out_and_idle_pages_can_be_left_out() -> None:
    for screen in (
        page(DAY, card(Side.RIGHT, "1.00"), name="2.png"),
        (B, BillList(B.sha256, (slip(B, "9.00"),))),
        (B, Document(B.sha256, DocumentKind.OTHER, sourced("租房合同", B, 0))),
        profile(B, "大周", "zhou_1999"),
        unread(B),
    ):
        assert not refused(LENT, screen)


def test_a_return_that_another_page_shows_too_can_lose_one_of_its_pages() -> None:
    roll = [
        LOAN_DAY,
        ASKED,
        card(Side.RIGHT, "5000.00"),
        DAY,
        left("还你2000了"),
        card(Side.LEFT, "2000.00"),
    ]
    phone = Phone([*roll, left("剩下的下个月"), left("好"), left("嗯嗯")])
    pages = phone.page("1.png", 0, 7).page("2.png", 3, 9).made
    assert not refused(*pages)
    assert refused(*pages, bill(source("3.png"), "9.00", Direction.IN), out=2) is False
    both = [LENT, *pages]
    assert refused(*both, out=2)


def test_a_page_that_says_why_less_is_owed_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    less = gather(LENT, BACK)
    monkeypatch.setattr(LoanFacts, "outstanding", property(lambda facts: len(facts.payments)))
    more = gather(
        LENT, BACK, page(LOAN_DAY, card(Side.RIGHT, "1.00", State.ACCEPTED), name="4.png")
    )
    assert leaving_out.hidden(less, more, (IDLE[0].sha256,), ()) == (IDLE[0].sha256,)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = tmp_path / "截图"
    shutil.copytree(ROOT / "samples" / "simple-loan" / "screenshots", source)
    return source


def exclude(folder: Path, *names: str) -> None:
    work = folder.with_name("截图-work")
    work.mkdir()
    rows = (f'[[exclude]]\nfile = "{name}"\nreason = "与本案无关"\n' for name in names)
    (work / "case.toml").write_text("".join(rows), encoding="utf-8")


def test_a_page_left_out_is_no_exhibit_but_stays_among_the_originals(folder: Path) -> None:
    exclude(folder, "1.png")
    made = bundling.bundle(folder, out=None, options=RECORDED, force=False)
    (one,) = [source for source in made.story.sources if source.name == "1.png"]
    assert (one.role, one.reason) == (FileRole.SET_ASIDE, "excluded")
    listed = json.loads((made.bundle / "exhibits.json").read_text(encoding="utf-8"))
    assert '"1.png"' not in json.dumps(listed, ensure_ascii=False)
    assert (made.bundle / "data" / "1.png").is_file()


def test_a_repayment_cannot_be_left_out_of_a_bundle(folder: Path) -> None:
    names = sorted(path.name for path in folder.iterdir())
    chats = [name for name in names if name in ("8.png", "9.png", "10.png", "13.png")]
    exclude(folder, *chats)
    with pytest.raises(UsageError, match="exclusion_hides") as caught:
        bundling.bundle(folder, out=None, options=RECORDED, force=False)
    assert "13.png" in caught.value.args_by_name["files"]
    assert not folder.with_name("截图-bundle").exists()


def test_an_answer_does_not_make_room_for_an_exclusion() -> None:
    """Money of an unknown way that is said to have gone out, and then left out, is gone."""
    shown = (LENT, bill(B, "2000.00", None, who="老周"))
    (doubt,) = [d for d in gather(*shown).doubts if d.kind is WAY]
    told = Brief(answers=((doubt.id, "转出"),), exclusions=(Exclusion("2.png", "无关"),))
    with pytest.raises(UsageError, match="exclusion_hides"):
        reading.leave_out(shown, told)


def test_a_page_that_a_stated_repayment_names_cannot_be_left_out() -> None:
    paid = Stated(date(2025, 6, 1), Money(100000), Channel.BANK, shown_in="3.png")
    told = Brief(repayments=(paid,), exclusions=(Exclusion("3.png", "无关"),))
    with pytest.raises(UsageError, match="exclusion_hides") as caught:
        reading.leave_out((LENT, IDLE), told)
    assert caught.value.args_by_name["files"] == "3.png"
    assert len(reading.leave_out((LENT, IDLE), replace(told, repayments=()))[0]) == 1


def test_a_page_that_nobody_could_read_is_left_out_in_doubt() -> None:
    told = Brief(exclusions=(Exclusion("2.png", "与本案无关"), Exclusion("3.png", "闲聊")))
    kept, found = reading.leave_out((LENT, unread(B), IDLE), told)
    assert kept == (LENT,)
    (doubt,) = [d for d in found.doubts if d.kind is DoubtKind.LEFT_OUT_UNREAD]
    assert doubt.where
    assert doubt.where.source == B.sha256
    assert dict(doubt.args)["text"] == "与本案无关"
    seen = replace(told, answers=((doubt.id, "已核"),))
    _, closed = reading.leave_out((LENT, unread(B), IDLE), seen)
    assert DoubtKind.LEFT_OUT_UNREAD not in [d.kind for d in closed.doubts]


def test_what_was_answered_is_counted(folder: Path) -> None:
    found = reading.read(folder, RECORDED)
    assert found.answered == 0
    work = folder.with_name("截图-work")
    work.mkdir(exist_ok=True)
    rows = (f'[[answer]]\ndoubt = "{d.id}"\nvalue = "已核"\n' for d in found.facts.doubts)
    (work / "case.toml").write_text("".join(rows), encoding="utf-8")
    told = reading.read(folder, RECORDED)
    assert (told.answered, told.facts.doubts) == (len(found.facts.doubts), ())


def test_not_everything_can_be_left_out(folder: Path) -> None:
    for path in folder.iterdir():
        if path.name != "1.png":
            path.unlink()
    exclude(folder, "1.png")
    with pytest.raises(InputError, match="no_pictures"):
        bundling.bundle(folder, out=None, options=RECORDED, force=False)
