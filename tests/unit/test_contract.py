"""The published contract is the one the code keeps."""

from __future__ import annotations

import json

import schema


def test_the_published_schema_is_generated_from_the_types() -> None:
    assert schema.PUBLISHED.read_text(encoding="utf-8") == schema.text()


def test_the_format_is_versioned() -> None:
    assert json.loads(schema.text())["properties"]["format"]["const"] == 1
