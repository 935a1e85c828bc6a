"""An RFC 3161 authority asked over HTTP: only a request with a digest goes out."""

from __future__ import annotations

from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, TypeAlias

from evidence_kit.errors import TimestampError

if TYPE_CHECKING:
    from requests import Response

# A whole answer comes within this many seconds, or the authority is asked once more.
SECONDS = 20.0
ATTEMPTS = 2
# A token weighs 3 to 10 KB with its certificates; more is something else.
MOST_BYTES = 1_000_000
# What an answer is called (RFC 3161, 3.4); some servers name none.
_MEDIA_TYPES = ("application/timestamp-reply", "application/timestamp-response", "")

_Outcome: TypeAlias = bytes | TimestampError


class RemoteAuthority:
    """One authority at a URL. `root` is its own certificate (PEM), kept beside its seals."""

    def __init__(self, name: str, url: str, *, root: bytes = b"", seconds: float = SECONDS) -> None:
        self.name = name
        self.url = url
        self._root = root
        self._seconds = seconds

    @property
    def certificates(self) -> bytes:
        """The root that this program knows it by, for other people's tools; empty without one."""
        return self._root

    def answer(self, request: bytes) -> bytes:
        """Return what the authority says to a request, whole, after ATTEMPTS at most.

        Raises TimestampError "tsa_unreachable", "tsa_refused" or "tsa_no_token": nothing came in
        time, the server said no, or what came is no answer to a time-stamp request.
        """
        for left in reversed(range(ATTEMPTS)):
            try:
                return self._once(request)
            except TimestampError as error:
                if left == 0 or error.kind == "tsa_no_token":
                    raise
        raise AssertionError("ATTEMPTS is positive")

    def _once(self, request: bytes) -> bytes:
        """Ask in a thread of its own: a server that drips bytes can't hold the run up."""
        told: SimpleQueue[_Outcome] = SimpleQueue()
        Thread(target=lambda: told.put(self._outcome(request)), daemon=True).start()
        try:
            outcome = told.get(timeout=self._seconds)
        except Empty:
            raise self._fault("tsa_unreachable", f"{self._seconds:g} s") from None
        if isinstance(outcome, TimestampError):
            raise outcome
        return outcome

    def _outcome(self, request: bytes) -> _Outcome:
        import requests  # only whoever asks for a third party's time pays for it

        try:
            return self._asked(request)
        except TimestampError as error:
            return error
        except (requests.RequestException, OSError, ValueError) as error:
            return self._fault("tsa_unreachable", type(error).__name__)

    def _asked(self, request: bytes) -> bytes:
        import requests

        with requests.post(
            self.url,
            data=request,
            headers={"Content-Type": "application/timestamp-query", "User-Agent": "evidence-kit"},
            timeout=self._seconds,
            allow_redirects=False,  # a digest goes to whom the user named, and to nobody else
            stream=True,
        ) as answer:
            if answer.status_code != requests.codes.ok:
                raise self._fault("tsa_refused", str(answer.status_code))
            kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            body = bounded(answer)
        if kind not in _MEDIA_TYPES or not body or len(body) > MOST_BYTES:
            raise self._fault("tsa_no_token", kind or f"{len(body)} bytes")
        return body

    def _fault(self, kind: str, reason: str) -> TimestampError:
        return TimestampError(kind, authority=self.name, url=self.url, reason=reason)


def bounded(answer: Response) -> bytes:
    """Return a body, or a little more than MOST_BYTES of it."""
    body = bytearray()
    for part in answer.iter_content(65536):
        body += part
        if len(body) > MOST_BYTES:
            break
    return bytes(body)
