"""The authority that is always there: this machine's own clock, under a key of this run only."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from asn1crypto import algos, cms, core, tsp, x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID

from evidence_kit.errors import TimestampError

_SUBJECT = "evidence-kit local clock, not certified by any third party"
_POLICY = "2.25.320151983219736414583245917206317352961"  # "the clock of whoever ran this"
_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_YEARS = timedelta(days=36525)  # long enough for `openssl ts -verify`, which asks today's date
_SLACK = timedelta(days=1)  # a clock set back during the run must not void its own seals


class LocalAuthority:
    """One throwaway certificate and its key, which never leaves memory.

    Its seals tie files together and state this machine's clock; they prove nothing to anybody
    who doesn't trust this machine. `now` gives aware times.
    """

    name = "local"

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._certificate = _certificate(self._key, now())

    @property
    def certificates(self) -> bytes:
        """Its own self-signed certificate, PEM."""
        return self._certificate.public_bytes(Encoding.PEM)

    def answer(self, request: bytes) -> bytes:
        """Return a granted response to a request; TimestampError "bad_request" otherwise."""
        try:
            asked = tsp.TimeStampReq.load(request, strict=True)
            info = _info(asked["message_imprint"], asked["nonce"].native, self._now())
        except (ValueError, TypeError) as error:
            raise TimestampError("bad_request", authority=self.name) from error
        return self._response(info)

    def _response(self, info: bytes) -> bytes:
        certificate = asn1_x509.Certificate.load(self._certificate.public_bytes(Encoding.DER))
        digest = algos.DigestAlgorithm({"algorithm": "sha256"})
        attributes = _attributes(info, certificate.dump())
        signer = cms.SignerInfo(
            {
                "version": "v1",
                "sid": cms.SignerIdentifier(
                    "issuer_and_serial_number",
                    {"issuer": certificate.issuer, "serial_number": certificate.serial_number},
                ),
                "digest_algorithm": digest,
                "signed_attrs": attributes,
                "signature_algorithm": {"algorithm": "sha256_ecdsa"},
                "signature": sign(self._key, attributes.dump()),
            }
        )
        signed = cms.SignedData(
            {
                "version": "v3",
                "digest_algorithms": [digest],
                "encap_content_info": {
                    "content_type": "tst_info",
                    "content": core.ParsableOctetString(info),
                },
                "certificates": [certificate],
                "signer_infos": [signer],
            }
        )
        token = cms.ContentInfo({"content_type": "signed_data", "content": signed})
        response: bytes = tsp.TimeStampResp(
            {"status": {"status": "granted"}, "time_stamp_token": token}
        ).dump()
        return response


def sign(key: ec.EllipticCurvePrivateKey, signed: bytes) -> bytes:
    """Sign with the smaller of s and -s, which sign alike: so each seal has one form only."""
    r, s = decode_dss_signature(key.sign(signed, ec.ECDSA(hashes.SHA256())))
    return encode_dss_signature(r, min(s, _P256_ORDER - s))


def _info(imprint: tsp.MessageImprint, nonce: int | None, now: datetime) -> bytes:
    info: bytes = tsp.TSTInfo(
        {
            "version": "v1",
            "policy": _POLICY,
            "message_imprint": imprint,
            "serial_number": secrets.randbits(127) | 1,
            "gen_time": now.astimezone(UTC).replace(microsecond=0),
            "accuracy": {"seconds": 1},
            "nonce": nonce,
        }
    ).dump()
    return info


def _attributes(info: bytes, certificate: bytes) -> cms.CMSAttributes:
    bound = tsp.SigningCertificateV2(
        {"certs": [{"cert_hash": hashlib.sha256(certificate).digest()}]}
    )
    return cms.CMSAttributes(
        [
            {"type": "content_type", "values": ["tst_info"]},
            {"type": "message_digest", "values": [hashlib.sha256(info).digest()]},
            {"type": "signing_certificate_v2", "values": [bound]},
        ]
    )


def _certificate(key: ec.EllipticCurvePrivateKey, now: datetime) -> x509.Certificate:
    """Issue a certificate to itself: no CA, for time-stamping alone (RFC 3161, 2.3)."""
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, _SUBJECT)])
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _SLACK)
        .not_valid_after(now + _YEARS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return builder.sign(key, hashes.SHA256())
