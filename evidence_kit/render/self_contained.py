"""Pages that need no network: one file, in which nothing runs or styles but what was put there."""

from __future__ import annotations

import base64
import hashlib
from string import Template

from evidence_kit.render.wording import shipped


def part(style: str, name: str) -> str:
    """Return a file of a folder of templates; ToolError "no_templates" without the folder."""
    return (shipped(style) / name).read_text(encoding="utf-8")


def filled(style: str, /, **values: str) -> bytes:
    """Return the folder's page.html in UTF-8 with its values put in; none of them is escaped."""
    return fragment(style, "page.html", **values).encode()


def fragment(style: str, name: str, /, **values: str) -> str:
    """Return a file of the folder with its values put in; none of them is escaped."""
    return Template(part(style, name)).substitute(values)


def source(content: str) -> str:
    """Return what a Content-Security-Policy calls exactly this script or style (CSP 3, 2.3.1)."""
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
