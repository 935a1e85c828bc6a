"""Something outside the bundle that agrees with it, or doesn't."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from evidence_kit import manifest
from evidence_kit.model import Check, Digest, Verdict
from evidence_kit.verify.bag import ORIGINALS, PAPERS, Bag
from evidence_kit.verify.finding import failed, passed, unsure
from evidence_kit.verify.seals import Sealed

Copies: TypeAlias = tuple[tuple[str, Digest], ...]


def found(
    bag: Bag,
    sealed: tuple[Sealed, ...],
    given: Digest | None,
    against: Copies | None,
    *,
    rooted: bool,
) -> Iterator[Check]:
    """Yield what the seals under trusted roots, the digest and the copies say of the bundle."""
    found = [_vouched(one) for one in sealed if one.finding.trusted_root is not None]
    if given is not None:
        found.append(_digest_anchor(bag, given))
    if against is not None:
        found += _copies_anchor(bag, against)
    if not found:
        finding = "no_root_vouches" if rooted else "no_outside_anchor"
        found.append(Check("anchor", Verdict.INDETERMINATE, finding))
    yield from found


def _vouched(one: Sealed) -> Check:
    """Name what a third party's seal anchors, under a root of the verifier's own."""
    whole = one.subject.startswith(PAPERS)
    return passed(
        "anchor",
        "third_party_bundle" if whole else "third_party_originals",
        name=one.name,
        root=one.finding.trusted_root or "",
    )


def _digest_anchor(bag: Bag, given: Digest) -> Check:
    digests = {file.name: file.sha256 for file in bag.observed.files}
    if given == digests.get("tagmanifest-sha256.txt"):
        return passed("anchor", "digest_bundle", digest=given.hex)
    originals = digests.get("manifest-sha256.txt")
    if given == originals:
        return passed("anchor", "digest_originals", digest=given.hex)
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        if bag.denied(name):
            return unsure("anchor", "unreadable_here", name=name)
    return failed(
        "anchor", "digest_differs", given=given.hex, found=originals.hex if originals else ""
    )


def _copies_anchor(bag: Bag, copies: Copies) -> Iterator[Check]:
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
        yield unsure("anchor", "no_originals")
        return
    matched = manifest.match_copies(originals, copies)
    beyond = () if denied else matched.beyond  # a copy may be one of these
    yield from (unsure("anchor", "unreadable_here", name=name) for name in denied)
    yield from (failed("anchor", "copy_differs", name=name) for name in matched.differing)
    yield from (unsure("anchor", "copy_misnamed", name=name) for name in matched.misnamed)
    yield from (unsure("anchor", "copy_missing", name=name) for name in matched.missing)
    yield from (unsure("anchor", "copy_beyond", name=name) for name in beyond)
    if not any((matched.differing, matched.misnamed, matched.missing, beyond, denied)):
        yield passed("anchor", "copies_match", files=str(len(originals)))
