"""Record lists: the entries that are theirs follow the rows; what somebody typed stays; two people in one row see both."""

from datetime import timedelta

import pytest

from server.actions import ledger_rows, ledgers, reporting
from server.actions.ledger_rows import Remembered, SavedRows, TypedRow, add_rows, remove_row, restore_row, save_rows
from server.actions.ledgers import Ledger, ledger_of
from server.actions.saving import Field, Saved, save_fields
from server.library import Library
from server.report.ledgers.mapping import mapped
from server.report.ledgers.pasting import persons_in, rows_of
from server.report.ledgers.records import Difference
from server.report.problems import Locked, NotAllowed, NotFound, Refused
from server.report.who import Role
from server.report.workflow import Move
from server.storage import contents, history, people
from server.storage import ledgers as stored
from server.storage.contents import StoredEntry
from server.storage.engine import Database
from tests.cast import LIN, NOW, WU, YEAR, ZHAO, ZHOU, Town, settle, unit_of

LATER = NOW + timedelta(minutes=1)
NAME = "会议学法台账"
PRE, STAFF, LECTURES, TRAINEES = "learn.pre_meeting", "learn.staff_sessions", "learn.lectures", "learn.trainees"
MARCH = {"date": "2025-03-05", "meeting": "镇党委会议", "kind": "会前学法"}
APRIL = {"date": "2025-04-09", "meeting": "镇长办公会议", "kind": "会前学法"}
LECTURE = {"date": "2025-06-12", "meeting": "综合执法队培训", "kind": "培训", "people": "24"}


@pytest.fixture
def both(database: Database, library: Library) -> Town:
    """The cast on each kind of store."""
    return settle(database, library)


def add(town: Town, *rows: dict[str, str], login: str = LIN, key: str = "study") -> tuple[int, ...]:
    with town.database.write() as connection:
        return add_rows(connection, town.library, town.actor(login), town.report, key, rows)


def save(town: Town, login: str, *rows: TypedRow, again: bool = True) -> SavedRows:
    with town.database.write() as connection:
        return save_rows(connection, town.library, town.actor(login, LATER), town.report, "study", rows, again=again)


def remove(town: Town, row: int, login: str = LIN) -> None:
    with town.database.write() as connection:
        remove_row(connection, town.library, town.actor(login), town.report, "study", row)


def type_entry(town: Town, key: str, base: int = 0, **value: str) -> None:
    with town.database.write() as connection:
        saved = save_fields(connection, town.library, town.actor(LIN), town.standing(connection), [Field("entry", key, value, base)])
    assert not saved.conflicts


def entry(town: Town, key: str) -> StoredEntry:
    with town.database.read() as connection:
        return contents.entries(connection, town.report, [key])[key]


def told(town: Town, key: str) -> tuple[str, str]:
    """A figure with the system it comes from."""
    record = entry(town, key).record
    return record.raw, record.origin.system


def ledger(town: Town, key: str = "study") -> Ledger:
    with town.database.read() as connection:
        return ledger_of(connection, town.library, town.standing(connection).report, key)


def rows(town: Town) -> list[dict[str, str]]:
    return [each.content for each in ledger(town).records]


def take(town: Town, **seen: int) -> Saved:
    with town.database.write() as connection:
        named = {f"learn.{key}": version for key, version in seen.items()}
        return ledgers.take_figures(connection, town.library, town.actor(LIN), town.report, "study", named)


def test_blank_entries_become_the_counts_and_sums_and_say_where_they_come_from(both: Town) -> None:
    add(both, MARCH, APRIL, APRIL, LECTURE)
    assert told(both, PRE) == ("2", NAME)
    assert told(both, LECTURES) == ("1", NAME)
    assert told(both, TRAINEES) == ("24", NAME)
    assert both.raw(STAFF) == ""


def test_an_entry_of_the_list_follows_every_change_of_its_rows(both: Town) -> None:
    one, two = add(both, MARCH, APRIL)
    remove(both, one)
    assert told(both, PRE) == ("1", NAME)
    save(both, LIN, TypedRow(two, {"kind": "其他"}, 1))
    assert told(both, PRE) == ("", "")


