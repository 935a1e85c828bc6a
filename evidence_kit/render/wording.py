"""The court's words: templates of plain text with placeholders, filled in; no logic in them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from evidence_kit.errors import ToolError, UsageError
from evidence_kit.model import Args, Case, Exhibit, Group, ListColumn, Proof

STYLE = "court"
_ORDINALS = "一二三四五六七八九十"
BLANK = "____________"
PLACEHOLDER = re.compile(r"\{(\w+)\}")
_SPACES = re.compile(r"\s+")
_STOPS = "。；; "  # what the list itself puts behind a sentence and its pages
_DATES = ("date", "due", "since", "until")
# That an account is the plaintiff's, or the defendant's; that a paper is none; that the phone may
# be another's.
# By kind of exhibit, the step of the 电子数据取证说明 by which it was taken, in the order told.
_STEPS = {
    **dict.fromkeys(("profile", "real_name", "conversation", "payment", "red_packet"), "wechat"),
    **dict.fromkeys(("bill_list", "notices"), "wechat"),
    "alipay": "alipay",
    "bank": "bank",
    "picture": "picture",
    "document": "paper",
    "voucher": "platform",
    "statement": "platform",
    "pdf": "pdf",
    "audio": "recording",
    "video": "recording",
}
FLAGS = ("own", "defendant", "electronic", "neutral")


@dataclass(frozen=True, slots=True)
class Wording:
    """A folder of templates, one TOML file for each paper, read whole."""

    papers: Mapping[str, Mapping[str, object]]

    def text(self, paper: str, key: str, values: Mapping[str, str] | None = None) -> str:
        """Return a text with its placeholders filled; a value that nobody gave is a blank line.

        A list of texts is a choice: the first whose placeholders all have values.
        UsageError "bad_template" for a text that is not there.
        """
        found = self._entry(paper, key)
        choices = [found] if isinstance(found, str) else self._texts(paper, key)
        return fill(choices, values or {})

    def texts(self, paper: str, key: str, values: Mapping[str, str] | None = None) -> list[str]:
        """Return a list of paragraphs, each filled; UsageError "bad_template" for anything else."""
        return [fill([item], values or {}) for item in self._texts(paper, key)]

    def heads(self, paper: str, key: str, count: int) -> list[str]:
        """Return a table's heads; UsageError "bad_template" unless there are as many as columns."""
        found = self._texts(paper, key)
        if len(found) != count:
            raise UsageError("bad_template", file=f"{paper}.toml", key=key)
        return found

    def title(self, exhibit: Exhibit) -> str:
        """Return an exhibit's title, without its number; the plaintiff's own where there is one."""
        if exhibit.title:
            return _SPACES.sub(" ", exhibit.title)
        return self._said(f"titles.{exhibit.kind}", exhibit.title_args)

    def source(self, exhibit: Exhibit, carrier: str | None = None) -> str:
        """Return an exhibit's 证据来源; `carrier` is what recordings are handed in on, if said."""
        on = (("carrier", carrier),) if carrier else ()
        return self._said(f"sources.{exhibit.kind}", (*exhibit.title_args, *on))

    def form(self, exhibit: Exhibit) -> str:
        """Return what is handed in: a print or a copy; whoever holds the original says so."""
        return self._said(f"forms.{exhibit.kind}", exhibit.title_args)

    def group(self, position: int, group: Group) -> str:
        """Return a group as the list names it: 第一组　主体身份."""
        name = self.text("list", f"groups.{group.name.lower()}")
        said = {"position": _ORDINALS[position - 1], "group": name}
        return self.text("list", "group", said)

    def columns(self) -> tuple[ListColumn, ...]:
        """Return the list's columns in order; UsageError "bad_template" for what is none."""
        names = self._texts("list", "columns")
        known = {one.value: one for one in ListColumn if one is not ListColumn.GROUP}
        if len(set(names)) < len(names) or not known.keys() >= set(names):
            raise UsageError("bad_template", file="list.toml", key="columns")
        return tuple(known[name] for name in names)

    def head(self, column: ListColumn) -> str:
        """Return what stands at a column's head."""
        return self.text("list", f"heads.{column.value}")

    def steps(self, exhibits: Iterable[Exhibit]) -> str:
        """Return how the exhibits were taken, a step for each kind that is among them."""
        wanted = {_step(exhibit) for exhibit in exhibits}
        kinds = (key for key in dict.fromkeys(_STEPS.values()) if key in wanted)
        return "".join(self.text("statement", f"steps.{key}") for key in kinds)

    def sentence(self, proof: Proof) -> str:
        """Return a sentence of 证明对象 without its pages and stop; a flag chooses its wording."""
        said = self._said(f"proofs.{proof.kind}", proof.args)
        return said.rstrip(_STOPS) or said

    def _said(self, key: str, args: Args) -> str:
        """Return a text of the list; flags choose its wording where there is one for them."""
        flags = [name for name, _ in args if name in FLAGS]
        flagged = (f"{key}_{name}" for name in ("_".join(flags), *flags))
        chosen = next((name for name in flagged if self._find("list", name) is not None), key)
        return self.text("list", chosen, spoken(args))

    def _texts(self, paper: str, key: str) -> list[str]:
        found = self._entry(paper, key)
        texts = [item for item in found if isinstance(item, str)] if isinstance(found, list) else []
        if not texts or texts != found:
            raise UsageError("bad_template", file=f"{paper}.toml", key=key)
        return texts

    def _entry(self, paper: str, key: str) -> object:
        found = self._find(paper, key)
        if found is None:
            raise UsageError("bad_template", file=f"{paper}.toml", key=key)
        return found

    def _find(self, paper: str, key: str) -> object:
        found: object = self.papers.get(paper)
        for part in key.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        return found


