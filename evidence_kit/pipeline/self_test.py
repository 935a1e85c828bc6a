"""A small bundle, tampered with in every way we know, so that anybody can see each one caught."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from evidence_kit import audit, files, render, seal, verify
from evidence_kit.audit.forms import CSV, DOCX
from evidence_kit.errors import ToolError
from evidence_kit.files import bag
from evidence_kit.files.stage import writing
from evidence_kit.model import (
    AroundBook,
    Brief,
    Case,
    Digest,
    DrawnList,
    Exhibit,
    ExhibitKind,
    ExhibitPage,
    Forms,
    Group,
    HashLine,
    Observed,
    Proof,
    ProofKind,
    Row,
    Source,
    Verdict,
)
from evidence_kit.pipeline import forms, papers, tampering
from evidence_kit.pipeline.explaining import explain
from evidence_kit.pipeline.sealing import ORIGINALS, Sealer
from evidence_kit.pipeline.tampering import BOOK, STEM, now
from evidence_kit.render import signing
from evidence_kit.tsa.invented import InventedAuthority

# Invented originals: a picture of one pixel, a bill, a note.
_PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC"
)
_CONTENT = {
    "1.png": base64.b64decode(_PIXEL),
    "账单.csv": "交易时间,金额(元)\n2025-03-02 14:08:31,¥3000.00\n".encode(),
    "子文件夹/备注.txt": "三月二日转账".encode(),
}
_BOOK = b"%PDF-1.7\n%%EOF\n"
_NOTHING: tuple[audit.Listed | None, Forms] = (None, Forms())
_LOCK = "self-test"  # of a key that nobody keeps
_WAYS, _SIGNED_WAYS = tampering.WAYS, tampering.SIGNED_WAYS
_FLIPS = {"tsq": 19, "tsr": 211}  # every so manieth bit is turned


@dataclass(frozen=True, slots=True)
class Tried:
    """One way of tampering: what was found with anchors outside, and without one.

    `times` is how often it was tried, each in another place.
    """

    way: str
    anchored: Verdict
    alone: Verdict
    times: int = 1

    @property
    def caught(self) -> bool:
        """Whether it shows: FAILED with anchors outside, and never PASSED without one.

        What nobody touched must pass, or all the others would prove nothing.
        """
        if self.way == "untouched":
            return (self.anchored, self.alone) == (Verdict.PASSED, Verdict.INDETERMINATE)
        return self.anchored is Verdict.FAILED and self.alone is not Verdict.PASSED


@dataclass(frozen=True, slots=True)
class _Made:
    """The bundle, and what its maker keeps outside it: its digest, the authority's root."""

    bundle: Path
    whole: Digest
    root: bytes
    signed: bool


def run() -> tuple[Tried, ...]:
    """Make the bundle, tamper with a copy of it in each way, and say what verification found.

    Where a signature can be made (the extra `sign`), its PDF is signed, and that is broken too.
    Raises OutputError where the system's folder for temporary files can't be written to.
    """
    with (
        writing(Path(gettempdir())),
        TemporaryDirectory(prefix="evidence-kit-", ignore_cleanup_errors=True) as place,
    ):
        made = _made(Path(place) / "X")
        tried = [_tried("untouched", made.bundle, made)]
        ways = _WAYS | (_SIGNED_WAYS if made.signed else {})
        for way, tamper in ways.items():
            copy = Path(place) / way
            shutil.copytree(made.bundle, copy)
            tamper(copy)
            tried.append(_tried(way, copy, made))
            shutil.rmtree(copy)
        return (*tried, _flipped(made, "tsq"), _flipped(made, "tsr"))


def _made(source: Path) -> _Made:
    _write(source, _CONTENT)
    bundle, authority = source.with_name("X-bundle"), InventedAuthority(now)
    with files.staging(bundle, source=source, force=False) as stage:
        taken = files.take_in(source, stage.payload)
        sealer = Sealer(stage.root, taken.sources, (authority,))
        sealer.take_intake_seal()
        sealer.take_each()
        bag.keep_revocation(stage.root, authority.name, "crl", [authority.revocations()])
        _keep_early(stage.root)
        _write(stage.root, {BOOK: _BOOK, **_lists(taken.sources)})
        signed = _signed(authority, stage.root / BOOK)
        explain(stage.root, taken.sources, bag.digest_of(stage.root, ORIGINALS[0]))
        whole = sealer.close()
    return _Made(bundle, whole, authority.certificates, signed)


