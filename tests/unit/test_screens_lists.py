"""Pages of several payments: the bill list, red packets, the cards of the 微信支付 chat."""

from __future__ import annotations

from dataclasses import replace

import pytest
from inked import GREY, PAGE, RED, WHITE, flat, line, middle, page

from evidence_kit import screens
from evidence_kit.model import (
    BillList,
    Box,
    Direction,
    DoubtKind,
    FieldKind,
    Line,
    OcrPage,
    RedPacket,
    ServiceCard,
    Slip,
    State,
    Unread,
)

OUT, IN = Direction.OUT, Direction.IN


def kinds(page: OcrPage) -> list[DoubtKind]:
    return [doubt.kind for doubt in screens.read(page).doubts]


def right(text: str, y: int, size: int = 46, edge: int = 1032) -> Line:
    one = line(text, 0, y, size)
    return replace(one, box=Box(edge - one.box.width, y, edge, y + size))


# ── 账单 ────────────────────────────────────────────────────────────────────────────────


def row(title: str, amount: str, at: str, y: int, note: str = "") -> list[Line]:
    lines = [line(title, 180, y, 44), right(amount, y), line(at, 180, y + 62, 34, ink=GREY)]
    return [*lines, *([right(note, y + 62, 34)] if note else [])]


def month(name: str, y: int) -> list[Line]:
    return [line(name, 48, y, 44), line("支出¥500.00 收入¥1000.00", 48, y + 60, 34, ink=GREY)]


def bills(*lines: list[Line], height: int = 2400) -> OcrPage:
    return page([middle("账单", 145, 50), *(li for some in lines for li in some)], height=height)


TWO_MONTHS = (
    month("2024年1月", 300),
    row("转账-转给周砚秋", "-500.00", "1月3日 11:48", 450),
    row("转账-来自周砚秋", "+1000.00", "1月2日 09:05", 630),
    month("2023年12月", 810),
    row("晨光文具", "-12.50", "12月30日 18:00", 960, "已全额退款"),
)


def listed(page: OcrPage) -> tuple[Slip, ...]:
    screen = screens.read(page)
    assert isinstance(screen, BillList)
    return screen.slips


def test_a_bill_list_takes_its_years_from_the_months() -> None:
    slips = listed(bills(*TWO_MONTHS))
    told = [(str(s.amount.value), s.direction, s.state) for s in slips if s.amount]
    assert told == [
        ("500.00", OUT, State.UNKNOWN),
        ("1000.00", IN, State.UNKNOWN),
        ("12.50", OUT, State.REFUNDED),
    ]
    assert [s.counterparty.value for s in slips if s.counterparty] == [
        "周砚秋",
        "周砚秋",
        "晨光文具",
    ]
    times = [s.time.value for s in slips if s.time]
    assert [(t.year, t.month, t.day) for t in times] == [
        (2024, 1, 3),
        (2024, 1, 2),
        (2023, 12, 30),
    ]
    assert not kinds(bills(*TWO_MONTHS))


def test_a_rows_amount_and_time_are_read_twice() -> None:
    wanted = [w.kind for w in screens.wanted(bills(*TWO_MONTHS))]
    head, row = [FieldKind.TIME], [FieldKind.MONEY, FieldKind.TIME]
    assert wanted == [*head, *row, *row, *head, *row]


def test_rows_that_an_edge_cuts_are_left_out() -> None:
    cut = row("转账-转给周砚秋", "-77.00", "1月1日 00:01", 1100)
    assert len(listed(bills(*TWO_MONTHS, cut[:2], height=1150))) == 3
    assert len(listed(bills(*TWO_MONTHS, cut, height=1196))) == 3
    half = [replace(li, box=li.box._replace(y0=li.box.y0 + 28)) for li in cut]
    assert len(listed(bills(*TWO_MONTHS, half[1:2]))) == 3


def test_rows_above_the_first_month_have_no_year() -> None:
    first = row("转账-转给周砚秋", "-77.00", "2月1日 00:01", 250)
    (top, *_) = listed(bills(first, month("2024年1月", 400), *TWO_MONTHS[1:3]))
    assert top.time is not None
    assert top.time.value.year is None


def test_a_time_of_another_month_than_its_headers_is_a_doubt() -> None:
    odd = row("转账-转给周砚秋", "-77.00", "3月1日 00:01", 1140)
    assert kinds(bills(*TWO_MONTHS, odd)) == [DoubtKind.TIME_AMBIGUOUS]


