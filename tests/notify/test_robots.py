"""Group robots against local platforms that enforce paths, signatures and limits; and against what is no robot at all."""

from datetime import UTC, datetime, timedelta

import pytest

from server.notify.letters import Failed, Letter, Outcome, Sent, Unclear
from server.notify.robots import PLATFORMS, Kind, Robot, robot_way
from tests.notify.platforms import KEY, SECRET, Platforms, listening
from tests.notify.post_office import HERE, free_port

NOW = datetime(2027, 1, 11, 1, 0, tzinfo=UTC)
TEXT = "1月11日（周一）：有报告事项将到期，请登录系统查看。"
LETTER = Letter("清溪镇", "", TEXT, TEXT, "", "m@chengbao.local")
NAMES = {Kind.wecom: "企业微信", Kind.dingtalk: "钉钉", Kind.feishu: "飞书"}


class Watch:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> datetime:
        return self.at


def robot(kind: Kind, base: str, key: str = KEY, secret: str = SECRET) -> Robot:
    """A robot of the platforms of the test."""
    return Robot(kind, base, key, "" if kind is Kind.wecom else secret)


def reason(outcome: Outcome) -> str:
    """Why it did not go out, which must tell neither key nor secret."""
    assert isinstance(outcome, Failed | Unclear)
    assert KEY not in outcome.reason
    assert SECRET not in outcome.reason
    return outcome.reason


@pytest.mark.parametrize("kind", Kind)
def test_a_message_arrives_signed_and_says_nothing_but_the_text(kind: Kind) -> None:
    platforms = Platforms(lambda: NOW)
    with listening(platforms) as base:
        assert robot_way(robot(kind, base), lambda: NOW)(LETTER) == Sent()
    assert platforms.said == [(kind.value, TEXT)]


@pytest.mark.parametrize("kind", Kind)
def test_an_address_may_end_with_a_slash_and_have_a_path_before_the_platforms(kind: Kind) -> None:
    platforms = Platforms(lambda: NOW)
    with listening(platforms) as base:
        assert robot_way(robot(kind, f"{base}/"), lambda: NOW)(LETTER) == Sent()
        assert isinstance(robot_way(robot(kind, f"{base}/gateway"), lambda: NOW)(LETTER), Failed)


@pytest.mark.parametrize(("kind", "most"), [(Kind.wecom, 20), (Kind.dingtalk, 20), pytest.param(Kind.feishu, 100, marks=pytest.mark.long)])
def test_the_limit_of_a_minute_is_kept_before_the_platform_has_to_say_so(kind: Kind, most: int) -> None:
    watch = Watch()
    platforms = Platforms(watch.now)
    with listening(platforms) as base:
        way = robot_way(robot(kind, base), watch.now)
        assert all(way(LETTER) == Sent() for _ in range(most))
        outcome = way(LETTER)
        assert outcome == Failed(f"{NAMES[kind]}机器人一分钟最多发{most}条，这一条过一会儿再发。", again=True)
        watch.at += timedelta(seconds=59)
        assert way(LETTER) == outcome
        watch.at += timedelta(seconds=1)
        assert way(LETTER) == Sent()
    assert len(platforms.said) == most + 1


def test_the_limits_are_those_the_platforms_give() -> None:
    assert {kind.value: platform.most for kind, platform in PLATFORMS.items()} == {"wecom": 20, "dingtalk": 20, "feishu": 100}


@pytest.mark.parametrize(("kind", "code"), [(Kind.wecom, "45009"), (Kind.dingtalk, "130101"), (Kind.feishu, "11232")])
def test_a_platform_that_says_slow_down_is_asked_again_later(kind: Kind, code: str) -> None:
    platforms = Platforms(lambda: NOW)
    platforms.at = [(kind.value, NOW)] * 100
    with listening(platforms) as base:
        outcome = robot_way(robot(kind, base), lambda: NOW)(LETTER)
    assert isinstance(outcome, Failed)
    assert outcome.again
    assert outcome.reason.startswith(f"{NAMES[kind]}机器人让过一会儿再发（{code} ")


