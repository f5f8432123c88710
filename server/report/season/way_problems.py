"""Sentences for the log and for readers about the ways out: mail, group robots, calendars, and where a person wants letters."""

_ROBOTS = {"wecom": "企业微信", "dingtalk": "钉钉", "feishu": "飞书"}


def mail_address_wrong(address: str) -> str:
    """A letter to an address no server could take."""
    return f"收件地址“{address}”不像邮箱地址，没有发送。请本人在“提醒设置”里改正。"


def mail_sender_wrong(sender: str) -> str:
    """A sender no server could answer to."""
    return f"发件人“{sender}”里没有邮箱地址，没有发送，以后再试。请管理员核对 CHENGBAO_SMTP_FROM。"


def mail_certificate(place: str, said: str) -> str:
    """A mail server that cannot prove who it is."""
    return f"邮件服务器 {place} 的证书没有通过检查（{said}），没有发送，以后再试。请管理员核对服务器名，或装上签发它的根证书。"


def mail_sign_in(place: str, said: str) -> str:
    """A mail server that does not know our name and password."""
    return f"邮件服务器 {place} 不接受用户名和密码（{said}），没有发送，以后再试。请管理员核对 CHENGBAO_SMTP_USER 和密码。"


def mail_unsupported(place: str, security: str) -> str:
    """A mail server without the encryption or sign-in that is set; nothing goes over an open line instead."""
    return f"邮件服务器 {place} 不支持所设的加密（{security}）或登录，没有改用明文，也没有发送，以后再试。请管理员核对设置。"


def mail_refuses_us(place: str, said: str) -> str:
    """A mail server that takes nothing from this machine."""
    return f"邮件服务器 {place} 拒绝连接（{said}），没有发送，以后再试。"


def mail_unreachable(place: str, said: str) -> str:
    """A mail server that cannot be reached."""
    return f"连不上邮件服务器 {place}（{said}），没有发送，以后再试。请管理员核对 CHENGBAO_SMTP_HOST、CHENGBAO_SMTP_PORT 和网络。"


def mail_refused(address: str, said: str) -> str:
    """A letter a server does not take."""
    return f"邮件服务器不收给 {address} 的这封信：{said}。"


def mail_broken_off(place: str, said: str) -> str:
    """A line that broke before the text was under way."""
    return f"与邮件服务器 {place} 的连接中断（{said}），信还没有交出，以后再试。"


def mail_unclear(place: str, said: str) -> str:
    """A line that broke after the text was under way: nobody knows what became of the letter."""
    return f"信交给邮件服务器 {place} 后没有等到答复（{said}），结果不明，以后用同一个编号再发。"


def robot_unreachable(place: str, said: str) -> str:
    """A robot's address that cannot be reached."""
    return f"连不上群机器人 {place}（{said}），没有发送，以后再试。请管理员核对地址和网络。"


def robot_unclear(place: str, said: str) -> str:
    """No answer after the message was handed over."""
    return f"消息交给群机器人 {place} 后没有等到答复（{said}），结果不明，以后再发。"


def robot_waits(kind: str, most: int) -> str:
    """Our own bound, which keeps to the platform's."""
    return f"{_ROBOTS[kind]}机器人一分钟最多发{most}条，这一条过一会儿再发。"


def robot_busy(kind: str, said: str) -> str:
    """The platform asks to slow down, or has trouble of its own."""
    return f"{_ROBOTS[kind]}机器人让过一会儿再发（{said}），没有发送，以后再试。"


def robot_refused(kind: str, said: str) -> str:
    """The platform does not take messages with this key, signature or wording."""
    return f"{_ROBOTS[kind]}机器人拒绝了这条消息（{said}），没有发送。请管理员核对机器人的地址、密钥和安全设置（加签、关键词、IP）。"


def robot_strange(kind: str, status: int) -> str:
    """An answer that no robot gives: a wrong address, or a sign-in page of the network."""
    return f"{_ROBOTS[kind]}机器人的地址回答的不是机器人的格式（HTTP {status}），没有确认送达，以后再试。请管理员核对地址。"


def no_such_host() -> str:
    """A name that leads to no machine."""
    return "找不到这个主机名"


def port_closed() -> str:
    """A machine that is there and listens to nobody."""
    return "对方没有开这个端口"


def timed_out() -> str:
    """Nothing came for too long."""
    return "等待超时"


def cut_off() -> str:
    """The other side hung up."""
    return "对方断开了连接"


def mailbox_wrong(address: str) -> str:
    """A mail address that is typed wrong, as far as one can see."""
    return f"“{address}”不像邮箱地址。请检查有没有 @、有没有漏字，如 name@example.gov.cn。"


def mailbox_ending(address: str, ending: str, meant: str) -> str:
    """A mail address whose end is a well-known slip."""
    return f"“{address}”以 .{ending} 结尾，像是 .{meant} 打错了。请核对后再保存。"


def mailbox_needed() -> str:
    """Letters wanted, and nowhere to send them."""
    return "要收邮件，请填写邮箱地址；不收，请去掉“发邮件提醒我”的勾。"


def too_many_feeds(most: int) -> str:
    """More calendar addresses than anybody needs."""
    return f"您的日历地址已有{most}个。请先作废不用的，再生成新的。"


def feed_too_often() -> str:
    """A calendar program that asks without end."""
    return "取日历太频繁了，请一分钟后再试。"


def only_ascii() -> str:
    """A name or password with Chinese characters, which the protocol does not carry."""
    return "只能用英文字母、数字和符号"
