"""Giving forms out: codes that are nobody else's, what is printed on them, who may, what can still be changed."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from server.actions import arranging, reporting
from server.actions import forms as giving
from server.actions.arranging import Arranged
from server.actions.forms import Wanted, press_of
from server.actions.saving import Field, save_fields
from server.library import Library
from server.report.forms.collecting import AskedText, CollectionForm
from server.report.problems import Locked, NotAllowed, NotFound, Refused
from server.report.workflow import Move
from server.storage import forms
from server.storage.engine import Database
from tests.cast import LIN, QIAN, ZHAO, ZHENG, ZHOU, Town, settle

FOUND, RECEIVED = "dis.found", "dis.petition_received"
WANTED = Wanted("信访办", "赵敏", "12月20日", (RECEIVED, FOUND), ("disputes",))


@pytest.fixture
def town(database: Database, library: Library) -> Town:
    """The cast and their report, on SQLite and on PostgreSQL."""
    return settle(database, library)


def _make(town: Town, *wanted: Wanted, login: str = ZHAO) -> tuple[int, ...]:
    with town.database.write() as connection:
        return giving.make(connection, town.library, town.actor(login), town.report, wanted)


def _printed(town: Town, form_id: int) -> CollectionForm:
    with town.database.read() as connection:
        press = press_of(connection, town.library, town.standing(connection).report)
        return press.printed(giving.form_of(connection, town.report, form_id), town.library)


def _stored(town: Town) -> tuple[forms.Form, ...]:
    with town.database.read() as connection:
        return forms.forms(connection, town.report)


def _drawing(*numbers: int) -> Callable[[int], int]:
    left: Iterator[int] = iter(numbers)
    return lambda _: next(left)


def test_a_code_that_is_taken_is_drawn_again(town: Town) -> None:
    with town.database.write() as connection:
        giving.make(connection, town.library, town.actor(ZHAO), town.report, [WANTED], _drawing(7))
        giving.make(connection, town.library, town.actor(ZHAO), town.report, [replace(WANTED, office="司法所")], _drawing(7, 7, 8))
    first, second = _stored(town)
    assert (first.code, second.code) == ("CB-2222-229U", "CB-2222-22A4")


def test_figures_stand_in_the_order_of_the_report_under_its_headings_with_last_year(town: Town) -> None:
    with town.database.write() as connection:
        fields = [Field("entry", RECEIVED, {"last": " 498 "}, 0)]
        save_fields(connection, town.library, town.actor(LIN), town.standing(connection), fields)
        section = town.section("disputes")
        arranging.arrange(connection, town.actor(ZHAO), town.report, [Arranged(section.id, "化解矛盾纠纷", shown=True)], None)
    (form_id,) = _make(town, replace(WANTED, indicators=(RECEIVED, "exec.unknown", FOUND, "pub.events"), sections=("disputes", "nothing")))
    form = _printed(town, form_id)
    assert (form.unit, form.year, form.office, form.contact, form.due) == ("清溪镇", 2025, "信访办", "赵敏", "12月20日")
    assert [(each.indicator, each.section, each.last) for each in form.rows] == [
        (FOUND, "化解矛盾纠纷", ""),
        (RECEIVED, "化解矛盾纠纷", "498"),
        ("pub.events", "深入开展法治宣传教育", ""),
    ]
    assert form.texts == (AskedText("disputes", "化解矛盾纠纷"),)


def test_a_village_does_not_see_the_towns_figure_of_last_year(town: Town) -> None:
    with town.database.write() as connection:
        fields = [Field("entry", FOUND, {"last": "312"}, 0)]
        save_fields(connection, town.library, town.actor(LIN), town.standing(connection), fields)
    (form_id,) = _make(town, Wanted("东村", indicators=(FOUND, "dis.petition_satisfied_rate"), share=True))
    assert [(each.indicator, each.last) for each in _printed(town, form_id).rows] == [(FOUND, "")]


def test_a_figure_whose_section_was_switched_off_stays_on_the_form_that_is_out(town: Town) -> None:
    (form_id,) = _make(town, replace(WANTED, sections=()))
    with town.database.write() as connection:
        section = town.section("disputes")
        arranging.arrange(connection, town.actor(ZHAO), town.report, [Arranged(section.id, section.heading, shown=False)], None)
    assert [(each.indicator, each.section) for each in _printed(town, form_id).rows] == [(FOUND, ""), (RECEIVED, "")]


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (replace(WANTED, office="  "), "交表单位"),
        (replace(WANTED, due="1" * 61), "60个字"),
        (replace(WANTED, indicators=("no.such",), sections=()), "还没有选要填什么"),
        (replace(WANTED, indicators=("dis.center_rate",), sections=()), "还没有选要填什么"),
        (Wanted("东村", indicators=("dis.petition_satisfied_rate",), share=True), "不能由各村分填"),
    ],
)
def test_a_form_that_makes_no_sense_is_refused_and_nothing_is_made(town: Town, wanted: Wanted, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        _make(town, WANTED, wanted)
    assert _stored(town) == ()


@pytest.mark.parametrize(("login", "problem"), [(LIN, NotAllowed), (ZHENG, NotAllowed), (QIAN, NotAllowed), (ZHOU, NotFound)])
def test_only_the_editor_gives_forms_out(town: Town, login: str, problem: type[Exception]) -> None:
    with pytest.raises(problem):
        _make(town, WANTED, login=login)
    (form_id,) = _make(town, WANTED)
    with pytest.raises(problem), town.database.write() as connection:
        giving.change(connection, town.library, town.actor(login), town.report, form_id, WANTED)
    with pytest.raises(problem), town.database.write() as connection:
        giving.remove(connection, town.actor(login), town.report, form_id)


def test_a_form_of_another_report_is_not_found(town: Town, library: Library) -> None:
    (form_id,) = _make(town, WANTED)
    with pytest.raises(NotFound), town.database.write() as connection:
        giving.change(connection, library, town.actor(ZHAO), town.report, form_id + 1, WANTED)
    with pytest.raises(NotFound), town.database.write() as connection:
        giving.remove(connection, town.actor(ZHAO), town.report, form_id + 1)


def test_a_report_that_was_submitted_gives_nothing_out(town: Town) -> None:
    with town.database.write() as connection:
        reporting.move(connection, town.actor(ZHAO), town.report, Move.submit, "")
    with pytest.raises(Locked):
        _make(town, WANTED)
