"""What leads through the book: bookmarks and page labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from evidence_kit.render.pdf import Name, PdfFile, Ref, Value


@dataclass(slots=True)
class Mark:
    """A bookmark, the page it leads to, and those below it (closed until opened)."""

    title: str
    page: Ref
    below: list[Mark] = field(default_factory=list)


def put_outline(pdf: PdfFile, marks: Sequence[Mark]) -> Ref:
    """Write the bookmarks (ISO 32000-1, 12.3.3); the first level is open."""
    root = pdf.reserve()
    refs = _put_level(pdf, marks, root)
    return pdf.put(
        {"Type": Name("Outlines"), "First": refs[0], "Last": refs[-1], "Count": len(refs)}, root
    )


def _put_level(pdf: PdfFile, marks: Sequence[Mark], parent: Ref) -> list[Ref]:
    refs = [pdf.reserve() for _ in marks]
    for at, mark in enumerate(marks):
        item: dict[str, Value] = {
            "Title": mark.title,
            "Parent": parent,
            "Dest": [mark.page, Name("Fit")],
        }
        if at > 0:
            item["Prev"] = refs[at - 1]
        if at < len(marks) - 1:
            item["Next"] = refs[at + 1]
        if mark.below:
            below = _put_level(pdf, mark.below, refs[at])
            item |= {"First": below[0], "Last": below[-1], "Count": -len(below)}
        pdf.put(item, refs[at])
    return refs


@dataclass(frozen=True, slots=True)
class Part:
    """Pages that are numbered together: a prefix, and whether numbers follow it."""

    prefix: str
    pages: int
    numbered: bool = True


def page_labels(parts: Sequence[Part]) -> dict[str, Value]:
    """Return the page labels (ISO 32000-1, 12.4.2): each part counts from 1."""
    entries: list[Value] = []
    at = 0
    for part in parts:
        label: dict[str, Value] = {"P": part.prefix} if part.prefix else {}
        entries += [at, label | ({"S": Name("D")} if part.numbered else {})]
        at += part.pages
    return {"Nums": entries}
