"""Wording of the plaintiff's own for the filing that says more than exhibits can bear out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from evidence_kit.facts.amounts import spoken
from evidence_kit.model import (
    Direction,
    Doubt,
    DoubtKind,
    ExhibitWords,
    Money,
    Nature,
    Payment,
    Saying,
    State,
    Terms,
)
from evidence_kit.patterns import Pattern
from evidence_kit.transcript.overlap import squeezed

# What is used of proof that may not be there (a stamp of this computer's clock is no 时间戳, a
# print-out no 原件), and what judges instead of stating. A lawyer may have good grounds for any
# of them (a notary's deed is among the exhibits): so it is asked about, and not refused.
CLAIMS = (
    "时间戳", "存证", "固证", "区块链", "公证", "司法鉴定", "不可篡改", "原件", "完整",
    "未经删减", "未删", "未剪", "未截取", "全套", "没有遗漏", "无遗漏", "全部往来", "所有往来",
    "铁证", "确凿", "足以证明", "毫无疑问", "显然",
    "恶意", "诈骗", "骗取", "骗子", "老赖", "赖账", "拒不",
)  # fmt: skip
# That nothing came back: untrue where anything did, or may have.
_NOTHING_BACK = Pattern(
    r"分文|一分(?:钱)?[也都]?[没未]|从[未没][^，,。;；]{0,4}[还付]|(?:至今)?[未没]有?(?:曾|任何)?[归偿]?还(?:过|款)?|"
    r"[未没]有?收到[^，,。;；]{0,6}(?:还|款)|全额(?:未|没|尚)|[未没]有?偿"
)
_CLAUSE = Pattern(r"[，。;；]|,(?!\d)")
_WHO = Pattern(r"原告|被告")
_MOVES = Pattern(r"[转付汇交还退]|收到|出借|借[给到得]")
_BACK = Pattern(r"已(?:归|偿)?还|还了|归还|还款")
_AHEAD = Pattern(r"约定|承诺|保证|应[当该]?|[未没不]|尚|催|要求|同意|计划|将|前[归偿还付]")
_GONE = (State.RETURNED, State.EXPIRED)


@dataclass(frozen=True, slots=True)
class Shown:
    """The sums that pages and words show, each kind apart, and whether any may have come back."""

    lent: frozenset[Money] = frozenset()
    repaid: frozenset[Money] = frozenset()
    said: frozenset[Money] = frozenset()
    came: bool = False


def shown(
    paid: Sequence[Payment],
    sayings: Iterable[Saying],
    terms: Terms,
    noted: Iterable[Money],
    known: Iterable[Doubt],
) -> Shown:
    """Return what own words may speak of; `noted` are papers' sums, `known` the doubts so far."""
    lent = [p.amount.value for p in paid if p.counted and p.nature is Nature.LOAN]
    back = [p.amount.value for p in paid if p.counted and p.nature is Nature.REPAYMENT]
    quotes = [saying.quote.quote for saying in sayings]
    quotes += [one.quote for one in (terms.due, terms.rate) if one]
    told = {one.money for quote in quotes for one in spoken(quote)}
    owed = Money(_sum(lent) - _sum(back))
    returned = any(p.direction is not Direction.OUT and p.state not in _GONE for p in paid)
    in_words = any(doubt.kind is DoubtKind.REPAYMENT_SAID for doubt in known)
    return Shown(
        frozenset({*lent, Money(_sum(lent))}),
        frozenset({*back, Money(_sum(back))}),
        frozenset({*told, *noted, owed}),
        came=returned or in_words or bool(back),
    )


def _sum(amounts: Collection[Money]) -> int:
    return sum(amount.fen for amount in amounts)


def doubts(said: Sequence[ExhibitWords], money: Shown | None = None) -> Iterator[Doubt]:
    """Yield a doubt for each title and sentence with such words; SEEN keeps it as it is."""
    for one in said:
        for text in (one.title or "", *one.proves):
            found = dict.fromkeys([*_claimed(squeezed(text)), *_unshown(text, money or Shown())])
            if found:
                args = (("text", text), ("word", "、".join(found)))
                yield Doubt(DoubtKind.WORDING_CLAIMS, None, args)


def _claimed(text: str) -> Iterator[str]:
    yield from (word for word in CLAIMS if word in text)


def _unshown(text: str, money: Shown) -> Iterator[str]:
    """Yield what words say of money that no page shows: none back, another sum, another way."""
    if money.came:
        yield from (found[0] for found in _NOTHING_BACK.finditer(squeezed(text)))
    for clause in map(squeezed, _CLAUSE.split(text.replace(" ", ""))):
        known = _known(clause, money)
        yield from (str(one.money) for one in spoken(clause) if one.money not in known)


def _known(clause: str, money: Shown) -> frozenset[Money]:
    """Return the sums that a clause may name, by the way it says that money went."""
    who, moves = _WHO.search(clause), _MOVES.search(clause)
    if _AHEAD.search(clause) or not (moves or _BACK.search(clause)):
        return money.lent | money.repaid | money.said
    if _BACK.search(clause):
        return money.repaid
    if who is None:
        return money.lent | money.repaid
    # Whoever is named first pays, or borrows or gets.
    gets = bool(re.search(r"收到|借[到得走]", clause))
    return money.lent if (who[0] == "原告") is not gets else money.repaid
