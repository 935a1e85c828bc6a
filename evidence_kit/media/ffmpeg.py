"""ffprobe and ffmpeg, where they are installed: one foreign program, asked with a deadline."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

DEADLINE = 20.0  # seconds for one question; a film of an hour takes less than one
MOST_ANSWER = 4 << 20  # bytes of one small picture
# The demuxer that each kind is given to: a file chooses none by itself, and none that opens others.
_READERS = {
    "video/mp4": "mov",
    "video/quicktime": "mov",
    "audio/mp4": "mov",
    "video/x-matroska": "matroska",
    "video/webm": "matroska",
    "video/x-msvideo": "avi",
    "video/x-flv": "flv",
    "video/x-ms-wmv": "asf",
    "audio/mpeg": "mp3",
    "audio/aac": "aac",
    "audio/amr": "amr",
    "audio/wav": "wav",
    "audio/ogg": "ogg",
    "audio/flac": "flac",
    "audio/x-caf": "caf",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What ffprobe says: whether a moving picture is in it, and how long it runs."""

    pictured: bool
    seconds: float | None


def probe(path: Path, media_type: str) -> Asked | None:
    """Return what ffprobe says of a file; None where it isn't there or can't read it."""
    wanted = "format=duration:stream=codec_type:stream_disposition=attached_pic"
    answer = _ask("ffprobe", ("-show_entries", wanted, "-of", "json"), path, media_type)
    try:
        said: object = json.loads(answer)
    except (ValueError, RecursionError):
        return None
    return _asked(said) if isinstance(said, Mapping) else None


def still(path: Path, media_type: str, at: float, *, side: int) -> bytes | None:
    """Return the picture at a second as JPEG, no side longer than `side` pixels; None for none."""
    fit = f"scale={side}:{side}:force_original_aspect_ratio=decrease,setsar=1"
    kept = ("-c:v", "mjpeg", "-q:v", "3", "-pix_fmt", "yuvj420p", "-f", "image2pipe")
    how = ("-frames:v", "1", "-an", "-sn", "-vf", fit, *kept, "pipe:1")
    found = _ask("ffmpeg", how, path, media_type, before=("-ss", f"{at:.3f}"))
    return found if found.startswith(b"\xff\xd8\xff") else None


def _asked(said: Mapping[str, object]) -> Asked | None:
    streams = said.get("streams")
    if not isinstance(streams, list) or not streams:
        return None
    pictured = any(_is_film(one) for one in streams if isinstance(one, Mapping))
    form = said.get("format")
    length = form.get("duration") if isinstance(form, Mapping) else None
    try:
        seconds = float(str(length))
    except ValueError:
        seconds = 0.0
    return Asked(pictured, seconds if 0 < seconds < float("inf") else None)


def _is_film(stream: Mapping[str, object]) -> bool:
    """Say whether a stream is a moving picture, and not the cover of a sound."""
    disposition = stream.get("disposition")
    cover = isinstance(disposition, Mapping) and disposition.get("attached_pic") == 1
    return stream.get("codec_type") == "video" and not cover


def _ask(
    program: str,
    how: Sequence[str],
    path: Path,
    media_type: str,
    *,
    before: Sequence[str] = (),
) -> bytes:
    """Return what a program writes; nothing where it isn't there, fails, or takes too long."""
    found, reader = shutil.which(program), _READERS.get(media_type)
    if found is None or reader is None:
        return b""
    quiet = ("-hide_banner", "-loglevel", "error", "-protocol_whitelist", "file")
    stay = ("-nostdin",) if program == "ffmpeg" else ()
    given = (*stay, *quiet, *before, "-f", reader, "-i", f"file:{path.absolute()}", *how)
    try:
        ran = subprocess.run(
            (found, *given),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=DEADLINE,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return b""
    return ran.stdout if ran.returncode == 0 and len(ran.stdout) <= MOST_ANSWER else b""
