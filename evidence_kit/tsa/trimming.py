"""A response as it is kept: without what anybody could change in it unseen."""

from __future__ import annotations

import warnings
from dataclasses import replace

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from evidence_kit.seal.chain import BAD_CERTIFICATE, Roots, climbed, held, issued, names_signer
from evidence_kit.seal.token import Token, TokenError, read_signed


def trimmed(response: bytes, *, roots: Roots = ()) -> bytes:
    """Return a granted response without what no signature covers; anything else as it is.

    Many authorities say "Operation Okay" beside granted, some add unsigned attributes or
    revocation lists, or certificates that lead to several roots. `openssl ts -verify` believes
    what is left as it did the whole. A certificate above one that `roots` issued, and that
    didn't sign itself, is left out too: there is nothing to check it by.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            token = read_signed(response)
            return replace(token, certificates=_kept(token, roots)).response()
        except (TokenError, *BAD_CERTIFICATE):
            return response


def _kept(token: Token, roots: Roots) -> tuple[bytes, ...]:
    """Return the signer's certificate and its chain, in the order they came in."""
    certificates = held(token)
    named = [one for one in certificates if names_signer(token, one)]
    if len(named) != 1:
        return token.certificates
    others = [one for one in certificates if one is not named[0]]
    chain = _below(roots, [named[0], *climbed(named[0], others)])
    raw = {one.public_bytes(Encoding.DER) for one in chain}
    return tuple(one for one in token.certificates if one in raw)


def _below(roots: Roots, chain: list[x509.Certificate]) -> list[x509.Certificate]:
    """Cut a chain whose top nobody covers after the one that a root issued."""
    if issued(chain[-1], chain[-1]):
        return chain
    ends = (n for n, one in enumerate(chain, start=1) if any(issued(one, r) for r in roots))
    return chain[: next(ends, len(chain))]
