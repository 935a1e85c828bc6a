"""What is given hostile bytes: each target's seeds, and what must hold whatever they are."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import bags
import pikepdf
import tampering
from authorities import Root, ThirdParty
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from fakes import hostile_pictures
from records import make
from revoking import Reason, answer, crl
from signers import PASSPHRASE, Person
from tabled import BILLS, opened

from evidence_kit import audit, brief, manifest, render, seal, tsa
from evidence_kit.audit import revocation
from evidence_kit.errors import InputError, UsageError
from evidence_kit.files import archive
from evidence_kit.files.captured import captured
from evidence_kit.files.names import is_safe, natural, safe_names
from evidence_kit.files.sniffing import media_type_of, sniff
from evidence_kit.model import Algorithm, Digest, FileRole, PdfSignature, Seal, Verdict
from evidence_kit.ocr import recorded
from evidence_kit.render import signing
from evidence_kit.render.signatures import signatures
from evidence_kit.seal import token

ROOT = Path(__file__).parents[2]
SUBJECT = Digest(Algorithm.SHA256, hashlib.sha256(b"subject").hexdigest())
REQUEST = seal.request(SUBJECT, nonce=7)


@dataclass(frozen=True)
class Target:
    """Seeds, and a function that raises where a promise is broken; `share` of all executions."""

    seeds: Callable[[], Sequence[bytes]]
    judge: Callable[[bytes], object]
    share: float


@cache
def place() -> Path:
    """Return a folder for files, in memory where the system has such a one."""
    beside = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    return Path(tempfile.mkdtemp(prefix="evidence-kit-fuzz-", dir=beside))


# ── manifests and bag-info ─────────────────────────────────────────────────────────────


def _manifests() -> list[bytes]:
    digests = [Digest(Algorithm.SHA256, f"{n:064x}") for n in range(4)]
    names = ("data/1.png", "data/子文件夹/é.png", "filing/证据材料.pdf", "x")
    one = manifest.of(Algorithm.SHA256, zip(names, digests, strict=True))
    return [manifest.text(one), manifest.text(one).upper(), b"0" * 64 + b"  ../x\n", b""]


def judge_manifest(raw: bytes) -> None:
    """What can be read is written the same; anything else is a ValueError."""
    with contextlib.suppress(ValueError):
        assert manifest.text(manifest.parse(Algorithm.SHA256, raw)) == raw


def judge_fields(raw: bytes) -> None:
    with contextlib.suppress(ValueError):
        assert manifest.fields_text(manifest.parse_fields(raw)) == raw


# ── tokens ─────────────────────────────────────────────────────────────────────────────


@cache
def _authority() -> tuple[Root, bytes, bytes]:
    root = Root()
    return root, ThirdParty(root, bags.clock).answer(REQUEST), root.pem


def _tokens() -> list[bytes]:
    _, answer, pem = _authority()
    return [answer, REQUEST, pem, tsa.trimmed(answer)]


def judge_token(raw: bytes) -> None:
    """No bytes but the true ones are believed; no function raises."""
    _, answer, pem = _authority()
    one = Seal("manifest-sha256.example.1", SUBJECT, REQUEST, raw)
    found = seal.prove(one, roots=seal.roots_in(pem), own=pem)
    assert found.trusted_root is None or raw == answer
    seal.answered(raw)
    kept = tsa.trimmed(raw)
    assert tsa.trimmed(kept) == kept
    assert not seal.is_request(raw, SUBJECT) or raw == REQUEST or len(raw) == len(REQUEST)
    with contextlib.suppress(ValueError):
        seal.roots_in(raw)


# ── what is told of certificates, and a PDF's signature ─────────────────────────────────


@cache
def _pair() -> tuple[Root, revocation.Pair]:
    root = Root()
    one = root.issue(ec.generate_private_key(ec.SECP256R1()))
    return root, revocation.Pair(one, root.certificate)


@cache
def _told() -> tuple[bytes, ...]:
    root, pair = _pair()
    answers = [answer(root, pair.certificate, revoked=revoked) for revoked in (False, True)]
    return (crl(root), crl(root, pair.certificate, reason=Reason.superseded), *answers)


def judge_revocation(raw: bytes) -> None:
    """Nothing is believed of a certificate but what its issuer signed; no function raises."""
    pair = _pair()[1]
    sound = {revocation.status(one, pair) for one in _told()}
    revocation.is_revocation(raw)
    assert revocation.status(raw, pair) in {None, *sound}


@cache
def _signed() -> PdfSignature:
    path = place() / "signed.pdf"
    with pikepdf.new() as blank:
        blank.add_blank_page()
        blank.save(path)
    signing.Signer.opened(Person().p12(place()), PASSPHRASE).sign(path)
    with path.open("rb") as file:
        return signatures(file)[0]


def judge_signature(raw: bytes) -> None:
    """Whatever lies where a signature should, only the true one's name is told; nothing raises."""
    one = replace(_signed(), content=raw)
    found = audit.judge_signature(one, ())
    assert found.fault or found.signer == audit.judge_signature(_signed(), ()).signer
    audit.stamp_of(one)
    audit.stamp_of(replace(one, token=True))


