"""Calendar files: accepted by an independent parser, whole-day, folded and escaped as the standard wants, the same for the same dates."""

from datetime import UTC, date, datetime, timedelta

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from server.notify.feeds import Entry, calendar

CHANGED = datetime(2026, 12, 1, 2, 30, tzinfo=UTC)
ENTRY = Entry("20261101-7-report-higher_party@chengbao", 2, date(2027, 1, 29), "清溪镇2026年度报告：最迟报送中共云澜县委", CHANGED)


def parsed(content: bytes) -> vobject.base.Component:
    """The calendar as the other library reads it; more than one calendar is a mistake."""
    (found,) = vobject.readComponents(content.decode())
    found.validate(raiseException=True)
    return found


def test_another_library_reads_the_calendar_with_its_event() -> None:
    found = parsed(calendar("清溪镇的年度报告日程", "非涉密。", [ENTRY]))
    (event,) = found.vevent_list
    assert found.x_wr_calname.value == "清溪镇的年度报告日程"
    assert (event.uid.value, event.sequence.value) == (ENTRY.uid, "2")
    assert (event.dtstart.value, event.dtend.value) == (date(2027, 1, 29), date(2027, 1, 30))
    assert event.summary.value == ENTRY.text
    assert (event.status.value, event.transp.value) == ("CONFIRMED", "TRANSPARENT")
    assert event.dtstamp.value == event.last_modified.value == CHANGED
    assert "valarm" not in event.contents
    assert "url" not in event.contents


def test_a_date_that_is_none_any_more_is_cancelled() -> None:
    gone = Entry(ENTRY.uid, 3, ENTRY.day, ENTRY.text, CHANGED, cancelled=True)
    (event,) = parsed(calendar("x", "x", [gone], alarms=True)).vevent_list
    assert event.status.value == "CANCELLED"
    assert "valarm" not in event.contents


def test_an_alarm_rings_the_morning_before_only_where_something_is_to_be_done() -> None:
    done = Entry("other", 1, ENTRY.day, "已办", CHANGED, open=False)
    first, second = parsed(calendar("x", "x", [ENTRY, done], alarms=True)).vevent_list
    assert first.valarm.trigger.value == timedelta(hours=-15)
    assert "valarm" not in second.contents


def test_a_link_stands_there_when_there_is_one() -> None:
    linked = Entry("u", 0, ENTRY.day, "x", CHANGED, address="http://10.1.2.3:8000/reports/7")
    assert parsed(calendar("x", "x", [linked])).vevent.url.value == "http://10.1.2.3:8000/reports/7"


def test_the_same_dates_in_any_order_give_the_same_bytes() -> None:
    other = Entry("a", 0, date(2027, 1, 4), "x", CHANGED)
    assert calendar("x", "x", [ENTRY, other]) == calendar("x", "x", [other, ENTRY])


def test_an_empty_calendar_is_one_too() -> None:
    assert b"VEVENT" not in calendar("x", "x", [])


@pytest.mark.parametrize("text", ["一行\n二行", "a;b,c\\d", "BEGIN:VEVENT\r\nUID:x", "长" * 300])
def test_no_text_breaks_out_of_its_line(text: str) -> None:
    content = calendar("x", "x", [Entry("u", 0, ENTRY.day, text, CHANGED)])
    assert parsed(content).vevent.summary.value.replace("\r\n", "\n") == text.replace("\r\n", "\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert content.count(b"\nUID:") == 1


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=80))
def test_any_text_makes_one_event(text: str) -> None:
    content = calendar("x", "x", [Entry("u", 0, ENTRY.day, text, CHANGED)])
    assert content.count(b"BEGIN:VEVENT\r\n") == content.count(b"\r\nUID:") == 1
