"""One case for each borrower: --party, its folders, and what it sets aside."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from evidence_kit import brief, cli, facts, telling
from evidence_kit.errors import UsageError
from evidence_kit.model import Brief, DoubtKind, FileRole
from evidence_kit.pipeline import bundling, checking, folders, reading
from evidence_kit.words import Words

ROOT = Path(__file__).parents[2]
ENGINE = f"recorded:{ROOT / 'tests' / 'recorded'}"
ZHOU, GU = "周砚秋", "顾汀屿"
STATED = '[[loan]]\ndate = 2025-03-02\namount = "100"\nchannel = "现金"\n'
ANSWER = """[[answer]]\ndoubt = "{}"\nvalue = '已"核'\n"""
Kit = Callable[..., CompletedProcess[str]]


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the screenshots of two borrowers' matters."""
    folder = tmp_path_factory.mktemp("two") / "截图"
    folder.mkdir()
    for case, mark in (("simple-loan", "z"), ("returned-transfer", "g")):
        for path in (ROOT / "samples" / case / "screenshots").iterdir():
            shutil.copy(path, folder / f"{mark}-{path.name}")
    return folder


def options(party: str | None = None) -> reading.Options:
    return reading.Options(ENGINE, 1, cache=False, party=party)


def bundle(folder: Path, party: str) -> bundling.Bundled:
    return bundling.bundle(folder, out=None, options=options(party), force=True)


@pytest.fixture(scope="module")
def whole(two: Path) -> reading.Story:
    return reading.read(two, options())


@pytest.fixture(scope="module")
def zhou(two: Path) -> bundling.Bundled:
    return bundle(two, ZHOU)


def test_without_a_party_everybody_is_named_with_what_was_lent(whole: reading.Story) -> None:
    told = {one.names[0]: str(one.lent) for one in whole.facts.candidates}
    assert told == {GU: "10000.50", ZHOU: "3000.00"}
    doubts = [d for d in whole.facts.doubts if d.kind is DoubtKind.PARTY_UNKNOWN]
    assert "2" in [dict(doubt.args).get("candidates") for doubt in doubts]


def test_a_party_has_folders_of_its_own(two: Path, zhou: bundling.Bundled) -> None:
    assert zhou.bundle == two.with_name(f"截图-{ZHOU}-bundle")
    assert zhou.work == two.with_name(f"截图-{ZHOU}-work")
    assert (zhou.work / "facts.json").is_file()


def test_a_partys_sums_are_those_of_its_own_folder(zhou: bundling.Bundled) -> None:
    found = zhou.story.facts
    assert str(found.outstanding) == "2000.00"
    assert [str(p.amount.value) for p in found.payments] == ["3000.00", "1000.00"]
    assert found.candidates == ()
    assert not [d for d in found.doubts if "candidates" in dict(d.args)]


def test_another_borrowers_pages_are_kept_among_the_originals_and_nowhere_else(
    two: Path, zhou: bundling.Bundled
) -> None:
    aside = [one for one in zhou.story.sources if one.role is FileRole.SET_ASIDE]
    assert {one.reason for one in aside} == {"other_matter"}
    theirs = {one.name for one in aside}
    everything = {path.name for path in two.iterdir()}
    assert theirs == {name for name in everything if name.startswith("g-")} - {"g-我的微信.PNG"}
    assert {path.name for path in (zhou.bundle / "data").iterdir()} == everything
    for path in (*(zhou.bundle / "filing").iterdir(), zhou.bundle / "exhibits.json"):
        shown = path.read_bytes()
        assert not [name for name in (GU, "汀上有屿", *theirs) if name.encode() in shown], path


def test_nobody_by_that_name_is_told_who_is_there(two: Path) -> None:
    with pytest.raises(UsageError) as fault:
        reading.read(two, options("老李"))
    assert fault.value.kind == "party_unknown"
    told = fault.value.args_by_name["candidates"]
    assert told == f"{GU} (10000.50); {ZHOU} (3000.00)"


@pytest.mark.parametrize(
    "name", ["砚台里的秋天", "yanqiu_zhou88", " 周 砚 秋 ", "z-8.png"], ids=str.strip
)
def test_a_party_is_known_by_every_name_of_theirs(whole: reading.Story, name: str) -> None:
    party = facts.of_party(whole.screens, Brief(), name)
    assert [one.names for one in party.meant] == [(ZHOU,)]
    kept = [entry for entry in whole.screens if entry[0].sha256 not in party.others]
    assert str(facts.gather(kept, party.brief).outstanding) == "2000.00"


def test_a_party_is_known_by_the_names_its_own_case_gives(two: Path) -> None:
    work = folders.work_folder(two, party="老周")
    work.mkdir()
    text = f'[case]\ndefendant = "周大海"\n[defendant]\nknown_as = ["{ZHOU}", "老周"]\n'
    (work / "case.toml").write_text(text, encoding="utf-8")
    try:
        found = reading.read(two, options("老周")).facts
    finally:
        shutil.rmtree(work)
    assert str(found.outstanding) == "2000.00"
    assert found.borrower.legal_name == "周大海"


