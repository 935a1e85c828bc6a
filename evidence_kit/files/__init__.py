"""Folders and files: read once, digested, sniffed, named safely, written whole or not at all."""

from evidence_kit.files.clock import today
from evidence_kit.files.intake import Taken, take_in
from evidence_kit.files.observing import digests, observe
from evidence_kit.files.opened import Opened, opened
from evidence_kit.files.scanning import Entry, refuse_denied, scan
from evidence_kit.files.sniffing import HEAD, media_type_of
from evidence_kit.files.stage import Stage, staging, try_private, write_private

__all__ = [
    "HEAD",
    "Entry",
    "Opened",
    "Stage",
    "Taken",
    "digests",
    "media_type_of",
    "observe",
    "opened",
    "refuse_denied",
    "scan",
    "staging",
    "take_in",
    "today",
    "try_private",
    "write_private",
]
