"""Where bundle and private folder go, and what is refused before anything is read."""

from __future__ import annotations

import errno
import json
import shutil
from pathlib import Path

import pytest

from evidence_kit import cli, files
from evidence_kit.errors import EvidenceKitError, Exit, OutputError, UsageError
from evidence_kit.files import stage
from evidence_kit.pipeline import bundling, checking, reading
from evidence_kit.pipeline.folders import brief_path

ROOT = Path(__file__).parents[2]
RECORDED = f"recorded:{ROOT / 'tests' / 'recorded'}"
OPTIONS = reading.Options(RECORDED, jobs=1)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a folder with one picture that was recorded."""
    folder = tmp_path / "here" / "X"
    folder.mkdir(parents=True)
    shutil.copy(min((ROOT / "samples" / "simple-loan" / "screenshots").iterdir()), folder)
    return folder


def bundle(source: Path, out: Path | None = None, *, force: bool = False) -> bundling.Bundled:
    return bundling.bundle(source, out=out, options=OPTIONS, force=force)


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make reading a fault: the refusal must come before it."""

    def tell(*_: object) -> None:
        pytest.fail("read before the places were looked at")

    monkeypatch.setattr(reading, "tell", tell)


def refused(source: Path, out: Path | None = None, *, force: bool = False) -> str:
    with pytest.raises(EvidenceKitError) as caught:
        bundle(source, out, force=force)
    return caught.value.kind


def test_out_takes_the_private_folder_along(source: Path, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    made = bundle(source, tmp_path / "there" / "B")
    assert made.work == tmp_path / "there" / "X-work"
    assert (made.work / "facts.json").is_file()
    assert [path.name for path in source.parent.iterdir()] == ["X"]


def test_the_brief_beside_the_source_comes_first(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "B"
    assert brief_path(source, out) == tmp_path / "X-work" / "case.toml"
    assert brief_path(source) == checking.begin_brief(source).path == brief_path(source, out)


@pytest.mark.usefixtures("unread")
def test_a_private_folder_that_cannot_be_is_told_first(source: Path) -> None:
    work = source.with_name("X-work")
    work.write_text("a file", encoding="ascii")
    assert refused(source) == "cannot_write"
    assert work.read_text(encoding="ascii") == "a file"


@pytest.mark.usefixtures("unread")
@pytest.mark.parametrize("inside", ["", "sub", "not there"])
def test_a_private_folder_in_the_source_is_refused(source: Path, inside: str) -> None:
    (source / "sub").mkdir()
    source.with_name("X-work").symlink_to(source / inside, target_is_directory=True)
    before = sorted(source.rglob("*"))
    assert refused(source) == "work_inside_source"
    with pytest.raises(OutputError, match="work_inside_source"):
        checking.begin_brief(source)
    assert sorted(source.rglob("*")) == before


@pytest.mark.usefixtures("unread")
def test_a_bundle_stays_out_of_private_folders_and_bundles(source: Path) -> None:
    work = source.with_name("X-work")
    assert refused(source, work) == "inside_work"
    work.mkdir()
    assert refused(source, work, force=True) == "inside_work"
    other = source.with_name("other")
    (other / "data").mkdir(parents=True)
    (other / "bagit.txt").touch()
    assert refused(source, other / "data" / "B") == "inside_bundle"


@pytest.mark.usefixtures("unread")
def test_force_replaces_nothing_but_bundles(source: Path) -> None:
    out = source.with_name("diary")
    out.mkdir()
    (out / "today.txt").touch()
    assert refused(source, out, force=True) == "not_replaced"
    assert refused(source, out / "today.txt", force=True) == "not_replaced"
    assert sorted(path.name for path in source.parent.iterdir()) == ["X", "diary"]


def test_an_empty_folder_may_be_replaced(source: Path) -> None:
    out = source.with_name("empty")
    out.mkdir()
    assert bundle(source, out, force=True).moved_aside == source.with_name("empty.old-1")


def test_old_facts_stay_while_there_is_no_new_bundle(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = source.with_name("X-work") / "facts.json"
    files.write_private(facts, b"old")

    def fail(*_: object, **__: object) -> None:
        raise OutputError("exists", path="X-bundle")

    monkeypatch.setattr(stage, "_swap_in", fail)
    assert refused(source) == "exists"
    assert facts.read_bytes() == b"old"


def test_facts_that_cannot_be_written_after_all_lose_no_bundle(source: Path) -> None:
    (source.with_name("X-work") / "facts.json").mkdir(parents=True)
    assert refused(source) == "facts_not_written"
    assert (source.with_name("X-bundle") / "bagit.txt").is_file()


def test_a_bundle_held_for_a_moment_is_renamed_after_all(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    truly, held = Path.rename, iter([True, True])

    def rename(self: Path, target: Path) -> Path:
        if next(held, False):
            raise PermissionError(errno.EACCES, "in use")
        return truly(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    assert bundle(source).bundle.is_dir()


def test_reading_ends_as_bundling_does(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "no recordings").mkdir()
    assert cli.run(["read", str(source), "--ocr", RECORDED, "--jobs", "1"]) == Exit.OK
    (source / "empty.png").touch()
    assert cli.run(["read", str(source), "--ocr", RECORDED, "--jobs", "1"]) == Exit.PARTIAL
    capsys.readouterr()
    mute = f"recorded:{tmp_path / 'no recordings'}"
    assert cli.run(["read", str(source), "--ocr", mute, "--jobs", "1", "--json"]) == Exit.OCR
    assert json.loads(capsys.readouterr().out)["files"]


@pytest.mark.parametrize("command", ["bundle", "read", "init", "verify", "exhibits"])
def test_a_barred_way_is_an_input_error(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
) -> None:
    """As another user's folder is, for anyone but an administrator."""
    barred, truly = tmp_path / "barred", Path.stat

    def stat(self: Path, *, follow_symlinks: bool = True) -> object:
        if self.is_relative_to(barred):
            raise PermissionError(errno.EACCES, "Permission denied")
        return truly(self, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", stat)
    assert cli.run([command, str(barred / "X")]) == Exit.INPUT
    assert str(barred / "X") in capsys.readouterr().err


def test_a_brief_that_may_not_be_read_is_not_passed_over(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checking.begin_brief(source)

    def denied(*_: object, **__: object) -> str:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    with pytest.raises(UsageError, match="brief_unreadable"):
        reading.read(source, OPTIONS)
