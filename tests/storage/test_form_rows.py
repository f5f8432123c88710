"""Rows of 填报表: given out, changed, taken away; what came back; decisions, each in the place of an earlier one."""

from dataclasses import replace

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from server.storage import forms
from server.storage.forms import Form, Given, Returned
from tests.cast import NOW, ZHAO, Town

CODE = "CB-2222-259H"


def _form(town: Town, code: str = CODE, office: str = "信访办") -> Form:
    return Form(0, town.report, code, office, "赵敏 8123456", "12月20日", False, ("dis.found", "dis.screenings"), ("disputes",), NOW, None)


def _returned(town: Town, form_id: int | None, name: str = "a.xlsx") -> Returned:
    return Returned(0, town.report, form_id, name, None, "信访办", "张三", "12月18日", '{"problem":""}', NOW, "", None)


def _added(connection: Connection, town: Town, form: Form) -> Form:
    return replace(form, id=forms.add_form(connection, form, town.ids[ZHAO]))


def test_a_form_comes_back_as_it_was_put_in(town: Town) -> None:
    with town.database.write() as connection:
        first = _added(connection, town, _form(town))
        second = _added(connection, town, _form(town, "CB-2222-44JZ", "司法所"))
    with town.database.read() as connection:
        assert forms.forms(connection, town.report) == (first, second)
        assert forms.form(connection, town.report, first.id) == first
        assert forms.form(connection, town.report + 1, first.id) is None
        assert forms.forms(connection, town.report + 1) == ()


def test_two_forms_cannot_have_one_code(town: Town) -> None:
    with town.database.write() as connection:
        _added(connection, town, _form(town))
    with pytest.raises(IntegrityError), town.database.write() as connection:
        _added(connection, town, _form(town, office="司法所"))


def test_a_changed_form_keeps_its_code_and_one_that_is_taken_away_is_gone(town: Town) -> None:
    with town.database.write() as connection:
        form = _added(connection, town, _form(town))
        changed = replace(form, office="信访局", contact="", due="年底", share=True, indicators=("dis.found",), sections=(), closed_at=NOW)
        forms.change_form(connection, replace(changed, code="CB-0000-0000"))
        assert forms.form(connection, town.report, form.id) == changed
        forms.remove_form(connection, town.report, form.id)
        assert forms.forms(connection, town.report) == ()


def test_what_came_back_is_listed_newest_first_with_who_took_it_in(town: Town) -> None:
    with town.database.write() as connection:
        form = _added(connection, town, _form(town))
        first = forms.add_returned(connection, _returned(town, form.id), town.ids[ZHAO])
        second = forms.add_returned(connection, _returned(town, None, "b.docx"), town.ids[ZHAO])
    with town.database.read() as connection:
        found = forms.returns(connection, town.report)
        assert [(each.id, each.name, each.form_id, each.receiver) for each in found] == [
            (second, "b.docx", None, "赵敏"),
            (first, "a.xlsx", form.id, "赵敏"),
        ]
        assert forms.returned(connection, town.report, first) == found[1]
        assert forms.returned(connection, town.report + 1, first) is None
        assert (found[1].giver, found[1].given_on, found[1].received_at, found[1].settled_at) == ("张三", "12月18日", NOW, None)


def test_a_return_is_given_to_a_form_its_columns_are_named_and_it_is_settled(town: Town) -> None:
    with town.database.write() as connection:
        form = _added(connection, town, _form(town))
        number = forms.add_returned(connection, _returned(town, None), town.ids[ZHAO])
        forms.set_form(connection, number, form.id, "信访局", "李四", "12月19日")
        forms.set_content(connection, number, '{"problem":"坏"}')
        forms.settle(connection, number, NOW)
        found = forms.returned(connection, town.report, number)
        assert found
        assert (found.form_id, found.office, found.giver, found.given_on) == (form.id, "信访局", "李四", "12月19日")
        assert (found.content, found.settled_at) == ('{"problem":"坏"}', NOW)
        forms.settle(connection, number, None)
        opened = forms.returned(connection, town.report, number)
        assert opened
        assert opened.settled_at is None


def test_a_decision_takes_the_place_of_an_earlier_one(town: Town) -> None:
    with town.database.write() as connection:
        number = forms.add_returned(connection, _returned(town, None), town.ids[ZHAO])
        left = Given(number, "|填报表 F7|raw", "dis.found", "513", False, NOW, "赵敏")
        other = replace(left, place="|填报表 F8|raw", indicator="dis.screenings", raw="24")
        for each in (left, other, replace(left, raw="515", taken=True)):
            forms.decide(connection, town.report, each, town.ids[ZHAO])
    with town.database.read() as connection:
        assert forms.given(connection, town.report) == (other, replace(left, raw="515", taken=True))
        assert forms.given(connection, town.report + 1) == ()
