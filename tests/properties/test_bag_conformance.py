"""What the BagIt conformance suite tries, made anew on our bundles; bagit-python judges beside us.

A bag that RFC 8493 allows and this program never writes is refused here, too: a bundle has one
form, so that nothing in it is free.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import bagit
import bags
import pytest
import tampering

from evidence_kit import audit, files
from evidence_kit.model import Verdict

Content = dict[str, bytes]
Change = Callable[[Content], Content]


def by_bagit(folder: Path) -> bool:
    logging.disable(logging.CRITICAL)
    try:
        bagit.Bag(str(folder)).validate()
    except (bagit.BagError, bagit.BagValidationError, ValueError, OSError):
        return False
    finally:
        logging.disable(logging.NOTSET)
    return True


def by_us(folder: Path) -> Verdict:
    return audit.report(files.observe(folder)).verdict


def written(content: Content, folder: Path) -> Path:
    for name, raw in content.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    return folder


def listed(content: Content) -> Content:
    """Return it with tag manifests that fit, so that only the form is another."""
    return tampering._with_manifests(content, "tagmanifest")


def changed(name: str, change: Callable[[bytes], bytes]) -> Change:
    return lambda content: listed(content | {name: change(content[name])})


def with_line(line: str) -> Change:
    """Put another line into both manifests of the originals."""
    return lambda content: listed(
        content
        | {
            name: content[name] + f"{'0' * 64}  {line}\n".encode()
            for name in ("manifest-sha256.txt", "manifest-sm3.txt")
        }
    )


def without(*names: str) -> Change:
    return lambda content: {n: raw for n, raw in content.items() if not n.startswith(names)}


def added(name: str, raw: bytes) -> Change:
    return lambda content: content | {name: raw}


MANIFEST = "manifest-sha256.txt"

# Valid by the RFC, yet no text of ours.
OTHER_FORMS: dict[str, Change] = {
    "lines end in CR LF": changed(MANIFEST, lambda raw: raw.replace(b"\n", b"\r\n")),
    "lines in another order": changed(
        MANIFEST, lambda raw: b"".join(reversed(raw.splitlines(keepends=True)))
    ),
    "digests in capitals": changed(
        MANIFEST,
        lambda raw: b"".join(
            line[:64].upper() + line[64:] for line in raw.splitlines(keepends=True)
        ),
    ),
    "one space between": changed(MANIFEST, lambda raw: raw.replace(b"  data/", b" data/")),
    "more spaces between": changed(MANIFEST, lambda raw: raw.replace(b"  data/", b"    data/")),
    "names begin with ./": changed(MANIFEST, lambda raw: raw.replace(b"  data/", b"  ./data/")),
    "no bag-info": lambda content: listed(without("bag-info.txt")(content)),
    "a folded line in bag-info": changed(
        "bag-info.txt", lambda raw: raw + b"External-Description: one\n  two\n"
    ),
    "another field in bag-info": changed("bag-info.txt", lambda raw: raw + b"Contact-Name: A\n"),
    "a tag file in no list": added("notes.txt", b"x"),
    "no tag manifests": without("tagmanifest-"),
}

INVALID: dict[str, Change] = {
    "a space before the encoding": changed(
        "bagit.txt", lambda raw: raw.replace(b": UTF-8", b":  UTF-8")
    ),
    "no bagit.txt": without("bagit.txt"),
    "more lines in bagit.txt": changed("bagit.txt", lambda raw: raw + b"More: x\n"),
    "a byte order mark": changed("bagit.txt", lambda raw: b"\xef\xbb\xbf" + raw),
    "another version": changed("bagit.txt", lambda raw: raw.replace(b"1.0", b"one")),
    "an unknown encoding": changed("bagit.txt", lambda raw: raw.replace(b"UTF-8", b"UTF-99")),
    "an empty bagit.txt": changed("bagit.txt", lambda _: b""),
    "no manifest": without("manifest-"),
    "an original missing": without("data/1.png"),
    "all originals missing": without("data/"),
    "an original changed": added("data/1.png", b"x"),
    "an original more": added("data/x.png", b"x"),
    "a tag file changed": added("exhibits.json", b"{}"),
    "a tag file missing": without("exhibits.json"),
    "a name that leads out": with_line("data/../../x"),
    "an absolute name": with_line("/etc/passwd"),
    "a name at home": with_line("~/x"),
    "a name beside data": with_line("x.png"),
    "a name twice, with two digests": with_line("data/1.png"),
    "a count that is wrong": changed(
        "bag-info.txt", lambda raw: raw.replace(b"Payload-Oxum: ", b"Payload-Oxum: 1")
    ),
    "a digest cut short": changed(MANIFEST, lambda raw: raw[1:]),
    "a manifest that is no text": changed(MANIFEST, lambda raw: b"\xff" + raw),
    "a file to be fetched": lambda content: listed(
        content | {"fetch.txt": b"http://127.0.0.1:9/x 1 ../../x\n"}
    ),
}


# bagit-python 1.9 takes these; the RFC (2.1.1) doesn't.
LENIENT = {"a space before the encoding", "more lines in bagit.txt"}


def test_every_kind_of_payload_is_accepted_by_both(tmp_path: Path) -> None:
    """A bag in the bag, spaces, Chinese, hidden and empty files, folders deep and equal names."""
    inner = bags.make(tmp_path / "inner")
    bags.fill(tmp_path / "X")
    for name, raw in bags.contents(inner.bundle).items():
        path = tmp_path / "X" / "包中包" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    for name in ("a b.txt", ".hidden", "d/e/f/g/h.txt", "d/1.png", "bagit.txt", "é.txt", "#.txt"):
        path = tmp_path / "X" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    made = bags.make(tmp_path, filled=True)
    assert by_bagit(made.bundle)
    assert by_us(made.bundle) is Verdict.INDETERMINATE


@pytest.mark.parametrize("name", OTHER_FORMS)
def test_another_form_of_a_valid_bag_is_not_ours(
    content: Content, tmp_path: Path, name: str
) -> None:
    folder = written(OTHER_FORMS[name](content), tmp_path / "bag")
    assert by_bagit(folder)
    assert by_us(folder) is Verdict.FAILED


@pytest.mark.parametrize("name", INVALID)
def test_an_invalid_bag_is_refused_by_both(content: Content, tmp_path: Path, name: str) -> None:
    folder = written(INVALID[name](content), tmp_path / "bag")
    assert by_us(folder) is Verdict.FAILED
    assert by_bagit(folder) is (name in LENIENT)
