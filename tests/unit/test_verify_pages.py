"""Which page of a PDF shows which file: by bytes, by pixels, never by what it says of itself."""

from __future__ import annotations

import hashlib
import io
import json
import random
import shutil
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import bags
import pikepdf
import pypdf
import pytest
import shelf
from archivist import faults
from authorities import Root, ThirdParty
from bags import found
from PIL import Image

from evidence_kit import audit, cli, files, telling
from evidence_kit.errors import Exit, InputError, OutputError, UsageError
from evidence_kit.files import archive_out
from evidence_kit.model import (
    Algorithm,
    Check,
    Digest,
    Level,
    Verdict,
    VerificationReport,
)
from evidence_kit.pipeline import asking, checking, handing_over, reporting
from evidence_kit.render import page_images
from evidence_kit.tsa import LocalAuthority
from evidence_kit.words import LANGUAGES, Words

PASSED, INDETERMINATE, FAILED = Verdict.PASSED, Verdict.INDETERMINATE, Verdict.FAILED
BOOK = "filing/证据材料.pdf"
PAGES = {name: str(at) for at, name in enumerate(shelf.NAMES, start=1)}
# How each file's page can be compared at best.
BYTES = {"02.jpg", "03-转.jpg", "10.jpg"}
CONVERTED = {"05.png", "06.png"}
Harm = Callable[[pikepdf.Pdf], None]


@pytest.fixture(scope="module")
def shelved(tmp_path_factory: pytest.TempPathFactory) -> bags.Made:
    return shelf.make(tmp_path_factory.mktemp("shelf"))


@pytest.fixture
def book(shelved: bags.Made, tmp_path: Path) -> Path:
    """A copy of the PDF that somebody was handed."""
    return Path(shutil.copy(shelved.bundle / BOOK, tmp_path / "副本.pdf"))


