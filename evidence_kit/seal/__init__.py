"""RFC 3161 as arithmetic: a request for a digest, and what a response to it proves."""

from evidence_kit.seal.proof import prove, request, roots_in

__all__ = ["prove", "request", "roots_in"]
