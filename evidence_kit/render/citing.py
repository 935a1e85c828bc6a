"""Articles and texts as people cite them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from evidence_kit.claim import articles as law
from evidence_kit.model import Article, LawText

UNREAD: Final = "*"


def cited(article: Article) -> str:
    """Return 《民间借贷规定》第13条第1项; a text without articles is named as a whole.

    A star marks an article that no source of this program's holds.
    """
    parts = ((article.number, "条"), (article.paragraph, "款"), (article.item, "项"))
    return (
        f"《{article.text.value}》"
        + "".join(f"第{n}{part}" for n, part in parts if n)
        + ("" if law.is_read(article) else UNREAD)
    )


def cited_together(articles: Iterable[Article]) -> str:
    """Return articles in their order, the text named once before several of it."""
    told = []
    for text, alike in groupby(dict.fromkeys(articles), key=lambda one: one.text):
        places = (cited(one).removeprefix(f"《{text.value}》") for one in alike)
        told.append(f"《{text.value}》{'、'.join(filter(None, places))}")
    return "，".join(told)


def version_of(text: LawText) -> str:
    """Return a text in full with its version, and since when that is in force."""
    one = law.TEXTS[text]
    # A title within a title stands in single marks (GB/T 15834).
    title = one.title.replace("《", "〈").replace("》", "〉")
    told = f"《{title}》（{one.version}，" if one.version else f"《{title}》（"
    return f"{told}{one.in_force.isoformat()}起施行）"
