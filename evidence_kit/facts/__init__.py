"""Screens and the brief → LoanFacts: who lent what to whom, what came back, what was said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from evidence_kit import transcript
from evidence_kit.facts import (
    answers,
    asides,
    claims,
    corrections,
    coverage,
    doubts,
    hearing,
    lists,
    matter,
    names,
    overpaid,
    own_word,
    owners,
    papers,
    parties,
    payments,
    refunds,
    slips,
    stated,
    unlikely,
    unsure as weak,
    untaken as unfit,
    worries,
)
from evidence_kit.facts.matter import Matter
from evidence_kit.facts.movement import Movement
from evidence_kit.facts.names import Known
from evidence_kit.model import (
    Brief,
    Chat,
    Conversation,
    Document,
    Doubt,
    LoanFacts,
    Moment,
    Payment,
    Profile,
    Screen,
    Source,
)
from evidence_kit.transcript import times
from evidence_kit.transcript.overlap import squeezed


def gather(screens: Sequence[tuple[Source, Screen]], brief: Brief) -> LoanFacts:
    """Return the facts of one matter; the same for any order of `screens`.

    Chats are joined here (`transcript.join`). Every reader's doubt is among the doubts, and
    everything not sure has one. Only the conversation with the defendant (whom the brief names,
    else the one in which most was lent) is counted; payments of others are listed as 未明.
    """
    shown = tuple(sorted(screens, key=lambda entry: transcript.natural(entry[0].name)))
    profiles = [screen for _, screen in shown if isinstance(screen, Profile)]
    read = doubts.of_screens(shown)
    foreign = owners.strange(shown, brief)
    pages = names.on_pages(shown, foreign)
    found = _matter(shown, pages, brief, read)
    side, own, unsure = matter.settled(found.own)
    lender, borrower, strange = parties.parties(found, pages, profiles, side, brief)
    lender, borrower = (own_word.identified(party, brief) for party in (lender, borrower))
    others = lists.without_rows(found.others)
    moved = [one.movement for one in (*own, *others)]
    mine = [one.movement for one in own]
    odd = list(lists.contradicted(mine))
    odd += coverage.doubts(owners.without(shown, foreign), mine, odd)
    known = _still_open([*read, *_of_conversations(found), *odd], moved)
    noted = doubts.noted(known)
    inked = payments.of((*own, *others), noted)
    files = {source.name: source.sha256 for source, _ in shown}
    paid = overpaid.doubted(stated.beside(inked, brief, files))
    counted = [payment for payment in paid if payment.stated and payment.counted]
    said = own_word.beside(hearing.heard(found, own, side, counted), brief)
    known += stated.unsettled((*unsure, *strange), inked, brief)
    known += [*said.doubts, *found.doubts, *refunds.doubts(shown, moved)]
    known += [doubt for payment in paid for doubt in payment.doubts]
    known += papers.doubts(shown, paid, brief)
    moments = (*_moments(shown, found.conversations, paid), *own_word.days(brief))
    sums = [s.amount.value for _, s in shown if isinstance(s, Document) and s.amount]
    money = claims.shown(paid, said.sayings, said.terms, sums, known)
    known += [*doubts.of_filing(brief.filed_on, moments), *claims.doubts(brief.exhibits, money)]
    texts = [screen.text.value for _, screen in shown if isinstance(screen, Document)]
    known += unlikely.doubts(brief, paid, _names(found, pages, paid), texts)
    known += weak.doubts(said.sayings, said.terms, (lender, borrower), found.conversations)
    known += own_word.differing((lender, borrower), _theirs(found, profiles))
    return LoanFacts(
        lender=lender,
        borrower=borrower,
        payments=paid,
        sayings=said.sayings,
        terms=said.terms,
        conversations=found.conversations,
        doubts=doubts.ordered(known, (source for source, _ in shown)),
        candidates=found.candidates,
        others=own_word.others(brief),
    )


def of_party(shown: corrections.Shown, brief: Brief, name: str) -> asides.Party:
    """Return whom a name means, and the pages of everybody else's matter where that is one.

    A name is one that ink or the brief gives, or that of a file of their chat.
    """
    known = asides.named(brief, name)
    pages = names.on_pages(shown, owners.strange(shown, known))
    found = _matter(shown, pages, known, doubts.of_screens(shown))
    meant = [p for p in found.people if p.person.goes_by(asides.wanted(brief, name))]
    others = asides.of_others(found, shown, pages, known) if len(meant) == 1 else frozenset()
    return asides.Party(tuple(p.candidate for p in meant), asides.everybody(found), known, others)


def understood(shown: corrections.Shown, brief: Brief) -> tuple[corrections.Shown, LoanFacts]:
    """Return the pages with the brief's answers in place of readings, and the facts they give.

    An answer may raise a doubt that another one settles, so they are asked for again.
    """
    brief = replace(brief, answers=unfit.tidied(brief.answers))
    by, said = stated.speaker(brief), dict(brief.answers)
    found = gather(shown, brief)
    for _ in brief.answers:
        known = answers.known(found, said)
        pages = corrections.corrected(shown, found.doubts, known, by, brief.filed_on)
        if pages == shown:
            break
        shown, found = pages, gather(pages, brief)
    known = answers.known(found, said)
    found = worries.asked(found, known, (source for source, _ in shown))
    known = answers.known(found, said)
    return shown, worries.kept(found, answers.settled(found, known, by))


def untaken(shown: corrections.Shown, brief: Brief, found: LoanFacts) -> tuple[unfit.Untaken, ...]:
    """Return the brief's answers that changed nothing in what was `found` on the pages."""
    said = replace(brief, answers=unfit.tidied(brief.answers))
    if not said.answers:
        return ()
    asked = [gather(shown, replace(brief, answers=()))]
    strange = {one.id for one in unfit.of(said, asked, found)}
    if strange:  # what one answer raises another may settle
        rest = tuple(one for one in said.answers if one[0] not in strange)
        asked.append(understood(shown, replace(brief, answers=rest))[1])
    return unfit.of(said, asked, found)


