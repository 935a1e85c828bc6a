"""Paths as a person reads them and as a command line takes them."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path


def shown(path: Path) -> str:
    """Return the path from here where it lies below, else the whole of it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def quoted(path: Path) -> str:
    """Return the path as this system's command line takes it."""
    return argument(shown(path))


def argument(text: str) -> str:
    """Return a text as this system's command line takes it."""
    if sys.platform != "win32":
        return shlex.quote(text)
    return f'"{text}"' if set(text) & set(" &()[]{}^=;!'+,`~") else text
