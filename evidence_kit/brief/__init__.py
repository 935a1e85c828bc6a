"""What a person says about the case: case.toml ↔ Brief."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.exceptions import ParseError, TOMLKitError

from evidence_kit.brief import carrying, lines, schema
from evidence_kit.brief.said import of_tables
from evidence_kit.brief.template import TEMPLATE
from evidence_kit.errors import UsageError
from evidence_kit.model import Brief, Chat, FileRole, Recording, Screen, Source, Unread

# What Windows' Notepad may have saved a text as, and the bytes that one of them begins with.
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class _Shown(Protocol):
    @property
    def shown_in(self) -> str | None: ...
    @property
    def page(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt put to a person: its id, and what they are told of it, line by line.

    `also` are the ids under which the same doubt may have been asked before.
    """

    doubt: str
    lines: tuple[str, ...]
    also: frozenset[str] = frozenset()


def template(said: Brief | None = None) -> str:
    """Return a case.toml to fill in, with its comments in Chinese.

    Of another case's that is `said` it holds what is true in each: who sues, and where.
    """
    return carrying.into(TEMPLATE, said) if said else TEMPLATE


def load(path: Path) -> Brief:
    """Return what case.toml says; an absent file says nothing.

    Raises UsageError: "brief_encoding" where it isn't UTF-8, "brief_syntax" with the line of a
    syntax fault, "brief_twice" with that of a table or key that stands again, "brief_schema"
    naming every schema fault at once as `key:line`, with an example of what may stand there.
    """
    text = _text(path)
    if text is None:
        return Brief()
    read = schema.read(_parsed(text, path).unwrap(), text)
    _refuse(read.faults, path)
    return of_tables(read.tables)


def refuse_before_lent(path: Path, lent: Mapping[int, date]) -> None:
    """Raise UsageError("brief_schema") where terms or a rollover are dated before their loan.

    `lent` are the days on which the loans came, by their numbers.
    """
    if text := _text(path):
        read = schema.read(_parsed(text, path).unwrap(), text)
        _refuse(tuple(schema.before_lent(read, text, lent)), path)


def _refuse(faults: Sequence[schema.Fault], path: Path) -> None:
    if faults:
        raise UsageError("brief_schema", path=str(path), faults=", ".join(map(str, faults)))


def written(path: Path) -> str:
    """Return the text of a well-formed case.toml; UsageError where it is none, as `load`."""
    text = _text(path) or ""
    _parsed(text, path)
    return text


def unasked(text: str, questions: Iterable[Question]) -> tuple[Question, ...]:
    """Return the questions that a well-formed case.toml doesn't hold yet."""
    known = {str(row.get("doubt")) for row in _rows(tomlkit.parse(text).unwrap().get("answer"))}
    return tuple(one for one in questions if not known & {one.doubt, *one.also})


def asked(
    text: str, questions: Iterable[Question], answers: Mapping[str, str] | None = None
) -> str:
    """Return case.toml with these questions behind all that is written, which stays as it is.

    `answers` are those that another case.toml gives, by the doubt's id.
    """
    return text + "".join(_asked(one, answers or {}) for one in questions)


def refuse_unknown(said: Brief, path: Path, sources: Sequence[Source]) -> None:
    """Raise UsageError where the brief names what isn't in the folder.

    "brief_unknown_file" for a file, "brief_unknown_page" for a page of a picture, which has one.
    """
    named = {*said.shown_in, *said.order}
    named |= {one.file for one in said.exclusions} | {one.file for one in said.exhibits}
    named |= {one.file for one in said.recordings}
    if strange := sorted(named - {source.name for source in sources}):
        raise UsageError("brief_unknown_file", path=str(path), files=", ".join(strange))
    pictures = {source.name for source in sources if source.role is FileRole.USED}
    stated: list[_Shown] = [*said.loans, *said.repayments, *said.demands, *said.others]
    beyond = [one for one in stated if (one.page or 1) > 1 and one.shown_in in pictures]
    if beyond:
        told = ", ".join(f"{one.shown_in} ({one.page})" for one in beyond)
        raise UsageError("brief_unknown_page", path=str(path), files=told)


def refuse_no_chat(said: Brief, shown: Iterable[tuple[Source, Screen]]) -> None:
    """Raise UsageError("order_not_chat") where [order] names what is no page of a chat.

    One that nobody could read may be of a chat; that it is unread is told elsewhere.
    """
    chats = {source.name for source, screen in shown if isinstance(screen, Chat | Unread)}
    if strange := [name for name in said.order if name not in chats]:
        raise UsageError("order_not_chat", files=", ".join(strange))


def refuse_no_recording(said: Brief, shown: Iterable[tuple[Source, Screen]]) -> None:
    """Raise UsageError("not_a_recording") where [[recording]] names what is none, or damaged."""
    heard = {source.name for source, screen in shown if isinstance(screen, Recording)}
    if strange := [one.file for one in said.recordings if one.file not in heard]:
        raise UsageError("not_a_recording", files=", ".join(strange))


def _rows(written: object) -> list[Mapping[str, Any]]:
    rows = written if isinstance(written, list) else []
    return [row for row in rows if isinstance(row, Mapping)]


def _asked(question: Question, answers: Mapping[str, str]) -> str:
    told = "".join(f"# {line}\n" for line in question.lines)
    ids = (question.doubt, *sorted(question.also))
    value = tomlkit.string(next((answers[one] for one in ids if one in answers), "")).as_string()
    return f'\n{told}[[answer]]\ndoubt = "{question.doubt}"\nvalue = {value}\n'


def _parsed(text: str, path: Path) -> TOMLDocument:
    """Return the document; the parser tells of a second table only where that ends."""
    try:
        return tomlkit.parse(text)
    except TOMLKitError as error:
        if again := lines.repeated(text):
            name, line = again
            raise UsageError("brief_twice", path=str(path), name=name, line=str(line)) from error
        at = str(error.line) if isinstance(error, ParseError) else "1"
        raise UsageError("brief_syntax", path=str(path), line=at) from error


def _text(path: Path) -> str | None:
    """Return the text without a byte order mark, None where there is no such file."""
    try:
        raw = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise UsageError("brief_unreadable", path=str(path)) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError("brief_encoding", path=str(path), encoding=_encoding(raw)) from error


def _encoding(raw: bytes) -> str:
    """Return what a text that isn't UTF-8 was probably saved as."""
    if raw.startswith(_UTF_16):
        return "UTF-16"
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return "?"
    return "GBK"
