"""A time-stamp response taken apart and put together again, so that nothing hides in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from asn1crypto import core

_INTEGER, _OCTETS, _OID, _TIME, _SEQUENCE, _SET = 0x02, 0x04, 0x06, 0x18, 0x30, 0x31
_CONTEXT_0, _CONTEXT_1, _BOOLEAN = 0xA0, 0xA1, 0x01
_NULL = b"\x05\x00"
_ZERO = b"\x02\x01\x00"
GRANTED = b"\x30\x03\x02\x01\x00"  # PKIStatusInfo with nothing beside "granted"
_GENERAL_TIME = re.compile(r"(\d{14})(?:\.(\d{0,5}[1-9]))?Z", re.ASCII)


class TokenError(Exception):
    """Why a response proves nothing: a kind of SealFinding.fault."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def oid(dotted: str) -> bytes:
    """Return the DER of an object identifier."""
    encoded: bytes = core.ObjectIdentifier(dotted).dump()
    return encoded


SIGNED_DATA = oid("1.2.840.113549.1.7.2")
TST_INFO = oid("1.2.840.113549.1.9.16.1.4")
CONTENT_TYPE = oid("1.2.840.113549.1.9.3")
MESSAGE_DIGEST = oid("1.2.840.113549.1.9.4")
SIGNING_CERTIFICATE = oid("1.2.840.113549.1.9.16.2.12")
SIGNING_CERTIFICATE_V2 = oid("1.2.840.113549.1.9.16.2.47")
# Digests: the parameters may be absent or NULL (RFC 5754, section 2).
_DIGESTS = {
    oid("2.16.840.1.101.3.4.2.1"): "sha256",
    oid("2.16.840.1.101.3.4.2.2"): "sha384",
    oid("2.16.840.1.101.3.4.2.3"): "sha512",
}
# As our own authority writes it: SHA-256 with NULL.
OWN_DIGEST = bytes.fromhex("300d06096086480165030402010500")
# Signatures: key, and the digest the name binds it to (None: the SignerInfo's own). RSA's
# parameters are NULL (RFC 8017, A.2.4), ECDSA's absent (RFC 5754, section 3.3).
_SIGNATURES = {
    oid("1.2.840.113549.1.1.1"): ("rsa", None),
    oid("1.2.840.113549.1.1.11"): ("rsa", "sha256"),
    oid("1.2.840.113549.1.1.12"): ("rsa", "sha384"),
    oid("1.2.840.113549.1.1.13"): ("rsa", "sha512"),
    oid("1.2.840.10045.4.3.2"): ("ecdsa", "sha256"),
    oid("1.2.840.10045.4.3.3"): ("ecdsa", "sha384"),
    oid("1.2.840.10045.4.3.4"): ("ecdsa", "sha512"),
}


class Element(NamedTuple):
    """One DER element: its identifier octet, its content, and the whole of it."""

    tag: int
    content: bytes
    whole: bytes


def elements(raw: bytes, *tags: int) -> tuple[Element, ...]:
    """Split into elements side by side; TokenError unless their tags are these, if any."""
    found, at = [], 0
    while at < len(raw):
        start, end = extent(raw, at)
        found.append(Element(raw[at], raw[start:end], raw[at:end]))
        at = end
    if tags and tuple(one.tag for one in found) != tags:
        raise TokenError("not_a_response")
    return tuple(found)


def extent(raw: bytes, at: int) -> tuple[int, int]:
    """Return where the content of the element at `at` begins and ends (X.690, 8.1).

    An element of no definite length, and a tag of several octets, stand in no response.
    """
    start, length = at + 2, raw[at + 1] if at + 1 < len(raw) else -1
    if length > 0x80:
        octets = raw[start : start + length - 0x80]
        start, length = start + length - 0x80, int.from_bytes(octets)
    elif length == 0x80:
        length = -1
    if raw[at] & 31 == 31 or length < 0 or start + length > len(raw):
        raise TokenError("not_a_response")
    return start, start + length


