"""Rows of record lists and kept mappings, on each kind of store."""

from datetime import timedelta

from server.storage import ledgers
from server.storage.ledgers import StoredMapping, StoredRecord
from tests.cast import LIN, NOW, ZHAO, Town

LATER = NOW + timedelta(minutes=1)
FIRST = {"date": "2025-03-05", "meeting": "镇党委会议", "topic": "民法典\n物权编"}
SECOND = {"date": "2025-03-18", "meeting": "镇长办公会议"}


def _added(town: Town, *contents: dict[str, str], ledger: str = "study") -> tuple[int, ...]:
    with town.database.write() as connection:
        return ledgers.add_records(connection, town.report, ledger, contents, town.ids[LIN], NOW)


def _records(town: Town, ledger: str = "study") -> tuple[StoredRecord, ...]:
    with town.database.read() as connection:
        return ledgers.records(connection, town.report, ledger)


def test_rows_stand_in_the_order_in_which_they_were_added(town: Town) -> None:
    one, two = _added(town, FIRST, SECOND)
    (three,) = _added(town, {})
    assert _records(town) == (StoredRecord(one, FIRST, 1), StoredRecord(two, SECOND, 1), StoredRecord(three, {}, 1))


def test_the_rows_of_each_list_are_apart_and_counted(town: Town) -> None:
    _added(town, FIRST, SECOND)
    _added(town, {"decided": "2025-06-01"}, ledger="cases")
    with town.database.read() as connection:
        assert ledgers.counts(connection, town.report) == {"study": 2, "cases": 1}
        assert ledgers.counts(connection, 99) == {}
    assert [each.content for each in _records(town, "cases")] == [{"decided": "2025-06-01"}]


def test_a_row_is_saved_over_the_version_that_was_seen_and_no_other(town: Town) -> None:
    (row,) = _added(town, FIRST)
    with town.database.write() as connection:
        assert ledgers.save_record(connection, town.report, StoredRecord(row, SECOND, 1), town.ids[ZHAO], LATER)
        assert not ledgers.save_record(connection, town.report, StoredRecord(row, FIRST, 1), town.ids[LIN], LATER)
        assert not ledgers.save_record(connection, 99, StoredRecord(row, FIRST, 2), town.ids[LIN], LATER)
    assert _records(town) == (StoredRecord(row, SECOND, 2),)


def test_a_row_is_taken_away_once_and_only_from_its_own_report(town: Town) -> None:
    one, two = _added(town, FIRST, SECOND)
    with town.database.write() as connection:
        assert not ledgers.remove_record(connection, 99, one)
        assert ledgers.remove_record(connection, town.report, one)
        assert not ledgers.remove_record(connection, town.report, one)
    assert [each.id for each in _records(town)] == [two]


def test_a_mapping_is_kept_by_name_for_its_unit_until_it_is_forgotten(town: Town) -> None:
    first, second = StoredMapping(0, "党政办", {"时间": "date"}), StoredMapping(0, "党政办", {"时间": "date", "备忘": ""})
    with town.database.write() as connection:
        ledgers.keep_mapping(connection, town.unit, "study", first, town.ids[LIN], NOW)
        ledgers.keep_mapping(connection, town.unit, "study", second, town.ids[ZHAO], LATER)
        (kept,) = ledgers.mappings(connection, town.unit, "study")
        assert (kept.name, kept.columns) == ("党政办", {"时间": "date", "备忘": ""})
        assert ledgers.mappings(connection, town.other, "study") == ledgers.mappings(connection, town.unit, "cases") == ()
        ledgers.forget_mapping(connection, town.other, kept.id)
        assert len(ledgers.mappings(connection, town.unit, "study")) == 1
        ledgers.forget_mapping(connection, town.unit, kept.id)
        assert ledgers.mappings(connection, town.unit, "study") == ()
