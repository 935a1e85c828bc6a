"""A small bundle made through the project's own functions, with every kind of file in it."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
from cryptography.hazmat.primitives import hashes
from PIL import Image

from evidence_kit import files, manifest, tsa
from evidence_kit.model import Algorithm, Digest, FoundFile, Observed, Verdict, VerificationReport
from evidence_kit.pipeline.sealing import Sealer


def clock() -> datetime:
    """Stand still, so that seals of one moment can be compared."""
    return datetime(2026, 3, 1, 4, 5, 6, tzinfo=UTC)


@dataclass(frozen=True)
class Made:
    """A bundle, its source, and the two digests its maker was told."""

    source: Path
    bundle: Path
    manifest: Digest
    whole: Digest


NO_EXHIBITS = (
    b'{"format": 1, "plaintiff": null, "defendant": null, '
    b'"exhibits": [], "rows": [], "files": []}\n'
)


def blank() -> bytes:
    """Return a PDF of one page that shows nothing."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(out, static_id=True)
    return out.getvalue()


BLANK = blank()


def picture(colour: str, kind: str = "PNG", size: tuple[int, int] = (12, 20)) -> bytes:
    """Return a picture's bytes."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def fill(source: Path) -> None:
    """Write an invented folder: pictures, records, recordings, a sub-folder, odd names."""
    (source / "子文件夹").mkdir(parents=True)
    content = {
        "1.png": picture("white"),
        "2.jpg": picture("red", "JPEG"),
        "10.webp": picture("blue", "WEBP"),
        "子文件夹/微信图片_20230411101010.png": picture("green"),
        "断.png": picture("black", size=(90, 90))[:60],
        "空.png": b"",
        "录音.m4a": b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42isom",
        "账单.csv": "交易时间,金额(元)\n".encode(),
        "100% 真的.txt": "备注".encode(),
        ".DS_Store": b"\0\0\0\x01Bud1",
    }
    for name, raw in content.items():
        (source / name).write_bytes(raw)


def make(
    folder: Path,
    *,
    authorities: tuple[tsa.Authority, ...] = (),
    filled: bool = False,
    each: bool = False,
) -> Made:
    """Make a bundle of an invented folder; with `filled`, of what is in X already.

    With `each` the authorities stamp each original, too.
    """
    source, bundle = folder / "X", folder / "X-bundle"
    if not filled:
        fill(source)
    with files.staging(bundle, source=source, force=False) as stage:
        taken = files.take_in(source, stage.payload)
        sealer = Sealer(stage.root, taken.sources, authorities)
        manifest = sealer.take_intake_seal()
        if each:
            sealer.take_each()
        filing = stage.root / "filing"
        filing.mkdir()
        (filing / "证据材料.pdf").write_bytes(BLANK)
        (filing / "证据目录.csv").write_text("序号,证据名称\n", encoding="utf-8")
        (stage.root / "exhibits.json").write_bytes(NO_EXHIBITS)
        whole = sealer.close()
    return Made(source, bundle, manifest, whole)


def contents(bundle: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path from there."""
    return {
        path.relative_to(bundle).as_posix(): path.read_bytes()
        for path in sorted(bundle.rglob("*"))
        if path.is_file()
    }


def listed(content: dict[str, bytes]) -> dict[str, bytes]:
    """Return all that with its lists, as whoever made it can write them; nothing of it sealed."""
    for kind in ("manifest", "tagmanifest"):
        told = observed(content).files
        picked = [f for f in told if f.name.startswith("data/") is (kind == "manifest")]
        for algorithm in (Algorithm.SHA256, Algorithm.SM3):
            pick = [(f.name, f.sha256 if algorithm is Algorithm.SHA256 else f.sm3) for f in picked]
            text = manifest.text(manifest.of(algorithm, pick))
            content = content | {f"{kind}-{algorithm}.txt": text}
    return content


def observed(content: dict[str, bytes]) -> Observed:
    """Return what `files.observe` would say of a folder with these files."""
    kept = {
        name: raw
        for name, raw in content.items()
        if name.startswith("timestamps/") or ("/" not in name and name.endswith(".txt"))
    }
    return Observed(
        files=tuple(_found(name, raw) for name, raw in content.items()),
        contents=tuple(kept.items()),
    )


def unordered(seen: Observed) -> Observed:
    """Return the same observation without its order."""
    return replace(
        seen,
        files=tuple(sorted(seen.files, key=lambda file: file.name)),
        contents=tuple(sorted(seen.contents)),
    )


def _found(name: str, raw: bytes) -> FoundFile:
    sm3 = hashes.Hash(hashes.SM3())
    sm3.update(raw)
    return FoundFile(
        name,
        len(raw),
        Digest(Algorithm.SHA256, hashlib.sha256(raw).hexdigest()),
        Digest(Algorithm.SM3, sm3.finalize().hex()),
    )


def found(report: VerificationReport, verdict: Verdict) -> set[tuple[str, str]]:
    """Return the findings of that verdict, each with the name it is about."""
    return {
        (c.finding, dict(c.args).get("name", "")) for c in report.checks if c.verdict is verdict
    }
