"""Bundles with 校验说明.html in them, of files with whatever names."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import bags
import pikepdf
from authorities import Root, ThirdParty
from revoking import crl
from signers import PASSPHRASE, Person

from evidence_kit import files
from evidence_kit.files import bag
from evidence_kit.pipeline.explaining import explain
from evidence_kit.pipeline.sealing import Sealer
from evidence_kit.render import signing
from evidence_kit.render.verify_page import FILE
from evidence_kit.tsa import Authority, LocalAuthority

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


EARLY = "seals/20260301T040506Z/"
CRL = "timestamps/example.1.crl"
TOKENS = "timestamps/each/example"


def rich(folder: Path, root: Root, content: Mapping[str, bytes]) -> bags.Made:
    """Make a bundle with all that may lie in one: third-party seals, a token of each original.

    Beside them a list of revoked certificates, a seal of an earlier day, and a signed PDF.
    """

    def add(stage: Path) -> None:
        bag.keep_certificates(stage, "example", root.pem)
        bag.keep_revocation(stage, "example", "crl", [crl(root)])
        (stage / EARLY / "timestamps").mkdir(parents=True)
        for path in [*stage.glob("manifest-*"), *stage.glob("timestamps/*local*")]:
            shutil.copyfile(path, stage / EARLY / path.relative_to(stage))
        book = stage / "filing" / "证据材料.pdf"
        with pikepdf.new() as blank:
            blank.add_blank_page()
            blank.save(book)
        signing.Signer.opened(Person().p12(folder), PASSPHRASE).sign(book)

    authorities = (LocalAuthority(bags.clock), ThirdParty(root, bags.clock))
    return make(folder, content, authorities=authorities, each=True, add=add)


def make(
    folder: Path,
    content: Mapping[str, bytes] | None = None,
    *,
    authorities: Sequence[Authority] = (),
    each: bool = False,
    add: Callable[[Path], object] = lambda _: None,
) -> bags.Made:
    """Make a bundle of these files and what lies in X, or of the invented folder, with its page.

    `add` writes more papers into the stage before the page is made.
    """
    source, bundle = folder / "X", folder / "X-bundle"
    if content is None:
        bags.fill(source)
    for name, raw in (content or {}).items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes(raw)
    with files.staging(bundle, source=source, force=False) as stage:
        taken = files.take_in(source, stage.payload)
        sealer = Sealer(stage.root, taken.sources, authorities)
        manifest = sealer.take_intake_seal()
        if each:
            sealer.take_each()
        filing = stage.root / "filing"
        filing.mkdir()
        (filing / "证据材料.pdf").write_bytes(bags.BLANK)
        (stage.root / "exhibits.json").write_bytes(bags.NO_EXHIBITS)
        add(stage.root)
        explain(stage.root, taken.sources, manifest)
        whole = sealer.close()
    return bags.Made(source, bundle, manifest, whole)


__all__ = ["CRL", "EARLY", "FILE", "ODD_NAMES", "TOKENS", "make", "odd", "rich"]
