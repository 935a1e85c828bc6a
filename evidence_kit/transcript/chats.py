"""Which pages belong to one chat: by title, by the picture beside the messages, by overlap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from evidence_kit.model import Doubt, DoubtKind, Where
from evidence_kit.patterns import Pattern
from evidence_kit.transcript import faces
from evidence_kit.transcript.faces import Face
from evidence_kit.transcript.order import Overlaps, Page
from evidence_kit.transcript.overlap import squeezed

# Below this a title read once may be another title misread; such a page joins by overlap only.
SURE_TITLE = 0.9
# What a person answers to the question whether two chats are with one person.
SAME, OTHER = "同一人", "不是同一人"
# So many chats with one picture are of people who never chose one.
MOST_WITH_ONE_FACE = 2

_GROUP = Pattern(r"(.+)\(\d+\)")


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two chats that may be with one person: their places in the list, and what to ask."""

    one: int
    other: int
    doubt: Doubt


def parted(
    pages: Sequence[Page], met: Overlaps, told: Mapping[str, str]
) -> tuple[list[list[Page]], list[Doubt]]:
    """Return the pages of each chat, in order, and what to ask about chats that look alike.

    Pages of one title are one chat unless the pictures beside their messages surely differ: two
    people may go by one name. Crops without a title join where exactly one chat overlaps. Chats
    whose titles differ are never one by themselves: a person's answer (`told`, by the id of the
    doubt) makes them one.
    """
    shown = {page.place: faces.of(page) for page in pages}
    found = _by_title(pages, met, shown)
    asked = list(_likenesses(found, met, shown))
    said = [_answer(one, found, told) for one in asked]
    same = [(one.one, one.other) for one, a in zip(asked, said, strict=True) if a == SAME]
    still = [one.doubt for one, a in zip(asked, said, strict=True) if a not in (SAME, OTHER)]
    merged = list(_merged(found, same))
    ordered = [sorted(group, key=lambda p: p.place) for group in merged]
    return sorted(ordered, key=lambda group: group[0].place), still


def _answer(one: Likeness, found: Sequence[Sequence[Page]], told: Mapping[str, str]) -> str | None:
    """Return the answer about two chats: at a later page, where one was added before it since."""
    titles = (page.chat.title for page in found[one.other])
    places = [title.where for title in titles if title and isinstance(title.where, Where)]
    ids = [one.doubt.id, *(replace(one.doubt, where=place).id for place in places)]
    return next((told[known] for known in ids if known in told), None)


def _by_title(
    pages: Sequence[Page], met: Overlaps, shown: Mapping[int, Face | None]
) -> list[list[Page]]:
    titled: dict[str, list[Page]] = {}
    loose: list[Page] = []
    for page in pages:
        title = _title(page, pages)
        if title is None:
            loose.append(page)
        else:
            titled.setdefault(title, []).append(page)
    found = [part for group in titled.values() for part in _by_face(group, met, shown)]
    found = _grown(found, met)
    hosts = list(found)
    for cluster in _clusters(loose, met):
        near = [group for group in hosts if _touch(cluster, group, met)]
        (near[0] if len(near) == 1 else _begin(found)).extend(cluster)
    return found


def _title(page: Page, pages: Sequence[Page]) -> str | None:
    title = page.chat.title
    if title is None or not squeezed(title.value):
        return None
    others = (p.chat.title for p in pages if p is not page)
    known = any(o and squeezed(o.value) == squeezed(title.value) for o in others)
    return squeezed(title.value) if known or title.confidence >= SURE_TITLE else None


def _begin(groups: list[list[Page]]) -> list[Page]:
    groups.append([])
    return groups[-1]


def _by_face(
    group: Sequence[Page], met: Overlaps, shown: Mapping[int, Face | None]
) -> list[list[Page]]:
    """Part pages of one title by the faces they surely show; the others follow by overlap."""
    parts: list[list[Page]] = []
    left: list[Page] = []
    for page in sorted(group, key=lambda p: not _often(shown[p.place])):
        apart = [_apart(page, part, shown) for part in parts]
        if _often(shown[page.place]) and all(apart):
            parts.append([page])
        elif _sure(shown[page.place]) and apart.count(False) == 1:
            parts[apart.index(False)].append(page)
        elif _sure(shown[page.place]) and all(apart):
            parts.append([page])
        else:
            left.append(page)
    if len(parts) < 2:
        return [list(group)]
    for cluster in _clusters(left, met):
        near = [p for p in parts if _touch(cluster, p, met) or _alike(cluster, p, shown)]
        (near[0] if len(near) == 1 else _begin(parts)).extend(cluster)
    return parts


def _often(face: Face | None) -> bool:
    return face is not None and face.often and not face.lossy


def _sure(face: Face | None) -> bool:
    return face is not None and not face.lossy


def _apart(page: Page, part: Sequence[Page], shown: Mapping[int, Face | None]) -> bool:
    """Say whether a page's face is surely another than the first that a part was made for."""
    return faces.apart(shown[page.place], shown[part[0].place])


