"""What a person says about the case: case.toml ↔ Brief."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from pathlib import Path

import tomlkit
from tomlkit.exceptions import ParseError

from evidence_kit.errors import UsageError
from evidence_kit.model import Brief

_TABLE = "case"
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
"""


def template() -> str:
    """Return a case.toml to fill in, with its comments in Chinese."""
    return _TEMPLATE


def load(path: Path) -> Brief:
    """Return what case.toml says; an absent file says nothing.

    Raises UsageError("brief_syntax") with the line of a syntax fault, and
    UsageError("brief_schema") naming every schema fault at once as `key:line`.
    """
    text = _text(path)
    if text is None:
        return Brief()
    try:
        document = tomlkit.parse(text)
    except ParseError as error:
        raise UsageError("brief_syntax", path=str(path), line=str(error.line)) from error
    said = document.unwrap()
    faults = _faults(said)
    if faults:
        raise UsageError("brief_schema", path=str(path), faults=_placed(faults, text))
    table = said.get(_TABLE, {})
    return Brief(**{key: value for key, value in table.items() if value != ""})


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("brief_unreadable", path=str(path)) from error


_TAKES: dict[str, Callable[[object], bool]] = {
    field.name: (lambda value: isinstance(value, str))
    if field.name != "filed_on"
    else (lambda value: type(value) is date)
    for field in fields(Brief)
}


def _faults(said: dict[str, object]) -> list[str]:
    """Return the key path of everything that the schema doesn't know or that has another type."""
    table = said.get(_TABLE, {})
    unknown = [key for key in said if key != _TABLE]
    if not isinstance(table, dict):
        return [*unknown, _TABLE]
    return unknown + [
        f"{_TABLE}.{key}"
        for key, value in table.items()
        if key not in _TAKES or not _TAKES[key](value)
    ]


def _placed(faults: list[str], text: str) -> str:
    """Return `key:line`, which reads alike in every language."""
    return ", ".join(f"{fault}:{_line(fault, text)}" for fault in faults)


def _line(fault: str, text: str) -> int:
    """Look the key up: tomlkit gives no line for a value that parsed."""
    key = fault.rsplit(".", 1)[-1]
    for number, line in enumerate(text.splitlines(), start=1):
        if line.split("=")[0].strip().strip('[]"') == key:
            return number
    return 1
