"""Questions in case.toml, and answers that were not taken: on the terminal and in facts.json."""

from __future__ import annotations

import pytest
from ledgers import ASKED, LOAN_DAY, page
from stories import left, taken, time

from evidence_kit import facts, telling
from evidence_kit.model import Brief, DoubtKind, Screen, Side, Source
from evidence_kit.render.contract import Story, read_json
from evidence_kit.words import Words

UNDATED = page(time("1月5日20:16"), ASKED, *taken(Side.RIGHT, "5000.00"))
SAID = page(LOAN_DAY, ASKED, *taken(Side.RIGHT, "5000.00"), left("上次还了你1000，还欠你4000"))
STRANGER = page(LOAN_DAY, *taken(Side.RIGHT, "900.00"), name="9.png", title="小满")


def told(*shown: tuple[Source, Screen], **answers: str) -> Story:
    asked = facts.gather(shown, Brief()).doubts
    said = [(d.id, answers[d.kind.value]) for d in asked if d.kind.value in answers]
    said += [(name, value) for name, value in answers.items() if name not in set(DoubtKind)]
    brief = Brief(answers=tuple(said))
    screens, found = facts.understood(shown, brief)
    sources = tuple(source for source, _ in shown)
    untaken = facts.untaken(shown, brief, found)
    return Story(sources, screens, found, "recorded", "recorded", untaken=untaken)


def question(story: Story, kind: DoubtKind) -> str:
    doubt = next(d.id for d in story.facts.doubts if d.kind is kind)
    (lines,) = (one.lines for one in telling.questions(story) if one.doubt == doubt)
    return "\n".join(lines)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_an_answer_that_was_not_taken_stands_in_facts_json_too(language: str) -> None:
    """Failure: it was told on the terminal alone, and lost with the window."""
    story = told(UNDATED, time_unanchored="我看过了", abcdef0123="已核")
    shown = telling.story(story, Words(language))
    untaken = read_json(story)["untaken"]
    assert [one["value"] for one in untaken] == ["我看过了", "已核"]
    assert all(one["doubt"] in shown and one["value"] in shown for one in untaken)
    assert read_json(told(UNDATED, time_unanchored="已核"))["untaken"] == []


def test_less_owed_than_was_paid_asks_for_what_came_back_unseen() -> None:
    """Failure: 已核 closed “上次还了你1000，还欠你4000” with no word of that 1000."""
    asked = question(told(SAID), DoubtKind.SAID_DIFFERS_FROM_PAID)
    assert "case.toml" in asked
    assert "虚假诉讼" in asked


def test_money_of_an_unknown_person_is_asked_by_known_as() -> None:
    asked = question(told(SAID, STRANGER), DoubtKind.PARTY_UNKNOWN)
    assert "known_as" in asked
    assert "照原图逐字填写" not in asked


def test_what_came_in_offers_no_look() -> None:
    came = page(
        time("2025年6月2日 14:05"), left("给你的"), *taken(Side.LEFT, "20.00"), name="2.png"
    )
    asked = question(told(SAID, came), DoubtKind.NATURE_UNKNOWN)
    assert "还款、赠与、代付或消费" in asked
    assert "已核" not in asked
