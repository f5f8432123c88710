"""`python -m server remind`: what it prints, what it writes, and 0, 1 or 2; beside a running server, too."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from server.__main__ import main
from server.actions.calling import Office
from server.library import Library
from server.notify.letters import Sent
from server.settings import Settings
from server.storage import letters, mailboxes
from server.storage.engine import Database
from server.storage.letters import LetterState
from server.storage.mailboxes import Mailbox
from server.web.app import make_app
from server.web.site import Site
from server.web.views.letters import letter_of
from tests.cast import ZHAO, Town, settle
from tests.e2e.serving import serving
from tests.notify.post_office import Taken, free_port, post_office

DAY = "2026-01-12"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def town(sqlite: Database, library: Library) -> Town:
    """The cast, of whom 赵 wants mail."""
    town = settle(sqlite, library)
    with sqlite.write() as connection:
        mailboxes.keep(connection, town.ids[ZHAO], Mailbox("zhao@qingxi.example", wanted=True))
    return town


@pytest.fixture
def run(sqlite: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """One command on the store of this test, as (code, printed, complained)."""
    monkeypatch.setenv("CHENGBAO_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("CHENGBAO_DATABASE", sqlite.engine.url.render_as_string())

    def command(*arguments: str, **environment: str) -> tuple[int, str, str]:
        for name, value in environment.items():
            monkeypatch.setenv(f"CHENGBAO_{name.upper()}", value)
        code = main(["remind", *arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def mail_at(port: int) -> dict[str, str]:
    """Settings of a mail server on loopback."""
    return {"smtp_host": "127.0.0.1", "smtp_port": str(port), "smtp_security": "none", "smtp_from": "chengbao@qingxi.example"}


def log(town: Town) -> list[tuple[str, str, LetterState]]:
    """Way, name and state of everything in the log of the report."""
    with town.database.read() as connection:
        return sorted((each.way, each.name, each.state) for each in letters.of_report(connection, town.report))


def test_a_dry_run_says_what_would_go_to_whom_and_writes_nothing(run: Run, town: Town) -> None:
    code, printed, complained = run("--today", DAY, "--dry-run", **mail_at(free_port()))
    assert (code, complained) == (0, "")
    assert "2026-01-12要发的提醒有3份（只看，没有写入，也没有发送）：" in printed
    assert "赵敏（邮件）：年度报告提醒：清溪镇有" in printed
    assert "林晓（收件箱）：" in printed
    assert log(town) == []


def test_it_sends_by_mail_and_keeps_the_inbox_once(run: Run, town: Town) -> None:
    taken = Taken()
    with post_office(taken) as port:
        code, printed, _ = run("--today", DAY, **mail_at(port))
        again, _, _ = run("--today", DAY)
    assert (code, again) == (0, 0)
    assert "2026-01-12：新排提醒3份，收件箱里的已经送到；另外发出1份。" in printed
    assert [receiver for receiver, _ in taken.letters] == ["zhao@qingxi.example"]
    assert log(town) == [("inbox", "林晓", "sent"), ("inbox", "赵敏", "sent"), ("mail", "赵敏", "sent")]


def test_an_unreachable_mail_server_is_named_with_what_was_done_instead(run: Run, town: Town) -> None:
    port = free_port()
    code, printed, _ = run("--today", DAY, **mail_at(port))
    assert code == 1
    assert f"赵敏（邮件）：连不上邮件服务器 127.0.0.1:{port}" in printed
    assert "没有发出去的邮件，内容都在各人的收件箱里" in printed
    assert "还有1份等待发送" in printed
    assert ("inbox", "赵敏", "sent") in log(town)


def test_without_a_mail_server_it_says_that_the_inbox_alone_is_served(run: Run, town: Town) -> None:
    code, printed, _ = run("--today", DAY)
    assert code == 0
    assert "没有配置邮件服务器（CHENGBAO_SMTP_HOST），只送收件箱。" in printed
    assert log(town) == [("inbox", "林晓", "sent"), ("inbox", "赵敏", "sent")]


def test_a_day_off_is_said(run: Run, town: Town) -> None:
    code, printed, _ = run("--today", "2026-01-10")
    assert code == 0
    assert "2026-01-10是休息日，不提醒，顺延到下一个工作日。" in printed
    assert log(town) == []


@pytest.mark.usefixtures("town")
def test_a_day_that_is_none_is_refused_in_one_line(run: Run) -> None:
    code, printed, complained = run("--today", "明天")
    assert (code, printed) == (2, "")
    assert complained.count("\n") == 1


def test_a_store_that_is_not_there_yet_is_not_made(run: Run, tmp_path: Path) -> None:
    code, printed, complained = run(database=f"sqlite:///{(tmp_path / 'new.db').as_posix()}")
    assert (code, printed) == (2, "")
    assert "请先用 python -m server serve 启动一次" in complained


def test_it_works_beside_a_running_server(run: Run, town: Town, tmp_path: Path) -> None:
    url = town.database.engine.url.render_as_string()
    with serving(tmp_path / "var", database=url):
        assert run("--today", DAY)[0] == 0
    assert ("inbox", "赵敏", "sent") in log(town)


def test_a_serving_program_reminds_by_itself_and_ends_cleanly(town: Town, tmp_path: Path) -> None:
    at = datetime(2026, 1, 12, 1, tzinfo=UTC)
    office = Office(
        town.database, town.library, {"mail": lambda _: Sent()}, lambda each: letter_of(town.library, "", each), lambda: at, "x"
    )
    with TestClient(make_app(Site(Settings(var=tmp_path), town.database, town.library), office)):
        pass
    assert log(town) == [("inbox", "林晓", "sent"), ("inbox", "赵敏", "sent"), ("mail", "赵敏", "sent")]
    with town.database.read() as connection:
        assert letters.of_day(connection, date(2026, 1, 13)) == set()
