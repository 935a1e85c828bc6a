"""The recordings of a folder → how long each runs, and the words that a text beside it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evidence_kit import media
from evidence_kit.media import transcripts
from evidence_kit.model import Digest, FileRole, Medium, Recording, Screen, Source, Spoken

# What sniffing sets a file aside as that is a recording, and what it may set a text aside as.
_MAY = ("audio", "video")
_TEXT, _ENDING = "other_file", ".txt"


@dataclass(frozen=True, slots=True)
class Heard:
    """Every file of the folder, its recordings now used; and what they are, file by file."""

    sources: tuple[Source, ...]
    shown: tuple[tuple[Source, Recording], ...]


def read(sources: Sequence[Source], payload: Path, left_out: Collection[str] = ()) -> Heard:
    """Open every recording; one that is damaged is set aside, and its reason says so.

    A text that bears a recording's name (录音.m4a and 录音.txt) is what somebody wrote down of
    its words; one that isn't finished is not taken. What the brief leaves out has none.
    """
    told = {source.name: _recording(source, payload) for source in sources if _is_one(source)}
    whole = {name: one for name, one in told.items() if one is not None}
    texts = dict(_texts(sources, [name for name in whole if name not in left_out]))
    stored = {source.name: payload / source.safe_name for source in sources}
    written = {
        text: transcripts.read(stored[text], whole[name].seconds) for text, name in texts.items()
    }
    words = {texts[text]: found for text, found in written.items() if isinstance(found, tuple)}
    kept = tuple(_told(source, told, written) for source in sources)
    return Heard(
        kept,
        tuple(
            (source, replace(whole[source.name], transcript=words.get(source.name, ())))
            for source in kept
            if source.name in whole
        ),
    )


def _is_one(source: Source) -> bool:
    return source.role is FileRole.SET_ASIDE and source.reason in _MAY


def _recording(source: Source, payload: Path) -> Recording | None:
    found = media.probe(payload / source.safe_name, source.media_type, source.name)
    if found is None:
        return None
    seconds = None if found.seconds is None else max(1, int(found.seconds + 0.5))
    return Recording(source.sha256, found.medium, seconds)


def _texts(sources: Sequence[Source], recordings: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each text and the one recording whose name it bears, with or without its ending."""
    stems = Counter(_stem(name) for name in recordings)
    whose = {_stem(name): name for name in recordings if stems[_stem(name)] == 1}
    whose |= {name: name for name in recordings}
    for source in sources:
        plain = source.role is FileRole.SET_ASIDE and source.reason == _TEXT
        name = source.name[: -len(_ENDING)]
        if plain and source.name.lower().endswith(_ENDING) and name in whose:
            yield source.name, whose[name]


def _stem(name: str) -> str:
    folder, slash, base = name.rpartition("/")
    return folder + slash + (base.rpartition(".")[0] or base)


def _told(
    source: Source,
    told: Mapping[str, Recording | None],
    written: Mapping[str, tuple[Spoken, ...] | str],
) -> Source:
    """Return what becomes of a file: a text is no exhibit, its words stand with the recording."""
    if source.name in told:
        if told[source.name] is None:
            return replace(source, reason="recording_damaged")
        return replace(source, role=FileRole.USED, reason="")
    if source.name in written:
        found = written[source.name]
        return replace(source, reason=found if isinstance(found, str) else "transcript")
    return source


def stills(
    shown: Iterable[tuple[Source, Screen]], payload: Path
) -> Callable[[Digest], tuple[tuple[int, bytes], ...]]:
    """Return what gives some pictures of a film; of a sound, and where ffmpeg isn't there, none."""
    films = {
        source.sha256: (source, one)
        for source, one in shown
        if isinstance(one, Recording) and one.medium is Medium.VIDEO
    }

    def of(digest: Digest) -> tuple[tuple[int, bytes], ...]:
        if digest not in films:
            return ()
        source, one = films[digest]
        path = payload / source.safe_name
        return tuple((s.at, s.jpeg) for s in media.stills(path, source.media_type, one.seconds))

    return of
