"""What a member of a ZIP is called, where programs agree on it (APPNOTE 6.3.10, 4.4.4 and 4.6.9).

A name is in UTF-8 where its header says so. Otherwise nothing says what its bytes stand for but a
field beside it (0x7075, which Info-ZIP writes); some programs write UTF-8 without a word (macOS,
Info-ZIP in a plain locale), older ones the code page of their system. So a name without a word is
taken only where every such name of the archive is UTF-8: a program writes all of them alike, and
the papers of a bundle have Chinese names, which in GBK or Big5 are no UTF-8.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from evidence_kit.manifest import same_name

UTF_8, UNICODE_PATH = 0x800, 0x7075
_HEAD = struct.Struct("<BL")  # the field's version, and the CRC-32 of the name that it goes with
# What programs take the bytes for, each on its own system: China's, and that of the first PCs.
_PAGES = ("gb18030", "cp437")
_ESCAPED = re.compile(r"#[UL]([0-9a-fA-F]{4}|[0-9a-fA-F]{6})")  # by Info-ZIP, in no locale at all


def is_silent(raw: bytes, flags: int, fields: Iterable[bytes]) -> bool:
    """Say whether nothing tells how a name's bytes are to be read."""
    return not (raw.isascii() or flags & UTF_8 or any(True for _ in fields))


def name(raw: bytes, flags: int, fields: Iterable[bytes]) -> str:
    """Return a name; ValueError where a field beside it is another's, or says another name.

    `fields` are the bodies of all its fields 0x7075. UnicodeDecodeError for what is no UTF-8.
    """
    said = dict.fromkeys(_in_field(body, raw) for body in fields)
    if not said:
        return raw.decode("utf-8")
    (only, *others) = said
    if others or only not in readings(raw, flags):
        raise ValueError(only)
    return only


def readings(raw: bytes, flags: int) -> Iterator[str]:
    """Yield what programs take a name's bytes for: one for what says what it is."""
    for page in ("utf-8", *(() if flags & UTF_8 or raw.isascii() else _PAGES)):
        try:
            yield raw.decode(page)
        except UnicodeDecodeError:
            continue
    if raw.isascii() and b"#" in raw and not flags & UTF_8:
        yield _ESCAPED.sub(_unescaped, raw.decode("ascii"))


def is_chinese(raw: bytes) -> bool:
    """Say whether a name that is no UTF-8 seems to be in GBK: all of it Chinese, or plain."""
    try:
        said = raw.decode("gbk")
    except UnicodeDecodeError:
        return False
    odd = [sign for sign in said if not sign.isascii()]
    return bool(odd) and all("\u3000" <= sign <= "\u9fff" or sign >= "\uff00" for sign in odd)


def _in_field(body: bytes, raw: bytes) -> str:
    if len(body) < _HEAD.size or _HEAD.unpack_from(body) != (1, zlib.crc32(raw)):
        raise ValueError(body[:5])
    try:
        return body[_HEAD.size :].decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(body[:5]) from error


def _unescaped(sign: re.Match[str]) -> str:
    code = int(sign[1], 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else sign[0]


# ── names beside each other ────────────────────────────────────────────────────────────


def repeated(listed: Iterable[str]) -> list[str]:
    """Return the names that another's place is taken by: equal but for case or Unicode form."""
    seen: dict[str, str] = {}
    again = []
    for one in listed:
        key = _place(one)
        if key in seen:
            again.append(one)
        seen.setdefault(key, one)
    # As below: what lies in a folder comes right after it.
    places = sorted(f"{key}/" for key in seen)
    above = [place[:-1] for place, next_ in pairwise(places) if next_.startswith(place)]
    return again + sorted(seen[key] for key in above if not seen[key].endswith("/"))


def ambiguous(listed: Iterable[tuple[str, tuple[str, ...]]]) -> list[str]:
    """Return the names that another program takes for other members', by what it may read."""
    held = [(one, _place(one), {_place(other) for other in read}) for one, read in listed]
    places = {place for _, place, _ in held}
    return [one for one, own, read in held if (read - {own}) & places]


def empty(listed: Sequence[str]) -> tuple[str, ...]:
    """Return the folders, by their own entries, in which nothing lies."""
    # What lies in a folder comes right after it; to name all above each takes gigabytes.
    follow = pairwise([*sorted(listed), ""])
    bare = (one for one, after in follow if not after.startswith(one))
    return tuple(one[:-1] for one in bare if one.endswith("/"))


def _place(one: str) -> str:
    """Return what names of one place have in common: they differ in case or Unicode form alone."""
    return same_name(same_name(one.removesuffix("/")).casefold())
