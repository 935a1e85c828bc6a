"""How long recordings run, what they hold, and their pictures; with and without ffmpeg."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import tapes

from evidence_kit import media
from evidence_kit.media import Probed, counted, ffmpeg
from evidence_kit.model import Medium

Ran = subprocess.CompletedProcess


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test asks the machine's own ffmpeg."""
    monkeypatch.setattr(ffmpeg.shutil, "which", lambda name: None)


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Callable[[object], list[Sequence[str]]]:
    """Return what puts an ffmpeg there that gives an answer, or raises it."""
    asked: list[Sequence[str]] = []

    def put(answer: object) -> list[Sequence[str]]:
        def run(args: Sequence[str], **how: object) -> Ran[bytes]:
            asked.append(args)
            assert how["timeout"]
            assert how["stdin"] is subprocess.DEVNULL
            if isinstance(answer, Exception):
                raise answer
            return Ran(args, 0 if answer else 1, answer, b"")

        monkeypatch.setattr(ffmpeg.shutil, "which", lambda name: f"/usr/bin/{name}")
        monkeypatch.setattr(ffmpeg.subprocess, "run", run)
        return asked

    return put


def _probed(tmp_path: Path, content: bytes, media_type: str, name: str = "a") -> Probed | None:
    path = tmp_path / "file"
    path.write_bytes(content)
    return media.probe(path, media_type, name)


@pytest.mark.parametrize(
    ("content", "media_type", "seconds"),
    [
        (tapes.wav(12.5), "audio/wav", 12.5),
        (tapes.amr(150), "audio/amr", 3.0),
        (b"#!AMR-WB\n" + (b"\x04" + bytes(17)) * 50, "audio/amr", 1.0),
        (tapes.mp3(100), "audio/mpeg", 100 * 1152 / 44100),
        (tapes.aac(100), "audio/aac", 100 * 1024 / 16000),
        (tapes.iso("soun"), "audio/mp4", 2.5),
        (tapes.iso("soun", brand=b"mp42"), "video/mp4", 2.5),
    ],
)
def test_what_phones_record_is_measured_without_any_program(
    tmp_path: Path, content: bytes, media_type: str, seconds: float
) -> None:
    found = _probed(tmp_path, content, media_type)
    assert found is not None
    assert found.medium is Medium.AUDIO
    assert found.seconds == pytest.approx(seconds)


def test_a_film_is_told_from_a_sound_by_its_tracks(tmp_path: Path) -> None:
    """Failure: a call recorded on Android is an MP4 like a film, and was called a video."""
    assert _probed(tmp_path, tapes.iso("vide", "soun"), "video/mp4") == Probed(Medium.VIDEO, 2.5)
    film = media.probe(tapes.FILM, "video/mp4", "film.mp4")
    assert film == Probed(Medium.VIDEO, 4.0)


def test_of_varying_frames_each_is_counted_and_a_head_of_tags_is_none(tmp_path: Path) -> None:
    """Failure: a length reckoned from the first frames alone is wrong for the rest."""
    tag = b"ID3\x04\0\0\0\0\1\x10" + b"\xff\xfb\x90\xc4" * 36
    only = b"\xff\xfb\x90\xc4" + (bytes(32) + b"Xing").ljust(413, b"\0")
    end = b"TAG" + bytes(125)
    found = _probed(tmp_path, tapes.mp3(100, head=tag + only) + end, "audio/mpeg")
    assert found is not None
    assert found.seconds == pytest.approx(100 * 1152 / 44100)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"ID3\x04" + bytes(30), "audio/mpeg"),
        (tapes.mp3(5) + b"\1" * 70_000, "audio/mpeg"),
        (b"#!AMR\n" + b"\x74" * 40, "audio/amr"),
        (b"#!AMR\n", "audio/amr"),
        (b"#!AMR_MC1.0\n" + bytes(40), "audio/amr"),
        (b"\xff\xf1" + bytes(40), "audio/aac"),
        (tapes.box(b"ftyp", b"isom") + tapes.box(b"mdat", bytes(99)), "video/mp4"),
        (tapes.iso(), "video/mp4"),
        (tapes.iso("vide")[:60], "video/mp4"),
        (b"\0\0\0\x02ftypisom", "video/mp4"),
    ],
)
def test_what_is_damaged_is_no_recording(tmp_path: Path, content: bytes, media_type: str) -> None:
    assert _probed(tmp_path, content, media_type) is None


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (tapes.iso("vide")[:-8], "video/mp4"),  # its end is cut off
        (tapes.iso("vide", ticks=0), "video/mp4"),  # in fragments
        (tapes.iso("vide", ticks=0xFFFFFFFF), "video/mp4"),
        (tapes.iso("vide", scale=0), "video/mp4"),
        (tapes.wav(1).replace(b"\1\0\1\0", b"\x11\0\1\0", 1), "audio/wav"),  # packed otherwise
        (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
        (b"\x1aE\xdf\xa3" + bytes(40), "video/x-matroska"),
        (b"\x02#!SILK_V3" + bytes(40), "audio/silk"),
    ],
)
def test_a_length_that_is_not_sure_is_none(tmp_path: Path, content: bytes, media_type: str) -> None:
    found = _probed(tmp_path, content, media_type)
    assert found is not None
    assert found.seconds is None


