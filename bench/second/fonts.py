"""The fonts the exam draws with, and the Debian packages that bring them."""

import shutil
import subprocess

from second.chromium import MissingTool

PACKAGES = {
    "WenQuanYi Zen Hei": "fonts-wqy-zenhei",
    "WenQuanYi Micro Hei": "fonts-wqy-microhei",
    "Droid Sans Fallback": "fonts-droid-fallback",
    "LXGW WenKai": "fonts-lxgw-wenkai",
    "AR PL UMing CN": "fonts-arphic-uming",
    "AR PL UKai CN": "fonts-arphic-ukai",
    "Roboto": "fonts-roboto-unhinted",
    "Inter": "fonts-inter",
    "Noto Color Emoji": "fonts-noto-color-emoji",
}
# A phone's owner may choose a theme font, so that a brush face is among them, but rarely.
SCREEN_FACES = (
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "WenQuanYi Micro Hei",
    "LXGW WenKai",
)
HAND_FACES = ("AR PL UKai CN", "LXGW WenKai")
PRINT_FACES = ("AR PL UMing CN", "WenQuanYi Zen Hei")


def stack(face: str, *, system: str = "android") -> str:
    """Give the font list of a page: the phone's Latin face, then the Chinese one."""
    latin = {"android": "Roboto", "ios": "Inter"}.get(system, "Roboto")
    names = [face] if face == "LXGW WenKai" else [latin, face]
    return ",".join(f"'{name}'" for name in [*names, "Noto Color Emoji"])


def require() -> None:
    """Stop with the names of the missing packages when a face is not installed."""
    lister = shutil.which("fc-list")
    if lister is None:
        raise MissingTool("fc-list is missing: apt-get install fontconfig")
    answer = subprocess.run([lister, ":", "family"], capture_output=True, check=True)
    listed = answer.stdout.decode("utf-8", "replace")
    lacking = sorted({package for face, package in PACKAGES.items() if face not in listed})
    if lacking:
        raise MissingTool("Fonts are missing: apt-get install " + " ".join(lacking))