def _alike(some: Sequence[Page], others: Sequence[Page], shown: Mapping[int, Face | None]) -> bool:
    mine = {face for page in some if (face := shown[page.place])}
    theirs = {face for page in others if (face := shown[page.place])}
    return any(faces.alike(one, other) for one in mine for other in theirs)


def _strange(
    some: Sequence[Page], others: Sequence[Page], shown: Mapping[int, Face | None]
) -> bool:
    """Say whether two chats surely show two pictures: words that many send look alike in both."""
    mine = {shown[page.place] for page in some}
    theirs = {shown[page.place] for page in others}
    return any(faces.apart(one, other) for one in mine for other in theirs)


def _grown(found: list[list[Page]], met: Overlaps) -> list[list[Page]]:
    """Join a group's pages where they overlap: its title counts its members, who come and go."""
    names = [_group_name(pages[0]) for pages in found]
    same = [
        (i, j)
        for j in range(len(found))
        for i in range(j)
        if names[i] and names[i] == names[j] and _touch(found[i], found[j], met)
    ]
    return list(_merged(found, same))


def _group_name(page: Page) -> str | None:
    title = page.chat.title
    named = _GROUP.fullmatch(squeezed(title.value)) if title else None
    return named[1] if named else None


def _clusters(pages: Sequence[Page], met: Overlaps) -> Iterator[list[Page]]:
    """Part pages into those that hang together by overlaps: a first one, the nearest, the next."""
    beside = _beside(met)
    left = {page.place: (at, page) for at, page in enumerate(pages)}
    for first in pages:
        near = [first] if left.pop(first.place, None) else []
        cluster = []
        while near:
            cluster += near
            places = {place for page in near for place in beside.get(page.place, ())}
            near = [page for _, page in sorted(left.pop(p) for p in places & left.keys())]
        if cluster:
            yield cluster


def _beside(met: Overlaps) -> dict[int, set[int]]:
    """Map each page to those that it overlaps with, on either side."""
    beside: dict[int, set[int]] = {}
    for one, other in met:
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)
    return beside


def _touch(some: Sequence[Page], others: Sequence[Page], met: Overlaps) -> bool:
    return any((a.place, b.place) in met or (b.place, a.place) in met for a in some for b in others)


def _merged(found: Sequence[list[Page]], same: Sequence[tuple[int, int]]) -> Iterator[list[Page]]:
    first = list(range(len(found)))
    for one, other in same:
        low, high = sorted((first[one], first[other]))
        first = [low if place == high else place for place in first]
    for place in dict.fromkeys(first):
        yield [page for i, pages in enumerate(found) if first[i] == place for page in pages]


def _likenesses(
    found: Sequence[list[Page]], met: Overlaps, shown: Mapping[int, Face | None]
) -> Iterator[Likeness]:
    """Yield each chat that may be with the person of another before it, the nearest such one."""
    people = [i for i, pages in enumerate(found) if _of_one_person(pages)]
    for at, j in enumerate(people):
        for i in people[:at]:
            kind = _alike_by(found[i], found[j], met, shown, [found[n] for n in people])
            if kind is not None:
                yield Likeness(i, j, _asked(kind, found[i], found[j]))
                break


def _of_one_person(pages: Sequence[Page]) -> bool:
    titled = _first_titled(pages)
    return titled is not None and titled.chat.members is None and not _group_name(titled)


def _first_titled(pages: Sequence[Page]) -> Page | None:
    sure = (p for p in pages if p.chat.title and p.chat.title.confidence >= SURE_TITLE)
    return next(sure, None) or next((p for p in pages if p.chat.title), None)


def _alike_by(
    one: Sequence[Page],
    other: Sequence[Page],
    met: Overlaps,
    shown: Mapping[int, Face | None],
    people: Sequence[Sequence[Page]],
) -> DoubtKind | None:
    """Say why two chats may be one: a name with two pictures, or a picture with two names."""
    if _name(one) == _name(other):
        return DoubtKind.FACE_CHANGED
    if _touch(one, other, met) and not _strange(one, other, shown):
        return DoubtKind.NAME_CHANGED
    sharing = sum(_alike(other, each, shown) for each in people)
    alike = _alike(one, other, shown) and sharing <= MOST_WITH_ONE_FACE
    return DoubtKind.NAME_CHANGED if alike else None


def _name(pages: Sequence[Page]) -> str:
    titled = _first_titled(pages)
    return squeezed(titled.chat.title.value) if titled and titled.chat.title else ""


def _asked(kind: DoubtKind, one: Sequence[Page], other: Sequence[Page]) -> Doubt:
    first, second = _first_titled(one), _first_titled(other)
    titles = [page.chat.title.value for page in (first, second) if page and page.chat.title]
    place = second.chat.title.where if second and second.chat.title else None
    args = (("field", "person"), ("text", titles[-1]), ("other", titles[0]))
    return Doubt(kind, place if isinstance(place, Where) else None, args)
