"""What 证据材料.pdf prints around its exhibits, against the list: headings, and the QR code.

A style may word headings otherwise: then they are held against each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from evidence_kit.model import AroundBook, Check, DrawnList, PageHeading
from evidence_kit.verify.finding import failed, unsure

_MOST_TOLD = 20
_MOST_SHOWN = 60  # signs of what is told
_LONGEST = 1_000  # signs of a heading beside its title, of which each number gives a form
_NUMBER = re.compile(r"\d+")


def checks(book: AroundBook) -> Iterator[Check]:
    """Refuse a heading that names another exhibit, and a code that holds another digest."""
    yield from islice(_headings(book.headings), _MOST_TOLD)
    if book.code is None:
        yield unsure("said", "code_unread")
    elif not book.code:
        yield failed("said", "code_other")


def list_checks(drawn: DrawnList | None, *, same_version: bool) -> Iterator[Check]:
    """Refuse a printed list that says otherwise; of one that is drawn otherwise nothing is known.

    Another version may word and break its lines in other ways.
    """
    if drawn is None:
        yield unsure("said", "drawn_unread")
    elif drawn.sheet and same_version:
        told = {"found": shown(drawn.found), "wanted": shown(drawn.wanted)}
        yield failed("said", "drawn_other", sheet=drawn.sheet, **told)
    elif not drawn.exact:
        yield unsure("said", "drawn_otherwise")


def _headings(headings: Sequence[PageHeading]) -> Iterator[Check]:
    unread = [one.page for one in headings if one.printed is None]
    if unread:
        yield unsure("said", "heading_unread", page=str(unread[0]), pages=str(len(unread)))
    read = [one for one in headings if one.printed is not None]
    usual = any(one.usual for one in read)
    for one in read if usual else ():
        if not one.agrees:
            yield _other(one)
    if not usual:
        yield from _in_other_words(read)
    for one in read:
        if one.more:
            yield unsure("said", "page_more_words", page=str(one.page), words=shown(one.more[0]))


def _in_other_words(read: Sequence[PageHeading]) -> Iterator[Check]:
    """Compare headings in a style's words: title and number stand in the same place of all."""
    forms = [_forms(one) for one in read]
    common, pages = next(iter(Counter(f for found in forms for f in found).most_common(1)), ("", 0))
    if read and 2 * pages <= len(read):
        yield unsure("said", "heading_otherwise")
        return
    for one, found in zip(read, forms, strict=True):
        if common not in found:
            yield _other(one)


def _forms(one: PageHeading) -> set[str]:
    """Return what a heading may be worded like, with its title and its number left out.

    A style may leave out either; of one that has another number there is no such form.
    """
    printed = one.printed or ""
    whole = printed.replace(one.title, "\n", 1) if one.title else printed
    if len(whole) > _LONGEST:
        return set()
    if not _NUMBER.search(whole):
        return {whole}
    return {
        f"{whole[: at.start()]}#{whole[at.end() :]}"
        for at in _NUMBER.finditer(whole)
        if at[0] == str(one.exhibit)
    }


def _other(one: PageHeading) -> Check:
    wanted = f"{one.exhibit} {one.title}"
    told = {"found": shown(one.printed or ""), "wanted": shown(wanted)}
    return failed("said", "heading_other", page=str(one.page), **told)


def shown(text: str) -> str:
    """Return what is told of a text that may have any length."""
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
