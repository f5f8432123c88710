"""The figures of the units below one: whose count, and that each is there once."""

from sqlalchemy import insert, update

from server.report.entries import read_entry
from server.report.snapshot import EntryRecord
from server.report.summing.cells import Kept, Source
from server.storage import cells, contents, shared_tables, tables, units
from tests.cast import LIN, NOW, YEAR, ZHENG, Town, unit_of

DONE = "dis.petition_received"


def enter(town: Town, report: int, indicator: str, raw: str, last: str = "") -> None:
    """Store a figure."""
    with town.database.write() as connection:
        entry = read_entry(EntryRecord(indicator=indicator, raw=raw, last=last), town.library.indicators[indicator], YEAR)
        contents.save_entry(connection, report, entry, 1, town.ids[LIN], NOW)


def came_offline(town: Town, unit: int, raw: str) -> None:
    """Register a report on paper with one figure."""
    row = {"unit_id": unit, "year": YEAR, "way": "paper", "received_on": NOW.date(), "saved_at": NOW, "saved_by": town.ids[ZHENG]}
    figure = {"unit_id": unit, "year": YEAR, "indicator": DONE, "raw": raw, "answer": "number", "value": int(raw) * 10_000}
    with town.database.write() as connection:
        connection.execute(insert(shared_tables.offline), row)
        connection.execute(insert(shared_tables.offline_figure), figure)


def test_a_figure_comes_as_it_was_typed_and_understood(town: Town) -> None:
    enter(town, town.report, DONE, "近50", "40")
    enter(town, town.report, "dis.petition_done", "十来件")
    with town.database.read() as connection:
        members = cells.members(connection, town.county, YEAR, town.library.kinds)
        found = cells.given(connection, members, YEAR)
    assert [(each.name, each.source, each.final, each.report_id) for each in members] == [
        ("清溪镇", Source.own, False, town.report),
        ("白石镇", Source.none, False, None),
    ]
    cell = found[DONE][town.unit]
    assert (cell.name, cell.kept, cell.value, cell.qualifier, cell.raw) == ("清溪镇", Kept.number, 500_000, "近", "近50")
    assert (cell.last, cell.last_raw, cell.final, cell.report_id) == (400_000, "40", False, town.report)
    assert found["dis.petition_done"][town.unit].kept is Kept.unreadable


def test_what_came_on_paper_counts_until_the_own_report_is_approved(town: Town) -> None:
    enter(town, town.report, DONE, "50")
    came_offline(town, town.unit, "60")
    came_offline(town, town.other, "7")
    with town.database.write() as connection:
        members = cells.members(connection, town.county, YEAR, town.library.kinds)
        found = cells.given(connection, members, YEAR)[DONE]
        assert {unit: cell.value for unit, cell in found.items()} == {town.unit: 600_000, town.other: 70_000}
        assert [(each.source, each.final) for each in members] == [(Source.offline, True), (Source.offline, True)]
        connection.execute(update(tables.report).where(tables.report.c.id == town.report).values(state="approved"))
        members = cells.members(connection, town.county, YEAR, town.library.kinds)
        found = cells.given(connection, members, YEAR)[DONE]
        assert {unit: cell.value for unit, cell in found.items()} == {town.unit: 500_000, town.other: 70_000}


def test_another_year_is_another_matter(town: Town) -> None:
    enter(town, town.report, DONE, "50")
    came_offline(town, town.other, "7")
    with town.database.read() as connection:
        members = cells.members(connection, town.county, YEAR + 1, town.library.kinds)
        assert [each.source for each in members] == [Source.none, Source.none]
        assert cells.given(connection, members, YEAR + 1) == {}


def test_what_stands_below_a_unit_that_reports_is_not_counted_beside_it(town: Town) -> None:
    with town.database.write() as connection:
        city = units.add_unit(connection, unit_of(town.library, "江州市", "city"), None)
        silent = units.add_unit(connection, unit_of(town.library, "西片区", "county"), city)
        low = units.add_unit(connection, unit_of(town.library, "南溪镇"), silent)
        units.add_unit(connection, unit_of(town.library, "司法所", "department"), town.unit)
        change = update(tables.unit)
        connection.execute(change.where(tables.unit.c.id == town.county).values(parent_id=city))
        connection.execute(change.where(tables.unit.c.id == silent).values(expected=False))
        assert [each.id for each in cells.members(connection, city, YEAR, town.library.kinds)] == [town.county, low]
        assert [each.id for each in cells.members(connection, town.county, YEAR, town.library.kinds)] == [town.unit, town.other]
        assert cells.members(connection, low, YEAR, town.library.kinds) == ()


def test_nothing_was_carried_into_a_report_before_it_was(town: Town) -> None:
    with town.database.read() as connection:
        assert cells.carried(connection, town.report, "carry_sum") == {}
