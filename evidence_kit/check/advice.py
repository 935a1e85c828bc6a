"""Each finding's place in the report: its part, its weight, and the articles it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from evidence_kit.claim import citing
from evidence_kit.model import (
    Args,
    Article,
    Digest,
    Finding,
    FindingKind,
    Ground,
    LawText,
    Section,
    Severity,
)

_MOST_QUOTES = 3  # more would be a list to be ashamed of, not one to act upon


@dataclass(frozen=True, slots=True)
class _Advice:
    section: Section
    severity: Severity
    articles: tuple[Article, ...]
    grounds: tuple[Ground, ...] = ()


def _element(weight: Severity, *rests: Article | Ground) -> _Advice:
    return _advice(Section.ELEMENTS, weight, rests)


def _weak(weight: Severity, *rests: Article | Ground) -> _Advice:
    return _advice(Section.WEAK, weight, rests)


def _advice(section: Section, weight: Severity, rests: tuple[Article | Ground, ...]) -> _Advice:
    articles = tuple(one for one in rests if isinstance(one, Article))
    return _Advice(section, weight, articles, tuple(o for o in rests if isinstance(o, Ground)))


def _proof(number: int, item: int | None = None) -> Article:
    return Article(LawText.EVIDENCE, number, item=item)


_MUST, _SHOULD, _HINT = Severity.MUST, Severity.SHOULD, Severity.HINT
_IDENTITY = (citing.procedure(122), citing.rules(209))
_ORDER = Article(LawText.PUBLIC_ORDER, 50)

ADVICE: Final[Mapping[FindingKind, _Advice]] = {
    FindingKind.NOTHING_OWED: _element(_MUST, citing.lending(18)),
    FindingKind.TRANSFERS_ALONE: _element(_MUST, citing.lending(16), Ground.PRACTICE),
    FindingKind.AGREEMENT_MISSING: _element(
        _MUST, citing.lending(2), citing.code(667), Ground.PRACTICE
    ),
    FindingKind.DELIVERY_MISSING: _element(_MUST, citing.lending(9), citing.code(679)),
    FindingKind.DELIVERY_STATED: _element(_SHOULD, citing.lending(9), citing.lending(15)),
    FindingKind.PROFILE_THEIRS: _element(_MUST, *_IDENTITY, Ground.COURTS),
    FindingKind.PROFILE_OWN: _element(_SHOULD, _proof(93), Ground.COURTS),
    FindingKind.REAL_NAME_MISSING: _element(_MUST, *_IDENTITY, Ground.WECHAT),
    FindingKind.REAL_NAME_UNLINKED: _element(_MUST, *_IDENTITY, Ground.WECHAT),
    FindingKind.REAL_NAME_MASKED: _element(_SHOULD, *_IDENTITY, Ground.WECHAT),
    FindingKind.DUE_OPEN: _element(_MUST, citing.code(675)),
    FindingKind.DEMAND_MISSING: _element(_SHOULD, citing.code(195), citing.limiting(8)),
    FindingKind.PAGES_GAP: _element(_SHOULD, _proof(93), Ground.COURTS),
    FindingKind.VOICE_UNTRANSCRIBED: _element(_SHOULD, _proof(15), Ground.COURTS),
    FindingKind.PICTURES_SMALL: _element(_SHOULD, _proof(15), Ground.COURTS),
    FindingKind.DOUBTS_OPEN: _element(_SHOULD, _proof(19)),
    FindingKind.DENIED: _weak(_HINT, citing.procedure(67), citing.lending(16)),
    FindingKind.OTHER_GROUND: _weak(_HINT, citing.lending(14), citing.lending(13)),
    FindingKind.WAIVED: _weak(_HINT, _proof(94, 1)),
    FindingKind.THREATENED: _weak(_HINT, _ORDER, _proof(94, 1)),
    FindingKind.INSULTED: _weak(_HINT, _ORDER, citing.code(1024)),
    FindingKind.DISCLOSED: _weak(_HINT, _ORDER, citing.code(1032)),
    FindingKind.RELENT: _weak(_HINT, citing.lending(13, item=1)),
    FindingKind.MANY_BORROWERS: _weak(_HINT, citing.lending(13, item=3)),
    FindingKind.RATE_HIGH: _weak(_HINT, citing.lending(25), citing.code(680)),
    FindingKind.INTEREST_UP_FRONT: _weak(_HINT, citing.lending(26), citing.code(670)),
    FindingKind.MODIFIED_CLIENT: _weak(_HINT, _proof(93), _proof(90, 4)),
    FindingKind.CLOCK_EARLIER: _weak(_HINT, _proof(93), _proof(90, 4)),
    FindingKind.TAKEN_EARLIER: _weak(_HINT, _proof(93), _proof(90, 4)),
    FindingKind.EDITED_WITH: _weak(_HINT, _proof(93), _proof(15)),
    FindingKind.RECOMPRESSED: _weak(_HINT, _proof(15), _proof(93)),
    FindingKind.MIXED_PHONES: _weak(_HINT, _proof(93), Ground.COURTS),
    FindingKind.TITLE_CUT: _weak(_HINT, _proof(93), Ground.COURTS),
}


def finding(
    kind: FindingKind,
    pages: tuple[Digest, ...] = (),
    *,
    quotes: tuple[str, ...] = (),
    args: Args = (),
) -> Finding:
    """Return a finding with what its kind rests on; of many quotes the first are kept."""
    known = ADVICE[kind]
    said = tuple(dict.fromkeys(quotes))[:_MOST_QUOTES]
    return Finding(
        kind,
        known.section,
        known.severity,
        args,
        pages,
        said,
        known.articles,
        known.grounds,
    )