def test_the_cut_off_date_of_an_entry_is_left_alone(both: Town) -> None:
    type_entry(both, PRE, as_of="11月30日")
    add(both, MARCH)
    assert (entry(both, PRE).record.raw, entry(both, PRE).record.as_of) == ("1", "11月30日")


def test_an_entry_that_somebody_typed_is_never_overwritten_and_the_difference_is_known(both: Town) -> None:
    type_entry(both, PRE, raw="15", office="组织办")
    add(both, MARCH)
    assert told(both, PRE) == ("15", "")
    assert ledger(both).difference(PRE) is Difference.differs


def test_an_entry_typed_over_the_list_stays_although_it_still_names_the_list(both: Town) -> None:
    add(both, MARCH)
    type_entry(both, PRE, 1, raw="15")
    add(both, APRIL)
    assert told(both, PRE) == ("15", NAME)


def test_what_cannot_be_read_in_an_entry_is_left_as_typed(both: Town) -> None:
    type_entry(both, PRE, raw="十来次")
    add(both, MARCH)
    assert both.raw(PRE) == "十来次"


def test_the_number_of_the_list_is_taken_on_demand_with_its_origin(both: Town) -> None:
    type_entry(both, PRE, raw="15", office="组织办", person="钱某", date="1月5日", as_of="11月底")
    add(both, MARCH)
    assert not take(both, pre_meeting=1).conflicts
    record = entry(both, PRE).record
    assert (record.raw, record.as_of) == ("1", "11月底")
    assert (record.origin.system, record.origin.office, record.origin.person, record.origin.date) == (NAME, "", "", "")


def test_a_figure_that_changed_since_the_page_was_shown_is_not_taken_over(both: Town) -> None:
    type_entry(both, PRE, raw="15")
    add(both, MARCH)
    type_entry(both, PRE, 1, raw="16")
    [conflict] = take(both, pre_meeting=1).conflicts
    assert (conflict.theirs.value["raw"], both.raw(PRE)) == ("16", "16")


def test_nothing_is_taken_where_the_list_says_nothing(both: Town) -> None:
    type_entry(both, PRE, raw="15")
    assert not take(both, pre_meeting=1).conflicts
    assert both.raw(PRE) == "15"
    with pytest.raises(NotFound):
        take(both, nothing=1)


def test_none_this_year_is_a_zero_until_a_row_tells_otherwise(both: Town) -> None:
    with both.database.write() as connection:
        ledgers.confirm_none(connection, both.library, both.actor(LIN), both.report, "study", PRE)
    assert (told(both, PRE), ledger(both).none) == (("0", NAME), frozenset({PRE}))
    add(both, LECTURE)
    assert told(both, PRE) == ("0", NAME)
    add(both, MARCH)
    assert (told(both, PRE), ledger(both).none) == (("1", NAME), frozenset())


def test_a_row_that_may_belong_to_it_makes_a_confirmed_zero_unknown_again(both: Town) -> None:
    with both.database.write() as connection:
        ledgers.confirm_none(connection, both.library, both.actor(LIN), both.report, "study", PRE)
    add(both, MARCH | {"kind": "碰头会"}, LECTURE)
    assert told(both, PRE) == ("", "")


def test_none_this_year_can_be_taken_back(both: Town) -> None:
    with both.database.write() as connection:
        ledgers.confirm_none(connection, both.library, both.actor(LIN), both.report, "study", PRE)
        ledgers.take_back_none(connection, both.library, both.actor(LIN), both.report, "study", PRE)
        ledgers.take_back_none(connection, both.library, both.actor(LIN), both.report, "study", STAFF)
    assert told(both, PRE) == ("", "")


def test_a_sum_of_zero_is_no_confirmation(both: Town) -> None:
    (row,) = add(both, LECTURE | {"people": "0"})
    assert (told(both, TRAINEES), ledger(both).none) == (("0", NAME), frozenset())
    remove(both, row)
    assert told(both, TRAINEES) == ("", "")


