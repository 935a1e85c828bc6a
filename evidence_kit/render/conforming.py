"""What a page of somebody else's PDF may draw with, to stand in an archive's file (PDF/A-2b).

Narrower than ISO 19005-2, and on purpose: what isn't plainly allowed is refused.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import pikepdf

MOST_CONTENT = 8 * 1024 * 1024  # bytes that one page's operators may unpack to

_PLAIN = ("/DeviceGray", "/DeviceRGB")
_PACKED = "/FlateDecode"
_FILTERS = (_PACKED, "/DCTDecode", "/CCITTFaxDecode")
_STATES = {"/Type", "/LW", "/LC", "/LJ", "/ML", "/D", "/SA", "/CA", "/ca", "/BM", "/AIS", "/TK"}
_STATES |= {"/SMask", "/OP", "/op", "/OPM", "/FL"}
_BLENDS = ("/Normal", "/Compatible", "/Multiply", "/Darken", "/Screen", "/Overlay", "/Lighten")
# ISO 32000-1, Annex A, without CMYK, pictures inside the content, shadings, intents and what
# readers may skip.
_OPERATORS = frozenset(
    (
        *("b", "B", "b*", "B*", "BDC", "BMC", "BT", "c", "cm", "CS", "cs", "d", "Do", "EMC", "ET"),
        *("f", "F", "f*", "G", "g", "gs", "h", "i", "j", "J", "l", "m", "M", "n", "q", "Q", "re"),
        *("RG", "rg", "s", "S", "SC", "sc", "SCN", "scn", "T*", "Tc", "Td", "TD", "Tf", "Tj"),
        *("TJ", "TL", "Tm", "Tr", "Ts", "Tw", "Tz", "v", "w", "W", "W*", "y", "'", '"'),
    )
)
_NAMED = {"Tf": "/Font", "gs": "/ExtGState", "Do": "/XObject"}
_DEEPEST_STATE = 28  # ISO 19005-2, 6.1.13
_SYMBOLIC = 4
_ENCODINGS = ("/WinAnsiEncoding", "/MacRomanEncoding")


class RefusedError(Exception):
    """The page can't be carried as it is."""


def refuse(*amiss: object) -> None:
    """Raise RefusedError where anything is amiss."""
    if any(amiss):
        raise RefusedError


def unpacked(stream: pikepdf.Object, most: int) -> bytes:
    """Return what a content stream says; RefusedError for too much, other packings, and damage."""
    refuse(not isinstance(stream, pikepdf.Stream), "/F" in stream)
    filters, raw = _filters(stream), stream.read_raw_bytes()
    refuse(filters not in ([], [_PACKED]), stream.get("/DecodeParms"), len(raw) > most)
    if not filters:
        return raw
    unpacking = zlib.decompressobj()
    found = unpacking.decompress(raw, most + 1)
    refuse(not unpacking.eof, len(found) > most)
    return found


def check_filters(stream: pikepdf.Object) -> None:
    """Raise RefusedError for a packing that the archive's files may not have."""
    refuse("/F" in stream, any(name not in _FILTERS for name in _filters(stream)))


def _filters(stream: pikepdf.Object) -> list[str]:
    held = stream.get("/Filter")
    if held is None:
        return []
    return [str(one) for one in (held.as_list() if isinstance(held, pikepdf.Array) else [held])]


# ── content ────────────────────────────────────────────────────────────────────────────


def check(opened: pikepdf.Pdf, content: bytes, resources: pikepdf.Object) -> None:
    """Raise RefusedError unless a content, and all that it draws with but its forms, is allowed."""
    depth = 0
    for one in pikepdf.parse_content_stream(pikepdf.Stream(opened, content)):
        name, operands = str(one.operator), list(one.operands)
        depth += {"q": 1, "Q": -1}.get(name, 0)
        refuse(name not in _OPERATORS, not 0 <= depth <= _DEEPEST_STATE)
        if name in _NAMED:
            refuse(str(operands[0]) not in resources.get(_NAMED[name], {}))
        if name in ("cs", "CS"):
            refuse(not _known_space(str(operands[0]), resources))
        refuse(name in ("scn", "SCN") and isinstance(operands[-1], pikepdf.Name))
    refuse(depth, resources.get("/Pattern"), resources.get("/Shading"))
    refuse(
        *("/OCGs" in one or one.get("/Type") == "/OCG" for one in _each(resources, "/Properties"))
    )
    for space in _each(resources, "/ColorSpace"):
        check_colours(space)
    for state in _each(resources, "/ExtGState"):
        _check_state(state)
    for font in _each(resources, "/Font"):
        _check_font(font)


