"""A bundle as it was found: its manifests, its papers, what may not be read."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from evidence_kit import manifest
from evidence_kit.model import Algorithm, Manifest, Observed

ORIGINALS, PAPERS = "manifest", "tagmanifest"
ALGORITHMS = (Algorithm.SHA256, Algorithm.SM3)
SUBJECTS = tuple(f"{kind}-{a}" for kind in (ORIGINALS, PAPERS) for a in ALGORITHMS)
KINDS = ("tsq", "tsr")
UNKNOWN = {"denied": "unreadable_here", "too_much": "too_much_here"}  # and so not false
SEAL_FILE = re.compile(
    r"timestamps/((tag)?manifest-(sha256|sm3)\.[a-z0-9-]+\.[1-9][0-9]{0,3})\.(tsq|tsr)"
)


@dataclass(frozen=True, slots=True)
class Bag:
    """A bundle as observed, with its manifests read; a manifest that can't be read is absent.

    Names are `listed` by one of the tag manifests or `barred`, in order, each with a slash at its
    end, in the form in which they are compared.
    """

    observed: Observed
    contents: dict[str, bytes]
    manifests: dict[str, Manifest]
    names: frozenset[str]
    listed: frozenset[str]
    barred: tuple[str, ...]

    def is_loose_seal(self, name: str) -> bool:
        """Say whether this file is a seal's, and no manifest lists it."""
        return bool(SEAL_FILE.fullmatch(name)) and name not in self.listed

    def lists(self, name: str) -> bool:
        """Say whether one of the tag manifests lists this file."""
        return manifest.same_name(name) in self.listed

    def denied(self, *names: str) -> bool:
        """Say whether one of these, or a folder above it, may not be read: so it isn't missing."""
        return bool(self.barred) and any(map(self._is_barred, names))

    def _is_barred(self, name: str) -> bool:
        # Nothing barred lies below another: only the last that is not after it can be above it.
        path = f"{manifest.same_name(name)}/"
        return path.startswith(self.barred[bisect_right(self.barred, path) - 1])

    def denies(self, kind: str) -> list[str]:
        """Return what may not be read of what this kind of manifest lists."""
        denied = [name for name, reason in self.observed.unread if reason in UNKNOWN]
        return [n for n in denied if f"{n}/".startswith("data/") is (kind == ORIGINALS)]


def read(observed: Observed) -> Bag:
    """Return the bundle; a manifest that can't be read is absent."""
    contents = dict(observed.contents)
    manifests = {}
    for subject in SUBJECTS:
        try:
            algorithm = Algorithm(subject.partition("-")[2])
            manifests[subject] = manifest.parse(algorithm, contents[f"{subject}.txt"])
        except (KeyError, ValueError):
            continue
    tags = [manifests[subject] for subject in SUBJECTS[2:] if subject in manifests]
    return Bag(
        observed,
        contents,
        manifests,
        names=frozenset(file.name for file in observed.files),
        listed=frozenset(manifest.same_name(n) for listed in tags for n, _ in listed.entries),
        barred=_barred(observed),
    )


def _barred(observed: Observed) -> tuple[str, ...]:
    found = (f"{manifest.same_name(n)}/" for n, why in observed.unread if why in UNKNOWN)
    kept: list[str] = []
    for one in sorted(found):
        if not kept or not one.startswith(kept[-1]):
            kept.append(one)
    return tuple(kept)


def fields(bag: Bag) -> tuple[tuple[str, str], ...]:
    """Return bag-info.txt as labels and values; nothing of what can't be read."""
    try:
        return manifest.parse_fields(bag.contents.get("bag-info.txt", b""))
    except ValueError:
        return ()
