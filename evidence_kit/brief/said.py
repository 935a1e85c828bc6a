"""Tables of case.toml as understood → Brief."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from evidence_kit.brief import suing
from evidence_kit.brief.keys import Understood
from evidence_kit.model import (
    Brief,
    Exclusion,
    ExhibitWords,
    Filing,
    Identity,
    RecordingWords,
    Stated,
    StatedDemand,
    StatedParty,
    StatedTerms,
)

Tables: TypeAlias = Mapping[str, tuple[Understood, ...]]
_PERSON = ("sex", "born", "nation", "id_number", "address", "phone", "wechat_id", "known_as")
_PERIOD = ("months", "until")  # a guarantor's, which is one of the circumstances


def of_tables(tables: Tables) -> Brief:
    """Return what the tables say; a party's name stands in [case] or in the party's own table."""
    once: dict[str, Any] = {name: rows[0] for name, rows in tables.items() if rows}
    case, plaintiff, defendant = once["case"], once["plaintiff"], once["defendant"]
    named = {
        "plaintiff": case.get("plaintiff") or plaintiff.get("name"),
        "defendant": case.get("defendant") or defendant.get("name"),
    }
    return Brief(
        **{**case, **named},
        plaintiff_identity=_identity(plaintiff),
        defendant_identity=_identity(defendant),
        court=once["court"].get("name"),
        terms=StatedTerms(**once["terms"]),
        loans=tuple(Stated(**_on(row)) for row in tables["loan"]),
        repayments=tuple(Stated(**_on(row)) for row in tables["payment"]),
        demands=tuple(StatedDemand(**_on(row)) for row in tables["demand"]),
        others=(*_parties(tables["guarantor"]), *_parties(tables["co_borrower"])),
        exhibits=tuple(ExhibitWords(**_any(row)) for row in tables["exhibit"]),
        recordings=tuple(RecordingWords(**_on(row)) for row in tables["recording"]),
        exclusions=tuple(Exclusion(**_any(row)) for row in tables["exclude"]),
        filing=Filing(**once["filing"]),
        order=once["order"].get("files", ()),
        passwords=once["records"].get("passwords", ()),
        settings=suing.settings(tables),
        agreed=suing.agreement(tables),
        circumstances=suing.circumstances(tables),
        cut_off=once["claim"].get("cut_off"),
        lpr=suing.rates(tables),
        answers=tuple((str(r["doubt"]), str(r["value"])) for r in tables["answer"] if "value" in r),
    )


def _any(row: Understood) -> dict[str, Any]:
    return dict(row)


def _on(row: Understood) -> dict[str, Any]:
    """Return a row whose date is the day something was done on."""
    return {"on" if key == "date" else key: value for key, value in row.items()}


def _identity(row: Understood) -> Identity:
    said: dict[str, Any] = {key: row[key] for key in _PERSON if key in row}
    return Identity(**said)


def _parties(rows: Iterable[Understood]) -> Iterable[StatedParty]:
    for row in rows:
        other: dict[str, Any] = {key: row[key] for key in row if key not in (*_PERSON, *_PERIOD)}
        part = other.pop("kind", None) or other.pop("relation")
        yield StatedParty(part=part, identity=_identity(row), **other)
