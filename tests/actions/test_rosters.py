"""Units and people out of a spreadsheet: any tree comes back as it was, twice is once, a wrong row stores nothing."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from shutil import copyfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from server.actions import entering, roster_taking, rosters
from server.actions.entering import NewPerson
from server.actions.roster_taking import Link
from server.library import Library
from server.report.problems import NotAllowed, NotFound, Refused, Stale
from server.report.roster.columns import Sort
from server.report.roster.outcomes import Fate, Plan
from server.report.who import Role
from server.sheets import roster_writer
from server.storage import history, invitations, people, units
from server.storage import shared_tables as s
from server.storage import tables as t
from server.storage.engine import Database, open_database
from tests.cast import LIN, NOW, QIAN, ZHENG, ZHOU, Town, settle, unit_of
from tests.rosters import Table, workbook

HEAD_UNITS = ("单位简称", "单位类型", "上级单位", "报送年度报告", "联系人", "联系电话")
HEAD_PEOPLE = ("姓名", "所在单位", "角色", "电话")


def tried(town: Town, content: bytes, at_unit: int | None = None, login: str = QIAN) -> tuple[int, Plan]:
    """A file handed in, and what would come of it."""
    roster, unit = rosters.opened(town.library, "名册.xlsx", content), at_unit or town.unit
    with town.database.write() as connection:
        number = rosters.hand_in(connection, town.actor(login), unit, "名册.xlsx", roster)
        return number, rosters.planned(connection, town.library, town.actor(login), unit, roster)


def taken(town: Town, content: bytes, at_unit: int | None = None) -> tuple[Link, ...]:
    """A file taken in."""
    number, plan = tried(town, content, at_unit)
    with town.database.write() as connection:
        unit = at_unit or town.unit
        return roster_taking.accept(connection, town.library, town.actor(QIAN), unit, number, plan.stamp)


def told(town: Town, units_rows: Table = (), people_rows: Table = ()) -> list[str]:
    """What is said of the wrong rows, in order."""
    heads = ([HEAD_UNITS, *units_rows] if units_rows else (), [HEAD_PEOPLE, *people_rows] if people_rows else ())
    _, plan = tried(town, workbook(*heads))
    return [each.told[0] for each in plan.steps if each.fate is Fate.wrong]


def fates(town: Town, units_rows: Table = (), people_rows: Table = ()) -> list[str]:
    """What comes of each row."""
    heads = ([HEAD_UNITS, *units_rows] if units_rows else (), [HEAD_PEOPLE, *people_rows] if people_rows else ())
    return [each.fate.value for each in tried(town, workbook(*heads))[1].steps]


def rows_of(town: Town) -> list[int]:
    """How many rows the tables have that a roster writes."""
    with town.database.read() as connection:
        tables = (t.unit, t.membership, t.invitation, t.history, t.person, s.audit)
        return [int(connection.execute(select(func.count()).select_from(each)).scalar_one()) for each in tables]


def test_units_and_people_come_in_with_roles_history_and_the_security_log(town: Town) -> None:
    links = taken(
        town,
        workbook(
            [HEAD_UNITS, ("青溪司法所", "部门", "", "否", "何平", "0750-1234567"), ("法治股", "部门", "青溪司法所")],
            [HEAD_PEOPLE, ("孙　可", "法治股", "统稿人、管理员", "138 0000 0001"), ("林晓", "", "审核人", "")],
        ),
    )
    with town.database.read() as connection:
        office, section = units.units(connection, units.below(connection, town.unit), town.library.kinds)
        assert (office.unit.short_name, office.unit.name, office.parent_id) == ("青溪司法所", "清溪镇青溪司法所", town.unit)
        assert (office.liaison.expected, office.liaison.contact, office.liaison.phone) == (False, "何平", "0750-1234567")
        assert (section.unit.short_name, section.parent_id, section.liaison.expected) == ("法治股", office.id, True)
        assert people.roles_at(connection, town.ids[QIAN], section.id, NOW) == (Role.admin,)
        assert set(people.roles_at(connection, town.ids[LIN], town.unit, NOW)) == {Role.contributor, Role.reviewer}
        (open_,) = invitations.of_units(connection, (section.id,), NOW)
        assert (open_.name, open_.roles, open_.phone) == ("孙可", (Role.editor, Role.admin), "13800000001")
        assert history.latest(connection, "nothing") is None
        acts = set(connection.execute(select(s.audit.c.act)).scalars())
    assert [(link.name, link.places) for link in links] == [("孙可", (("青溪司法所 / 法治股", (Role.editor, Role.admin)),))]
    assert {"units_imported", "people_imported", "unit_added", "invited", "roles_given"} <= acts


def test_doing_it_twice_changes_nothing(town: Town) -> None:
    content = workbook([HEAD_UNITS, ("法治股", "部门", "")], [HEAD_PEOPLE, ("孙可", "法治股", "统稿人", ""), ("林晓", "", "填报人", "")])
    taken(town, content)
    before = rows_of(town)
    number, plan = tried(town, content)
    assert [each.fate for each in plan.steps] == [Fate.same] * 3
    with pytest.raises(Refused, match="完全一致"), town.database.write() as connection:
        roster_taking.accept(connection, town.library, town.actor(QIAN), town.unit, number, plan.stamp)
    assert rows_of(town) == before


def test_one_person_at_several_units_gets_one_link_that_brings_in_everywhere(town: Town) -> None:
    people_rows = [HEAD_PEOPLE, ("孙可", "甲股", "统稿人", "13800000001"), ("孙可", "乙股", "审核人、签发人", "１３８００００ ０００１")]
    (link,) = taken(town, workbook([HEAD_UNITS, ("甲股", "部门", ""), ("乙股", "部门", "")], people_rows))
    assert link.places == (("甲股", (Role.editor,)), ("乙股", (Role.reviewer, Role.signer)))
    with town.database.write() as connection:
        person = entering.accept(connection, link.token, NewPerson("sun", "孙可", "hash"), NOW)
        first, second = units.below(connection, town.unit)
        assert people.memberships(connection, person, NOW) == [
            (first, Role.editor),
            (second, Role.reviewer),
            (second, Role.signer),
        ]
        assert people.members(connection, second, NOW)[-1].phone == "13800000001"


def test_who_is_known_at_another_unit_by_name_and_telephone_needs_no_link(town: Town) -> None:
    with town.database.write() as connection:
        connection.execute(t.person.update().where(t.person.c.id == town.ids[LIN]).values(phone="138-0000-0009"))
    links = taken(town, workbook([HEAD_UNITS, ("甲股", "部门", "")], [HEAD_PEOPLE, ("林晓", "甲股", "统稿人", "13800000009")]))
    assert links == ()
    with town.database.read() as connection:
        (added,) = units.below(connection, town.unit)
        assert people.roles_at(connection, town.ids[LIN], added, NOW) == (Role.editor,)


def test_an_open_invitation_gets_what_is_lacking_and_no_second_link(town: Town) -> None:
    (link,) = taken(town, workbook(people=[HEAD_PEOPLE, ("孙可", "", "统稿人", "")]))
    assert taken(town, workbook(people=[HEAD_PEOPLE, ("孙可", "", "统稿人、管理员", "")])) == ()
    with town.database.write() as connection:
        person = entering.accept(connection, link.token, NewPerson("sun", "孙可", "hash"), NOW)
        assert people.roles_at(connection, person, town.unit, NOW) == (Role.editor, Role.admin)


def test_settings_follow_the_cells_and_what_is_left_open_stays(town: Town) -> None:
    taken(town, workbook([HEAD_UNITS, ("甲股", "部门", "", "否", "何平", "1")]))
    changed = [("单位简称", "单位类型", "上级单位", "上级地名", "联系人"), ("甲股", "", "", "云澜县清溪镇", "何川")]
    _, plan = tried(town, workbook(changed))
    assert [(each.key, each.old, each.new) for each in plan.units[0].changes] == [
        ("parent_name", "清溪镇", "云澜县清溪镇"),
        ("name", "清溪镇甲股", "云澜县清溪镇甲股"),
        ("contact", "何平", "何川"),
    ]
    taken(town, workbook(changed))
    with town.database.read() as connection:
        (place,) = units.units(connection, units.below(connection, town.unit), town.library.kinds)
    assert (place.unit.name, place.liaison.contact, place.liaison.phone, place.liaison.expected) == ("云澜县清溪镇甲股", "何川", "1", False)
    assert place.version == 2


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        pytest.param([("", "部门", "")], ["单位 A2没有填“单位简称”"], id="no name"),
        pytest.param([("甲股", "", "")], ["单位 B2没有填单位类型"], id="no kind"),
        pytest.param([("甲股", "科", "")], ["单位 B2的“科”不是已知的单位类型"], id="unknown kind"),
        pytest.param([("甲股", "部门", "丙局")], ["单位 C2的“丙局”在表里和本单位下面都没有找到"], id="no parent"),
        pytest.param([("甲股", "部门", "第9行")], ["单位 C2写的“第9行”在单位表里没有对应的行"], id="no row"),
        pytest.param([("甲股", "部门", "2")], ["单位 C2写的“2”在单位表里没有对应的行，或者就是本行"], id="own row"),
        pytest.param(
            [("甲股", "部门", "第3行"), ("乙股", "部门", "2")], ["单位 C2：上下级绕成了圈", "单位 C3：上下级绕成了圈"], id="circle"
        ),
        pytest.param([("甲股", "部门", ""), ("甲股", "部门", "")], ["单位 A3的“甲股”和第2行是同一个上级下面的同名单位"], id="twice"),
        pytest.param(
            [("甲股", "科", ""), ("乙股", "部门", "甲股")], ["单位 B2的", "单位 C3指的是单位表第2行，那一行还有错"], id="parent wrong"
        ),
        pytest.param([("甲股", "部门", "", "也许")], ["单位 D2填的是“也许”"], id="neither yes nor no"),
        pytest.param(
            [("甲股", "部门", ""), ("丙", "部门", "甲股"), ("乙股", "部门", ""), ("丙", "部门", "乙股"), ("丁", "部门", "丙")],
            ["单位 C6的“丙”有2个同名单位"],
            id="two of that name",
        ),
        pytest.param([("甲" * 201, "部门", "")], ["单位 A2超过200个字"], id="too long"),
    ],
)
def test_a_wrong_unit_is_told_in_one_sentence_with_its_cell(town: Town, rows: Table, said: list[str]) -> None:
    found = told(town, rows)
    assert [each[: len(start)] for each, start in zip(found, said, strict=True)] == said


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        pytest.param([("", "", "填报人", "")], ["人员 A2没有填“姓名”"], id="no name"),
        pytest.param([("孙可", "", "", "")], ["人员 C2没有填“角色”"], id="no role"),
        pytest.param([("孙可", "", "填报人、组长", "")], ["人员 C2的“组长”不是已知的角色"], id="unknown role"),
        pytest.param([("孙可", "丙局", "填报人", "")], ["人员 B2的“丙局”在表里和本单位下面都没有找到"], id="no unit"),
        pytest.param([("孙可", "", "填报人", ""), ("孙可", "", "统稿人", "1")], ["人员 A3的孙可和第2行是同一个单位的同一个人"], id="twice"),
    ],
)
def test_a_wrong_person_is_told_in_one_sentence_with_the_cell(town: Town, rows: Table, said: list[str]) -> None:
    found = told(town, people_rows=rows)
    assert [each[: len(start)] for each, start in zip(found, said, strict=True)] == said


def test_parents_are_found_by_row_by_name_and_by_the_name_above(town: Town) -> None:
    rows = [
        ("丁", "部门", "乙股/丙"),
        ("丙", "部门", "第４行"),
        ("甲股", "部门", "清溪镇"),
        ("丙", "部门", "乙股"),
        ("乙股", "部门", ""),
        ("戊", "部门", " 甲 股 "),
    ]
    _, plan = tried(town, workbook([HEAD_UNITS, *rows]))
    assert [" / ".join(each.line) for each in plan.units] == ["乙股 / 丙 / 丁", "甲股 / 丙", "甲股", "乙股 / 丙", "乙股", "甲股 / 戊"]
    assert plan.wrong == 0


def test_a_wrong_row_stores_nothing_at_all(town: Town) -> None:
    number, plan = tried(town, workbook([HEAD_UNITS, ("甲股", "部门", ""), ("乙股", "科", "")], [HEAD_PEOPLE, ("孙可", "", "填报人", "")]))
    before = rows_of(town)
    with pytest.raises(Refused, match="还有1行有错"), town.database.write() as connection:
        roster_taking.accept(connection, town.library, town.actor(QIAN), town.unit, number, plan.stamp)
    assert rows_of(town) == before


def test_what_somebody_did_meanwhile_is_tried_anew_before_anything_is_written(town: Town) -> None:
    number, plan = tried(town, workbook([HEAD_UNITS, ("甲股", "部门", "")]))
    with town.database.write() as connection:
        units.add_unit(connection, unit_of(town.library, "甲股", "department", "清溪镇"), town.unit)
    before = rows_of(town)
    with pytest.raises(Stale), town.database.write() as connection:
        roster_taking.accept(connection, town.library, town.actor(QIAN), town.unit, number, plan.stamp)
    assert rows_of(town) == before


def test_a_roster_is_taken_in_once_and_what_was_read_is_let_go(town: Town) -> None:
    number, plan = tried(town, workbook([HEAD_UNITS, ("甲股", "部门", "")]))
    with town.database.write() as connection:
        roster_taking.accept(connection, town.library, town.actor(QIAN), town.unit, number, plan.stamp)
        assert connection.execute(select(s.roster.c.content)).scalar_one() == ""
    with pytest.raises(NotFound), town.database.write() as connection:
        roster_taking.accept(connection, town.library, town.actor(QIAN), town.unit, number, plan.stamp)


def test_units_of_somebody_else_are_neither_changed_nor_given_people(town: Town) -> None:
    with town.database.write() as connection:
        theirs = units.add_unit(connection, unit_of(town.library, "农业所", "department", "清溪镇"), town.unit)
    rows = [("农业所", "部门", "", "否"), ("畜牧站", "部门", "农业所")]
    found = told(town, rows, [("孙可", "农业所", "填报人", "")])
    assert [each[:14] for each in found] == ["单位 A2：您不是农业所的管", "单位 C3指的是单位表第2行", "人员 B2指的是单位表第2行"]
    assert told(town, [("畜牧站", "部门", "农业所")], [("孙可", "农业所", "填报人", "")])[1].startswith("人员 B2：您不是农业所的管理员")
    assert fates(town, [("农业所", "部门", "")]) == ["same"]
    assert theirs


@pytest.mark.parametrize(("login", "problem"), [(LIN, NotAllowed), (ZHENG, NotAllowed), (ZHOU, NotFound)])
def test_nobody_else_hands_in(town: Town, login: str, problem: type[Exception]) -> None:
    with pytest.raises(problem):
        tried(town, workbook([HEAD_UNITS, ("甲股", "部门", "")]), login=login)


def test_a_file_that_bears_the_mark_of_a_secret_is_refused(town: Town) -> None:
    with pytest.raises(Refused, match=r"涉密|密级|机密|秘密"):
        rosters.opened(town.library, "名册.xlsx", workbook([HEAD_UNITS, ("机密★10年", "部门", "")]))


def test_what_nobody_came_back_for_is_let_go_after_two_weeks(town: Town) -> None:
    number, _ = tried(town, workbook([HEAD_UNITS, ("甲股", "部门", "")]))
    later = town.actor(QIAN, NOW + timedelta(days=14, seconds=1))
    roster = rosters.opened(town.library, "b.xlsx", workbook([HEAD_UNITS, ("乙股", "部门", "")]))
    with town.database.write() as connection:
        rosters.hand_in(connection, later, town.unit, "b.xlsx", roster)
        with pytest.raises(NotFound):
            rosters.waiting(connection, later, town.unit, number)


@dataclass(frozen=True)
class Drawn:
    """A tree: for each unit its name, its parent (an earlier one, -1 for the top), its kind; and people by unit with roles."""

    units: tuple[tuple[str, int, str], ...]
    people: tuple[tuple[str, int, tuple[Role, ...]], ...]


_TEXT = st.text("甲乙丙丁戊 =+-@'A1Ａ９", min_size=1, max_size=4)
_ROLES = st.lists(st.sampled_from(list(Role)), min_size=1, unique=True)


@st.composite
def trees(draw: st.DrawFn) -> Drawn:
    found: list[tuple[str, int, str]] = []
    for at in range(draw(st.integers(1, 8))):
        parent = draw(st.integers(max(-1, at - 6), at - 1))
        beside = {name for name, above, _ in found if above == parent} | {"清溪镇", ""}
        name = "".join(draw(_TEXT).split())
        kind = draw(st.sampled_from(["town", "county", "city", "department", "subdistrict"]))
        found.append((f"{name}第{at}" if name in beside else name, parent, kind))
    where = st.integers(-1, len(found) - 1)
    person = st.tuples(st.sampled_from(["孙可", "李扬", "Zhang San"]), where, _ROLES)
    persons = draw(st.lists(person, max_size=5, unique_by=lambda each: each[:2]))
    return Drawn(tuple(found), tuple((name, at, tuple(role for role in Role if role in held)) for name, at, held in persons))


def _comes_back(town: Town, drawn: Drawn, numbers: list[int]) -> None:
    """The rows of a tree, in any order, make that tree; a second time nothing, and what is there, written and read again, neither."""
    library, row = town.library, {number: str(at) for at, number in enumerate(numbers, 2)} | {-1: ""}
    names = {role: library.labels["roles"][role] for role in Role}
    cells = {
        Sort.units: [
            {"short_name": drawn.units[each][0], "kind": library.kinds[drawn.units[each][2]].name, "parent": row[drawn.units[each][1]]}
            for each in numbers
        ],
        Sort.people: [
            {"person": name, "unit": row[at], "roles": "、".join(names[each] for each in roles)} for name, at, roles in drawn.people
        ],
    }
    content = roster_writer.written(library.labels, rosters.choices(library), cells)
    links = taken(town, content)
    assert _lines(town) == {(*_line(drawn, at), drawn.units[at][2]) for at in range(len(drawn.units))}
    assert sorted((link.name, link.places[0][1]) for link in links) == sorted((name, roles) for name, _, roles in drawn.people)
    before = rows_of(town)
    assert {each.fate for each in tried(town, content)[1].steps} == {Fate.same}
    with town.database.read() as connection:
        filled = rosters.present(connection, library, town.actor(QIAN), town.unit)
    again = roster_writer.written(library.labels, rosters.choices(library), filled)
    assert {each.fate for each in tried(town, again)[1].steps} == {Fate.same}
    assert rows_of(town) == before


@pytest.mark.parametrize("examples", [pytest.param(4, id="few"), pytest.param(150, id="many", marks=pytest.mark.long)])
def test_any_tree_written_with_the_template_comes_in_as_it_was_and_twice_is_once(
    sqlite_template: Path, library: Library, tmp_path: Path, examples: int
) -> None:
    @given(drawn=trees(), data=st.data())
    @settings(max_examples=examples, database=None, suppress_health_check=list(HealthCheck))
    def comes_back(drawn: Drawn, data: st.DataObject) -> None:
        path = copyfile(sqlite_template, tmp_path / "chengbao.db")
        store = open_database(f"sqlite:///{path.as_posix()}")
        try:
            _comes_back(settle(store, library), drawn, data.draw(st.permutations(range(len(drawn.units)))))
        finally:
            store.engine.dispose()

    comes_back()


def _line(drawn: Drawn, at: int) -> tuple[str, ...]:
    name, parent, _ = drawn.units[at]
    return (*(_line(drawn, parent) if parent >= 0 else ()), name)


def _lines(town: Town) -> set[tuple[str, ...]]:
    with town.database.read() as connection:
        places = {each.id: each for each in units.units(connection, units.below(connection, town.unit), town.library.kinds)}
    found = set()
    for each in places.values():
        names, at = [each.unit.short_name], each.parent_id
        while at in places:
            names.append(places[at].unit.short_name)
            at = places[at].parent_id
        found.add((*reversed(names), each.unit.kind))
    return found


@pytest.mark.long
def test_two_thousand_rows_come_in_within_a_minute(database: Database, library: Library) -> None:
    town = settle(database, library)
    rows = [(f"第{at}所", "部门", "" if at < 20 else f"第{at % 20}所") for at in range(2000)]
    persons = [(f"员{at}", f"第{at}所", "统稿人、管理员", str(13800000000 + at)) for at in range(2000)]
    links = taken(town, workbook([HEAD_UNITS, *rows], [HEAD_PEOPLE, *persons]))
    assert len(links) == 2000
