"""Letters by SMTP to servers that take, refuse, ask to wait, hang, break off or speak TLS; and addresses."""

from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.notify.letters import Failed, Letter, Outcome, Sent, Unclear
from server.notify.mail import MailServer, Security, mail_way, message_of, plausible
from tests.notify.post_office import HERE, PASSWORD, USER, Taken, free_port, own_certificate, post_office, scripted

LETTER = Letter(
    "赵敏", "zhao@qingxi.example.cn", "年度报告提醒：清溪镇", "赵敏，您好：\n.\n第一行\n", "<p>赵敏，您好</p>", "a1b2@chengbao.local"
)
SENDER = "呈报 <chengbao@example.cn>"


def sent(port: int, letter: Letter = LETTER, security: Security = "none", user: str = "", password: str = PASSWORD) -> Outcome:
    """What comes of a letter handed to a server on loopback; a real one takes a second to say that a password is wrong."""
    return mail_way(MailServer(HERE, port, SENDER, user, password, security, seconds=10 if user else 0.5))(letter)


def reason(outcome: Outcome) -> str:
    """Why it did not go out, which must not tell the password."""
    assert isinstance(outcome, Failed | Unclear)
    assert PASSWORD not in outcome.reason
    return outcome.reason


def part(message: EmailMessage, kind: str) -> str:
    """The words of one of the two parts."""
    found = message.get_body((kind,))
    assert found is not None
    content = found.get_content()
    assert isinstance(content, str)
    return content.replace("\r\n", "\n")


def test_a_letter_arrives_whole_with_the_headers_of_a_machine() -> None:
    taken = Taken()
    with post_office(taken) as port:
        assert sent(port) == Sent()
    ((receiver, message),) = taken.letters
    assert receiver == "zhao@qingxi.example.cn"
    assert str(message["Subject"]) == "年度报告提醒：清溪镇"
    assert str(message["To"]) == "赵敏 <zhao@qingxi.example.cn>"
    assert str(message["From"]) == "呈报 <chengbao@example.cn>"
    assert str(message["Message-ID"]) == "<a1b2@chengbao.local>"
    assert str(message["Auto-Submitted"]) == "auto-generated"
    assert str(message["Date"]).endswith("+0800")
    assert part(message, "plain") == "赵敏，您好：\n.\n第一行\n"
    assert part(message, "html") == "<p>赵敏，您好</p>\n"
    assert message.get_content_type() == "multipart/alternative"


def test_the_letter_is_plain_ascii_on_the_line() -> None:
    assert message_of(LETTER, SENDER).as_bytes().isascii()


@pytest.mark.parametrize(
    ("answer", "again"),
    [("550 no such user here", False), ("451 try again later", True), ("552 too big", False)],
)
def test_a_refused_receiver_is_told_and_only_a_passing_refusal_is_tried_again(answer: str, again: bool) -> None:
    taken = Taken(refuses={LETTER.address: answer})
    with post_office(taken) as port:
        outcome = sent(port)
    assert isinstance(outcome, Failed)
    assert outcome.again is again
    assert outcome.reason == f"邮件服务器不收给 zhao@qingxi.example.cn 的这封信：{answer}。"
    assert taken.letters == []


@pytest.mark.parametrize(("answer", "again"), [("554 looks like spam", False), ("451 greylisted", True)])
def test_a_letter_refused_after_its_text_is_told_the_same_way(answer: str, again: bool) -> None:
    with post_office(Taken(after_data={LETTER.address: answer})) as port:
        outcome = sent(port)
    assert isinstance(outcome, Failed)
    assert (outcome.again, answer in outcome.reason) == (again, True)


def test_a_machine_that_is_not_there_is_tried_again() -> None:
    outcome = sent(free_port())
    assert outcome == Failed(reason(outcome), again=True)
    assert reason(outcome).startswith(f"连不上邮件服务器 {HERE}:")
    assert "对方没有开这个端口" in reason(outcome)


def test_a_name_that_leads_nowhere_is_tried_again() -> None:
    outcome = mail_way(MailServer("mail.invalid", 25, SENDER, security="none", seconds=1))(LETTER)
    assert isinstance(outcome, Failed)
    assert outcome.again
    assert "找不到这个主机名" in outcome.reason


@pytest.mark.parametrize("greeting", [b"", None, b"554 go away\r\n", b"not smtp at all\r\n"])
def test_a_server_that_does_not_greet_is_tried_again(greeting: bytes | None) -> None:
    with scripted({}, greeting) as port:
        outcome = sent(port)
    assert isinstance(outcome, Failed)
    assert outcome.again
    assert "没有发送" in outcome.reason


def test_a_server_that_hangs_is_said_to_have_kept_us_waiting() -> None:
    with scripted({}, b"") as port:
        assert "等待超时" in reason(sent(port))


