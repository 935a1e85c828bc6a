"""转账详情 and 账单详情: amount, direction, state, times, serial, memo."""

from __future__ import annotations

from dataclasses import replace

import pytest
from inked import GREY, line, middle, page, picture, sheet

from evidence_kit import screens
from evidence_kit.model import (
    Bill,
    Box,
    Direction,
    DoubtKind,
    FieldKind,
    Line,
    OcrPage,
    Slip,
    State,
    TimeText,
    Transfer,
    Unread,
)

SERIAL = "1000050001202503027726553130038"
OUT, IN = Direction.OUT, Direction.IN


def head(*texts: tuple[str, int], start: int = 300) -> tuple[Line, ...]:
    """Return centred lines below one another: text and size."""
    lines, y = [], start
    for text, size in texts:
        lines.append(middle(text, y, size))
        y += size + 40
    return tuple(lines)


def transfer(
    sentence: str, *more: str, amount: str = "¥3000.00", rows: tuple[tuple[str, str], ...] = ()
) -> OcrPage:
    said = head((sentence, 48), (amount, 108), *((text, 40) for text in more))
    said = tuple(replace(li, ink=GREY) if li.text in more else li for li in said)
    times = rows or (("转账时间", "2025年03月02日 14:08:31"),)
    return sheet(*times, head=said, right=True)


def bill(
    *rows: tuple[str, str],
    header: str = "转账-转给周砚秋",
    amount: str = "−3000.00",
    title: bool = True,
) -> OcrPage:
    said = head((header, 46), (amount, 96), start=460)
    named = (middle("账单详情", 145, 50),) if title else ()
    return sheet(*rows, head=(*named, *said))


STATUS = ("当前状态", "对方已收钱")
SENT = ("转账时间", "2025年3月2日 14:08:31")


def slip(page: OcrPage) -> Slip:
    screen = screens.read(page)
    assert isinstance(screen, Transfer | Bill)
    return screen.slip


def kinds(page: OcrPage) -> list[DoubtKind]:
    screen = screens.read(page)
    assert not isinstance(screen, Unread)
    return [doubt.kind for doubt in screen.doubts]


@pytest.mark.parametrize(
    ("sentence", "more", "state", "way", "who"),
    [
        ("待周砚秋确认收款", (), State.PENDING, OUT, "周砚秋"),
        ("待朋友确认收钱", (), State.PENDING, OUT, None),
        ("待你收款", (), State.PENDING, IN, None),
        ("你已收款，资金已存入零钱", (), State.ACCEPTED, IN, None),
        ("已收钱", ("查看零钱",), State.ACCEPTED, IN, None),
        ("周砚秋已收款", (), State.ACCEPTED, OUT, "周砚秋"),
        ("周砚秋己收款", (), State.ACCEPTED, OUT, "周砚秋"),
        ("自己人已收款", (), State.ACCEPTED, OUT, "自己人"),
        ("Tom Lee已收款", (), State.ACCEPTED, OUT, "Tom Lee"),
        ("对方已收钱", (), State.ACCEPTED, OUT, None),
        ("已存入对方零钱中", (), State.ACCEPTED, OUT, None),
        ("周砚秋已退还", (), State.RETURNED, OUT, "周砚秋"),
        ("你已退还", (), State.RETURNED, IN, None),
        ("已退还", ("已退款到零钱，查看零钱",), State.RETURNED, OUT, None),
        ("已退还（过期）", ("已退款到零钱，查看零钱",), State.RETURNED, OUT, None),
    ],
)
def test_the_sentence_tells_state_and_direction(
    sentence: str, more: tuple[str, ...], state: State, way: Direction, who: str | None
) -> None:
    found = slip(transfer(sentence, *more))
    assert (found.state, found.direction) == (state, way)
    assert (found.counterparty.value if found.counterparty else None) == who
    assert found.status is not None
    assert found.status.quote == sentence
    assert found.amount is not None
    assert found.amount.value.fen == 300000
    assert kinds(transfer(sentence, *more)) == []


