"""The passphrase of the user's key: from a file, the environment or the terminal, never argv."""

from __future__ import annotations

import os
import sys
from getpass import getpass
from pathlib import Path
from typing import Final

from evidence_kit.cli.program import WORDS
from evidence_kit.errors import InputError, UsageError

VARIABLE: Final = "EVIDENCE_KIT_P12_PASSPHRASE"
_MOST = 4096  # bytes of a file that holds one line


def passphrase(file: Path | None, key: Path) -> str:
    """Return it: the first line of a file, else the variable's, else what is typed unseen.

    Raises InputError "no_such_passphrase", UsageError "no_passphrase" where nobody can be asked.
    """
    if file is not None:
        try:
            with file.open("rb") as opened:
                return opened.read(_MOST).decode("utf-8-sig").splitlines()[0]
        except (OSError, ValueError, IndexError) as error:
            raise InputError("no_such_passphrase", path=str(file)) from error
    if VARIABLE in os.environ:
        return os.environ[VARIABLE]
    if not sys.stdin.isatty():
        raise UsageError("no_passphrase", variable=VARIABLE)
    try:
        return getpass(WORDS.say("ask.passphrase", path=key.name))
    except EOFError as error:
        raise UsageError("no_passphrase", variable=VARIABLE) from error
