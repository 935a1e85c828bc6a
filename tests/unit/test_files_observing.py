"""A finished bundle is read once, and no link leads out of it."""

from __future__ import annotations

from pathlib import Path

import bags
import pytest

from evidence_kit import files
from evidence_kit.errors import InputError
from evidence_kit.files import observing


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return bags.make(tmp_path).bundle


def test_there_must_be_a_bundle(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    for name, kind in (
        ("none", "no_such_bundle"),
        ("file", "no_such_bundle"),
        ("folder", "not_a_bundle"),
    ):
        with pytest.raises(InputError) as raised:
            files.observe(tmp_path / name)
        assert raised.value.kind == kind


def test_a_bundle_that_lost_a_paper_is_still_one(bundle: Path) -> None:
    (bundle / "bagit.txt").unlink()
    (bundle / "tagmanifest-sha256.txt").unlink()
    assert "bagit.txt" not in dict(files.observe(bundle).contents)


def test_only_what_verification_reads_is_kept(bundle: Path) -> None:
    kept = [name for name, _ in files.observe(bundle).contents]
    assert all(name.startswith("timestamps/") or name.endswith(".txt") for name in kept)
    assert "data/100% 真的.txt" not in kept
    assert "manifest-sm3.txt" in kept


def test_a_file_too_large_to_be_ours_is_digested_but_not_kept(
    bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(observing, "MOST_OF_SEAL", 50)
    seen = files.observe(bundle)
    name = "timestamps/manifest-sha256.local.1.tsr"
    assert name in [file.name for file in seen.files]
    assert name not in dict(seen.contents)


def test_links_are_named_and_not_followed(bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "1.png").write_bytes(b"x")
    (bundle / "data" / "out").symlink_to(tmp_path / "elsewhere")
    (bundle / "data" / "loop").symlink_to(bundle)
    seen = files.observe(bundle)
    assert seen.unread == (("data/loop", "link"), ("data/out", "link"))
    assert not any("elsewhere" in file.name or "/out/" in file.name for file in seen.files)


def test_a_file_that_cannot_be_read_is_named(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    truly = Path.open

    def opened(self: Path, *how: str) -> object:
        if self.name == "1.png":
            raise PermissionError
        return truly(self, *how)

    monkeypatch.setattr(Path, "open", opened)
    seen = files.observe(bundle)
    assert seen.unread == (("data/1.png", "denied"),)


def test_digests_are_of_what_a_person_put_there(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("2.png", "10.png", "sub/1.png", ".DS_Store"):
        (tmp_path / name).write_bytes(b"abc")
    (tmp_path / "link").symlink_to("2.png")
    found = files.digests(tmp_path)
    assert {name for name, _ in found} == {"2.png", "10.png", "sub/1.png", ".DS_Store"}
    assert [name for name, _ in found if name != ".DS_Store"] == ["2.png", "10.png", "sub/1.png"]
    assert {digest.hex[:8] for _, digest in found} == {"ba7816bf"}
