"""Recordings in a folder: what becomes of each file, its words, its sheets."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import tapes

from evidence_kit import files, render, telling
from evidence_kit.case import recordings
from evidence_kit.errors import UsageError
from evidence_kit.media import ffmpeg, transcripts
from evidence_kit.model import FileRole, Medium, Recording, Source, Spoken, clock
from evidence_kit.pipeline import bundling, listening, reading
from evidence_kit.render.contract import read_json
from evidence_kit.words import Words

USED, ASIDE = FileRole.USED, FileRole.SET_ASIDE
ROOT = Path(__file__).parents[2]
SHOT = ROOT / "samples" / "simple-loan" / "screenshots" / "1.png"
HELD = {
    "通话.wav": tapes.wav(12.2),
    "通话.txt": "00:02 原告：那五千元什么时候还？".encode(),
    "断.m4a": b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42isom",
    "歌.amr": tapes.amr(50),
}


@pytest.fixture(autouse=True, scope="module")
def _alone() -> Iterator[None]:
    """No test asks the machine's own ffmpeg."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ffmpeg, "_READERS", {})
        yield


def _heard(
    tmp_path: Path, held: dict[str, bytes], left_out: tuple[str, ...] = ()
) -> listening.Heard:
    folder, payload = tmp_path / "X", tmp_path / "payload"
    payload.mkdir()
    for name, content in held.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    taken = files.take_in(folder, payload).sources
    heard = listening.read(taken, payload, left_out)
    assert [one.name for one in heard.sources] == [one.name for one in taken]
    return heard


def _became(heard: listening.Heard) -> dict[str, tuple[FileRole, str]]:
    return {source.name: (source.role, source.reason) for source in heard.sources}


# ── files ──────────────────────────────────────────────────────────────────────────────


def test_every_recording_is_used_and_a_damaged_one_says_so(tmp_path: Path) -> None:
    heard = _heard(
        tmp_path,
        {
            "通话.wav": tapes.wav(12.4),
            "夹/片.mp4": tapes.iso("vide", "soun", ticks=61_500),
            "断.m4a": b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42isom",
            "短.amr": tapes.amr(5),
            "记.txt": "别的".encode(),
        },
    )
    assert _became(heard) == {
        "通话.wav": (USED, ""),
        "夹/片.mp4": (USED, ""),
        "断.m4a": (ASIDE, "recording_damaged"),
        "短.amr": (USED, ""),
        "记.txt": (ASIDE, "other_file"),
    }
    told = {source.name: (one.medium, one.seconds) for source, one in heard.shown}
    assert told == {
        "通话.wav": (Medium.AUDIO, 12),
        "夹/片.mp4": (Medium.VIDEO, 62),
        "短.amr": (Medium.AUDIO, 1),
    }
    assert all(source.role is USED for source, _ in heard.shown)


def test_a_text_of_the_same_name_holds_a_recordings_words(tmp_path: Path) -> None:
    words = "[00:02] 原告：你什么时候还？\r\n[00:05] 老周：下个月一定还".encode("utf-8-sig")
    heard = _heard(
        tmp_path,
        {
            "a.wav": tapes.wav(9),
            "a.txt": words,
            "b.amr": tapes.amr(100),
            "b.amr.txt": "原告：在吗".encode("gb18030"),
            "x/a.wav": tapes.wav(8),
            "c.wav": tapes.wav(3),
            "c.txt": "内容待核".encode(),
            "d.wav": tapes.wav(4),
            "d.mp3": tapes.mp3(50),
            "d.txt": "说的是哪一个".encode(),
            "e.wav": tapes.wav(5),
            "e.txt": b"  \n",
        },
    )
    became = _became(heard)
    assert became["a.txt"] == became["b.amr.txt"] == (ASIDE, "transcript")
    assert became["c.txt"] == (ASIDE, "transcript_open")
    assert became["d.txt"] == (ASIDE, "other_file")  # whose it is, nobody knows
    assert became["e.txt"] == (ASIDE, "transcript_unreadable")
    said = {source.name: one.transcript for source, one in heard.shown}
    assert said["a.wav"] == (
        Spoken("00:02", "原告", "你什么时候还？"),
        Spoken("00:05", "老周", "下个月一定还"),
    )
    assert said["b.amr"] == (Spoken("", "原告", "在吗"),)
    assert {said[one] for one in ("x/a.wav", "c.wav", "d.wav", "d.mp3", "e.wav")} == {()}


def test_what_the_brief_leaves_out_has_no_words_in_the_filing(tmp_path: Path) -> None:
    held = {"a.wav": tapes.wav(9), "a.txt": "原告：在吗".encode()}
    assert _became(_heard(tmp_path, held, ("a.wav",)))["a.txt"] == (ASIDE, "other_file")


