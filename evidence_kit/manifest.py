"""The papers of a bag as text (RFC 8493): manifests that `sha256sum -c` reads, and bag-info."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evidence_kit.model import Algorithm, Differences, Digest, Manifest

# `sha256sum -c` escapes a backslash and a newline, BagIt tools disagree about `%`, and readers
# that use str.splitlines break a line at each of the others.
UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\\%\u2028\u2029\ud800-\udfff]")
BAGIT_TXT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
INFO_LABELS = ("Bag-Software-Agent", "Bagging-Date", "Payload-Oxum")
MOST_FOLDERS = 32  # that copies may lie deeper or higher than the originals did
SEAL_LABEL = "Evidence-Kit-Seal"  # of bag-info.txt, once for each seal that must be there
_LINE = re.compile(rb"([0-9a-f]+)  ([^\n]+)\n")
_FIELD = re.compile(rb"([A-Za-z0-9-]+): ([^\s](?:[^\r\n]*[^\s])?)\n")
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
    lines = [match.groups() for match in _LINE.finditer(raw)]
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
    found = [match.groups() for match in _FIELD.finditer(raw)]
    if b"".join(label + b": " + value + b"\n" for label, value in found) != raw:
        raise ValueError("not the text of a bag-info.txt")
    return tuple((label.decode(), value.decode()) for label, value in found)


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


Named = tuple[tuple[str, Digest], ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """Names of originals, and of `beyond` copies, that don't agree; none at all: all do."""

    differing: tuple[str, ...]  # a copy of that name holds something else
    misnamed: tuple[str, ...]  # so it does, yet in another folder; another name holds this
    missing: tuple[str, ...]  # no copy by name or by content
    beyond: tuple[str, ...]  # copies of no original


def match_copies(originals: Named, copies: Named) -> Matched:
    """Compare originals with somebody's own copies, by name where one bears it, or by content.

    The copies may lie some folders deeper or higher than the originals did.
    """
    exact, placed = _by_name(copies), _best_placed(originals, copies)
    held = {digest for _, digest in copies}
    differing: list[str] = []
    misnamed: list[str] = []
    missing: list[str] = []
    for name, digest in originals:
        key = same_name(name)
        if digest not in placed.get(key, {digest}):
            differing.append(name)
        elif digest not in exact.get(key, {digest}) and key not in placed:
            (misnamed if digest in held else differing).append(name)
        elif digest not in held:
            missing.append(name)
    bundled = {digest for _, digest in originals}
    told = {digest for name in differing for digest in _bearers(same_name(name), placed, exact)}
    beyond = [name for name, digest in copies if digest not in bundled and digest not in told]
    return Matched(tuple(differing), tuple(misnamed), tuple(missing), tuple(beyond))


_Placed = dict[str, set[Digest]]


def _bearers(name: str, placed: _Placed, exact: _Placed) -> set[Digest]:
    return placed.get(name, set()) | exact.get(name, set())


def _best_placed(originals: Named, copies: Named) -> _Placed:
    """Return the copies by the name they have where most of them agree with an original."""
    wanted = _by_name(originals)

    def agreement(placed: _Placed) -> tuple[int, int]:
        return sum(bool(placed[name] & wanted[name]) for name in placed), len(placed)

    # The first of equals: as they lie.
    return max(_placings(wanted, copies), key=agreement)


def _placings(wanted: _Placed, copies: Named) -> Iterable[_Placed]:
    """Return what bears a wanted name where the copies lie some folders deeper or higher.

    Only wanted names are looked for, so that time goes with files, not with folders.
    """
    found: dict[tuple[str, str], _Placed] = {("", ""): {}}
    for name, digest in copies:
        for cut in ("", *_above(name)):
            key = same_name(name.removeprefix(cut))
            if key in wanted:
                found.setdefault((cut, ""), {}).setdefault(key, set()).add(digest)
    held = _by_name(copies)
    for name in wanted:
        for put in _above(name):
            if borne := held.get(name.removeprefix(put)):
                found.setdefault(("", put), {})[name] = borne
    return found.values()


def _by_name(entries: Named) -> _Placed:
    found: _Placed = {}
    for name, digest in entries:
        found.setdefault(same_name(name), set()).add(digest)
    return found


def _above(name: str) -> Iterator[str]:
    """Give the folders above a file, each with its last slash, MOST_FOLDERS at most."""
    at = -1
    for _ in range(MOST_FOLDERS):
        at = name.find("/", at + 1)
        if at < 0:
            return
        yield name[: at + 1]
