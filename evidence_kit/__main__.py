"""`python -m evidence_kit`, and the `evidence-kit` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        from evidence_kit.cli import run

        code = run()
    except KeyboardInterrupt:
        # Ctrl-C while we still load: Exit.INTERRUPTED, with no words to say it in yet.
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
