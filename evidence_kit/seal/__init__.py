"""RFC 3161 as arithmetic: a request for a digest, and what a response to it proves."""

from evidence_kit.seal.chain import Roots
from evidence_kit.seal.proof import (
    LOCAL,
    answered,
    is_request,
    prove,
    request,
    roots_in,
    stamped,
    told_time,
)

__all__ = [
    "LOCAL",
    "Roots",
    "answered",
    "is_request",
    "prove",
    "request",
    "roots_in",
    "stamped",
    "told_time",
]