@contextmanager
def changing(path: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(path, allow_overwriting_input=True) as opened:
        yield opened
        opened.save(path)


def told(report: VerificationReport, page: str) -> Check:
    """Return the one check of a page's picture."""
    (only,) = [c for c in report.checks if c.finding in FINDINGS and dict(c.args)["page"] == page]
    return only


FINDINGS = {"page_bytes", "page_pixels", "page_converted", "page_redrawn", "page_differs"}
FINDINGS |= {"page_other", "page_incomparable", "page_needs_file", "page_bytes_listed"}


def kinds(report: VerificationReport) -> dict[str, str]:
    return {name: told(report, page).finding for name, page in PAGES.items()}


# ── a PDF against a bundle, against originals, alone ───────────────────────────────────


def test_the_bundles_own_pdf_is_known_byte_for_byte(shelved: bags.Made, book: Path) -> None:
    report = checking.verification(shelved.bundle, named=(book,), digest=shelved.whole.hex)
    assert report.verdict is PASSED
    assert report.checks[-1].finding == "file_paper"
    assert dict(report.checks[-1].args) == {"name": "副本.pdf", "found": BOOK}


def test_what_to_bring_for_a_pdf_is_told_of_its_bundle(
    shelved: bags.Made, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A digest is the bundle's: the command that takes one names that, and never the PDF."""
    cli.run(["verify", str(book), "--against", str(shelved.bundle)])
    commands = [line for line in capsys.readouterr().out.splitlines() if "--digest" in line]
    assert commands
    assert all(str(shelved.bundle) in one and book.name not in one for one in commands)


def test_each_page_of_another_copy_shows_its_file(shelved: bags.Made, book: Path) -> None:
    book.write_bytes(book.read_bytes() + b"\n")
    report = checking.verification(book, against=shelved.bundle, digest=shelved.whole.hex)
    assert report == checking.verification(shelved.bundle, named=(book,), digest=shelved.whole.hex)
    assert found(report, INDETERMINATE) == {
        ("pdf_differs", "副本.pdf"),
        *(("page_converted", name) for name in CONVERTED),
    }
    assert kinds(report) == {
        name: "page_bytes"
        if name in BYTES
        else "page_converted"
        if name in CONVERTED
        else "page_pixels"
        for name in shelf.NAMES
    }


def test_a_pdf_saved_by_another_program_shows_them_still(shelved: bags.Made, book: Path) -> None:
    """qpdf packs the streams anew and rewrites every number: the pixels stay."""
    with pikepdf.open(book, allow_overwriting_input=True) as opened:
        opened.save(
            book,
            recompress_flate=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            linearize=True,
        )
    report = checking.verification(shelved.bundle, named=(book,))
    assert set(kinds(report).values()) == {"page_bytes", "page_pixels", "page_converted"}


def test_against_the_originals_the_list_in_it_is_what_it_claims(
    shelved: bags.Made, book: Path
) -> None:
    report = checking.verification(book, against=shelved.source)
    assert report.verdict is INDETERMINATE  # nothing vouches for its words
    assert report.checks[-1].finding == "pdf_alone"
    assert set(kinds(report).values()) == {"page_bytes", "page_pixels", "page_converted"}


def test_alone_only_a_jpegs_bytes_can_be_compared_with_its_list(book: Path) -> None:
    report = checking.verification(book)
    assert (report.verdict, report.level) == (INDETERMINATE, Level.OPEN)
    assert kinds(report) == {
        name: "page_bytes_listed" if name in BYTES else "page_needs_file" for name in shelf.NAMES
    }


def test_an_original_that_is_another_meanwhile_settles_nothing(
    shelved: bags.Made, book: Path, tmp_path: Path
) -> None:
    shutil.copytree(shelved.source, tmp_path / "Y")
    (tmp_path / "Y" / "01.png").write_bytes(shelf.pictures()["09.png"])
    assert kinds(checking.verification(book, against=tmp_path / "Y"))["01.png"] == "page_needs_file"


@pytest.mark.parametrize(
    "asked",
    [{"page": 1}, {"digest": "0" * 64}, {"named": (Path("x"),)}, {"trust_roots": (Path("x"),)}],
)
def test_what_only_a_bundle_can_tell_is_not_asked_of_a_pdf(
    book: Path, asked: dict[str, object]
) -> None:
    with pytest.raises(UsageError) as raised:
        checking.verification(book, **asked)
    assert raised.value.kind == "needs_bundle"


# ── tampered pages ─────────────────────────────────────────────────────────────────────


def _image(opened: pikepdf.Pdf, leaf: int) -> pikepdf.Object:
    (image,) = [one for _, one in opened.pages[leaf].Resources.XObject.items()]
    return image


def _leaf(name: str) -> int:
    return 1 + int(PAGES[name])  # after the cover and one sheet of the list


def _content(name: str, change: Callable[[list[bytes]], list[bytes]]) -> Harm:
    def harm(opened: pikepdf.Pdf) -> None:
        page = opened.pages[_leaf(name)]
        lines = page.Contents.read_bytes().split(b"\n")
        page.Contents = opened.make_stream(b"\n".join(change(lines)))

    return harm


def _covered(lines: list[bytes]) -> list[bytes]:
    return [*lines, b"1 g 200 300 80 40 re f"]


def _covered_by_the_hairline(lines: list[bytes]) -> list[bytes]:
    return [*lines[:-1], lines[-1].replace(b" 0.4 w ", b" 400 w ")]


def _mirrored(lines: list[bytes]) -> list[bytes]:
    _, a, b, c, d, e, f, *rest = lines[-2].split()
    turned = (-float(a), float(e) + float(a))
    parts = [b"q", b"%.3f" % turned[0], b, c, d, b"%.3f" % turned[1], f, *rest]
    return [*lines[:-2], b" ".join(parts), lines[-1]]


def _stretched(lines: list[bytes]) -> list[bytes]:
    _, a, b, c, d, e, f, *rest = lines[-2].split()
    wide = [b"q", b"%.3f" % (2 * float(a)), b, c, d, e, f, *rest]
    x, y, w, h = (float(part) for part in lines[-1].split()[4:8])
    frame = b"0.7 G 0.4 w %.3f %.3f %.3f %.3f re S" % (x, y, 2 * (w - 1) + 1, h)
    return [*lines[:-2], b" ".join(wide), frame]


def _clipped(lines: list[bytes]) -> list[bytes]:
    return [*lines[:-2], b"0 0 10 10 re W n", *lines[-2:]]


def _with(entry: str, value: object) -> Harm:
    def harm(opened: pikepdf.Pdf) -> None:
        opened.pages[_leaf("01.png")].obj[entry] = value

    return harm


def _stamped(opened: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=[0, 0, 9, 9]
    )
    opened.pages[_leaf("01.png")].obj["/Annots"] = pikepdf.Array([opened.make_indirect(note)])


def _scripted(opened: pikepdf.Pdf) -> None:
    opened.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def _in_layers(opened: pikepdf.Pdf) -> None:
    opened.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array(), D=pikepdf.Dictionary())


def _turned_by_its_parent(opened: pikepdf.Pdf) -> None:
    opened.Root.Pages.Rotate = 180


def _recoloured(opened: pikepdf.Pdf) -> None:
    """Give the picture a colour profile that it never had: other colours, the same pixels."""
    profile = opened.make_stream(b"\0" * 128)
    profile["/N"] = 3
    _image(opened, _leaf("01.png"))["/ColorSpace"] = pikepdf.Array(
        [pikepdf.Name.ICCBased, opened.make_indirect(profile)]
    )


@pytest.mark.parametrize(
    "harm",
    [
        _content("01.png", _covered),
        _content("01.png", _covered_by_the_hairline),
        _content("01.png", _mirrored),
        _content("01.png", _stretched),
        _content("01.png", _clipped),
        _content("01.png", lambda lines: [*lines[:-2], lines[-2], lines[-2], lines[-1]]),
        _content("01.png", lambda lines: [b"/G gs", *lines]),
        _content("01.png", lambda lines: [b"0 g 90 90 300 600 re f", *lines]),
        _content("01.png", lambda lines: [b"0 G 300 w 90 90 m 300 600 l S", *lines]),
        _content("01.png", lambda lines: [lines[0].replace(b" 9 Tf ", b" 90 Tf "), *lines[1:]]),
        _with("/Rotate", 90),
        _with("/CropBox", pikepdf.Array([0, 0, 300, 300])),
        _with("/UserUnit", 2),
        _stamped,
        _turned_by_its_parent,
        _recoloured,
        _scripted,
        _in_layers,
    ],
)
def test_a_page_that_may_show_something_else_is_never_passed(
    shelved: bags.Made, book: Path, harm: Harm
) -> None:
    with changing(book) as opened:
        harm(opened)
    for against in (shelved.bundle, shelved.source):
        one = told(checking.verification(book, against=against), "1")
        assert (one.verdict, one.finding) == (INDETERMINATE, "page_redrawn")


def test_a_jpeg_whose_turn_is_lost_is_never_passed(shelved: bags.Made, book: Path) -> None:
    def upright(lines: list[bytes]) -> list[bytes]:
        *_, x, y, w, h = (float(part) for part in lines[-1].split()[4:8])
        place = b"q %.3f 0 0 %.3f %.3f %.3f cm " % (w - 1, h - 1, x + 0.5, y + 0.5)
        return [*lines[:-2], place + b" ".join(lines[-2].split()[-3:]), lines[-1]]

    with changing(book) as opened:
        _content("03-转.jpg", upright)(opened)
    assert kinds(checking.verification(book, against=shelved.bundle))["03-转.jpg"] == "page_redrawn"


def _repainted(opened: pikepdf.Pdf) -> None:
    image = _image(opened, _leaf("01.png"))
    raw = bytearray(image.read_bytes())
    raw[700] ^= 0x10
    image.write(bytes(raw))


def _repacked(opened: pikepdf.Pdf) -> None:
    image = _image(opened, _leaf("02.jpg"))
    out = io.BytesIO()
    Image.open(io.BytesIO(image.read_raw_bytes())).save(out, "JPEG", quality=30)
    image.write(out.getvalue(), filter=pikepdf.Name.DCTDecode)


def _swapped(opened: pikepdf.Pdf) -> None:
    one, other = (opened.pages[_leaf(name)] for name in ("01.png", "09.png"))
    for page, image in (
        (one, _image(opened, _leaf("09.png"))),
        (other, _image(opened, _leaf("01.png"))),
    ):
        ((name, _),) = page.Resources.XObject.items()
        page.Resources.XObject[name] = image


@pytest.mark.parametrize(
    ("harm", "name", "finding"),
    [
        (_repainted, "01.png", "page_differs"),
        (_repacked, "02.jpg", "page_differs"),
        (_swapped, "01.png", "page_other"),
        (_swapped, "09.png", "page_other"),
    ],
)
def test_a_page_that_shows_another_picture_is_a_fault(
    shelved: bags.Made, book: Path, harm: Harm, name: str, finding: str
) -> None:
    with changing(book) as opened:
        harm(opened)
    for against in (shelved.bundle, shelved.source):
        report = checking.verification(book, against=against)
        assert (report.verdict, report.level) == (FAILED, Level.FAILED)
        assert (finding, name) in found(report, FAILED)
    assert cli.run(["verify", str(shelved.bundle), str(book)]) == Exit.FAILED


def test_a_jpeg_that_its_own_list_denies_is_a_fault_without_any_file(book: Path) -> None:
    with changing(book) as opened:
        _repacked(opened)
    assert found(checking.verification(book), FAILED) == {("page_differs", "02.jpg")}


def test_pages_that_are_gone_or_there_twice_are_told(shelved: bags.Made, book: Path) -> None:
    with changing(book) as opened:
        del opened.pages[_leaf("11.png")]
        nums = opened.Root.PageLabels.Nums
        nums[6] = int(nums[6]) - 1
    report = checking.verification(book, against=shelved.bundle)
    assert ("pdf_lacks_page", "11.png") in found(report, FAILED)


def test_without_labels_a_page_is_known_by_its_picture(shelved: bags.Made, book: Path) -> None:
    with changing(book) as opened:
        del opened.Root.PageLabels
    report = checking.verification(book, against=shelved.bundle)
    assert not found(report, FAILED)
    shown_by = {c.finding for c in report.checks if c.about == "page"}
    assert shown_by == {"leaf_shows"}
    with changing(book) as opened:
        _repainted(opened)
        _content("09.png", _covered)(opened)
    report = checking.verification(book, against=shelved.bundle)
    assert {"leaf_unknown", "leaf_redrawn"} <= {c.finding for c in report.checks}


def test_masks_and_other_tricks_of_a_picture_are_not_compared(
    shelved: bags.Made, book: Path
) -> None:
    with changing(book) as opened:
        mask = opened.make_stream(b"\0" * 100)
        for name, entry, value in (
            ("01.png", "/Decode", pikepdf.Array([1, 0, 1, 0, 1, 0])),
            ("02.jpg", "/SMask", opened.make_indirect(mask)),
            ("09.png", "/OC", pikepdf.Dictionary()),
        ):
            _image(opened, _leaf(name))[entry] = value
    shown_by = kinds(checking.verification(book, against=shelved.bundle))
    assert {shown_by[name] for name in ("01.png", "02.jpg", "09.png")} == {"page_incomparable"}


def test_a_printed_record_is_not_compared(shelved: bags.Made, book: Path) -> None:
    with changing(book) as opened:
        page = opened.pages[_leaf("01.png")]
        ((name, _),) = page.Resources.XObject.items()
        form = opened.make_stream(b"")
        form["/Subtype"] = pikepdf.Name.Form
        page.Resources.XObject[name] = opened.make_indirect(form)
    assert (
        kinds(checking.verification(book, against=shelved.bundle))["01.png"] == "page_incomparable"
    )


# ── anything at all ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("raw", [b"%PDF-1.7\n%%EOF\n", b"%PDF-", b"%PDF-1.4\n" + bytes(5000)])
def test_what_is_no_pdf_is_told(shelved: bags.Made, tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(raw)
    for report in (
        checking.verification(path),
        checking.verification(shelved.bundle, named=(path,)),
    ):
        assert "pdf_unreadable" in {check.finding for check in report.checks}
        assert report.verdict is INDETERMINATE


def test_any_bytes_give_a_report(shelved: bags.Made, book: Path) -> None:
    raw, chance = book.read_bytes(), random.Random(11)
    for _ in range(60):
        harmed = bytearray(raw)
        for _ in range(chance.randrange(1, 40)):
            harmed[chance.randrange(len(raw))] = chance.randrange(256)
        book.write_bytes(harmed)
        assert checking.verification(book, against=shelved.source).verdict is not PASSED


@pytest.mark.long
def test_a_stream_that_unpacks_to_gigabytes_is_left_alone(tmp_path: Path) -> None:
    packing = zlib.compressobj(9)
    bomb = b"".join(packing.compress(bytes(1 << 24)) for _ in range(64)) + packing.flush()
    with pikepdf.new() as made:
        made.add_blank_page()
        image = pikepdf.Stream(made, bomb)
        entries = {"Subtype": "/Image", "ColorSpace": "/DeviceRGB", "Filter": "/FlateDecode"}
        for key, value in entries.items():
            image[f"/{key}"] = pikepdf.Name(value)
        image["/Width"], image["/Height"], image["/BitsPerComponent"] = 9000, 9000, 8
        drawn = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=made.make_indirect(image)))
        made.pages[0].obj["/Resources"] = drawn
        made.save(tmp_path / "x.pdf")
    with (tmp_path / "x.pdf").open("rb") as file:
        seen = page_images.printed(file, "x", Digest(Algorithm.SHA256, "0" * 64))
    assert seen.images is not None
    assert seen.images[0].pixels is None


