"""Where things stand: the source X, the private X-work, the sealed X-bundle.

With several borrowers each has a case of its own: X-老周-work and X-老周-bundle.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from evidence_kit.errors import UsageError
from evidence_kit.files.names import safe_names


def work_folder(source: Path, out: Path | None = None, *, party: str | None = None) -> Path:
    """Return X-work: beside the source, or beside OUT where that lies elsewhere.

    So a source in a place that can't be written to needs no more than an OUT.
    """
    beside = _beside(source, "-work", party)
    return beside if out is None else out.resolve().with_name(beside.name)


def brief_path(source: Path, out: Path | None = None, *, party: str | None = None) -> Path:
    """Return where case.toml is: in X-work beside the source, else in the one beside OUT."""
    folders = (work_folder(source, o, party=party) for o in (None, out))
    beside, elsewhere = (folder / "case.toml" for folder in folders)
    return beside if os.path.lexists(beside) else elsewhere


def bundle_folder(source: Path, *, party: str | None = None) -> Path:
    """Return X-bundle, beside the source."""
    return _beside(source, "-bundle", party)


def refuse_other_name(
    source: Path, party: str, names: Iterable[str], out: Path | None = None
) -> None:
    """Raise UsageError "party_other_name" where a party has a case under another name already.

    Its answers would be lost in a case begun anew.
    """
    if os.path.lexists(brief_path(source, out, party=party)):
        return
    for name in names:
        path = brief_path(source, out, party=name)
        if os.path.lexists(path):
            raise UsageError("party_other_name", name=party, other=name, path=str(path))


def _beside(source: Path, suffix: str, party: str | None) -> Path:
    whole = source.resolve()
    if not whole.name:  # the root of a drive has nothing beside it
        raise UsageError("source_is_root", path=str(whole))
    return whole.with_name(whole.name + (f"-{_safe(party)}" if party else "") + suffix)


def _safe(name: str) -> str:
    """Return a name as every system can carry it in a folder's."""
    # A slash would make two folders of one; a colon is replaced on every system alike.
    one = name.strip().replace("/", ":")
    return safe_names((one,))[one]
