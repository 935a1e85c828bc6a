"""Bundles made anew throughout by their own maker, a real authority's seals included.

Whoever makes a bundle can have anything sealed. What is inside must still not contradict itself:
no such bundle passes, whatever vouches for its manifests.
"""

from __future__ import annotations

import json
import shutil
import time
import unicodedata
import wave
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import bags
import pikepdf
import pytest
from authorities import Root, ThirdParty
from bags import contents, fill
from signers import PASSPHRASE, Person
from tsa_server import serving

from evidence_kit import audit, manifest, seal
from evidence_kit.errors import InputError
from evidence_kit.model import Algorithm, Digest, Verdict, VerificationReport
from evidence_kit.pipeline import bundling, checking, early, reading, restamping, stamping
from evidence_kit.render.signing import Signer
from evidence_kit.tsa import Authority, LocalAuthority

NO_PICTURES_READ = reading.Options(ocr="recorded:nowhere", jobs=1, cache=False)
ALGORITHMS = (Algorithm.SHA256, Algorithm.SM3)
BY = "127-0-0-1"
Content = dict[str, bytes]


class Maker:
    """Somebody who makes a bundle, and has it sealed by whom they please, as often as they like."""

    def __init__(self, folder: Path) -> None:
        self.root = Root()
        now = datetime.fromtimestamp(time.time(), UTC)
        self.clock = lambda: now
        self.party = ThirdParty(self.root, self.clock)
        trusted = folder / "root.pem"
        trusted.write_bytes(self.root.pem)
        source = folder / "X"
        fill(source)
        (source / "caf\u00e9.txt").write_bytes(b"")
        with wave.open(str(source / "通话.wav"), "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(8000)
            sound.writeframes(bytes(16000))
        signer = Signer.opened(Person().p12(folder), PASSPHRASE)
        with serving(self.party.answer) as url:
            stamps = stamping.wanted([url], [trusted], each=True)
            early.seal(source, stamps)
            made = bundling.bundle(
                source,
                out=None,
                options=NO_PICTURES_READ,
                force=False,
                stamps=stamps,
                signer=signer,
            )
        self.trusted = trusted
        self.content = contents(made.bundle)

    def remade(self, content: Content) -> Content:
        """List everything as it is now and seal it anew, by this machine and by the authority."""
        local = LocalAuthority(self.clock)
        content = content | {"timestamps/local.pem": local.certificates}
        for kind in ("manifest", "tagmanifest"):
            content = content | _lists(content, kind)
            for algorithm in ALGORITHMS:
                content = content | _seal(content, f"{kind}-{algorithm}", local, "local")
                content = content | _seal(content, f"{kind}-{algorithm}", self.party, BY)
        return content

    def report(self, content: Content, folder: Path) -> VerificationReport:
        """Verify it as the command does."""
        bundle = folder / "bundle"
        shutil.rmtree(bundle, ignore_errors=True)
        for name, raw in content.items():
            path = bundle / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw)
        return checking.verification(bundle, trust_roots=(self.trusted,))


def _lists(content: Content, kind: str) -> Content:
    told = bags.observed(content).files
    picked = [
        file
        for file in told
        if file.name.startswith("data/") is (kind == "manifest")
        and not file.name.startswith(("tagmanifest-", "timestamps/tagmanifest-"))
    ]
    found = {}
    for algorithm in ALGORITHMS:
        pairs = [(f.name, f.sha256 if algorithm is Algorithm.SHA256 else f.sm3) for f in picked]
        found[f"{kind}-{algorithm}.txt"] = manifest.text(manifest.of(algorithm, pairs))
    return found


def _seal(content: Content, subject: str, by: Authority, name: str) -> Content:
    digest = _digest(content[f"{subject}.txt"])
    request = seal.request(digest, nonce=7)
    stem = f"timestamps/{subject}.{name}.1"
    return {f"{stem}.tsq": request, f"{stem}.tsr": by.answer(request)}


def _digest(raw: bytes) -> Digest:
    return bags.observed({"x": raw}).files[0].sha256


