"""Wording of the plaintiff's own for the filing that says more than exhibits can bear out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evidence_kit.model import Doubt, DoubtKind, ExhibitWords

# What is used of proof that may not be there (a stamp of this computer's clock is no 时间戳, a
# print-out no 原件), and what judges instead of stating. A lawyer may have good grounds for any
# of them (a notary's deed is among the exhibits): so it is asked about, and not refused.
CLAIMS = (
    "时间戳", "存证", "固证", "区块链", "公证", "司法鉴定", "不可篡改", "原件", "完整",
    "铁证", "确凿", "足以证明", "毫无疑问", "显然",
    "恶意", "诈骗", "骗取", "骗子", "老赖", "赖账", "拒不",
)  # fmt: skip


def doubts(said: Sequence[ExhibitWords]) -> Iterator[Doubt]:
    """Yield a doubt for each title and sentence with such words; SEEN keeps it as it is."""
    for one in said:
        for text in (one.title or "", *one.proves):
            found = [word for word in CLAIMS if word in text]
            if found:
                args = (("text", text), ("word", "、".join(found)))
                yield Doubt(DoubtKind.WORDING_CLAIMS, None, args)
