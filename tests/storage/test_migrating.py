"""The migrations make exactly the tables that the program speaks of, and take them away again."""

from datetime import UTC, date, datetime
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, select

from server.storage import migrating
from server.storage import tables as t
from server.storage.engine import Database, open_database
from server.storage.season_tables import delivery
from server.storage.tables import METADATA
from tests.cast import NOW


def _differences(store: Database) -> list[object]:
    with store.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, METADATA))


def _tables(store: Database) -> set[str]:
    return set(inspect(store.engine).get_table_names())


def test_a_migrated_store_has_the_tables_of_the_program_and_no_other(database: Database) -> None:
    assert _differences(database) == []
    assert _tables(database) == {*METADATA.tables, "alembic_version"}


def test_migrations_go_down_to_nothing_and_up_again(database: Database) -> None:
    with database.write() as connection:
        migrating.rebuild(connection, migrating.revisions()[-1])
    assert _differences(database) == []


def test_the_revision_is_the_newest_one_known(database: Database) -> None:
    assert migrating.revision(database) == migrating.revisions()[-1]


def test_an_empty_file_has_no_revision_and_nothing_to_keep(tmp_path: Path) -> None:
    store = open_database(f"sqlite:///{(tmp_path / 'new.db').as_posix()}")
    assert migrating.revision(store) == ""
    assert not migrating.behind(store)
    migrating.migrate(store)
    assert migrating.revision(store) == migrating.revisions()[-1]
    store.engine.dispose()


def test_a_store_at_the_newest_revision_is_not_behind(database: Database) -> None:
    assert not migrating.behind(database)


def test_a_store_at_a_revision_that_is_not_the_newest_is_behind(database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    assert migrating.behind(database)


OLDER = ("title", "recipients", "opening", "closing", "date", "achievements", "problems")
AROUND = [
    *("title", "recipients", "opening", "closing"),
    *("kind", "urgency", "attachments", "note", "disclosure", "copies_to", "printer", "occasion", "address"),
    *("number", "date", "signers", "copies", "print_date"),
]


def _older(connection: Connection) -> None:
    """A store as it was before registration, with one report in it and texts for its date and a chapter."""
    migrating.rebuild(connection, "0002")
    connection.execute(t.person.insert().values(id=1, login="lin", name="林晓", password="x", created_at=NOW))
    place = {"kind": "town", "parent_name": "", "region": "", "body_code": "", "joint": False, "bodies": "{}", "position": 0, "version": 1}
    connection.execute(t.unit.insert().values(id=1, name="清溪镇人民政府", short_name="清溪镇", address="我镇", **place))
    report = {"outline": "flat", "outline_version": 1, "catalogue": "", "state": "filling", "created_at": NOW, "changed_at": NOW}
    counted = {"sections_shown": 0, "sections_done": 0, "figures_filled": 0}
    connection.execute(t.report.insert().values(id=1, unit_id=1, year=2025, **report, **counted))
    for position, key in enumerate(OLDER):
        level = int(position > OLDER.index("date"))
        row = {"parent": "", "heading": key, "takes": "", "shown": True, "custom": False}
        connection.execute(t.section.insert().values(report_id=1, key=key, position=position, level=level, **row))
    for section_id, body in ((5, "2026年1月12日"), (6, "成效明显。")):
        connection.execute(t.section_text.insert().values(section_id=section_id, body=body, version=1, saved_at=NOW, saved_by=1))


def _kept(connection: Connection) -> tuple[list[str], list[int], dict[int, str]]:
    """Keys and levels of the sections by position, and the texts."""
    rows = connection.execute(select(t.section.c.key, t.section.c.level, t.section.c.position).order_by(t.section.c.position)).all()
    assert [row.position for row in rows] == list(range(len(rows)))
    texts = connection.execute(select(t.section_text.c.section_id, t.section_text.c.body)).all()
    return [row.key for row in rows], [row.level for row in rows], {row.section_id: row.body for row in texts}


def test_a_report_from_before_registration_gets_the_sections_it_lacks_before_its_first_chapter(database: Database) -> None:
    with database.write() as connection:
        _older(connection)
        migrating.move(connection, "0003")
        keys, levels, texts = _kept(connection)
    assert keys == [*AROUND, "achievements", "problems"]
    assert levels == [0] * 18 + [1, 1]
    assert texts == {5: "2026年1月12日", 6: "成效明显。"}


def test_going_back_before_registration_leaves_what_was_there_before(database: Database) -> None:
    with database.write() as connection:
        _older(connection)
        migrating.move(connection, "0003")
        added = connection.execute(select(t.section.c.id).where(t.section.c.key == "number")).scalar_one()
        connection.execute(t.section_text.insert().values(section_id=added, body="清政〔2026〕3号", version=1, saved_at=NOW, saved_by=1))
        for target in (f"text:{added}", "text:5"):
            row = {"at": NOW, "person_id": 1, "action": "save", "version": 1, "value": b""}
            connection.execute(t.history.insert().values(target=target, **row))
        migrating.move(connection, "0002")
        assert _kept(connection) == (list(OLDER), [0] * 5 + [1, 1], {5: "2026年1月12日", 6: "成效明显。"})
        assert connection.execute(select(t.history.c.target)).scalars().all() == ["text:5"]


def test_own_templates_come_and_go_without_touching_what_was_there(database: Database) -> None:
    with database.write() as connection:
        _older(connection)
        migrating.move(connection, "0004")
        file = {"digest": "a", "name": "红头.docx", "media_type": "", "content": b"PK", "stored_at": NOW}
        connection.execute(t.file.insert().values(file))
        migrating.move(connection, "0005")
        connection.exec_driver_sql(f"INSERT INTO own_template VALUES (1, '红头.docx', 'a', '{NOW.isoformat(' ')}', 1)")
        migrating.move(connection, "0004")
        assert "own_template" not in inspect(connection).get_table_names()
        assert connection.execute(select(t.file.c.name)).scalars().all() == ["红头.docx"]
        migrating.move(connection, "0005")
        assert connection.exec_driver_sql("SELECT count(*) FROM own_template").scalar_one() == 0


def test_ticks_of_deliveries_become_rows_of_the_ledger_and_go_back_as_ticks(database: Database) -> None:
    with database.write() as connection:
        _older(connection)
        migrating.move(connection, "0005")
        # 17:30 of the 11th in London is the 12th in Beijing.
        night = datetime(2026, 1, 11, 17, 30, tzinfo=UTC)
        for key, note in (("report-higher_party", "县委办收文3号"), ("notice", "收到通知"), ("publish-public", "")):
            connection.execute(t.tick.insert().values(report_id=1, key=key, note=note, done_at=night, done_by=1))
        migrating.move(connection, "0006")
        d = delivery.c
        kept = connection.execute(select(d.round, d.key, d.evidence, d.done_on, d.version, d.saved_by, d.form).order_by(d.id)).all()
        assert [tuple(row) for row in kept] == [
            (0, "report-higher_party", "县委办收文3号", date(2026, 1, 12), 1, 1, ""),
            (0, "publish-public", "", date(2026, 1, 12), 1, 1, ""),
        ]
        assert connection.execute(select(t.tick.c.key)).scalars().all() == ["notice"]
        migrating.move(connection, "0005")
        ticks = connection.execute(select(t.tick.c.key, t.tick.c.note, t.tick.c.done_at).order_by(t.tick.c.key)).all()
        assert [(row.key, row.note) for row in ticks] == [
            ("notice", "收到通知"),
            ("publish-public", ""),
            ("report-higher_party", "县委办收文3号"),
        ]
        assert {row.done_at for row in ticks} == {night}
