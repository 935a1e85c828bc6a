"""case.toml: what a person says, and every fault of a bad one at once."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from stories import source

from evidence_kit import brief
from evidence_kit.errors import UsageError
from evidence_kit.model import (
    Brief,
    Channel,
    Exclusion,
    ExhibitWords,
    Filing,
    Guarantee,
    Identity,
    ListColumn,
    Means,
    Money,
    Rate,
    Relation,
    Sex,
    Stated,
    StatedDemand,
    StatedParty,
    StatedTerms,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "case.toml"


def said(path: Path, text: str) -> Brief:
    path.write_text(text, encoding="utf-8")
    return brief.load(path)


def test_no_file_says_nothing(path: Path) -> None:
    assert brief.load(path) == Brief()


def test_the_template_says_nothing_until_filled_in(path: Path) -> None:
    assert said(path, brief.template()) == Brief()


def test_what_is_filled_in_is_said(path: Path) -> None:
    text = '[case]\nplaintiff = "林秋"\ndefendant = ""\nfiled_on = 2026-03-01\n'
    assert said(path, text) == Brief(plaintiff="林秋", filed_on=date(2026, 3, 1))


ID = "11010519491231002X"  # the example that the standard itself gives


def test_who_somebody_is_stands_in_tables_of_their_own(path: Path) -> None:
    person = f'sex = "女"\nborn = 1949-12-31\nid_number = "{ID.lower()}"\nphone = "13800000000"\n'
    told = said(
        path,
        f'[plaintiff]\nname = "林秋"\n{person}[case]\ndefendant = "周远"\n'
        '[defendant]\nwechat_id = "zhou_1999"\nknown_as = ["老周", "周师傅"]\n'
        '[court]\nname = "宁波市鄞州区人民法院"\n',
    )
    assert (told.plaintiff, told.defendant, told.court) == ("林秋", "周远", "宁波市鄞州区人民法院")
    assert told.plaintiff_identity == Identity(
        Sex.FEMALE, date(1949, 12, 31), id_number=ID, phone="13800000000"
    )
    assert told.defendant_identity.wechat_id == "zhou_1999"
    assert told.known_as == ("老周", "周师傅")


def test_what_was_agreed_is_stated(path: Path) -> None:
    told = said(
        path,
        '[terms]\ndue = 2025-12-31\nrate = "月息 1%"\npurpose = "装修"\nformed_on = 2025-03-02\n',
    )
    rate = Rate(Fraction(12, 100), "月息 1%")
    assert told.terms == StatedTerms(date(2025, 12, 31), rate, "装修", date(2025, 3, 2))
    assert said(path, '[terms]\nrate = "无息"\n').terms.rate == Rate(Fraction(0), "无息")


def test_demands_and_others_who_owe_are_stated(path: Path) -> None:
    told = said(
        path,
        '[[demand]]\ndate = 2025-09-01\nhow = "律师函"\narrived = true\n'
        'shown_in = "函.png"\npage = 2\n'
        '[[demand]]\ndate = 2025-08-01\nhow = "当面"\n'
        '[[guarantor]]\nname = "陈安"\nkind = "未约定"\nphone = "1"\n'
        '[[co_borrower]]\nname = "林夏"\nrelation = "配偶"\nshown_in = "结婚证.png"\n',
    )
    assert told.demands == (
        StatedDemand(date(2025, 9, 1), Means.LAWYERS_LETTER, True, None, "函.png", 2),
        StatedDemand(date(2025, 8, 1), Means.IN_PERSON),
    )
    assert told.others == (
        StatedParty("陈安", Guarantee.NOT_AGREED, Identity(phone="1")),
        StatedParty("林夏", Relation.SPOUSE, shown_in="结婚证.png"),
    )
    assert told.shown_in == ("函.png", "结婚证.png")


def test_wording_and_place_of_an_exhibit_are_keyed_by_a_file(path: Path) -> None:
    table = '[[exhibit]]\nfile = "2.png"\n'
    told = said(
        path,
        f'{table}title = "借条"\nposition = 1\n{table}group = "借贷合意"\nproves = ["甲", "乙"]\n',
    )
    assert told.exhibits == (
        ExhibitWords("2.png", "借条", 1),
        ExhibitWords("2.png", group="借贷合意", proves=("甲", "乙")),
    )


def faults(path: Path, text: str) -> str:
    with pytest.raises(UsageError, match="brief_schema") as caught:
        said(path, text)
    return caught.value.args_by_name["faults"]


def test_the_filing_is_laid_out_as_it_is_said(path: Path) -> None:
    text = '[filing]\ncolumns = ["份数", "原件/复印件"]\ncopies = 2\nstyle = "样式"\nchat_pages = 1'
    columns = (ListColumn.COPIES, ListColumn.FORM)
    assert said(path, text).filing == Filing(columns=columns, copies=2, style="样式", chat_pages=1)
    assert said(path, '[filing]\ncolumns = ["原件或复印件"]').filing.columns == columns[1:]


def test_every_schema_fault_is_told_at_once_with_its_line(path: Path) -> None:
    text = '[case]\nplaintif = "x"\nphone = 3\n[cuort]\n[zzz]\n'
    assert faults(path, text) == (
        'case.plaintif:2 (→ plaintiff), case.phone:3 (→ "…"), cuort:4 (→ [court]), zzz:5'
    )


LOAN = 'date = 2025-03-02\namount = "5,000.5"\nchannel = "现金"\n'


def test_money_that_no_screenshot_shows_is_stated(path: Path) -> None:
    back = '[[payment]]\ndate = 2025-06-01\namount = 800\nchannel = "银行转账"\n'
    shown = 'shown_in = "流水.pdf"\npage = 2\n'
    told = said(path, f"[[loan]]\n{LOAN}note = ''\n{back}{shown}")
    assert told.loans == (Stated(date(2025, 3, 2), Money(500050), Channel.CASH),)
    assert told.repayments == (
        Stated(date(2025, 6, 1), Money(80000), Channel.BANK, shown_in="流水.pdf", page=2),
    )


CHANNELS = " | ".join(f'"{channel.value}"' for channel in Channel)


def test_each_fault_of_several_tables_names_its_own_line(path: Path) -> None:
    rows = [
        "[[loan]]",
        *LOAN.split("\n"),
        "[[loan]]",
        "amount = 50.5",
        'channel = "比特币"',
        "fee = 1",
    ]
    assert faults(path, "\n".join(rows)) == (
        'loan[2].date:6 (→ 2025-03-02), loan[2].amount:7 (→ "5000.00"), '
        f"loan[2].channel:8 (→ {CHANNELS}), loan[2].fee:9"
    )


@pytest.mark.parametrize(
    "amount",
    [
        "0",
        "-5",
        '"0.00"',
        '"-5"',
        '"5千"',
        '"1,00"',
        '"5.005"',
        "5.005",
        '"１００"',
        "1e3",
        "true",
        '""',
        '"99999999999999"',
    ],
)
def test_an_amount_that_is_not_plain_yuan_is_a_fault(path: Path, amount: str) -> None:
    table = f'[[loan]]\ndate = 2025-03-02\nchannel = "现金"\namount = {amount}\n'
    assert faults(path, table) == 'loan[1].amount:4 (→ "5000.00")'


PERSONS = ("plaintiff", "defendant")


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ('[[demand]]\nhow = "电话"\ndate = "2025-09-01"', "demand[1].date:3 (→ 2025-03-02)"),
        ('[[demand]]\nhow = "电话"\ndate = 2025-09-01T10:00:00', "demand[1].date:3 (→ 2025-03-02)"),
        ('[[demand]]\nhow = "电话"\ndate = 0205-09-01', "demand[1].date:3 (→ 2025-03-02)"),
        (
            '[[demand]]\ndate = 2025-09-01\narrived = "是"\nhow = "微信"',
            "demand[1].arrived:3 (→ true)",
        ),
        ('[[demand]]\ndate = 2025-09-01\nhow = ""', "demand[1].how:3 (→ "),
        ('[[guarantor]]\nkind = "一般保证"', 'guarantor[1].name:1 (→ "…")'),
        (
            '[[guarantor]]\nname = "陈安"\nkind = "担保"',
            'guarantor[1].kind:3 (→ "一般保证" | "连带责任保证"',
        ),
        ('[[co_borrower]]\nname = "林夏"', 'co_borrower[1].relation:1 (→ "共同借款人" | "配偶")'),
        ('[terms]\nrate = "12%"', 'terms.rate:2 (→ "月息1%" | '),
        ('[terms]\nrate = "月息1%，逾期加倍"', 'terms.rate:2 (→ "月息1%" | '),
        ("[terms]\nrate = 12", 'terms.rate:2 (→ "月息1%" | '),
        ('[[exhibit]]\nfile = "1.png"\nposition = 0', "exhibit[1].position:3 (→ 1)"),
        ('[[exhibit]]\nfile = "1.png"\ngroup = "付款"', 'exhibit[1].group:3 (→ "主体身份" | '),
        (
            '[[exhibit]]\nfile = "1.png"\ngroup = "借贷合意"',
            'exhibit[1].proves:1 (→ ["…" (≠ 待核)])',
        ),
        ('[[exhibit]]\nfile = "1.png"\nproves = "x"', 'exhibit[1].proves:3 (→ ["…" (≠ 待核)])'),
        ('[[exhibit]]\nfile = "1.png"\ntitle = "转账（待 核）"', "exhibit[1].title:3 (→ "),
        ('[[exhibit]]\nfile = "1.png"\ntitle = "转账（待核）"', "exhibit[1].title:3 (→ "),
        ('[[exhibit]]\nfile = "1.png"\nproves = ["甲", "待核"]', "exhibit[1].proves:3 (→ "),
        ('[defendant]\nknown_as = "老周"', 'defendant.known_as:2 (→ ["…"])'),
        ('[plaintiff]\nsex = "M"', 'plaintiff.sex:2 (→ "男" | "女")'),
        ('[court]\nname = ["x"]', 'court.name:2 (→ "…")'),
        ('[filing]\ncolumns = ["备注"]', 'filing.columns:2 (→ ["份数", "原件或复印件"])'),
        ('[filing]\ncolumns = "份数"', 'filing.columns:2 (→ ["份数", "原件或复印件"])'),
        ('[filing]\ncolumns = ["序号"]', 'filing.columns:2 (→ ["份数", "原件或复印件"])'),
        ("[filing]\ncopies = 0", "filing.copies:2 (→ 1)"),
        ("[filing]\nchat_pages = 4", "filing.chat_pages:2 (→ 1 | 2 | 3)"),
        ("court = 1", "court:1 (→ [court])"),
        ("[court]\n[demand]\nx = 1", "demand:2 (→ [[demand]])"),
        ("x = 1\nguarantor = [1]", "x:1, guarantor:2 (→ [[guarantor]])"),
    ],
)
def test_a_value_of_another_kind_is_a_fault_of_every_table(
    path: Path, line: str, form: str
) -> None:
    assert faults(path, line + "\n").startswith(form)


@pytest.mark.parametrize(
    "number",
    ["110105194912310021", "11010519491231002", "11010519491331002X", "１1010519491231002X", "1"],
)
@pytest.mark.parametrize("table", PERSONS)
def test_an_id_number_must_have_its_check_digit(path: Path, table: str, number: str) -> None:
    told = faults(path, f'[{table}]\n\nid_number = "{number}"\n')
    assert told == f'{table}.id_number:3 (→ "{ID}" (GB 11643))'


def test_an_id_number_says_the_birthday_and_the_sex(path: Path) -> None:
    told = faults(path, f'[defendant]\nsex = "男"\nborn = 1950-12-31\nid_number = "{ID}"\n')
    assert told == 'defendant.sex:2 (→ "女"), defendant.born:3 (→ 1949-12-31)'


def test_a_name_stands_in_one_place_or_in_both_alike(path: Path) -> None:
    text = '[case]\nplaintiff = "林秋"\n[plaintiff]\nname = "{}"\n'
    assert said(path, text.format("林秋")).plaintiff == "林秋"
    assert faults(path, text.format("林丘")) == 'plaintiff.name:4 (→ "林秋")'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[case]\nplaintiff = "林秋"\ndefendant = "林秋"\n', "case.defendant:3"),
        ('[case]\nplaintiff = "林秋"\n[defendant]\nname = "林秋"\n', "defendant.name:4"),
    ],
)
def test_nobody_sues_themselves(path: Path, text: str, told: str) -> None:
    assert faults(path, text) == f'{told} (→ "…" (≠ 林秋))'


@pytest.mark.parametrize(("key", "value"), [("id_number", ID), ("wechat_id", "lin_qiu")])
def test_two_people_share_no_number_and_no_account(path: Path, key: str, value: str) -> None:
    line = f'{key} = "{value}"\n'
    told = faults(path, f"[plaintiff]\n{line}[defendant]\n{line}")
    assert told == f'defendant.{key}:4 (→ "…" (≠ plaintiff.{key}))'


@pytest.mark.parametrize("sign", ["\\u0000", "\\u001b", "\\u202e", "\u202e", "\u2066", "\\u0085"])
def test_signs_that_nobody_sees_are_told(path: Path, sign: str) -> None:
    assert faults(path, f'[case]\ndefendant = "周{sign}远"\n').startswith("case.defendant:2")
    loan = '[[exhibit]]\nfile = "1.png"\nproves = ["原告{}甲"]\n'
    assert faults(path, loan.format(sign)).startswith("exhibit[1].proves:3")


@pytest.mark.parametrize("code", ["U+200B", "U+FEFF", "U+3164", "U+2800", "U+202E"])
@pytest.mark.parametrize("written", [True, False])
def test_a_sign_that_nobody_sees_is_named(path: Path, code: str, written: bool) -> None:
    sign = code.replace("U+", "\\u")
    sign = sign if written else sign.encode().decode("unicode-escape")
    table = '[[exhibit]]\nfile = "1.png"\n'
    assert faults(path, f'{table}title = "{sign}"') == f'exhibit[1].title:3 (→ "…" (≠ {code}))'
    assert faults(path, f'{table}proves = ["甲", "{sign}"]').endswith(f'["…" (≠ {code})])')
    assert faults(path, f'[case]\ndefendant = "{sign}"') == f'case.defendant:2 (→ "…" (≠ {code}))'


def test_a_sign_that_nobody_sees_hides_no_doubt(path: Path) -> None:
    row = '[[exhibit]]\nfile = "1.png"\ntitle = "{}"'
    assert faults(path, row.format("待\u200b核")) == 'exhibit[1].title:3 (→ "…" (≠ 待核))'
    assert said(path, row.format("👨\u200d👩\u200d👧借条")).exhibits[0].title


def test_days_beyond_any_sense_are_told(path: Path) -> None:
    loan = '[[loan]]\ndate = {}\namount = "1"\nchannel = "现金"\n'
    assert faults(path, loan.format("2099-01-05")).startswith("loan[1].date:2")
    born = "[defendant]\nborn = 2025-03-02\n"
    assert faults(path, born + loan.format("2025-03-02")).startswith("defendant.born:2")
    assert said(path, loan.format("2026-01-05")).loans


def test_a_note_may_go_on_over_several_lines(path: Path) -> None:
    row = '[[demand]]\ndate = 2025-09-01\nhow = "电话"\nnote = """甲\n\t乙"""\n'
    assert said(path, row).demands[0].note == "甲\n\t乙"


def test_one_exhibit_and_one_doubt_are_spoken_of_once(path: Path) -> None:
    table = '[[exhibit]]\nfile = "1.png"\n'
    assert faults(path, f'{table}title = "甲"\n{table}title = "乙"\n') == "exhibit[2].file:5"
    answer = '[[answer]]\ndoubt = "8dad25a8d0"\nvalue = '
    assert faults(path, f'{answer}"借款"\n{answer}"还款"\n') == "answer[2].doubt:5"
    assert said(path, f'{answer}"借款"\n{answer}""\n{answer}"借款"\n').answers[0][1] == "借款"


def test_a_line_is_told_right_below_texts_and_lists_of_many_lines(path: Path) -> None:
    text = (
        'title = 1\n[order]\nfiles = [\n  "1.png", # [loan]\n  "a]b.png",\n]\n'
        "[[loan]]\nnote = '''\n[[loan]]\namount = 1 \"\n'''\n"
        'date = 2025-03-02\nchannel = "现金"\namount = 0\n'
    )
    assert faults(path, text) == 'title:1 (→ [[exhibit]]), loan[1].amount:14 (→ "5000.00")'


def test_lines_are_counted_as_an_editor_does(path: Path) -> None:
    path.write_bytes('[case]\r\nphone = "a\u2028b"\r\nfiled_on = "x"\r\n'.encode("utf-8-sig"))
    with pytest.raises(UsageError) as caught:
        brief.load(path)
    assert caught.value.args_by_name["faults"] == "case.filed_on:3 (→ 2026-03-01)"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_what_windows_notepad_saves_is_read(path: Path, end: str, encoding: str) -> None:
    text = f'[case]\nplaintiff = "林秋"\n[[loan]]\n{LOAN}'.replace("\n", end)
    path.write_bytes(text.encode(encoding))
    told = brief.load(path)
    assert (told.plaintiff, len(told.loans)) == ("林秋", 1)


@pytest.mark.parametrize(
    ("encoding", "named"), [("gbk", "GBK"), ("utf-16", "UTF-16"), ("utf-16-be", "?")]
)
def test_another_encoding_is_named(path: Path, encoding: str, named: str) -> None:
    path.write_bytes('[case]\nplaintiff = "林秋嗯"\n'.encode(encoding) + b"\xff" * (named == "?"))
    with pytest.raises(UsageError) as caught:
        brief.load(path)
    assert (caught.value.kind, caught.value.args_by_name["encoding"]) == ("brief_encoding", named)


def test_a_file_that_cannot_be_read_is_told(path: Path) -> None:
    path.mkdir()
    with pytest.raises(UsageError, match="brief_unreadable"):
        brief.load(path)


@pytest.mark.parametrize(
    ("text", "name", "line"),
    [
        ('[case]\nphone = "x"\n[case]\nplaintiff = "y"\n', "case", "3"),
        ('[case]\nphone = "x"\n\nphone = "y"\n', "phone", "4"),
        ("[loan]\namount = 1\n[[loan]]\namount = 2\n[case]\n", "loan", "3"),
        ("[[loan]]\namount = 1\n[loan]\namount = 2\n[case]\n", "loan", "3"),
    ],
)
def test_what_stands_twice_is_told_with_its_line(
    path: Path, text: str, name: str, line: str
) -> None:
    with pytest.raises(UsageError, match="brief_twice") as caught:
        said(path, text)
    told = caught.value.args_by_name
    assert (told["name"], told["line"]) == (name, line)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[case]\nplaintiff = "x\n', "2"),
        ("[case]\nplaintiff = “林秋”\n", "2"),
        ("[case]\n\nplaintiff ＝ 1\n", "3"),
        ("[[loan]]\ndate = 2025-3-2\n", "2"),
        ("[[loan]]\ndate = 2025-02-30\n", "2"),
        ('[[loan]]\nshown_in = "a\\b\\c.png"\n', "2"),
        ("[order]\nfiles = ['1.png'，'2.png']\n", "2"),
        ('[order]\nfiles = [\n"a=1",\n"a=1",\n]\n[case]\nphone = x\n', "7"),
        ("[[loan]]\namount = 1\n[[loan]]\namount = x\n", "4"),
        ('[case]\r\nphone = "x"\r\nplaintiff = 林秋\r\n', "3"),
    ],
)
def test_a_syntax_fault_is_told_with_its_line(path: Path, text: str, line: str) -> None:
    path.write_bytes(text.encode())
    for ask in (brief.load, brief.written):
        with pytest.raises(UsageError, match="brief_syntax") as caught:
            ask(path)
        assert caught.value.args_by_name["line"] == line


def test_an_order_is_a_list_of_files_that_are_there(path: Path) -> None:
    told = said(path, '[order]\nfiles = ["2.png", "1.png"]\n')
    assert told.order == ("2.png", "1.png")
    with pytest.raises(UsageError, match="brief_unknown_file"):
        brief.refuse_unknown(told, path, [source("1.png")])
    assert faults(path, '[order]\nfiles = "2.png"\n') == 'order.files:2 (→ ["1.png", "2.png"])'


def test_files_are_left_out_with_a_reason(path: Path) -> None:
    told = said(path, '[[exclude]]\nfile = "1.png"\nreason = "无关"\n')
    assert told.exclusions == (Exclusion("1.png", "无关"),)
    assert faults(path, '[[exclude]]\nfile = "1.png"\nreason = " "\n')


STATED = Stated(date(2025, 3, 2), Money(100), Channel.CASH, shown_in="x.png")


@pytest.mark.parametrize(
    "told",
    [
        Brief(loans=(STATED,)),
        Brief(repayments=(STATED,)),
        Brief(demands=(StatedDemand(STATED.on, Means.SMS, shown_in="x.png"),)),
        Brief(others=(StatedParty("陈安", Guarantee.JOINT, shown_in="x.png"),)),
        Brief(exhibits=(ExhibitWords("x.png"),)),
        Brief(exclusions=(Exclusion("x.png", "无关"),)),
        Brief(order=("x.png",)),
    ],
)
def test_only_files_that_are_there_are_named(path: Path, told: Brief) -> None:
    brief.refuse_unknown(told, path, [source("x.png")])
    with pytest.raises(UsageError, match="brief_unknown_file") as caught:
        brief.refuse_unknown(replace(told), path, [source("y.png")])
    assert caught.value.args_by_name["files"] == "x.png"


QUESTION = brief.Question("8dad25a8d0", ("1.png：“1月5日”没有依据", "填写日期"))


def test_a_question_is_asked_once_and_says_nothing_until_answered(path: Path) -> None:
    text = brief.asked(brief.template(), brief.unasked(brief.template(), [QUESTION]))
    assert text.startswith(brief.template())
    assert brief.unasked(text, [QUESTION]) == ()
    assert said(path, text) == Brief()
    answered = text.replace('value = ""', 'value = "2025-01-05"')
    assert said(path, answered).answers == (("8dad25a8d0", "2025-01-05"),)


def test_a_question_that_had_another_id_before_is_not_asked_again() -> None:
    text = brief.asked("", [QUESTION])
    moved = brief.Question("0123456789", QUESTION.lines, frozenset({QUESTION.doubt}))
    assert brief.unasked(text, [moved]) == ()
    assert brief.unasked(text, [replace(moved, also=frozenset())])


def test_a_question_stands_behind_what_a_person_wrote() -> None:
    text = '[case]\nplaintiff = "林秋"'
    assert brief.asked(text, [QUESTION]).startswith(text + "\n")


_KEY = re.compile(r"# (?=\[|[a-z_]+ = )")


def test_the_template_is_valid_with_every_table_and_key_uncommented(path: Path) -> None:
    """What a layman copies out of it must be understood, and show every key there is."""
    lines = [_KEY.sub("", line, count=1) for line in brief.template().split("\n")]
    filled = re.sub(r'(?m)^(sex|kind) = ""$', r'\1 = "男"', "\n".join(lines))
    told = said(path, filled)
    assert (len(told.loans), len(told.repayments), len(told.exclusions)) == (1, 1, 1)
    assert (len(told.demands), len(told.others), len(told.exhibits)) == (1, 2, 1)
    written = {(table, key) for table, _, key in brief.lines.places(filled) if key}
    assert written == {
        (name, key)
        for name, table in brief.schema.TABLES.items()
        for key in table.keys
        if name != "answer" and (name not in PERSONS or key != "name")
    }
    assert all(ord(line[2]) > 0x7F or line[2] == "─" for line in comments(lines))


def comments(lines: list[str]) -> list[str]:
    """Return the lines that explain: each begins in Chinese, or with the name of a key."""
    told = [line for line in lines if line.startswith("# ")]
    return [line for line in told if not re.match(r"# [a-z_]+ (?!=)", line)]
