"""Group robots of WeCom, DingTalk and Feishu: a text without content, signed where the group asks for it, never faster than allowed."""

import base64
import hashlib
import hmac
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import quote

import httpx2

from server import clock
from server.notify.letters import Failed, Letter, Outcome, Sent, Unclear, Way
from server.notify.lines import one_line, trouble
from server.notify.pace import Pace
from server.report.season import way_problems as say

SECONDS = 10.0
MINUTE = timedelta(minutes=1)
_FINE, _BAD_REQUEST, _TOO_MANY, _THEIR_TROUBLE = 200, 400, 429, 500
_NOT_REACHED = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.ProxyError, httpx2.UnsupportedProtocol, httpx2.InvalidURL)
Answer = dict[str, object]


class Kind(StrEnum):
    """Whose robot it is."""

    wecom = "wecom"
    dingtalk = "dingtalk"
    feishu = "feishu"


@dataclass(frozen=True)
class Robot:
    """One robot of one group. `base` is the platform's address without the path; `key` names the group; no `secret` is no signature."""

    kind: Kind
    base: str
    key: str
    secret: str = ""


@dataclass(frozen=True)
class Platform:
    """How a platform wants it. `most`: messages a minute; `code` is 0 in the answer when all is well, in `later` when trouble passes."""

    request: Callable[[Robot, str, datetime], tuple[str, dict[str, str], Answer]]
    most: int
    code: str
    words: str
    later: tuple[int, ...]


def robot_way(robot: Robot, now: Callable[[], datetime] = clock.now, seconds: float = SECONDS) -> Way:
    """The way out through a robot. What it sends is the letter's text; the letter names nobody and says nothing of a report."""
    logging.getLogger("httpx2").setLevel(logging.WARNING)  # it would write addresses, and the key is in them
    pace = Pace(PLATFORMS[robot.kind].most, MINUTE)

    def way(letter: Letter) -> Outcome:
        platform, at = PLATFORMS[robot.kind], now()
        if not pace.allows(at):
            return Failed(say.robot_waits(robot.kind, platform.most), again=True)
        path, query, body = platform.request(robot, letter.text, at)
        return _sent(robot, platform, f"{robot.base.rstrip('/')}/{path}", query, body, seconds)

    return way


def _sent(robot: Robot, platform: Platform, address: str, query: dict[str, str], body: Answer, seconds: float) -> Outcome:
    place = one_line(robot.base)
    try:
        answer = httpx2.post(address, params=query, json=body, timeout=seconds)
    except _NOT_REACHED as wrong:
        return Failed(say.robot_unreachable(place, trouble(wrong)), again=True)
    except httpx2.HTTPError as wrong:
        return Unclear(say.robot_unclear(place, trouble(wrong)))
    return _judged(robot.kind, platform, answer)


def _judged(kind: Kind, platform: Platform, answer: httpx2.Response) -> Outcome:
    """What came of it: the platforms answer 200 to everything and say in the body how it went."""
    told = _told(answer)
    code = told.get(platform.code)
    said = one_line(f"{code} {told.get(platform.words, '')}" if code is not None else f"HTTP {answer.status_code}")
    if answer.status_code == _TOO_MANY or answer.status_code >= _THEIR_TROUBLE or code in platform.later:
        return Failed(say.robot_busy(kind, said), again=True)
    if answer.status_code == _FINE and code == 0:
        return Sent()
    if code is None and answer.status_code < _BAD_REQUEST:
        return Failed(say.robot_strange(kind, answer.status_code), again=True)
    return Failed(say.robot_refused(kind, said), again=False)


def _told(answer: httpx2.Response) -> Answer:
    try:
        told = answer.json()
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _wecom(robot: Robot, text: str, _at: datetime) -> tuple[str, dict[str, str], Answer]:
    """https://developer.work.weixin.qq.com/document/path/91770: at most 20 a minute."""
    return "cgi-bin/webhook/send", {"key": robot.key}, {"msgtype": "text", "text": {"content": text}}


def _dingtalk(robot: Robot, text: str, at: datetime) -> tuple[str, dict[str, str], Answer]:
    """https://open.dingtalk.com/document/robots/custom-robot-access: at most 20 a minute; the signature lasts an hour."""
    moment = str(int(at.timestamp() * 1000))
    signed = {"timestamp": moment, "sign": _signature(robot.secret, f"{moment}\n{robot.secret}")} if robot.secret else {}
    return "robot/send", {"access_token": robot.key} | signed, {"msgtype": "text", "text": {"content": text}}


def _feishu(robot: Robot, text: str, at: datetime) -> tuple[str, dict[str, str], Answer]:
    """https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot: 100 a minute. Time and secret are the key, nothing is signed."""
    moment = str(int(at.timestamp()))
    signed: Answer = {"timestamp": moment, "sign": _signature(f"{moment}\n{robot.secret}", "")} if robot.secret else {}
    return f"open-apis/bot/v2/hook/{quote(robot.key, safe='')}", {}, signed | {"msg_type": "text", "content": {"text": text}}


def _signature(key: str, text: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()


PLATFORMS = {
    Kind.wecom: Platform(_wecom, 20, "errcode", "errmsg", (-1, 45009, 45033)),
    Kind.dingtalk: Platform(_dingtalk, 20, "errcode", "errmsg", (-1, 90030, 130101, 410100, 430104)),
    Kind.feishu: Platform(_feishu, 100, "code", "msg", (9499, 11232, 99991400)),
}
