"""What is in a bundle but can't be read here: whatever may be said of it, it isn't false."""

from __future__ import annotations

from dataclasses import dataclass

from evidence_kit.manifest import same_name
from evidence_kit.verify.bag import ORIGINALS, PAPERS, Bag


@dataclass(frozen=True, slots=True)
class Unread:
    """Names of files that can't be read, by the SHA-256 that is listed of them.

    Where a list itself can't be read, any of its files may have any digest: `unlisted` is one.
    """

    listed: dict[str, str]
    unlisted: str | None
    by_base: dict[str, str]

    @classmethod
    def of(cls, bag: Bag) -> Unread:
        """Return what can't be read of a bundle; nothing of a bundle that all can be."""
        if not bag.barred:
            return cls({}, None, {})
        listed: dict[str, str] = {}
        unlisted = None
        for kind in (ORIGINALS, PAPERS):
            held = bag.manifests.get(f"{kind}-sha256")
            listed |= {d.hex: n for n, d in held.entries if bag.denied(n)} if held else {}
            if held is None and (denied := bag.denies(kind)):
                unlisted = denied[0]
        names = (*(one.removesuffix("/") for one in bag.barred), *listed.values())
        return cls(listed, unlisted, {base(name): name for name in names})

    def with_digest(self, sha256: str) -> str | None:
        """Return a file that has this digest (hex) for all that can be known; None for none."""
        return self.listed.get(sha256, self.unlisted)

    def called(self, name: str) -> str | None:
        """Return a file whose last part is that of a name; None for none."""
        return self.by_base.get(base(name), self.unlisted)


def base(name: str) -> str:
    """Return the last part of a name, as two are compared."""
    return same_name(name.rpartition("/")[2])
