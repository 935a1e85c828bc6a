"""The articles that a claim may cite: of which text, in which version, since when."""

from __future__ import annotations

from datetime import date
from typing import Final

from evidence_kit.model.law import Article, LawText, Mark, TextVersion

# The day up to which these versions are known to be the ones in force.
AS_OF: Final = date(2026, 5, 16)

_VERSIONS = (
    TextVersion(LawText.CIVIL_CODE, "中华人民共和国民法典", "", date(2021, 1, 1), Mark.READ),
    TextVersion(
        LawText.PROCEDURE, "中华人民共和国民事诉讼法", "2023年修正", date(2024, 1, 1), Mark.COMPARED
    ),
    TextVersion(
        LawText.PROCEDURE_RULES,
        "最高人民法院关于适用《中华人民共和国民事诉讼法》的解释",
        "2022年修正",
        date(2022, 4, 10),
        Mark.COMPARED,
    ),
    TextVersion(
        LawText.LENDING,
        "最高人民法院关于审理民间借贷案件适用法律若干问题的规定",
        "法释〔2020〕17号",
        date(2021, 1, 1),
        Mark.COMPARED,
    ),
    TextVersion(
        LawText.LENDING_2015,
        "最高人民法院关于审理民间借贷案件适用法律若干问题的规定",
        "法释〔2015〕18号",
        date(2015, 9, 1),
        Mark.READ,
    ),
    TextVersion(
        LawText.LIMITATION,
        "最高人民法院关于审理民事案件适用诉讼时效制度若干问题的规定",
        "2020年修正",
        date(2021, 1, 1),
        Mark.COMPARED,
    ),
    TextVersion(
        LawText.FEES, "诉讼费用交纳办法", "国务院令第481号", date(2007, 4, 1), Mark.COMPARED
    ),
    TextVersion(
        LawText.PRESERVATION,
        "最高人民法院关于人民法院办理财产保全案件若干问题的规定",
        "2020年修正",
        date(2021, 1, 1),
        Mark.READ,
    ),
    TextVersion(
        LawText.EVIDENCE,
        "最高人民法院关于民事诉讼证据的若干规定",
        "2019年修正",
        date(2020, 5, 1),
        Mark.COMPARED,
    ),
    TextVersion(LawText.ONLINE, "人民法院在线诉讼规则", "", date(2021, 8, 1), Mark.COMPARED),
    TextVersion(
        LawText.INTERNET_COURTS,
        "最高人民法院关于互联网法院案件管辖的规定",
        "法释〔2025〕14号",
        date(2025, 11, 1),
        Mark.READ,
    ),
    TextVersion(
        LawText.CHOICE_OF_COURT,
        "最高人民法院关于约定管辖的批复（2025）",
        "法释〔2025〕15号",
        date(2025, 12, 31),
        Mark.READ,
    ),
    TextVersion(
        LawText.DELAY_INTEREST,
        "最高人民法院关于执行程序中计算迟延履行期间的债务利息适用法律若干问题的解释",
        "法释〔2014〕8号",
        date(2014, 8, 1),
        Mark.COMPARED,
    ),
    TextVersion(
        LawText.CONTRACTS,
        "最高人民法院关于适用《中华人民共和国民法典》合同编通则若干问题的解释",
        "法释〔2023〕13号",
        date(2023, 12, 5),
        Mark.READ,
    ),
    TextVersion(
        LawText.PUBLIC_ORDER,
        "中华人民共和国治安管理处罚法",
        "2025年修订",
        date(2026, 1, 1),
        Mark.READ,
    ),
)

TEXTS: Final = {version.text: version for version in _VERSIONS}

# None stands for a text that is cited as a whole.
ARTICLES: Final[dict[LawText, frozenset[int | None]]] = {
    LawText.CIVIL_CODE: frozenset(
        (
            *(188, 189, 192, 193, 194, 195, 201, 202, 203, 469, 509, 510, 560, 561, 585),
            *(667, 668, 670, *range(673, 681)),
            *(686, 692, 693, 694, 1024, 1032, 1064),
        )
    ),
    LawText.PROCEDURE: frozenset(
        (
            *(22, 24, 35, 67, 72, 103, 104, 105, 107, 108, 122, 123, 124, 126, 152),
            *range(160, 170),
            *(210, 211, 225, 226, 227, 228, 250, 264),
        )
    ),
    LawText.PROCEDURE_RULES: frozenset(
        (
            *(3, 4, 18, 23, 94, 125, 152, 195, 199, 206, 209, 213, 257, 272, 276, 279, 281),
            *range(425, 442),
        )
    ),
    LawText.LENDING: frozenset((1, 2, 3, 9, *range(13, 17), 18, 20, *range(24, 32))),
    LawText.LENDING_2015: frozenset((26, 28, 29, 30, 31)),
    LawText.LIMITATION: frozenset((2, 3, 4, *range(8, 16))),
    LawText.FEES: frozenset((8, 13, 14, 15, 16, 18, 20, 22, 29, 36, 38, *range(44, 49))),
    LawText.PRESERVATION: frozenset((1, 4, 5, 7, 8, 9, 10, 11, 17, 18, 25)),
    LawText.EVIDENCE: frozenset((2, 14, 15, 19, 20, 90, 93, 94, 95, 99)),
    LawText.ONLINE: frozenset((9, 11, 12, 13, 29)),
    LawText.INTERNET_COURTS: frozenset((None,)),
    LawText.CHOICE_OF_COURT: frozenset((None,)),
    LawText.DELAY_INTEREST: frozenset((1,)),
    LawText.CONTRACTS: frozenset((65,)),
    LawText.PUBLIC_ORDER: frozenset((50,)),
}

# What a claim rests on and no source of this program's holds: cited with a mark, and in no paper
# for a court. 509: what was agreed is owed; 694: the limitation of a surety's own debt.
_UNREAD: Final = frozenset(((LawText.CIVIL_CODE, 509), (LawText.CIVIL_CODE, 694)))


def is_read(article: Article) -> bool:
    """Say whether what this program knows the law by holds an article."""
    return (article.text, article.number) not in _UNREAD


def cites_known(article: Article) -> bool:
    """Say whether an article is in the table, in whatever paragraph or item."""
    return article.number in ARTICLES[article.text]
