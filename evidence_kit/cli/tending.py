"""Commands about the installation: doctor, cache, style."""

from __future__ import annotations

import typer

from evidence_kit import telling
from evidence_kit.cli.options import StyleFolder
from evidence_kit.cli.program import WORDS, Command, Program, app, command, end, put
from evidence_kit.errors import Exit


@command("help.doctor")
def doctor() -> None:
    """Tell what is installed and what to install."""
    from evidence_kit.pipeline import checking

    health = checking.doctor()
    put(telling.health(health, WORDS))
    end(Exit.OK if health.usable else Exit.TOOL)


@command("help.style")
def style(folder: StyleFolder) -> None:
    """Copy the wording of the court papers into a new folder, to be changed."""
    from evidence_kit.pipeline import styling

    put(telling.styled(styling.copy(folder), WORDS))


_cache = typer.Typer(cls=Program, rich_markup_mode=None)
app.add_typer(_cache, name="cache", help=WORDS.say("help.cache"))


@_cache.command("clear", cls=Command, help=WORDS.say("help.cache_clear"))
def clear() -> None:
    """Remove every reading that was kept, and tell how much that was."""
    from evidence_kit.pipeline import checking

    put(telling.cleared(checking.clear_cache(), WORDS))
