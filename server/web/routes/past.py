"""Starting from last year's report: handing it in, seeing where its parts go, carrying it over, answering for its plans."""

from dataclasses import replace

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.responses import Response

from server.actions import jobs as work
from server.actions import past as starting
from server.actions.jobs import PAST, Handed, Order
from server.actions.past import Choices
from server.report.placing import Span, joined, split
from server.report.problems import NotFound, Refused, Stale, nothing_uploaded, set_aside_by_hand
from server.report.who import Act
from server.storage import pasts, reports
from server.storage.pasts import Past, Pledge
from server.web.depends import Ask, AskFiles, Asking, Id, number
from server.web.forms import Upload
from server.web.unit_form import Wrong
from server.web.views.past import answered, counted_words, past_page, spans_chosen

router = APIRouter()
PATIENCE = 1.5
PASTED = "粘贴的文字.txt"
CONFLICT = 409
ANSWERS = ("state", "section", "note")


@router.get("/reports/{report_id}/past")
def show(ask: Ask, report_id: Id) -> Response:
    """Where last year's report is handed in."""
    return _start(ask, report_id, [])


@router.post("/reports/{report_id}/past")
def hand_in(ask: AskFiles, report_id: Id) -> Response:
    """Take a file or pasted text, and begin to read it."""
    pasted = ask.form.get("text")
    files = ask.form.files[:1] or ((Upload(PASTED, pasted.encode()),) if pasted.strip() else ())
    if not files:
        return _start(ask, report_id, [Wrong("file", nothing_uploaded())], 422)
    order = Order(PAST, tuple(Handed(file.name, file.content) for file in files))
    with ask.site.database.write() as connection:
        job_id = work.hand_in(connection, ask.site.worker.shop, ask.actor(connection), report_id, order)
    ask.site.worker.start(job_id, PATIENCE)
    return ask.go(f"/reports/{report_id}/jobs/{job_id}")


@router.get("/reports/{report_id}/past/{past_id}")
def show_placed(ask: Ask, report_id: Id, past_id: Id) -> Response:
    """Last year's parts beside this year's sections."""
    return _placed(ask, report_id, past_id, [])


@router.post("/reports/{report_id}/past/{past_id}")
def settle(ask: Ask, report_id: Id, past_id: Id) -> Response:
    """Keep where the parts go; then cut, join or carry over, as the button says."""
    what, _, which = ask.form.get("do", "save").partition(":")
    try:
        with ask.site.database.write() as connection:
            actor = ask.actor(connection)
            past = _past(connection, report_id, past_id)
            seen = replace(past, version=number(ask.form.get("version", "0")))
            spans = _cut(spans_chosen(past, ask.form, set_aside_by_hand()), what, which)
            past = starting.place(connection, actor, report_id, seen, spans) if spans != past.spans else past
            done = starting.carry(connection, ask.site.library, actor, report_id, past, _choices(ask)) if what == "carry" else None
    except Stale as stale:
        return _placed(ask, report_id, past_id, [Wrong("", stale.message)], CONFLICT)
    except Refused as refused:
        return _placed(ask, report_id, past_id, [Wrong("unplaced", refused.message)], 422)
    if done:
        return ask.go(f"/reports/{report_id}?{counted_words(done)}")
    return ask.go(f"/reports/{report_id}/past/{past_id}" + (f"#part-{which.partition(':')[0]}" if which else "?saved=1"))


@router.get("/reports/{report_id}/reckoning")
def show_reckoning(ask: Ask, report_id: Id) -> Response:
    """Last year's plans and problems, and what became of them."""
    return _reckoning(ask, report_id, [])


@router.post("/reports/{report_id}/reckoning")
def answer(ask: Ask, report_id: Id) -> Response:
    """Keep every answer that was changed."""
    typed: dict[int, str] = {}
    with ask.site.database.write() as connection:
        actor, _ = ask.allow(connection, Act.fill, report_id)
        for there in pasts.pledges(connection, report_id):
            mine = _answered(ask, there)
            if mine == there:
                continue
            base = number(ask.form.get(f"version.{there.id}", "0"))
            if base != there.version:
                typed[there.id] = mine.note
                continue
            starting.answer(connection, actor, report_id, mine)
    if typed:
        return _reckoning(ask, report_id, [Wrong(f"note-{each}", Stale().message) for each in typed], CONFLICT)
    return ask.go(f"/reports/{report_id}/reckoning?saved=1")


def _cut(spans: tuple[Span, ...], what: str, which: str) -> tuple[Span, ...]:
    """Spans cut before a paragraph, or joined with the one before; both are named by their first paragraph."""
    if what not in ("split", "join"):
        return spans
    paragraph = number(which)
    at = next((place for place, span in enumerate(spans) if span.first <= paragraph <= span.last), None)
    if at is None:
        raise NotFound
    if what == "join":
        return joined(spans, at) if at else spans
    return split(spans, at, paragraph) if paragraph > spans[at].first else spans


def _choices(ask: Asking) -> Choices:
    """What was ticked and what was not, of all that the page listed."""
    ticked, values = set(ask.form.all("year")), set(ask.form.all("value"))
    return Choices(
        unwanted_years=frozenset(set(ask.form.all("sure_year")) - ticked),
        wanted_years=frozenset(ticked),
        unwanted_figures=frozenset(set(ask.form.all("listed_value")) - values),
        onto={name.removeprefix("onto."): value for name, value in ask.form.pairs if name.startswith("onto.")},
    )


def _past(connection: Connection, report_id: int, past_id: int) -> Past:
    found = pasts.past(connection, report_id, past_id)
    if found is None:
        raise NotFound
    return found


def _start(ask: Asking, report_id: int, errors: list[Wrong], status: int = 200) -> Response:
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        newest = pasts.newest(connection, report_id)
        pledged = pasts.pledges(connection, report_id)
    values = {"report": standing.report, "newest": newest, "pledges": len(pledged), "answered": answered(pledged)}
    return ask.page("pages/past.html", status, errors=errors, may=standing.may(Act.carry), text=ask.form.get("text"), **values)


def _placed(ask: Asking, report_id: int, past_id: int, errors: list[Wrong], status: int = 200) -> Response:
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        shown = past_page(connection, ask.site.library, standing.report, _past(connection, report_id, past_id))
    values = {"report": standing.report, "shown": shown, "may": standing.may(Act.carry), "saved": ask.query.get("saved") == "1"}
    return ask.page("pages/past_placed.html", status, errors=errors, typed=dict(ask.form.pairs), **values)


def _reckoning(ask: Asking, report_id: int, errors: list[Wrong], status: int = 200) -> Response:
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        pledged = pasts.pledges(connection, report_id)
        sections = [section for section in reports.sections(connection, report_id) if section.level and section.shown]
    places = [("", "（未选）"), *((section.key, section.heading) for section in sections)]
    values = {"report": standing.report, "pledges": pledged, "places": places, "may": standing.may(Act.fill)}
    values |= {"typed": dict(ask.form.pairs), "saved": ask.query.get("saved") == "1"}
    return ask.page("pages/reckoning.html", status, errors=errors, **values)


def _answered(ask: Asking, pledge: Pledge) -> Pledge:
    """A pledge as the form has it; what the form does not name stays."""
    state, section, note = (
        ask.form.line(f"{name}.{pledge.id}") if ask.form.has(f"{name}.{pledge.id}") else there
        for name, there in (("state", pledge.state), ("section", pledge.section), ("note", pledge.note))
    )
    return replace(pledge, state=state, section=section, note=note)
