"""Sums over the towns of a county, carried into the county's own draft: seen first, all or nothing, remembered."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import insert, select

from server.actions import reporting, saving, summing
from server.actions.allowing import allow
from server.actions.saving import ENTRY, Field
from server.actions.summing import CARRIED, Seen
from server.report.problems import Locked, NotAllowed, NotFound, Refused, Stale
from server.report.who import Act, Role
from server.storage import contents, history, people, reports, shared_tables, tables
from tests.cast import BEGAN, LIN, NOW, QIAN, YEAR, ZHAO, ZHENG, ZHOU, Town, unit_of

ASKED, DONE, JOINT = "dis.petition_received", "dis.petition_done", "enf.joint_ops"


@pytest.fixture
def county(town: Town) -> Town:
    """The county's overseer also edits its report of the year, which is open; the towns' figures are to come."""
    with town.database.write() as connection:
        people.grant(connection, town.ids[ZHENG], town.county, (Role.editor,), BEGAN)
        unit, outline = unit_of(town.library, "云澜县", "county", "江州市"), town.library.outlines["standard"]
        report = reporting.open_report(connection, town.library, town.actor(ZHENG), town.county, unit, YEAR, outline)
        other = unit_of(town.library, "白石镇")
        theirs = reporting.open_report(connection, town.library, town.actor(ZHOU), town.other, other, YEAR, outline)
    fill(town, ZHAO, town.report, {ASKED: "412", DONE: "400"})
    fill(town, ZHOU, theirs, {ASKED: "3"})
    return replace(town, report=report)


def fill(town: Town, login: str, report: int, raws: dict[str, str]) -> None:
    """Type figures into a report."""
    with town.database.write() as connection:
        actor = town.actor(login)
        stored = contents.entries(connection, report)
        versions = {key: stored[key].version if key in stored else 0 for key in raws}
        fields = [Field(ENTRY, key, {"raw": raw}, versions[key]) for key, raw in raws.items()]
        saving.save_fields(connection, town.library, actor, allow(connection, actor, Act.fill, report), fields)


def carry(town: Town, chosen: dict[str, Seen], login: str = ZHENG) -> int:
    with town.database.write() as connection:
        return summing.carry(connection, town.library, town.actor(login), town.county, YEAR, chosen)


def offers(town: Town) -> dict[str, tuple[str, str, int, bool]]:
    """What is offered: sum, own figure, its version, ticked or not."""
    with town.database.read() as connection:
        _, _, rows = summing.offered(connection, town.library, town.actor(ZHENG), town.county, YEAR)
    return {each.total.indicator.id: (each.raw, each.present.raw, each.version, each.ticked) for each in rows}


def town_report(town: Town, unit: int) -> int:
    with town.database.read() as connection:
        found = reports.of_year(connection, unit, YEAR)
    assert found is not None
    return found.id


def test_what_would_change_is_shown_and_gaps_are_not_ticked(county: Town) -> None:
    assert offers(county) == {ASKED: ("415", "", 0, True), DONE: ("400", "", 0, False)}


def test_a_carried_sum_says_where_it_comes_from(county: Town) -> None:
    assert carry(county, {ASKED: Seen("415", 0), DONE: Seen("400", 0)}) == 2
    with county.database.read() as connection:
        stored = contents.entries(connection, county.report)
        past = history.latest(connection, f"sum:{county.report}:{DONE}")
    assert stored[ASKED].record.raw == "415"
    assert stored[ASKED].record.origin.system == "下级单位汇总：2个单位，2个单位未定稿"
    assert stored[ASKED].record.origin.date == "2026-01-09"
    assert stored[DONE].record.origin.system == "下级单位汇总：1个单位，缺1个（白石镇），1个单位未定稿"
    assert past is not None
    assert json.loads(past.value["cells"]) == [["清溪镇", "number", "400"], ["白石镇", "blank", ""]]
    assert (past.value["raw"], len(past.value["digest"]), past.version) == ("400", 64, 1)
    assert offers(county)[ASKED] == ("415", "415", 1, False)


def test_a_rough_number_makes_a_rough_sum(county: Town) -> None:
    fill(county, ZHOU, town_report(county, county.other), {ASKED: "近10"})
    carry(county, {ASKED: Seen("约422", 0)})
    assert county.raw(ASKED) == "约422"


def test_last_years_sum_comes_along_where_every_unit_has_one(county: Town) -> None:
    with county.database.write() as connection:
        for unit, login, last in ((county.unit, ZHAO, "300"), (county.other, ZHOU, "7")):
            report = town_report(county, unit)
            standing = allow(connection, county.actor(login), Act.fill, report)
            saving.save_fields(connection, county.library, county.actor(login), standing, [Field(ENTRY, ASKED, {"last": last}, 1)])
    carry(county, {ASKED: Seen("415", 0)})
    with county.database.read() as connection:
        record = contents.entries(connection, county.report)[ASKED].record
    assert (record.last, record.last_origin) == ("307", "下级单位汇总：2个单位，2个单位未定稿")


def test_nothing_is_carried_that_was_not_seen(county: Town) -> None:
    with pytest.raises(Stale, match="信访受理"):
        carry(county, {ASKED: Seen("412", 0), DONE: Seen("400", 0)})
    assert (county.raw(ASKED), county.raw(DONE)) == ("", "")


def test_a_figure_that_a_colleague_changed_meanwhile_stops_all(county: Town) -> None:
    fill(county, ZHENG, county.report, {ASKED: "999"})
    with pytest.raises(Stale):
        carry(county, {ASKED: Seen("415", 0), DONE: Seen("400", 0)})
    assert (county.raw(ASKED), county.raw(DONE)) == ("999", "")


def test_a_later_change_below_marks_the_countys_figure(county: Town) -> None:
    carry(county, {ASKED: Seen("415", 0), DONE: Seen("400", 0)})
    assert overtaken(county) == {}
    fill(county, ZHAO, town_report(county, county.unit), {ASKED: "409"})
    assert overtaken(county) == {ASKED: ("415", "412")}
    carry(county, {ASKED: Seen("412", 1)})
    assert overtaken(county) == {}
    fill(county, ZHAO, town_report(county, county.unit), {ASKED: "1"})
    fill(county, ZHENG, county.report, {ASKED: "430"})
    assert overtaken(county) == {}


def test_a_figure_taken_away_below_marks_it_too(county: Town) -> None:
    carry(county, {DONE: Seen("400", 0)})
    fill(county, ZHAO, town_report(county, county.unit), {DONE: ""})
    assert overtaken(county) == {DONE: ("400", "")}


def overtaken(town: Town) -> dict[str, tuple[str, str]]:
    with town.database.read() as connection:
        report = reports.report(connection, town.report)
        assert report is not None
        return {key: (each.then, each.now) for key, each in summing.overtaken(connection, town.library, report).items()}


def test_who_may_carry(county: Town) -> None:
    with county.database.write() as connection:
        people.grant(connection, county.ids[QIAN], county.county, (Role.overseer,), BEGAN)
    with pytest.raises(NotAllowed):
        carry(county, {ASKED: Seen("415", 0)}, QIAN)
    with pytest.raises(NotFound):
        carry(county, {ASKED: Seen("415", 0)}, LIN)
    with county.database.read() as connection, pytest.raises(NotFound):
        summing.sums_of(connection, county.library, county.actor(ZHOU), county.county, YEAR)


def test_only_an_open_report_of_the_year_takes_sums(county: Town) -> None:
    with pytest.raises(Refused, match="勾选"):
        carry(county, {})
    with county.database.write() as connection, pytest.raises(Refused, match="2030年度"):
        summing.carry(connection, county.library, county.actor(ZHENG), county.county, 2030, {})
    with county.database.write() as connection:
        connection.execute(tables.report.update().where(tables.report.c.id == county.report).values(state="signed"))
        assert summing.own_report(connection, county.actor(ZHENG), county.county, YEAR) is None
    with pytest.raises(Locked):
        carry(county, {ASKED: Seen("415", 0)})


def test_what_the_county_proposes_is_no_figure(county: Town) -> None:
    row = {"unit_id": county.other, "year": YEAR, "indicator": DONE, "raw": "77", "given_at": NOW, "given_by": county.ids[ZHENG]}
    with county.database.write() as connection:
        connection.execute(insert(shared_tables.proposal), row)
    assert offers(county)[DONE] == ("400", "", 0, False)


def test_figures_of_one_kind_of_unit_alone(county: Town) -> None:
    with county.database.read() as connection:
        found = summing.sums_of(connection, county.library, county.actor(ZHENG), county.county, YEAR, "department")
    assert (len(found.every), found.members, found.lines) == (2, (), ())


def test_taking_the_workbook_is_recorded(county: Town) -> None:
    with county.database.write() as connection:
        found = summing.sums_of(connection, county.library, county.actor(ZHENG), county.county, YEAR)
        summing.record_workbook(connection, county.actor(ZHENG), found)
        h = tables.history.c
        rows = connection.execute(select(h.target, h.person_id).where(h.action == "take_sums")).all()
        assert [tuple(row) for row in rows] == [(f"unit:{county.county}", county.ids[ZHENG])]
        assert connection.execute(select(h.id).where(h.action == CARRIED)).all() == []