@pytest.mark.parametrize(
    ("note", "state", "doubtful"),
    [
        ("已退款(￥77.00)", State.REFUNDED, False),
        ("已退款(￥7.00)", State.UNKNOWN, True),
        ("对方已退还", State.RETURNED, False),
        ("退款处理中", State.UNKNOWN, True),
    ],
)
def test_a_rows_note(note: str, state: State, *, doubtful: bool) -> None:
    noted = bills(*TWO_MONTHS, row("转账-转给周砚秋", "-77.00", "12月1日 00:01", 1140, note))
    assert listed(noted)[-1].state is state
    assert kinds(noted) == [DoubtKind.STATE_UNKNOWN] * doubtful


def test_a_row_whose_sign_and_title_disagree() -> None:
    odd = bills(*TWO_MONTHS, row("转账-来自周砚秋", "-77.00", "12月1日 00:01", 1140))
    assert listed(odd)[-1].direction is None
    assert kinds(odd) == [DoubtKind.DIRECTION_UNKNOWN]


def test_money_between_ones_own_accounts_goes_neither_way() -> None:
    own = bills(*TWO_MONTHS, row("零钱提现-到工商银行(9301)", "77.00", "12月1日 00:01", 1140))
    assert listed(own)[-1].direction is None
    assert not kinds(own)


def test_an_amount_without_its_point_is_a_doubt() -> None:
    odd = bills(*TWO_MONTHS, row("转账-转给周砚秋", "-7700", "12月1日 00:01", 1140))
    assert listed(odd)[-1].amount is None
    assert kinds(odd) == [DoubtKind.AMOUNT_UNREADABLE]


def test_a_broken_amount_is_doubted_on_its_whole_row() -> None:
    title, amount, at = row("转账-转给周砚秋", "-770.00", "12月1日 00:01", 1140)
    cut = replace(amount, text="-77", box=amount.box._replace(x1=amount.box.x0 + 70))
    odd = bills(*TWO_MONTHS, [title, cut, at])
    assert listed(odd)[-1].amount is None
    (doubt,) = screens.read(odd).doubts
    assert doubt.kind is DoubtKind.AMOUNT_UNREADABLE
    assert doubt.where is not None
    assert doubt.where.box.contains(title.box)


def test_a_neutral_amount_that_broke_keeps_its_row() -> None:
    title, amount, at = row("零钱提现-到工商银行(9301)", "1000.00", "12月1日 00:01", 1140)
    cut = replace(amount, text="100", box=amount.box._replace(x1=amount.box.x0 + 60))
    odd = bills(*TWO_MONTHS, [title, cut, at])
    assert listed(odd)[-1].amount is None
    assert kinds(odd) == [DoubtKind.AMOUNT_UNREADABLE]


def test_a_row_whose_time_nobody_read_is_a_doubt() -> None:
    title, amount, at = row("转账-转给周砚秋", "-77.00", "12月1日 00:01", 1140)
    last = row("晨光文具", "-1.00", "12月1日 00:00", 1320)
    odd = bills(*TWO_MONTHS, [title, amount, replace(at, text="一12月")], last)
    assert kinds(odd) == [DoubtKind.TIME_UNREADABLE]


# ── 红包 ────────────────────────────────────────────────────────────────────────────────


def packet(*lines: Line, whose: str = "周砚秋的红包", greeting: str = "恭喜发财") -> OcrPage:
    bar = line("红包记录", 860, 143, 40, paper=RED, ink=WHITE)
    head = (middle(whose, 480, 48), middle(greeting, 560, 38, ink=GREY))
    return page([bar, *head, *lines], [flat(Box(0, 0, 1080, 400), RED)])


def opened(page: OcrPage) -> RedPacket:
    screen = screens.read(page)
    assert isinstance(screen, RedPacket)
    return screen


MINE = (middle("3.33元", 720, 120), middle("已存入零钱，可直接转账", 880, 36))


def share(name: str, amount: str, at: str, y: int) -> tuple[Line, ...]:
    return (line(name, 184, y, 44), right(amount, y, 44), line(at, 184, y + 60, 34, ink=GREY))


def test_a_red_packet_of_ones_own() -> None:
    read = opened(packet(*MINE))
    assert read.slip.amount is not None
    assert (read.slip.amount.value.fen, read.slip.direction, read.slip.state) == (
        333,
        IN,
        State.ACCEPTED,
    )
    assert read.slip.counterparty is not None
    assert read.slip.counterparty.value == "周砚秋"
    assert read.slip.memo is not None
    assert read.slip.memo.value == "恭喜发财"
    assert (read.total, read.count, read.shares) == (None, None, ())
    assert not read.doubts


@pytest.mark.parametrize("greeting", ["先还你200", "第1期500元"])
def test_a_greeting_may_name_a_sum(greeting: str) -> None:
    slip = opened(packet(*MINE, greeting=greeting)).slip
    assert slip.memo is not None
    assert slip.memo.value == greeting
    assert slip.amount is not None
    assert slip.amount.value.fen == 333


