"""What two honest readers of the same words put differently: it isn't judged.

Each exam has its own author, and where a page's words leave a field to be agreed on, they agreed
on different things. Everything else on such a page is judged as ever.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from findings import Truth

from evidence_kit.model import Slip

# A group's title ends with the number of its members, which is told apart.
_COUNT = re.compile(r"\s*[(（]\d+[)）]$")
# A refund card's own time may be told as the time the money came in.
_REFUNDED = "退款时间"
_BACK = {"returned", "expired"}


def named(chat: Truth) -> Truth:
    """Return a chat whose title leaves out the number of members."""
    counted = chat.get("members") is not None and chat.get("title")
    return {**chat, "title": _COUNT.sub("", chat["title"])} if counted else chat


def slip(told: Truth, true: Truth, seen: Slip | None) -> Truth:
    """Return the truth about a payment without the fields that can be put either way."""
    left_open: dict[str, Callable[[Truth, Truth, Slip | None], bool]] = {
        "status": _either_state,
        "time": _same_time,
        "direction": _of_refund,
    }
    return {
        name: value
        for name, value in true.items()
        if not (name in left_open and left_open[name](told, true, seen))
    }


def _either_state(told: Truth, true: Truth, seen: Slip | None) -> bool:
    """已退还（过期） says both; 提现已到账 is no state of a payment, yet money has arrived."""
    words = seen.status.value if seen is not None and seen.status is not None else ""
    both = "退还" in words and "过期" in words and {told.get("status"), true["status"]} == _BACK
    return both or bool(true["status"] is None and true.get("status_words"))


def _same_time(told: Truth, true: Truth, _: Slip | None) -> bool:
    """A page whose only time is 收款时间 may tell it as one time or as both."""
    times = [one.get(name) for one in (told, true) for name in ("time", "received_time")]
    return len(set(times) - {None}) == 1 and None in (told.get("time"), true["time"])


def _of_refund(_told: Truth, true: Truth, _: Slip | None) -> bool:
    """A refund was paid by the phone's owner, though no word of the card says so."""
    return true["direction"] is None and true.get("status") == "refunded"


def notice(true: Truth) -> Truth:
    """Return the truth about the payment of a card."""
    paid = dict(true.get("payment") or {})
    if paid.get("received_time") is None and _REFUNDED in (true.get("rows") or {}):
        paid.pop("received_time", None)
    return paid
