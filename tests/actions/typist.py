"""Typing the text of a section, over whatever stands there."""

from server.actions.saving import Field, save_fields
from server.storage import contents
from tests.cast import LIN, Town


def typed(town: Town, key: str, text: str) -> None:
    """林 types a text and it is saved."""
    section = town.section(key)
    with town.database.write() as connection:
        base = contents.bodies(connection, [section.id]).get(section.id, ("", 0))[1]
        field = Field("text", str(section.id), {"body": text}, base)
        save_fields(connection, town.library, town.actor(LIN), town.standing(connection), [field])
