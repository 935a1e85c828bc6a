"""Whose a platform's file is: the phone owner's, or surely somebody else's."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from evidence_kit.facts import names, people
from evidence_kit.model import (
    Brief,
    Chat,
    Digest,
    Holder,
    Part,
    Profile,
    RecordKind,
    Records,
    Screen,
    Source,
    Sourced,
)
from evidence_kit.transcript.overlap import squeezed

# One table or PDF of records: the file, and the table's name in it.
Key: TypeAlias = tuple[Digest, str]


@dataclass(frozen=True, slots=True)
class Known:
    """One side's accounts, its real names, and everything else that it is called."""

    accounts: frozenset[str]
    real: frozenset[str]
    called: frozenset[str]

    @property
    def names(self) -> frozenset[str]:
        """Every name, without the accounts."""
        return self.real | self.called


def own(shown: Sequence[tuple[Source, Screen]], brief: Brief) -> Known:
    """Return what the phone's owner is known by: from their profile, the brief, and files.

    A platform's file that prints the owner's account prints the real name beside it.
    """
    screens = [screen for _, screen in shown]
    profiles = [one for one in screens if isinstance(one, Profile) and one.own]
    mine = _known(profiles, brief.plaintiff, brief.plaintiff_identity.wechat_id)
    holders = [holder for one in screens if isinstance(one, Records) for holder in one.holders]
    booked = {_plain(one.name) for one in holders if _plain(one.account) in mine.accounts}
    return replace(mine, real=mine.real | (booked - {""}))


def strange(shown: Sequence[tuple[Source, Screen]], brief: Brief) -> frozenset[Key]:
    """Return the files that are surely of another account than the phone's.

    By the account or the real name of their holder; a WeChat bill, that prints neither, by a
    nickname that is one of the other party's. Vouchers are of both sides (`is_foreign`).
    """
    mine, theirs = own(shown, brief), _other(shown, brief)
    files = (screen for _, screen in shown if isinstance(screen, Records))
    return frozenset(key(one) for one in files if _of_another(one, mine, theirs))


def without(
    shown: Iterable[tuple[Source, Screen]], strange: Collection[Key]
) -> list[tuple[Source, Screen]]:
    """Return what is shown but for these files."""
    return [one for one in shown if not (isinstance(one[1], Records) and key(one[1]) in strange)]


def key(records: Records) -> Key:
    """Return what tells one table or PDF from all others."""
    return records.source, records.member


def is_own(holder: Holder | None, mine: Known) -> bool:
    """Say whether a file names the phone's owner: by account, or by real name."""
    if holder is None:
        return False
    told = _plain(holder.account) in mine.accounts
    return told or _plain(holder.nickname) in mine.called or _agrees(holder.name, mine.real)


def is_foreign(holder: Holder | None, mine: Known) -> bool:
    """Say whether a file names somebody who is surely not the phone's owner."""
    if holder is None or is_own(holder, mine):
        return False
    return bool((holder.account and mine.accounts) or (holder.name and mine.real))


def _of_another(records: Records, mine: Known, theirs: Known) -> bool:
    holder = next((one for one in records.holders if one.part is Part.OWNER), None)
    if holder is None:
        return False
    proof = records.kind is RecordKind.WECHAT_PROOF  # whose accounts are 微信号
    account = _plain(holder.account) if proof else ""
    if account in mine.accounts or _agrees(holder.name, mine.real):
        return False  # the owner may have a second account
    if account and (mine.accounts or account in theirs.accounts):
        return True
    if holder.name and (mine.real or theirs.real):
        return bool(mine.real) or _agrees(holder.name, theirs.real)
    nickname = _plain(holder.nickname)
    return nickname in theirs.called and nickname not in mine.names


def _other(shown: Iterable[tuple[Source, Screen]], brief: Brief) -> Known:
    """Return what everybody else is known by: titles of chats, their profiles, the brief."""
    every = [screen for _, screen in shown]
    profiles = [one for one in every if isinstance(one, Profile) and not one.own]
    found = _known(profiles, brief.defendant, brief.defendant_identity.wechat_id)
    titles = {_plain(one.title) for one in every if isinstance(one, Chat)} - {""}
    remarks = {_plain(one.remark) for one in profiles} - {""}
    called = found.called | titles | remarks | people.said_names(brief)
    return Known(found.accounts, found.real, called)


def _known(profiles: Iterable[Profile], name: str | None, account: str | None) -> Known:
    every = list(profiles)
    accounts = {_plain(one.wechat_id) for one in every} | {squeezed(account or "")}
    real = {_plain(one.real_name) for one in every} | {squeezed(name or "")}
    called = {_plain(one.nickname) for one in every}
    return Known(*(frozenset(found - {""}) for found in (accounts, real, called)))


def _agrees(name: Sourced[str] | None, real: Collection[str]) -> bool:
    """Say whether a name may be one of these, where stars hide a part of either."""
    told = _plain(name)
    return bool(told) and any(names.agrees(one, told) or names.agrees(told, one) for one in real)


def _plain(text: Sourced[str] | None) -> str:
    return squeezed(text.value) if text else ""
