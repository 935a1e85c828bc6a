"""A party that is no natural person, as its name tells, and what changes with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from evidence_kit.model import (
    Agreement,
    ClaimNotice,
    ClaimSettings,
    Formation,
    LoanFacts,
    NoticeKind,
    Party,
)
from evidence_kit.patterns import Pattern

# A shop or a studio may be a household's, which is a natural person's own: no name tells.
_COMPANY: Final = Pattern(
    r".*(?:公司|集团|合伙企业|个人独资企业|合作社|事务所|基金会|协会)(?:[（(][^）)]*[）)])?"
)


def is_natural(facts: LoanFacts, agreed: Agreement) -> bool:
    """Say whether both sides are natural persons: nobody says otherwise, no name does."""
    return agreed.natural_persons and not any(map(_is_company, (facts.lender, facts.borrower)))


def settled(
    facts: LoanFacts, agreed: Agreement, settings: ClaimSettings
) -> tuple[Agreement, ClaimSettings]:
    """Return what was agreed and set, as it holds where one side is no natural person.

    The contract is formed by agreement then: as money comes it is between natural persons alone
    (民法典 679). The ceiling is that of the day it was agreed, where that is told.
    """
    if is_natural(facts, agreed):
        return agreed, settings
    if facts.terms.formed_on and settings.formation is Formation.EACH_ARRIVAL:
        settings = replace(settings, formation=Formation.AGREED_DAY)
    return replace(agreed, natural_persons=False), settings


def notices(facts: LoanFacts, agreed: Agreement) -> Iterator[ClaimNotice]:
    """Yield by which day the contract was formed where one side is no natural person."""
    if agreed.natural_persons:
        return
    formed = facts.terms.formed_on
    if formed:
        on = (("on", formed.value.isoformat()),)
        yield ClaimNotice(NoticeKind.FORMED_BY_AGREEMENT, on)
    else:
        yield ClaimNotice(NoticeKind.FORMATION_UNTOLD)


def _is_company(party: Party) -> bool:
    names = [party.legal_name or "", party.real_name.value if party.real_name else ""]
    return any(_COMPANY.fullmatch(name) for name in names)