# ── words ──────────────────────────────────────────────────────────────────────────────


def _read(tmp_path: Path, text: str, seconds: int | None = 600) -> list[tuple[str, str, str]]:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    found = transcripts.read(path, seconds)
    assert not isinstance(found, str)
    return [(one.at, one.speaker, one.words) for one in found]


def test_a_time_of_day_that_was_said_is_no_place_in_the_recording(tmp_path: Path) -> None:
    """Failure: 12:30之前还你 lost its 12:30 to the column of times."""
    assert _read(tmp_path, "12:30之前还你") == [("", "", "12:30之前还你")]
    assert _read(tmp_path, "原告：几点\n12:30 之前还你\n老周：好") == [
        ("", "原告", "几点"),
        ("", "", "12:30 之前还你"),
        ("", "老周", "好"),
    ]
    assert _read(tmp_path, "0:50 在吗\n0:10 在") == [("", "", "0:50 在吗"), ("", "", "0:10 在")]
    assert _read(tmp_path, "01:10 在吗\n1:02:03 在", 9000)[1] == ("1:02:03", "", "在")


def test_nothing_of_a_line_is_lost(tmp_path: Path) -> None:
    timed = (
        "（1：05）甲 : 说了\t多少：两千？\n02:00\n[02:10] 乙：\n03:00.5 https://a.b\n——〔听不清〕——"
    )
    assert _read(tmp_path, timed) == [
        ("1:05", "甲", "说了 多少：两千？"),
        ("", "", "02:00"),
        ("", "", "[02:10] 乙："),
        ("03:00", "", "https://a.b"),
        ("", "", "——〔听不清〕——"),
    ]


def test_marks_that_turn_the_writing_are_not_printed(tmp_path: Path) -> None:
    assert _read(tmp_path, "我\u202e欠\x07你") == [("", "", "我欠你")]


def test_what_is_no_text_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    for content in (b"\xff\xfe\xd8", b"\x81\xff\xff", "好".encode() * 400_000):
        path.write_bytes(content)
        assert transcripts.read(path) == "transcript_unreadable"


# ── sheets ─────────────────────────────────────────────────────────────────────────────


def _sheets(recording: Recording) -> tuple[recordings.RecordingSheet, ...]:
    return recordings.sheets(_source(), recording)


def _source() -> Source:
    from stories import source

    return replace(source("a.m4a"), media_type="audio/mp4", size=123_456)


def _recording(seconds: int | None, *said: str, medium: Medium = Medium.AUDIO) -> Recording:
    return Recording(_source().sha256, medium, seconds, tuple(Spoken("", "原告", w) for w in said))


@pytest.mark.parametrize(
    ("medium", "seconds", "rules"),
    [
        (Medium.AUDIO, 30, [12]),
        (Medium.AUDIO, None, [12]),
        (Medium.AUDIO, 100, [12, 23]),
        (Medium.AUDIO, 9000, [12, 23]),
        (Medium.VIDEO, 10, [0, 23]),
    ],
)
def test_a_recording_without_words_has_rows_to_write_them_on(
    medium: Medium, seconds: int | None, rules: list[int]
) -> None:
    found = _sheets(_recording(seconds, medium=medium))
    assert [sheet.rules for sheet in found] == rules
    assert [sheet.begins for sheet in found] == [True, *[False] * (len(rules) - 1)]
    assert [sheet.ends for sheet in found] == [*[False] * (len(rules) - 1), True]


def test_written_words_go_on_from_sheet_to_sheet_and_none_is_lost() -> None:
    said = ["借你五千元，下个月十五号还。" * (1 + at % 7) for at in range(60)]
    said.append("长" * 4000)
    found = _sheets(_recording(600, *said))
    words = [line for sheet in found for row in sheet.rows for line in row.words]
    assert "".join(words) == "".join(said)
    for at, sheet in enumerate(found):
        assert sheet.rows
        high = sum(max(3, 2 * row.lines + 1) for row in sheet.rows)
        assert high <= (recordings.WHOLE if at else recordings.FIRST)
    assert [sheet.ends for sheet in found].count(True) == 1
    assert found[-1].ends


def test_of_a_film_no_word_stands_beside_its_pictures() -> None:
    found = _sheets(_recording(60, "好", medium=Medium.VIDEO))
    assert [len(sheet.rows) for sheet in found] == [0, 1]


def test_lines_break_where_writing_may() -> None:
    text = "一二三四五六七八九十" * 3 + "。" + "他说ABCDEFGHIJ和12345.67元"
    lines = recordings.broken(text, 30)
    assert "".join(lines) == text
    assert lines[0].endswith("。")
    assert recordings.broken("转账 1234567890 元", 8) == ("转账 12345", "67890 元")
    assert recordings.broken("付了5000元给他", 5) == ("付了", "5000元", "给他")
    assert recordings.broken("", 5) == ()


