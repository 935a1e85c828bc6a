"""Recordings: how long they run, whether they show anything, and some of their pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from evidence_kit.media import counted, ffmpeg, iso, riff
from evidence_kit.media.stills import Still, stills
from evidence_kit.model import Medium

__all__ = ["Probed", "Still", "probe", "stills"]

_ISO = ("video/mp4", "video/quicktime", "audio/mp4")
_LENGTHS: dict[str, Callable[[BinaryIO], float | None]] = {
    "audio/wav": riff.wave_seconds,
    "audio/mpeg": counted.mpeg_seconds,
    "audio/aac": counted.aac_seconds,
    "audio/amr": counted.amr_seconds,
}
# Frames to the end: what isn't is no such sound, or was cut.
_COUNTED = ("audio/mpeg", "audio/aac", "audio/amr")


@dataclass(frozen=True, slots=True)
class Probed:
    """What a recording is, and how many seconds it runs; None where that isn't sure."""

    medium: Medium
    seconds: float | None


def probe(path: Path, media_type: str, name: str) -> Probed | None:
    """Say what a file of sound or moving pictures is; None for one that is damaged.

    The formats that phones write are read here, whatever is installed; ffprobe, where it is
    there, is asked for the others and for what they leave open. Nothing is raised for any
    content; OSError passes.
    """
    if media_type in _ISO:
        return _iso(path, media_type)
    seconds = None
    if media_type in _LENGTHS:
        with path.open("rb") as file:
            seconds = _LENGTHS[media_type](file)
    asked = ffmpeg.probe(path, media_type) if seconds is None else None
    if asked is not None:
        return Probed(Medium.VIDEO if asked.pictured else Medium.AUDIO, asked.seconds)
    if seconds is None and media_type in _COUNTED:
        return None
    return Probed(_medium(media_type, name), seconds)


def _iso(path: Path, media_type: str) -> Probed | None:
    with path.open("rb") as file:
        found = iso.read(file)
    if found is None or not found.tracks:
        return None
    medium = Medium.VIDEO if "vide" in found.tracks else Medium.AUDIO
    if found.seconds is not None or not found.whole:
        return Probed(medium, found.seconds if found.whole else None)
    asked = ffmpeg.probe(path, media_type)
    return Probed(medium, asked.seconds if asked else None)


def _medium(media_type: str, name: str) -> Medium:
    """Return what a format holds; of Windows Media the name alone tells."""
    sound = media_type.startswith("audio/") or name.lower().endswith((".wma", ".mka"))
    return Medium.AUDIO if sound else Medium.VIDEO
