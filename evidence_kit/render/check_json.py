"""What a check found, put into the shape that `check_schema` promises."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from evidence_kit.claim.articles import is_read
from evidence_kit.model import Article, Digest, Finding, RecordingStep, SelfCheck, VoucherTask
from evidence_kit.render.check_schema import (
    ArticleJson,
    CheckJson,
    FindingJson,
    RecordingJson,
    VoucherJson,
)
from evidence_kit.render.reconciling import message

Names = Mapping[Digest, str]


def check_json(checked: SelfCheck, names: Names) -> CheckJson:
    """Return the contract's value for a check; `names` are the user's own names of the files."""
    account = checked.reconciliation
    return {
        "format": 1,
        "first_steps": [kind.value for kind in checked.first_steps],
        "keep": [kind.value for kind in checked.keep],
        "vouchers": [_voucher(task, names) for task in checked.vouchers],
        "findings": [_finding(one, names) for one in checked.findings],
        "message": message(account) if account else None,
        "recording": [_step(step, names) for step in checked.recording],
    }


def _finding(one: Finding, names: Names) -> FindingJson:
    return {
        "kind": one.kind.value,
        "section": one.section.value,
        "severity": one.severity.value,
        "args": dict(one.args),
        "quotes": list(one.quotes),
        "files": _files(one.pages, names),
        "articles": [_article(article) for article in one.articles],
        "grounds": [ground.value for ground in one.grounds],
    }


def _article(one: Article) -> ArticleJson:
    return {
        "text": one.text.value,
        "number": one.number,
        "paragraph": one.paragraph,
        "item": one.item,
        "read": is_read(one),
    }


def _voucher(task: VoucherTask, names: Names) -> VoucherJson:
    return {
        "date": task.day or None,
        "amount": str(task.payment.amount.value),
        "serial": task.payment.serial.value if task.payment.serial else None,
        "payee": task.payee,
        "done": task.done,
        "voucher": names.get(task.voucher) if task.voucher else None,
        "files": _files(task.pages, names),
    }


def _step(step: RecordingStep, names: Names) -> RecordingJson:
    known = {name: value for name, value in step.args if value}
    return {"kind": step.kind.value, "args": known, "files": _files(step.pages, names)}


def _files(pages: Iterable[Digest], names: Names) -> list[str]:
    return [names[page] for page in pages if page in names]
