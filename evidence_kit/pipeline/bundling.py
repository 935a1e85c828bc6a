"""The main job: a folder of screenshots becomes a sealed, indexed evidence bundle."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from evidence_kit import brief, case, files, render, tsa
from evidence_kit.errors import Exit, InputError, OutputError
from evidence_kit.model import (
    PDFS,
    RECORDINGS,
    Case,
    Digest,
    Doubt,
    FileRole,
    Source,
)
from evidence_kit.pipeline import (
    aiding,
    early,
    handing_over,
    listening,
    printing,
    reading,
    sealing,
    signing,
    stamping,
    styling,
)
from evidence_kit.pipeline.explaining import explain
from evidence_kit.pipeline.folders import (
    brief_path,
    bundle_folder,
    refuse_other_name,
    work_folder,
)
from evidence_kit.render.contract import Story, read_json
from evidence_kit.render.signing import Signer
from evidence_kit.render.wording import Wording

LEDGER = "账目表.csv"
BOOK = "证据材料.pdf"
# Below filing/: whoever checks an electronic seal needs the file that bears it, not a print of it;
# what a recording says is heard from the file alone, which goes to the court on a stick or disc.
PDF_FILES = "原始电子文件"
_SHOWN_TOO = ("pdf_record", "audio", "video")


@dataclass(frozen=True, slots=True)
class Bundled:
    """What a run made, and what the user must be told of it.

    `manifest` anchors the originals and stands on the 校验页; `whole` is the digest of
    tagmanifest-sha256.txt and anchors everything in the bundle. `asked` is what authorities were
    asked, `refused` the early seals of X-work that prove nothing any more, `packed` the ZIP,
    `self_signed` says that nobody else vouches for the signer's certificate, `cleared` what was
    removed of runs that had been ended.
    """

    bundle: Path
    work: Path
    story: Story
    case: Case
    missing_glyphs: tuple[render.MissingGlyph, ...]
    manifest: Digest
    whole: Digest
    moved_aside: Path | None
    asked: tuple[sealing.Asked, ...] = ()
    fetched: tuple[tsa.Fetched, ...] = ()
    refused: tuple[Path, ...] = ()
    packed: Path | None = None
    signed: bool = False
    self_signed: bool = False
    cleared: tuple[Path, ...] = ()

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What is not sure."""
        return self.story.facts.doubts

    def codes(self, *, strict: bool) -> frozenset[Exit]:
        """Return every exit code that applies; `errors.worst` picks one."""
        found = reading.codes(self.story)
        if any(one.fault for one in self.asked):
            found |= {Exit.TIMESTAMP}
        return found | {Exit.FAILED} if strict and self.doubts else found


