"""A bundle as one ZIP: written whole, read where it lies, and every odd one refused by name."""

from __future__ import annotations

import io
import random
import shutil
import stat
import struct
import time
import tracemalloc
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import bags
import pytest

from evidence_kit import audit, cli, files
from evidence_kit.errors import Exit, InputError, OutputError
from evidence_kit.files import archive, archive_headers, archive_out, leftovers
from evidence_kit.model import Verdict
from evidence_kit.pipeline import checking, handing_over

PASSED, INDETERMINATE, FAILED = Verdict.PASSED, Verdict.INDETERMINATE, Verdict.FAILED
Harm = Callable[[bytearray], bytes]


@pytest.fixture(scope="module")
def packed(made: bags.Made) -> Path:
    return handing_over.pack(made.bundle, at=bags.clock(), force=True)


def observed(raw: bytes, folder: Path) -> files.observing.Observed:
    path = folder / "a.zip"
    path.write_bytes(raw)
    with files.opened(path) as found:
        return found.observe()


def faults(raw: bytes, folder: Path) -> set[tuple[str, str]]:
    return {tuple(one) for one in observed(raw, folder).archive or ()}


def of(content: dict[str, bytes], **how: object) -> bytes:
    """Return a ZIP as another program might write it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **how) as made:
        for name, raw in content.items():
            made.writestr(name, raw)
    return out.getvalue()


# ── written ────────────────────────────────────────────────────────────────────────────


def test_the_zip_holds_the_bundle_and_nothing_else(made: bags.Made, packed: Path) -> None:
    assert packed == made.bundle.with_name("X-bundle.zip")
    with zipfile.ZipFile(packed) as opened:
        held = {one.filename: opened.read(one) for one in opened.infolist()}
        assert opened.testzip() is None
        assert {one.compress_type for one in opened.infolist()} == {zipfile.ZIP_STORED}
        assert {one.date_time for one in opened.infolist()} == {(2026, 3, 1, 12, 5, 6)}
        odd = [one for one in opened.infolist() if not one.filename.isascii()]
        assert odd
        assert all(one.flag_bits & 0x800 for one in odd)
        assert [one.filename for one in opened.infolist()] == sorted(held)
    assert held == {f"X-bundle/{name}": raw for name, raw in bags.contents(made.bundle).items()}


def test_the_same_bundle_gives_the_same_bytes(made: bags.Made, packed: Path) -> None:
    first = packed.read_bytes()
    for path in made.bundle.rglob("*"):
        path.touch()
    assert handing_over.pack(made.bundle, at=bags.clock(), force=True).read_bytes() == first


def test_the_zip_is_verified_as_the_folder_is(made: bags.Made, packed: Path) -> None:
    with files.opened(packed) as opened:
        seen = opened.observe()
    whole = audit.report(files.observe(made.bundle)).checks
    report = audit.report(seen)
    assert report.checks[0].finding == "archive_read"
    assert sorted(map(repr, report.checks[1:])) == sorted(map(repr, whole))
    assert audit.report(seen, digest=made.whole.hex).verdict is PASSED


def test_nothing_is_written_over_without_force(made: bags.Made, packed: Path) -> None:
    before = packed.read_bytes()
    with pytest.raises(OutputError) as raised:
        handing_over.pack(made.bundle, at=bags.clock(), force=False)
    assert raised.value.kind == "zip_exists"
    packed.write_bytes(b"another")
    handing_over.pack(made.bundle, at=bags.clock(), force=True)
    assert packed.read_bytes() == before
    kept = [p for p in packed.parent.glob("X-bundle.zip.old-*") if p.read_bytes() == b"another"]
    assert len(kept) == 1


def test_a_folder_or_a_link_in_its_place_is_never_moved(made: bags.Made, tmp_path: Path) -> None:
    (tmp_path / "taken.zip").mkdir()
    (tmp_path / "link.zip").symlink_to(made.bundle)
    for name in ("taken.zip", "link.zip"):
        with pytest.raises(OutputError):
            archive_out.refuse_standing(tmp_path / name, force=True)


def test_what_fails_halfway_leaves_nothing(
    made: bags.Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.zip"

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    def write() -> None:
        with archive_out.written(made.bundle, out, at=bags.clock(), force=False):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write()
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(archive_out.shutil, "copyfileobj", full)
    with pytest.raises(OutputError, match="disk_full"):
        write()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_of_a_zip_is_cleared(tmp_path: Path) -> None:
    part = tmp_path / f".evidence-kit-{'0' * 16}.part"
    part.write_bytes(b"PK")
    part.with_suffix(".lock").touch()
    with leftovers.at_work(tmp_path / f".evidence-kit-{'1' * 16}.part"):
        assert leftovers.clear(tmp_path) == (part,)
    assert list(tmp_path.iterdir()) == []


def test_a_zip_among_the_copies_is_no_copy(made: bags.Made, packed: Path, tmp_path: Path) -> None:
    shutil.copytree(made.source, tmp_path / "copies")
    own = Path(shutil.copy(packed, tmp_path / "copies" / "X-bundle.zip"))
    assert checking.verification(own, against=tmp_path / "copies").verdict is PASSED


@pytest.mark.parametrize("force", [False, True])
def test_the_command_makes_both(samples: Path, tmp_path: Path, *, force: bool) -> None:
    shutil.copytree(samples / "simple-loan" / "screenshots", tmp_path / "X")
    recorded = f"recorded:{samples.parent / 'tests' / 'recorded'}"
    asked = ["bundle", str(tmp_path / "X"), "--ocr", recorded, "--zip"]
    (tmp_path / "X-bundle.zip").write_bytes(b"mine")
    if not force:
        assert cli.run(asked) == Exit.OUTPUT
        assert not (tmp_path / "X-bundle").exists()
        assert (tmp_path / "X-bundle.zip").read_bytes() == b"mine"
        return
    assert cli.run([*asked, "--force"]) in (Exit.OK, Exit.PARTIAL)
    assert (tmp_path / "X-bundle.zip.old-1").read_bytes() == b"mine"
    against = str(tmp_path / "X")
    assert cli.run(["verify", str(tmp_path / "X-bundle.zip"), "--against", against]) == Exit.OK


def test_a_bundle_that_changes_while_it_is_packed_is_told(
    made: bags.Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(archive_out, "zip_path", lambda _: tmp_path / "x.zip")
    monkeypatch.setattr(handing_over, "_content", lambda seen: seen.archive)
    with pytest.raises(OutputError) as raised:
        handing_over.pack(made.bundle, at=bags.clock(), force=False)
    assert raised.value.kind == "zip_not_written"
    assert list(tmp_path.iterdir()) == []


# ── by other programs ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("top", ["", "X-bundle/", "别的名字/"])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_other_programs_zips_are_read(
    made: bags.Made, content: dict[str, bytes], tmp_path: Path, top: str, method: int
) -> None:
    seen = observed(
        of({top + name: raw for name, raw in content.items()}, compression=method), tmp_path
    )
    assert seen.archive == ()
    assert bags.unordered(seen).files == bags.unordered(bags.observed(content)).files
    assert audit.report(seen, digest=made.whole.hex).verdict is PASSED


def test_a_streamed_zip_is_read(content: dict[str, bytes], tmp_path: Path) -> None:
    """Written into a pipe: sizes follow the bytes, as macOS writes them too."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise OSError

    out = Pipe()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, raw in content.items():
            made.writestr(name, raw)
    assert faults(out.getvalue(), tmp_path) == set()


