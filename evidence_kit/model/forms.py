"""What the papers around a bundle's list show: its cells, its headings, its code, its page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CellClaim:
    """How a cell of a list must read; whoever wrote it, these `parts` stand in it in this order."""

    text: str
    parts: tuple[str, ...]

    def admits(self, found: str) -> bool:
        """Say whether a cell may be another version's way of writing this one."""
        at = 0
        for part in self.parts:
            begin = found.find(part, at)
            if begin < 0:
                return False
            at = begin + len(part)
        return True


@dataclass(frozen=True, slots=True)
class ListForm:
    """A paper that shows the list as a table: the cells found there, and those of exhibits.json.

    `found` is None for what can't be read; `exact` says that beside its cells, too, it is what
    this program writes.
    """

    name: str
    found: tuple[tuple[str, ...], ...] | None
    wanted: tuple[tuple[CellClaim, ...], ...]
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Explained:
    """The page that checks its bundle in a browser: whether it is the one this program writes.

    `digests` are all that stand in it, in hex.
    """

    name: str
    exact: bool
    digests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageHeading:
    """What is printed above an exhibit page that a list has: letters and digits alone.

    `exhibit` and `title` are the list's, `printed` the page's; None where the page isn't drawn as
    this program draws it. Its foot and its place in the exhibit `agrees` with the list, too, in
    this program's usual words; `usual` are the words, whatever they say. `more` are words that
    stand on the page and aren't the program's.
    """

    page: int
    exhibit: int
    title: str
    printed: str | None = None
    agrees: bool = False
    usual: bool = False
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawnList:
    """The list's own pages in a bundle's PDF, against those that would be drawn for exhibits.json.

    `exact` says that they are drawn so, sign by sign. Where as many lines stand on as many sheets
    and one of them has other letters or digits, `found` is the first such line, `wanted` what it
    should say, on the sheet called `sheet`.
    """

    exact: bool
    sheet: str = ""
    found: str = ""
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class AroundBook:
    """What a bundle's PDF prints around its exhibits.

    `code` says whether the code on its check page holds the manifest's digest; None for one that
    can't be read, or isn't there.
    """

    headings: tuple[PageHeading, ...] = ()
    code: bool | None = None


@dataclass(frozen=True, slots=True)
class Forms:
    """The papers of a bundle beside its list and its PDF's pages; `lacking` names what isn't there.

    `same_version` says that the bundle names this very version as its maker. `head` is what stands
    above the list for Word, `parties` what exhibits.json says of who they are, by their part.
    """

    lists: tuple[ListForm, ...] = ()
    explained: Explained | None = None
    book: AroundBook | None = None
    drawn: DrawnList | None = None
    lacking: tuple[str, ...] = ()
    same_version: bool = False
    head: str = ""
    parties: tuple[tuple[str, str], ...] = ()
