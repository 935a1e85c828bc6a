"""Verification, case.toml, the cache and the doctor: the short stories."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evidence_kit import audit, brief, files, ocr, tsa
from evidence_kit.errors import InputError, UsageError
from evidence_kit.files import archive, observing
from evidence_kit.files.names import safe_names
from evidence_kit.model import Brief, VerificationReport
from evidence_kit.ocr import cached
from evidence_kit.pipeline import asking, forms, papers, stamping
from evidence_kit.pipeline.folders import brief_path


def verification(
    target: Path,
    *,
    digest: str | None = None,
    against: Path | None = None,
    trust_roots: tuple[Path, ...] = (),
    named: tuple[Path, ...] = (),
    page: int | None = None,
) -> VerificationReport:
    """Return every check of a bundle, its folder or its ZIP, against whatever was given.

    `named` are files of which it is asked whether they are the bundle's; `page` is an exhibit
    page. A PDF is compared with the bundle after `against`, or with a folder of originals there.

    Raises InputError where there is no bundle, no folder to compare with, no such file or no
    root file; UsageError for a digest that isn't one, for copies that lie in the bundle itself,
    and "needs_bundle" for what a PDF alone can't answer.
    """
    for path in filter(None, (target, against, *named)):
        files.refuse_denied(path)
    if _is_pdf_alone(target):
        if (bundle := bundle_of(target, against)) != target:
            return _of_bundle(bundle, digest, None, trust_roots, (target, *named), page)
        if named or page is not None or digest is not None or trust_roots:
            raise UsageError("needs_bundle", path=str(target))
        return asking.of_pdf(target, against)
    return _of_bundle(target, digest, against, trust_roots, named, page)


def bundle_of(target: Path, against: Path | None) -> Path:
    """Return what a report is about: of a PDF that is compared with a bundle, that bundle."""
    if against is not None and _is_pdf_alone(target) and _is_bundle(against):
        return against
    return target


def _is_pdf_alone(path: Path) -> bool:
    return path.is_file() and asking.is_pdf(path) and not archive.is_archive(path)


def _is_bundle(path: Path) -> bool:
    if path.is_dir():
        return any((path / mark).is_file() for mark in observing.MARKS)
    return path.is_file() and archive.is_archive(path)


def _of_bundle(
    bundle: Path,
    digest: str | None,
    against: Path | None,
    trust_roots: tuple[Path, ...],
    named: tuple[Path, ...],
    page: int | None,
) -> VerificationReport:
    with files.opened(bundle) as opened:
        observed = opened.observe()
        return audit.report(
            observed,
            digest=_digest(digest),
            against=_copies(against, bundle) if against is not None else None,
            roots=tuple(stamping.root_of(path) for path in trust_roots),
            known=tsa.roots(),
            asked=asking.of(opened, observed, named, page),
            signed=papers.signed(opened, observed),
            said=papers.said(opened, observed),
            carried=papers.carried(opened, observed),
            listed=papers.listed(opened, observed),
            forms=forms.forms(opened, observed),
        )


def _copies(folder: Path, bundle: Path) -> audit.Copies:
    """Name each copy as the bundle would have stored it; a copy of `data/` has those already."""
    found = files.digests(folder, bundle=bundle)
    stored_as = safe_names(name for name, _ in found)
    return tuple((stored_as[name], digest) for name, digest in found)


def _digest(said: str | None) -> str | None:
    """People copy digests from paper: capitals, spaces and line breaks are forgiven."""
    if said is None:
        return None
    plain = "".join(said.split()).lower().removeprefix("sha256:")
    if len(plain) != 64 or not set(plain) <= set("0123456789abcdef"):
        raise UsageError("not_a_digest", digest=said)
    return plain


def has_files(folder: Path) -> bool:
    """Say whether there is anything to ask about in the folder."""
    files.refuse_denied(folder)
    return folder.is_dir() and any(folder.iterdir())


@dataclass(frozen=True, slots=True)
class Begun:
    """Where case.toml is, and how many questions were added to it; `new` where it was written.

    `carried_from` is the case.toml of all borrowers whose answers, and what it says of the
    plaintiff, a party's new one begins with.
    """

    path: Path
    questions: int
    new: bool
    carried_from: Path | None = None


def begin_brief(
    folder: Path, questions: Sequence[brief.Question] = (), *, party: str | None = None
) -> Begun:
    """Write X-work/case.toml to fill in, with a question for each doubt.

    Of one that is there already, only questions that it doesn't hold yet are added at its end.
    """
    files.refuse_denied(folder)
    if not folder.is_dir():
        raise InputError("no_such_folder", path=str(folder))
    path = brief_path(folder, party=party)
    files.try_private(path.parent, source=folder)
    new = not os.path.lexists(path)
    common = brief_path(folder) if new and party else None
    said = brief.load(common) if common else Brief()
    text = brief.template(said) if new else brief.written(path)
    left = brief.unasked(text, questions)
    if new or left:
        whole = brief.asked(text, left, dict(said.answers))
        files.write_private(path, whole.encode())
    return Begun(path, len(left), new, common if said != Brief() else None)


@dataclass(frozen=True, slots=True)
class Health:
    """What `doctor` found."""

    components: tuple[ocr.Installed, ...]

    @property
    def usable(self) -> bool:
        """Whether the main job can run: all but the second reader is there."""
        needed = (c for c in self.components if not c.component.startswith("tesseract"))
        return all(component.present for component in needed)

    @property
    def twice(self) -> bool:
        """Whether values would be read a second time: the second reader and its languages too."""
        return all(component.present for component in self.components)


def clear_cache() -> cached.Cleared:
    """Remove every kept reading; OutputError "cache_not_cleared" where one can't be removed."""
    return cached.clear()


def doctor() -> Health:
    """Return what is installed and what is missing; asks no network."""
    return Health(ocr.installed())
