"""A headless Chromium, spoken to through a pipe: pages opened from disk, folders dropped."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from select import select
from tempfile import TemporaryDirectory
from typing import Any

NAMES = ("chromium", "chromium-headless-shell", "google-chrome")
SECONDS = 60.0  # for one answer; CI's machine may be busy
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--disable-background-networking",
)


def found() -> str | None:
    """Return a Chromium of this machine, None without one."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@contextmanager
def browser(binary: str) -> Iterator[Browser]:
    """Run a browser with a profile of its own."""
    with TemporaryDirectory(prefix="browser-", ignore_cleanup_errors=True) as profile:
        running = Browser(binary, profile)
        try:
            yield running
        finally:
            running.close()


class Browser:
    """One process; requests and answers are JSON, each ended by a zero byte."""

    def __init__(self, binary: str, profile: str) -> None:
        reads, self._out = os.pipe()
        self._in, writes = os.pipe()
        # The browser takes the file descriptors 3 and 4, whatever ours are.
        script = f'exec 3<&{reads} 4>&{writes}; exec "$@"'
        command = ["bash", "-c", script, "-", binary, *_FLAGS, f"--user-data-dir={profile}"]
        self._process = subprocess.Popen(
            [*command, "about:blank"], pass_fds=(reads, writes), stderr=subprocess.DEVNULL
        )
        os.close(reads)
        os.close(writes)
        self._left = b""
        self._number = 0
        self.events: list[dict[str, Any]] = []

    def ask(self, method: str, session: str | None = None, **params: object) -> dict[str, Any]:
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        raw = json.dumps(message).encode() + b"\0"
        while raw:
            raw = raw[os.write(self._out, raw) :]
        while (answer := self._heard()).get("id") != self._number:
            self.events.append(answer)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    def open(self, page: Path) -> Page:
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        return Page(self, session, target, page)

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(30)
        os.close(self._in)
        os.close(self._out)

    def _heard(self) -> dict[str, Any]:
        end = time.monotonic() + SECONDS
        while b"\0" not in self._left:
            ready, _, _ = select([self._in], [], [], max(0.0, end - time.monotonic()))
            more = os.read(self._in, 1 << 20) if ready else b""
            if not more:
                raise TimeoutError("the browser has nothing to say")
            self._left += more
        raw, _, self._left = self._left.partition(b"\0")
        return json.loads(raw)


class Page:
    """One tab with a page from disk."""

    def __init__(self, browser: Browser, session: str, target: str, page: Path) -> None:
        self._browser, self._session, self._target = browser, session, target
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.ask(f"{domain}.enable")
        self.ask("Page.navigate", url=page.as_uri())
        self.wait("document.readyState === 'complete'")

    def ask(self, method: str, **params: object) -> dict[str, Any]:
        return self._browser.ask(method, self._session, **params)

    def evaluate(self, expression: str) -> Any:
        answer = self.ask(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(json.dumps(answer["exceptionDetails"], ensure_ascii=False))
        return answer["result"].get("value")

    def call(self, function: str, *arguments: object) -> Any:
        told = ", ".join(json.dumps(argument) for argument in arguments)
        return self.evaluate(f"({function})({told})")

    def wait(self, condition: str, seconds: float = SECONDS) -> None:
        end = time.monotonic() + seconds
        while not self.evaluate(condition):
            if time.monotonic() > end:
                raise TimeoutError(condition)
            time.sleep(0.02)

    def choose(self, folder: Path, selector: str) -> None:
        """Choose a folder in a file input, as its dialog would."""
        self.ask("Page.bringToFront")  # a hidden tab hears of nothing
        root = self.ask("DOM.getDocument")["root"]["nodeId"]
        node = self.ask("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.ask("DOM.setFileInputFiles", nodeId=node, files=[str(folder)])

    def drop(self, *paths: Path, selector: str) -> None:
        """Drop files or folders on an element, as a file manager would."""
        self.ask("Page.bringToFront")
        x, y = self.evaluate(
            f"""(({{ x, y }}) => [x + 20, y + 20])(
              document.querySelector({json.dumps(selector)}).getBoundingClientRect())"""
        )
        dropped = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            self.ask("Input.dispatchDragEvent", type=kind, x=x, y=y, data=dropped)

    def requests(self) -> list[str]:
        """Return every URL that this page asked for since it was opened."""
        self.evaluate("0")
        mine = [one for one in self._browser.events if one.get("sessionId") == self._session]
        sent = [one for one in mine if one["method"] == "Network.requestWillBeSent"]
        return [one["params"]["request"]["url"] for one in sent]

    def logged(self) -> list[str]:
        """Return what the page wrote to the console, refusals of its policy among it."""
        self.evaluate("0")
        mine = [one for one in self._browser.events if one.get("sessionId") == self._session]
        entries = [one["params"]["entry"] for one in mine if one["method"] == "Log.entryAdded"]
        return [entry["text"] for entry in entries]

    def picture(self, path: Path, *, width: int, height: int) -> None:
        """Photograph the whole page at a width."""
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        shot = self.ask("Page.captureScreenshot", captureBeyondViewport=True, format="png")
        path.write_bytes(base64.b64decode(shot["data"]))

    def close(self) -> None:
        self._browser.ask("Target.closeTarget", targetId=self._target)
