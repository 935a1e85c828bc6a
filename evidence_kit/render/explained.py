"""校验说明.html as it lies in a finished bundle, against the page that is written for it here."""

from __future__ import annotations

import re
from dataclasses import replace

from evidence_kit.errors import EvidenceKitError
from evidence_kit.model import Explained
from evidence_kit.render.verify_page import FILE, Packed, original_line, verify_page

MOST_BYTES = 16 << 20  # one of 10,000 originals takes 3 MB
_DIGEST = re.compile(rb"(?<![0-9a-zA-Z])[0-9a-f]{64}(?![0-9a-zA-Z])")
# A script tries itself on digests that are known to everybody; of this one it says it's ours.
_SCRIPT = re.compile(rb"<script>.*?</script>", re.DOTALL)
_MADE_FOR = re.compile(rb'"madeFor": "([0-9a-f]{64})"')


def explained(raw: bytes, packed: Packed) -> Explained:
    """Compare a page with the one for this bundle, whose originals may stand in any order."""
    said = [*_MADE_FOR.findall(raw), *_DIGEST.findall(_SCRIPT.sub(b"", raw))]
    return Explained(FILE, _is_ours(raw, packed), tuple(one.decode() for one in said))


def _is_ours(raw: bytes, packed: Packed) -> bool:
    lines = raw.decode("utf-8", "replace").split("\n")
    places = {line: at for at, line in enumerate(lines)}
    ordered = sorted(packed.originals, key=lambda one: places.get(original_line(one), 0))
    try:
        return len(raw) <= MOST_BYTES and raw == verify_page(replace(packed, originals=ordered))
    except (EvidenceKitError, ValueError, IndexError):  # a seal of another's name has no command
        return False
