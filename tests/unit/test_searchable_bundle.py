"""A bundle whose pages can be searched: sure words alone, and its originals in it where asked."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pypdf
import pytest
from archivist import faults

from evidence_kit.cli import making
from evidence_kit.errors import InputError, OcrError
from evidence_kit.model import ExhibitKind, Reading, Transfer, Wanted
from evidence_kit.ocr.recorded import Recorded
from evidence_kit.pipeline import bundling, looking, printing, reading

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "simple-loan" / "screenshots"
RECORDINGS = ROOT / "tests" / "recorded"
OPTIONS = reading.Options(f"recorded:{RECORDINGS}", jobs=1)


class _Misreading(Recorded):
    """A second reader that takes one page's 3 for an 8."""

    def reread_all(
        self, asked: Sequence[tuple[Path, Sequence[Wanted]]]
    ) -> list[tuple[Reading, ...] | OcrError]:
        found = super().reread_all(asked)
        names = [picture.name for picture, _ in asked]
        found[names.index("11.png")] = tuple(
            replace(one, text=one.text.replace("¥3", "¥8")) for one in found[names.index("11.png")]
        )
        return found


@dataclass(frozen=True)
class Made:
    """A bundle, the words of its exhibits page by page, and where each picture stands."""

    bundled: bundling.Bundled
    pages: list[str]

    def page(self, name: str) -> str:
        """Return the words of the page that shows a picture."""
        shown = (page for exhibit in self.bundled.case.exhibits for page in exhibit.pages)
        return self.pages[next(page.number for page in shown if page.name == name) - 1]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A bundle of the sample, one sum of it in doubt, with its originals in its PDF."""
    folder = tmp_path_factory.mktemp("searchable") / "X"
    shutil.copytree(SAMPLE, folder)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(looking, "_second", lambda name: _Misreading(RECORDINGS))
        prints = printing.Wanted(originals=True)
        done = bundling.bundle(folder, out=None, options=OPTIONS, force=False, prints=prints)
    reader = pypdf.PdfReader(done.bundle / "filing" / "证据材料.pdf")
    first = reader.page_labels.index("1")
    pages = reader.pages[first : first + done.case.pages]
    return Made(done, [page.extract_text() for page in pages])


def test_the_chat_can_be_searched(made: Made) -> None:
    for line in ("知夏，在吗？", "¥3000.00", "2025年3月2日14:05", "不客气，记得到时候还就行"):
        assert line in made.page("8.png").split("\n")


def test_a_number_that_one_reader_read_is_in_no_page(made: Made) -> None:
    chat = made.page("8.png").split("\n")
    assert "元？下个月 号发了工资就" in chat
    assert not any("3000元" in line or "15号" in line for line in chat)
    assert "21:05" not in chat  # the telephone's clock


def test_a_doubted_amount_is_found_nowhere_on_its_page(made: Made) -> None:
    story = made.bundled.story
    (page,) = (one for _, one in story.screens if isinstance(one, Transfer))
    assert page.doubts
    transfer = made.page("11.png")
    assert "砚台里的秋天已收款" in transfer
    assert "2025年03月02日14:08:31" in transfer
    assert not any(sum_ in transfer for sum_ in ("3000.00", "8000.00", "3,000"))


def test_the_book_carries_what_its_pages_show(made: Made) -> None:
    pdf = made.bundled.bundle / "filing" / "证据材料.pdf"
    carried = pypdf.PdfReader(pdf).attachments
    for source in made.bundled.story.sources:
        assert carried[source.safe_name] == [(SAMPLE / source.name).read_bytes()]
    assert len(carried) == 2 * len(made.bundled.story.sources)
    assert faults(pdf, "3b") == []


def test_without_a_text_layer_no_word_is_given(made: Made, tmp_path: Path) -> None:
    done = made.bundled
    found = printing.beside(done.case, done.story, tmp_path, printing.Wanted(text_layer=False))
    assert (found.texts, found.originals) == ({}, ())
    assert printing.beside(done.case, done.story, tmp_path, printing.USUAL).texts


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({}, printing.Wanted()),
        ({"no_text_layer": True}, printing.Wanted(text_layer=False)),
        ({"attach_originals": True}, printing.Wanted(originals=True)),
    ],
)
def test_the_command_passes_on_what_is_wanted(
    said: dict[str, bool], wanted: printing.Wanted, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(*_: object, prints: printing.Wanted, **__: object) -> None:
        assert prints == wanted
        raise InputError("no_pictures", path="X")

    monkeypatch.setattr(bundling, "bundle", asked)
    with pytest.raises(InputError):
        making.bundle(Path("X"), **said)


def test_a_recording_is_handed_in_beside_the_book(made: Made, tmp_path: Path) -> None:
    done = made.bundled
    first, *others = done.case.exhibits
    heard = replace(done.case, exhibits=(replace(first, kind=ExhibitKind.AUDIO), *others))
    found = printing.beside(heard, done.story, tmp_path, printing.Wanted(originals=True))
    names = {one.path.relative_to(tmp_path).as_posix() for one in found.originals}
    assert {page.name for page in first.pages} & names == set()
    assert len(names) == len(done.story.sources) - len(first.pages)
