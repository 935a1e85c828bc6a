"""evidence-kit: a folder of chat screenshots becomes a sealed, indexed evidence bundle.

`bundle`, `read` and `verification` do what the commands do; each is loaded when it is first asked
for, so that verifying a bundle loads nothing that reads pictures.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence_kit.pipeline.bundling import Bundled, bundle
    from evidence_kit.pipeline.checking import verification
    from evidence_kit.pipeline.reading import Options, read

__version__ = "0.1.0"
__all__ = ["Bundled", "Options", "__version__", "bundle", "read", "verification"]

_HOME = {
    "Bundled": "bundling",
    "Options": "reading",
    "bundle": "bundling",
    "read": "reading",
    "verification": "checking",
}


def __getattr__(name: str) -> object:
    """Load a public name on first use (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.pipeline.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
