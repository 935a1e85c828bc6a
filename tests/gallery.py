"""Pictures for docs/gallery.md: pages of what is made of invented matters; run `make gallery`.

The sample is read from its recordings, the stitched chat by the real engines.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdf
import pypdfium2
import tapes
from drawing.cases import returned_transfer
from drawing.chat import ChatRoll
from drawing.phone import ANDROID
from PIL import Image
from records import pdfs

from evidence_kit.model import ExhibitKind
from evidence_kit.pipeline import aiding, bundling, reading

ROOT = Path(__file__).resolve().parents[1]
RECORDED = f"recorded:{ROOT / 'tests' / 'recorded'}"
IMAGES = ROOT / "docs" / "images"
WIDE = 520  # pixels; a page
EDGE, DESK = 8, (200, 200, 200)
COLOURS = 96
STITCHED = replace(ANDROID, height=7200)  # pixels: a screen that a whole chat fits on
TAKEN = datetime(2025, 9, 1, 21, 5)
CASE = """\
[case]
plaintiff = "林知夏"
defendant = "周砚秋"
phone = "某牌 X1"
wechat_version = "8.0.60"
filed_on = 2025-07-01
[[recording]]
file = "通话录音.wav"
recorder = "原告，手机"
people = "原告、被告"
"""
SPOKEN = "00:02 原告：砚秋，剩下的两千什么时候方便？\n00:09 被告：下个月发了工资就给你。\n"
VOUCHER = pdfs.Voucher(
    serial="1000050001202503027726553130038",
    at="2025-03-02 14:08:31",
    payer="林知夏",
    payer_id="linzhixia_06",
    payee="周砚秋",
    payee_id="yanqiu_zhou88",
    digits="3000.00",
    words="叁仟元整",
    memo="",
)


@dataclass(frozen=True)
class Paper:
    """A PDF of ours."""

    path: Path

    @cached_property
    def labels(self) -> list[str]:
        return list(pypdf.PdfReader(self.path).page_labels)

    def page(self, label: str) -> Image.Image:
        """Return the page of that label as it is printed, as wide as all are."""
        at = self.labels.index(label)
        with pypdfium2.PdfDocument(self.path) as opened:
            opened.init_forms()
            page = opened[at]
            return page.render(scale=WIDE / min(page.get_size())).to_pil().convert("RGB")


@dataclass(frozen=True)
class Made:
    """A matter, bundled."""

    bundled: bundling.Bundled

    @property
    def filed(self) -> Paper:
        return Paper(self.bundled.bundle / "filing" / "证据材料.pdf")

    @property
    def annex(self) -> Paper:
        return Paper(self.bundled.work / aiding.ANNEX)

    def part(self, *labels: str) -> list[Image.Image]:
        """Return the pages of the filing that have these labels."""
        return [self.filed.page(label) for label in labels]

    def aids(self, *labels: str) -> list[Image.Image]:
        """Return the pages of the annex that have these labels."""
        return [self.annex.page(label) for label in labels]

    def exhibit(self, kind: ExhibitKind, most: int = 1) -> list[Image.Image]:
        """Return the first pages of the first exhibit of a kind."""
        first = next(one for one in self.bundled.case.exhibits if one.kind is kind)
        return self.part(*(str(number) for number in first.numbers[:most]))


def loan(place: Path) -> Made:
    """Bundle the simplest sample, with a voucher and a recording beside it."""
    folder = place / "loan"
    shutil.copytree(ROOT / "samples" / "simple-loan" / "screenshots", folder)
    pdfs.voucher(folder / "转账电子凭证.pdf", VOUCHER)
    (folder / "通话录音.wav").write_bytes(tapes.wav(47))
    (folder / "通话录音.txt").write_text(SPOKEN, encoding="utf-8")
    work = place / "loan-work"
    work.mkdir()
    (work / "case.toml").write_text(CASE, encoding="utf-8")
    return _bundled(folder, RECORDED)


def dark(place: Path) -> list[Image.Image]:
    """Return a page of chat in dark colours, and the same as a printer without colours has it."""
    folder = place / "dark"
    shutil.copytree(ROOT / "samples" / "dark-relative-times" / "screenshots", folder)
    pages = _bundled(folder, RECORDED).exhibit(ExhibitKind.CONVERSATION)
    return [*pages, *(page.convert("L").convert("RGB") for page in pages)]


def stitched(place: Path) -> Made:
    """Bundle one long screenshot."""
    folder = place / "long"
    folder.mkdir()
    whole = ChatRoll(returned_transfer.CONVERSATION, STITCHED, TAKEN, ("聊天长图.png",))
    for name, picture in whole.shots():
        picture.save(folder / name)
    return _bundled(folder, "auto")


def _bundled(folder: Path, engine: str) -> Made:
    options = reading.Options(engine, jobs=1, cache=False)
    return Made(bundling.bundle(folder, out=None, options=options, force=False))


def spread(pages: Sequence[Image.Image]) -> Image.Image:
    """Lay pages on a desk: side by side, those that lie across one below another."""
    lying = pages[0].width > pages[0].height
    across, down = (1, len(pages)) if lying else (len(pages), 1)
    width, height = pages[0].width + EDGE, pages[0].height + EDGE
    desk = Image.new("RGB", (across * width + EDGE, down * height + EDGE), DESK)
    for at, page in enumerate(pages):
        desk.paste(page, (at % across * width + EDGE, at // across * height + EDGE))
    return desk


SHOWN: dict[str, Callable[[Made], list[Image.Image]]] = {
    "pages": lambda made: [*made.part("目录-1"), *made.exhibit(ExhibitKind.CONVERSATION)],
    "cover": lambda made: [*made.part("封面"), *made.part("附-1")],
    "payment": lambda made: [
        *made.exhibit(ExhibitKind.PAYMENT),
        *made.exhibit(ExhibitKind.VOUCHER),
    ],
    "recording": lambda made: made.exhibit(ExhibitKind.AUDIO, 2),
    "checks": lambda made: made.part("附-2", made.filed.labels[-1]),
    "annex": lambda made: made.aids("账-1", "位-1"),
}


def main() -> None:
    """Write every picture."""
    with TemporaryDirectory(prefix="gallery-") as place:
        made = loan(Path(place))
        for name, pages in SHOWN.items():
            _write(name, pages(made))
        _write("dark", dark(Path(place)))
        _write("long", stitched(Path(place)).exhibit(ExhibitKind.CONVERSATION, 2))


def _write(name: str, pages: Sequence[Image.Image]) -> None:
    path = IMAGES / f"{name}.png"
    kept = spread(pages).quantize(COLOURS, kmeans=1, dither=Image.Dither.NONE)
    kept.save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
