"""Verification: what a bundle holds against what it says, and against something outside it.

    form       bagit.txt and bag-info.txt are as this program writes them
    originals  data/ is exactly what both manifests list, by SHA-256 and by SM3
    papers     everything else is exactly what both tag manifests list
    seals      every seal that bag-info.txt names is there, one at least for each manifest
    seal       each seal proves what it says; a seal that no manifest lists must do so too
    anchor     something outside the bundle agrees with it

It depends on `manifest`, `seal`, `model` and `errors` alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from evidence_kit import manifest, seal
from evidence_kit.errors import UsageError
from evidence_kit.model import (
    Algorithm,
    Check,
    Digest,
    FoundFile,
    Manifest,
    Observed,
    Seal,
    SealFinding,
    Verdict,
    VerificationReport,
)

Copies = tuple[tuple[str, Digest], ...]

ORIGINALS, PAPERS = "manifest", "tagmanifest"
_ALGORITHMS = (Algorithm.SHA256, Algorithm.SM3)
_SUBJECTS = tuple(f"{kind}-{a}" for kind in (ORIGINALS, PAPERS) for a in _ALGORITHMS)
_SEAL_FILE = re.compile(
    r"timestamps/((tag)?manifest-(sha256|sm3)\.[a-z0-9-]+\.[1-9][0-9]{0,3})\.(tsq|tsr)"
)
_KINDS = ("tsq", "tsr")
_BEIJING = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class _Bag:
    """A bundle as observed, with its manifests read; a manifest that can't be read is absent."""

    observed: Observed
    contents: dict[str, bytes]
    manifests: dict[str, Manifest]
    names: frozenset[str]
    listed: frozenset[str]  # by one of the tag manifests

    def is_loose_seal(self, name: str) -> bool:
        """Say whether this file is a seal's, and no manifest lists it."""
        return bool(_SEAL_FILE.fullmatch(name)) and name not in self.listed

    def denied(self, *names: str) -> bool:
        """Say whether one of these, or a folder above it, may not be read: so it isn't missing."""
        above = [one for one, reason in self.observed.unread if reason == "denied"]
        return any(name == one or name.startswith(f"{one}/") for name in names for one in above)

    def denies(self, kind: str) -> list[str]:
        """Return what may not be read of what this kind of manifest lists."""
        denied = [name for name, reason in self.observed.unread if reason == "denied"]
        return [n for n in denied if f"{n}/".startswith("data/") is (kind == ORIGINALS)]


def report(
    observed: Observed,
    *,
    digest: str | None = None,
    against: Copies | None = None,
    roots: tuple[bytes, ...] = (),
    known: tuple[bytes, ...] = (),
) -> VerificationReport:
    """Return every check of a bundle; any content gives a report.

    The anchors: `digest`, the SHA-256 in hex of manifest-sha256.txt (it anchors the originals)
    or of tagmanifest-sha256.txt (it anchors everything); `against`, name and SHA-256 of the
    verifier's own copies; `roots`, certificates (PEM or DER) that the verifier trusts, and
    `known`, those that come with the program and that the report names. Without
    one that holds, the verdict is never PASSED. Raises UsageError "not_a_digest" or
    "not_a_root" for anchors that are none.
    """
    trusted = _roots(roots)
    given = _digest(digest) if digest is not None else None
    bag = _read(observed)
    sealed = tuple(_prove_all(bag, (*trusted, *_roots(known))))
    checks = (
        *_form(bag),
        *_payload(bag),
        *_papers(bag),
        *_named_seals(bag),
        *(_seal_check(one) for one in sealed),
        *_repeated(sealed),
        *_anchors(bag, sealed, given, against, rooted=bool(trusted)),
    )
    return VerificationReport(checks)


def _roots(files: tuple[bytes, ...]) -> seal.Roots:
    found: seal.Roots = ()
    for number, raw in enumerate(files, start=1):
        try:
            found += seal.roots_in(raw)
        except ValueError as error:
            raise UsageError("not_a_root", number=str(number)) from error
    return found


def _digest(said: str) -> Digest:
    try:
        return Digest(Algorithm.SHA256, said)
    except ValueError as error:
        raise UsageError("not_a_digest", digest=said) from error


def _read(observed: Observed) -> _Bag:
    contents = dict(observed.contents)
    manifests = {}
    for subject in _SUBJECTS:
        try:
            algorithm = Algorithm(subject.partition("-")[2])
            manifests[subject] = manifest.parse(algorithm, contents[f"{subject}.txt"])
        except (KeyError, ValueError):
            continue
    tags = [manifests[subject] for subject in _SUBJECTS[2:] if subject in manifests]
    return _Bag(
        observed,
        contents,
        manifests,
        names=frozenset(file.name for file in observed.files),
        listed=frozenset(name for listed in tags for name, _ in listed.entries),
    )


# -- form --------------------------------------------------------------------------------------