@pytest.fixture(scope="module")
def maker(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    return Maker(tmp_path_factory.mktemp("maker"))


def failures(report: VerificationReport) -> set[str]:
    return {check.finding for check in report.checks if check.verdict is Verdict.FAILED}


def _early(content: Content) -> str:
    name = next(name for name in content if name.startswith("seals/"))
    return "/".join(name.split("/")[:2])


# ── harms; each gives the content with the contradiction, not yet listed and sealed ─────


def _early_renamed(content: Content) -> Content:
    folder = _early(content)
    return {n.replace(folder, "seals/20200101T000000Z"): raw for n, raw in content.items()}


def _early_sm3_seal_false(content: Content) -> Content:
    stem = f"{_early(content)}/timestamps/manifest-sm3.local.1.tsr"
    return content | {stem: content[f"{_early(content)}/timestamps/manifest-sha256.local.1.tsr"]}


def _early_sm3_list_differs(content: Content) -> Content:
    """Another SM3 for a file whose SHA-256 is still listed, sealed anew as of that day."""
    folder = _early(content)
    name = f"{folder}/manifest-sm3.txt"
    listed = dict(manifest.parse(Algorithm.SM3, content[name]).entries)
    listed["data/1.png"] = Digest(Algorithm.SM3, "0" * 64)
    content = content | {name: manifest.text(manifest.of(Algorithm.SM3, listed.items()))}
    return _early_resealed(content, folder)


def _early_lists_other_files(content: Content) -> Content:
    folder = _early(content)
    name = f"{folder}/manifest-sm3.txt"
    listed = dict(manifest.parse(Algorithm.SM3, content[name]).entries)
    listed["data/9.png"] = listed.pop("data/1.png")
    content = content | {name: manifest.text(manifest.of(Algorithm.SM3, listed.items()))}
    return _early_resealed(content, folder)


def _early_resealed(content: Content, folder: str) -> Content:
    local = LocalAuthority(bags.clock)
    inside = {n.removeprefix(f"{folder}/"): r for n, r in content.items() if n.startswith(folder)}
    kept = {n: raw for n, raw in inside.items() if BY not in n}
    for algorithm in ALGORITHMS:
        kept |= _seal(inside, f"manifest-{algorithm}", local, "local")
    kept["timestamps/local.pem"] = local.certificates
    others = {name: raw for name, raw in content.items() if not name.startswith(folder)}
    return others | {f"seals/20260301T040506Z/{name}": raw for name, raw in kept.items()}


def _early_without_seal(content: Content) -> Content:
    stamps = f"{_early(content)}/timestamps/"
    return {name: raw for name, raw in content.items() if not name.startswith(stamps)}


def _early_response_gone(content: Content) -> Content:
    gone = f"{_early(content)}/timestamps/manifest-sha256.local.1.tsr"
    return {name: raw for name, raw in content.items() if name != gone}


def _early_stray(content: Content) -> Content:
    return content | {f"{_early(content)}/封存.txt": b"x"}


def _early_over_nothing(content: Content) -> Content:
    return content | {"seals/readme.txt": b"x"}


def _list_names_another(content: Content) -> Content:
    digest = _digest(content["data/1.png"]).hex.encode()
    return content | {"exhibits.json": content["exhibits.json"].replace(digest, b"0" * 64)}


def _original_replaced(content: Content) -> Content:
    """The whole forgery: another picture, listed and sealed, beside the old papers."""
    return content | {"data/1.png": bags.picture("black", size=(12, 20))}


def _original_added(content: Content) -> Content:
    """One more original: 校验页 prints the digest of the list without it."""
    return content | {"data/另.txt": b"x"}


def _stray_seal_name(content: Content) -> Content:
    """A token that no check reads, since its name is none of a seal's."""
    raw = content["timestamps/manifest-sha256.local.1.tsr"]
    return content | {"timestamps/manifest-sha256.DigiCert.1.tsr": raw}


def _rogue_root_beside(content: Content) -> Content:
    return content | {f"timestamps/{BY}.pem": Root("DigiCert Trusted Root G4").pem}


def _another_day(content: Content) -> Content:
    info = content["bag-info.txt"]
    at = info.index(b"Bagging-Date: ") + len(b"Bagging-Date: ")
    return content | {"bag-info.txt": info[:at] + b"2020-01-01" + info[at + 10 :]}


def _each_of_another(content: Content) -> Content:
    folder = f"timestamps/each/{BY}"
    other = {kind: content[f"{folder}/2.jpg.{kind}"] for kind in ("tsq", "tsr")}
    return content | {f"{folder}/1.png.{kind}": raw for kind, raw in other.items()}


def _each_without_answer(content: Content) -> Content:
    gone = f"timestamps/each/{BY}/1.png.tsr"
    return {name: raw for name, raw in content.items() if name != gone}


def _signature_broken(content: Content) -> Content:
    raw = bytearray(content[audit.BOOK])
    raw[len(raw) // 4] ^= 1
    return content | {audit.BOOK: bytes(raw)}


def _book_saved(content: Content, change: Callable[[pikepdf.Pdf], None]) -> Content:
    """The book written anew by another program, which breaks its signature."""
    with pikepdf.open(BytesIO(content[audit.BOOK])) as book:
        change(book)
        raw = BytesIO()
        book.save(raw)
    return content | {audit.BOOK: raw.getvalue()}


def _signature_typed_above(content: Content) -> Content:
    """What a field is may stand in the one above it (ISO 32000-1, 12.7.3.1)."""

    def change(book: pikepdf.Pdf) -> None:
        field = next(one for one in book.Root.AcroForm.Fields if "/V" in one)
        above = book.make_indirect(
            pikepdf.Dictionary(FT=pikepdf.Name.Sig, T=pikepdf.String("p"), Kids=[field])
        )
        del field["/FT"]
        field.Parent = above
        book.Root.AcroForm.Fields = pikepdf.Array([above])

    return _book_saved(content, change)


def _signature_on_its_page_alone(content: Content) -> Content:
    def change(book: pikepdf.Pdf) -> None:
        book.Root.AcroForm.Fields = pikepdf.Array()  # other programs show it all the same

    return _book_saved(content, change)


def _signature_left_in_no_field(content: Content) -> Content:
    """Its field is gone, and what it said still lies in the file, packed with other objects."""

    def change(book: pikepdf.Pdf) -> None:
        field = next(one for one in book.Root.AcroForm.Fields if "/V" in one)
        book.Root.PieceInfo = pikepdf.Dictionary(Old=[field.V])
        for page in book.pages:
            if "/Annots" in page:
                page.Annots = pikepdf.Array([o for o in page.Annots if "/V" not in o])
        del book.Root.AcroForm

    return _book_saved(content, change)


def _book_carrying(content: Content, name: str, body: bytes) -> Content:
    def change(book: pikepdf.Pdf) -> None:
        book.attachments[name] = body

    return _book_saved(content, change)


def _book_carries_a_stranger(content: Content) -> Content:
    return _book_carrying(content, "借条.pdf", b"%PDF-1.7")


def _book_carries_another_under_its_name(content: Content) -> Content:
    return _book_carrying(content, "1.png", bags.picture("black", size=(12, 20)))


def _book_carries_one_under_anothers_name(content: Content) -> Content:
    return _book_carrying(content, "转账凭证.png", content["data/1.png"])


def _updated(content: Content, bodies: Callable[[pikepdf.Pdf], dict[int, bytes]]) -> Content:
    """The book with objects written anew after its end, as an incremental update does."""
    raw = content[audit.BOOK]
    with pikepdf.open(BytesIO(raw)) as book:
        changed = bodies(book)
        said = (int(book.trailer.Size), book.Root.objgen[0], book.trailer.Info.objgen[0])
    before, table, made = int(raw.rpartition(b"startxref")[2].split()[0]), b"xref\n", raw
    for number, body in sorted(changed.items()):
        table += b"%d 1\n%010d 00000 n \n" % (number, len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    end = b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/Prev %d>>\n" % (*said, before)
    end += b"startxref\n%d\n%%%%EOF\n" % len(made)
    return content | {audit.BOOK: made + table + end}


def _filled(book: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [one for one in book.Root.AcroForm.Fields if "/V" in one]


def _signatures_nulled_by_an_update(content: Content) -> Content:
    """Programs show none then, though each lies in the file as it was."""

    def nulled(book: pikepdf.Pdf) -> dict[int, bytes]:
        field = b"<</FT/Sig/T(x)/Type/Annot/Subtype/Widget/F 132/Rect[0 0 0 0]>>"
        filled = _filled(book)
        empty = dict.fromkeys((one.objgen[0] for one in filled), field)
        return empty | dict.fromkeys((one.V.objgen[0] for one in filled), b"null")

    return _updated(content, nulled)


def _signature_emptied_by_an_update(content: Content) -> Content:
    empty = b"<</Type/Sig/Filter/Adobe.PPKLite/Contents null>>"
    return _updated(content, lambda book: {_filled(book)[0].V.objgen[0]: empty})


def _page_added_after_signing(content: Content) -> Content:
    return content | {audit.BOOK: content[audit.BOOK] + b"\n%% more\n"}


def _book_blank(content: Content) -> Content:
    with pikepdf.new() as blank:
        blank.add_blank_page()
        raw = BytesIO()
        blank.save(raw)
    return content | {audit.BOOK: raw.getvalue()}


def _book_shows_another_picture(content: Content) -> Content:
    """The oldest forgery: the file is honest, and the page that a judge reads is not."""
    with pikepdf.open(BytesIO(content[audit.BOOK])) as book:
        images = [o for o in book.objects if isinstance(o, pikepdf.Stream)]
        image = next(o for o in images if o.get("/Subtype") == "/Image" and o.Width == 12)
        size = int(image.Width) * int(image.Height)
        image.write(bytes(size), filter=None)
        image.ColorSpace = pikepdf.Name.DeviceGray
        raw = BytesIO()
        book.save(raw)
    return content | {audit.BOOK: raw.getvalue()}


def _book_gone(content: Content) -> Content:
    return {name: raw for name, raw in content.items() if name != audit.BOOK}


def _list_gone(content: Content) -> Content:
    return {name: raw for name, raw in content.items() if name != "exhibits.json"}


def _list_with(content: Content, change: Callable[[list[dict[str, object]]], object]) -> Content:
    found = json.loads(content["exhibits.json"])
    change([page for exhibit in found["exhibits"] for page in exhibit["pages"]])
    return content | {"exhibits.json": json.dumps(found).encode()}


def _forged(content: Content) -> Content:
    """The oldest forgery, with the signature taken off: page 1 shows what its file doesn't."""
    return _book_shows_another_picture(content)


def _forged_and_nothing_listed(content: Content) -> Content:
    found = json.loads(_forged(content)["exhibits.json"])
    return _forged(content) | {"exhibits.json": json.dumps(found | {"exhibits": []}).encode()}


def _forged_and_listed_as_words(content: Content) -> Content:
    return _list_with(_forged(content), lambda pages: [one.update(sheet=True) for one in pages])


def _forged_beside_a_broken_list(content: Content) -> Content:
    return _forged(content) | {"exhibits.json": b"{}"}


def _book_unpacks_otherwise(content: Content) -> Content:
    """The file's own packed rows, read as if PNG hadn't predicted them: a smear."""
    with pikepdf.open(BytesIO(content[audit.BOOK])) as book:
        images = [o for o in book.objects if isinstance(o, pikepdf.Stream)]
        image = next(o for o in images if o.get("/Subtype") == "/Image" and o.Width == 12)
        del image["/DecodeParms"]
        raw = BytesIO()
        book.save(raw)
    return content | {audit.BOOK: raw.getvalue()}


def _page_of_nothing(content: Content) -> Content:
    """One more exhibit page than any list has, drawn by nothing that can be compared."""
    with pikepdf.open(BytesIO(content[audit.BOOK])) as book:
        last = int(list(book.Root.PageLabels.Nums.as_list())[-2])
        book.pages.insert(last, book.pages[last - 1])
        book.pages[last].obj.Contents = book.make_stream(b"1 0 0 rg 90 90 300 600 re f")
        book.Root.PageLabels.Nums[-2] = last + 1
        raw = BytesIO()
        book.save(raw)
    return content | {audit.BOOK: raw.getvalue()}


def _list_other_sm3(content: Content) -> Content:
    return _list_with(content, lambda pages: pages[0].update(sm3="0" * 64))


def _list_other_name(content: Content) -> Content:
    return _list_with(content, lambda pages: pages[0].update(file="不存在的转账凭证.png"))


def _list_swaps_pages(content: Content) -> Content:
    def swap(pages: list[dict[str, object]]) -> None:
        for key in ("file", "sha256", "sm3"):
            pages[0][key], pages[-1][key] = pages[-1][key], pages[0][key]

    return _list_with(content, swap)


def _list_changed(content: Content, change: Callable[[dict[str, Any]], object]) -> Content:
    found = json.loads(content["exhibits.json"])
    change(found)
    return content | {"exhibits.json": json.dumps(found).encode()}


def _list_file_of_another_digest(content: Content) -> Content:
    return _list_changed(content, lambda found: found["files"][0].update(sha256="0" * 64))


def _list_file_of_another_sm3(content: Content) -> Content:
    return _list_changed(content, lambda found: found["files"][0].update(sm3="0" * 64))


def _list_file_left_out(content: Content) -> Content:
    return _list_changed(content, lambda found: found["files"].pop())


def _list_file_in_anothers_exhibit(content: Content) -> Content:
    """Failure: nothing was held against the exhibit that the list of files gives."""
    return _list_changed(content, lambda found: found["files"][0].update(exhibit=4))


def _list_counts_more_pages(content: Content) -> Content:
    return _list_changed(content, lambda found: found.update(pages=found["pages"] + 1))


def _list_row_on_anothers_page(content: Content) -> Content:
    return _list_changed(content, lambda found: found["rows"][0].update(last=found["pages"] + 7))


def _list_numbers_begin_at_two(content: Content) -> Content:
    def change(found: dict[str, Any]) -> None:
        for one in (*found["exhibits"], *found["rows"]):
            one["exhibit" if "exhibit" in one else "number"] += 1

    return _list_changed(content, change)


CSV, DOCX, PAGE = "filing/证据目录.csv", "filing/证据目录.docx", "校验说明.html"
HANDED_IN = "filing/原始电子文件/通话.wav"


def _replaced(content: Content, name: str, old: str, new: str) -> Content:
    assert old.encode() in content[name]
    return content | {name: content[name].replace(old.encode(), new.encode(), 1)}


def _docx_with(content: Content, part: str, old: str, new: str) -> Content:
    """The list for Word with one of its parts changed."""
    found, made = BytesIO(content[DOCX]), BytesIO()
    with zipfile.ZipFile(found) as packed, zipfile.ZipFile(made, "w") as out:
        for name in packed.namelist():
            raw = packed.read(name)
            assert name != part or old.encode() in raw
            out.writestr(name, raw.replace(old.encode(), new.encode(), 1) if name == part else raw)
    return content | {DOCX: made.getvalue()}


def _csv_says_otherwise(content: Content) -> Content:
    return _replaced(content, CSV, "该页所示内容", "被告尚欠50000元")


def _csv_lacks_a_row(content: Content) -> Content:
    lines = content[CSV].splitlines(keepends=True)
    return content | {CSV: b"".join((*lines[:1], *lines[2:]))}


def _csv_has_one_more_cell(content: Content) -> Content:
    return _replaced(content, CSV, "\r\n", ",备注\r\n")


def _docx_says_otherwise(content: Content) -> Content:
    return _docx_with(content, "word/document.xml", "该页所示内容", "被告尚欠50000元")


def _docx_lacks_a_group(content: Content) -> Content:
    return _docx_with(content, "word/document.xml", "第一组", "第二组")


def _list_for_word_and_json_differ(content: Content) -> Content:
    return _list_changed(content, lambda found: found["rows"][0].update(title="借条"))


def _list_title_in_its_row_alone(content: Content) -> Content:
    return _list_changed(content, lambda found: found["exhibits"][0].update(title="借条"))


def _parties_of_another(content: Content) -> Content:
    return _list_changed(content, lambda found: found.update(defendant="李四"))


def _page_made_for_another(content: Content) -> Content:
    digest = _digest(content["manifest-sha256.txt"]).hex
    return _replaced(content, PAGE, digest, "0" * 64)


def _handed_in_another(content: Content) -> Content:
    return content | {HANDED_IN: content[HANDED_IN] + b"\0"}


def _csv_in_other_quotes(content: Content) -> Content:
    return _replaced(content, CSV, "证据组", '"证据组"')


def _docx_hides_its_words(content: Content) -> Content:
    return _docx_with(content, "word/styles.xml", "<w:rPr>", "<w:rPr><w:vanish/>")


def _docx_is_none(content: Content) -> Content:
    return content | {DOCX: b"PK\3\4"}


def _nothing_handed_in(content: Content) -> Content:
    return {name: raw for name, raw in content.items() if name != HANDED_IN}


def _nothing_handed_in_and_called_a_picture(content: Content) -> Content:
    def called(found: dict[str, Any]) -> None:
        for exhibit in found["exhibits"]:
            exhibit["kind"] = "chat"

    return _list_changed(_nothing_handed_in(content), called)


def _csv_gone(content: Content) -> Content:
    return {name: raw for name, raw in content.items() if name != CSV}


def _page_with_another_script(content: Content) -> Content:
    return _replaced(content, PAGE, "<script>", "<script>const ok = true;")


def _page_told_otherwise(content: Content) -> Content:
    return _replaced(content, PAGE, "不作数", "都作数")


def _one_more_paper(content: Content) -> Content:
    return content | {"filing/另一份证据.pdf": b"%PDF-1.7\n"}


def _drawn_otherwise(content: Content, change: Callable[[int, list[str]], list[str]]) -> Content:
    """What the book's pages draw, changed line by line; pages are counted from 0."""

    def change_all(book: pikepdf.Pdf) -> None:
        for at, page in enumerate(book.pages):
            lines = page.Contents.read_bytes().decode("ascii").split("\n")
            page.Contents = book.make_stream("\n".join(change(at, lines)).encode())

    return _book_saved(content, change_all)


def _first_exhibits(content: Content) -> int:
    with pikepdf.open(BytesIO(content[audit.BOOK])) as book:
        return int(list(book.Root.PageLabels.Nums.as_list())[4])


def _headings_swapped(content: Content) -> Content:
    """Exhibits 1 and 2 are headed as each other: what stands below them is as it was."""
    first, heads = _first_exhibits(content), dict[int, str]()
    _drawn_otherwise(content, lambda at, lines: [heads.setdefault(at, lines[2]), *lines][1:])
    swapped = {first: heads[first + 1], first + 1: heads[first]}
    return _drawn_otherwise(
        content, lambda at, lines: [*lines[:2], swapped.get(at, lines[2]), *lines[3:]]
    )


def _other_code(content: Content) -> Content:
    """One dark run fewer in the QR code, far from its corners."""

    def change(_: int, lines: list[str]) -> list[str]:
        dark = [line for line in lines if line.startswith("0 g ")]
        return [line for line in lines if line not in dark[len(dark) // 2 : len(dark) // 2 + 1]]

    return _drawn_otherwise(content, change)


def _code_gone(content: Content) -> Content:
    return _drawn_otherwise(content, lambda _, ls: [one for one in ls if one[:4] != "0 g "])


def _code_covered(content: Content) -> Content:
    """Something white over the QR code, and a line within it."""

    def change(_: int, lines: list[str]) -> list[str]:
        dark = any(line.startswith("0 g ") for line in lines)
        return [*lines, *(["1 g 90 90 300 600 re f"] if dark else [])]

    return _drawn_otherwise(content, change)


def _heading_gone(content: Content) -> Content:
    first = _first_exhibits(content)
    return _drawn_otherwise(content, lambda at, ls: ls[3:] if at == first else ls)


def _words_beside_a_picture(content: Content) -> Content:
    """The heading once more, further down."""
    first = _first_exhibits(content)
    return _drawn_otherwise(
        content, lambda at, ls: [*ls[:4], ls[2], *ls[4:]] if at == first + 1 else ls
    )


def _list_drawn_without(content: Content, at: int, line: int) -> Content:
    """The book's list with one of its lines drawn once more in the place of another."""
    first = 1

    def change(page: int, lines: list[str]) -> list[str]:
        words = [where for where, one in enumerate(lines) if one.startswith("BT ")]
        if page != first:
            return lines
        lines[words[at]] = lines[words[line]]
        return lines

    return _drawn_otherwise(content, change)


def _list_says_otherwise(content: Content) -> Content:
    return _list_drawn_without(content, -4, 2)


def _list_covered(content: Content) -> Content:
    return _drawn_otherwise(
        content, lambda at, ls: [*ls, "0.94 g 90 90 300 600 re f"] if at == 1 else ls
    )


def _book_of_anybody(content: Content) -> Content:
    """One page with something on it, and no label."""
    with pikepdf.new() as made:
        made.add_blank_page().Contents = made.make_stream(b"0.5 g 100 100 300 300 re f")
        raw = BytesIO()
        made.save(raw)
    return content | {audit.BOOK: raw.getvalue()}


def _anybodys_book_and_nothing_listed(content: Content) -> Content:
    """Failure: any book and any list passed beside an exhibits.json that names no exhibit."""
    nothing: dict[str, Any] = {"exhibits": [], "rows": [], "files": [], "pages": 0}
    return _list_changed(_book_of_anybody(content), lambda found: found.update(nothing))


def _lists_for_none(content: Content) -> Content:
    return _list_gone(_book_gone(content))


def _unsigned(content: Content) -> Content:
    """The book as if nobody had signed it: the first of what was written in turn."""
    end = content[audit.BOOK].index(b"%%EOF") + len(b"%%EOF\n")
    return content | {audit.BOOK: content[audit.BOOK][:end]}


def _book_followed(content: Content) -> Content:
    content = _unsigned(content)
    return content | {audit.BOOK: content[audit.BOOK] + b"% one remark more\n"}


def _book_preceded(content: Content) -> Content:
    content = _unsigned(content)
    return content | {audit.BOOK: b"% a remark before\n" + content[audit.BOOK]}


def _book_without_its_end(content: Content) -> Content:
    """Where the table lies isn't said: each program looks for the objects by its own rules."""
    content = _unsigned(content)
    return content | {audit.BOOK: content[audit.BOOK].replace(b"startxref", b"startxray")}


def _code_on_a_page_of_its_own(content: Content) -> Content:
    """Failure: the right code on a page more hid another one, in the next grey."""

    def change(book: pikepdf.Pdf) -> None:
        page = book.pages[-1]
        lines = page.Contents.read_bytes().decode("ascii").split("\n")
        dark = [line for line in lines if line.startswith("0 g ")]
        assert dark
        book.pages.append(page)
        book.pages[-1].Contents = book.make_stream("\n".join(dark).encode())
        fake = [f"0.01{line[1:]}" if line in dark else line for line in lines if line != dark[-1]]
        page.Contents = book.make_stream("\n".join(fake).encode())

    return _book_saved(content, change)


def _code_too_small_to_see(content: Content) -> Content:
    """Failure: a code of two millimetres was the one that counted."""

    def small(line: str) -> str:
        sides = " ".join(f"{float(one) / 20:.3f}" for one in line.split()[2:6])
        return f"0 g {sides} re f"

    return _drawn_otherwise(
        content, lambda _, ls: [small(one) if one.startswith("0 g ") else one for one in ls]
    )


TOLD: dict[Callable[[Content], Content], str] = {
    _list_covered: "drawn_otherwise",
    _code_gone: "code_unread",
    _code_covered: "code_unread",
    _code_on_a_page_of_its_own: "code_unread",
    _code_too_small_to_see: "code_unread",
    _heading_gone: "heading_unread",
    _words_beside_a_picture: "page_more_words",
}
UNSURE: dict[Callable[[Content], Content], str] = {
    _csv_in_other_quotes: "form_otherwise",
    _csv_gone: "form_missing",
    _nothing_handed_in: "form_missing",
    _nothing_handed_in_and_called_a_picture: "form_missing",
    _docx_hides_its_words: "form_otherwise",
    _docx_is_none: "form_unread",
    _page_with_another_script: "explained_otherwise",
    _page_told_otherwise: "explained_otherwise",
    _one_more_paper: "stranger_in_bundle",
    _anybodys_book_and_nothing_listed: "paper_unlisted",
    _lists_for_none: "paper_unlisted",
    _book_followed: "book_mended",
    _book_preceded: "book_mended",
    _book_without_its_end: "book_mended",
}
HARMS: dict[Callable[[Content], Content], str] = {
    _early_renamed: "earlier_misnamed",
    _early_sm3_seal_false: "seal_false",
    _early_sm3_list_differs: "seal_false",
    _early_lists_other_files: "seal_false",
    _early_without_seal: "earlier_misnamed",
    _early_response_gone: "earlier_stray",
    _early_stray: "earlier_stray",
    _early_over_nothing: "earlier_stray",
    _list_names_another: "list_no_original",
    _original_replaced: "printed_no_original",
    _original_added: "other_manifest_printed",
    _stray_seal_name: "stray_in_timestamps",
    _rogue_root_beside: "stray_certificate_file",
    _another_day: "other_day",
    _each_of_another: "each_false",
    _each_without_answer: "each_false",
    _signature_broken: "signature_false",
    _signature_typed_above: "signature_false",
    _signature_on_its_page_alone: "signature_false",
    _signature_left_in_no_field: "signature_false",
    _signatures_nulled_by_an_update: "signature_gone",
    _signature_emptied_by_an_update: "signature_false",
    _book_carries_a_stranger: "carried_no_original",
    _book_carries_another_under_its_name: "carried_no_original",
    _book_carries_one_under_anothers_name: "carried_other_name",
    _page_added_after_signing: "signature_appended",
    _book_blank: "book_lacks_pages",
    _book_gone: "list_no_book",
    _book_shows_another_picture: "page_differs",
    _list_gone: "no_exhibits",
    _forged_and_nothing_listed: "printed_other_page",
    _forged_and_listed_as_words: "printed_other_page",
    _forged_beside_a_broken_list: "page_differs",
    _page_of_nothing: "page_unlisted",
    _book_unpacks_otherwise: "page_differs",
    _list_other_sm3: "list_other_sm3",
    _list_other_name: "list_other_name",
    _list_swaps_pages: "printed_other_page",
    _list_file_of_another_digest: "listed_file_no_original",
    _list_file_of_another_sm3: "list_other_sm3",
    _list_file_left_out: "listed_file_left_out",
    _list_file_in_anothers_exhibit: "listed_file_elsewhere",
    _list_counts_more_pages: "listed_other_count",
    _list_row_on_anothers_page: "listed_row_elsewhere",
    _list_numbers_begin_at_two: "listed_other_numbers",
    _csv_says_otherwise: "form_other_cell",
    _csv_lacks_a_row: "form_other_rows",
    _csv_has_one_more_cell: "form_other_cell",
    _docx_says_otherwise: "form_other_cell",
    _docx_lacks_a_group: "form_other_cell",
    _list_for_word_and_json_differ: "form_other_cell",
    _list_title_in_its_row_alone: "listed_other_title",
    _page_made_for_another: "explained_other_digest",
    _handed_in_another: "handed_no_original",
    _headings_swapped: "heading_other",
    _list_says_otherwise: "drawn_other",
    _parties_of_another: "form_other_party",
    _other_code: "code_other",
}


def test_what_its_maker_leaves_as_it_is_passes(maker: Maker, tmp_path: Path) -> None:
    """Otherwise all the others would show nothing."""
    told = maker.report(maker.content, tmp_path)
    assert told.verdict is Verdict.PASSED, [
        c for c in told.checks if c.verdict is not Verdict.PASSED
    ]
    assert {"said_match", "each_third_party", "earlier_third_party", "signature_whole"} <= {
        check.finding for check in told.checks
    }


def test_a_bundle_remade_as_it_was_passes_too(maker: Maker, tmp_path: Path) -> None:
    told = maker.report(maker.remade(maker.content), tmp_path)
    assert told.verdict is Verdict.PASSED, [
        c for c in told.checks if c.verdict is not Verdict.PASSED
    ]


def test_a_file_system_that_decomposes_names_changes_nothing(maker: Maker, tmp_path: Path) -> None:
    """Failure: the page for browsers names files as they were stored, and was called another's."""
    apart = {unicodedata.normalize("NFD", name): raw for name, raw in maker.content.items()}
    assert apart.keys() != maker.content.keys()
    told = maker.report(apart, tmp_path)
    assert told.verdict is Verdict.PASSED, [
        c for c in told.checks if c.verdict is not Verdict.PASSED
    ]


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__.strip("_"))
def test_what_contradicts_itself_fails_whoever_sealed_it(
    maker: Maker, tmp_path: Path, harm: Callable[[Content], Content]
) -> None:
    changed = harm(maker.content)
    assert changed != maker.content
    assert HARMS[harm] in failures(maker.report(maker.remade(changed), tmp_path))


@pytest.mark.parametrize("harm", UNSURE, ids=lambda harm: harm.__name__.strip("_"))
def test_what_nothing_vouches_for_is_told(
    maker: Maker, tmp_path: Path, harm: Callable[[Content], Content]
) -> None:
    """What another version might have written, or nobody can compare, never passes."""
    changed = harm(maker.content)
    assert changed != maker.content
    told = maker.report(maker.remade(changed), tmp_path)
    assert told.verdict is Verdict.INDETERMINATE
    assert UNSURE[harm] in {check.finding for check in told.checks}


@pytest.mark.parametrize("harm", TOLD, ids=lambda harm: harm.__name__.strip("_"))
def test_what_no_page_of_ours_shows_is_told(
    maker: Maker, tmp_path: Path, harm: Callable[[Content], Content]
) -> None:
    told = maker.report(maker.remade(harm(maker.content)), tmp_path)
    assert TOLD[harm] in {c.finding for c in told.checks if c.verdict is Verdict.INDETERMINATE}


def test_a_list_that_says_nothing_is_told(maker: Maker, tmp_path: Path) -> None:
    told = maker.report(maker.remade(maker.content | {"exhibits.json": b"{}"}), tmp_path)
    assert told.verdict is Verdict.INDETERMINATE
    assert "bad_exhibits" in {check.finding for check in told.checks}


def test_a_list_larger_than_any_is_told(maker: Maker, tmp_path: Path) -> None:
    """Failure: one of fifty megabytes took over a gigabyte to read."""
    padded = maker.content["exhibits.json"] + b" " * (16 << 20)
    told = maker.report(maker.remade(maker.content | {"exhibits.json": padded}), tmp_path)
    assert told.verdict is Verdict.INDETERMINATE
    assert "bad_exhibits" in {check.finding for check in told.checks}


def test_what_contradicts_itself_takes_no_further_stamp(maker: Maker, tmp_path: Path) -> None:
    """An authority's new time would make a false bundle look the better."""
    content = maker.remade(_book_shows_another_picture(maker.content))
    maker.report(content, tmp_path)
    with pytest.raises(InputError) as raised:
        restamping.export(tmp_path / "bundle", tmp_path / "request.tsq")
    assert raised.value.kind == "bundle_contradicts"
    assert raised.value.args_by_name["finding"] == "page_differs"


def test_a_printed_time_is_one_that_a_seal_tells(maker: Maker, tmp_path: Path) -> None:
    """Every later seal of that authority is there still, but not the one whose time is printed."""
    gone = {n: raw for n, raw in maker.content.items() if not n.endswith(f"{BY}.1.tsr")}
    gone = {n: raw for n, raw in gone.items() if not n.startswith(("seals/", "timestamps/each/"))}
    later = Maker.__new__(Maker)
    later.party = ThirdParty(maker.root, lambda: maker.clock() + timedelta(days=1))
    later.clock, later.trusted = maker.clock, maker.trusted
    assert "printed_other_time" in failures(later.report(later.remade(gone), tmp_path))


def test_a_list_with_a_key_twice_is_told(maker: Maker, tmp_path: Path) -> None:
    """Programs differ about which of two counts."""
    twice = maker.content["exhibits.json"].replace(b'"pages":', b'"format": 1,\n "pages":', 1)
    told = maker.report(maker.remade(maker.content | {"exhibits.json": twice}), tmp_path)
    assert "bad_exhibits" in {check.finding for check in told.checks}
