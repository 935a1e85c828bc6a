"""校验说明.html: a page in the bundle that checks it in any browser, and how to do without it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from evidence_kit import manifest
from evidence_kit.model import Digest, Source
from evidence_kit.render import self_contained
from evidence_kit.verify.bag import SEAL_FILE

FILE = "校验说明.html"
STYLE = "verify"
ROOT_FILE = "机构根证书.pem"  # what a reader gets from an authority, and puts in this place
_SCRIPTS = ("digests.js", "bag.js", "words.js", "reading.js", "page.js")
_BOOK = "filing/证据材料.pdf"
_LISTS = ("manifest-sha256.txt", "tagmanifest-sha256.txt")
_PLAIN = re.compile(r"[\w./-]+")  # what no shell takes for anything else
_POWERSHELL = (
    "Get-Content -Encoding UTF8 -LiteralPath {lists} | ForEach-Object {{ "
    "$d, $n = $_ -split '  ', 2; "
    'if ((Get-FileHash -LiteralPath $n -Algorithm SHA256).Hash -ne $d) {{ "不一致：$n" }} }}'
)


@dataclass(frozen=True, slots=True)
class Packed:
    """What the page tells of its bundle, in which it lies itself.

    `manifest` is the SHA-256 of manifest-sha256.txt. `seals` are the responses (.tsr) that are
    there for sure and `certificates` the .pem files, by their paths from the bundle's top.
    """

    manifest: Digest
    originals: Sequence[Source]
    seals: Sequence[str]
    certificates: Collection[str]


def verify_page(packed: Packed) -> bytes:
    """Return the page in UTF-8, the same bytes for the same bundle; ToolError "no_templates".

    Nothing is loaded or sent: only its own script and style may run, each by its SHA-256.
    """
    style = self_contained.part(STYLE, "page.css")
    script = _script(packed.manifest)
    first = f"data/{packed.originals[0].safe_name}"
    return self_contained.filled(
        STYLE,
        style=style,
        style_hash=self_contained.source(style),
        script=script,
        script_hash=self_contained.source(script),
        manifest=packed.manifest.hex,
        count=str(len(packed.originals)),
        windows=_lines(certutil(name) for name in (*_LISTS, _BOOK)),
        powershell=_lines([_POWERSHELL.format(lists=", ".join(_LISTS))]),
        originals="\n".join(map(_original, packed.originals)),
        macos=_lines(_unix("shasum -a 256", first)),
        linux=_lines([*_unix("sha256sum", first), f"openssl dgst -sm3 {posix(first)}"]),
        seals=_lines(openssl(seal, packed.certificates) for seal in packed.seals),
        root_file=ROOT_FILE,
        time=_lines([f"openssl ts -reply -text -in {_word(packed.seals[-1])}"]),
    )


def posix(name: str) -> str:
    """Return a path as one word of sh, bash and zsh."""
    return "'" + name.replace("'", "'\\''") + "'"


def certutil(name: str) -> str:
    """Return what cmd.exe is told for a file's SHA-256.

    A stored name holds no quotation mark and no percent sign (`files.is_safe`), and between
    quotation marks cmd.exe takes every other sign for itself.
    """
    path = name.replace("/", "\\")
    return f'certutil -hashfile "{path}" SHA256'


def openssl(seal: str, certificates: Collection[str]) -> str:
    """Return the command that checks a response as it lies, with the certificate for `-CAfile`."""
    above, _, name = seal.rpartition("timestamps/")
    listing, authority, *_ = name.split(".")
    own = f"{above}timestamps/{authority}.pem"
    words = {
        "-data": f"{above}{listing}.txt",
        "-in": seal,
        "-CAfile": own if own in certificates else ROOT_FILE,
    }
    return " ".join(["openssl ts -verify", *(f"{key} {_word(w)}" for key, w in words.items())])


def _word(path: str) -> str:
    return path if _PLAIN.fullmatch(path) else posix(path)


def _unix(command: str, example: str) -> list[str]:
    return [
        f"{command} {_LISTS[0]}",
        f"{command} -c {' '.join(_LISTS)}",
        f"{command} {posix(example)}",
    ]


def _original(source: Source) -> str:
    command = escape(certutil(f"data/{source.safe_name}"))
    return f"<li><code>{command}</code><br><code>{source.sha256.hex}</code></li>"


def _lines(commands: Iterable[str]) -> str:
    return "".join(f"<code>{escape(command)}</code>" for command in commands)


def _script(made_for: Digest) -> str:
    """Return the page's one script; what the bag's form is, it is told and need not repeat."""
    form = {
        "bagit": manifest.BAGIT_TXT.decode(),
        "labels": manifest.INFO_LABELS,
        "sealLabel": manifest.SEAL_LABEL,
        "unfit": manifest.UNFIT.pattern,
        "sealFile": SEAL_FILE.pattern,
        "madeFor": made_for.hex,
        "rootFile": ROOT_FILE,
    }
    told = f'"use strict";\nconst FORM = {json.dumps(form, indent=1, sort_keys=True)};\n'
    return told + "\n".join(self_contained.part(STYLE, name) for name in _SCRIPTS)