@cache
def _bundle() -> dict[str, bytes]:
    with tempfile.TemporaryDirectory(dir=place()) as folder:
        made = bags.make(Path(folder), authorities=(ThirdParty(_authority()[0], bags.clock),))
        return bags.contents(made.bundle)


def _papers() -> list[bytes]:
    return [raw for name, raw in _bundle().items() if not name.startswith("data/")]


def judge_bundle(raw: bytes) -> None:
    """Put in the place of any paper or seal, they leave nothing that passes."""
    names = sorted(name for name in _bundle() if not name.startswith("data/"))
    judge_in_place(names[hashlib.sha256(raw).digest()[0] % len(names)], raw)


def judge_in_place(name: str, raw: bytes) -> None:
    """Whatever a file becomes, FAILED; the same passes, and none of the keys is drawn again."""
    content, root = _bundle(), _authority()[2]
    found = audit.report(tampering.observed(content | {name: raw}), roots=(root,)).verdict
    wanted = Verdict.PASSED if raw == content[name] else Verdict.FAILED
    if raw != content[name] and name.endswith(".tsr") and crosses_over(raw, content[name]):
        wanted = Verdict.INDETERMINATE
    assert found is wanted, _again(name, raw, found)


def crosses_over(raw: bytes, sound: bytes) -> bool:
    """Say whether a token is the sound one but for a top that somebody unknown issued.

    A root's certificate with another issuer's name is what a cross-certificate looks like: only
    that issuer could tell whether it is one. So it vouches for nothing, and contradicts nothing.
    """
    try:
        one, other = token.take_apart(raw), token.take_apart(sound)
        top, was = (x509.load_der_x509_certificate(t.certificates[-1]) for t in (one, other))
        crosses = top.subject == was.subject and top.issuer != was.issuer
    except (token.TokenError, IndexError, ValueError):
        return False
    below = (replace(t, certificates=t.certificates[:-1]) for t in (one, other))
    return crosses and next(below) == next(below)


def _again(name: str, raw: bytes, found: Verdict) -> str:
    """Return what shows the same again: the keys are new ones in each run."""
    kept = {"raw": raw, "root": _authority()[2], **_bundle()}
    told = {key: base64.b64encode(content).decode() for key, content in kept.items()}
    return f"{name} is {found}: {json.dumps(told, ensure_ascii=False)}"


@cache
def _zips() -> tuple[bytes, ...]:
    """Return the bundle as one ZIP: stored, packed, in a folder, and with a comment."""
    made = []
    for packing, folder, comment in ((0, "", b""), (8, "X-bundle/", b""), (0, "X/", b"remark")):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", packing) as archived:
            archived.comment = comment
            for name, raw in _bundle().items():
                archived.writestr(zipfile.ZipInfo(folder + name), raw, packing)
        made.append(out.getvalue())
    return tuple(made)


def judge_zip(raw: bytes) -> None:
    """What passes holds the bundle's very files; anything else is a report or an InputError."""
    with contextlib.suppress(InputError):
        seen = archive.Archive(io.BytesIO(raw), Path("x.zip")).observe()
        if audit.report(seen, roots=(_authority()[2],)).verdict is Verdict.PASSED:
            assert {f.name: f.sha256.hex for f in seen.files} == _digests()


@cache
def _digests() -> dict[str, str]:
    return {name: hashlib.sha256(raw).hexdigest() for name, raw in _bundle().items()}


# ── what a person or a program wrote ───────────────────────────────────────────────────


def _briefs() -> list[bytes]:
    samples = sorted(ROOT.glob("samples/*/case.toml")) + sorted(
        ROOT.glob("tests/golden/*/case.toml")
    )
    return [brief.template().encode(), *(path.read_bytes() for path in samples)]


def judge_brief(raw: bytes) -> None:
    """A brief, or a UsageError that can be told."""
    path = place() / "case.toml"
    path.write_bytes(raw)
    with contextlib.suppress(UsageError):
        brief.load(path)


