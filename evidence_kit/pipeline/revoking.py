"""Whether an authority's certificates were revoked: asked where they say, once believed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from evidence_kit import files, seal, tsa
from evidence_kit.audit import revocation
from evidence_kit.errors import OutputError

KINDS = ("crl", "ocsp")
_MOST_KEPT = 1_000  # papers of one authority and kind beside a bundle; one more is not kept


@dataclass(frozen=True, slots=True)
class Told:
    """What was fetched about the certificates of one response, and what is to be made of it."""

    response: bytes
    roots: seal.Roots
    fetched: tuple[tsa.Fetched, ...] = ()

    def papers(self, kind: str) -> tuple[bytes, ...]:
        """Return what came of one of KINDS, each once."""
        kept = (one.content for one in self.fetched if one.kind == kind and one.content)
        return tuple(dict.fromkeys(kept))

    def refuses(self, times: Iterable[datetime]) -> bool:
        """Say whether a seal of one of these times proves nothing, by what came."""
        at = tuple(times)
        papers = [paper for kind in KINDS for paper in self.papers(kind)]
        told = revocation.statuses(papers, revocation.pairs(self.response, self.roots))
        return any(status.refuses(time) for status in told for time in at)


def asked(response: bytes, roots: seal.Roots) -> Told:
    """Ask whom the certificates of a response name; it must be believed under these roots.

    A stranger's answer may name any place at all.
    """
    return Told(response, roots, tuple(tsa.fetched(response, roots)))


def folder_of(bundle: Path) -> Path:
    """Return where such papers are kept for a bundle that was finished before they came."""
    whole = bundle.absolute()
    return whole.with_name(f"{whole.name}.revocation")


def keep(bundle: Path, authority: str, found: Iterable[tsa.Fetched]) -> tuple[tsa.Fetched, ...]:
    """Write papers beside a finished bundle, whose manifests can't list them any more.

    Return what is kept: one that can't be written is as if it hadn't come, and costs no seal.
    """
    folder = folder_of(bundle)
    return tuple(_kept(one, folder, authority) for one in found)


def _kept(one: tsa.Fetched, folder: Path, authority: str) -> tsa.Fetched:
    if one.content is None:
        return one
    try:
        for path in _places(folder, f"{authority}.", f".{one.kind}"):
            if path.is_file() and path.read_bytes() == one.content:
                return one
            if not path.exists():
                files.write_private(path, one.content)
                return one
    except (OutputError, OSError):
        pass
    return tsa.Fetched(one.url, one.kind, None)


def _places(folder: Path, before: str, after: str) -> Iterator[Path]:
    return (folder / f"{before}{number}{after}" for number in range(1, _MOST_KEPT))
