"""A message in words: when and on which basis, who speaks, and what exactly was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import count
from typing import TypeAlias

from evidence_kit.case.exhibits import neutral
from evidence_kit.facts import groups
from evidence_kit.facts.doubts import Noted, noted
from evidence_kit.facts.unsure import LEAST_QUOTE
from evidence_kit.model import (
    UNKNOWN_TIME,
    Case,
    Doubt,
    DoubtKind,
    LoanFacts,
    Message,
    MessageKind,
    Moment,
    ProofKind,
    Side,
    State,
    Utterance,
)
from evidence_kit.render.annex.runs import Run
from evidence_kit.render.wording import Wording

# Of these neither words nor sums are in doubt, only when, whose, or what they mean for the claim;
# a kind that isn't named here is a doubt about what is printed there.
_OF_TIME = (DoubtKind.TIME_AMBIGUOUS, DoubtKind.TIME_UNREADABLE)
_OF_SIDE = (DoubtKind.SIDE_UNKNOWN, DoubtKind.DIRECTION_UNKNOWN)
_OF_MEANING = (
    DoubtKind.NATURE_UNKNOWN,
    DoubtKind.NATURE_DISPUTABLE,
    DoubtKind.INTEREST_UP_FRONT,
    DoubtKind.TIME_UNANCHORED,
    DoubtKind.RECORD_LACKS,
    DoubtKind.RECORD_OF_ANOTHER,
    DoubtKind.SAID_DIFFERS_FROM_PAID,
    DoubtKind.SAID_UNCLEAR,
    DoubtKind.DEBT_DENIED,
    DoubtKind.REPAYMENT_SAID,
    DoubtKind.GROUND_ADVERSE,
    DoubtKind.DEBT_WAIVED,
    DoubtKind.FUNDS_BORROWED,
    DoubtKind.STATED_AND_SHOWN,
    DoubtKind.DUE_BEFORE_LOAN,
    DoubtKind.STATED_OVERPAID,
    DoubtKind.KNOWN_AS_UNSEEN,
    DoubtKind.WORDING_CLAIMS,
    DoubtKind.PARTY_UNKNOWN,
    DoubtKind.NAME_CHANGED,
    DoubtKind.FACE_CHANGED,
    DoubtKind.ROLES_UNKNOWN,
    DoubtKind.PAGES_GAP,
    DoubtKind.LEFT_OUT_UNREAD,
)
# What is read twice, so that one reading alone leaves it open.
_READ_TWICE = (MessageKind.TIME, MessageKind.TRANSFER, MessageKind.RED_PACKET)
_PLAIN = (MessageKind.TEXT, MessageKind.TIME, MessageKind.SYSTEM, MessageKind.QUOTE)
_UNTIL_MIDNIGHT = time(23, 59)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message as the paper tells it; what is not sure in it is marked so, and it `is_open`.

    `number` is its line, counted through all chats; `doubts` are the ids of those that touch it.
    """

    number: int
    utterance: Utterance
    time: tuple[str, ...]
    speaker: str
    text: str
    is_open: bool
    doubts: tuple[str, ...]


# A run of a chat, and its messages as the paper tells them.
Told: TypeAlias = tuple[Run, tuple[Spoken, ...]]


