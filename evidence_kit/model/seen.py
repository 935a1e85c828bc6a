"""What one file of the folder says: the union that every reader returns a member of."""

from __future__ import annotations

from typing import TypeAlias

from evidence_kit.model.recordings import Recording
from evidence_kit.model.records import Records
from evidence_kit.model.screen import (
    Bill,
    BillList,
    Chat,
    Document,
    Profile,
    RedPacket,
    ServiceCard,
    Transfer,
    Unread,
)

Screen: TypeAlias = (
    Chat
    | Transfer
    | Bill
    | BillList
    | RedPacket
    | Profile
    | ServiceCard
    | Document
    | Records
    | Recording
    | Unread
)
