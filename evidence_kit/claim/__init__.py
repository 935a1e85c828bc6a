"""From facts to the claim: how much, until when, before which court, with the article beside it."""

from evidence_kit.claim.reckoning import compute
from evidence_kit.claim.reporting import report

__all__ = ["compute", "report"]
