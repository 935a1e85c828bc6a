"""校验说明.html in headless Chromium: a 200 MB file, and a bundle of 10,000 files.

    python bench/verify_page.py

Needs a Chromium (Debian: chromium or chromium-headless-shell). Ends with 1 where a verdict is
wrong, or where the page keeps more of a large file than a few pieces of it.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

import browser
import paged

LARGE = 200 << 20
MANY = 10_000
MOST_KEPT = 64 << 20  # of JavaScript's heap and buffers, beyond what the page had before


def main() -> int:
    binary = browser.found()
    if binary is None:
        print(f"no browser: install one of {', '.join(browser.NAMES)}", file=sys.stderr)
        return 5
    with browser.browser(binary) as running, TemporaryDirectory() as home:
        wrong = [*large(running, Path(home) / "large"), *many(running, Path(home) / "many")]
    print("\n".join(wrong) or "every verdict as it should be")
    return 1 if wrong else 0


def large(running: browser.Browser, home: Path) -> list[str]:
    (home / "X").mkdir(parents=True)
    with (home / "X" / "录像.mp4").open("wb") as file:
        file.truncate(LARGE)
    made = paged.make(home, {})
    page = running.open(made.bundle / paged.FILE)
    before = kept(page)
    seconds, level = checked(page, made.bundle)
    grown = kept(page) - before
    rate = LARGE / 1e6 / seconds
    print(f"a file of 200 MiB: {seconds:.1f} s ({rate:.0f} MB/s), {grown >> 20} MiB more kept")
    with (made.bundle / "data" / "录像.mp4").open("r+b") as file:
        file.seek(LARGE // 2)
        file.write(b"!")
    _, torn = checked(page, made.bundle)
    page.close()
    told = {"honest": (level, "inward"), "one byte changed": (torn, "failed")}
    wrong = [f"200 MB, {what}: {one}" for what, (one, wanted) in told.items() if one != wanted]
    return [*wrong, f"{grown} bytes kept"] if grown > MOST_KEPT else wrong


def many(running: browser.Browser, home: Path) -> list[str]:
    content = {f"{n % 100}/截图 {n}.png": b"%d" % n for n in range(MANY)}
    made = paged.make(home, content)
    size = (made.bundle / paged.FILE).stat().st_size
    start = time.monotonic()
    page = running.open(made.bundle / paged.FILE)
    opened = time.monotonic() - start
    seconds, level = checked(page, made.bundle)
    print(f"{MANY} files: the page weighs {size / 1e6:.1f} MB, opens in {opened:.1f} s,", end=" ")
    print(f"checks in {seconds:.1f} s")
    page.close()
    return [] if level == "inward" else [f"{MANY} files: {level}"]


def checked(page: browser.Page, folder: Path) -> tuple[float, str]:
    """Return the seconds from the choice to the verdict, and its level."""
    before = page.evaluate("run")
    start = time.monotonic()
    page.choose(folder, "#picker")
    page.wait(f"run > {before} && seen !== null && !part('result').hidden", 600)
    return time.monotonic() - start, page.evaluate("part('verdict').dataset.level")


def kept(page: browser.Page) -> int:
    """Return the bytes of heap and buffers that are still in use."""
    page.ask("HeapProfiler.collectGarbage")
    usage = page.ask("Runtime.getHeapUsage")
    return int(usage["usedSize"] + usage.get("backingStorageSize", 0))


if __name__ == "__main__":
    sys.exit(main())
