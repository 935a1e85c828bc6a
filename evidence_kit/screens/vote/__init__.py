"""Two readings of what matters: what they and the page's other parts agree on, and a doubt else."""

from evidence_kit.screens.vote.agreement import by_words, serial_date_doubts, with_agreement
from evidence_kit.screens.vote.ballots import Ballot, ballot
from evidence_kit.screens.vote.fields import (
    Field,
    account,
    after,
    amount,
    digits,
    has_yuan,
    time,
)
from evidence_kit.screens.vote.settling import (
    GAP,
    SURE,
    UNSURE,
    Settled,
    settle,
    settle_serial,
)

__all__ = [
    "GAP",
    "SURE",
    "UNSURE",
    "Ballot",
    "Field",
    "Settled",
    "account",
    "after",
    "amount",
    "ballot",
    "by_words",
    "digits",
    "has_yuan",
    "serial_date_doubts",
    "settle",
    "settle_serial",
    "time",
    "with_agreement",
]
