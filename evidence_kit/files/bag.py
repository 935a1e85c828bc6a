"""The bag's own papers (RFC 8493): manifests, bag-info.txt, seals, written into a stage."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from evidence_kit import manifest
from evidence_kit.files.digesting import Digesting, chunks
from evidence_kit.files.stage import writing
from evidence_kit.model import Algorithm, Digest, Seal, Source


def write_payload_manifests(root: Path, sources: Iterable[Source]) -> None:
    """Write manifest-sha256.txt and manifest-sm3.txt from digests taken at intake."""
    listed = [(f"data/{source.safe_name}", source.sha256, source.sm3) for source in sources]
    _write_manifests(root, "manifest", listed)


def write_bag_info(
    root: Path, sources: Iterable[Source], *, agent: str, bagged_on: date, seals: Iterable[str]
) -> None:
    """Write bagit.txt and bag-info.txt; `seals` names every seal the bundle must have."""
    sizes = [source.size for source in sources]
    values = (agent, bagged_on.isoformat(), f"{sum(sizes)}.{len(sizes)}")
    fields = [
        *zip(manifest.INFO_LABELS, values, strict=True),
        *((manifest.SEAL_LABEL, name) for name in seals),
    ]
    _write(root / "bagit.txt", manifest.BAGIT_TXT)
    _write(root / "bag-info.txt", manifest.fields_text(fields))


def write_tag_manifests(root: Path) -> None:
    """List every file but the payload and the tag manifests themselves."""
    listed = [_digested(root, path) for path in sorted(root.rglob("*")) if _is_tag(root, path)]
    _write_manifests(root, "tagmanifest", listed)


def digest_of(root: Path, subject: str) -> Digest:
    """Return the SHA-256 of a manifest in the stage, by its stem."""
    return _digested(root, root / f"{subject}.txt")[1]


def keep_seal(root: Path, seal: Seal) -> None:
    """Write a whole request and response below `timestamps/`."""
    _write(root / "timestamps" / f"{seal.name}.tsq", seal.request)
    _write(root / "timestamps" / f"{seal.name}.tsr", seal.response)


def response_of(root: Path, name: str) -> bytes:
    """Return the response of a seal in the stage; OutputError where it can't be read back."""
    path = root / "timestamps" / f"{name}.tsr"
    with writing(path):
        return path.read_bytes()


def keep_token(root: Path, stem: str, seal: Seal) -> None:
    """Write the request and the response of one original's token, at a path from the top."""
    _write(root / f"{stem}.tsq", seal.request)
    _write(root / f"{stem}.tsr", seal.response)


def add_seal(bundle: Path, seal: Seal) -> None:
    """Add a request and its response to a finished bundle, each whole or not at all.

    A run that is ended between them leaves a request without an answer, which breaks nothing.
    Raises OutputError "disk_full" or "cannot_write", and then nothing was added.
    """
    stem = bundle / "timestamps" / seal.name
    with writing(stem):
        put: list[Path] = []
        try:
            for kind, content in (("tsq", seal.request), ("tsr", seal.response)):
                put.append(stem.with_name(f"{seal.name}.{kind}"))
                _put(put[-1], content, beside=bundle)
        except BaseException:
            for path in put:
                path.unlink(missing_ok=True)
            raise


def _put(path: Path, content: bytes, *, beside: Path) -> None:
    """Write a file beside the bundle and move it in: half a seal in it would be a false one."""
    path.parent.mkdir(exist_ok=True)
    part = beside.absolute().with_name(f".evidence-kit-{secrets.token_hex(8)}.part")
    try:
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def drop_seals(root: Path, names: Iterable[str]) -> None:
    """Remove seals of an earlier try from the stage; what isn't there is no fault."""
    for name in names:
        for kind in ("tsq", "tsr"):
            path = root / "timestamps" / f"{name}.{kind}"
            with writing(path):
                path.unlink(missing_ok=True)


def keep_certificates(root: Path, authority: str, pem: bytes) -> None:
    """Write an authority's certificates below `timestamps/`, for other people's tools."""
    _write(root / "timestamps" / f"{authority}.pem", pem)


def keep_revocation(root: Path, authority: str, kind: str, contents: Iterable[bytes]) -> None:
    """Write what says whether an authority's certificates were revoked; `kind` is crl or ocsp."""
    for number, content in enumerate(contents, start=1):
        _write(root / "timestamps" / f"{authority}.{number}.{kind}", content)


def _is_tag(root: Path, path: Path) -> bool:
    inside = path.relative_to(root).as_posix()
    return path.is_file() and not inside.startswith(("data/", "tagmanifest-"))


def _digested(root: Path, path: Path) -> tuple[str, Digest, Digest]:
    digesting = Digesting()
    with writing(path), path.open("rb") as file:
        for chunk in chunks(file):
            digesting.update(chunk)
    return path.relative_to(root).as_posix(), digesting.sha256, digesting.sm3


def _write_manifests(root: Path, stem: str, listed: list[tuple[str, Digest, Digest]]) -> None:
    sha256 = manifest.of(Algorithm.SHA256, ((name, digest) for name, digest, _ in listed))
    sm3 = manifest.of(Algorithm.SM3, ((name, digest) for name, _, digest in listed))
    for one in (sha256, sm3):
        _write(root / f"{stem}-{one.algorithm}.txt", manifest.text(one))


def _write(path: Path, content: bytes) -> None:
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
