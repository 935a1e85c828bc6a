"""Which pages make an exhibit, in which order, under which numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from evidence_kit.case import beside, drafts as drafts_of, recordings, sure
from evidence_kit.case.drafts import Draft, Shown, is_named
from evidence_kit.case.paging import Layout, paged, width
from evidence_kit.facts import parties
from evidence_kit.model import (
    Args,
    Box,
    Chat,
    Conversation,
    Digest,
    Document,
    Doubt,
    DoubtKind,
    Exhibit,
    ExhibitKind,
    ExhibitPage,
    FileRole,
    LoanFacts,
    Payment,
    Profile,
    Records,
    Rows,
    Source,
    Where,
)
from evidence_kit.transcript import natural


@dataclass(frozen=True, slots=True)
class Bound:
    """An exhibit and what it is of: profiles, a chat, a payment, a paper, records, or its kind's.

    `payment` is None for a payment page that shows no amount.
    """

    exhibit: Exhibit
    profiles: tuple[Profile, ...] = ()
    conversation: Conversation | None = None
    payment: Payment | None = None
    paper: Document | None = None
    records: Records | None = None

    def pages_at(self, where: Where) -> tuple[int, ...]:
        """Return the number of the page that shows a place, () for none; of copies the first's."""
        found = page_with(self.exhibit.pages, where)
        return (found.number,) if found else ()


def bind(
    facts: LoanFacts, screens: Shown, sources: Sequence[Source], layout: Layout
) -> tuple[Bound, ...]:
    """Return the exhibits: people, conversations, papers, payments by time, then the rest."""
    shown = sorted(screens, key=lambda entry: natural(entry[0].name))
    drafts = [
        *_profiles(shown, facts.doubts),
        *drafts_of.real_names(shown, facts.doubts),
        *_conversations(facts, shown),
        *drafts_of.documents(shown, facts.doubts),
        *drafts_of.payments(facts, shown),
        *drafts_of.packets(facts, shown),
        *drafts_of.records(shown, facts.doubts),
        *drafts_of.lists(shown),
        *drafts_of.notices(shown),
        *recordings.drafts(shown),
    ]
    drafts += _pictures(drafts, shown, sources)
    return tuple(_numbered(drafts, facts, layout))


def page_with(pages: Sequence[ExhibitPage], where: Where) -> ExhibitPage | None:
    """Return the first that shows a place of a picture: whole, else where most of it is."""
    mine = [page for page in pages if page.source == where.source and not page.repeats]
    return max(mine, key=lambda page: _seen(page.rows, where.box), default=None)


def _seen(rows: Rows | None, box: Box) -> int:
    """Return how many rows of a box are shown."""
    top, bottom = rows or (box.y0, box.y1)
    return max(0, min(bottom, box.y1) - max(top, box.y0))


def neutral(facts: LoanFacts) -> Args:
    """Return the flag that keeps titles and sentences from calling the phone the plaintiff's.

    Nothing where its owner surely is the lender.
    """
    unsure = any(doubt.kind is DoubtKind.ROLES_UNKNOWN for doubt in facts.doubts)
    return (("neutral", "yes"),) if unsure or not facts.lender.is_owner else ()


def _numbered(drafts: Sequence[Draft], facts: LoanFacts, layout: Layout) -> Iterator[Bound]:
    first, flag = 1, neutral(facts)
    for number, draft in enumerate(drafts, start=1):
        pages = _with_beside(draft, paged(draft, first, layout), facts, layout)
        exhibit = Exhibit(number, draft.kind, (*draft.title, *flag), pages)
        first += len(exhibit.numbers)
        yield Bound(
            exhibit,
            draft.profiles,
            draft.conversation,
            draft.payment,
            draft.paper,
            draft.records,
        )


