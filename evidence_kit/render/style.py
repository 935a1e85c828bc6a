"""A style of one's own: a folder of wordings laid over the packaged ones, checked word by word."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from evidence_kit.errors import UsageError
from evidence_kit.model import ListColumn
from evidence_kit.render.wording import (
    FLAGS,
    PLACEHOLDER,
    STYLE,
    Wording,
    court_wording,
    shipped,
)

Paper: TypeAlias = Mapping[str, object]

# Texts that may name whatever is known of the case, also what the packaged ones don't.
_FREE = {
    ("cover", "submitter"),
    ("list", "head"),
    ("statement", "paragraphs"),
    ("book", "title"),
    ("book", "author"),
}
KNOWN = ("plaintiff", "defendant", "phone", "wechat_version", "own_nickname", "own_wechat_id")
# Lists of columns or places, in any paper: the program fills as many as there are.
_COUNTED = ("columns", "sides", "claims", "rows", "page")
_WORDED = ("titles", "sources", "proofs", "forms")
_SECTION = re.compile(r"^\s*\[([^\[\]]+)\]")
_KEY = re.compile(r'^\s*("[^"]+"|[\w-]+)\s*=')
_AT = re.compile(r"at line (\d+)")


def style_of(folder: Path) -> Wording:
    """Return the packaged wording with what this folder's files say in its place.

    What a file leaves out stays as it is. Raises UsageError: "style_missing" where there is no
    such folder or no .toml in it, "style_file" for one that is called like no paper,
    "style_encoding", "style_syntax", "style_key" for a key that no paper has, "style_value" for
    one that takes something else, "style_placeholder" for a {…} that nobody fills there.
    """
    base = court_wording()
    own = {path.name.removesuffix(".toml"): _read(path) for path in _files(folder)}
    if not own:
        raise UsageError("style_missing", path=str(folder))
    for name, (path, text, said) in own.items():
        if name not in base.papers:
            names = ", ".join(f"{known}.toml" for known in sorted(base.papers))
            raise UsageError("style_file", path=str(path), names=names)
        _Checked(name, path, text, base.papers[name]).refuse(said)
    said_of = {name: said for name, (_, _, said) in own.items()}
    return Wording(
        {name: _over(paper, said_of.get(name, {})) for name, paper in base.papers.items()}
    )


def shipped_files() -> dict[str, bytes]:
    """Return the files of the packaged style, to be copied and changed."""
    found = {entry.name: entry.read_bytes() for entry in shipped(STYLE).iterdir()}
    return {name: found[name] for name in sorted(found) if name.endswith(".toml")}


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix.lower() == ".toml")
    except OSError as error:
        raise UsageError("style_missing", path=str(folder)) from error


def _read(path: Path) -> tuple[Path, str, Paper]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return path, text, tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise UsageError("style_encoding", path=str(path)) from error
    except tomllib.TOMLDecodeError as error:
        found = _AT.search(str(error))
        # A text that ends too early has its fault on its last line.
        line = found[1] if found else str(len(text.splitlines()))
        raise UsageError("style_syntax", path=str(path), line=line) from error
    except OSError as error:
        raise UsageError("style_missing", path=str(path)) from error


def _over(base: Paper, said: Paper) -> Paper:
    """Return a paper with what is said in its place, table by table."""
    return {**base, **{key: _laid(base.get(key), value) for key, value in said.items()}}


def _laid(under: object, value: object) -> object:
    if isinstance(under, Mapping) and isinstance(value, Mapping):
        return _over(under, value)
    return value


@dataclass(frozen=True, slots=True)
class _Checked:
    """One file of a style, held against the packaged one of its name."""

    paper: str
    path: Path
    text: str
    base: Paper

    def refuse(self, said: Paper) -> None:
        """Raise UsageError for the first thing that the program couldn't use."""
        for key, value in _flat(said, ""):
            known = self._known(key)
            if known is None:
                raise self._fault("style_key", key)
            if value == known:
                continue
            if not _fits(value, known, choice=key.startswith(_WORDED)) or not self._counts(
                key, value, known
            ):
                raise self._fault("style_value", key)
            strange = sorted(_wanted(value) - self._allowed(key))
            if strange:
                allowed = " ".join(f"{{{name}}}" for name in sorted(self._allowed(key)))
                raise self._fault("style_placeholder", key, name=strange[0], allowed=allowed or "—")

    def _known(self, key: str) -> object:
        """Return what the packaged file has there; a wording for a flag is that of its kind."""
        found = _at(self.base, key)
        return found if found is not None else _at(self.base, self._plain(key))

    def _plain(self, key: str) -> str:
        """Return the key of the kind that a flagged key words: proofs.lent of lent_neutral."""
        head = key
        while head.startswith(_WORDED) and head.rpartition("_")[2] in FLAGS:
            head = head.rpartition("_")[0]
        return head

    def _allowed(self, key: str) -> set[str]:
        found = set(KNOWN) if (self.paper, key) in _FREE else set()
        kind = self._plain(key)
        alike = (value for name, value in _flat(self.base, "") if self._plain(name) == kind)
        return found.union(*map(_wanted, alike))

    def _counts(self, key: str, value: object, known: object) -> bool:
        """Say whether a list has as many items as the program fills, and names real columns."""
        if (self.paper, key) == ("list", "columns"):
            names = {one.value for one in ListColumn if one is not ListColumn.GROUP}
            return isinstance(value, list) and names >= set(value) and len(set(value)) == len(value)
        if not isinstance(known, list) or key.rpartition(".")[2] not in _COUNTED:
            return True
        return isinstance(value, list) and len(value) == len(known)

    def _fault(self, kind: str, key: str, **args: str) -> UsageError:
        return UsageError(kind, path=str(self.path), key=key, line=str(self._line(key)), **args)

    def _line(self, key: str) -> int:
        """Return where a key stands, else where its table begins, else the first line."""
        section, at = "", dict[str, int]()
        for number, line in enumerate(self.text.splitlines(), start=1):
            if found := _SECTION.match(line):
                section = found[1].strip() + "."
                at.setdefault(section[:-1], number)
            elif found := _KEY.match(line):
                at.setdefault(section + found[1].strip('"'), number)
        return at.get(key) or at.get(key.rpartition(".")[0]) or 1


def _flat(said: Paper, above: str) -> Iterator[tuple[str, object]]:
    for key, value in said.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def _at(paper: Paper, key: str) -> object:
    found: object = paper
    for part in key.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _fits(value: object, known: object, *, choice: bool) -> bool:
    """Say whether a value is a text, or texts, as the packaged one is; a choice may be of one."""
    one = isinstance(value, str) and (choice or isinstance(known, str))
    texts = [value] if one else value
    if not isinstance(texts, list) or not texts or isinstance(known, Mapping):
        return False
    return all(isinstance(text, str) and bool(text.strip()) for text in texts)


def _wanted(value: object) -> set[str]:
    texts = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return {name for text in texts if isinstance(text, str) for name in PLACEHOLDER.findall(text)}
