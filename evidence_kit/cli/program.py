"""The program that commands hang on: its language, its help, its version."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Annotated, Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

import evidence_kit
from evidence_kit import telling
from evidence_kit.errors import Exit
from evidence_kit.words import Words, asked_language, language

# Chosen before anything is parsed: the help itself speaks the language.
WORDS: Final = Words(language(asked_language(sys.argv[1:])[0], os.environ))
_say = WORDS.say


class Program(TyperGroup):
    """The program; its help is in the user's language."""

    def get_help(self, ctx: Any) -> str:  # typer keeps its own context's type private
        """Return the help in the user's language, word by word."""
        return telling.help_page(super().get_help(ctx), WORDS)


class Command(TyperCommand):
    """One command; its help is in the user's language."""

    def get_help(self, ctx: Any) -> str:  # typer keeps its own context's type private
        """Return the help in the user's language, word by word."""
        return telling.help_page(super().get_help(ctx), WORDS)


app = typer.Typer(
    cls=Program,
    help=_say("help.program"),
    epilog=_say("help.epilog"),
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def command(kind: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a function a command of its name; its help's first line stands in the list."""
    told = _say(kind)
    return app.command(cls=Command, help=told, short_help=told.partition("\n")[0])


def put(text: str) -> None:
    """Put a line of the answer on standard output."""
    print(text)


def end(code: Exit) -> None:
    """End the command with a code of its own."""
    if code is not Exit.OK:
        raise typer.Exit(int(code))


def _version(asked: bool) -> None:
    if asked:
        put(f"evidence-kit {evidence_kit.__version__}")
        raise typer.Exit


# `run` takes --lang out of the arguments, wherever it stands; here it only shows in the help.
_Lang = Annotated[str | None, typer.Option("--lang", metavar="zh|en", help=_say("help.lang"))]
_Version = Annotated[
    bool, typer.Option("--version", callback=_version, is_eager=True, help=_say("help.version"))
]


@app.callback()
def _program(lang: _Lang = None, version: _Version = False) -> None:
    """Take the options that stand before any command."""
