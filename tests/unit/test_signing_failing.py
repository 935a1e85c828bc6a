"""Authorities that fail while a book is signed: the bundle is whole without their time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import bags
import pytest
from authorities import Root, ThirdParty
from bags import fill
from cryptography.x509 import ObjectIdentifier, UnrecognizedExtension
from signers import PASSPHRASE, Person
from tsa_server import OpensslAuthority, Said, serving

from evidence_kit.errors import Exit
from evidence_kit.model import Verdict, VerificationReport
from evidence_kit.pipeline import bundling, checking, reading, stamping
from evidence_kit.render import signing

NO_PICTURES_READ = reading.Options(ocr="recorded:nowhere", jobs=1, cache=False)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> OpensslAuthority:
    return OpensslAuthority.made(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> signing.Signer:
    return signing.Signer.opened(Person().p12(tmp_path_factory.mktemp("key")), PASSPHRASE)


def verified(bundle: Path, root: Path) -> VerificationReport:
    return checking.verification(bundle, trust_roots=(root,))


def told(report: VerificationReport) -> list[str]:
    return [check.finding for check in report.checks if check.about == "signature"]


def signed_with(
    said: Callable[[bytes], Said | bytes], root: Path, signer: signing.Signer, folder: Path
) -> bundling.Bundled:
    fill(folder / "X")
    with serving(said) as url:
        return bundling.bundle(
            folder / "X",
            out=None,
            options=NO_PICTURES_READ,
            force=False,
            stamps=stamping.wanted([url], [root]),
            signer=signer,
        )


@pytest.mark.parametrize(
    ("answered", "kept"), [(2, ["signature_whole"]), (3, ["signature_whole", "signature_time"])]
)
def test_an_authority_that_fails_leaves_what_is_signed_as_it_is(
    answered: int,
    kept: list[str],
    authority: OpensslAuthority,
    signer: signing.Signer,
    tmp_path: Path,
) -> None:
    """It gives the seals of the originals; then nothing, or the signature's time alone."""
    calls = iter(range(99))

    def answer(request: bytes) -> Said | bytes:
        return authority.reply(request) if next(calls) < answered else Said(b"", 500)

    made = signed_with(answer, authority.root, signer, tmp_path)
    assert Exit.TIMESTAMP in made.codes(strict=False)
    report = verified(made.bundle, authority.root)
    assert told(report) == kept
    assert report.verdict is Verdict.PASSED


def test_a_time_larger_than_its_room_counts_as_none(signer: signing.Signer, tmp_path: Path) -> None:
    """Failure: with no room for the token in the signature the run ended with a traceback."""
    root, padding = Root(), UnrecognizedExtension(ObjectIdentifier("1.2.3.4"), bytes(40_000))
    party = ThirdParty(root, bags.clock, lambda key: root.issue(key, more=(padding,)))
    (tmp_path / "root.pem").write_bytes(root.pem)
    made = signed_with(party.answer, tmp_path / "root.pem", signer, tmp_path)
    (fault,) = [one.fault.kind for one in made.asked if one.fault]
    assert fault == "tsa_no_token"
    report = verified(made.bundle, tmp_path / "root.pem")
    assert told(report) == ["signature_whole"]
    assert report.verdict is Verdict.PASSED