@pytest.mark.parametrize(("kind", "code"), [(Kind.wecom, "93000"), (Kind.dingtalk, "300005"), (Kind.feishu, "19001")])
def test_a_wrong_webhook_is_told_and_not_tried_again(kind: Kind, code: str) -> None:
    with listening(Platforms(lambda: NOW)) as base:
        outcome = robot_way(robot(kind, base, key="somebody-else"), lambda: NOW)(LETTER)
    assert isinstance(outcome, Failed)
    assert not outcome.again
    assert f"{NAMES[kind]}机器人拒绝了这条消息（{code} " in reason(outcome)
    assert "请管理员核对" in outcome.reason


@pytest.mark.parametrize(("kind", "code"), [(Kind.dingtalk, "310000"), (Kind.feishu, "19021")])
@pytest.mark.parametrize("secret", ["", "another"])
def test_a_missing_or_wrong_signature_is_told(kind: Kind, code: str, secret: str) -> None:
    platforms = Platforms(lambda: NOW)
    with listening(platforms) as base:
        outcome = robot_way(robot(kind, base, secret=secret), lambda: NOW)(LETTER)
    assert f"（{code} " in reason(outcome)
    assert platforms.said == []


@pytest.mark.parametrize(("kind", "code"), [(Kind.dingtalk, "310000"), (Kind.feishu, "19021")])
def test_a_clock_that_is_hours_off_is_told_by_the_platform(kind: Kind, code: str) -> None:
    with listening(Platforms(lambda: NOW)) as base:
        outcome = robot_way(robot(kind, base), lambda: NOW - timedelta(hours=2))(LETTER)
    assert code in reason(outcome)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(
    ("status", "body", "again", "says"),
    [
        (200, b"<html>please sign in to the network</html>", True, "不是机器人的格式（HTTP 200）"),
        (200, b"[1]", True, "不是机器人的格式"),
        (302, b"", True, "不是机器人的格式（HTTP 302）"),
        (404, b"nothing here", False, "拒绝了这条消息（HTTP 404）"),
        (429, b"{}", True, "让过一会儿再发（HTTP 429）"),
        (502, b"<html>bad gateway</html>", True, "让过一会儿再发（HTTP 502）"),
        (200, b'{"errcode": 999, "code": 999, "errmsg": "a\\nb", "msg": "a\\nb"}', False, "（999 a b）"),
        (200, b'{"errcode": "0", "code": true}', False, "拒绝了这条消息"),
    ],
)
def test_whatever_else_answers_is_told_for_what_it_is(kind: Kind, status: int, body: bytes, again: bool, says: str) -> None:
    with listening(Platforms(lambda: NOW, down=(status, body))) as base:
        outcome = robot_way(robot(kind, base), lambda: NOW)(LETTER)
    assert isinstance(outcome, Failed), outcome
    assert outcome.again is again
    assert says in reason(outcome)
    assert outcome.reason.isprintable()


@pytest.mark.parametrize("base", ["http://robots.invalid", "robots", "", "http://[", "ftp://x", f"http://{HERE}:{{free}}"])
def test_an_address_that_leads_nowhere_is_tried_again(base: str) -> None:
    outcome = robot_way(robot(Kind.wecom, base.replace("{free}", str(free_port()))), lambda: NOW, seconds=2)(LETTER)
    assert isinstance(outcome, Failed)
    assert outcome.again
    assert reason(outcome).startswith("连不上群机器人")


def test_no_answer_after_the_message_was_handed_over_is_unclear() -> None:
    with listening(Platforms(lambda: NOW, silent=True)) as base:
        outcome = robot_way(robot(Kind.wecom, base), lambda: NOW, seconds=0.3)(LETTER)
    assert isinstance(outcome, Unclear)
    assert "结果不明" in reason(outcome)


def test_keys_are_not_written_into_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"), listening(Platforms(lambda: NOW)) as base:
        robot_way(robot(Kind.wecom, base), lambda: NOW)(LETTER)
    assert "4f1c" not in caplog.text
