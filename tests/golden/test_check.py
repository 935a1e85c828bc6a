"""What the check before filing tells of each golden story: the findings it holds, and no other."""

from __future__ import annotations

import pytest
from golden import runs

from evidence_kit.model import FindingKind, KeepKind

pytestmark = pytest.mark.engine

K = FindingKind
NO_PROFILES = {K.PROFILE_THEIRS, K.PROFILE_OWN}
FINDINGS: dict[str, set[FindingKind]] = {
    "brief-only": {K.AGREEMENT_MISSING, K.DELIVERY_STATED, K.DEMAND_MISSING},
    "cash": {K.DELIVERY_STATED},
    "duplicates": {*NO_PROFILES, K.VOICE_UNTRANSCRIBED},
    "equal-transfers": {K.PROFILE_OWN},
    "fully-repaid": {K.NOTHING_OWED},
    "gap": {K.PROFILE_THEIRS, K.PAGES_GAP, K.DOUBTS_OPEN},
    "gifts": {*NO_PROFILES, K.DOUBTS_OPEN},
    "group-chat": {K.PROFILE_OWN},
    "instalments": {K.DOUBTS_OPEN},
    "interest-up-front": {K.PROFILE_OWN, K.DOUBTS_OPEN, K.RATE_HIGH, K.INTEREST_UP_FRONT},
    "old-and-new-ui": {K.PROFILE_OWN, K.PAGES_GAP, K.DOUBTS_OPEN},
    "records-agree": {K.VOICE_UNTRANSCRIBED},
    "records-alone": {K.VOICE_UNTRANSCRIBED, K.DOUBTS_OPEN},
    "records-conflict": {K.VOICE_UNTRANSCRIBED, K.DOUBTS_OPEN},
    "records-partial": {K.VOICE_UNTRANSCRIBED, K.DOUBTS_OPEN},
    "records-refund": {
        *(K.PROFILE_OWN, K.DEMAND_MISSING, K.VOICE_UNTRANSCRIBED, K.DOUBTS_OPEN),
    },
    "red-packets": {K.PROFILE_OWN, K.DOUBTS_OPEN},
    "relative-times": {*NO_PROFILES},
    "relative-times-unknown": {*NO_PROFILES, K.DOUBTS_OPEN},
    "returned-transfers": {
        *(K.PROFILE_OWN, K.DEMAND_MISSING, K.VOICE_UNTRANSCRIBED, K.DOUBTS_OPEN),
    },
    "said-then-paid-in-two": {*NO_PROFILES, K.DOUBTS_OPEN},
    "several-loans": {K.VOICE_UNTRANSCRIBED},
    "two-borrowers": {K.DOUBTS_OPEN},
    "two-borrowers-first": {K.DOUBTS_OPEN},
    "two-borrowers-second": {K.VOICE_UNTRANSCRIBED},
}
# No story has a voucher or a page with a real name; what was paid asks for none.
EVERYWHERE = {K.REAL_NAME_MISSING}
# What was lent by WeChat and arrived, none of it with a voucher yet.
VOUCHERS: dict[str, list[str]] = {
    "brief-only": [],
    "cash": ["2000.00"],
    "duplicates": ["1200.00"],
    "equal-transfers": ["10000.00", "10000.00"],
    "fully-repaid": ["4000.00"],
    "gap": ["5000.00"],
    "gifts": ["10000.00"],
    "group-chat": ["2000.00"],
    "instalments": ["6000.00"],
    "interest-up-front": ["10000.00"],
    "old-and-new-ui": ["10000.00"],
    "records-agree": ["8000.00", "5000.00"],
    "records-alone": ["8000.00", "5000.00"],
    "records-conflict": ["8000.00", "5000.00"],
    "records-partial": ["8000.00", "5000.00"],
    "records-refund": ["6000.00"],
    "red-packets": ["2000.00"],
    "relative-times": ["3600.00"],
    "relative-times-unknown": ["3600.00"],
    "returned-transfers": ["6000.00"],
    "said-then-paid-in-two": ["5000.00", "1800.00"],
    "several-loans": ["8000.00", "5000.00"],
    "two-borrowers": ["8000.00"],
    "two-borrowers-first": ["8000.00"],
    "two-borrowers-second": ["3000.00"],
}


def test_every_story_has_its_findings() -> None:
    assert set(FINDINGS) == set(VOUCHERS) == set(runs.NAMES)


@pytest.mark.parametrize("name", runs.NAMES)
def test_a_story_holds_these_findings_and_no_other(name: str, golden: runs.Runs) -> None:
    told = golden.checked(name).checked
    expected = FINDINGS[name] | (EVERYWHERE if K.NOTHING_OWED not in FINDINGS[name] else set())
    kinds = [one.kind for one in told.findings]
    assert sorted(kinds) == sorted(expected)
    assert [str(task.payment.amount.value) for task in told.vouchers] == VOUCHERS[name]
    assert not any(task.done for task in told.vouchers)


@pytest.mark.parametrize("name", runs.NAMES)
def test_a_story_s_page_is_private_and_short(name: str, golden: runs.Runs) -> None:
    """The page lies in X-work alone: no bundle made before or after has it."""
    found = golden.checked(name)
    run = golden.of(name)
    assert found.page == run.work / "立案前自查.html"
    assert found.page.exists()
    assert not [path for path in run.bundle.rglob("*") if "自查" in path.name]
    assert 1 <= len(found.checked.first_steps) <= 3
    if found.checked.vouchers and K.NOTHING_OWED not in FINDINGS[name]:
        assert found.checked.first_steps[0] is KeepKind.VOUCHERS
