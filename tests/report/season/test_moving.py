"""Which due dates moved: from when to when, what is new, what is gone, and that what is done waits for no day."""

from datetime import date

import pytest

from server.library import Library
from server.report.deadlines import Delivery, deliveries
from server.report.rules import Nature
from server.report.season.moving import Moved, moved
from tests.report.seasons import WORKED_SUNDAY, unit_of

Rows = tuple[tuple[Delivery, ...], tuple[Delivery, ...]]
PARTY = ("report-higher_party", "中共云和县委", Nature.report)


@pytest.fixture
def rows(library: Library) -> Rows:
    """The rows of a town before and after the notice of 2027."""
    unit = unit_of(library, "town")
    after = library.calendar.with_arrangements([WORKED_SUNDAY])
    return deliveries(library.rules, unit, 2026, library.calendar), deliveries(library.rules, unit, 2026, after)


def test_every_row_with_another_day_is_told(rows: Rows) -> None:
    found = moved(*rows)
    assert [each.key for each in found] == [
        "deliberate-own_party",
        "report-higher_party",
        "report-higher_government",
        "copy-higher_oversight",
        "hear-own_congress",
    ]
    assert {(each.before, each.after) for each in found} == {(date(2027, 1, 29), date(2027, 1, 31))}
    assert not moved(rows[0], rows[0])


def test_a_row_that_is_done_waits_for_no_day(rows: Rows) -> None:
    done = ["deliberate-own_party", "report-higher_government", "copy-higher_oversight", "hear-own_congress"]
    assert moved(*rows, closed=done) == (Moved(*PARTY, date(2027, 1, 29), date(2027, 1, 31)),)


def test_rows_that_come_and_go_are_told_as_such(rows: Rows) -> None:
    (row,) = (each for each in rows[0] if each.key == "report-higher_party")
    assert moved((), (row,)) == (Moved(*PARTY, None, date(2027, 1, 29), new=True),)
    assert moved((row,), ()) == (Moved(*PARTY, date(2027, 1, 29), None, gone=True),)