def _form(bag: _Bag) -> Iterator[Check]:
    if bag.contents.get("bagit.txt") != manifest.BAGIT_TXT and not bag.denied("bagit.txt"):
        yield _failed("form", "bad_bagit_txt")
    if bag.denied("bag-info.txt"):
        return
    fields = _fields(bag)
    labels = [label for label, _ in fields if label != manifest.SEAL_LABEL]
    if labels != list(manifest.INFO_LABELS):
        yield _failed("form", "bad_bag_info")
        return
    payload = [file for file in bag.observed.files if file.name.startswith("data/")]
    counted = f"{sum(file.size for file in payload)}.{len(payload)}"
    if dict(fields)["Payload-Oxum"] != counted and not bag.denies(ORIGINALS):
        yield _failed("form", "other_count", listed=dict(fields)["Payload-Oxum"], found=counted)
    yield _passed("form", "form_read", agent=dict(fields)["Bag-Software-Agent"])


def _fields(bag: _Bag) -> tuple[tuple[str, str], ...]:
    try:
        return manifest.parse_fields(bag.contents.get("bag-info.txt", b""))
    except ValueError:
        return ()


# -- originals and papers ------------------------------------------------------------------------


def _payload(bag: _Bag) -> Iterator[Check]:
    found = [file for file in bag.observed.files if file.name.startswith("data/")]
    yield from _complete(bag, ORIGINALS, "originals", found)


def _papers(bag: _Bag) -> Iterator[Check]:
    unlisted = frozenset(f"{subject}.txt" for subject in _SUBJECTS[2:])
    found = [
        file
        for file in bag.observed.files
        if not file.name.startswith("data/")
        and file.name not in unlisted
        and not bag.is_loose_seal(file.name)
    ]
    yield from _complete(bag, PAPERS, "papers", found)
    for name, reason in bag.observed.unread:
        if reason == "denied":
            yield _open("papers", "unreadable_here", name=name)
        else:
            yield _failed("papers", "not_a_file", name=name, reason=reason)


def _complete(bag: _Bag, kind: str, about: str, found: list[FoundFile]) -> Iterator[Check]:
    """Compare what was found with both manifests of a kind; each difference is a check."""
    faults: dict[tuple[str, str], None] = {}
    for algorithm in _ALGORITHMS:
        subject = f"{kind}-{algorithm}"
        if subject in bag.manifests:
            faults |= dict.fromkeys(_differences(bag, bag.manifests[subject], found))
        elif not bag.denied(f"{subject}.txt"):
            absent = f"{subject}.txt" not in bag.names
            faults["no_manifest" if absent else "bad_manifest", f"{subject}.txt"] = None
    for finding, name in faults:
        yield _failed(about, finding, name=name)
    denied = bag.denies(kind) or bag.denied(*(f"{kind}-{a}.txt" for a in _ALGORITHMS))
    if not faults and not denied:
        yield _passed(about, f"{about}_match", files=str(len(found)))


def _differences(bag: _Bag, listed: Manifest, found: list[FoundFile]) -> Iterator[tuple[str, str]]:
    pick: Callable[[FoundFile], Digest] = (
        (lambda file: file.sha256) if listed.algorithm is Algorithm.SHA256 else (lambda f: f.sm3)
    )
    differences = manifest.compare(listed, ((file.name, pick(file)) for file in found))
    yield from (("missing", n) for n in differences.missing if not bag.denied(n))
    yield from (("changed", name) for name in differences.changed)
    for name in differences.added:
        yield "litter" if manifest.is_left_by_system(name) else "stranger", name


# -- seals ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sealed:
    """A seal's file stem, its response, what it proves."""

    name: str
    response: bytes
    finding: SealFinding

    @property
    def subject(self) -> str:
        return self.name.partition(".")[0]

    @property
    def is_local(self) -> bool:
        return self.name.split(".")[1] == seal.LOCAL


def _named_seals(bag: _Bag) -> Iterator[Check]:
    """Compare what bag-info.txt says must be there with what is."""
    if bag.denied("bag-info.txt"):
        return
    named = [value for label, value in _fields(bag) if label == manifest.SEAL_LABEL]
    sealed = {name.partition(".")[0] for name in named}
    gaps = [_failed("seals", "not_sealed", name=f"{s}.txt") for s in _SUBJECTS if s not in sealed]
    gaps += [
        _failed("seals", "seal_missing", name=path)
        for name in named
        for path in (f"timestamps/{name}.{kind}" for kind in _KINDS)
        if path not in bag.names and not bag.denied(path)
    ]
    yield from gaps
    if not gaps and not bag.denied(*(f"timestamps/{n}.{k}" for n in named for k in _KINDS)):
        yield _passed("seals", "seals_there", count=str(len(named)))


