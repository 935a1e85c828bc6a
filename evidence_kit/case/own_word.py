"""What the plaintiff says in case.toml, in the case: statements at their pages, order, wording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from evidence_kit.case import sure
from evidence_kit.case.exhibits import Bound
from evidence_kit.case.proofs import DEFENDANT, Grouped, Matter
from evidence_kit.errors import UsageError
from evidence_kit.model import (
    Args,
    Channel,
    Digest,
    DoubtKind,
    ExhibitPage,
    ExhibitWords,
    Group,
    Guarantee,
    Means,
    Nature,
    Proof,
    ProofKind,
    Relation,
    Row,
)
from evidence_kit.patterns import Pattern
from evidence_kit.transcript.overlap import squeezed

# That a page itself contradicts what is stated, or itself: nothing is stated at it then.
_CONTRADICTED = (
    DoubtKind.SAID_DIFFERS_FROM_PAID,
    DoubtKind.STATED_DIFFERS,
    DoubtKind.AMOUNT_WORDS_DIFFER,
    DoubtKind.RECORDS_DIFFER,
)
_PARTS = {
    Relation.CO_BORROWER: ProofKind.STATED_CO_BORROWER,
    Relation.SPOUSE: ProofKind.STATED_SPOUSE,
}
# That a chat is all there: untrue of one whose pages don't meet.
_WHOLE = Pattern(
    r"(?:完整|全部|所有|全套|整套)的?(?:微信|聊天|对话|往来|记录|截图)|"
    r"未[经做作]?(?:任何)?(?:删|剪|截取)|(?:没有?|并?无)(?:任何|一条)?(?:遗漏|删)|一条(?:不|没)[少删漏]"
)
_NOTHING_SAID = (ProofKind.AS_SHOWN, ProofKind.AS_RECORDED)
# What stands beside the plaintiff's words whatever they are: that money came back.
_CAME_BACK = (ProofKind.REPAID, ProofKind.STATED_REPAID)


# ── statements ─────────────────────────────────────────────────────────────────────────


def stated(bound: Bound, matter: Matter) -> Iterator[Grouped]:
    """Yield what the plaintiff states (原告述称) of the pages that `shown_in` names.

    Only what the plaintiff's own word says, as their word: what such a page itself shows has
    sentences of its own. Nothing where the parties or the statement are in doubt.
    """
    if not matter.settled:
        return
    for file, group, kind, args in _statements(matter):
        every = bound.exhibit.pages
        pages = [page for page in every if page.name == file and not page.repeats]
        if pages and not _contradicted({page.source for page in pages}, matter):
            yield group, Proof(kind, args, tuple(dict.fromkeys(page.number for page in pages)))


def _contradicted(pages: set[Digest], matter: Matter) -> bool:
    unsure = (doubt for doubt in matter.doubts if doubt.kind in _CONTRADICTED)
    return any(doubt.where and doubt.where.source in pages for doubt in unsure)


def _statements(matter: Matter) -> Iterator[tuple[str | None, Group, ProofKind, Args]]:
    for payment in matter.facts.payments:
        one = payment.stated
        if one is not None and payment.counted and not payment.doubts:
            lent = payment.nature is Nature.LOAN
            channel = one.channel.value if one.channel is not Channel.OTHER else None
            args = sure.args(date=one.on.isoformat(), amount=str(one.amount), channel=channel)
            kind = ProofKind.STATED_LENT if lent else ProofKind.STATED_REPAID
            yield one.shown_in, Group.DELIVERY if lent else Group.REPAYMENT, kind, args
    for demand in matter.brief.demands:
        if demand.arrived is False:  # what reached nobody demanded nothing
            continue
        how = demand.how.value if demand.how is not Means.OTHER else None
        args = sure.args(date=demand.on.isoformat(), how=how)
        yield demand.shown_in, Group.DEMAND, ProofKind.STATED_DEMAND, args
    for party in matter.brief.others:
        guarantees = isinstance(party.part, Guarantee)
        kind = ProofKind.STATED_GUARANTOR if guarantees else _PARTS[Relation(party.part)]
        group = Group.IDENTITY if kind is ProofKind.STATED_SPOUSE else Group.AGREEMENT
        yield party.shown_in, group, kind, sure.args(name=party.name)


# ── order ──────────────────────────────────────────────────────────────────────────────


def ordered(shown: Sequence[Bound], said: Sequence[ExhibitWords]) -> tuple[Bound, ...]:
    """Return the exhibits with those that have a position at it, titles in place, numbered anew.

    Raises UsageError: "exhibit_not_shown" for a file on no exhibit page, "exhibit_twice" where
    two files are of one exhibit and say different things of it, "exhibit_place_taken" where two
    exhibits are to have one position, "exhibit_not_whole" where a chat whose pages don't all meet
    is called whole.
    """
    words = {bound.exhibit.number: _words(bound, said) for bound in shown}
    _refuse_lost(shown, said)
    placed: dict[int, Bound] = {}
    for bound in shown:
        position = words[bound.exhibit.number].position
        if position and placed.setdefault(position, bound) is not bound:
            both = [words[one.exhibit.number].file for one in (placed[position], bound)]
            number, files = str(position), ", ".join(both)
            raise UsageError("exhibit_place_taken", position=number, files=files)
    rest = iter([bound for bound in shown if not words[bound.exhibit.number].position])
    order: list[Bound] = []
    while len(order) < len(shown):
        at = placed.pop(len(order) + 1, None) or next(rest, None)
        order.append(at or placed.pop(min(placed)))
    titled = [_titled(bound, words[bound.exhibit.number].title) for bound in order]
    return tuple(_numbered(titled))


def _titled(bound: Bound, title: str | None) -> Bound:
    return replace(bound, exhibit=replace(bound.exhibit, title=title)) if title else bound


def _numbered(shown: Sequence[Bound]) -> Iterator[Bound]:
    first = 1
    for number, bound in enumerate(shown, start=1):
        by = first - bound.exhibit.first
        pages = tuple(replace(page, number=page.number + by) for page in bound.exhibit.pages)
        exhibit = replace(bound.exhibit, number=number, pages=pages)
        yield replace(bound, exhibit=exhibit)
        first += len(exhibit.numbers)


def _refuse_lost(shown: Sequence[Bound], said: Sequence[ExhibitWords]) -> None:
    names = {page.name for bound in shown for page in bound.exhibit.pages}
    if lost := [one.file for one in said if one.file not in names]:
        raise UsageError("exhibit_not_shown", files=", ".join(dict.fromkeys(lost)))


def _words(bound: Bound, said: Sequence[ExhibitWords]) -> ExhibitWords:
    """Return what is said of an exhibit by any of its files, but for its sentences."""
    mine = _of(bound.exhibit.pages, said)
    titles = {one.title for one in mine if one.title}
    places = {one.position for one in mine if one.position}
    groups = [one.group for one in mine if one.proves]
    if len(titles) > 1 or len(places) > 1 or len(groups) > len(set(groups)):
        files = ", ".join(dict.fromkeys(one.file for one in mine))
        raise UsageError("exhibit_twice", files=files)
    for words in (text for one in mine for text in (one.title or "", *one.proves)):
        if _WHOLE.search(squeezed(words)) and not _is_whole(bound):
            raise UsageError("exhibit_not_whole", file=mine[0].file, words=words)
    file = mine[0].file if mine else bound.exhibit.pages[0].name
    return ExhibitWords(file, next(iter(titles), None), next(iter(places), None))


def _is_whole(bound: Bound) -> bool:
    talk = bound.conversation
    return talk is not None and talk.unbroken


def _of(pages: Sequence[ExhibitPage], said: Sequence[ExhibitWords]) -> list[ExhibitWords]:
    names = {page.name for page in pages}
    return [one for one in said if one.file in names]


# ── wording ────────────────────────────────────────────────────────────────────────────


def worded(
    rows: Sequence[Row], shown: Sequence[Bound], said: Sequence[ExhibitWords]
) -> tuple[Row, ...]:
    """Return the rows with the plaintiff's sentences in place of the composed ones.

    Without a group they take the place of all rows of their exhibit, at the first of them.
    Sentences of money that came back are never replaced: own words stand beside them.
    """
    left = list(rows)
    for bound in shown:
        mine = [one for one in _of(bound.exhibit.pages, said) if one.proves]
        for one in sorted(mine, key=lambda one: one.group or ""):
            left = _reworded(left, bound, one)
    order = {group: at for at, group in enumerate(Group)}
    left.sort(key=lambda row: (order[row.group], row.exhibit))
    return tuple(replace(row, number=number) for number, row in enumerate(left, start=1))


def _reworded(rows: Sequence[Row], bound: Bound, said: ExhibitWords) -> list[Row]:
    own = [row for row in rows if row.exhibit == bound.exhibit.number]
    group = Group(said.group) if said.group else own[0].group
    # A row that says nothing of its pages gives way wherever the words are to stand.
    old = [r for r in own if r.group is group or _bare(r)] if said.group else own
    pages = _cited(bound, old)
    proofs = tuple(Proof(ProofKind.OWN_WORDS, (("text", text),), pages) for text in said.proves)
    stay = [row for one in old if (row := _of_return(one))]
    proofs += tuple(proof for row in stay if row.group is group for proof in row.proofs)
    new = Row(0, group, bound.exhibit.number, pages[0], pages[-1], proofs)
    others = [row for row in stay if row.group is not group]
    return [*(row for row in rows if row not in old), new, *others]


def _bare(row: Row) -> bool:
    return all(proof.kind in _NOTHING_SAID for proof in row.proofs)


def _of_return(row: Row) -> Row | None:
    """Return a row with nothing but its sentences of money that came back, if it has any."""
    proofs = tuple(proof for proof in row.proofs if _came_back(proof))
    pages = [page for proof in proofs for page in proof.pages]
    return replace(row, first=min(pages), last=max(pages), proofs=proofs) if proofs else None


def _came_back(proof: Proof) -> bool:
    paid_back = proof.kind is ProofKind.PAID and dict(proof.args).get("payer") == DEFENDANT
    return proof.kind in _CAME_BACK or paid_back


def _cited(bound: Bound, old: Sequence[Row]) -> tuple[int, ...]:
    """Return the pages of the rows replaced; of a row that is new, all of the exhibit's."""
    first = min((row.first for row in old), default=bound.exhibit.first)
    last = max((row.last for row in old), default=bound.exhibit.last)
    return tuple(range(first, last + 1))