class Speech:
    """What a case's messages need to be told: its doubts, its parties, its words."""

    def __init__(self, facts: LoanFacts, case: Case, words: Wording) -> None:
        """Sort the doubts by page."""
        self._words = words
        self._marks = case.brief.filing.annex_doubts
        self._doubts: Noted = noted(facts.doubts)
        self._neutral = bool(neutral(facts))
        proofs = (proof for row in case.rows for proof in row.proofs)
        holders = (dict(proof.args) for proof in proofs if proof.kind is ProofKind.HOLDER)
        self._defendant = {one.get("wechat_id") for one in holders if "defendant" in one} - {None}

    def told(self, every: Sequence[Run]) -> tuple[Told, ...]:
        """Return every run with its messages in order, their lines numbered throughout."""
        numbers = count(1)
        return tuple((run, tuple(self._lines(run, numbers))) for run in every)

    def _lines(self, run: Run, numbers: Iterator[int]) -> Iterator[Spoken]:
        name = self._name(run)
        every = [(one, self._touching(one)) for one in run.said]
        open_times = _open_times([(one, kinds) for one, (kinds, _) in every])
        for (one, (kinds, ids)), unsure in zip(every, open_times, strict=True):
            whose = any(kind in _OF_SIDE for kind in kinds)
            what = _is_unsure(one.message, kinds)
            yield Spoken(
                next(numbers),
                one,
                self._time(one.at, unsure=unsure),
                self._marked(self._speaker(one.message, name), unsure=whose),
                self._marked(self._text(one.message), unsure=what),
                whose or what or unsure or one.at == UNKNOWN_TIME,
                ids,
            )

    def _touching(self, one: Utterance) -> tuple[tuple[DoubtKind, ...], tuple[str, ...]]:
        """Return the kinds and the ids of the doubts that touch a message."""
        found: Sequence[Doubt] = self._doubts.touching((one.where, *one.also_at))
        return tuple(doubt.kind for doubt in found), tuple(doubt.id for doubt in found)

    def _marked(self, text: str, *, unsure: bool) -> str:
        """Return what is told; where it isn't sure, with a mark, or left out for the picture."""
        if not unsure:
            return text
        return f"{text}\n{self._mark}" if self._marks else self._mark

    @property
    def _mark(self) -> str:
        return self._words.text("annex", "open" if self._marks else "unshown")

    # ── who ────────────────────────────────────────────────────────────────────────────

    def _name(self, run: Run) -> str:
        """Return what the other side of a chat is called: the defendant only where ink says so."""
        args = dict(run.exhibit.title_args) if run.exhibit else {}
        name = args.get("nickname") or args.get("title")
        if name is None and run.talk.title is not None:
            name = self._marked(run.talk.title.value, unsure=True)
        if name and args.get("wechat_id") in self._defendant:
            return self._said("defendant", name=name)
        return name or self._said("other")

    def _speaker(self, message: Message, name: str) -> str:
        match message.kind, message.side:
            case MessageKind.TIME, _:
                return self._said("time")
            case MessageKind.SYSTEM, _:
                return self._said("system")
            case _, Side.RIGHT:
                return self._said("own_neutral" if self._neutral else "own")
            case _, Side.LEFT:
                return message.sender or name
            case _:
                return self._said("system")

    # ── when ───────────────────────────────────────────────────────────────────────────

    def _time(self, at: Moment, *, unsure: bool) -> tuple[str, ...]:
        mark = (self._mark,)
        if (at.earliest is None and at.latest is None) or (unsure and not self._marks):
            return mark
        basis = self._ledger(f"basis.{at.basis.value}")
        return (*self._interval(at, basis), *(mark if unsure else ()))

    def _interval(self, at: Moment, basis: str) -> tuple[str, ...]:
        """Return from when to when, and on which basis, in as few lines as it takes."""
        since, until = at.earliest, at.latest
        if since is None or until is None:
            form = "since" if since else "until"
            return (self._ledger(form, **{form: _clock(since or until, at)}), basis)
        if _is_day(since, until):
            return (f"{since:%Y-%m-%d}", basis)
        if since == until:
            return (_clock(since, at), basis)
        if since.date() == until.date():
            return (_clock(since, at), f"{self._said('until', until=f'{until:%H:%M}')} {basis}")
        return (_clock(since, at), self._said("until", until=_clock(until, at)), basis)

    # ── what ───────────────────────────────────────────────────────────────────────────

    def _text(self, message: Message) -> str:
        parts = [self._body(message)]
        if message.quoted:
            parts.append(self._kind("quote", text=message.quoted))
        if message.spoken:
            parts.append(self._kind("spoken", text=message.spoken))
        parts += [self._kind(name) for name in ("undelivered", "cut") if getattr(message, name)]
        return "\n".join(filter(None, parts))

    def _body(self, message: Message) -> str:
        if message.kind in _PLAIN:
            return message.text
        if message.kind is MessageKind.VOICE:
            seconds = "" if message.seconds is None else str(message.seconds)
            return self._kind("voice", seconds=seconds)
        if message.kind in (MessageKind.TRANSFER, MessageKind.RED_PACKET):
            return self._card(message)
        # What an engine made of a picture is no word of the chat.
        said = "" if message.kind is MessageKind.IMAGE else message.text
        return self._kind(message.kind.value) + said

    def _card(self, message: Message) -> str:
        kind = "receipt" if message.receipt else message.kind.value
        state = self._ledger(f"state.{(message.state or State.UNKNOWN).value}")
        amount = str(message.amount.value) if message.amount else ""
        paid = message.kind is MessageKind.TRANSFER and groups.payee(message) is None
        said = message.memo or ("" if paid else message.text)
        return self._kind(kind, amount=amount, state=state) + said

    def _said(self, key: str, **values: str) -> str:
        return self._words.text("annex", f"talk.{key}", values)

    def _kind(self, key: str, **values: str) -> str:
        return self._said(f"kind.{key}", **values)

    def _ledger(self, key: str, **values: str) -> str:
        return self._words.text("ledger", key, values)


def _is_unsure(message: Message, kinds: Sequence[DoubtKind]) -> bool:
    """Say whether what a message says is not sure: by a doubt, or weakly read by one engine."""
    once = DoubtKind.READ_ONCE in kinds and message.kind in _READ_TWICE
    weak = message.kind is MessageKind.TEXT and message.confidence < LEAST_QUOTE
    lacks = message.kind is MessageKind.TRANSFER and message.amount is None
    return once or weak or lacks or _of_words(kinds)


def _of_words(kinds: Sequence[DoubtKind]) -> bool:
    """Say whether what is printed is in doubt; of one reading alone, that hangs on what it is."""
    beside = (*_OF_TIME, *_OF_SIDE, *_OF_MEANING, DoubtKind.READ_ONCE)
    return any(kind not in beside for kind in kinds)


def _open_times(every: Sequence[tuple[Utterance, Sequence[DoubtKind]]]) -> list[bool]:
    """Say of each message whether its time rests on a line that is itself in doubt."""
    found: list[bool] = []
    governed = False
    for one, kinds in every:
        own = any(kind in _OF_TIME for kind in kinds)
        if one.message.kind is MessageKind.TIME:
            governed = own or _of_words(kinds)
        found.append(own or governed)
    return found


def _clock(at: datetime | None, of: Moment) -> str:
    return "" if at is None else f"{at:%Y-%m-%d %H:%M:%S}" if of.seconds else f"{at:%Y-%m-%d %H:%M}"


def _is_day(since: datetime, until: datetime) -> bool:
    whole = since.time() == time() and until.time() >= _UNTIL_MIDNIGHT
    return whole and since.date() == until.date()