def _step(exhibit: Exhibit) -> str:
    """Return the key of the step by which an exhibit was taken; a page of an app is a picture."""
    electronic = ("electronic", "yes") in exhibit.title_args
    return "picture" if electronic else _STEPS.get(exhibit.kind, "picture")


def court_wording() -> Wording:
    """Return the words of court papers; ToolError "no_templates" where they aren't there."""
    return wording_of(STYLE)


@cache
def wording_of(style: str) -> Wording:
    """Return a folder of the templates that come with the program; ToolError "no_templates"."""
    folder = shipped(style)
    papers = {
        entry.name.removesuffix(".toml"): tomllib.loads(entry.read_text(encoding="utf-8"))
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    }
    return Wording(papers)


def shipped(style: str) -> Traversable:
    """Return a folder of templates: in the wheel inside the package, in a source tree beside it."""
    package = files("evidence_kit")
    beside = Path(str(package)).parent / "templates"
    for folder in (package / "templates" / style, beside / style):
        if folder.is_dir():
            return folder
    raise ToolError("no_templates", style=style)


def fill(choices: Sequence[str], values: Mapping[str, str]) -> str:
    """Fill the first text whose placeholders all have values, else the last with blanks."""
    known = {name: value for name, value in values.items() if value}
    chosen = next((text for text in choices if _wanted(text) <= known.keys()), choices[-1])
    if known.get("since") and known.get("since") == known.get("until"):
        chosen = chosen.replace("{since}至{until}", "{since}")  # one day is no stretch of days
    return PLACEHOLDER.sub(lambda found: known.get(found[1], BLANK), chosen)


def _wanted(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def spoken(args: Args) -> dict[str, str]:
    """Return arguments as a paper says them: dates in Chinese, white space made single."""
    said = {name: _SPACES.sub(" ", value).strip() for name, value in args}
    return {name: chinese_date(v) if name in _DATES else v for name, v in said.items()}


def chinese_date(text: str) -> str:
    """Return an ISO date or time as 2025年3月2日 or 2025年3月2日21:03; other text as it is."""
    try:
        if len(text) <= len("2025-03-02"):
            day = date.fromisoformat(text)
            return f"{day.year}年{day.month}月{day.day}日"
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    clock = f"{at:%H:%M:%S}" if len(text) > len("2025-03-02T21:03") else f"{at:%H:%M}"
    return f"{at.year}年{at.month}月{at.day}日{clock}"


def page_range(first: int, last: int) -> str:
    """Return 7 or 7–9; the dash isn't a hyphen, which spreadsheets take for a date."""
    return str(first) if first == last else f"{first}–{last}"


def cited(pages: Iterable[int]) -> str:
    """Return the pages as a citation names them: 7、9–11."""
    return "、".join(page_range(first, last) for first, last in runs(pages))


def runs(pages: Iterable[int]) -> list[tuple[int, int]]:
    """Return the pages as runs, two neighbours told one by one."""
    found: list[tuple[int, int]] = []
    for page in sorted(set(pages)):
        if found and page == found[-1][1] + 1:
            found[-1] = (found[-1][0], page)
        else:
            found.append((page, page))
    pairs = ([(a, b)] if b - a != 1 else [(a, a), (b, b)] for a, b in found)
    return [run for pair in pairs for run in pair]


def said_in(case: Case) -> dict[str, str]:
    """Return what is known for the fixed papers: the brief's words, and the plaintiff's account."""
    brief = case.brief
    accounts = (proof.args for row in case.rows for proof in row.proofs)
    own = next((spoken(args) for args in accounts if "own" in dict(args)), {})
    return {
        **{f"own_{name}": value for name, value in own.items()},
        "plaintiff": brief.plaintiff or "",
        "defendant": brief.defendant or "",
        "phone": brief.phone or "",
        "wechat_version": brief.wechat_version or "",
    }
