"""Files that a book carries within it, byte for byte (ISO 19005-3, 6.8)."""

from __future__ import annotations

from collections.abc import Container, Sequence
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
    once, under both names; a name below a folder has ／ between its parts. What reading one
    raises passes through.
    """
    if not files:
        return {}
    bodies: dict[Digest, Ref] = {}
    specs: dict[str, Ref] = {}
    for file in sorted(files, key=lambda one: one.name):
        if file.sha256 not in bodies:
            bodies[file.sha256] = _put_body(pdf, file)
        name = _plain(file.name, specs)
        specs[name] = pdf.put(_spec(file, name, bodies[file.sha256]))
    # Readers sort names otherwise where they aren't ASCII, and then miss some: so these are.
    keys = (f"{number:06}" for number in range(1, len(specs) + 1))
    names = [part for pair in zip(keys, specs.values(), strict=True) for part in pair]
    return {"AF": list(specs.values()), "Names": {"EmbeddedFiles": {"Names": names}}}


def _plain(name: str, taken: Container[str]) -> str:
    """Return a name that every reader can save a file as, in no folder, and that is free yet."""
    plain = name.replace("/", "／")
    return plain if plain not in taken else _plain(f"_{plain}", taken)


def _put_body(pdf: PdfFile, file: Attached) -> Ref:
    body = file.path.read_bytes()
    entries: dict[str, Value] = {
        "Type": Name("EmbeddedFile"),
        "Subtype": Name(file.media_type),
        "Params": {"Size": len(body)},
    }
    return pdf.put_stream(entries, body)


def _spec(file: Attached, name: str, body: Ref) -> dict[str, Value]:
    return {
        "Type": Name("Filespec"),
        "F": name,
        "UF": name,
        "Desc": file.name,
        "AFRelationship": Name("Source"),
        "EF": {"F": body, "UF": body},
    }
