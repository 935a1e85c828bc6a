"""What a run says of a story, held against the truth that was written by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

Json = dict[str, Any]
PAID = ("loans", "repayments", "other_payments")


def complaints(told: Json, truth: Json) -> list[str]:
    """Return everything in which a run and the truth differ, one line each; none is well."""
    return [
        *_payments(told, truth.get("payment", [])),
        *_sums(told["facts"], truth),
        *_pages(told["conversations"], truth),
        *_parties(told["facts"], truth),
        *_terms(told["facts"]["terms"], truth.get("terms", {})),
        *_sayings(told["facts"], truth),
        *_doubts(told["doubts"], truth),
    ]


# ── money ──────────────────────────────────────────────────────────────────────────────


def _payments(told: Json, truth: list[Json]) -> Iterator[str]:
    """Every payment is in the truth with this day or none, and with these doubts or none."""
    kinds = {doubt["id"]: doubt["kind"] for doubt in told["doubts"]}
    every = [one for key in PAID for one in told["facts"][key]]
    found = Counter(_row(one, sorted(kinds[d] for d in one["doubts"])) for one in every)
    wanted = Counter(_true_row(one) for one in truth)
    yield from (f"payment missing: {row}" for row in (wanted - found).elements())
    yield from (f"payment not in the story: {row}" for row in (found - wanted).elements())
    for one in truth:
        if "backing" in one and not any(_is_backed(paid, one) for paid in every):
            yield f"no payment of {one['amount']} on {one['day']} is {one['backing']}"
        if "happened" in one and not any(_allows(paid, one) for paid in every):
            yield f"no payment of {one['amount']} may have been on {one['happened']}"


def _row(paid: Json, doubts: list[str]) -> str:
    day = known_day(paid["at"])
    facts = [paid["nature"], paid["direction"], paid["amount"], paid["status"], day]
    counted = "counted" if paid["counted"] else "not counted"
    return " ".join(map(str, [*facts, counted, paid["serial"], *doubts]))


def _true_row(one: Json) -> str:
    counted = one["state"] == "accepted" and one["nature"] in ("借款", "还款")
    facts = [one["nature"], one["direction"], one["amount"], one["state"], one.get("day")]
    word = "counted" if one.get("counted", counted) else "not counted"
    return " ".join(map(str, [*facts, word, one.get("serial"), *sorted(one.get("doubts", []))]))


def known_day(at: Json) -> str | None:
    """Return the one day that an interval lies on, else None."""
    days = {at[end] and at[end][:10] for end in ("earliest", "latest")}
    return days.pop() if len(days) == 1 else None


def _is_backed(paid: Json, one: Json) -> bool:
    same = paid["amount"] == one["amount"] and known_day(paid["at"]) == str(one["day"])
    return same and paid["status"] == one["state"] and paid["backing"] == one["backing"]


def _allows(paid: Json, one: Json) -> bool:
    day, at = one["happened"].isoformat(), paid["at"]
    early = at["earliest"] is None or at["earliest"][:10] <= day
    late = at["latest"] is None or day <= at["latest"][:10]
    return paid["amount"] == one["amount"] and early and late


def _sums(facts: Json, truth: Json) -> Iterator[str]:
    found = {
        "lent": yuan(_counted(facts["loans"])),
        "repaid": yuan(_counted(facts["repayments"])),
        "balance": facts["principal_outstanding"],
    }
    for key, value in found.items():
        if value != truth[key]:
            yield f"{key} is {value}, not {truth[key]}"


def _counted(paid: list[Json]) -> int:
    return sum(int(one["amount"].replace(".", "")) for one in paid if one["counted"])


def yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


# ── pages and people ───────────────────────────────────────────────────────────────────


def _pages(talks: list[Json], truth: Json) -> Iterator[str]:
    found = [talk["files"] for talk in talks]
    if sorted(found) != sorted(truth["conversations"]):
        yield f"conversations are {found}"
    gaps = [[gap["after"], gap["before"]] for talk in talks for gap in talk["gaps"]]
    if sorted(gaps) != sorted(truth.get("gaps", [])):
        yield f"gaps are {gaps}"


def _parties(facts: Json, truth: Json) -> Iterator[str]:
    for role in ("lender", "borrower"):
        party, wanted = facts[role], truth.get(role, {})
        for name in wanted.get("names", []):
            if name not in party["names"]:
                yield f"{role} is not known as {name}: {party['names']}"
        for key in ("wechat_id", "legal_name", "is_owner"):
            if key in wanted and party[key] != wanted[key]:
                yield f"{role}'s {key} is {party[key]}, not {wanted[key]}"


# ── words ──────────────────────────────────────────────────────────────────────────────


def _terms(terms: Json, truth: Json) -> Iterator[str]:
    due = terms["due"] and known_day(terms["due"]["value"])
    if "due" in truth and due != (truth["due"].isoformat() if truth["due"] else None):
        yield f"due on {due}, not {truth['due']}"
    parts = [[one["amount"], known_day(one["due"])] for one in terms["instalments"]]
    if parts != truth.get("instalments", parts):
        yield f"instalments are {parts}"
    for key in ("rate", "purpose"):
        value = terms[key]["value"] if terms[key] else ""
        if key in truth and value != truth[key]:
            yield f"{key} is {value or 'unknown'}, not {truth[key] or 'unknown'}"


def _sayings(facts: Json, truth: Json) -> Iterator[str]:
    for one in truth.get("said", []):
        if not any(_is(quote, one) for quote in facts.get(one["kind"], [])):
            yield f"{one['kind']} lack 「{one['words']}」 ({one})"
    for one in truth.get("not_said", []):
        if any(one["words"] in quote["quote"] for quote in facts.get(one["kind"], [])):
            yield f"{one['kind']} must not have 「{one['words']}」"


def _is(quote: Json, one: Json) -> bool:
    """Say whether a quote holds the words, by this side, with this sum and on this day."""
    day: date | None = one.get("day")
    return (
        one["words"] in quote["quote"].replace("?", "？")
        and quote["by"] == one["by"]
        and one.get("amount", quote["amount"]) == quote["amount"]
        and (day is None or known_day(quote["at"]) == day.isoformat())
    )


def _doubts(doubts: list[Json], truth: Json) -> Iterator[str]:
    for one in truth.get("doubt", []):
        if not any(_doubted(doubt, one) for doubt in doubts):
            yield f"no doubt {one['kind']} on {one.get('file', 'the whole')}"
    for one in truth.get("no_doubt", []):
        kept = [doubt for doubt in doubts if doubt["kind"] == one["kind"]]
        yield from (f"a doubt too many: {doubt['kind']} {doubt['args']}" for doubt in kept)


def _doubted(doubt: Json, one: Json) -> bool:
    args = one.get("args", {})
    same = doubt["kind"] == one["kind"] and doubt["file"] == one.get("file")
    return same and args.items() <= doubt["args"].items()
