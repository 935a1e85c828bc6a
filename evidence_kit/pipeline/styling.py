"""The words of the court papers: the packaged ones, or a person's own style over them."""

from __future__ import annotations

from pathlib import Path

from evidence_kit import files
from evidence_kit.errors import OutputError
from evidence_kit.model import Brief
from evidence_kit.render.style import shipped_files, style_of
from evidence_kit.render.wording import Wording, court_wording


def wording(said: Brief, path: Path) -> Wording:
    """Return the words for this case; `path` is its case.toml, from which a style is found.

    UsageError as `style_of` where `[filing] style` names no folder that can be used.
    """
    style = said.filing.style
    return style_of(path.parent / style) if style else court_wording()


def copy(folder: Path) -> tuple[Path, ...]:
    """Copy the packaged style into a new folder, to be changed; return its files.

    Raises OutputError "style_exists" where something is there, "no_such_parent", and as
    `files.write_private`.
    """
    files.refuse_denied(folder)
    if folder.exists() or folder.is_symlink():
        raise OutputError("style_exists", path=str(folder))
    if not folder.absolute().parent.is_dir():
        raise OutputError("no_such_parent", path=str(folder.absolute().parent))
    for name, content in shipped_files().items():
        files.write_private(folder / name, content)
    return tuple(folder / name for name in shipped_files())
