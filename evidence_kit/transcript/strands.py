"""A conversation's messages under way: each once, with every page that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from evidence_kit.model import Message, MessageKind, State, Where
from evidence_kit.transcript.order import Page, Step

_PROGRESS = {None: 0, State.UNKNOWN: 0, State.PENDING: 1}


@dataclass(slots=True)
class Strand:
    """One message under way: its appearances, and whether a gap lies before it.

    `begins` says that nothing tells whether it comes before or after what stands above it.
    """

    seen: list[tuple[Page, int]] = field(default_factory=list)
    after_gap: bool = False
    begins: bool = False

    @property
    def is_line(self) -> bool:
        """Whether it is a time line on some page."""
        return any(message.kind is MessageKind.TIME for message in self.messages())

    def messages(self) -> list[Message]:
        """Return what each page shows of it."""
        return [page.chat.messages[index] for page, index in self.seen]

    def shown(self) -> list[tuple[Page, Message]]:
        """Return each page that shows it, with what it shows."""
        return [(page, page.chat.messages[index]) for page, index in self.seen]

    def best(self) -> int:
        """Return the appearance to go by: a whole one, not delivered, of the latest state."""

        def rank(message: Message) -> tuple[bool, bool, int, bool]:
            state = _PROGRESS.get(message.state, 2)
            return (not message.cut, message.undelivered, state, message.receipt)

        ranks = [rank(message) for message in self.messages()]
        return ranks.index(max(ranks))

    def places(self) -> list[Where]:
        """Return where it stands on each page."""
        return [Where(p.source.sha256, p.chat.messages[i].box) for p, i in self.seen]

    def captured(self) -> datetime | None:
        """Return the first capture that shows it."""
        ends = [p.captured.latest for p, _ in self.seen if p.captured and p.captured.latest]
        return min(ends, default=None)


def woven(steps: Sequence[Step]) -> list[Strand]:
    """Return a conversation's messages in order, each with all its appearances."""
    strands: list[Strand] = []
    on_page: list[list[Strand]] = []
    for step in steps:
        shared = {j: i for i, j in step.overlap.pairs} if step.overlap else {}
        mine: list[Strand] = []
        for index in range(len(step.page.chat.messages)):
            if index in shared and step.after is not None:
                strand = on_page[step.after][shared[index]]
            else:
                first = bool(strands) and index == 0 and step.after is None
                strand = Strand(after_gap=first, begins=first and not step.ordered)
                strands.append(strand)
            strand.seen.append((step.page, index))
            mine.append(strand)
        on_page.append(mine)
    return strands


def sections(strands: Sequence[Strand]) -> list[list[int]]:
    """Part the messages where their order is only presumed: no time crosses such a gap.

    The stretches whose order times tell are one part, whatever is presumed to lie between them.
    """
    told: list[int] = []
    sections = [told]
    for i, strand in enumerate(strands):
        if strand.begins:
            sections.append([])
        elif strand.after_gap:
            sections.append(told)
        sections[-1].append(i)
    return [told, *(part for part in sections if part is not told)]
