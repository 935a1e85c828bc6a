"""Keys that sign are believed by others, too; those that can't are refused before any work."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import pem, x509
from bags import fill
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from signers import PASSPHRASE, Key, Person

from evidence_kit import audit, cli, telling
from evidence_kit.errors import InputError, OutputError, UsageError
from evidence_kit.model import Verdict
from evidence_kit.pipeline import bundling, checking, reading, signing
from evidence_kit.render import signatures, signing_key
from evidence_kit.render.signing import Signer
from evidence_kit.words import Words

NO_PICTURES_READ = reading.Options(ocr="recorded:nowhere", jobs=1, cache=False)
BOOK = "filing/证据材料.pdf"
GOOD: dict[str, Callable[[], Key]] = {
    "RSA 2048": lambda: rsa.generate_private_key(65537, 2048),
    "P-256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "P-384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "P-521": lambda: ec.generate_private_key(ec.SECP521R1()),
}
BAD: dict[str, Callable[[], Key]] = {
    "DSA": lambda: dsa.generate_private_key(2048),
    "Ed25519": ed25519.Ed25519PrivateKey.generate,
    "Ed448": ed448.Ed448PrivateKey.generate,
    "EC secp256k1": lambda: ec.generate_private_key(ec.SECP256K1()),
    "EC brainpoolP256r1": lambda: ec.generate_private_key(ec.BrainpoolP256R1()),
}


@pytest.mark.parametrize("kind", GOOD)
def test_what_each_good_key_signs_all_judges_believe(
    kind: str, tmp_path: Path, judge: Callable[[str], str]
) -> None:
    person = Person(key=GOOD[kind]())
    signer = signing.opened(person.p12(tmp_path), PASSPHRASE)
    fill(tmp_path / "X")
    made = bundling.bundle(
        tmp_path / "X", out=None, options=NO_PICTURES_READ, force=False, signer=signer
    )
    (tmp_path / "root.pem").write_bytes(person.pem)
    report = checking.verification(
        made.bundle, digest=made.whole.hex, trust_roots=(tmp_path / "root.pem",)
    )
    assert report.verdict is Verdict.PASSED
    assert "signature_rooted" in {check.finding for check in report.checks}
    book = made.bundle / BOOK
    said = subprocess.run([judge("pdfsig"), "-nocert", str(book)], capture_output=True, check=True)
    assert b"Signature is Valid" in said.stdout
    assert _openssl_believes(book.read_bytes(), tmp_path)
    (one,) = PdfFileReader(BytesIO(book.read_bytes())).embedded_signatures
    roots = [x509.Certificate.load(pem.unarmor(person.pem)[2])]
    context = ValidationContext(trust_roots=roots, allow_fetching=False)
    assert asyncio.run(async_validate_pdf_signature(one, context)).bottom_line


def _openssl_believes(raw: bytes, folder: Path) -> bool:
    (one,) = signatures.signatures(BytesIO(raw))
    start = raw.index(b"/Contents <") + len(b"/Contents ")
    end = raw.index(b">", start) + 1
    (folder / "covered").write_bytes(raw[:start] + raw[end:])
    (folder / "cms").write_bytes(one.content.rstrip(b"\0"))
    command = "openssl cms -verify -binary -inform DER -in cms -content covered -purpose any"
    command += " -CAfile root.pem -out checked"
    return not subprocess.run(
        command.split(), cwd=folder, capture_output=True, check=False
    ).returncode


@pytest.mark.parametrize("kind", BAD)
def test_a_key_that_nobody_could_check_is_refused(kind: str, tmp_path: Path) -> None:
    """Failure: Ed25519 ended with a traceback, DSA in a bundle that `verify` failed."""
    assert refused(Person(key=BAD[kind]()).p12(tmp_path)) == ("key_unfit", {"key": kind})


def refused(key: Path, passphrase: str = PASSPHRASE) -> tuple[str, dict[str, str]]:
    """Return what is said of a key, and see that it is said in words."""
    with pytest.raises(UsageError) as raised:
        signing.opened(key, passphrase)
    args = dict(raised.value.args_by_name)
    assert args.pop("path") == str(key)
    for language in ("en", "zh_CN"):
        assert str(key) in telling.fault(raised.value, Words(language))
    return raised.value.kind, args


def test_a_short_key_and_a_certificate_out_of_its_days_are_refused(tmp_path: Path) -> None:
    short = Person(key=rsa.generate_private_key(65537, 1024))
    assert refused(short.p12(tmp_path)) == ("key_too_short", {"bits": "1024"})
    kind, told = refused(Person(days=(-20, -2)).p12(tmp_path))
    assert kind == "certificate_expired"
    assert told["time"].endswith("UTC+8")
    assert refused(Person(days=(2, 20)).p12(tmp_path))[0] == "certificate_not_yet"
    assert refused(Person(signs=False).p12(tmp_path)) == ("certificate_not_for_signing", {})


def test_what_is_no_p12_with_a_key_is_told_apart(tmp_path: Path) -> None:
    person, key = Person(), tmp_path / "key.p12"
    person.p12(tmp_path)
    assert refused(key, "another") == ("wrong_passphrase", {})
    assert refused(key, "") == ("wrong_passphrase", {})
    assert refused(key, "\udcff") == ("wrong_passphrase", {})
    key.write_bytes(key.read_bytes()[:-40])
    assert refused(key)[0] in ("wrong_passphrase", "key_not_p12")
    plain = person.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    key.write_bytes(plain + person.certificate.public_bytes(Encoding.PEM))
    assert refused(key) == ("key_not_p12", {})
    key.write_bytes(b"")
    assert refused(key) == ("key_not_p12", {})
    with pytest.raises(InputError, match="no_such_key"):
        signing.opened(tmp_path / "none.p12", PASSPHRASE)


def test_a_p12_in_ber_opens_quietly(tmp_path: Path, recwarn: pytest.WarningsRecorder) -> None:
    """As Windows writes them; failure: a warning of a library's stood among the answer."""
    key = Person().p12(tmp_path)
    raw = key.read_bytes()
    assert raw[:2] == b"\x30\x82"
    key.write_bytes(b"\x30\x80" + raw[4:] + b"\0\0")
    assert signing.opened(key, PASSPHRASE)
    assert [str(one.message) for one in recwarn] == []