def test_none_this_year_is_refused_against_rows_and_against_an_entry(both: Town) -> None:
    add(both, MARCH)
    type_entry(both, STAFF, raw="3")
    for key in (PRE, STAFF):
        with both.database.write() as connection, pytest.raises(Refused):
            ledgers.confirm_none(connection, both.library, both.actor(LIN), both.report, "study", key)
    assert (both.raw(PRE), both.raw(STAFF)) == ("1", "3")


def test_an_empty_row_counts_for_nothing(both: Town) -> None:
    add(both, {}, MARCH, {})
    assert (both.raw(PRE), len(ledger(both).filled), len(ledger(both).records)) == ("1", 1, 3)
    assert ledger(both).tallies[PRE].uncounted == ()


def test_a_row_keeps_the_columns_that_the_page_did_not_have(both: Town) -> None:
    (row,) = add(both, MARCH | {"note": "有照片"})
    saved = save(both, LIN, TypedRow(row, {"meeting": " 镇党政联席会议 ", "kind": ""}, 1))
    assert (saved.versions, rows(both)) == ({row: 2}, [{"date": "2025-03-05", "meeting": "镇党政联席会议", "note": "有照片"}])


def test_saving_what_is_there_writes_nothing(both: Town) -> None:
    (row,) = add(both, MARCH)
    assert save(both, ZHAO, TypedRow(row, MARCH, 0)).versions == {row: 1}


def test_a_row_that_only_the_other_changed_is_left_to_them(both: Town) -> None:
    one, two = add(both, MARCH, APRIL)
    save(both, ZHAO, TypedRow(one, {"topic": "民法典"}, 1))
    saved = save(both, LIN, TypedRow(one, MARCH | {"topic": ""}, 1), TypedRow(two, {"topic": "宪法"}, 1))
    assert (saved.conflicts, saved.merged) == ((), 1)
    assert rows(both) == [MARCH | {"topic": "民法典"}, APRIL | {"topic": "宪法"}]


def test_a_row_that_both_changed_is_a_conflict_and_the_other_rows_are_saved(both: Town) -> None:
    one, two = add(both, MARCH, APRIL)
    save(both, ZHAO, TypedRow(one, {"topic": "民法典"}, 1))
    saved = save(both, LIN, TypedRow(one, {"topic": "宪法"}, 1), TypedRow(two, {"topic": "宪法"}, 1))
    [clash] = saved.conflicts
    assert (clash.mine, clash.theirs.value) == (MARCH | {"topic": "宪法"}, MARCH | {"topic": "民法典"})
    assert (clash.theirs.person, clash.theirs.version, clash.theirs.at) == ("赵敏", 2, LATER)
    assert (saved.versions[two], rows(both)) == (2, [MARCH | {"topic": "民法典"}, APRIL | {"topic": "宪法"}])
    save(both, LIN, TypedRow(one, {"topic": "宪法"}, 2))
    assert rows(both)[0] == MARCH | {"topic": "宪法"}


def test_what_was_typed_into_a_row_that_is_gone_comes_back_as_a_new_one(both: Town) -> None:
    one, two = add(both, MARCH, APRIL)
    remove(both, one, ZHAO)
    remove(both, two, ZHAO)
    mine = TypedRow(one, MARCH | {"topic": "宪法"}, 1), TypedRow(two, APRIL, 1)
    with pytest.raises(Refused):
        save(both, LIN, *mine, again=False)
    assert save(both, LIN, *mine).revived == 1
    assert rows(both) == [MARCH | {"topic": "宪法"}]


def test_a_row_that_never_was_or_is_of_another_list_is_not_found(both: Town) -> None:
    (case,) = add(both, {"decided": "2025-06-01"}, key="cases")
    for number in (case, 999):
        with pytest.raises(NotFound):
            save(both, LIN, TypedRow(number, {"date": "1月1日"}, 1))
        with pytest.raises(NotFound):
            remove(both, number)


