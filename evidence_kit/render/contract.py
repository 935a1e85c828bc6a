"""What a run read, put into the shape that `schema` promises."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from evidence_kit.facts.untaken import Untaken
from evidence_kit.model import (
    Backing,
    Conversation,
    Digest,
    Doubt,
    FileRole,
    JoinKind,
    LoanFacts,
    PageText,
    Payment,
    Rate,
    Saying,
    Screen,
    Source,
    Sourced,
    Statement,
    Where,
)
from evidence_kit.render import acts, stated
from evidence_kit.render.schema import (
    BackingJson,
    ConversationJson,
    DoubtJson,
    FactsJson,
    FileJson,
    PaymentJson,
    PlaceJson,
    QuoteJson,
    ReadJson,
    TermJson,
    TermsJson,
)
from evidence_kit.render.seen import Moments, box_json, moment_json, screen_json, text_json
from evidence_kit.render.who import candidate_json, party_json


@dataclass(frozen=True, slots=True)
class Story:
    """What a run read: the sources, their screens, the facts, and which engines read them.

    `answered` is how many doubts case.toml answers, `pages` the words of each picture that an
    engine gave an answer on, whatever becomes of it.
    """

    sources: tuple[Source, ...]
    screens: tuple[tuple[Source, Screen], ...]
    facts: LoanFacts
    engine: str
    second_reader: str | None
    lost: tuple[tuple[str, str], ...] = ()
    untaken: tuple[Untaken, ...] = ()  # answers that changed nothing
    answered: int = 0
    pages: Mapping[Digest, PageText] = field(default_factory=dict)


def read_json(story: Story) -> ReadJson:
    """Return the contract's value for a run; every file of the folder is in `files`."""
    names = _Names(story.sources)
    moments = _moments(story.facts.conversations)
    return {
        "format": 1,
        "engine": story.engine,
        "second_reader": story.second_reader,
        "files": [_file(source) for source in story.sources]
        + [_lost(name, reason) for name, reason in story.lost],
        "screens": [screen_json(screen, source.name, moments) for source, screen in story.screens],
        "conversations": [_conversation(c, names) for c in story.facts.conversations],
        "facts": _facts(story.facts, names),
        "doubts": [_doubt(doubt, names) for doubt in story.facts.doubts],
        "untaken": [{"doubt": one.id, "value": one.value} for one in story.untaken],
    }


class _Names:
    """From a digest back to the user's own file name (the first, where two are identical)."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._by_hex: dict[str, str] = {}
        self._every: dict[str, list[str]] = {}
        for source in sorted(sources, key=lambda one: one.role is not FileRole.USED):
            self._by_hex.setdefault(source.sha256.hex, source.name)
            self._every.setdefault(source.sha256.hex, []).append(source.name)

    def place(self, where: Where | Statement) -> list[PlaceJson]:
        if isinstance(where, Statement):
            return []
        return [{"file": self._by_hex[where.source.hex], "box": box_json(where.box)}]

    def name(self, hexadecimal: str) -> str:
        return self._by_hex[hexadecimal]

    def each(self, pages: Iterable[Digest]) -> list[str]:
        """Return the pages' names; of files that are copies, each has its own."""
        left = {page: iter(names) for page, names in self._every.items()}
        return [next(left[page.hex], self._by_hex[page.hex]) for page in pages]


_BACKINGS: dict[Backing, BackingJson] = {
    Backing.SCREENSHOT: "screenshot",
    Backing.CORROBORATED: "corroborated",
    Backing.RECORD: "record",
    Backing.STATED: "stated",
}


def _moments(conversations: Sequence[Conversation]) -> Moments:
    return {(u.where.source.hex, u.index): u.at for c in conversations for u in c.utterances}


def _file(source: Source) -> FileJson:
    return {
        "name": source.name,
        "sha256": source.sha256.hex,
        "sm3": source.sm3.hex,
        "size": source.size,
        "media_type": source.media_type,
        "role": source.role.value,
        "reason": source.reason,
    }


def _lost(name: str, reason: str) -> FileJson:
    return {
        "name": name,
        "sha256": None,
        "sm3": None,
        "size": 0,
        "media_type": "application/octet-stream",
        "role": "unreadable",
        "reason": reason,
    }


def _conversation(conversation: Conversation, names: _Names) -> ConversationJson:
    files = names.each(conversation.pages)
    met = list(zip(files[1:], conversation.joins, strict=True))
    return {
        "title": text_json(conversation.title),
        "titles": [title.value for title in conversation.titles],
        "files": files,
        "messages": [
            {"file": names.name(u.where.source.hex), "index": u.index, "at": moment_json(u.at)}
            for u in conversation.utterances
        ],
        "joins": [
            {
                "left": names.name(join.left.hex),
                "right": right,
                "kind": join.kind.value,
                "overlap": list(join.pairs),
            }
            for right, join in met
        ],
        "gaps": [
            {"after": names.name(join.left.hex), "before": right}
            for right, join in met
            if join.kind is JoinKind.GAP
        ],
    }


