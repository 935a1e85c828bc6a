"""What a person states (自述), in the shape that `schema` promises."""

from __future__ import annotations

from typing import Any, Literal

from typing_extensions import TypedDict

from evidence_kit.model import (
    Identity,
    Payment,
    Saying,
    Sourced,
    StatedParty,
    Statement,
)


class StatedJson(TypedDict):
    """Money in a person's own word: how it went, and which file shows it, if any."""

    by: str
    channel: str
    shown_in: str | None
    page: int | None
    note: str | None


class StatedDemandJson(TypedDict):
    """A demand in a person's own word; `arrived` is null where that isn't said."""

    by: str
    how: str
    arrived: bool | None
    shown_in: str | None
    page: int | None
    note: str | None


class StatedPartyJson(TypedDict):
    """Somebody who owes beside the borrower, in a person's own word, and as what."""

    part: str
    shown_in: str | None
    page: int | None
    note: str | None


class IdentityJson(TypedDict):
    """Who somebody is, in a person's own word."""

    sex: Literal["男", "女"] | None
    born: str | None
    nation: str | None
    id_number: str | None
    address: str | None
    phone: str | None
    wechat_id: str | None


class StatedDayJson(TypedDict):
    """A day that only a person states."""

    value: str
    stated_by: str | None


def payment_json(payment: Payment) -> StatedJson | None:
    """Return what is stated of a payment; None of one that ink shows."""
    said, by = payment.stated, payment.amount.where
    if said is None or not isinstance(by, Statement):
        return None
    return {
        "by": by.by,
        "channel": said.channel.value,
        "shown_in": said.shown_in,
        "page": said.page,
        "note": said.note,
    }


def demand_json(saying: Saying) -> StatedDemandJson | None:
    """Return what is stated of a demand; None of words that ink shows."""
    said, by = saying.stated, saying.quote.where
    if said is None or not isinstance(by, Statement):
        return None
    return {
        "by": by.by,
        "how": said.how.value,
        "arrived": said.arrived,
        "shown_in": said.shown_in,
        "page": said.page,
        "note": said.note,
    }


def party_json(said: StatedParty | None) -> StatedPartyJson | None:
    """Return what is stated of somebody's part."""
    if said is None:
        return None
    return {
        "part": said.part.value,
        "shown_in": said.shown_in,
        "page": said.page,
        "note": said.note,
    }


def identity_json(said: Identity | None) -> IdentityJson | None:
    """Return who somebody is."""
    if said is None:
        return None
    return {
        "sex": said.sex.value if said.sex else None,
        "born": said.born.isoformat() if said.born else None,
        "nation": said.nation,
        "id_number": said.id_number,
        "address": said.address,
        "phone": said.phone,
        "wechat_id": said.wechat_id,
    }


def stated_by(term: Sourced[Any]) -> str | None:
    """Return whose word a term's value is; None where it was read."""
    if isinstance(term.where, Statement):
        return term.where.by
    return term.stated_by.by if term.stated_by else None
