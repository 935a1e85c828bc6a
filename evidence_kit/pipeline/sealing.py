"""Sealing a staged bundle: the originals before anybody looks at them, the rest at the end."""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import evidence_kit
from evidence_kit import files, seal, verify
from evidence_kit.errors import OutputError, TimestampError
from evidence_kit.files import bag
from evidence_kit.model import Digest, Seal, Source, Verdict
from evidence_kit.tsa import Authority, LocalAuthority

_ORIGINALS = ("manifest-sha256", "manifest-sm3")
_PAPERS = ("tagmanifest-sha256", "tagmanifest-sm3")
_BEIJING = timezone(timedelta(hours=8))


class Sealer:
    """The two rounds of seals of one bundle, by the same authorities in both.

    Between the rounds the papers are written; `data/` must stay as it was taken in.
    """

    def __init__(
        self, root: Path, sources: Sequence[Source], authorities: Sequence[Authority] = ()
    ) -> None:
        self._root = root
        self._sources = tuple(sources)
        self._authorities = tuple(authorities) or (LocalAuthority(_now),)
        self._taken_in: datetime | None = None

    def take_intake_seal(self) -> Digest:
        """Write and seal the manifests of the originals; return manifest-sha256.txt's SHA-256.

        Raises TimestampError "bad_token" where an authority's answer proves nothing,
        OutputError where the stage can't be written.
        """
        bag.write_payload_manifests(self._root, self._sources)
        for authority in self._authorities:
            if authority.certificates:
                bag.keep_certificates(self._root, authority.name, authority.certificates)
        self._taken_in = self._seal(_ORIGINALS)
        return bag.digest_of(self._root, _ORIGINALS[0])

    def close(self) -> Digest:
        """List and seal everything else; return the SHA-256 of tagmanifest-sha256.txt.

        The finished bundle is then verified as a stranger would: OutputError "altered_meanwhile"
        names what contradicts it. Raises RuntimeError before `take_intake_seal`.
        """
        if self._taken_in is None:
            raise RuntimeError("the originals are sealed first")
        bag.write_bag_info(
            self._root,
            self._sources,
            agent=f"evidence-kit {evidence_kit.__version__}",
            bagged_on=self._taken_in.astimezone(_BEIJING).date(),
            seals=(_name(s, a) for s in _ORIGINALS + _PAPERS for a in self._authorities),
        )
        bag.write_tag_manifests(self._root)
        self._seal(_PAPERS)
        self._recheck()
        return bag.digest_of(self._root, _PAPERS[0])

    def _seal(self, subjects: tuple[str, ...]) -> datetime:
        """Seal each subject by each authority; return the earliest time."""
        return min(self._seal_one(s, a) for s in subjects for a in self._authorities)

    def _seal_one(self, subject: str, authority: Authority) -> datetime:
        digest = bag.digest_of(self._root, subject)
        request = seal.request(digest, nonce=secrets.randbits(63) + 1)
        taken = Seal(_name(subject, authority), digest, request, authority.answer(request))
        found = seal.prove(taken, roots=(), own=authority.certificates)
        if found.gen_time is None:
            raise TimestampError("bad_token", authority=authority.name, fault=found.fault or "")
        bag.keep_seal(self._root, taken)
        return found.gen_time

    def _recheck(self) -> None:
        report = verify.report(files.observe(self._root))
        for check in report.checks:
            if check.verdict is Verdict.FAILED:
                name = dict(check.args).get("name", "")
                raise OutputError("altered_meanwhile", name=name, finding=check.finding)


def _name(subject: str, authority: Authority) -> str:
    return f"{subject}.{authority.name}.1"


def _now() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)
