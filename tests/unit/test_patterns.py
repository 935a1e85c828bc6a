"""Expressions are compiled when first asked: every one must be sound, and answer as `re` does."""

from __future__ import annotations

import gc
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module

import pytest

from evidence_kit.patterns import Pattern

ROOMS = ("screens", "transcript", "facts", "case")


def _modules() -> Iterator[str]:
    for room in ROOMS:
        package = import_module(f"evidence_kit.{room}")
        yield from (m.name for m in pkgutil.walk_packages(package.__path__, f"{package.__name__}."))


def test_every_pattern_of_the_rooms_compiles() -> None:
    for name in _modules():
        import_module(name)
    every = [one for one in gc.get_objects() if isinstance(one, Pattern)]
    assert len(every) > 250
    for one in every:
        assert re.compile(one.pattern, one.flags)


def test_a_start_compiles_none_of_them() -> None:
    program = (
        "import gc, evidence_kit.facts, evidence_kit.case\n"
        "from evidence_kit.patterns import Pattern\n"
        "every = [one for one in gc.get_objects() if isinstance(one, Pattern)]\n"
        "print(len(every) > 250, [one.pattern for one in every if 'compiled' in vars(one)])"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "True []", told.stderr


@pytest.mark.parametrize("flags", [0, re.IGNORECASE])
@pytest.mark.parametrize("text", ["", "aB1 ab22", "x", "ab"])
def test_it_answers_as_a_compiled_one(text: str, flags: int) -> None:
    form = r"(?P<word>ab)\d*"
    ours, theirs = Pattern(form, flags), re.compile(form, flags)
    for ask in ("search", "match", "fullmatch"):
        assert _spans(getattr(ours, ask)(text)) == _spans(getattr(theirs, ask)(text))
    for start in range(4):
        assert _spans(ours.search(text, start)) == _spans(theirs.search(text, start))
        assert _spans(ours.match(text, start)) == _spans(theirs.match(text, start))
    assert [*map(_spans, ours.finditer(text))] == [*map(_spans, theirs.finditer(text))]
    assert ours.findall(text) == theirs.findall(text)
    assert ours.split(text) == theirs.split(text)
    assert ours.split(text, 1) == theirs.split(text, 1)
    for new in ("-", lambda found: found[0].upper()):
        assert ours.sub(new, text) == theirs.sub(new, text)
        assert ours.sub(new, text, 1) == theirs.sub(new, text, 1)
    assert ours.names == {"word"}


def _spans(found: re.Match[str] | None) -> tuple[tuple[int, int], str | None] | None:
    return found and (found.span(), found["word"])


def test_it_is_compiled_once() -> None:
    one = Pattern("a")
    assert one.compiled is one.compiled


def test_a_false_one_is_refused_when_asked() -> None:
    with pytest.raises(re.error):
        Pattern("(").search("")
