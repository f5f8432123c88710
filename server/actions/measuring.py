"""Holds a report against its notice: its length against the cap, its sections against the outline that is asked for; writes nothing."""

from sqlalchemy import Connection

from server.actions.exporting import snapshot_of
from server.actions.reporting import section_records
from server.library import Library
from server.report.checks.capping import Length, length_of
from server.report.composing import visible
from server.report.snapshot import Snapshot
from server.storage import notices
from server.storage.reports import Report


def length_now(connection: Connection, library: Library, report: Report) -> Length | None:
    """How long the report is now, None where no notice says how long it may be."""
    notice = notices.notice(connection, report.id)
    if notice is None or notice.length_cap is None:
        return None
    return Length(length_of(snapshot_of(connection, library, report), library.outlines.get(report.outline)), notice.length_cap)


def missing(library: Library, snapshot: Snapshot, outline_key: str) -> tuple[str, ...]:
    """Headings that an outline has for a unit of this kind and the report does not show; none for an outline that is not known."""
    wanted = library.outlines.get(outline_key)
    if wanted is None:
        return ()
    shown = {section.key for section in visible(snapshot.sections)}
    records = visible(tuple(section_records(wanted, snapshot.unit, snapshot.year)))
    return tuple(record.heading for record in records if record.key not in shown)
