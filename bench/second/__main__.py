"""Start the exam by its folder: `python bench/second FOLDER [--seed N] [--count N]`."""

import importlib
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    importlib.import_module("second.exam").main()
