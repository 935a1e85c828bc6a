"""The files within the bundle's own PDF: each is one of its originals, and called so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence_kit.manifest import same_name
from evidence_kit.model import Carried, Check
from evidence_kit.verify.bag import ORIGINALS, Bag
from evidence_kit.verify.finding import failed, unsure

_KEY = re.compile(r"[0-9]{6}")  # what a book of ours sorts them by


def checks(book: str, bag: Bag, held: tuple[Carried, ...] | None) -> Iterator[Check]:
    """Refuse a file that is no original of the bundle, and one that bears another's name.

    None for `held` is a PDF with more in it than can be told.
    """
    if held is None:
        yield unsure("said", "carried_unread", name=book)
    if bag.denies(ORIGINALS):
        return
    stored: dict[str, list[str]] = {}
    for file in bag.observed.files:
        if file.name.startswith("data/"):
            stored.setdefault(file.sha256.hex, []).append(file.name.removeprefix("data/"))
    for one in dict.fromkeys(held or ()):
        originals = stored.get(one.sha256.hex, []) if one.sha256 else []
        name = next(iter(one.names), "")
        if not originals:
            yield failed("said", "carried_no_original", name=name)
        elif not any(all(_is_of(name, own) for name in one.names) for own in originals):
            yield failed("said", "carried_other_name", name=name, found=originals[0])


def _is_of(name: str, own: str) -> bool:
    """Say whether a file may bear this name: its own, or that in one folder and free there."""
    plain = same_name(own.replace("/", "／"))
    return bool(_KEY.fullmatch(name)) or same_name(name).lstrip("_") in (
        same_name(own).lstrip("_"),
        plain.lstrip("_"),
    )
