"""Which uploaded files the records of a report refer to, and the name each has there."""

from sqlalchemy import Connection, select, union_all

from server.storage import season_tables as t


def name_of(connection: Connection, report_id: int, digest: str) -> str | None:
    """What a report calls a file, None for one that it does not refer to: notice, meetings, signatures and deliveries are asked."""
    tables = (t.notice, t.meeting, t.signature, t.delivery)
    queries = [select(each.c.file_name).where(each.c.report_id == report_id, each.c.file == digest) for each in tables]
    return connection.execute(union_all(*queries).limit(1)).scalar()
