"""Everything that lies in a PDF, whether anything leads to it or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pikepdf

# What may hold anything: nothing, numbers and the like come as Python's own, not as objects.
_HOLDERS = (pikepdf.Dictionary, pikepdf.Array, pikepdf.Stream)


def dictionary(opened: pikepdf.Pdf, mark: bytes) -> Iterator[pikepdf.Object]:
    """Give each dictionary, also those within other objects, in whose object a name stands.

    By the text of an object alone most are passed over: qpdf writes each name in one way.
    """
    for one in holder(opened):
        if mark in text(one):
            yield from (held for held in _within(one) if isinstance(held, pikepdf.Dictionary))


def holder(opened: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Give each object that others may lie in."""
    return (one for one in opened.objects if isinstance(one, _HOLDERS))


def stream(opened: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Give each stream."""
    return (one for one in opened.objects if isinstance(one, pikepdf.Stream))


def text(held: pikepdf.Object) -> bytes:
    """Return an object as qpdf writes it, each name in one way, without what a stream holds."""
    return (held.stream_dict if isinstance(held, pikepdf.Stream) else held).unparse(resolved=True)


def _within(one: pikepdf.Object) -> Iterator[pikepdf.Object]:
    waiting = [one]
    while waiting:
        held = waiting.pop()
        yield held
        waiting += _direct(held)


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