def _matter(
    shown: corrections.Shown, pages: Sequence[Known], brief: Brief, read: list[Doubt]
) -> Matter:
    """Join the chats; once more where a payment's own page dates what they leave open."""
    chats = [(source, screen) for source, screen in shown if isinstance(screen, Chat)]
    sources = [source for source, _ in shown]
    join = partial(
        transcript.join, chats, until=brief.filed_on, said=brief.order, told=dict(brief.answers)
    )

    def found(talks: Sequence[Conversation]) -> Matter:
        told = slips.find(shown, talks, pages, brief)
        return matter.find(talks, told, pages, sources, brief, read)

    first = found(join())
    recorded = matter.recorded(first)
    return found(join(recorded=recorded)) if recorded else first


def _theirs(found: Matter, profiles: Sequence[Profile]) -> list[Profile]:
    """Return the profiles of the two: the phone's owner and the one that the chat is with."""
    talk = found.conversation
    linked = parties.theirs_alone(talk, found.conversations, profiles) if talk else ()
    return [profile for profile in profiles if profile.own or profile in linked]


def _names(found: Matter, pages: Sequence[Known], paid: Sequence[Payment]) -> Iterator[str]:
    """Yield every name that a page shows anybody under, without spaces."""
    yield from (name for one in found.people for name in one.person.inked)
    yield from (key for page in pages for key in page.keys)
    yield from (squeezed(one.counterparty) for one in paid if one.counterparty)


def _of_conversations(found: Matter) -> list[Doubt]:
    return [doubt for talk in found.conversations for doubt in talk.doubts]


def _moments(
    shown: Sequence[tuple[Source, Screen]],
    talks: Sequence[Conversation],
    paid: Sequence[Payment],
) -> Iterator[Moment | None]:
    yield from (times.captured(source) for source, _ in shown)
    yield from (utterance.at for talk in talks for utterance in talk.utterances)
    yield from (payment.at for payment in paid)


def _still_open(known: Sequence[Doubt], moved: Sequence[Movement]) -> list[Doubt]:
    """Drop what one page could not tell and another page of the same payment does."""
    noted = doubts.noted(known)
    answered = {
        doubt.id for one in moved for doubt in noted.touching(one.places) if one.settles(doubt)
    }
    return [doubt for doubt in known if doubt.id not in answered]
