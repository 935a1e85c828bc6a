"""Commands about the installation: doctor, cache."""

from __future__ import annotations

import typer

from evidence_kit import telling
from evidence_kit.cli.program import WORDS, Command, Program, app, command, end, put
from evidence_kit.errors import Exit


@command("help.doctor")
def doctor() -> None:
    """Tell what is installed and what to install."""
    from evidence_kit.pipeline import checking

    health = checking.doctor()
    put(telling.health(health, WORDS))
    end(Exit.OK if health.usable else Exit.TOOL)


_cache = typer.Typer(cls=Program, rich_markup_mode=None)
app.add_typer(_cache, name="cache", help=WORDS.say("help.cache"))


@_cache.command("clear", cls=Command, help=WORDS.say("help.cache_clear"))
def clear() -> None:
    """Remove every reading that was kept, and tell how much that was."""
    from evidence_kit.pipeline import checking

    put(telling.cleared(checking.clear_cache(), WORDS))
