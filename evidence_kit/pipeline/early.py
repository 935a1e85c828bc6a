"""Seals taken before there is a bundle: on the day of the screenshots, kept in X-work."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from evidence_kit import files, manifest, tsa
from evidence_kit.files.stage import writing
from evidence_kit.model import Algorithm, Case, Digest, HashLine, Seal, SealFinding
from evidence_kit.pipeline import sealing
from evidence_kit.pipeline.folders import work_folder
from evidence_kit.pipeline.stamping import NONE, Wanted, organisation
from evidence_kit.render import ThirdPartyTime
from evidence_kit.seal import Roots, prove

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
    fetched: tuple[tsa.Fetched, ...] = ()


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
        listed = sealer.take_intake_seal()
        at = sealer.taken_in
        kept = _free(work / FOLDER, at)
        for path in sorted(root.rglob("*")):
            if path.is_file():
                files.write_private(kept / path.relative_to(root), path.read_bytes())
    return Early(kept, len(taken.sources), listed, at, tuple(sealer.asked), tuple(sealer.fetched))


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the early seals: those that prove nothing any more, and since when what is.

    `seen` has the earliest time that a trusted third party proves for a digest.
    """

    refused: tuple[Path, ...]
    seen: Mapping[Digest, ThirdPartyTime]

    def dated(self, arranged: Case) -> Case:
        """Return the case with the earliest proven time beside each file of its hash list."""
        return replace(arranged, hashes=tuple(map(self._dated, arranged.hashes)))

    def _dated(self, line: HashLine) -> HashLine:
        seen = self.seen.get(line.sha256)
        return replace(line, seen_by=seen.authority, seen_at=seen.at) if seen else line


def keep(work: Path, root: Path, *, roots: Roots = ()) -> Kept:
    """Copy every early seal of X-work into a staged bundle, byte for byte.

    One that somebody changed is passed over, since it proves nothing any more. What is no seal
    there (another file, a link) is the user's own. `roots` are those under which a third
    party's time is believed.
    """
    folders = [f for f in sorted((work / FOLDER).glob("*Z*")) if _is_seal(f)]
    proven = {folder: _proven(folder, roots) for folder in folders}
    sound = [folder for folder in folders if _all_prove(proven[folder])]
    for folder in sound:
        _copy(folder, root / FOLDER / folder.name)
    refused = tuple(folder for folder in folders if folder not in sound)
    return Kept(refused, _seen({folder: proven[folder] for folder in sound}))


_Proven = dict[str, SealFinding]  # by the stem of the seal's file


def _seen(proven: Mapping[Path, _Proven]) -> dict[Digest, ThirdPartyTime]:
    found: dict[Digest, ThirdPartyTime] = {}
    for folder, seals in proven.items():
        listing = (folder / _MANIFESTS[0]).read_bytes()
        digests = {digest for _, digest in manifest.parse(Algorithm.SHA256, listing).entries}
        for stem, finding in seals.items():
            if finding.trusted_root and finding.gen_time and stem.startswith("manifest-sha256."):
                one = ThirdPartyTime(organisation(stem.split(".")[1], finding), finding.gen_time)
                for digest in digests:
                    found[digest] = min(found.get(digest, one), one, key=lambda time: time.at)
    return found


def _is_seal(folder: Path) -> bool:
    return not folder.is_symlink() and all((folder / name).is_file() for name in _MANIFESTS)


def _proven(folder: Path, roots: Roots) -> _Proven:
    """Return what every seal in a folder proves about the manifests that lie there."""
    stamps = folder / "timestamps"
    own = stamps / "local.pem"
    found = {}
    for response in sorted(stamps.glob("*.tsr")):
        listing = folder / f"{response.name.partition('.')[0]}.txt"
        request = response.with_suffix(".tsq")
        if listing.name not in _MANIFESTS or not (listing.is_file() and request.is_file()):
            found[response.stem] = SealFinding("no_subject")
            continue
        subject = Digest(Algorithm.SHA256, sha256(listing.read_bytes()).hexdigest())
        taken = Seal(response.stem, subject, request.read_bytes(), response.read_bytes())
        kept = own.read_bytes() if own.is_file() else None
        found[response.stem] = prove(taken, roots=roots, own=kept)
    return found


def _all_prove(found: _Proven) -> bool:
    return bool(found) and all(one.fault is None for one in found.values())


def _copy(folder: Path, target: Path) -> None:
    stamps = sorted((folder / "timestamps").glob("*.ts[qr]"))
    for kind in ("pem", "crl", "ocsp"):
        stamps += sorted((folder / "timestamps").glob(f"*.{kind}"))
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
