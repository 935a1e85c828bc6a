"""Seals: those that must be there, and what each of them proves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from evidence_kit import manifest, seal
from evidence_kit.model import Check, Digest, Seal, SealFinding
from evidence_kit.verify.bag import KINDS, SEAL_FILE, SUBJECTS, Bag, fields
from evidence_kit.verify.finding import failed, passed, shown, unsure


@dataclass(frozen=True, slots=True)
class Sealed:
    """A seal's file stem, its response, what it proves."""

    name: str
    response: bytes
    finding: SealFinding

    @property
    def subject(self) -> str:
        """The stem of the manifest that it is over."""
        return self.name.partition(".")[0]

    @property
    def is_local(self) -> bool:
        """Whether this machine gave it to itself."""
        return self.name.split(".")[1] == seal.LOCAL


class Judge(Protocol):
    """What says what a seal proves: `seal.prove`, or one that refuses more."""

    def __call__(self, taken: Seal, /, *, roots: seal.Roots, own: bytes | None) -> SealFinding:
        """Return what a seal proves, as `seal.prove` does."""
        ...


def named(bag: Bag) -> Iterator[Check]:
    """Compare what bag-info.txt says must be there with what is."""
    if bag.denied("bag-info.txt"):
        return
    named = [value for label, value in fields(bag) if label == manifest.SEAL_LABEL]
    sealed = {name.partition(".")[0] for name in named}
    gaps = [failed("seals", "not_sealed", name=f"{s}.txt") for s in SUBJECTS if s not in sealed]
    gaps += [
        failed("seals", "seal_missing", name=path)
        for name in named
        for path in (f"timestamps/{name}.{kind}" for kind in KINDS)
        if path not in bag.names and not bag.denied(path)
    ]
    yield from gaps
    if not gaps and not bag.denied(*(f"timestamps/{n}.{k}" for n in named for k in KINDS)):
        yield passed("seals", "seals_there", count=str(len(named)))


def proven(bag: Bag, roots: seal.Roots, judge: Judge) -> Iterator[Sealed]:
    """Yield every seal that may be read, with what it proves."""
    own = bag.contents.get("timestamps/local.pem")
    stems = dict.fromkeys(m[1] for name in sorted(bag.names) if (m := SEAL_FILE.fullmatch(name)))
    digests = {file.name: file.sha256 for file in bag.observed.files}
    for stem in stems:
        listing = f"{stem.partition('.')[0]}.txt"
        kept = ("timestamps/local.pem",) if stem.split(".")[1] == seal.LOCAL else ()
        if _isunanswered(bag, stem, digests.get(listing)):
            continue
        if bag.denied(listing, *(f"timestamps/{stem}.{kind}" for kind in KINDS), *kept):
            continue
        subject = digests.get(listing)
        request = bag.contents.get(f"timestamps/{stem}.tsq", b"")
        response = bag.contents.get(f"timestamps/{stem}.tsr", b"")
        if subject is None:
            yield Sealed(stem, response, SealFinding("no_subject"))
            continue
        one = Seal(stem, subject, request, response)
        yield Sealed(stem, response, judge(one, roots=roots, own=own))


def _isunanswered(bag: Bag, stem: str, subject: Digest | None) -> bool:
    """Say whether a request waits for its answer: no manifest lists it, it's about this bundle."""
    asked, answer = (f"timestamps/{stem}.{kind}" for kind in KINDS)
    if subject is None or answer in bag.names or asked in bag.listed:
        return False
    return seal.is_request(bag.contents.get(asked, b""), subject)


def unanswered(bag: Bag) -> Iterator[Check]:
    """Name each request without an answer, which a run that was ended leaves: it seals nothing."""
    digests = {file.name: file.sha256 for file in bag.observed.files}
    named = {value for label, value in fields(bag) if label == manifest.SEAL_LABEL}
    for name in sorted(bag.names):
        found = SEAL_FILE.fullmatch(name)
        subject = digests.get(f"{found[1].partition('.')[0]}.txt") if found else None
        if found and found[1] not in named and _isunanswered(bag, found[1], subject):
            yield unsure("seal", "seal_unanswered", name=found[1])


def check(one: Sealed) -> Check:
    """Say what a seal proves."""
    found = one.finding
    if found.fault is not None or found.gen_time is None:
        return failed("seal", "seal_false", name=one.name, fault=found.fault or "")
    time = shown(found.gen_time)
    if one.is_local:
        return passed("seal", "local_time", name=one.name, time=time)
    if found.trusted_root is None:
        return unsure("seal", "unknown_root", name=one.name, time=time, authority=found.authority)
    return passed("seal", "third_party_time", name=one.name, time=time, authority=found.authority)


def repeated(sealed: tuple[Sealed, ...]) -> Iterator[Check]:
    """Refuse a copy of another seal, however encoded: nobody adds it in good faith.

    It proves nothing more, and its name might tell of an authority that gave none.
    """
    seen = set()
    for one in sealed:
        stamp = seal.stamped(one.response)
        if stamp in seen and one.finding.fault is None:
            yield failed("seal", "seal_repeated", name=one.name)
        seen.add(stamp)
