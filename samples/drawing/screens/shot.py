"""What a screen is: a picture, and what it says in the keys of `read --json`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from PIL import Image

    from drawing.phone import Phone

Truth = dict[str, Any]


class Shot(Protocol):
    """One picture of the folder, as a plain value."""

    @property
    def phone(self) -> Phone:
        """The phone it was taken with; it gives the width."""

    def picture(self) -> Image.Image:
        """Return its pixels."""

    def truth(self) -> Truth:
        """Return what it says."""


def screen_truth(kind: str, **said: object) -> Truth:
    """Return a screen's truth with every key, null or empty where the page has nothing."""
    blank: Truth = {
        "kind": kind,
        "title": None,
        "members": None,
        "app": "wechat",
        "messages": [],
        "payment": None,
        "payments": [],
        "packet": None,
        "notices": [],
        "document": None,
        "profile": None,
    }
    return {**blank, **said}


def slip_truth(**said: object) -> Truth:
    """Return a payment's truth with every key, null where the page shows nothing."""
    blank: Truth = {
        "amount": None,
        "direction": None,
        "counterparty": None,
        "status": None,
        "time": None,
        "received_time": None,
        "returned_time": None,
        "serial": None,
        "memo": None,
        "payer": None,
        "payee": None,
    }
    return {**blank, **said}


def profile_truth(**said: object) -> Truth:
    """Return a person's truth with every key, null where the page shows nothing."""
    blank: Truth = {
        "remark": None,
        "nickname": None,
        "wechat_id": None,
        "region": None,
        "own": False,
        "real_name": None,
        "id_number": None,
    }
    return {**blank, **said}


def iso(at: datetime, *, seconds: bool = True) -> str:
    """Return a printed time as ISO 8601 without a zone."""
    return at.isoformat(timespec="seconds" if seconds else "minutes")


def plain_amount(printed: str) -> str:
    """Return an amount as `read --json` writes it: two decimals, no sign, comma or symbol."""
    return printed.lstrip("+-−–—¥￥ ").replace(",", "").removesuffix("元")
