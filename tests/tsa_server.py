"""A real RFC 3161 authority on loopback (openssl ts), and servers that answer anything else."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_CONFIG = """
[req]
distinguished_name = dn
[dn]
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[middle]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[stamping]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
certs = {folder}/chain.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ordering = no
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


@dataclass(frozen=True)
class OpensslAuthority:
    """Root → intermediate → time-stamping certificate, all made by openssl in `folder`."""

    folder: Path

    @classmethod
    def made(cls, folder: Path) -> OpensslAuthority:
        """Make keys, certificates and the configuration."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "ts.cnf").write_text(_CONFIG.format(folder=folder), encoding="utf-8")
        (folder / "serial").write_text("01\n", encoding="utf-8")
        one = cls(folder)
        one._certify("root", "Example Root", None)
        one._certify("middle", "Example Intermediate", "root")
        one._certify("tsa", "Example Time Stamping", "middle")
        chain = (folder / "middle.pem").read_bytes() + (folder / "root.pem").read_bytes()
        (folder / "chain.pem").write_bytes(chain)
        return one

    @property
    def root(self) -> Path:
        """The root's certificate, PEM."""
        return self.folder / "root.pem"

    def reply(self, request: bytes) -> bytes:
        """Answer a request as `openssl ts -reply` does."""
        asked, said = self.folder / "in.tsq", self.folder / "out.tsr"
        asked.write_bytes(request)
        config = str(self.folder / "ts.cnf")
        command = ["ts", "-reply", "-config", config, "-section", "stamping"]
        self._run(*command, "-queryfile", str(asked), "-out", str(said))
        return said.read_bytes()

    def verifies(self, subject: Path, response: Path) -> bool:
        """Say whether `openssl ts -verify` believes a response about a file."""
        command = ["openssl", "ts", "-verify", "-data", str(subject), "-in", str(response)]
        chain = ["-CAfile", str(self.root), "-untrusted", str(self.folder / "chain.pem")]
        done = subprocess.run([*command, *chain], capture_output=True, check=False)
        return done.returncode == 0

    def _certify(self, name: str, subject: str, issuer: str | None) -> None:
        key, csr = str(self.folder / f"{name}.key"), str(self.folder / f"{name}.csr")
        config = str(self.folder / "ts.cnf")
        new = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        said = ["-subj", f"/O=Example/CN={subject}", "-config", config]
        self._run("req", "-new", *new, "-keyout", key, "-out", csr, *said)
        by = ["-signkey", key]
        if issuer:
            signer = self.folder / issuer
            by = ["-CA", f"{signer}.pem", "-CAkey", f"{signer}.key", "-CAcreateserial"]
        kind = ["-extfile", config, "-extensions", name, "-days", "7300", "-sha256"]
        out = str(self.folder / f"{name}.pem")
        self._run("x509", "-req", "-in", csr, *by, *kind, "-out", out)

    def _run(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], capture_output=True, check=True)


@dataclass
class Said:
    """What a server says to a request, and how."""

    body: bytes
    status: int = 200
    kind: str = "application/timestamp-reply"
    location: str | None = None


@contextmanager
def serving(answer: Callable[[bytes], Said | bytes]) -> Iterator[str]:
    """Serve on loopback whatever `answer` makes of each body (of a GET, its path); give the URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say(answer(b"GET " + self.path.encode()))

        def do_POST(self) -> None:
            self._say(answer(self.rfile.read(int(self.headers.get("Content-Length", "0")))))

        def _say(self, made: Said | bytes) -> None:
            said = made if isinstance(made, Said) else Said(made)
            self.send_response(said.status)
            self.send_header("Content-Type", said.kind)
            self.send_header("Content-Length", str(len(said.body)))
            if said.location:
                self.send_header("Location", said.location)
            self.end_headers()
            self.wfile.write(said.body)

        def log_message(self, *_: object) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/tsr"
    finally:
        server.shutdown()
        server.server_close()