def test_a_row_that_was_taken_away_comes_back_once(both: Town) -> None:
    (row,) = add(both, MARCH)
    remove(both, row)
    assert (rows(both), both.raw(PRE)) == ([], "")
    with both.database.write() as connection:
        restore_row(connection, both.library, both.actor(LIN), both.report, "study", row)
    assert (rows(both), both.raw(PRE)) == ([MARCH], "1")
    with both.database.write() as connection, pytest.raises(NotFound):
        restore_row(connection, both.library, both.actor(LIN), both.report, "study", row)


def test_every_change_of_a_row_is_in_the_history_with_who_and_what(both: Town) -> None:
    (row,) = add(both, MARCH)
    save(both, ZHAO, TypedRow(row, {"topic": "宪法"}, 1))
    remove(both, row)
    with both.database.read() as connection:
        pasts = [history.at_version(connection, f"record:{both.report}:study:{row}", version) for version in (1, 2, 3)]
    assert [(past.person, past.value.get("topic", "")) for past in pasts if past] == [("林晓", ""), ("赵敏", "宪法"), ("林晓", "宪法")]


def test_only_those_who_fill_may_write_and_only_while_the_report_is_open(both: Town) -> None:
    with pytest.raises(NotAllowed):
        add(both, MARCH, login=WU)
    with pytest.raises(NotFound):
        add(both, MARCH, login=ZHOU)
    with both.database.write() as connection:
        reporting.move(connection, both.actor(ZHAO), both.report, Move.submit, "")
    with pytest.raises(Locked):
        add(both, MARCH)
    assert rows(both) == []


def test_an_unknown_list_is_not_found(both: Town) -> None:
    with pytest.raises(NotFound):
        add(both, MARCH, key="nothing")


def test_a_unit_is_not_given_figures_that_are_not_asked_of_it(both: Town) -> None:
    county, outline = unit_of(both.library, "云澜县", "county", "江州市"), both.library.outlines["standard"]
    with both.database.write() as connection:
        people.grant(connection, both.ids[ZHAO], both.county, (Role.editor,), NOW)
        number = reporting.open_report(connection, both.library, both.actor(ZHAO), both.county, county, YEAR, outline)
        add_rows(connection, both.library, both.actor(ZHAO), number, "study", [MARCH])
        asked = {key for key, each in both.library.indicators.items() if county.tier in each.tiers}
        assert contents.entries(connection, number).keys() <= asked


def remember(town: Town, header: str, name: str) -> bool:
    """Keep what a block with this first row means."""
    library = town.library
    block = rows_of(f"{header}\n王小明\t镇党委会议\t会前学法\n李四海\t镇长办公会议\t会前学法\n赵六一\t镇党委会议\t会前学法")
    table = mapped(block, library.ledgers["study"].columns, YEAR, (), 0)
    persons = persons_in(block, table, library.ledgers["study"], library.personal)
    with town.database.write() as connection:
        meant = Remembered(name, table, persons)
        return ledger_rows.keep_mapping(connection, library, town.actor(LIN), town.report, "study", meant)


def kept(town: Town) -> list[str]:
    with town.database.read() as connection:
        return [each.name for each in stored.mappings(connection, town.unit, "study")]


def test_a_mapping_for_the_same_headers_takes_the_place_of_the_older(both: Town) -> None:
    assert remember(both, "谁讲\t哪个会\t怎么学", "甲")
    assert remember(both, "怎么学\t谁讲\t哪个会", "乙")
    assert remember(both, "主讲人\t会议名称\t形式", "丙")
    assert sorted(kept(both)) == ["丙", "乙"]
    with both.database.write() as connection:
        ledger_rows.forget_mapping(connection, both.actor(LIN), both.report, "study", "乙")
    with both.database.write() as connection, pytest.raises(NotFound):
        ledger_rows.forget_mapping(connection, both.actor(LIN), both.report, "study", "乙")
    assert kept(both) == ["丙"]


@pytest.mark.parametrize(
    "row",
    ["钱七七\t镇党委会议\t2025-03-05", "钱七七\t镇党委会议\t会前学法", "甲\t11010519491231002X\t会前学法", "3月5日\t会议\t形式"],
)
def test_a_row_of_values_taken_for_the_header_is_not_remembered(both: Town, row: str) -> None:
    assert not remember(both, row, "误认")
    assert kept(both) == []