def test_a_return_that_names_nobody_leaves_the_direction_open() -> None:
    assert slip(transfer("已退还（过期）")).direction is None
    assert kinds(transfer("已退还（过期）")) == [DoubtKind.DIRECTION_UNKNOWN]


@pytest.mark.parametrize(
    ("hint", "way"),
    [("1天内未确认，将退还给对方。立即退还", IN), ("1天内朋友未确认，将退还给你。", OUT)],
)
def test_a_wait_that_names_nobody_is_told_by_its_hint(hint: str, way: Direction) -> None:
    found = slip(transfer("待确认收款", hint))
    assert (found.state, found.direction, found.counterparty) == (State.PENDING, way, None)


def test_a_sentence_and_a_hint_that_disagree_leave_the_direction_open() -> None:
    odd = transfer("周砚秋已退还", "1天内未确认，将退还给对方。")
    assert slip(odd).direction is None
    assert kinds(odd) == [DoubtKind.DIRECTION_UNKNOWN]


def test_a_long_name_wraps_into_the_sentence() -> None:
    said = (middle("住在三楼的那一位很久以前的", 300, 48), middle("老邻居周砚秋已收款", 356, 48))
    amount = middle("¥3000.00", 480, 108)
    found = slip(sheet(("转账时间", "2025年03月02日 14:08:31"), head=(*said, amount), right=True))
    assert found.counterparty is not None
    assert found.counterparty.value == "住在三楼的那一位很久以前的老邻居周砚秋"


def test_hints_that_disagree_leave_the_direction_open() -> None:
    odd = transfer("已退还", "已退款到零钱，查看零钱", "1天内未确认，将退还给对方。")
    assert slip(odd).direction is None


def test_times_carry_seconds() -> None:
    rows = (("转账时间", "2025年03月02日 14:08:31"), ("收款时间", "2025年03月02日14:09:12"))
    found = slip(transfer("周砚秋已收款", rows=rows))
    assert found.time is not None
    assert found.received_time is not None
    assert found.time.value == TimeText("2025年03月02日 14:08:31", 14, 8, 31, 2025, 3, 2)
    assert found.received_time.value.second == 12
    assert found.serial is None


def test_an_old_page_is_known_by_its_title_and_hint() -> None:
    old = page(
        [
            line("交易详情", 176, 42, 60),
            middle("¥500.00", 600, 100),
            middle("1天内朋友未确认，将退还给你。重发转账消息", 858, 40, ink=GREY),
        ],
        [picture(Box(447, 270, 633, 456))],
    )
    found = slip(old)
    assert (found.state, found.direction) == (State.PENDING, OUT)
    assert found.status is None
    assert kinds(old) == []


def test_a_page_whose_sentence_is_unknown_is_in_doubt() -> None:
    strange = sheet(
        SENT, head=(middle("转账详情", 145, 50), *head(("资金冻结", 48), ("¥3000.00", 108)))
    )
    assert slip(strange).state is State.UNKNOWN
    assert kinds(strange) == [DoubtKind.STATE_UNKNOWN, DoubtKind.DIRECTION_UNKNOWN]


def test_what_is_read_in_the_icon_is_no_amount() -> None:
    plain = transfer("周砚秋已收款", amount="¥3000")
    icon = replace(middle("0", 120, 180), confidence=0.4)
    noisy = replace(plain, lines=(*plain.lines, icon), regions=(picture(icon.box),))
    assert slip(noisy).amount is None
    assert kinds(noisy) == [DoubtKind.AMOUNT_UNREADABLE]


@pytest.mark.parametrize("amount", ["¥300000", "¥3000.0", "¥3000，00", "3O00.00", "叁仟"])
def test_an_amount_is_never_guessed(amount: str) -> None:
    assert slip(transfer("周砚秋已收款", amount=amount)).amount is None
    assert kinds(transfer("周砚秋已收款", amount=amount)) == [DoubtKind.AMOUNT_UNREADABLE]


def test_other_money_on_the_page_is_not_the_amount() -> None:
    noisy = transfer("你已收款，资金已存入零钱", "零钱余额", "七日年化1.73%", "12.00")
    found = slip(noisy)
    assert found.amount is not None
    assert found.amount.value.fen == 300000


