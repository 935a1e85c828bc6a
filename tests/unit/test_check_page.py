"""The private page, the terminal and the JSON of a check: all of it told, nothing loaded."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import checked
import jsonschema
import pytest
import schema
from checked import COMPLETE, ROLL, Told, talking
from lacks import CASES
from stories import right, source, time

from evidence_kit.model import Channel, FindingKind, KeepKind, Money, RecordingKind, Stated
from evidence_kit.pipeline.self_check import Checked
from evidence_kit.render import checked as told
from evidence_kit.render.check_json import check_json
from evidence_kit.render.check_page import check_page
from evidence_kit.render.contract import Story
from evidence_kit.telling import self_check
from evidence_kit.words import LANGUAGES, Words

K = FindingKind
CHINESE = Words("zh_CN").say
CASH = (Stated(date(2025, 3, 2), Money(5000_00), Channel.CASH),)


class _Seen(HTMLParser):
    """What a browser would see: text, tags, attributes."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, "tags are closed in their order"

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text.append(data)

    @property
    def words(self) -> str:
        return "".join(self.text)


def _page(found: Told, about: str = "截图") -> bytes:
    return check_page(found.checked, about=about, names=found.names(), say=CHINESE)


def _all() -> Told:
    """A folder in which a good deal is missing and weak."""
    return talking(time(checked.LOAN_DAY), *checked.MONEY, right("你就是个骗子"))


# ── the page ───────────────────────────────────────────────────────────────────────────


def test_the_page_tells_everything_that_was_found() -> None:
    found = _all()
    words = _Seen(_page(found)).words
    for one in found.checked.findings:
        for said in (
            told.what(one, CHINESE),
            told.advised(one.kind, CHINESE),
            CHINESE(f"advice.asks.{one.kind.value}"),
            *told.basis(one, CHINESE),
            *one.quotes,
        ):
            assert said in words
    for kind in found.checked.keep:
        assert CHINESE(f"keep.{kind.value}") in words
    for step in found.checked.recording:
        assert CHINESE(f"recording.{step.kind.value}") in words
    for step in told.steps(found.checked, CHINESE):
        assert step in words


def test_its_parts_stand_in_their_order() -> None:
    words = _Seen(_page(_all())).words
    heads = ("steps", "part_keep", "part_vouchers", "part_elements", "part_weak", "part_recording")
    places = [words.index(CHINESE(f"selfcheck.{head}")) for head in heads]
    assert places == sorted(places)
    assert words.index(CHINESE("selfcheck.private")) < places[0]


def test_a_complete_folder_has_no_part_of_what_is_missing() -> None:
    words = _Seen(_page(checked.of(COMPLETE))).words
    assert CHINESE("selfcheck.no_steps") in words
    for head in ("part_elements", "part_weak"):
        assert CHINESE(f"selfcheck.{head}") not in words
    assert CHINESE("selfcheck.part_recording") in words


def test_vouchers_are_ticked_off() -> None:
    done, left = (_page(checked.of(COMPLETE)), _page(checked.without(checked.VOUCHER)))
    assert ("class", "box done") in _Seen(done).attributes
    assert ("class", "box open") in _Seen(left).attributes
    assert "凭证.pdf" in _Seen(done).words
    assert checked.LOAN in _Seen(left).words


def test_nothing_is_loaded_and_nothing_runs() -> None:
    page = _page(_all())
    seen = _Seen(page)
    assert seen.open == []
    assert not {"script", "link", "img", "iframe", "form", "object"} & set(seen.tags)
    assert not {"src", "href", "style", "onclick"} & {name for name, _ in seen.attributes}
    assert b"http" not in page.replace(b"http-equiv", b"")
    policy = dict(seen.attributes)["content"] or ""
    policies = [value or "" for name, value in seen.attributes if name == "content"]
    policy = next(one for one in policies if "default-src" in one)
    style = page.decode().partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")


def test_names_and_quotes_cannot_become_markup_or_hide_what_they_are() -> None:
    name = "<script>alert(1)</script>\u202egnp.jpg"
    found = talking(*ROLL, right("你这个骗子<b>$style</b>&amp;"), name=f"mmexport1{name}")
    page = _page(found, about="<i>夹$title")
    seen = _Seen(page)
    assert not {"script", "b", "i"} & set(seen.tags)
    assert "\u202e" not in page.decode()
    assert "你这个骗子<b>$style</b>&amp;" in seen.words
    assert r"<script>alert(1)</script>\u202egnp.jpg" in seen.words
    assert "<i>夹$title" in seen.words


