"""Articles and texts as people cite them."""

from __future__ import annotations

from evidence_kit.claim import articles
from evidence_kit.model import Article, LawText


def cited(article: Article) -> str:
    """Return 《民间借贷规定》第13条第1项; a text without articles is named as a whole."""
    parts = ((article.number, "条"), (article.paragraph, "款"), (article.item, "项"))
    return f"《{article.text.value}》" + "".join(f"第{n}{part}" for n, part in parts if n)


def version_of(text: LawText) -> str:
    """Return a text in full with its version, and since when that is in force."""
    one = articles.TEXTS[text]
    told = f"《{one.title}》（{one.version}，" if one.version else f"《{one.title}》（"
    return f"{told}{one.in_force.isoformat()}起施行）"
