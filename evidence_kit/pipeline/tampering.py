"""Every way we know to tamper with a bundle, each done to the folder of a small one."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from evidence_kit import files, manifest, seal
from evidence_kit.audit.forms import CSV
from evidence_kit.files import bag
from evidence_kit.model import Algorithm, Seal
from evidence_kit.pipeline.sealing import ORIGINALS, PAPERS
from evidence_kit.tsa import LocalAuthority
from evidence_kit.tsa.invented import InventedAuthority

FIRST, SECOND = "data/1.png", "data/账单.csv"
BOOK, LIST, PAGE = "filing/证据材料.pdf", "exhibits.json", "校验说明.html"
STEM = "timestamps/tagmanifest-sha256.local.1"
SINGLES = f"timestamps/each/{InventedAuthority.name}"
REVOCATIONS = f"timestamps/{InventedAuthority.name}.1.crl"


def early(bundle: Path) -> Path:
    """Return the folder of the seal of an earlier day."""
    return next((bundle / "seals").iterdir())


def _change(bundle: Path, name: str = FIRST) -> None:
    path = bundle / name
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


def _change_paper(bundle: Path) -> None:
    _change(bundle, BOOK)


def _remove(bundle: Path) -> None:
    (bundle / FIRST).unlink()


def _rename(bundle: Path) -> None:
    (bundle / FIRST).rename(bundle / "data" / "2.png")


def _add(bundle: Path) -> None:
    shutil.copyfile(bundle / FIRST, bundle / "data" / "3.png")


def _swap(bundle: Path) -> None:
    _exchange(bundle / FIRST, bundle / SECOND)


def _truncate(bundle: Path) -> None:
    path = bundle / SECOND
    path.write_bytes(path.read_bytes()[:-3])


def _list_anew(bundle: Path) -> None:
    """Change an original and write its new digest into the manifests, and theirs into theirs."""
    _change(bundle)
    _write_lists(bundle, "manifest")
    _write_lists(bundle, "tagmanifest")


def _reseal(bundle: Path) -> None:
    """So, and seal everything anew with this machine's clock, as only its maker could.

    What others sealed is taken out, and named nowhere any more.
    """
    _list_anew(bundle)
    shutil.rmtree(bundle / "seals")
    shutil.rmtree(bundle / "timestamps")
    info = bundle / "bag-info.txt"
    fields = manifest.parse_fields(info.read_bytes())
    kept = [(k, v) for k, v in fields if k != manifest.SEAL_LABEL or ".local." in v]
    info.write_bytes(manifest.fields_text(kept))
    _seal_by(LocalAuthority(now), bundle)


def _drop_lists(bundle: Path) -> None:
    for path in bundle.glob("tagmanifest-*.txt"):
        path.unlink()


def _drop_seal(bundle: Path) -> None:
    for kind in ("tsq", "tsr"):
        (bundle / f"{STEM}.{kind}").unlink()


def _seal_something_else(bundle: Path) -> None:
    """Put a sound seal over other bytes in the place of ours."""
    other = next(f.sha256 for f in files.observe(bundle).files if f.name == FIRST)
    request = seal.request(other, nonce=1)
    name = STEM.rpartition("/")[2]
    bag.keep_seal(bundle, Seal(name, other, request, LocalAuthority(now).answer(request)))


def _swap_certificate(bundle: Path) -> None:
    (bundle / "timestamps" / "local.pem").write_bytes(LocalAuthority(now).certificates)


def _swap_singles(bundle: Path) -> None:
    """Give two originals each other's token."""
    for kind in ("tsq", "tsr"):
        _exchange(*(bundle / f"{SINGLES}/{n.partition('/')[2]}.{kind}" for n in (FIRST, SECOND)))


def _drop_single(bundle: Path) -> None:
    (bundle / f"{SINGLES}/{FIRST.partition('/')[2]}.tsr").unlink()


def _single_by_another(bundle: Path) -> None:
    """Put a token by somebody of the same name, who is another, in the place of one original's."""
    stem = f"{SINGLES}/{FIRST.partition('/')[2]}"
    digest = next(f.sha256 for f in files.observe(bundle).files if f.name == FIRST)
    request = seal.request(digest, nonce=1)
    answer = InventedAuthority(now).answer(request)
    bag.keep_token(bundle, stem, Seal("each", digest, request, answer))


def _replace_revocations(bundle: Path) -> None:
    """Put another root's list of revoked certificates in the place of the authority's own."""
    (bundle / REVOCATIONS).write_bytes(InventedAuthority(now).revocations())


