"""What a run found, as a person reads it: every file accounted for, nothing claimed too much."""

from __future__ import annotations

import io
import json
import shlex
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from evidence_kit import render, telling
from evidence_kit.errors import InputError, OutputError
from evidence_kit.model import (
    Algorithm,
    Basis,
    Bill,
    Box,
    Brief,
    Case,
    Channel,
    Chat,
    Check,
    Digest,
    Direction,
    Doubt,
    DoubtKind,
    FileRole,
    ListColumn,
    LoanFacts,
    Moment,
    Money,
    Nature,
    Party,
    PartyRole,
    Payment,
    Profile,
    Reading,
    Screen,
    Slip,
    Source,
    Sourced,
    State,
    Stated,
    Terms,
    Transfer,
    Unread,
    Verdict,
    VerificationReport,
    Where,
)
from evidence_kit.ocr import Installed
from evidence_kit.pipeline.bundling import Bundled
from evidence_kit.pipeline.checking import Health
from evidence_kit.render import ExhibitList, ListedColumn, ListedProof, ListedRow
from evidence_kit.render.contract import Story
from evidence_kit.render.sheet import MissingGlyph
from evidence_kit.words import Words

EN, ZH = Words("en"), Words("zh_CN")


def _digest(seed: int) -> Digest:
    return Digest(Algorithm.SHA256, f"{seed:064x}")


def _source(name: str, role: FileRole = FileRole.USED, reason: str = "") -> Source:
    own = abs(hash(name))
    sm3 = Digest(Algorithm.SM3, f"{own:064x}")
    return Source(name, name, _digest(own), sm3, 10, "image/png", role, reason)


FIRST = _source("1.png")
PLACE = Where(FIRST.sha256, Box(1, 2, 3, 4))
AMOUNT = Sourced(Money(150000), "¥1500.00", PLACE)
DAY = datetime(2025, 3, 4, 21, 5)
PAYMENT = Payment(
    AMOUNT, Direction.OUT, State.ACCEPTED, Moment(DAY, DAY, Basis.PAGE), Nature.LOAN, (PLACE,)
)
READINGS = tuple(Reading(engine, text, 0.9, PLACE.box) for engine, text in (("a", "1"), ("b", "")))
DOUBT = Doubt(DoubtKind.READINGS_DISAGREE, PLACE, (("field", "amount"),), READINGS)
LENDER = Party(PartyRole.LENDER, is_owner=True, legal_name="张三")
BORROWER = Party(PartyRole.BORROWER, is_owner=False, names=(Sourced("阿宝", "阿宝", PLACE),))


def _story(
    *,
    sources: tuple[Source, ...] = (FIRST,),
    screens: tuple[tuple[Source, Screen], ...] = (),
    doubts: tuple[Doubt, ...] = (),
    payments: tuple[Payment, ...] = (PAYMENT,),
    lost: tuple[tuple[str, str], ...] = (),
) -> Story:
    facts = LoanFacts(LENDER, BORROWER, payments, (), Terms(), (), doubts)
    return Story(sources, screens, facts, "rapid", "tesseract", lost)


def _bundled(told: Story, **changes: object) -> Bundled:
    made = Bundled(
        bundle=Path("截图-bundle"),
        work=Path("截图-work"),
        story=told,
        case=Case(Brief(), (), (), ()),
        missing_glyphs=(),
        manifest=_digest(1),
        whole=_digest(2),
        moved_aside=None,
    )
    return replace(made, **changes)


@pytest.mark.parametrize("words", [EN, ZH])
def test_the_last_lines_account_for_every_file(words: Words) -> None:
    sources = (
        FIRST,
        _source("录音.m4a", FileRole.SET_ASIDE, "audio"),
        _source("断.png", FileRole.UNREADABLE, "truncated_image"),
    )
    told = telling.bundled(_bundled(_story(sources=sources, lost=(("链接", "link"),))), words)
    count = next(line for line in told.splitlines() if "4" in line)
    assert [word for word in count if word.isdigit()] == ["4", "1", "1", "2"]
    for name, reason in (("录音.m4a", "audio"), ("断.png", "truncated_image"), ("链接", "link")):
        line = next(line for line in told.splitlines() if name in line)
        assert words.say(f"reason.{reason}") in line


def test_a_page_that_was_not_understood_is_named_in_the_last_lines() -> None:
    args = (("reason", "engine_failed"), ("cause", "image_too_large"))
    unread = Doubt(DoubtKind.PAGE_UNREAD, PLACE, args)
    many = tuple(
        Doubt(DoubtKind.NOT_DELIVERED, Where(FIRST.sha256, Box(0, n, 1, n + 1))) for n in range(50)
    )
    told = telling.bundled(_bundled(_story(doubts=(*many, unread))), EN)
    assert EN.say("cause.image_too_large") in told
    page = Unread(FIRST.sha256, "engine_failed", args[1:])
    assert EN.say("cause.image_too_large") in telling.story(_story(screens=((FIRST, page),)), EN)


