"""校验说明.html in headless Chromium, on honest and on tampered folders, beside our own verify."""

from __future__ import annotations

import base64
import hashlib
import random
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import bags
import browser
import paged
import pytest
from authorities import Root
from cryptography.hazmat.primitives import hashes

from evidence_kit import audit, files, manifest, seal
from evidence_kit.files import bag
from evidence_kit.model import Algorithm, Digest, Seal, Verdict
from evidence_kit.pipeline.sealing import take
from evidence_kit.render import verify_page
from evidence_kit.tsa import LocalAuthority

SUBJECTS = ("manifest-sha256", "manifest-sm3", "tagmanifest-sha256", "tagmanifest-sm3")
Change = Callable[[Path], object]
Found = set[tuple[str, str]]


@pytest.fixture(scope="module")
def chromium(judge: Callable[[str], str]) -> Iterator[browser.Browser]:
    with browser.browser(browser.found() or judge("chromium")) as running:
        yield running


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bags.Made:
    return paged.make(tmp_path_factory.mktemp("made"), bags_and_odd())


@pytest.fixture(scope="module")
def page(chromium: browser.Browser, made: bags.Made) -> browser.Page:
    opened = chromium.open(made.bundle / paged.FILE)
    opened.evaluate(f"{BYTES}; 0")
    return opened


def bags_and_odd() -> dict[str, bytes]:
    return paged.odd() | {"1.png": bags.picture("white"), "2.png": bags.picture("black")}


def shown(page: browser.Page, folder: Path, *, drop: bool = False, typed: str = "") -> Any:
    """Have the page check a folder; return its level, its faults, and the state of each file."""
    before = page.evaluate("run")
    page.call("(text) => { part('given').value = text; }", typed)
    if drop:
        page.drop(folder, selector="#picker")
    else:
        page.choose(folder, "#picker")
    page.wait(f"run > {before} && seen !== null && !part('result').hidden")
    return page.evaluate(
        """({
          level: part("verdict").dataset.level,
          verdict: part("verdict").textContent,
          faults: checkBag({ ...seen, given: "" }).faults
            .map((one) => [one.finding, one.name || ""]),
          states: Object.fromEntries(Array.from(part("rows").children, (row) =>
            [row.querySelector("bdi").textContent, row.dataset.state])),
          digests: Object.fromEntries(Array.from(part("rows").children, (row) =>
            [row.querySelector("bdi").textContent, row.children[2].textContent])),
          text: part("result").innerText,
        })"""
    )


# What only whoever reads tokens can find; the page reads what they are about, no more.
READ_FROM_TOKENS = {"seal_false", "each_false", "other_day", "earlier_misnamed"}


def faults_of(result: Any) -> Found:
    return {(finding, name) for finding, name in result["faults"]}


def verified(folder: Path) -> Found:
    return bags.found(audit.report(files.observe(folder)), Verdict.FAILED)


# The digests


@pytest.mark.parametrize("piece", [1, 7, 63, 64, 65, 1000, 1 << 20])
def test_both_digests_are_those_of_python(page: browser.Page, piece: int) -> None:
    chance = random.Random(7)
    lengths = [0, 1, 3, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 129, 1000, 70_001]
    for raw in map(chance.randbytes, lengths):
        sm3 = hashes.Hash(hashes.SM3())
        sm3.update(raw)
        found = page.call(
            """(text, piece) => {
              const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
              return [Sha256, Sm3].map((kind) => {
                const digest = new kind();
                for (let at = 0; at < bytes.length; at += piece) {
                  digest.update(bytes.subarray(at, at + piece));
                }
                return digest.hex();
              });
            }""",
            base64.b64encode(raw).decode(),
            piece,
        )
        assert found == [hashlib.sha256(raw).hexdigest(), sm3.finalize().hex()]


def test_the_length_of_a_file_beyond_four_gibibytes_is_counted(page: browser.Page) -> None:
    """The 64 bits of the length, without the bytes: two states that differ in it alone."""
    told = page.evaluate(
        """[0, 64, 2 ** 29, 2 ** 32, 2 ** 32 + 2 ** 29, 2 ** 35].map((size) => {
          const digest = new Sha256();
          digest.size = size;
          return digest.hex();
        })"""
    )
    assert len(set(told)) == len(told)


