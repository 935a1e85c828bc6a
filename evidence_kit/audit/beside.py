"""What lies in timestamps/ beside the seals: certificates for other people's tools, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence_kit import seal
from evidence_kit.audit import revocation
from evidence_kit.audit.each import FOLDER
from evidence_kit.audit.revoked import REVOCATION_FILE
from evidence_kit.model import Check
from evidence_kit.verify.bag import SEAL_FILE, Bag
from evidence_kit.verify.finding import failed

_CERTIFICATES = re.compile(r"(seals/[^/]+/)?timestamps/(?P<by>[a-z0-9-]+)\.pem")


def checks(bag: Bag) -> Iterator[Check]:
    """Refuse what is no part of a seal, and a certificate that none of the seals leads to.

    Whoever checks a seal with other tools is told to take the certificate that lies there.
    """
    responses = [raw for name, raw in sorted(bag.contents.items()) if name.endswith(".tsr")]
    for name in sorted(bag.names & bag.listed):  # what isn't listed is a stranger
        if match := _CERTIFICATES.fullmatch(name):
            if match["by"] != seal.LOCAL and not _leads(bag.contents.get(name, b""), responses):
                yield failed("seals", "stray_certificate_file", name=name)
        elif name.startswith("timestamps/") and not _is_known(name):
            yield failed("seals", "stray_in_timestamps", name=name)


def _is_known(name: str) -> bool:
    known = SEAL_FILE.fullmatch(name) or REVOCATION_FILE.fullmatch(name)
    return bool(known) or name.startswith(FOLDER)


def _leads(raw: bytes, responses: list[bytes]) -> bool:
    """Say whether each certificate of a file issued one in a seal."""
    try:
        held = seal.roots_in(raw)
    except ValueError:
        return False
    return all(any(revocation.led_to(one, response) for response in responses) for one in held)
