"""A batch of pictures → their screens: the kept readings first, then the engines in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Protocol, TypeAlias

from evidence_kit import ocr, screens
from evidence_kit.errors import OcrError
from evidence_kit.model import (
    Box,
    Digest,
    Doubt,
    DoubtKind,
    OcrPage,
    PageText,
    Reading,
    ReadLine,
    Screen,
    Unread,
    Wanted,
    Where,
)
from evidence_kit.ocr.cached import Cache, Kept

# A picture's copy, and the digest of its bytes.
Picture: TypeAlias = tuple[Path, Digest]


class Readers(Protocol):
    """The engine and the second reader of one name; it travels to other processes."""

    def engine(self) -> ocr.Engine:
        """Return the engine, opened once in each process."""

    def second(self) -> ocr.SecondReader | None:
        """Return the second reader, or None where there is none."""


@dataclass(frozen=True, slots=True)
class Named:
    """The readers that `ocr` knows by a name; `threads` bounds the engine's (None: its choice)."""

    name: str
    threads: int | None = None

    def engine(self) -> ocr.Engine:
        """Keep the promise of `Readers.engine`."""
        return _engine(self.name, self.threads)

    def second(self) -> ocr.SecondReader | None:
        """Keep the promise of `Readers.second`."""
        return _second(self.name)


@lru_cache(maxsize=2)
def _engine(name: str, threads: int | None) -> ocr.Engine:
    return ocr.engine(name, threads=threads)


@lru_cache(maxsize=2)
def _second(name: str) -> ocr.SecondReader | None:
    return ocr.second_reader(name)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a picture shows, and its words; None where no engine gave an answer."""

    screen: Screen
    text: PageText | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Pictures to be read in one go, and by whom."""

    pictures: tuple[Picture, ...]
    readers: Readers
    cache: Cache | None = None

    def singly(self) -> tuple[Batch, ...]:
        """Return a batch for each picture."""
        return tuple(replace(self, pictures=(picture,)) for picture in self.pictures)


def read(batch: Batch) -> tuple[Seen, ...]:
    """Return what each picture shows, in their order.

    A picture whose engine gives no answer is Unread, never lost. Engines are only opened for
    what the cache lacks; failures are not kept there.
    """
    with ocr.decoding_once():
        looks = _reread(_looks(batch), batch.readers)
    if batch.cache:
        for look in looks:
            _keep(look, batch.cache)
    return tuple(Seen(_screen(look), _text(look)) for look in looks)


def unanswered(source: Digest, cause: str) -> Seen:
    """Return what is known of a picture whose engine gave no answer."""
    return Seen(_unanswered(source, cause))


def _unanswered(source: Digest, cause: str) -> Unread:
    return Unread(source, "engine_failed", (("cause", cause),))


@dataclass(frozen=True, slots=True)
class _Look:
    """One picture on its way: its page, the boxes to be read again, and what was read there.

    `kept` is what the cache had; `once` says that the second reader gave no answer.
    """

    picture: Path
    source: Digest
    page: OcrPage | OcrError
    wanted: tuple[Wanted, ...]
    readings: Mapping[Wanted, Reading]
    kept: Kept | None = None
    once: bool = False

    @property
    def lacking(self) -> tuple[Wanted, ...]:
        """The boxes that nobody has read again yet."""
        return tuple(box for box in self.wanted if box not in self.readings)


def _looks(batch: Batch) -> list[_Look]:
    """Return a look at each picture: at what is kept, and at the pages of the others."""
    find = batch.cache.find if batch.cache else lambda _: None
    kept = [find(source) for _, source in batch.pictures]
    asked = [one for one, old in zip(batch.pictures, kept, strict=True) if old is None]
    found = iter(_pages(batch.readers.engine(), asked) if asked else ())
    return [
        _look(*one, old.page if old else next(found), old)
        for one, old in zip(batch.pictures, kept, strict=True)
    ]


def _look(picture: Path, source: Digest, page: OcrPage | OcrError, kept: Kept | None) -> _Look:
    wanted = () if isinstance(page, OcrError) else screens.wanted(page)
    return _Look(picture, source, page, wanted, kept.readings if kept else {}, kept)


def _reread(looks: Sequence[_Look], readers: Readers) -> list[_Look]:
    """Have all boxes that lack a second reading read in common."""
    lacking = [look for look in looks if look.lacking]
    second = readers.second() if lacking else None
    if second is None:
        return list(looks)
    answers = iter(second.reread_all([(look.picture, look.lacking) for look in lacking]))
    return [_heard(look, next(answers)) if look.lacking else look for look in looks]


def _heard(look: _Look, answer: Sequence[Reading] | OcrError) -> _Look:
    if isinstance(answer, OcrError):
        return replace(look, once=True)
    return replace(look, readings={**look.readings, **dict(zip(look.lacking, answer, strict=True))})


def _pages(engine: ocr.Engine, asked: Sequence[Picture]) -> Iterator[OcrPage | OcrError]:
    for picture, source in asked:
        try:
            yield engine.page(picture, source)
        except OcrError as error:
            yield error


def _keep(look: _Look, cache: Cache) -> None:
    """Keep what is new."""
    if not isinstance(look.page, OcrError):
        new = Kept(look.page, look.readings)
        if new != look.kept:
            cache.keep(look.picture, new)


def _screen(look: _Look) -> Screen:
    """Return what a picture shows; only by the readings that this run asks for."""
    if isinstance(look.page, OcrError):
        return _unanswered(look.source, look.page.kind)
    if look.once:
        return _read_once(screens.read(look.page), look.page)
    return screens.read(look.page, _asked(look))


def _asked(look: _Look) -> list[Reading]:
    return [look.readings[box] for box in look.wanted if box in look.readings]


def _text(look: _Look) -> PageText | None:
    """Return the words of a page, those that were asked for twice as both readers read them."""
    if isinstance(look.page, OcrError):
        return None
    again: dict[Box, tuple[str, ...]] = {}
    for reading in () if look.once else _asked(look):
        again[reading.box] = (*again.get(reading.box, ()), reading.text)
    lines = (
        ReadLine(line.text, line.box, line.confidence, again.get(line.box, ()))
        for line in look.page.lines
    )
    return PageText(look.page.width, look.page.height, tuple(lines))


def _read_once(screen: Screen, page: OcrPage) -> Screen:
    """Keep what the first engine read, and say that nobody read it again."""
    whole = Where(page.source, Box(0, 0, page.width, page.height))
    return replace(screen, doubts=(*screen.doubts, Doubt(DoubtKind.READ_ONCE, whole)))