@pytest.mark.parametrize("words", [EN, ZH])
def test_the_last_lines_end_with_both_digests_and_the_command_that_uses_them(words: Words) -> None:
    told = telling.bundled(_bundled(_story()), words).splitlines()
    command = shlex.split(told[-1])
    assert command == ["evidence-kit", "verify", "截图-bundle", "--digest", _digest(2).hex]
    assert any(_digest(1).hex in line for line in told[-5:-1])
    assert any(
        "本机记录时间（未经第三方认证）" in line or "no third party" in line for line in told
    )


def test_what_was_moved_aside_and_what_no_font_has_are_told() -> None:
    glyphs = (MissingGlyph("𠮷", "目录-1"),)
    made = _bundled(_story(), moved_aside=Path("截图-bundle.old-1"), missing_glyphs=glyphs)
    told = telling.bundled(made, EN)
    assert "截图-bundle.old-1" in told
    assert "𠮷" in told
    assert "目录-1" in told


def test_many_doubts_do_not_push_the_digests_off_the_screen() -> None:
    doubts = tuple(
        Doubt(DoubtKind.NOT_DELIVERED, Where(FIRST.sha256, Box(0, n, 1, n + 1))) for n in range(50)
    )
    told = telling.bundled(_bundled(_story(doubts=doubts)), EN)
    assert told.count(EN.say("doubt.not_delivered")) == telling.MOST_DOUBTS
    assert "50 doubt" in told
    assert f"{50 - telling.MOST_DOUBTS} more" in told
    assert str(Path("截图-work") / "facts.json") in told
    assert telling.story(_story(doubts=doubts), EN).count(EN.say("doubt.not_delivered")) == 50


@pytest.mark.parametrize("words", [EN, ZH])
def test_a_doubt_names_its_file_its_field_and_both_readings(words: Words) -> None:
    line = telling.story(_story(doubts=(DOUBT,)), words).splitlines()[-1]
    for part in (
        DOUBT.id,
        "1.png",
        words.say("field.amount"),
        "1 ≠ " + words.say("doubts.nothing"),
    ):
        assert part in line


def test_a_doubt_without_a_place_and_one_with_a_quote() -> None:
    roles = Doubt(DoubtKind.ROLES_UNKNOWN, None)
    time = Doubt(DoubtKind.TIME_UNANCHORED, PLACE, (("field", "time"), ("text", "昨天 21:03")))
    first, second = telling.story(_story(doubts=(roles, time)), EN).splitlines()[-2:]
    assert "—" in first
    assert "昨天 21:03" in second


def test_no_doubt_is_said_too() -> None:
    assert EN.say("doubts.none") in telling.story(_story(), EN)


@pytest.mark.parametrize("words", [EN, ZH])
def test_doubts_that_a_person_answered_are_counted(words: Words) -> None:
    """Failure: "every value was read the same way" stood where doubts were closed by 已核."""
    told = telling.story(replace(_story(), answered=3), words)
    assert words.say("doubts.none_answered", count="3") in told
    assert words.say("doubts.none") not in told
    once = telling.story(replace(_story(), answered=3, second_reader=None), words)
    assert words.say("doubts.none_once") in once


@pytest.mark.parametrize("words", [EN, ZH])
def test_no_doubt_of_a_single_reader_is_no_agreement(words: Words) -> None:
    told = telling.story(replace(_story(), second_reader=None), words)
    assert words.say("doubts.none") not in told
    assert words.say("doubts.none_once") in told


@pytest.mark.parametrize("kind", DoubtKind)
@pytest.mark.parametrize("words", [EN, ZH])
def test_every_kind_of_doubt_can_be_told(kind: DoubtKind, words: Words) -> None:
    names = ("said", "paid", "inside", "printed", "amount", "words", "digits", "date", "other")
    names += ("lent", "stated", "word", "due", "seen")
    args = (("field", "amount"), ("reason", "no_text"), *((name, "7") for name in names))
    line = telling.story(_story(doubts=(Doubt(kind, PLACE, args),)), words).splitlines()[-1]
    assert "<" not in line
    assert "doubt." not in line


def test_a_payment_that_counts_in_doubt_says_so() -> None:
    doubted = replace(PAYMENT, doubts=(Doubt(DoubtKind.READINGS_DISAGREE, PLACE),))
    assert "（计入，待核）" in telling.story(_story(payments=(doubted,)), ZH)
    assert "（计入）" in telling.story(_story(), ZH)


