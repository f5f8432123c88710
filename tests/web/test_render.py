"""Pages as text: filters say what people read, components escape what they are given, names that lack are errors."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from jinja2 import UndefinedError

from server.web.render import _environment, clock_time, day, day_full, number, page, when, when_full

EVIL = "<script>\"'&"
MACROS = {
    "text_input": "m(e, e, e, hint=e, error=e, suffix=e)",
    "textarea": "m(e, e, e, hint=e, error=e, counted=true, limit=5)",
    "select": "m(e, e, [(e, e)], e, hint=e, error=e)",
    "checkbox": "m(e, e, hint=e, error=e)",
    "radios": "m(e, e, [(e, e, e)], e, hint=e, error=e)",
    "button": "m(e, e, e)",
    "error_summary": "m([{'field': e, 'text': e}], e)",
    "notice_banner": "m(e, e, id='n')",
    "tag": "m(e)",
    "date_input": "m(e, e, e, error=e)",
    "back_link": "m(e, e)",
    "save_bar": "m(e)",
    "task_list": "m([{'name': e, 'href': e, 'state': e, 'who': e, 'count': e}], 't')",
}


@pytest.mark.parametrize(("name", "call"), MACROS.items())
def test_a_component_escapes_whatever_it_is_given(name: str, call: str) -> None:
    source = f'{{% from "components/{name}.html" import {name} as m %}}{{{{ {call} }}}}'
    html = _environment().from_string(source).render(e=EVIL)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_a_text_that_begins_with_an_empty_line_keeps_it() -> None:
    source = '{% from "components/textarea.html" import textarea %}{{ textarea("t", "正文", "\\n甲") }}'
    assert ">\n\n甲</textarea>" in _environment().from_string(source).render()


def test_moments_are_shown_in_beijing_time() -> None:
    moment = datetime(2026, 1, 8, 16, 5, tzinfo=UTC)
    assert (when(moment), when_full(moment), clock_time(moment)) == ("1月9日 00:05", "2026年1月9日 00:05", "00:05")


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        when(datetime(2026, 1, 8, 16, 5, tzinfo=UTC).replace(tzinfo=None) + timedelta())


def test_days_and_numbers_read_as_offices_write_them() -> None:
    assert (day(date(2026, 1, 31)), day_full(date(2026, 1, 31))) == ("1月31日（周六）", "2026年1月31日")
    assert [number(n) for n in (1200, Decimal("3.50"), Decimal("1E+3"), Decimal(0))] == ["1200", "3.5", "1000", "0"]


def test_a_name_that_lacks_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        page("base.html")
