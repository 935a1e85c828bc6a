"""The drawn exam: every kind and variant is in it, and a seed gives one exam and no other."""

from __future__ import annotations

import json
import re
import sys
from importlib import import_module
from pathlib import Path
from typing import get_type_hints

import pytest
from PIL import Image

from evidence_kit import model
from evidence_kit.render import screen_schema as schema
from evidence_kit.screens import lexicon

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "samples"), str(ROOT / "bench")]

# The exam and the drawing are programs of their own, never installed.
deck = import_module("drawing.dice.deck")
chance = import_module("drawing.dice.chance")
numerals = import_module("drawing.screens.numerals")
draw = import_module("drawn").draw

SEED = 5
# What a picture may be; files of records and recordings are no screens.
KINDS = set(get_type_hints(schema.ScreenJson)["kind"].__args__) - {"records", "recording"}
RECIPES = len(deck.RECIPES)


@pytest.fixture(scope="module")
def exam(tmp_path_factory):
    """One of each recipe, written."""
    folder = tmp_path_factory.mktemp("exam")
    assert draw(folder, SEED, RECIPES) == RECIPES
    return folder


@pytest.fixture(scope="module")
def truths():
    """The truth of a whole deck: nothing is painted."""
    return [one.truth() for one in deck.drawn(SEED, len(deck.order()))]


def test_a_deck_is_large_enough():
    assert len(deck.order()) >= 320
    assert len(set(deck.order())) == len(deck.order())


def test_every_file_has_its_truth(exam):
    written = json.loads((exam / "truth.json").read_text(encoding="utf-8"))
    assert written["seed"] == SEED
    assert {path.name for path in (exam / "screenshots").iterdir()} == set(written["files"])


def test_the_first_of_each_recipe_cover_every_kind(exam):
    files = json.loads((exam / "truth.json").read_text(encoding="utf-8"))["files"]
    assert {said["kind"] for said in files.values()} == KINDS


def test_a_picture_is_what_its_variant_says(exam):
    files = json.loads((exam / "truth.json").read_text(encoding="utf-8"))["files"]
    for name, said in files.items():
        with Image.open(exam / "screenshots" / name) as picture:
            assert picture.width == said["variant"]["width"]
            assert picture.format == said["variant"]["format"]


def test_one_seed_gives_one_exam(truths):
    again = [one.truth() for one in deck.drawn(SEED, 40)]
    assert again == truths[:40]
    first, second = (next(iter(deck.drawn(SEED, 1))).picture() for _ in range(2))
    assert first.tobytes() == second.tobytes()


def test_another_seed_gives_another_exam(truths):
    other = [one.truth() for one in deck.drawn(SEED + 1, 40)]
    assert all(one["kind"] == two["kind"] for one, two in zip(other, truths, strict=False))
    same = [one == two for one, two in zip(other, truths, strict=False)]
    assert sum(same) <= 4  # blank pages may coincide


def test_the_truth_has_the_keys_of_the_schema(truths):
    page = set(get_type_hints(schema.ScreenJson)) - {"file", "reason", "records", "recording"}
    message = set(get_type_hints(schema.MessageJson)) - {"confidence", "box", "at"}
    slip = set(get_type_hints(schema.PaymentPageJson))
    for said in truths:
        assert set(said) == page | {"variant"}
        assert all(set(one) == message | {"at_text"} for one in said["messages"])
        slips = [*said["payments"], *(one["payment"] for one in said["notices"])]
        slips += [said["payment"]] if said["payment"] else []
        assert all(set(one) == slip for one in slips)
        if said["profile"]:
            assert set(said["profile"]) == set(get_type_hints(schema.ProfileJson))
        if said["document"]:
            assert set(said["document"]) == set(get_type_hints(schema.DocumentJson))


