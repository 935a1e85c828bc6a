"""Everybody to whom money went or who was talked with, and which of them the case is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from evidence_kit.facts import names
from evidence_kit.facts.names import Known
from evidence_kit.facts.natures import Judged
from evidence_kit.model import (
    Brief,
    Candidate,
    Conversation,
    Digest,
    Direction,
    Doubt,
    DoubtKind,
    Money,
    Nature,
    Source,
    State,
)
from evidence_kit.transcript.overlap import squeezed

_WENT_BACK = (State.RETURNED, State.EXPIRED)


@dataclass(frozen=True, slots=True)
class Talk:
    """A chat with one person: `talk` as it concerns them, `index` among the conversations.

    `whole` says that it is theirs alone, not a group's.
    """

    index: int
    talk: Conversation
    member: str | None = None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Person:
    """One person: their names without spaces, and the places of their talks in the list.

    `main` is the place of the chat with them alone. `called` is what the pages call them, best
    first; `inked` are the names that ink links to them, and the files of their chat: what they
    may be asked for by.
    """

    names: frozenset[str]
    called: tuple[str, ...]
    talks: tuple[int, ...] = ()
    main: int | None = None
    inked: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """What the pages call this person; where they call nobody so, the name of a file."""
        titled = [name for name in self.called if squeezed(name) in self.names]
        return next(iter((*titled, *self.called)), "")

    def goes_by(self, wanted: frozenset[str]) -> bool:
        """Say whether one of the names is this person's by ink, not by the brief's word."""
        return bool(wanted & self.inked)


def said_names(brief: Brief) -> frozenset[str]:
    """Return every name that the brief gives the defendant, without spaces."""
    said = (brief.defendant, brief.defendant_identity.wechat_id, *brief.known_as)
    return frozenset(squeezed(name) for name in said if name and squeezed(name))


def found(
    talks: Sequence[Talk],
    loose: Iterable[str],
    pages: Sequence[Known],
    said: frozenset[str],
    sources: Sequence[Source],
) -> tuple[Person, ...]:
    """Return everybody: by a chat of their own, else in a group, else by a payment's page.

    `loose` are the names of payments without a card, `said` the brief's of the defendant: with
    one such person the brief links its names to theirs.
    """
    alone = [i for i, one in enumerate(talks) if one.whole]
    files = {source.sha256: source.name for source in reversed(sources)}
    people = [_alone(i, talks, alone, pages, files) for i in alone]
    people = _linked_by_brief(people, said, pages)
    for i, one in enumerate(talks):
        if one.member is not None:
            people = _joined(people, one.member, pages, talk=i)
    for name in dict.fromkeys(loose):
        people = _joined(people, name, pages)
    return tuple(people)


def _alone(
    index: int,
    talks: Sequence[Talk],
    alone: Sequence[int],
    pages: Sequence[Known],
    files: dict[Digest, str],
) -> Person:
    talk = talks[index].talk
    own = names.titles(talk)
    shared = any(own & names.titles(talks[i].talk) for i in alone if i != index)
    called = tuple(dict.fromkeys(t.value for t in (talk.title, *talk.titles) if t))
    shown = frozenset(files[page] for page in talk.pages if page in files)
    everywhere = own if shared else names.linked(own, pages)
    # What has no name of its own is called by its first file.
    first = (files[talk.pages[0]],) if shared or not called else ()
    return Person(everywhere, (*first, *called), (index,), index, everywhere | shown)


def _linked_by_brief(
    people: list[Person], said: frozenset[str], pages: Sequence[Known]
) -> list[Person]:
    """Give the brief's names to the one person it names, or to the only one there is."""
    named = [one for one in people if one.goes_by(said)] or people
    if len(named) != 1:
        return people
    more = names.linked(named[0].names | said, pages) if said else named[0].names
    return [replace(one, names=more) if one is named[0] else one for one in people]


def _joined(
    people: list[Person], name: str, pages: Sequence[Known], talk: int | None = None
) -> list[Person]:
    """Return the people with a name, and perhaps a talk in a group, added to whom it is."""
    added = (talk,) if talk is not None else ()
    owners = [one for one in people if name in one.names]
    if len(owners) == 1:
        joined = replace(owners[0], talks=(*owners[0].talks, *added))
        return [joined if one is owners[0] else one for one in people]
    if owners and talk is None:
        return people
    known = frozenset({name}) if owners else names.linked(frozenset({name}), pages)
    return [*people, Person(known, (name,), added, inked=known)]


