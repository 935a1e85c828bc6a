"""The fonts that a page is drawn with whose own aren't in its file: ours, on every machine alike.

Without them Chinese text is drawn with whatever a machine has, or, where it has nothing, not at
all.
"""

from __future__ import annotations

import ctypes
from functools import cache
from importlib.resources import files
from typing import Any

from pypdfium2 import raw

_SONG, _HEI = 1, 2  # what the two are called between PDFium and here; 0 is none
_FILES = {_SONG: "NotoSerifSC-Regular.otf", _HEI: "NotoSansSC-Regular.otf"}
_EAST_ASIAN = (
    raw.FXFONT_GB2312_CHARSET,
    raw.FXFONT_CHINESEBIG5_CHARSET,
    raw.FXFONT_SHIFTJIS_CHARSET,
    raw.FXFONT_HANGEUL_CHARSET,
)
_UPRIGHT = (b"Hei", b"Gothic", b"YaHei", b"Sans", b"\xba\xda\xcc\xe5")  # 黑体 in GBK


@cache
def use() -> None:
    """Have every PDF drawn with our fonts where it needs a font of the machine's.

    Once for the process, after PDFium is up. Latin text has PDFium's own fonts.
    """
    raw.FPDF_SetSystemFontInfo(ctypes.byref(_INFO))


@cache
def _font(number: int) -> bytes:
    return files("pylopdf_fonts_zh_cn").joinpath(_FILES[number]).read_bytes()


def _table(font: bytes, tag: int) -> bytes:
    """Return a table of an OpenType font by its tag; the whole font for none."""
    if tag == 0:
        return font
    count = int.from_bytes(font[4:6], "big")
    for at in range(12, 12 + 16 * count, 16):
        if int.from_bytes(font[at : at + 4], "big") == tag:
            start, size = (int.from_bytes(font[at + i : at + i + 4], "big") for i in (8, 12))
            return font[start : start + size]
    return b""


def _map(_: Any, weight: int, italic: int, charset: int, pitch: int, name: Any, exact: Any) -> int:
    """Return the font for a name and a character set, 0 where PDFium has its own."""
    del weight, italic, pitch, exact
    if charset not in _EAST_ASIAN:
        return 0
    named = ctypes.string_at(name) if name else b""
    return _HEI if any(word in named for word in _UPRIGHT) else _SONG


def _data(_: Any, font: int | None, tag: int, buffer: Any, size: int) -> int:
    """Copy a table where it fits, and return how large it is."""
    found = _table(_font(font), tag) if font else b""
    if buffer and len(found) <= size:
        ctypes.memmove(buffer, found, len(found))
    return len(found)


def _named(_: Any, font: int | None, buffer: Any, size: int) -> int:
    name = b"Noto\0" if font else b""
    if buffer and len(name) <= size:
        ctypes.memmove(buffer, name, len(name))
    return len(name)


def _info() -> raw.FPDF_SYSFONTINFO:
    fields = dict(raw.FPDF_SYSFONTINFO._fields_)
    calls = {
        "Release": lambda _: None,
        "EnumFonts": lambda _, __: None,
        "MapFont": _map,
        "GetFont": lambda _, __: 0,
        "GetFontData": _data,
        "GetFaceName": _named,
        "GetFontCharset": lambda _, font: raw.FXFONT_GB2312_CHARSET if font else 0,
        "DeleteFont": lambda _, __: None,
    }
    return raw.FPDF_SYSFONTINFO(version=1, **{name: fields[name](c) for name, c in calls.items()})


_INFO = _info()  # PDFium keeps a pointer to it
