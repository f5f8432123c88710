"""A sign-in service of the house on loopback: an OpenID Connect provider that signs, checks PKCE and forgets a code once it was used."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from server import clock

CLIENT, SECRET = "chengbao/清溪", "s3cret:/ß"
HERE = "127.0.0.1"
Claims = dict[str, object]


def made_key(name: str) -> RSAKey:
    """A key of its own."""
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig"}, private=True)


KEY, FOREIGN = made_key("one"), made_key("one")


@dataclass
class Provider:
    """Who is signed in there, and what it does wrong when it is asked to: `claims` replaces what a token says, `key` who signs it."""

    subject: str = "u-1001"
    named: Claims = field(default_factory=lambda: {"name": "林晓", "preferred_username": "linxiao"})
    claims: Claims = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: KEY)
    algorithm: str = "RS256"
    status: int = 200
    says: Claims = field(default_factory=dict)
    address: str = ""
    methods: tuple[str, ...] = ("client_secret_basic",)
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    given: int = 0

    def authorize(self, address: str) -> str:
        """What the browser brings back after its person signed in: where the provider sends it."""
        asked = {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}
        assert (asked["response_type"], asked["client_id"], asked["scope"]) == ("code", CLIENT, "openid profile")
        assert (asked["code_challenge_method"], len(asked["code_challenge"])) == ("S256", 43)
        code = f"code-{self.given}"
        self.given += 1
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?code={code}&state={asked['state']}"

    def discovery(self) -> Claims:
        """What it says of itself."""
        found: Claims = {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize?tenant=1",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            "token_endpoint_auth_methods_supported": list(self.methods),
        }
        return found | self.says

    def token(self, sent: dict[str, str], sign: str) -> tuple[int, Claims]:
        """The answer to a code: once, to whoever knows the secret and the verifier."""
        known = self.codes.pop(sent.get("code", ""), None)
        if not self._knows(sent, sign):
            return 401, {"error": "invalid_client"}
        challenge = base64.urlsafe_b64encode(hashlib.sha256(sent.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        if known is None or known["code_challenge"] != challenge or known["redirect_uri"] != sent.get("redirect_uri"):
            return 400, {"error": "invalid_grant"}
        now = int(clock.now().timestamp())
        said: Claims = {"iss": self.address, "sub": self.subject, "aud": CLIENT, "exp": now + 300, "iat": now, "nonce": known["nonce"]}
        said = {key: value for key, value in (said | self.named | self.claims).items() if value is not None}
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": self._signed(said)}

    def _signed(self, said: Claims) -> str:
        if self.algorithm in ("none", "HS256"):  # as an attacker would make them: no signature, or one with the public key as secret
            parts = ({"alg": self.algorithm, "kid": "one"}, said)
            told = ".".join(_in_base64(json.dumps(each).encode()) for each in parts)
            sign = hmac.digest(KEY.as_pem(private=False), told.encode(), "sha256") if self.algorithm == "HS256" else b""
            return f"{told}.{_in_base64(sign)}"
        return jwt.encode({"alg": self.algorithm, "kid": "one"}, said, self.key, algorithms=[self.algorithm])

    def _knows(self, sent: dict[str, str], sign: str) -> bool:
        if "client_secret_basic" in self.methods:
            name, _, secret = base64.b64decode(sign.removeprefix("Basic ")).decode().partition(":")
            return (unquote(name), unquote(secret)) == (CLIENT, SECRET)
        return (sent.get("client_id"), sent.get("client_secret")) == (CLIENT, SECRET)


def _in_base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


@contextmanager
def providing(provider: Provider) -> Iterator[Provider]:
    """The provider for the length of a block, at its address."""

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            keys: Claims = {"keys": [*KeySet([KEY]).as_dict()["keys"], {"kty": "RSA", "use": "enc", "n": "?", "e": "?"}, {"kty": "ZZ"}]}
            known = {"/.well-known/openid-configuration": provider.discovery(), "/keys": keys}
            self._answer(200 if self.path in known else 404, known.get(self.path, {}))

        def do_POST(self) -> None:
            sent = parse_qs(self.rfile.read(int(self.headers["content-length"])).decode())
            self._answer(*provider.token({key: values[0] for key, values in sent.items()}, self.headers.get("authorization", "")))

        def _answer(self, status: int, told: Claims) -> None:
            provider.asked.append(self.path)
            content = json.dumps(told).encode()
            self.send_response(status if provider.status == 200 else provider.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_args: object) -> None:
            """Nothing: the test asks what was asked."""

    server = ThreadingHTTPServer((HERE, 0), Answering)
    provider.address = f"http://{HERE}:{server.server_address[1]}"
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    running.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        running.join()
