"""What an authority's own certificates name for it: lists of revoked ones, answers about one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread

from evidence_kit import seal
from evidence_kit.audit import revocation
from evidence_kit.audit.revocation import Pair

SECONDS = 10.0  # in which a whole answer comes, or there is none
MOST_BYTES = 1_000_000
MOST_PLACES = 8  # that are asked for one authority
_QUESTION = "application/ocsp-request"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A URL that was asked, and what it gave: a list (crl), an answer (ocsp), or None."""

    url: str
    kind: str
    content: bytes | None


def fetched(response: bytes, roots: seal.Roots, *, seconds: float = SECONDS) -> Iterator[Fetched]:
    """Ask where a seal's certificates say, and keep what their issuers signed about them.

    Each certificate's lists come first; only where there is none, its issuer is asked about it.
    Nothing of the user's goes out: a list is fetched whole, a question has the number of the
    authority's certificate.
    """
    left = MOST_PLACES
    for pair in revocation.pairs(response, roots):
        for kind, url in _places(pair):
            if left == 0:
                return
            left -= 1
            body = revocation.question(pair) if kind == "ocsp" else None
            raw = _within(url, body, seconds)
            told = raw is not None and revocation.status(raw, pair) is not None
            yield Fetched(url, kind, raw if told else None)
            if told:
                break


def _places(pair: Pair) -> list[tuple[str, str]]:
    lists, answers = revocation.places(pair.certificate)
    return [*(("crl", url) for url in lists), *(("ocsp", url) for url in answers)]


def _within(url: str, body: bytes | None, seconds: float) -> bytes | None:
    """Ask in a thread of its own: a server that drips bytes can't hold the run up."""
    told: SimpleQueue[bytes | None] = SimpleQueue()
    Thread(target=lambda: told.put(_content(url, body, seconds)), daemon=True).start()
    try:
        return told.get(timeout=seconds)
    except Empty:
        return None


def _content(url: str, body: bytes | None, seconds: float) -> bytes | None:
    import requests  # only whoever asks for a third party's time pays for it

    from evidence_kit.tsa.remote import bounded

    headers = {"User-Agent": "evidence-kit"} | ({"Content-Type": _QUESTION} if body else {})
    method = "POST" if body else "GET"
    try:
        with requests.request(
            method,
            url,
            data=body,
            headers=headers,
            timeout=seconds,
            allow_redirects=False,
            stream=True,
        ) as answer:
            raw = bounded(answer)
            if answer.status_code != requests.codes.ok or len(raw) > MOST_BYTES:
                return None
            return raw
    except (requests.RequestException, OSError, ValueError):
        return None
