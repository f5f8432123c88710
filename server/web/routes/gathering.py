"""For a county: one form of the reports of all units below, in one file, with a list of who has none."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from typing import IO
from urllib.parse import quote

from fastapi import APIRouter
from starlette.responses import Response, StreamingResponse

from server import clock
from server.actions import gathering
from server.actions.gathering import FORMS, Wanted
from server.actions.printing import LAYOUT, OWN
from server.report.papers.kinds import Form
from server.report.problems import NotFound
from server.web.depends import Ask, Asking, Id, number
from server.web.render import page
from server.web.routes.home import offered_year
from server.web.views.papers import layouts, press_of

router = APIRouter()
IN_MEMORY = 8 * 1024 * 1024
CHUNK = 256 * 1024


@router.get("/units/{unit_id}/papers")
def show(ask: Ask, unit_id: Id) -> Response:
    """The units below with the state of their reports, and which form to take."""
    year = _year(ask)
    with ask.site.database.read() as connection:
        found = gathering.below(connection, ask.library_in(connection), ask.actor(connection), unit_id, year)
        place = ask.place(connection, unit_id)
    forms = [(form.value, ask.site.library.labels["paper_form"][form]) for form in FORMS]
    return ask.page("pages/gathering.html", place=place, year=year, found=found, layouts=layouts(ask.site.library, own=True), forms=forms)


@router.get("/units/{unit_id}/papers.zip")
def download(ask: Ask, unit_id: Id) -> Response:
    """The papers of all units that have a report."""
    wanted = _wanted(ask, unit_id)
    with ask.site.database.read() as connection:
        actor, place = ask.actor(connection), ask.place(connection, unit_id)
    labels = ask.site.library.labels
    title = labels["papers"]["gathered"].format(name=place.unit.short_name, year=wanted.year, form=labels["paper_form"][wanted.form])
    with ExitStack() as unless_sent:
        into = unless_sent.enter_context(tempfile.SpooledTemporaryFile(IN_MEMORY))
        outcomes = gathering.gather(ask.site.database, press_of(ask), actor, wanted, into)
        told = page("papers/gathered.txt", outcomes=outcomes, wanted=wanted, place=place, labels=labels)
        gathering.add_list(into, labels["papers"]["list"], told)
        unless_sent.pop_all()
    return ask.answer(_streamed(into, f"{title}.zip"))


def _year(ask: Asking) -> int:
    return number(ask.query.get("year") or str(offered_year(clock.today())))


def _wanted(ask: Asking, unit_id: int) -> Wanted:
    form, layout = ask.query.get("form", Form.full.value), ask.query.get("layout", LAYOUT)
    if form not in {each.value for each in FORMS} or layout not in (*ask.site.library.formats, OWN):
        raise NotFound
    return Wanted(unit_id, _year(ask), Form(form), layout)


def _streamed(content: IO[bytes], name: str) -> Response:
    size = content.seek(0, 2)
    content.seek(0)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Length": str(size),
        "Cache-Control": "no-store",
    }
    return StreamingResponse(_chunks(content), media_type="application/zip", headers=headers)


def _chunks(content: IO[bytes]) -> Iterator[bytes]:
    """A file piece by piece; it is gone when it was read, or the browser is."""
    with content:
        while piece := content.read(CHUNK):
            yield piece
