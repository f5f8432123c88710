"""What surrounds the text and what is registered after signing: sections of level 0 in every report; exports that never went out."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OLD = ("title", "recipients", "opening", "closing", "date")
NEW = (
    *("title", "recipients", "opening", "closing"),
    *("kind", "urgency", "attachments", "note", "disclosure", "copies_to", "printer", "occasion", "address"),
    *("number", "date", "signers", "copies", "print_date"),
)
ADDED = tuple(key for key in NEW if key not in OLD)

report = sa.table("report", sa.column("id"))
section = sa.table(
    "section",
    *map(sa.column, ("id", "report_id", "key", "parent", "position", "level", "heading", "takes")),
    sa.column("shown", sa.Boolean()),
    sa.column("custom", sa.Boolean()),
)
history = sa.table("history", sa.column("target", sa.String()))


def upgrade() -> None:
    """Forwards: chapters move back, the missing sections come before them."""
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.add_column(sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True))
    _arrange(NEW, len(NEW) - len(OLD))
    there = sa.exists().where(section.c.report_id == report.c.id)
    for position, key in enumerate(NEW):
        values = sa.select(
            *(report.c.id, sa.literal(key), sa.literal(""), sa.literal(position), sa.literal(0), sa.literal(key), sa.literal("")),
            *(sa.true(), sa.false()),
        ).where(~there.where(section.c.key == key))
        columns = ["report_id", "key", "parent", "position", "level", "heading", "takes", "shown", "custom"]
        op.execute(sa.insert(section).from_select(columns, values))


def downgrade() -> None:
    """Backwards: the added sections go with what was typed into them, since their numbers may be given again."""
    going = sa.select(section.c.id).where(section.c.level == 0, section.c.key.in_(ADDED))
    targets = sa.select(sa.literal("text:") + sa.cast(going.subquery().c.id, sa.String()))
    op.execute(sa.delete(history).where(history.c.target.in_(targets)))
    for name in ("section_text", "draft", "stale"):
        told = sa.table(name, sa.column("section_id"))
        op.execute(sa.delete(told).where(told.c.section_id.in_(going)))
    op.execute(sa.delete(section).where(section.c.level == 0, section.c.key.in_(ADDED)))
    _arrange(OLD, len(OLD) - len(NEW))
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_column("cancelled_at")


def _arrange(keys: tuple[str, ...], shift: int) -> None:
    """Put the level-0 sections in this order, and the chapters behind them."""
    op.execute(sa.update(section).where(section.c.level > 0).values(position=section.c.position + shift))
    for position, key in enumerate(keys):
        op.execute(sa.update(section).where(section.c.level == 0, section.c.key == key).values(position=position))
