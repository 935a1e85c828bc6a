"""The papers of a bag as text (RFC 8493): manifests that `sha256sum -c` reads, and bag-info."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from evidence_kit.model import Algorithm, Differences, Digest, Manifest

# `sha256sum -c` escapes a backslash and a newline, BagIt tools disagree about `%`, and readers
# that use str.splitlines break a line at each of the others.
UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\\%\u2028\u2029\ud800-\udfff]")
BAGIT_TXT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
INFO_LABELS = ("Bag-Software-Agent", "Bagging-Date", "Payload-Oxum")
SEAL_LABEL = "Evidence-Kit-Seal"  # of bag-info.txt, once for each seal that must be there
# Of one line, never looked for in a whole text: that takes hours over a megabyte of the letter a.
_LINE = re.compile(rb"([0-9a-f]+)  (.+)")
_FIELD = re.compile(rb"([A-Za-z0-9-]+): ([^\s](?:[^\r\n]*[^\s])?)")
_LITTER = frozenset(
    {".ds_store", ".localized", "thumbs.db", "ehthumbs.db", "desktop.ini", ".nomedia", ".directory"}
)
_SYSTEMS_OWN = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_LITTER_STARTS = ("._", "~$")


def of(algorithm: Algorithm, entries: Iterable[tuple[str, Digest]]) -> Manifest:
    """Return the manifest of these names and digests, sorted by code point of the name.

    Raises ValueError for a digest of another algorithm, for two names that are one in NFC, and
    for a name that a manifest can't carry: absolute, with `..`, or with a character of UNFIT.
    """
    ordered = tuple(sorted(entries, key=lambda entry: entry[0]))
    for name, digest in ordered:
        _require_fit(name)
        if digest.algorithm is not algorithm:
            raise ValueError(f"a {digest.algorithm} digest in a {algorithm} manifest")
    if len({same_name(name) for name, _ in ordered}) != len(ordered):
        raise ValueError("a name twice")
    return Manifest(algorithm, ordered)


def text(manifest: Manifest) -> bytes:
    """Return the canonical text: digest, two spaces, name, LF; UTF-8 without a mark."""
    return b"".join(f"{digest.hex}  {name}\n".encode() for name, digest in manifest.entries)


def parse(algorithm: Algorithm, raw: bytes) -> Manifest:
    """Read a canonical text, so that `text(parse(algorithm, raw)) == raw`.

    Raises ValueError for anything else: unknown order, upper case, CRLF, a doubled or unfit
    name, a byte that is not UTF-8.
    """
    lines = _matched(_LINE, raw)
    manifest = of(
        algorithm, ((name.decode(), Digest(algorithm, value.decode())) for value, name in lines)
    )
    if text(manifest) != raw:
        raise ValueError("not the canonical text of a manifest")
    return manifest


def compare(manifest: Manifest, found: Iterable[tuple[str, Digest]]) -> Differences:
    """Say what is missing, changed or added in `found`, whose digests are the manifest's kind.

    Names are one if their NFC forms are: some file systems rewrite names. A second file of
    the same NFC name is an added one.
    """
    listed = {same_name(name): (name, digest) for name, digest in manifest.entries}
    seen: dict[str, Digest] = {}
    added = []
    for name, digest in found:
        key = same_name(name)
        if key not in listed or key in seen:
            added.append(name)
        seen.setdefault(key, digest)
    missing = (name for key, (name, _) in listed.items() if key not in seen)
    changed = (name for key, (name, d) in listed.items() if key in seen and seen[key] != d)
    return Differences(tuple(sorted(missing)), tuple(sorted(changed)), tuple(sorted(added)))


def fields_text(fields: Iterable[tuple[str, str]]) -> bytes:
    """Return the text of bag-info.txt: a line `Label: value` for each field, in this order.

    Raises ValueError for a label or a value that one line can't carry.
    """
    given = tuple(fields)
    raw = "".join(f"{label}: {value}\n" for label, value in given).encode()
    if parse_fields(raw) != given:
        raise ValueError("a field that one line can't carry")
    return raw


def parse_fields(raw: bytes) -> tuple[tuple[str, str], ...]:
    """Read a bag-info.txt of ours; raises ValueError for any other form (folded lines too)."""
    found = _matched(_FIELD, raw)
    if b"".join(label + b": " + value + b"\n" for label, value in found) != raw:
        raise ValueError("not the text of a bag-info.txt")
    return tuple((label.decode(), value.decode()) for label, value in found)


def _matched(line: re.Pattern[bytes], raw: bytes) -> list[tuple[bytes, ...]]:
    return [match.groups() for one in raw.split(b"\n") if (match := line.fullmatch(one))]


def same_name(name: str) -> str:
    """Return the form under which two names are compared (NFC)."""
    return unicodedata.normalize("NFC", name)


def is_litter(name: str) -> bool:
    """Say whether the operating system or an office program leaves such files by itself."""
    base = name.rpartition("/")[2].lower()
    return base in _LITTER or base.startswith(_LITTER_STARTS)


def is_left_by_system(name: str) -> bool:
    """Say whether this is one of the three files that a system writes into any folder shown."""
    return name.rpartition("/")[2].lower() in _SYSTEMS_OWN


def _require_fit(name: str) -> None:
    parts = name.split("/")
    if UNFIT.search(name) or any(part in ("", ".", "..") for part in parts):
        raise ValueError(f"a manifest can't carry the name {name!r}")
    if name != name.rstrip():
        raise ValueError(f"a manifest can't carry the trailing space of {name!r}")
