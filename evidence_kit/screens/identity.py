"""Pages that name a real name: 转账给 X(**利) before one pays, and 实名认证."""

from __future__ import annotations

import re

from evidence_kit.model import (
    App,
    Doubt,
    DoubtKind,
    FieldKind,
    Line,
    Profile,
    Sourced,
    Wanted,
    Where,
)
from evidence_kit.patterns import Pattern
from evidence_kit.screens import apps, lexicon
from evidence_kit.screens.layout import Sheet
from evidence_kit.screens.rows import Row, rows
from evidence_kit.screens.slip import titled
from evidence_kit.screens.vote import Ballot, Field, Settled, account, after, settle

# Stars are drawn in several ways, and engines read them in more.
_STAR = "[*＊✱∗·•﹡※x×X]"
_ENTRY = Pattern(
    rf"(?:转账给|向) ?(?P<who>.+?) ?[(（](?P<name>{_STAR}{{1,4}}[\u3400-\u9fff]{{1,2}})[)）]"
    " ?(?:转账)?"
)
_NAMES = ("姓名", "真实姓名")
_NUMBERS = ("证件号", "证件号码", "身份证号", "身份证号码")
_TITLES = ("实名认证", "身份信息", "实名信息", "个人身份信息", "已通过实名认证", "已实名认证")
_LABELS = (*_NAMES, *_NUMBERS, "证件类型", "证件有效期", "认证状态")
_WHOLE = Pattern(r"\d{17}[\dX]")
_MASKED = Pattern(rf"\d{{1,6}}{_STAR}{{4,16}}[\dX]{{1,4}}")
# GB 11643-1999: weights and check characters of an identity number.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_ACCOUNT = "微信号"
# An identity number has so many signs; fewer of a masked one, and its end may be lost.
ID_LENGTH = 18


# ── 转账给 ──────────────────────────────────────────────────────────────────────────────


def entry_sure(sheet: Sheet) -> float:
    """Return how sure it is that the page is the one to type a transfer's amount into."""
    words = {lexicon.squeezed(line.text) for line in sheet.lines}
    named = _entry(sheet) is not None and apps.of(sheet) is App.WECHAT
    typed = bool(words & {"转账金额", "添加转账说明", "添加备注", "修改"})
    return 0.5 * named + 0.3 * (named and typed)


def entry_wanted(sheet: Sheet) -> tuple[Wanted, ...]:
    """Return the box of the 微信号, where the page shows one."""
    line = _account_line(sheet)
    return account(_ACCOUNT).wanted([line] if line else [])


def read_entry(sheet: Sheet, votes: Ballot) -> Profile:
    """Return the nickname and the end of the real name that WeChat Pay has verified."""
    line = _entry(sheet)
    found = _named(line) if line else None
    shown = _account_line(sheet)
    known: Settled[str] = Settled(None)
    if shown:
        known = settle(votes, shown, account(_ACCOUNT))
    who, name = found or ("", "")
    return Profile(
        source=sheet.page.source,
        remark=None,
        nickname=votes.sourced(who, (line,)) if line else None,
        wechat_id=known.value,
        region=None,
        doubts=known.doubts,
        real_name=votes.sourced(name, (line,)) if line else None,
    )


def _entry(sheet: Sheet) -> Line | None:
    return next((line for line in sheet.lines if _named(line)), None)


def _named(line: Line) -> tuple[str, str] | None:
    found = _ENTRY.fullmatch(lexicon.spaced(line.text))
    return (found["who"], _stars(found["name"])) if found else None


def _stars(text: str) -> str:
    """Return the text with every star as the same sign."""
    return re.sub(_STAR, "*", text)


def _account_line(sheet: Sheet) -> Line | None:
    return next((li for li in sheet.lines if lexicon.squeezed(li.text).startswith(_ACCOUNT)), None)


# ── 实名认证 ────────────────────────────────────────────────────────────────────────────


def named_sure(sheet: Sheet) -> float:
    """Return how sure it is that the page is the owner's 实名认证: title, name and number."""
    found = {row.label for row in rows(sheet, _LABELS) if row.values}
    titles = {lexicon.squeezed(line.text) for line in sheet.lines} & set(_TITLES)
    both = bool(found & set(_NAMES)) and bool(found & set(_NUMBERS))
    return 0.4 * bool(titles) + 0.4 * both + 0.1 * titled(sheet, _TITLES)


def named_wanted(sheet: Sheet) -> tuple[Wanted, ...]:
    """Return the box of a number printed whole; stars say nothing to a second reader."""
    row = _row(sheet, _NUMBERS)
    whole = row is not None and _id(after(row.prefix, row.values[0].text)) is not None
    return _field(row).wanted(row.values[:1]) if row and whole else ()


def read_named(sheet: Sheet, votes: Ballot) -> Profile:
    """Return the real name and the number; a whole number whose check digit fails is in doubt."""
    name, number = _row(sheet, _NAMES), _row(sheet, _NUMBERS)
    told = votes.sourced(_stars(_value(name)), name.values[:1]) if name else None
    settled: Settled[str] = _number(votes, number) if number else Settled(None)
    return Profile(
        source=sheet.page.source,
        remark=None,
        nickname=None,
        wechat_id=None,
        region=None,
        own=True,
        doubts=settled.doubts,
        real_name=told,
        id_number=settled.value,
    )


def _row(sheet: Sheet, labels: tuple[str, ...]) -> Row | None:
    return next((r for r in rows(sheet, _LABELS) if r.label in labels and r.values), None)


def _value(row: Row) -> str:
    return lexicon.squeezed(after(row.prefix, row.values[0].text))


def _field(row: Row) -> Field[str]:
    """Return the field of a whole identity number, which may end in X."""
    kind = FieldKind.SERIAL if _value(row)[-1:].isdigit() else FieldKind.ACCOUNT
    return Field(
        "id_number",
        kind,
        lambda text: _id(after(row.prefix, text)),
        DoubtKind.SERIAL_UNREADABLE,
    )


def _id(text: str) -> str | None:
    found = _WHOLE.fullmatch(lexicon.squeezed(text).upper())
    return found[0] if found else None


def _number(votes: Ballot, row: Row) -> Settled[str]:
    """Return a whole number by vote, a masked one as it stands.

    Stars alone are none: what stood at their ends was not read.
    """
    settled = settle(votes, row.values[0], _field(row))
    if settled.value is not None:
        odd = not checks(settled.value.value)
        return Settled(settled.value, (*settled.doubts, *([_unsure(settled.value)] * odd)))
    text = _value(row).upper()
    # Its last character may be an X that is no star.
    shown = votes.sourced(_stars(text[:-1]) + text[-1:], row.values[:1])
    masked = _MASKED.fullmatch(text) is not None and len(text) == ID_LENGTH
    told = any(sign.isdigit() for sign in text)
    return Settled(shown if told else None, () if masked else (_unsure(shown),))


def checks(number: str) -> bool:
    """Say whether an identity number's last character is the one its others give (GB 11643)."""
    total = sum(int(d) * w for d, w in zip(number[:17], _WEIGHTS, strict=True))
    return _CHECKS[total % 11] == number[17]


def _unsure(number: Sourced[str]) -> Doubt:
    where = number.where if isinstance(number.where, Where) else None
    return Doubt(DoubtKind.LOW_CONFIDENCE, where, (("field", "id_number"),), number.readings)