# ── single files, single pages ─────────────────────────────────────────────────────────


def test_a_file_is_known_as_what_it_is(shelved: bags.Made, tmp_path: Path) -> None:
    renamed = tmp_path / "照片.png"
    renamed.write_bytes(shelf.pictures()["04.png"])
    other = tmp_path / "x.png"
    other.write_bytes(b"x")
    false = tmp_path / "01.png"
    false.write_bytes(shelf.pictures()["02.jpg"][:-1])
    listed = shelved.bundle / "exhibits.json"
    asked = (renamed, shelved.source / "录音.m4a", listed, other, false)
    report = checking.verification(shelved.bundle, named=asked)
    answers = [check for check in report.checks if check.about == "file"]
    assert [(c.verdict, c.finding) for c in answers] == [
        (PASSED, "file_exhibit"),
        (PASSED, "file_original"),
        (PASSED, "file_paper"),
        (INDETERMINATE, "file_unknown"),
        (FAILED, "file_differs"),
    ]
    assert dict(answers[0].args) == {
        "name": "照片.png",
        "found": "data/04.png",
        "exhibit": "1",
        "pages": "4",
    }


def test_a_file_that_is_not_there_is_named(shelved: bags.Made, tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        checking.verification(shelved.bundle, named=(tmp_path / "none.png",))
    assert raised.value.kind == "no_such_file"


def test_a_strange_file_is_no_finding_against_the_bundle(
    shelved: bags.Made, tmp_path: Path
) -> None:
    (tmp_path / "x.png").write_bytes(b"x")
    (tmp_path / "01.png").write_bytes(b"x")
    strange = checking.verification(shelved.bundle, named=(tmp_path / "x.png",))
    assert (strange.verdict, strange.level) == (INDETERMINATE, Level.INWARD)
    false = checking.verification(shelved.bundle, named=(tmp_path / "01.png",))
    text = telling.report(false, shelved.bundle, Words("en"))
    assert Words("en").say("verdict.failed_asked") in text


def test_a_page_is_told_with_its_file_its_time_and_its_picture(shelved: bags.Made) -> None:
    for name, page in PAGES.items():
        report = checking.verification(shelved.bundle, page=int(page))
        is_, time, picture = report.checks[-3:]
        raw = (shelved.source / name).read_bytes()
        assert is_.finding == "page_is"
        args = dict(is_.args)
        assert (args["name"], args["found"]) == (name, f"data/{name}")
        assert args["sha256"] == hashlib.sha256(raw).hexdigest()
        assert time.finding == "page_local_time"
        assert picture.finding.startswith("page_")
        assert (picture.verdict is PASSED) is (name not in CONVERTED)


def test_a_page_has_the_earliest_third_partys_time(tmp_path: Path) -> None:
    root = Root()
    made = shelf.make(
        tmp_path, authorities=(LocalAuthority(bags.clock), ThirdParty(root, bags.clock))
    )
    (tmp_path / "root.pem").write_bytes(root.pem)
    trusted = checking.verification(made.bundle, page=1, trust_roots=(tmp_path / "root.pem",))
    assert (trusted.verdict, trusted.level) == (PASSED, Level.THIRD_PARTY)
    assert trusted.checks[-2].finding == "page_third_party_time"
    for language in LANGUAGES:
        words = Words(language)
        said = telling.report(trusted, made.bundle, words)
        assert words.say("level.third_party", authority="Example TSU") in said
    unknown = checking.verification(made.bundle, page=1)
    assert unknown.verdict is INDETERMINATE


def test_a_page_that_is_none_is_told(shelved: bags.Made) -> None:
    report = checking.verification(shelved.bundle, page=99)
    assert report.checks[-1].finding == "no_such_page"
    assert cli.run(["verify", str(shelved.bundle), "--page", "0"]) == Exit.USAGE


def test_it_is_told_of_a_zip_as_well(shelved: bags.Made) -> None:
    packed = handing_over.pack(shelved.bundle, at=bags.clock(), force=True)
    asked = {"page": 2, "named": (shelved.source / "01.png",)}
    folder = checking.verification(shelved.bundle, **asked)
    assert checking.verification(packed, **asked).checks[1:] == folder.checks
    packed.unlink()


def _listing(bundle: Path, change: Callable[[dict], object]) -> None:
    path = bundle / "exhibits.json"
    held = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(change(held)), encoding="utf-8")