def test_it_refuses_to_judge_where_its_own_reckoning_fails(
    chromium: browser.Browser, made: bags.Made
) -> None:
    page = chromium.open(made.bundle / paged.FILE)
    assert page.evaluate("digestsHold()")
    page.evaluate("Sm3.prototype.hex = () => 'no'; 0")
    page.choose(made.bundle, "#picker")
    page.wait("part('progress').textContent.includes('算出的校验值不对')")
    assert page.evaluate("part('result').hidden")
    page.close()


def test_without_webcrypto_the_digests_are_the_same(
    chromium: browser.Browser, made: bags.Made, page: browser.Page
) -> None:
    bare = chromium.open(made.bundle / paged.FILE)
    bare.evaluate("Object.defineProperty(crypto, 'subtle', { value: undefined }); 0")
    assert shown(bare, made.bundle)["digests"] == shown(page, made.bundle)["digests"]
    bare.close()


# The papers as text


def test_manifests_are_read_as_python_reads_them(page: browser.Page) -> None:
    one, two = "a" * 64, "b" * 64
    good = ["", f"{one}  data/1\n", f"{one}  a\n{two}  b\n", f"{one}    two spaces\n"]
    good += [f"{one}  \ue000\n{two}  𠮷\n", f"{one}  e\u0301\n", f"{one}  \ufeff\n"]
    bad = [f"{one}  a", f"{one} a\n", f"{one}  a\r\n", f"{one.upper()}  a\n", f"{one[1:]}  a\n"]
    bad += [f"{one}  b\n{two}  a\n", f"{one}  a\n{two}  a\n", f"{one}  \u00e9\n{two}  e\u0301\n"]
    bad += [f"{one}  𠮷\n{two}  \ue000\n", f"{one}  a\n\n", f"\n{one}  a\n", f"\ufeff{one}  a\n"]
    names = ("../x", "/x", "a//b", "a/./b", "a%20b", "a\\b", "a ", "a\u3000", "a\tb", "a\u2028b")
    bad += [f"{one}  {name}\n" for name in names]
    for text in (*good, *bad):
        try:
            entries = manifest.parse(Algorithm.SHA256, text.encode()).entries
            wanted = [[name, digest.hex] for name, digest in entries]
        except ValueError:
            wanted = None
        assert (wanted is not None) is (text in good), text
        assert page.call("(text) => parseManifest(text)", text) == wanted, text


def test_bag_info_is_read_as_python_reads_it(page: browser.Page) -> None:
    texts = [
        "",
        "A: b\n",
        "A: b c \n",
        "A:  b\n",
        "A: b",
        "A: b\r\n",
        "A: \n",
        "A-1: 值 : 2\nA-1: x\n",
    ]
    texts += [" A: b\n", "A: b\n c\n", "A: \u3000\n", "甲: b\n", "A: b\n\n"]
    for text in texts:
        try:
            wanted = [list(field) for field in manifest.parse_fields(text.encode())]
        except ValueError:
            wanted = None
        assert page.call("(text) => parseFields(text)", text) == wanted, text


def test_names_left_by_systems_are_those_of_python(page: browser.Page) -> None:
    names = (".DS_Store", "a/Thumbs.DB", "desktop.ini", "x/.localized", "._a", "thumbs.db/x", "a")
    told = page.call("(names) => names.map(isLeftBySystem)", names)
    assert told == [manifest.is_left_by_system(name) for name in names]


# Honest folders


@pytest.mark.parametrize("drop", [True, False], ids=["dropped", "chosen"])
def test_an_honest_folder_is_inwardly_consistent(
    page: browser.Page, made: bags.Made, drop: bool
) -> None:
    found = shown(page, made.bundle, drop=drop)
    assert found["level"] == "inward"
    assert found["verdict"].startswith("结论：内部一致，没有包外的依据")
    assert "也能连同清单一并改写" in found["verdict"]
    assert found["faults"] == []
    assert set(found["states"]) == set(bags.contents(made.bundle))
    assert made.manifest.hex in found["text"]
    assert made.whole.hex in found["text"]
    observed = {file.name: file for file in files.observe(made.bundle).files}
    for name, text in found["digests"].items():
        assert observed[name].sha256.hex in text
        assert observed[name].sm3.hex in text


@pytest.mark.parametrize("drop", [True, False], ids=["dropped", "chosen"])
def test_a_folder_in_a_folder_of_its_own_name_is_found(
    page: browser.Page, made: bags.Made, tmp_path: Path, drop: bool
) -> None:
    shutil.copytree(made.bundle, tmp_path / "X-bundle" / "X-bundle")
    assert shown(page, tmp_path / "X-bundle", drop=drop)["level"] == "inward"


