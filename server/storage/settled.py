"""What is registered of a report, read without the rest of it: asked whenever somebody looks at its dates."""

from sqlalchemy import Connection, select

from server.report.outline import REGISTRATION_KEYS
from server.storage import tables as base

KEYS = (*REGISTRATION_KEYS, "kind")


def registered(connection: Connection, report_id: int) -> dict[str, str]:
    """What is typed of the registration, by key; `kind` is that of the paper."""
    s, x = base.section.c, base.section_text.c
    query = select(s.key, x.body).join_from(base.section, base.section_text, x.section_id == s.id)
    rows = connection.execute(query.where(s.report_id == report_id, s.level == 0, s.key.in_(KEYS)))
    return {row.key: row.body for row in rows}
