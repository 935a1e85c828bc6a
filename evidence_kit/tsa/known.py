"""Authorities by name: who they are, where they answer, and the root they are known by."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from ssl import PEM_cert_to_DER_cert
from urllib.parse import urlsplit

from evidence_kit.errors import UsageError
from evidence_kit.tsa.remote import RemoteAuthority

_PACKAGE = resources.files("evidence_kit.tsa")
_NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")
_SCHEMES = ("http", "https")


@dataclass(frozen=True, slots=True)
class Known:
    """One entry of authorities.toml; `root` is PEM, empty where the package holds none."""

    name: str
    organisation: str
    url: str
    root: bytes = b""


@cache
def listed() -> tuple[Known, ...]:
    """Return every authority that has a name here.

    Raises RuntimeError where a root isn't the certificate that its entry's fingerprint names:
    the package itself has been tampered with.
    """
    told = tomllib.loads(_PACKAGE.joinpath("authorities.toml").read_text(encoding="utf-8"))
    return tuple(_known(name, entry) for name, entry in told.items())


def roots() -> tuple[bytes, ...]:
    """Return the roots (PEM) of the authorities that have a name here."""
    return tuple(one.root for one in listed() if one.root)


def asked(said: Iterable[str]) -> tuple[RemoteAuthority, ...]:
    """Return the authorities that a user names or gives a URL of, each once.

    Raises UsageError "unknown_authority" with the names that are known.
    """
    found: dict[str, RemoteAuthority] = {}
    for text in said:
        one = _authority(text.strip())
        while one.name in found and found[one.name].url != one.url:
            one = RemoteAuthority(f"{one.name}-2", one.url)
        found[one.name] = one
    return tuple(found.values())


def _authority(said: str) -> RemoteAuthority:
    named = next((one for one in listed() if said.lower() == one.name), None)
    if named is not None:
        return RemoteAuthority(named.name, named.url, root=named.root)
    slug = _slug(said)
    if not slug:
        names = ", ".join(one.name for one in listed())
        raise UsageError("unknown_authority", name=said, known=names)
    return RemoteAuthority(slug if slug != "local" else "local-host", said)


def _slug(url: str) -> str:
    """Return what the authority of a URL is called in file names; nothing for what is no URL."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return _NOT_IN_A_NAME.sub("-", host.lower()).strip("-") if parts.scheme in _SCHEMES else ""


def _known(name: str, entry: dict[str, str]) -> Known:
    root = b""
    if "root" in entry:
        root = _PACKAGE.joinpath("roots", entry["root"]).read_bytes()
        if sha256(PEM_cert_to_DER_cert(root.decode("ascii"))).hexdigest() != entry["sha256"]:
            raise RuntimeError(f"{entry['root']} is not the root of {name}")
    return Known(name, entry["organisation"], entry["url"], root)
