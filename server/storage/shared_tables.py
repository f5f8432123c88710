"""The tables of working together: who writes which section, remarks, proposals, units that never log in, the security log, editions."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from server.storage import check_tables
from server.storage.tables import Moment


class AssignmentRow(SQLModel, table=True):
    """Who writes a section: one person leads (主责), others help (协办)."""

    __tablename__: ClassVar[str] = "assignment"
    section_id: int = Field(primary_key=True, foreign_key="section.id")
    person_id: int = Field(primary_key=True, foreign_key="person.id", index=True)
    lead: bool = False
    made_at: datetime = Field(sa_type=Moment)
    made_by: int = Field(foreign_key="person.id")


class RemarkRow(SQLModel, table=True):
    """What was said of a section or the whole report: `kind` is comment, county or returned; answers have a `parent_id`."""

    __tablename__: ClassVar[str] = "remark"
    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    section_id: int | None = Field(default=None, foreign_key="section.id", index=True)
    parent_id: int | None = Field(default=None, foreign_key="remark.id")
    kind: str
    body: str
    made_at: datetime = Field(sa_type=Moment)
    made_by: int = Field(foreign_key="person.id")
    resolved_at: datetime | None = Field(default=None, sa_type=Moment)
    resolved_by: int | None = Field(default=None, foreign_key="person.id")


class ApprovalRow(SQLModel, table=True):
    """An approved text and who stood for it; one that was withdrawn or sent back has ended and keeps its snapshot."""

    __tablename__: ClassVar[str] = "approval"
    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    snapshot_id: int = Field(foreign_key="snapshot.id")
    submitted_by: int | None = Field(default=None, foreign_key="person.id")
    approved_at: datetime = Field(sa_type=Moment)
    approved_by: int = Field(foreign_key="person.id")
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    ended_by: int | None = Field(default=None, foreign_key="person.id")
    reason: str = ""


class PresenceRow(SQLModel, table=True):
    """Somebody has a section open to write in it, as last told by the page."""

    __tablename__: ClassVar[str] = "presence"
    section_id: int = Field(primary_key=True, foreign_key="section.id")
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    at: datetime = Field(sa_type=Moment)


class ProposalRow(SQLModel, table=True):
    """A figure the county gives for a unit from its own systems. `answer`: open, taken or disputed; a newer one replaces it."""

    __tablename__: ClassVar[str] = "proposal"
    __table_args__ = (UniqueConstraint("unit_id", "year", "indicator"),)
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    year: int
    indicator: str
    raw: str
    as_of: str = ""
    office: str = ""
    system: str = ""
    answer: str = "open"
    note: str = ""
    version: int = 1
    given_at: datetime = Field(sa_type=Moment)
    given_by: int = Field(foreign_key="person.id")
    answered_at: datetime | None = Field(default=None, sa_type=Moment)
    answered_by: int | None = Field(default=None, foreign_key="person.id")


class OfflineRow(SQLModel, table=True):
    """A report that came on paper or by OA (线下): registered by the county, with its Word file and 指标表 when there are any."""

    __tablename__: ClassVar[str] = "offline"
    unit_id: int = Field(primary_key=True, foreign_key="unit.id")
    year: int = Field(primary_key=True)
    way: str
    received_on: date
    copies: int | None = None
    published_on: date | None = None
    address: str = ""
    note: str = ""
    file: str | None = Field(default=None, foreign_key="file.digest")
    file_name: str = ""
    sheet: str | None = Field(default=None, foreign_key="file.digest")
    sheet_name: str = ""
    version: int = 1
    saved_at: datetime = Field(sa_type=Moment)
    saved_by: int = Field(foreign_key="person.id")


class OfflineFigureRow(SQLModel, table=True):
    """A figure of a report that came 线下, as an entry has it."""

    __tablename__: ClassVar[str] = "offline_figure"
    unit_id: int = Field(primary_key=True, foreign_key="unit.id")
    year: int = Field(primary_key=True)
    indicator: str = Field(primary_key=True)
    raw: str
    answer: str
    value: int | None = Field(default=None, sa_type=BigInteger)
    qualifier: str = ""
    as_of: str = ""
    last: str = ""
    last_value: int | None = Field(default=None, sa_type=BigInteger)


class GraceRow(SQLModel, table=True):
    """More time the county gives one unit for handing in, also before that unit has a report."""

    __tablename__: ClassVar[str] = "grace"
    unit_id: int = Field(primary_key=True, foreign_key="unit.id")
    year: int = Field(primary_key=True)
    until: date
    reason: str
    granted_by: str
    version: int = 1
    saved_at: datetime = Field(sa_type=Moment)
    saved_by: int = Field(foreign_key="person.id")


class NudgeRow(SQLModel, table=True):
    """A unit was reminded by the county: with a text to the group, a 催报通知 or a digest."""

    __tablename__: ClassVar[str] = "nudge"
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    year: int
    way: str
    at: datetime = Field(sa_type=Moment)
    by: int = Field(foreign_key="person.id")


class StandingRow(SQLModel, table=True):
    """What an overview needs of a unit's report of a year, reckoned from the ledger each time something of it changed.

    `asked`: the rules ask the unit for a report; `due`, `publish_due`: the last day that counts by the rule's words; `on_time`: handed in
    by then; `stale`: something it rests on has changed since.
    """

    __tablename__: ClassVar[str] = "standing"
    __table_args__ = (Index("ix_standing_stale", "stale"),)
    unit_id: int = Field(primary_key=True, foreign_key="unit.id")
    year: int = Field(primary_key=True)
    asked: bool = True
    started: bool = False
    offline: bool = False
    due: date | None = None
    submitted_on: date | None = None
    on_time: bool = False
    publish_due: date | None = None
    published_on: date | None = None
    stale: bool = False
    reckoned_at: datetime = Field(sa_type=Moment)


class ResetCodeRow(SQLModel, table=True):
    """A code to be read out by phone, with which a person sets a new password once; only a digest of it is kept."""

    __tablename__: ClassVar[str] = "reset_code"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    code: str
    made_at: datetime = Field(sa_type=Moment)
    made_by: int = Field(foreign_key="person.id")
    expires_at: datetime = Field(sa_type=Moment)
    tries: int = 0
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


class AuditRow(SQLModel, table=True):
    """The security log, append-only: sign-ins, failures, exports, downloads, changes of rights. `detail` is JSON; `unit_id`: whose log."""

    __tablename__: ClassVar[str] = "audit"
    __table_args__ = (
        Index("ix_audit_target_at", "target", "at"),
        Index("ix_audit_address_at", "address", "at"),
        Index("ix_audit_unit_id_at", "unit_id", "at"),
        Index("ix_audit_person_id_at", "person_id", "at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Moment, index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    login: str = ""
    act: str
    target: str = ""
    address: str = ""
    agent: str = ""
    detail: str = "{}"


class EditionRow(SQLModel, table=True):
    """A year for the tree below `unit_id`. `files` is JSON: path → text. `checked`: the version that passed its check, 0 for none."""

    __tablename__: ClassVar[str] = "edition"
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    year: int = Field(index=True)
    name: str
    outline: str
    state: str = "draft"
    files: str = "{}"
    changes: str = ""
    version: int = 1
    checked: int = 0
    made_at: datetime = Field(sa_type=Moment)
    made_by: int = Field(foreign_key="person.id")
    opened_at: datetime | None = Field(default=None, sa_type=Moment)
    opened_by: int | None = Field(default=None, foreign_key="person.id")


class RosterRow(SQLModel, table=True):
    """A file of units and people, read and not yet accepted: its cells as JSON, emptied once it is accepted or put away."""

    __tablename__: ClassVar[str] = "roster"
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    name: str
    content: str
    made_at: datetime = Field(sa_type=Moment)
    made_by: int = Field(foreign_key="person.id")
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


METADATA = check_tables.METADATA
_TABLES = METADATA.tables
assignment, remark, proposal, presence, approval = (_TABLES[name] for name in ("assignment", "remark", "proposal", "presence", "approval"))
offline, offline_figure = _TABLES["offline"], _TABLES["offline_figure"]
grace, nudge, standing = _TABLES["grace"], _TABLES["nudge"], _TABLES["standing"]
reset_code, audit, edition = _TABLES["reset_code"], _TABLES["audit"], _TABLES["edition"]
roster = _TABLES["roster"]
