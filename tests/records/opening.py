"""A PDF of the tests, opened as the pipeline opens it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from evidence_kit import records
from evidence_kit.model import Algorithm, Digest, FileRole, Records, Source


def source_of(path: Path) -> Source:
    """Return a file as intake would name it."""
    content = path.read_bytes()
    sha256 = Digest(Algorithm.SHA256, hashlib.sha256(content).hexdigest())
    sm3 = Digest(Algorithm.SM3, hashlib.sha256(b"sm3" + content).hexdigest())
    kind = "application/pdf"
    return Source(path.name, path.name, sha256, sm3, len(content), kind, FileRole.USED)


def opened(path: Path, read_image: records.ReadImage | None = None) -> records.Opened:
    """Return what becomes of a PDF."""
    return records.read(path, source_of(path), read_image=read_image)


def read(path: Path, read_image: records.ReadImage | None = None) -> Records:
    """Return the records of a PDF that can be read."""
    found = opened(path, read_image)
    assert not found.reason
    (one,) = found.records
    return one
