"""Typefaces: which font draws a character, how wide it is, and the subset that is embedded.

A glyph's code in the PDF is what its own font calls it (a CID in CFF, a glyph number in TrueType),
so a page can be written before anyone knows which glyphs the book will need.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from types import SimpleNamespace

import uharfbuzz as hb
from fontTools.cffLib import CFFFontSet

from evidence_kit.render.pdf import Name, PdfFile, Ref, Value

EM = 1000
SYMBOLIC = 4
STEM = 80  # a middling stem: only a viewer that substitutes fonts looks at it
_KEPT_TABLES = {"glyf", "loca", "head", "hhea", "hmtx", "maxp", "CFF "}


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph: its code, its number in the font file, its width in thousandths of the size."""

    code: int
    number: int
    width: float


@dataclass(frozen=True, slots=True)
class FontFile:
    """An opened font: TrueType, or OpenType with CID-keyed CFF outlines and CIDs by glyph."""

    face: hb.Face
    font: hb.Font
    cids: tuple[int, ...]


@cache
def open_font(package: str, name: str) -> FontFile:
    """Open a font that the installation brings; none is ever asked of the machine."""
    face = hb.Face(hb.Blob(files(package).joinpath(name).read_bytes()))
    return FontFile(face, hb.Font(face), _cids(face))


class Face:
    """A font in one book, and which of its glyphs the book draws."""

    def __init__(self, opened: FontFile) -> None:
        """Take an opened font; nothing is drawn yet."""
        self._face, self._font, self._cids = opened.face, opened.font, opened.cids
        self.name: str = self._face.get_name(6)
        self.used: dict[Glyph, str] = {}

    def glyph(self, character: str) -> Glyph | None:
        """Return the character's glyph, None where the font lacks it."""
        found = self._font.get_nominal_glyph(ord(character))
        if not found:
            return None
        width = self._font.get_glyph_h_advance(found) * EM / self._face.upem
        return Glyph(self._cids[found] if self._cids else found, found, width)

    def use(self, glyph: Glyph, text: str) -> None:
        """Note that the glyph is drawn, and for which text."""
        self.used.setdefault(glyph, text)

    def embed(self, pdf: PdfFile, ref: Ref) -> None:
        """Write the used glyphs as a Type 0 font (ISO 32000-1, 9.7) under `ref`."""
        subset, is_cff = self._subset(), bool(self._cids)
        name = Name(f"{self._tag()}+{self.name}")
        program = _put_cff(pdf, subset) if is_cff else _put_truetype(pdf, subset)
        descendant: dict[str, Value] = {
            "Type": Name("Font"),
            "Subtype": Name("CIDFontType0" if is_cff else "CIDFontType2"),
            "BaseFont": name,
            "CIDSystemInfo": {"Registry": "Adobe", "Ordering": "Identity", "Supplement": 0},
            "FontDescriptor": pdf.put({**self._descriptor(name), **program}),
            "DW": EM,
            "W": self._widths(),
            **({} if is_cff else {"CIDToGIDMap": Name("Identity")}),
        }
        font: dict[str, Value] = {
            "Type": Name("Font"),
            "Subtype": Name("Type0"),
            "BaseFont": Name(f"{name}-Identity-H") if is_cff else name,
            "Encoding": Name("Identity-H"),
            "DescendantFonts": [pdf.put(descendant)],
            "ToUnicode": pdf.put_packed({}, to_unicode({g.code: t for g, t in self.used.items()})),
        }
        pdf.put(font, ref)

    def _subset(self) -> hb.Face:
        wanted = hb.SubsetInput()
        wanted.pin_all_axes_to_default(self._face)
        for glyph in self.used:
            wanted.glyph_set.add(glyph.number)
        for tag in set(self._face.table_tags) - _KEPT_TABLES:
            wanted.drop_table_tag_set.add(int.from_bytes(tag.encode("ascii"), "big"))
        kept = hb.SubsetFlags.DESUBROUTINIZE if self._cids else hb.SubsetFlags.RETAIN_GIDS
        wanted.flags = kept
        return hb.subset(self._face, wanted)

    def _widths(self) -> list[Value]:
        glyphs = sorted(self.used, key=lambda glyph: glyph.code)
        return [item for glyph in glyphs for item in (glyph.code, [glyph.width])]

    def _tag(self) -> str:
        """Six capitals that name the subset (ISO 32000-1, 9.6.4): from its glyphs, not chance."""
        codes = sorted(glyph.code for glyph in self.used)
        digest = hashlib.sha256(repr(codes).encode("ascii")).digest()
        return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])

    def _descriptor(self, name: Name) -> dict[str, Value]:
        head = self._face.reference_table("head").data
        extents = self._font.get_font_extents("ltr")
        scale = EM / self._face.upem
        box = [int.from_bytes(head[at : at + 2], "big", signed=True) for at in range(36, 44, 2)]
        return {
            "Type": Name("FontDescriptor"),
            "FontName": name,
            "Flags": SYMBOLIC,
            "FontBBox": [side * scale for side in box],
            "ItalicAngle": 0,
            "Ascent": extents.ascender * scale,
            "Descent": extents.descender * scale,
            "CapHeight": EM * 0.73,
            "StemV": STEM,
        }