def test_the_truth_uses_the_vocabulary_of_the_model(truths):
    for said in truths:
        model.App(said["app"])
        for one in said["messages"]:
            model.Side(one["side"])
            model.MessageKind(one["kind"])
        slips = [*said["payments"], *said["messages"], said["payment"] or {}]
        slips += [one["payment"] for one in said["notices"]]
        for one in slips:
            assert one.get("status") is None or model.State(one["status"])
            assert one.get("direction") is None or model.Direction(one["direction"])
            assert one.get("amount") is None or re.fullmatch(r"\d+\.\d\d", one["amount"])
        if said["document"]:
            model.DocumentKind(said["document"]["kind"])


def test_every_kind_of_message_is_there(truths):
    said = {one["kind"] for page in truths for one in page["messages"]}
    wanted = {kind.value for kind in model.MessageKind} - {"quote"}
    assert said == wanted


def test_messages_have_what_their_kind_has(truths):
    for one in (one for page in truths for one in page["messages"] if not one["cut"]):
        assert bool(one["amount"]) == bool(one["status"]) == (one["kind"] == "transfer")
        assert bool(one["seconds"]) == (one["kind"] == "voice")
        assert bool(one["at_text"]) == (one["kind"] == "time")
        assert (one["text"] is None) == (one["kind"] == "image")
        assert one["text"] != ""


def test_transfers_come_in_every_state_on_both_sides(truths):
    cards = {
        (one["side"], one["status"], one["memo"] is not None, one["receipt"])
        for page in truths
        for one in page["messages"]
        if one["kind"] == "transfer" and not one["cut"]
    }
    for side in ("left", "right"):
        for state in ("pending", "accepted", "returned", "expired"):
            assert {(side, state, True, False), (side, state, False, False)} <= cards
        assert (side, "accepted", False, True) in cards


def test_every_time_line_can_be_read(truths):
    lines = [one["at_text"] for page in truths for one in page["messages"] if one["at_text"]]
    assert [line for line in lines if lexicon.time(line) is None] == []
    for form in (
        r"\d\d?:\d\d",
        r"(昨天|前天)",
        r"周",
        r"星期",
        r"\d+月\d+日",
        r"\d{4}年",
        "晚上(19|2)",
    ):
        assert any(re.search(form, line) for line in lines), form


def test_every_variant_is_there(truths):
    variants = [page["variant"] for page in truths]
    assert {v["theme"] for v in variants} == {"light", "dark", "old"}
    assert {v["phone"] for v in variants} == {
        *("720x1600", "1080x2400", "1170x2532", "1440x3200"),
        "PC",
    }
    assert {540, 720, 1080, 1170, 1440} <= {v["width"] for v in variants}
    assert {None, 60, 90} <= {v["quality"] for v in variants}
    assert any(v["wallpaper"] for v in variants)


def test_clean_means_sharp_wide_and_plain(truths):
    clean = [page["variant"] for page in truths if page["variant"]["clean"]]
    assert len(clean) > len(truths) // 4
    for one in clean:
        assert one["quality"] is None or one["quality"] >= 85
        assert one["width"] >= 1080
        assert not one["wallpaper"]


def test_stitched_screens_reach_thirty_thousand_pixels():
    turns = [turn for name, turn in deck.order() if name == "stitched"]
    heights = [deck.STITCHED[turn] for turn in turns]
    assert max(heights) == 30_000
    assert min(heights) >= 6_000


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0.01", "壹分"),
        ("10.00", "壹拾元整"),
        ("105.20", "壹佰零伍元贰角"),
        ("20050.00", "贰万零伍拾元整"),
        ("100000.00", "壹拾万元整"),
        ("123456.78", "壹拾贰万叁仟肆佰伍拾陆元柒角捌分"),
    ],
)
def test_capital_numerals(amount, words):
    assert numerals.in_words(amount) == words


def test_capital_numerals_are_what_the_reader_understands():
    for fen in (*range(100, 40_000, 371), *range(10_000, 40_000_000, 777_777)):
        amount = f"{fen // 100}.{fen % 100:02d}"
        assert str(lexicon.capital_money(numerals.in_words(amount))) == amount
