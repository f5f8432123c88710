"""The tables of the season: notice, local rules, calendars, signing on paper, deliveries, reminders."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from server.storage import template_tables
from server.storage.tables import Moment


class NoticeRow(SQLModel, table=True):
    """The county's 通知 for one report. `outline_key`: the one of ours it asks for; `outline`: its own words on it."""

    __tablename__: ClassVar[str] = "notice"
    report_id: int = Field(primary_key=True, foreign_key="report.id")
    title: str = ""
    number: str = ""
    received: date | None = None
    first_day: date | None = None
    final_day: date | None = None
    outline_key: str = ""
    outline: str = ""
    length_cap: int | None = None
    delivery_form: str = ""
    contact: str = ""
    note: str = ""
    file: str | None = Field(default=None, foreign_key="file.digest")
    file_name: str = ""
    version: int = 1
    saved_at: datetime = Field(sa_type=Moment)
    saved_by: int = Field(foreign_key="person.id")


class LocalRuleRow(SQLModel, table=True):
    """A rule an administrator added, or put in the place of a shipped one; `off` binds no more. Binds the unit and those below it."""

    __tablename__: ClassVar[str] = "local_rule"
    __table_args__ = (UniqueConstraint("unit_id", "rule_id"),)
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    rule_id: str
    off: bool = False
    content: str = "{}"
    reason: str
    version: int = 1
    saved_at: datetime = Field(sa_type=Moment)
    saved_by: int = Field(foreign_key="person.id")


class ArrangementRow(SQLModel, table=True):
    """The yearly notice on rest days as an administrator entered it; `content` is JSON and outranks the shipped file of that year."""

    __tablename__: ClassVar[str] = "arrangement"
    year: int = Field(primary_key=True)
    content: str
    version: int = 1
    saved_at: datetime = Field(sa_type=Moment)
    saved_by: int = Field(foreign_key="person.id")


class OpinionRow(SQLModel, table=True):
    """One opinion of the consultation: who, what, whether it was taken up, and why not. `adopted`: yes, partly, no or ""."""

    __tablename__: ClassVar[str] = "opinion"
    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    position: int
    who: str = ""
    day: date | None = None
    opinion: str = ""
    adopted: str = ""
    reason: str = ""
    version: int = 1


class MeetingRow(SQLModel, table=True):
    """A meeting that decided on the report."""

    __tablename__: ClassVar[str] = "meeting"
    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    kind: str
    day: date
    minutes: str = ""
    note: str = ""
    file: str | None = Field(default=None, foreign_key="file.digest")
    file_name: str = ""
    recorded_at: datetime = Field(sa_type=Moment)
    recorded_by: int = Field(foreign_key="person.id")


class SignatureRow(SQLModel, table=True):
    """A signature on the paper 发文稿纸: `part`: drafted, checked, reviewed, countersigned or signed; `issuer`: for which body."""

    __tablename__: ClassVar[str] = "signature"
    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    round: int = 0
    part: str
    issuer: str = ""
    post: str = ""
    name: str
    day: date
    note: str = ""
    file: str | None = Field(default=None, foreign_key="file.digest")
    file_name: str = ""
    recorded_at: datetime = Field(sa_type=Moment)
    recorded_by: int = Field(foreign_key="person.id")


class CorrectionRow(SQLModel, table=True):
    """A new document of the same report after delivery: `kind` is correct (更正) or resend (重报). Round 0, the first, has no row."""

    __tablename__: ClassVar[str] = "correction"
    __table_args__ = (UniqueConstraint("report_id", "round"),)
    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    round: int
    kind: str
    reason: str
    made_at: datetime = Field(sa_type=Moment)
    made_by: int = Field(foreign_key="person.id")


