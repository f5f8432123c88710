"""A report and the roles of a person, asked in one statement, as every request asks for both."""

from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, select

from server.report.who import Role
from server.storage import people
from server.storage import tables as t
from server.storage.reports import Report, read_report

_M = t.membership.c
_TOWARDS = (
    select(t.report, _M.unit_id.label("held_at"), _M.role.label("held_role"), _M.until.label("held_until"))
    .outerjoin_from(t.report, t.membership, and_(_M.person_id == bindparam("person"), _M.since <= bindparam("at")))
    .where(t.report.c.id == bindparam("report"))
)
_HELD = _TOWARDS.with_for_update(key_share=True, of=t.report)


def report_and_roles(
    connection: Connection, report_id: int, person_id: int, at: datetime, *, held: bool
) -> tuple[Report, list[tuple[int, Role]]] | None:
    """The report and every (unit, role) that the person has now; None for no report.

    The report is `held` until the transaction ends, so that on PostgreSQL, too, writers of one report come one after the other.
    """
    rows = connection.execute(_HELD if held else _TOWARDS, {"report": report_id, "person": person_id, "at": at}).all()
    roles = people.held_now(((row.held_at, row.held_role, row.held_until) for row in rows if row.held_role), at)
    return (read_report(rows[0]), roles) if rows else None
