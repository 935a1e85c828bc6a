"""Seals taken before there is a bundle: on the day of the screenshots, kept in X-work."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from evidence_kit import files
from evidence_kit.files.stage import writing
from evidence_kit.model import Algorithm, Digest, Seal
from evidence_kit.pipeline import sealing
from evidence_kit.pipeline.folders import work_folder
from evidence_kit.pipeline.stamping import NONE, Wanted
from evidence_kit.seal import prove

FOLDER = "seals"
# What an early seal is made of: the manifests of the originals, and what seals them.
_MANIFESTS = ("manifest-sha256.txt", "manifest-sm3.txt")


@dataclass(frozen=True, slots=True)
class Early:
    """An early seal: where it lies, how many files it is over, and what was asked of whom."""

    folder: Path
    files: int
    manifest: Digest
    at: datetime
    asked: tuple[sealing.Asked, ...]


def seal(folder: Path, stamps: Wanted = NONE) -> Early:
    """Digest every file of a folder and seal that in X-work/seals/<genTime>.

    The folder is only read. Raises InputError for no or an empty folder, OutputError where
    X-work can't be written. An authority that fails leaves its reason in `asked`.
    """
    files.refuse_denied(folder)
    work = work_folder(folder, None)
    files.try_private(work, source=folder)
    with TemporaryDirectory(prefix="evidence-kit-") as copy:
        taken = files.take_in(folder, Path(copy) / "data")
        root = Path(copy) / "seal"
        root.mkdir()
        sealer = sealing.Sealer(root, taken.sources, stamps.authorities, roots=stamps.roots)
        manifest = sealer.take_intake_seal()
        at = sealer.taken_in
        kept = _free(work / FOLDER, at)
        for path in sorted(root.rglob("*")):
            if path.is_file():
                files.write_private(kept / path.relative_to(root), path.read_bytes())
    return Early(kept, len(taken.sources), manifest, at, tuple(sealer.asked))


def keep(work: Path, root: Path) -> tuple[Path, ...]:
    """Copy every early seal of X-work into a staged bundle, byte for byte.

    Returns those that are passed over since they prove nothing any more: somebody changed them.
    What is no seal there (another file, a link) is the user's own.
    """
    folders = [f for f in sorted((work / FOLDER).glob("*Z*")) if _is_seal(f)]
    sound = [folder for folder in folders if _proves(folder)]
    for folder in sound:
        _copy(folder, root / FOLDER / folder.name)
    return tuple(folder for folder in folders if folder not in sound)


def _is_seal(folder: Path) -> bool:
    return not folder.is_symlink() and all((folder / name).is_file() for name in _MANIFESTS)


def _proves(folder: Path) -> bool:
    """Say whether every seal in a folder is over the manifests that lie there."""
    stamps = folder / "timestamps"
    own = stamps / "local.pem"
    found = []
    for response in sorted(stamps.glob("*.tsr")):
        manifest = folder / f"{response.name.partition('.')[0]}.txt"
        request = response.with_suffix(".tsq")
        if not (manifest.is_file() and request.is_file()):
            return False
        subject = Digest(Algorithm.SHA256, sha256(manifest.read_bytes()).hexdigest())
        taken = Seal(response.stem, subject, request.read_bytes(), response.read_bytes())
        found.append(prove(taken, roots=(), own=own.read_bytes() if own.is_file() else None))
    return bool(found) and all(one.fault is None for one in found)


def _copy(folder: Path, target: Path) -> None:
    stamps = sorted((folder / "timestamps").glob("*.ts[qr]"))
    stamps += sorted((folder / "timestamps").glob("*.pem"))
    for path in (*(folder / name for name in _MANIFESTS), *stamps):
        if path.is_file() and not path.is_symlink():
            inside = target / path.relative_to(folder)
            with writing(inside):
                inside.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, inside)


def _free(folder: Path, at: datetime) -> Path:
    """Return a folder called after the seal's time; two of one second stand side by side."""
    name = f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    tried = folder / name
    number = 2
    while tried.exists():
        tried = folder / f"{name}-{number}"
        number += 1
    return tried
