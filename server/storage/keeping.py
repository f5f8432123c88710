"""Backup and restore in one portable, verified file: a zip of one JSON-lines file a table, the same for SQLite and PostgreSQL."""

import base64
import hashlib
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from pydantic import Field
from sqlalchemy import Connection, MetaData, Table, delete, func, insert, select

from server.report.problems import Refused, bad_backup, nothing_kept, wrong_revision
from server.report.values import Frozen
from server.storage import migrating
from server.storage.engine import Database

MANIFEST = "manifest.json"
BATCH = 500
_FIXED = (1980, 1, 1, 0, 0, 0)
_UNUSABLE = (OSError, KeyError, ValueError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error, struct.error)
Row = dict[str, object]


class Manifest(Frozen):
    """What a backup says of itself: the schema revision, and for each table its rows and the digest of its file."""

    revision: str
    rows: dict[str, int] = Field(min_length=1)
    sha256: dict[str, str]


def backup(database: Database, path: Path) -> dict[str, int]:
    """Write everything to `path` from one consistent view, read it back, and return the rows of each table.

    Raises Refused for a store without tables.
    """
    if not migrating.revision(database):
        raise Refused(nothing_kept())
    counts: dict[str, int] = {}
    digests: dict[str, str] = {}
    with database.read() as connection, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in _tables(connection):
            rows = connection.execute(select(table).order_by(*table.primary_key.columns)).mappings()
            lines = [_line(dict(row)) for row in rows]
            content = b"".join(lines)
            archive.writestr(zipfile.ZipInfo(f"{table.name}.jsonl", _FIXED), content, zipfile.ZIP_DEFLATED)
            counts[table.name], digests[table.name] = len(lines), hashlib.sha256(content).hexdigest()
        manifest = Manifest(revision=migrating.revision(database), rows=counts, sha256=digests)
        archive.writestr(zipfile.ZipInfo(MANIFEST, _FIXED), manifest.model_dump_json(indent=2))
    verified(path)
    return counts


def verified(path: Path) -> dict[str, list[Row]]:
    """The rows of every table in a backup. Raises Refused when it is not one, or is damaged."""
    _, contents = _opened(path)
    return {name: [json.loads(line) for line in content.splitlines()] for name, content in contents.items()}


def restore(database: Database, path: Path) -> dict[str, int]:
    """Put a backup in the place of everything there is. The schema is brought to the backup's revision, then to the newest."""
    manifest, _ = _opened(path)
    tables = verified(path)
    if manifest.revision not in migrating.revisions():
        raise Refused(wrong_revision(path.name))
    with database.write() as connection:
        migrating.rebuild(connection, manifest.revision)
        for table in _tables(connection):
            _fill(connection, table, tables.get(table.name, []))
        _compare(connection, tables, path)
    migrating.migrate(database)
    return {name: len(rows) for name, rows in tables.items()}


def _opened(path: Path) -> tuple[Manifest, dict[str, bytes]]:
    """What a backup says of itself and holds, once both agree."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = Manifest.model_validate_json(archive.read(MANIFEST))
            contents = {name: archive.read(f"{name}.jsonl") for name in manifest.rows}
    except _UNUSABLE as wrong:
        raise Refused(bad_backup(path.name, str(wrong))) from wrong
    damaged = [name for name, content in contents.items() if hashlib.sha256(content).hexdigest() != manifest.sha256.get(name)]
    if damaged:
        raise Refused(bad_backup(path.name, ", ".join(damaged)))
    return manifest, contents


def _fill(connection: Connection, table: Table, rows: list[Row]) -> None:
    connection.execute(delete(table))
    ordered = sorted(rows, key=lambda row: (row.get("parent_id") is not None, row.get("id") or 0)) if "parent_id" in table.c else rows
    for start in range(0, len(ordered), BATCH):
        connection.execute(insert(table), [_values(table, row) for row in ordered[start : start + BATCH]])
    if connection.dialect.name == "postgresql" and "id" in table.c and rows:
        connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), func.max(table.c.id))))


def _tables(connection: Connection) -> list[Table]:
    """The tables as the store has them at its own revision, parents before children."""
    schema = MetaData()
    schema.reflect(connection)
    return [table for table in schema.sorted_tables if table.name != "alembic_version"]


def _compare(connection: Connection, tables: dict[str, list[Row]], path: Path) -> None:
    """Refused, and so nothing restored, unless every row of the backup is there."""
    there = {table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in _tables(connection)}
    wrong = [name for name, rows in tables.items() if there.get(name) != len(rows)]
    if wrong:
        raise Refused(bad_backup(path.name, ", ".join(wrong)))


def _line(row: Row) -> bytes:
    return (json.dumps(dict(_plain(row)), ensure_ascii=False) + "\n").encode()


def _plain(row: Row) -> Iterator[tuple[str, object]]:
    for name, value in row.items():
        if isinstance(value, bytes):
            yield name, base64.b64encode(value).decode()
        else:
            yield name, _moment(value) if isinstance(value, date) else value


def _moment(value: date) -> str:
    """A day as it is, a moment with its zone: SQLite keeps UTC without saying so."""
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()
    return value.isoformat()


def _values(table: Table, row: Row) -> Row:
    return {name: _typed(table.c[name].type.python_type, value) for name, value in row.items()}


def _typed(kind: type[object], value: object) -> object:
    """A JSON value as its column wants it."""
    if not isinstance(value, str):
        return value
    if issubclass(kind, bytes):
        return base64.b64decode(value)
    if issubclass(kind, datetime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if issubclass(kind, date) else value