def test_a_length_is_told_as_clocks_do() -> None:
    assert [clock(one) for one in (5, 65, 3723)] == ["00:05", "01:05", "1:02:03"]


# ── the whole run ──────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> bundling.Bundled:
    folder = tmp_path_factory.mktemp("recordings") / "X"
    folder.mkdir()
    shutil.copyfile(SHOT, folder / SHOT.name)
    shutil.copyfile(tapes.FILM, folder / "当面谈话.mp4")
    for name, content in HELD.items():
        (folder / name).write_bytes(content)
    work = folder.with_name("X-work")
    work.mkdir()
    (work / "case.toml").write_text(
        '[[recording]]\nfile = "通话.wav"\ndate = 2025-03-02\npeople = "原告、被告"\n'
        '[[exhibit]]\nfile = "通话.wav"\ntitle = "2025年3月2日原告与被告的通话录音"\n'
        'group = "催收与时效"\nproves = ["2025年3月2日，原告向被告催要借款"]\n'
        '[[exclude]]\nfile = "歌.amr"\nreason = "与本案无关"\n',
        encoding="utf-8",
    )
    options = reading.Options(f"recorded:{ROOT / 'tests' / 'recorded'}", jobs=1, cache=False)
    return bundling.bundle(folder, out=None, options=options, force=False)


def test_every_file_is_accounted_for(bundled: bundling.Bundled) -> None:
    became = {source.name: (source.role, source.reason) for source in bundled.story.sources}
    assert became == {
        SHOT.name: (USED, ""),
        "当面谈话.mp4": (USED, ""),
        "通话.wav": (USED, ""),
        "通话.txt": (ASIDE, "transcript"),
        "断.m4a": (ASIDE, "recording_damaged"),
        "歌.amr": (ASIDE, "excluded"),
    }
    stored = {path.name for path in (bundled.bundle / "data").iterdir()}
    assert stored == set(became)


def test_recordings_are_exhibits_and_handed_in_byte_for_byte(bundled: bundling.Bundled) -> None:
    kinds = [exhibit.kind.value for exhibit in bundled.case.exhibits]
    assert kinds[-2:] == ["audio", "video"]
    handed = bundled.bundle / "filing" / bundling.PDF_FILES
    assert {path.name for path in handed.iterdir()} == {"当面谈话.mp4", "通话.wav"}
    for path in handed.iterdir():
        assert path.read_bytes() == (bundled.bundle / "data" / path.name).read_bytes()
    listed = render.parse_exhibits((bundled.bundle / "exhibits.json").read_bytes())
    assert {one.name for one in listed.files} == {SHOT.name, "当面谈话.mp4", "通话.wav"}


def test_nothing_that_was_said_is_booked(bundled: bundling.Bundled) -> None:
    """The words beside a recording are somebody's writing: no fact, no doubt, no payment."""
    facts = bundled.story.facts
    pictures = {one.sha256 for one in bundled.story.sources if one.media_type == "image/png"}
    places = {place.source for one in facts.payments for place in one.places}
    assert places <= pictures
    assert {d.where.source for d in facts.doubts if d.where} <= pictures
    rows = [row for row in bundled.case.rows if row.exhibit >= len(bundled.case.exhibits) - 1]
    said = [[proof.kind.value for proof in row.proofs] for row in rows]
    assert sorted(said) == [["as_recorded"], ["own_words"]]


def test_the_run_and_read_say_what_a_recording_is(bundled: bundling.Bundled) -> None:
    screens = {one["file"]: one for one in read_json(bundled.story)["screens"]}
    talk = screens["通话.wav"]
    assert talk["kind"] == "recording"
    assert talk["recording"] == {
        "medium": "audio",
        "seconds": 12,
        "transcript": [{"at": "00:02", "speaker": "原告", "words": "那五千元什么时候还？"}],
    }
    told = telling.story(bundled.story, Words("en"))
    assert "a sound recording (00:12)" in told
    assert "a film (00:04)" in told


def test_words_of_a_recording_that_is_none_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "X"
    folder.mkdir()
    shutil.copyfile(SHOT, folder / SHOT.name)
    work = tmp_path / "X-work"
    work.mkdir()
    (work / "case.toml").write_text(f'[[recording]]\nfile = "{SHOT.name}"\n', encoding="utf-8")
    options = reading.Options(f"recorded:{ROOT / 'tests' / 'recorded'}", jobs=1, cache=False)
    with pytest.raises(UsageError) as refused:
        reading.read(folder, options)
    assert refused.value.kind == "not_a_recording"
    assert refused.value.args_by_name["files"] == SHOT.name
