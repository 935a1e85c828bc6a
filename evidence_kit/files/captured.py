"""When a picture was taken: what its name, its EXIF and its file time suggest."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from evidence_kit.model import Basis, Moment

BEIJING = timezone(timedelta(hours=8))
_EARLIEST = datetime(2011, 1, 21)  # WeChat's first release: no screenshot of it is older

# Screenshot_20201015_150843_com.tencent.mm, Screenshot_2024-07-13-20-11-56-651,
# Screenshot_20230411_101010, 20260612_104427_com.tencent.mm: the phone's own clock.
_TAKEN = re.compile(
    r"(?<![0-9])(20[0-9]{2})([-_.]?)([01][0-9])\2([0-3][0-9])[-_ .]"
    r"([0-2][0-9])([-_.]?)([0-5][0-9])\6([0-5][0-9])(?![0-9]{4})"
)
_CAMERA = re.compile(r"^wx_camera_([0-9]{13})(?![0-9])")
# These two say when the picture was saved out of WeChat, so it was taken by then.
_EXPORTED = re.compile(r"^mmexport([0-9]{13})(?![0-9])")
_SAVED = re.compile(
    r"^微信图片_(20[0-9]{2})([01][0-9])([0-3][0-9])([0-2][0-9])([0-5][0-9])([0-5][0-9])"
)
_EXIF = re.compile(r"^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)$", re.ASCII)
_OFFSET = re.compile(r"^([+-])(\d\d):(\d\d)$", re.ASCII)


def captured(name: str, *, exif: tuple[str, str] | None, modified: float) -> tuple[Moment, ...]:
    """Return the times a file suggests, strongest first, in UTC+8.

    First an exact time in the name, then EXIF, then a name that only bounds the time from
    above (saved out of WeChat), last the file's own time, which any copy may change. `exif` is
    DateTimeOriginal and OffsetTimeOriginal as written; `modified` is POSIX time. A date that
    can't be, or that is older than WeChat, is passed over.
    """
    moments = (_taken(name), _exif(exif), _saved(name), _modified(modified))
    return tuple(moment for moment in moments if moment is not None)


def _taken(name: str) -> Moment | None:
    base = name.rpartition("/")[2]
    if found := _CAMERA.match(base):
        return _exact(_from_milliseconds(found[1]), Basis.FILE_NAME)
    if found := _TAKEN.search(base):
        return _exact(_date(*found.group(1, 3, 4, 5, 7, 8)), Basis.FILE_NAME)
    return None


def _saved(name: str) -> Moment | None:
    base = name.rpartition("/")[2]
    time = None
    if found := _EXPORTED.match(base):
        time = _from_milliseconds(found[1])
    elif found := _SAVED.match(base):
        time = _date(*found.groups())
    return Moment(None, time, Basis.FILE_NAME, seconds=True) if time else None


def _exif(exif: tuple[str, str] | None) -> Moment | None:
    found = _EXIF.match(exif[0].strip("\0 ")) if exif else None
    if not exif or not found:
        return None
    time = _date(*found.groups())
    offset = _OFFSET.match(exif[1].strip("\0 "))
    if time and offset:
        ahead = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
        time += timedelta(hours=8) - (ahead if offset[1] == "+" else -ahead)
    return _exact(time, Basis.EXIF)


def _modified(modified: float) -> Moment | None:
    return _exact(_local(modified), Basis.MTIME)


def _exact(time: datetime | None, basis: Basis) -> Moment | None:
    return Moment(time, time, basis, seconds=True) if time else None


def _date(*parts: str) -> datetime | None:
    try:
        year, month, day, hour, minute, second = map(int, parts)
        time = datetime(year, month, day, hour, minute, second)
    except ValueError:
        return None
    return time if time >= _EARLIEST else None


def _from_milliseconds(digits: str) -> datetime | None:
    return _local(int(digits) / 1000)


def _local(posix: float) -> datetime | None:
    try:
        time = datetime.fromtimestamp(posix, BEIJING).replace(tzinfo=None, microsecond=0)
    except (OverflowError, OSError, ValueError):
        return None
    return time if time >= _EARLIEST else None
