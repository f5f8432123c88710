"""The tables of what comes in: last year's report, 填报表 and their returns, record lists, and the work that reads them."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from server.storage.tables import Moment


class JobRow(SQLModel, table=True):
    """Long work on uploaded files. `asked` and `outcome` are JSON; the files wait in a folder of this number until it ends."""

    __tablename__: ClassVar[str] = "job"
    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    kind: str
    state: str = Field(index=True)
    done: int = 0
    total: int = 0
    said: str = ""
    asked: str = "{}"
    outcome: str = "{}"
    made_at: datetime = Field(sa_type=Moment)
    beat_at: datetime = Field(sa_type=Moment)


class PastRow(SQLModel, table=True):
    """Last year's report as read. `paragraphs`, `spans`, `proof` and `notes` are JSON; `version` guards the spans."""

    __tablename__: ClassVar[str] = "past"
    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    name: str
    year: int
    file: str | None = Field(default=None, foreign_key="file.digest")
    paragraphs: str
    notes: str = "[]"
    spans: str
    proof: str
    version: int = 1
    made_at: datetime = Field(sa_type=Moment)
    made_by: int = Field(foreign_key="person.id")
    carried_at: datetime | None = Field(default=None, sa_type=Moment)


class StaleRow(SQLModel, table=True):
    """A sentence of last year in this year's text: “上年内容，待更新” until it is changed or said to hold still."""

    __tablename__: ClassVar[str] = "stale"
    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    section_id: int = Field(foreign_key="section.id", index=True)
    sentence: str
    reasons: str
    held_at: datetime | None = Field(default=None, sa_type=Moment)
    held_by: int | None = Field(default=None, foreign_key="person.id")


class PledgeRow(SQLModel, table=True):
    """One of last year's plans or problems, and what became of it (对账)."""

    __tablename__: ClassVar[str] = "pledge"
    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    kind: str
    position: int
    title: str
    body: str = ""
    state: str = ""
    section: str = ""
    note: str = ""
    version: int = 1


class FormRow(SQLModel, table=True):
    """A 填报表 given to an office, a village or for a topic. `indicators` and `sections` are separated by spaces."""

    __tablename__: ClassVar[str] = "form"
    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    code: str = Field(unique=True)
    office: str
    contact: str = ""
    due: str = ""
    share: bool = False
    indicators: str
    sections: str = ""
    made_at: datetime = Field(sa_type=Moment)
    made_by: int = Field(foreign_key="person.id")
    closed_at: datetime | None = Field(default=None, sa_type=Moment)


class ReturnedRow(SQLModel, table=True):
    """A 填报表 or a pasted block that came back; `content` is JSON, as read, before anything was decided."""

    __tablename__: ClassVar[str] = "returned"
    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    form_id: int | None = Field(default=None, foreign_key="form.id", index=True)
    name: str
    file: str | None = Field(default=None, foreign_key="file.digest")
    office: str = ""
    giver: str = ""
    given_on: str = ""
    content: str
    received_at: datetime = Field(sa_type=Moment)
    received_by: int = Field(foreign_key="person.id")
    settled_at: datetime | None = Field(default=None, sa_type=Moment)


class GivenRow(SQLModel, table=True):
    """A value of a return that was accepted or left: who gave what when, and who took it."""

    __tablename__: ClassVar[str] = "given"
    __table_args__ = (UniqueConstraint("returned_id", "place"),)
    id: int | None = Field(default=None, primary_key=True)
    returned_id: int = Field(foreign_key="returned.id", index=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    place: str
    indicator: str = ""
    raw: str
    taken: bool
    decided_at: datetime = Field(sa_type=Moment)
    decided_by: int = Field(foreign_key="person.id")


class RecordRow(SQLModel, table=True):
    """One row of a record list (台账); `content` is JSON: column key → text as typed."""

    __tablename__: ClassVar[str] = "record"
    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    ledger: str
    position: int
    content: str
    version: int = 1
    saved_at: datetime = Field(sa_type=Moment)
    saved_by: int = Field(foreign_key="person.id")


class MappingRow(SQLModel, table=True):
    """How the columns of a pasted block are meant, kept by name for the unit; `columns` is JSON: header → column key."""

    __tablename__: ClassVar[str] = "mapping"
    __table_args__ = (UniqueConstraint("unit_id", "ledger", "name"),)
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    ledger: str
    name: str
    columns: str
    saved_at: datetime = Field(sa_type=Moment)
    saved_by: int = Field(foreign_key="person.id")


_TABLES = SQLModel.metadata.tables
job, past, stale, pledge = _TABLES["job"], _TABLES["past"], _TABLES["stale"], _TABLES["pledge"]
form, returned, given = _TABLES["form"], _TABLES["returned"], _TABLES["given"]
record, mapping = _TABLES["record"], _TABLES["mapping"]
METADATA = SQLModel.metadata
