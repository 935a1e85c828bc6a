"""The shape of `check --json`, format 1; docs/check.schema.json is generated from these types.

Everything is kinds and arguments: the output doesn't vary with the language. Amounts are strings
with two decimals, days ISO 8601; `files` are the user's own names.
"""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict


class ArticleJson(TypedDict):
    """An article, by the short name of its text; `read`: this program's sources hold it."""

    text: str
    number: int | None
    paragraph: int | None
    item: int | None
    read: bool


class FindingJson(TypedDict):
    """One thing to fetch, to mend or to know; `quotes` are words as they stand in `files`."""

    kind: str
    section: Literal["elements", "weak"]
    severity: Literal["must", "should", "hint"]
    args: dict[str, str]
    quotes: list[str]
    files: list[str]
    articles: list[ArticleJson]
    grounds: list[Literal["courts", "wechat", "practice"]]


class VoucherJson(TypedDict):
    """A transfer that needs its 转账电子凭证; `voucher` is the file once it is there."""

    date: str | None
    amount: str
    serial: str | None
    payee: str | None
    done: bool
    voucher: str | None
    files: list[str]


class RecordingJson(TypedDict):
    """One step of the screen recording."""

    kind: str
    args: dict[str, str]
    files: list[str]


class CheckJson(TypedDict):
    """Everything that `check` tells. `message` is the debtor's to confirm, always in Chinese."""

    format: Literal[1]
    first_steps: list[str]
    keep: list[str]
    vouchers: list[VoucherJson]
    findings: list[FindingJson]
    message: str | None
    recording: list[RecordingJson]
