"""The table of the offices' own templates: at most one a unit, its bytes among the files."""

from datetime import datetime
from typing import ClassVar

from sqlmodel import Field, SQLModel

from server.storage import publicity_tables
from server.storage.tables import Moment


class OwnTemplateRow(SQLModel, table=True):
    """The .docx with a unit's own 红头; `name` is what it was called when it came."""

    __tablename__: ClassVar[str] = "own_template"
    unit_id: int = Field(primary_key=True, foreign_key="unit.id")
    name: str
    file: str = Field(foreign_key="file.digest")
    put_at: datetime = Field(sa_type=Moment)
    put_by: int = Field(foreign_key="person.id")


METADATA = publicity_tables.clearance.metadata
own_template = METADATA.tables["own_template"]