def _falsified(held: dict) -> dict:
    held["exhibits"][0]["pages"][0]["sha256"] = "0" * 64
    return held


def _miswritten(held: dict) -> dict:
    held["exhibits"][0]["pages"][0]["sha256"] = "x"
    return held


def _crossed(held: dict) -> dict:
    first, second = held["exhibits"][0]["pages"][:2]
    first["sha256"], second["sha256"] = second["sha256"], first["sha256"]
    return held


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (_falsified, "page_no_original"),
        (_crossed, "page_differs"),
        (lambda held: [], "bad_exhibits"),
        (lambda held: held | {"exhibits": [{"number": 1}]}, "bad_exhibits"),
        (
            lambda held: json.loads(json.dumps(held).replace('"sha256": "', '"sha256": "x')),
            "bad_exhibits",
        ),
    ],
)
def test_a_list_that_lies_is_found_out(
    shelved: bags.Made, tmp_path: Path, change: Callable[[dict], object], finding: str
) -> None:
    shutil.copytree(shelved.bundle, tmp_path / "b")
    _listing(tmp_path / "b", change)
    report = checking.verification(tmp_path / "b", page=1)
    findings = {check.finding for check in report.checks if check.verdict is FAILED}
    assert {"changed", finding} <= findings


def test_a_bundle_that_lost_its_pdf_or_list_says_so(shelved: bags.Made, tmp_path: Path) -> None:
    shutil.copytree(shelved.bundle, tmp_path / "b")
    (tmp_path / "b" / BOOK).unlink()
    report = checking.verification(tmp_path / "b", page=1)
    assert report.checks[-1].finding == "page_no_book"
    (tmp_path / "b" / "exhibits.json").unlink()
    report = checking.verification(tmp_path / "b", page=1)
    assert "bad_exhibits" in {check.finding for check in report.checks}


