"""A manifest's text and its meaning are one and the same thing."""

from __future__ import annotations

import contextlib
from random import Random

from hypothesis import given, strategies as st

from evidence_kit import manifest
from evidence_kit.files.names import natural, safe_names
from evidence_kit.model import Algorithm, Digest

_digests = st.binary(min_size=32, max_size=32).map(lambda raw: Digest(Algorithm.SM3, raw.hex()))
_parts = st.text(min_size=1, max_size=12).filter(lambda part: part not in (".", ".."))
_names = st.lists(_parts.map(lambda p: p.replace("/", "／")), min_size=1, max_size=3).map("/".join)
_folders = st.dictionaries(_names, _digests, max_size=8)


def _without_clashes(folder: dict[str, Digest]) -> dict[str, Digest]:
    """A path can't be a file and a folder at once."""
    return {
        name: digest
        for name, digest in folder.items()
        if not any(other.startswith(f"{name}/") for other in folder)
    }


@given(_folders.map(_without_clashes))
def test_reading_what_was_written_gives_it_back(folder: dict[str, Digest]) -> None:
    """Whatever the names of a folder are, their safe names fit into a manifest."""
    stored = safe_names(folder)
    made = manifest.of(Algorithm.SM3, ((f"data/{stored[n]}", d) for n, d in folder.items()))
    assert manifest.parse(Algorithm.SM3, manifest.text(made)) == made
    assert len(made.entries) == len(folder)


@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_whatever_can_be_read_is_written_the_same(raw: bytes) -> None:
    with contextlib.suppress(ValueError):
        assert manifest.text(manifest.parse(Algorithm.SHA256, raw)) == raw


@given(st.binary(max_size=200))
def test_whatever_fields_can_be_read_are_written_the_same(raw: bytes) -> None:
    with contextlib.suppress(ValueError):
        assert manifest.fields_text(manifest.parse_fields(raw)) == raw


@given(_folders.map(_without_clashes), st.randoms(use_true_random=False))
def test_safe_names_are_safe_distinct_and_the_same_in_any_order(
    folder: dict[str, Digest], chance: Random
) -> None:
    stored = safe_names(folder)
    shuffled = list(folder)
    chance.shuffle(shuffled)
    assert dict(safe_names(shuffled)) == dict(stored)
    folded = {manifest.same_name(manifest.same_name(s).casefold()) for s in stored.values()}
    assert len(folded) == len(folder)
    for safe in stored.values():
        assert all(0 < len(part.encode()) <= 255 for part in safe.split("/"))
        assert not set('\\:*?"<>|%\n') & set(safe)


@given(st.lists(st.text(max_size=10), max_size=10))
def test_any_names_have_a_natural_order(names: list[str]) -> None:
    assert sorted(sorted(names), key=natural) == sorted(sorted(names, reverse=True), key=natural)