def test_no_folder_and_no_bundle_are_told(
    page: browser.Page, made: bags.Made, tmp_path: Path
) -> None:
    (tmp_path / "空").mkdir()
    shown(page, made.bundle)
    page.drop(tmp_path / "空", selector="#picker")
    page.wait("part('progress').textContent.startsWith('没有得到文件夹')")
    shown(page, made.bundle)
    page.drop(made.bundle / "bagit.txt", selector="#picker")
    page.wait("part('progress').textContent.startsWith('没有得到文件夹')")
    page.choose(made.bundle / "data", "#picker")
    page.wait("part('progress').textContent.includes('“data”不是证据包')")
    assert page.evaluate("part('result').hidden")
    page.drop(made.bundle, selector="h1")
    page.wait("part('progress').textContent.includes('请拖到虚线框里面')")
    assert page.evaluate("location.href") == (made.bundle / paged.FILE).as_uri()


@pytest.mark.parametrize("drop", [True, False], ids=["dropped", "chosen"])
def test_no_name_is_hidden_from_the_page(
    page: browser.Page, made: bags.Made, tmp_path: Path, drop: bool
) -> None:
    """Chromium's folder handles leave these out: what is added would go unseen."""
    copy = tmp_path / "X-bundle"
    shutil.copytree(made.bundle, copy)
    names = {f"filing/{name}" for name in ("~a", "~$x.docx", "a.lnk", "a.url", "a.scf", ".a", "b.")}
    for name in names:
        (copy / name).write_bytes(b"x")
    assert faults_of(shown(page, copy, drop=drop)) == {("stranger", name) for name in names}


def test_a_digest_from_outside_anchors_what_it_is_of(page: browser.Page, made: bags.Made) -> None:
    spaced = " ".join(made.manifest.hex[at : at + 8] for at in range(0, 64, 8)).upper()
    assert shown(page, made.bundle, typed=spaced)["level"] == "originals"
    whole = shown(page, made.bundle, typed=made.whole.hex)
    assert whole["level"] == "whole"
    assert "整个证据包与该校验值记下时相同" in whole["verdict"]
    other = shown(page, made.bundle, typed="0" * 64)
    assert other["level"] == "failed"
    assert "请先检查有没有抄错" in other["text"]
    assert shown(page, made.bundle, typed="abc")["level"] == "inward"
    assert "现为 3 位" in page.evaluate("part('typed').textContent")
    page.call(
        """(text) => {
          part("given").value = text;
          part("given").dispatchEvent(new Event("input"));
        }""",
        made.whole.hex,
    )
    assert page.evaluate("part('verdict').dataset.level") == "whole"


def test_names_are_one_in_nfc_as_on_a_mac(
    page: browser.Page, made: bags.Made, tmp_path: Path
) -> None:
    copy = tmp_path / "X-bundle"
    shutil.copytree(made.bundle, copy)
    [name] = [path for path in (copy / "data").iterdir() if path.name.endswith("té.txt")]
    for form in ("NFC", "NFD"):
        name = name.rename(name.with_name(unicodedata.normalize(form, name.name)))
        assert shown(page, copy)["level"] == "inward"
        assert verified(copy) == set()


def test_later_seals_are_let_be_and_their_commands_given(
    page: browser.Page, made: bags.Made, tmp_path: Path
) -> None:
    copy = tmp_path / "X-bundle"
    shutil.copytree(made.bundle, copy)
    later = LocalAuthority(bags.clock)
    taken, _ = take("manifest-sha256", made.manifest, later, roots=(), number=3)
    taken = replace(taken, name=taken.name.replace("local", "other"))
    bag.keep_seal(copy, taken)
    found = shown(page, copy)
    assert found["level"] == "inward"
    assert found["states"][f"timestamps/{taken.name}.tsr"] == "seal"
    command = f"-in timestamps/{taken.name}.tsr -CAfile 机构根证书.pem"
    assert command in page.evaluate("part('seals').innerText")
    (copy / "timestamps" / f"{taken.name}.tsr").unlink()  # asked, and not yet answered
    assert shown(page, copy)["level"] == "inward"


