"""校验说明.html, written into a staged bundle: how anybody checks it without this program."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from evidence_kit.audit.each import FOLDER
from evidence_kit.files.names import natural
from evidence_kit.files.stage import writing
from evidence_kit.model import Digest, Source
from evidence_kit.pipeline.sealing import PAPERS
from evidence_kit.render import verify_page
from evidence_kit.seal import LOCAL

_BESIDE = re.compile(r"(?!data/)(?:.+/)?timestamps/[^/]+\.(?P<kind>tsr|pem|crl|ocsp)", re.DOTALL)


def explain(root: Path, originals: Sequence[Source], manifest: Digest) -> None:
    """Write the page, before the tag manifests list it; `manifest` is manifest-sha256.txt's.

    Raises OutputError where the stage can't be written.
    """
    names = (p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())
    path = root / verify_page.FILE
    with writing(path):
        path.write_bytes(verify_page.verify_page(packed(names, originals, manifest)))


def packed(
    names: Iterable[str], originals: Sequence[verify_page.Stored], manifest: Digest
) -> verify_page.Packed:
    """Return what the page tells of a bundle with these files.

    Of the outer seals it names this machine's alone: another authority may yet fail.
    """
    beside: dict[str, list[str]] = {}
    singles = []
    for name in sorted(names):
        if name.startswith(FOLDER):
            singles += [name] * name.endswith(".tsr")
        elif found := _BESIDE.fullmatch(name):
            beside.setdefault(found["kind"], []).append(name)
    outer = (f"timestamps/{subject}.{LOCAL}.1.tsr" for subject in PAPERS)
    return verify_page.Packed(
        manifest,
        originals,
        (*beside.get("tsr", ()), *outer),
        frozenset(beside.get("pem", ())),
        singles=sorted(singles, key=natural),
        revocations=[*beside.get("crl", ()), *beside.get("ocsp", ())],
    )