def _prove_all(bag: _Bag, roots: seal.Roots) -> Iterator[_Sealed]:
    own = bag.contents.get("timestamps/local.pem")
    stems = dict.fromkeys(m[1] for name in sorted(bag.names) if (m := _SEAL_FILE.fullmatch(name)))
    digests = {file.name: file.sha256 for file in bag.observed.files}
    for stem in stems:
        listing = f"{stem.partition('.')[0]}.txt"
        kept = ("timestamps/local.pem",) if stem.split(".")[1] == seal.LOCAL else ()
        if bag.denied(listing, *(f"timestamps/{stem}.{kind}" for kind in _KINDS), *kept):
            continue
        subject = digests.get(listing)
        request = bag.contents.get(f"timestamps/{stem}.tsq", b"")
        response = bag.contents.get(f"timestamps/{stem}.tsr", b"")
        if subject is None:
            yield _Sealed(stem, response, SealFinding("no_subject"))
            continue
        one = Seal(stem, subject, request, response)
        yield _Sealed(stem, response, seal.prove(one, roots=roots, own=own))


def _seal_check(one: _Sealed) -> Check:
    found = one.finding
    if found.fault is not None or found.gen_time is None:
        return _failed("seal", "seal_false", name=one.name, fault=found.fault or "")
    time = _shown(found.gen_time)
    if one.is_local:
        return _passed("seal", "local_time", name=one.name, time=time)
    if found.trusted_root is None:
        return _open("seal", "unknown_root", name=one.name, time=time, authority=found.authority)
    return _passed("seal", "third_party_time", name=one.name, time=time, authority=found.authority)


def _repeated(sealed: tuple[_Sealed, ...]) -> Iterator[Check]:
    """Refuse a copy of another seal: it proves nothing more, nobody adds it in good faith."""
    seen: set[bytes] = set()
    for one in sealed:
        if one.response in seen and one.finding.fault is None:
            yield _failed("seal", "seal_repeated", name=one.name)
        seen.add(one.response)


def _shown(time: datetime) -> str:
    return time.astimezone(_BEIJING).isoformat()


# -- anchors -------------------------------------------------------------------------------------


def _anchors(
    bag: _Bag,
    sealed: tuple[_Sealed, ...],
    given: Digest | None,
    against: Copies | None,
    *,
    rooted: bool,
) -> Iterator[Check]:
    found = [_vouched(one) for one in sealed if one.finding.trusted_root is not None]
    if given is not None:
        found.append(_digest_anchor(bag, given))
    if against is not None:
        found += _copies_anchor(bag, against)
    if not found:
        finding = "no_root_vouches" if rooted else "no_outside_anchor"
        found.append(Check("anchor", Verdict.INDETERMINATE, finding))
    yield from found


def _vouched(one: _Sealed) -> Check:
    """Name what a third party's seal anchors, under a root of the verifier's own."""
    whole = one.subject.startswith(PAPERS)
    return _passed(
        "anchor",
        "third_party_bundle" if whole else "third_party_originals",
        name=one.name,
        root=one.finding.trusted_root or "",
    )


def _digest_anchor(bag: _Bag, given: Digest) -> Check:
    digests = {file.name: file.sha256 for file in bag.observed.files}
    if given == digests.get("tagmanifest-sha256.txt"):
        return _passed("anchor", "digest_bundle", digest=given.hex)
    originals = digests.get("manifest-sha256.txt")
    if given == originals:
        return _passed("anchor", "digest_originals", digest=given.hex)
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        if bag.denied(name):
            return _open("anchor", "unreadable_here", name=name)
    return _failed(
        "anchor", "digest_differs", given=given.hex, found=originals.hex if originals else ""
    )


def _copies_anchor(bag: _Bag, copies: Copies) -> Iterator[Check]:
    """Find each original's twin among the verifier's own copies.

    An original whose name a copy bears must be it; without a copy, nothing is known. A copy
    that is no original may have been left out of the bundle on purpose.
    """
    originals = tuple(
        (file.name.removeprefix("data/"), file.sha256)
        for file in bag.observed.files
        if file.name.startswith("data/") and not manifest.is_left_by_system(file.name)
    )
    denied = bag.denies(ORIGINALS)
    if not originals and not denied:
        yield _open("anchor", "no_originals")
        return
    matched = manifest.match_copies(originals, copies)
    beyond = () if denied else matched.beyond  # a copy may be one of these
    yield from (_open("anchor", "unreadable_here", name=name) for name in denied)
    yield from (_failed("anchor", "copy_differs", name=name) for name in matched.differing)
    yield from (_open("anchor", "copy_misnamed", name=name) for name in matched.misnamed)
    yield from (_open("anchor", "copy_missing", name=name) for name in matched.missing)
    yield from (_open("anchor", "copy_beyond", name=name) for name in beyond)
    if not any((matched.differing, matched.misnamed, matched.missing, beyond, denied)):
        yield _passed("anchor", "copies_match", files=str(len(originals)))


def _passed(about: str, finding: str, **args: str) -> Check:
    return Check(about, Verdict.PASSED, finding, tuple(args.items()))


def _open(about: str, finding: str, **args: str) -> Check:
    return Check(about, Verdict.INDETERMINATE, finding, tuple(args.items()))


def _failed(about: str, finding: str, **args: str) -> Check:
    return Check(about, Verdict.FAILED, finding, tuple(args.items()))