def _put_cff(pdf: PdfFile, subset: hb.Face) -> dict[str, Value]:
    """Embed a bare CFF program as plain as can be: readers have stumbled over packed ones.

    So it has no subroutines, and names the font dictionary of each glyph one by one.
    """
    fonts = CFFFontSet()
    fonts.decompile(BytesIO(subset.reference_table("CFF ").data), None)
    fonts.topDictIndex[0].FDSelect.format = 0
    program = BytesIO()
    fonts.compile(program, SimpleNamespace(recalcBBoxes=False), isCFF2=False)
    return {"FontFile3": pdf.put_packed({"Subtype": Name("CIDFontType0C")}, program.getvalue())}


def _put_truetype(pdf: PdfFile, subset: hb.Face) -> dict[str, Value]:
    program = subset.blob.data
    return {"FontFile2": pdf.put_packed({"Length1": len(program)}, program)}


def _cids(face: hb.Face) -> tuple[int, ...]:
    """Return a CID-keyed font's CIDs by glyph number; nothing for TrueType."""
    if "CFF " not in face.table_tags:
        return ()
    fonts = CFFFontSet()
    fonts.decompile(BytesIO(face.reference_table("CFF ").data), None)
    names = fonts.topDictIndex[0].charset
    return (0, *(int(name.removeprefix("cid")) for name in names[1:]))


def to_unicode(used: Mapping[int, str]) -> bytes:
    """Map codes back to text, beyond the Basic Multilingual Plane too (ISO 32000-1, 9.10.3)."""
    pairs = sorted(f"<{code:04X}> <{_utf16(text)}>" for code, text in used.items())
    blocks = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for block in blocks:
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode("ascii")


def _utf16(text: str) -> str:
    return text.encode("utf-16-be", "replace").hex().upper()


@dataclass(frozen=True, slots=True)
class Piece:
    """What draws one character: glyphs of one face with their texts.

    `missing` is the character itself where no face has it and it is spelled out.
    """

    face: Face
    glyphs: tuple[Glyph, ...]
    texts: tuple[str, ...]
    missing: str | None = None

    @property
    def width(self) -> float:
        """In thousandths of the size."""
        return sum(glyph.width for glyph in self.glyphs)


class Typeface:
    """Faces asked one after another; what none has is spelled 〔U+20BB7〕, never left blank."""

    def __init__(self, faces: Sequence[Face]) -> None:
        """Take the faces, the preferred one first; it must have 〔〕+ and ASCII."""
        self._faces = tuple(faces)
        self._spelled: dict[str, Piece | None] = {}
        self._widths = _Widths(self)

    def spell(self, text: str) -> Iterator[Piece]:
        """Return what draws the text, character by character; invisible ones draw nothing."""
        for character in text:
            if character not in self._spelled:
                self._spelled[character] = self._piece(character)
            piece = self._spelled[character]
            if piece is not None:
                yield piece

    def width(self, text: str) -> float:
        """Return the text's width at size 1."""
        return sum(map(self._widths.__getitem__, text)) / EM

    def _piece(self, character: str) -> Piece | None:
        if _invisible(character):
            return None
        for face in self._faces:
            glyph = face.glyph(character)
            if glyph is not None:
                return Piece(face, (glyph,), (character,))
        if unicodedata.category(character) in ("Cc", "Zs", "Zl", "Zp"):
            return self._piece(" ")
        return self._spelled_out(character)

    def _spelled_out(self, character: str) -> Piece:
        face, texts = self._faces[0], tuple(f"〔U+{ord(character):04X}〕")
        glyphs = tuple(glyph for text in texts if (glyph := face.glyph(text)))
        return Piece(face, glyphs, texts, character)


class _Widths(dict[str, float]):
    """How wide characters are, in thousandths of the size: each is looked up once."""

    def __init__(self, face: Typeface) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, character: str) -> float:
        self[character] = sum(piece.width for piece in self._face.spell(character))
        return self[character]


def _invisible(character: str) -> bool:
    """Joiners, variation selectors and skin tones only change how a neighbour is drawn."""
    code = ord(character)
    return (
        unicodedata.category(character) == "Cf"
        or 0xFE00 <= code <= 0xFE0F
        or 0xE0100 <= code <= 0xE01EF
        or 0x1F3FB <= code <= 0x1F3FF
    )


@dataclass(frozen=True, slots=True)
class Faces:
    """The two typefaces of a filing, and the fonts behind them by the name pages call them."""

    song: Typeface  # 宋体, for what is read
    hei: Typeface  # 黑体, for headings and small print
    fonts: Mapping[str, Face]


def open_faces() -> Faces:
    """Return the typefaces for a new book."""
    serif = Face(open_font("pylopdf_fonts_zh_cn", "NotoSerifSC-Regular.otf"))
    sans = Face(open_font("pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"))
    emoji = Face(open_font("manimgx_fonts", "NotoEmoji[wght].ttf"))
    fonts = {"S": serif, "H": sans, "E": emoji}
    return Faces(Typeface((serif, sans, emoji)), Typeface((sans, serif, emoji)), fonts)


def drawn(pieces: Sequence[Piece]) -> bytes:
    """Return the pieces' codes as a string to show (two bytes a glyph)."""
    codes = (glyph.code for piece in pieces for glyph in piece.glyphs)
    return b"".join(code.to_bytes(2, "big") for code in codes)
