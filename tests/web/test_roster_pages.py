"""Units and people from a spreadsheet in the browser: template, dry run, taking it in, the links once."""

from io import BytesIO

import openpyxl
import pytest

from server import clock
from server.report.who import Role
from server.sheets.grids import read_xlsx
from server.storage import people, units
from tests.cast import LIN, QIAN, ZHENG, ZHOU, Town
from tests.rosters import workbook
from tests.web.browser import Browser, Page
from tests.web.conftest import SignIn

UNITS = [("单位简称", "单位类型", "上级单位"), ("青溪司法所", "部门", ""), ("法治股", "部门", "青溪司法所")]
PEOPLE = [("姓名", "所在单位", "角色", "电话"), ("孙可", "法治股", "统稿人、管理员", "13800000001"), ("李扬", "", "填报人", "")]


def _uploaded(town: Town, sign_in: SignIn, content: bytes) -> Page:
    page = sign_in(QIAN).get(f"/units/{town.unit}/import")
    return page.form("试读").upload("file", [("名册.xlsx", content)]).press("试读")


def test_a_file_is_tried_then_taken_in_whole_and_the_links_are_shown_once(town: Town, sign_in: SignIn) -> None:
    page = _uploaded(town, sign_in, workbook(units=UNITS, people=PEOPLE))
    assert page.status == 200
    assert page.says("新增 4 行，更改 0 行，不变 0 行，有错 0 行"), page.main
    with town.database.read() as connection:
        assert units.below(connection, town.unit) == ()
    taken = page.press("全部写入")
    assert taken.heading == "邀请链接"
    assert taken.main.count("/invitations/") == 2
    with town.database.read() as connection:
        office, section = units.below(connection, town.unit)
        assert units.above(connection, section) == (section, office, town.unit, town.county)
        assert people.members(connection, section, clock.now())[0].roles == (Role.admin,)
    again = sign_in(QIAN).get(page.url)
    assert again.status == 404


def test_the_links_leave_as_a_list_to_hand_out(town: Town, sign_in: SignIn) -> None:
    taken = _uploaded(town, sign_in, workbook(units=UNITS, people=PEOPLE)).press("全部写入")
    form = taken.form("下载名单（Excel）")
    file = taken.browser.send(form.action, form.pairs())
    (grid,) = read_xlsx(file.content, "")
    said = [cell.text for row in grid.rows for cell in row]
    assert "孙可" in said
    assert sum("/invitations/" in each for each in said) == 2
    assert taken.browser.send(form.action.replace("xlsx", "docx"), form.pairs()).content.startswith(b"PK")


def test_a_link_brings_its_person_in(town: Town, sign_in: SignIn, stranger: Browser) -> None:
    taken = _uploaded(town, sign_in, workbook(units=UNITS, people=PEOPLE)).press("全部写入")
    link = next(word for word in taken.main.split() if "/invitations/" in word)
    page = stranger.get(link[link.index("/invitations/") :])
    assert page.heading == "加入青溪司法所法治股"


def test_a_wrong_row_is_told_with_its_cell_and_nothing_can_be_taken_in(town: Town, sign_in: SignIn) -> None:
    page = _uploaded(town, sign_in, workbook(units=[*UNITS, ("农业所", "局级", "")], people=PEOPLE))
    assert page.says("单位 B4的“局级”不是已知的单位类型")
    with pytest.raises(LookupError):
        page.press("全部写入")
    with town.database.read() as connection:
        assert units.below(connection, town.unit) == ()


def test_a_file_that_is_none_is_refused_with_its_sentence(town: Town, sign_in: SignIn) -> None:
    page = _uploaded(town, sign_in, b"hello")
    assert page.status == 422
    assert page.title.startswith("错误：")
    empty = sign_in(QIAN).get(f"/units/{town.unit}/import").press("试读")
    assert (empty.status, empty.says("请选择填好的名册文件")) == (422, True)


def test_the_filled_template_read_in_again_changes_nothing(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(QIAN)
    content = browser.fetch(f"/units/{town.unit}/import/template.xlsx?filled=1").content
    page = _uploaded(town, sign_in, content)
    assert page.says("完全一致，不用写入")


def test_a_file_is_put_away_without_a_trace(town: Town, sign_in: SignIn) -> None:
    page = _uploaded(town, sign_in, workbook(units=UNITS, people=PEOPLE)).press("放弃")
    assert page.says("没有写入任何内容")


def test_the_empty_template_has_its_headings_and_lists(town: Town, sign_in: SignIn) -> None:
    book = openpyxl.load_workbook(BytesIO(sign_in(QIAN).fetch(f"/units/{town.unit}/import/template.xlsx").content))
    assert book.sheetnames == ["单位", "人员", "填表说明"]
    assert [cell.value for cell in book["人员"][1]] == ["姓名", "所在单位", "角色", "电话"]
    listed = {str(each.sqref): each.formula1 for each in book["单位"].data_validations.dataValidation if each.formula1}
    assert "镇,乡" in listed["B2:B5000"]


@pytest.mark.parametrize(("login", "status"), [(LIN, 403), (ZHENG, 403), (ZHOU, 404)])
def test_only_the_administrator_imports(town: Town, sign_in: SignIn, login: str, status: int) -> None:
    assert sign_in(login).get(f"/units/{town.unit}/import").status == status