def _lists(sources: Sequence[Source]) -> dict[str, bytes]:
    """Return the list of one exhibit, the picture, in each of its forms."""
    picture = next(one for one in sources if f"data/{one.safe_name}" == tampering.FIRST)
    page = ExhibitPage(1, picture.sha256, picture.name)
    shown = Proof(ProofKind.AS_SHOWN, (), (1,))
    case = Case(
        Brief(),
        (Exhibit(1, ExhibitKind.PICTURE, (), (page,)),),
        (Row(1, Group.OTHER, 1, 1, 1, (shown,)),),
        tuple(
            HashLine(1 if one is picture else None, one.name, one.sha256, one.sm3)
            for one in sources
        ),
    )
    return {
        "exhibits.json": render.exhibits_json(case),
        CSV: render.list_csv(case),
        DOCX: render.list_docx(case),
    }


def _keep_early(root: Path) -> None:
    """Keep this machine's seal of the originals once more, as one of an earlier day."""
    answers = (bag.response_of(root, f"{subject}.local.1") for subject in ORIGINALS)
    time = min(time for raw in answers if (time := seal.told_time(raw)))
    folder = root / "seals" / f"{time.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    (folder / "timestamps").mkdir(parents=True)
    for path in (*root.glob("manifest-*.txt"), *root.glob("timestamps/*local*")):
        shutil.copyfile(path, folder / path.relative_to(root))


def _signed(authority: InventedAuthority, book: Path) -> bool:
    """Sign a blank PDF in its place; without the extra, leave it as it is and say so."""
    key = book.with_name("key.p12")
    try:
        signing.require()
        key.write_bytes(authority.person(_LOCK))
        signer = signing.Signer.opened(key, _LOCK)
    except ToolError:
        return False
    finally:
        key.unlink(missing_ok=True)
    book.write_bytes(signer.trial())
    return True


def _write(folder: Path, content: dict[str, bytes]) -> None:
    for name, raw in content.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)


def _tried(way: str, bundle: Path, made: _Made) -> Tried:
    """Verify a bundle; of its papers only what that way is about is read, and all of the first."""
    with files.opened(bundle) as opened:
        seen = opened.observe()
        signed = papers.signed(opened, seen) if way in ("untouched", *_SIGNED_WAYS) else ()
        told = _told(opened, seen) if way in ("untouched", *tampering.PAPER_WAYS) else _NOTHING
    judged = partial(audit.report, seen, signed=signed, listed=told[0], forms=told[1])
    anchored = judged(digest=made.whole.hex, roots=(made.root,))
    return Tried(way, anchored.verdict, judged().verdict)


def _told(opened: files.Opened, seen: Observed) -> tuple[audit.Listed | None, Forms]:
    """Return what the papers beside the PDF say; the PDF itself shows nothing here."""
    found = forms.forms(opened, seen)
    nothing = replace(found, book=AroundBook(code=True), drawn=DrawnList(exact=True))
    return papers.listed(opened, seen), nothing


def _flipped(made: _Made, kind: str) -> Tried:
    """Turn bits of a seal one after another; the best of all verdicts counts.

    `verify` alone is asked: what `audit` adds never takes back what was refused there.
    """
    path = made.bundle / f"{STEM}.{kind}"
    raw = path.read_bytes()
    found = []
    for bit in range(0, len(raw) * 8, _FLIPS[kind]):
        changed = bytearray(raw)
        changed[bit // 8] ^= 1 << bit % 8
        path.write_bytes(changed)
        seen = files.observe(made.bundle)
        anchored = verify.report(seen, digest=made.whole.hex, roots=(made.root,))
        alone = verify.report(seen)
        found.append(Tried(f"{kind}_bits", anchored.verdict, alone.verdict))
    path.write_bytes(raw)
    slipped = [one for one in found if not one.caught] or found
    return Tried(f"{kind}_bits", slipped[0].anchored, slipped[0].alone, len(found))