# ── whom the case is about ─────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Choice:
    """The other party, None without any, why that isn't sure, and who else it may be.

    Where it is sure, `candidates` are all the same whoever else was lent money in a chat.
    """

    person: Person | None
    doubts: tuple[Doubt, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighed:
    """A person, what was lent to them and what moved at all, in fen, and the first page of it.

    `paid` says that any payment is with them, `came` that money came from them or may have,
    `backed` that the real name a page shows of them may be the one that the brief gives the
    defendant.
    """

    person: Person
    lent: int
    moved: int
    page: Digest | None
    paid: bool
    backed: bool = False
    came: bool = False

    @property
    def only_paid_in(self) -> bool:
        """Whether money came from them though none was lent to them, so for whose debt is asked."""
        return self.came and not self.lent

    @property
    def candidate(self) -> Candidate:
        """Return the person as somebody the case may be about."""
        return Candidate(self.person.called, Money(self.lent), self.page)


def weighed(
    person: Person,
    judged: Sequence[Sequence[Judged]],
    loose: Sequence[Judged],
    *,
    backed: bool = False,
) -> Weighed:
    """Return what moved between the owner and a person."""
    mine = of_person(person, judged, loose)
    counted = [one for one in mine if one.counted]
    lent = [one for one in counted if one.nature is Nature.LOAN]
    places = (place.source for one in (*lent, *mine) for place in one.movement.places)
    came = any(map(may_have_come, mine))
    return Weighed(person, _sum(lent), _sum(counted), next(places, None), bool(mine), backed, came)


def of_person(
    person: Person, judged: Sequence[Sequence[Judged]], loose: Sequence[Judged]
) -> list[Judged]:
    """Return the payments of a person's chats, and those whose page alone names them."""
    mine = [one for i in person.talks for one in judged[i]]
    return mine + [one for one in loose if counterparty(one) in person.names]


def may_have_come(one: Judged) -> bool:
    """Say whether money of a payment may have come to the phone's owner, and stayed."""
    return one.movement.direction is not Direction.OUT and one.movement.state not in _WENT_BACK


def counterparty(one: Judged) -> str | None:
    """Return what a payment's page calls the other side, without spaces and the real name."""
    record = one.movement.record
    return names.bare(record.counterparty.value) if record and record.counterparty else None


def _sum(judged: Iterable[Judged]) -> int:
    return sum(one.movement.amount.value.fen for one in judged)


def choose(every: Sequence[Weighed], said: frozenset[str]) -> Choice:
    """Choose whom the brief names, else to whom most was lent; a choice among several is in doubt.

    Somebody with a chat of their own comes before one who only has payments' pages.
    """
    if not every:
        return Choice(None)
    backed = [one for one in every if one.backed]
    named = [one for one in every if one.person.goes_by(said)]
    named = named or (backed if len(backed) == 1 else [])
    fitting = named or _fitting(every, asked=bool(said))
    chosen = max(fitting, key=lambda one: (one.lent, one.moved, -every.index(one)))
    lost = bool(said) and not named
    if len(fitting) < 2 and not lost:
        return Choice(chosen.person, (), _beside(chosen, every))
    args = (
        ("field", "counterparty"),
        ("candidates", str(len(fitting))),
        ("text", chosen.person.title),
    )
    doubt = Doubt(DoubtKind.PARTY_UNKNOWN, None, args)
    return Choice(chosen.person, (doubt,), _candidates(every, fitting))


def _fitting(every: Sequence[Weighed], *, asked: bool) -> list[Weighed]:
    """Return whom the case may be about; `asked` says that the brief names somebody unknown."""
    alone = [one for one in every if one.person.main is not None]
    if asked:
        return alone or list(every)
    if alone:
        return [one for one in alone if one.paid] or alone
    return [one for one in every if one.lent] or list(every)


def _beside(chosen: Weighed, every: Sequence[Weighed]) -> tuple[Candidate, ...]:
    """Return the one chosen and everybody else with a chat to whom money was lent, if anybody.

    Their pages are in the folder, so in the case, until it is split by person.
    """
    more = [one for one in every if one is not chosen and one.lent and one.person.main is not None]
    return tuple(one.candidate for one in (chosen, *more)) if more else ()


def _candidates(every: Sequence[Weighed], fitting: Sequence[Weighed]) -> tuple[Candidate, ...]:
    """Return those to choose from, and whoever else was lent money, where there are several."""
    if len(fitting) < 2:
        return ()
    more = [one for one in every if one.lent and one not in fitting]
    return tuple(one.candidate for one in (*fitting, *more))