def test_money_in_a_persons_own_word_is_told_as_such() -> None:
    said = Stated(DAY.date(), Money(150000), Channel.CASH)
    told = telling.story(_story(payments=(replace(PAYMENT, stated=said),)), ZH)
    assert "自述（现金）" in told


def test_a_payment_tells_day_direction_amount_state_nature_and_whether_it_counts() -> None:
    told = telling.story(_story(), EN)
    assert "2025-03-04  paid 1500.00 yuan  accepted  loan (counted)" in told
    open_end = replace(
        PAYMENT,
        at=Moment(DAY, datetime(2025, 3, 6), Basis.BETWEEN),
        direction=None,
        state=State.RETURNED,
    )
    told = telling.story(_story(payments=(open_end,)), EN)
    assert "2025-03-04 – 2025-03-06  direction unknown 1500.00 yuan  returned" in told
    assert "(not counted)" in told
    unknown = replace(PAYMENT, at=Moment(None, None, Basis.UNANCHORED))
    assert "  date unknown  paid" in telling.story(_story(payments=(unknown,)), EN)


def test_the_parties_are_told_by_legal_name_and_by_the_names_on_the_pages() -> None:
    assert "Lender: 张三. Borrower: 阿宝." in telling.story(_story(), EN)
    nobody = replace(_story().facts, lender=Party(PartyRole.LENDER, is_owner=True))
    assert "Lender: not known." in telling.story(replace(_story(), facts=nobody), EN)


def test_one_reading_alone_is_told() -> None:
    alone = replace(_story(), second_reader=None)
    assert EN.say("read.one_reading") in telling.story(alone, EN)
    assert EN.say("read.one_reading") not in telling.story(_story(), EN)


def test_read_tells_what_each_page_is() -> None:
    digest = FIRST.sha256
    slip = Slip(AMOUNT, Direction.OUT, State.ACCEPTED)
    name = Sourced("wx_1", "wx_1", PLACE)
    screens: list[tuple[Screen, str]] = [
        (Chat(digest, None, ()), "a chat, 0 message(s)"),
        (Transfer(digest, slip), "转账详情 page: 1500.00 yuan, accepted"),
        (Bill(digest, replace(slip, amount=None)), "账单详情 page: — yuan, accepted"),
        (Profile(digest, None, None, name, None), "a profile: wx_1"),
        (Profile(digest, None, None, None, None), "a profile: —"),
        (Unread(digest, "unrecognised"), "goes in as a picture"),
    ]
    for screen, words in screens:
        assert words in telling.story(_story(screens=((FIRST, screen),)), EN)


def _report(*checks: Check) -> VerificationReport:
    return VerificationReport(checks)


GOOD = Check("originals", Verdict.PASSED, "originals_match", (("files", "3"),))
ALONE = Check("anchor", Verdict.INDETERMINATE, "no_outside_anchor")
BAD = Check("originals", Verdict.FAILED, "changed", (("name", "data/1.png"),))


@pytest.mark.parametrize("words", [EN, ZH])
@pytest.mark.parametrize("checks", [(GOOD,), (GOOD, ALONE), (BAD, ALONE)])
def test_a_report_numbers_its_checks_and_says_what_it_does_not_prove(
    words: Words, checks: tuple[Check, ...]
) -> None:
    told = telling.report(_report(*checks), Path("b"), words).splitlines()
    for number, check in enumerate(checks, start=1):
        assert told[number - 1].startswith(f"{number:>2}. ")
        assert words.say(f"verdict.mark.{check.verdict.value}") in told[number - 1]
    assert told[-1] == words.say("verdict.not_proven")
    assert words.say(f"verdict.{_report(*checks).verdict.value}") in told


def test_a_report_without_an_anchor_says_how_to_get_one() -> None:
    told = telling.report(_report(GOOD, ALONE), Path("我的 bundle"), EN)
    assert f"verify {telling.quoted(Path('我的 bundle'))} --digest" in told
    assert "--against" in told
    assert "--digest" not in telling.report(_report(GOOD), Path("b"), EN)


def test_a_report_names_why_a_seal_or_a_file_is_wrong() -> None:
    seal = Check("seal", Verdict.FAILED, "seal_false", (("name", "x"), ("fault", "bad_signature")))
    link = Check("papers", Verdict.FAILED, "not_a_file", (("name", "y"), ("reason", "link")))
    told = telling.report(_report(seal, link), Path("b"), EN)
    assert "x proves nothing: the signature is false" in told
    assert EN.say("reason.link") in told


