"""A bundle appears whole or not at all; nothing that stood there is ever deleted."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from evidence_kit import files
from evidence_kit.errors import OutputError


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "X").mkdir()
    (tmp_path / "X" / "1.png").write_bytes(b"1")
    return tmp_path / "X"


def stage(final: Path, source: Path, *, force: bool = False, text: str = "new") -> Path | None:
    with files.staging(final, source=source, force=force) as staged:
        assert staged.root.parent == final.parent
        assert staged.payload.is_dir()
        (staged.root / "a.txt").write_text(text, encoding="ascii")
        (staged.root / "bagit.txt").touch()
    return staged.moved_aside


def listing(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_folder_takes_its_name_at_the_end(tmp_path: Path, source: Path) -> None:
    assert stage(tmp_path / "out", source) is None
    assert listing(tmp_path) == ["X", "out"]
    assert (tmp_path / "out" / "a.txt").read_text(encoding="ascii") == "new"


@pytest.mark.parametrize("fault", [ValueError, KeyboardInterrupt, SystemExit])
def test_whatever_is_raised_nothing_remains(
    tmp_path: Path, source: Path, fault: type[BaseException]
) -> None:
    def interrupted() -> None:
        with files.staging(tmp_path / "out", source=source, force=False) as staged:
            (staged.payload / "half").write_bytes(b"x")
            raise fault

    with pytest.raises(fault):
        interrupted()
    assert listing(tmp_path) == ["X"]


def test_what_stands_there_is_not_touched(tmp_path: Path, source: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "file").touch()
    for name in ("out", "file"):
        with pytest.raises(OutputError) as raised:
            stage(tmp_path / name, source)
        assert (raised.value.kind, raised.value.args_by_name) == (
            "exists",
            {"path": str(tmp_path / name)},
        )
    assert listing(tmp_path) == ["X", "file", "out"]


def test_force_moves_aside_and_never_deletes(tmp_path: Path, source: Path) -> None:
    out = tmp_path / "out"
    stage(out, source, text="first")
    assert stage(out, source, force=True, text="second") == tmp_path / "out.old-1"
    assert stage(out, source, force=True, text="third") == tmp_path / "out.old-2"
    texts = [
        (tmp_path / n / "a.txt").read_text(encoding="ascii")
        for n in ("out.old-1", "out.old-2", "out")
    ]
    assert texts == ["first", "second", "third"]


def test_a_failed_swap_puts_the_old_one_back(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    stage(out, source, text="first")
    truly = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self.name.endswith(".part"):
            raise PermissionError(errno.EACCES, "in use")
        return truly(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(OutputError, match="cannot_write"):
        stage(out, source, force=True, text="second")
    assert listing(tmp_path) == ["X", "out"]
    assert (out / "a.txt").read_text(encoding="ascii") == "first"


@pytest.mark.parametrize(
    ("call", "renamed", "text"),
    [(0, False, "first"), (0, True, "first"), (1, False, "first"), (1, True, "second")],
)
def test_an_interrupt_while_swapping_leaves_one_whole_bundle(
    tmp_path: Path,
    source: Path,
    monkeypatch: pytest.MonkeyPatch,
    call: int,
    renamed: bool,
    text: str,
) -> None:
    """Moving the old one aside is the first rename, moving the new one in the second."""
    out = tmp_path / "out"
    stage(out, source, text="first")
    truly, calls = Path.rename, iter(range(9))

    def rename(self: Path, target: Path) -> None:
        interrupted = next(calls) == call
        if renamed or not interrupted:
            truly(self, target)
        if interrupted:
            raise KeyboardInterrupt

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(KeyboardInterrupt):
        stage(out, source, force=True, text="second")
    assert (out / "a.txt").read_text(encoding="ascii") == text
    assert not [name for name in listing(tmp_path) if name.endswith(".part")]


def test_what_appears_meanwhile_is_not_touched(tmp_path: Path, source: Path) -> None:
    """Two runs on one folder at once: the second to finish gives way."""
    out = tmp_path / "out"

    def overtaken() -> None:
        with files.staging(out, source=source, force=False) as staged:
            stage(out, source, text="the other run")
            (staged.root / "a.txt").write_text("ours", encoding="ascii")

    with pytest.raises(OutputError, match="exists"):
        overtaken()
    assert listing(tmp_path) == ["X", "out"]
    assert (out / "a.txt").read_text(encoding="ascii") == "the other run"


def test_source_and_output_stay_apart(tmp_path: Path, source: Path) -> None:
    (tmp_path / "alias").symlink_to(source)
    refused = {
        source / "out": "inside_source",
        tmp_path / "alias" / "out": "inside_source",
        source: "inside_source",
        tmp_path: "contains_source",
        tmp_path / "none" / "out": "no_such_parent",
    }
    for path, kind in refused.items():
        with pytest.raises(OutputError) as raised:
            stage(path, source, force=True)
        assert raised.value.kind == kind
    assert listing(source) == ["1.png"]


def test_a_full_disk_inside_the_block_is_told_as_one(tmp_path: Path, source: Path) -> None:
    with (
        pytest.raises(OutputError, match="disk_full"),
        files.staging(tmp_path / "out", source=source, force=False),
    ):
        raise OSError(errno.ENOSPC, "no space left on device")
    assert listing(tmp_path) == ["X"]


def test_a_file_too_large_for_the_disk_is_told_as_one(tmp_path: Path, source: Path) -> None:
    with (
        pytest.raises(OutputError, match="cannot_write") as raised,
        files.staging(tmp_path / "out", source=source, force=False),
    ):
        raise OSError(errno.EFBIG, "file too large")
    assert raised.value.args_by_name["reason"] == "file too large"
    assert listing(tmp_path) == ["X"]


def test_another_fault_of_the_system_passes_as_it_is(tmp_path: Path, source: Path) -> None:
    with (
        pytest.raises(FileNotFoundError),
        files.staging(tmp_path / "out", source=source, force=False),
    ):
        raise FileNotFoundError
    assert listing(tmp_path) == ["X"]


def test_everything_is_flushed_before_the_rename(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[str] = []
    truly = os.fsync

    def fsync(descriptor: int) -> None:
        flushed.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        truly(descriptor)

    if not Path("/proc/self/fd").exists():
        pytest.skip("only Linux tells which file is flushed")
    monkeypatch.setattr(os, "fsync", fsync)
    stage(tmp_path / "out", source)
    part = next(name for name in flushed if name.endswith(".part"))
    assert flushed.index("a.txt") < flushed.index(part)
    assert flushed[-1] == tmp_path.name


def test_a_private_file_is_replaced_at_once(tmp_path: Path) -> None:
    path = tmp_path / "X-work" / "seals" / "facts.json"
    files.write_private(path, b"one")
    files.write_private(path, b"two")
    assert path.read_bytes() == b"two"
    assert listing(path.parent) == ["facts.json"]
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700


def test_a_private_file_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "facts.json"
    files.write_private(path, b"one")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "no space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="disk_full"):
        files.write_private(path, b"two")
    assert path.read_bytes() == b"one"
    assert listing(tmp_path) == ["facts.json"]
