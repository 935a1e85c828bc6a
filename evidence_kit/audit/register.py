"""What a bundle keeps of revocations: each paper read once, and asked in bounded time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from cryptography import x509

from evidence_kit.audit.revocation import Pair, Paper, Status, read
from evidence_kit.seal.chain import BAD_CERTIFICATE

# Bytes of papers that certificates are looked for in, each as often as it is asked. A year of
# daily seals needs some hundred million; asking for more would take minutes.
MOST_ASKED = 1 << 28
LEAST_ASKED = 1 << 14  # of any: verifying a signature takes as long as reading so much

Told: TypeAlias = tuple[tuple[str, Status], ...]


class Register:
    """The lists and answers of a bundle, by whom they may be about.

    `papers` are those that are one at all, by their names; `exhausted` says that more was asked
    than is answered, so that a certificate may be revoked by what is there.
    """

    def __init__(self, kept: Mapping[str, bytes]) -> None:
        """Read every list and answer, by name."""
        found = ((name, read(raw)) for name, raw in sorted(kept.items()))
        self.papers = {name: paper for name, paper in found if paper is not None}
        self.exhausted = False
        self._sizes = {name: max(LEAST_ASKED, len(kept[name])) for name in self.papers}
        self._left = MOST_ASKED
        self._told: dict[Pair, Told] = {}
        self._by_issuer: dict[x509.Name, list[str]] = {}
        self._by_serial: dict[int, list[str]] = {}
        for name, paper in self.papers.items():
            self._enter(name, paper)

    def _enter(self, name: str, paper: Paper) -> None:
        if paper.issuer is not None:
            self._by_issuer.setdefault(paper.issuer, []).append(name)
        for serial in paper.serials:
            self._by_serial.setdefault(serial, []).append(name)

    def told(self, pair: Pair) -> Told:
        """Return what each paper says of a certificate, with its name."""
        if pair not in self._told:
            self._told[pair] = tuple(self._asked(pair)) if self.papers else ()
        return self._told[pair]

    def _asked(self, pair: Pair) -> list[tuple[str, Status]]:
        found: list[tuple[str, Status]] = []
        for name in self._about(pair):
            self._left -= self._sizes[name]
            if self._left < 0:
                self.exhausted = True
                break
            if (status := self.papers[name].status(pair)) is not None:
                found.append((name, status))
        return found

    def _about(self, pair: Pair) -> list[str]:
        answers = self._by_serial.get(pair.certificate.serial_number, ())
        try:
            return [*self._by_issuer.get(pair.issuer.subject, ()), *answers]
        except BAD_CERTIFICATE:
            return [*answers]

    def by_paper(self) -> dict[str, list[Status]]:
        """Return what each paper said of the certificates that were asked about."""
        found: dict[str, list[Status]] = {}
        for told in self._told.values():
            for name, status in told:
                found.setdefault(name, []).append(status)
        return found