def test_the_command_for_an_early_seal_names_its_own_manifest(page: browser.Page) -> None:
    seal = "seals/2026 03/timestamps/manifest-sha256.local.1.tsr"
    assert page.call("(name) => RESPONSE.test(name) && !RESPONSE.test(`data/${name}`)", seal)
    told = page.call("(name) => sealCommand(name, (other) => other.endsWith('local.pem'))", seal)
    assert told == verify_page.openssl(seal, {"seals/2026 03/timestamps/local.pem"})


def test_many_files(chromium: browser.Browser, tmp_path_factory: pytest.TempPathFactory) -> None:
    content = {f"{n % 40}/图 {n}.png": b"x" * (n % 50) for n in range(400)}
    made = paged.make(tmp_path_factory.mktemp("many"), content)
    page = chromium.open(made.bundle / paged.FILE)
    found = shown(page, made.bundle, drop=True)
    assert found["level"] == "inward"
    assert list(found["states"].values()).count("same") == 400 + 12
    (made.bundle / "data" / "7" / "图 47.png").write_bytes(b"y" * 47)
    found = shown(page, made.bundle)
    assert faults_of(found) == {("changed", "data/7/图 47.png")}
    assert next(iter(found["states"])) == "data/7/图 47.png"
    page.close()


def test_a_file_too_large_for_one_read_is_read_in_pieces(
    chromium: browser.Browser, tmp_path: Path
) -> None:
    source = tmp_path / "X"
    source.mkdir()
    with (source / "录像.mp4").open("wb") as file:
        file.truncate((17 << 20) + 3)
        file.seek(9 << 20)
        file.write(b"a scene")
    made = paged.make(tmp_path, {})
    page = chromium.open(made.bundle / paged.FILE)
    assert page.evaluate("WHOLE") < 17 << 20
    assert shown(page, made.bundle)["level"] == "inward"
    with (made.bundle / "data" / "录像.mp4").open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"!")
    assert faults_of(shown(page, made.bundle)) == {("changed", "data/录像.mp4")}
    page.close()


# Tampered folders


def changed(name: str, raw: bytes | Callable[[bytes], bytes]) -> Change:
    def change(folder: Path) -> None:
        path = folder / name
        path.write_bytes(raw(path.read_bytes()) if callable(raw) else raw)

    return change


def removed(name: str) -> Change:
    return lambda folder: (folder / name).unlink()


def renamed(name: str, other: str) -> Change:
    return lambda folder: (folder / name).rename(folder / other)


def added(name: str, raw: bytes = b"x") -> Change:
    def add(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)

    return add


def swapped(name: str, other: str) -> Change:
    def swap(folder: Path) -> None:
        one, two = (folder / name).read_bytes(), (folder / other).read_bytes()
        (folder / name).write_bytes(two)
        (folder / other).write_bytes(one)

    return swap


def copied(name: str, other: str) -> Change:
    return lambda folder: shutil.copyfile(folder / name, folder / other)


def both(*changes: Change) -> Change:
    def change(folder: Path) -> None:
        for one in changes:
            one(folder)

    return change


def rewritten(folder: Path) -> None:
    """Change an original, and every list so that it fits: only what stands outside can tell."""
    (folder / "data" / "1.png").write_bytes(b"forged")
    observed = files.observe(folder).files
    for kind in ("manifest", "tagmanifest"):
        for algorithm in (Algorithm.SHA256, Algorithm.SM3):
            listed = [
                (file.name, file.sha256 if algorithm is Algorithm.SHA256 else file.sm3)
                for file in (files.observe(folder).files if kind == "tagmanifest" else observed)
                if file.name.startswith("data/") == (kind == "manifest")
                and not file.name.startswith("tagmanifest-")
                and not (file.name.startswith("timestamps/tag"))
            ]
            path = folder / f"{kind}-{algorithm}.txt"
            path.write_bytes(manifest.text(manifest.of(algorithm, listed)))


