"""Mail servers on loopback: a real one that takes or refuses, and one that follows a script and breaks off where it says."""

import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HERE = "127.0.0.1"
USER, PASSWORD = "chengbao", "river-2026"


@dataclass
class Taken:
    """What a server took, and what it is to answer instead. `refuses`: answer by receiver; `after_data` by receiver."""

    letters: list[tuple[str, EmailMessage]] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    after_data: dict[str, str] = field(default_factory=dict)

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take or refuse a receiver."""
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take or refuse a letter."""
        receiver, content = envelope.rcpt_tos[0], envelope.content
        if receiver in self.after_data:
            return self.after_data[receiver]
        assert isinstance(content, bytes)
        message = message_from_bytes(content, policy=default)
        assert isinstance(message, EmailMessage)
        self.letters.append((receiver, message))
        return "250 OK"


@contextmanager
def post_office(taken: Taken, *, tls: ssl.SSLContext | None = None, wrapped: bool = False, sign_in: bool = False) -> Iterator[int]:
    """A real server for the length of a block; its port. `tls` offers STARTTLS, or with `wrapped` nothing but TLS."""
    controller = Controller(
        taken,
        hostname=HERE,
        port=free_port(),
        ssl_context=tls if wrapped else None,
        tls_context=None if wrapped else tls,
        require_starttls=tls is not None and not wrapped,
        auth_required=sign_in,
        auth_require_tls=not wrapped and tls is not None,
        authenticator=_known,
    )
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@contextmanager
def scripted(answers: Mapping[str, bytes | None], greeting: bytes | None = b"220 here\r\n") -> Iterator[int]:
    """A server that answers each word as told; None hangs up, b"" says nothing at all. What it does not know it takes."""
    listening = socket.create_server((HERE, 0))
    threading.Thread(target=_follow, args=(listening, answers, greeting), daemon=True).start()
    try:
        yield listening.getsockname()[1]
    finally:
        listening.close()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.create_server((HERE, 0)) as free:
        port: int = free.getsockname()[1]
        return port


def own_certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for loopback that nobody has signed but itself, and a server's side of TLS with it."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "here")])
    began = datetime(2020, 1, 1, tzinfo=UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(began)
        .not_valid_after(began + timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HERE))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "own.pem"
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(secret + built.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    trusted = folder / "trusted.pem"
    trusted.write_bytes(built.public_bytes(serialization.Encoding.PEM))
    return trusted, context


def _known(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, said: object) -> AuthResult:
    assert isinstance(said, LoginPassword)
    return AuthResult(success=(said.login, said.password) == (USER.encode(), PASSWORD.encode()), handled=False)


def _follow(listening: socket.socket, answers: Mapping[str, bytes | None], greeting: bytes | None) -> None:
    """One connection after the other until the listening ends."""
    while True:
        try:
            line, _ = listening.accept()
        except OSError:
            return
        with line:
            _talk(line, answers, greeting)


def _talk(line: socket.socket, answers: Mapping[str, bytes | None], greeting: bytes | None) -> None:
    if greeting is None:
        return
    try:
        line.sendall(greeting)
        with line.makefile("rb") as heard:
            _answer_each(line, heard, answers)
    except OSError:
        return


def _answer_each(line: socket.socket, heard: Iterator[bytes], answers: Mapping[str, bytes | None]) -> None:
    for said in heard:
        word = said[:4].decode("ascii", "replace").strip().upper()
        if said == b".\r\n" or word in {"EHLO", "MAIL", "RCPT", "DATA", "QUIT"}:
            answer = answers.get(word, b"354 go on\r\n" if word == "DATA" else b"250 OK\r\n")
            if answer is None:
                return
            line.sendall(answer)
