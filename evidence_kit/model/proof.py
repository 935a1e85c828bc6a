"""Manifests, seals, and what a verification found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from evidence_kit.model.values import Algorithm, Args, Digest


@dataclass(frozen=True, slots=True)
class Manifest:
    """Names and digests, all of one algorithm; `manifest` gives the one canonical text."""

    algorithm: Algorithm
    entries: tuple[tuple[str, Digest], ...]


@dataclass(frozen=True, slots=True)
class Seal:
    """A whole time-stamp request and response (RFC 3161), DER as sent and received.

    `name` is the file stem below `timestamps/`: <manifest>.<authority>.<n>.
    """

    name: str
    subject: Digest
    request: bytes
    response: bytes


@dataclass(frozen=True, slots=True)
class SealFinding:
    """What a seal proves: a fault's kind, or the time, the authority, and who vouches for it.

    `gen_time` is UTC. `trusted_root` is the subject of the verifier's own root that the chain
    ends in, None where no such root was given.
    """

    fault: str | None
    gen_time: datetime | None = None
    authority: str = ""
    trusted_root: str | None = None


@dataclass(frozen=True, slots=True)
class Differences:
    """What a folder holds against what a manifest lists; names sorted by code point."""

    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file of a bundle as it was found: its path from the bundle's top, `/` between parts."""

    name: str
    size: int
    sha256: Digest
    sm3: Digest


@dataclass(frozen=True, slots=True)
class Observed:
    """Everything that verifying a bundle needs of it, read once.

    `contents` are the bytes of the top `.txt` files and of `timestamps/`, those that digest
    to what `files` says of them; a file too large to be one of ours is left out. `unread` names
    what is not a readable file, with the reason: "link", "special" or "denied".
    """

    files: tuple[FoundFile, ...]
    contents: tuple[tuple[str, bytes], ...]
    unread: tuple[tuple[str, str], ...] = ()


class Verdict(StrEnum):
    """PASSED, INDETERMINATE or FAILED; the worst check decides."""

    PASSED = "passed"
    INDETERMINATE = "indeterminate"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what it was about, its verdict, and the kind of its finding."""

    about: str
    verdict: Verdict
    finding: str
    args: Args = ()


_COVERING_ALL = frozenset({"digest_bundle", "third_party_bundle"})
_WORST_FIRST = (Verdict.FAILED, Verdict.INDETERMINATE, Verdict.PASSED)


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """All checks, numbered by their order."""

    checks: tuple[Check, ...]

    @property
    def verdict(self) -> Verdict:
        """The worst check's verdict; no checks is INDETERMINATE."""
        found = {check.verdict for check in self.checks}
        return next((v for v in _WORST_FIRST if v in found), Verdict.INDETERMINATE)

    @property
    def covers(self) -> str | None:
        """What an anchor vouches for: "bundle", or only its "originals"; None unless PASSED."""
        anchors = {check.finding for check in self.checks if check.about == "anchor"}
        if self.verdict is not Verdict.PASSED or not anchors:
            return None
        return "bundle" if anchors & _COVERING_ALL else "originals"