def test_a_key_without_its_own_certificate_is_told(tmp_path: Path) -> None:
    one, key = Person(), tmp_path / "key.p12"
    for own, certificate in ((one.key, None), (None, one.certificate)):
        key.write_bytes(_p12(own, certificate))
        assert refused(key, "")[0] == "p12_without_key", certificate


def _p12(key: object, certificate: object) -> bytes:
    make: Callable[..., bytes] = serialize_key_and_certificates
    return make(b"key", key, certificate, None, NoEncryption())


def test_sm2_is_called_by_its_name(tmp_path: Path, judge: Callable[[str], str]) -> None:
    """Chinese authorities issue such certificates; no reader of PDFs outside China knows them."""
    commands = (
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:SM2 -nodes -keyout k -out c -subj /CN=x",
        "pkcs12 -export -in c -inkey k -out sm2.p12 -passout pass:x",
    )
    for command in commands:
        done = [judge("openssl"), *command.split()]
        subprocess.run(done, cwd=tmp_path, capture_output=True, check=True)
    assert refused(tmp_path / "sm2.p12", "x") == ("key_unfit", {"key": "SM2"})


def test_a_certificate_that_vouches_for_itself_signs_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    person = Person()
    key = tmp_path / "key.p12"
    key.write_bytes(_p12(person.root_key, person.root))
    with pytest.raises(UsageError, match="certificate_not_for_signing"):
        signing.opened(key, "")
    commands = (
        "req -x509 -newkey rsa:2048 -nodes -keyout k -out c -days 9 -subj /CN=own",
        "pkcs12 -export -in c -inkey k -out key.p12 -passout pass:",
    )
    for command in commands:
        subprocess.run(["openssl", *command.split()], cwd=tmp_path, capture_output=True, check=True)
    monkeypatch.setenv("EVIDENCE_KIT_P12_PASSPHRASE", "")
    fill(tmp_path / "X")
    arguments = ["bundle", str(tmp_path / "X"), "--ocr", "recorded:nowhere", "--no-cache"]
    cli.run(["--lang", "en", *arguments, "--sign", str(key)])
    assert "vouches for itself alone" in capsys.readouterr().out
    assert not signing.opened(Person().p12(tmp_path), PASSPHRASE).self_signed


def test_a_key_among_the_screenshots_is_refused_before_anything_is_copied(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Failure: the key itself became payload, and would have gone to the other side."""
    fill(tmp_path / "X")
    key = Person().p12(tmp_path / "X")
    assert cli.run(["bundle", str(tmp_path / "X"), "--sign", str(key)]) == 2
    assert str(key) in capsys.readouterr().err
    elsewhere, secret = Person().p12(tmp_path), tmp_path / "X" / "secret.txt"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    arguments = ["--sign", str(elsewhere), "--sign-passphrase", str(secret)]
    assert cli.run(["bundle", str(tmp_path / "X"), *arguments]) == 2
    assert not (tmp_path / "X-bundle").exists()


def test_a_passphrase_without_a_key_is_not_ignored(tmp_path: Path) -> None:
    """Failure: the bundle was made, and nothing signed."""
    fill(tmp_path / "X")
    arguments = ["bundle", str(tmp_path / "X"), "--sign-passphrase", str(tmp_path / "p")]
    assert cli.run(arguments) == 2
    assert not (tmp_path / "X-bundle").exists()


def test_a_trial_that_no_signature_comes_of_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = Person().p12(tmp_path)
    monkeypatch.setattr(signing, "MOST_SIGNATURE", 100)
    assert refused(key) == ("bad_key", {})


def test_a_signature_that_does_not_hold_stops_the_bundle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Failure: the check after sealing didn't see signatures; `verify` failed such a bundle."""
    fill(tmp_path / "X")
    signer = signing.opened(Person().p12(tmp_path), PASSPHRASE)
    sign = Signer.sign

    def harmed(self: Signer, pdf: Path, stamp: object = None) -> None:
        sign(self, pdf)
        raw = pdf.read_bytes()
        pdf.write_bytes(raw.replace(b"/Rect [ 0 0 0 0 ]", b"/Rect [ 0 0 9 9 ]", 1))

    monkeypatch.setattr(Signer, "sign", harmed)
    with pytest.raises(OutputError) as raised:
        bundling.bundle(
            tmp_path / "X", out=None, options=NO_PICTURES_READ, force=False, signer=signer
        )
    assert raised.value.kind == "signature_unsound"
    for language in ("en", "zh_CN"):
        assert telling.fault(raised.value, Words(language))
    assert not (tmp_path / "X-bundle").exists()


def test_weak_and_odd_keys_of_others_are_not_called_whole(tmp_path: Path) -> None:
    for key in (rsa.generate_private_key(65537, 1024), ec.generate_private_key(ec.SECP256K1())):
        path = Person(key=key).p12(tmp_path)
        held = SimpleSigner.load_pkcs12_data(path.read_bytes(), [], PASSPHRASE.encode())
        about = signing_key.SigningKey(path, b"", None, self_signed=False)
        (one,) = signatures.signatures(BytesIO(Signer(held, about).trial()))
        assert audit.judge_signature(one, ()).fault == "unknown_algorithm"