def test_a_zip64_is_read(content: dict[str, bytes], tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, raw in content.items():
            with made.open(zipfile.ZipInfo(name), "w", force_zip64=True) as member:
                member.write(raw)
    assert faults(out.getvalue(), tmp_path) == set()


@pytest.mark.long
def test_more_members_than_a_plain_zip_counts(content: dict[str, bytes], tmp_path: Path) -> None:
    many = content | {f"data/viele/{number}": b"" for number in range(66_000)}
    seen = observed(of(many), tmp_path)
    assert seen.archive == ()
    assert len(seen.files) == len(many)


def test_folders_are_no_files(content: dict[str, bytes], tmp_path: Path) -> None:
    seen = observed(
        of({"X/": b"", "X/data/": b""} | {f"X/{n}": r for n, r in content.items()}), tmp_path
    )
    assert seen.archive == ()
    assert len(seen.files) == len(content)


# ── refused ────────────────────────────────────────────────────────────────────────────


def _member(name: str, raw: bytes = b"x", **fields: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("bagit.txt", b"x")
        one = zipfile.ZipInfo("placeholder")
        one.external_attr = fields.get("mode", 0) << 16
        made.writestr(one, raw)
    return out.getvalue().replace(b"placeholder", name.encode().ljust(11, b"_")[:11])


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("/etc/passwd", "zip_name"),
        ("../../../xy", "zip_name"),
        ("a/../../bcd", "zip_name"),
        ("C:/x/y/zzzz", "zip_name"),
        ("a\\b\\c\\d\\ef", "zip_name"),
        ("a//bbbbbbbb", "zip_name"),
        ("a\nbbbbbbbbb", "zip_name"),
        ("中文名字", "zip_encoding"),
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    assert reason in {why for _, why in faults(_member(name), tmp_path)}


def test_links_and_devices_are_refused(tmp_path: Path) -> None:
    for mode, reason in ((stat.S_IFLNK | 0o777, "link"), (stat.S_IFIFO, "special")):
        assert ("placeholder", reason) in faults(_member("placeholder", mode=mode), tmp_path)


def test_two_members_of_one_place_are_refused(content: dict[str, bytes], tmp_path: Path) -> None:
    for twin in ("data/1.png", "DATA/1.PNG", "data/1.png/x"):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # zipfile's own, about a name it has already
            out = io.BytesIO(of(content))
            with zipfile.ZipFile(out, "a") as made:
                made.writestr(twin, b"other")
        assert "zip_twice" in {why for _, why in faults(out.getvalue(), tmp_path)}


def test_a_name_apart_by_unicode_form_alone_is_refused(tmp_path: Path) -> None:
    raw = of({"bagit.txt": b"", "data/e\u0301.png": b"1", "data/\u00e9.png": b"2"})
    assert ("data/\u00e9.png", "zip_twice") in faults(raw, tmp_path)


def test_names_of_any_length_are_read_soon(tmp_path: Path) -> None:
    """Failure: all folders above one such name took 3 seconds and 900 MB; digits, a traceback."""
    names = [f"data/{'a/' * 30_000}{n}" for n in range(4)]
    raw = of({"bagit.txt": b"", f"data/{'9' * 5_000}": b""} | dict.fromkeys(names, b""))
    began = time.process_time()
    assert len(observed(raw, tmp_path).files) == 6
    assert time.process_time() - began < 4


def test_names_of_any_length_take_no_room(tmp_path: Path) -> None:
    """Failure: to find the empty folders all above one name were kept, 0.9 GB for each name."""
    raw = of({"bagit.txt": b"", f"data/{'a/' * 30_000}b": b"", "data/leer/": b""})
    tracemalloc.start()
    seen = observed(raw, tmp_path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert seen.empty == ("data/leer",)
    assert peak < 64 << 20


def test_fields_without_end_are_read_soon() -> None:
    """Failure: each of 16,000 fields of a member copied all that follow it."""
    began = time.process_time()
    assert len(list(archive_headers._extras(b"UT\0\0" * 300_000))) == 300_000
    assert time.process_time() - began < 1


def _ends(raw: bytes) -> tuple[int, int]:
    (at,) = struct.unpack_from("<L", raw, len(raw) - 6)
    return at, len(raw) - 22


def _flip(place: int, value: bytes) -> Harm:
    def harm(raw: bytearray) -> bytes:
        raw[place : place + len(value)] = value
        return bytes(raw)

    return harm


def _central(offset: int, value: bytes) -> Harm:
    def harm(raw: bytearray) -> bytes:
        return _flip(_ends(raw)[0] + offset, value)(raw)

    return harm


def _both(local: int, central: int, value: bytes) -> Harm:
    return lambda raw: _central(central, value)(bytearray(_flip(local, value)(raw)))


def _overlapping(raw: bytearray) -> bytes:
    """Let the second entry of the directory point at the first member, as a quine's does."""
    at, _ = _ends(raw)
    second = raw.index(b"PK\x01\x02", at + 4)
    return _flip(second + 42, b"\0\0\0\0")(raw)


def _gapped(raw: bytearray) -> bytes:
    at, _ = _ends(raw)
    made = raw[:at] + b"hidden" + raw[at:]
    made[-6:-2] = struct.pack("<L", at + 6)
    return bytes(made)


def _prefixed(raw: bytearray) -> bytes:
    """A program before it, as self-extracting ones have; every offset moved along."""
    at, _ = _ends(raw)
    made, place = bytearray(b"MZ" * 8 + raw), at + 16
    while made[place : place + 4] == b"PK\x01\x02":
        named, extra, noted = struct.unpack_from("<3H", made, place + 28)
        (offset,) = struct.unpack_from("<L", made, place + 42)
        struct.pack_into("<L", made, place + 42, offset + 16)
        place += 46 + named + extra + noted
    struct.pack_into("<L", made, len(made) - 6, at + 16)
    return bytes(made)


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (_flip(30, b"B"), "zip_contradicts"),  # the local name alone
        (_flip(14, b"\1\2\3\4"), "zip_contradicts"),  # the local CRC alone
        (_flip(18, b"\1"), "zip_contradicts"),  # the local size alone
        (_flip(10, b"\1"), "zip_contradicts"),  # the local time alone
        (_central(16, b"\1\2\3\4"), "zip_contradicts"),
        (_central(24, b"\1"), "zip_contradicts"),
        (_both(14, 16, b"\1\2\3\4"), "zip_damaged"),  # a CRC that isn't the bytes'
        (_both(6, 8, b"\1"), "zip_locked"),
        (_both(8, 10, b"\x09"), "zip_method"),
        (_central(42, b"\xff\xff\xff\x7f"), "zip_damaged"),
        (_overlapping, "zip_overlap"),
        (_gapped, "zip_gap"),
        (_prefixed, "zip_gap"),
        (lambda raw: bytes(raw) + b"x", "zip_trailing"),
        (lambda raw: bytes(raw[:-2]) + b"\2\0hi", "zip_trailing"),
        (lambda raw: bytes(raw[:-10]), "zip_damaged"),
        (lambda raw: bytes(raw[40:]), "zip_contradicts"),
        (lambda raw: b"PK\x03\x04 and nothing else", "zip_damaged"),
        (lambda raw: _flip(len(raw) - 12, b"\1")(raw), "zip_contradicts"),  # one member less
    ],
)
def test_a_zip_that_two_programs_would_read_differently_is_refused(
    content: dict[str, bytes], tmp_path: Path, harm: Harm, reason: str
) -> None:
    raw = harm(bytearray(of(content)))
    assert reason in {why for _, why in faults(raw, tmp_path)}
    path = tmp_path / "a.zip"
    assert checking.verification(path).verdict is FAILED
    assert cli.run(["verify", str(path)]) == Exit.FAILED


def test_a_unicode_name_beside_the_name_must_be_the_name(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("bagit.txt", b"x")
        one = zipfile.ZipInfo("data/1.png")
        body = b"\1" + struct.pack("<L", zlib.crc32(b"data/1.png")) + b"data/2.png"
        one.extra = struct.pack("<2H", 0x7075, len(body)) + body
        made.writestr(one, b"x")
    assert ("data/1.png", "zip_contradicts") in faults(out.getvalue(), tmp_path)


def test_a_bomb_is_refused_before_it_goes_off(tmp_path: Path) -> None:
    raw = of({"bagit.txt": b"", "data/0": bytes(64 << 20)}, compression=zipfile.ZIP_DEFLATED)
    assert len(raw) < 100_000
    tracemalloc.start()
    found = faults(raw, tmp_path)
    assert tracemalloc.get_traced_memory()[1] < 16 << 20
    tracemalloc.stop()
    assert found == {("data/0", "zip_bomb")}


def test_a_bomb_that_understates_its_size_is_stopped(tmp_path: Path) -> None:
    raw = bytearray(
        of({"bagit.txt": b"", "data/0": bytes(64 << 20)}, compression=zipfile.ZIP_DEFLATED)
    )
    at = raw.index(struct.pack("<L", 64 << 20))
    size = struct.pack("<L", 1000)
    for place in (at, raw.index(struct.pack("<L", 64 << 20), at + 4)):
        raw[place : place + 4] = size
    assert ("data/0", "zip_bomb") in faults(bytes(raw), tmp_path)


def test_a_large_file_is_never_held_whole(tmp_path: Path) -> None:
    raw = of({"bagit.txt": b"", "data/0": random.Random(1).randbytes(48 << 20)})
    path = tmp_path / "a.zip"
    path.write_bytes(raw)
    del raw
    tracemalloc.start()
    with files.opened(path) as opened:
        assert len(opened.observe().files) == 2
    assert tracemalloc.get_traced_memory()[1] < 12 << 20
    tracemalloc.stop()


def test_what_lies_beside_the_bundle_is_named(content: dict[str, bytes], tmp_path: Path) -> None:
    raw = of({f"X/{n}": r for n, r in content.items()} | {"__MACOSX/X/._1.png": b"x"})
    assert faults(raw, tmp_path) == {("__MACOSX/X/._1.png", "zip_outside")}


def test_a_zip_without_a_bundle_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(of({"1.png": b"x"}))
    (tmp_path / "empty.zip").write_bytes(of({}))
    (tmp_path / "a.txt").write_bytes(b"x")
    for name in ("a.zip", "empty.zip", "a.txt"):
        with pytest.raises(InputError) as raised:
            checking.verification(tmp_path / name)
        assert raised.value.kind == "not_a_bundle"


def test_a_flipped_byte_anywhere_in_the_zip_is_found(packed: Path, tmp_path: Path) -> None:
    raw, chance = packed.read_bytes(), random.Random(20260301)
    path = tmp_path / "a.zip"
    for place in chance.sample(range(len(raw)), 150):
        harmed = bytearray(raw)
        harmed[place] ^= 1 << chance.randrange(8)
        path.write_bytes(harmed)
        with files.opened(path) as opened:
            seen = opened.observe()
        if seen.archive == ():  # versions and attributes, which say nothing of the files
            assert bags.unordered(seen).files == bags.unordered(_sound(packed)).files, place
        else:
            assert audit.report(seen).verdict is FAILED


def _sound(packed: Path) -> files.observing.Observed:
    with files.opened(packed) as opened:
        return opened.observe()


def test_any_bytes_give_a_report(tmp_path: Path, packed: Path) -> None:
    raw, chance = packed.read_bytes(), random.Random(7)
    for _ in range(150):
        cut = chance.randrange(len(raw))
        junk = (
            raw[:cut] + chance.randbytes(chance.randrange(60)) + raw[chance.randrange(len(raw)) :]
        )
        (tmp_path / "a.zip").write_bytes(b"PK\x03\x04" + junk[4:])
        assert checking.verification(tmp_path / "a.zip").verdict is FAILED


def test_single_files_are_read_out_of_it(content: dict[str, bytes], tmp_path: Path) -> None:
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        path = tmp_path / "a.zip"
        path.write_bytes(of(content, compression=method))
        with files.opened(path) as opened:
            for name, raw in content.items():
                with opened.open(name) as file:
                    assert file.read() == raw
                    file.seek(-1, 2)
                    assert file.read() == raw[-1:]
                    assert file.seek(0) == 0
            with pytest.raises(FileNotFoundError):
                opened.open("none")


def test_a_packed_file_too_large_to_hold_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.zip").write_bytes(of({"bagit.txt": b"xyz"}, compression=zipfile.ZIP_DEFLATED))
    monkeypatch.setattr(archive, "MOST_HELD", 2)
    with files.opened(tmp_path / "a.zip") as opened, pytest.raises(OSError, match="bagit"):
        opened.open("bagit.txt")


@pytest.mark.parametrize("limit", ["MOST_DIRECTORY", "MOST_MEMBERS"])
def test_a_directory_beyond_measure_is_refused(
    limit: str, content: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_headers, limit, 10)
    assert faults(of(content), tmp_path) == {("", "zip_too_large")}