def _payment(payment: Payment, names: _Names) -> PaymentJson:
    return {
        "amount": str(payment.amount.value),
        "direction": payment.direction.value if payment.direction else None,
        "at": moment_json(payment.at),
        "status": payment.state.value,
        "nature": payment.nature.value,
        "basis": payment.basis.quote if payment.basis else None,
        "serial": text_json(payment.serial),
        "memo": payment.memo,
        "corrected_by": payment.amount.stated_by.by if payment.amount.stated_by else None,
        "stated": stated.payment_json(payment),
        "channel": payment.channel.value,
        "red_packet": payment.red_packet,
        "returned_at": moment_json(payment.returned_at) if payment.returned_at else None,
        "counted": payment.counted,
        "backing": _BACKINGS[payment.backing],
        "quote": payment.amount.quote,
        "where": [place for where in payment.places for place in names.place(where)],
        "records": [place for where in payment.records for place in names.place(where)],
        "doubts": [doubt.id for doubt in payment.doubts],
    }


def _saying(saying: Saying, names: _Names) -> QuoteJson:
    return {
        "quote": saying.quote.value,
        "by": saying.by.value,
        "speaker": saying.speaker,
        "amount": str(saying.amount) if saying.amount else None,
        "at": moment_json(saying.at),
        "where": names.place(saying.quote.where),
        "stated": stated.demand_json(saying),
    }


def _facts(facts: LoanFacts, names: _Names) -> FactsJson:
    said: dict[str, list[QuoteJson]] = {}
    for saying in facts.sayings:
        said.setdefault(saying.kind.value, []).append(_saying(saying, names))
    settled = {id(payment) for payment in (*facts.loans, *facts.repayments)}
    return {
        "lender": party_json(facts.lender, names.place),
        "borrower": party_json(facts.borrower, names.place),
        "others": [party_json(party, names.place) for party in facts.others],
        "candidates": [
            candidate_json(one, names.name(one.page.hex) if one.page else None)
            for one in facts.candidates
        ],
        "loans": [_payment(payment, names) for payment in facts.loans],
        "repayments": [_payment(payment, names) for payment in facts.repayments],
        "other_payments": [_payment(p, names) for p in facts.payments if id(p) not in settled],
        "terms": _terms(facts, names),
        "requests": said.get("request", []),
        "promises": said.get("promise", []),
        "demands": said.get("demand", []),
        "acknowledgements": said.get("acknowledgement", []),
        "delays": said.get("delay", []),
        "plans": said.get("plan", []),
        "guarantees": said.get("guarantee", []),
        "joint": said.get("joint", []),
        "refusals": said.get("refusal", []),
        "denials": said.get("denial", []),
        "waivers": said.get("waiver", []),
        "relending": said.get("relending", []),
        "limitation_acts": acts.limitation_json(facts, names.place),
        "contacts": acts.contacts_json(facts, names.place),
        "principal_outstanding": str(facts.outstanding),
    }


def _terms(facts: LoanFacts, names: _Names) -> TermsJson:
    due, rate, purpose = facts.terms.due, facts.terms.rate, facts.terms.purpose
    formed = facts.terms.formed_on
    return {
        "due": {
            "value": moment_json(due.value),
            "quote": due.quote,
            "where": names.place(due.where),
            "stated_by": stated.stated_by(due),
        }
        if due
        else None,
        "renewals": acts.renewals_json(facts, names.place),
        "instalments": acts.instalments_json(facts, names.place),
        "rate": _term(rate, str(rate.value.per_year), names) if rate else None,
        "purpose": _term(purpose, purpose.value, names) if purpose else None,
        "formed_on": {"value": formed.value.isoformat(), "stated_by": stated.stated_by(formed)}
        if formed
        else None,
    }


def _term(term: Sourced[Rate] | Sourced[str], value: str, names: _Names) -> TermJson:
    return {
        "value": value,
        "quote": term.quote,
        "where": names.place(term.where),
        "stated_by": stated.stated_by(term),
    }


def _doubt(doubt: Doubt, names: _Names) -> DoubtJson:
    return {
        "id": doubt.id,
        "kind": doubt.kind.value,
        "args": dict(doubt.args),
        "file": names.name(doubt.where.source.hex) if doubt.where else None,
        "box": box_json(doubt.where.box) if doubt.where else None,
        "readings": [
            {"engine": r.engine, "text": r.text, "confidence": round(r.confidence, 3)}
            for r in doubt.readings
        ],
    }
