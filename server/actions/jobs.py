"""Long work on uploaded files: handed in, run by one worker, watched, stopped, taken up again after a restart."""

import logging
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from server.actions.allowing import Actor, allow
from server.library import Library
from server.report.file_problems import job_broken, job_files_gone, job_stopped
from server.report.problems import NotFound, Problem, ReadOnly
from server.report.who import Act
from server.storage import jobs
from server.storage.engine import Database
from server.storage.jobs import OVER, Job, JobState

PAST, RETURNS, PREVIEW = "past", "returns", "preview"
ACTS = {PAST: Act.carry, RETURNS: Act.collect, PREVIEW: Act.export}
log = logging.getLogger("chengbao")


class Stopped(Exception):
    """Somebody cancelled the work."""


@dataclass(frozen=True)
class Shop:
    """Where work is done: the store, the knowledge, the folder in which files wait, and the clock."""

    database: Database
    library: Library
    folder: Path
    now: Callable[[], datetime]


@dataclass(frozen=True)
class Handed:
    """One file handed in for work."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Work:
    """A job being done, with its files."""

    shop: Shop
    job: Job
    files: tuple[Handed, ...]

    @property
    def folder(self) -> Path:
        """Where its files wait and where it may put what it needs on the way."""
        return folder_of(self.shop.folder, self.job.id)

    def step(self, done: int, total: int) -> None:
        """Say how far it is. Raises Stopped when somebody cancelled it."""
        with self.shop.database.write() as connection:
            state = jobs.beat(connection, self.job.id, done, total, self.shop.now())
        if state is not JobState.running:
            raise Stopped

    def stop_if_asked(self, connection: Connection) -> None:
        """Raises Stopped when somebody cancelled it: asked once more in the transaction that keeps what was made."""
        job = jobs.job(connection, self.job.id)
        if job is None or job.state is not JobState.running:
            raise Stopped

    def stopping(self) -> bool:
        """Whether somebody cancelled it: for what cannot be interrupted by a step."""
        with self.shop.database.read() as connection:
            job = jobs.job(connection, self.job.id)
        return job is None or job.state is not JobState.running


Doing = Callable[[Work], dict[str, str]]


@dataclass(frozen=True)
class Order:
    """What is handed in: the kind of work, its files, and what the person said about them."""

    kind: str
    files: tuple[Handed, ...]
    asked: dict[str, str] = field(default_factory=dict)


def hand_in(connection: Connection, shop: Shop, actor: Actor, report_id: int, order: Order) -> int:
    """A job with its files, kept until it has been done. The caller starts it once its transaction is through.

    Raises ReadOnly when there is no room for the files.
    """
    allow(connection, actor, ACTS[order.kind], report_id)
    job_id = jobs.add(connection, report_id, actor.id, order.kind, order.asked, actor.at)
    folder = folder_of(shop.folder, job_id)
    try:
        _spool(folder, order.files)
    except OSError as full:
        shutil.rmtree(folder, ignore_errors=True)
        raise ReadOnly from full
    return job_id


def cancel(connection: Connection, actor: Actor, report_id: int, job_id: int) -> None:
    """Ask a job to stop. One that is over stays as it is."""
    job = jobs.job(connection, job_id)
    if job is None or job.report_id != report_id:
        raise NotFound
    allow(connection, actor, ACTS[job.kind], report_id)
    if jobs.move(connection, job_id, (JobState.waiting,), JobState.cancelled, actor.at):
        jobs.end(connection, job_id, JobState.cancelled, job_stopped(), {}, actor.at)
    jobs.move(connection, job_id, (JobState.running,), JobState.stopping, actor.at)


def run(shop: Shop, doing: dict[str, Doing], job_id: int) -> None:
    """Do a waiting job; one that another worker has taken is left to it. Its files are gone when it is over."""
    with shop.database.write() as connection:
        taken = jobs.move(connection, job_id, (JobState.waiting,), JobState.running, shop.now())
        job = jobs.job(connection, job_id)
    folder = folder_of(shop.folder, job_id)
    if taken and job:
        state, said, outcome = _done(Work(shop, job, _waiting(folder)), doing[job.kind])
        with shop.database.write() as connection:
            jobs.end(connection, job_id, state, said, outcome, shop.now())
    if taken or job is None or job.over:
        shutil.rmtree(folder, ignore_errors=True)


def resumed(shop: Shop, silent_since: datetime) -> tuple[int, ...]:
    """Jobs whose worker is gone, ready to be run again; those asked to stop are ended. Files that belong to no job are removed."""
    with shop.database.write() as connection:
        left = jobs.unfinished(connection, silent_since)
        for job in left:
            if job.state is JobState.stopping:
                jobs.end(connection, job.id, JobState.cancelled, job_stopped(), {}, shop.now())
            jobs.move(connection, job.id, (JobState.running, JobState.waiting), JobState.waiting, shop.now())
        folders = {int(path.name): path for path in shop.folder.glob("*") if path.name.isdecimal()}
        states = jobs.states(connection, folders)
    _sweep(folders, states, silent_since)
    return tuple(job.id for job in left if job.state is not JobState.stopping)


def folder_of(root: Path, job_id: int) -> Path:
    """The folder of a job's files."""
    return root / str(job_id)


def _spool(folder: Path, files: tuple[Handed, ...]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for number, file in enumerate(files):
        (folder / f"{number:04d}.bytes").write_bytes(file.content)
        (folder / f"{number:04d}.name").write_text(file.name, encoding="utf-8")


def _sweep(folders: dict[int, Path], states: dict[int, JobState], silent_since: datetime) -> None:
    """Remove the folders of jobs that are over or never came to be; that of one just handed in elsewhere is younger."""
    for job_id, folder in folders.items():
        with suppress(FileNotFoundError):  # another process may be at it
            if states[job_id] in OVER if job_id in states else folder.stat().st_mtime <= silent_since.timestamp():
                shutil.rmtree(folder, ignore_errors=True)


def _waiting(folder: Path) -> tuple[Handed, ...]:
    names = sorted(folder.glob("*.name"))
    return tuple(Handed(name.read_text(encoding="utf-8"), name.with_suffix(".bytes").read_bytes()) for name in names)


def _done(work: Work, doing: Doing) -> tuple[JobState, str, dict[str, str]]:
    """How a job ended: never with an exception, so that whoever waits hears of it."""
    if not work.files:
        return JobState.failed, job_files_gone(), {}
    try:
        return JobState.done, "", doing(work)
    except Stopped:
        return JobState.cancelled, job_stopped(), {}
    except Problem as problem:
        return (JobState.cancelled, job_stopped(), {}) if work.stopping() else (JobState.failed, problem.message, {})
    except Exception:
        log.exception("job %s broke", work.job.id)
        return JobState.failed, job_broken(), {}
