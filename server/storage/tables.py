"""Every table, as the migrations make it. Times are UTC; figures are integers scaled by 10 000."""

from datetime import UTC, date, datetime
from typing import ClassVar, TypeVar

from sqlalchemy import BigInteger, Boolean, Column, DateTime, Dialect, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field, SQLModel

T = TypeVar("T")


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept as UTC on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite keeps no zone: strip it after converting."""
        moment = value.astimezone(UTC) if value else None
        return moment.replace(tzinfo=None) if moment and dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back; a PostgreSQL server may live in another one."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


# Compared byte by byte, so that all below a unit is one range of the index.
_PLAIN = String().with_variant(String(collation="C"), "postgresql")


def _added(kind: TypeEngine[T], default: str = "''") -> Column[T]:
    """A column that came with a later migration: rows of before have its default, an SQL literal, from the store."""
    return Column(kind, nullable=False, server_default=text(default))


class UnitRow(SQLModel, table=True):
    """单位. `bodies` is JSON: body → full name. `path`: ids from the top down, "/1/5/20/". `expected`: whether it reports yearly."""

    __tablename__: ClassVar[str] = "unit"
    __table_args__ = (Index("ix_unit_path", "path"),)
    id: int | None = Field(default=None, primary_key=True)
    parent_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    parent_name: str = ""
    kind: str
    region: str = ""
    name: str
    short_name: str
    address: str
    body_code: str = ""
    joint: bool = False
    bodies: str = "{}"
    position: int = 0
    version: int = 1
    path: str = Field(sa_column=_added(_PLAIN))
    expected: bool = Field(sa_column=_added(Boolean(), "true"))
    contact: str = Field(sa_column=_added(String()))
    contact_phone: str = Field(sa_column=_added(String()))


class OfficerRow(SQLModel, table=True):
    """A leader of a unit with the term."""

    __tablename__: ClassVar[str] = "officer"
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    post: str
    name: str
    since: date | None = None
    until: date | None = None


class PersonRow(SQLModel, table=True):
    """Someone who can sign in. `subject`: who that is to the sign-in service of the house (OIDC), issuer and subject apart by a space."""

    __tablename__: ClassVar[str] = "person"
    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(unique=True)
    name: str
    password: str
    created_at: datetime = Field(sa_type=Moment)
    phone: str = Field(sa_column=_added(String()))
    subject: str | None = Field(default=None, index=True, unique=True)


class MembershipRow(SQLModel, table=True):
    """A role of a person at a unit, for a time."""

    __tablename__: ClassVar[str] = "membership"
    __table_args__ = (UniqueConstraint("person_id", "unit_id", "role", "since"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    role: str
    since: datetime = Field(sa_type=Moment)
    until: datetime | None = Field(default=None, sa_type=Moment)


class InvitationRow(SQLModel, table=True):
    """A one-time link; only a digest of its token is kept. `roles` are separated by spaces.

    `lead_id`: one link for several units, the invitation by whose link this one is taken, too. `ended_at`: taken back.
    """

    __tablename__: ClassVar[str] = "invitation"
    id: int | None = Field(default=None, primary_key=True)
    token: str = Field(unique=True)
    unit_id: int = Field(foreign_key="unit.id")
    name: str
    roles: str
    invited_by: int = Field(foreign_key="person.id")
    expires_at: datetime = Field(sa_type=Moment)
    used_at: datetime | None = Field(default=None, sa_type=Moment)
    phone: str = Field(sa_column=_added(String()))
    lead_id: int | None = None
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


class SignInRow(SQLModel, table=True):
    """A session; only a digest of its token is kept."""

    __tablename__: ClassVar[str] = "sign_in"
    id: int | None = Field(default=None, primary_key=True)
    token: str = Field(unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    started_at: datetime = Field(sa_type=Moment)
    expires_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    agent: str = ""
    address: str = Field(sa_column=_added(String()))


class ReportRow(SQLModel, table=True):
    """One unit's report of one year, with counters kept in the transaction of each save."""

    __tablename__: ClassVar[str] = "report"
    __table_args__ = (UniqueConstraint("unit_id", "year"),)
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    year: int
    outline: str
    outline_version: int
    catalogue: str
    state: str
    sections_shown: int = 0
    sections_done: int = 0
    figures_filled: int = 0
    created_at: datetime = Field(sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)
    edition_id: int | None = None


class SectionRow(SQLModel, table=True):
    """A section, copied from the outline when the report was opened. Level 0 is the front matter. `due`: the inner date set for it.

    `reopened`: it was done, and a later change undid that.
    """

    __tablename__: ClassVar[str] = "section"
    __table_args__ = (UniqueConstraint("report_id", "key"),)
    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    key: str
    parent: str = ""
    position: int
    level: int
    heading: str
    takes: str = ""
    shown: bool = True
    custom: bool = False
    done_by: int | None = Field(default=None, foreign_key="person.id")
    done_at: datetime | None = Field(default=None, sa_type=Moment)
    due: date | None = None
    reopened_at: datetime | None = Field(default=None, sa_type=Moment)
    reopened_by: int | None = None