@pytest.mark.parametrize(
    ("header", "amount", "way", "who"),
    [
        ("转账-转给周砚秋", "−3000.00", OUT, "周砚秋"),
        ("转账—转给周砚秋", "一3000.00", OUT, "周砚秋"),
        ("转账一转给一一", "-3 000.00", OUT, "一一"),
        ("转账-来自周砚秋", "+3000.00", IN, "周砚秋"),
        ("二维码收款-来自周砚秋", "+3000.00", IN, "周砚秋"),
        ("扫二维码付款-给周砚秋", "-3000.00", OUT, "周砚秋"),
        ("微信红包-来自周砚秋", "+3000.00", IN, "周砚秋"),
        ("群收款-来自周砚秋", "+3000.00", IN, "周砚秋"),
        ("某某便利店", "-3000.00", OUT, "某某便利店"),
    ],
)
def test_header_and_sign_tell_the_direction(
    header: str, amount: str, way: Direction, who: str
) -> None:
    found = slip(bill(STATUS, SENT, header=header, amount=amount))
    assert found.direction is way
    assert found.counterparty is not None
    assert found.counterparty.value == who
    assert found.amount is not None
    assert found.amount.value.fen == 300000
    assert kinds(bill(STATUS, SENT, header=header, amount=amount)) == []


@pytest.mark.parametrize("header", ["零钱提现-到工商银行(9301)", "零钱充值", "转入零钱通-来自零钱"])
def test_money_between_ones_own_accounts_goes_neither_way(header: str) -> None:
    own = bill(("当前状态", "提现已到账"), SENT, header=header, amount="3000.00")
    assert (slip(own).direction, slip(own).state) == (None, State.ACCEPTED)
    assert kinds(own) == []


@pytest.mark.parametrize(
    ("header", "state"),
    [("扫二维码付款-给周砚秋", State.ACCEPTED), ("转账-转给周砚秋", State.UNKNOWN)],
)
def test_sent_is_taken_only_where_nobody_need_take_it(header: str, state: State) -> None:
    assert slip(bill(("当前状态", "已转账"), SENT, header=header)).state is state


def test_header_and_sign_that_disagree_leave_the_direction_open() -> None:
    odd = bill(STATUS, SENT, header="转账-来自周砚秋", amount="-3000.00")
    assert slip(odd).direction is None
    assert kinds(odd) == [DoubtKind.DIRECTION_UNKNOWN]


@pytest.mark.parametrize(
    ("says", "state"),
    [
        ("支付成功", State.ACCEPTED),
        ("已存入零钱", State.ACCEPTED),
        ("对方已收钱", State.ACCEPTED),
        ("朋友已收钱", State.ACCEPTED),
        ("己存入零钱", State.ACCEPTED),
        ("已全额退款", State.REFUNDED),
        ("已退款(￥3000.00)", State.REFUNDED),
        ("已退款（￥3000.00）", State.REFUNDED),
        ("对方已退还", State.RETURNED),
        ("待对方收款", State.PENDING),
    ],
)
def test_the_current_state(says: str, state: State) -> None:
    found = slip(bill(("当前状态", says), SENT))
    assert found.state is state
    assert found.status is not None
    assert found.status.value == says


@pytest.mark.parametrize("says", ["已退款(￥20.00)", "已退款(￥20)", "已转账", "处理中"])
def test_a_state_that_says_too_little_is_a_doubt(says: str) -> None:
    assert slip(bill(("当前状态", says), SENT)).state is State.UNKNOWN
    assert kinds(bill(("当前状态", says), SENT)) == [DoubtKind.STATE_UNKNOWN]


def test_a_bill_without_its_state_is_a_doubt() -> None:
    assert kinds(bill(SENT, ("转账单号", SERIAL))) == [DoubtKind.STATE_UNKNOWN]


