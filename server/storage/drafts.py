"""Drafts of sections beyond keeping and finding them: taking back that one was adopted."""

from sqlalchemy import Connection, update

from server.storage import tables as t


def unadopt(connection: Connection, section_id: int, text_version: int) -> None:
    """The drafts of a section that became this version of its text wait again."""
    d = t.draft.c
    connection.execute(update(t.draft).where(d.section_id == section_id, d.adopted_as == text_version).values(adopted_as=None))
