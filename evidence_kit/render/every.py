"""Everything that lies in a PDF, whether anything leads to it or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pikepdf

MOST_OBJECTS = 2_000_000  # a book of 10,000 pages has some 60,000


def dictionary(opened: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Give each dictionary, also those within other objects, once; ValueError for too many."""
    return (one for one in _every(opened) if isinstance(one, pikepdf.Dictionary))


def stream(opened: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Give each stream; ValueError for too many objects."""
    return (one for one in _objects(opened) if isinstance(one, pikepdf.Stream))


def _every(opened: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for one in _objects(opened):
        waiting = [one]
        while waiting:
            held = waiting.pop()
            yield held
            waiting += _direct(held)


def _objects(opened: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for number, one in enumerate(opened.objects):
        if number >= MOST_OBJECTS:
            raise ValueError("too many objects")
        yield one


def _direct(held: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Give the dictionaries and arrays that lie in an object itself."""
    inside: Iterable[pikepdf.Object] = ()
    if isinstance(held, pikepdf.Dictionary | pikepdf.Stream):
        inside = (one for _, one in held.items())
    elif isinstance(held, pikepdf.Array):
        inside = held.as_list()
    for one in inside:
        if isinstance(one, pikepdf.Dictionary | pikepdf.Array) and not one.is_indirect:
            yield one
