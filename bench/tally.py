"""Findings summed up: figures for each field, shares of doubt, and the table people read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from exam import Question
from findings import Finding, Group

Figure: TypeAlias = tuple[int, int]
# In the order of the table; whatever else was found comes after.
FIELDS = (
    *("page", "kind", "message", "side", "amount", "status", "receipt", "direction", "serial"),
    *("time", "received_time", "returned_time", "wechat_id", "app", "missing", "extra"),
)
# What is read from ink of its own, as against what follows from colours and places.
VALUES = {"amount", "status", "serial", "time", "received_time", "returned_time"}
VALUES |= {"direction", "wechat_id", "total"}
QUALITIES = ("clean", "other", "coarse")


@dataclass(frozen=True, slots=True)
class Answer:
    """What one reader made of one picture."""

    question: Question
    findings: tuple[Finding, ...]
    doubts: int
    reason: str = ""

    @property
    def silent(self) -> tuple[Finding, ...]:
        """The wrong critical values that nothing warns of."""
        return tuple(one for one in self.findings if one.silent)


@dataclass(frozen=True, slots=True)
class Score:
    """What a reader made of a whole set."""

    answers: tuple[Answer, ...]

    @property
    def silent(self) -> int:
        """How many wrong critical values carry no doubt."""
        return sum(len(answer.silent) for answer in self.answers)

    def fields(self) -> dict[str, Figure]:
        """Return (right, all) for every field; a message that is lost counts as a message."""
        found: defaultdict[str, list[bool]] = defaultdict(list)
        for one in self._findings():
            found[one.field].append(one.right)
        found["message"] += [False] * len(found.get("missing", ()))
        known = [name for name in FIELDS if name in found]
        return {
            name: (sum(found[name]), len(found[name]))
            for name in (*known, *sorted(set(found) - set(FIELDS)))
        }

    def critical(self, *, clean: bool | None = None) -> Figure:
        """Return how many of the critical fields are right."""
        return _share(one.right for one in self._critical(clean=clean))

    def doubted(self, *, clean: bool | None = None, among: set[str] | None = None) -> Figure:
        """Return how many of the critical fields a doubt concerns."""
        found = self._critical(clean=clean)
        return _share(one.doubted for one in found if among is None or one.field in among)

    def texts(self) -> dict[str, Figure]:
        """Return how many message texts are exact, by the quality of the picture."""
        found: defaultdict[str, list[bool]] = defaultdict(list)
        for answer in self.answers:
            exact = [one.right for one in answer.findings if one.field == "text"]
            found[answer.question.quality] += exact
        return {name: _share(found[name]) for name in QUALITIES if found[name]}

    def kinds(self) -> dict[str, Score]:
        """Return a score for each kind of page."""
        groups: defaultdict[str, list[Answer]] = defaultdict(list)
        for answer in self.answers:
            groups[str(answer.question.truth["kind"])].append(answer)
        return {kind: Score(tuple(groups[kind])) for kind in sorted(groups)}

    def _critical(self, *, clean: bool | None) -> Iterator[Finding]:
        for answer in self.answers:
            if clean is None or answer.question.clean is clean:
                yield from (one for one in answer.findings if one.group is Group.CRITICAL)

    def _findings(self) -> Iterator[Finding]:
        return (one for answer in self.answers for one in answer.findings)


def _share(right: Iterable[bool]) -> Figure:
    found = list(right)
    return sum(found), len(found)


def table(title: str, scores: Mapping[str, Score]) -> str:
    """Return readers side by side, a line for each field."""
    every = {reader: score.fields() for reader, score in scores.items()}
    names = dict.fromkeys(name for fields in every.values() for name in fields)
    rows = [(name, [_figure(every[reader].get(name)) for reader in scores]) for name in names]
    columns = list(scores.values())
    rows += [
        (f"text, {quality}", [_figure(score.texts().get(quality)) for score in columns])
        for quality in QUALITIES
    ]
    rows.append(("critical", [_figure(score.critical()) for score in columns]))
    for words, clean in (("clean", True), ("degraded", False)):
        shares = [score.doubted(clean=clean) for score in columns]
        rows.append((f"doubted, {words}", [_figure(share) for share in shares]))
        values = [score.doubted(clean=clean, among=VALUES) for score in columns]
        rows.append((f"  of values, {words}", [_figure(share) for share in values]))
    rows.append(("doubts a screen", [_each(score) for score in columns]))
    rows.append(("SILENT ERRORS", [str(score.silent) for score in columns]))
    head = f"{title:22}" + "".join(f"{name:>24}" for name in scores)
    lines = (f"{name:22}" + "".join(f"{cell:>24}" for cell in cells) for name, cells in rows)
    return "\n".join([head, *lines])


def _figure(figure: Figure | None) -> str:
    if not figure or not figure[1]:
        return "-"
    return f"{figure[0]}/{figure[1]} {100 * figure[0] / figure[1]:6.2f} %"


def _each(score: Score) -> str:
    doubts = sum(answer.doubts for answer in score.answers)
    return f"{doubts / max(1, len(score.answers)):.2f}"


def by_kind(score: Score) -> str:
    """Return a line for each kind of page: screens, critical fields, doubts, silent errors."""
    titles = "".join(f"{title:>20}" for title in ("critical", "doubted"))
    lines = [f"{'kind of page':16}{'screens':>8}{'right':>8}{titles}{'silent':>8}"]
    for kind, part in score.kinds().items():
        right = part.fields()["page"][0]
        figures = (_figure(part.critical()), _figure(part.doubted()))
        lines.append(
            f"{kind:16}{len(part.answers):>8}{right:>8}{figures[0]:>20}{figures[1]:>20}"
            f"{part.silent:>8}"
        )
    return "\n".join(lines)


def wrongs(score: Score, groups: set[Group]) -> Iterator[str]:
    """Return a line for each wrong field of these groups: silent ones first."""
    found = [(answer, one) for answer in score.answers for one in answer.findings]
    wrong = [(a, one) for a, one in found if not one.right and one.group in groups]
    for answer, one in sorted(wrong, key=lambda pair: not pair[1].silent):
        if not one.follows:
            state = "SILENT" if one.silent else "doubted" if one.doubted else one.group.value
            why = f" ({answer.reason})" if answer.reason and one.field == "page" else ""
            yield f"{state:9}{_line(answer, one)}{why}"


def needless(score: Score) -> Iterator[str]:
    """Return a line for each value that is right and yet in doubt."""
    for answer in score.answers:
        for one in answer.findings:
            if one.right and one.doubted and one.group is Group.CRITICAL:
                yield f"{'needless':9}{_line(answer, one)}"


def _line(answer: Answer, one: Finding) -> str:
    where = f"{answer.question.name} [{_look(answer.question)}] {one.place}"
    return f"{where}: {one.field}: said {one.said!r}, truth {one.true!r}"


def _look(question: Question) -> str:
    variant = question.variant
    names = ("theme", "phone", "format", "quality", "width")
    return " ".join(str(variant[name]) for name in names if variant.get(name))


def as_json(score: Score) -> dict[str, Any]:
    """Return every figure of a score, and its silent errors one by one."""
    return {
        "screens": len(score.answers),
        "fields": score.fields(),
        "critical": score.critical(),
        "doubted": {
            "clean": score.doubted(clean=True),
            "degraded": score.doubted(clean=False),
            "values_clean": score.doubted(clean=True, among=VALUES),
            "values_degraded": score.doubted(clean=False, among=VALUES),
        },
        "text": score.texts(),
        "doubts": sum(answer.doubts for answer in score.answers),
        "kinds": {
            kind: {"screens": len(part.answers), "critical": part.critical(), "silent": part.silent}
            for kind, part in score.kinds().items()
        },
        "silent": [
            {
                "file": a.question.name,
                "field": f.field,
                "place": f.place,
                "said": f.said,
                "truth": f.true,
            }
            for a in score.answers
            for f in a.silent
        ],
    }