def _swap_early(bundle: Path) -> None:
    """Let a seal of an earlier day be over the other manifest of that day."""
    for kind in ("tsq", "tsr"):
        found = sorted((early(bundle) / "timestamps").glob(f"*.{kind}"))
        _exchange(found[0], found[-1])


def _list_early_anew(bundle: Path) -> None:
    """Let the manifests of an earlier day list an original that wasn't there."""
    for path in early(bundle).glob("manifest-*.txt"):
        path.write_bytes(path.read_bytes().replace(b"1.png", b"2.png"))


def _break_signature(bundle: Path) -> None:
    """Change the signed PDF where its signature covers it, and list and seal it as it is now."""
    path = bundle / BOOK
    raw = path.read_bytes()
    path.write_bytes(raw.replace(b"/MediaBox", b"/MediaBoy", 1))
    _write_lists(bundle, "tagmanifest")
    _seal_by(LocalAuthority(now), bundle)


def _append_to_signed(bundle: Path) -> None:
    with (bundle / BOOK).open("ab") as file:
        file.write(b"%later\n")
    _write_lists(bundle, "tagmanifest")
    _seal_by(LocalAuthority(now), bundle)


def _say_otherwise(bundle: Path, name: str, old: str, new: str) -> None:
    """Change what a paper says, and list and seal it as it is now."""
    path = bundle / name
    path.write_bytes(path.read_bytes().replace(old.encode(), new.encode(), 1))
    _write_lists(bundle, "tagmanifest")
    _seal_by(LocalAuthority(now), bundle)


def _change_table(bundle: Path) -> None:
    _say_otherwise(bundle, CSV, "手机截图", "借条")


def _change_list(bundle: Path) -> None:
    _say_otherwise(bundle, LIST, '"title": "手机截图"', '"title": "借条"')


def _change_page(bundle: Path) -> None:
    digest = bag.digest_of(bundle, ORIGINALS[0])
    _say_otherwise(bundle, PAGE, digest.hex, "0" * 64)


def _exchange(one: Path, other: Path) -> None:
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


WAYS: dict[str, Callable[[Path], None]] = {
    "byte_changed": _change,
    "original_removed": _remove,
    "original_renamed": _rename,
    "file_added": _add,
    "originals_swapped": _swap,
    "original_cut": _truncate,
    "paper_changed": _change_paper,
    "listed_anew": _list_anew,
    "sealed_anew": _reseal,
    "lists_dropped": _drop_lists,
    "seal_dropped": _drop_seal,
    "seal_of_another": _seal_something_else,
    "certificate_swapped": _swap_certificate,
    "singles_swapped": _swap_singles,
    "single_dropped": _drop_single,
    "single_by_another": _single_by_another,
    "revocations_replaced": _replace_revocations,
    "early_swapped": _swap_early,
    "early_listed_anew": _list_early_anew,
}
# Papers that no longer say the same; whoever seals them, they contradict each other.
PAPER_WAYS: dict[str, Callable[[Path], None]] = {
    "table_changed": _change_table,
    "list_changed": _change_list,
    "page_changed": _change_page,
}
WAYS |= PAPER_WAYS
# Where the PDF of the bundle is signed.
SIGNED_WAYS: dict[str, Callable[[Path], None]] = {
    "signature_broken": _break_signature,
    "signed_appended": _append_to_signed,
}


def _write_lists(bundle: Path, kind: str) -> None:
    """List what there is, as a forger would who knows how a bundle is made."""
    found = [
        file
        for file in files.observe(bundle).files
        if file.name.startswith("data/") is (kind == "manifest")
        and not file.name.startswith(("tagmanifest-", "timestamps/tagmanifest-"))
    ]
    for algorithm in (Algorithm.SHA256, Algorithm.SM3):
        picked = [(f.name, f.sha256 if algorithm is Algorithm.SHA256 else f.sm3) for f in found]
        text = manifest.text(manifest.of(algorithm, picked))
        (bundle / f"{kind}-{algorithm}.txt").write_bytes(text)


def _seal_by(authority: LocalAuthority, bundle: Path) -> None:
    """Seal the originals, list that, and seal the list."""
    bag.keep_certificates(bundle, authority.name, authority.certificates)
    for subjects in (ORIGINALS, PAPERS):
        for subject in subjects:
            digest = bag.digest_of(bundle, subject)
            request = seal.request(digest, nonce=1)
            answer = authority.answer(request)
            bag.keep_seal(bundle, Seal(f"{subject}.local.1", digest, request, answer))
        if subjects is ORIGINALS:
            _write_lists(bundle, "tagmanifest")


def now() -> datetime:
    """Return the time by this machine's clock."""
    return datetime.fromtimestamp(time.time(), UTC)
