"""What an exhibit page may show beside a file as it is: a part enlarged, and sheets to write on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from evidence_kit.model.recordings import Medium
from evidence_kit.model.screen import Side
from evidence_kit.model.values import Box, Moment


@dataclass(frozen=True, slots=True)
class Close:
    """A picture sent in a chat, larger: a box in displayed pixels of the page that shows it."""

    box: Box


@dataclass(frozen=True, slots=True)
class VoiceSlot:
    """Where the words of a voice message in a chat are written: it, and so many ruled lines.

    `sender` is the name that a group prints; `spoken` are the lines of WeChat's own 转文字
    where the page surely shows it. `neutral` says that the phone may be another's.
    """

    box: Box
    side: Side
    seconds: int | None
    at: Moment
    sender: str | None
    spoken: tuple[str, ...]
    rules: int
    neutral: bool = False

    @property
    def height(self) -> int:
        """What it takes of a sheet, in half lines of 8 points: its head, words, rules, a gap."""
        return 3 + 2 * len(self.spoken) + 3 * self.rules + 1


@dataclass(frozen=True, slots=True)
class Written:
    """A row of a 文字整理稿: when, who, and what, broken into lines that fit their columns."""

    at: str
    speaker: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def lines(self) -> int:
        """How many lines high it is."""
        return max(1, len(self.speaker), len(self.words))


@dataclass(frozen=True, slots=True)
class RecordingSheet:
    """A recording on paper: what it is and, on its last sheet, the place to sign.

    `begins` says that it is the first sheet, which says what the recording is; `rows` are of its
    文字整理稿, and `rules` are empty rows to be filled in by hand. `size` is in bytes.
    """

    medium: Medium
    media_type: str
    seconds: int | None
    size: int
    begins: bool
    ends: bool
    rows: tuple[Written, ...] = ()
    rules: int = 0

    @property
    def written(self) -> bool:
        """Whether a 文字整理稿, or a part of it, stands on the sheet."""
        return bool(self.rows or self.rules)


View: TypeAlias = Close | VoiceSlot | RecordingSheet
