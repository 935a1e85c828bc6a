"""What a page is to a case: a picture under a file name, and the truth of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image

Truth = dict[str, Any]


class Pages(Protocol):
    """One or more screenshots taken in one go."""

    @property
    def names(self) -> tuple[str, ...]:
        """The file names, in the order in which they were taken."""

    def shots(self) -> Iterator[tuple[str, Image.Image]]:
        """Yield each name with its picture."""

    def truths(self) -> Iterator[tuple[str, Truth]]:
        """Yield each name with what its picture says."""


def page_truth(kind: str, **said: object) -> Truth:
    """Return a file's truth with every key of the schema, null where the page has nothing."""
    blank: Truth = {"kind": kind, "title": None, "messages": [], "payment": None, "profile": None}
    return {**blank, **said}
