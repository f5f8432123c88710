"""The tables of checking: what was found, what was said to it, an office's own words and phrases, sentences by digest, other papers."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from server.storage import season_tables
from server.storage.tables import Moment


class ExaminationRow(SQLModel, table=True):
    """The findings on a report as it stood at `stamp`; `content` is compressed JSON."""

    __tablename__: ClassVar[str] = "examination"
    report_id: int = Field(primary_key=True, foreign_key="report.id")
    stamp: str
    content: bytes = Field(sa_type=LargeBinary)
    made_at: datetime = Field(sa_type=Moment)


class SettlementRow(SQLModel, table=True):
    """What a person said to a finding: explained, overridden or dismissed. Undone ones stay, with who and when."""

    __tablename__: ClassVar[str] = "settlement"
    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    mark: str
    kind: str
    words: str = ""
    rule: str
    weight: str
    section: str = ""
    quote: str = ""
    message: str = ""
    at: datetime = Field(sa_type=Moment)
    by: int = Field(foreign_key="person.id")
    undone_at: datetime | None = Field(default=None, sa_type=Moment)
    undone_by: int | None = Field(default=None, foreign_key="person.id")


class LocalWordingRow(SQLModel, table=True):
    """An entry that an office added to the lists of words; it holds for the unit and all below it. `content` is the entry as JSON."""

    __tablename__: ClassVar[str] = "local_wording"
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    kind: str
    content: str
    version: int = 1
    saved_at: datetime = Field(sa_type=Moment)
    saved_by: int = Field(foreign_key="person.id")
    removed_at: datetime | None = Field(default=None, sa_type=Moment)


class UnitPhraseRow(SQLModel, table=True):
    """A wording of a unit's own for a section; figures stand in it as placeholders."""

    __tablename__: ClassVar[str] = "unit_phrase"
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    section: str
    body: str
    version: int = 1
    saved_at: datetime = Field(sa_type=Moment)
    saved_by: int = Field(foreign_key="person.id")
    removed_at: datetime | None = Field(default=None, sa_type=Moment)


class SentenceRow(SQLModel, table=True):
    """A sentence of a report by digest, so that copies are found without reading other units' texts."""

    __tablename__: ClassVar[str] = "sentence"
    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    section: str
    digest: int = Field(sa_type=BigInteger, index=True)


class OtherPaperRow(SQLModel, table=True):
    """Another paper whose figures were held against a report, kept because somebody asked; `content` is JSON."""

    __tablename__: ClassVar[str] = "other_paper"
    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    name: str
    content: str
    at: datetime = Field(sa_type=Moment)
    by: int = Field(foreign_key="person.id")
    removed_at: datetime | None = Field(default=None, sa_type=Moment)


class ReadRow(SQLModel, table=True):
    """How far in the history of a report a leader has read."""

    __tablename__: ClassVar[str] = "leader_read"
    __table_args__ = (UniqueConstraint("report_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id")
    person_id: int = Field(foreign_key="person.id")
    history_id: int
    at: datetime = Field(sa_type=Moment)


METADATA = season_tables.METADATA
_TABLES = METADATA.tables
examination, settlement, local_wording = _TABLES["examination"], _TABLES["settlement"], _TABLES["local_wording"]
unit_phrase, sentence, other_paper, leader_read = (
    _TABLES["unit_phrase"],
    _TABLES["sentence"],
    _TABLES["other_paper"],
    _TABLES["leader_read"],
)
