"""A program called tesseract that fails as a real one does; BEHAVIOURS name the ways.

`install` puts it into a folder to be searched first; run, it answers like tesseract's command.
"""

from __future__ import annotations

import os
import struct
import sys
import time
from pathlib import Path

BEHAVIOURS = ("silent", "garbled", "dumb", "short", "slow", "crashing", "no_chi_sim")
COLUMNS = (
    *("level", "page_num", "block_num", "par_num", "line_num", "word_num"),
    *("left", "top", "width", "height", "conf", "text"),
)


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
        # As one that stops amid its pages, yet ends well.
        pages = _pages(Path(arguments[0])) - (behaviour == "short")
        _answer(Path(f"{arguments[1]}.tsv"), pages, garbled=behaviour == "garbled")


def _pages(path: Path) -> int:
    """Count the pages of a TIFF by the chain of their directories."""
    held = path.read_bytes()
    order = {b"II": "<", b"MM": ">"}[held[:2]]
    count, (at,) = 0, struct.unpack_from(f"{order}I", held, 4)
    while at:
        (entries,) = struct.unpack_from(f"{order}H", held, at)
        count, (at,) = count + 1, struct.unpack_from(f"{order}I", held, at + 2 + 12 * entries)
    return count


def _answer(path: Path, pages: int, *, garbled: bool) -> None:
    rows = ["\t".join(COLUMNS)]
    for page in range(1, pages + 1):
        # The page itself, which tesseract tells of even where it reads nothing.
        rows.append("\t".join(map(str, (1, page, 0, 0, 0, 0, 0, 0, 640, 480, -1, ""))))
        if garbled:
            said = "7§39.l8" if page % 2 else "739.18"
            rows.append("\t".join(map(str, (5, page, 1, 1, 1, 1, 30, 30, 200, 44, 96.5, said))))
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
