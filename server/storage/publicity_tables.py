"""The table of what may be published: one decision a sentence or figure of a report."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from server.storage.intake_tables import METADATA
from server.storage.tables import Moment


class ClearanceRow(SQLModel, table=True):
    """公开、内部、待定 for one sentence or entry, by the key of its words; `sentence` tells its likes when it is gone."""

    __tablename__: ClassVar[str] = "clearance"
    __table_args__ = (UniqueConstraint("report_id", "key"),)
    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    key: str
    target: str
    sentence: str
    decision: str
    replacement: str = ""
    version: int = 1
    decided_at: datetime = Field(sa_type=Moment)
    decided_by: int = Field(foreign_key="person.id")


clearance = METADATA.tables["clearance"]
