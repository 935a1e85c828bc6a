"""A book without the words below its pictures: what is seen of it, as text."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf


def bare(pdf: Path) -> BytesIO:
    """Return the PDF with the text layer of every page taken out."""
    out = BytesIO()
    with pikepdf.open(pdf) as opened:
        for page in opened.pages:
            lines = page.Contents.read_bytes().split(b"\n")
            kept = [line for line in lines if not line.startswith(b"q BT 3 Tr ")]
            if kept != lines:
                page.Contents = opened.make_stream(b"\n".join(kept))
        opened.save(out)
    return out
