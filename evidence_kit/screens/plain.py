"""WeChat's wording as its simplified version has it, for comparing; names are never turned."""

from __future__ import annotations

from evidence_kit.screens import lexicon

# 己 and 巳 are never meant in these words; the other signs are the traditional versions'.
_SIMPLE = str.maketrans(
    "己巳轉賬帳帐紅還過領發筆對請確認錢給額時",
    "已已转账账账红还过领发笔对请确认钱给额时",
)


def plainly(text: str) -> str:
    """Return a card's words without spaces, in simplified signs, 已 for what is misread for it."""
    return lexicon.squeezed(text).translate(_SIMPLE)
