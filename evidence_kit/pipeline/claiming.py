"""The claim: read the folder, or case.toml alone, reckon, and write the table for the court."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from evidence_kit import brief, case, claim, facts, files
from evidence_kit.errors import InputError
from evidence_kit.model import Brief, Case, ClaimReport, Outcome
from evidence_kit.pipeline import published, reading, styling
from evidence_kit.pipeline.folders import brief_path, work_folder
from evidence_kit.render.claim_table import FILE, claim_table
from evidence_kit.render.contract import Story
from evidence_kit.render.wording import Wording

_NOTHING_THERE = ("no_such_folder", "empty_folder")
# What a claim that no court paper is written of came to.
_NO_PAPER = (Outcome.REPAID, Outcome.OVERPAID, Outcome.NOTHING_LENT, Outcome.NO_FIGURE)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a claim: to which day (None: cut_off, else today), by which rates beside."""

    on: date | None = None
    lpr: Path | None = None


@dataclass(frozen=True, slots=True)
class Claimed:
    """The claim, what it rests on, and the table that was written, None where there is none."""

    report: ClaimReport
    story: Story
    arranged: Case
    table: Path | None
    stale: Path | None = None  # one of an earlier run, where this one wrote none

    @property
    def names(self) -> Mapping[str, str]:
        """The user's own name of each file, by the hex of its SHA-256."""
        return {source.sha256.hex: source.name for source in reversed(self.story.sources)}


def run(
    folder: Path,
    options: reading.Options,
    asked: Question,
    progress: reading.Progress = reading.silent,
) -> Claimed:
    """Read the folder and case.toml, reckon, write X-work/诉讼请求计算表.docx.

    Where the folder is missing or empty, case.toml alone is the case. Raises what `reading.read`
    does, what `published.table` does, OutputError where X-work can't be written to.
    """
    files.refuse_denied(folder)
    party = options.party
    path = brief_path(folder, party=party)
    reading.refuse_unheard(folder, party)
    said = brief.load(path)
    table = published.table(said.lpr, asked.lpr)
    work = work_folder(folder, party=party)
    if folder.is_dir():
        files.try_private(work, source=folder)
    words = styling.wording(said, path)
    story = _story(folder, said, options, progress)
    on = asked.on or said.cut_off or files.today()
    report = claim.report(story.facts, said, on=on, table=table)
    lent = ((number, one.at.latest) for number, one in report.traced.loans.items())
    brief.refuse_before_lent(path, {number: day.date() for number, day in lent if day})
    arranged = case.arrange(story.facts, story.screens, story.sources, said, story.pages)
    written = _write(report, story, arranged, words, work / FILE)
    old = work / FILE if written is None and (work / FILE).exists() else None
    return Claimed(report, story, arranged, written, old)


def _story(
    folder: Path, said: Brief, options: reading.Options, progress: reading.Progress
) -> Story:
    """Read the folder; where nothing is there to read, a person's word is the whole story."""
    try:
        return reading.read(folder, options, progress)
    except InputError as error:
        if error.kind not in _NOTHING_THERE or said == Brief():
            raise
    return Story((), (), facts.gather((), said), "none", None)


def _write(
    report: ClaimReport, story: Story, arranged: Case, words: Wording, path: Path
) -> Path | None:
    if report.sure is None or report.sure.claim.outcome in _NO_PAPER:
        return None
    files.write_private(path, claim_table(report.sure, arranged, story.screens, words))
    return path
