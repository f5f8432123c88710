"""Long work on uploaded files: what was asked, how far it is, what came of it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Row, insert, select, update

from server.storage import intake_tables as t


class JobState(StrEnum):
    """Where a job stands; `stopping` is asked to end and has not yet."""

    waiting = "waiting"
    running = "running"
    stopping = "stopping"
    done = "done"
    failed = "failed"
    cancelled = "cancelled"


OVER = (JobState.done, JobState.failed, JobState.cancelled)
_LIVING = tuple(state.value for state in JobState if state not in OVER)


@dataclass(frozen=True)
class Job:
    """One piece of work. `asked` is what it was given, `outcome` what it made, `said` a sentence for whoever waits.

    `beat_at` is when it was last heard of.
    """

    id: int
    report_id: int
    person_id: int
    kind: str
    state: JobState
    done: int
    total: int
    said: str
    asked: dict[str, str]
    outcome: dict[str, str]
    made_at: datetime
    beat_at: datetime

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in OVER


def add(connection: Connection, report_id: int, person_id: int, kind: str, asked: dict[str, str], at: datetime) -> int:
    """A job that waits to be run."""
    values = {
        "report_id": report_id,
        "person_id": person_id,
        "kind": kind,
        "state": JobState.waiting.value,
        "asked": json.dumps(asked, ensure_ascii=False),
        "made_at": at,
        "beat_at": at,
    }
    return int(connection.execute(insert(t.job).values(values).returning(t.job.c.id)).scalar_one())


def job(connection: Connection, job_id: int) -> Job | None:
    """One job."""
    row = connection.execute(select(t.job).where(t.job.c.id == job_id)).first()
    return _job(row) if row else None


def move(connection: Connection, job_id: int, old: tuple[JobState, ...], new: JobState, at: datetime) -> bool:
    """Take a job from one of the states to another; False when it is in none of them (any more)."""
    j = t.job.c
    query = update(t.job).where(j.id == job_id, j.state.in_([each.value for each in old])).values(state=new.value, beat_at=at)
    return connection.execute(query).rowcount == 1


def beat(connection: Connection, job_id: int, done: int, total: int, at: datetime) -> JobState:
    """Say how far a job is, and learn whether it shall stop."""
    query = update(t.job).where(t.job.c.id == job_id).values(done=done, total=total, beat_at=at).returning(t.job.c.state)
    return JobState(connection.execute(query).scalar_one())


def end(connection: Connection, job_id: int, state: JobState, said: str, outcome: dict[str, str], at: datetime) -> None:
    """Close a job with what came of it."""
    values = {"state": state.value, "said": said, "outcome": json.dumps(outcome, ensure_ascii=False), "beat_at": at}
    connection.execute(update(t.job).where(t.job.c.id == job_id).values(values))


def unfinished(connection: Connection, silent_since: datetime) -> tuple[Job, ...]:
    """Jobs not over that have not been heard of since a moment: whoever ran them, or would have, is gone."""
    j = t.job.c
    rows = connection.execute(select(t.job).where(j.state.in_(_LIVING), j.beat_at <= silent_since).order_by(j.id))
    return tuple(_job(row) for row in rows)


def states(connection: Connection, job_ids: Iterable[int]) -> dict[int, JobState]:
    """Where these jobs stand; one that never came to be is left out."""
    rows = connection.execute(select(t.job.c.id, t.job.c.state).where(t.job.c.id.in_(tuple(job_ids))))
    return {row.id: JobState(row.state) for row in rows}


def _job(row: Row[*tuple[object, ...]]) -> Job:
    return Job(
        row.id,
        row.report_id,
        row.person_id,
        row.kind,
        JobState(row.state),
        row.done,
        row.total,
        row.said,
        json.loads(row.asked),
        json.loads(row.outcome),
        row.made_at,
        row.beat_at,
    )
