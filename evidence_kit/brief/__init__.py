"""What a person says about the case: case.toml ↔ Brief."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import ParseError

from evidence_kit.brief import schema
from evidence_kit.errors import UsageError
from evidence_kit.model import Brief, Exclusion, Stated

_TEMPLATE = """\
# 案件信息。只填您确知的内容；留空即可，程序不会代为猜测。
# 改好后重新运行 evidence-kit bundle，本文件中的内容会写入证据材料。

[case]
# 原告（出借人）的真实姓名
plaintiff = ""
# 被告（借款人）的真实姓名
defendant = ""
# 保存聊天记录的手机品牌和型号
phone = ""
# 微信版本号（微信 → 我 → 设置 → 关于微信）
wechat_version = ""
# 提交日期，例如 2026-03-01；不填则在纸上留空
# filed_on = 2026-03-01

# 聊天截图的先后次序。截图首尾相接或带有时间的，程序会自行排序；只在次序有误时填写。
# [order]
# files = ["1.png", "2.png"]

# 截图里看不到的款项（现金、银行转账、支付宝、他人代付等）：每笔复制一段，去掉行首的 # 后填写。
# 这些款项按原告自述计入账目，并单独标明；有收条、银行流水等凭证的，请一并放入截图文件夹。

# 借给被告的款项
# [[loan]]
# date = 2025-03-02
# amount = "5000.00"
# 现金、银行转账、支付宝、微信、他人代付、其他
# channel = "现金"
# 显示该笔款项的文件名（在截图文件夹内）和页码；没有就不填
# shown_in = "收条.pdf"
# page = 1
# note = ""
# 截图中另有同日、同额的转账，而这是另外一笔时，写 separate = true
# separate = false

# 被告已经归还的款项。收到过的还款须如实填写：隐瞒还款可能构成虚假诉讼。
# [[payment]]
# date = 2025-06-01
# amount = "1000.00"
# channel = "现金"

# 与本案无关、不作为证据提交的文件及理由（原件仍完整保存在证据包中）。
# 显示被告还款的页面不能排除：隐瞒还款可能构成虚假诉讼。
# [[exclude]]
# file = "IMG_0001.png"
# reason = "与本案无关"
"""


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt put to a person: its id, and what they are told of it, line by line."""

    doubt: str
    lines: tuple[str, ...]


def template() -> str:
    """Return a case.toml to fill in, with its comments in Chinese."""
    return _TEMPLATE


def load(path: Path) -> Brief:
    """Return what case.toml says; an absent file says nothing.

    Raises UsageError("brief_syntax") with the line of a syntax fault, and
    UsageError("brief_schema") naming every schema fault at once as `key:line`, with an
    example of what may stand there.
    """
    text = _text(path)
    if text is None:
        return Brief()
    try:
        document = tomlkit.parse(text)
    except ParseError as error:
        raise UsageError("brief_syntax", path=str(path), line=str(error.line)) from error
    read = schema.read(document.unwrap(), text)
    if read.faults:
        faults = ", ".join(map(str, read.faults))
        raise UsageError("brief_schema", path=str(path), faults=faults)
    return _brief(read.tables)


def written(path: Path) -> str:
    """Return the text of a case.toml; UsageError("brief_unreadable") where it is none."""
    return _text(path) or ""


def unasked(text: str, questions: Iterable[Question]) -> tuple[Question, ...]:
    """Return the questions that a well-formed case.toml doesn't hold yet."""
    known = {str(row.get("doubt")) for row in _rows(tomlkit.parse(text).unwrap().get("answer"))}
    return tuple(question for question in questions if question.doubt not in known)


def asked(text: str, questions: Iterable[Question]) -> str:
    """Return case.toml with these questions behind all that is written, which stays as it is."""
    return text + "".join(map(_asked, questions))


def _rows(written: object) -> list[Mapping[str, object]]:
    rows = written if isinstance(written, list) else []
    return [row for row in rows if isinstance(row, Mapping)]


def _asked(question: Question) -> str:
    told = "".join(f"# {line}\n" for line in question.lines)
    return f'\n{told}[[answer]]\ndoubt = "{question.doubt}"\nvalue = ""\n'


def refuse_unknown(said: Brief, path: Path, names: Iterable[str]) -> None:
    """Raise UsageError("brief_unknown_file") where the brief names what isn't in the folder."""
    known = set(names)
    named = {one.shown_in for one in (*said.loans, *said.repayments) if one.shown_in}
    named |= {one.file for one in said.exclusions} | set(said.order)
    if strange := sorted(named - known):
        raise UsageError("brief_unknown_file", path=str(path), files=", ".join(strange))


def _brief(tables: Mapping[str, tuple[dict[str, Any], ...]]) -> Brief:
    return Brief(
        **tables["case"][0],
        order=tables["order"][0].get("files", ()),
        loans=_stated(tables["loan"]),
        repayments=_stated(tables["payment"]),
        exclusions=tuple(Exclusion(**row) for row in tables["exclude"]),
        answers=tuple((row["doubt"], row["value"]) for row in tables["answer"] if row.get("value")),
    )


def _stated(rows: Iterable[dict[str, Any]]) -> tuple[Stated, ...]:
    return tuple(Stated(on=row["date"], **{k: row[k] for k in row if k != "date"}) for row in rows)


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("brief_unreadable", path=str(path)) from error
