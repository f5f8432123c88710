"""Mail by SMTP: one letter, one connection, one answer that says whether another try may help. Knows no store and no template."""

import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from functools import partial
from typing import Literal

from server import clock
from server.notify.letters import Failed, Letter, Outcome, Sent, Unclear, Way
from server.notify.lines import one_line, trouble
from server.report.season import way_problems as say

Security = Literal["starttls", "ssl", "none"]
SECONDS = 30.0
LONGEST_ADDRESS = 254
_GO_ON, _TAKEN = 354, 250
_PERMANENT = 500
# RFC 5321 without quoted local parts and address literals, which no office uses.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"(?=.{{1,64}}@){_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]")


@dataclass(frozen=True)
class MailServer:
    """Where letters are handed in. `sender` is an address, or a name and an address in angle brackets; no `user` is no sign-in."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""
    security: Security = "starttls"
    seconds: float = SECONDS

    @property
    def place(self) -> str:
        """As a reason names it."""
        return f"{self.host}:{self.port}"


def mail_way(server: MailServer) -> Way:
    """The way out through a server. Certificates are checked against those the machine trusts."""
    return partial(_sent, server)


def plausible(address: str) -> bool:
    """Whether a mail server could take this address: one @, a name and a domain with a dot, all ASCII."""
    return len(address) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(address) is not None


def message_of(letter: Letter, sender: str) -> EmailMessage:
    """A letter as the message that goes over the line. Raises ValueError for an address that is none."""
    name, address = parseaddr(sender)
    if not plausible(letter.address):
        raise ValueError(letter.address)
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(one_line(name), addr_spec=address)
    message["To"] = Address(one_line(letter.receiver), addr_spec=letter.address)
    message["Subject"] = one_line(letter.subject)
    message["Date"] = format_datetime(clock.now().astimezone(clock.BEIJING))
    message["Message-ID"] = f"<{letter.message_id}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(letter.text, cte="base64")
    message.add_alternative(letter.html, subtype="html", cte="base64")
    return message


def _sent(server: MailServer, letter: Letter) -> Outcome:
    if not plausible(parseaddr(server.sender)[1]):
        return Failed(say.mail_sender_wrong(one_line(server.sender)), again=True)
    try:
        message = message_of(letter, server.sender)
    except (ValueError, MessageError):
        return Failed(say.mail_address_wrong(one_line(letter.address)), again=False)
    try:
        line = _connected(server)
    except (OSError, smtplib.SMTPException, ValueError) as wrong:
        return _not_reached(server, wrong)
    try:
        return _handed_over(server, line, letter.address, message)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            line.quit()
        line.close()


def _connected(server: MailServer) -> smtplib.SMTP:
    """A line on which letters can be handed in. What goes wrong closes it."""
    own_name = parseaddr(server.sender)[1].rpartition("@")[2] or None
    secure = partial(smtplib.SMTP_SSL, context=ssl.create_default_context())
    opened = secure if server.security == "ssl" else smtplib.SMTP
    line = opened(server.host, server.port, own_name, timeout=server.seconds)
    try:
        line.ehlo_or_helo_if_needed()
        if server.security == "starttls":
            line.starttls(context=ssl.create_default_context())
            line.ehlo_or_helo_if_needed()
        if server.user:
            line.login(server.user, server.password)
    except BaseException:
        line.close()
        raise
    return line


def _not_reached(server: MailServer, wrong: Exception) -> Failed:
    """Whatever is wrong before the letter is spoken of is no fault of the letter: another try may do better."""
    match wrong:
        case ssl.SSLError():
            reason = say.mail_certificate(server.place, trouble(wrong))
        case smtplib.SMTPAuthenticationError():
            reason = say.mail_sign_in(server.place, _answer(wrong.smtp_code, wrong.smtp_error))
        case UnicodeError():
            reason = say.mail_sign_in(server.place, say.only_ascii())
        case smtplib.SMTPNotSupportedError():
            reason = say.mail_unsupported(server.place, server.security)
        case smtplib.SMTPResponseException():
            reason = say.mail_refuses_us(server.place, _answer(wrong.smtp_code, wrong.smtp_error))
        case _:
            reason = say.mail_unreachable(server.place, trouble(wrong))
    return Failed(reason, again=True)


def _handed_over(server: MailServer, line: smtplib.SMTP, address: str, message: EmailMessage) -> Outcome:
    """Sender, receiver, text; each answer judged. Once the text is under way, only an answer tells what became of it."""
    envelope = (("MAIL", f"FROM:<{parseaddr(server.sender)[1]}>"), ("RCPT", f"TO:<{address}>"), ("DATA", ""))
    try:
        for word, rest in envelope:
            code, said = line.docmd(word, rest)
            if code not in (_TAKEN, _TAKEN + 1, _GO_ON):
                return Failed(say.mail_refused(address, _answer(code, said)), again=code < _PERMANENT or word == "MAIL")
    except (OSError, smtplib.SMTPException) as wrong:
        return Failed(say.mail_broken_off(server.place, trouble(wrong)), again=True)
    try:
        line.send(re.sub(rb"(?m)^\.", b"..", message.as_bytes()) + b".\r\n")
        code, said = line.getreply()
    except (OSError, smtplib.SMTPException) as wrong:
        return Unclear(say.mail_unclear(server.place, trouble(wrong)))
    return Sent() if code == _TAKEN else Failed(say.mail_refused(address, _answer(code, said)), again=code < _PERMANENT)


def _answer(code: int, said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return one_line(f"{code} {words}")
