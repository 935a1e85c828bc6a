"""What may stand as the answer to a doubt: its form, and what of that form settles it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from evidence_kit.model import Direction, Doubt, DoubtKind, Nature, State
from evidence_kit.transcript import chats

# Said of a reading that is right, or of what can't be known and has been looked at.
SEEN = "已核"


class Form(StrEnum):
    """What an answer looks like, beside SEEN."""

    AMOUNT = "amount"
    TIME = "time"
    WORDS = "words"
    STATE = "state"
    DIRECTION = "direction"
    NATURE = "nature"
    PERSON = "person"  # whether two chats are with one person
    SEEN = "seen"  # nothing but SEEN


STATES = {
    "已收款": State.ACCEPTED,
    "待收款": State.PENDING,
    "已退还": State.RETURNED,
    "已过期": State.EXPIRED,
    "已退款": State.REFUNDED,
}
DIRECTIONS = {"转出": Direction.OUT, "收入": Direction.IN}
WORDS = (
    "serial", "counterparty", "payer", "payee", "memo",
    "wechat_id", "nickname", "remark", "region", "real_name", "id_number", "title",
)  # fmt: skip
FORMS = {
    "amount": Form.AMOUNT,
    "time": Form.TIME,
    "received_time": Form.TIME,
    "returned_time": Form.TIME,
    "state": Form.STATE,
    "direction": Form.DIRECTION,
    "nature": Form.NATURE,
    "person": Form.PERSON,
    **dict.fromkeys(WORDS, Form.WORDS),
}
# Pages, or a page and case.toml, that contradict each other: a look closes the question, but
# tells nobody which is right, so what is in doubt stays out of every filing all the same.
LEFT_OUT = (DoubtKind.RECORDS_DIFFER, DoubtKind.STATED_AND_SHOWN)
# Words stand as they were said: no sum or day in their place would be what was written.
_OF_WORDS = (
    DoubtKind.SAID_DIFFERS_FROM_PAID,
    DoubtKind.SAID_UNCLEAR,
    DoubtKind.REPAYMENT_SAID,
)
_WHICH_OF_TWO = (
    DoubtKind.READINGS_DISAGREE,
    DoubtKind.AMOUNT_WORDS_DIFFER,
    DoubtKind.NAME_CHANGED,
    DoubtKind.FACE_CHANGED,
)
CHOICES: Mapping[Form, Sequence[str]] = {
    Form.STATE: tuple(STATES),
    Form.DIRECTION: tuple(DIRECTIONS),
    Form.NATURE: tuple(Nature),
    Form.PERSON: (chats.SAME, chats.OTHER),
}


def form(doubt: Doubt) -> Form:
    """Return what answers a doubt."""
    field = dict(doubt.args).get("field", "")
    found = FORMS.get(field, Form.SEEN)
    if doubt.kind in (*LEFT_OUT, *_OF_WORDS) or (found is Form.TIME and _of_page(doubt)):
        return Form.SEEN  # the day of a whole page is no reading that a day could replace
    return found if doubt.where or found is Form.NATURE else Form.SEEN


def _of_page(doubt: Doubt) -> bool:
    return doubt.where is not None and not doubt.where.box.height


def takes_seen(doubt: Doubt) -> bool:
    """Say whether SEEN settles a doubt: of two readings it wouldn't say which one is right."""
    return form(doubt) is Form.SEEN or doubt.kind not in _WHICH_OF_TWO
