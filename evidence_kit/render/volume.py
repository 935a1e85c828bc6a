"""A PDF of sheets: its pages in order, the fonts they draw with, and what ties them together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import BinaryIO

from evidence_kit.render.archive import LANGUAGE, About, put_output_intent
from evidence_kit.render.faces import Faces
from evidence_kit.render.outline import Mark, Part, page_labels, put_outline
from evidence_kit.render.pdf import Name, PdfFile, Ref, Value
from evidence_kit.render.sheet import MissingGlyph, Sheet

_NOTHING: Mapping[str, Value] = MappingProxyType({})
_NO_FONTS: Mapping[str, Ref] = MappingProxyType({})


class Volume:
    """One file in the making: sheets are bound one by one, then it is closed."""

    def __init__(self, out: BinaryIO, faces: Faces) -> None:
        """Begin a file on a binary stream; its sheets draw with these typefaces."""
        self.pdf = PdfFile(out)
        self._faces = faces
        self._tree, self._fonts = self.pdf.reserve(), self.pdf.reserve()
        self._leaves: list[Ref] = []
        self._missing: dict[MissingGlyph, None] = {}

    @property
    def missing(self) -> tuple[MissingGlyph, ...]:
        """What no font could draw on the sheets so far, each once."""
        return tuple(self._missing)

    def bind(self, sheet: Sheet, ref: Ref | None = None) -> Ref:
        """Write a sheet as the next page, under a reserved reference if given; return it."""
        ref = ref or self.pdf.reserve()
        sheet.write(self.pdf, ref=ref, parent=self._tree, fonts=self._fonts)
        self._leaves.append(ref)
        self._missing |= dict.fromkeys(sheet.missing)
        return ref

    def led(self, marks: Sequence[Mark], parts: Sequence[Part]) -> dict[str, Value]:
        """Return what leads through the file: bookmarks, labels, the first page at full size."""
        return {
            "PageLabels": page_labels(parts),
            "PageMode": Name("UseOutlines"),
            "Outlines": put_outline(self.pdf, marks),
            "OpenAction": [self._leaves[0], Name("XYZ"), None, None, 1],
        }

    def close(
        self,
        about: About,
        entries: Mapping[str, Value] = _NOTHING,
        *,
        fonts: Mapping[str, Ref] = _NO_FONTS,
    ) -> None:
        """Write fonts, page tree and catalogue, with more `entries`; `fonts` are further ones."""
        pdf, leaves = self.pdf, self._leaves
        used = {name: face for name, face in self._faces.fonts.items() if face.used}
        names = {name: pdf.reserve() for name in used}
        for name, ref in names.items():
            used[name].embed(pdf, ref)
        pdf.put({**names, **fonts}, self._fonts)
        pdf.put({"Type": Name("Pages"), "Kids": leaves, "Count": len(leaves)}, self._tree)
        root = pdf.put(
            {
                "Type": Name("Catalog"),
                "Pages": self._tree,
                "Lang": LANGUAGE,
                "ViewerPreferences": {"DisplayDocTitle": True},
                "Metadata": about.put_metadata(pdf),
                "OutputIntents": [put_output_intent(pdf)],
                **entries,
            }
        )
        pdf.close(root=root, about=about.put(pdf))