def test_an_original_that_was_swapped_is_not_compared(shelved: bags.Made, tmp_path: Path) -> None:
    shutil.copytree(shelved.bundle, tmp_path / "b")
    (tmp_path / "b" / "data" / "01.png").write_bytes(shelf.pictures()["09.png"])
    report = checking.verification(tmp_path / "b", page=1)
    assert {"page_no_original", "changed"} <= {c.finding for c in report.checks}


# ── the report ─────────────────────────────────────────────────────────────────────────


@pytest.fixture
def sound(judge: Callable[[str], str]) -> Callable[[Path], None]:
    def check(pdf: Path) -> None:
        assert faults(pdf) == []

    return check


def test_the_report_is_printed_with_every_check(
    shelved: bags.Made, tmp_path: Path, sound: Callable[[Path], None]
) -> None:
    out = tmp_path / "校验报告.pdf"
    code = cli.run(
        [
            "verify",
            str(shelved.bundle),
            "--digest",
            shelved.whole.hex,
            "--page",
            "2",
            "--report",
            str(out),
        ]
    )
    assert code == Exit.OK
    sound(out)
    reader = pypdf.PdfReader(out)
    text = "".join("".join(page.extract_text().split()) for page in reader.pages)
    say = Words("zh_CN").say
    report = checking.verification(shelved.bundle, digest=shelved.whole.hex, page=2)
    for kind in (
        "report.title",
        "level.matched",
        "verdict.passed",
        "verdict.not_proven",
        "report.digests",
    ):
        assert "".join(say(kind).split()) in text, kind
    assert (
        "".join(str(n) + say(f"check.{c.about}") for n, c in enumerate(report.checks[:1], 1))
        in text
    )
    assert shelved.manifest.hex in text
    assert shelved.whole.hex in text
    assert f"共{len(reader.pages)}页" in text
    assert {tuple(map(round, page.mediabox[2:])) for page in reader.pages} == {(595, 842)}


