"""附册.pdf: aids for the court and open doubts for the lawyer, made beside the filing."""

from __future__ import annotations

import os
from pathlib import Path, PurePath

from evidence_kit import render
from evidence_kit.model import Case
from evidence_kit.render.annex import Annex, Filed, annex_pdf
from evidence_kit.render.contract import Story
from evidence_kit.render.wording import Wording
from evidence_kit.words import Words

ANNEX = "附册.pdf"


def annex(
    story: Story,
    arranged: Case,
    printed: render.Book,
    words: Wording | None,
    *,
    filed: Path,
    work: Path,
) -> Annex:
    """Return the annex of a run; its links lead from `work` to the pages of `filed`."""
    return annex_pdf(
        arranged,
        story.facts,
        story.screens,
        story.sources,
        say=Words("zh_CN").say,
        filed=_filed(filed, printed, work),
        wording=words,
    )


def _filed(path: Path, printed: render.Book, work: Path) -> Filed | None:
    """Say where the filing lies from X-work; nothing leads there from another drive."""
    try:
        way = PurePath(os.path.relpath(path.absolute(), work.absolute()))
    except ValueError:
        return None
    return Filed(way.as_posix(), printed.cover + printed.listed)
