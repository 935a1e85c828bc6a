"""What two honest readers of the same words put differently: it isn't judged.

Each exam has its own author, and where a page's words leave a field to be agreed on, they agreed
on different things. Everything else on such a page is judged as ever.
"""

from __future__ import annotations

import re

from findings import Truth

# A group's title ends with the number of its members, which is told apart.
_COUNT = re.compile(r"\s*[(（]\d+[)）]$")
_REFUNDED = "退款时间"


def named(chat: Truth) -> Truth:
    """Return a chat whose title leaves out the number of members."""
    counted = chat.get("members") is not None and chat.get("title")
    return {**chat, "title": _COUNT.sub("", chat["title"])} if counted else chat


def slip(told: Truth, true: Truth) -> Truth:
    """Return the truth about a payment without the fields that can be put either way."""
    left_open = {"status": _no_state(true), "time": _same_time(told, true)}
    return {name: value for name, value in true.items() if not left_open.get(name)}


def _no_state(true: Truth) -> bool:
    """提现已到账 is no state of a payment, yet money has arrived."""
    return "status" in true and true["status"] is None and bool(true.get("status_words"))


def _same_time(told: Truth, true: Truth) -> bool:
    """A page whose only time is 收款时间 may tell it as one time or as both."""
    times = [one.get(name) for one in (told, true) for name in ("time", "received_time")]
    return len(set(times) - {None}) == 1 and None in (told.get("time"), true.get("time"))


def notice(true: Truth) -> Truth:
    """Return the truth about the payment of a card; a refund's own time may be told as taken."""
    paid = dict(true.get("payment") or {})
    if paid.get("received_time") is None and _REFUNDED in (true.get("rows") or {}):
        paid.pop("received_time", None)
    return paid