def test_a_wrapped_serial_is_one() -> None:
    full = bill(
        STATUS,
        ("转账说明", "微信转账"),
        SENT,
        ("支付方式", "零钱"),
        ("转账单号", f"{SERIAL[:29]}\n{SERIAL[29:]}"),
    )
    found = slip(full)
    assert found.serial is not None
    assert found.serial.value == SERIAL
    assert found.serial.where.box.height > 90
    assert found.memo is not None
    assert found.memo.value == "微信转账"
    assert kinds(full) == []
    assert [w.kind for w in screens.wanted(full)] == [
        FieldKind.MONEY,
        FieldKind.TIME,
        FieldKind.SERIAL,
        FieldKind.SERIAL,
    ]


def test_a_serials_second_line_ends_before_the_services() -> None:
    full = bill(STATUS, SENT, ("交易单号", SERIAL), ("账单服务", ""))
    found = slip(full)
    assert found.serial is not None
    assert found.serial.value == SERIAL


@pytest.mark.parametrize(
    "serial", [SERIAL[:20], f"{SERIAL[:29]}\nI8", SERIAL.replace("1", "l"), "查看"]
)
def test_an_unreadable_serial_is_a_doubt(serial: str) -> None:
    odd = bill(STATUS, SENT, ("转账单号", serial))
    assert slip(odd).serial is None
    assert DoubtKind.SERIAL_UNREADABLE in kinds(odd)


@pytest.mark.parametrize(
    ("day", "doubtful"), [("2025年3月1日", True), ("2025年3月3日", False), ("2025年3月5日", True)]
)
def test_the_date_inside_a_serial_is_compared(day: str, *, doubtful: bool) -> None:
    page = bill(STATUS, ("转账时间", f"{day} 14:08:31"), ("转账单号", SERIAL))
    assert kinds(page) == [DoubtKind.SERIAL_DATE_DIFFERS] * doubtful
    screen = screens.read(page)
    assert isinstance(screen, Bill)
    if doubtful:
        assert screen.doubts[0].args == (
            ("field", "serial"),
            ("inside", "2025-03-02"),
            ("printed", f"2025-03-{int(day[7:-1]):02}"),
        )


def test_a_time_without_its_year_is_not_compared() -> None:
    assert kinds(bill(STATUS, ("转账时间", "5月2日 14:08"), ("转账单号", SERIAL))) == []


def test_a_late_acceptance_excuses_the_serials_date() -> None:
    sent, received = ("转账时间", "2025年3月2日 23:59:31"), ("收款时间", "2025年3月3日 08:00:00")
    assert kinds(bill(STATUS, sent, received, ("转账单号", SERIAL))) == []


def test_an_unreadable_time_is_a_doubt() -> None:
    odd = bill(STATUS, ("转账时间", "2025年3月2日 14:0B:31"), ("转账单号", SERIAL))
    assert slip(odd).time is None
    assert kinds(odd) == [DoubtKind.TIME_UNREADABLE]


def test_a_receipt_by_code_has_only_the_time_it_came_in() -> None:
    rows = (STATUS, ("收款时间", "2025年3月2日 14:09:12"), ("收款方备注", "二维码收款"))
    found = slip(bill(*rows, header="二维码收款-来自周砚秋", amount="+3000.00"))
    assert found.time is None
    assert found.received_time is not None


def test_a_label_read_together_with_its_value() -> None:
    joined = bill(STATUS, title=True)
    run = line("转账时间2025年3月2日14:08:31", 72, 1000, 42)
    colon = line("转账说明：借款", 72, 1100, 42)
    found = slip(replace(joined, lines=(*joined.lines, run, colon)))
    assert found.time is not None
    assert (found.time.value.hour, found.time.value.second) == (14, 31)
    assert found.memo is not None
    assert found.memo.value == "借款"


def test_a_label_and_its_value_with_only_a_space_between() -> None:
    joined = bill(STATUS, SENT)
    run = line("收款方备注 二维码收款", 72, 1100, 42)
    found = slip(replace(joined, lines=(*joined.lines, run)))
    assert found.memo is not None
    assert found.memo.value == "二维码收款"


def test_a_label_with_one_misread_character() -> None:
    assert slip(bill(STATUS, SENT, ("转账单亏", SERIAL))).serial is not None
    assert slip(bill(STATUS, SENT, ("啥账单亏", SERIAL))).serial is None


