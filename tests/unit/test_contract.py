"""The published contract is the one the code keeps."""

from __future__ import annotations

import json

import schema
from stories import chat, left, source, time

from evidence_kit import facts
from evidence_kit.model import Brief
from evidence_kit.render.contract import Story, read_json


def test_the_published_schema_is_generated_from_the_types() -> None:
    assert schema.PUBLISHED.read_text(encoding="utf-8") == schema.text()


def test_the_format_is_versioned() -> None:
    assert json.loads(schema.text())["properties"]["format"]["const"] == 1


def test_a_copy_of_a_page_stands_under_its_own_name() -> None:
    """Failure: of two files with the same bytes, the first was named twice and the other never."""
    said = (time("2025年3月2日 14:05"), left("能借我5000元吗？"), left("下个月15号还你"))
    names = ("1.png", "1(1).png", "2.png")
    pages = [chat(source(name, content="1"), said) for name in names]
    found = facts.gather(pages, Brief())
    where = tuple(one for one, _ in pages)
    (talk,) = read_json(Story(where, tuple(pages), found, "recorded", None))["conversations"]
    assert sorted(talk["files"]) == sorted(names)
    assert [join["right"] for join in talk["joins"]] == talk["files"][1:]
