"""A small bundle, tampered with in every way we know, so that anybody can see each one caught."""

from __future__ import annotations

import base64
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from evidence_kit import audit, files, manifest, seal
from evidence_kit.files import bag
from evidence_kit.files.stage import writing
from evidence_kit.model import Algorithm, Digest, Seal, Verdict
from evidence_kit.pipeline.sealing import ORIGINALS, PAPERS, Sealer
from evidence_kit.tsa import LocalAuthority

# Invented originals: a picture of one pixel, a bill, a note.
_PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC"
)
_CONTENT = {
    "1.png": base64.b64decode(_PIXEL),
    "账单.csv": "交易时间,金额(元)\n2025-03-02 14:08:31,¥3000.00\n".encode(),
    "子文件夹/备注.txt": "三月二日转账".encode(),
}
_PAPERS = {"filing/证据材料.pdf": b"%PDF-1.7\n%%EOF\n", "exhibits.json": b'{"format": 1}\n'}
_FIRST, _SECOND = "data/1.png", "data/账单.csv"
_STEM = "timestamps/tagmanifest-sha256.local.1"
_FLIPS = 97  # every so manieth bit of a response is turned


@dataclass(frozen=True, slots=True)
class Tried:
    """One way of tampering: what was found with an anchor outside, and without one.

    `times` is how often it was tried, each in another place.
    """

    way: str
    anchored: Verdict
    alone: Verdict
    times: int = 1

    @property
    def caught(self) -> bool:
        """Whether it shows: FAILED with an anchor outside, and never PASSED without one.

        What nobody touched must pass, or all the others would prove nothing.
        """
        if self.way == "untouched":
            return (self.anchored, self.alone) == (Verdict.PASSED, Verdict.INDETERMINATE)
        return self.anchored is Verdict.FAILED and self.alone is not Verdict.PASSED


def run() -> tuple[Tried, ...]:
    """Make the bundle, tamper with a copy of it in each way, and say what verification found.

    Raises OutputError where the system's folder for temporary files can't be written to.
    """
    with (
        writing(Path(gettempdir())),
        TemporaryDirectory(prefix="evidence-kit-", ignore_cleanup_errors=True) as place,
    ):
        bundle, whole = _made(Path(place) / "X")
        tried = [_tried("untouched", bundle, whole)]
        for way, tamper in _WAYS.items():
            copy = Path(place) / way
            shutil.copytree(bundle, copy)
            tamper(copy)
            tried.append(_tried(way, copy, whole))
            shutil.rmtree(copy)
        return (*tried, _flipped(bundle, "tsq", whole), _flipped(bundle, "tsr", whole))


def _made(source: Path) -> tuple[Path, Digest]:
    _write(source, _CONTENT)
    bundle = source.with_name("X-bundle")
    with files.staging(bundle, source=source, force=False) as stage:
        taken = files.take_in(source, stage.payload)
        sealer = Sealer(stage.root, taken.sources)
        sealer.take_intake_seal()
        _write(stage.root, _PAPERS)
        whole = sealer.close()
    return bundle, whole


def _write(folder: Path, content: dict[str, bytes]) -> None:
    for name, raw in content.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)


def _tried(way: str, bundle: Path, whole: Digest) -> Tried:
    observed = files.observe(bundle)
    anchored = audit.report(observed, digest=whole.hex).verdict
    return Tried(way, anchored, audit.report(observed).verdict)


