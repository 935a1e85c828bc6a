"""Bundles with 校验说明.html in them, of files with whatever names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import bags

from evidence_kit import files
from evidence_kit.pipeline.explaining import explain
from evidence_kit.pipeline.sealing import Sealer
from evidence_kit.render.verify_page import FILE

# What shells, HTML, manifests and file systems each take for something else.
ODD_NAMES = (
    "it's & <b> $(x) `y`; #1 !.png",
    "“引号” 和  两个空格.txt",
    "&amp;&lt;script&gt;.txt",
    "-rf.txt",
    "~家 {a,b} [c] ^d^.txt",
    'he said "no"?.txt',
    "100%PATH%.txt",
    "反\\斜.txt",
    "e\u0301té.txt",
    "𠮷野家😂.txt",
    "\ufb01\ue000私用.txt",
    "倒\u202egnp.exe.txt",
    "子 文件夹/深/更深/末.txt",
    "CON.txt",
    "末点.",
    "空.txt",
    "timestamps/manifest-sha256.local.1.tsr",
    "a" * 200 + ".txt",
)


def odd() -> dict[str, bytes]:
    """Return content for each odd name; one file is empty."""
    return {name: b"" if name == "空.txt" else name.encode() for name in ODD_NAMES}


def make(folder: Path, content: Mapping[str, bytes] | None = None) -> bags.Made:
    """Make a bundle of these files and what lies in X, or of the invented folder, with its page."""
    source, bundle = folder / "X", folder / "X-bundle"
    if content is None:
        bags.fill(source)
    for name, raw in (content or {}).items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes(raw)
    with files.staging(bundle, source=source, force=False) as stage:
        taken = files.take_in(source, stage.payload)
        sealer = Sealer(stage.root, taken.sources)
        manifest = sealer.take_intake_seal()
        filing = stage.root / "filing"
        filing.mkdir()
        (filing / "证据材料.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
        (stage.root / "exhibits.json").write_bytes(bags.NO_EXHIBITS)
        explain(stage.root, taken.sources, manifest)
        whole = sealer.close()
    return bags.Made(source, bundle, manifest, whole)


__all__ = ["FILE", "ODD_NAMES", "make", "odd"]
