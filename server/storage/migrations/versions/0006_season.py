"""The season: notice, local rules, calendars, signing on paper, deliveries, reminders. Ticks of deliveries become rows of the ledger."""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BEIJING = timedelta(hours=8)


def upgrade() -> None:
    """Forwards."""
    op.create_table(
        "arrangement",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["saved_by"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("year"),
    )
    op.create_table(
        "feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token"),
    )
    op.create_index("ix_feed_person_id", "feed", ["person_id"], unique=False)
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("receiver", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("items", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("unclear", sa.Integer(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_by", sa.String(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("way", "receiver", "day"),
    )
    op.create_index("ix_letter_person_id", "letter", ["person_id"], unique=False)
    op.create_index("ix_letter_state", "letter", ["state", "next_at"], unique=False)
    op.create_index("ix_letter_unit_id", "letter", ["unit_id"], unique=False)
    op.create_table(
        "local_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.String(), nullable=False),
        sa.Column("off", sa.Boolean(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["saved_by"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("unit_id", "rule_id"),
    )
    op.create_index("ix_local_rule_unit_id", "local_rule", ["unit_id"], unique=False)
    op.create_table(
        "mailbox",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("person_id"),
    )
    op.create_table(
        "reminder_setting",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("ahead", sa.String(), nullable=False),
        sa.Column("quiet", sa.String(), nullable=False),
        sa.Column("robots", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("unit_id"),
    )
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["report.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("report_id", "round"),
    )
    op.create_index("ix_correction_report_id", "correction", ["report_id"], unique=False)
    op.create_table(
        "feed_event",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["report.id"],
        ),
        sa.PrimaryKeyConstraint("report_id", "key"),
    )
    op.create_table(
        "letter_report",
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"],
            ["letter.id"],
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["report.id"],
        ),
        sa.PrimaryKeyConstraint("letter_id", "report_id"),
    )
    op.create_index("ix_letter_report_report_id", "letter_report", ["report_id"], unique=False)
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("minutes", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=True),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file"],
            ["file.digest"],
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["report.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_meeting_report_id", "meeting", ["report_id"], unique=False)
    op.create_table(
        "notice",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("received", sa.Date(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("final_day", sa.Date(), nullable=True),
        sa.Column("outline_key", sa.String(), nullable=False),
        sa.Column("outline", sa.String(), nullable=False),
        sa.Column("length_cap", sa.Integer(), nullable=True),
        sa.Column("delivery_form", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=True),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file"],
            ["file.digest"],
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["report.id"],
        ),
        sa.ForeignKeyConstraint(
            ["saved_by"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("report_id"),
    )
    op.create_table(
        "opinion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("opinion", sa.String(), nullable=False),
        sa.Column("adopted", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["report.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_opinion_report_id", "opinion", ["report_id"], unique=False)
    op.create_table(
        "signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=True),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file"],
            ["file.digest"],
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["report.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_signature_report_id", "signature", ["report_id"], unique=False)
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("evidence_day", sa.Date(), nullable=True),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("meeting_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=True),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("extended_to", sa.Date(), nullable=True),
        sa.Column("extended_by", sa.String(), nullable=False),
        sa.Column("extended_why", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
        ),
        sa.ForeignKeyConstraint(
            ["file"],
            ["file.digest"],
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["report.id"],
        ),
        sa.ForeignKeyConstraint(
            ["saved_by"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("report_id", "round", "key"),
    )
    op.create_index("ix_delivery_report_id", "delivery", ["report_id"], unique=False)
    _ticks_to_deliveries()


def downgrade() -> None:
    """Back; what the ledger knows beyond a tick is lost."""
    _deliveries_to_ticks()
    op.drop_index("ix_delivery_report_id", table_name="delivery")
    op.drop_table("delivery")
    op.drop_index("ix_signature_report_id", table_name="signature")
    op.drop_table("signature")
    op.drop_index("ix_opinion_report_id", table_name="opinion")
    op.drop_table("opinion")
    op.drop_table("notice")
    op.drop_index("ix_meeting_report_id", table_name="meeting")
    op.drop_table("meeting")
    op.drop_index("ix_letter_report_report_id", table_name="letter_report")
    op.drop_table("letter_report")
    op.drop_table("feed_event")
    op.drop_index("ix_correction_report_id", table_name="correction")
    op.drop_table("correction")
    op.drop_table("reminder_setting")
    op.drop_table("mailbox")
    op.drop_index("ix_local_rule_unit_id", table_name="local_rule")
    op.drop_table("local_rule")
    op.drop_index("ix_letter_unit_id", table_name="letter")
    op.drop_index("ix_letter_state", table_name="letter")
    op.drop_index("ix_letter_person_id", table_name="letter")
    op.drop_table("letter")
    op.drop_index("ix_feed_person_id", table_name="feed")
    op.drop_table("feed")
    op.drop_table("arrangement")


def _tables() -> tuple[sa.Table, sa.Table]:
    at = sa.DateTime(timezone=True)
    tick = sa.table(
        "tick", sa.column("id"), sa.column("report_id"), sa.column("key"), sa.column("note"), sa.column("done_at", at), sa.column("done_by")
    )
    names = (
        "report_id",
        "round",
        "key",
        "form",
        "evidence",
        "address",
        "note",
        "file_name",
        "extended_by",
        "extended_why",
        "version",
        "saved_by",
    )
    return tick, sa.table("delivery", *map(sa.column, names), sa.column("done_on", sa.Date()), sa.column("saved_at", at))


def _ticks_to_deliveries() -> None:
    """The key of a delivery has a hyphen, that of a step has none; what was noted of a delivery was its receipt."""
    tick, delivery = _tables()
    bind = op.get_bind()
    empty = dict.fromkeys(("form", "note", "address", "file_name", "extended_by", "extended_why"), "")
    for row in bind.execute(sa.select(tick).where(tick.c.key.contains("-"))).all():
        day = (row.done_at + BEIJING).date()
        values = {
            "report_id": row.report_id,
            "key": row.key,
            "evidence": row.note,
            "done_on": day,
            "saved_at": row.done_at,
            "saved_by": row.done_by,
        }
        bind.execute(sa.insert(delivery).values(round=0, version=1, **empty, **values))
    bind.execute(sa.delete(tick).where(tick.c.key.contains("-")))


def _deliveries_to_ticks() -> None:
    tick, delivery = _tables()
    bind = op.get_bind()
    for row in bind.execute(sa.select(delivery).where(delivery.c.round == 0, delivery.c.done_on.is_not(None))).all():
        note = row.evidence or row.note
        bind.execute(sa.insert(tick).values(report_id=row.report_id, key=row.key, note=note, done_at=row.saved_at, done_by=row.saved_by))
