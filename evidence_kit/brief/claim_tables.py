"""The tables of case.toml that a claim needs: what was agreed, and what a suit hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from evidence_kit.brief import keys, values
from evidence_kit.brief.keys import Clash, Key, Table, Understood
from evidence_kit.claim.places import PROVINCES
from evidence_kit.model import (
    AboveCap,
    AllotmentOrder,
    Connection,
    CostKind,
    DayCount,
    Ends,
    Formation,
    LawyersFee,
    LprChoice,
    NewNote,
    ProceedingKind,
    Standard,
)

# Words that people use for what the law leaves open, in place of the kinds' own values.
DAY_COUNTS: Final = {
    "365": DayCount.ACTUAL_365,
    "360": DayCount.ACTUAL_360,
    "对年对月": DayCount.ANNIVERSARY,
}
LPR_CHOICES: Final = {"固定": LprChoice.FIXED, "分段": LprChoice.SEGMENTED}
ENDS: Final = {"算头不算尾": Ends.FIRST, "算尾不算头": Ends.LAST}
FORMATIONS: Final = {
    "逐笔": Formation.EACH_ARRIVAL,
    "首笔": Formation.FIRST_ARRIVAL,
    "约定日": Formation.AGREED_DAY,
}
STANDARDS: Final = {"起诉时": Standard.AT_FILING, "合同成立时": Standard.AT_FORMATION}
ABOVE_CAPS: Final = {"抵本金": AboveCap.TO_PRINCIPAL, "不抵": AboveCap.STAYS_PAID}
LAWYERS_FEES: Final = {
    "另计": LawyersFee.BESIDE_THE_CAP,
    "计入上限": LawyersFee.UNDER_THE_CAP,
}
NEW_NOTES: Final = {
    "取低者": NewNote.LEAST,
    "按借条": NewNote.UP_TO_CEILING,
    "少写的仍欠": NewNote.IN_PART,
}
ALLOTMENTS: Final = {
    "先息后本": AllotmentOrder.BY_LAW,
    "先本后息": AllotmentOrder.PRINCIPAL_FIRST,
}
CONNECTIONS: Final = {
    "被告住所地": Connection.DEFENDANT_DOMICILE,
    "原告住所地": Connection.PLAINTIFF_DOMICILE,
    "合同履行地": Connection.PERFORMANCE,
    "合同签订地": Connection.SIGNING,
    "标的物所在地": Connection.SUBJECT,
}
PROCEEDINGS: Final = {
    "起诉": ProceedingKind.SUIT,
    "支付令": ProceedingKind.PAYMENT_ORDER,
    "诉前保全": ProceedingKind.PRESERVATION,
    "调解": ProceedingKind.MEDIATION,
    "报案": ProceedingKind.POLICE,
}
YES_OR_NO: Final = (
    *("whereabouts_unknown", "debtor_abroad", "foreign", "appraisal", "counterclaim"),
    *("both_agree", "other_debts", "written_overdue_term", "arbitration"),
)
# More months than any loan runs for, and more days than any grace.
_MONTHS, _DAYS = 600, 3660
_LEVEL = ("months", "level_rate", "first_due")
_LIMIT = ("small_claims_limit", "small_claims_since")


def _province(value: object) -> str:
    """Return a province's short name; its full one is understood (江苏省)."""
    said = values.words(value)
    found = next((name for name in PROVINCES if said.startswith(name)), None)
    if found is None:
        raise values.UnfitError
    return found


def _of_level(row: Understood) -> Iterator[Clash]:
    """Yield what 等本等息 lacks, and a term beside it that says something else."""
    told = [key for key in _LEVEL if key in row]
    if told:
        yield from ((key, TABLES["loan_terms"].keys[key].form) for key in _LEVEL if key not in row)
        yield from ((key, "≠ months") for key in ("due", "rate") if key in row)


