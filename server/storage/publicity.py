"""Decisions on what may be published: read whole for a report, written one by one for whoever saw the last version."""

from sqlalchemy import Connection, Row, insert, select, update

from server.report.publicity.deciding import Decided
from server.storage import publicity_tables as t
from server.storage import tables


def decided(connection: Connection, report_id: int) -> dict[str, Decided]:
    """What was decided of a report, by key."""
    c = t.clearance.c
    joined = select(t.clearance, tables.person.c.name).join_from(t.clearance, tables.person, c.decided_by == tables.person.c.id)
    rows = connection.execute(joined.where(c.report_id == report_id).order_by(c.id))
    return {row.key: _decided(row) for row in rows}


def decide(connection: Connection, report_id: int, said: Decided, person_id: int) -> bool:
    """Keep a decision; `said.version` is the new one, 1 for the first. False when somebody else has decided since.

    Writers of one report come one after the other, so that looking before writing is enough.
    """
    c = t.clearance.c
    values = {"decision": said.decision, "replacement": said.replacement, "version": said.version}
    values |= {"decided_at": said.at, "decided_by": person_id, "target": said.target}
    if said.version > 1:
        which = (c.report_id == report_id, c.key == said.key, c.version == said.version - 1)
        return connection.execute(update(t.clearance).where(*which).values(values)).rowcount == 1
    if connection.execute(select(c.id).where(c.report_id == report_id, c.key == said.key)).first():
        return False
    connection.execute(insert(t.clearance).values(report_id=report_id, key=said.key, sentence=said.sentence, **values))
    return True


def _decided(row: Row[*tuple[object, ...]]) -> Decided:
    return Decided(row.target, row.sentence, row.decision, row.replacement, row.version, row.decided_at, row.name)
