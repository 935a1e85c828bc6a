"""What 证据材料.pdf holds beside what is seen of it: words below pictures, and the originals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evidence_kit.case import searchable
from evidence_kit.model import RECORDINGS, Case, Digest, PageText
from evidence_kit.render.attaching import Attached
from evidence_kit.render.contract import Story


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whether pictures can be searched and copied from, and whether originals are carried."""

    text_layer: bool = True
    originals: bool = False


USUAL = Wanted()


@dataclass(frozen=True, slots=True)
class Beside:
    """The sure words of each picture, and the files that the book carries."""

    texts: Mapping[Digest, PageText]
    originals: tuple[Attached, ...]


def beside(arranged: Case, story: Story, payload: Path, wanted: Wanted) -> Beside:
    """Return what is wanted of that; originals are the pictures and PDFs on exhibit pages.

    Recordings, which may be far larger than any book, are handed in beside it.
    """
    texts = searchable.texts(story.pages, story.screens, story.facts.doubts)
    exhibits = (one for one in arranged.exhibits if one.kind not in RECORDINGS)
    shown = {page.name for one in exhibits for page in one.pages}
    originals = (
        Attached(one.safe_name, one.sha256, one.media_type, payload / one.safe_name)
        for one in story.sources
        if one.name in shown
    )
    return Beside(
        texts=texts if wanted.text_layer else {},
        originals=tuple(originals) if wanted.originals else (),
    )
