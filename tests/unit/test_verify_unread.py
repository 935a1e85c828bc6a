"""What can't be read is never called false, whichever file of a bundle or folder of it that is."""

from __future__ import annotations

import time
import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import bags
import pytest
from authorities import Root, ThirdParty
from bags import fill, found
from tsa_server import serving

from evidence_kit import audit, files
from evidence_kit.files import observing
from evidence_kit.model import Observed, Verdict, VerificationReport
from evidence_kit.pipeline import bundling, early, handing_over, papers, reading, stamping

PASSED, INDETERMINATE, FAILED = Verdict.PASSED, Verdict.INDETERMINATE, Verdict.FAILED
NO_PICTURES_READ = reading.Options(ocr="recorded:nowhere", jobs=1, cache=False)
ACCENTED = "é 收据 ガ.txt"


@dataclass(frozen=True)
class Sealed:
    """A bundle with every kind of seal, as it is seen, and all that is asked about it."""

    seen: Observed
    asked: audit.Asked
    root: bytes
    bundle: Path
    packed: Path

    def report(self, seen: Observed) -> VerificationReport:
        return audit.report(seen, roots=(self.root,), asked=self.asked)


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    folder = tmp_path_factory.mktemp("unread")
    root, now = Root(), datetime.fromtimestamp(time.time(), UTC)
    (folder / "root.pem").write_bytes(root.pem)
    source = folder / "X"
    fill(source)
    (source / ACCENTED).write_text("据", encoding="utf-8")
    with serving(ThirdParty(root, lambda: now).answer) as url:
        stamps = stamping.wanted([url], [folder / "root.pem"], each=True)
        early.seal(source, stamps)
        made = bundling.bundle(
            source, out=None, options=NO_PICTURES_READ, force=False, stamps=stamps
        )
    seen = files.observe(made.bundle)
    with files.opened(made.bundle) as opened:
        claims = papers.claims(opened, seen)
    named = tuple((file.name.rpartition("/")[2], file.sha256) for file in seen.files)
    packed = handing_over.pack(made.bundle, at=now, force=True)
    asked = audit.Asked(files=named, claims=claims, page=1)
    return Sealed(seen, asked, root.pem, made.bundle, packed)


def hidden(seen: Observed, name: str) -> Observed:
    """Return the bundle as it is seen where a file, or a folder, may not be read."""

    def is_open(one: str) -> bool:
        return one != name and not one.startswith(f"{name}/")

    return replace(
        seen,
        files=tuple(file for file in seen.files if is_open(file.name)),
        contents=tuple(pair for pair in seen.contents if is_open(pair[0])),
        unread=((name, "denied"),),
    )


def test_all_that_is_asked_of_it_holds(sealed: Sealed) -> None:
    """Otherwise the others would show nothing."""
    report = sealed.report(sealed.seen)
    assert not found(report, FAILED)
    assert {"each_third_party", "earlier_third_party", "file_exhibit", "page_is"} <= {
        check.finding for check in report.checks
    }


def test_no_file_nor_folder_is_false_for_being_unreadable(sealed: Sealed) -> None:
    """Failure: a comparison with such a file, and the seals beside it, were called false."""
    names = {file.name for file in sealed.seen.files if not _is_one_of_many(file.name)}
    above = {path.as_posix() for name in names for path in Path(name).parents} - {"."}
    for name in sorted(names | above):
        report = sealed.report(hidden(sealed.seen, name))
        assert not found(report, FAILED), name
        assert ("unreadable_here", name) in found(report, INDETERMINATE)


def _is_one_of_many(name: str) -> bool:
    if name.startswith(("data/", "timestamps/each/")):
        return "1.png" not in name
    return "timestamps/" in name and ("sm3" in name or name.startswith("timestamps/tag"))


def test_what_is_there_is_false_still(sealed: Sealed) -> None:
    """Whoever bars one file can't hide that another was changed."""
    other = next(file for file in sealed.seen.files if file.name == "data/1.png")
    seen = hidden(sealed.seen, "data/2.jpg")
    kept = tuple(
        replace(file, sha256=other.sha256, sm3=other.sm3) if file.name == "data/10.webp" else file
        for file in seen.files
    )
    report = sealed.report(replace(seen, files=kept))
    assert {("changed", "data/10.webp"), ("each_false", "data/10.webp")} <= found(report, FAILED)
    webp = next(file.sha256 for file in seen.files if file.name == "data/10.webp")
    asked = audit.Asked(files=(("1.png", webp), ("2.jpg", webp), ("x.png", other.sha256)))
    told = audit.report(replace(seen, files=kept), asked=asked).checks
    about = {dict(c.args)["name"]: c.finding for c in told if c.about == "file"}
    assert about == {
        "1.png": "file_differs",
        "data/2.jpg": "unreadable_here",
        "x.png": "file_original",
    }


@pytest.mark.parametrize("where", ["", "data/", "timestamps/"])
def test_names_that_came_back_decomposed_are_the_same(sealed: Sealed, where: str) -> None:
    """A Mac may give back names in another Unicode form; each token is still its original's."""

    def nfd(name: str) -> str:
        return unicodedata.normalize("NFD", name) if name.startswith(where) else name

    seen = replace(
        sealed.seen,
        files=tuple(replace(file, name=nfd(file.name)) for file in sealed.seen.files),
        contents=tuple((nfd(name), raw) for name, raw in sealed.seen.contents),
    )
    assert seen != sealed.seen
    report = sealed.report(seen)
    assert not found(report, FAILED)
    counted = next(dict(c.args) for c in report.checks if c.finding == "each_third_party")
    assert counted["files"] == counted["of"]


def test_a_stray_is_one_in_any_unicode_form(sealed: Sealed) -> None:
    """Failure: one whose name had another form than its list's wasn't looked at."""
    listed = bags.listed({"timestamps/\u00e9.bin": b"x", "data/1.txt": b"1"})
    for name in ("timestamps/\u00e9.bin", "timestamps/e\u0301.bin"):
        listed = {name if raw == b"x" else other: raw for other, raw in listed.items()}
        told = found(audit.report(bags.observed(listed)), FAILED)
        assert ("stray_in_timestamps", name) in told


@pytest.mark.parametrize("most", [0, 3_000, 10_000, 40_000])
def test_what_is_too_much_to_hold_is_open(
    sealed: Sealed, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """Failure: the lists of a hundred earlier seals, 64 MB each, were all held at once."""
    monkeypatch.setattr(observing, "MOST_KEPT", most)
    for bundle in (sealed.bundle, sealed.packed):
        with files.opened(bundle) as opened:
            seen = opened.observe()
        assert sum(len(raw) for _, raw in seen.contents) <= most
        report = sealed.report(seen)
        assert not found(report, FAILED)
        assert report.verdict is INDETERMINATE
        assert "too_much_here" in {check.finding for check in report.checks}
