"""What goes to the court says facts and nothing else: its words, its dates, its sums."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import docx
import layered
import pytest
from docx.oxml.ns import qn
from golden import judging, runs
from pypdf import PdfReader

from evidence_kit.pipeline import bundling, reading

ROOT = Path(__file__).parents[2]
RECORDED = f"recorded:{ROOT / 'tests' / 'recorded'}"
SAMPLES = tuple(sorted(path.parent.name for path in (ROOT / "samples").glob("*/truth.json")))

# Each word with why no page for the court may say it, outside a quotation or a file's name.
FORBIDDEN = {
    "待核": "what is doubtful is left out, never flagged",
    "存疑": "what is doubtful is left out, never flagged",
    "疑似": "what is doubtful is left out, never flagged",
    "不确定": "what is doubtful is left out, never flagged",
    "无法确认": "what is doubtful is left out, never flagged",
    "可能": "a filing states what happened",
    "大概": "a filing states what happened",
    "未明": "a payment of unknown nature is no fact of the claim",
    "性质": "what a payment was for is stated by words that show it, never discussed",
    "置信": "how surely a program read is nobody's business in court",
    "可信度": "how surely a program read is nobody's business in court",
    "识别": "how a program read is nobody's business in court",
    "OCR": "how a program read is nobody's business in court",
    "evidence-kit": "no paper advertises the program that set it",
    "完整聊天记录": "a chat is whole only where no page is missing, and nobody can show that",
    "完整的聊天记录": "a chat is whole only where no page is missing, and nobody can show that",
    "全部聊天记录": "a chat is whole only where no page is missing, and nobody can show that",
    "缺口": "argues against the plaintiff's own exhibit",
    "首尾相接": "the program's own word for how pages meet",
    "完全重复": "the program's own word for how pages meet",
    "时间戳": "a provider's word: this computer's clock proves nothing to anybody",
    "存证": "a provider's word: nothing was deposited with anybody",
    "固证": "a provider's word: nothing was fixed by anybody",
    "区块链": "a provider's word: nothing was put on any chain",
    "本机记录时间": "this computer's clock proves nothing to anybody",
    "公证": "no notary saw it",
    "鉴定": "no expert saw it",
    "原件": "a print-out is none",
    "不证明": "what hashes don't prove is said where it is asked for, not in one's own papers",
    "不能证明": "what hashes don't prove is said where it is asked for, not in one's own papers",
    "砍头息": "argues against the plaintiff's own claim",
    "转贷": "argues against the plaintiff's own claim",
    "职业放贷": "argues against the plaintiff's own claim",
    "高利贷": "argues against the plaintiff's own claim",
    "虚假诉讼": "argues against the plaintiff's own claim",
    "赠与": "argues against the plaintiff's own claim",
    "铁证": "characterises: the court weighs the evidence",
    "确凿": "characterises: the court weighs the evidence",
    "足以证明": "characterises: the court weighs the evidence",
    "充分证明": "characterises: the court weighs the evidence",
    "明显": "characterises: the court weighs the evidence",
    "显然": "characterises: the court weighs the evidence",
    "恶意": "characterises a person",
    "故意": "characterises a person",
    "老赖": "insults a person",
    "赖账": "insults a person",
    "诈骗": "accuses of a crime",
    "骗": "accuses of a crime",
    "欺诈": "accuses of a crime",
    "失信": "characterises a person",
    "无耻": "insults a person",
    "拒不": "characterises a person",
    "拖欠": "characterises a person",
    "逃避": "characterises a person",
    "躲避": "characterises a person",
    "拖延": "characterises a person",
    "推脱": "characterises a person",
    "敷衍": "characterises a person",
    "抵赖": "insults a person",
    "无赖": "insults a person",
    "跑路": "characterises a person",
    "失联": "characterises a person",
    "违约": "characterises what was done: the court finds that",
    "非法": "characterises what was done: the court finds that",
    "骗局": "accuses of a crime",
    "犯罪": "accuses of a crime",
    "疑点": "what is doubtful is left out, never flagged",
    "疑问": "what is doubtful is left out, never flagged",
    "待查": "what is doubtful is left out, never flagged",
    "待补": "what is not done yet is filed by nobody",
    "证明力": "the court weighs the evidence",
    "真实性": "the court weighs the evidence",
    "证据确实": "characterises: the court weighs the evidence",
    "毋庸置疑": "characterises: the court weighs the evidence",
    "众所周知": "characterises: the court weighs the evidence",
    "篡改": "whoever writes that nothing was tampered with makes the court ask",
    "防伪": "a seller's word: nothing here is proof against forgery",
    "权威": "a seller's word",
    "司法链": "a provider's word: nothing was put on any chain",
    "人工智能": "how a program read is nobody's business in court",
    "自述": "the papers say 原告述称",
    "None": "a hole in the program",
    "nan": "a hole in the program",
}
_QUOTED = re.compile(r"“[^”]*”")
_ACCOUNT = re.compile(r"微信号为?[A-Za-z0-9_-]+")  # xu_nanqiao is no hole in the program
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日|(\d{4})-(\d\d)-(\d\d)")
_SUM = re.compile(r"(\d[\d,]*\.\d\d)元")
_STILL_SHOWN = {"nature_unknown", "nature_disputable"}  # a page shows such a sum all the same


@dataclass(frozen=True)
class Filed:
    """A case's papers for the court as text without spaces, and what facts.json says of it."""

    text: str
    told: dict[str, Any]

    @property
    def own(self) -> str:
        """The papers' own words: without quotations, and the user's file names and accounts."""
        bare = self.text
        for file in self.told["files"]:
            bare = bare.replace(_squeezed(file["name"]), "")
        bare = _ACCOUNT.sub("微信号", bare)
        return _QUOTED.sub("“”", bare)


