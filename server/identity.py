"""The sign-in service of the house, by OpenID Connect: asks it who somebody is, and believes only what it signed for us."""

import logging
import threading
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TypeVar
from urllib.parse import quote, urlencode

import httpx2
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import JWTClaimsRegistry
from pydantic import BaseModel, ConfigDict

from server.report.security.house import Known, Trouble, Way

SECONDS, LEEWAY, AT_ONCE = 5.0, 60, 2
REMEMBERED = timedelta(minutes=10)
SIGNED_BY = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
SUBJECT_ROOM, NAME_ROOM = 255, 50
log = logging.getLogger("chengbao")
T = TypeVar("T")


class _Discovery(BaseModel):
    """OpenID Connect Discovery 1.0, 3: as far as it is needed."""

    model_config = ConfigDict(extra="ignore")
    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    id_token_signing_alg_values_supported: tuple[str, ...] = ("RS256",)
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)


class _Answer(BaseModel):
    """OpenID Connect Core 1.0, 3.1.3.3: the token endpoint's answer."""

    model_config = ConfigDict(extra="ignore")
    id_token: str


class _Claims(BaseModel):
    """What an identity token says, after its signature and its claims have been found right."""

    model_config = ConfigDict(extra="ignore")
    sub: str
    aud: str | list[str]
    azp: str | None = None
    name: str = ""
    preferred_username: str = ""


class _Keys(BaseModel):
    """RFC 7517, 5."""

    model_config = ConfigDict(extra="ignore")
    keys: list[dict[str, str | list[str]]]


class House:
    """One provider. Not more than two ask it at once, so that a provider that hangs does not stop the pages."""

    def __init__(self, issuer: str, client: str, secret: str) -> None:
        self._issuer, self._client, self._secret = issuer.rstrip("/"), client, secret
        self._asking = threading.BoundedSemaphore(AT_ONCE)
        self._found: tuple[datetime, _Discovery] | None = None

    def address(self, way: Way, state: str, now: datetime) -> str | Trouble:
        """Where the browser goes to say who it is (authorization code, PKCE by S256)."""
        found = self._once(lambda: self._discovered(now))
        if isinstance(found, Trouble):
            return found
        challenge = urlsafe_b64encode(sha256(way.verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {"response_type": "code", "client_id": self._client, "redirect_uri": way.back, "scope": "openid profile", "state": state}
        asked |= {"nonce": way.nonce, "code_challenge": challenge, "code_challenge_method": "S256"}
        return f"{found.authorization_endpoint}{'&' if '?' in found.authorization_endpoint else '?'}{urlencode(asked)}"

    def who(self, code: str, way: Way, now: datetime) -> Known | Trouble:
        """Who stands behind a code that the browser brought back."""
        return self._once(lambda: self._who(code, way, now))

    def _once(self, ask: Callable[[], T]) -> T | Trouble:
        if not self._asking.acquire(blocking=False):
            return Trouble.away
        try:
            return ask()
        except httpx2.HTTPError as wrong:
            log.warning("the sign-in service does not answer: %s", wrong)
            return Trouble.away
        except (JoseError, ValueError, TypeError) as wrong:  # a ValidationError is a ValueError
            log.warning("the sign-in service is not to be believed: %s", type(wrong).__name__)
            return Trouble.doubtful
        finally:
            self._asking.release()

    def _discovered(self, now: datetime) -> _Discovery:
        """What the house says of itself, remembered for a while."""
        if self._found and now < self._found[0] + REMEMBERED:
            return self._found[1]
        answer = httpx2.get(f"{self._issuer}/.well-known/openid-configuration", timeout=SECONDS)
        found = _Discovery.model_validate_json(answer.raise_for_status().content)
        if found.issuer.rstrip("/") != self._issuer:
            raise ValueError(found.issuer)
        self._found = (now, found)
        return found

    def _who(self, code: str, way: Way, now: datetime) -> Known:
        found = self._discovered(now)
        token = self._exchanged(found, code, way)
        keys = _keys(httpx2.get(found.jwks_uri, timeout=SECONDS).raise_for_status().content)
        signed_by = [each for each in SIGNED_BY if each in found.id_token_signing_alg_values_supported]
        claims = jwt.decode(token, keys, algorithms=signed_by).claims
        _Registry(found.issuer, self._client, way.nonce, now).validate(claims)
        return _known(_Claims.model_validate(claims), found.issuer, self._client)

    def _exchanged(self, found: _Discovery, code: str, way: Way) -> str:
        """The identity token for a code. The secret goes as the house asks for it (RFC 6749 2.3.1); without one, not at all."""
        asked = {"grant_type": "authorization_code", "code": code, "redirect_uri": way.back, "code_verifier": way.verifier}
        methods = found.token_endpoint_auth_methods_supported
        by_form = "client_secret_basic" not in methods and "client_secret_post" in methods
        asked |= {"client_id": self._client} if by_form or not self._secret else {}
        asked |= {"client_secret": self._secret} if by_form and self._secret else {}
        sign = (quote(self._client, safe=""), quote(self._secret, safe="")) if self._secret and not by_form else None
        answer = httpx2.post(found.token_endpoint, data=asked, auth=sign, timeout=SECONDS, headers={"Accept": "application/json"})
        if answer.status_code >= httpx2.codes.INTERNAL_SERVER_ERROR:
            answer.raise_for_status()
        return _Answer.model_validate_json(answer.content).id_token


class _Registry(JWTClaimsRegistry):
    """What must stand in a token: whose it is, for whom, until when, and for this very errand (OpenID Connect Core 1.0, 3.1.3.7)."""

    def __init__(self, issuer: str, client: str, nonce: str, now: datetime) -> None:
        super().__init__(
            int(now.timestamp()),
            LEEWAY,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": client},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
            sub={"essential": True},
        )


def _keys(content: bytes) -> KeySet:
    """The keys of the house that sign; others are no matter, even such as nobody here can read."""
    every = _Keys.model_validate_json(content).keys
    signing = [each for each in every if each.get("kty") in ("RSA", "EC") and each.get("use", "sig") == "sig"]
    return KeySet.import_key_set({"keys": signing})


def _known(claims: _Claims, issuer: str, client: str) -> Known:
    """Raises ValueError for a token that was made for another of several."""
    several = isinstance(claims.aud, list) and len(claims.aud) > 1
    if (claims.azp or (None if several else client)) != client:
        raise ValueError(claims.azp)
    if len(claims.sub) > SUBJECT_ROOM:
        raise ValueError(len(claims.sub))
    return Known(f"{issuer} {claims.sub}", claims.name[:NAME_ROOM], claims.preferred_username[:NAME_ROOM])
