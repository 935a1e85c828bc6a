"""PDF/A as an outside validator judges it."""

from __future__ import annotations

from pathlib import Path

import page
import pikepdf

# Bookmarks are chained: the validator follows them one from another.
_LIMITS = page.SafetyLimits(max_reference_depth=2000)
_LENGTH = "PDFA{}-STREAM-LENGTH-001"


def faults(pdf: Path, profile: str = "2b") -> list[str]:
    """Return the rules of a profile of PDF/A that a file breaks, none for a clean one.

    The validator takes a stream's own last byte for its line end where that byte is a carriage
    return, and then finds the stream a byte short: that one false alarm is dropped, and only
    for a file that has such a stream.
    """
    found = [
        failure.rule_id
        for failure in page.validate_pdf(str(pdf), profile=profile, limits=_LIMITS).failures
    ]
    false = _LENGTH.format(profile.upper())
    return [rule for rule in found if rule != false or not _ends_in_return(pdf)]


def _ends_in_return(pdf: Path) -> bool:
    with pikepdf.open(pdf) as opened:
        streams = [each for each in opened.objects if isinstance(each, pikepdf.Stream)]
        return any(stream.read_raw_bytes().endswith(b"\r") for stream in streams)
