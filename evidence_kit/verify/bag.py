"""A bundle as it was found: its manifests, its papers, what may not be read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evidence_kit import manifest
from evidence_kit.model import Algorithm, Manifest, Observed

ORIGINALS, PAPERS = "manifest", "tagmanifest"
ALGORITHMS = (Algorithm.SHA256, Algorithm.SM3)
SUBJECTS = tuple(f"{kind}-{a}" for kind in (ORIGINALS, PAPERS) for a in ALGORITHMS)
KINDS = ("tsq", "tsr")
SEAL_FILE = re.compile(
    r"timestamps/((tag)?manifest-(sha256|sm3)\.[a-z0-9-]+\.[1-9][0-9]{0,3})\.(tsq|tsr)"
)


@dataclass(frozen=True, slots=True)
class Bag:
    """A bundle as observed, with its manifests read; a manifest that can't be read is absent."""

    observed: Observed
    contents: dict[str, bytes]
    manifests: dict[str, Manifest]
    names: frozenset[str]
    listed: frozenset[str]  # by one of the tag manifests

    def is_loose_seal(self, name: str) -> bool:
        """Say whether this file is a seal's, and no manifest lists it."""
        return bool(SEAL_FILE.fullmatch(name)) and name not in self.listed

    def denied(self, *names: str) -> bool:
        """Say whether one of these, or a folder above it, may not be read: so it isn't missing."""
        above = [one for one, reason in self.observed.unread if reason == "denied"]
        return any(name == one or name.startswith(f"{one}/") for name in names for one in above)

    def denies(self, kind: str) -> list[str]:
        """Return what may not be read of what this kind of manifest lists."""
        denied = [name for name, reason in self.observed.unread if reason == "denied"]
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
        listed=frozenset(name for listed in tags for name, _ in listed.entries),
    )


def fields(bag: Bag) -> tuple[tuple[str, str], ...]:
    """Return bag-info.txt as labels and values; nothing of what can't be read."""
    try:
        return manifest.parse_fields(bag.contents.get("bag-info.txt", b""))
    except ValueError:
        return ()
