"""A token of each original beside it, which outside programs read by itself."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import bags
import pytest
from authorities import Root, ThirdParty
from bags import contents, fill, found
from tsa_server import OpensslAuthority, Said, serving

from evidence_kit import audit, cli, files, manifest, seal
from evidence_kit.audit import each
from evidence_kit.errors import Exit, UsageError
from evidence_kit.model import Algorithm, Digest, Verdict, VerificationReport
from evidence_kit.pipeline import bundling, reading, stamping
from evidence_kit.pipeline.sealing import MOST_FAILURES

NO_PICTURES_READ = reading.Options(ocr="recorded:nowhere", jobs=1, cache=False)
FOLDER = "timestamps/each/127-0-0-1"
LONG = "长" * 83 + ".png"  # 253 bytes: no room for an ending
ALGORITHMS = (Algorithm.SHA256, Algorithm.SM3)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> OpensslAuthority:
    return OpensslAuthority.made(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def stamped(
    authority: OpensslAuthority, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[bundling.Bundled]:
    source = tmp_path_factory.mktemp("each") / "X"
    fill(source)
    shutil.copyfile(source / "1.png", source / "再来.png")
    shutil.copyfile(source / "2.jpg", source / LONG)
    (source / "夹.tsr").mkdir()
    (source / "夹.tsr" / "页.txt").write_text("页", encoding="utf-8")
    (source / "夹").write_text("夹", encoding="utf-8")
    with serving(authority.reply) as url:
        wanted = stamping.wanted([url], [authority.root], each=True)
        yield bundling.bundle(
            source, out=None, options=NO_PICTURES_READ, force=False, stamps=wanted
        )


@pytest.fixture
def content(stamped: bundling.Bundled) -> dict[str, bytes]:
    return contents(stamped.bundle)


def judged(content: dict[str, bytes], authority: OpensslAuthority) -> VerificationReport:
    return audit.report(bags.observed(content), roots=(authority.root.read_bytes(),))


def relisted(content: dict[str, bytes]) -> dict[str, bytes]:
    """List the papers anew, as whoever made the bundle could; the seals are left as they were."""
    told = bags.observed(content).files
    listed = [
        f
        for f in told
        if not f.name.startswith(("data/", "tagmanifest-", "timestamps/tagmanifest-"))
    ]
    for algorithm in ALGORITHMS:
        pick = [(f.name, f.sha256 if algorithm is Algorithm.SHA256 else f.sm3) for f in listed]
        text = manifest.text(manifest.of(algorithm, pick))
        content = content | {f"tagmanifest-{algorithm}.txt": text}
    return content


def about_each(report: VerificationReport) -> set[tuple[str, str]]:
    return {(c.finding, dict(c.args).get("fault", "")) for c in report.checks if c.about == "each"}


def test_every_original_has_a_token_that_openssl_believes_by_itself(
    stamped: bundling.Bundled, authority: OpensslAuthority
) -> None:
    data = stamped.bundle / "data"
    originals = [path for path in sorted(data.rglob("*")) if path.is_file()]
    named = [p for p in originals if p.name != LONG and p.parent.name != "夹.tsr"]
    for path in named:
        token = stamped.bundle / FOLDER / f"{path.relative_to(data).as_posix()}.tsr"
        assert authority.verifies(path, token), path
    assert not authority.verifies(originals[0], stamped.bundle / FOLDER / "账单.csv.tsr")
    assert len(originals) == len(named) + 2


def test_a_name_without_room_has_its_token_under_its_digest(
    stamped: bundling.Bundled, authority: OpensslAuthority
) -> None:
    data = stamped.bundle / "data"
    by_digest = stamped.bundle / f"{FOLDER}.by-digest"
    assert len(list(by_digest.glob("*.tsr"))) == 2
    for path in (data / LONG, data / "夹.tsr" / "页.txt"):
        held = hashlib.sha256(path.read_bytes()).hexdigest()
        assert authority.verifies(path, by_digest / f"{held}.tsr")


def test_every_digest_goes_out_once_and_is_told(stamped: bundling.Bundled) -> None:
    singles = [one for one in stamped.asked if one.subject.startswith("data/")]
    assert len(singles) == len({one.digest for one in singles})
    assert all(one.url and one.finding and one.finding.trusted_root for one in singles)
    held = [f for f in files.observe(stamped.bundle).files if f.name.startswith("data/")]
    assert {one.digest for one in singles} == {file.sha256 for file in held}
    assert len(singles) < len(held)  # files that hold the same share an answer


def test_verify_counts_the_tokens_and_the_bundle_passes(
    stamped: bundling.Bundled, authority: OpensslAuthority
) -> None:
    report = audit.report(files.observe(stamped.bundle), roots=(authority.root.read_bytes(),))
    assert report.verdict is Verdict.PASSED
    said = next(dict(c.args) for c in report.checks if c.finding == "each_third_party")
    assert said["files"] == said["of"]
    unknown = audit.report(files.observe(stamped.bundle))
    assert unknown.verdict is Verdict.INDETERMINATE
    assert about_each(unknown) == {("each_unknown_root", "")}


def test_a_token_that_is_gone_or_another_s_fails(
    content: dict[str, bytes], authority: OpensslAuthority
) -> None:
    one, other = f"{FOLDER}/1.png.tsr", f"{FOLDER}/2.jpg.tsr"
    gone = {name: raw for name, raw in content.items() if name != one}
    assert ("missing", one) in found(judged(gone, authority), Verdict.FAILED)
    swapped = content | {one: content[other], other: content[one]}
    for harmed in (swapped, relisted(swapped), relisted(gone)):
        assert about_each(judged(harmed, authority)) & {
            ("each_false", "other_subject"),
            ("each_false", "not_a_response"),
        }


def test_a_token_of_no_original_and_what_is_none_fail_even_if_listed(
    content: dict[str, bytes], authority: OpensslAuthority
) -> None:
    pair = {kind: content[f"{FOLDER}/1.png.{kind}"] for kind in ("tsq", "tsr")}
    for harm, said in (
        ({f"{FOLDER}/没有.png.{kind}": raw for kind, raw in pair.items()}, "each_false"),
        ({f"timestamps/each/local/1.png.{kind}": raw for kind, raw in pair.items()}, "each_false"),
        ({f"{FOLDER}/1.png.txt": b"x"}, "each_stray"),
        ({"timestamps/each/x.tsr": pair["tsr"]}, "each_stray"),
    ):
        report = judged(relisted(content | harm), authority)
        assert said in {finding for finding, _ in about_each(report)}
        unlisted = judged(content | harm, authority)
        assert {("stranger", name) for name in harm} <= found(unlisted, Verdict.FAILED)


def test_a_rogue_s_token_of_one_file_is_not_believed(
    content: dict[str, bytes], authority: OpensslAuthority
) -> None:
    rogue = ThirdParty(Root(), bags.clock)
    digest = next(f.sha256 for f in bags.observed(content).files if f.name == "data/1.png")
    asked = seal.request(digest, nonce=5)
    harm = {f"{FOLDER}/1.png.tsq": asked, f"{FOLDER}/1.png.tsr": rogue.answer(asked)}
    found = about_each(judged(relisted(content | harm), authority))
    assert found == {("each_third_party", ""), ("each_unknown_root", "")}


def test_an_authority_that_fails_costs_its_tokens_and_no_more(
    authority: OpensslAuthority, tmp_path: Path
) -> None:
    fill(tmp_path / "X")
    calls = iter(range(99))

    def answer(request: bytes) -> Said | bytes:
        return authority.reply(request) if next(calls) < 4 else Said(b"", 500)

    with serving(answer) as url:
        wanted = stamping.wanted([url], [authority.root], each=True)
        source = tmp_path / "X"
        made = bundling.bundle(
            source, out=None, options=NO_PICTURES_READ, force=False, stamps=wanted
        )
    assert Exit.TIMESTAMP in made.codes(strict=False)
    bundle = made.bundle
    report = audit.report(files.observe(bundle), roots=(authority.root.read_bytes(),))
    assert report.verdict is Verdict.PASSED  # under the seal of the originals alone
    assert report.covers == "originals"
    assert len(list((bundle / "timestamps" / "each").rglob("*.tsr"))) == 2
    # Two manifests, two tokens; then failures, each asked twice, and the outer seal once more.
    assert next(calls) == 4 + 2 * (MOST_FAILURES + 1)


def test_nobody_is_asked_without_a_name(tmp_path: Path) -> None:
    fill(tmp_path / "X")
    with pytest.raises(UsageError, match="each_of_nobody"):
        stamping.wanted([], each=True)
    assert cli.run(["bundle", str(tmp_path / "X"), "--timestamp", "each"]) == 2
    assert not (tmp_path / "X-bundle").exists()


def test_two_stored_names_never_share_a_token() -> None:
    digest = Digest(Algorithm.SHA256, "0" * 64)
    names = ["a", "a.tsr", "a.tsq", "a.tsr/b", "a/b", "x.png", "x.png.tsr", "b" * 252]
    stems = [
        each.stem_of(n, Digest(Algorithm.SHA256, f"{i:064x}"), "x") for i, n in enumerate(names)
    ]
    files_of = [f"{stem}.{kind}" for stem in stems for kind in ("tsq", "tsr")]
    assert len(set(files_of)) == len(files_of)
    assert not any(one.startswith(f"{other}/") for one in files_of for other in files_of)
    assert each.stem_of("a" * 252, digest, "x").endswith(digest.hex)
