"""One canonical text for a manifest and for bag-info.txt."""

from __future__ import annotations

import time

import pytest

from evidence_kit import manifest
from evidence_kit.model import Algorithm, Differences, Digest

SHA256 = Algorithm.SHA256
A, B = Digest(SHA256, "a" * 64), Digest(SHA256, "b" * 64)


def test_the_text_is_sorted_by_code_point() -> None:
    made = manifest.of(SHA256, [("data/乙.png", B), ("data/a b.png", A), ("data/B.png", A)])
    assert manifest.text(made).decode() == (
        f"{'a' * 64}  data/B.png\n{'a' * 64}  data/a b.png\n{'b' * 64}  data/乙.png\n"
    )


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../x",
        "data/../x",
        "data/./x",
        "data//x",
        "data/",
        "",
        "data/a\nb",
        "data/a\rb",
        "data/a\\b",
        "data/100%",
        "data/x ",
        "data/\u2028",
        "data/\x85",
        "data/\udcff",
    ],
)
def test_a_name_that_some_tool_misreads_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="can't carry"):
        manifest.of(SHA256, [(name, A)])


def test_two_names_that_are_one_in_nfc_are_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        manifest.of(SHA256, [("data/é", A), ("data/e\u0301", B)])


def test_a_digest_of_another_algorithm_is_refused() -> None:
    with pytest.raises(ValueError, match="sm3"):
        manifest.of(SHA256, [("data/x", Digest(Algorithm.SM3, "a" * 64))])


LINE = b"a" * 64 + b"  data/x\n"


@pytest.mark.parametrize(
    "raw",
    [
        b"\n",
        LINE[:-1],
        LINE + b"\n",
        LINE.replace(b"\n", b"\r\n"),
        LINE.upper(),
        LINE.replace(b"  ", b" "),
        LINE.replace(b"  ", b" *"),
        b"\xef\xbb\xbf" + LINE,
        LINE + LINE,
        b"a" * 64 + b"  data/y\n" + LINE,
        b"a" * 63 + b"  data/x\n",
        b"a" * 64 + b"  data/\xff\n",
        b"# comment\n" + LINE,
        b"\\" + LINE,
    ],
)
def test_any_other_text_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any ValueError is the promise
        manifest.parse(SHA256, raw)


def test_an_empty_text_is_an_empty_manifest() -> None:
    assert manifest.parse(SHA256, b"").entries == ()


def test_compare_names_each_difference() -> None:
    listed = manifest.of(SHA256, [("a", A), ("b", A), ("c", A)])
    found = [("b", B), ("c", A), ("x", A)]
    assert manifest.compare(listed, found) == Differences(("a",), ("b",), ("x",))


def test_compare_takes_names_as_one_in_nfc_but_only_once() -> None:
    listed = manifest.of(SHA256, [("é", A)])
    assert manifest.compare(listed, [("e\u0301", A)]) == Differences()
    twice = [("é", A), ("e\u0301", A)]
    assert manifest.compare(listed, twice) == Differences(added=("e\u0301",))


def test_fields_are_read_as_written() -> None:
    fields = (("Bag-Software-Agent", "evidence-kit 1: x"), ("Payload-Oxum", "1.2"))
    raw = manifest.fields_text(fields)
    assert raw == b"Bag-Software-Agent: evidence-kit 1: x\nPayload-Oxum: 1.2\n"
    assert manifest.parse_fields(raw) == fields


@pytest.mark.parametrize(
    "raw", [b"x", b"A:b\n", b"A: \n", b"A: b \n", b"A: b\n c\n", b"A: b\r\n", b"A: b\n\n"]
)
def test_any_other_fields_are_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match="bag-info"):
        manifest.parse_fields(raw)


@pytest.mark.parametrize("field", [("A b", "c"), ("A", "b\nC: d"), ("A", ""), ("A", " b")])
def test_a_field_that_one_line_cannot_carry_is_refused(field: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match=r"field|bag-info"):
        manifest.fields_text([field])


@pytest.mark.parametrize(
    ("name", "litter"),
    [
        (".DS_Store", True),
        ("a/Thumbs.db", True),
        ("a/DESKTOP.INI", True),
        ("._1.png", True),
        ("~$借条.docx", True),
        ("1.png", False),
        (".1.png", False),
        ("Thumbs.db/1.png", False),
    ],
)
def test_what_systems_leave_is_known_by_name(name: str, *, litter: bool) -> None:
    assert manifest.is_litter(name) is litter


@pytest.mark.parametrize("part", [b"a", b"a: ", b"a  b", b"a: x ", b"a\n"])
def test_a_text_of_another_s_making_is_refused_soon(part: bytes) -> None:
    """Failure: 40,000 letters took 14 seconds, a megabyte would have taken hours."""
    raw = part * (400_000 // len(part))
    began = time.process_time()
    for read in (lambda: manifest.parse(SHA256, raw), lambda: manifest.parse_fields(raw)):
        with pytest.raises(ValueError, match="not "):
            read()
    assert time.process_time() - began < 2
