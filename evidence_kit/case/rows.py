"""The rows of the 证据目录: exhibits under the elements of the claim, with page ranges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from evidence_kit.case import money, own_word, proofs, records
from evidence_kit.case.exhibits import Bound
from evidence_kit.case.proofs import Grouped, Matter
from evidence_kit.model import (
    RECORDINGS,
    Brief,
    ExhibitKind,
    Group,
    LoanFacts,
    Proof,
    ProofKind,
    Row,
    Screen,
    Source,
)


def listed(
    shown: Sequence[Bound],
    facts: LoanFacts,
    screens: Sequence[tuple[Source, Screen]],
    brief: Brief,
) -> tuple[Row, ...]:
    """Return the rows in filing order: by group, then by exhibit; every exhibit is in one."""
    matter = proofs.matter_of(facts, screens, brief)
    rows = [row for bound in shown for row in _rows(bound, matter)]
    order = list(Group)
    rows.sort(key=lambda row: (order.index(row.group), row.exhibit))
    return tuple(replace(row, number=number) for number, row in enumerate(rows, start=1))


def _rows(bound: Bound, matter: Matter) -> Iterator[Row]:
    grouped: dict[Group, list[Proof]] = {}
    for group, proof in (*_proofs(bound, matter), *own_word.stated(bound, matter)):
        grouped.setdefault(group, []).append(proof)
    talked = proofs.chatted(bound, bound.conversation) if bound.conversation else None
    first = next((group for group in Group if group in grouped), money.home(bound, matter))
    if talked is not None:
        grouped.setdefault(first, []).append(talked)
    elif not grouped:
        grouped[first] = [_as_shown(bound)]
    for group in (group for group in Group if group in grouped):
        yield _row(bound, group, grouped[group])


def _row(bound: Bound, group: Group, found: Sequence[Proof]) -> Row:
    pages = [page for proof in found for page in proof.pages]
    told = tuple(sorted(found, key=_by_page))
    return Row(0, group, bound.exhibit.number, min(pages), max(pages), told)


def _by_page(proof: Proof) -> tuple[bool, int]:
    return (proof.kind is not ProofKind.CHATTED, min(proof.pages))


def _as_shown(bound: Bound) -> Proof:
    recorded = bound.exhibit.kind in RECORDINGS
    kind = ProofKind.AS_RECORDED if recorded else ProofKind.AS_SHOWN
    return Proof(kind, (), bound.exhibit.numbers)


def _proofs(bound: Bound, matter: Matter) -> Iterator[Grouped]:
    if bound.conversation is not None:
        yield from proofs.of_conversation(bound, bound.conversation, matter)
    elif bound.payment is not None:
        yield from money.of_payment(bound, bound.payment, matter)
    elif bound.paper is not None:
        yield from money.of_paper(bound, bound.paper, matter)
    elif bound.records is not None:
        yield from records.of_records(bound, bound.records, matter)
    elif bound.exhibit.kind is ExhibitKind.BILL_LIST:
        yield from money.of_list(bound, matter)
    elif bound.exhibit.kind is ExhibitKind.REAL_NAME:
        yield from money.of_real_name(bound, matter)
    elif bound.profiles:
        yield from proofs.of_profile(bound, matter)
