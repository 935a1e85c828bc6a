"""The user's signature on 证据材料.pdf: made, believed by others, and told for what it is."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import bags
import page
import pikepdf
import pytest
from asn1crypto import pem, x509
from authorities import Root, ThirdParty
from bags import fill
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.validation import async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext
from signers import PASSPHRASE, Person
from tsa_server import OpensslAuthority, serving

from evidence_kit import audit, cli, seal
from evidence_kit.cli import passphrase
from evidence_kit.errors import InputError, UsageError
from evidence_kit.model import Digest, PdfSignature, Verdict, VerificationReport
from evidence_kit.pipeline import bundling, checking, reading, stamping
from evidence_kit.render import signing, signing_key
from evidence_kit.render.signatures import signatures

NO_PICTURES_READ = reading.Options(ocr="recorded:nowhere", jobs=1, cache=False)
TODAY = datetime.fromtimestamp(time.time(), UTC)
BOOK = "filing/证据材料.pdf"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> OpensslAuthority:
    return OpensslAuthority.made(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def person() -> Person:
    return Person(rsa_key=True)


@pytest.fixture(scope="module")
def signer(person: Person, tmp_path_factory: pytest.TempPathFactory) -> signing.Signer:
    return signing.Signer.opened(person.p12(tmp_path_factory.mktemp("key")), PASSPHRASE)


@pytest.fixture(scope="module")
def made(
    authority: OpensslAuthority,
    signer: signing.Signer,
    tmp_path_factory: pytest.TempPathFactory,
) -> bundling.Bundled:
    source = tmp_path_factory.mktemp("signed") / "X"
    fill(source)
    with serving(authority.reply) as url:
        return bundling.bundle(
            source,
            out=None,
            options=NO_PICTURES_READ,
            force=False,
            stamps=stamping.wanted([url], [authority.root]),
            signer=signer,
        )


@pytest.fixture
def book(made: bundling.Bundled) -> bytes:
    return (made.bundle / BOOK).read_bytes()


def verified(bundle: Path, *roots: bytes, folder: Path) -> VerificationReport:
    paths = []
    for number, raw in enumerate(roots):
        paths.append(folder / f"{number}.pem")
        paths[-1].write_bytes(raw)
    return checking.verification(bundle, trust_roots=tuple(paths))


def told(report: VerificationReport) -> list[str]:
    return [check.finding for check in report.checks if check.about == "signature"]


def test_a_signed_bundle_passes_and_says_whose_signature_it_is(
    made: bundling.Bundled, authority: OpensslAuthority, person: Person, tmp_path: Path
) -> None:
    root = authority.root.read_bytes()
    report = verified(made.bundle, root, folder=tmp_path)
    assert report.verdict is Verdict.PASSED
    assert told(report) == ["signature_whole", "signature_time", "book_time"]
    rooted = verified(made.bundle, root, person.pem, folder=tmp_path)
    assert told(rooted) == ["signature_rooted", "signature_time", "book_time"]
    said = next(dict(c.args) for c in rooted.checks if c.finding == "signature_rooted")
    assert (said["signer"], said["root"]) == ("CN=周明", "CN=Example Signing Root")
    alone = verified(made.bundle, folder=tmp_path)
    assert told(alone) == ["signature_whole", "signature_unknown_root", "book_unknown_root"]
    assert alone.verdict is Verdict.INDETERMINATE


def test_a_key_on_a_curve_signs_as_well(tmp_path: Path, judge: Callable[[str], str]) -> None:
    path, other = tmp_path / "1.pdf", Person()
    with pikepdf.new() as blank:
        blank.add_blank_page()
        blank.save(path)
    signing.Signer.opened(other.p12(tmp_path), PASSPHRASE).sign(path)
    (one,) = of(path.read_bytes())
    assert audit.judge_signature(one, (other.root,)).root == "CN=Example Signing Root"
    assert audit.stamp_of(one) is None
    done = subprocess.run([judge("pdfsig"), "-nocert", str(path)], capture_output=True, check=True)
    assert b"Signature is Valid" in done.stdout


def test_only_the_digest_of_the_signed_file_went_out(made: bundling.Bundled) -> None:
    asked = [one for one in made.asked if one.subject == BOOK]
    with (made.bundle / BOOK).open("rb") as file:
        found = signatures(file)
    assert [one.token for one in found] == [False, True]
    for one, signature in zip(asked, found, strict=True):
        stamp = audit.stamp_of(signature)
        assert stamp is not None
        assert (one.digest, bool(one.url), bool(one.finding)) == (stamp[0], True, True)


def test_the_signed_book_is_still_for_archives(book: bytes, tmp_path: Path) -> None:
    """The only thing said is the false alarm about a signature before a later revision."""
    (tmp_path / "signed.pdf").write_bytes(book[: of(book)[0].end])
    assert page.validate_pdf(str(tmp_path / "signed.pdf"), profile="2b").is_compliant
    (tmp_path / "dated.pdf").write_bytes(book)
    said = page.validate_pdf(str(tmp_path / "dated.pdf"), profile="2b")
    assert [one.rule_id for one in said.failures] == ["PDFA2B-SIGNATURE-BYTERANGE-001"]


def test_pdfsig_believes_it(made: bundling.Bundled, judge: Callable[[str], str]) -> None:
    command = [judge("pdfsig"), "-nocert", str(made.bundle / BOOK)]
    said = subprocess.run(command, capture_output=True, check=False).stdout.decode()
    first, second = said.split("Signature #2")
    assert "ETSI.RFC3161" not in first
    assert "- Total document signed" in second
    assert "Signature Validation: Signature is Valid." in said
    assert "Signer Certificate Common Name: 周明" in said
    assert "Signature Type: ETSI.CAdES.detached" in said


def test_pyhanko_believes_it_and_its_time(
    book: bytes, person: Person, authority: OpensslAuthority
) -> None:
    signature, dated = PdfFileReader(BytesIO(book)).embedded_signatures
    roots = [asn1(person.pem), asn1(authority.root.read_bytes())]
    context = ValidationContext(trust_roots=roots, allow_fetching=False)
    status = asyncio.run(async_validate_pdf_signature(signature, context))
    assert status.bottom_line
    assert status.coverage.name == "ENTIRE_REVISION"
    assert status.modification_level.name == "LTA_UPDATES"
    assert status.timestamp_validity is not None
    assert status.timestamp_validity.intact
    assert status.timestamp_validity.trusted
    later = asyncio.run(async_validate_pdf_timestamp(dated, context))
    assert (later.intact, later.trusted, later.coverage.name) == (True, True, "ENTIRE_FILE")


def asn1(raw: bytes) -> x509.Certificate:
    return x509.Certificate.load(pem.unarmor(raw)[2])


# ── what verification says of a book that was changed ──────────────────────────────────


def of(raw: bytes) -> tuple[PdfSignature, ...]:
    return signatures(BytesIO(raw))


def findings(raw: bytes) -> list[tuple[str, str]]:
    checks = audit.of_signatures(BOOK, of(raw))
    return [(check.finding, dict(check.args).get("fault", "")) for check in checks]


def test_whatever_is_changed_under_a_signature_shows(book: bytes) -> None:
    first, last = of(book)
    assert first.dated
    assert last.end == last.size == len(book)
    for at in (100, len(book) // 3, first.end - 200, first.end + 90, last.end - 90, last.end - 9):
        changed = bytearray(book)
        changed[at] ^= 1
        found = findings(bytes(changed))
        assert found != findings(book), at
        false = {"signature_false", "signature_appended"}
        assert not found or false & {finding for finding, _ in found}, at


def test_what_is_added_after_the_last_signature_shows(book: bytes) -> None:
    assert ("signature_appended", "") in findings(book + b"\n% more\n")
    with pikepdf.open(BytesIO(book)) as opened:
        turned = BytesIO()
        opened.pages[0].Rotate = 180
        opened.save(turned)
    assert ("signature_false", "not_covering") in findings(turned.getvalue())


def test_a_time_of_somebody_later_does_not_hide_what_was_added(book: bytes) -> None:
    """Failure elsewhere: painted over after signing, then stamped by any authority at all."""
    painted, stamped = BytesIO(book), BytesIO()
    writer = IncrementalPdfFileWriter(painted)
    red = generic.StreamObject(stream_data=b"q 1 0 0 rg 100 300 300 200 re f Q")
    writer.add_stream_to_page(0, writer.add_object(red))
    writer.write_in_place()
    party = ThirdParty(Root(), bags.clock)

    def stamp(digest: Digest) -> object:
        return audit.token_in(party.answer(seal.request(digest, nonce=1)))

    later = PdfTimeStamper(signing._timestamper(stamp))
    painted.seek(0)
    later.timestamp_pdf(
        IncrementalPdfFileWriter(painted), "sha256", output=stamped, bytes_reserved=20_000
    )
    assert [one.token for one in of(stamped.getvalue())] == [False, True, True]
    assert findings(stamped.getvalue())[-1] == ("signature_appended", "")


def test_a_signature_that_leaves_out_more_than_itself_covers_nothing(book: bytes) -> None:
    """Failure elsewhere: a ByteRange with a wider gap hid what was put into it."""
    first = of(book)[0]
    at = book.index(b"/ByteRange")
    until = book.index(b"]", at)
    start, gap, after, more = (int(n) for n in book[at:until].partition(b"[")[2].split())
    wider = f"/ByteRange [{start} {gap - 2} {after} {more}".encode()
    changed = book[:at] + wider.ljust(until - at) + book[until:]
    assert ("signature_false", "not_covering") in findings(changed)
    assert first.covered


def test_no_bit_of_a_signature_changes_what_it_says(book: bytes, person: Person) -> None:
    first, roots = of(book)[0], (person.root,)
    length = len(first.content.rstrip(b"\0"))
    base = audit.judge_signature(first, roots)
    assert (base.fault, base.signer) == (None, "CN=周明")
    for bit in range(0, length * 8, 7):
        content = bytearray(first.content)
        content[bit // 8] ^= 1 << bit % 8
        one = audit.judge_signature(replace(first, content=bytes(content)), roots)
        assert one.fault or one in (base, replace(base, root=None)), bit


def test_what_is_no_pdf_has_no_signature() -> None:
    assert findings(b"") == []
    assert findings(b"/ByteRange [0 1 2 3]") == [("signature_false", "not_covering")]
    assert of(b"%PDF-1.7 nothing") == ()


# ── pages ──────────────────────────────────────────────────────────────────────────────


def test_the_pages_of_a_signed_book_are_compared_as_ever(
    made: bundling.Bundled, tmp_path: Path
) -> None:
    found = checking.verification(made.bundle, page=1)
    assert {c.finding for c in found.checks if c.about == "page"} >= {"page_is", "page_pixels"}
    elsewhere = tmp_path / "证据材料.pdf"
    shutil.copyfile(made.bundle / BOOK, elsewhere)
    alone = checking.verification(elsewhere, against=made.bundle / "data")
    assert "signature_whole" in told(alone)
    assert not [c for c in alone.checks if c.verdict is Verdict.FAILED]


# ── the key, and those who fail ────────────────────────────────────────────────────────


def test_without_the_extra_the_install_command_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tmp_path / "X")
    key = Person().p12(tmp_path)
    monkeypatch.setattr(signing, "find_spec", lambda _: None)
    assert cli.run(["bundle", str(tmp_path / "X"), "--sign", str(key)]) == 5
    assert 'pip install "evidence-kit[sign]"' in capsys.readouterr().err
    assert not (tmp_path / "X-bundle").exists()


def test_no_library_for_signing_loads_unless_it_is_asked_for() -> None:
    code = "import sys, evidence_kit.pipeline.signing, evidence_kit.render.signing\n"
    code += "print([m for m in sys.modules if m.startswith(('pyhanko', 'aiohttp'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


class Terminal(BytesIO):
    def isatty(self) -> bool:
        return True


def ended(_: str) -> str:
    """As Ctrl-D at the question; failure: it ended with a traceback."""
    raise EOFError


def test_the_passphrase_comes_from_a_file_the_environment_or_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, file = tmp_path / "key.p12", tmp_path / "passphrase"
    file.write_text(f"{PASSPHRASE}\nmore", encoding="utf-8")
    assert passphrase.passphrase(file, key) == PASSPHRASE
    with pytest.raises(InputError, match="no_such_passphrase"):
        passphrase.passphrase(tmp_path / "none", key)
    monkeypatch.setattr(sys, "stdin", BytesIO())
    with pytest.raises(UsageError, match="no_passphrase"):
        passphrase.passphrase(None, key)
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(passphrase, "getpass", ended)
    with pytest.raises(UsageError, match="no_passphrase"):
        passphrase.passphrase(None, key)
    monkeypatch.setenv(passphrase.VARIABLE, "")
    assert passphrase.passphrase(None, key) == ""


def test_neither_key_nor_passphrase_is_shown_by_mistake(person: Person, tmp_path: Path) -> None:
    key = signing_key.opened(person.p12(tmp_path), PASSPHRASE, at=TODAY)
    assert PASSPHRASE not in repr(key)
    assert "raw" not in repr(key)


def test_a_page_changed_after_signing_fails_by_manifest_and_by_signature(
    made: bundling.Bundled, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(made.bundle, copy)
    book = copy / BOOK
    raw = bytearray(book.read_bytes())
    raw[len(raw) // 3] ^= 1
    book.write_bytes(raw)
    report = checking.verification(copy)
    failed = {(c.about, c.finding) for c in report.checks if c.verdict is Verdict.FAILED}
    assert ("papers", "changed") in failed
    assert ("signature", "signature_false") in failed
