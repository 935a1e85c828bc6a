"""Third parties' time: whom a user asks for it, and what of it may stand in the filing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from evidence_kit import seal, tsa
from evidence_kit.errors import InputError, UsageError
from evidence_kit.model import SealFinding
from evidence_kit.pipeline.sealing import Asked
from evidence_kit.render import ThirdPartyTime


@dataclass(frozen=True, slots=True)
class Wanted:
    """The authorities to ask, and the roots under which their answers are believed.

    With `each` they are asked for a token of each original, too.
    """

    authorities: tuple[tsa.RemoteAuthority, ...] = ()
    roots: seal.Roots = ()
    each: bool = False


NONE = Wanted()
_COMMON_NAME = re.compile(r"(?:^|,)CN=((?:[^,\\]|\\.)+)")


def wanted(said: Iterable[str], trust_roots: Sequence[Path] = (), *, each: bool = False) -> Wanted:
    """Return whom a user asks for, by name or URL, with the program's roots and the user's own.

    The roots count without an authority, too: for what an earlier day's seals prove. Raises
    UsageError "unknown_authority", "not_a_root" or "each_of_nobody", InputError "no_such_root".
    """
    authorities = tsa.asked(said)
    if each and not authorities:
        raise UsageError("each_of_nobody")
    return Wanted(authorities, trusted(trust_roots), each)


def trusted(trust_roots: Sequence[Path] = ()) -> seal.Roots:
    """Return the program's roots and the user's own; raises as `wanted` does for a bad one."""
    raw = [*tsa.roots(), *(root_of(path) for path in trust_roots)]
    found: seal.Roots = ()
    for number, one in enumerate(raw, start=1 - len(tsa.roots())):
        try:
            found += seal.roots_in(one)
        except ValueError as error:
            raise UsageError("not_a_root", number=str(number)) from error
    return found


def root_of(path: Path) -> bytes:
    """Return a certificate's file; InputError "no_such_root" where it can't be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError("no_such_root", path=str(path)) from error


def times(proven: Iterable[Asked]) -> tuple[ThirdPartyTime, ...]:
    """Return when trusted third parties saw the originals, each by the name of who it is."""
    return tuple(
        ThirdPartyTime(organisation(one.authority, one.finding), one.finding.gen_time)
        for one in proven
        if one.finding and one.finding.gen_time
    )


def organisation(authority: str, finding: SealFinding) -> str:
    """Return who gave a time: an organisation that is known by its root, else what signs itself.

    The name that a seal's file has is anybody's to choose.
    """
    for one in tsa.listed():
        held = seal.roots_in(one.root) if one.root else ()
        if finding.trusted_root in {root.subject.rfc4514_string() for root in held}:
            return one.organisation
    named = _COMMON_NAME.search(finding.authority)
    return named[1] if named else finding.authority or authority
