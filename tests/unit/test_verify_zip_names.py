"""A bundle packed again by another program: its names are read where all programs read the same.

The makers write headers as Info-ZIP, macOS, 7-Zip and older Windows do.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import bags
import pytest

from evidence_kit import audit, files
from evidence_kit.model import Observed, Verdict
from evidence_kit.pipeline import checking

Written = tuple[bytes, int, bytes]  # a name as it is written, its flags, its extra fields
UTF_8 = 0x800


class _Named(zipfile.ZipInfo):
    """A member with its name as it is to be written."""

    raw, flags = b"", 0


# What zipfile asks a member for: its name's bytes and its flags.
_AS_TOLD = {"_encodeFilenameFlags": lambda one: (one.raw, one.flags)}
Member = type("Member", (_Named,), _AS_TOLD)


def path_field(raw: bytes, said: bytes, *, version: int = 1) -> bytes:
    body = struct.pack("<BL", version, zlib.crc32(raw)) + said
    return struct.pack("<2H", 0x7075, len(body)) + body


def info_zip(name: str) -> Written:
    return name.encode(), 0, b"" if name.isascii() else path_field(name.encode(), name.encode())


def mac(name: str) -> Written:
    return name.encode(), 0, b""


def seven_zip(name: str) -> Written:
    return name.encode(), 0 if name.isascii() else UTF_8, b""


def win_rar(name: str) -> Written:
    return (
        name.encode("gbk"),
        0,
        b"" if name.isascii() else path_field(name.encode("gbk"), name.encode()),
    )


def escaping(name: str) -> Written:
    """Info-ZIP in no locale at all."""
    raw = "".join(s if s.isascii() else f"#U{ord(s):04x}" for s in name).encode()
    return raw, 0, b"" if name.isascii() else path_field(raw, name.encode())


def windows(name: str) -> Written:
    return name.encode("gbk"), 0, b""


def taiwanese(name: str) -> Written:
    return name.encode("big5", "replace"), 0, b""


def zipped(content: dict[str, bytes], written: Callable[[str], Written]) -> bytes:
    return packed([(*written(f"借条 张三-bundle/{name}"), raw) for name, raw in content.items()])


def packed(members: list[tuple[bytes, int, bytes, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for number, (raw, flags, extra, content) in enumerate(members):
            one = Member(f"{number}", (2026, 3, 1, 12, 0, 0))
            one.raw, one.flags, one.extra = raw, flags, extra
            made.writestr(one, content)
    return out.getvalue()


def observed(raw: bytes, folder: Path) -> Observed:
    path = folder / "a.zip"
    path.write_bytes(raw)
    with files.opened(path) as found:
        return found.observe()


@pytest.mark.parametrize("written", [info_zip, mac, seven_zip, win_rar, escaping])
def test_a_bundle_packed_again_is_the_same(
    made: bags.Made, content: dict[str, bytes], tmp_path: Path, written: Callable[[str], Written]
) -> None:
    """Failure: what `zip -r` wrote was called false for its names."""
    seen = observed(zipped(content, written), tmp_path)
    assert seen.archive == ()
    assert bags.unordered(seen).files == bags.unordered(bags.observed(content)).files
    assert audit.report(seen, digest=made.whole.hex).verdict is Verdict.PASSED


@pytest.mark.parametrize(
    ("written", "reason"), [(windows, "zip_chinese"), (taiwanese, "zip_encoding")]
)
def test_names_that_nothing_tells_leave_it_open(
    made: bags.Made,
    content: dict[str, bytes],
    tmp_path: Path,
    written: Callable[[str], Written],
    reason: str,
) -> None:
    seen = observed(zipped(content, written), tmp_path)
    report = audit.report(seen, digest=made.whole.hex)
    assert report.verdict is Verdict.INDETERMINATE
    (check,) = report.checks
    assert dict(check.args)["reason"] == reason
    assert (reason == "zip_chinese") == dict(check.args)["name"].startswith("借条 张三-bundle/")


def test_one_name_that_is_no_utf_8_leaves_all_others_open(
    content: dict[str, bytes], tmp_path: Path
) -> None:
    """A few names in GBK are UTF-8 by chance: 联通 reads as letters of other scripts."""
    raw = zipped(content | {"data/一": b"x"}, lambda n: windows(n) if "一" in n else mac(n))
    assert checking.verification(_kept(raw, tmp_path)).verdict is Verdict.INDETERMINATE


def _kept(raw: bytes, folder: Path) -> Path:
    path = folder / "a.zip"
    path.write_bytes(raw)
    return path


ONE, TWO = "data/转账凭证.png", "data/借条.png"


@pytest.mark.parametrize(
    "odd",
    [
        (ONE.encode(), 0, path_field(ONE.encode(), TWO.encode())),  # the field says another name
        (ONE.encode(), UTF_8, path_field(ONE.encode(), TWO.encode())),
        (ONE.encode("gbk"), 0, path_field(ONE.encode("gbk"), TWO.encode())),
        (b"data/1.png", 0, path_field(b"data/1.png", b"data/2.png")),
        (ONE.encode(), 0, path_field(TWO.encode(), ONE.encode())),  # it goes with another name
        (ONE.encode(), 0, path_field(ONE.encode(), ONE.encode(), version=2)),
        (ONE.encode(), 0, path_field(ONE.encode(), ONE.encode("gbk"))),
        (ONE.encode(), 0, struct.pack("<2H", 0x7075, 3) + b"\1ab"),
        (ONE.encode("gbk"), UTF_8, b""),  # it isn't what the flag says
        (b"data/\xff.png", UTF_8, b""),
    ],
)
def test_a_name_that_two_programs_read_differently_is_refused(odd: Written, tmp_path: Path) -> None:
    seen = observed(packed([(b"bagit.txt", 0, b"", b"x"), (*odd, b"x")]), tmp_path)
    assert [reason for _, reason in seen.archive or ()] == ["zip_contradicts"]
    assert checking.verification(tmp_path / "a.zip").verdict is Verdict.FAILED


def test_a_field_in_one_of_both_headers_counts(tmp_path: Path) -> None:
    """What the local header alone says some programs believe."""
    raw = bytearray(packed([(b"bagit.txt", 0, b"", b"x"), (*info_zip(ONE), b"x")]))
    body = path_field(ONE.encode(), ONE.encode())
    at = raw.index(body)  # the local one comes first
    raw[at : at + len(body)] = path_field(ONE.encode(), TWO.encode().ljust(len(ONE.encode()), b"x"))
    assert [reason for _, reason in observed(bytes(raw), tmp_path).archive or ()] == [
        "zip_contradicts"
    ]


def test_a_name_that_reads_as_another_members_is_refused(tmp_path: Path) -> None:
    """On a Chinese Windows both are one file, and the last to be written stays."""
    other = ONE.encode().decode("gb18030", "replace")
    assert "\ufffd" not in other
    members = [(*mac(ONE), b"good"), (*seven_zip(other), b"bad"), (b"bagit.txt", 0, b"", b"x")]
    assert (ONE, "zip_twice") in (observed(packed(members), tmp_path).archive or ())
