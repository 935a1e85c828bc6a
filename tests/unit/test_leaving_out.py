"""Pages left out: set aside, kept in the bundle, and never one that hides a repayment."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from ledgers import ASKED, LOAN_DAY, gather, page
from stories import card, left, right, time

from evidence_kit.errors import InputError, UsageError
from evidence_kit.facts import leaving_out
from evidence_kit.model import FileRole, LoanFacts, State
from evidence_kit.pipeline import bundling, reading

ROOT = Path(__file__).parents[2]
RECORDED = reading.Options(f"recorded:{ROOT / 'tests' / 'recorded'}", jobs=1)
LENT = page(LOAN_DAY, ASKED, card("right", "5000.00", State.ACCEPTED))
BACK = page(
    time("2025年6月2日 14:05"),
    left("先还你2000"),
    card("left", "2000.00", State.ACCEPTED),
    name="2.png",
)
IDLE = page(time("2025年7月2日 14:05"), right("在吗？"), name="3.png")


def hidden(*left_out: int) -> list[str]:
    pages = (LENT, BACK, IDLE)
    whole = gather(*pages)
    kept = gather(*(one for i, one in enumerate(pages) if i not in left_out))
    gone = {pages[i][0].sha256: pages[i][0].name for i in left_out}
    return [gone[one] for one in leaving_out.hidden(whole, kept, tuple(gone))]


def test_a_page_of_money_that_came_back_cannot_be_left_out() -> None:
    assert hidden(1, 2) == ["2.png"]


def test_what_shows_nothing_that_came_back_can() -> None:
    assert hidden(2) == []
    assert hidden(0) == []


def test_a_page_that_says_why_less_is_owed_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    less = gather(LENT, BACK)
    monkeypatch.setattr(LoanFacts, "outstanding", property(lambda facts: len(facts.payments)))
    more = gather(LENT, BACK, page(LOAN_DAY, card("right", "1.00", State.ACCEPTED), name="4.png"))
    assert leaving_out.hidden(less, more, (IDLE[0].sha256,)) == (IDLE[0].sha256,)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = tmp_path / "截图"
    shutil.copytree(ROOT / "samples" / "simple-loan" / "screenshots", source)
    return source


def exclude(folder: Path, *names: str) -> None:
    work = folder.with_name("截图-work")
    work.mkdir()
    rows = (f'[[exclude]]\nfile = "{name}"\nreason = "与本案无关"\n' for name in names)
    (work / "case.toml").write_text("".join(rows), encoding="utf-8")


def test_a_page_left_out_is_no_exhibit_but_stays_among_the_originals(folder: Path) -> None:
    exclude(folder, "1.png")
    made = bundling.bundle(folder, out=None, options=RECORDED, force=False)
    (one,) = [source for source in made.story.sources if source.name == "1.png"]
    assert (one.role, one.reason) == (FileRole.SET_ASIDE, "excluded")
    listed = json.loads((made.bundle / "exhibits.json").read_text(encoding="utf-8"))
    assert '"1.png"' not in json.dumps(listed, ensure_ascii=False)
    assert (made.bundle / "data" / "1.png").is_file()


def test_a_repayment_cannot_be_left_out_of_a_bundle(folder: Path) -> None:
    names = sorted(path.name for path in folder.iterdir())
    chats = [name for name in names if name in ("8.png", "9.png", "10.png", "13.png")]
    exclude(folder, *chats)
    with pytest.raises(UsageError, match="exclusion_hides") as caught:
        bundling.bundle(folder, out=None, options=RECORDED, force=False)
    assert "13.png" in caught.value.args_by_name["files"]
    assert not folder.with_name("截图-bundle").exists()


def test_not_everything_can_be_left_out(folder: Path) -> None:
    for path in folder.iterdir():
        if path.name != "1.png":
            path.unlink()
    exclude(folder, "1.png")
    with pytest.raises(InputError, match="no_pictures"):
        bundling.bundle(folder, out=None, options=RECORDED, force=False)
