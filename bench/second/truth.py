"""What stands on a drawn page, in the exam's own words; absent keys are not on the page."""

from dataclasses import dataclass, field
from typing import Any

Truth = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """One marked part of a page: how it is drawn, and what it says."""

    html: str
    truth: Truth = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """A page ready for Chromium, with the truth about it."""

    html: str
    truth: Truth
    items: tuple[Item, ...] = ()
    height: int | None = None
    grain: float = 0.0
    """How much camera noise is laid over the picture."""


def message(side: str, kind: str, text: str | None = None, **more: Any) -> Truth:
    """Give the truth about one message of a chat."""
    return {"side": side, "kind": kind, "text": text} | more


def payment(**known: Any) -> Truth:
    """Give the truth about one payment: every key is there, null when the page doesn't show it."""
    names = (
        "amount",
        "direction",
        "counterparty",
        "status",
        "time",
        "received_time",
        "serial",
        "memo",
        "payer",
        "payee",
    )
    return dict.fromkeys(names) | known


def assemble(items: list[Item]) -> str:
    """Give the items' HTML, each marked with its number so that it can be measured."""
    return "".join(f'<div data-m="{i}">{one.html}</div>' for i, one in enumerate(items))


def _cut(said: Truth, seen: dict[str, dict[str, Any]]) -> Truth:
    """Keep of a message that the edge cuts only what stands on whole lines."""
    left = dict(said, cut=True)
    for name in ("text", "quoted", "spoken"):
        if name in seen and said.get(name) is not None:
            left[name] = seen[name]["text"] or None
    for name in ("amount", "memo", "sender", "seconds"):
        if name in seen and not seen[name]["whole"]:
            left[name] = None
    if "status" in seen and not seen["status"]["whole"]:
        left["status"] = "unknown"
    return left


def _named(said: Truth, seen: dict[str, dict[str, Any]]) -> Truth:
    """Forget a nickname that stands above the edge, though its bubble stands whole."""
    if said.get("sender") and "sender" in seen and not seen["sender"]["whole"]:
        return dict(said, sender=None)
    return said


def visible(items: tuple[Item, ...], measured: list[dict[str, Any]]) -> list[Truth]:
    """Give the truth about the items that the picture shows, in their order."""
    shown = []
    for one in measured:
        if one["state"] == "out":
            continue
        said = items[one["part"]].truth
        if said:
            keep = _cut if one["state"] == "cut" else _named
            shown.append(keep(said, one["seen"]))
    return shown


def settle(messages: list[Truth]) -> list[Truth]:
    """Call a memo's card accepted where its answering card stands on the page, else unknown."""
    return [_settled(said, messages[i + 1 :]) for i, said in enumerate(messages)]


def _settled(said: Truth, after: list[Truth]) -> Truth:
    if said["kind"] != "transfer" or not said.get("memo"):
        return said
    answered = any(
        later.get("receipt")
        and later["side"] != said["side"]
        and later.get("amount") == said.get("amount")
        for later in after
    )
    return dict(said, status="accepted" if answered else "unknown")
