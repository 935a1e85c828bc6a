"""校验说明.html, written into a staged bundle: how anybody checks it without this program."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evidence_kit.audit.each import FOLDER
from evidence_kit.files.names import natural
from evidence_kit.files.stage import writing
from evidence_kit.model import Digest, Source
from evidence_kit.pipeline.sealing import PAPERS
from evidence_kit.render import verify_page
from evidence_kit.seal import LOCAL


def explain(root: Path, originals: Sequence[Source], manifest: Digest) -> None:
    """Write the page, before the tag manifests list it; `manifest` is manifest-sha256.txt's.

    Of the outer seals it names this machine's alone: another authority may yet fail. Raises
    OutputError where the stage can't be written.
    """
    taken = _below(root, "tsr")
    outer = (f"timestamps/{subject}.{LOCAL}.1.tsr" for subject in PAPERS)
    packed = verify_page.Packed(
        manifest,
        originals,
        (*taken, *outer),
        frozenset(_below(root, "pem")),
        singles=_all_below(root, FOLDER, "tsr"),
        revocations=[*_below(root, "crl"), *_below(root, "ocsp")],
    )
    path = root / verify_page.FILE
    with writing(path):
        path.write_bytes(verify_page.verify_page(packed))


def _below(root: Path, suffix: str) -> list[str]:
    """Return what lies in `timestamps/`, also in that of an early seal, by its path from `root`."""
    found = (path.relative_to(root) for path in root.rglob(f"timestamps/*.{suffix}"))
    own = (path.as_posix() for path in found if path.parts[0] != "data")
    return sorted(name for name in own if not name.startswith(FOLDER))


def _all_below(root: Path, folder: str, suffix: str) -> list[str]:
    found = (root / folder).rglob(f"*.{suffix}")
    return sorted((p.relative_to(root).as_posix() for p in found if p.is_file()), key=natural)
