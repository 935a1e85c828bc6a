"""The bench's tally: what counts as doubted, lost and exact."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path

from judged import CHAT, CHAT_ERRORS, MESSAGES, SCREENS, SIZE, doubt, judge, truth_of

from evidence_kit.model import DoubtKind

tally, exam = import_module("tally"), import_module("exam")


def answer(screen, truth, variant):
    question = exam.Question("1.png", Path("1.png"), {**truth, "variant": variant})
    return tally.Answer(question, judge(screen, truth, SIZE), len(screen.doubts))


def score(*screens, truth=None, variant=None):
    told = truth or truth_of(CHAT)
    return tally.Score(
        tuple(answer(screen, told, variant or {"clean": True}) for screen in screens)
    )


def test_a_lost_message_counts_in_the_figures_of_its_fields():
    figures = score(replace(CHAT, messages=MESSAGES[:2] + MESSAGES[3:])).fields()
    assert figures["message"] == (5, 6)
    assert figures["amount"] == (1, 2)
    assert figures["missing"] == (0, 1)


def test_an_unread_page_loses_every_value_and_none_of_them_silently():
    told = score(SCREENS["unread"])
    assert told.silent == 0
    assert told.fields()["amount"] == (0, 2)
    assert told.doubted(clean=True)[0] == told.doubted(clean=True)[1]


def test_doubts_are_counted_apart_for_clean_and_degraded_pictures():
    doubted = replace(CHAT, doubts=(doubt(DoubtKind.SIDE_UNKNOWN, MESSAGES[1].box, "side"),))
    told = score(doubted, variant={"clean": False})
    assert told.doubted(clean=True) == (0, 0)
    assert told.doubted(clean=False)[0] == 1
    assert told.doubted(among=tally.VALUES)[0] == 0


def test_texts_are_counted_by_the_quality_of_the_picture():
    misread = replace(CHAT, messages=(replace(MESSAGES[4], text="收到丁"),))
    truth = truth_of(replace(CHAT, messages=MESSAGES[4:5]))
    for quality, variant in (
        ("clean", {"clean": True}),
        ("coarse", {"clean": False, "quality": 60}),
        ("other", {"clean": False, "quality": 75}),
    ):
        assert score(misread, truth=truth, variant=variant).texts() == {quality: (0, 1)}


def test_silent_errors_are_listed_before_doubted_ones():
    both = tally.Score(
        (
            *score(SCREENS["unread"]).answers,
            *score(CHAT_ERRORS["amount"]).answers,
        )
    )
    lines = list(tally.wrongs(both, {tally.Group.CRITICAL}))
    assert [line.split()[0] for line in lines] == ["SILENT", "doubted"]
    assert "said '200.00', truth '2000.00'" in lines[0]


def test_the_pictures_taken_for_rivals_are_spread_over_the_set():
    assert exam.spread(range(100), 4) == [0, 25, 50, 75]
    assert exam.spread(range(3), 4) == [0, 1, 2]