def _flipped(bundle: Path, kind: str, whole: Digest) -> Tried:
    """Turn bits of a seal one after another; the best of all verdicts counts."""
    path = bundle / f"{_STEM}.{kind}"
    raw = path.read_bytes()
    found = []
    for bit in range(0, len(raw) * 8, _FLIPS if kind == "tsr" else 7):
        changed = bytearray(raw)
        changed[bit // 8] ^= 1 << bit % 8
        path.write_bytes(changed)
        found.append(_tried(f"{kind}_bits", bundle, whole))
    path.write_bytes(raw)
    slipped = [one for one in found if not one.caught] or found
    return Tried(f"{kind}_bits", slipped[0].anchored, slipped[0].alone, len(found))


# ── the ways ───────────────────────────────────────────────────────────────────────────


def _change(bundle: Path, name: str = _FIRST) -> None:
    path = bundle / name
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


def _change_paper(bundle: Path) -> None:
    _change(bundle, "filing/证据材料.pdf")


def _remove(bundle: Path) -> None:
    (bundle / _FIRST).unlink()


def _rename(bundle: Path) -> None:
    (bundle / _FIRST).rename(bundle / "data" / "2.png")


def _add(bundle: Path) -> None:
    shutil.copyfile(bundle / _FIRST, bundle / "data" / "3.png")


def _swap(bundle: Path) -> None:
    first, second = (bundle / name for name in (_FIRST, _SECOND))
    one, other = first.read_bytes(), second.read_bytes()
    first.write_bytes(other)
    second.write_bytes(one)


def _truncate(bundle: Path) -> None:
    path = bundle / _SECOND
    path.write_bytes(path.read_bytes()[:-3])


def _list_anew(bundle: Path) -> None:
    """Change an original and write its new digest into the manifests, and theirs into theirs."""
    _change(bundle)
    _write_lists(bundle, "manifest")
    _write_lists(bundle, "tagmanifest")


def _reseal(bundle: Path) -> None:
    """So, and seal everything anew with this machine's clock, as only its maker could."""
    _list_anew(bundle)
    _seal_by(LocalAuthority(_now), bundle)


def _drop_lists(bundle: Path) -> None:
    for path in bundle.glob("tagmanifest-*.txt"):
        path.unlink()


def _drop_seal(bundle: Path) -> None:
    for kind in ("tsq", "tsr"):
        (bundle / f"{_STEM}.{kind}").unlink()


def _seal_something_else(bundle: Path) -> None:
    """Put a sound seal over other bytes in the place of ours."""
    other = next(f.sha256 for f in files.observe(bundle).files if f.name == _FIRST)
    request = seal.request(other, nonce=1)
    name = _STEM.rpartition("/")[2]
    bag.keep_seal(bundle, Seal(name, other, request, LocalAuthority(_now).answer(request)))


def _swap_certificate(bundle: Path) -> None:
    (bundle / "timestamps" / "local.pem").write_bytes(LocalAuthority(_now).certificates)


_WAYS: dict[str, Callable[[Path], None]] = {
    "byte_changed": _change,
    "original_removed": _remove,
    "original_renamed": _rename,
    "file_added": _add,
    "originals_swapped": _swap,
    "original_cut": _truncate,
    "paper_changed": _change_paper,
    "listed_anew": _list_anew,
    "sealed_anew": _reseal,
    "lists_dropped": _drop_lists,
    "seal_dropped": _drop_seal,
    "seal_of_another": _seal_something_else,
    "certificate_swapped": _swap_certificate,
}


def _write_lists(bundle: Path, kind: str) -> None:
    """List what there is, as a forger would who knows how a bundle is made."""
    found = [
        file
        for file in files.observe(bundle).files
        if file.name.startswith("data/") is (kind == "manifest")
        and not file.name.startswith(("tagmanifest-", "timestamps/tagmanifest-"))
    ]
    for algorithm in (Algorithm.SHA256, Algorithm.SM3):
        picked = [(f.name, f.sha256 if algorithm is Algorithm.SHA256 else f.sm3) for f in found]
        text = manifest.text(manifest.of(algorithm, picked))
        (bundle / f"{kind}-{algorithm}.txt").write_bytes(text)


def _seal_by(authority: LocalAuthority, bundle: Path) -> None:
    """Seal the originals, list that, and seal the list."""
    bag.keep_certificates(bundle, authority.name, authority.certificates)
    for subjects in (ORIGINALS, PAPERS):
        for subject in subjects:
            digest = bag.digest_of(bundle, subject)
            request = seal.request(digest, nonce=1)
            answer = authority.answer(request)
            bag.keep_seal(bundle, Seal(f"{subject}.local.1", digest, request, answer))
        if subjects is ORIGINALS:
            _write_lists(bundle, "tagmanifest")


def _now() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)
