"""RFC 3161 as arithmetic: a request for a digest, and what a response to it proves."""

from evidence_kit.seal.chain import Roots
from evidence_kit.seal.proof import LOCAL, answered, is_request, prove, request, roots_in, told_time
from evidence_kit.seal.signature import judge_signature, stamp_of, token_in
from evidence_kit.seal.trimming import trimmed

__all__ = [
    "LOCAL",
    "Roots",
    "answered",
    "is_request",
    "judge_signature",
    "prove",
    "request",
    "roots_in",
    "stamp_of",
    "token_in",
    "told_time",
    "trimmed",
]