def bundle(
    folder: Path,
    *,
    out: Path | None,
    options: reading.Options,
    force: bool,
    stamps: stamping.Wanted = stamping.NONE,
    signer: Signer | None = None,
    packed: bool = False,
    prints: printing.Wanted = printing.USUAL,
    progress: reading.Progress = reading.silent,
) -> Bundled:
    """Make X-bundle whole or not at all, then facts.json, 账目表.csv and 附册.pdf in X-work.

    With `signer` 证据材料.pdf bears a signature, and an authority's time if one was asked for
    any. With `packed` X-bundle.zip is made beside it, too; `prints` says what 证据材料.pdf holds
    beside its pages. The source is only read. An authority of `stamps` that fails leaves its
    reason in `asked`, and the bundle whole without it.

    Raises InputError for no or an empty folder, OutputError where the bundle can't be put or
    X-work not written to (before anything is read; "facts_not_written" where that fails after
    all, with the bundle whole), ToolError for a missing engine, UsageError for a bad case.toml.
    """
    files.refuse_denied(folder)
    party = options.party
    final = out or bundle_folder(folder, party=party)
    work = work_folder(folder, out, party=party)
    with files.staging(final, source=folder, force=force, work=work) as stage:
        files.try_private(work, source=folder)
        if packed:
            handing_over.refuse_standing(final, force=force)
        path = brief_path(folder, out, party=party)
        reading.refuse_unheard(folder, party, out)
        said = brief.load(path)
        words = styling.wording(said, path)
        progress("taking_in", 0, 1)
        taken = files.take_in(folder, stage.payload)
        _refuse_nothing(taken.sources, folder)
        brief.refuse_unknown(said, path, taken.sources)
        sealer = sealing.Sealer(stage.root, taken.sources, stamps.authorities, roots=stamps.roots)
        manifest = sealer.take_intake_seal()
        if stamps.each:
            sealer.take_each(partial(progress, "stamping"))
        before = early.keep(work_folder(folder, None), stage.root, roots=stamps.roots)
        story = reading.tell(taken, stage.payload, said, options, progress)
        if party:
            refuse_other_name(folder, party, reading.names(story), out)
        arranged = case.arrange(story.facts, story.screens, story.sources, said, story.pages)
        if not arranged.exhibits:  # tables alone, whatever they show, have no page
            raise InputError("no_pictures", path=str(folder))
        progress("printing", 0, 1)
        dated = before.dated(arranged)
        beside = printing.beside(dated, story, stage.payload, prints)
        printed = _print(
            dated, story.sources, stage, manifest, sealer.proven, words, story.screens, beside
        )
        filed = final / "filing" / BOOK
        aids = aiding.annex(story, arranged, printed, words, filed=filed, work=work)
        if signer:
            signing.sign(stage.root, signer, sealer)
        explain(stage.root, taken.sources, manifest)
        progress("sealing", 0, 1)
        whole = sealer.close()
    _write_private(story, words, aids.content, work, final)
    return Bundled(
        bundle=final,
        work=work,
        story=story,
        case=arranged,
        missing_glyphs=(*printed.missing, *aids.missing),
        manifest=manifest,
        whole=whole,
        moved_aside=stage.moved_aside,
        asked=tuple(sealer.asked),
        fetched=tuple(sealer.fetched),
        refused=before.refused,
        signed=signer is not None,
        self_signed=signer is not None and signer.self_signed,
        cleared=stage.cleared,
        packed=handing_over.pack(final, at=sealer.taken_in, force=force) if packed else None,
    )


def _refuse_nothing(sources: Iterable[Source], folder: Path) -> None:
    """Raise InputError: without a picture, a PDF or a recording there is no exhibit, no bundle."""
    if not any(source.role is FileRole.USED or source.reason in _SHOWN_TOO for source in sources):
        raise InputError("no_pictures", path=str(folder))


def _print(
    arranged: Case,
    sources: tuple[Source, ...],
    stage: files.Stage,
    manifest: Digest,
    proven: tuple[sealing.Asked, ...],
    words: Wording,
    screens: reading.Shown,
    beside: printing.Beside,
) -> render.Book:
    stored = {source.sha256.hex: stage.payload / source.safe_name for source in sources}
    filing = stage.root / "filing"
    filing.mkdir()
    printed = render.book(
        arranged,
        picture=lambda digest: stored[digest.hex],
        manifest_digest=manifest,
        third_party_times=stamping.times(proven),
        out=filing / BOOK,
        wording=words,
        stills=listening.stills(screens, stage.payload),
        texts=beside.texts,
        attached=beside.originals,
    )
    _hand_in(arranged, sources, stage.payload, filing / PDF_FILES)
    (filing / "证据目录.csv").write_bytes(render.list_csv(arranged, words))
    (filing / "证据目录.docx").write_bytes(render.list_docx(arranged, words))
    (stage.root / "exhibits.json").write_bytes(render.exhibits_json(arranged, words))
    return printed


def _hand_in(arranged: Case, sources: Sequence[Source], payload: Path, folder: Path) -> None:
    """Copy each PDF and recording that is an exhibit, byte for byte, under its stored name."""
    shown = {e.pages[0].name for e in arranged.exhibits if e.kind in (*PDFS, *RECORDINGS)}
    for source in sources:
        if source.name in shown:
            target = folder / source.safe_name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(payload / source.safe_name, target)


def _write_private(story: Story, words: Wording, annex: bytes, work: Path, final: Path) -> None:
    """Write what was read, only now: facts.json never tells of a bundle that isn't there."""
    text = json.dumps(read_json(story), ensure_ascii=False, indent=1) + "\n"
    ledger = render.ledger_csv(story.facts, story.sources, words)
    contents = {"facts.json": text.encode(), LEDGER: ledger, aiding.ANNEX: annex}
    for path, content in ((work / name, content) for name, content in contents.items()):
        try:
            files.write_private(path, content)
        except OutputError as error:
            raise OutputError("facts_not_written", path=str(path), bundle=str(final)) from error