STAMP = "timestamps/tagmanifest-sha256.local"
CHANGES: dict[str, Change] = {
    "a byte changed": changed("data/1.png", lambda raw: bytes([raw[0] ^ 1]) + raw[1:]),
    "other content of one size": changed("data/1.png", lambda raw: raw[::-1]),
    "cut short": changed("data/1.png", lambda raw: raw[:-1]),
    "grown": changed("data/空.txt", b"1"),
    "emptied": changed("data/2.png", b""),
    "missing": removed("data/2.png"),
    "added": added("data/3.png"),
    "added at the top": added("说明.txt"),
    "added far below": added("filing/深/更深/x"),
    "renamed": renamed("data/1.png", "data/一.png"),
    "two originals swapped": swapped("data/1.png", "data/2.png"),
    "a copy of an original": copied("data/1.png", "data/1 副本.png"),
    "the PDF changed": changed("filing/证据材料.pdf", b"%PDF-1.7 "),
    "the page changed": changed(paged.FILE, lambda raw: raw + b"<p>"),
    "manifests of two kinds swapped": swapped("manifest-sha256.txt", "manifest-sm3.txt"),
    "tag manifests swapped": swapped("tagmanifest-sha256.txt", "tagmanifest-sm3.txt"),
    "manifest and tag manifest swapped": swapped("manifest-sha256.txt", "tagmanifest-sha256.txt"),
    **{f"no {subject}": removed(f"{subject}.txt") for subject in SUBJECTS},
    **{f"an empty {subject}": changed(f"{subject}.txt", b"") for subject in SUBJECTS},
    "a line taken out": changed("manifest-sha256.txt", lambda raw: raw.split(b"\n", 1)[1]),
    "Windows lines": changed("manifest-sha256.txt", lambda raw: raw.replace(b"\n", b"\r\n")),
    "a mark before the text": changed("manifest-sm3.txt", lambda raw: b"\xef\xbb\xbf" + raw),
    "no UTF-8": changed("manifest-sm3.txt", lambda raw: raw.replace("𠮷".encode(), b"\xff")),
    "another bagit.txt": changed("bagit.txt", lambda raw: raw.replace(b"1.0", b"0.9")),
    "no bag-info.txt": removed("bag-info.txt"),
    "a seal not named": changed(
        "bag-info.txt",
        lambda raw: raw.replace(b"Evidence-Kit-Seal: tagmanifest-sm3.local.1\n", b""),
    ),
    "another count": changed("bag-info.txt", lambda raw: raw.replace(b"Oxum: ", b"Oxum: 1")),
    "a seal missing": removed(f"{STAMP}.1.tsr"),
    "a request missing": removed(f"{STAMP}.1.tsq"),
    "seals swapped": swapped(f"{STAMP}.1.tsr", "timestamps/manifest-sha256.local.1.tsr"),
    "a seal copied": both(
        copied(f"{STAMP}.1.tsr", f"{STAMP}.2.tsr"), copied(f"{STAMP}.1.tsq", f"{STAMP}.2.tsq")
    ),
    "a seal of nothing": both(added(f"{STAMP}.7.tsr"), added(f"{STAMP}.7.tsq")),
    "a response alone": copied(f"{STAMP}.1.tsr", f"{STAMP}.3.tsr"),
    "junk among the seals": added("timestamps/x.txt"),
    "a certificate added": added("timestamps/other.pem"),
    "litter": added(".DS_Store"),
    "litter among originals": added("data/Thumbs.db"),
    "litter and worse": both(added("Desktop.ini"), changed("data/2.png", b"!")),
    "all rewritten": rewritten,
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_done_to_a_folder_is_found_as_verify_finds_it(
    page: browser.Page, made: bags.Made, tmp_path: Path, name: str
) -> None:
    copy = tmp_path / "X-bundle"
    shutil.copytree(made.bundle, copy)
    CHANGES[name](copy)
    found = shown(page, copy)
    faults, wanted = faults_of(found), verified(copy)
    assert wanted
    assert found["level"] == (
        "litter" if name in ("litter", "litter among originals") else "failed"
    )
    assert found["verdict"].startswith("结论：不通过")
    # It judges no signature, and holds the manifest against what it was made for besides.
    assert faults <= wanted | {("other_page", "")}
    assert {one for one in wanted - faults if one[0] not in READ_FROM_TOKENS} == set()
    states = set(found["states"].values())
    listed = {finding for finding, _ in wanted} & {"changed", "missing", "stranger", "litter"}
    assert listed <= states | {"changed", "missing"}
    assert bool(listed) <= bool(states & {"changed", "missing", "stranger", "litter"})


def test_whatever_harm_is_found_as_verify_finds_it(page: browser.Page, made: bags.Made) -> None:
    content = bags.contents(made.bundle)
    chance = random.Random(20260301)
    for _ in range(150):
        harmed = _harmed(content, chance)
        observed = bags.observed(harmed)
        wanted = bags.found(audit.report(observed), Verdict.FAILED)
        told = page.call(
            f"(given) => {CHECKED}.faults.map((one) => [one.finding, one.name || ''])",
            _seen(harmed),
        )
        faults = {(finding, name) for finding, name in told} - {("other_page", "")}
        assert faults <= wanted
        assert {one for one in wanted - faults if one[0] not in READ_FROM_TOKENS} == set()


# Tokens are told in hex; the page reads each once and keeps what it is about.
CHECKED = """checkBag({ ...given, tokens: Object.fromEntries(Object.entries(given.tokens).map(
  ([name, text]) => [name, statementOf(name, bytesOf(text))])) })"""
BYTES = """window.bytesOf = (text) =>
  Uint8Array.from(text.match(/../g) || [], (two) => parseInt(two, 16))"""


def _harmed(content: dict[str, bytes], chance: random.Random) -> dict[str, bytes]:
    harmed = dict(content)
    name, other = chance.sample(sorted(content), 2)
    raw = content[name]
    at = chance.randrange(len(raw) + 1)
    match chance.randrange(7):
        case 0:
            harmed[name] = raw[:at]
        case 1:
            harmed[name] = raw[:at] + chance.randbytes(3) + raw[at:]
        case 2:
            harmed[name], harmed[other] = content[other], raw
        case 3:
            harmed[other] = raw
        case 4:
            del harmed[name]
        case 5:
            harmed[f"{name}x"] = harmed.pop(name)
        case _:
            where = chance.choice(["", "data/", "timestamps/", "filing/"])
            harmed[where + chance.choice(["新.txt", "Thumbs.db", "x y"])] = raw
    return harmed


def _seen(content: dict[str, bytes]) -> dict[str, object]:
    """Return what the page would have read of a folder with these files."""
    texts: dict[str, str | None] = {}
    for name in (*(f"{subject}.txt" for subject in SUBJECTS), "bagit.txt", "bag-info.txt"):
        if name in content:
            try:
                texts[name] = content[name].decode()
            except UnicodeDecodeError:
                texts[name] = None
    return {
        "files": [
            {"name": f.name, "size": f.size, "sha256": f.sha256.hex, "sm3": f.sm3.hex}
            for f in bags.observed(content).files
        ],
        "texts": texts,
        "tokens": {n: raw.hex() for n, raw in content.items() if n[-4:] in (".tsq", ".tsr")},
        "unread": [],
        "given": "",
    }


def test_what_cannot_be_read_is_neither_missing_nor_fine(
    page: browser.Page, made: bags.Made
) -> None:
    seen = _seen(bags.contents(made.bundle))
    seen["files"] = [one for one in seen["files"] if one["name"] != "data/1.png"]
    seen["unread"] = ["data/1.png"]
    found = page.call(f"(given) => {CHECKED}", seen)
    assert (found["level"], found["faults"]) == ("unsure", [])
    assert found["rows"][0]["state"] == "unread"


def test_a_page_of_another_bundle_says_so(
    chromium: browser.Browser, made: bags.Made, tmp_path: Path
) -> None:
    other = paged.make(tmp_path, {"1.png": b"1"})
    page = chromium.open(other.bundle / paged.FILE)
    found = shown(page, made.bundle)
    assert faults_of(found) == {("other_page", "")}
    assert "本页不是这个证据包的" in found["text"]
    page.close()


# What tokens are about


def test_a_token_is_about_its_imprint_and_nothing_else(page: browser.Page) -> None:
    """A digest anywhere among its bytes made it one about this bundle."""
    mine, other = (Digest(Algorithm.SHA256, sign * 64) for sign in "ab")
    told = "(name, text) => statementOf(name, bytesOf(text))"
    nonce = int(mine.hex, 16) >> 1
    request = seal.request(other, nonce=nonce)
    answer = LocalAuthority(bags.clock).answer(request)
    for name, raw in (("x.tsq", request), ("x.tsr", answer)):
        found = page.call(told, name, raw.hex())
        assert found["digest"] == other.hex
        assert int(found["nonce"], 16) == nonce
    assert page.call(told, "x.tsq", answer.hex()) is None
    assert page.call(told, "x.tsr", request.hex()) is None
    sha512 = answer.replace(
        bytes.fromhex("0609608648016503040201"), b"\x06\x09`\x86H\x01e\x03\x04\x02\x03"
    )
    assert page.call(told, "x.tsr", sha512.hex()) is None


def test_a_seal_over_other_data_that_names_this_digest_is_false(
    page: browser.Page, made: bags.Made, tmp_path: Path
) -> None:
    """Its nonce is the digest of the manifest: so much of a token is anybody's to choose."""
    copy = tmp_path / "X-bundle"
    shutil.copytree(made.bundle, copy)
    subject = Digest(Algorithm.SHA256, hashlib.sha256(b"other").hexdigest())
    mine = hashlib.sha256((copy / "tagmanifest-sha256.txt").read_bytes()).hexdigest()
    request = seal.request(subject, nonce=int("11" + mine, 16))
    assert mine in request.hex()
    answer = LocalAuthority(bags.clock).answer(request)
    assert mine in answer.hex()
    bag.keep_seal(copy, Seal("tagmanifest-sha256.other.1", subject, request, answer))
    assert faults_of(shown(page, copy)) == {("seal_false", "tagmanifest-sha256.other.1")}


def test_any_bytes_are_about_nothing(page: browser.Page, made: bags.Made) -> None:
    sound = (made.bundle / f"{STAMP}.1.tsr").read_bytes()
    chance = random.Random(7)
    odd = [b"", b"\x30", b"\x30\x80", b"\x30\x84\xff\xff\xff\xff", b"\x30\x00", b"\x1f" * 9]
    odd += [sound[: chance.randrange(len(sound))] for _ in range(60)]
    odd += [sound + b"\0", b"\x30\x85" + sound, chance.randbytes(4000), b"\x30\x82" * 2000]
    told = page.call(
        """(all) => all.map(bytesOf).map((bytes) =>
          ["a.tsr", "a.tsq"].map((name) => statementOf(name, bytes)))""",
        [raw.hex() for raw in odd],
    )
    assert told == [[None, None]] * len(odd)


def test_a_flipped_bit_of_a_token_never_makes_it_about_another(
    page: browser.Page, made: bags.Made
) -> None:
    sound = (made.bundle / f"{STAMP}.1.tsr").read_bytes()
    flipped = []
    for bit in range(0, len(sound) * 8, 11):
        raw = bytearray(sound)
        raw[bit // 8] ^= 1 << bit % 8
        flipped.append(bytes(raw))
    told = page.call(
        "(all) => all.map((text) => statementOf('a.tsr', bytesOf(text)))",
        [raw.hex() for raw in flipped],
    )
    own = hashlib.sha256((made.bundle / "tagmanifest-sha256.txt").read_bytes()).digest()
    for raw, found in zip(flipped, told, strict=True):
        assert found is None or (found["digest"] == own.hex()) is (raw.count(own) > 0)


# All that may lie in a bundle


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> bags.Made:
    content = bags_and_odd() | {"长" * 83 + ".png": b"long"}
    return paged.rich(tmp_path_factory.mktemp("rich"), Root(), content)


@pytest.fixture(scope="module")
def rich_page(chromium: browser.Browser, rich: bags.Made) -> browser.Page:
    return chromium.open(rich.bundle / paged.FILE)


def test_what_a_reader_may_not_know_is_shown_for_what_it_is(
    rich_page: browser.Page, rich: bags.Made
) -> None:
    found = shown(rich_page, rich.bundle)
    assert (found["level"], found["faults"]) == ("inward", [])
    kinds = rich_page.evaluate(
        """Object.fromEntries(Array.from(part("rows").children, (row) =>
          [row.querySelector("bdi").textContent,
            row.querySelector(".quiet")?.textContent || ""]))"""
    )
    for name, words in (
        (f"{paged.TOKENS}/1.png.tsr", "单个原始文件的第三方时间"),
        (paged.CRL, "吊销"),
        ("timestamps/example.pem", "证书"),
        (f"{paged.EARLY}manifest-sha256.txt", "制作证据包以前的封存"),
        ("timestamps/manifest-sha256.example.1.tsr", "封存记录"),
        ("data/1.png", ""),
    ):
        assert kinds[name].startswith(words) if not words else words in kinds[name], name
    assert rich_page.evaluate("!part('signed').hidden")
    originals = [path for path in (rich.bundle / "data").rglob("*") if path.is_file()]
    assert rich_page.evaluate("part('singles').children.length") == len(originals)
    assert paged.CRL in rich_page.evaluate("part('revocations').textContent")


def test_the_commands_it_lists_run_as_they_stand(
    rich_page: browser.Page, rich: bags.Made, judge: Callable[[str], str]
) -> None:
    judge("openssl")
    shown(rich_page, rich.bundle)
    told = rich_page.evaluate(
        """["seals", "singles", "revocations"].flatMap((id) =>
          Array.from(part(id).children, (one) => one.textContent))"""
    )
    assert len(told) > 30
    for command in told:
        ended = subprocess.run(["bash", "-c", command], cwd=rich.bundle, capture_output=True)
        assert ended.returncode == 0, (command, ended.stderr)


def test_a_plain_bundle_speaks_of_none_of_them(page: browser.Page, made: bags.Made) -> None:
    shown(page, made.bundle)
    assert page.evaluate("part('signed').hidden")
    assert page.evaluate(
        "Array.from(document.querySelectorAll('[data-part]'), (one) => one.hidden)"
    ) == [True, True]


SINGLE = f"{paged.TOKENS}/1.png"
RICH_CHANGES: dict[str, Change] = {
    "tokens of two originals swapped": both(
        swapped(f"{SINGLE}.tsr", f"{paged.TOKENS}/2.png.tsr"),
        swapped(f"{SINGLE}.tsq", f"{paged.TOKENS}/2.png.tsq"),
    ),
    "a token missing": removed(f"{SINGLE}.tsr"),
    "a token of nothing added": both(
        added(f"{paged.TOKENS}/3.png.tsr"), added(f"{paged.TOKENS}/3.png.tsq")
    ),
    "the list of revoked certificates replaced": changed(paged.CRL, b"0"),
    "an early seal of another": swapped(
        f"{paged.EARLY}timestamps/manifest-sha256.local.1.tsr",
        f"{paged.EARLY}timestamps/manifest-sm3.local.1.tsr",
    ),
    "an early manifest changed": changed(f"{paged.EARLY}manifest-sha256.txt", b""),
    "the signed PDF changed": changed("filing/证据材料.pdf", lambda raw: raw + b" "),
}


@pytest.mark.parametrize("name", RICH_CHANGES)
def test_what_was_done_to_these_is_found_as_verify_finds_it(
    rich_page: browser.Page, rich: bags.Made, tmp_path: Path, name: str
) -> None:
    copy = tmp_path / "X-bundle"
    shutil.copytree(rich.bundle, copy)
    RICH_CHANGES[name](copy)
    found, wanted = shown(rich_page, copy), verified(copy)
    assert found["level"] == "failed"
    assert faults_of(found) <= wanted
    kinds = {finding for finding, _ in wanted - faults_of(found)}
    assert kinds <= READ_FROM_TOKENS | {"bad_revocation", "signature_appended", "signature_false"}


# What the page may do


def test_it_asks_nobody_for_anything(chromium: browser.Browser, made: bags.Made) -> None:
    page = chromium.open(made.bundle / paged.FILE)
    shown(page, made.bundle, drop=True)
    assert page.requests() == [(made.bundle / paged.FILE).as_uri()]
    assert page.logged() == []
    page.close()


def test_nothing_else_can_run_in_it_or_leave_it(
    chromium: browser.Browser, made: bags.Made, tmp_path: Path
) -> None:
    """A hostile name that slipped through would still be refused by the browser."""
    text = (made.bundle / paged.FILE).read_text(encoding="utf-8")
    forged = tmp_path / "forged.html"
    more = "<script>window.evil = 1</script><img src=x onerror='window.evil = 2'>"
    forged.write_text(text.replace("</main>", f"{more}</main>"), encoding="utf-8")
    page = chromium.open(forged)
    assert page.evaluate("window.evil === undefined")
    refused = page.evaluate("fetch('http://127.0.0.1:9/').then(() => false, () => true)")
    assert refused
    assert any("Content Security Policy" in text for text in page.logged())
    assert all(url.startswith("file:") for url in page.requests())
    page.close()


def test_a_name_stays_text_in_the_table(
    page: browser.Page, made: bags.Made, tmp_path: Path
) -> None:
    copy = tmp_path / "X-bundle"
    shutil.copytree(made.bundle, copy)
    hostile = "<img src=x onerror=alert(1)>\u202egnp.txt"
    (copy / hostile).write_bytes(b"x")
    found = shown(page, copy)
    assert found["states"]["<img src=x onerror=alert(1)>〔U+202E〕gnp.txt"] == "stranger"
    assert page.evaluate("document.images.length") == 0


@pytest.mark.parametrize("width", [320, 390, 1100])
def test_it_fits_a_phone_and_a_desk(
    page: browser.Page, made: bags.Made, tmp_path: Path, width: int
) -> None:
    shown(page, made.bundle)
    page.picture(tmp_path / "page.png", width=width, height=800)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