@pytest.mark.parametrize(
    ("label", "kind", "field"),
    [
        ("转账单号", DoubtKind.SERIAL_UNREADABLE, "serial"),
        ("交易单号", DoubtKind.SERIAL_UNREADABLE, "serial"),
        ("转账时间", DoubtKind.TIME_UNREADABLE, "time"),
        ("支付时间", DoubtKind.TIME_UNREADABLE, "time"),
        ("收款时间", DoubtKind.TIME_UNREADABLE, "received_time"),
        ("当前状态", DoubtKind.STATE_UNKNOWN, "state"),
    ],
)
def test_a_label_whose_value_nobody_read_is_a_doubt_where_it_stands(
    label: str, kind: DoubtKind, field: str
) -> None:
    status = () if label == "当前状态" else (STATUS,)
    when = () if field.endswith("time") else (SENT,)
    screen = screens.read(bill(*status, (label, ""), *when))
    assert not isinstance(screen, Unread)
    (doubt,) = screen.doubts
    assert (doubt.kind, doubt.args) == (kind, (("field", field),))
    assert doubt.where is not None
    assert doubt.where.box.x0 == 72


def test_a_withdrawal_has_the_time_it_was_asked_for_and_its_own_number() -> None:
    asked, came = ("申请时间", "2025年3月2日 14:08:31"), ("到账时间", "2025年3月2日 15:08:31")
    rows = (("当前状态", "提现已到账"), asked, came, ("提现单号", SERIAL))
    page = bill(*rows, header="零钱提现-到建设银行(2896)", amount="3000.00")
    found = slip(page)
    assert found.time is not None
    assert found.received_time is not None
    assert found.serial is not None
    assert (found.time.value.hour, found.received_time.value.hour) == (14, 15)
    assert (found.serial.value, kinds(page)) == (SERIAL, [])


@pytest.mark.parametrize(
    ("came", "state"), [("2025年3月2日 15:08:31", State.ACCEPTED), ("", State.UNKNOWN)]
)
def test_a_withdrawals_steps_tell_its_state_once_it_came_in(came: str, state: State) -> None:
    rows = (("申请时间", SENT[1]), ("到账时间", came), ("交易单号", SERIAL))
    said = head(("零钱提现-到建设银行(2896)", 46), ("3000.00", 96), start=460)
    steps = tuple(
        line(text, 120, 700 + 30 * i, 28) for i, text in enumerate(("发起提现", "到账成功"))
    )
    page = sheet(*rows, head=(*said, *steps))
    assert slip(page).state is state
    assert (DoubtKind.STATE_UNKNOWN in kinds(page)) is (state is State.UNKNOWN)


def test_a_serial_set_to_the_right_wraps_to_its_right_edge() -> None:
    number = ("转账单号", f"{SERIAL[:24]}\n{SERIAL[24:]}")
    said = head(("周砚秋已收款", 48), ("¥3000.00", 108))
    full = sheet(("转账时间", "2025年03月02日 14:08:31"), number, head=said, right=True)
    found = slip(full)
    assert found.serial is not None
    assert (found.serial.value, kinds(full)) == (SERIAL, [])


def test_a_bill_is_known_without_its_title() -> None:
    assert slip(bill(STATUS, SENT, ("转账单号", SERIAL), title=False)).serial is not None


def test_the_bill_list_is_nobodys() -> None:
    rows = [
        line("账单", 500, 145, 50),
        line("转账-转给周砚秋", 160, 400),
        line("-500.00", 860, 400),
    ]
    assert isinstance(screens.read(page(rows)), Unread)


def test_a_counterpartys_name_is_quoted_as_it_was_read() -> None:
    sent = screens.read(transfer("待㊗️周；确认收款"))
    paid = screens.read(bill(STATUS, SENT, header="转账－转给㊗️周；"))
    assert isinstance(sent, Transfer)
    assert isinstance(paid, Bill)
    names = [one.slip.counterparty for one in (sent, paid)]
    assert [name.value if name else None for name in names] == ["㊗️周；", "㊗️周；"]
