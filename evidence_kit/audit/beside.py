"""What lies in timestamps/ beside the seals: certificates for other people's tools, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from cryptography import x509

from evidence_kit import seal
from evidence_kit.audit.each import FOLDER
from evidence_kit.audit.revoked import REVOCATION_FILE
from evidence_kit.model import Check
from evidence_kit.seal.chain import BAD_CERTIFICATE, issued
from evidence_kit.seal.token import TokenError, take_apart
from evidence_kit.verify.bag import SEAL_FILE, Bag
from evidence_kit.verify.finding import failed, unsure

# Signatures of one certificate by another that are verified: a bundle needs one for each authority.
MOST_ISSUED = 4_000
_CERTIFICATES = re.compile(r"(seals/[^/]+/)?timestamps/(?P<by>[a-z0-9-]+)\.pem")


def checks(bag: Bag) -> Iterator[Check]:
    """Refuse what is no part of a seal, and a certificate that none of the seals leads to.

    Whoever checks a seal with other tools is told to take the certificate that lies there. Where
    a seal can't be read, or there are too many certificates, nothing is said of strange ones.
    """
    kept = {}
    for name in sorted(filter(bag.lists, bag.names)):  # what isn't listed is a stranger
        if match := _CERTIFICATES.fullmatch(name):
            if match["by"] != seal.LOCAL and not bag.denied(name):
                kept[name] = bag.contents.get(name, b"")
        elif name.startswith("timestamps/") and not _is_known(name):
            yield failed("seals", "stray_in_timestamps", name=name)
    yield from _strays(bag, kept)


def _is_known(name: str) -> bool:
    known = SEAL_FILE.fullmatch(name) or REVOCATION_FILE.fullmatch(name)
    return bool(known) or name.startswith(FOLDER)


def _strays(bag: Bag, kept: dict[str, bytes]) -> Iterator[Check]:
    """Name each file with a certificate that neither is in a seal nor issued one of a seal's."""
    if not kept:
        return
    led = _Led(raw for name, raw in bag.contents.items() if name.endswith(".tsr"))
    for name, raw in kept.items():
        found = list(map(led.to, _read(raw))) or [False]
        if not all(found) and not _has_unread_seals(bag):
            if led.exhausted:
                yield unsure("seals", "too_many_certificates", name=name)
                return
            yield failed("seals", "stray_certificate_file", name=name)


def _read(raw: bytes) -> seal.Roots:
    try:
        return seal.roots_in(raw)
    except ValueError:
        return ()


def _has_unread_seals(bag: Bag) -> bool:
    return any(name.split("/")[0] in ("timestamps", "seals") for name in bag.barred)


class _Led:
    """Which certificates the seals lead to; `exhausted` where it took too long to find out."""

    def __init__(self, responses: Iterable[bytes]) -> None:
        raws = {raw: None for response in responses for raw in _certificates(response)}
        self._issued_by: dict[x509.Name, list[x509.Certificate]] = {}
        self._left = MOST_ISSUED
        self._known: dict[x509.Certificate, bool] = {}
        self.exhausted = False
        for one in _loaded(raws):
            self._known[one] = True
            with suppress(*BAD_CERTIFICATE):
                self._issued_by.setdefault(one.issuer, []).append(one)

    def to(self, certificate: x509.Certificate) -> bool:
        """Say whether a certificate is in a seal, or issued one that is."""
        if certificate not in self._known:
            self._known[certificate] = self._has_issued(certificate)
        return self._known[certificate]

    def _has_issued(self, certificate: x509.Certificate) -> bool:
        for one in self._named(certificate):
            self._left -= 1
            if self._left < 0:
                self.exhausted = True
                return False
            if issued(one, certificate):
                return True
        return False

    def _named(self, certificate: x509.Certificate) -> list[x509.Certificate]:
        try:
            return self._issued_by.get(certificate.subject, [])
        except BAD_CERTIFICATE:
            return []


def _certificates(response: bytes) -> tuple[bytes, ...]:
    try:
        return take_apart(response).certificates
    except TokenError:
        return ()


def _loaded(raws: Iterable[bytes]) -> Iterator[x509.Certificate]:
    for raw in raws:
        yield from _read(raw)
