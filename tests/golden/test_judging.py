"""The judge of golden stories finds every kind of error: else its silence proves nothing."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from golden import judging, runs

Json = dict[str, Any]
DAY = {"earliest": "2025-03-02T14:05", "latest": "2025-03-02T14:15", "basis": "between"}
OPEN = {"earliest": None, "latest": None, "basis": "unanchored"}


def _paid(amount: str, nature: str, at: Json) -> Json:
    way = "out" if nature == "借款" else "in"
    facts = {"amount": amount, "direction": way, "nature": nature, "status": "accepted"}
    return {**facts, "at": at, "counted": True, "serial": None, "doubts": []}


TOLD: Json = {
    "conversations": [{"files": ["1.png", "2.png"], "gaps": []}],
    "facts": {
        "lender": {"names": [], "wechat_id": "mine", "legal_name": None, "is_owner": True},
        "borrower": {"names": ["老周"], "wechat_id": None, "legal_name": None, "is_owner": False},
        "loans": [_paid("5000.00", "借款", DAY)],
        "repayments": [_paid("2000.00", "还款", OPEN)],
        "other_payments": [],
        "terms": {"due": {"value": DAY}, "rate": None, "purpose": None, "instalments": []},
        "demands": [{"quote": "什么时候还？", "by": "right", "amount": None, "at": DAY}],
        "principal_outstanding": "3000.00",
    },
    "doubts": [{"id": "a", "kind": "time_unanchored", "file": "2.png", "args": {"field": "time"}}],
}
TRUTH = tomllib.loads("""
lent = "5000.00"
repaid = "2000.00"
balance = "3000.00"
conversations = [["1.png", "2.png"]]
[lender]
wechat_id = "mine"
[borrower]
names = ["老周"]
[[payment]]
amount = "5000.00"
direction = "out"
state = "accepted"
nature = "借款"
day = 2025-03-02
[[payment]]
amount = "2000.00"
direction = "in"
state = "accepted"
nature = "还款"
happened = 2025-04-02
[terms]
due = 2025-03-02
[[said]]
kind = "demands"
words = "什么时候还"
by = "right"
day = 2025-03-02
[[doubt]]
kind = "time_unanchored"
file = "2.png"
[[no_doubt]]
kind = "pages_gap"
""")


def _set(*path: str | int, to: object) -> Callable[[Json], None]:
    def change(told: Json) -> None:
        place: Any = told
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = to

    return change


ERRORS = {
    "amount": _set("facts", "loans", 0, "amount", to="500.00"),
    "direction": _set("facts", "loans", 0, "direction", to="in"),
    "state": _set("facts", "loans", 0, "status", to="returned"),
    "nature": _set("facts", "loans", 0, "nature", to="未明"),
    "uncounted": _set("facts", "loans", 0, "counted", to=False),
    "another day": _set("facts", "loans", 0, "at", "earliest", to="2025-03-01T14:05"),
    "an invented day": _set("facts", "repayments", 0, "at", to=DAY),
    "a day that can't be": _set("facts", "repayments", 0, "at", "latest", to="2025-04-01T00:00"),
    "serial": _set("facts", "loans", 0, "serial", to="1000050001"),
    "a doubt on a payment": _set("facts", "loans", 0, "doubts", to=["a"]),
    "a payment lost": _set("facts", "repayments", to=[]),
    "a payment twice": _set("facts", "other_payments", to=[_paid("5000.00", "借款", DAY)]),
    "balance": _set("facts", "principal_outstanding", to="5000.00"),
    "order": _set("conversations", 0, "files", to=["2.png", "1.png"]),
    "gap": _set("conversations", 0, "gaps", to=[{"after": "1.png", "before": "2.png"}]),
    "name": _set("facts", "borrower", "names", to=["老吴"]),
    "account": _set("facts", "lender", "wechat_id", to="other"),
    "due": _set("facts", "terms", "due", to=None),
    "quote": _set("facts", "demands", to=[]),
    "speaker": _set("facts", "demands", 0, "by", to="left"),
    "a doubt lost": _set("doubts", to=[]),
    "a doubt too many": _set("doubts", 0, "kind", to="pages_gap"),
}


def test_what_is_true_is_not_complained_of() -> None:
    assert judging.complaints(TOLD, TRUTH) == []


@pytest.mark.parametrize("error", ERRORS)
def test_every_error_is_complained_of(error: str) -> None:
    told = deepcopy(TOLD)
    ERRORS[error](told)
    assert judging.complaints(told, TRUTH)


@pytest.mark.parametrize("name", runs.NAMES)
def test_a_truth_adds_up(name: str) -> None:
    truth = runs.truth(name)
    sums = dict.fromkeys(("借款", "还款"), 0)
    for one in truth["payment"]:
        if one["state"] == "accepted" and one["nature"] in sums:
            sums[one["nature"]] += int(one["amount"].replace(".", ""))
    lent, repaid = sums.values()
    found = (judging.yuan(lent), judging.yuan(repaid), judging.yuan(lent - repaid))
    assert found == (truth["lent"], truth["repaid"], truth["balance"])
