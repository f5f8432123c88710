"""Backup, wipe, restore: the same reports byte for byte, or a refusal that changes nothing."""

import json
import re
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, select

from server.actions import drafting, exporting, importing, ticking
from server.library import Library
from server.report.problems import Refused
from server.report.snapshot import Snapshot, dump, load
from server.storage import invitations, keeping, migrating, people, reports
from server.storage.engine import Database, open_database
from server.storage.invitations import NewInvitation
from server.storage.tables import METADATA
from tests.cast import BEGAN, LIN, NOW, ZHAO, ZHOU, Town

SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "township.json"
Rows = dict[str, list[tuple[object, ...]]]


@pytest.fixture
def kept(town: Town) -> Town:
    """The town with a full second report, drafts, ticks, an export and a session: something in every table that is used."""
    sample = load(SAMPLE.read_bytes())
    with town.database.write() as connection:
        actor = town.actor(ZHAO)
        importing.import_report(connection, town.library, town.actor(ZHOU), town.other, sample.model_copy(update={"year": 2024}))
        drafting.draft_all(connection, town.library, actor, town.report)
        ticking.set_tick(connection, town.library, town.actor("qian"), town.report, town.library.steps[0].key, "纪要")
        report = reports.report(connection, town.report)
        assert report is not None
        snapshot = exporting.snapshot_of(connection, town.library, report)
        exporting.record_export(connection, actor, report, snapshot, exporting.Left("full", "报告.docx", b"PK\x00\xff"), "sha256")
        people.start_session(connection, "digest", town.ids[LIN], NOW, NOW, "")
        invitations.add(connection, (NewInvitation("invited", town.unit, "孙可𠮷", ()),), town.ids[ZHAO], NOW)
    return town


def _rows(store: Database) -> Rows:
    with store.read() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for table in METADATA.sorted_tables
        }


def _papers(store: Database, library: Library) -> list[bytes]:
    """The REPORT.json of every report."""
    with store.read() as connection:
        return [dump(_snapshot(connection, library, number)) for number in (1, 2)]


def _snapshot(connection: Connection, library: Library, number: int) -> Snapshot:
    report = reports.report(connection, number)
    assert report is not None
    return exporting.snapshot_of(connection, library, report)


def _wipe(store: Database) -> None:
    with store.write() as connection:
        for table in reversed(METADATA.sorted_tables):
            connection.execute(table.delete())


def test_after_backup_wipe_and_restore_everything_is_as_it_was(kept: Town, tmp_path: Path) -> None:
    before, papers = _rows(kept.database), _papers(kept.database, kept.library)
    counts = keeping.backup(kept.database, tmp_path / "a.zip")
    assert counts == {name: len(rows) for name, rows in before.items()}
    _wipe(kept.database)
    assert keeping.restore(kept.database, tmp_path / "a.zip") == counts
    assert _rows(kept.database) == before
    assert _papers(kept.database, kept.library) == papers


def test_a_restored_store_takes_new_rows(kept: Town, tmp_path: Path) -> None:
    keeping.backup(kept.database, tmp_path / "a.zip")
    keeping.restore(kept.database, tmp_path / "a.zip")
    with kept.database.write() as connection:
        added = people.add_person(connection, "new", "新人", "x", NOW)
    assert added == len(kept.ids) + 1


def test_a_restore_brings_back_an_empty_file_too(kept: Town, tmp_path: Path) -> None:
    before = _rows(kept.database)
    keeping.backup(kept.database, tmp_path / "a.zip")
    store = open_database(f"sqlite:///{(tmp_path / 'new.db').as_posix()}")
    keeping.restore(store, tmp_path / "a.zip")
    after, differences = _rows(store), migrating.revision(store)
    store.engine.dispose()
    assert after == before
    assert differences == migrating.revisions()[-1]


