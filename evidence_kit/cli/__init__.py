"""argv → one call → words and an exit code; the only print."""

from __future__ import annotations

import errno
import io
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import redirect_stdout
from typing import Final

import typer

from evidence_kit import telling
from evidence_kit.cli import making, proving, tending
from evidence_kit.cli.program import WORDS, app
from evidence_kit.errors import EvidenceKitError, Exit, OutputError, UsageError
from evidence_kit.words import asked_language, known

__all__ = ["WORDS", "app", "making", "proving", "run", "tending"]

_say = WORDS.say
_ON_WINDOWS: Final = os.name == "nt"


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line (None: the process's own); return its code, faults told on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows pipe would otherwise lose Chinese
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    answer = io.StringIO()  # so that what fails over stdout is known to be that
    try:
        with redirect_stdout(answer):
            code = _call(sys.argv[1:] if arguments is None else arguments)
        return _delivered(answer.getvalue(), code)
    except EvidenceKitError as error:
        return _told(telling.fault(error, WORDS), error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        return _told(_say("error.interrupted"), Exit.INTERRUPTED)
    except Exception as error:  # noqa: BLE001  # the last door: our own bug, with its traceback
        print(_where(error), file=sys.stderr)
        return _told(_say("error.internal"), Exit.INTERNAL)


def _delivered(answer: str, code: int) -> int:
    """Write the answer out and return `code`, or Exit.OUTPUT where its reader has left.

    Raises OutputError "answer_not_written" where the system refuses.
    """
    try:
        print(answer, end="", flush=True)
    except OSError as error:
        # What is left goes nowhere, or Python would fail over it once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if _reader_left(error):  # `| head`: nothing more can be said to them
            return int(Exit.OUTPUT)
        reason = error.strerror or str(error)
        raise OutputError("answer_not_written", reason=reason) from error
    return code


def _reader_left(error: Exception) -> bool:
    """Say whether whoever read our answer has left; Windows calls that an invalid argument."""
    if isinstance(error, OSError) and error.filename is None:
        return isinstance(error, BrokenPipeError) or (_ON_WINDOWS and error.errno == errno.EINVAL)
    return False


def _where(error: BaseException) -> str:
    """Return a fault's traceback without its messages: they may quote a chat."""
    told = []
    current: BaseException | None = error
    while current is not None:
        frames = "".join(traceback.format_tb(current.__traceback__))
        told.append(f"Traceback (most recent call last):\n{frames}{type(current).__qualname__}")
        current = current.__cause__ or current.__context__
    return "\n\n".join(reversed(told))


def _told(sentence: str, code: Exit) -> int:
    print(sentence, file=sys.stderr)
    return int(code)


def _call(arguments: Sequence[str]) -> int:
    """Parse and call; not by typer's own `main`, which would hide Ctrl-C and exit by itself."""
    asked, others = asked_language(arguments)
    if asked is not None and not known(asked):
        raise UsageError("unknown_language", name=asked)
    command = typer.main.get_command(app)
    try:
        with command.make_context("evidence-kit", others or ["--help"]) as context:
            command.invoke(context)
    except typer.Exit as ended:
        return int(ended.exit_code)
    except typer.TyperException as error:
        return _told(telling.usage(error, WORDS), Exit.USAGE)
    return int(Exit.OK)
