"""Taking a folder in: nothing lost, nothing altered, each byte read once."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import socket
from pathlib import Path

import pytest
from bags import picture
from PIL import ExifTags, Image

from evidence_kit import files
from evidence_kit.errors import InputError, OutputError
from evidence_kit.files import intake
from evidence_kit.files.digesting import Digesting
from evidence_kit.model import Basis, FileRole, Source

_EBML = b"\x1aE\xdf\xa3\x01\0\0\0\0\0\0\x1f"


def take(folder: Path, tmp_path: Path) -> dict[str, Source]:
    taken = files.take_in(folder, tmp_path / "payload")
    assert taken.lost == ()
    return {source.name: source for source in taken.sources}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "X").mkdir()
    return tmp_path / "X"


def test_sm3_is_that_of_the_standard() -> None:
    """GB/T 32905-2016, A.1."""
    digesting = Digesting()
    digesting.update(b"abc")
    assert digesting.sm3.hex == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert digesting.sha256.hex == hashlib.sha256(b"abc").hexdigest()


def test_bytes_time_and_source_stay_as_they_are(folder: Path, tmp_path: Path) -> None:
    raw = picture("white") + b"after the end"
    (folder / "a%.png").write_bytes(raw)
    os.utime(folder / "a%.png", (1_700_000_000, 1_700_000_000))
    source = take(folder, tmp_path)["a%.png"]
    stored = tmp_path / "payload" / source.safe_name
    assert stored.read_bytes() == raw == (folder / "a%.png").read_bytes()
    assert source.size == len(raw)
    assert source.sha256.hex == hashlib.sha256(raw).hexdigest()
    assert stored.stat().st_mtime == (folder / "a%.png").stat().st_mtime == 1_700_000_000
    assert [moment.basis for moment in source.captured] == [Basis.MTIME]


def test_everything_in_the_folder_is_named_in_natural_order(folder: Path, tmp_path: Path) -> None:
    (folder / "sub" / "deep").mkdir(parents=True)
    for name in ("10.png", "2.png", "1.png", "sub/deep/1.png"):
        (folder / name).write_bytes(picture("white"))
    (folder / "link.png").symlink_to("1.png")
    (folder / "outside").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe")
    taken = files.take_in(folder, tmp_path / "payload")
    assert [s.name for s in taken.sources] == ["1.png", "2.png", "10.png", "sub/deep/1.png"]
    assert taken.lost == (("link.png", "link"), ("outside", "link"), ("pipe", "special"))
    stored = [p for p in (tmp_path / "payload").rglob("*") if not p.is_dir()]
    assert len(stored) == 4


def test_a_socket_is_named_and_left(folder: Path, tmp_path: Path) -> None:
    (folder / "1.png").write_bytes(picture("white"))
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind(str(folder / "s"))
        assert files.take_in(folder, tmp_path / "payload").lost == (("s", "special"),)


def test_two_names_that_print_alike_are_both_kept(folder: Path, tmp_path: Path) -> None:
    """A name that is no UTF-8, and one that spells the same escape out."""
    for name, raw in ((b"\xff.txt", b"one"), (b"\\xff.txt", b"two")):
        (folder / os.fsdecode(name)).write_bytes(raw)
    sources = take(folder, tmp_path).values()
    assert {(tmp_path / "payload" / s.safe_name).read_bytes() for s in sources} == {b"one", b"two"}


def _bmp_bomb() -> bytes:
    header = bytearray(picture("white", "BMP"))
    header[18:26] = (60_000).to_bytes(4, "little") * 2
    return bytes(header)


def _tiff(pages: int) -> bytes:
    out = io.BytesIO()
    page = Image.new("L", (9, 9))
    page.save(out, "TIFF", save_all=True, append_images=[page] * (pages - 1))
    return out.getvalue()


PNG = picture("white", size=(99, 99))
JPEG = picture("white", "JPEG", size=(99, 99))


def _moving(kind: str) -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(out, kind, save_all=True, append_images=frames[1:])
    return out.getvalue()


def _of_mode(mode: str) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (8, 8)).save(out, "TIFF")
    return out.getvalue()


USED, ASIDE, UNREADABLE = FileRole.USED, FileRole.SET_ASIDE, FileRole.UNREADABLE


@pytest.mark.parametrize(
    ("name", "raw", "role", "reason", "media_type"),
    [
        ("1.png", PNG, USED, "", "image/png"),
        ("1.jpg", JPEG, USED, "", "image/jpeg"),
        ("1.gif", picture("red", "GIF"), USED, "", "image/gif"),
        ("1.webp", picture("red", "WEBP"), USED, "", "image/webp"),
        ("1.bmp", picture("red", "BMP"), USED, "", "image/bmp"),
        ("1.tif", _tiff(1), USED, "", "image/tiff"),
        ("jpeg named.png", JPEG, USED, "", "image/jpeg"),
        ("no suffix", PNG, USED, "", "image/png"),
        ("2.tif", _tiff(2), UNREADABLE, "several_pages", "image/tiff"),
        ("moving.gif", _moving("GIF"), UNREADABLE, "several_pages", "image/gif"),
        ("moving.webp", _moving("WEBP"), UNREADABLE, "several_pages", "image/webp"),
        ("moving.png", _moving("PNG"), UNREADABLE, "several_pages", "image/png"),
        ("two in one.jpg", _moving("MPO"), USED, "", "image/jpeg"),
        ("lab.tif", _of_mode("LAB"), UNREADABLE, "unsupported_image", "image/tiff"),
        ("floating.tif", _of_mode("F"), UNREADABLE, "unsupported_image", "image/tiff"),
        ("cut.png", PNG[:70], UNREADABLE, "truncated_image", "image/png"),
        ("cut.jpg", JPEG[:-60], UNREADABLE, "truncated_image", "image/jpeg"),
        ("bad.png", PNG[:60] + b"\0\0\0\0" + PNG[64:], UNREADABLE, "corrupt_image", "image/png"),
        ("bad.jpg", JPEG[:3] + bytes(99), UNREADABLE, "corrupt_image", "image/jpeg"),
        ("bomb.bmp", _bmp_bomb(), UNREADABLE, "too_large", "image/bmp"),
        ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", UNREADABLE, "heic", "image/heif"),
        ("a.png", b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", UNREADABLE, "heic", "image/heif"),
        (
            "a.avif",
            b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf",
            UNREADABLE,
            "unsupported_image",
            "image/avif",
        ),
        ("a.m4a", b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42", ASIDE, "audio", "audio/mp4"),
        ("a.mp3", b"ID3\4" + bytes(30), ASIDE, "audio", "audio/mpeg"),
        ("a.amr", b"#!AMR\n" + bytes(30), ASIDE, "audio", "audio/amr"),
        ("a.silk", b"\x02#!SILK_V3" + bytes(30), ASIDE, "audio", "audio/silk"),
        ("a.wav", b"RIFF\0\0\0\0WAVEfmt ", ASIDE, "audio", "audio/wav"),
        ("a.mp4", b"\0\0\0\x18ftypisom\0\0\0\0isomavc1", ASIDE, "video", "video/mp4"),
        ("a.mov", b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", ASIDE, "video", "video/quicktime"),
        ("a.webm", _EBML + b"\x42\x82\x84webm", ASIDE, "video", "video/webm"),
        ("b.webm", _EBML + b"\x42\x82\x88matroska", ASIDE, "video", "video/x-matroska"),
        ("a.pdf", b"%PDF-1.7\n", ASIDE, "pdf_record", "application/pdf"),
        ("a.csv", "﻿交易时间,金额\n".encode(), ASIDE, "record", "text/csv"),
        ("b.csv", "交易时间,金额\n".encode("gb18030"), ASIDE, "record", "text/csv"),
        ("a.zip", b"PK\x03\x04" + bytes(30), ASIDE, "record", "application/zip"),
        (
            "a.xlsx",
            b"PK\x03\x04" + bytes(30),
            ASIDE,
            "record",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ASIDE, "record", "application/vnd.ms-excel"),
        (
            "a.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            ASIDE,
            "other_file",
            "application/x-ole-storage",
        ),
        ("a.txt", "备注".encode(), ASIDE, "other_file", "text/plain"),
        ("a.bin", bytes(30), ASIDE, "other_file", "application/octet-stream"),
        (".DS_Store", b"\0\0\0\1Bud1", ASIDE, "system_file", "application/octet-stream"),
        ("._1.png", PNG, ASIDE, "system_file", "image/png"),
        ("empty.png", b"", UNREADABLE, "empty_file", "application/octet-stream"),
    ],
)
def test_a_file_is_what_its_content_says(
    folder: Path,
    tmp_path: Path,
    name: str,
    raw: bytes,
    role: FileRole,
    reason: str,
    media_type: str,
) -> None:
    (folder / name).write_bytes(raw)
    (folder / "other.png").write_bytes(picture("white"))
    source = take(folder, tmp_path)[name]
    assert (source.role, source.reason, source.media_type) == (role, reason, media_type)
    assert (tmp_path / "payload" / source.safe_name).read_bytes() == raw


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_time_of_capture_is_read_from_exif(folder: Path, tmp_path: Path, kind: str) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Model] = "Phone"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2024:07:13 20:11:56"
    Image.new("RGB", (9, 9)).save(folder / "IMG_1234", kind, exif=exif)
    moment = take(folder, tmp_path)["IMG_1234"].captured[0]
    assert moment.basis is Basis.EXIF
    assert str(moment.exact) == "2024-07-13 20:11:56"


def test_a_file_that_keeps_changing_is_kept_and_named(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "1.png").write_bytes(picture("white"))
    true_chunks, reads = intake.chunks, []

    def growing(file: io.BufferedReader) -> object:
        yield from true_chunks(file)
        reads.append(1)
        with (folder / "1.png").open("ab") as more:
            more.write(b"x")

    monkeypatch.setattr(intake, "chunks", growing)
    source = take(folder, tmp_path)["1.png"]
    assert (source.role, source.reason) == (UNREADABLE, "changed_while_read")
    stored = tmp_path / "payload" / "1.png"
    assert source.sha256.hex == hashlib.sha256(stored.read_bytes()).hexdigest()
    assert len(reads) == intake.MOST_READS


def test_a_file_that_changed_once_is_read_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "1.png").write_bytes(picture("white"))
    true_chunks, reads = intake.chunks, []

    def growing_once(file: io.BufferedReader) -> object:
        if not reads:
            (folder / "1.png").write_bytes(picture("red", size=(30, 30)))
        reads.append(1)
        yield from true_chunks(file)

    monkeypatch.setattr(intake, "chunks", growing_once)
    assert take(folder, tmp_path)["1.png"].role is USED
    assert (tmp_path / "payload" / "1.png").read_bytes() == (folder / "1.png").read_bytes()


@pytest.mark.parametrize(
    ("fault", "reason"), [(PermissionError(), "denied"), (FileNotFoundError(), "vanished")]
)
def test_what_cannot_be_read_is_named(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: OSError,
    reason: str,
) -> None:
    for name in ("1.png", "2.png"):
        (folder / name).write_bytes(picture("white"))
    truly = intake._opened

    def opened(path: Path) -> object:
        if path.name == "1.png":
            raise fault
        return truly(path)

    monkeypatch.setattr(intake, "_opened", opened)
    taken = files.take_in(folder, tmp_path / "payload")
    assert taken.lost == (("1.png", reason),)
    assert [source.name for source in taken.sources] == ["2.png"]
    assert [path.name for path in (tmp_path / "payload").iterdir()] == ["2.png"]


def test_a_fault_half_way_through_a_file_leaves_no_piece_of_it(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "1.png").write_bytes(picture("white"))

    def broken(_: object) -> object:
        yield b"half"
        raise OSError(errno.EIO, "input/output error")

    monkeypatch.setattr(intake, "chunks", broken)
    assert files.take_in(folder, tmp_path / "payload").lost == (("1.png", "denied"),)
    assert list((tmp_path / "payload").iterdir()) == []


def test_a_full_disk_is_the_outputs_fault(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "1.png").write_bytes(picture("white"))

    def full(self: Path, *_: object) -> object:
        raise OSError(errno.ENOSPC, "no space left on device")

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(OutputError) as raised:
        files.take_in(folder, tmp_path / "payload")
    assert raised.value.kind == "disk_full"


def test_a_folder_that_cannot_be_listed_is_named(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "1.png").write_bytes(picture("white"))
    (folder / "sub").mkdir()
    truly = os.scandir

    def refused(path: Path) -> object:
        if path in denied:
            raise PermissionError
        return truly(path)

    monkeypatch.setattr(os, "scandir", refused)
    denied = {folder / "sub"}
    assert files.take_in(folder, tmp_path / "payload").lost == (("sub", "denied"),)
    denied = {folder}
    with pytest.raises(InputError, match="denied_folder"):
        files.take_in(folder, tmp_path / "payload")


def test_damaged_exif_does_not_lose_the_picture(folder: Path, tmp_path: Path) -> None:
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x87i\0\x04\0\0\0\x01\xff\xff\xff\xff"
    Image.new("RGB", (9, 9)).save(folder / "1.jpg", exif=exif)
    source = take(folder, tmp_path)["1.jpg"]
    assert source.role is USED
    assert [moment.basis for moment in source.captured] == [Basis.MTIME]


def test_there_must_be_something_to_take(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path, kind in (
        (tmp_path / "none", "no_such_folder"),
        (tmp_path / "file", "not_a_folder"),
        (folder, "empty_folder"),
    ):
        with pytest.raises(InputError) as raised:
            files.take_in(path, tmp_path / "payload")
        assert raised.value.kind == kind
    (folder / "Thumbs.db").write_bytes(b"x")
    with pytest.raises(InputError, match="empty_folder"):
        files.take_in(folder, tmp_path / "payload")
