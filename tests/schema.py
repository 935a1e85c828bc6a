"""Write the JSON Schemas in docs/ from the types of the contracts: `python tests/schema.py`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from evidence_kit.render.check_schema import CheckJson
from evidence_kit.render.claim_schema import ClaimJson
from evidence_kit.render.schema import ReadJson

DOCS = Path(__file__).parent.parent / "docs"
PUBLISHED = DOCS / "read.schema.json"
CHECK = DOCS / "check.schema.json"
CLAIM = DOCS / "claim.schema.json"


def text() -> str:
    """Return the JSON Schema of `read --json` and facts.json."""
    return _text(ReadJson, "evidence-kit read --json, format 1")


def check_text() -> str:
    """Return the JSON Schema of `check --json`."""
    return _text(CheckJson, "evidence-kit check --json, format 1")


def claim_text() -> str:
    """Return the JSON Schema of `claim --json`."""
    return _text(ClaimJson, "evidence-kit claim --json, format 1")


def _text(shape: Any, title: str) -> str:
    schema = TypeAdapter(shape).json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = title
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    PUBLISHED.write_text(text(), encoding="utf-8")
    CHECK.write_text(check_text(), encoding="utf-8")
    CLAIM.write_text(claim_text(), encoding="utf-8")
