"""From a folder's pictures to its facts: a map over batches, then pure functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from evidence_kit import brief, facts, files, ocr
from evidence_kit.errors import Exit, UsageError
from evidence_kit.facts import asides, leaving_out
from evidence_kit.model import (
    Brief,
    Candidate,
    Chat,
    Digest,
    FileRole,
    LoanFacts,
    Screen,
    Source,
    Unread,
)
from evidence_kit.ocr import cached, extent
from evidence_kit.pipeline import crew, listening, looking, recording
from evidence_kit.pipeline.folders import brief_path, refuse_other_name
from evidence_kit.render.contract import Story

# To look at so many kept readings takes as long as to read one picture.
AS_MANY_KEPT = 25
# People that a fault names: more would push its first line off the screen.
MOST_NAMED = 20

Progress: TypeAlias = Callable[[str, int, int], None]
Shown: TypeAlias = tuple[tuple[Source, Screen], ...]


def silent(stage: str, done: int, total: int) -> None:
    """Report no progress."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: the engine's name, how many processes (None: by cores, memory and pictures).

    `cache` says whether readings of earlier runs are used, and those of this one kept. `party`
    is a name of the one borrower whose case it is, where the folder holds several people's.
    """

    ocr: str = "auto"
    jobs: int | None = None
    cache: bool = True
    party: str | None = None


def read(folder: Path, options: Options, progress: Progress = silent) -> Story:
    """Return what the folder says, from a private copy that is removed again.

    Raises InputError for no or an empty folder, ToolError for a missing engine, UsageError for
    a bad case.toml and for a party that isn't one person.
    """
    with TemporaryDirectory(prefix="evidence-kit-") as copy:
        taken = files.take_in(folder, Path(copy))
        path = brief_path(folder, party=options.party)
        said = brief.load(path)
        brief.refuse_unknown(said, path, taken.sources)
        story = tell(taken, Path(copy), said, options, progress)
    if options.party:
        refuse_other_name(folder, options.party, names(story))
    return story


def refuse_unheard(folder: Path, party: str | None, out: Path | None = None) -> None:
    """Raise UsageError "party_unheard" where case.toml would go unheard in a party's own case.

    What stands in the one of all borrowers may be of another of them, so it isn't read for one;
    `init` with the party begins a case.toml with what holds in each.
    """
    common, path = brief_path(folder, out), brief_path(folder, out, party=party)
    if party and not path.exists() and brief.load(common) != Brief():
        raise UsageError("party_unheard", name=party, path=str(common), folder=str(folder))


def names(story: Story) -> tuple[str, ...]:
    """Return every name that the borrower goes by, and every file that may be meant as one.

    A folder may be called after any of them.
    """
    known = [one.name.value for one in story.facts.borrower.known_as]
    chats = [source.name for source, screen in story.screens if isinstance(screen, Chat)]
    return tuple(dict.fromkeys([*known, *chats]))


def codes(story: Story) -> frozenset[Exit]:
    """Return every exit code that what was read calls for; `errors.worst` picks one."""
    found = {Exit.OK}
    if story.lost or any(source.role is FileRole.UNREADABLE for source in story.sources):
        found.add(Exit.PARTIAL)
    if any(_unanswered(screen) for _, screen in story.screens):
        found.add(Exit.OCR)
    return frozenset(found)


def _unanswered(screen: Screen) -> bool:
    return isinstance(screen, Unread) and screen.reason == "engine_failed"


def tell(
    taken: files.Taken, payload: Path, said: Brief, options: Options, progress: Progress
) -> Story:
    """Read the staged pictures and records, and gather the facts.

    Every used source has its screen, and a file of several tables one for each.
    What the brief leaves out is set aside, and with a party what is another's matter. Raises
    UsageError "exclusion_hides", "order_not_chat", "not_a_recording", "party_unknown",
    "party_ambiguous".
    """
    engine, second = ocr.engine(options.ocr), ocr.second_reader(options.ocr)
    cache = _cache(engine, second) if options.cache else None
    booked = recording.read(taken.sources, payload, said.passwords, recording.sight(engine))
    heard = listening.read(booked.sources, payload, {one.file for one in said.exclusions})
    used = [source for source in taken.sources if source.role is FileRole.USED]
    pictures = [(payload / source.safe_name, source.sha256) for source in used]
    recorded = engine.name == "recorded"
    jobs = options.jobs or crew.workers(_worth(pictures, cache, recorded=recorded))
    readers = looking.Named(options.ocr, 1 if jobs > 1 else None)
    seen = look(pictures, readers, cache, jobs=jobs, progress=progress)
    shown_by = zip(used, (one.screen for one in seen), strict=True)
    every = (*shown_by, *booked.shown, *heard.shown)
    brief.refuse_no_chat(said, every)
    brief.refuse_no_recording(said, every)
    of_others: frozenset[Digest] = frozenset()
    if options.party:
        said, of_others = _of_party(every, said, options.party)
    mine = tuple(entry for entry in every if entry[0].sha256 not in of_others)
    shown, found = leave_out(mine, said)
    kept = {source.name for source, _ in shown}
    unanswered = tuple(entry for entry in mine if entry[0].name in kept)
    return Story(
        sources=tuple(
            one if one.name in kept else _left_out(one, of_others) for one in heard.sources
        ),
        screens=shown,
        facts=found,
        engine=engine.name,
        second_reader=second.name if second else None,
        lost=taken.lost,
        untaken=facts.untaken(unanswered, said, found),
        pages={s.sha256: one.text for s, one in zip(used, seen, strict=True) if one.text},
        answered=len(dict(said.answers).keys() - {doubt.id for doubt in found.doubts}),
    )


def _of_party(shown: Shown, said: Brief, name: str) -> tuple[Brief, frozenset[Digest]]:
    """Return the brief with the party's name, and the pages of everybody else's matter.

    Raises UsageError "party_unknown" or "party_ambiguous", with everybody it might have been.
    """
    corrected, _ = facts.understood(shown, asides.named(said, name))
    party = facts.of_party(corrected, said, name)
    if not party.meant:
        raise UsageError("party_unknown", name=name, candidates=_listed(party.everybody))
    if len(party.meant) > 1:
        raise UsageError("party_ambiguous", name=name, candidates=_listed(party.meant))
    return party.brief, party.others


def _listed(candidates: Sequence[Candidate]) -> str:
    told = [f"{' / '.join(one.names[:2])} ({one.lent})" for one in candidates[:MOST_NAMED]]
    return "; ".join(told + ["…"] * (len(candidates) > MOST_NAMED))


def leave_out(shown: Shown, said: Brief) -> tuple[Shown, LoanFacts]:
    """Return the pages that the brief keeps, and their facts.

    Raises UsageError("exclusion_hides") where it leaves out what shows that money came back, or
    is said to (`shown_in`). A page left out that nobody could read is in doubt.
    """
    read = shown  # an answer moves no page out of the way
    shown, whole = facts.understood(read, said)
    left_out = {one.file for one in said.exclusions}
    if stated := sorted(left_out & {one.shown_in for one in said.repayments if one.shown_in}):
        raise UsageError("exclusion_hides", files=", ".join(stated))
    kept = tuple(entry for entry in shown if entry[0].name not in left_out)
    if len(kept) == len(shown):
        return shown, whole
    _, found = facts.understood(kept, said)
    left = {source.sha256 for source, _ in kept}
    gone = {source.sha256: source.name for source, _ in shown if source.sha256 not in left}
    if hidden := leaving_out.hidden(whole, found, tuple(gone), read):
        raise UsageError("exclusion_hides", files=", ".join(sorted(gone[page] for page in hidden)))
    unsure = leaving_out.unread(shown, said)
    return kept, replace(found, doubts=(*found.doubts, *unsure))


def _left_out(source: Source, of_others: frozenset[Digest]) -> Source:
    """Return what becomes of a used file that isn't in this case; any other as it is."""
    if source.role is not FileRole.USED:
        return source
    reason = "other_matter" if source.sha256 in of_others else "excluded"
    return replace(source, role=FileRole.SET_ASIDE, reason=reason)