def test_the_report_for_programs_holds_kinds_alone() -> None:
    told = json.loads(telling.report_json(_report(GOOD, BAD)))
    assert told == {
        "format": 1,
        "verdict": "failed",
        "level": "failed",
        "covers": None,
        "checks": [
            {
                "number": 1,
                "about": "originals",
                "verdict": "passed",
                "finding": "originals_match",
                "args": {"files": "3"},
            },
            {
                "number": 2,
                "about": "originals",
                "verdict": "failed",
                "finding": "changed",
                "args": {"name": "data/1.png"},
            },
        ],
    }


def test_a_fault_says_what_which_file_and_what_to_do() -> None:
    told = telling.fault(InputError("empty_folder", path="截图"), ZH)
    assert told.startswith("出错了：")
    assert "截图" in told
    assert "evidence-kit bundle 文件夹" in told  # no name of a file stands in a command
    told = telling.fault(OutputError("altered_meanwhile", name="a", finding="changed"), EN)
    assert "a was changed" in told


def test_the_doctor_tells_versions_and_install_commands() -> None:
    parts = (
        Installed("rapidocr", "3.10", True, "pip install rapidocr"),
        Installed("tesseract", "", False, "apt install tesseract-ocr"),
    )
    told = telling.health(Health(parts), EN)
    assert "3.10" in told
    assert "apt install tesseract-ocr" in told
    assert "pip install rapidocr" not in told


ROW = ListedRow(
    group="一、借贷合意",
    number=1,
    exhibit=1,
    title="原告与被告的微信聊天记录",
    source="原告手机微信截图打印件（原始载体：原告手机）",
    proofs=(ListedProof("lent", "原告向被告转账1500.00元", (2,)),),
    first=1,
    last=2,
)
HEADS = ("证据组", "序号", "证据名称", "证据来源", "证明对象", "页码")
COLUMNS = tuple(ListedColumn(ListColumn(head), head) for head in HEADS)
LISTED = ExhibitList(None, None, (), (ROW,), (), COLUMNS)


def test_the_exhibit_list_is_a_table_and_a_csv(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "240")
    table = telling.exhibit_table(LISTED)
    for word in ("证据目录", "证明对象", ROW.title, ROW.source):
        assert word in table
    assert "[" not in table
    csv = render.exhibits_csv(LISTED).decode("utf-8-sig").splitlines()
    assert csv[0] == "证据组,序号,证据名称,证据来源,证明对象,页码"
    assert csv[1].startswith("一、借贷合意,1,")
    assert len(csv) == 2


def test_a_list_from_elsewhere_cannot_command_the_terminal() -> None:
    """exhibits.json comes with the bundle, and the bundle may come from the other side."""
    row = replace(ROW, title="\x1b[2J转账", proofs=(ListedProof("lent", "a\u202eb", ()),) * 2)
    table = telling.exhibit_table(replace(LISTED, rows=(row,)))
    assert "\x1b" not in table
    assert "\u202e" not in table


def test_a_narrow_terminal_still_gets_every_character(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    table = telling.exhibit_table(LISTED)
    assert all(character in table for character in ROW.source)


def test_a_path_below_here_is_shown_from_here(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert telling.shown(tmp_path / "a" / "b") == str(Path("a") / "b")
    assert telling.shown(tmp_path.parent) == str(tmp_path.parent)


@pytest.mark.parametrize("path", ["a b", "截图-bundle", "it's", "$HOME", "plain"])
def test_a_quoted_path_is_one_argument(path: str) -> None:
    assert shlex.split(telling.quoted(Path(path))) == [path]


def test_on_windows_a_path_stands_in_double_quotes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert telling.quoted(Path("截图 一-bundle")) == '"截图 一-bundle"'
    assert telling.quoted(Path("截图-bundle")) == "截图-bundle"


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_silent_off_a_terminal_and_bars_on_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with telling.progress(EN) as progress:
        progress("reading", 1, 2)
    assert capsys.readouterr() == ("", "")
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with telling.progress(EN) as progress:
        progress("reading", 1, 2)
        progress("reading", 2, 2)
    assert EN.say("stage.reading") in terminal.getvalue()


@pytest.mark.parametrize(
    ("earliest", "latest", "told"),
    [
        (datetime(2025, 12, 30, 8, 46), None, "不早于2025-12-30"),
        (None, datetime(2025, 12, 30), "不晚于2025-12-30"),
        (None, None, "日期不明"),
        (datetime(2025, 12, 30), datetime(2025, 12, 30, 9), "2025-12-30"),
        (datetime(2025, 12, 30), datetime(2025, 12, 31), "2025-12-30 – 2025-12-31"),
    ],
)
def test_a_bound_is_never_told_as_a_date(
    earliest: datetime | None, latest: datetime | None, told: str
) -> None:
    assert telling._date(Moment(earliest, latest, Basis.BETWEEN), ZH) == told