def test_a_failed_report_says_so_in_words_that_paper_has(
    shelved: bags.Made, tmp_path: Path
) -> None:
    shutil.copytree(shelved.bundle, tmp_path / "b")
    (tmp_path / "b" / "data" / "01.png").write_bytes(b"x")
    out = tmp_path / "r.pdf"
    assert cli.run(["verify", str(tmp_path / "b"), "--report", str(out)]) == Exit.FAILED
    text = "".join(page.extract_text() for page in pypdf.PdfReader(out).pages)
    assert "不通过" in text
    assert "data/01.png已被改动" in "".join(text.split())
    assert "U+" not in text


def test_a_report_never_changes_a_bundle_nor_a_file(shelved: bags.Made, tmp_path: Path) -> None:
    (tmp_path / "there.pdf").write_bytes(b"x")
    for out, kind in (
        (tmp_path / "there.pdf", "paper_exists"),
        (shelved.bundle / "filing" / "r.pdf", "paper_in_bundle"),
        (tmp_path / "none" / "r.pdf", "no_such_parent"),
    ):
        with pytest.raises(OutputError) as raised:
            reporting.refuse(out)
        assert raised.value.kind == kind
    assert (
        cli.run(["verify", str(shelved.bundle), "--report", str(tmp_path / "there.pdf")])
        == Exit.OUTPUT
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_level_has_its_words(shelved: bags.Made, language: str) -> None:
    words = Words(language)
    for anchor, kind in (
        ({}, "level.inward"),
        ({"digest": shelved.whole.hex}, "level.matched"),
        ({"digest": shelved.manifest.hex}, "level.matched.originals"),
        ({"against": shelved.source}, "level.matched.originals"),
        ({"digest": "0" * 64}, "level.failed"),
    ):
        report = checking.verification(shelved.bundle, **anchor)
        assert words.say("verdict.level", level=words.say(kind)) in telling.report(
            report, shelved.bundle, words
        )
        assert json.loads(telling.report_json(report))["level"] == kind.split(".")[1]


def test_a_list_that_changes_while_it_is_read_says_nothing(
    shelved: bags.Made, tmp_path: Path
) -> None:
    shutil.copytree(shelved.bundle, tmp_path / "b")
    with files.opened(tmp_path / "b") as opened:
        observed = opened.observe()
        _listing(tmp_path / "b", _crossed)
        asked = asking.of(opened, observed, (), 1)
    assert asked is not None
    assert asked.claims is None


def test_asking_loads_no_printer_unless_a_picture_is_asked_for(shelved: bags.Made) -> None:
    with files.opened(shelved.bundle) as opened:
        observed = opened.observe()
        assert asking.of(opened, observed, (), None) is None
    assert audit.report(observed).level is Level.INWARD
    assert archive_out.zip_path(shelved.bundle).name == "X-bundle.zip"