def filed(bundle: Path, work: Path) -> Filed:
    papers = [_text(path) for path in sorted((bundle / "filing").iterdir())]
    told = json.loads((work / "facts.json").read_text(encoding="utf-8"))
    return Filed("\n".join(map(_squeezed, papers)), told)


def _text(path: Path) -> str:
    if path.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in PdfReader(layered.bare(path)).pages)
    if path.suffix == ".docx":
        return "\n".join(_written(docx.Document(str(path))))
    assert path.suffix == ".csv", f"nobody reads {path.name} here"
    return path.read_text(encoding="utf-8-sig")


def _written(paper: Any) -> Iterator[str]:
    """Yield whatever a paper for Word shows, its particulars and its foot too."""
    about = paper.core_properties
    yield from (about.title, about.author, about.comments, about.keywords, about.subject)
    parts = [paper.element, *(section.footer._element for section in paper.sections)]
    yield from (line.text for part in parts for line in part.iter(qn("w:t")))


def _squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return a function that bundles a sample, once, from its recordings."""

    @cache
    def made(name: str) -> Filed:
        folder = tmp_path_factory.mktemp(name) / "screenshots"
        shutil.copytree(ROOT / "samples" / name / "screenshots", folder)
        options = reading.Options(RECORDED, jobs=1, cache=False)
        one = bundling.bundle(folder, out=None, options=options, force=False)
        return filed(one.bundle, one.work)

    return made


@pytest.fixture(
    params=[*SAMPLES, *(pytest.param(name, marks=pytest.mark.engine) for name in runs.NAMES)]
)
def papers(request: pytest.FixtureRequest) -> Filed:
    if request.param in SAMPLES:
        found: Filed = request.getfixturevalue("sampled")(request.param)
        return found
    run = request.getfixturevalue("golden").of(request.param)
    return filed(run.bundle, run.work)


def test_no_paper_says_what_no_paper_may_say(papers: Filed) -> None:
    said = {word: why for word, why in FORBIDDEN.items() if word in papers.own}
    assert said == {}


def test_every_date_is_one_that_facts_json_fixes(papers: Filed) -> None:
    known = set(_days(papers.told))
    stated = {_iso(found) for found in _DAY.finditer(papers.own)}
    assert stated <= known


def test_every_sum_is_one_of_facts_json_without_doubt(papers: Filed) -> None:
    stated = {found[1].replace(",", "") for found in _SUM.finditer(papers.own)}
    assert stated <= set(_sums(papers.told))


def test_every_sure_payment_that_counts_is_stated(papers: Filed) -> None:
    """So that the two tests above can't pass on empty papers.

    Nothing is, where it is in doubt who the other party is or who lent.
    """
    facts, unsettled = papers.told["facts"], {"party_unknown", "roles_unknown"}
    if any(doubt["kind"] in unsettled and not doubt["file"] for doubt in papers.told["doubts"]):
        return
    sure = [one for one in (*facts["loans"], *facts["repayments"]) if _is_sure(one)]
    assert all(f"{one['amount']}元" in papers.own for one in sure)


# A table has no page that an exhibit could show, so nothing in the list rests on it alone.
_TABLES = (".csv", ".xlsx", ".zip")


def _is_sure(paid: dict[str, Any]) -> bool:
    shown = [place for place in paid["where"] if not place["file"].endswith(_TABLES)]
    return paid["counted"] and not paid["doubts"] and bool(shown)


def _iso(found: re.Match[str]) -> str:
    year, month, day = (part for part in found.groups() if part)
    return f"{int(year):04d}-{int(month):02d}-{int(day):02d}"


def _days(told: Any) -> Iterator[str]:
    """Yield the day of each time that lies on one day, wherever it stands."""
    if isinstance(told, dict):
        if {"earliest", "latest", "basis"} <= set(told):
            day = judging.known_day(told)
            yield from [day] if day else []
        for key, value in told.items():
            if key in ("time", "received_time") and isinstance(value, str):
                yield value[:10]
            yield from _days(value)
    elif isinstance(told, list):
        for one in told:
            yield from _days(one)


def _sums(told: dict[str, Any]) -> Iterator[str]:
    kinds = {doubt["id"]: doubt["kind"] for doubt in told["doubts"]}
    facts = told["facts"]
    for paid in (one for key in judging.PAID for one in facts[key]):
        if {kinds[doubt] for doubt in paid["doubts"]} <= _STILL_SHOWN:
            yield paid["amount"]
    for quotes in (value for value in facts.values() if isinstance(value, list)):
        yield from (one["amount"] for one in quotes if one.keys() >= {"quote", "by", "amount"})
    yield from (one["document"]["amount"] for one in told["screens"] if one["document"])


@pytest.mark.parametrize("word", sorted(FORBIDDEN))
def test_the_words_are_looked_for_in_papers_and_not_in_quotations(word: str) -> None:
    told = {"files": [{"name": "老赖诈骗.png"}]}
    assert word in Filed(f"证明{word}的事实", told).own
    assert word not in Filed(f"被告称：“他说{word}”（第3页）老赖诈骗.png", told).own
