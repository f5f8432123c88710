"""Watching long work, leaving it and coming back, and cancelling it."""

from fastapi import APIRouter
from starlette.responses import Response

from server.actions import jobs as work
from server.actions.jobs import ACTS, PAST, PREVIEW, RETURNS
from server.report.problems import NotFound
from server.report.who import Act
from server.storage import jobs
from server.storage.jobs import Job, JobState
from server.web.depends import Ask, Asking, Id

router = APIRouter()
PLACES = {PAST: "past", RETURNS: "returns", PREVIEW: "preview"}


@router.get("/reports/{report_id}/jobs/{job_id}")
def show(ask: Ask, report_id: Id, job_id: Id) -> Response:
    """How far it is; when it is done, what it made."""
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        job = jobs.job(connection, job_id)
    if job is None or job.report_id != report_id:
        raise NotFound
    ask.site.worker.watch(job, ask.at)
    if job.state is JobState.done:
        return _on(ask, job)
    template = "partials/job.html" if ask.swap else "pages/job.html"
    return ask.page(template, report=standing.report, job=job, back=_back(job), may=standing.may(ACTS[job.kind]))


@router.post("/reports/{report_id}/jobs/{job_id}")
def cancel(ask: Ask, report_id: Id, job_id: Id) -> Response:
    """Stop it; nothing of the report has changed."""
    with ask.site.database.write() as connection:
        work.cancel(connection, ask.actor(connection), report_id, job_id)
    return ask.go(f"/reports/{report_id}/jobs/{job_id}")


def _back(job: Job) -> str:
    """Where the files were handed in."""
    return f"/reports/{job.report_id}/{PLACES[job.kind]}"


def _on(ask: Asking, job: Job) -> Response:
    """To what it made; htmx is told to go there with the whole window."""
    made = job.outcome.get("made", "")
    path = f"{_back(job)}/{made}" if made else _back(job)
    if not ask.swap:
        return ask.go(path)
    return ask.answer(Response(headers={"HX-Redirect": path}))
