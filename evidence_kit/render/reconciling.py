"""The reconciliation message: words ready to copy, in Chinese, for the debtor alone to confirm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evidence_kit.model import Moment, Money, Payment, Reconciliation
from evidence_kit.render.wording import Wording, chinese_date, wording_of

STYLE = "check"
_PAPER = "message"


def message(account: Reconciliation) -> str:
    """Return the message: names, every loan and repayment with its day, the balance, a request."""
    words = wording_of(STYLE)
    named = {"debtor": account.debtor, "creditor": account.creditor or ""}
    lines = [
        words.text(_PAPER, "opening", named),
        *_listed(words, "loan", account.loans),
        *_listed(words, "repayment", account.repayments),
        words.text(_PAPER, "balance", {"amount": str(account.balance)}),
        words.text(_PAPER, "closing"),
    ]
    return "\n".join(lines)


def _listed(words: Wording, kind: str, payments: Sequence[Payment]) -> Iterator[str]:
    if not payments:
        yield words.text(_PAPER, "none")
        return
    sum_ = Money(sum(one.amount.value.fen for one in payments))
    known = {"count": str(len(payments)), "amount": str(sum_)}
    yield words.text(_PAPER, f"{kind}s", known)
    for number, one in enumerate(payments, start=1):
        yield f"{number}. {words.text(_PAPER, kind, _told(words, one))}"


def _told(words: Wording, payment: Payment) -> dict[str, str]:
    return {
        "date": _day(payment.at),
        "channel": words.text(_PAPER, f"channels.{_way(payment)}"),
        "amount": str(payment.amount.value),
    }


def _way(payment: Payment) -> str:
    return "红包" if payment.red_packet else payment.channel.value


def _day(at: Moment) -> str:
    """Return the day, nothing where it may be one of several."""
    if at.earliest is None or at.latest is None or at.earliest.date() != at.latest.date():
        return ""
    return chinese_date(at.earliest.date().isoformat())