def _with_beside(
    draft: Draft, pages: tuple[ExhibitPage, ...], facts: LoanFacts, layout: Layout
) -> tuple[ExhibitPage, ...]:
    """Return the pages of a chat with its pictures, larger, and sheets for its voices' words."""
    if draft.conversation is None:
        return pages
    widths = {source.sha256: width(source, layout) for source in draft.sources}
    unsure = bool(neutral(facts))
    found = beside.of(
        draft.conversation, widths, facts.doubts, enlarge=layout.enlarge, neutral=unsure
    )
    return beside.followed(pages, found)


def _profiles(shown: Shown, doubts: Sequence[Doubt]) -> Iterator[Draft]:
    """Yield one exhibit for each account; one's own first."""
    pages = [(s, p) for s, p in shown if isinstance(p, Profile) and not is_named(p)]
    pages.sort(key=lambda entry: (not entry[1].own, key_of(entry[1])))
    for _, group in groupby(pages, key=lambda entry: (entry[1].own, key_of(entry[1]))):
        same = list(group)
        profiles = tuple(profile for _, profile in same)
        title = account(profiles, doubts)
        yield Draft(ExhibitKind.PROFILE, tuple(s for s, _ in same), title, profiles)


def key_of(profile: Profile) -> tuple[str, str]:
    """Return what two pages of one account have in common; unread ones stand alone."""
    if profile.wechat_id is not None:
        return ("id", profile.wechat_id.value)
    return ("file", profile.source.hex)


def account(profiles: Sequence[Profile], doubts: Sequence[Doubt]) -> Args:
    """Return what is surely known of an account: nickname, wechat_id, remark."""

    def first(*words: str | None) -> str | None:
        said = set(filter(None, words))
        return said.pop() if len(said) == 1 else None

    return sure.args(
        nickname=first(*(sure.readable(p.nickname, doubts) for p in profiles)),
        wechat_id=first(*(sure.readable(p.wechat_id, doubts) for p in profiles)),
        remark=first(*(sure.readable(p.remark, doubts) for p in profiles)),
    )


def _conversations(facts: LoanFacts, shown: Shown) -> Iterator[Draft]:
    """Yield one exhibit for each unbroken run of a conversation, with its pages in order."""
    pages: dict[Digest, list[Source]] = {}
    for source, screen in shown:
        if isinstance(screen, Chat):
            pages.setdefault(source.sha256, []).append(source)
    profiles = [screen for _, screen in shown if isinstance(screen, Profile)]
    for talk in facts.conversations:
        linked = parties.theirs_alone(talk, facts.conversations, profiles)
        for run in talk.runs:
            mine = tuple(pages[page].pop(0) for page in run)
            title = _title(talk, run, linked, facts.doubts)
            yield Draft(ExhibitKind.CONVERSATION, mine, title, linked, talk)


def _title(
    talk: Conversation,
    run: Sequence[Digest],
    linked: Sequence[Profile],
    doubts: Sequence[Doubt],
) -> Args:
    known = dict(account(linked, doubts))
    days = [sure.day(u.at) for u in talk.utterances if u.where.source in run]
    since, until = (days[0], days[-1]) if days else (None, None)
    return sure.args(
        title=sure.readable(talk.title, doubts),
        nickname=known.get("nickname"),
        wechat_id=known.get("wechat_id"),
        since=since if until else None,
        until=until if since else None,
    )


def _pictures(drafts: Sequence[Draft], shown: Shown, sources: Sequence[Source]) -> Iterator[Draft]:
    """Yield every used file that is in no other exhibit, each by itself; a table isn't one."""
    bound = {source.name for draft in drafts for source in draft.sources}
    bound |= {source.name for source, screen in shown if isinstance(screen, Records)}
    used = [source for source in sources if source.role is FileRole.USED]
    every = {source.name: source for source in [*used, *(source for source, _ in shown)]}
    for name in sorted(every, key=natural):
        if name not in bound:
            yield Draft(ExhibitKind.PICTURE, (every[name],))
