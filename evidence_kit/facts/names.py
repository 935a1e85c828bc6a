"""Under which names the pages know each person, and which names stand together on one page."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from evidence_kit.model import (
    App,
    Bill,
    Conversation,
    Digest,
    Holder,
    Link,
    Name,
    NameKind,
    Part,
    Profile,
    Records,
    RedPacket,
    Screen,
    Slip,
    Source,
    Sourced,
    Transfer,
)
from evidence_kit.patterns import Pattern
from evidence_kit.transcript.overlap import squeezed

# 砚台里的秋天(**秋): the nickname, and the end of the real name behind stars.
_MASKED = Pattern(r"(?P<who>.+?) ?[(（](?P<real>[*＊✱]+[^*＊✱)）]{1,2})[)）]")
_STARS = Pattern("[*＊✱]")


@dataclass(frozen=True, slots=True)
class Known:
    """The names of one person that stand on one page; `own` where it is the phone owner's.

    `booked` says that the page is a platform's file, which no chat need be linked to.
    """

    source: Digest
    names: tuple[Name, ...]
    own: bool = False
    booked: bool = False

    @property
    def keys(self) -> frozenset[str]:
        """The names that tell this person from others: not a real name behind stars."""
        return frozenset(squeezed(n.name.value) for n in self.names if not masked(n))

    @property
    def account(self) -> str | None:
        """The 微信号 it shows."""
        ids = (n.name.value for n in self.names if n.kind is NameKind.WECHAT_ID)
        return next(map(squeezed, ids), None)

    @property
    def real_name(self) -> str | None:
        """The whole real name it shows."""
        real = (n for n in self.names if n.kind is NameKind.REAL_NAME and not masked(n))
        return next((squeezed(one.name.value) for one in real), None)

    def links(self) -> Iterator[Link]:
        """Yield the first name with each of the others."""
        yield from (Link(self.names[0], other) for other in self.names[1:])


def masked(name: Name) -> bool:
    """Say whether a part of it is hidden behind stars."""
    return bool(_STARS.search(name.name.value))


def on_pages(
    shown: Sequence[tuple[Source, Screen]], strange: Collection[tuple[Digest, str]] = ()
) -> tuple[Known, ...]:
    """Return the names on each profile, payment's page and record that names somebody.

    A record's holder is the phone's owner where the record is of their account (`strange` are
    those that surely aren't), or where another page of theirs shows that account or whole real
    name. A record of another account than the profile of that name shows names nobody here: it may
    be a namesake's, and what the pages settled stays settled.
    """
    found: list[Known] = []
    for source, screen in shown:
        match screen:
            case Profile():
                names = tuple(_of_profile(screen))
                found.append(Known(source.sha256, names, own=screen.own))
            case Transfer() | Bill() | RedPacket():
                receipt = isinstance(screen, Bill) and screen.app is App.BANK
                names = tuple(_of_slip(screen.slip, receipt=receipt))
                found.append(Known(source.sha256, names))
            case Records():
                mine = (screen.source, screen.member) not in strange
                found += (_of_holder(source, one, mine=mine) for one in screen.holders)
    named = [known for known in found if known.names and not _is_another(known, found)]
    return tuple(_claimed(named))


def _is_another(known: Known, found: Sequence[Known]) -> bool:
    """Say whether a record's account is none that profiles show of somebody of its names."""
    if not known.booked or known.account is None:
        return False
    alike = {one.account for one in found if not one.booked and one.keys & known.keys} - {None}
    return bool(alike) and known.account not in alike


def _of_holder(source: Source, holder: Holder, *, mine: bool) -> Known:
    every = (
        (NameKind.NICKNAME, holder.nickname),
        (NameKind.WECHAT_ID, holder.account),
        (NameKind.REAL_NAME, holder.name),
    )
    names = tuple(Name(kind, n) for kind, n in every if n is not None and squeezed(n.value))
    return Known(source.sha256, names, own=mine and holder.part is Part.OWNER, booked=True)


def _claimed(found: Sequence[Known]) -> Iterator[Known]:
    """Yield the pages, those of a voucher that bear the owner's account or real name as own."""
    own = [known for known in found if known.own]
    accounts = {known.account for known in own} - {None}
    names = {known.real_name for known in own} - {None}
    for known in found:
        # Two people may bear one name, but no two have one account.
        bears = known.account is None and known.real_name in names
        yield replace(known, own=True) if known.account in accounts or bears else known


def _of_profile(profile: Profile) -> Iterator[Name]:
    every = (
        (NameKind.REMARK, profile.remark),
        (NameKind.NICKNAME, profile.nickname),
        (NameKind.WECHAT_ID, profile.wechat_id),
        (NameKind.REAL_NAME, profile.real_name),
    )
    for kind, name in every:
        if name is not None and squeezed(name.value):
            yield Name(kind, name)


def _of_slip(slip: Slip, *, receipt: bool) -> Iterator[Name]:
    name = slip.counterparty
    if name is None or not squeezed(name.value):
        return
    both = _MASKED.fullmatch(name.value.strip())
    kind = NameKind.RECEIPT if receipt else NameKind.PAYMENT
    yield Name(kind, replace(name, value=both["who"]) if both else name)
    if both:
        yield Name(NameKind.REAL_NAME, replace(name, value=both["real"]))


def bare(name: str) -> str:
    """Return a payment's name for the other side without spaces and without the real name."""
    both = _MASKED.fullmatch(name.strip())
    return squeezed(both["who"] if both else name)


def titles(conversation: Conversation) -> frozenset[str]:
    """Return what a chat is called, without spaces: nothing where no page shows it."""
    every = conversation.titles or ((conversation.title,) if conversation.title else ())
    return frozenset(squeezed(title.value) for title in every if squeezed(title.value))


def linked(seed: frozenset[str], pages: Sequence[Known]) -> frozenset[str]:
    """Return every name that pages link to the ones given, page after page.

    Where the pages that bear a name show two accounts, nothing tells whose they are.
    """
    known = seed
    while known:
        near = [page for page in pages if not page.own and page.keys & known]
        accounts = {page.account for page in near} - {None}
        if len(accounts) > 1 and not accounts & seed:
            return known
        more = known.union(*(page.keys for page in near if page.account in {None, *accounts}))
        if more == known:
            return known
        known = more
    return known


def agrees(legal: str, real: str) -> bool:
    """Say whether a legal name may be the one that a page shows: each sign that isn't a star.

    Of a name behind stars WeChat shows the last sign.
    """
    whole, shown = squeezed(legal), squeezed(real)
    if len(whole) == len(shown):
        return all(_STARS.match(b) or a == b for a, b in zip(whole, shown, strict=True))
    end = _STARS.split(shown)[-1]
    return shown != end and bool(end) and whole.endswith(end)


def best(names: Sequence[Name]) -> tuple[Name, ...]:
    """Return each name once for each kind, at the place where it is read most surely."""
    found: dict[tuple[NameKind, str], Name] = {}
    for name in sorted(names, key=lambda n: -n.name.confidence):
        found.setdefault((name.kind, squeezed(name.name.value)), name)
    order = {(n.kind, squeezed(n.name.value)): i for i, n in reversed(list(enumerate(names)))}
    return tuple(found[key] for key in sorted(found, key=lambda key: order[key]))


def values(names: Sequence[Name], *kinds: NameKind) -> tuple[Sourced[str], ...]:
    """Return the names of these kinds."""
    return tuple(name.name for name in names if name.kind in kinds)
