"""The tables of case.toml, their keys, and what each takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evidence_kit.brief import claim_tables, keys, values
from evidence_kit.brief.keys import Clash, Key, Table, Understood
from evidence_kit.model import Carrier, Channel, Group, Guarantee, ListColumn, Means, Relation, Sex

NOT_FILED = "待核"
_COURT_WORDS = f'"…" (≠ {NOT_FILED})'


def _of_person(row: Understood) -> Iterator[Clash]:
    """Yield what an identity card's number says otherwise."""
    number = row.get("id_number")
    if not isinstance(number, str):
        return
    born, male = values.born(number), values.is_male(number)
    if row.get("born", born) != born:
        yield "born", born.isoformat()
    sex = Sex.MALE if male else Sex.FEMALE
    if row.get("sex", sex) != sex:
        yield "sex", f'"{sex}"'


def _of_page(row: Understood) -> Iterator[Clash]:
    """Yield a later page of no file; the first one is what the template begins with."""
    if row.get("page", 1) != 1 and "shown_in" not in row:
        yield "shown_in", '"收条.pdf"'


def _of_debtor(row: Understood) -> Iterator[Clash]:
    yield from _of_person(row)
    yield from _of_page(row)


def _of_order(row: Understood) -> Iterator[Clash]:
    """Yield that a file stands twice, so that nobody knows which place is meant."""
    files = row.get("files", ())
    if isinstance(files, tuple) and len(set(files)) < len(files):
        yield "files", '["1.png", "2.png"]'


def _of_exhibit(row: Understood) -> Iterator[Clash]:
    """Yield that a group alone says nothing."""
    if "group" in row and "proves" not in row:
        yield "proves", f"[{_COURT_WORDS}]"


_IDENTITY = {
    "sex": keys.choice(Sex),
    "born": Key(values.day, "1990-01-31"),
    "nation": Key(values.words, '"汉族"'),
    "id_number": Key(values.id_number, '"11010519491231002X" (GB 11643)'),
    "address": keys.text(),
    "phone": keys.text(),
    "wechat_id": keys.text(),
}
_SHOWN = {"shown_in": keys.text(), "page": keys.whole(), "note": keys.text()}
# Columns that not every court asks for.
_COLUMNS = {
    "份数": ListColumn.COPIES,
    "原件或复印件": ListColumn.FORM,
    "原件/复印件": ListColumn.FORM,
}
_STATED = {
    "date": keys.day(needed=True),
    "amount": keys.amount(needed=True),
    "channel": keys.choice(Channel, needed=True),
    **_SHOWN,
    "separate": keys.yes(),
}
TABLES: Mapping[str, Table] = {
    "case": Table(
        {
            **{name: keys.text() for name in ("plaintiff", "defendant", "phone", "wechat_version")},
            "filed_on": Key(values.day, "2026-03-01"),
        }
    ),
    "plaintiff": Table({"name": keys.text(), **_IDENTITY}, _of_person),
    "defendant": Table(
        {"name": keys.text(), **_IDENTITY, "known_as": Key(values.several, '["…"]')}, _of_person
    ),
    "court": Table({"name": keys.text()}),
    "terms": Table(
        {
            "due": keys.day(),
            "rate": keys.rate(),
            "purpose": keys.text(),
            "formed_on": keys.day(),
        }
    ),
    "order": Table({"files": Key(values.several, '["1.png", "2.png"]')}, _of_order),
    "loan": Table(_STATED, _of_page, many=True),
    "payment": Table(_STATED, _of_page, many=True),
    "demand": Table(
        {
            "date": keys.day(needed=True),
            "how": keys.choice(Means, needed=True),
            "arrived": keys.yes(),
            **_SHOWN,
        },
        _of_page,
        many=True,
    ),
    "guarantor": Table(
        {
            "name": keys.text(needed=True),
            "kind": keys.choice(Guarantee, needed=True),
            "months": keys.whole(),
            "until": keys.day(),
            **_IDENTITY,
            **_SHOWN,
        },
        _of_debtor,
        many=True,
    ),
    "co_borrower": Table(
        {
            "name": keys.text(needed=True),
            "relation": keys.choice(Relation, needed=True),
            **_IDENTITY,
            **_SHOWN,
        },
        _of_debtor,
        many=True,
    ),
    "exhibit": Table(
        {
            "file": keys.text(needed=True),
            "title": Key(values.court_words, _COURT_WORDS),
            "position": keys.whole(),
            "group": keys.choice(Group),
            "proves": Key(values.court_sentences, f"[{_COURT_WORDS}]"),
        },
        _of_exhibit,
        many=True,
    ),
    "filing": Table(
        {
            "columns": Key(values.several_of(values.named(_COLUMNS)), '["份数", "原件或复印件"]'),
            "copies": keys.whole(),
            "style": keys.text(),
            "chat_pages": Key(values.up_to(3), "1 | 2 | 3"),
            "enlarge": keys.yes(),
            "carrier": keys.choice(Carrier),
            "annex_doubts": keys.yes(),
        }
    ),
    "recording": Table(
        {
            "file": keys.text(needed=True),
            "date": keys.day(),
            **dict.fromkeys(("place", "recorder", "people"), Key(values.court_words, _COURT_WORDS)),
        },
        many=True,
    ),
    "exclude": Table({"file": keys.text(needed=True), "reason": keys.text(needed=True)}, many=True),
    "records": Table({"passwords": Key(values.several, '["123456"]')}),
    "answer": Table(
        {"doubt": Key(values.words, '"8dad25a8d0"', needed=True), "value": keys.text()}, many=True
    ),
    **claim_tables.TABLES,
}
