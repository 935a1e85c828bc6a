"""The printable report of a verification: what it is about, and where it goes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from evidence_kit import files, render
from evidence_kit.errors import InputError, OutputError
from evidence_kit.files import observing
from evidence_kit.pipeline import asking

Subject = tuple[tuple[str, str], ...]  # kinds of labels, and values


def refuse(out: Path) -> None:
    """Raise OutputError before anything is checked: "paper_exists", "paper_in_bundle".

    A file inside a bundle would be one more than its manifests list.
    """
    files.refuse_denied(out)
    if out.exists() or out.is_symlink():
        raise OutputError("paper_exists", path=str(out))
    refuse_inside(out)
    if not out.absolute().parent.is_dir():
        raise OutputError("no_such_parent", path=str(out.absolute().parent))


def refuse_inside(out: Path) -> None:
    """Raise OutputError "paper_in_bundle" for a file that would lie in a bundle."""
    for above in out.resolve().parents:
        if any((above / mark).is_file() for mark in observing.MARKS):
            raise OutputError("paper_in_bundle", path=str(out))


def subject(target: Path) -> Subject:
    """Return what identifies the thing that was checked: its name and its digests."""
    return (("report.subject", target.resolve().name), *_digests(target))


def _digests(target: Path) -> Iterator[tuple[str, str]]:
    named = {
        "report.manifest": target / "manifest-sha256.txt",
        "report.whole": target / "tagmanifest-sha256.txt",
    }
    for kind, path in {"report.file": target}.items() if target.is_file() else named.items():
        with suppress(InputError):
            yield kind, asking.digested(path).sha256.hex


def write(out: Path, worded: Callable[[datetime], render.ReportText]) -> None:
    """Write the report as worded for now, whole or not at all; OutputError as `files` raises."""
    content = BytesIO()
    render.report_pdf(worded(datetime.fromtimestamp(time.time(), UTC)), content)
    files.write_private(out, content.getvalue())
