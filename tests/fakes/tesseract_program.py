"""A program called tesseract that fails as a real one does: silent, garbled, slow, crashing, dumb.

`install` puts it into a folder to be searched first; run, it answers like tesseract's command.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

BEHAVIOURS = ("silent", "garbled", "dumb", "slow", "crashing", "no_chi_sim")
COLUMNS = (
    *("level", "page_num", "block_num", "par_num", "line_num", "word_num"),
    *("left", "top", "width", "height", "conf", "text"),
)
# Rows of a montage, so that each crop has something read on it: see ocr/montage.py.
ROWS, PITCH, MARGIN, HEIGHT = 60, 74, 30, 44


def install(folder: Path, behaviour: str) -> str:
    """Write the command into `folder` and return a PATH on which it is found first."""
    call = f'"{sys.executable}" -I "{Path(__file__).resolve()}" {behaviour}'
    if sys.platform == "win32":
        (folder / "tesseract.bat").write_text(f"@{call} %*\r\n", encoding="utf-8")
    else:
        program = folder / "tesseract"
        program.write_text(f'#!/bin/sh\nexec {call} "$@"\n', encoding="utf-8")
        program.chmod(0o755)
    return os.pathsep.join([str(folder), os.environ.get("PATH", "")])


def main(behaviour: str, arguments: list[str]) -> None:
    """Answer one call."""
    if "--version" in arguments:
        print("tesseract 5.3.4\n leptonica-1.83.1")
    elif "--list-langs" in arguments:
        languages = ["eng"] if behaviour == "no_chi_sim" else ["chi_sim", "eng"]
        print("\n".join(["List of available languages (2):", *languages]))
    elif behaviour == "crashing":
        os.abort()
    elif behaviour == "dumb":
        Path(f"{arguments[1]}.tsv").touch()
    elif behaviour == "slow":
        time.sleep(60)
    else:
        _answer(Path(f"{arguments[1]}.tsv"), garbled=behaviour == "garbled")


def _answer(path: Path, *, garbled: bool) -> None:
    # The page itself, which tesseract tells of even where it reads nothing.
    page = (1, 1, 0, 0, 0, 0, 0, 0, 640, 480, -1, "")
    rows = ["\t".join(COLUMNS), "\t".join(map(str, page))]
    for row in range(ROWS if garbled else 0):
        box = (MARGIN, MARGIN + PITCH * row, 200, HEIGHT)
        cells = (5, 1, row + 1, 1, 1, 1, *box, 96.5, "7§39.l8" if row % 2 else "739.18")
        rows.append("\t".join(map(str, cells)))
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
