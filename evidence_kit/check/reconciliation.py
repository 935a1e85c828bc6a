"""The message that asks the debtor to confirm the account, where every sum in it is sure."""

from __future__ import annotations

from evidence_kit.check.talk import Folder
from evidence_kit.model import (
    Direction,
    DoubtKind,
    LoanFacts,
    Payment,
    Reconciliation,
    State,
)

# A balance that may be another one is no sum to ask anybody to confirm.
_UNSETTLES = (
    DoubtKind.SAID_DIFFERS_FROM_PAID,
    DoubtKind.REPAYMENT_SAID,
    DoubtKind.NATURE_UNKNOWN,
    DoubtKind.NATURE_DISPUTABLE,
    DoubtKind.STATED_AND_SHOWN,
    DoubtKind.RECORDS_DIFFER,
    DoubtKind.PARTY_UNKNOWN,
    DoubtKind.PAGE_UNREAD,
)


def message(folder: Folder) -> Reconciliation | None:
    """Return what the message says, or None: a sum, a day or the person in it isn't sure.

    Nothing is asked of somebody whose name nothing tells, nor where nothing is owed.
    """
    facts = folder.facts
    loans = tuple(one for one in facts.loans if one.counted)
    repayments = tuple(one for one in facts.repayments if one.counted)
    debtor = _called(facts)
    owed = facts.outstanding.fen > 0
    if not loans or not owed or not debtor:
        return None
    if not _sure(facts, (*loans, *repayments)) or _either_may_owe(folder):
        return None
    creditor = facts.lender.legal_name
    return Reconciliation(debtor, creditor, loans, repayments, facts.outstanding)


def _sure(facts: LoanFacts, counted: tuple[Payment, ...]) -> bool:
    doubted = any(one.doubts for one in counted)
    unsettled = any(one.kind in _UNSETTLES for one in facts.doubts)
    waiting = any(one.state in (State.PENDING, State.UNKNOWN) for one in facts.repayments)
    return not (doubted or unsettled or waiting)


def _either_may_owe(folder: Folder) -> bool:
    """Say whether nobody knows who lent and money came in; what only went out, one side lent."""
    unknown = any(one.kind is DoubtKind.ROLES_UNKNOWN for one in folder.facts.doubts)
    return unknown and any(one.direction is not Direction.OUT for one in folder.moved())


def _called(facts: LoanFacts) -> str:
    """Return what the debtor is called: the legal name, else what the chat calls them."""
    shown = next((name.value for name in facts.borrower.names), "")
    return facts.borrower.legal_name or shown
