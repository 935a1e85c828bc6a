"""A whole case: its pages, the facts that its story tells, and the folder that holds both."""

from __future__ import annotations

import json
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from drawing.slips import BillPage
from drawing.story import Card, Means, Nature, Payment, Side, State, Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL import Image

    from drawing.pages import Pages, Truth
    from drawing.story import Conversation, Message, Person, Scene

_JPEG_QUALITY = 85


@dataclass(frozen=True, slots=True)
class Case:
    """A story and the screenshots of it; the names in `with_alpha` are saved as RGBA."""

    name: str
    conversation: Conversation
    pages: tuple[Pages, ...]
    with_alpha: frozenset[str] = frozenset()

    @property
    def payments(self) -> tuple[Payment, ...]:
        """Every payment of the conversation once, in order."""
        cards = (m for _, m in self._told() if isinstance(m, Card))
        return tuple(dict.fromkeys(card.payment for card in cards))

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        """Yield each file's name and its bytes."""
        for page in self.pages:
            for name, picture in page.shots():
                yield name, _encoded(name, picture, alpha=name in self.with_alpha)

    def truth(self) -> Truth:
        """Return what every file says, and what happened."""
        return {
            "files": {name: said for page in self.pages for name, said in page.truths()},
            "facts": self._facts(),
        }

    def write(self, folder: Path) -> None:
        """Write `screenshots/` and `truth.json` into the folder."""
        shots = folder / "screenshots"
        shots.mkdir(parents=True, exist_ok=True)
        for name, content in self.pictures():
            (shots / name).write_bytes(content)
        (folder / "truth.json").write_text(truth_text(self), encoding="utf-8", newline="\n")

    def _told(self) -> Iterator[tuple[Scene, Message]]:
        for scene in self.conversation.scenes:
            for message in scene.messages:
                yield scene, message

    def _facts(self) -> Truth:
        talk = self.conversation
        loans = [pay for pay in self.payments if pay.nature is Nature.LOAN]
        back = [pay for pay in self.payments if pay.nature is Nature.REPAYMENT]
        owner_lends = loans[0].by is Side.RIGHT
        owner, other = _party(talk.owner, owner=True), _party(talk.other, owner=False)
        return {
            "lender": owner if owner_lends else other,
            "borrower": other if owner_lends else owner,
            "loans": [self._payment(pay) for pay in loans],
            "repayments": [self._payment(pay) for pay in back],
            "terms": self._terms(),
            "demands": self._said(Means.DEMAND),
            "acknowledgements": self._said(Means.ACKNOWLEDGEMENT),
            "principal_outstanding": _yuan(_moved(loans) - _moved(back)),
        }

    def _payment(self, payment: Payment) -> Truth:
        billed = any(isinstance(p, BillPage) and p.payment == payment for p in self.pages)
        return {
            "amount": payment.amount,
            "status": payment.state.value,
            "nature": payment.nature.value,
            "serial": payment.serial if billed else None,
            "date": payment.sent.date().isoformat(),
        }

    def _terms(self) -> Truth:
        promised = [m.terms for _, m in self._told() if isinstance(m, Text)]
        return {
            "due": next((t.due.isoformat() for t in promised if t.due), None),
            "rate": next((t.rate for t in promised if t.rate), None),
            "purpose": next((t.purpose for t in promised if t.purpose), None),
        }

    def _said(self, means: Means) -> list[Truth]:
        return [
            {"quote": m.text, "date": scene.at.date().isoformat(), "by": m.side.value}
            for scene, m in self._told()
            if isinstance(m, Text) and m.means is means
        ]


def truth_text(case: Case) -> str:
    """Return a case's truth as the text of its `truth.json`."""
    return json.dumps(case.truth(), ensure_ascii=False, indent=1) + "\n"


def _party(person: Person, *, owner: bool) -> Truth:
    names = (person.nickname,) if owner else (person.remark, person.nickname)
    return {"is_owner": owner, "names": list(names), "wechat_id": person.wechat_id}


def _moved(payments: list[Payment]) -> int:
    return sum(pay.fen for pay in payments if pay.state is State.ACCEPTED)


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def _encoded(name: str, picture: Image.Image, *, alpha: bool) -> bytes:
    out = BytesIO()
    if name.lower().endswith((".jpg", ".jpeg")):
        picture.save(out, "JPEG", quality=_JPEG_QUALITY)
    else:
        (picture.convert("RGBA") if alpha else picture).save(out, "PNG", optimize=True)
    return out.getvalue()
