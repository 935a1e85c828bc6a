"""What 证据材料.pdf holds beside what is seen of it: words below pictures, and the originals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evidence_kit.case import searchable
from evidence_kit.model import Case, Digest, PageText
from evidence_kit.render.attaching import Attached
from evidence_kit.render.contract import Story


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whether pictures can be searched and copied from, and whether originals are carried."""

    text_layer: bool = True
    originals: bool = False


USUAL = Wanted()


def texts(story: Story, wanted: Wanted) -> Mapping[Digest, PageText]:
    """Return the words that are sure of each picture; none where no text layer is wanted."""
    if not wanted.text_layer:
        return {}
    return searchable.texts(story.pages, story.screens, story.facts.doubts)


def originals(arranged: Case, story: Story, payload: Path, wanted: Wanted) -> tuple[Attached, ...]:
    """Return each file of the hash list that stands on a page, under its stored name, if wanted."""
    shown = {line.name for line in arranged.hashes if line.exhibit is not None}
    return tuple(
        Attached(one.safe_name, one.sha256, one.media_type, payload / one.safe_name)
        for one in story.sources
        if wanted.originals and one.name in shown
    )
