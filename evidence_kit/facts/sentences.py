"""The sentences of a message and their bare forms: asked, supposed, agreeing, taking back."""

from __future__ import annotations

import re
import unicodedata

from evidence_kit.model import EMOJI
from evidence_kit.patterns import Pattern

_SENTENCE = Pattern(r"[^。！？!?\n]*[。！？!?\n]*")
_CLAUSE = Pattern(r"[，,；;、\s]+")


def sentences(text: str) -> tuple[str, ...]:
    """Return a message's sentences, each exactly as it stands, with its end mark."""
    return tuple(part.strip() for part in _SENTENCE.findall(text) if part.strip())


def plain(text: str) -> str:
    """Return a text narrowed and without spaces."""
    return "".join(unicodedata.normalize("NFKC", text.replace(EMOJI, "")).split())


def clauses(text: str) -> list[str]:
    """Return the parts of a sentence between commas and spaces, narrowed."""
    narrow = unicodedata.normalize("NFKC", text.replace(EMOJI, " "))
    return [clause for clause in _CLAUSE.split(narrow) if clause]


# ── forms that take a fact back ────────────────────────────────────────────────────────

_QUESTION = Pattern(r"[?？]|[吗么嘛]$|多少|是不是|有没有|怎么|为什么|凭什么|哪")
_SUPPOSED = Pattern(
    r"如果|要是|假如|假设|倘若|万一|除非|的话|即使|就算|哪怕|可能|也许|或许|大概|估计|应该|争取|尽量|看看|"
    r"再说|不一定|没准|说不定|开玩笑|逗你"
)
_ASSENT = Pattern(
    r"(?:(?:好|行|可以|没问题|同意|嗯|ok|成|没事|当然|必须|就这样|说定|一言为定|放心)"
    r"(?:的|吧|呀|啊|了|哦|嘞|呢|哈|滴|谢谢你?|多谢|感谢|，|,|。|!|！|~)*)+",
    re.IGNORECASE,
)


_RETRACTS = Pattern(
    r"开玩笑|逗你|闹着玩|不借了|不用借了?|(?:^|[，,])那?(?:还是)?算了(?!一|算|下)|当我没说"
)


def retracts(sentence: str) -> bool:
    """Say whether a sentence takes back what was just asked (开玩笑的, 算了不借了)."""
    return bool(_RETRACTS.search(plain(sentence)))


def is_question(sentence: str) -> bool:
    """Say whether a sentence asks."""
    return bool(_QUESTION.search(plain(sentence).rstrip("。!")))


def is_supposed(sentence: str) -> bool:
    """Say whether a sentence only supposes or hedges (如果…, 争取…, 可能…)."""
    return bool(_SUPPOSED.search(plain(sentence)))


def assents(text: str) -> bool:
    """Say whether a whole message only agrees (好的, 行, 没问题)."""
    return bool(_ASSENT.fullmatch(plain(text)))