def test_a_film_in_fragments_has_the_length_that_it_names(tmp_path: Path) -> None:
    named = tapes.box(b"mvex", tapes.box(b"mehd", bytes(4) + (9000).to_bytes(4)))
    film = tapes.iso("vide", ticks=0)
    held = film.index(b"moov") - 4
    size = int.from_bytes(film[held : held + 4])
    whole = (size + len(named)).to_bytes(4) + film[held + 4 : held + size] + named
    found = _probed(tmp_path, film[:held] + whole + film[held + size :], "video/mp4")
    assert found == Probed(Medium.VIDEO, 9.0)


def test_a_recorder_that_was_ended_off_counts_by_what_lies_there(tmp_path: Path) -> None:
    cut = bytearray(tapes.wav(8))
    at = cut.index(b"data") + 4
    cut[at : at + 4] = b"\xff\xff\xff\xff"
    assert _probed(tmp_path, bytes(cut), "audio/wav") == Probed(Medium.AUDIO, 8.0)


def test_by_its_name_alone_a_windows_sound_is_told_from_a_film(tmp_path: Path) -> None:
    asf = b"0&\xb2u\x8ef\xcf\x11" + bytes(40)
    for name, medium in (("话.wma", Medium.AUDIO), ("片.wmv", Medium.VIDEO)):
        assert _probed(tmp_path, asf, "video/x-ms-wmv", name) == Probed(medium, None)


def test_no_content_is_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Failure: frames of one byte each kept a run busy for minutes."""
    monkeypatch.setattr(counted, "MOST_FRAMES", 40)
    assert _probed(tmp_path, b"#!AMR\n" + b"\x7c" * 41, "audio/amr") is None
    assert _probed(tmp_path, tapes.mp3(41), "audio/mpeg") is None
    assert _probed(tmp_path, tapes.mp3(40), "audio/mpeg") is not None


def test_whatever_a_file_holds_nothing_is_raised(tmp_path: Path) -> None:
    chance = random.Random(7)
    whole = {
        "audio/wav": tapes.wav(1),
        "audio/mpeg": tapes.mp3(6, head=b"ID3\x04\0\0\0\0\0\x02ab"),
        "audio/aac": tapes.aac(6),
        "audio/amr": tapes.amr(6),
        "video/mp4": tapes.iso("vide", "soun"),
    }
    for media_type, content in whole.items():
        for _ in range(80):
            spoilt = bytearray(content[: chance.randrange(len(content)) + 1])
            for _ in range(chance.randrange(6)):
                spoilt[chance.randrange(len(spoilt))] = chance.choice((0, 1, 8, 0x7F, 0xFF))
            found = _probed(tmp_path, bytes(spoilt), media_type)
            assert found is None or found.seconds is None or found.seconds > 0


# ── ffprobe and ffmpeg ─────────────────────────────────────────────────────────────────


def test_ffprobe_is_asked_for_what_is_not_read_here(
    tmp_path: Path, installed: Callable[[object], list[Sequence[str]]]
) -> None:
    cover = {"codec_type": "video", "disposition": {"attached_pic": 1}}
    said = {"streams": [{"codec_type": "audio"}, cover], "format": {"duration": "61.25"}}
    asked = installed(json.dumps(said).encode())
    found = _probed(tmp_path, b"\x1aE\xdf\xa3" + bytes(40), "video/x-matroska")
    assert found == Probed(Medium.AUDIO, 61.25)
    (args,) = asked
    assert args[args.index("-f") + 1] == "matroska"
    assert args[args.index("-protocol_whitelist") + 1] == "file"
    assert str(args[args.index("-i") + 1]).startswith("file:")


@pytest.mark.parametrize(
    "answer",
    [
        *(b"", b"{}", b"[]", b"not json", b'{"streams": []}', b"[" * 100_000),
        *(OSError(), subprocess.TimeoutExpired("ffprobe", 20)),
    ],
)
def test_a_program_that_fails_or_hangs_is_as_none(
    tmp_path: Path, installed: Callable[[object], list[Sequence[str]]], answer: object
) -> None:
    installed(answer)
    found = _probed(tmp_path, b"\x1aE\xdf\xa3" + bytes(40), "video/x-matroska")
    assert found == Probed(Medium.VIDEO, None)
    assert media.stills(tmp_path / "file", "video/x-matroska", 60.0) == ()


def test_a_film_gives_six_pictures_evenly_over_its_length(
    installed: Callable[[object], list[Sequence[str]]],
) -> None:
    asked = installed(b"\xff\xd8\xff picture")
    found = media.stills(tapes.FILM, "video/mp4", 120.0)
    assert [one.at for one in found] == [10, 30, 50, 70, 90, 110]
    assert all(one.jpeg.startswith(b"\xff\xd8\xff") for one in found)
    assert [args[args.index("-ss") + 1] for args in asked][:2] == ["10.000", "30.000"]
    assert len(media.stills(tapes.FILM, "video/mp4", 2.5)) == 2
    assert len(media.stills(tapes.FILM, "video/mp4", 0.4)) == 1
    assert media.stills(tapes.FILM, "video/mp4", None) == ()


def test_what_is_no_picture_is_not_shown(
    installed: Callable[[object], list[Sequence[str]]],
) -> None:
    installed(b"MZ\x90")
    assert media.stills(tapes.FILM, "video/mp4", 120.0) == ()


def test_without_ffmpeg_there_is_no_picture() -> None:
    assert media.stills(tapes.FILM, "video/mp4", 120.0) == ()