@pytest.mark.parametrize("sum_", ["3.33元", "¥200.00"])
def test_a_sum_alone_is_no_greeting(sum_: str) -> None:
    assert opened(packet(*MINE, greeting=sum_)).slip.memo is None


def test_a_groups_red_packet_lists_who_took_how_much() -> None:
    rows = (
        line("2个红包共10.00元，23秒被抢光", 48, 1000, 36, ink=GREY),
        *share("周砚秋", "6.67元", "11:48", 1100),
        *share("林知夏", "3.33元", "11:47", 1260),
    )
    read = opened(packet(*MINE, *rows))
    assert read.total is not None
    assert (read.total.value.fen, read.count) == (1000, 2)
    assert [(s.name.value, s.amount.value.fen) for s in read.shares] == [
        ("周砚秋", 667),
        ("林知夏", 333),
    ]
    assert all(s.time for s in read.shares)
    wanted = [w.kind for w in screens.wanted(packet(*MINE, *rows))]
    assert wanted == [FieldKind.TIME] * 6  # 元 stands on each of them but the two times
    assert not read.doubts


def test_shares_that_come_to_another_sum_are_a_doubt() -> None:
    rows = (
        line("1个红包共10.00元", 48, 1000, 36, ink=GREY),
        *share("周砚秋", "6.67元", "11:48", 1100),
    )
    assert kinds(packet(*rows)) == [DoubtKind.READINGS_DISAGREE]


def test_a_share_nobody_can_read_is_a_doubt_alone() -> None:
    rows = (
        line("已领取2/2个，共9.00/9.00元", 48, 1000, 36, ink=GREY),
        *share("周砚秋", "6.67元", "11:48", 1100),
        *share("林知夏", "2.3元", "11:47", 1260),
    )
    read = opened(packet(*rows))
    assert len(read.shares) == 1
    assert read.slip.amount is None
    assert read.slip.direction is None
    assert kinds(packet(*rows)) == [DoubtKind.AMOUNT_UNREADABLE]


def test_a_share_whose_amount_broke_is_a_doubt() -> None:
    name, amount, at = share("林知夏", "33.33元", "11:47", 1260)
    cut = replace(amount, text="33", box=amount.box._replace(x1=amount.box.x0 + 48))
    rows = (
        line("2个红包共40.00元，23秒被抢光", 48, 1000, 36, ink=GREY),
        *share("周砚秋", "6.67元", "11:48", 1100),
        *(name, cut, at),
    )
    read = opened(packet(*rows))
    assert [one.name.value for one in read.shares] == ["周砚秋"]
    assert read.doubts[0].kind is DoubtKind.AMOUNT_UNREADABLE
    assert read.doubts[0].where is not None
    assert read.doubts[0].where.box.contains(name.box)


@pytest.mark.parametrize("at", ["一11:47", ""])
def test_a_share_without_its_time_is_a_doubt(at: str) -> None:
    rows = (
        line("1个红包共6.67元", 48, 1000, 36, ink=GREY),
        *share("周砚秋", "6.67元", at, 1100),
    )
    read = opened(packet(*rows))
    assert [one.time for one in read.shares] == [None]
    assert kinds(packet(*rows)) == [DoubtKind.TIME_UNREADABLE]


@pytest.mark.parametrize(
    ("says", "state"),
    [
        ("红包金额200.00元，等待对方领取", State.PENDING),
        ("红包金额200.00元，已过期", State.EXPIRED),
    ],
)
def test_a_red_packet_nobody_took(says: str, state: State) -> None:
    read = opened(packet(line(says, 48, 1000, 36, ink=GREY)))
    assert read.total is not None
    assert (read.total.value.fen, read.count) == (20000, 1)
    assert (read.slip.state, read.slip.direction, read.slip.amount) == (state, OUT, None)


def test_a_red_packet_not_yet_opened_has_no_amount_and_that_is_in_doubt() -> None:
    shut = packet(middle("開", 1200, 120, paper=RED), whose="周砚秋给你发了一个红包")
    assert opened(shut).slip.amount is None
    assert kinds(shut) == [DoubtKind.AMOUNT_UNREADABLE]


@pytest.mark.parametrize("whose", ["你领取了周砚秋的红包", "我的红包"])
def test_other_words_about_red_packets_are_no_red_packet(whose: str) -> None:
    assert isinstance(screens.read(packet(*MINE, whose=whose)), Unread)


# ── 微信支付 ────────────────────────────────────────────────────────────────────────────


