"""A local stand-in for WeCom, DingTalk and Feishu that enforces their paths, signatures, shapes of message and limits."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

HERE = "127.0.0.1"
KEY, SECRET = "4f1c-清溪/群", "SEC0123456789"
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
Told = dict[str, object]
Query = dict[str, str]


@dataclass
class Platforms:
    """What the groups were told, and when. `now`: the platforms' clock; `down`: answers everything with this status and body."""

    now: Callable[[], datetime]
    said: list[tuple[str, str]] = field(default_factory=list)
    at: list[tuple[str, datetime]] = field(default_factory=list)
    down: tuple[int, bytes] | None = None
    silent: bool = False

    def answer(self, path: str, query: Query, body: Told) -> tuple[int, Told]:
        """What the platform of a path says."""
        kinds = {"/cgi-bin/webhook/send": self._wecom, "/robot/send": self._dingtalk}
        if path.startswith("/open-apis/bot/v2/hook/"):
            return 200, self._feishu(path.rpartition("/")[2], body)
        return (200, kinds[path](query, body)) if path in kinds else (404, {"error": "no such path"})

    def _wecom(self, query: Query, body: Told) -> Told:
        if query != {"key": KEY}:
            return {"errcode": 93000, "errmsg": "invalid webhook url, hint: [1]"}
        return self._heard("wecom", 20, body["text"], {"errcode": 45009, "errmsg": "api freq out of limit"}, {"errcode": 0, "errmsg": "ok"})

    def _dingtalk(self, query: Query, body: Told) -> Told:
        if query.get("access_token") != KEY:
            return {"errcode": 300005, "errmsg": "token is not exist"}
        made = f"{query.get('timestamp')}\n{SECRET}"
        if not self._signed(query.get("sign", ""), SECRET.encode(), made.encode()) or not self._fresh(int(query["timestamp"]) / 1000):
            return {"errcode": 310000, "errmsg": "sign not match"}
        return self._heard("dingtalk", 20, body["text"], {"errcode": 130101, "errmsg": "send too fast"}, {"errcode": 0, "errmsg": "ok"})

    def _feishu(self, key: str, body: Told) -> Told:
        if key != "4f1c-%E6%B8%85%E6%BA%AA%2F%E7%BE%A4":
            return {"code": 19001, "msg": "param invalid: incoming webhook access token invalid"}
        made = f"{body.get('timestamp')}\n{SECRET}"
        if not self._signed(str(body.get("sign", "")), made.encode(), b"") or not self._fresh(float(str(body["timestamp"]))):
            return {"code": 19021, "msg": "sign match fail or timestamp is not within one hour from current time"}
        assert body["msg_type"] == "text"
        return self._heard("feishu", 100, body["content"], {"code": 11232, "msg": "frequency limited"}, {"code": 0, "msg": "success"})

    def _heard(self, kind: str, most: int, content: object, full: Told, well: Told) -> Told:
        now = self.now()
        if sum(1 for each, at in self.at if each == kind and at > now - MINUTE) >= most:
            return full
        assert isinstance(content, dict)
        self.at.append((kind, now))
        self.said.append((kind, content.get("content") or content.get("text") or ""))
        return well

    def _fresh(self, seconds: float) -> bool:
        return abs(self.now().timestamp() - seconds) < HOUR.total_seconds()

    def _signed(self, given: str, key: bytes, text: bytes) -> bool:
        return given == base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()


@contextmanager
def listening(platforms: Platforms) -> Iterator[str]:
    """The platforms for the length of a block; their address."""
    over = threading.Event()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            at = urlsplit(self.path)
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            if platforms.silent:
                over.wait()
                return
            status, told = platforms.answer(at.path, {key: values[0] for key, values in parse_qs(at.query).items()}, body)
            status, content = platforms.down or (status, json.dumps(told).encode())
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_args: object) -> None:
            """Nothing: the test asks what was said."""

    server = ThreadingHTTPServer((HERE, 0), Answering)
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    running.start()
    try:
        yield f"http://{HERE}:{server.server_address[1]}"
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        running.join()
