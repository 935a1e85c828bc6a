"""Draw the second exam: pictures as phones and messengers keep them, and `truth.json`."""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from random import Random

from PIL import Image, ImageChops, ImageFilter

from second import fonts, roster, truth
from second.chromium import Browser
from second.looks import Look
from second.truth import Page, Truth

QUALITIES = (60, 65, 70, 75, 80, 85, 88, 90)
LISTS = {"chat": "messages", "bill_list": "payments", "service_card": "notices"}


def _photographed(picture: Image.Image, rng: Random, grain: float) -> Image.Image:
    """Lay a camera's softness and noise over a picture."""
    soft = picture.filter(ImageFilter.GaussianBlur(0.9))
    even = Image.frombytes("L", soft.size, rng.randbytes(soft.width * soft.height))
    noise = even.point([round(128 + (value - 128) * grain / 64) for value in range(256)])
    return ImageChops.add(soft, noise.convert("RGB"), scale=1, offset=-128)


def _keep(picture: Image.Image, rng: Random, page: Page, stem: Path) -> tuple[Path, Truth]:
    """Save a picture the way phones do, and say how."""
    camera = page.grain > 0
    if camera:
        picture = _photographed(picture, rng, page.grain)
    if picture.width >= 1000 and rng.random() < 0.13:
        width = rng.choice((720, 540))
        size = (width, round(picture.height * width / picture.width))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    quality = rng.choice(QUALITIES) if camera or rng.random() < 0.5 else None
    path = stem.with_suffix(".jpg" if quality else ".png")
    if quality:
        picture.save(path, "JPEG", quality=quality)
    else:
        picture.save(path, "PNG", compress_level=3)
    clean = (quality is None or quality >= 85) and picture.width >= 1080 and not camera
    kept = {"format": "jpeg" if quality else "png", "quality": quality, "width": picture.width}
    return path, kept | {"clean": clean}


def _told(page: Page, look: Look, seen: list[Truth], kept: Truth) -> Truth:
    """Give the whole truth about a picture."""
    variant = {
        "theme": look.theme,
        "phone": look.phone.name,
        "face": look.face,
        "text_size": look.text_size,
        "wallpaper": look.wallpaper is not None,
    } | kept
    variant["clean"] = kept["clean"] and not variant["wallpaper"]
    told = {"kind": page.truth["kind"], "variant": variant} | page.truth
    if name := LISTS.get(told["kind"]):
        shown = truth.visible(page.items, seen)
        told[name] = truth.settle(shown) if name == "messages" else shown
    return told


def draw(folder: Path, *, seed: int, count: int | None) -> int:
    """Draw the exam into a folder; the same seed draws the same exam."""
    fonts.require()
    folder.mkdir(parents=True, exist_ok=True)
    entries = roster.chosen(Random(seed), count)
    files: dict[str, Truth] = {}
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home,
        Browser(Path(home)) as browser,
    ):
        for i, entry in enumerate(entries):
            rng = Random(f"{seed}/{i}")
            look = entry.look(rng)
            page = entry.draw(rng, look)
            phone = look.phone
            height = page.height or phone.height
            picture, seen = browser.show(
                page.html, width=phone.width, height=height, scale=phone.scale
            )
            path, kept = _keep(picture, rng, page, folder / f"s{i + 1:03d}")
            files[path.name] = _told(page, look, seen, kept)
    text = json.dumps({"files": files}, ensure_ascii=False, indent=1)
    (folder / "truth.json").write_text(text + "\n", encoding="utf-8")
    return len(files)


def main() -> None:
    """Read the command line and draw."""
    parser = argparse.ArgumentParser(prog="second", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=20260417)
    parser.add_argument("--count", type=int, default=None, help="default: every screen once")
    asked = parser.parse_args()
    drawn = draw(asked.folder, seed=asked.seed, count=asked.count)
    sys.stdout.write(f"{drawn} screens in {asked.folder}\n")