def _pages() -> list[bytes]:
    pages = sorted((ROOT / "tests" / "recorded").glob("*.json"))
    smallest = sorted(pages, key=lambda path: path.stat().st_size)[:3]
    return [path.read_bytes()[:6000] for path in smallest] + [
        path.read_bytes() for path in smallest[:2]
    ]


def judge_page(raw: bytes) -> None:
    """A page that is written the same again, or what the reader of kept pages catches."""
    try:
        text = raw.decode()
        page, readings = recorded.decode(text)
    except (ValueError, KeyError, TypeError):
        return
    again = recorded.encode(page, readings)
    assert recorded.decode(again) == (page, readings)


def _exhibits() -> list[bytes]:
    page = {"page": 1, "file": "1.png", "sha256": "0" * 64, "sm3": "0" * 64}
    exhibit = {"number": 1, "kind": "chat", "title": "聊天", "pages": [page]}
    whole = {"format": 1, "exhibits": [exhibit], "rows": [], "files": [], "plaintiff": None}
    return [json.dumps(whole | {"defendant": "乙"}).encode(), b"[" * 2000]


def judge_exhibits(raw: bytes) -> None:
    with contextlib.suppress(InputError):
        render.parse_exhibits(raw)


# ── files and their names ──────────────────────────────────────────────────────────────


def _bills() -> list[bytes]:
    archive = make.as_zip(("账单.csv", BILLS["bom"]), password="123456")
    return [*BILLS.values(), archive, make.as_csv(make.alipay(), "gb18030")]


def judge_bill(raw: bytes) -> None:
    """Records or a reason, never both and never a fault."""
    found = opened(place(), raw, "123456")
    assert bool(found.records) is not bool(found.reason)


def _pictures() -> list[bytes]:
    kinds = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
    drawn = [bags.picture("red", kind) for kind in kinds]
    odd = ("1x1.png", "palette.png", "moving.gif", "header.bmp", "header.png", "float.tif")
    found = [hostile_pictures.PICTURES[name][0]() for name in odd]
    return drawn + [raw for raw in found if len(raw) < 20_000]


def judge_picture(raw: bytes) -> None:
    """A role, and a reason for all but a picture that is used."""
    path = place() / "picture"
    path.write_bytes(raw)
    found = sniff(path, "1.png")
    assert (found.role is FileRole.USED) is not bool(found.reason)


def judge_head(raw: bytes) -> None:
    assert "/" in media_type_of(raw[:1024], "1.png")


def _names() -> list[bytes]:
    told = ("Screenshot_20201015_150843_com.tencent.mm.png", "mmexport1600000000000.jpg", "CON.txt")
    return [
        "\n".join(told).encode(),
        "微信图片_20230411101010.png\né\ne\u0301".encode(),
        b"a/b/../c",
    ]


def judge_names(raw: bytes) -> None:
    """Names of a folder, one a line: each is stored under a safe one of its own."""
    text = raw.decode("utf-8", "surrogateescape").replace("\0", "")
    names = {line.strip("/") for line in text.split("\n")} - {"", ".", ".."}
    names = {name for name in names if not set(name.split("/")) & {"", ".", ".."}}
    taken = {n for n in names if not any(other.startswith(f"{n}/") for other in names)}
    stored = safe_names(taken)
    assert len({manifest.same_name(safe).casefold() for safe in stored.values()}) == len(taken)
    for name in taken:
        assert all(is_safe(part) for part in stored[name].split("/"))
        natural(name)
        captured(name, exif=(name[:19], name[19:25]), modified=float(len(name)) ** 9)


TARGETS = {
    "manifest": Target(_manifests, judge_manifest, 0.27),
    "fields": Target(lambda: [_bundle()["bag-info.txt"]], judge_fields, 0.15),
    "head": Target(_pictures, judge_head, 0.15),
    "token": Target(_tokens, judge_token, 0.15),
    "revocation": Target(_told, judge_revocation, 0.05),
    "signature": Target(lambda: [_signed().content], judge_signature, 0.05),
    "names": Target(_names, judge_names, 0.10),
    "page": Target(_pages, judge_page, 0.06),
    "exhibits": Target(_exhibits, judge_exhibits, 0.05),
    "picture": Target(_pictures, judge_picture, 0.03),
    "bundle": Target(_papers, judge_bundle, 0.01),
    "zip": Target(_zips, judge_zip, 0.01),
    "bill": Target(_bills, judge_bill, 0.01),
    "brief": Target(_briefs, judge_brief, 0.01),
}