class DeliveryRow(SQLModel, table=True):
    """What was done on one row of the ledger; a row nothing was done on is not stored. `done_on` is the day it happened.

    `meeting_on`: when the body meets that the row goes to, from which its lead times are counted.
    """

    __tablename__: ClassVar[str] = "delivery"
    __table_args__ = (UniqueConstraint("report_id", "round", "key"),)
    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    round: int = 0
    key: str
    form: str = ""
    copies: int | None = None
    document_id: int | None = Field(default=None, foreign_key="document.id")
    done_on: date | None = None
    evidence: str = ""
    evidence_day: date | None = None
    address: str = ""
    meeting_on: date | None = None
    note: str = ""
    file: str | None = Field(default=None, foreign_key="file.digest")
    file_name: str = ""
    extended_to: date | None = None
    extended_by: str = ""
    extended_why: str = ""
    version: int = 1
    saved_at: datetime = Field(sa_type=Moment)
    saved_by: int = Field(foreign_key="person.id")


class LetterRow(SQLModel, table=True):
    """One reminder: a digest for one person, or one group robot, of one day by one way.

    `state`: planned → claimed → sent or failed, unclear when a claim brought no result; `items` is JSON; `seen_at` when the person read it.
    """

    __tablename__: ClassVar[str] = "letter"
    __table_args__ = (UniqueConstraint("way", "receiver", "day"), Index("ix_letter_state", "state", "next_at"))
    id: int | None = Field(default=None, primary_key=True)
    way: str
    receiver: str
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    day: date
    state: str
    items: str = "[]"
    address: str = ""
    message_id: str = ""
    tries: int = 0
    unclear: int = 0
    said: str = ""
    planned_at: datetime = Field(sa_type=Moment)
    claimed_at: datetime | None = Field(default=None, sa_type=Moment)
    claimed_by: str = ""
    next_at: datetime = Field(sa_type=Moment)
    sent_at: datetime | None = Field(default=None, sa_type=Moment)
    seen_at: datetime | None = Field(default=None, sa_type=Moment)


class LetterReportRow(SQLModel, table=True):
    """Which reports a letter speaks of, so that each report's log can show it."""

    __tablename__: ClassVar[str] = "letter_report"
    letter_id: int = Field(primary_key=True, foreign_key="letter.id")
    report_id: int = Field(primary_key=True, foreign_key="report.id", index=True)


class ReminderSettingRow(SQLModel, table=True):
    """How a unit wants to be reminded: days before, quiet days (ISO, apart by spaces), whether group robots may speak."""

    __tablename__: ClassVar[str] = "reminder_setting"
    unit_id: int = Field(primary_key=True, foreign_key="unit.id")
    ahead: str
    quiet: str = ""
    robots: bool = False
    version: int = 1


class MailboxRow(SQLModel, table=True):
    """Where a person wants letters; `wanted` off keeps the address and sends nothing."""

    __tablename__: ClassVar[str] = "mailbox"
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    address: str
    wanted: bool = True


class FeedRow(SQLModel, table=True):
    """A private calendar address of a person (`unit_id` None) or of a unit; only a digest of its token is kept."""

    __tablename__: ClassVar[str] = "feed"
    id: int | None = Field(default=None, primary_key=True)
    token: str = Field(unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    made_at: datetime = Field(sa_type=Moment)
    revoked_at: datetime | None = Field(default=None, sa_type=Moment)


class EventRow(SQLModel, table=True):
    """What feeds said last of one date, so that a changed one raises SEQUENCE and keeps its UID. `state`: open, done or gone."""

    __tablename__: ClassVar[str] = "feed_event"
    report_id: int = Field(primary_key=True, foreign_key="report.id")
    key: str = Field(primary_key=True)
    day: date
    text: str
    state: str
    sequence: int = 0
    changed_at: datetime = Field(sa_type=Moment)


METADATA = template_tables.METADATA
_TABLES = METADATA.tables
notice, local_rule, arrangement = _TABLES["notice"], _TABLES["local_rule"], _TABLES["arrangement"]
opinion, meeting, signature = _TABLES["opinion"], _TABLES["meeting"], _TABLES["signature"]
correction, delivery = _TABLES["correction"], _TABLES["delivery"]
letter, letter_report, reminder_setting = _TABLES["letter"], _TABLES["letter_report"], _TABLES["reminder_setting"]
mailbox, feed, feed_event = _TABLES["mailbox"], _TABLES["feed"], _TABLES["feed_event"]
