"""A PDF written to where there is no room: the fault comes back, and the process goes on."""

from __future__ import annotations

import errno
import subprocess
import sys

import pytest

# A process of its own: what this is about ended the whole process.
WRITING = """
import io
from evidence_kit.render.pdf import Name, PdfFile

class Full(io.RawIOBase):
    left = {room}
    def writable(self): return True
    def seekable(self): return True
    def write(self, part):
        self.left -= len(part)
        if self.left < 0:
            raise {fault}
        return len(part)

pdf = PdfFile({out})
page = pdf.reserve()
leaves = pdf.put({{"Type": Name("Pages"), "Kids": [page], "Count": 1}})
pdf.put({{"Type": Name("Page"), "Parent": leaves}}, page)
held = [pdf.put_stream({{}}, bytes(10_000)) for _ in range(30)]
root = pdf.put({{"Type": Name("Catalog"), "Pages": leaves, "Held": held}})
try:
    pdf.close(root=root, about=pdf.put({{}}))
except BaseException as fault:
    print(type(fault).__name__, *fault.args[:1])
"""


@pytest.mark.parametrize(
    ("room", "out", "fault", "told"),
    [
        (100, "Full()", f"OSError({errno.ENOSPC}, 'full')", f"OSError {errno.ENOSPC}"),
        (0, "io.BufferedWriter(Full())", f"OSError({errno.EFBIG}, '')", f"OSError {errno.EFBIG}"),
        (150_000, "io.BufferedWriter(Full())", "KeyboardInterrupt", "KeyboardInterrupt"),
    ],
)
def test_what_writing_raises_comes_back(room: int, out: str, fault: str, told: str) -> None:
    """Failure: qpdf ended the process over a full disk, and what was half made stayed."""
    code = WRITING.format(room=room, fault=fault, out=out)
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.stdout.strip() == told, ended.stderr
