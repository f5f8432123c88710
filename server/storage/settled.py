"""What is registered of a report, read without the rest of it: asked whenever somebody looks at its dates."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from server.report.outline import REGISTRATION_KEYS
from server.storage import tables as base

KEYS = (*REGISTRATION_KEYS, "kind")


def registered(connection: Connection, report_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """What is typed of the registration of reports, by report and key; `kind` is that of the paper. One without any is not in it."""
    s, x = base.section.c, base.section_text.c
    query = select(s.report_id, s.key, x.body).join_from(base.section, base.section_text, x.section_id == s.id)
    found: dict[int, dict[str, str]] = {}
    for row in connection.execute(query.where(s.report_id.in_(tuple(report_ids)), s.level == 0, s.key.in_(KEYS))):
        found.setdefault(row.report_id, {})[row.key] = row.body
    return found
