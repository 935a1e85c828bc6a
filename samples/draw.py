"""Draws every sample case into its folder: `python samples/draw.py [CASE…]`."""

import argparse
from pathlib import Path

from drawing import cases

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Draw the cases named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    names = [case.name for case in cases.ALL]
    parser.add_argument("case", nargs="*", help=f"one or more of {', '.join(names)}")
    wanted = set(parser.parse_args().case) or set(names)
    for case in cases.ALL:
        if case.name in wanted:
            case.write(HERE / case.name)
            print(f"{case.name}: {len(case.truth()['files'])} pictures")


if __name__ == "__main__":
    main()
