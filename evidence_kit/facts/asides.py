"""One case for each borrower: whom a name means, and which pages are another person's matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from evidence_kit.facts import names, people, wording
from evidence_kit.facts.matter import Matter
from evidence_kit.facts.names import Known
from evidence_kit.facts.people import Person, Weighed
from evidence_kit.facts.requests import says
from evidence_kit.model import (
    BillList,
    Brief,
    Candidate,
    Digest,
    Document,
    DoubtKind,
    RecordKind,
    Records,
    Screen,
    ServiceCard,
    Source,
)
from evidence_kit.patterns import Pattern
from evidence_kit.transcript.overlap import squeezed

_MAY_BE_ONE = (DoubtKind.NAME_CHANGED, DoubtKind.FACE_CHANGED)
# Money that somebody pays for another: 替他还你, 他让我转给你, 代还.
_FOR_ANOTHER = Pattern(
    r"[替代帮][^，,。;；]{1,8}[还付转给]|代[还付]|[让叫托]我[^，,。;；]{0,4}[还转付给]"
)
_BORROWER = ("借款人", "欠款人", "债务人")


@dataclass(frozen=True, slots=True)
class Party:
    """What a name came to: those it may mean, everybody else it might have, and the brief with it.

    `others` are the pages of other people's matters, where it means one person.
    """

    meant: tuple[Candidate, ...]
    everybody: tuple[Candidate, ...]
    brief: Brief
    others: frozenset[Digest] = frozenset()


def named(brief: Brief, name: str) -> Brief:
    """Return the brief with one more name that the chats know the defendant by."""
    if squeezed(name) in people.said_names(brief):
        return brief
    identity = brief.defendant_identity
    return replace(brief, defendant_identity=replace(identity, known_as=(*identity.known_as, name)))


def wanted(brief: Brief, name: str) -> frozenset[str]:
    """Return the names that mean whom a name means: all of the brief's, where it is one of them."""
    one, said = squeezed(name), people.said_names(brief)
    return said if one in said else frozenset({one})


def everybody(found: Matter) -> tuple[Candidate, ...]:
    """Return everybody with a chat or a payment, those to whom most was lent first."""
    ranked = sorted(found.people, key=lambda one: (-one.lent, -one.moved))
    known = (one for one in ranked if one.paid or one.person.main is not None)
    return tuple(one.candidate for one in known)


def of_others(
    found: Matter,
    shown: Sequence[tuple[Source, Screen]],
    pages: Sequence[Known],
    brief: Brief,
) -> frozenset[Digest]:
    """Return the pages that ink says are another borrower's matter, and nothing of this one's.

    Kept are groups, papers and lists that don't name another alone, pages nobody could read,
    chats in which no money went, whom the brief names beside the defendant, and whoever may
    have paid for the party (他人代还): money came from them though nothing was lent to them, or
    words speak of it.
    """
    if found.party is None:
        return frozenset()
    mine = {place.source for one in found.own for place in one.movement.places}
    strangers = [one for one in found.people if _has_another_matter(one, found, pages, brief)]
    theirs: set[Digest] = set()
    for one in strangers:
        theirs |= set(_pages(one.person, found, pages, one.person.names - found.party.names))
    # Of a page about several payments no single one says whose it is.
    theirs -= {source.sha256 for source, screen in shown if _tells_of_many(screen)}
    known = frozenset[str]().union(*(one.person.names for one in strangers))
    theirs |= set(_about(known - found.party.names, shown))
    groups = {page for one in found.talks if not one.whole for page in one.talk.pages}
    return frozenset(theirs - mine - groups)


def _tells_of_many(screen: Screen) -> bool:
    if isinstance(screen, Records):
        return screen.kind is not RecordKind.VOUCHER
    return isinstance(screen, BillList | ServiceCard)


def _has_another_matter(one: Weighed, found: Matter, pages: Sequence[Known], brief: Brief) -> bool:
    """Say whether someone is surely another person than the party, to whom money went as well."""
    person, party = one.person, found.party
    if party is None or person is party or _named(person, brief) or _open(found, person, party):
        return False
    if one.only_paid_in or _pays_for(found, person, party, brief):
        return False
    if person.main is not None:
        titled = bool(names.titles(found.talks[person.main].talk))
        return titled and (one.paid or _asked(found, person))
    # A payment's name is a nickname: it may be the party's, unless that is known.
    told = party.main is None or any(page.account and page.keys & party.names for page in pages)
    return bool(one.lent) and told


def _open(found: Matter, person: Person, party: Person) -> bool:
    """Say whether the two may be one: by a name of both, or by a question nobody answered yet."""
    if person.main is None or party.main is None:
        return bool(person.names & party.names)
    both = [found.talks[place].talk for place in (person.main, party.main)]
    return any(doubt.kind in _MAY_BE_ONE for talk in both for doubt in talk.doubts)


def _named(person: Person, brief: Brief) -> bool:
    """Say whether the brief names someone as one who owes beside the defendant."""
    known = [(one.name, one.identity) for one in brief.others]
    said = {
        squeezed(name)
        for called, identity in known
        for name in (called, *((identity.wechat_id, *identity.known_as) if identity else ()))
        if name
    }
    return person.goes_by(frozenset(said))


def _pays_for(found: Matter, person: Person, party: Person, brief: Brief) -> bool:
    """Say whether words with somebody, or a memo of theirs, may be of money for the party."""
    known = party.names | people.said_names(brief)
    called = {name for name in known if len(name) > 1} | {n[-2:] for n in known if len(n) == 3}
    spoken = [u.message for place in person.talks for u in found.talks[place].talk.utterances]
    said = [squeezed(f"{m.text} {m.spoken or ''}") for m in spoken]
    moved = (one.movement for one in found.others if people.counterparty(one) in person.names)
    said += [squeezed(one.memo.value) for one in moved if one.memo]
    said += [squeezed(m.memo) for m in spoken if m.memo]
    return any(_FOR_ANOTHER.search(text) or any(n in text for n in called) for text in said)


def _asked(found: Matter, person: Person) -> bool:
    """Say whether somebody asked for a loan in a chat."""
    spoken = (u for place in person.talks for u in found.talks[place].talk.utterances if says(u))
    sentences = (s for u in spoken for s in wording.sentences(u.message.text))
    return any(map(wording.asks_loan, sentences))


def _pages(
    person: Person, found: Matter, pages: Sequence[Known], only: frozenset[str]
) -> Iterator[Digest]:
    """Yield somebody's chats, payments and profiles; `only` are names that no other goes by."""
    for place in person.talks:
        yield from found.talks[place].talk.pages
    for one in found.others:
        card = one.movement.card
        talked = card is not None and card.talk in person.talks
        if talked or people.counterparty(one) in only:
            yield from (place.source for place in one.movement.places)
    for page in pages:
        if page.keys & only and not page.own:
            yield page.source


def _about(known: frozenset[str], shown: Iterable[tuple[Source, Screen]]) -> Iterator[Digest]:
    """Yield lists and papers that name nobody else."""
    for source, screen in shown:
        match screen:
            case BillList(slips=slips):
                every = [slip.counterparty for slip in slips]
                if every and all(n and names.bare(n.value) in known for n in every):
                    yield source.sha256
            case Document(rows=rows):
                owes = [value for label, value in rows if squeezed(label) in _BORROWER]
                if owes and all(squeezed(value.value) in known for value in owes):
                    yield source.sha256
