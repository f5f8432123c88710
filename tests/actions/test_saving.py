"""Saving field by field: others' fields merge, the same field conflicts, nothing is overwritten unseen."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.actions import reporting
from server.actions.saving import Field, Saved, save_fields, target
from server.library import Library
from server.report.problems import NotFound
from server.report.snapshot import Item
from server.storage import contents, history, reports
from server.storage.engine import Database
from tests.cast import LIN, NOW, YEAR, ZHAO, ZHOU, Town, settle, unit_of

LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def both(database: Database, library: Library) -> Town:
    """The cast on each kind of store."""
    return settle(database, library)


def save(town: Town, login: str, *fields: Field) -> Saved:
    """Save as one of the cast."""
    with town.database.write() as connection:
        return save_fields(connection, town.library, town.actor(login, LATER), town.standing(connection, login), fields)


def text(town: Town, key: str, body: str, base: int) -> Field:
    """The text of a section as typed over a version."""
    return Field("text", str(town.section(key).id), {"body": body}, base)


def entry(base: int, **value: str) -> Field:
    """A figure as typed over a version."""
    return Field("entry", "dis.found", value, base)


def test_each_save_that_changes_something_is_a_new_version(both: Town) -> None:
    name = text(both, "disputes", "", 0).name
    assert save(both, LIN, text(both, "disputes", "第一稿。", 0)).versions == {name: 1}
    assert save(both, LIN, text(both, "disputes", "第二稿。", 1)).versions == {name: 2}
    assert save(both, LIN, text(both, "disputes", "第二稿。", 2)).versions == {name: 2}
    assert both.text("disputes") == "第二稿。"


def test_what_is_already_there_is_no_conflict_however_old_the_page(both: Town) -> None:
    save(both, LIN, text(both, "disputes", "第一稿。", 0))
    saved = save(both, ZHAO, text(both, "disputes", "第一稿。", 0))
    assert (saved.conflicts, saved.merged) == ((), ())


def test_two_people_in_different_fields_do_not_meet(both: Town) -> None:
    save(both, LIN, text(both, "disputes", "林的正文。", 0), entry(0, raw="12"))
    saved = save(both, ZHAO, text(both, "problems", "赵的正文。", 0))
    assert (saved.conflicts, saved.merged) == ((), ())
    assert (both.text("disputes"), both.text("problems"), both.raw("dis.found")) == ("林的正文。", "赵的正文。", "12")


def test_a_field_that_only_the_other_changed_is_left_to_them_and_said(both: Town) -> None:
    save(both, ZHAO, text(both, "disputes", "共同的第一稿。", 0))
    save(both, LIN, text(both, "disputes", "林改过。", 1))
    saved = save(both, ZHAO, text(both, "disputes", "共同的第一稿。", 1), entry(0, raw="12"))
    assert saved.conflicts == ()
    [(field, past)] = saved.merged
    assert (field.kind, past.value, past.person, past.at) == ("text", {"body": "林改过。"}, "林晓", LATER)
    assert (both.text("disputes"), both.raw("dis.found")) == ("林改过。", "12")


def test_the_same_field_changed_by_both_is_a_conflict_and_is_not_written(both: Town) -> None:
    save(both, LIN, text(both, "disputes", "林的。", 0))
    saved = save(both, ZHAO, text(both, "disputes", "赵的。", 0))
    [conflict] = saved.conflicts
    assert (conflict.mine, conflict.theirs.value) == ({"body": "赵的。"}, {"body": "林的。"})
    assert (conflict.theirs.person, conflict.theirs.version, conflict.theirs.at) == ("林晓", 1, LATER)
    assert both.text("disputes") == "林的。"
    assert saved.versions == {conflict.field.name: 1}


def test_one_conflict_does_not_hold_up_the_other_fields(both: Town) -> None:
    save(both, LIN, text(both, "disputes", "林的。", 0))
    saved = save(both, ZHAO, text(both, "disputes", "赵的。", 0), text(both, "problems", "赵的问题。", 0), entry(0, raw="12"))
    assert len(saved.conflicts) == 1
    assert (both.text("problems"), both.raw("dis.found")) == ("赵的问题。", "12")


def test_the_same_person_in_two_windows_is_a_conflict_too(town: Town) -> None:
    save(town, LIN, text(town, "disputes", "左窗。", 0))
    assert len(save(town, LIN, text(town, "disputes", "右窗。", 0)).conflicts) == 1


def test_typed_over_the_version_of_the_other_it_is_settled(town: Town) -> None:
    save(town, LIN, text(town, "disputes", "林的。", 0))
    save(town, ZHAO, text(town, "disputes", "合并的。", 1))
    assert town.text("disputes") == "合并的。"


def test_a_form_with_a_part_of_a_figure_leaves_the_rest_of_it(both: Town) -> None:
    save(both, LIN, entry(0, raw="12", office="综治中心", last="10"))
    save(both, LIN, entry(1, raw="13"))
    with both.database.read() as connection:
        record = contents.entries(connection, both.report)["dis.found"].record
    assert (record.raw, record.last, record.origin.office) == ("13", "10", "综治中心")


def test_the_history_has_every_version_whole(both: Town) -> None:
    save(both, LIN, entry(0, raw="12", office="综治中心"))
    save(both, ZHAO, entry(1, raw="13"))
    name = target(both.report, "entry", "dis.found")
    with both.database.read() as connection:
        past = [history.at_version(connection, name, version) for version in (1, 2)]
    assert [(each.value["raw"], each.value["office"], each.person) for each in past if each] == [
        ("12", "综治中心", "林晓"),
        ("13", "综治中心", "赵敏"),
    ]


def test_an_item_is_saved_by_its_parts(town: Town) -> None:
    section = town.section("problems").id
    with town.database.write() as connection:
        item = reporting.add_item(connection, town.actor(LIN), town.report, section, Item(title="执法力量不足"))
    assert save(town, LIN, Field("item", str(item), {"body": "人员编制少"}, 1)).versions == {f"item.{item}": 2}
    assert save(town, ZHAO, Field("item", str(item), {"title": "力量不足", "body": ""}, 1)).conflicts
    with town.database.read() as connection:
        assert contents.items(connection, [section])[0].item == Item(title="执法力量不足", body="人员编制少")


def test_what_cannot_be_read_as_a_figure_is_kept_as_typed(town: Town) -> None:
    save(town, LIN, entry(0, raw="好多好多 < & {{ 7*7 }}"))
    assert town.raw("dis.found") == "好多好多 < & {{ 7*7 }}"


def test_the_counters_of_the_report_follow_each_save(both: Town) -> None:
    save(
        both,
        LIN,
        entry(0, raw="12"),
        Field("entry", "dis.screenings", {"raw": "不适用"}, 0),
        Field("entry", "dis.center_received", {"raw": "?"}, 0),
    )
    with both.database.read() as connection:
        report = reports.report(connection, both.report)
    assert report is not None
    assert (report.figures_filled, report.changed_at) == (2, LATER)


def test_a_save_that_changes_nothing_leaves_the_report_untouched(town: Town) -> None:
    save(town, LIN, text(town, "disputes", "", 0), entry(0, raw=""))
    with town.database.read() as connection:
        report = reports.report(connection, town.report)
    assert report is not None
    assert report.changed_at == NOW


@pytest.mark.parametrize(
    "field",
    [
        Field("entry", "no.such", {"raw": "1"}, 0),
        Field("entry", "", {"raw": "1"}, 0),
        Field("text", "999999", {"body": "x"}, 0),
        Field("text", "99999999999999999999999999", {"body": "x"}, 0),
        Field("text", "一", {"body": "x"}, 0),
        Field("text", "-1", {"body": "x"}, 0),
        Field("item", "999999", {"title": "x"}, 0),
        Field("item", "99999999999999999999999999", {"title": "x"}, 0),
    ],
)
def test_a_field_nobody_knows_is_not_found(both: Town, field: Field) -> None:
    with pytest.raises(NotFound):
        save(both, LIN, field)


@pytest.mark.parametrize("base", [-1, 7, 10**9, 10**19, 10**40])
def test_a_version_that_never_was_is_a_conflict_not_a_breakdown(both: Town, base: int) -> None:
    save(both, LIN, text(both, "disputes", "林的。", 0))
    assert len(save(both, ZHAO, text(both, "disputes", "赵的。", base)).conflicts) == 1


def test_a_field_of_another_report_is_not_found(town: Town) -> None:
    with town.database.write() as connection:
        unit = unit_of(town.library, "白石镇")
        theirs = reporting.open_report(
            connection, town.library, town.actor(ZHOU), town.other, unit, YEAR, town.library.outlines["standard"]
        )
        section = next(each.id for each in reports.sections(connection, theirs) if each.key == "problems")
        item = reporting.add_item(connection, town.actor(ZHOU), theirs, section, Item())
    for field in (Field("text", str(section), {"body": "x"}, 0), Field("item", str(item), {"title": "x"}, 1)):
        with pytest.raises(NotFound):
            save(town, LIN, field)


def test_a_refused_field_takes_the_others_of_its_form_with_it(town: Town) -> None:
    with pytest.raises(NotFound):
        save(town, LIN, text(town, "disputes", "林的。", 0), Field("entry", "no.such", {"raw": "1"}, 0))
    assert town.text("disputes") == ""


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=st.lists(st.tuples(st.sampled_from([LIN, ZHAO]), st.integers(0, 3), st.sampled_from(["", "甲", "乙", "丙"])), max_size=8))
def test_whatever_two_people_do_no_text_disappears_from_the_history(
    sqlite: Database, library: Library, steps: list[tuple[str, int, str]]
) -> None:
    with sqlite.read() as connection:
        town = None if reports.report(connection, 1) is None else Town(sqlite, library, 1, 2, 3, 1, {LIN: 1, ZHAO: 2})
    town = town or settle(sqlite, library)
    section = town.section("disputes").id
    with sqlite.read() as connection:
        stored = contents.texts(connection, [section]).get(section, contents.Text(section))
    version, body = stored.version, stored.body
    for login, age, typed in steps:
        saved = save(town, login, text(town, "disputes", typed, max(version - age, 0)))
        written = saved.versions[f"text.{section}"] > version
        assert written == (not saved.conflicts and not saved.merged and typed != body)
        version, body = saved.versions[f"text.{section}"], typed if written else body
        assert town.text("disputes") == body
    with sqlite.read() as connection:
        assert all(history.at_version(connection, f"text:{section}", each) for each in range(1, version + 1))
