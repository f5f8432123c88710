"""A report at any moment: whatever is done to it, the history replayed to a point is what the store held then."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, func, select, update

from server.actions import arranging, confirming, drafting, exporting, importing, replaying, reporting, restoring, units
from server.actions.arranging import Arranged
from server.actions.restoring import Back
from server.actions.saving import Field, save_fields, target
from server.library import Library
from server.report.problems import NotFound
from server.report.snapshot import Item, Snapshot
from server.storage import chronicles, contents, history, reports
from server.storage import tables as t
from server.storage.engine import Database
from server.storage.units import unit as unit_of_store
from tests.cast import LIN, NOW, QIAN, ZHAO, Town, settle

FIGURES = ("dis.found", "dis.screenings")
Step = tuple[str, int, int]


@pytest.fixture
def both(database: Database, library: Library) -> Town:
    """The cast on each kind of store."""
    return settle(database, library)


def _last(connection: Connection) -> int:
    return int(connection.execute(select(func.max(t.history.c.id))).scalar() or 0)


def _stored(town: Town, connection: Connection) -> Snapshot:
    report = reports.report(connection, town.report)
    assert report
    return exporting.written_of(connection, town.library, report)


def _replayed(town: Town, connection: Connection, upto: int) -> replaying.Replayed:
    report = reports.report(connection, town.report)
    assert report
    return replaying.replayed(connection, town.library, report, upto)


def _text(town: Town, connection: Connection, which: int, what: int) -> None:
    section = _sections(town, connection)[which % 4]
    base = contents.bodies(connection, [section]).get(section, ("", 0))[1]
    field = Field("text", str(section), {"body": f"第{what}稿。"}, base)
    save_fields(connection, town.library, town.actor(LIN), town.standing(connection), [field])


def _figure(town: Town, connection: Connection, which: int, what: int) -> None:
    key = FIGURES[which % 2]
    there = contents.entries(connection, town.report, [key])
    field = Field("entry", key, {"raw": str(what), "office": f"第{what}科"}, there[key].version if key in there else 0)
    save_fields(connection, town.library, town.actor(LIN), town.standing(connection), [field])


def _add_item(town: Town, connection: Connection, which: int, what: int) -> None:
    section = _sections(town, connection)[which % 2]
    reporting.add_item(connection, town.actor(LIN), town.report, section, Item(title=f"事项{what}"))


def _with_item(act: Callable[[Town, Connection, contents.StoredItem, int], None]) -> Callable[[Town, Connection, int, int], None]:
    def on_some(town: Town, connection: Connection, which: int, what: int) -> None:
        items = contents.items(connection, _sections(town, connection))
        if items:
            act(town, connection, items[which % len(items)], what)

    return on_some


def _save_item(town: Town, connection: Connection, item: contents.StoredItem, what: int) -> None:
    field = Field("item", str(item.id), {"body": f"内容{what}"}, item.version)
    save_fields(connection, town.library, town.actor(LIN), town.standing(connection), [field])


def _remove_item(town: Town, connection: Connection, item: contents.StoredItem, _what: int) -> None:
    reporting.remove_item(connection, town.actor(LIN), town.report, item.section_id, item.id)


def _lift_item(town: Town, connection: Connection, item: contents.StoredItem, _what: int) -> None:
    reporting.lift_item(connection, town.actor(LIN), town.report, item.section_id, item.id)


def _revive(town: Town, connection: Connection, which: int, _what: int) -> None:
    gone = [each for each in chronicles.items(connection, town.report) if each.action == "remove"]
    if gone:
        one = gone[which % len(gone)]
        try:
            restoring.revive(connection, town.actor(LIN), town.report, int(one.value["section"]), int(one.key))
        except NotFound:  # it was brought back before
            return


def _restore(town: Town, connection: Connection, which: int, what: int) -> None:
    section = _sections(town, connection)[which % 4]
    now = contents.bodies(connection, [section]).get(section, ("", 0))[1]
    if now:
        back = Back("text", str(section), what % now + 1, now)
        restoring.restore(connection, town.library, town.actor(LIN), town.report, back)


def _done(town: Town, connection: Connection, which: int, what: int) -> None:
    section = _sections(town, connection)[which % 4]
    confirming.mark_done(connection, town.actor(LIN), town.report, section, done=bool(what % 2))


def _arrange(town: Town, connection: Connection, which: int, what: int) -> None:
    sections = [each for each in reports.sections(connection, town.report) if each.level]
    one = sections[which % len(sections)]
    wanted = [Arranged(one.id, f"{one.heading[:20]}{what}", bool(what % 2))]
    arranging.arrange(connection, town.actor(ZHAO), town.report, wanted, (one.id, what % 2 * 2 - 1))


def _add_section(town: Town, connection: Connection, which: int, what: int) -> None:
    parents = ["", *(each.key for each in reports.sections(connection, town.report) if each.level == 1)]
    arranging.add_section(connection, town.actor(ZHAO), town.report, parents[which % len(parents)], f"本镇特色{what}")


def _rename_unit(town: Town, connection: Connection, _which: int, what: int) -> None:
    place = unit_of_store(connection, town.unit, town.library.kinds)
    assert place
    units.change_unit(
        connection, town.actor(QIAN), town.unit, place.unit.model_copy(update={"name": f"清溪镇人民政府{what}"}), place.version
    )


def _draft(town: Town, connection: Connection, _which: int, _what: int) -> None:
    drafting.draft_all(connection, town.library, town.actor(ZHAO), town.report)


ACTS: dict[str, Callable[[Town, Connection, int, int], None]] = {
    "text": _text,
    "figure": _figure,
    "add_item": _add_item,
    "save_item": _with_item(_save_item),
    "remove_item": _with_item(_remove_item),
    "lift_item": _with_item(_lift_item),
    "revive": _revive,
    "restore": _restore,
    "done": _done,
    "arrange": _arrange,
    "add_section": _add_section,
    "draft": _draft,
}


def _sections(town: Town, connection: Connection) -> list[int]:
    wanted = ("problems", "plans", "disputes", "title")
    keys = {key: number for number, key in reports.section_keys(connection, town.report).items()}
    return [keys[each] for each in wanted]


steps = st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=14)


class _Undone(Exception):
    """Takes a transaction back."""


def _holds(town: Town, done: list[Step]) -> None:
    """Do them in one transaction that is taken back, so that every example begins with the same store."""
    with suppress(_Undone), town.database.write() as connection:
        stood = [(_last(connection), _stored(town, connection))]
        for name, which, what in done:
            ACTS[name](town, connection, which, what)
            stood.append((_last(connection), _stored(town, connection)))
        for upto, snapshot in stood:
            again = _replayed(town, connection, upto)
            assert again.snapshot == snapshot
            assert again.whole
        raise _Undone


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(done=steps)
def test_the_history_replayed_to_any_step_is_what_the_store_held_then(town: Town, done: list[Step]) -> None:
    _holds(town, done)


@pytest.mark.long
@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(done=steps)
def test_the_same_for_many_more(town: Town, done: list[Step]) -> None:
    _holds(town, done)


def test_everything_in_turn_is_replayed_on_each_store(both: Town) -> None:
    _holds(both, [(name, at, at + 1) for at, name in enumerate([*ACTS, *reversed(ACTS)])])


def test_a_report_that_came_in_whole_is_replayed(town: Town) -> None:
    with town.database.write() as connection:
        _text(town, connection, 0, 1)
        _add_item(town, connection, 0, 1)
        _done(town, connection, 0, 1)
        snapshot = _stored(town, connection).model_copy(update={"year": 2024})
        made = importing.import_report(connection, town.library, town.actor(ZHAO), town.unit, snapshot)
        report = reports.report(connection, made)
        assert report
        assert replaying.replayed(connection, town.library, report, _last(connection)).snapshot == exporting.written_of(
            connection, town.library, report
        )


def test_the_unit_is_the_one_of_then(town: Town) -> None:
    with town.database.write() as connection:
        before = _last(connection)
        _rename_unit(town, connection, 0, 1)
        _text(town, connection, 0, 1)
        one = _last(connection)
        _rename_unit(town, connection, 0, 2)
        assert _replayed(town, connection, one).snapshot.unit.name == "清溪镇人民政府1"
        assert _replayed(town, connection, _last(connection)).snapshot.unit.name == "清溪镇人民政府2"
        assert not _replayed(town, connection, before).whole


def test_of_a_report_older_than_the_record_the_page_is_told_so(town: Town) -> None:
    with town.database.write() as connection:
        opened = t.history.c.action == "open"
        connection.execute(update(t.history).where(opened).values(value=b""))
        assert _replayed(town, connection, _last(connection)).whole is False
        assert _replayed(town, connection, _last(connection)).snapshot == _stored(town, connection)
        _arrange(town, connection, 3, 1)
        assert _replayed(town, connection, _last(connection)).whole
        assert _replayed(town, connection, _last(connection)).snapshot == _stored(town, connection)


def test_before_it_was_opened_there_is_none(town: Town) -> None:
    with town.database.read() as connection, pytest.raises(NotFound):
        _replayed(town, connection, 0)


def test_the_same_moment_is_found_by_time(town: Town) -> None:
    with town.database.write() as connection:
        later = NOW + timedelta(hours=1)
        assert chronicles.at_moment(connection, town.report, later) == _last(connection)
        assert chronicles.at_moment(connection, town.report, NOW - timedelta(days=1)) == 0
        connection.execute(delete(t.history).where(t.history.c.id < 0))
        assert history.latest(connection, target(town.report, "text", "999")) is None
