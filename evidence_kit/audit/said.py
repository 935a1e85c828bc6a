"""What the bundle's own papers say of its files, against the files themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evidence_kit.model import Check, PageClaim
from evidence_kit.verify.bag import ORIGINALS, Bag
from evidence_kit.verify.finding import failed, passed


@dataclass(frozen=True, slots=True)
class Said:
    """What exhibits.json says of pages, and every digest printed after the exhibits of the PDF.

    Both are empty where a paper isn't in the form that this program gives it.
    """

    claims: tuple[PageClaim, ...] = ()
    digests: tuple[str, ...] = ()


def checks(bag: Bag, said: Said) -> Iterator[Check]:
    """Refuse a page that is said to be a file that isn't there, and a printed digest of nothing."""
    if bag.denies(ORIGINALS) or not (said.claims or said.digests):
        return
    originals = [file for file in bag.observed.files if file.name.startswith("data/")]
    known = {digest.hex for file in originals for digest in (file.sha256, file.sm3)}
    faults = [
        failed("said", "list_no_original", page=str(one.page), name=one.file)
        for one in said.claims
        if one.sha256.hex not in known
    ]
    listing = next((f for f in bag.observed.files if f.name == "manifest-sha256.txt"), None)
    if listing and said.digests and listing.sha256.hex not in said.digests:
        faults.append(failed("said", "other_manifest_printed", name=listing.name))
    if listing:
        known.add(listing.sha256.hex)
        strange = (one for one in dict.fromkeys(said.digests) if one not in known)
        faults += [failed("said", "printed_no_original", digest=one) for one in strange]
    yield from faults
    if not faults:
        yield passed("said", "said_match", pages=str(len({one.page for one in said.claims})))
