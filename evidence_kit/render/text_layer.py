"""The words of a picture, invisible on their ink, so that a book can be searched and copied from.

Their font has no glyph that draws anything: each sign has the breadth of its kind, each line is
stretched to the breadth of its ink.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from io import BytesIO

from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph

from evidence_kit.model import Digest, PageText
from evidence_kit.render.faces import EM, SYMBOLIC, to_unicode
from evidence_kit.render.pdf import Name, PdfFile, Ref, Value, number
from evidence_kit.render.sheet import Rect, Sheet

NAME = "L"  # of the font, on every page
_FONT = "Glyphless"
# Latin signs take half an em and have the codes from 1, Chinese ones a whole one and those after.
_NARROW, _WIDE = 1, 0x4000
_MOST = 0xFFFF
# A line's box hugs its ink: this much of it lies below the baseline.
_BELOW = 0.12


class TextLayer:
    """The words that lie below a book's pictures, and the one font that they are set in."""

    def __init__(self, texts: Mapping[Digest, PageText]) -> None:
        """Take what may be found on each picture: already without what isn't sure."""
        self._texts = texts
        self._codes: dict[str, int] = {}
        self._next = [_NARROW, _WIDE]

    @property
    def used(self) -> bool:
        """Whether any word was laid down."""
        return bool(self._codes)

    def lay(
        self, sheet: Sheet, picture: Digest, shown: Rect, rows: tuple[int, int] | None = None
    ) -> None:
        """Set a picture's words on a sheet that shows it upright in a rectangle.

        `rows` are those of its pixels that are shown there, all where it is None; a line stands
        there if most of it is shown.
        """
        page = self._texts.get(picture)
        if page is None:
            return
        top, bottom = rows or (0, page.height)
        across, down = shown.width / page.width, shown.height / (bottom - top)
        for line in page.lines:
            box = line.box._replace(y0=max(line.box.y0, top), y1=min(line.box.y1, bottom))
            if 2 * box.height >= line.box.height:
                x, y = shown.x + box.x0 * across, shown.y + (bottom - box.y1) * down
                self._set(sheet, line.text, Rect(x, y, box.width * across, box.height * down))

    def _set(self, sheet: Sheet, text: str, on: Rect) -> None:
        """Set one line so that it fills a rectangle."""
        signs = [(code, sign) for sign in text if (code := self._code(sign))]
        ems = sum(1.0 if code >= _WIDE else 0.5 for code, _ in signs)
        if signs:
            size, codes = on.height, "".join(f"{code:04x}" for code, _ in signs)
            stretched = number(100 * on.width / (ems * size))
            place = f"1 0 0 1 {number(on.x)} {number(on.y + _BELOW * size)}"
            sheet.unseen.append(f"/{NAME} {number(size)} Tf {stretched} Tz {place} Tm <{codes}> Tj")

    def _code(self, sign: str) -> int:
        """Return the code of a sign, 0 for what is none and what there is no room for."""
        if unicodedata.category(sign) in ("Cc", "Cf", "Cn", "Cs"):
            return 0
        if sign not in self._codes:
            wide = unicodedata.east_asian_width(sign) in "WFA"
            if self._next[wide] > (_MOST if wide else _WIDE - 1):
                return 0
            self._codes[sign] = self._next[wide]
            self._next[wide] += 1
        return self._codes[sign]

    def embed(self, pdf: PdfFile, ref: Ref) -> None:
        """Write the font as a Type 0 font (ISO 32000-1, 9.7) under `ref`."""
        program = _program()
        descendant: dict[str, Value] = {
            "Type": Name("Font"),
            "Subtype": Name("CIDFontType2"),
            "BaseFont": Name(_FONT),
            "CIDSystemInfo": {"Registry": "Adobe", "Ordering": "Identity", "Supplement": 0},
            "FontDescriptor": pdf.put(_descriptor(pdf, program)),
            "DW": EM,
            "W": [0, _WIDE - 1, EM // 2],
            "CIDToGIDMap": pdf.put_packed({}, self._glyphs()),
        }
        font: dict[str, Value] = {
            "Type": Name("Font"),
            "Subtype": Name("Type0"),
            "BaseFont": Name(_FONT),
            "Encoding": Name("Identity-H"),
            "DescendantFonts": [pdf.put(descendant)],
            "ToUnicode": pdf.put_packed({}, to_unicode({c: s for s, c in self._codes.items()})),
        }
        pdf.put(font, ref)

    def _glyphs(self) -> bytes:
        """Return which glyph each code is drawn with; PDF/A has none of them be glyph 0."""
        return b"\0\0" + b"\0\1" * (_WIDE - 1) + b"\0\2" * (self._next[1] - _WIDE)


def _descriptor(pdf: PdfFile, program: bytes) -> dict[str, Value]:
    below = int(_BELOW * EM)
    return {
        "Type": Name("FontDescriptor"),
        "FontName": Name(_FONT),
        "Flags": SYMBOLIC,
        "FontBBox": [0, -below, EM, EM - below],
        "ItalicAngle": 0,
        "Ascent": EM - below,
        "Descent": -below,
        "CapHeight": EM - below,
        "StemV": 0,
        "FontFile2": pdf.put_packed({"Length1": len(program)}, program),
    }


def _program() -> bytes:
    """Return a TrueType font of three empty glyphs: none, half an em, a whole one."""
    names = [".notdef", "narrow", "wide"]
    made = FontBuilder(EM, isTTF=True)
    made.font.recalcTimestamp = False
    made.updateHead(created=0, modified=0)
    made.setupGlyphOrder(names)
    made.setupCharacterMap({})
    made.setupGlyf({name: Glyph() for name in names})
    breadths = dict(zip(names, (EM // 2, EM // 2, EM), strict=True))
    made.setupHorizontalMetrics({name: (breadth, 0) for name, breadth in breadths.items()})
    below = int(_BELOW * EM)
    made.setupHorizontalHeader(ascent=EM - below, descent=-below)
    made.setupMaxp()
    written = BytesIO()
    made.save(written)
    return written.getvalue()