def card(
    title: str, amount: str, *rows: tuple[str, str], top: int = 300, label: str = "退款金额"
) -> tuple[list[Line], Box]:
    lines = [line(title, 80, top + 40, 44)]
    if amount:
        lines += [middle(label, top + 130, 36, ink=GREY), middle(amount, top + 190, 76)]
    y = top + 310
    for name, value in rows:
        lines.append(line(name, 80, y, 40, ink=GREY))
        for text in value.split("\n"):
            lines.append(line(text, 360, y, 40))
            y += 58
    return lines, Box(40, top, 1040, y + 40)


def service(*cards: tuple[list[Line], Box], title: str = "微信支付") -> OcrPage:
    lines = [replace(middle(title, 145, 50), paper=PAGE)]
    lines += [li for some, _ in cards for li in some]
    return page(lines, [flat(box, WHITE) for _, box in cards], background=PAGE)


REFUND = card(
    "转账过期退款到账通知",
    "￥ 500.00",
    ("退款方式", "退回零钱"),
    ("退款原因", "好友24小时内未接收\n你的转账"),
    ("转账时间", "2024-04-23 11:48:26"),
    ("到账时间", "2024-04-24 11:49:02"),
)
RECEIPT = card(
    "微信支付收款0.02元(朋友到店)",
    "￥0.02",
    ("付款方备注", "午饭"),
    ("汇总", "今日第2笔收款，共计￥0.03"),
    ("收款时间", "2024-04-23 12:00:00"),
    top=1100,
    label="收款金额",
)


def noticed(page: OcrPage) -> ServiceCard:
    screen = screens.read(page)
    assert isinstance(screen, ServiceCard)
    return screen


def test_the_cards_of_the_service_chat() -> None:
    read = noticed(service(REFUND, RECEIPT))
    refund, receipt = read.notices
    assert refund.slip.amount is not None
    assert (refund.slip.amount.value.fen, refund.slip.state, refund.slip.direction) == (
        50000,
        State.REFUNDED,
        None,
    )
    assert refund.slip.time is not None
    assert refund.slip.received_time is not None
    assert (refund.slip.time.value.day, refund.slip.received_time.value.day) == (23, 24)
    assert {k: v.value for k, v in refund.rows}["退款原因"] == "好友24小时内未接收你的转账"
    assert receipt.slip.amount is not None
    assert (receipt.slip.amount.value.fen, receipt.slip.direction) == (2, IN)
    assert receipt.slip.memo is not None
    assert receipt.slip.memo.value == "午饭"
    assert not read.doubts


def test_a_cards_amount_and_times_are_read_twice() -> None:
    kinds = [w.kind for w in screens.wanted(service(REFUND))]
    assert kinds == [FieldKind.MONEY, FieldKind.TIME, FieldKind.TIME]


def test_a_card_whose_amount_is_one_of_its_rows() -> None:
    rows = (("退款金额", "¥3.00"), ("转账时间", "2024-04-23 11:48:26"))
    (notice,) = noticed(service(card("转账退款到账通知", "", *rows))).notices
    assert notice.slip.amount is not None
    assert notice.slip.amount.value.fen == 300


def test_a_running_total_is_no_payment() -> None:
    odd = card("收款汇总通知", "", ("汇总", "今日第2笔收款，共计￥0.03"), ("备注", "无"))
    (notice,) = noticed(service(odd)).notices
    assert notice.slip.amount is None
    assert kinds(service(odd)) == [DoubtKind.AMOUNT_UNREADABLE]


def test_a_card_that_the_page_cuts_is_left_out() -> None:
    lines, box = REFUND
    cut = service(RECEIPT, (lines, box._replace(y0=2000, y1=2400)))
    assert len(noticed(cut).notices) == 1


def test_the_service_chat_without_cards_is_nobodys() -> None:
    assert isinstance(screens.read(service()), Unread)
    assert isinstance(screens.read(service(REFUND, title="某某商家")), Unread)


def test_a_row_whose_title_runs_into_its_amount_is_in_doubt() -> None:
    lines = row("扫二维码付款-给A装修建材小唐—5000.00", "-1.00", "1月1日 07:46", 630)
    run_on = [
        replace(li, box=li.box._replace(x1=1032)) if i == 0 else li for i, li in enumerate(lines)
    ]
    shown = bills(*TWO_MONTHS[:2], [li for i, li in enumerate(run_on) if i != 1], *TWO_MONTHS[3:])
    found = screens.read(shown)
    assert isinstance(found, BillList)
    assert len(found.slips) == 2
    (doubt,) = [d for d in found.doubts if d.kind is DoubtKind.AMOUNT_UNREADABLE]
    assert doubt.where.box.contains(run_on[0].box)


def test_no_row_is_missed_where_each_has_its_amount() -> None:
    assert DoubtKind.AMOUNT_UNREADABLE not in kinds(bills(*TWO_MONTHS))
