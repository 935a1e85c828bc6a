"""A photographed paper: 借条, 欠条 and 收条 told apart by their own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from evidence_kit.model import (
    Document,
    DocumentKind,
    Doubt,
    DoubtKind,
    Line,
    Money,
    Sourced,
    Where,
)
from evidence_kit.patterns import Pattern
from evidence_kit.screens import lexicon, sums
from evidence_kit.screens.layout import Sheet
from evidence_kit.screens.slip import doubt
from evidence_kit.screens.vote import Ballot, Settled, by_words

_TITLES = {
    DocumentKind.LOAN_NOTE: Pattern(r"借条|借据|借款单|借款条"),
    DocumentKind.DEBT_NOTE: Pattern(r"欠条|欠据|欠款条"),
    DocumentKind.RECEIPT: Pattern(r"收条|收据|收款收据"),
}
_BODIES = {
    DocumentKind.LOAN_NOTE: Pattern(r"[今兹现][由向]?.{0,12}?借到|[今兹]借|本人.{0,12}向.{1,12}借"),
    DocumentKind.DEBT_NOTE: Pattern(r"[今兹现]欠|尚欠|本人欠"),
    DocumentKind.RECEIPT: Pattern(
        r"[今兹现]收到|已收到|(?<![未没有])收到.{1,12}(?:归还|还款|交来)"
    ),
}
_SIGNED = Pattern(r".*(?:此据|借款人|出借人|欠款人|收款人|立据人|身份证|签[名字章]|具条人).*")

# Pieces of a row: the gap between them and how far apart their middles are, in heights.
NEXT, SLANT = 2.0, 0.75


def sure(sheet: Sheet) -> float:
    """Return how sure it is that a page no other reader knows is a paper about a debt."""
    titles, bodies = _named(sheet)
    whole = _Script(_rows(sheet)).text
    written = bool(sums.figures(whole) or sums.in_words(whole))
    signed = any(_SIGNED.fullmatch(lexicon.squeezed(line.text)) for line in sheet.lines)
    told = 0.4 * bool(titles) + 0.4 * bool(bodies)
    return min(1.0, told + 0.2 * written + 0.2 * signed) if told else 0.0


def read(sheet: Sheet, votes: Ballot) -> Document:
    """Return the paper's text, kind and amount.

    What is read of handwriting is in doubt, unless 大写 and 小写 agree; a title that says
    another kind of paper than its words is a doubt too.
    """
    titles, bodies = _named(sheet)
    script = _Script(_rows(sheet))
    paid = _paid(votes, script)
    kinds = titles or bodies
    clear = len(kinds) == 1 and (not titles or not bodies or bool(titles & bodies))
    kind = min(kinds) if len(kinds) == 1 else DocumentKind.OTHER
    unclear = () if clear else (doubt(votes, DoubtKind.LOW_CONFIDENCE, "kind", _title(sheet)),)
    return Document(
        source=sheet.page.source,
        kind=kind,
        text=votes.sourced(script.lined, script.lines),
        amount=paid.value,
        doubts=(*paid.doubts, *unclear),
    )


def _named(sheet: Sheet) -> tuple[set[DocumentKind], set[DocumentKind]]:
    """Return the kinds that the paper's title says, and those that its words say."""
    texts = [lexicon.squeezed(line.text) for line in sheet.lines]
    whole = _Script(_rows(sheet)).text
    titles = {kind for kind, words in _TITLES.items() if any(words.fullmatch(t) for t in texts)}
    return titles, {kind for kind, words in _BODIES.items() if words.search(whole)}


def _title(sheet: Sheet) -> Line | None:
    texts = ((line, lexicon.squeezed(line.text)) for line in sheet.lines)
    return next((line for line, t in texts if any(w.fullmatch(t) for w in _TITLES.values())), None)


# ── the lines of a page held askew ─────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Script:
    """What is written, row by row, and which line each character of it is on."""

    rows: tuple[tuple[Line, ...], ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines in the order they are read."""
        return tuple(line for row in self.rows for line in row)

    @property
    def text(self) -> str:
        """Everything run together, without spaces."""
        return "".join(lexicon.squeezed(line.text) for line in self.lines)

    @property
    def lined(self) -> str:
        """A row of the paper on each line."""
        return "\n".join("".join(line.text.strip() for line in row) for row in self.rows)

    def under(self, found: sums.Sum) -> tuple[Line, ...]:
        """Return the lines that an amount stands on."""
        at, held = 0, []
        for line in self.lines:
            end = at + len(lexicon.squeezed(line.text))
            if at < found.end and found.start < end:
                held.append(line)
            at = end
        return tuple(held)


def _rows(sheet: Sheet) -> tuple[tuple[Line, ...], ...]:
    """Return the rows top to bottom: pieces that go on where another ends, however askew."""
    rows: list[list[Line]] = []
    for line in sorted(sheet.lines, key=lambda li: (li.box.x0, li.box.y0, li.box)):
        before = [row for row in rows if _goes_on(row[-1], line)]
        if before:
            min(before, key=lambda row: (_drop(row[-1], line), row[-1].box)).append(line)
        else:
            rows.append([line])
    return tuple(tuple(row) for row in sorted(rows, key=lambda row: (row[0].box.y0, row[0].box)))


def _goes_on(line: Line, after: Line) -> bool:
    high = min(line.box.height, after.box.height)
    gap = after.box.x0 - line.box.x1
    return -0.5 * high < gap < NEXT * high and _drop(line, after) < SLANT * high


def _drop(line: Line, after: Line) -> float:
    return abs(line.box.centre[1] - after.box.centre[1])


# ── amount ─────────────────────────────────────────────────────────────────────────────


def _paid(votes: Ballot, script: _Script) -> Settled[Money]:
    """Return the one amount that digits or words give; surely only where both give it."""
    digits = [votes.sourced(s.money, script.under(s)) for s in sums.figures(script.text)]
    words = [votes.sourced(s.money, script.under(s)) for s in sums.in_words(script.text)]
    agreed = {d.value for d in digits} & {w.value for w in words}
    if len(agreed) == 1:
        shared = min(agreed)
        told = by_words(
            Settled(next(d for d in digits if d.value == shared)),
            next(w for w in words if w.value == shared),
        )
        # What agrees may be the interest, where a larger sum is written one way only.
        larger = any(one.value > shared for one in (*digits, *words))
        weak = doubt(votes, DoubtKind.LOW_CONFIDENCE, "amount")
        return replace(told, doubts=(*told.doubts, weak)) if larger else told
    if len({d.value for d in digits}) == len({w.value for w in words}) == 1:
        return by_words(Settled(digits[0]), words[0])
    return _alone(votes, digits, words)


def _alone(
    votes: Ballot, digits: Sequence[Sourced[Money]], words: Sequence[Sourced[Money]]
) -> Settled[Money]:
    """Return the amount that one way of writing gives alone, in doubt; none of several."""
    found = [*words, *digits]
    if len({one.value for one in found}) == 1:
        place = found[0].where if isinstance(found[0].where, Where) else None
        args = (("field", "amount"),)
        weak = Doubt(DoubtKind.LOW_CONFIDENCE, place, args, found[0].readings)
        return Settled(found[0], (weak,))
    return Settled(None, (doubt(votes, DoubtKind.AMOUNT_UNREADABLE, "amount"),))
