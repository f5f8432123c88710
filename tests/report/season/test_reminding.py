"""Reminders: on which days, of what, to whom; and what a quiet or missed day changes."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.calendars import calendar_of
from server.datafiles import Reader, files_below
from server.report.deadlines import Delivery, Extension, Planned
from server.report.rules import Nature, Rule, Step
from server.report.season.ledger import Done, Fact, Record
from server.report.season.reminding import Ear, Habits, Matter, called, counted, matters, next_said, over, quiet, reached, speaks, waits_for
from server.report.units import Body
from server.report.who import Role
from server.report.workdays import Arrangement
from server.report.workflow import State

CALENDAR = calendar_of(Reader(files_below(Path(__file__).parents[3] / "data")).whole(Arrangement, "calendar/*.toml", "").values())
DUE = date(2026, 1, 30)  # a Friday
STEPS = ("notice", "figures", "draft", "signature", "delivery")


def planned(*keys: str, day: date = date(2026, 1, 5)) -> tuple[Planned, ...]:
    """Steps a day apart, in this order."""
    made = (Step(key=key, name=key, who="x", workdays=0, tiers=("township",), source="x") for key in keys)
    return tuple(Planned(step, day + timedelta(days=at)) for at, step in enumerate(made))


def row(nature: Nature, body: Body, *, required: bool = True, due: date | None = DUE) -> Delivery:
    """A row whose day comes from an extension, which needs no rule."""
    rule = Rule(id="x", source="x", certainty="practice", tiers=("township",), nature=nature, recipients=(body,))
    granted = Extension(due, "县委依法治县办", "雪灾") if due else None
    return Delivery(body, body.value, nature, required, (rule,), (), granted)


def said_days(habits: Habits, first: date, last: date, due: date = DUE, told: date | None = None) -> list[date]:
    """The days on which something due is said when somebody looks every day."""
    days: list[date] = []
    for far in range((last - first).days + 1):
        day = first + timedelta(days=far)
        if speaks(due, habits, CALENDAR, day, told):
            days.append(day)
            told = day
    return days


def test_by_default_it_is_said_30_14_7_3_and_1_working_days_before_on_the_day_and_daily_when_late() -> None:
    assert said_days(Habits(), date(2025, 12, 1), date(2026, 2, 4)) == [
        date(2025, 12, 18),
        date(2026, 1, 12),
        date(2026, 1, 21),
        date(2026, 1, 27),
        date(2026, 1, 29),
        date(2026, 1, 30),
        date(2026, 2, 2),
        date(2026, 2, 3),
        date(2026, 2, 4),
    ]


def test_days_off_are_quiet_and_weekend_days_that_are_worked_are_not() -> None:
    assert quiet(date(2026, 2, 1), Habits(), CALENDAR)
    assert quiet(date(2026, 2, 17), Habits(), CALENDAR)
    assert not quiet(date(2026, 2, 14), Habits(), CALENDAR)


def test_what_falls_on_a_quiet_day_is_said_on_the_next_day_that_is_not() -> None:
    habits = Habits(quiet=frozenset({date(2026, 1, 21), date(2026, 1, 22)}))
    days = said_days(habits, date(2026, 1, 13), date(2026, 1, 26))
    assert days == [date(2026, 1, 13), date(2026, 1, 23)]


def test_missed_days_are_caught_up_once() -> None:
    assert said_days(Habits(), date(2026, 1, 28), date(2026, 1, 29), told=date(2026, 1, 12)) == [date(2026, 1, 28), date(2026, 1, 29)]


def test_an_extension_moves_the_days_and_stops_the_daily_ones() -> None:
    later = date(2026, 3, 13)
    assert said_days(Habits(), date(2026, 2, 4), date(2026, 2, 27), due=later, told=date(2026, 2, 3)) == [date(2026, 2, 24)]


def test_a_day_to_keep_that_is_off_is_said_on_the_last_working_day_before() -> None:
    assert called(date(2026, 2, 1), Habits(ahead=()), CALENDAR, date(2026, 1, 31)) == date(2026, 1, 30)


@given(st.dates(date(2025, 11, 1), date(2026, 4, 30)), st.integers(1, 60), st.sets(st.integers(0, 40), max_size=8))
def test_whatever_days_are_quiet_something_is_said_by_the_next_day_that_is_not(due: date, ahead: int, off: set[int]) -> None:
    first = due - timedelta(days=20)
    habits = Habits((ahead,), frozenset(first + timedelta(days=each) for each in off))
    start = CALENDAR.shifted(due, -ahead)
    day = next_said(due, habits, CALENDAR, start, None)
    assert not quiet(day, habits, CALENDAR)
    assert all(quiet(start + timedelta(days=far), habits, CALENDAR) for far in range((day - start).days))


def test_the_next_open_step_and_every_open_required_row_are_said() -> None:
    rows = (row(Nature.report, Body.higher_party), row(Nature.publish, Body.public), row(Nature.hear, Body.own_congress, required=False))
    done = Done({(0, "report-higher_party"): Record(0, "report-higher_party", done_on=DUE)}, (), {"notice": Fact("tick")})
    found = matters(planned(*STEPS), rows, done, State.filling, sections_open=True)
    assert [(each.kind, each.key, each.due) for each in found] == [
        ("step", "figures", date(2026, 1, 6)),
        ("publish", "publish-public", DUE),
    ]
    assert found[0].waits_for == (Role.contributor, Role.editor)
    assert found[1].granted_by == "县委依法治县办"


def test_while_the_notice_has_not_come_the_step_after_it_is_said_as_well() -> None:
    found = matters(planned(*STEPS), (), Done(), State.filling, sections_open=True)
    assert [each.key for each in found] == ["notice", "figures"]


def test_nothing_is_said_of_what_has_no_day_or_is_all_done() -> None:
    done = Done(steps={key: Fact("tick") for key in STEPS})
    assert matters(planned(*STEPS), (row(Nature.report, Body.higher_party, due=None),), done, State.signed, sections_open=False) == ()


@pytest.mark.parametrize(
    ("step", "state", "sections_open", "roles"),
    [
        ("figures", State.filling, True, (Role.contributor, Role.editor)),
        ("figures", State.filling, False, (Role.editor,)),
        ("draft", State.returned, True, (Role.contributor, Role.editor)),
        ("cross_check", State.submitted, True, (Role.reviewer,)),
        ("county_review", State.county_review, True, (Role.editor, Role.overseer)),
        ("signature", State.filling, True, (Role.signer, Role.editor)),
        ("decision", State.approved, True, (Role.signer, Role.editor)),
        ("delivery", State.approved, True, (Role.editor,)),
        ("publication", State.signed, True, (Role.editor,)),
    ],
)
def test_a_step_waits_for_the_roles_that_can_do_something(step: str, state: State, sections_open: bool, roles: tuple[Role, ...]) -> None:
    assert waits_for(step, state, sections_open=sections_open) == roles


def test_whoever_holds_a_role_is_written_to_and_an_overseer_is_only_told() -> None:
    members = {1: frozenset({Role.editor}), 2: frozenset({Role.contributor}), 3: frozenset({Role.overseer})}
    assert reached((Role.editor, Role.overseer), members) == {1: Ear.written, 3: Ear.told}
    assert reached((Role.contributor,), members) == {2: Ear.written}


def test_a_role_nobody_holds_falls_to_the_editor_then_to_the_administrator() -> None:
    assert reached((Role.reviewer,), {1: frozenset({Role.editor}), 4: frozenset({Role.admin})}) == {1: Ear.written}
    assert reached((Role.reviewer,), {4: frozenset({Role.admin}), 5: frozenset({Role.contributor})}) == {4: Ear.written}
    assert reached((Role.reviewer,), {5: frozenset({Role.contributor})}) == {}


def test_a_line_counts_working_days_left_and_working_days_late() -> None:
    matter = Matter("step", "signature", "签发", DUE, (Role.signer,))
    assert counted((7, "清溪镇", 2025), matter, CALENDAR, date(2026, 1, 21)).left == 7
    late = counted((7, "清溪镇", 2025), matter, CALENDAR, date(2026, 2, 3))
    assert (late.left, late.late, late.place) == (-2, True, (7, "signature"))


def test_a_report_is_spoken_of_until_the_autumn_after_it() -> None:
    assert over(2025) == date(2026, 9, 30)