def _of_suit(row: Understood) -> Iterator[Clash]:
    """Yield a limit without its day, and what is said of a court or home that isn't named."""
    told = [key for key in _LIMIT if key in row]
    if told:
        yield from ((key, TABLES["suit"].keys[key].form) for key in _LIMIT if key not in row)
    of = {
        "agreed_in_writing": "agreed_court",
        "agreed_places": "agreed_court",
        "agreed_or_arbitration": "agreed_court",
        "defendant_home_since": "defendant_home",
        "plaintiff_home_since": "plaintiff_home",
    }
    yield from ((needed, '"…"') for key, needed in of.items() if key in row and needed not in row)


TABLES: Final[Mapping[str, Table]] = {
    "claim": Table(
        {
            "cut_off": keys.day(),
            "overdue_rate": keys.rate(),
            "penalty_rate": keys.rate(),
            "penalty": keys.amount(),
            "fees": keys.amount(),
            "allotment": keys.named(ALLOTMENTS),
            "day_count": keys.named(DAY_COUNTS),
            "lpr": keys.named(LPR_CHOICES),
            "ends": keys.named(ENDS),
            "formation": keys.named(FORMATIONS),
            "standard": keys.named(STANDARDS),
            "above_cap": keys.named(ABOVE_CAPS),
            "lawyers_fee": keys.named(LAWYERS_FEES),
            "new_note": keys.named(NEW_NOTES),
            "voluntary_stays": keys.yes(),
            "natural_persons": keys.yes(),
            "unclear_rates": Key(values.several_of(values.rate), '["月息1%", "年利率1%"]'),
        }
    ),
    "cost": Table(
        {
            "date": keys.day(needed=True),
            "amount": keys.amount(needed=True),
            "kind": keys.choice(CostKind, needed=True),
        },
        many=True,
    ),
    "loan_terms": Table(
        {
            "number": keys.whole(needed=True),
            "due": keys.day(),
            "rate": keys.rate(),
            "overdue_rate": keys.rate(),
            "secured": keys.yes(),
            "months": Key(values.up_to(_MONTHS), f"12 (≤ {_MONTHS})"),
            "level_rate": keys.rate(),
            "first_due": keys.day(),
        },
        _of_level,
        many=True,
    ),
    "rollover": Table(
        {
            "number": keys.whole(needed=True),
            "date": keys.day(needed=True),
            "principal": keys.amount(needed=True),
        },
        many=True,
    ),
    "withheld": Table(
        {"number": keys.whole(needed=True), "amount": keys.amount(needed=True)}, many=True
    ),
    "designated": Table(
        {"payment": keys.whole(needed=True), "loan": keys.whole(needed=True)}, many=True
    ),
    "lpr": Table(
        {"date": keys.day(needed=True), "rate": Key(values.percent, '"3.00%"', needed=True)},
        many=True,
    ),
    "suit": Table(
        {
            "province": Key(_province, '"江苏"'),
            "small_claims_limit": keys.amount(),
            "small_claims_since": keys.day(),
            "grace_days": Key(values.count_to(_DAYS), f"15 (≤ {_DAYS})"),
            **{name: keys.yes() for name in YES_OR_NO},
            "defendant_home": keys.text(),
            "defendant_home_since": keys.day(),
            "plaintiff_home": keys.text(),
            "plaintiff_home_since": keys.day(),
            "performance_place": keys.text(),
            "agreed_court": keys.text(),
            "agreed_in_writing": keys.yes(),
            "agreed_places": Key(values.several_of(values.named(CONNECTIONS)), '["被告住所地"]'),
            "agreed_or_arbitration": keys.yes(),
        },
        _of_suit,
    ),
    "proceeding": Table(
        {"kind": keys.named(PROCEEDINGS, needed=True), "date": keys.day(needed=True)}, many=True
    ),
    "guarantor_demand": Table(
        {
            "name": keys.text(needed=True),
            "date": keys.day(needed=True),
            "arrived": keys.yes(),
        },
        many=True,
    ),
}
