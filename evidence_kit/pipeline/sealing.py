"""Sealing a staged bundle: the originals before anybody looks at them, the rest at the end."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import evidence_kit
from evidence_kit import audit, files, seal, tsa
from evidence_kit.audit import each, revocation
from evidence_kit.errors import OutputError, TimestampError
from evidence_kit.files import bag
from evidence_kit.files.stage import writing
from evidence_kit.model import Digest, PdfSignature, Seal, SealFinding, Source, Verdict
from evidence_kit.pipeline import revoking
from evidence_kit.tsa import Authority, LocalAuthority

ORIGINALS = ("manifest-sha256", "manifest-sm3")
PAPERS = ("tagmanifest-sha256", "tagmanifest-sm3")
# An authority that fails so often, one request after another, is asked for no more originals.
MOST_FAILURES = 3
_BEIJING = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Asked:
    """What one authority was asked to stamp, and what came of it: a finding, or the fault.

    `digest` is the only thing that went out, and `url` where it went to; empty for `local`.
    """

    authority: str
    url: str
    subject: str
    digest: Digest
    finding: SealFinding | None = None
    fault: TimestampError | None = None


def take(
    subject: str, digest: Digest, authority: Authority, *, roots: seal.Roots, number: int = 1
) -> tuple[Seal, SealFinding]:
    """Have a digest stamped, and judge the answer before anybody relies on it.

    Raises TimestampError as the authority does, and "bad_token" where its answer proves nothing.
    """
    request = seal.request(digest, nonce=secrets.randbits(63) + 1)
    name = f"{subject}.{authority.name}.{number}"
    response = tsa.trimmed(authority.answer(request), roots=roots)
    taken = Seal(name, digest, request, response)
    found = seal.prove(taken, roots=roots, own=authority.certificates)
    if found.gen_time is None:
        raise TimestampError("bad_token", authority=authority.name, fault=found.fault or "")
    return taken, found


class Sealer:
    """The two rounds of seals of one bundle, by this machine and by the authorities asked for.

    Between the rounds the papers are written; `data/` must stay as it was taken in. An authority
    that fails is left out from there on: `asked` tells, and the bundle is whole without it.
    """

    def __init__(
        self,
        root: Path,
        sources: Sequence[Source],
        authorities: Sequence[Authority] = (),
        *,
        roots: seal.Roots = (),
        told: Callable[[Asked], None] = lambda _: None,
    ) -> None:
        self._root = root
        self._sources = tuple(sources)
        own = (one for one in authorities if one.name == LocalAuthority.name)
        self._local: Authority = next(own, None) or LocalAuthority(_now)
        self._others = tuple(one for one in authorities if one.name != LocalAuthority.name)
        self._roots = roots
        self._told = told
        self._taken_in: datetime | None = None
        self.asked: list[Asked] = []
        self.fetched: list[tsa.Fetched] = []

    def take_intake_seal(self) -> Digest:
        """Write and seal the manifests of the originals; return manifest-sha256.txt's SHA-256.

        Raises OutputError where the stage can't be written.
        """
        bag.write_payload_manifests(self._root, self._sources)
        bag.keep_certificates(self._root, self._local.name, self._local.certificates)
        self._taken_in = min(self._seal_locally(subject) for subject in ORIGINALS)
        self._others = tuple(
            one
            for one in self._others
            if self._sealed_by(one, ORIGINALS) and self._is_unrevoked(one)
        )
        for authority in self._others:
            response = bag.response_of(self._root, f"{ORIGINALS[0]}.{authority.name}.1")
            roots = seal.roots_in(authority.certificates) if authority.certificates else ()
            if any(revocation.led_to(root, response) for root in roots):
                bag.keep_certificates(self._root, authority.name, authority.certificates)
        return bag.digest_of(self._root, ORIGINALS[0])

    def _is_unrevoked(self, authority: Authority) -> bool:
        """Fetch whether its certificates were revoked, where they are believed and say who knows.

        Only then: a stranger's answer may name any place at all. What is told is kept, but of a
        revoked certificate, which costs the authority its seals; where nothing is told, nothing
        needs it.
        """
        told = [one for one in self.asked if one.authority == authority.name]
        times = [one.finding.gen_time for one in told if one.finding and one.finding.trusted_root]
        if not times or not told[0].url:
            return True
        response = bag.response_of(self._root, f"{ORIGINALS[0]}.{authority.name}.1")
        found = revoking.asked(response, self._roots)
        self.fetched += found.fetched
        if found.refuses(time for time in times if time):
            self._drop(authority)
            return False
        for kind in revoking.KINDS:
            bag.keep_revocation(self._root, authority.name, kind, found.papers(kind))
        return True

    def _drop(self, authority: Authority) -> None:
        fault = TimestampError("bad_token", authority=authority.name, fault="revoked")
        bag.drop_seals(self._root, (f"{subject}.{authority.name}.1" for subject in ORIGINALS))
        self.asked = [
            replace(one, finding=None, fault=fault) if one.authority == authority.name else one
            for one in self.asked
        ]

    @property
    def authorities(self) -> tuple[Authority, ...]:
        """The third parties that have given what they were asked for so far."""
        return self._others

    def stamped(self, authority: Authority, subject: str, digest: Digest, *, most: int) -> bytes:
        """Return an authority's response about something else, of so many bytes at most.

        Raises TimestampError where it fails or has more.
        """
        asked, taken = self._ask(authority, subject, digest)
        if taken and len(taken.response) > most:
            reason = f"{len(taken.response)} bytes"
            name, url = authority.name, asked.url
            fault = TimestampError("tsa_no_token", authority=name, url=url, reason=reason)
            asked, taken = replace(asked, finding=None, fault=fault), None
        self.asked.append(asked)
        self._told(asked)
        if taken is None:
            raise asked.fault or TimestampError("bad_token", authority=authority.name, fault="")
        return taken.response

    def take_each(self, progress: Callable[[int, int], None] = lambda _done, _total: None) -> None:
        """Have each original stamped by itself, by every authority that sealed them together.

        Files that hold the same share an answer. An authority that fails costs its tokens: after
        MOST_FAILURES of them in a row it is asked for no more. Raises OutputError as above.
        """
        by_digest: dict[Digest, list[Source]] = {}
        for source in self._sources:
            by_digest.setdefault(source.sha256, []).append(source)
        total = len(by_digest) * len(self._others)
        done = 0
        for authority in self._others:
            for asked in self._stamped_each(authority, by_digest.values()):
                done += 1
                progress(done, total)
                self.asked.append(asked)
                self._told(asked)

    def _stamped_each(
        self, authority: Authority, groups: Iterable[Sequence[Source]]
    ) -> Iterator[Asked]:
        failures = 0
        for group in groups:
            asked, taken = self._ask(authority, f"data/{group[0].safe_name}", group[0].sha256)
            if taken:
                self._keep_beside(authority.name, group, taken)
            yield asked
            failures = failures + 1 if asked.fault else 0
            if failures == MOST_FAILURES:
                return

    def _keep_beside(self, authority: str, group: Sequence[Source], taken: Seal) -> None:
        for source in group:
            stem = each.stem_of(source.safe_name, source.sha256, authority)
            bag.keep_token(self._root, stem, taken)

    @property
    def taken_in(self) -> datetime:
        """When the originals were sealed; RuntimeError before `take_intake_seal`."""
        if self._taken_in is None:
            raise RuntimeError("the originals are sealed first")
        return self._taken_in

    @property
    def proven(self) -> tuple[Asked, ...]:
        """The third-party seals of the originals whose root is trusted, the earliest first."""
        found = [one for one in self.asked if one.finding and one.finding.trusted_root]
        shown = [one for one in found if one.subject == ORIGINALS[0]]
        return tuple(sorted(shown, key=lambda one: (_when(one), one.authority)))

    def close(self) -> Digest:
        """List and seal everything else; return the SHA-256 of tagmanifest-sha256.txt.

        The finished bundle is then verified as a stranger would: OutputError "altered_meanwhile"
        names what contradicts it, "signature_unsound" a signature that doesn't hold. Raises
        RuntimeError before `take_intake_seal`.
        """
        taken_in, closing = self.taken_in, self._others
        while (left := self._closed(taken_in, closing)) != closing:
            closing = left  # bag-info.txt must not promise the seal of one that failed
        self._recheck()
        return bag.digest_of(self._root, PAPERS[0])

    def _closed(self, taken_in: datetime, closing: tuple[Authority, ...]) -> tuple[Authority, ...]:
        """Write bag-info.txt and the tag manifests, and seal them; return who did so."""
        names = [f"{s}.{a.name}.1" for s in ORIGINALS for a in (self._local, *self._others)]
        names += [f"{s}.{a.name}.1" for s in PAPERS for a in (self._local, *closing)]
        for authority in (self._local, *closing):
            bag.drop_seals(self._root, (f"{s}.{authority.name}.1" for s in PAPERS))
        bag.write_bag_info(
            self._root,
            self._sources,
            agent=f"evidence-kit {evidence_kit.__version__}",
            bagged_on=taken_in.astimezone(_BEIJING).date(),
            seals=names,
        )
        bag.write_tag_manifests(self._root)
        for subject in PAPERS:
            self._seal_locally(subject)
        return tuple(one for one in closing if self._sealed_by(one, PAPERS))

    def _seal_locally(self, subject: str) -> datetime:
        digest = bag.digest_of(self._root, subject)
        taken, found = take(subject, digest, self._local, roots=())
        bag.keep_seal(self._root, taken)
        if found.gen_time is None:
            raise RuntimeError("take refuses what has no time")
        return found.gen_time

    def _sealed_by(self, authority: Authority, subjects: Sequence[str]) -> bool:
        """Have both manifests stamped and keep the seals; none of them where one fails."""
        for subject in subjects:
            digest = bag.digest_of(self._root, subject)
            asked, taken = self._ask(authority, subject, digest)
            if taken:
                bag.keep_seal(self._root, taken)
            self.asked.append(asked)
            self._told(asked)
            if asked.fault is not None:
                bag.drop_seals(self._root, (f"{s}.{authority.name}.1" for s in subjects))
                return False
        return True

    def _ask(self, authority: Authority, subject: str, digest: Digest) -> tuple[Asked, Seal | None]:
        one = Asked(authority.name, getattr(authority, "url", ""), subject, digest)
        try:
            # A file's own name says nothing of whose seal it is: a photo may be called x.local.png.
            stem = "each" if subject.startswith("data/") else subject
            taken, found = take(stem, digest, authority, roots=self._roots)
        except TimestampError as error:
            return replace(one, fault=error), None
        return replace(one, finding=found), taken

    def _recheck(self) -> None:
        report = audit.report(files.observe(self._root), signed=self._signatures())
        for check in report.checks:
            if check.verdict is Verdict.FAILED:
                told = dict(check.args)
                if check.about == "signature":
                    raise OutputError("signature_unsound", finding=check.finding, **told)
                name = told.get("name", "")
                raise OutputError("altered_meanwhile", name=name, finding=check.finding)

    def _signatures(self) -> tuple[PdfSignature, ...]:
        from evidence_kit.render.signatures import signatures

        book = self._root / audit.BOOK
        if not book.is_file():
            return ()
        with writing(book), book.open("rb") as file:
            return signatures(file)


def _when(one: Asked) -> datetime:
    at = one.finding.gen_time if one.finding else None
    return at or datetime.max.replace(tzinfo=UTC)


def _now() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)
