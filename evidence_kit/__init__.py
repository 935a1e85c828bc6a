"""evidence-kit: a folder of chat screenshots becomes a sealed, indexed evidence bundle."""

from __future__ import annotations

__version__ = "0.1.0"
