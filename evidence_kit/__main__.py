"""`python -m evidence_kit`, and the `evidence-kit` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    from evidence_kit.cli import run

    sys.exit(run())


if __name__ == "__main__":
    main()
