"""“本节已完成” is undone by whatever is changed in the section afterwards, and by nothing else."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection

from server.actions import confirming, drafting, reporting
from server.actions.saving import Field, Saved, save_fields
from server.report.snapshot import Item
from server.storage import contents, history, reports
from server.storage import tables as t
from tests.actions.typist import typed
from tests.cast import LIN, NOW, ZHAO, Town

Change = Callable[[Connection, Town, int], object]


def done(town: Town, key: str) -> int:
    """林 confirms a section."""
    section = town.section(key).id
    with town.database.write() as connection:
        confirming.mark_done(connection, town.actor(LIN), town.report, section, done=True)
    return section


def counted(town: Town) -> int:
    """How many sections the report's counter says are done."""
    with town.database.read() as connection:
        found = reports.report(connection, town.report)
    assert found is not None
    return found.sections_done


def save(town: Town, kind: str, key: str, value: dict[str, str], login: str = ZHAO) -> Saved:
    """Somebody saves one field over whatever is there."""
    with town.database.write() as connection:
        base = contents.entries(connection, town.report, [key])[key].version if kind == "entry" and town.raw(key) else 0
        base = contents.bodies(connection, [int(key)]).get(int(key), ("", 0))[1] if kind == "text" else base
        return save_fields(connection, town.library, town.actor(login), town.standing(connection, login), [Field(kind, key, value, base)])


def test_a_later_change_of_the_text_undoes_it_and_says_who_and_when(town: Town) -> None:
    section = done(town, "disputes")
    assert counted(town) == 1
    saved = save(town, "text", str(section), {"body": "又改了一句。"})
    assert saved.reopened == (section,)
    found = town.section("disputes")
    assert (found.done_at, found.done_by, found.reopened_by, found.reopened_at) == (None, "", "赵敏", NOW)
    assert counted(town) == 0
    done(town, "disputes")
    assert town.section("disputes").reopened_at is None


def test_a_figure_undoes_the_sections_that_ask_for_it_and_no_other(town: Town) -> None:
    done(town, "disputes")
    done(town, "problems")
    assert save(town, "entry", "dis.found", {"raw": "12"}).reopened == (town.section("disputes").id,)
    assert town.section("problems").done_at == NOW
    assert counted(town) == 1


def test_saving_the_same_again_undoes_nothing(town: Town) -> None:
    typed(town, "disputes", "排查矛盾。")
    section = done(town, "disputes")
    assert save(town, "text", str(section), {"body": "排查矛盾。"}).reopened == ()
    assert town.section("disputes").done_at == NOW


def _added(connection: Connection, town: Town, section: int) -> None:
    reporting.add_item(connection, town.actor(LIN), town.report, section, Item(title="又一条"))


def _removed(connection: Connection, town: Town, section: int) -> None:
    item = contents.items(connection, [section])[0].id
    reporting.remove_item(connection, town.actor(LIN), town.report, section, item)


def _lifted(connection: Connection, town: Town, section: int) -> None:
    item = contents.items(connection, [section])[1].id
    reporting.lift_item(connection, town.actor(LIN), town.report, section, item)


def _worded(connection: Connection, town: Town, section: int) -> None:
    item = contents.items(connection, [section])[0]
    field = Field("item", str(item.id), {"title": "编制很少", "body": ""}, item.version)
    save_fields(connection, town.library, town.actor(LIN), town.standing(connection), [field])


def _drafted(connection: Connection, town: Town, section: int) -> None:
    assert drafting.draft_section(connection, town.library, town.actor(LIN), town.report, section, {}).adopted


@pytest.mark.parametrize("change", [_added, _removed, _lifted, _worded, _drafted], ids=["added", "removed", "lifted", "worded", "drafted"])
def test_items_and_drafts_undo_it_too(town: Town, change: Change) -> None:
    section = town.section("problems").id
    with town.database.write() as connection:
        for title in ("力量不足", "经费不足"):
            reporting.add_item(connection, town.actor(LIN), town.report, section, Item(title=title, body="编制少。"))
    done(town, "problems")
    with town.database.write() as connection:
        change(connection, town, section)
    assert town.section("problems").done_at is None
    assert town.section("problems").reopened_by == "林晓"
    assert counted(town) == 0


def test_the_history_says_that_it_was_undone(town: Town) -> None:
    section = done(town, "disputes")
    typed(town, "disputes", "改。")
    with town.database.read() as connection:
        rows = connection.execute(t.history.select().where(t.history.c.target == f"report:{town.report}").order_by(t.history.c.id)).all()
    assert [(row.action, history.unpacked(row.value)) for row in rows[-2:]] == [
        ("done", {"section": str(section)}),
        ("reopened", {"section": str(section)}),
    ]
