"""Recordings: sound and film that the folder holds, and what is written down of their words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from evidence_kit.model.ink import Doubt
from evidence_kit.model.values import Digest


class Medium(StrEnum):
    """Whether a recording is heard only, or seen too."""

    AUDIO = "audio"
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line of a 文字整理稿 as it is written: when (00:12), who, what; the first two may lack."""

    at: str
    speaker: str
    words: str


@dataclass(frozen=True, slots=True)
class Recording:
    """One file of sound or film: how many whole seconds it runs, None where that isn't sure.

    `transcript` is what lies in the text file beside it that bears its name: somebody's
    文字整理, never a reading of ours.
    """

    source: Digest
    medium: Medium
    seconds: int | None
    transcript: tuple[Spoken, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def clock(seconds: int) -> str:
    """Return a length or a place in a recording: 03:25, or 1:02:03."""
    hours, rest = divmod(seconds, 3600)
    short = f"{rest // 60:02d}:{rest % 60:02d}"
    return f"{hours}:{short}" if hours else short
