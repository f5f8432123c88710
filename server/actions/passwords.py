"""Passwords as argon2 hashes, and random tokens of which only a digest is kept."""

import hashlib
import hmac
import secrets
from functools import lru_cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

SHORTEST = 8
LONGEST = 200
_HASH = PasswordHash((Argon2Hasher(),))
_NOBODY = _HASH.hash(secrets.token_hex())


def hashed(password: str) -> str:
    """The argon2id hash to store."""
    return _HASH.hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Whether the password is the one behind the hash. Takes as long for an unknown person."""
    return _HASH.verify(password[:LONGEST], kept or _NOBODY) and kept is not None


def new_token() -> str:
    """A token that cannot be guessed, fit for a link."""
    return secrets.token_urlsafe(32)


@lru_cache(maxsize=1024)
def form_token(token: str) -> str:
    """The token that forms carry: bound to the browser's, useless without it.

    Kept, as reckoning it lets go of the interpreter, and to get that back costs a busy server more than the sum.
    """
    return hmac.digest(token.encode(), b"form", "sha256").hex()


def digest(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
