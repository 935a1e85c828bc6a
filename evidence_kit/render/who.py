"""People as `schema` promises them: every name, where it stands, which stand on one page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from evidence_kit.model import Candidate, Link, Name, Party, Statement, Where
from evidence_kit.render import stated
from evidence_kit.render.schema import (
    CandidateJson,
    LinkJson,
    NameJson,
    PartyJson,
    PlaceJson,
)
from evidence_kit.render.seen import text_json

Placed: TypeAlias = Callable[[Where | Statement], list[PlaceJson]]


def party_json(party: Party, placed: Placed) -> PartyJson:
    """Return one side."""
    return {
        "role": party.role.value,
        "is_owner": party.is_owner,
        "names": [name.value for name in party.names],
        "wechat_id": text_json(party.wechat_id),
        "legal_name": party.legal_name,
        "real_name": text_json(party.real_name),
        "known_as": [_name(name, placed) for name in party.known_as],
        "links": [_link(link, placed) for link in party.links],
        "identity": stated.identity_json(party.identity),
        "stated": stated.party_json(party.stated),
    }


def _name(name: Name, placed: Placed) -> NameJson:
    return {"kind": name.kind.value, "name": name.name.value, "where": placed(name.name.where)}


def _link(link: Link, placed: Placed) -> LinkJson:
    one, other = _name(link.one, placed), _name(link.other, placed)
    return {"one": one, "other": other}


def candidate_json(candidate: Candidate, file: str | None) -> CandidateJson:
    """Return somebody whose case it may be; `file` is the first that shows money."""
    return {"names": list(candidate.names), "lent": str(candidate.lent), "file": file}
