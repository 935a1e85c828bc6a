"""What words did, and what interrupts limitation, as facts.json tells it."""

from __future__ import annotations

from pydantic import TypeAdapter
from stories import chat, left, right, said, source, taken, time

from evidence_kit import facts
from evidence_kit.model import Brief, Message, MessageKind, Side
from evidence_kit.render.contract import Story, read_json
from evidence_kit.render.schema import FactsJson, ReadJson

R, L = Side.RIGHT, Side.LEFT
TALK: tuple[Message, ...] = (
    time("2025年3月2日 14:05"),
    left("我和我老婆想跟你借5000元行吗？"),
    *taken(R, "5000.00"),
    left("下个月15号还你"),
    time("2025年6月18日 10:20"),
    right("借我的钱什么时候还？"),
    said(R, "通话时长 03:21", MessageKind.CALL),
    left("再宽限几天，月底一定还"),
    left("这个月还2000下个月还3000"),
    left("老王还不上我还"),
    left("没钱还，你告我去吧"),
    left("这钱是你送我的"),
    right("这钱我从借呗借给你的"),
)


def told() -> FactsJson:
    where, page = chat(source("1.png"), TALK)
    found = facts.gather([(where, page)], Brief())
    read = read_json(Story((where,), ((where, page),), found, "recorded", None))
    TypeAdapter(ReadJson).validate_python(read, strict=False)
    return read["facts"]


def test_every_act_is_listed_under_its_name_with_its_quote() -> None:
    found = told()
    assert [one["quote"] for one in found["joint"]] == [TALK[1].text]
    assert [one["quote"] for one in found["demands"]] == ["借我的钱什么时候还？"]
    assert [one["quote"] for one in found["promises"]] == [TALK[4].text, TALK[8].text, TALK[9].text]
    assert [one["quote"] for one in found["plans"]] == ["这个月还2000下个月还3000"]
    assert [one["quote"] for one in found["guarantees"]] == ["老王还不上我还"]
    assert [one["quote"] for one in found["refusals"]] == ["没钱还，你告我去吧"]
    assert [one["quote"] for one in found["denials"]] == ["这钱是你送我的"]
    assert [one["quote"] for one in found["relending"]] == ["这钱我从借呗借给你的"]
    assert found["delays"] == []
    assert found["denials"][0]["where"][0]["file"] == "1.png"


def test_terms_name_renewals_and_instalments() -> None:
    terms = told()["terms"]
    assert terms["due"] is not None
    assert terms["due"]["value"]["latest"] == "2025-04-15T23:59"
    assert [(one["value"]["latest"], one["agreed"]) for one in terms["renewals"]] == [
        ("2025-06-30T23:59", False)
    ]
    assert [(one["amount"], one["due"]["latest"]) for one in terms["instalments"]] == [
        ("2000.00", "2025-06-30T23:59"),
        ("3000.00", "2025-07-31T23:59"),
    ]


def test_what_interrupts_limitation_is_in_order_and_calls_stand_apart() -> None:
    found = told()
    assert [one["kind"] for one in found["limitation_acts"]] == ["demand", "promise", "plan"]
    assert all(one["where"] and not one["doubts"] for one in found["limitation_acts"])
    assert [one["quote"] for one in found["contacts"]] == ["通话时长 03:21"]
