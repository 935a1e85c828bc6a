"""case.toml over several runs: questions are added, answers stay, --strict waits for them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from evidence_kit import brief, telling
from evidence_kit.errors import Exit, UsageError
from evidence_kit.pipeline import bundling, checking, reading
from evidence_kit.pipeline.folders import work_folder

ROOT = Path(__file__).parents[2]
RECORDED = reading.Options(f"recorded:{ROOT / 'tests' / 'recorded'}", jobs=1)


def folder(tmp_path: Path, sample: str, *, without: tuple[str, ...] = ()) -> Path:
    made = tmp_path / "截图"
    shutil.copytree(ROOT / "samples" / sample / "screenshots", made)
    for name in without:
        (made / name).unlink()
    return made


def begin(source: Path) -> checking.Begun:
    story = reading.read(source, RECORDED)
    return checking.begin_brief(source, telling.questions(story))


def answer(begun: checking.Begun, value: str) -> None:
    text = begun.path.read_text(encoding="utf-8")
    begun.path.write_text(text.replace('value = ""', f'value = "{value}"'), encoding="utf-8")


def asked(begun: checking.Begun) -> list[str]:
    text = begun.path.read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line.startswith("doubt = ")]


def test_strict_fails_until_every_doubt_is_answered(tmp_path: Path) -> None:
    source = folder(tmp_path, "simple-loan")
    begun = begin(source)
    assert begun.questions == 1
    open_still = bundling.bundle(source, out=None, options=RECORDED, force=False)
    assert open_still.codes(strict=True) >= {Exit.FAILED}
    assert Exit.FAILED not in open_still.codes(strict=False)
    told = json.loads((work_folder(source) / "facts.json").read_text(encoding="utf-8"))
    assert [f'doubt = "{one["id"]}"' for one in told["doubts"]] == asked(begun)
    for path in (
        open_still.bundle / "filing" / "证据目录.csv",
        open_still.bundle / "exhibits.json",
    ):
        content = path.read_text(encoding="utf-8-sig")
        assert "待核" not in content
        assert told["doubts"][0]["id"] not in content
    answer(begun, "2026-01-05")
    settled = bundling.bundle(source, out=None, options=RECORDED, force=True)
    assert settled.doubts == ()
    assert Exit.FAILED not in settled.codes(strict=True)


def test_an_answer_of_a_look_is_an_answer(tmp_path: Path) -> None:
    source = folder(tmp_path, "dark-relative-times")
    begun = begin(source)
    assert len(asked(begun)) == begun.questions == 2
    answer(begun, "已核")
    assert reading.read(source, RECORDED).facts.doubts == ()


@pytest.mark.parametrize("late", [("聊天记录1.png", "账单1.png"), ("聊天记录2.jpg",)])
def test_answers_survive_screenshots_that_are_added(tmp_path: Path, late: tuple[str, ...]) -> None:
    """Also where what is added comes before the page that is asked about, or overlaps it."""
    source = folder(tmp_path, "returned-transfer", without=late)
    first = begin(source)
    assert first.new
    before = asked(first)
    assert before
    answer(first, "已核")
    written = first.path.read_text(encoding="utf-8")
    assert reading.read(source, RECORDED).facts.doubts == ()
    for name in late:
        shutil.copy(ROOT / "samples" / "returned-transfer" / "screenshots" / name, source)
    again = begin(source)
    assert not again.new
    assert again.path.read_text(encoding="utf-8").startswith(written)
    assert asked(again)[: len(before)] == before
    left = {doubt.id for doubt in reading.read(source, RECORDED).facts.doubts}
    assert not left & {line.split('"')[1] for line in before}
    assert begin(source).questions == 0


def test_a_bad_file_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    source = tmp_path / "截图"
    source.mkdir()
    path = work_folder(source) / "case.toml"
    path.parent.mkdir()
    path.write_text("[case]\nplaintiff = 林秋\n", encoding="utf-8")
    with pytest.raises(UsageError, match="brief_syntax") as caught:
        checking.begin_brief(source)
    assert caught.value.args_by_name["line"] == "2"
    assert path.read_text(encoding="utf-8") == "[case]\nplaintiff = 林秋\n"


def test_the_questions_of_a_file_with_windows_line_ends_are_read(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_bytes('[case]\r\nplaintiff = "林秋"\r\n'.encode("utf-8-sig"))
    question = brief.Question("8dad25a8d0", ("1.png",))
    path.write_bytes(brief.asked(brief.written(path), [question]).encode())
    said = brief.load(path)
    assert (said.plaintiff, said.answers) == ("林秋", ())
    assert brief.unasked(brief.written(path), [question]) == ()
