"""The command that reads units and people from a spreadsheet."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from server import clock
from server.__main__ import main
from server.report.who import Role
from server.storage import people, units
from tests.cast import NOW, QIAN, Town
from tests.rosters import workbook

Run = Callable[..., tuple[int, str, str]]
ROWS = [("单位简称", "单位类型", "上级单位"), ("法治股", "部门", "")]
PEOPLE = [("姓名", "所在单位", "角色"), ("孙可", "法治股", "统稿人")]


@pytest.fixture
def run(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command on a file, as (code, printed, complained)."""
    monkeypatch.setenv("CHENGBAO_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("CHENGBAO_DATABASE", town.database.engine.url.render_as_string())
    monkeypatch.setenv("CHENGBAO_ADDRESS", "http://10.1.2.3:8000")

    def command(content: bytes, *arguments: str) -> tuple[int, str, str]:
        path = tmp_path / "名册.xlsx"
        path.write_bytes(content)
        code = main(["units", "import", str(path), *arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def test_without_accept_it_only_says_what_would_come_of_each_row(run: Run, town: Town) -> None:
    code, printed, _ = run(workbook(ROWS, PEOPLE), "--unit", "清溪镇")
    assert code == 0
    assert printed.splitlines() == ["单位 第2行 新增 法治股", "人员 第2行 新增 孙可（法治股）", "新增2行，更改0行，不变0行，有错0行"]
    with town.database.read() as connection:
        assert units.below(connection, town.unit) == ()


def test_with_accept_it_takes_all_in_and_prints_the_links_once(run: Run, town: Town) -> None:
    code, printed, _ = run(workbook(ROWS, PEOPLE), "--unit", "清溪镇", "--accept")
    assert code == 0
    assert "孙可\t法治股：统稿人\t\thttp://10.1.2.3:8000/invitations/" in printed
    with town.database.read() as connection:
        (added,) = units.below(connection, town.unit)
        assert people.roles_at(connection, town.ids[QIAN], added, NOW) == ()
        assert Role.admin in {role for unit, role in people.memberships(connection, town.ids[QIAN], clock.now()) if unit == added}
    assert run(workbook(ROWS, PEOPLE), "--unit", "清溪镇", "--accept")[1].endswith("新增0行，更改0行，不变2行，有错0行\n")


def test_wrong_rows_fail_and_write_nothing(run: Run, town: Town) -> None:
    code, printed, _ = run(workbook([*ROWS, ("乙股", "科", "")], PEOPLE), "--unit", "清溪镇", "--accept")
    assert code == 1
    assert "单位 第3行 有错 乙股：单位 B3的“科”不是已知的单位类型" in printed
    with town.database.read() as connection:
        assert units.below(connection, town.unit) == ()


@pytest.mark.parametrize(
    ("content", "arguments", "said"),
    [
        pytest.param(b"no workbook", ("--unit", "清溪镇"), "xlsx", id="no workbook"),
        pytest.param(workbook([("姓名", "年龄")]), ("--unit", "清溪镇"), "没有在文件里找到“单位”表或者“人员”表的表头", id="no roster"),
        pytest.param(workbook(ROWS), ("--unit", "青溪"), "没有叫“青溪”的单位", id="no unit"),
        pytest.param(workbook(ROWS), (), "还没有管理员", id="nobody administers"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(run: Run, content: bytes, arguments: tuple[str, ...], said: str) -> None:
    code, printed, complained = run(content, *arguments)
    assert (code, printed, len(complained.splitlines())) == (2, "", 1)
    assert said in complained


def test_merged_cells_count_for_each_row_hidden_rows_are_said_and_formulas_without_a_value_are_wrong(run: Run) -> None:
    rows = [*ROWS, ("执法队", "", ""), ("平安办", '="部"&"门"', "")]
    book = load_workbook(BytesIO(workbook(rows)))
    book["单位"].merge_cells("B2:B3")
    book["单位"].row_dimensions[3].hidden = True
    saved = BytesIO()
    book.save(saved)
    code, printed, _ = run(saved.getvalue(), "--unit", "清溪镇")
    assert code == 1
    assert printed.splitlines() == [
        "单位 第2行 新增 法治股",
        "单位 第3行 新增 执法队：这一行在表里是隐藏的。",
        "单位 第4行 有错 平安办：单位 B4是没有结果的公式或者出错的单元格。请改成直接填写的文字。",
        "新增2行，更改0行，不变0行，有错1行",
    ]