def test_no_page_promises_a_judgment_or_calls_anything_forged() -> None:
    for make, _ in CASES.values():
        words = _Seen(_page(make())).words
        for word in ("伪造", "胜诉", "一定会", "必胜", "采信", "采纳", "包赢", "完整聊天记录"):
            assert word not in words


# ── every kind in both languages ───────────────────────────────────────────────────────


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(FindingKind))
def test_every_finding_is_told_whole(kind: FindingKind, language: str) -> None:
    say = Words(language).say
    found = next(one for one in CASES[kind][0]().checked.findings if one.kind is kind)
    for said in (told.what(found, say), told.advised(kind, say), say(f"advice.asks.{kind.value}")):
        assert "<" not in said
        assert not said.startswith("advice.")
    assert all(told.basis(found, say))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_terminal_says_what_to_do_first_and_where_the_page_is(language: str) -> None:
    found = _all()
    words = Words(language)
    story = Story((), found.shown, found.facts, "none", None)
    lines = self_check(Checked(found.checked, story, Path("x-work/page.html")), words)
    for step in told.steps(found.checked, words.say):
        assert step in lines
    for one in found.checked.findings:
        assert told.what(one, words.say) in lines
    assert "page.html" in lines
    assert words.say("selfcheck.private") == lines.splitlines()[0]
    assert "selfcheck." not in lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_terminal_gives_the_message_or_says_why_there_is_none(language: str) -> None:
    words = Words(language)
    brief = checked.Brief(plaintiff="林知微", defendant="周砚秋", loans=CASH)
    for found, message in ((checked.of([checked.OWN], brief), "周砚秋您好"), (_all(), None)):
        story = Story((), found.shown, found.facts, "none", None)
        lines = self_check(Checked(found.checked, story, Path("p.html")), words)
        assert (message or words.say("selfcheck.no_message")) in lines
        page = _Seen(_page(found)).words
        assert (message or CHINESE("selfcheck.no_message")) in page


def test_articles_are_cited_by_text_article_and_item() -> None:
    found = next(one for one in CASES[K.RELENT][0]().checked.findings if one.kind is K.RELENT)
    assert told.basis(found, CHINESE) == ("《民间借贷规定》第13条第1项",)


# ── JSON ───────────────────────────────────────────────────────────────────────────────


def test_the_published_schema_is_generated_from_the_types() -> None:
    assert schema.CHECK.read_text(encoding="utf-8") == schema.check_text()


@pytest.mark.parametrize("kind", list(FindingKind))
def test_the_json_of_every_finding_fits_its_schema(kind: FindingKind) -> None:
    found = CASES[kind][0]()
    value = json.loads(json.dumps(check_json(found.checked, found.names())))
    jsonschema.validate(value, json.loads(schema.check_text()))
    assert kind.value in [one["kind"] for one in value["findings"]]


def test_the_json_names_files_serials_and_steps() -> None:
    value = check_json(checked.of(COMPLETE).checked, checked.of(COMPLETE).names())
    assert value["vouchers"] == [
        {
            "date": "2025-03-02",
            "amount": "5000.00",
            "serial": checked.LOAN,
            "payee": "周砚秋",
            "done": True,
            "voucher": "凭证.pdf",
            "files": value["vouchers"][0]["files"],
        }
    ]
    assert set(value["vouchers"][0]["files"]) == {"聊天.png", "账单1.png", "凭证.pdf"}
    assert value["first_steps"] == value["findings"] == []
    assert value["keep"][0] == KeepKind.PHONE.value
    assert value["recording"][0]["kind"] == RecordingKind.START.value
    assert value["message"] is None


def test_a_file_named_twice_is_named_once() -> None:
    found = talking(*ROLL, software="GIMP 3.0")
    value = check_json(found.checked, found.names())
    assert value["findings"][0]["files"] == ["聊天.png"]
    assert value["findings"][0]["args"] == {"software": "GIMP 3.0"}


def test_a_day_that_nobody_knows_is_none() -> None:
    shown = [(replace(s, captured=source("x").captured), page) for s, page in COMPLETE]
    found = checked.of([one for one in shown if one[0].name == "聊天.png"])
    assert check_json(found.checked, found.names())["vouchers"][0]["serial"] is None
