"""Saves what the engines read on every sample, so that other tests need no engine.

Run `python tests/record.py` after the samples changed; `--all` reads everything again (after
the engine changed). Recordings of screenshots that are gone are removed.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from evidence_kit import ocr, screens
from evidence_kit.errors import OcrError
from evidence_kit.model.values import Algorithm, Digest
from evidence_kit.ocr import recorded

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests" / "recorded"


def main(*, everything: bool) -> None:
    """Record each screenshot of the samples under its digest."""
    engine, second = ocr.engine("rapid"), ocr.second_reader("auto")
    if second is None:
        sys.exit(f"the second readings need tesseract: {ocr.install_tesseract()}")
    kept = set()
    for image in sorted(ROOT.glob("samples/*/screenshots/**/*")):
        if not image.is_file():
            continue
        source = Digest(Algorithm.SHA256, hashlib.sha256(image.read_bytes()).hexdigest())
        path = FOLDER / f"{source.hex}.json"
        if everything or not path.exists():
            try:
                page = engine.page(image, source)
            except OcrError as e:
                print(f"{image.relative_to(ROOT)}: {e}")
                continue
            recorded.save(page, second.reread(image, screens.wanted(page)), FOLDER)
            print(image.relative_to(ROOT), flush=True)
        kept.add(path)
    for stale in set(FOLDER.glob("*.json")) - kept:
        stale.unlink()


if __name__ == "__main__":
    main(everything="--all" in sys.argv[1:])