def look(
    pictures: Sequence[looking.Picture],
    readers: looking.Readers,
    cache: cached.Cache | None,
    *,
    jobs: int = 1,
    progress: Progress = silent,
) -> list[looking.Seen]:
    """Return what each picture shows, in their order; `progress` counts every one."""
    sizes = [extent.pixels(path) for path, _ in pictures]
    batches = (
        looking.Batch(tuple(pictures[index] for index in portion), readers, cache)
        for portion in crew.portions(sizes, jobs)
    )
    found: dict[Path, looking.Seen] = {}
    for batch, answer in crew.each(batches, looking.read, jobs):
        for (path, _), seen in zip(batch.pictures, answer, strict=True):
            found[path] = seen
            progress("reading", len(found), len(pictures))
    return [found[path] for path, _ in pictures]


def _cache(engine: ocr.Engine, second: ocr.SecondReader | None) -> cached.Cache | None:
    """Return the cache of these readers; what is recorded needs none."""
    if engine.name == "recorded":
        return None
    return cached.Cache(cached.folder(), _identity(engine), _identity(second) if second else None)


def _identity(reader: ocr.Engine | ocr.SecondReader) -> str:
    return f"{reader.name} {reader.version}"


def _worth(
    pictures: Sequence[looking.Picture], cache: cached.Cache | None, *, recorded: bool = False
) -> int:
    """Return how many pictures' work is left, where what is kept or recorded counts for little."""
    kept = sum(cache.knows(source) for _, source in pictures) if cache else 0
    kept = len(pictures) if recorded else kept
    return len(pictures) - kept + kept // AS_MANY_KEPT
