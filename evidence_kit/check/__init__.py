"""Facts and pages → SelfCheck: what a creditor should fetch, mend and know before filing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from evidence_kit.check import conduct, elements, pictures, reconciliation, recording, vouchers
from evidence_kit.check.talk import Folder
from evidence_kit.model import (
    KeepKind,
    LoanFacts,
    SayingKind,
    Screen,
    SelfCheck,
    Source,
    VoucherTask,
)

# From this balance on a notary's fee is small beside what is at stake; the law knows no such sum.
NOTARY_FROM: Final = 50_000_00


def of(shown: Sequence[tuple[Source, Screen]], facts: LoanFacts) -> SelfCheck:
    """Return what is missing or weak in a folder, and how to get it; the same for the same folder.

    `shown` are the used files with what was read of them, in the folder's order. Nothing here
    says that a suit would be won, nor that a court would take an exhibit.
    """
    folder = Folder(tuple(shown), facts)
    tasks = vouchers.tasks(folder)
    found = (*elements.findings(folder), *conduct.findings(folder), *pictures.findings(folder))
    whole = SelfCheck(
        keep=_keep(folder, tasks),
        vouchers=tasks,
        findings=found,
        reconciliation=None,
        recording=recording.steps(folder),
    )
    if not whole.asks_for_message:
        return whole
    return replace(whole, reconciliation=reconciliation.message(folder))


def _keep(folder: Folder, tasks: Sequence[VoucherTask]) -> tuple[KeepKind, ...]:
    """Return what to keep: by amount and risk of denial a notary too."""
    kept = [
        KeepKind.PHONE,
        KeepKind.NOTHING_DELETED,
        KeepKind.MIGRATION,
        KeepKind.NO_REINSTALL,
    ]
    if any(not task.done for task in tasks):
        kept.append(KeepKind.VOUCHERS)
    denied = folder.sayings(SayingKind.DENIAL, SayingKind.REFUSAL)
    large = folder.facts.outstanding.fen >= NOTARY_FROM
    kept.append(KeepKind.OUTSIDE_TIME)
    return (*kept, KeepKind.NOTARY) if large or denied else tuple(kept)
