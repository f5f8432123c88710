"""The texts that were approved, each kept as it was; one that was withdrawn or sent back has ended and stays readable."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from server.storage import shared_tables as t
from server.storage import tables as base

_A = t.approval.c


@dataclass(frozen=True)
class Approval:
    """An approved text: its snapshot, who handed it in, who approved it when; `ended_at`, by whom and why, when it no longer holds."""

    id: int
    snapshot_id: int
    digest: str
    submitted_by: int | None
    submitter: str
    approved_by: int
    approver: str
    at: datetime
    ended_at: datetime | None
    ended: str
    reason: str

    @property
    def holds(self) -> bool:
        """Whether this is the text that goes out."""
        return self.ended_at is None

    @property
    def alone(self) -> bool:
        """Whether the one who handed it in approved it, too."""
        return self.submitted_by == self.approved_by


def approvals(connection: Connection, report_id: int) -> tuple[Approval, ...]:
    """The approved texts of a report, the newest first."""
    submitter, approver, ender = (base.person.alias(name) for name in ("submitter", "approver", "ender"))
    rows = connection.execute(
        select(
            t.approval,
            base.snapshot.c.digest,
            *(each.c.name.label(name) for each, name in ((submitter, "submitter"), (approver, "approver"), (ender, "ended"))),
        )
        .join_from(t.approval, base.snapshot, base.snapshot.c.id == _A.snapshot_id)
        .join(approver, approver.c.id == _A.approved_by)
        .join(submitter, submitter.c.id == _A.submitted_by, isouter=True)
        .join(ender, ender.c.id == _A.ended_by, isouter=True)
        .where(_A.report_id == report_id)
        .order_by(_A.id.desc())
    )
    return tuple(
        Approval(
            *(row.id, row.snapshot_id, row.digest, row.submitted_by, row.submitter or "", row.approved_by, row.approver),
            *(row.approved_at, row.ended_at, row.ended or "", row.reason),
        )
        for row in rows
    )


def holding(connection: Connection, report_id: int) -> bytes | None:
    """The canonical bytes of the approved text that holds; None while there is none."""
    s = base.snapshot.c
    query = select(s.content).join_from(t.approval, base.snapshot, s.id == _A.snapshot_id)
    return connection.execute(query.where(_A.report_id == report_id, _A.ended_at.is_(None)).order_by(_A.id.desc()).limit(1)).scalar()


def add(connection: Connection, report_id: int, snapshot_id: int, submitted_by: int | None, person_id: int, at: datetime) -> int:
    """A text was approved; the number of the record."""
    values = {"report_id": report_id, "snapshot_id": snapshot_id, "submitted_by": submitted_by}
    made = values | {"approved_at": at, "approved_by": person_id, "reason": ""}
    return int(connection.execute(insert(t.approval).values(made).returning(_A.id)).scalar_one())


def end(connection: Connection, report_id: int, person_id: int, at: datetime, reason: str) -> None:
    """No approved text of the report holds any more."""
    query = update(t.approval).where(_A.report_id == report_id, _A.ended_at.is_(None))
    connection.execute(query.values(ended_at=at, ended_by=person_id, reason=reason))


def submitter(connection: Connection, report_id: int) -> int | None:
    """Who handed the report in last."""
    h = base.history.c
    query = select(h.person_id).where(h.report_id == report_id, h.target == f"report:{report_id}", h.action == "submit")
    found: int | None = connection.execute(query.order_by(h.id.desc()).limit(1)).scalar()
    return found