class EntryRow(SQLModel, table=True):
    """One figure of a report: what was typed, what it means, where it comes from."""

    __tablename__: ClassVar[str] = "entry"
    __table_args__ = (UniqueConstraint("report_id", "indicator"),)
    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    indicator: str
    raw: str = ""
    answer: str = "blank"
    value: int | None = Field(default=None, sa_type=BigInteger)
    qualifier: str = ""
    as_of: str = ""
    last: str = ""
    last_value: int | None = Field(default=None, sa_type=BigInteger)
    last_origin: str = ""
    office: str = ""
    person: str = ""
    source_date: str = ""
    system: str = ""
    version: int = 0
    saved_at: datetime = Field(sa_type=Moment)
    saved_by: int = Field(foreign_key="person.id")


class MeasureRow(SQLModel, table=True):
    """One item of a section: measure, problem, duty or plan. The number of one that was removed is never given again."""

    __tablename__: ClassVar[str] = "measure"
    __table_args__: ClassVar[dict[str, bool]] = {"sqlite_autoincrement": True}
    id: int | None = Field(default=None, primary_key=True)
    section_id: int = Field(foreign_key="section.id", index=True)
    position: int
    title: str = ""
    body: str = ""
    version: int = 0


class SectionTextRow(SQLModel, table=True):
    """The text of a section, which alone is printed."""

    __tablename__: ClassVar[str] = "section_text"
    section_id: int = Field(primary_key=True, foreign_key="section.id")
    body: str = ""
    version: int = 0
    saved_at: datetime = Field(sa_type=Moment)
    saved_by: int = Field(foreign_key="person.id")


class DraftRow(SQLModel, table=True):
    """A draft of a section, kept beside its text. `adopted_as` is the text version it became, if it did."""

    __tablename__: ClassVar[str] = "draft"
    id: int | None = Field(default=None, primary_key=True)
    section_id: int = Field(foreign_key="section.id", index=True)
    text_version: int
    adopted_as: int | None = None
    content: str
    made_at: datetime = Field(sa_type=Moment)
    made_by: int = Field(foreign_key="person.id")


class HistoryRow(SQLModel, table=True):
    """Append-only: who did what when; `value` is the full value after it, compressed JSON."""

    __tablename__: ClassVar[str] = "history"
    __table_args__ = (Index("ix_history_target", "target", "version"), Index("ix_history_report", "report_id", "id"))
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Moment, index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    unit_id: int | None = Field(default=None, index=True)
    report_id: int | None = None
    target: str
    action: str
    version: int = 0
    value: bytes = Field(default=b"", sa_type=LargeBinary)


class SnapshotRow(SQLModel, table=True):
    """The canonical REPORT.json of a report at a moment."""

    __tablename__: ClassVar[str] = "snapshot"
    __table_args__ = (UniqueConstraint("report_id", "digest"),)
    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    digest: str
    content: bytes = Field(sa_type=LargeBinary)
    taken_at: datetime = Field(sa_type=Moment)


class FileRow(SQLModel, table=True):
    """Bytes by digest, in the database, so that one backup holds everything."""

    __tablename__: ClassVar[str] = "file"
    digest: str = Field(primary_key=True)
    name: str
    media_type: str
    content: bytes = Field(sa_type=LargeBinary)
    stored_at: datetime = Field(sa_type=Moment)


class DocumentRow(SQLModel, table=True):
    """One export: which snapshot, in which form, with which registration; `manifest` is JSON. A cancelled one never went out."""

    __tablename__: ClassVar[str] = "document"
    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    snapshot_id: int = Field(foreign_key="snapshot.id")
    form: str
    number: str = ""
    document_date: str = ""
    signatories: str = ""
    copies: int | None = None
    print_date: str = ""
    file: str | None = Field(default=None, foreign_key="file.digest")
    manifest: str = "{}"
    made_at: datetime = Field(sa_type=Moment)
    made_by: int = Field(foreign_key="person.id")
    cancelled_at: datetime | None = Field(default=None, sa_type=Moment)


class TickRow(SQLModel, table=True):
    """A step or a row of the checklist that was done, by whom and when."""

    __tablename__: ClassVar[str] = "tick"
    __table_args__ = (UniqueConstraint("report_id", "key"),)
    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    key: str
    note: str = ""
    done_at: datetime = Field(sa_type=Moment)
    done_by: int = Field(foreign_key="person.id")


_TABLES = SQLModel.metadata.tables
unit, officer, person, membership = _TABLES["unit"], _TABLES["officer"], _TABLES["person"], _TABLES["membership"]
invitation, sign_in = _TABLES["invitation"], _TABLES["sign_in"]
report, section, entry, measure = _TABLES["report"], _TABLES["section"], _TABLES["entry"], _TABLES["measure"]
section_text, draft, history = _TABLES["section_text"], _TABLES["draft"], _TABLES["history"]
snapshot, file, document, tick = _TABLES["snapshot"], _TABLES["file"], _TABLES["document"], _TABLES["tick"]
METADATA = SQLModel.metadata
