"""What the pictures themselves show that the other side may point at; hints, never verdicts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from evidence_kit.check.advice import finding
from evidence_kit.check.talk import Folder
from evidence_kit.model import (
    Chat,
    Digest,
    Finding,
    FindingKind,
    MessageKind,
    Side,
    Source,
    TimeText,
)
from evidence_kit.patterns import Pattern
from evidence_kit.transcript import times

# What WeChat calls a picture that was sent and saved again: it is smaller than the original.
_RESAVED = Pattern(r"(?:mmexport\d|微信图片_\d|WechatIMG\d|WeChat Image_\d)", flags=re.IGNORECASE)
# Programs that change pictures; a phone's own camera and its system are none.
_EDITORS: Final = Pattern(
    r"Photoshop|Lightroom|Snapseed|GIMP|PicsArt|Meitu|美图|醒图|Xingtu|B612|轻颜|VSCO|Canva|稿定|"
    r"Pixelmator|Affinity|Paint\.NET|Picsew|Stable Diffusion|ComfyUI|Midjourney",
    flags=re.IGNORECASE,
)
# A plugin's own line among WeChat's: 拦截 "…" 的一条撤回消息, (已被阻止).
_PLUGIN = Pattern(r"拦截.{0,24}撤回|撤回.{0,12}(?:拦截|阻止)|防撤回|已被阻止")
# A picture is saved a moment after it was taken, and phones' clocks differ a little.
_SLACK = timedelta(minutes=2)


def findings(folder: Folder) -> Iterator[Finding]:
    """Yield what names, EXIF, sizes, clocks and lines of the pages give away."""
    yield from _plugins(folder)
    yield from _clocks(folder)
    yield from _edited(folder)
    yield from _resaved(folder)
    yield from _phones(folder)
    yield from _cut(folder)


def _plugins(folder: Folder) -> Iterator[Finding]:
    lines = [
        one
        for one in folder.utterances(MessageKind.SYSTEM, MessageKind.TEXT, MessageKind.OTHER)
        if one.message.side is Side.CENTER and _PLUGIN.search(one.message.text)
    ]
    if lines:
        quotes = tuple(one.message.text for one in lines)
        pages = tuple(dict.fromkeys(one.where.source for one in lines))
        yield finding(FindingKind.MODIFIED_CLIENT, pages, quotes=quotes)


# ── clocks ─────────────────────────────────────────────────────────────────────────────


def _clocks(folder: Folder) -> Iterator[Finding]:
    chats = folder.chats()
    if early := tuple(source.sha256 for source, chat in chats if _clock_behind(chat)):
        yield finding(FindingKind.CLOCK_EARLIER, early)
    if early := tuple(source.sha256 for source, chat in chats if _taken_before(source, chat)):
        yield finding(FindingKind.TAKEN_EARLIER, early)


def _times(chat: Chat) -> Iterator[TimeText]:
    lines = (one.time for one in chat.messages if one.kind is MessageKind.TIME)
    yield from (time for time in lines if time is not None and not time.ambiguous)


def _clock_behind(chat: Chat) -> bool:
    """Say whether the status bar's clock is before a message of the same day."""
    today = [(one.hour, one.minute) for one in _times(chat) if one.days_ago == 0]
    return chat.clock is not None and max(today, default=(0, 0)) > (
        chat.clock.hour,
        chat.clock.minute,
    )


def _taken_before(source: Source, chat: Chat) -> bool:
    """Say whether the picture's own time is before a message dated in full on it."""
    taken = times.captured(source)
    if taken is None or taken.latest is None:
        return False
    return any(_instant(one) > taken.latest + _SLACK for one in _times(chat) if one.year)


def _instant(text: TimeText) -> datetime:
    """Return what a full date says; the oldest time there is where no calendar has that day."""
    try:
        return datetime(
            text.year or 1, text.month or 1, text.day or 1, text.hour, text.minute, text.second or 0
        )
    except ValueError:  # 2月30日
        return datetime.min


# ── files ──────────────────────────────────────────────────────────────────────────────


def _pictures(folder: Folder) -> Iterator[Source]:
    yield from (source for source, _ in folder.shown if source.media_type.startswith("image/"))


def _edited(folder: Folder) -> Iterator[Finding]:
    edited = [one for one in _pictures(folder) if _EDITORS.search(one.software)]
    if edited:
        named = "、".join(dict.fromkeys(one.software for one in edited))
        pages = tuple(one.sha256 for one in edited)
        yield finding(FindingKind.EDITED_WITH, pages, args=(("software", named),))


def _resaved(folder: Folder) -> Iterator[Finding]:
    found = tuple(one.sha256 for one in _pictures(folder) if _sent_again(one))
    if found:
        yield finding(FindingKind.RECOMPRESSED, found, args=(("count", str(len(found))),))


def _sent_again(source: Source) -> bool:
    return bool(_RESAVED.match(source.name.rpartition("/")[2]))


def _phones(folder: Folder) -> Iterator[Finding]:
    """Yield that pages of the chats are of several widths; what WeChat shrank tells nothing."""
    first: dict[int, Digest] = {}
    for source, _ in folder.chats():
        if source.extent and not _sent_again(source):
            first.setdefault(source.extent[0], source.sha256)
    if len(first) > 1:
        widths = "、".join(str(width) for width in sorted(first))
        pages = tuple(first.values())
        yield finding(FindingKind.MIXED_PHONES, pages, args=(("widths", widths),))


def _cut(folder: Folder) -> Iterator[Finding]:
    found = tuple(source.sha256 for source, chat in folder.chats() if chat.title is None)
    if found:
        yield finding(FindingKind.TITLE_CUT, found, args=(("count", str(len(found))),))