def _each(resources: pikepdf.Object, kind: str) -> Iterator[pikepdf.Object]:
    yield from (one for _, one in resources.get(kind, pikepdf.Dictionary()).items())


def _known_space(name: str, resources: pikepdf.Object) -> bool:
    return name in _PLAIN or name in resources.get("/ColorSpace", {})


def check_colours(space: pikepdf.Object) -> None:
    """Raise RefusedError unless colours are grey or RGB, by name, by profile, or from a table."""
    if isinstance(space, pikepdf.Name):
        refuse(str(space) not in _PLAIN)
        return
    kind = str(space[0])
    refuse(kind not in ("/ICCBased", "/Indexed", "/CalRGB", "/CalGray"))
    if kind == "/Indexed":
        check_colours(space[1])
    if kind == "/ICCBased":
        refuse(int(space[1].get("/N", 0)) not in (1, 3))


def _check_state(state: pikepdf.Object) -> None:
    refuse(*(name not in _STATES for name, _ in state.items()))
    refuse(str(state.get("/SMask", "/None")) != "/None")
    refuse(str(state.get("/BM", "/Normal")) not in _BLENDS)


def check_picture(picture: pikepdf.Object, *, mask: bool = False) -> None:
    """Raise RefusedError unless a picture's packing and colours are allowed, and its masks'."""
    refuse(*(name in picture for name in ("/Alternates", "/OPI", "/OC", "/SMaskInData", "/Matte")))
    refuse(picture.get("/Interpolate", False), int(picture.get("/BitsPerComponent", 1)) > 8)
    check_filters(picture)
    if not picture.get("/ImageMask", False):
        refuse(mask and str(picture.get("/ColorSpace")) != "/DeviceGray")
        check_colours(picture["/ColorSpace"])
    for name in ("/SMask", "/Mask"):
        if isinstance(picture.get(name), pikepdf.Stream):
            refuse(mask)
            check_picture(picture[name], mask=name == "/SMask")


# ── fonts ──────────────────────────────────────────────────────────────────────────────


def _check_font(font: pikepdf.Object) -> None:
    """Raise RefusedError unless a font is embedded, and its codes lead to glyphs for sure."""
    kind = str(font.get("/Subtype"))
    if kind == "/Type0":
        refuse(str(font.get("/Encoding")) not in ("/Identity-H", "/Identity-V"))
        (inner,) = font["/DescendantFonts"].as_list()
        kind = str(inner.get("/Subtype"))
        refuse(kind not in ("/CIDFontType0", "/CIDFontType2"))
        refuse(kind == "/CIDFontType2" and "/CIDToGIDMap" not in inner)
        _check_embedded(inner, kind)
        return
    refuse(kind not in ("/TrueType", "/Type1"), "/Widths" not in font)
    _check_embedded(font, kind)
    if kind == "/TrueType":
        symbolic = int(font["/FontDescriptor"].get("/Flags", 0)) & _SYMBOLIC
        encoding = str(font.get("/Encoding")) if "/Encoding" in font else ""
        refuse(encoding if symbolic else encoding not in _ENCODINGS)


def _check_embedded(font: pikepdf.Object, kind: str) -> None:
    files = {"/CIDFontType2": ("/FontFile2",), "/TrueType": ("/FontFile2",)}
    wanted = files.get(kind, ("/FontFile", "/FontFile3"))
    refuse(not any(name in font["/FontDescriptor"] for name in wanted))
