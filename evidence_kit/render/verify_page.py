"""校验说明.html: a page in the bundle that checks it in any browser, and how to do without it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Protocol

from evidence_kit import manifest
from evidence_kit.model import Digest
from evidence_kit.render import self_contained
from evidence_kit.verify.bag import SEAL_FILE

FILE = "校验说明.html"
STYLE = "verify"
ROOT_FILE = "机构根证书.pem"  # what a reader gets from an authority, and puts in this place
_SCRIPTS = ("digests.js", "tokens.js", "bag.js", "words.js", "reading.js", "page.js")
_BOOK = "filing/证据材料.pdf"
_LISTS = ("manifest-sha256.txt", "tagmanifest-sha256.txt")
_TOKEN = re.compile(r"timestamps/each/(?P<by>[a-z0-9-]+)(?P<digest>\.by-digest)?/(?P<name>.+)\.tsr")
# What PowerShell takes for itself between quotation marks: it is often opened in cmd's stead.
_ODD_ON_WINDOWS = re.compile(r"[$`“”„]")
_PLAIN = re.compile(r"[\w./-]+")  # what no shell takes for anything else
_POWERSHELL = (
    "Get-Content -Encoding UTF8 -LiteralPath {lists} | ForEach-Object {{ "
    "$d, $n = $_ -split '  ', 2; "
    'if ((Get-FileHash -LiteralPath $n -Algorithm SHA256).Hash -ne $d) {{ "不一致：$n" }} }}'
)


class Stored(Protocol):
    """An original: the name that it is stored under, and its SHA-256."""

    @property
    def safe_name(self) -> str:
        """Its path below `data/`."""

    @property
    def sha256(self) -> Digest:
        """Of its bytes."""


@dataclass(frozen=True, slots=True)
class Packed:
    """What the page tells of its bundle, in which it lies itself.

    `manifest` is the SHA-256 of manifest-sha256.txt. `seals` are the responses (.tsr) that are
    there for sure, `certificates` the .pem files, `singles` the responses about one original
    each, `revocations` what was told of revoked certificates: by their paths from the bundle's top.
    """

    manifest: Digest
    originals: Sequence[Stored]
    seals: Sequence[str]
    certificates: Collection[str]
    singles: Sequence[str] = ()
    revocations: Sequence[str] = ()


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
        originals="\n".join(map(original_line, packed.originals)),
        macos=_lines(_unix("shasum -a 256", first)),
        linux=_lines([*_unix("sha256sum", first), f"openssl dgst -sm3 {posix(first)}"]),
        seals=_lines(openssl(seal, packed.certificates) for seal in packed.seals),
        root_file=ROOT_FILE,
        singles=_singles(packed) + _revocations(packed.revocations),
        book=escape(posix(_BOOK)),
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


def single(token: str, certificates: Collection[str], by_digest: Mapping[str, str]) -> str:
    """Return the command that checks one original by its own token; "" for what is no token.

    `by_digest` gives the stored name of an original whose token lies under its SHA-256.
    """
    found = _TOKEN.fullmatch(token)
    if found is None:
        return ""
    own, name = f"timestamps/{found['by']}.pem", found["name"]
    if found["digest"]:
        name = by_digest.get(name, name)
    root = own if own in certificates else ROOT_FILE
    subject, response = _word(f"data/{name}"), _word(token)
    return f"openssl ts -verify -data {subject} -in {response} -CAfile {_word(root)}"


def _singles(packed: Packed) -> str:
    stored = {one.sha256.hex: one.safe_name for one in packed.originals}
    told = (single(token, packed.certificates, stored) for token in packed.singles)
    commands = [command for command in told if command]
    if not commands:
        return ""
    return self_contained.fragment(
        STYLE,
        "singles.html",
        first=_lines(commands[:1]),
        all=_lines(commands),
        count=str(len(commands)),
    )


def _revocations(names: Sequence[str]) -> str:
    commands = (
        f"openssl crl -inform DER -noout -text -in {_word(name)}"
        if name.endswith(".crl")
        else f"openssl ocsp -noverify -resp_text -respin {_word(name)}"
        for name in names
    )
    if not names:
        return ""
    return self_contained.fragment(STYLE, "revocations.html", commands=_lines(commands))


def _word(path: str) -> str:
    return path if _PLAIN.fullmatch(path) else posix(path)


def _unix(command: str, example: str) -> list[str]:
    return [
        f"{command} {_LISTS[0]}",
        f"{command} -c {' '.join(_LISTS)}",
        f"{command} {posix(example)}",
    ]


def original_line(source: Stored) -> str:
    """Return the page's line for an original: the command for its digest, and that digest."""
    path = f"data/{source.safe_name}"
    command = escape(certutil(path))
    if _ODD_ON_WINDOWS.search(path):
        command = f"{escape(path)}（名称里有命令会另作解释的符号，请用上面的 powershell 命令核对）"
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
