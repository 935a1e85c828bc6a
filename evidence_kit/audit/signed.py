"""The signatures in the bundle's own PDF: whether what they cover is whole."""

from __future__ import annotations

from collections.abc import Iterator

from evidence_kit import seal
from evidence_kit.audit import signature
from evidence_kit.model import Check, Digest, PdfSignature, Seal
from evidence_kit.verify import Judge
from evidence_kit.verify.finding import failed, passed, shown, unsure

# What a time is over: of a root that is trusted, and of one that isn't.
_OF_BOOK = ("book_time", "book_unknown_root")
_OF_SIGNATURE = ("signature_time", "signature_unknown_root")


def checks(
    name: str,
    signatures: tuple[PdfSignature, ...],
    roots: seal.Roots,
    judge: Judge = seal.prove,
) -> Iterator[Check]:
    """Say of each signature of a PDF whose it is, and refuse one whose bytes were changed.

    Whose certificate it is nobody vouches for but a root that the verifier trusts. Each one must
    cover the whole file: what follows it was added afterwards, and whoever signs that later says
    nothing of who wrote it. We write a single one with the time inside, and after it nothing but
    a document timestamp.
    """
    for one in signatures:
        if one.gone:
            yield failed("signature", "signature_gone", name=name)
            continue
        stamp = signature.stamp_of(one)
        if not one.token:
            yield _signature(name, one, roots)
        if stamp is not None:
            yield _timestamp(_OF_BOOK if one.token else _OF_SIGNATURE, name, *stamp, roots, judge)
        elif one.token:
            yield failed("signature", "signature_false", name=name, fault="not_covering")
    if any(one.covered and one.end != one.size and not one.dated for one in signatures):
        yield failed("signature", "signature_appended", name=name)


def _signature(name: str, one: PdfSignature, roots: seal.Roots) -> Check:
    found = signature.judge_signature(one, roots)
    if found.fault is not None:
        return failed("signature", "signature_false", name=name, fault=found.fault)
    said = {"name": name, "signer": found.signer}
    if found.root is None:
        return passed("signature", "signature_whole", **said)
    return passed("signature", "signature_rooted", **said, root=found.root)


def _timestamp(
    kinds: tuple[str, str],
    name: str,
    about: Digest,
    response: bytes,
    roots: seal.Roots,
    judge: Judge,
) -> Check:
    """Say what a time proves: of a signature, or of the whole book with its signature."""
    said = seal.answered(response)
    request = seal.request(about, nonce=said[1]) if said else b""
    kept = Seal("book.third-party.1", about, request, response)
    found = judge(kept, roots=roots, own=None)
    if found.fault is not None or found.gen_time is None:
        return failed("signature", "signature_false", name=name, fault=found.fault or "")
    told = {"name": name, "authority": found.authority, "time": shown(found.gen_time)}
    if found.trusted_root is None:
        return unsure("signature", kinds[1], **told)
    return passed("signature", kinds[0], **told)
