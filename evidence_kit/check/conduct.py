"""What was said and done that the other side may turn against the claim, in quotes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Final

from evidence_kit.check import harsh
from evidence_kit.check.advice import finding
from evidence_kit.check.talk import Folder, pages
from evidence_kit.facts.sentences import sentences
from evidence_kit.model import (
    DoubtKind,
    Finding,
    FindingKind,
    MessageKind,
    SayingKind,
    Utterance,
)

# Four times the lowest one-year LPR there was up to 2026-09-20 (3.00 %): no rate up to it is above
# the cap of any day since 2020-08-20; of a higher one the day of the contract decides.
LOWEST_CAP: Final = Fraction(12, 100)
# Fewer may be friends; more, at interest, look like a business (民间借贷规定 13(3)).
MANY: Final = 3

_SAID = {
    FindingKind.DENIED: SayingKind.DENIAL,
    FindingKind.WAIVED: SayingKind.WAIVER,
    FindingKind.RELENT: SayingKind.RELENDING,
}
_HARSH: Final[dict[FindingKind, Callable[[str], bool]]] = {
    FindingKind.THREATENED: harsh.threatens,
    FindingKind.INSULTED: harsh.insults,
    FindingKind.DISCLOSED: harsh.discloses,
}


def findings(folder: Folder) -> Iterator[Finding]:
    """Yield what speaks against the loan, how it was asked back, and on which terms it was lent."""
    for kind, saying in _SAID.items():
        yield from _sayings(folder, kind, saying)
    yield from _other_ground(folder)
    for kind, says in _HARSH.items():
        yield from _own_words(folder, kind, says)
    yield from _lending(folder)


def _sayings(folder: Folder, kind: FindingKind, saying: SayingKind) -> Iterator[Finding]:
    said = folder.sayings(saying)
    if said:
        quotes = tuple(one.quote.quote for one in said)
        yield finding(kind, pages(one.quote.where for one in said), quotes=quotes)


def _other_ground(folder: Folder) -> Iterator[Finding]:
    doubts = [one for one in folder.facts.doubts if one.kind is DoubtKind.GROUND_ADVERSE]
    if doubts:
        quotes = tuple(text for one in doubts if (text := dict(one.args).get("text")))
        found = pages(one.where for one in doubts)
        yield finding(FindingKind.OTHER_GROUND, found, quotes=quotes)


def _own_words(folder: Folder, kind: FindingKind, says: Callable[[str], bool]) -> Iterator[Finding]:
    """Yield the lender's own messages in which a sentence is of this kind, delivered or not."""
    said = [one for one in folder.utterances(MessageKind.TEXT) if _own(folder, one)]
    found = [one for one in said if any(map(says, sentences(one.message.text)))]
    if found:
        quotes = tuple(one.message.text for one in found)
        yield finding(kind, pages(one.where for one in found), quotes=quotes)


def _own(folder: Folder, one: Utterance) -> bool:
    return one.message.side is folder.lender_side


def _lending(folder: Folder) -> Iterator[Finding]:
    """Yield what may look like a business, a rate that may be too high, interest kept up front."""
    rate = folder.facts.terms.rate
    lent = [one for one in folder.facts.candidates if one.lent.fen > 0]
    if rate is not None and len(lent) >= MANY:
        yield finding(FindingKind.MANY_BORROWERS, args=(("count", str(len(lent))),))
    if rate is not None and rate.value.per_year > LOWEST_CAP:
        args = (("rate", _percent(rate.value.per_year)),)
        quotes = (rate.quote,) if pages([rate.where]) else ()
        yield finding(FindingKind.RATE_HIGH, pages([rate.where]), quotes=quotes, args=args)
    kept = [one for one in folder.facts.doubts if one.kind is DoubtKind.INTEREST_UP_FRONT]
    if kept:
        yield finding(FindingKind.INTEREST_UP_FRONT, pages(one.where for one in kept))


def _percent(rate: Fraction) -> str:
    """Return a rate as percent with at most two decimals: 3/5 is 60."""
    hundredths = round(rate * 10_000)
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") if rest else str(whole)
