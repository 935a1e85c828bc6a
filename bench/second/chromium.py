"""One headless Chromium, spoken to over its debugging pipe; nothing is fetched from anywhere."""

import base64
import io
import json
import os
import shutil
import signal
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from PIL import Image

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--disable-background-networking",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--font-render-hinting=none",
    "--disable-lcd-text",
    "--force-color-profile=srgb",
    "--proxy-server=127.0.0.1:9",
    "--remote-debugging-pipe",
)
MEASURE = (Path(__file__).parent / "measure.js").read_text(encoding="utf-8")
# Software compositing fails on very tall surfaces, so that long pages are taken in strips.
STRIP = 1200


class MissingTool(SystemExit):
    """Something Debian packages is not installed; the message names the package."""


def find() -> str:
    """Give Chromium's path, or say which package brings it."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    raise MissingTool("Chromium is missing: apt-get install chromium")


def _pipes() -> tuple[tuple[int, int], tuple[int, int]]:
    """Open both pipes with numbers above 4, which the child keeps for itself."""
    spare = [os.open(os.devnull, os.O_RDONLY) for _ in range(6)]
    down, up = os.pipe(), os.pipe()
    for number in spare:
        os.close(number)
    return down, up


class Browser:
    """A running Chromium; every page is shown in the same tab, one after another."""

    def __init__(self, home: Path) -> None:
        down, up = _pipes()

        program = find()
        self._child = os.posix_spawn(
            program,
            [program, *FLAGS, f"--user-data-dir={home}"],
            dict(os.environ) | {"TMPDIR": str(home)},
            file_actions=[
                *((os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in range(3)),
                (os.POSIX_SPAWN_DUP2, down[0], 3),
                (os.POSIX_SPAWN_DUP2, up[1], 4),
            ],
        )
        os.close(down[0])
        os.close(up[1])
        self._to, self._from = os.fdopen(down[1], "wb"), os.fdopen(up[0], "rb")
        self._rest, self._count, self._session = b"", 0, ""
        self._open_tab()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._to.close()
        self._from.close()
        os.kill(self._child, signal.SIGTERM)
        os.waitpid(self._child, 0)

    def _open_tab(self) -> None:
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        answer = self._ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = answer["sessionId"]
        self._ask("Page.enable")
        tree = self._ask("Page.getFrameTree")
        self._frame = tree["frameTree"]["frame"]["id"]

    def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Send one command and wait for its own answer; events in between are dropped."""
        self._count += 1
        words = {"id": self._count, "method": method, "params": params}
        if self._session:
            words["sessionId"] = self._session
        self._to.write(json.dumps(words).encode() + b"\0")
        self._to.flush()
        while True:
            answer = self._next()
            if answer.get("id") == self._count:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return dict(answer["result"])

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            piece = os.read(self._from.fileno(), 1 << 20)
            if not piece:
                raise RuntimeError("Chromium closed its pipe")
            self._rest += piece
        first, self._rest = self._rest.split(b"\0", 1)
        return dict(json.loads(first))

    def _run(self, script: str) -> Any:
        answer = self._ask(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"])[:600])
        return answer["result"].get("value")

    def show(
        self, html: str, *, width: int, height: int, scale: float
    ) -> tuple[Image.Image, list[dict[str, Any]]]:
        """Give a page's picture and what of its marked parts stands in view."""
        self._ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=False,
        )
        self._ask("Page.setDocumentContent", frameId=self._frame, html=html)
        seen = self._run(MEASURE)
        strips = [
            self._strip(width, top, min(STRIP, height - top)) for top in range(0, height, STRIP)
        ]
        return _stack(strips), list(seen)

    def _strip(self, width: int, top: int, height: int) -> Image.Image:
        clip = {"x": 0, "y": top, "width": width, "height": height, "scale": 1}
        answer = self._ask("Page.captureScreenshot", format="png", clip=clip, optimizeForSpeed=True)
        return Image.open(io.BytesIO(base64.b64decode(answer["data"]))).convert("RGB")


def _stack(strips: list[Image.Image]) -> Image.Image:
    if len(strips) == 1:
        return strips[0]
    whole = Image.new("RGB", (strips[0].width, sum(one.height for one in strips)))
    top = 0
    for one in strips:
        whole.paste(one, (0, top))
        top += one.height
    return whole
