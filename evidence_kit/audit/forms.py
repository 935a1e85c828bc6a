"""The papers beside the list and the PDF: 证据目录.csv and .docx, 校验说明.html, what is handed in.

Whoever alters one of them and seals everything anew contradicts the list. What only another
version would have written otherwise is open, and never false.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, zip_longest

from evidence_kit.audit import around
from evidence_kit.audit.listed import Listed
from evidence_kit.manifest import same_name
from evidence_kit.model import AroundBook, CellClaim, Check, Explained, Forms, ListForm
from evidence_kit.verify.bag import ORIGINALS, Bag
from evidence_kit.verify.finding import failed, unsure

BOOK, HANDED_IN = "filing/证据材料.pdf", "filing/原始电子文件/"
LIST, CSV, DOCX = "exhibits.json", "filing/证据目录.csv", "filing/证据目录.docx"
_MOST_TOLD = 20  # cells of one paper, and strange files
_PLACES = ("data/", "timestamps/", "seals/")  # each has checks of its own
_PAPERS = frozenset(
    {
        *("bagit.txt", "bag-info.txt", "校验说明.html"),
        *(BOOK, LIST, CSV, DOCX),
    }
)
_LIST = re.compile(r"(tag)?manifest-(sha256|sm3)\.txt")


def checks(bag: Bag, forms: Forms, listed: Listed | None) -> Iterator[Check]:
    """Refuse papers that contradict the list of exhibits; without one none can be believed."""
    if listed is None or not listed.exhibits:
        yield from _of_nothing(bag, forms)
        return
    for name in islice(forms.lacking, _MOST_TOLD):
        if not bag.denied(name):
            yield unsure("said", "form_missing", name=name)
    for form in forms.lists:
        yield from _of_list(form, same_version=forms.same_version)
    yield from _parties(forms)
    if forms.explained:
        yield from _of_page(bag, forms.explained)
    if BOOK in bag.names and not bag.denied(BOOK):
        yield from around.checks(forms.book or AroundBook())
        yield from around.list_checks(forms.drawn, same_version=forms.same_version)
    if not bag.denies(ORIGINALS):
        yield from islice(_handed_in(bag), _MOST_TOLD)
    yield from islice(_strangers(bag), _MOST_TOLD)


def _of_nothing(bag: Bag, forms: Forms) -> Iterator[Check]:
    """Name the lists that say more than their heads, where exhibits.json names no exhibit."""
    bare = {form.name for form in forms.lists if form.found is not None and len(form.found) < 2}
    for name in (CSV, DOCX):
        known = LIST in bag.names and not forms.lists  # which wasn't read here
        if name in bag.names and name not in bare and not known and not bag.denied(name, LIST):
            yield unsure("said", "paper_unlisted", name=name)
    if forms.lists or LIST not in bag.names:
        yield from islice(_strangers(bag), _MOST_TOLD)
    if forms.explained:
        yield from _of_page(bag, forms.explained)


def _of_list(form: ListForm, *, same_version: bool) -> Iterator[Check]:
    if form.found is None:
        yield unsure("said", "form_unread", name=form.name)
    elif len(form.found) != len(form.wanted):
        found, wanted = str(len(form.found)), str(len(form.wanted))
        yield failed("said", "form_other_rows", name=form.name, found=found, wanted=wanted)
    elif told := list(islice(_cells(form, same_version=same_version), _MOST_TOLD)):
        yield from told
    elif not form.exact:
        yield unsure("said", "form_otherwise", name=form.name)


def _cells(form: ListForm, *, same_version: bool) -> Iterator[Check]:
    for number, (found, wanted) in enumerate(zip(form.found or (), form.wanted, strict=True)):
        for column, (text, claim) in enumerate(zip_longest(found, wanted), start=1):
            if _agrees(text, claim, same_version=same_version):
                continue
            head = form.wanted[0][column - 1].text if column <= len(form.wanted[0]) else str(column)
            yield failed(
                "said",
                "form_other_cell",
                name=form.name,
                row=str(number + 1),
                column=head,
                found=around.shown(text or ""),
                wanted=around.shown(claim.text if claim else ""),
            )


def _parties(forms: Forms) -> Iterator[Check]:
    """Refuse a list that is headed, in the usual words, with other parties than exhibits.json."""
    for part, name in forms.parties:
        found = re.search(rf"{part}：(.*?)(?:\u3000\u3000|$)", forms.head)
        if found and found[1].split() != name.split():
            yield failed("said", "form_other_party", part=part, found=found[1], wanted=name)


def _agrees(text: str | None, claim: CellClaim | None, *, same_version: bool) -> bool:
    if text is None or claim is None:
        return False
    return text == claim.text or (not same_version and claim.admits(text))


def _of_page(bag: Bag, page: Explained) -> Iterator[Check]:
    """Refuse a page that tells another digest, and trust none but this program's own."""
    if page.exact:
        return
    known = {f.sha256.hex for f in bag.observed.files} | {f.sm3.hex for f in bag.observed.files}
    strange = [one for one in dict.fromkeys(page.digests) if one not in known]
    if strange and not bag.denies(ORIGINALS):
        yield failed("said", "explained_other_digest", name=page.name, digest=strange[0])
    else:
        yield unsure("said", "explained_otherwise", name=page.name)


def _handed_in(bag: Bag) -> Iterator[Check]:
    """Refuse a file that is handed to the court and isn't the original of its name."""
    originals = {file.name: file.sha256 for file in bag.observed.files}
    for file in bag.observed.files:
        name = file.name.removeprefix(HANDED_IN)
        if name != file.name and originals.get(f"data/{name}") != file.sha256:
            yield failed("said", "handed_no_original", name=file.name)


def _strangers(bag: Bag) -> Iterator[Check]:
    """Name each file that no bundle has, be it listed and sealed."""
    for name in sorted(bag.names):
        known = name.startswith((*_PLACES, HANDED_IN)) or same_name(name) in _PAPERS
        if not known and not _LIST.fullmatch(name) and not bag.denied(name):
            yield unsure("said", "stranger_in_bundle", name=name)