def der(tag: int, *parts: bytes) -> bytes:
    """Frame parts as one DER element with the shortest length."""
    content = b"".join(parts)
    if len(content) < 0x80:
        return bytes((tag, len(content))) + content
    octets = len(content).to_bytes((len(content).bit_length() + 7) // 8)
    return bytes((tag, 0x80 + len(octets))) + octets + content


@dataclass(frozen=True, slots=True)
class Token:
    """What a granted response says, with all that its signature does not cover named.

    `attributes` is the content of signedAttrs; the two algorithms are whole elements.
    """

    info: bytes
    certificates: tuple[bytes, ...]
    issuer: bytes
    serial: bytes
    digest_algorithm: bytes
    attributes: bytes
    signature_algorithm: bytes
    signature: bytes

    def response(self, *, sorted_certificates: bool = False) -> bytes:
        """Put the response together again (RFC 3161, 2.4.2; RFC 5652, 5).

        DER sorts a SET, many authorities don't: the copy for a strict parser is sorted.
        """
        certificates = sorted(self.certificates) if sorted_certificates else self.certificates
        signer = der(
            _SEQUENCE,
            der(_INTEGER, b"\x01"),
            der(_SEQUENCE, self.issuer, self.serial),
            self.digest_algorithm,
            der(_CONTEXT_0, self.attributes),
            self.signature_algorithm,
            der(_OCTETS, self.signature),
        )
        signed = der(
            _SEQUENCE,
            der(_INTEGER, b"\x03"),
            der(_SET, self.digest_algorithm),
            der(_SEQUENCE, TST_INFO, der(_CONTEXT_0, der(_OCTETS, self.info))),
            der(_CONTEXT_0, *certificates),
            der(_SET, signer),
        )
        token = der(_SEQUENCE, SIGNED_DATA, der(_CONTEXT_0, signed))
        return der(_SEQUENCE, GRANTED, token)

    @property
    def signed(self) -> bytes:
        """The bytes under the signature: signedAttrs as a SET (RFC 5652, 5.4)."""
        return der(_SET, self.attributes)

    @property
    def digest_name(self) -> str:
        """The digest algorithm; TokenError for one we don't know."""
        return digest_name(self.digest_algorithm)

    @property
    def key_kind(self) -> str:
        """Return "rsa" or "ecdsa"; TokenError unless the algorithm fits the digest algorithm."""
        name, parameters = _algorithm(self.signature_algorithm)
        kind, bound = _SIGNATURES.get(name, ("", None))
        if not kind or parameters != (_NULL if kind == "rsa" else b""):
            raise TokenError("unknown_algorithm")
        if bound not in (None, self.digest_name):
            raise TokenError("unknown_algorithm")
        return kind


def take_apart(response: bytes) -> Token:
    """Return what a response holds; TokenError unless putting it together gives the same bytes.

    So no byte holds anything that the signature doesn't cover or that doesn't follow from it.
    A third party's answer still has twins that say the same: n - s for s in an ECDSA signature,
    NULL or nothing after a digest's name, its certificates in another order or fewer of them.
    """
    token = read_signed(response)
    if token.response() != response:
        raise TokenError("not_canonical")
    return token


def read_signed(response: bytes) -> Token:
    """Return what a granted response holds but for what its signature leaves free.

    That is a text beside "granted", unsigned attributes, revocation lists. TokenError for
    anything that is no granted response.
    """
    status = elements(elements(response, _SEQUENCE)[0].content)
    if not status or status[0].tag != _SEQUENCE:
        raise TokenError("not_a_response")
    said = elements(status[0].content)
    if not said or said[0].whole != _ZERO or any(one.tag != _SEQUENCE for one in said[1:]):
        raise TokenError("not_granted")
    return _token(status[1:])


def _token(after_status: tuple[Element, ...]) -> Token:
    if len(after_status) != 1:
        raise TokenError("not_a_response")
    _, wrapped = elements(after_status[0].content, _OID, _CONTEXT_0)
    signed = elements(wrapped.content, _SEQUENCE)[0]
    _, _, content, certificates, signers = _covered(
        signed.content, _INTEGER, _SET, _SEQUENCE, _CONTEXT_0, _SET
    )
    _, octets = elements(content.content, _OID, _CONTEXT_0)
    signer = elements(signers.content, _SEQUENCE)[0]
    _, who, digest_algorithm, attributes, signature_algorithm, signature = _covered(
        signer.content, _INTEGER, _SEQUENCE, _SEQUENCE, _CONTEXT_0, _SEQUENCE, _OCTETS
    )
    issuer, serial = elements(who.content, _SEQUENCE, _INTEGER)
    return Token(
        info=elements(octets.content, _OCTETS)[0].content,
        certificates=tuple(one.whole for one in elements(certificates.content)),
        issuer=issuer.whole,
        serial=serial.whole,
        digest_algorithm=digest_algorithm.whole,
        attributes=attributes.content,
        signature_algorithm=signature_algorithm.whole,
        signature=signature.content,
    )


def _covered(raw: bytes, *tags: int) -> tuple[Element, ...]:
    """Split as `elements` does, without what is [1]: revocation lists, unsigned attributes."""
    found = elements(raw)
    kept = b"".join(one.whole for one in found if one.tag != _CONTEXT_1)
    return elements(kept, *tags)


def digest_name(algorithm: bytes) -> str:
    """Return the hashlib name of a digest algorithm's element; TokenError for an unknown one."""
    name, parameters = _algorithm(algorithm)
    if name not in _DIGESTS or parameters not in (b"", _NULL):
        raise TokenError("unknown_algorithm")
    return _DIGESTS[name]


def _algorithm(whole: bytes) -> tuple[bytes, bytes]:
    parts = elements(elements(whole, _SEQUENCE)[0].content)
    if not parts or parts[0].tag != _OID:
        raise TokenError("not_a_response")
    name, *parameters = parts
    return name.whole, b"".join(one.whole for one in parameters)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a TSTInfo says: the imprint's element, the nonce (None where absent), the time."""

    imprint: bytes
    nonce: int | None
    gen_time: datetime


def read_stamp(info: bytes) -> Stamp:
    """Read a TSTInfo (RFC 3161, 2.4.2); TokenError for anything else."""
    fields = elements(elements(info, _SEQUENCE)[0].content)
    fixed, others = fields[:5], fields[5:]
    if tuple(f.tag for f in fixed) != (_INTEGER, _OID, _SEQUENCE, _INTEGER, _TIME):
        raise TokenError("not_a_response")
    order = [_SEQUENCE, _BOOLEAN, _INTEGER, _CONTEXT_0, _CONTEXT_1]
    places = [order.index(f.tag) if f.tag in order else -1 for f in others]
    if fixed[0].content != b"\x01" or places != sorted(set(places)) or -1 in places:
        raise TokenError("not_a_response")
    nonces = [int.from_bytes(f.content, signed=True) for f in others if f.tag == _INTEGER]
    return Stamp(fixed[2].whole, nonces[0] if nonces else None, _time(fixed[4].content))


def _time(content: bytes) -> datetime:
    found = _GENERAL_TIME.fullmatch(content.decode("ascii", "replace"))
    try:
        time = datetime.strptime(found[1] if found else "", "%Y%m%d%H%M%S")
    except ValueError as error:
        raise TokenError("not_a_response") from error
    fraction = (found[2] if found else None) or "0"
    return time.replace(microsecond=int(fraction.ljust(6, "0")), tzinfo=UTC)


def read_attributes(content: bytes) -> dict[bytes, bytes]:
    """Return signedAttrs by type: each attribute's only value. TokenError for a doubled one."""
    found: dict[bytes, bytes] = {}
    for attribute in elements(content):
        kind, values = elements(attribute.content, _OID, _SET)
        held = elements(values.content)
        if len(held) != 1 or kind.whole in found:
            raise TokenError("not_a_response")
        found[kind.whole] = held[0].whole
    return found


def first_certificate_hash(value: bytes, *, version_2: bool) -> tuple[str, bytes]:
    """Return algorithm and hash of the first ESSCertID(v2) (RFC 5035): the signer's own."""
    lists = elements(elements(value, _SEQUENCE)[0].content)
    entries = elements(lists[0].content) if lists else ()
    parts = elements(entries[0].content) if entries else ()
    if version_2 and parts and parts[0].tag == _SEQUENCE:
        name, parts = digest_name(parts[0].whole), parts[1:]
    else:
        name = "sha256" if version_2 else "sha1"
    if not parts or parts[0].tag != _OCTETS:
        raise TokenError("not_a_response")
    return name, parts[0].content