def test_one_persons_case_is_not_begun_twice_under_two_names(two: Path) -> None:
    work = folders.work_folder(two, party="yanqiu_zhou88")
    work.mkdir()
    (work / "case.toml").write_text("[case]\n", encoding="utf-8")
    try:
        with pytest.raises(UsageError) as fault:
            reading.read(two, options("砚台里的秋天"))
    finally:
        shutil.rmtree(work)
    assert fault.value.kind == "party_other_name"
    assert fault.value.args_by_name["other"] == "yanqiu_zhou88"


def test_what_was_filled_in_for_all_is_not_lost_in_a_partys_case(two: Path) -> None:
    """Failure: with --party the answers of X-work/case.toml were passed over in silence."""
    common, own = folders.brief_path(two), folders.brief_path(two, party=ZHOU)
    own.unlink(missing_ok=True)
    common.parent.mkdir(exist_ok=True)
    questions = telling.questions(reading.read(two, options(ZHOU)))
    said = f'[case]\nplaintiff = "林知夏"\n[court]\nname = "某法院"\n{STATED}'
    common.write_text(said + ANSWER.format(questions[0].doubt), encoding="utf-8")
    try:
        for run in (
            lambda: bundle(two, ZHOU),
            lambda: reading.refuse_unheard(two, ZHOU),
        ):
            with pytest.raises(UsageError, match="party_unheard"):
                run()
        begun = checking.begin_brief(two, questions, party=ZHOU)
        assert begun.carried_from == common
        carried = brief.load(own)
        reading.refuse_unheard(two, ZHOU)
    finally:
        shutil.rmtree(common.parent)
        own.unlink(missing_ok=True)
    assert carried.answers[0] == (questions[0].doubt, '已"核')
    assert (carried.plaintiff, carried.court, carried.loans) == ("林知夏", "某法院", ())


def test_an_empty_case_toml_for_all_keeps_nobody(two: Path) -> None:
    common = checking.begin_brief(two).path
    try:
        reading.refuse_unheard(two, ZHOU)
    finally:
        shutil.rmtree(common.parent)


def test_a_case_called_after_a_file_of_its_chat_is_not_begun_again(zhou: bundling.Bundled) -> None:
    """Failure: `--party 3.png` and `--party 老周` kept two cases of one person."""
    assert {ZHOU, "z-8.png"} <= set(reading.names(zhou.story))


@pytest.mark.parametrize(
    ("party", "folder"),
    [
        ("老周", "X-老周-work"),
        (" 老周 ", "X-老周-work"),
        ("3.png", "X-3.png-work"),
    ],
)
def test_a_partys_folder_is_called_after_it(tmp_path: Path, party: str, folder: str) -> None:
    assert folders.work_folder(tmp_path / "X", party=party).name == folder


@pytest.mark.parametrize("party", ["../老周", "a/b", "con", "老周\n", "周:", "." * 300])
def test_no_name_leads_out_of_the_folder_beside(tmp_path: Path, party: str) -> None:
    for made in (
        folders.work_folder(tmp_path / "X", party=party),
        folders.bundle_folder(tmp_path / "X", party=party),
        folders.brief_path(tmp_path / "X", party=party).parent,
    ):
        assert made.parent == tmp_path
        assert made.name.isprintable()
        assert "/" not in made.name
        assert ":" not in made.name


def test_a_party_goes_beside_out(tmp_path: Path) -> None:
    out = tmp_path / "elsewhere" / "B"
    assert folders.work_folder(tmp_path / "X", out, party="老周") == out.with_name("X-老周-work")


# ── the command line ───────────────────────────────────────────────────────────────────


def test_the_run_names_the_command_for_each_of_them(kit: Kit, two: Path) -> None:
    told = kit("read", two, "--ocr", ENGINE, "--no-cache", "--lang", "en").stdout
    assert Words("en").say("people.several", count="2") in told
    for name in (ZHOU, GU):
        assert f"--party '{name}'" in told or f"--party {name}" in told


def test_init_writes_the_partys_own_case(kit: Kit, two: Path) -> None:
    ended = kit("init", two, "--ocr", ENGINE, "--no-cache", "--party", GU, "--lang", "en")
    path = folders.brief_path(two, party=GU)
    assert path.is_file()
    assert "z-" not in path.read_text(encoding="utf-8").replace("z-1.png", "")
    assert "--party" in ended.stdout


def test_read_tells_programs_of_one_party_alone(kit: Kit, two: Path) -> None:
    ended = kit("read", two, "--ocr", ENGINE, "--no-cache", "--party", ZHOU, "--json")
    told = json.loads(ended.stdout)
    assert [talk["title"] for talk in told["conversations"]] == [ZHOU]
    assert told["facts"]["candidates"] == []
    roles = {one["name"]: one["reason"] for one in told["files"] if one["role"] == "set_aside"}
    assert set(roles.values()) == {"other_matter"}


@pytest.mark.parametrize("command", ["read", "init", "bundle"])
@pytest.mark.parametrize("name", ["", "  "])
def test_an_empty_party_is_nobody(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str, name: str
) -> None:
    assert cli.run([command, str(tmp_path), "--party", name]) == 2
    assert cli.WORDS.say("error.party_nobody").splitlines()[0] in capsys.readouterr().err
    assert not list(tmp_path.parent.glob(f"{tmp_path.name}-*"))
