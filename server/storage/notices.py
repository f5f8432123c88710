"""The county's notice for a report, as it is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, delete, insert, select

from server.report.season.notice import FIELDS, Terms
from server.storage import season_tables as t
from server.storage import tables as base


@dataclass(frozen=True, kw_only=True)
class Notice(Terms):
    """The notice that binds one report, with what is kept beside its terms. `file` is a digest; `version` guards it."""

    report_id: int
    file: str | None
    file_name: str
    version: int
    saved_at: datetime
    saved_by: str

    @property
    def terms(self) -> Terms:
        """What it says, without how it is kept."""
        return Terms(**{key: getattr(self, key) for key in FIELDS})


@dataclass(frozen=True)
class Attached:
    """The file of a notice by its digest, None for none, and what the office calls it."""

    file: str | None = None
    name: str = ""


def notice(connection: Connection, report_id: int) -> Notice | None:
    """The notice of a report, if one was entered."""
    return notices(connection, (report_id,)).get(report_id)


def notices(connection: Connection, report_ids: Iterable[int]) -> dict[int, Notice]:
    """The notices of many reports, by report."""
    n = t.notice.c
    query = select(t.notice, base.person.c.name).join_from(t.notice, base.person, n.saved_by == base.person.c.id)
    rows = connection.execute(query.where(n.report_id.in_(tuple(report_ids))))
    return {row.report_id: _notice(row) for row in rows}


def put(connection: Connection, report_id: int, terms: Terms, attached: Attached, version: int, person_id: int, at: datetime) -> None:
    """Keep a notice in the place of the one there was."""
    remove(connection, report_id)
    kept = {"report_id": report_id, "file": attached.file, "file_name": attached.name, "version": version}
    values = {key: getattr(terms, key) for key in FIELDS} | kept | {"saved_at": at, "saved_by": person_id}
    connection.execute(insert(t.notice).values(values))


def remove(connection: Connection, report_id: int) -> bool:
    """Take a notice away; False when there is none."""
    return connection.execute(delete(t.notice).where(t.notice.c.report_id == report_id)).rowcount == 1


def _notice(row: Row[*tuple[object, ...]]) -> Notice:
    return Notice(
        **{key: getattr(row, key) for key in (*FIELDS, "report_id", "file", "file_name", "version", "saved_at")},
        saved_by=row.name,
    )
