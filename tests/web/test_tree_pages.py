"""The tree of units in the browser, and moving a unit."""

import pytest

from server.actions import units as actions
from server.report.problems import NotAllowed, NotFound, Refused, Stale
from server.report.who import Role
from server.storage import people, units
from tests.cast import BEGAN, LIN, QIAN, ZHENG, ZHOU, Town, unit_of
from tests.web.conftest import SignIn


def _below(town: Town, name: str, parent: int, kind: str = "department") -> int:
    with town.database.write() as connection:
        return actions.add_unit(connection, town.actor(QIAN), unit_of(town.library, name, kind, "清溪镇"), parent)


def _administers(town: Town, unit: int) -> None:
    with town.database.write() as connection:
        people.grant(connection, town.ids[QIAN], unit, (Role.admin,), BEGAN)


def test_the_overseer_sees_the_county_with_kinds_people_and_editors(town: Town, sign_in: SignIn) -> None:
    page = sign_in(ZHENG).get(f"/units/{town.county}/tree")
    assert page.says("清溪镇")
    assert page.says("白石镇")
    assert page.says("统稿：赵敏")
    assert page.says("4 人")
    assert not page.says("添加下级单位")


def test_units_nest_and_each_branch_is_one_link_away(town: Town, sign_in: SignIn) -> None:
    office = _below(town, "司法所", town.unit)
    _below(town, "法治股", office)
    page = sign_in(QIAN).get(f"/units/{town.unit}/tree")
    assert page.says("司法所的 1 个下级单位")
    assert page.says("法治股")
    deeper = page.browser.get(f"/units/{town.unit}/tree?at={office}")
    assert deeper.heading == "司法所的下级单位"
    assert deeper.says("清溪镇 › 司法所")
    for where in (town.county, town.other, 99_999, 0):
        assert page.browser.get(f"/units/{town.unit}/tree?at={where}").status == 404


def test_a_thousand_units_come_in_pages(town: Town, sign_in: SignIn) -> None:
    with town.database.write() as connection:
        unit = unit_of(town.library, "村", "department", "清溪镇")
        new = [units.NewUnit(unit.model_copy(update={"short_name": f"{at}村"}), town.unit) for at in range(250)]
        added = units.add_units(connection, new)
        units.add_units(connection, [units.NewUnit(unit, each) for each in added for _ in range(3)])
    page = sign_in(QIAN).get(f"/units/{town.unit}/tree")
    assert page.says("直接下级 250 个")
    assert page.says("第 1 页，共 3 页")
    assert page.says("99村的 3 个下级单位")
    assert not page.says("100村")
    last = page.browser.get(f"/units/{town.unit}/tree?page=3")
    assert last.says("249村")
    assert page.browser.get(f"/units/{town.unit}/tree?page=4").status == 404


@pytest.mark.parametrize(("login", "status"), [(LIN, 403), (ZHOU, 404)])
def test_others_do_not_see_it(town: Town, sign_in: SignIn, login: str, status: int) -> None:
    assert sign_in(login).get(f"/units/{town.unit}/tree").status == status
    assert sign_in(login).get(f"/units/{town.county}/tree").status == 404


def test_a_unit_moves_with_all_below_it(town: Town, sign_in: SignIn) -> None:
    office = _below(town, "司法所", town.unit)
    section = _below(town, "法治股", office)
    _administers(town, town.other)
    page = sign_in(QIAN).get(f"/units/{office}/move")
    refused = page.press("移动")
    assert (refused.status, refused.says("请选择移到哪个单位下面")) == (422, True)
    moved = refused.press("移动", {"parent": str(town.other)})
    assert moved.says("已移动")
    with town.database.read() as connection:
        assert units.above(connection, section) == (section, office, town.other, town.county)
        assert units.below(connection, town.other) == (office, section)
        assert units.below(connection, town.unit) == ()
    again = page.press("移动", {"parent": str(town.other)})
    assert again.status in (409, 422)


def test_a_unit_is_never_moved_into_its_own_branch_nor_where_one_is_nobody(town: Town) -> None:
    office = _below(town, "司法所", town.unit)
    section = _below(town, "法治股", office)
    for parent, problem in ((section, Refused), (office, Refused), (town.other, NotFound), (99_999, NotFound)):
        with pytest.raises(problem), town.database.write() as connection:
            actions.move_unit(connection, town.library, town.actor(QIAN), office, parent, 1)
    with pytest.raises(Stale), town.database.write() as connection:
        actions.move_unit(connection, town.library, town.actor(QIAN), section, town.unit, 9)
    with pytest.raises(NotAllowed), town.database.write() as connection:
        actions.move_unit(connection, town.library, town.actor(LIN), town.unit, town.county, 1)


def test_whether_a_unit_reports_and_whom_to_call_is_part_of_its_settings(town: Town, sign_in: SignIn) -> None:
    page = sign_in(QIAN).get(f"/units/{town.unit}")
    saved = page.press("保存", {"expected": "no", "contact": "何平", "contact_phone": "０７５０-1234567"})
    assert saved.says("单位设置已保存")
    with town.database.read() as connection:
        place = units.unit(connection, town.unit, town.library.kinds)
    assert place is not None
    assert (place.liaison.expected, place.liaison.contact, place.liaison.phone, place.version) == (False, "何平", "0750-1234567", 2)
    late = page.press("保存", {"contact": "何川"})
    assert (late.status, late.holds("何川")) == (409, True)
    wrong = saved.press("保存", {"contact": "长" * 201})
    assert (wrong.status, wrong.holds("长" * 201)) == (422, True)
