"""When a picture was taken, as its name, EXIF and file time suggest."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from evidence_kit.files.captured import captured
from evidence_kit.model import Basis, Moment

MODIFIED = datetime(2026, 1, 2, 20, 0, 0, tzinfo=UTC).timestamp()
BY_FILE = Moment(datetime(2026, 1, 3, 4), datetime(2026, 1, 3, 4), Basis.MTIME, seconds=True)


def exact(basis: Basis, *parts: int) -> Moment:
    return Moment(datetime(*parts), datetime(*parts), basis, seconds=True)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Screenshot_20201015_150843_com.tencent.mm.jpg", (2020, 10, 15, 15, 8, 43)),
        ("a/Screenshot_2024-07-13-20-11-56-651_com.tencent.mm.jpg", (2024, 7, 13, 20, 11, 56)),
        ("Screenshot_20230411_101010.jpg", (2023, 4, 11, 10, 10, 10)),
        ("20260612_104427_com.tencent.mm.jpg", (2026, 6, 12, 10, 44, 27)),
        ("wx_camera_1698475744144.jpg", (2023, 10, 28, 14, 49, 4)),
    ],
)
def test_a_name_with_the_phones_clock_is_exact(name: str, parts: tuple[int, ...]) -> None:
    found = captured(name, exif=None, modified=MODIFIED)
    assert found == (exact(Basis.FILE_NAME, *parts), BY_FILE)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("mmexport1554196894459.jpg", (2019, 4, 2, 17, 21, 34)),
        ("微信图片_20230411101010.jpg", (2023, 4, 11, 10, 10, 10)),
    ],
)
def test_a_name_given_when_saved_only_bounds_the_capture(name: str, parts: tuple[int, ...]) -> None:
    """The screenshot may be far older than the day it was saved out of WeChat."""
    (found, _) = captured(name, exif=None, modified=MODIFIED)
    assert found == Moment(None, datetime(*parts), Basis.FILE_NAME, seconds=True)


@pytest.mark.parametrize(
    "name",
    [
        "IMG_1234.PNG",
        "WechatIMG34.jpeg",
        "1.png",
        "1000050001202301011234567890123.png",
        "Screenshot_20231315_101010.jpg",
        "Screenshot_20230411_251010.jpg",
        "Screenshot_20010411_101010.jpg",
        "mmexport0000000000000.jpg",
        "合同20230411.png",
    ],
)
def test_a_name_without_a_true_date_says_nothing(name: str) -> None:
    assert captured(name, exif=None, modified=MODIFIED) == (BY_FILE,)


def test_exif_stands_between_an_exact_name_and_a_bound() -> None:
    exif = ("2023:04:11 09:00:00", "")
    by_exif = exact(Basis.EXIF, 2023, 4, 11, 9)
    found = captured("Screenshot_20230411_101010.jpg", exif=exif, modified=MODIFIED)
    assert found == (exact(Basis.FILE_NAME, 2023, 4, 11, 10, 10, 10), by_exif, BY_FILE)
    found = captured("微信图片_20230411101010.jpg", exif=exif, modified=MODIFIED)
    assert [m.basis for m in found] == [Basis.EXIF, Basis.FILE_NAME, Basis.MTIME]


@pytest.mark.parametrize(
    ("exif", "hour"),
    [
        (("2023:04:11 09:00:00", "+08:00"), 9),
        (("2023:04:11 09:00:00", "+09:00"), 8),
        (("2023:04:11 09:00:00", "-01:00"), 18),
        (("2023:04:11 09:00:00\0", "odd"), 9),
    ],
)
def test_exif_is_told_in_beijing_time(exif: tuple[str, str], hour: int) -> None:
    assert captured("1.jpg", exif=exif, modified=MODIFIED)[0] == exact(
        Basis.EXIF, 2023, 4, 11, hour
    )


@pytest.mark.parametrize("text", ["0000:00:00 00:00:00", "2023-04-11 09:00:00", "", "x"])
def test_an_empty_exif_date_says_nothing(text: str) -> None:
    assert captured("1.jpg", exif=(text, ""), modified=MODIFIED) == (BY_FILE,)


@pytest.mark.parametrize("modified", [0.0, -1e18, 1e300])
def test_a_file_time_that_cannot_be_says_nothing(modified: float) -> None:
    assert captured("1.jpg", exif=None, modified=modified) == ()
