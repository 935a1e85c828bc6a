"""A document timestamp after a signature is known by its form, and nothing else passes for it."""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path

import bags
import pikepdf
import pytest
from asn1crypto import cms
from authorities import Root, ThirdParty
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfTimeStamper
from signers import PASSPHRASE, Person

from evidence_kit import audit, seal
from evidence_kit.errors import TimestampError
from evidence_kit.model import Algorithm, Digest
from evidence_kit.render import dating, signing
from evidence_kit.render.signatures import signatures

PARTY = ThirdParty(Root(), bags.clock)


def stamp(digest: Digest) -> cms.ContentInfo:
    return audit.token_in(PARTY.answer(seal.request(digest, nonce=7)))


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a page that is signed, with a time, and waits for the next."""
    folder = tmp_path_factory.mktemp("signed")
    with pikepdf.new() as blank:
        blank.add_blank_page()
        blank.docinfo["/Title"] = "page"
        blank.save(folder / "1.pdf")
    signing.Signer.opened(Person().p12(folder), PASSPHRASE).sign(folder / "1.pdf", stamp)
    return (folder / "1.pdf").read_bytes()


@pytest.fixture(scope="module")
def dated(signed: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("dated") / "1.pdf"
    path.write_bytes(signed)
    signing.date(path, stamp)
    return path.read_bytes()


def findings(raw: bytes) -> list[str]:
    checks = audit.of_signatures("1.pdf", signatures(BytesIO(raw)))
    return [check.finding for check in checks]


WHOLE = ["signature_whole", "signature_unknown_root", "book_unknown_root"]


def test_a_time_over_the_whole_file_is_known_for_what_it_is(signed: bytes, dated: bytes) -> None:
    assert findings(signed) == WHOLE[:2]
    assert dated.startswith(signed)
    assert findings(dated) == WHOLE
    with pikepdf.open(BytesIO(dated)) as opened:
        assert opened.check_pdf_syntax() == []


def test_no_byte_of_what_follows_a_signature_can_be_another(signed: bytes, dated: bytes) -> None:
    chance = random.Random("dated")
    head, tail = len(signed), len(dated) - len(signed)
    for at in (*range(head, head + 330, 7), *chance.sample(range(head, head + tail), 60)):
        changed = bytearray(dated)
        changed[at] ^= 1 << chance.randrange(8)
        found = findings(bytes(changed))
        assert {"signature_false", "signature_appended"} & set(found), at


def test_what_follows_the_time_shows(dated: bytes) -> None:
    assert "signature_appended" in findings(dated + b"\n")
    assert "signature_appended" in findings(dated + dated[-400:])


def _painted(raw: bytes) -> bytes:
    painted = BytesIO(raw)
    writer = IncrementalPdfFileWriter(painted)
    red = generic.StreamObject(stream_data=b"q 1 0 0 rg 100 300 300 200 re f Q")
    writer.add_stream_to_page(0, writer.add_object(red))
    writer.write_in_place()
    return painted.getvalue()


def test_a_page_painted_over_before_the_time_shows(signed: bytes, tmp_path: Path) -> None:
    """Failure elsewhere: painted over after signing, then stamped by any authority at all."""
    path = tmp_path / "1.pdf"
    path.write_bytes(_painted(signed))
    signing.date(path, stamp)
    assert "signature_appended" in findings(path.read_bytes())
    out = BytesIO()
    later = PdfTimeStamper(signing._timestamper(stamp), field_name=dating.FIELD)
    later.timestamp_pdf(
        IncrementalPdfFileWriter(BytesIO(_painted(signed))),
        "sha256",
        output=out,
        bytes_reserved=20_000,
    )
    assert "signature_appended" in findings(out.getvalue())


def test_the_form_of_a_time_hides_no_other_object(signed: bytes, tmp_path: Path) -> None:
    """Written in our form, but in the place of a page, or of a field that was filled."""
    with pikepdf.open(BytesIO(signed)) as opened:
        page = opened.pages[0].objgen[0]
        fields = {str(one.T): one.objgen[0] for one in opened.Root.AcroForm.Fields.as_list()}
    for number in (page, fields["Signature1"], opened_root(signed)):
        found = findings(forged(signed, number, page))
        assert "signature_appended" in found or "signature_whole" not in found, number
    assert findings(forged(signed, fields[dating.FIELD], page)) == WHOLE


def opened_root(raw: bytes) -> int:
    with pikepdf.open(BytesIO(raw)) as opened:
        return opened.Root.objgen[0]


def forged(signed: bytes, field: int, page: int) -> bytes:
    before = dating._before(BytesIO(signed), len(signed), (field, page))
    start, _, after = before.update(b"")
    digest = dating._digest(BytesIO(signed), len(signed), start, after)
    token = stamp(Digest(Algorithm.SHA256, digest))
    return signed + b"".join(before.update(token.dump()))


def test_an_authority_that_fails_leaves_the_file_as_it_was(signed: bytes, tmp_path: Path) -> None:
    def refuse(_: Digest) -> object:
        raise TimestampError("tsa_unreachable", authority="a", url="b", reason="c")

    path = tmp_path / "1.pdf"
    path.write_bytes(signed)
    with pytest.raises(TimestampError):
        signing.date(path, refuse)
    assert path.read_bytes() == signed
    with pytest.raises(ValueError, match="no room"):
        dating.append(path, lambda _: bytes(dating.ROOM))
    assert path.read_bytes() == signed


def test_a_file_without_a_field_for_it_takes_no_time(tmp_path: Path) -> None:
    path = tmp_path / "1.pdf"
    with pikepdf.new() as blank:
        blank.add_blank_page()
        blank.Root.AcroForm = pikepdf.Dictionary(Fields=[])
        blank.save(path)
    with pytest.raises(ValueError, match="no field"):
        signing.date(path, stamp)


def test_no_bytes_at_all_are_taken_for_a_time() -> None:
    for raw in (b"", b"1 0 obj", dating._FIELD % 1 + b"/P 1 0 R", b"\xff" * 99):
        assert not dating.follows(BytesIO(raw), 0, b"")
        assert not dating.follows(BytesIO(b"%PDF-1.7\n" + raw), 9, b"")