def test_the_same_store_gives_the_same_backup(kept: Town, tmp_path: Path) -> None:
    keeping.backup(kept.database, tmp_path / "a.zip")
    keeping.backup(kept.database, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


@pytest.mark.postgres
def test_what_was_kept_on_sqlite_comes_back_on_postgresql_and_the_other_way_round(
    sqlite: Database, postgres: Database, library: Library, tmp_path: Path
) -> None:
    sample = load(SAMPLE.read_bytes())
    importing.load_sample(sqlite, library, sample, NOW)
    before = _rows(sqlite)
    keeping.backup(sqlite, tmp_path / "a.zip")
    keeping.restore(postgres, tmp_path / "a.zip")
    assert _rows(postgres) == before
    in_beijing = Database(create_engine(postgres.engine.url, connect_args={"options": "-c timezone=Asia/Shanghai"}))
    keeping.backup(in_beijing, tmp_path / "b.zip")
    in_beijing.engine.dispose()
    _wipe(sqlite)
    keeping.restore(sqlite, tmp_path / "b.zip")
    assert _rows(sqlite) == before


@pytest.fixture
def file(sqlite: Database, tmp_path: Path) -> Path:
    """A small backup."""
    with sqlite.write() as connection:
        people.add_person(connection, "lin", "林晓", "x", BEGAN)
    keeping.backup(sqlite, tmp_path / "small.zip")
    return tmp_path / "small.zip"


def _refused(store: Database, path: Path) -> str:
    before = _rows(store)
    with pytest.raises(Refused) as refused:
        keeping.restore(store, path)
    assert _rows(store) == before
    return refused.value.message


@pytest.mark.parametrize("content", [b"", b"PK", b"\x00" * 1000, b"{}"])
def test_a_file_that_is_no_backup_is_refused_by_name(sqlite: Database, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    assert _refused(sqlite, path).startswith("x.zip 不是完好的备份文件")


def test_a_file_that_is_not_there_is_refused(sqlite: Database, tmp_path: Path) -> None:
    assert "不是完好的备份文件" in _refused(sqlite, tmp_path / "none.zip")


def test_a_backup_cut_short_is_refused(sqlite: Database, file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])
    assert "不是完好的备份文件" in _refused(sqlite, file)


def test_one_flipped_bit_anywhere_is_refused_or_harmless(file: Path) -> None:
    before, whole = keeping.verified(file), file.read_bytes()
    for place in range(0, len(whole), 7):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        with suppress(Refused):
            assert keeping.verified(file) == before


@pytest.mark.parametrize(
    "manifest",
    [
        [],
        "x",
        {},
        {"rows": []},
        {"rows": {"person": 1}, "sha256": []},
        {"rows": {"person": 1}, "sha256": {}},
        {"rows": {"nothing": 1}, "sha256": {}},
    ],
)
def test_a_manifest_that_is_none_is_refused(sqlite: Database, tmp_path: Path, manifest: object) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        archive.writestr("person.jsonl", "{}\n")
    assert "不是完好的备份文件" in _refused(sqlite, path)


def test_a_table_changed_by_hand_is_refused_by_its_name(sqlite: Database, file: Path, tmp_path: Path) -> None:
    forged = tmp_path / "forged.zip"
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(forged, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace("林晓".encode(), "周远".encode()))
    assert "person" in _refused(sqlite, forged)


def test_a_backup_of_a_newer_program_is_refused(sqlite: Database, file: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer.zip"
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(newer, "w") as target:
        for name in source.namelist():
            target.writestr(name, re.sub(rb'"revision": "\d{4}"', b'"revision": "9999"', source.read(name)))
    assert "更新版本" in _refused(sqlite, newer)


def test_a_store_without_tables_has_nothing_to_back_up(tmp_path: Path) -> None:
    store = open_database(f"sqlite:///{(tmp_path / 'new.db').as_posix()}")
    with pytest.raises(Refused):
        keeping.backup(store, tmp_path / "a.zip")
    store.engine.dispose()
