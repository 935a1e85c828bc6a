"""Whether the pages say who the two are: accounts, real names, and what links them."""

from __future__ import annotations

from collections.abc import Iterator

from evidence_kit.check.advice import finding
from evidence_kit.check.talk import Folder, pages
from evidence_kit.check.vouchers import masked, real_names, vouchers
from evidence_kit.model import (
    App,
    Bill,
    Channel,
    Digest,
    Document,
    Finding,
    FindingKind,
    NameKind,
    Part,
    Party,
    Profile,
    Sourced,
)

_BORROWERS = ("借款人", "今借人", "欠款人", "借方")


def findings(folder: Folder) -> Iterator[Finding]:
    """Yield what keeps a court from knowing who stands behind the accounts."""
    if _by_wechat(folder):
        yield from _profiles(folder)
    yield from _real_name(folder)


def _by_wechat(folder: Folder) -> bool:
    """Say whether the two know each other by WeChat accounts."""
    paid = any(one.channel is Channel.WECHAT and one.places for one in folder.moved())
    return paid or bool(folder.talks())


def _profiles(folder: Folder) -> Iterator[Finding]:
    if profile(folder, folder.facts.borrower) is None:
        yield finding(FindingKind.PROFILE_THEIRS)
    if profile(folder, folder.facts.lender) is None:
        yield finding(FindingKind.PROFILE_OWN)


def profile(folder: Folder, party: Party) -> Digest | None:
    """Return the profile page that shows a party's 微信号, None where there is none."""
    accounts = {one.name.value for one in party.known_as if one.kind is NameKind.WECHAT_ID}
    for source, page in folder.shown:
        match page:
            case Profile(wechat_id=Sourced() as account) if account.value in accounts:
                return source.sha256
    return None


# ── real names ─────────────────────────────────────────────────────────────────────────


def _real_name(folder: Folder) -> Iterator[Finding]:
    """Yield that no page names the borrower; or names somebody, but not on a page of theirs."""
    linked = real_names(folder)
    if any(not masked(name.value) for name in linked):
        return
    elsewhere = list(_elsewhere(folder))
    if elsewhere:
        yield finding(FindingKind.REAL_NAME_UNLINKED, pages(name.where for name in elsewhere))
    elif linked:
        shown = linked[0]
        args = (("name", shown.value),)
        yield finding(FindingKind.REAL_NAME_MASKED, pages([shown.where]), args=args)
    else:
        yield finding(FindingKind.REAL_NAME_MISSING)


def _elsewhere(folder: Folder) -> Iterator[Sourced[str]]:
    """Yield the whole names of others than the phone's owner, which no page links to an account."""
    for records in vouchers(folder):
        named = (one.name for one in records.holders if one.part is Part.PAYEE)
        yield from (name for name in named if name and not masked(name.value))
    for _, page in folder.shown:
        match page:
            case Profile(own=False, real_name=Sourced() as name) if not masked(name.value):
                yield name
            case Bill(app=App.BANK) if page.slip.payee is not None:
                yield page.slip.payee
            case Document():
                yield from (name for label, name in page.rows if label in _BORROWERS)
