"""A TLS server on loopback whose certificate comes from an authority made for the test."""

from __future__ import annotations

import ipaddress
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

Answer = Callable[[bytes], bytes]


def authority(folder: Path) -> tuple[Path, Path]:
    """(authority's certificate, server's chain and key) for localhost and 127.0.0.1, valid for a day."""
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate("Test authority", root_key, root_key, None)
    leaf = _certificate("localhost", key, root_key, root)
    trusted, served = folder / "authority.pem", folder / "server.pem"
    trusted.write_bytes(root.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    served.write_bytes(private + leaf.public_bytes(serialization.Encoding.PEM))
    return trusted, served


def _certificate(
    name: str, key: ec.EllipticCurvePrivateKey, signer: ec.EllipticCurvePrivateKey, issuer: x509.Certificate | None
) -> x509.Certificate:
    subject, now = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)]), datetime.now(UTC)
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject if issuer is None else issuer.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
    )
    if issuer is not None:
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return builder.sign(signer, hashes.SHA256())


class Server(socketserver.ThreadingTCPServer):
    """Keeps the bytes of each request and answers what `answer` makes of them."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, served: Path) -> None:
        self.requests: list[bytes] = []
        self.answer: Answer = lambda _request: reply(b"")
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(served)
        super().__init__(("127.0.0.1", 0), _Exchange)

    @property
    def address(self) -> str:
        """Where it listens, with its name in the certificate."""
        return f"https://localhost:{self.server_address[1]}"


class _Exchange(socketserver.BaseRequestHandler):
    server: Server

    def handle(self) -> None:
        try:
            with self.server.context.wrap_socket(self.request, server_side=True) as stream:
                received = b""
                while not received.endswith(b"\r\n\r\n"):
                    part = stream.recv(4096)
                    if not part:
                        return
                    received += part
                self.server.requests.append(received)
                stream.sendall(self.server.answer(received))
        except OSError:
            return  # the client did not like the certificate


def reply(body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    """The bytes of an answer."""
    head = "".join(f"{one}\r\n" for one in headers)
    return f"HTTP/1.1 {status}\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


@contextmanager
def running(served: Path) -> Iterator[Server]:
    """A server that answers until the end of the block."""
    with Server(served) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
