"""The check before filing: read the folder, ask what is missing, write the private page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from evidence_kit import check, files
from evidence_kit.errors import InputError
from evidence_kit.model import Digest, FileRole, SelfCheck
from evidence_kit.pipeline import reading
from evidence_kit.pipeline.folders import work_folder
from evidence_kit.render.check_page import FILE, check_page
from evidence_kit.render.contract import Story
from evidence_kit.words import Words


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check found, what it rests on, and where the page is."""

    checked: SelfCheck
    story: Story
    page: Path

    @property
    def names(self) -> dict[Digest, str]:
        """The user's own name of each file that was read."""
        return {source.sha256: source.name for source, _ in reversed(self.story.screens)}


def run(
    folder: Path, options: reading.Options, progress: reading.Progress = reading.silent
) -> Checked:
    """Read the folder, write X-work/立案前自查.html, in Chinese, and return what was found.

    Raises what `reading.read` does; InputError "no_pictures" where nothing was read; OutputError
    where X-work can't be written to, before anything is read.
    """
    files.refuse_denied(folder)
    work = work_folder(folder, party=options.party)
    if folder.is_dir():
        files.try_private(work, source=folder)
    story = reading.read(folder, options, progress)
    if not any(source.role is FileRole.USED for source in story.sources):
        raise InputError("no_pictures", path=str(folder))
    found = Checked(check.of(story.screens, story.facts), story, work / FILE)
    say = Words("zh_CN").say
    about = folder.resolve().name
    page = check_page(found.checked, about=about, names=found.names, say=say)
    files.write_private(found.page, page)
    return found
