"""What a browser takes along to the house and brings back, sealed with its own secret: what for, where to go on, until when."""

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

SEAL, ROOM = 32, 3000


@dataclass(frozen=True)
class Errand:
    """`purpose`: what it is for; `about`: a path, or whom; `until`: seconds since 1970; `salt`: makes it the only one of its kind."""

    purpose: str
    about: str
    until: int
    salt: str


def sealed(errand: Errand, secret: str) -> str:
    """The errand as text for an address or a form, of no use without the secret."""
    told = json.dumps([errand.purpose, errand.about, errand.until, errand.salt], ensure_ascii=False).encode("utf-8", "replace")
    return _text(_seal(told, secret) + told)


def opened(text: str, secret: str, now: int) -> Errand | None:
    """The errand of a text; None for one that was sealed with another secret, was changed, or is late."""
    whole = _bytes(text)
    told = whole[SEAL:]
    if not hmac.compare_digest(_seal(told, secret), whole[:SEAL]):
        return None
    purpose, about, until, salt = json.loads(told)
    return Errand(purpose, about, until, salt) if now < until else None


def derived(text: str, secret: str, what: str) -> str:
    """A value that only this browser's errand has, 43 characters long: nobody need keep it (RFC 7636 4.1)."""
    return _text(hmac.digest(secret.encode(), f"{what} {text}".encode(), "sha256"))


def named(text: str) -> str:
    """A short name of an errand, by which one that was used is known again."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _seal(told: bytes, secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"errand " + told, "sha256")


def _text(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    """What was encoded; b"" for anything else."""
    try:
        plain = text[:ROOM].encode("ascii")
        return urlsafe_b64decode(plain + b"=" * (-len(plain) % 4))
    except ValueError:
        return b""
