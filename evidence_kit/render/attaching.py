"""Files that a book carries within it, byte for byte (ISO 19005-3, 6.8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evidence_kit.model import Digest
from evidence_kit.render.pdf import Name, PdfFile, Ref, Value


@dataclass(frozen=True, slots=True)
class Attached:
    """A file to be carried: under which name, what it is, and where it lies."""

    name: str
    sha256: Digest
    media_type: str
    path: Path


def put_attached(pdf: PdfFile, files: Sequence[Attached]) -> dict[str, Value]:
    """Write the files as sources of the book; return what its catalog says of them.

    Their times are left out, which aren't the files' own. One that lies there twice is carried
    once, under both names. What reading one raises passes through.
    """
    if not files:
        return {}
    bodies: dict[Digest, Ref] = {}
    specs: list[tuple[str, Ref]] = []
    for file in sorted(files, key=lambda one: _order(one.name)):
        if file.sha256 not in bodies:
            bodies[file.sha256] = _put_body(pdf, file)
        specs.append((file.name, pdf.put(_spec(file, bodies[file.sha256]))))
    names = [part for spec in specs for part in spec]
    return {"AF": [ref for _, ref in specs], "Names": {"EmbeddedFiles": {"Names": names}}}


def _order(name: str) -> bytes:
    """Return what a name tree is sorted by: the bytes that a string is written as."""
    return name.encode() if name.isascii() else b"\xfe\xff" + name.encode("utf-16-be", "replace")


def _put_body(pdf: PdfFile, file: Attached) -> Ref:
    body = file.path.read_bytes()
    entries: dict[str, Value] = {
        "Type": Name("EmbeddedFile"),
        "Subtype": Name(file.media_type),
        "Params": {"Size": len(body)},
    }
    return pdf.put_stream(entries, body)


def _spec(file: Attached, body: Ref) -> dict[str, Value]:
    return {
        "Type": Name("Filespec"),
        "F": file.name,
        "UF": file.name,
        "AFRelationship": Name("Source"),
        "EF": {"F": body, "UF": body},
    }
