"""What each payment was for, between whom, and every doubt in its place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ledgers import ASKED, LOAN_DAY, L, R, gather, kinds, only, page
from stories import (
    NOWHERE,
    card,
    chat,
    doubted,
    left,
    notice,
    profile,
    right,
    source,
    taken,
    time,
    unread,
)

from evidence_kit.model import (
    Basis,
    Box,
    Brief,
    Doubt,
    DoubtKind,
    MessageKind,
    Nature,
    Sourced,
    State,
    TimeText,
    Where,
)

# ── natures ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("memo", "nature"),
    [
        ("借款", Nature.LOAN),
        ("生日快乐", Nature.GIFT),
        ("房租", Nature.PURCHASE),
        ("加油", Nature.UNKNOWN),
    ],
)
def test_a_memo_names_the_nature(memo: str, nature: Nature) -> None:
    sent = card(R, "5000.00", State.ACCEPTED, memo=memo)
    found = gather(page(LOAN_DAY, sent))
    assert only(found).nature is nature
    assert str(found.outstanding) == ("5000.00" if nature is Nature.LOAN else "0.00")


def test_interest_is_no_principal_and_in_doubt() -> None:
    later = (time("2025年4月2日 14:05"), *taken(L, "50.00", memo="利息"))
    found = gather(page(LOAN_DAY, ASKED, *taken(R, "5000.00"), *later))
    interest = found.payments[1]
    assert interest.nature is Nature.UNKNOWN
    assert interest.basis is not None
    assert interest.basis.quote == "利息"
    assert kinds(interest) == [DoubtKind.NATURE_UNKNOWN]
    assert str(found.outstanding) == "5000.00"


def test_a_promise_before_the_payment_makes_it_a_loan() -> None:
    found = gather(page(LOAN_DAY, left("先转我5000应急，下周还你"), *taken(R, "5000.00")))
    assert only(found).nature is Nature.LOAN


def test_a_doubt_the_reader_and_the_transcript_share_is_one_with_all_they_say() -> None:
    line = replace(LOAN_DAY, time=TimeText("晚上12:05", 0, 5, days_ago=1, ambiguous=True))
    where, screen = doubted(
        chat(source("1.png", "2025-03-10T18:30:00"), [line, ASKED]),
        *(0, DoubtKind.TIME_AMBIGUOUS, "time"),
    )
    told = [d for d in gather((where, screen)).doubts if d.kind is DoubtKind.TIME_AMBIGUOUS]
    assert [dict(d.args) for d in told] == [{"field": "time", "text": line.text}]


def test_a_bare_transfer_is_not_a_loan() -> None:
    """Failure: gifts, living costs and repayments of older debts were sued on as loans."""
    found = gather(page(LOAN_DAY, left("在吗"), *taken(R, "5000.00"), left("谢谢")))
    assert only(found).nature is Nature.UNKNOWN
    assert kinds(only(found)) == [DoubtKind.NATURE_UNKNOWN]
    assert str(found.outstanding) == "0.00"


def test_a_promise_after_the_payment_makes_it_a_loan() -> None:
    found = gather(page(LOAN_DAY, *taken(R, "5000.00"), left("收到，下个月还你")))
    assert only(found).nature is Nature.LOAN
    assert only(found).basis == Sourced(
        "收到，下个月还你", "收到，下个月还你", found.conversations[0].utterances[-1].where, 0.99
    )


AFFECTION = ["520.00", "521.00", "1314.00", "1314.52", "5.20", "888.00", "666.00", "188.00"]


@pytest.mark.parametrize("sum_", [*AFFECTION, "99.00", "999.00", "9999.00"])
def test_sums_of_affection_are_open_to_dispute(sum_: str) -> None:
    bare = only(gather(page(LOAN_DAY, left("在吗"), *taken(R, sum_))))
    meant = only(gather(page(LOAN_DAY, left("想跟你借点钱"), *taken(R, sum_))))
    for payment in (bare, meant):
        assert payment.nature is Nature.UNKNOWN
        assert kinds(payment) == [DoubtKind.NATURE_DISPUTABLE]


def test_words_that_leave_nothing_open_make_any_sum_a_loan() -> None:
    asked = (left("借我520元"), *taken(R, "520.00"))
    promised = (left("想跟你借点钱"), *taken(R, "520.00"), left("收到，下个月还你"))
    noted = (left("在吗"), *taken(R, "520.00", memo="借款"))
    for told in (asked, promised, noted):
        payment = only(gather(page(LOAN_DAY, *told)))
        assert payment.nature is Nature.LOAN
        assert payment.doubts == ()


def test_a_sum_of_affection_given_in_words_stays_a_gift() -> None:
    found = gather(page(LOAN_DAY, right("生日快乐，这个不用还"), *taken(R, "520.00")))
    assert only(found).nature is Nature.GIFT
    assert only(found).doubts == ()


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ("2025年2月14日", DoubtKind.NATURE_DISPUTABLE),
        ("2025年5月20日", DoubtKind.NATURE_DISPUTABLE),
        ("2025年8月29日", DoubtKind.NATURE_DISPUTABLE),  # 七夕
        ("2025年1月28日", DoubtKind.NATURE_DISPUTABLE),  # 除夕
        ("2025年1月29日", DoubtKind.NATURE_DISPUTABLE),  # 春节
        ("2024年8月29日", DoubtKind.NATURE_UNKNOWN),
        ("2025年1月30日", DoubtKind.NATURE_UNKNOWN),
        ("2055年1月28日", DoubtKind.NATURE_UNKNOWN),  # beyond the table
    ],
)
def test_a_bare_payment_on_a_festival_is_open_to_dispute(day: str, kind: DoubtKind) -> None:
    shown = page(time(f"{day} 14:05"), left("在吗"), *taken(R, "300.00"), time(f"{day} 14:35"))
    assert kinds(only(gather(shown))) == [kind]


def test_a_loan_asked_for_on_a_festival_is_a_loan() -> None:
    shown = page(time("2025年2月14日 14:05"), ASKED, *taken(R, "5000.00"))
    assert only(gather(shown)).nature is Nature.LOAN
    assert only(gather(shown)).doubts == ()


@pytest.mark.parametrize("words", ["借我5000美元周转一下", "借我3000或者6000元吧"])
def test_a_sum_that_is_not_understood_makes_no_payment_silently_the_loan(words: str) -> None:
    payment = only(gather(page(LOAN_DAY, left(words), *taken(R, "5000.00"))))
    assert DoubtKind.SAID_DIFFERS_FROM_PAID in kinds(payment)


def test_one_of_several_sums_asked_for_is_the_loan() -> None:
    payment = only(gather(page(LOAN_DAY, left("借我3000或者6000元吧"), *taken(R, "6000.00"))))
    assert payment.nature is Nature.LOAN
    assert payment.doubts == ()


def test_what_the_payer_gives_away_is_a_gift() -> None:
    found = gather(page(LOAN_DAY, right("生日快乐，这个不用还"), *taken(R, "800.00")))
    assert only(found).nature is Nature.GIFT


def test_words_that_say_both_leave_the_nature_open() -> None:
    found = gather(page(LOAN_DAY, ASKED, right("这钱不用还，送你的"), *taken(R, "5000.00")))
    assert only(found).nature is Nature.UNKNOWN


def test_one_request_paid_in_parts() -> None:
    shown = page(LOAN_DAY, left("借我1万"), *taken(R, "6000.00"), *taken(R, "4000.00"))
    found = gather(shown)
    assert [p.nature for p in found.payments] == [Nature.LOAN] * 2
    assert found.doubts == ()


def test_what_was_asked_and_what_was_paid_may_differ() -> None:
    found = gather(page(LOAN_DAY, ASKED, *taken(R, "4000.00")))
    (doubt,) = found.doubts
    assert doubt.kind is DoubtKind.SAID_DIFFERS_FROM_PAID
    assert dict(doubt.args) == {"field": "amount", "said": "5000.00", "paid": "4000.00"}
    assert only(found).doubts == ()
    assert str(found.outstanding) == "4000.00"


def test_a_request_already_met_covers_nothing_more() -> None:
    shown = page(LOAN_DAY, ASKED, *taken(R, "5000.00"), left("你好"), *taken(R, "300.00"))
    assert [p.nature for p in gather(shown).payments] == [Nature.LOAN, Nature.UNKNOWN]


def test_a_request_without_a_sum_covers_one_payment() -> None:
    shown = page(LOAN_DAY, left("想跟你借点钱"), *taken(R, "700.00"), *taken(R, "300.00"))
    assert [p.nature for p in gather(shown).payments] == [Nature.LOAN, Nature.UNKNOWN]


def test_a_request_of_last_year_covers_nothing() -> None:
    shown = page(LOAN_DAY, ASKED, time("2025年9月2日 14:05"), *taken(R, "5000.00"))
    assert only(gather(shown)).nature is Nature.UNKNOWN


def test_a_request_the_payer_makes_is_no_basis() -> None:
    found = gather(page(LOAN_DAY, right("能不能借我5000元？"), *taken(R, "5000.00")))
    assert only(found).nature is Nature.UNKNOWN


def test_a_repayment_after_a_demand() -> None:
    shown = page(
        *(LOAN_DAY, ASKED, *taken(R, "5000.00")),
        *(
            time("2025年5月2日 14:05"),
            right("借我的钱什么时候还？"),
            left("转你"),
            *taken(L, "2000.00"),
        ),
    )
    found = gather(shown)
    assert found.repayments[0].basis is not None
    assert found.repayments[0].basis.quote == "借我的钱什么时候还？"
    assert str(found.outstanding) == "3000.00"


def test_a_repayment_of_another_sum_than_said_is_in_doubt() -> None:
    lent = (ASKED, *taken(R, "5000.00"), time("2025年5月2日 14:05"))
    found = gather(page(LOAN_DAY, *lent, left("先还你2000"), *taken(L, "1500.00")))
    assert kinds(found.repayments[0]) == [DoubtKind.SAID_DIFFERS_FROM_PAID]


def test_words_read_weakly_decide_in_doubt() -> None:
    weak = replace(ASKED, confidence=0.7)
    payment = only(gather(page(LOAN_DAY, weak, *taken(R, "5000.00"))))
    assert payment.nature is Nature.LOAN
    assert kinds(payment) == [DoubtKind.LOW_CONFIDENCE]


@pytest.mark.parametrize("spoilt", [{"cut": True}, {"undelivered": True}])
def test_words_cut_or_undelivered_decide_nothing(spoilt: dict[str, bool]) -> None:
    """A cut bubble may have lost its 不."""
    found = gather(page(LOAN_DAY, replace(ASKED, **spoilt), *taken(R, "5000.00")))
    assert only(found).nature is Nature.UNKNOWN


# ── who lent ───────────────────────────────────────────────────────────────────────────


def test_a_loan_by_the_borrower_is_another_debt() -> None:
    shown = page(
        *(LOAN_DAY, ASKED, *taken(R, "5000.00")),
        *(time("2025年5月2日 14:05"), right("借我800元吃饭"), *taken(L, "800.00")),
    )
    found = gather(shown)
    assert [p.nature for p in found.payments] == [Nature.LOAN, Nature.UNKNOWN]
    assert str(found.outstanding) == "5000.00"


def test_the_owner_may_be_the_borrower_in_doubt() -> None:
    found = gather(page(LOAN_DAY, right("能不能借我5000元？"), *taken(L, "5000.00")))
    assert found.lender.is_owner
    assert not found.outstanding.fen
    assert DoubtKind.ROLES_UNKNOWN in [d.kind for d in found.doubts]


def test_roles_nothing_shows_are_presumed_in_doubt() -> None:
    found = gather(page(LOAN_DAY, left("在吗")))
    assert found.lender.is_owner
    assert DoubtKind.ROLES_UNKNOWN in [d.kind for d in found.doubts]


def test_another_borrower_is_not_mixed_in() -> None:
    one = page(LOAN_DAY, ASKED, *taken(R, "5000.00"))
    other = page(LOAN_DAY, left("借我800元"), *taken(R, "800.00"), name="2.png", title="小林")
    found = gather(one, other)
    assert str(found.outstanding) == "5000.00"
    assert [p.nature for p in found.payments].count(Nature.UNKNOWN) == 1
    assert str(gather(one, other, brief=Brief(defendant="小林")).outstanding) == "800.00"


def test_a_group_chat_says_nothing_of_who() -> None:
    found = gather(page(LOAN_DAY, ASKED, *taken(R, "5000.00"), title="同学群(12)"))
    assert str(found.outstanding) == "0.00"
    assert found.sayings == ()


def test_parties_carry_every_linked_name() -> None:
    own = profile(source("8.png"), "阿宁", "ning_2020", own=True)
    other = profile(source("9.png"), "大周", "zhou_1999", "老周")
    shown = page(LOAN_DAY, ASKED, *taken(R, "5000.00"))
    found = gather(shown, own, other, brief=Brief(plaintiff="宁某", defendant="周某"))
    assert [n.value for n in found.lender.names] == ["阿宁"]
    assert found.lender.wechat_id is not None
    assert found.lender.wechat_id.value == "ning_2020"
    assert [n.value for n in found.borrower.names] == ["老周", "大周"]
    assert (found.lender.legal_name, found.borrower.legal_name) == ("宁某", "周某")
    assert [d.kind for d in found.doubts] == [DoubtKind.PARTY_UNKNOWN]  # no page says 周某


def test_a_profile_that_no_title_names_is_a_doubt() -> None:
    other = profile(source("9.png"), "大周", "zhou_1999")
    found = gather(page(LOAN_DAY, ASKED, *taken(R, "5000.00")), other)
    assert found.borrower.wechat_id is None
    assert [d.kind for d in found.doubts] == [DoubtKind.PARTY_UNKNOWN]


def test_two_accounts_under_one_name_are_a_doubt() -> None:
    profiles = [profile(source(f"{n}.png"), "大周", f"zhou_{n}999", "老周") for n in (8, 9)]
    found = gather(page(LOAN_DAY, ASKED, *taken(R, "5000.00")), *profiles)
    assert found.borrower.wechat_id is None
    assert [d.kind for d in found.doubts] == [DoubtKind.PARTY_UNKNOWN] * 2


# ── several stretches ──────────────────────────────────────────────────────────────────


def test_equal_cards_on_stretches_that_do_not_meet_are_in_doubt() -> None:
    one = page(left("一些别的话，在前面"), *taken(L, "2000.00", memo="还款"), right("好"))
    other = page(*taken(L, "2000.00", memo="还款"), left("另一些话，在后面"), name="2.png")
    found = gather(one, other)
    assert len(found.repayments) == 2
    assert all(DoubtKind.RECORDS_DIFFER in kinds(p) for p in found.repayments)


def test_a_card_with_the_same_words_around_it_is_counted_once() -> None:
    words = [left("借我5000元，急用，谢谢"), *taken(R, "5000.00"), left("收到，下个月还你")]
    redrawn = [replace(m, signatures=tuple(s[::-1] for s in m.signatures)) for m in words]
    found = gather(page(*words), page(*redrawn, name="2.png"))
    assert str(found.outstanding) == "5000.00"
    assert all(DoubtKind.RECORDS_DIFFER in kinds(p) for p in found.payments)


def test_equal_cards_of_known_days_are_two_without_doubt() -> None:
    one = page(time("2025年5月2日 14:05"), *taken(L, "2000.00", memo="还款"))
    other = page(time("2025年6月2日 14:05"), *taken(L, "2000.00", memo="还款"), name="2.png")
    found = gather(one, other)
    assert len(found.repayments) == 2
    assert all(DoubtKind.RECORDS_DIFFER not in kinds(p) for p in found.repayments)


# ── doubts ─────────────────────────────────────────────────────────────────────────────


def test_an_unread_page_is_a_doubt_once() -> None:
    found = gather(unread(source("1.png")))
    (told,) = [d for d in found.doubts if d.kind is DoubtKind.PAGE_UNREAD]
    assert told.where is not None
    assert told.where.source == source("1.png").sha256
    assert told.args == (("reason", "unrecognised"),)


def test_doubts_stand_in_the_order_of_files_and_places() -> None:
    shown = page(LOAN_DAY, ASKED, *taken(R, "5000.00"), name="10.png")
    shown = doubted(shown, 2, DoubtKind.READINGS_DISAGREE, "amount")
    shown = doubted(shown, 0, DoubtKind.LOW_CONFIDENCE, "time")
    found = gather(shown, unread(source("9.png")))
    kinds_ = [d.kind for d in found.doubts]
    assert kinds_[:3] == [
        DoubtKind.PAGE_UNREAD,
        DoubtKind.LOW_CONFIDENCE,
        DoubtKind.READINGS_DISAGREE,
    ]
    assert len({d.id for d in found.doubts}) == len(found.doubts)


def test_red_packets_and_notices_are_no_payments() -> None:
    packet = replace(left("恭喜发财，大吉大利"), kind=MessageKind.RED_PACKET)
    found = gather(page(LOAN_DAY, packet, notice("你领取了老周的红包")))
    assert found.payments == ()


def test_a_reader_that_says_why_a_page_is_unread_is_not_repeated() -> None:
    where, screen = unread(source("1.png"))
    told = Doubt(DoubtKind.PAGE_UNREAD, Where(where.sha256, NOWHERE.box))
    found = gather((where, replace(screen, doubts=(told,))))
    assert [d.kind for d in found.doubts].count(DoubtKind.PAGE_UNREAD) == 1


def test_an_mtime_dates_no_payment() -> None:
    where = source("1.png", "2025-03-03T10:00:00", basis=Basis.MTIME)
    found = gather(chat(where, [time("昨天 14:05"), ASKED, *taken(R, "5000.00")]))
    assert only(found).at.earliest is None
    assert str(found.outstanding) == "5000.00"


def test_a_memo_names_the_nature_of_a_card_without_a_side() -> None:
    sent = card(R, "5000.00", State.ACCEPTED, memo="借款")
    shown = doubted(page(LOAN_DAY, sent), 1, DoubtKind.SIDE_UNKNOWN, "side")
    payment = only(gather(shown))
    assert payment.direction is None
    assert set(kinds(payment)) == {DoubtKind.SIDE_UNKNOWN, DoubtKind.NATURE_UNKNOWN}


def test_a_crop_without_a_title_is_nobodys() -> None:
    shown = chat(source("1.png"), [LOAN_DAY, ASKED, *taken(R, "5000.00")], None)
    found = gather(shown, profile(source("2.png"), "大周"))
    assert found.borrower.names == ()
    assert DoubtKind.PARTY_UNKNOWN in [d.kind for d in found.doubts]


def test_who_declined_did_not_lend_on_that_request() -> None:
    found = gather(page(LOAN_DAY, ASKED, right("我也没钱"), *taken(R, "5000.00")))
    assert only(found).nature is Nature.UNKNOWN


def test_words_of_another_day_are_not_about_this_payment() -> None:
    """Failure in our own first version: 先还你107 of next week explained a bare transfer."""
    found = gather(
        page(
            *(LOAN_DAY, *taken(L, "107.00")),
            *(time("2025年3月9日 14:05"), left("先还你107.00元"), *taken(L, "107.00")),
        )
    )
    assert [p.nature for p in found.payments] == [Nature.UNKNOWN, Nature.REPAYMENT]


def test_words_right_before_the_next_payment_are_about_that_one() -> None:
    found = gather(page(LOAN_DAY, *taken(L, "300.00"), left("再还你500"), *taken(L, "500.00")))
    assert [p.nature for p in found.payments] == [Nature.UNKNOWN, Nature.REPAYMENT]


def test_a_request_across_a_gap_counts_only_by_its_time() -> None:
    asked = page(LOAN_DAY, ASKED)
    soon = page(time("2025年3月3日 9:00"), *taken(R, "5000.00"), name="2.png")
    undated = page(left("别的话，别的话"), *taken(R, "5000.00"), name="2.png")
    assert only(gather(asked, soon)).nature is Nature.LOAN
    assert only(gather(asked, undated)).nature is Nature.UNKNOWN


def test_a_reply_of_unknown_day_reaches_less_far() -> None:
    near = gather(page(ASKED, *[right("嗯")] * 11, *taken(R, "5000.00")))
    far = gather(page(ASKED, *[right("嗯")] * 12, *taken(R, "5000.00")))
    assert (only(near).nature, only(far).nature) == (Nature.LOAN, Nature.UNKNOWN)


def test_a_card_on_a_crop_may_be_one_of_a_titled_chat() -> None:
    known = page(LOAN_DAY, ASKED, *taken(R, "5000.00"))
    other = page(left("别的话"), *taken(R, "5000.00"), name="2.png", title="小林")
    crop = chat(source("3.png"), [right("转你了"), *taken(R, "5000.00"), left("好")], None)
    apart, maybe = gather(known, other), gather(known, crop)
    assert DoubtKind.RECORDS_DIFFER not in [d.kind for d in apart.doubts]
    assert [d.kind for d in maybe.doubts].count(DoubtKind.RECORDS_DIFFER) == 2


def test_cards_of_other_sums_on_stretches_that_do_not_meet_are_two() -> None:
    one = page(left("一些别的话，在前面"), *taken(L, "2000.00", memo="还款"), right("好"))
    other = page(*taken(L, "3000.00", memo="还款"), left("另一些话，在后面"), name="2.png")
    found = gather(one, other).repayments
    assert all(DoubtKind.RECORDS_DIFFER not in kinds(p) for p in found)


def test_a_doubt_about_one_line_of_a_card_touches_its_payment() -> None:
    where, screen = page(LOAN_DAY, ASKED, *taken(R, "5000.00"))
    box = screen.messages[2].box
    line = Box(box.x0 + 20, box.y0 + 10, box.x1 - 20, box.y0 + 30)
    doubt = Doubt(DoubtKind.LOW_CONFIDENCE, Where(where.sha256, line), (("field", "amount"),))
    found = gather((where, replace(screen, doubts=(doubt,))))
    assert only(found).doubts == (doubt,)
