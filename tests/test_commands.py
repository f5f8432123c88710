"""The commands: what they do, what they print, and 0, 1 or 2."""

import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest
from docx import Document
from sqlalchemy import update

from server.__main__ import main
from server.actions import entering, importing
from server.library import Library
from server.report.problems import Refused
from server.report.snapshot import load
from server.starting import only_server
from server.storage import keeping, people
from server.storage.engine import Database
from server.storage.shared_tables import edition
from tests import year
from tests.cast import LIN, NOW, settle
from tests.e2e.serving import serving

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "samples" / "township.json"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(sqlite: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """One command on the store of this test, as (code, printed, complained)."""
    monkeypatch.setenv("CHENGBAO_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("CHENGBAO_DATABASE", sqlite.engine.url.render_as_string())

    def command(*arguments: str | Path, **environment: str | Path) -> tuple[int, str, str]:
        for name, value in environment.items():
            monkeypatch.setenv(f"CHENGBAO_{name.upper()}", str(value))
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the shipped data."""
    return shutil.copytree(ROOT / "data", tmp_path / "data")


def test_render_makes_the_same_document_twice(run: Run, tmp_path: Path) -> None:
    assert run("render", SAMPLE, "-o", tmp_path / "a.docx")[0] == 0
    assert run("render", SAMPLE, "-o", tmp_path / "b.docx")[0] == 0
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    lines = [paragraph.text for paragraph in Document(str(tmp_path / "a.docx")).paragraphs]
    assert len("".join(lines)) > 5000
    assert any(line.startswith("一、") for line in lines)


def test_render_names_the_sections_it_left_out(run: Run, tmp_path: Path) -> None:
    sample = json.loads(SAMPLE.read_text("utf-8"))
    shown = next(section for section in sample["sections"] if section["shown"] and section["level"] == 2 and section["text"])
    shown["text"] = ""
    (tmp_path / "a.json").write_text(json.dumps(sample), "utf-8")
    code, _, complained = run("render", tmp_path / "a.json", "-o", tmp_path / "a.docx")
    assert (code, complained) == (0, f"没有正文，未印出：{shown['heading']}\n")


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"{}", b'{"schema": 2}', b"\xff\xfe\x00", "林".encode("gbk"), b'"' + b"[" * 10_000, b"[" * 100_000, b"null"],
)
def test_render_of_what_is_no_report_says_so_in_one_line(run: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.json").write_bytes(content)
    code, printed, complained = run("render", tmp_path / "a.json", "-o", tmp_path / "a.docx")
    assert (code, printed) == (2, "")
    assert complained.count("\n") == 1
    assert "不是可用的 REPORT.json" in complained
    assert not (tmp_path / "a.docx").exists()


@pytest.mark.parametrize(("report", "output"), [("none.json", "a.docx"), (".", "a.docx"), (SAMPLE, "none/a.docx"), (SAMPLE, ".")])
def test_files_that_cannot_be_read_or_written_are_named_in_one_line(run: Run, tmp_path: Path, report: str, output: str) -> None:
    code, _, complained = run("render", tmp_path / report, "-o", tmp_path / output)
    assert code == 2
    assert complained.startswith("读写文件失败：")
    assert complained.count("\n") == 1


DEADLINES = ("deadlines", "--unit-kind", "town", "--year", "2026", "--today", "2027-01-04")
WORKED_SUNDAY = """year = 2027
source = "某年的放假通知"
off = [2027-02-04, 2027-02-09]
work = [2027-01-31]
"""


def test_deadlines_are_told_as_one_json_document(run: Run) -> None:
    code, printed, complained = run(*DEADLINES, "--json")
    told = json.loads(printed)
    assert (code, complained, told["unit_kind"], told["year"]) == (0, "", "town", 2026)
    row = next(each for each in told["deliveries"] if each["key"] == "report-higher_party")
    assert {key: row[key] for key in ("recipient", "nature", "rule", "source", "certainty", "required", "nominal", "effective")} == {
        "recipient": "上一级党委（县委）",
        "nature": "报送",
        "rule": "customer.township.report",
        "source": "本地做法",
        "certainty": "地方惯例或默认",
        "required": True,
        "nominal": "2027-01-31",
        "effective": "2027-01-29",
    }
    assert "2027年1月31日（周日）是周末。" in row["working"]
    assert told["steps"][0]["day"] == "2026-11-30"


def test_deadlines_follow_the_calendar_file_of_the_year(run: Run, data: Path) -> None:
    (data / "calendar" / "2027.toml").write_text(WORKED_SUNDAY, "utf-8")
    _, printed, _ = run(*DEADLINES, "--json", data=data)
    told = json.loads(printed)
    assert {each["effective"] for each in told["deliveries"]} == {"2027-01-31", "2027-03-31"}
    assert told["notes"] == []


def test_deadlines_are_told_in_words_with_the_days_that_are_left(run: Run) -> None:
    code, printed, _ = run(*DEADLINES)
    assert code == 0
    assert printed.startswith("镇2026年度法治政府建设年度报告的期限（今天是2027年1月4日（周一））\n提示：2027年的放假调休通知还没有录入")
    assert "2. 报送：上一级党委（县委）（必办）\n   最迟2027年1月29日（周五），还有25天（19个工作日）。\n" in printed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--unit-kind", "村", "--year", "2026"), "不认识单位种类“村”，没有计算。可以写的是：town（镇）、"),
        (("--unit-kind", "town", "--year", "去年"), "年度请写2000到2999之间的四位数字，如2026。"),
        (("--unit-kind", "town", "--year", "99999"), "年度请写2000到2999之间的四位数字，如2026。"),
        (("--unit-kind", "town", "--year", "2026", "--today", "明天"), "“明天”不是日期，请写成 2027-01-31 的样子。"),
    ],
)
def test_deadlines_of_nothing_known_are_refused_in_one_line(run: Run, arguments: tuple[str, ...], said: str) -> None:
    code, printed, complained = run("deadlines", *arguments)
    assert (code, printed, complained.count("\n")) == (2, "", 1)
    assert complained.startswith(said)


@pytest.mark.parametrize(
    ("region", "said"),
    [
        ("江门", "“江门”不是行政区划代码（应是2到12位数字，如440783），已不分地区，按全国规则和本地默认做法计算。"),
        ("510122", "没有收录地区510122对这类单位、这一年度的专门规则（已收录规则的地区：4407），已按全国规则和本地默认做法计算。"),
    ],
)
def test_deadlines_of_an_unknown_region_say_what_was_done_instead(run: Run, region: str, said: str) -> None:
    code, printed, _ = run(*DEADLINES, "--region", region)
    assert code == 0
    assert f"提示：{said}\n" in printed
    assert "最迟2027年1月29日（周五）" in printed


def test_check_is_fine_with_what_is_shipped(run: Run) -> None:
    code, printed, complained = run("check")
    assert (code, complained) == (0, "")
    assert printed.startswith("数据文件完好：")


def test_check_names_file_place_and_reason_of_every_mistake(run: Run, data: Path) -> None:
    (data / "indicators" / "thought.toml").write_text('[[indicator]]\nid = "x"\nname = 3\n', "utf-8")
    (data / "steps.toml").write_text("[[step\n", "utf-8")
    (data / "sections.toml").write_bytes(b"\xff")
    code, printed, complained = run("check", data=data)
    assert (code, printed) == (1, "")
    lines = complained.splitlines()
    assert any(line.startswith("indicators/thought.toml: [[indicator]] 第1个（x） name: ") for line in lines)
    assert any(line.startswith("indicators/thought.toml: [[indicator]] 第1个（x） definition: ") for line in lines)
    assert any(line.startswith("steps.toml: 语法: ") for line in lines)
    assert any(line.startswith("sections.toml: 语法: ") for line in lines)


def test_check_finds_a_word_template_that_is_not_of_its_numbers(run: Run, tmp_path: Path) -> None:
    templates = shutil.copytree(ROOT / "docx_templates", tmp_path / "templates")
    assert run("check", docx_templates=templates)[0] == 0
    (templates / "gb9704_a.docx").write_bytes(b"PK")
    code, _, complained = run("check")
    assert code == 1
    assert complained.startswith("docx_templates/gb9704_a.docx: 与 data/formats/ 不一致")
    assert run("templates")[0] == 0
    assert run("check")[0] == 0


def test_check_reads_the_editions_that_are_open_in_the_store(run: Run, sqlite: Database, library: Library) -> None:
    town = settle(sqlite, library)
    with sqlite.write() as connection:
        year.administrator(connection, town)
        made = year.opened(connection, town, 2026, like=True)
    assert run("check")[0] == 0
    with sqlite.write() as connection:
        connection.execute(update(edition).where(edition.c.id == made).values(files="{}"))
    code, _, complained = run("check")
    assert code == 1
    assert f"2026年度（edition {made}）: outlines/*.toml: 文件: 没有找到" in complained.splitlines()


@pytest.mark.parametrize("arguments", [(), ("dance",), ("render",), ("render", "a"), ("backup",), ("restore",), ("reset-password",)])
def test_wrong_usage_is_two(run: Run, arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as end:
        run(*arguments)
    assert end.value.code == 2


def test_a_broken_data_folder_stops_every_command_that_needs_it(run: Run, data: Path, tmp_path: Path) -> None:
    (data / "kinds.toml").write_text("x = 1", "utf-8")
    for arguments in (("serve",), ("demo",), ("render", SAMPLE, "-o", tmp_path / "a.docx"), ("check",), ("templates",)):
        code, _, complained = run(*arguments, data=data)
        assert code == 1
        assert "kinds.toml: x: 不认识的表" in complained


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("port", "acht", "环境变量不对：CHENGBAO_PORT"),
        ("digest", "md5", "环境变量不对：CHENGBAO_DIGEST"),
        ("database", "nonsense", "数据库不能用："),
        ("database", "postgresql+psycopg://nobody@127.0.0.1:1/none", "数据库不能用："),
        ("database", "postgresql://nobody@127.0.0.1:1/none", "数据库不能用："),
        ("database", "mysql://x/y", "不支持 mysql 数据库"),
    ],
)
def test_settings_that_cannot_be_are_told_in_one_line(run: Run, tmp_path: Path, name: str, value: str, words: str) -> None:
    code, _, complained = run("backup", tmp_path, **{name: value})
    assert code == 2
    assert complained.startswith(words)
    assert complained.count("\n") == 1


def test_backup_wipe_and_restore_give_the_same_store(run: Run, sqlite: Database, library: Library, tmp_path: Path) -> None:
    importing.load_sample(sqlite, library, load(SAMPLE.read_bytes()), NOW)
    code, printed, _ = run("backup", tmp_path / "safe")
    assert code == 0
    [file] = (tmp_path / "safe").iterdir()
    assert printed.startswith(str(file))
    before = keeping.verified(file)
    with sqlite.write() as connection:
        connection.exec_driver_sql("DELETE FROM section_text")
    code, printed, complained = run("restore", file)
    assert (code, complained) == (0, "")
    assert printed.endswith("已核对。\n")
    assert run("backup", tmp_path / "again")[0] == 0
    [again] = (tmp_path / "again").iterdir()
    after = keeping.verified(again)
    assert [row["act"] for row in after.pop("audit")[-1:]] == ["restored"]
    assert after == {name: rows for name, rows in before.items() if name != "audit"}
    assert len(list((tmp_path / "var" / "before-restore").iterdir())) == 1


def test_a_restore_is_refused_while_a_server_uses_the_store(run: Run, sqlite: Database, tmp_path: Path) -> None:
    run("backup", tmp_path / "safe")
    [file] = (tmp_path / "safe").iterdir()
    with only_server(sqlite):
        for arguments in (("restore", file), ("serve",)):
            code, _, complained = run(*arguments)
            assert (code, complained) == (2, "已有一个服务在使用这个数据库。请先停止它，再启动或恢复。\n")
        with pytest.raises(Refused), only_server(sqlite):
            pass
        assert run("backup", tmp_path / "safe")[0] == 0
    assert run("restore", file)[0] == 0


def test_what_is_no_backup_is_refused_in_one_line_and_nothing_changes(run: Run, sqlite: Database, library: Library, tmp_path: Path) -> None:
    settle(sqlite, library)
    for file in (SAMPLE, tmp_path / "none.zip", tmp_path):
        code, _, complained = run("restore", file)
        assert (code, complained.count("\n")) == (2, 1)
        assert "不是完好的备份文件" in complained
    with sqlite.read() as connection:
        assert people.by_login(connection, LIN)


def test_there_is_nothing_to_back_up_before_the_first_start(run: Run, tmp_path: Path) -> None:
    code, _, complained = run("backup", tmp_path / "safe", database=f"sqlite:///{tmp_path / 'new.db'}")
    assert (code, complained.count("\n")) == (2, 1)
    assert "还没有呈报的数据" in complained


def test_a_new_password_is_read_and_takes_the_place_of_the_old(
    run: Run, sqlite: Database, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = settle(sqlite, library)
    monkeypatch.setattr(sys, "stdin", io.StringIO("一个全新的密码\n"))
    code, printed, _ = run("reset-password", LIN)
    assert code == 2
    monkeypatch.setattr(sys, "stdin", io.StringIO("一个全新的好密码\n"))
    code, printed, _ = run("reset-password", LIN)
    assert (code, printed) == (0, "密码已重设，此人的所有登录都已退出。\n")
    assert entering.sign_in(town.database, LIN, "一个全新的好密码", NOW).login == LIN


def test_nobody_of_that_name_has_no_password(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("12345678\n"))
    assert run("reset-password", "nobody") == (2, "", "没有找到。请检查名称。\n")


def test_a_server_starts_answers_and_stops(tmp_path: Path) -> None:
    with serving(tmp_path / "var") as server:
        assert httpx2.get(f"{server.address}/healthz").json() == {"status": "ok"}
        page = httpx2.get(server.address, follow_redirects=True)
        assert (page.status_code, "开始使用呈报" in page.text) == (200, True)
        assert "server" not in page.headers
        second = subprocess.run(
            [sys.executable, "-m", "server", "serve"],
            cwd=ROOT,
            env={"PATH": "", "CHENGBAO_VAR": str(tmp_path / "var"), "CHENGBAO_PORT": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert (second.returncode, second.stderr) == (2, "已有一个服务在使用这个数据库。请先停止它，再启动或恢复。\n")
    assert not [line for line in server.printed if "启动码" in line]


def test_a_server_that_others_can_reach_prints_a_code_for_the_first_run_once(tmp_path: Path) -> None:
    with serving(tmp_path / "var", host="0.0.0.0") as server:
        page = httpx2.get(f"{server.address}/first-run")
    codes = [line for line in server.printed if "启动码" in line]
    assert len(codes) == 1
    code = codes[0].partition("：")[2][:8]
    assert code.isdigit()
    assert "启动码" in page.text
    assert code not in page.text
    assert [line for line in server.printed if "明文 HTTP" in line]


def test_the_demo_serves_the_sample(tmp_path: Path) -> None:
    with serving(tmp_path / "var", command="demo") as server:
        assert httpx2.get(f"{server.address}/", follow_redirects=True).status_code == 200
    assert [line for line in server.printed if "示例单位" in line]
    assert (tmp_path / "var" / "demo" / "chengbao.db").exists()
