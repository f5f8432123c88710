"""Which ways the settings open: none by default, each by what it needs; secrets are not shown with the settings."""

import pytest

from server.notify.mail import MailServer
from server.notify.robots import Kind, Robot
from server.notify.ways import mail_server, robots, ways
from server.settings import Settings


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment in which nothing is set."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"CHENGBAO_{name.upper()}", raising=False)
    return monkeypatch


def test_every_way_is_closed_until_it_is_set(environment: pytest.MonkeyPatch) -> None:
    assert ways(Settings()) == {}
    environment.setenv("CHENGBAO_SMTP_USER", "chengbao@example.cn")
    assert ways(Settings()) == {}


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("ssl", 465), ("none", 25)])
def test_the_port_follows_the_encryption_unless_it_is_set(environment: pytest.MonkeyPatch, security: str, port: int) -> None:
    environment.setenv("CHENGBAO_SMTP_HOST", "mail.example.cn")
    environment.setenv("CHENGBAO_SMTP_SECURITY", security)
    server = mail_server(Settings())
    assert server is not None
    assert (server.port, server.security) == (port, security)
    environment.setenv("CHENGBAO_SMTP_PORT", "2525")
    server = mail_server(Settings())
    assert server is not None
    assert server.port == 2525


def test_whoever_signs_in_is_the_sender_unless_another_is_set(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("CHENGBAO_SMTP_HOST", "mail.example.cn")
    environment.setenv("CHENGBAO_SMTP_USER", "chengbao@example.cn")
    environment.setenv("CHENGBAO_SMTP_PASSWORD", "river-2026")
    assert mail_server(Settings()) == MailServer("mail.example.cn", 587, "chengbao@example.cn", "chengbao@example.cn", "river-2026")
    environment.setenv("CHENGBAO_SMTP_FROM", "呈报 <report@example.cn>")
    server = mail_server(Settings())
    assert server is not None
    assert server.sender == "呈报 <report@example.cn>"


def test_a_robot_is_open_when_it_has_its_key(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("CHENGBAO_WECOM_KEY", "k1")
    environment.setenv("CHENGBAO_FEISHU_KEY", "k3")
    environment.setenv("CHENGBAO_FEISHU_SECRET", "s3")
    environment.setenv("CHENGBAO_FEISHU_BASE", "http://10.0.0.8")
    assert robots(Settings()) == (
        Robot(Kind.wecom, "https://qyapi.weixin.qq.com", "k1"),
        Robot(Kind.feishu, "http://10.0.0.8", "k3", "s3"),
    )
    assert sorted(ways(Settings())) == ["feishu", "wecom"]


def test_secrets_are_not_shown_with_the_settings(environment: pytest.MonkeyPatch) -> None:
    for name in ("SMTP_PASSWORD", "WECOM_KEY", "DINGTALK_KEY", "DINGTALK_SECRET", "FEISHU_KEY", "FEISHU_SECRET"):
        environment.setenv(f"CHENGBAO_{name}", "never-shown")
    assert "never-shown" not in repr(Settings())
    assert "never-shown" not in Settings().model_dump_json()
