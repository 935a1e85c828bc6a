"""Whatever is changed in a bundle, verification says FAILED; rewritten whole, never PASSED."""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from functools import lru_cache
from pathlib import Path

import bags
import pytest
import tampering
from authorities import Root, ThirdParty
from hypothesis import given, settings, strategies as st

from evidence_kit import audit, files, seal
from evidence_kit.model import Verdict

Content = dict[str, bytes]
ROOT = Root()
# How many bundles are harmed at random: a few hundred each time, thousands by `make fuzz`.
MUTATIONS = 3000 if os.environ.get("HYPOTHESIS_PROFILE") == "fuzz" else 240


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bags.Made:
    return bags.make(tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def content(made: bags.Made) -> Content:
    return bags.contents(made.bundle)


@pytest.fixture(scope="module", autouse=True)
def _remembered_proofs() -> object:
    """`prove` is pure: the seals that a mutation leaves alone are proven once."""
    patch = pytest.MonkeyPatch()
    patch.setattr(seal, "prove", lru_cache(maxsize=4096)(seal.prove))
    yield
    patch.undo()


def verdict(content: Content) -> Verdict:
    return audit.report(bags.observed(content)).verdict


def test_the_untouched_bundle_contradicts_nothing(made: bags.Made, content: Content) -> None:
    seen = files.observe(made.bundle)
    assert bags.unordered(seen) == bags.unordered(bags.observed(content))
    report = audit.report(seen)
    assert [c.finding for c in report.checks if c.verdict is not Verdict.PASSED] == [
        "no_outside_anchor"
    ]


def test_any_byte_changed_is_found(content: Content) -> None:
    """Every byte of a small file, a fixed sample of a larger one, each in one of its bits."""
    chance = random.Random(20260301)
    for name, raw in content.items():
        places = range(len(raw)) if len(raw) <= 80 else chance.sample(range(len(raw)), 80)
        for place in places:
            changed = bytearray(raw)
            changed[place] ^= 1 << chance.randrange(8)
            assert verdict(content | {name: bytes(changed)}) is Verdict.FAILED, (name, place)


def test_any_file_removed_is_found(content: Content) -> None:
    for name in content:
        left = {other: raw for other, raw in content.items() if other != name}
        assert verdict(left) is Verdict.FAILED, name


def test_any_file_renamed_is_found(content: Content) -> None:
    for name in content:
        moved = {f"{other}x" if other == name else other: raw for other, raw in content.items()}
        assert verdict(moved) is Verdict.FAILED, name


@pytest.mark.parametrize(
    "name",
    [
        "x.txt",
        "data/x.png",
        "data/.DS_Store2",
        "data/子文件夹/Thumbs.db",
        "filing/x.pdf",
        "new/x",
        "fetch.txt",
        "manifest-md5.txt",
        "tagmanifest-sha512.txt",
        "timestamps/x",
        "timestamps/other.pem",
        "timestamps/tagmanifest-sha256.other.1.tsr",
        "timestamps/tagmanifest-sha256.local.2.tsq",
        "timestamps/manifest-sha256.local.9999.tsr",
    ],
)
def test_any_file_added_is_found(content: Content, name: str) -> None:
    for raw in (b"", b"x", *(content[n] for n in content if n.endswith((".tsr", ".pem")))):
        assert verdict(content | {name: raw}) is Verdict.FAILED


def test_a_seal_copied_under_a_new_number_is_found(content: Content) -> None:
    copy = {
        f"timestamps/tagmanifest-sha256.local.2.{kind}": content[
            f"timestamps/tagmanifest-sha256.local.1.{kind}"
        ]
        for kind in ("tsq", "tsr")
    }
    assert verdict(content | copy) is Verdict.FAILED


@settings(max_examples=300, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_any_random_harm_is_found(content: Content, chance: random.Random) -> None:
    harmed = dict(content)
    name, other = chance.sample(sorted(content), 2)
    raw = content[name]
    match chance.randrange(6):
        case 0:
            harmed[name] = raw[: chance.randrange(len(raw))] if raw else b"x"
        case 1:
            harmed[name] = raw + chance.randbytes(chance.randrange(1, 9))
        case 2:
            harmed[name], harmed[other] = content[other], raw
        case 3:
            harmed[name] = content[other]
        case 4:
            at = chance.randrange(len(raw) + 1)
            harmed[name] = raw[:at] + chance.randbytes(3) + raw[at:]
        case _:
            harmed[chance.choice(["", "data/", "timestamps/"]) + "新.txt"] = raw
    if harmed != content:
        assert verdict(harmed) is Verdict.FAILED


def test_harm_on_the_disk_is_found_too(made: bags.Made, tmp_path: Path) -> None:
    """The folder itself, read by `observe`: changed, removed, renamed, added, linked."""
    names = ("data/1.png", "data/子文件夹/微信图片_20230411101010.png", "filing/证据目录.csv")
    for number, name in enumerate((*names, "timestamps/tagmanifest-sm3.local.1.tsr")):
        for harm in ("change", "remove", "rename", "add", "link"):
            copy = tmp_path / f"{number}-{harm}"
            shutil.copytree(made.bundle, copy)
            _harm(copy / name, harm)
            assert audit.report(files.observe(copy)).verdict is Verdict.FAILED, (name, harm)


def _harm(path: Path, harm: str) -> None:
    match harm:
        case "change":
            raw = bytearray(path.read_bytes())
            raw[len(raw) // 2] ^= 1
            path.write_bytes(raw)
        case "remove":
            path.unlink()
        case "rename":
            path.rename(path.with_name(f"{path.name}~"))
        case "add":
            path.with_name("又一个.png").write_bytes(b"")
        case _:
            path.with_name("link.png").symlink_to(path.name)


@pytest.fixture(scope="module")
def rewritten(made: bags.Made, tmp_path_factory: pytest.TempPathFactory) -> bags.Made:
    """Someone changed an original and let the whole bundle be made again, new seals and all."""
    folder = tmp_path_factory.mktemp("rewritten")
    shutil.copytree(made.source, folder / "X")
    (folder / "X" / "1.png").write_bytes(bags.picture("yellow"))
    return bags.make(folder, filled=True)


def test_a_bundle_rewritten_and_resealed_never_passes(
    made: bags.Made, rewritten: bags.Made
) -> None:
    seen = files.observe(rewritten.bundle)
    own = (rewritten.bundle / "timestamps" / "local.pem").read_bytes()
    assert audit.report(seen).verdict is Verdict.INDETERMINATE
    assert audit.report(seen, roots=(own,)).verdict is Verdict.INDETERMINATE
    for digest in (made.manifest, made.whole):
        assert audit.report(seen, digest=digest.hex).verdict is Verdict.FAILED
    assert audit.report(seen, against=files.digests(made.source)).verdict is Verdict.FAILED


def test_an_original_left_out_on_purpose_never_passes_against_the_copies(
    made: bags.Made, tmp_path: Path
) -> None:
    shutil.copytree(made.source, tmp_path / "X")
    (tmp_path / "X" / "2.jpg").unlink()
    seen = files.observe(bags.make(tmp_path, filled=True).bundle)
    report = audit.report(seen, against=files.digests(made.source))
    assert report.verdict is Verdict.INDETERMINATE
    assert ("copy_beyond", (("name", "2.jpg"),)) in [(c.finding, c.args) for c in report.checks]


@pytest.fixture(scope="module")
def vouched(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """Return a bundle that passes: a third party sealed it, under a root that is trusted."""
    folder = tmp_path_factory.mktemp("vouched")
    made = bags.make(folder, authorities=(ThirdParty(ROOT, bags.clock),), each=True)
    return bags.contents(made.bundle)


def trusting(content: Content) -> Verdict:
    return audit.report(tampering.observed(content), roots=(ROOT.pem,)).verdict


def test_no_random_harm_leaves_a_bundle_that_passes(vouched: Content) -> None:
    """Accidents and forgeries of one step or of several, in a bundle that passed before."""
    assert trusting(vouched) is Verdict.PASSED
    seen: Counter[str] = Counter()
    for seed in range(MUTATIONS):
        chance = random.Random(f"harm {seed}")
        names, content = [], vouched
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            name, content = tampering.harmed(content, chance)
            names.append(name)
        if content != vouched:  # a second swap may have undone the first
            assert trusting(content) is Verdict.FAILED, (seed, names)
        seen.update(names)
    assert set(seen) == {h.__name__ for h in tampering.ACCIDENTS + tampering.FORGERIES}


def test_a_bundle_made_anew_by_its_forger_is_never_vouched_for(vouched: Content) -> None:
    """Nothing in it contradicts anything else: so it is not FAILED, and nobody vouches for it."""
    originals = tampering._found("", vouched["manifest-sha256.txt"]).sha256
    for seed in range(MUTATIONS // 20):
        forged = tampering.observed(tampering.remade(vouched, random.Random(f"made {seed}")))
        assert audit.report(forged, roots=(ROOT.pem,)).verdict is Verdict.INDETERMINATE, seed
        assert audit.report(forged, digest=originals.hex).verdict is Verdict.FAILED, seed


def test_a_forgers_own_authority_is_no_anchor(vouched: Content) -> None:
    """Whoever rewrites all of it may seal it as anybody, too: it stays unknown."""
    forged = tampering.remade(vouched, random.Random(1))
    own = tampering._seals(forged, ThirdParty(Root(), bags.clock), tampering.SUBJECTS)
    report = audit.report(tampering.observed(forged | own), roots=(ROOT.pem,))
    assert report.verdict is not Verdict.PASSED
    assert "unknown_root" in {check.finding for check in report.checks}