@pytest.mark.parametrize("word", ["EHLO", "MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("answer", [None, b""])
def test_a_line_that_breaks_before_the_text_has_surely_sent_nothing(word: str, answer: bytes | None) -> None:
    with scripted({word: answer}) as port:
        outcome = sent(port)
    assert isinstance(outcome, Failed), outcome
    assert outcome.again


@pytest.mark.parametrize("answer", [None, b""])
def test_a_line_that_breaks_after_the_text_leaves_it_unclear(answer: bytes | None) -> None:
    with scripted({".": answer}) as port:
        outcome = sent(port)
    assert isinstance(outcome, Unclear)
    assert "结果不明，以后用同一个编号再发" in outcome.reason


def test_a_server_that_goes_silent_after_taking_the_letter_has_taken_it() -> None:
    with scripted({"QUIT": b""}) as port:
        assert sent(port) == Sent()


def test_a_sender_the_server_does_not_like_is_a_matter_of_settings_and_tried_again() -> None:
    with scripted({"MAIL": b"553 sender not allowed\r\n"}) as port:
        outcome = sent(port)
    assert outcome == Failed("邮件服务器不收给 zhao@qingxi.example.cn 的这封信：553 sender not allowed。", again=True)


def test_a_server_that_answers_with_line_breaks_and_controls_writes_no_second_line_into_the_log() -> None:
    with scripted({"RCPT": b"550-first\r\n550 sec\x07ond \xff\r\n"}) as port:
        said = reason(sent(port))
    assert said.isprintable()
    assert "550 first sec ond" in said


def test_letters_go_by_starttls_with_sign_in_where_the_certificate_is_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trusted, tls = own_certificate(tmp_path)
    taken = Taken()
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with post_office(taken, tls=tls, sign_in=True) as port:
        assert sent(port, security="starttls", user=USER) == Sent()
        wrong = sent(port, security="starttls", user=USER, password="wrong")
        nobody = sent(port, security="starttls")
    assert len(taken.letters) == 1
    assert isinstance(wrong, Failed)
    assert wrong.again
    assert "不接受用户名和密码（535" in wrong.reason
    assert isinstance(nobody, Failed)
    assert "530" in nobody.reason


def test_a_password_the_protocol_cannot_carry_is_said_to_be_so() -> None:
    with scripted({"EHLO": b"250-here\r\n250 AUTH PLAIN LOGIN\r\n"}) as port:
        outcome = sent(port, user=USER, password="江水长流")
    assert isinstance(outcome, Failed)
    assert "只能用英文字母、数字和符号" in outcome.reason
    assert "江水" not in outcome.reason


def test_letters_go_by_starttls_without_sign_in_where_none_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trusted, tls = own_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with post_office(Taken(), tls=tls) as port:
        assert sent(port, security="starttls") == Sent()


def test_letters_go_by_tls_from_the_first_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trusted, tls = own_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    taken = Taken()
    with post_office(taken, tls=tls, wrapped=True) as port:
        assert sent(port, security="ssl") == Sent()


def test_a_certificate_nobody_vouches_for_stops_the_letter(tmp_path: Path) -> None:
    _, tls = own_certificate(tmp_path)
    taken = Taken()
    with post_office(taken, tls=tls) as port:
        said = reason(sent(port, security="starttls"))
    assert "证书没有通过检查" in said
    assert taken.letters == []


def test_nothing_goes_over_an_open_line_where_encryption_is_set() -> None:
    taken = Taken()
    with post_office(taken) as port:
        outcome = sent(port, security="starttls")
    assert isinstance(outcome, Failed)
    assert outcome.again
    assert "没有改用明文" in outcome.reason
    assert taken.letters == []


@pytest.mark.parametrize("address", ["", "赵敏", "zhao@qingxi", "zhao@a.cn\r\nRCPT TO:<x@y.cn>", "a@b.cn, c@d.cn", "<a@b.cn>", "a b@c.cn"])
def test_an_address_that_is_none_is_refused_for_good_before_any_line_is_opened(address: str) -> None:
    outcome = sent(1, Letter("赵敏", address, "x", "x", "x", "m@x"))
    assert isinstance(outcome, Failed)
    assert not outcome.again
    assert outcome.reason.isprintable()


@pytest.mark.parametrize("sender", ["", "呈报", "呈报 <>", "chengbao@"])
def test_a_sender_that_is_none_is_a_matter_of_settings(sender: str) -> None:
    outcome = mail_way(MailServer(HERE, 1, sender, security="none"))(LETTER)
    assert isinstance(outcome, Failed)
    assert outcome.again
    assert "请管理员核对 CHENGBAO_SMTP_FROM" in outcome.reason


@given(name=st.text(max_size=60), subject=st.text(max_size=80))
def test_no_name_or_subject_can_add_a_header(name: str, subject: str) -> None:
    letter = Letter(name, "zhao@qingxi.example.cn", subject, "x", "<p>x</p>", "m@x")
    content = message_of(letter, SENDER).as_bytes()
    head = content.split(b"\r\n\r\n", 1)[0]
    names = [line.split(b":")[0].lower() for line in head.split(b"\r\n") if not line.startswith((b" ", b"\t"))]
    assert sorted(names) == [
        *(b"auto-submitted", b"content-type", b"date", b"from", b"message-id", b"mime-version", b"subject", b"to"),
        b"x-auto-response-suppress",
    ]
    assert content.isascii()


@pytest.mark.parametrize("address", ["a@b.cn", "zhao.min+bg@mail.qingxi.gov.cn", "12345@qq.com", "x_y@a-b.example.org", "a@b.xn--fiqs8s"])
def test_addresses_that_servers_take_are_plausible(address: str) -> None:
    assert plausible(address)


@pytest.mark.parametrize(
    "address",
    [
        *("", "@", "a@", "@b.cn", "a@b", "a@b.", "a@.cn", "a@b..cn", "a..b@c.cn", ".a@b.cn", "a.@b.cn", "a@-b.cn", "a@b-.cn", "a@b.1"),
        *("a@b@c.cn", "a b@c.cn", "a@b.cn ", "a@b.cn\n", "赵@b.cn", "a@清溪.cn", "＠", "a＠b.cn", '"a b"@c.cn', "a@[127.0.0.1]"),
        *("x" * 65 + "@b.cn", "a@" + "b." * 130 + "cn", "a@b.cn;c@d.cn", "mailto:a@b.cn"),
    ],
)
def test_addresses_no_server_takes_are_not(address: str) -> None:
    assert not plausible(address)
