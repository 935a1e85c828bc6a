"""Paths as a person reads them and as a command line takes them."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

# What PowerShell runs or ends a word at between quotation marks, and what cmd.exe fills in there.
_RUN_ON_WINDOWS = re.compile(r"[$`“”„]+|%(?=.*%)")


def shown(path: Path) -> str:
    """Return the path from here where it lies below, else the whole of it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def quoted(path: Path) -> str:
    """Return the path as this system's command line takes it, never as an option."""
    text = shown(path)
    return argument(f"./{text}" if text.startswith("-") else text)


def argument(text: str) -> str:
    """Return a text as this system's command line takes it.

    On Windows it may be pasted into cmd.exe or PowerShell, and nothing is safe from both but
    leaving out what one of them would run: an … stands in its place, and the command finds nothing.
    """
    if sys.platform != "win32":
        return shlex.quote(text)
    text = _RUN_ON_WINDOWS.sub("…", text)
    return f'"{text}"' if set(text) & set(" &()[]{}^=;!'+,`~‘’‚‛@#") else text
