"""The ways out that the environment's settings open; what is not set is closed."""

from pydantic import SecretStr

from server.notify.letters import Way
from server.notify.mail import MailServer, mail_way
from server.notify.robots import Kind, Robot, robot_way
from server.settings import Settings

MAIL = "mail"
INBOX = "inbox"
ROBOTS = tuple(kind.value for kind in Kind)
PORTS = {"starttls": 587, "ssl": 465, "none": 25}


def ways(settings: Settings) -> dict[str, Way]:
    """The open ways by name: mail, wecom, dingtalk, feishu. The inbox needs none: what is stored is there."""
    server = mail_server(settings)
    mail = {MAIL: mail_way(server)} if server else {}
    return mail | {robot.kind.value: robot_way(robot) for robot in robots(settings)}


def mail_server(settings: Settings) -> MailServer | None:
    """The mail server that is set, if one is."""
    if not settings.smtp_host:
        return None
    return MailServer(
        settings.smtp_host,
        settings.smtp_port or PORTS[settings.smtp_security],
        settings.smtp_from or settings.smtp_user,
        settings.smtp_user,
        settings.smtp_password.get_secret_value(),
        settings.smtp_security,
    )


def robots(settings: Settings) -> tuple[Robot, ...]:
    """The robots that have a key."""
    secret: dict[Kind, tuple[str, SecretStr, SecretStr]] = {
        Kind.wecom: (settings.wecom_base, settings.wecom_key, SecretStr("")),
        Kind.dingtalk: (settings.dingtalk_base, settings.dingtalk_key, settings.dingtalk_secret),
        Kind.feishu: (settings.feishu_base, settings.feishu_key, settings.feishu_secret),
    }
    kept = ((kind, base, key.get_secret_value(), sign.get_secret_value()) for kind, (base, key, sign) in secret.items())
    return tuple(Robot(kind, base, key, sign) for kind, base, key, sign in kept if key)
