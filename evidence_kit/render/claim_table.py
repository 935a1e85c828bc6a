"""诉讼请求计算表.docx: the claim as a lawyer attaches it to a complaint, for Word and WPS."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from evidence_kit.model import Case, Screen, Source, SureClaim
from evidence_kit.render import word_paper as word
from evidence_kit.render.claim_words import CourtClaim
from evidence_kit.render.word_paper import CENTRE, LEFT, RIGHT, Look, Row
from evidence_kit.render.wording import Wording, court_wording

FILE: Final = "诉讼请求计算表.docx"
# A4 laid across, for seven columns: each one's width in millimetres, and the side of its text.
_LOOK = Look(across=True, cell=9.5)
_CLAIMS = ((15.0, CENTRE), (192.0, LEFT), (50.0, RIGHT))
_ROWS = (
    *((11.0, CENTRE), (35.0, LEFT), (49.0, LEFT), (66.0, LEFT)),
    *((26.0, RIGHT), (40.0, LEFT), (30.0, LEFT)),
)


def claim_table(
    sure: SureClaim,
    arranged: Case,
    screens: Sequence[tuple[Source, Screen]],
    wording: Wording | None = None,
) -> bytes:
    """Return the table as DOCX: A4, heads that repeat, no cell empty.

    It says what is sure alone, in the court's words; what nobody told is a blank line or —.
    ToolError "no_templates" where the templates are missing.
    """
    words = wording or court_wording()
    told = CourtClaim(sure, arranged, screens, words)
    before, between, after = words.texts("claim", "page")
    paper = word.blank(
        title=words.text("claim", "heading"),
        on=sure.claim.on,
        look=_LOOK,
        foot=(before, word.PAGE, between, word.PAGES, after),
    )
    word.line(paper, words.text("claim", "heading"), word.HEADING, CENTRE)
    for text in told.head():
        word.line(paper, text)
    word.line(paper, words.text("claim", "part_claims"), word.PART)
    heads = words.heads("claim", "claims", len(_CLAIMS))
    word.table(paper, heads, _whole(told.claims()), _CLAIMS)
    word.line(paper, words.text("claim", "part_rows"), word.PART)
    heads = words.heads("claim", "rows", len(_ROWS))
    word.table(paper, heads, _whole(told.rows(sure.claim.rows)), _ROWS)
    if sure.claim.measure:
        word.line(paper, words.text("claim", "part_measure"), word.PART)
        word.table(paper, heads, _whole(told.rows(sure.claim.measure)), _ROWS)
    word.line(paper, words.text("claim", "part_rules"), word.PART)
    for number, rule in enumerate(told.rules(), start=1):
        word.line(paper, f"{number}. {rule}", word.CELL)
    for key in ("signature", "date"):
        word.line(paper, words.text("claim", key), side=RIGHT)
    word.line(paper, words.text("claim", "note"), word.SMALL)
    return word.saved(paper)


def _whole(rows: Iterable[Sequence[str]]) -> Iterable[Row]:
    """Return rows that break on no page."""
    return (Row(tuple((text,) for text in cells)) for cells in rows)
