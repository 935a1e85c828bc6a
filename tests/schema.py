"""Write docs/read.schema.json from the types of `render.schema`: `python tests/schema.py`."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import TypeAdapter

from evidence_kit.render.schema import ReadJson

PUBLISHED = Path(__file__).parent.parent / "docs" / "read.schema.json"


def text() -> str:
    """Return the JSON Schema of `read --json` and facts.json."""
    schema = TypeAdapter(ReadJson).json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "evidence-kit read --json, format 1"
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    PUBLISHED.write_text(text(), encoding="utf-8")
