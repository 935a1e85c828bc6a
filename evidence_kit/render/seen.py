"""One picture as it was read, in the shape that `schema` promises."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TypeAlias, assert_never

from evidence_kit.model import (
    Bill,
    BillList,
    Box,
    Chat,
    Document,
    Message,
    Moment,
    Money,
    Notice,
    Profile,
    Recording,
    Records,
    RedPacket,
    Screen,
    ServiceCard,
    Slip,
    Sourced,
    TimeText,
    Transfer,
    Unread,
)
from evidence_kit.render.screen_schema import (
    BoxJson,
    DocumentJson,
    MessageJson,
    MomentJson,
    NoticeJson,
    PacketJson,
    PaymentPageJson,
    ProfileJson,
    RecordingJson,
    RecordsJson,
    ScreenJson,
)

Moments: TypeAlias = Mapping[tuple[str, int], Moment]


def box_json(box: Box) -> BoxJson:
    """Return a box in displayed pixels."""
    return (box.x0, box.y0, box.x1, box.y1)


def _time(value: datetime | None, *, seconds: bool) -> str | None:
    return value.isoformat(timespec="seconds" if seconds else "minutes") if value else None


def moment_json(moment: Moment) -> MomentJson:
    """Return an interval of local time; null where nothing bounds it."""
    return {
        "earliest": _time(moment.earliest, seconds=moment.seconds),
        "latest": _time(moment.latest, seconds=moment.seconds),
        "basis": moment.basis.value,
    }


def _printed(time: Sourced[TimeText] | None) -> str | None:
    """Return the printed time in ISO form, None unless the page prints the whole date.

    A bank may print nothing but the date.
    """
    if time is None or None in (time.value.year, time.value.month, time.value.day):
        return None
    value = time.value
    day = f"{value.year:04d}-{value.month:02d}-{value.day:02d}"
    if value.whole_day:
        return day
    clock = f"{value.hour:02d}:{value.minute:02d}"
    return f"{day}T{clock}" + (f":{value.second:02d}" if value.second is not None else "")


def text_json(sourced: Sourced[str] | None) -> str | None:
    """Return the value without its ink."""
    return sourced.value if sourced else None


def screen_json(screen: Screen, name: str, moments: Moments | None = None) -> ScreenJson:
    """Return one picture as it was read; without `moments` its messages carry no times."""
    base: ScreenJson = {
        "file": name,
        "kind": "unread",
        "title": None,
        "members": None,
        "app": "wechat",
        "reason": "",
        "messages": [],
        "payment": None,
        "payments": [],
        "packet": None,
        "notices": [],
        "document": None,
        "profile": None,
        "records": None,
        "recording": None,
    }
    match screen:
        case Chat():
            base["kind"], base["title"] = "chat", text_json(screen.title)
            base["members"] = screen.members
            base["messages"] = [
                _message(message, (moments or {}).get((screen.source.hex, index)))
                for index, message in enumerate(screen.messages)
            ]
        case Transfer() | Bill():
            base["kind"] = "transfer" if isinstance(screen, Transfer) else "bill"
            base["app"], base["payment"] = screen.app.value, _slip(screen.slip)
        case BillList():
            base["kind"] = "bill_list"
            base["payments"] = [_slip(slip) for slip in screen.slips]
        case RedPacket():
            base["kind"], base["payment"] = "red_packet", _slip(screen.slip)
            base["packet"] = _packet(screen)
        case ServiceCard():
            base["kind"] = "service_card"
            base["notices"] = [_notice(notice) for notice in screen.notices]
        case Document():
            base["kind"], base["document"] = "document", _document(screen)
        case Profile():
            base["kind"], base["profile"] = "profile", _profile(screen)
        case Records() | Recording():
            _of_file(base, screen)
        case Unread():
            base["reason"] = screen.reason
        case _:
            assert_never(screen)
    return base


def _of_file(base: ScreenJson, screen: Records | Recording) -> None:
    """Fill in what is no picture."""
    if isinstance(screen, Recording):
        base["kind"], base["recording"] = "recording", _recording(screen)
    else:
        base["kind"], base["records"] = "records", _records(screen)
        base["app"] = screen.app.value


def _message(message: Message, at: Moment | None) -> MessageJson:
    return {
        "side": message.side.value,
        "kind": message.kind.value,
        "text": message.text,
        "amount": str(message.amount.value) if message.amount else None,
        "status": message.state.value if message.state else None,
        "memo": message.memo,
        "seconds": message.seconds,
        "sender": message.sender,
        "quoted": message.quoted,
        "spoken": message.spoken,
        "receipt": message.receipt,
        "undelivered": message.undelivered,
        "cut": message.cut,
        "confidence": round(message.confidence, 3),
        "box": box_json(message.box),
        "at": moment_json(at) if at else None,
    }


def _slip(slip: Slip) -> PaymentPageJson:
    return {
        "amount": str(slip.amount.value) if slip.amount else None,
        "direction": slip.direction.value if slip.direction else None,
        "counterparty": text_json(slip.counterparty),
        "status": slip.state.value,
        "time": _printed(slip.time),
        "received_time": _printed(slip.received_time),
        "returned_time": _printed(slip.returned_time),
        "serial": text_json(slip.serial),
        "memo": text_json(slip.memo),
        "payer": text_json(slip.payer),
        "payee": text_json(slip.payee),
    }


def _money(amount: Sourced[Money] | None) -> str | None:
    return str(amount.value) if amount else None


def _packet(screen: RedPacket) -> PacketJson:
    return {
        "total": _money(screen.total),
        "count": screen.count,
        "shares": [
            {"name": s.name.value, "amount": str(s.amount.value), "time": _printed(s.time)}
            for s in screen.shares
        ],
    }


def _notice(notice: Notice) -> NoticeJson:
    return {
        "title": notice.title.value,
        "payment": _slip(notice.slip),
        "rows": {label: value.value for label, value in notice.rows},
    }


def _document(screen: Document) -> DocumentJson:
    return {
        "kind": screen.kind.value,
        "text": screen.text.value,
        "amount": _money(screen.amount),
        "rows": {label: value.value for label, value in screen.rows},
    }


def _profile(profile: Profile) -> ProfileJson:
    return {
        "remark": text_json(profile.remark),
        "nickname": text_json(profile.nickname),
        "wechat_id": text_json(profile.wechat_id),
        "region": text_json(profile.region),
        "own": profile.own,
        "real_name": text_json(profile.real_name),
        "id_number": text_json(profile.id_number),
    }


def _records(screen: Records) -> RecordsJson:
    return {
        "kind": screen.kind.value,
        "member": screen.member,
        "since": _time(screen.since, seconds=True),
        "until": _time(screen.until, seconds=True),
        "rows": [
            {
                "payment": _slip(row.slip),
                "kind": row.kind.value,
                "type": text_json(row.type),
                "method": text_json(row.method),
                "order": text_json(row.order),
                "account": text_json(row.account),
                "row": box_json(row.box),
            }
            for row in screen.rows
        ],
        "holders": [
            {
                "part": holder.part.value,
                "name": text_json(holder.name),
                "account": text_json(holder.account),
                "nickname": text_json(holder.nickname),
                "id_number": text_json(holder.id_number),
            }
            for holder in screen.holders
        ],
        "notes": list(screen.notes),
        "cautions": [
            {"kind": one.kind, "row": one.row, "args": dict(one.args)} for one in screen.cautions
        ],
        "pages": len(screen.leaves),
    }


def _recording(screen: Recording) -> RecordingJson:
    return {
        "medium": screen.medium.value,
        "seconds": screen.seconds,
        "transcript": [
            {"at": one.at, "speaker": one.speaker, "words": one.words} for one in screen.transcript
        ],
    }
