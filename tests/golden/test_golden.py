"""Golden cases, from pixels to facts.json: what each story truly is, and no unnoticed change."""

from __future__ import annotations

import json

import pytest
from golden import judging, runs

pytestmark = pytest.mark.engine


def test_there_are_stories_enough() -> None:
    assert len(runs.NAMES) >= 12


@pytest.mark.parametrize("name", runs.NAMES)
def test_a_story_is_read_as_it_happened(name: str, golden: runs.Runs) -> None:
    assert judging.complaints(golden.of(name).told, runs.truth(name)) == []


@pytest.mark.parametrize("name", runs.NAMES)
def test_a_story_is_read_as_before(name: str, golden: runs.Runs) -> None:
    path = runs.expected_path(name)
    assert path.exists(), "make golden writes what this story is expected to give"
    assert runs.outcome(golden.of(name).told) == json.loads(path.read_text(encoding="utf-8"))
