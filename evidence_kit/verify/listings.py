"""Files against what lists them: the ZIP, form, originals, papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from evidence_kit import manifest, seal
from evidence_kit.model import Algorithm, Check, Digest, FoundFile, Manifest
from evidence_kit.verify.bag import ALGORITHMS, ORIGINALS, PAPERS, SUBJECTS, UNKNOWN, Bag, fields
from evidence_kit.verify.finding import failed, passed, shown, unsure

# What a ZIP carries beside its files, and no seal covers: it contradicts none of them.
_UNSEEN = frozenset({"zip_comment", "zip_extra"})
# Whose names nobody can tell: what the files are isn't known, and nothing is wrong with them.
_UNNAMED = frozenset({"zip_encoding", "zip_chinese"})


def archive(bag: Bag) -> Iterator[Check]:
    """Tell what is amiss with the ZIP that the bundle was read from; nothing of a folder."""
    faults = bag.observed.archive
    for name, reason in faults or ():
        if reason in _UNSEEN:
            yield unsure("archive", "archive_unseen", name=name, reason=reason)
            continue
        if reason in _UNNAMED:
            yield unsure("archive", "archive_member", name=name, reason=reason)
            continue
        yield failed(
            "archive", "archive_member" if name else "archive_broken", name=name, reason=reason
        )
    if faults == ():
        yield passed("archive", "archive_read", files=str(len(bag.observed.files)))


def form(bag: Bag) -> Iterator[Check]:
    """Compare bagit.txt and bag-info.txt with what this program writes."""
    if bag.contents.get("bagit.txt") != manifest.BAGIT_TXT and not bag.denied("bagit.txt"):
        yield failed("form", "bad_bagit_txt")
    if bag.denied("bag-info.txt"):
        return
    said = fields(bag)
    labels = [label for label, _ in said if label != manifest.SEAL_LABEL]
    if labels != list(manifest.INFO_LABELS):
        yield failed("form", "bad_bag_info")
        return
    payload = [file for file in bag.observed.files if file.name.startswith("data/")]
    counted = f"{sum(file.size for file in payload)}.{len(payload)}"
    if dict(said)["Payload-Oxum"] != counted and not bag.denies(ORIGINALS):
        yield failed("form", "other_count", listed=dict(said)["Payload-Oxum"], found=counted)
    if (day := _intake_day(bag)) and dict(said)["Bagging-Date"] != day:
        yield failed("form", "other_day", listed=dict(said)["Bagging-Date"], found=day)
    yield passed("form", "form_read", agent=dict(said)["Bag-Software-Agent"])


def _intake_day(bag: Bag) -> str:
    """Return the day of this machine's own seals of the originals, which is the bagging date."""
    responses = (bag.contents.get(f"timestamps/{s}.local.1.tsr", b"") for s in SUBJECTS[:2])
    times = [time for raw in responses if (time := seal.told_time(raw))]
    return shown(min(times))[:10] if times else ""


def payload(bag: Bag) -> Iterator[Check]:
    """Compare the originals with the manifests."""
    found = [file for file in bag.observed.files if file.name.startswith("data/")]
    yield from _complete(bag, ORIGINALS, "originals", found)


def papers(bag: Bag) -> Iterator[Check]:
    """Compare everything else with the tag manifests."""
    unlisted = frozenset(f"{subject}.txt" for subject in SUBJECTS[2:])
    found = [
        file
        for file in bag.observed.files
        if not file.name.startswith("data/")
        and file.name not in unlisted
        and not bag.is_loose_seal(file.name)
    ]
    yield from _complete(bag, PAPERS, "papers", found)
    for name, reason in bag.observed.unread:
        if reason in UNKNOWN:
            yield unsure("papers", UNKNOWN[reason], name=name)
        else:
            yield failed("papers", "not_a_file", name=name, reason=reason)
    # No manifest lists folders (RFC 8493): nothing says who made one, and its name may say a lot.
    yield from (unsure("papers", "empty_folder", name=name) for name in bag.observed.empty)


def _complete(bag: Bag, kind: str, about: str, found: list[FoundFile]) -> Iterator[Check]:
    """Compare what was found with both manifests of a kind; each difference is a check."""
    faults: dict[tuple[str, str], None] = {}
    for algorithm in ALGORITHMS:
        subject = f"{kind}-{algorithm}"
        if subject in bag.manifests:
            faults |= dict.fromkeys(_differences(bag, bag.manifests[subject], found))
        elif not bag.denied(f"{subject}.txt"):
            absent = f"{subject}.txt" not in bag.names
            faults["no_manifest" if absent else "bad_manifest", f"{subject}.txt"] = None
    for finding, name in faults:
        yield failed(about, finding, name=name)
    denied = bag.denies(kind) or bag.denied(*(f"{kind}-{a}.txt" for a in ALGORITHMS))
    if not faults and not denied:
        yield passed(about, f"{about}_match", files=str(len(found)))


def _differences(bag: Bag, listed: Manifest, found: list[FoundFile]) -> Iterator[tuple[str, str]]:
    pick: Callable[[FoundFile], Digest] = (
        (lambda file: file.sha256) if listed.algorithm is Algorithm.SHA256 else (lambda f: f.sm3)
    )
    differences = manifest.compare(listed, ((file.name, pick(file)) for file in found))
    yield from (("missing", n) for n in differences.missing if not bag.denied(n))
    yield from (("changed", name) for name in differences.changed)
    for name in differences.added:
        yield "litter" if manifest.is_left_by_system(name) else "stranger", name
