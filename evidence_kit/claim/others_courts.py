"""The courts of those who are sued beside the borrower: candidates by their domiciles."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from evidence_kit.claim import court
from evidence_kit.claim.citing import procedure, rules
from evidence_kit.model import (
    CourtCandidate,
    CourtKind,
    Liability,
    Liable,
    LoanFacts,
    Mark,
    Note,
    NoteKind,
    Standing,
)

_DOMICILE = (procedure(22), rules(3))
_TOLD = {
    Liability.CO_BORROWER: NoteKind.SEVERAL_DEFENDANTS,
    Liability.JOINT_SURETY: NoteKind.COURT_OF_LOAN_FIRST,
    Liability.GENERAL_SURETY: NoteKind.DEBTOR_SUED_TOO,
    Liability.SURETY: NoteKind.COURT_OF_LOAN_FIRST,
}


def candidates(facts: LoanFacts, liable: Collection[Liable]) -> Iterator[CourtCandidate]:
    """Yield the court of the domicile of each whom the claim asks something of.

    Who borrowed too is a defendant as the borrower is. Of a surety who is sued with the borrower
    the loan decides the court (民诉法解释 66, 担保制度解释 21: read in no text here), so that a
    surety's own is a question.
    """
    addresses = {
        party.stated.name: party.stated.identity.address for party in facts.others if party.stated
    }
    for one in liable:
        if one.why is None and one.liability in _TOLD and one.name in addresses:
            surety = one.liability is not Liability.CO_BORROWER
            kind = CourtKind.SURETY_DOMICILE if surety else CourtKind.CO_BORROWER_DOMICILE
            standing = Standing.UNCLEAR if surety else Standing.OPEN
            told = Note(_TOLD[one.liability], mark=Mark.UNCHECKED)
            found = court.at(kind, addresses[one.name], standing, _DOMICILE, (told,))
            yield replace(found, name=one.name)
