"""`python -m evidence_kit`, and the `evidence-kit` command."""

from __future__ import annotations

import logging
import signal
import sys
from types import FrameType

# What asks a program to end, where the system has it: a service's stop, a terminal closed.
_ENDINGS = ("SIGTERM", "SIGHUP")


def main() -> None:
    """Run the command line and leave with its exit code."""
    _end_as_by_ctrl_c()
    logging.lastResort = None  # what libraries log of a file is for nobody here
    try:
        from evidence_kit.cli import run

        code = run()
    except KeyboardInterrupt:
        # Ctrl-C or its like while we still load: Exit.INTERRUPTED, with no words to say it in yet.
        code = 130
    sys.exit(code)


def _end_as_by_ctrl_c() -> None:
    """Let a signal to end remove what Ctrl-C would remove; one that is ignored (nohup) stays so."""
    for number in (getattr(signal, name, None) for name in _ENDINGS):
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _interrupt)


def _interrupt(number: int, _: FrameType | None) -> None:
    signal.signal(number, signal.SIG_IGN)  # a second one doesn't stop the clearing up
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
