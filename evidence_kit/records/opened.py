"""What becomes of a file of records that is opened."""

from __future__ import annotations

from dataclasses import dataclass

from evidence_kit.model import Records


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file holds, a Records for each table or PDF in it; else the kind of reason why not."""

    records: tuple[Records, ...] = ()
    reason: str = ""
