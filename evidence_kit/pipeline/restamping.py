"""A finished bundle stamped once more: by authorities online, or by a request that is carried."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from evidence_kit import audit, files, seal, tsa
from evidence_kit.errors import InputError, OutputError, TimestampError
from evidence_kit.files import bag
from evidence_kit.model import Digest, Observed, Seal, Verdict
from evidence_kit.pipeline import forms, papers, reporting, revoking
from evidence_kit.pipeline.sealing import ORIGINALS, PAPERS, Asked, take
from evidence_kit.pipeline.stamping import Wanted

# The originals by themselves, and everything in the bundle.
_SUBJECTS = (ORIGINALS[0], PAPERS[0])
_SEAL_FILE = re.compile(r"timestamps/(?P<stem>[a-z0-9-]+\.[a-z0-9-]+\.[1-9][0-9]{0,3})\.ts[qr]")
_NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")
_COMMON_NAME = re.compile(r"CN=((?:[^,\\\\]|\\\\.)+)")
# No answer of an authority is larger.
_MOST_BYTES = 1_000_000


def stamp(
    bundle: Path, wanted: Wanted, *, told: Callable[[tsa.Fetched], None] = lambda _: None
) -> tuple[Asked, ...]:
    """Add seals by the authorities to a bundle that contradicts itself nowhere.

    What the bundle held before stays as it was. Where an authority's certificates are believed,
    whom they name is asked once whether they were revoked: `told` hears of each place, what came
    is kept beside the bundle, and a revoked certificate costs the authority its seals. Raises
    InputError "not_a_bundle", "file_takes_no_stamp" for a ZIP, or "bundle_contradicts",
    OutputError.
    """
    observed = _sound(bundle)
    return tuple(
        one
        for authority in wanted.authorities
        for one in _stamped(bundle, observed, authority, wanted.roots, told)
    )


def _stamped(
    bundle: Path,
    observed: Observed,
    authority: tsa.RemoteAuthority,
    roots: seal.Roots,
    told: Callable[[tsa.Fetched], None],
) -> Iterator[Asked]:
    """Give what came of each question to one authority; its seals are added as they come."""
    revoked: revoking.Told | None = None
    for subject in _SUBJECTS:
        digest = _digest(observed, subject)
        one = Asked(authority.name, authority.url, subject, digest)
        number = _next(observed, subject, authority.name)
        try:
            taken, finding = take(subject, digest, authority, roots=roots, number=number)
        except TimestampError as error:
            yield replace(one, fault=error)
            continue
        if finding.trusted_root and revoked is None:
            revoked = revoking.asked(taken.response, roots)
            for place in revoking.keep(bundle, authority.name, revoked.fetched):
                told(place)
        if revoked and finding.gen_time and revoked.refuses([finding.gen_time]):
            name = authority.name
            yield replace(one, fault=TimestampError("bad_token", authority=name, fault="revoked"))
            continue
        bag.add_seal(bundle, taken)
        yield replace(one, finding=finding)


def export(bundle: Path, out: Path) -> Digest:
    """Write a request for the whole bundle's digest, for an authority that is asked elsewhere.

    Returns the digest, which is all that the request tells. Raises InputError as `stamp` does,
    OutputError "exists" where something stands at `out`, "paper_in_bundle" for one in a bundle.
    """
    digest = _digest(_sound(bundle), PAPERS[0])
    reporting.refuse_inside(out)
    if out.exists() or out.is_symlink():
        raise OutputError("exists", path=str(out))
    files.write_private(out, seal.request(digest, nonce=secrets.randbits(63) + 1))
    return digest


def take_in(bundle: Path, response: Path, roots: seal.Roots) -> Asked:
    """Add an authority's answer that was fetched elsewhere, if it is about this bundle.

    One that is there already, in whatever encoding, is told as taken in, and not written again.
    Raises InputError as `stamp` does and "no_such_response", TimestampError "bad_token" for what
    is no valid token, or one about something else.
    """
    observed = _sound(bundle)
    raw = tsa.trimmed(_read(response), roots=roots)
    told = seal.answered(raw)
    for subject in ORIGINALS + PAPERS:
        digest = _digest(observed, subject)
        if told and told[0] == digest.raw:
            asked = seal.request(digest, nonce=told[1])
            trial = Seal(f"{subject}.imported.1", digest, asked, raw)
            return _kept(bundle, observed, trial, roots, response.name)
    fault = "other_subject" if told else "not_a_response"
    raise TimestampError("bad_token", authority=response.name, fault=fault)


def _kept(bundle: Path, observed: Observed, trial: Seal, roots: seal.Roots, response: str) -> Asked:
    subject, digest = trial.name.partition(".")[0], trial.subject
    found = seal.prove(trial, roots=roots, own=None)
    if found.gen_time is None:
        authority = found.authority or response
        raise TimestampError("bad_token", authority=authority, fault=found.fault or "")
    name = _called(found.authority)
    if seal.stamped(trial.response) in _stamps(observed):
        return Asked(name, "", subject, digest, found)
    number = _next(observed, subject, name)
    bag.add_seal(bundle, replace(trial, name=f"{subject}.{name}.{number}"))
    return Asked(name, "", subject, digest, found)


def _stamps(observed: Observed) -> set[tuple[bytes, bytes, bytes] | None]:
    """Return every stamp that the bundle holds."""
    return {seal.stamped(raw) for name, raw in observed.contents if _SEAL_FILE.fullmatch(name)}


def _called(subject: str) -> str:
    """Return what an authority is called in file names, from its certificate's own name."""
    own = _COMMON_NAME.search(subject)
    slug = _NOT_IN_A_NAME.sub("-", (own[1] if own else "").lower()).strip("-")[:40].strip("-")
    return slug if slug and slug != seal.LOCAL else "imported"


def _sound(bundle: Path) -> Observed:
    files.refuse_denied(bundle)
    if bundle.is_file():
        raise InputError("file_takes_no_stamp", path=str(bundle))
    with files.opened(bundle) as opened:
        observed = opened.observe()
        if not any(file.name == "manifest-sha256.txt" for file in observed.files):
            raise InputError("not_a_bundle", path=str(bundle))
        report = audit.report(
            observed,
            signed=papers.signed(opened, observed),
            said=papers.said(opened, observed),
            carried=papers.carried(opened, observed),
            listed=papers.listed(opened, observed),
            forms=forms.forms(opened, observed),
        )
    failed = [check for check in report.checks if check.verdict is Verdict.FAILED]
    for check in sorted(failed, key=lambda one: "name" not in dict(one.args)):
        name = dict(check.args).get("name", "")
        path = str(bundle)
        raise InputError("bundle_contradicts", path=path, finding=check.finding, name=name)
    return observed


def _digest(observed: Observed, subject: str) -> Digest:
    name = f"{subject}.txt"
    found = (file.sha256 for file in observed.files if file.name == name)
    if (digest := next(found, None)) is None:
        raise InputError("denied_folder", path=name)
    return digest


def _next(observed: Observed, subject: str, authority: str) -> int:
    """Return the first number that no seal of this authority over this manifest has."""
    stems = {m["stem"] for file in observed.files if (m := _SEAL_FILE.fullmatch(file.name))}
    number = 1
    while f"{subject}.{authority}.{number}" in stems:
        number += 1
    return number


def _read(response: Path) -> bytes:
    try:
        with response.open("rb") as file:
            return file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise InputError("no_such_response", path=str(response)) from error
