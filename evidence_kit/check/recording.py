"""The screen recording: what to open, in the order in which courts have it demonstrated."""

from __future__ import annotations

from collections.abc import Iterator

from evidence_kit.check import elements, people
from evidence_kit.check.talk import Folder, days
from evidence_kit.model import (
    Channel,
    Conversation,
    Digest,
    Payment,
    RecordingKind,
    RecordingStep,
)


def steps(folder: Folder) -> tuple[RecordingStep, ...]:
    """Return the steps for this case's chats, profiles and transfers; none without a chat.

    Login and own account, the other's profile, the chat from its first message, each transfer,
    as courts ask.
    """
    talks = folder.talks()
    if not talks:
        return ()
    return (RecordingStep(RecordingKind.START), *_between(folder, talks), _END)


_END = RecordingStep(RecordingKind.END)


def _between(folder: Folder, talks: tuple[Conversation, ...]) -> Iterator[RecordingStep]:
    facts = folder.facts
    yield _profile(folder, RecordingKind.OWN_ACCOUNT, own=True)
    yield _profile(folder, RecordingKind.THEIR_PROFILE, own=False)
    for talk in talks:
        name = talk.title.value if talk.title else _called(folder)
        yield RecordingStep(RecordingKind.CHAT, (("name", name),), tuple(dict.fromkeys(talk.pages)))
    if gaps := elements.broken(folder):
        yield _counted(RecordingKind.GAPS, tuple(page for pair in gaps for page in pair))
    if voices := elements.unspoken(folder):
        yield _counted(RecordingKind.VOICES, voices)
    if pictures := elements.pictures(folder):
        yield _counted(RecordingKind.PICTURES, pictures)
    moved = (one for one in (*facts.loans, *facts.repayments, *folder.sent()) if _shown(one))
    yield from (_transfer(one) for one in dict.fromkeys(moved))


def _shown(payment: Payment) -> bool:
    """Say whether it can be opened in WeChat; one that came back shows that it came back."""
    return payment.channel is Channel.WECHAT and bool(payment.places)


def _profile(folder: Folder, kind: RecordingKind, *, own: bool) -> RecordingStep:
    sides = (folder.facts.lender, folder.facts.borrower)
    party = next(one for one in sides if one.is_owner is own)
    account = party.wechat_id.value if party.wechat_id else ""
    page = people.profile(folder, party)
    named = () if own else (("name", _called(folder)),)
    return RecordingStep(kind, (*named, ("wechat_id", account)), (page,) if page else ())


def _called(folder: Folder) -> str:
    sides = (folder.facts.lender, folder.facts.borrower)
    other = next(one for one in sides if not one.is_owner)
    return next((name.value for name in other.names), other.legal_name or "")


def _counted(kind: RecordingKind, pages: tuple[Digest, ...]) -> RecordingStep:
    """Return a step with how many things there are; of gaps each has two pages."""
    many = len(pages) // 2 if kind is RecordingKind.GAPS else len(pages)
    return RecordingStep(kind, (("count", str(many)),), tuple(dict.fromkeys(pages)))


def _transfer(payment: Payment) -> RecordingStep:
    args = (
        ("date", days(payment.at)),
        ("amount", str(payment.amount.value)),
        ("serial", payment.serial.value if payment.serial else ""),
        ("way", payment.direction.value if payment.direction else ""),
    )
    files = tuple(dict.fromkeys(place.source for place in payment.places))
    return RecordingStep(RecordingKind.TRANSFER, args, files)
