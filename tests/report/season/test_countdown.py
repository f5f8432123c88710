"""The countdown: days and working days to the next open row, what is late and what is not yet, when nobody counts any more."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from server.library import Library
from server.report.deadlines import Delivery, Extension, deliveries
from server.report.rules import Nature
from server.report.season.countdown import Countdown, Due, Outlook, countdown, dues
from server.report.season.ledger import FIRST, Record, Row, open_rows, rows_of
from server.report.season.ledger import Done as Known
from server.report.workdays import Calendar
from tests.report.seasons import WORKED_SUNDAY, unit_of

LAST = date(2027, 9, 30)


def outlook(library: Library, calendar: Calendar | None = None, done: Known = Known(), kind: str = "town") -> Outlook:  # noqa: B008
    """What is open of a town's report of 2026."""
    days = calendar or library.calendar
    granted = {key: row.extension for (_, key), row in done.rows.items() if row.extension}
    rows = deliveries(library.rules, unit_of(library, kind), 2026, days, granted)
    return Outlook(open_rows(rows, done), None, (), days, LAST)


def due_on(shown: Outlook, day: date) -> Due:
    """What is due next on a day."""
    due = countdown(shown, day).due
    assert due
    return due


def test_days_and_working_days_are_counted_to_the_last_working_day(library: Library) -> None:
    due = due_on(outlook(library), date(2027, 1, 12))
    assert (due.day, due.days, due.workdays) == (date(2027, 1, 29), 17, 13)
    assert not due.settled


def test_a_sunday_that_is_worked_gives_two_days_more(library: Library) -> None:
    due = due_on(outlook(library, library.calendar.with_arrangements([WORKED_SUNDAY])), date(2027, 1, 12))
    assert (due.day, due.days, due.workdays) == (date(2027, 1, 31), 19, 14)
    assert due.settled


def test_what_is_sent_stands_before_what_is_decided(library: Library) -> None:
    due = due_on(outlook(library), date(2027, 1, 12))
    assert [row.delivery.key for row in due.rows] == [
        "report-higher_party",
        "report-higher_government",
        "copy-higher_oversight",
        "deliberate-own_party",
    ]
    assert due.row.delivery.nature is Nature.report


def test_the_day_itself_is_nought_and_not_late(library: Library) -> None:
    due = due_on(outlook(library), date(2027, 1, 29))
    assert (due.days, due.workdays, due.late) == (0, 0, False)


def test_between_our_caution_and_the_day_of_the_rule_nothing_is_late(library: Library) -> None:
    due = due_on(outlook(library), date(2027, 1, 31))
    assert (due.days, due.late, due.nominal) == (-2, False, date(2027, 1, 31))


def test_after_the_day_of_the_rule_it_is_late_by_days_and_working_days(library: Library) -> None:
    due = due_on(outlook(library), date(2027, 2, 3))
    assert (due.days, due.workdays, due.late) == (-5, -3, True)


def test_an_extension_takes_the_place_of_the_rule(library: Library) -> None:
    granted = Extension(date(2027, 2, 10), "县委依法治县办", "雪灾")
    rows = {(FIRST, key): Record(FIRST, key, extension=granted) for key in ("report-higher_party", "report-higher_government")}
    shown = outlook(library, done=Known(rows))
    found = list(dues(shown, date(2027, 2, 3), (Nature.report,)))
    assert [(due.day, due.days, due.late, due.binds) for due in found] == [(date(2027, 2, 10), 7, False, None)]


def test_optional_rows_never_count(library: Library) -> None:
    shown = outlook(library)
    hearing = tuple(row for row in shown.rows if row.delivery.nature is Nature.hear)
    assert hearing
    assert countdown(Outlook(hearing, None, (), shown.calendar, LAST), date(2027, 1, 12)) == Countdown(date(2027, 1, 12))


def test_what_is_done_no_longer_counts(library: Library) -> None:
    keys = ("report-higher_party", "report-higher_government", "copy-higher_oversight", "deliberate-own_party")
    done = Known({(FIRST, key): Record(FIRST, key, done_on=date(2027, 1, 20)) for key in keys})
    assert [row.delivery.key for row in due_on(outlook(library, done=done), date(2027, 2, 3)).rows] == ["publish-public"]


def test_after_the_season_nobody_counts(library: Library) -> None:
    assert countdown(outlook(library), date(2027, 10, 1)) == Countdown(date(2027, 10, 1), over=True)


def test_a_correction_counts_only_by_a_day_of_its_own(library: Library) -> None:
    shown = outlook(library)
    delivery: Delivery = shown.rows[0].delivery
    free, dated = Record(1, delivery.key), Record(1, delivery.key, extension=Extension(date(2027, 3, 5), "县委办", "补报"))
    assert list(dues(Outlook((Row(1, delivery, free),), None, (), shown.calendar, LAST), date(2027, 2, 3))) == []
    (due,) = dues(Outlook((Row(1, delivery, dated),), None, (), shown.calendar, LAST), date(2027, 2, 3))
    assert (due.day, due.binds, due.nominal) == (date(2027, 3, 5), None, date(2027, 3, 5))


@given(st.dates(date(2026, 11, 1), LAST))
def test_days_and_working_days_have_one_sign_and_late_means_over(library: Library, day: date) -> None:
    for due in dues(outlook(library), day):
        assert due.days == (due.day - day).days
        assert abs(due.workdays) <= abs(due.days)
        assert due.workdays * due.days >= 0
        assert due.late == (day > due.nominal)
        assert due.nominal - due.day < timedelta(days=12)


def test_every_open_required_row_with_a_day_is_told_once(library: Library) -> None:
    shown = outlook(library)
    told = [row.place for due in dues(shown, date(2027, 1, 12)) for row in due.rows]
    every = rows_of([row.delivery for row in shown.rows], Known())
    assert sorted(told) == sorted(row.place for row in every if row.required and row.due)
