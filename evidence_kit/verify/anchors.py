"""Something outside the bundle that agrees with it, or doesn't."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evidence_kit.model import Check, Digest, Verdict
from evidence_kit.verify.bag import PAPERS, Bag
from evidence_kit.verify.finding import failed, passed, unsure
from evidence_kit.verify.seals import Sealed


def found(
    bag: Bag,
    sealed: tuple[Sealed, ...],
    given: Digest | None,
    others: Iterable[Check],
    *,
    rooted: bool,
) -> Iterator[Check]:
    """Yield what the seals under trusted roots, the digest and other anchors say of the bundle."""
    found = [_vouched(one) for one in sealed if one.finding.trusted_root is not None]
    if given is not None:
        found.append(_digest_anchor(bag, given))
    found += others
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
        authority=one.finding.authority,
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
