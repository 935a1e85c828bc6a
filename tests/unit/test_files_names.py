"""Natural order, and names that every tool and system can carry."""

from __future__ import annotations

import pytest

from evidence_kit.files.names import is_safe, natural, safe_names


def test_numbers_are_ordered_as_numbers() -> None:
    names = ["10.png", "2.png", "1.png", "a/10/1.png", "a/9/1.png", "图11", "图2", "B.png", "a.png"]
    assert sorted(names, key=natural) == [
        "1.png",
        "2.png",
        "10.png",
        "a/9/1.png",
        "a/10/1.png",
        "a.png",
        "B.png",
        "图2",
        "图11",
    ]


def test_a_number_of_any_length_has_its_place() -> None:
    """Failure: a member of a ZIP with 5,000 digits for a name ended verification in a traceback."""
    long = "9" * 5_000
    assert sorted([long, "10", "2"], key=natural) == ["2", "10", long]


def test_ordinary_names_are_kept() -> None:
    names = [
        "微信图片_20230411101010.png",
        "子 文件夹/聊天(1)【2】.jpg",
        ".DS_Store",
        "a.tar.gz",
        "é",
    ]
    assert safe_names(names) == {name: name for name in names}


@pytest.mark.parametrize(
    "name",
    [
        "100%.png",
        "a\nb.png",
        "a\\b.png",
        "a:b.png",
        "a*.png",
        "a?.png",
        'a".png',
        "<a>.png",
        "a|b.png",
        "CON",
        "con.png",
        "nul.tar.gz",
        "COM1.txt",
        "lpt³.txt",
        "com1 .txt",
        "name.",
        "name ",
        " name",
        "a\u202egnp.exe",
        "a\u2028b",
        "a\x85b",
        "a\udcffb",
        "长" * 100 + ".png",
    ],
)
def test_a_name_that_something_cannot_carry_gets_a_safe_one(name: str) -> None:
    assert not is_safe(name)
    safe = safe_names([name])[name]
    assert is_safe(safe)
    assert safe == safe_names([name, "other.png"])[name]
    if name.endswith(".png"):
        assert safe.endswith(".png")


def test_a_folders_name_is_made_safe_for_all_it_holds() -> None:
    stored = safe_names(["50%/1.png", "50%/2.png"])
    folders = {safe.partition("/")[0] for safe in stored.values()}
    assert len(folders) == 1
    assert is_safe(folders.pop())


@pytest.mark.parametrize(
    "names",
    [
        ["é.png", "e\u0301.png"],
        ["A.png", "a.png"],
        ["A/1.png", "a/2.png"],
        ["STRASSE", "straße"],
        ["a%.png", "a_.png", "a?.png"],
    ],
)
def test_twins_are_told_apart(names: list[str]) -> None:
    stored = safe_names(names)
    tops = {safe.partition("/")[0].casefold() for safe in stored.values()}
    assert len(tops) == len(names)


def test_a_made_name_never_takes_anothers() -> None:
    wanted = safe_names(["a%.png"])["a%.png"]
    stored = safe_names(["a%.png", wanted])
    assert stored[wanted] == wanted
    assert stored["a%.png"] not in (wanted, "a%.png")
