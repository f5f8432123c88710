"""Starting from last year's report: handing it in, seeing where its parts go, carrying it over."""

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.responses import Response

from server.actions import carrying
from server.actions import past as starting
from server.actions.carrying import Choices, Counted, Onto
from server.actions.jobs import Handed
from server.actions.past import Move
from server.report.file_problems import nothing_uploaded
from server.report.intake_problems import changed_before_carrying, pasted_name, placed_meanwhile, set_aside_by_hand
from server.report.past.placing import Span, joined, split
from server.report.problems import NotFound, Refused, Stale
from server.report.who import Act
from server.storage import pasts
from server.storage.pasts import Past
from server.web.depends import LONGEST_ID, Ask, AskFiles, Asking, Id, number
from server.web.unit_form import Wrong
from server.web.views.past import answered, counted_words, moves_chosen, past_page

router = APIRouter()
CONFLICT = 409


@router.get("/reports/{report_id}/past")
def show(ask: Ask, report_id: Id) -> Response:
    """Where last year's report is handed in."""
    return _start(ask, report_id, [])


@router.post("/reports/{report_id}/past")
def hand_in(ask: AskFiles, report_id: Id) -> Response:
    """Take a file or pasted text, and begin to read it."""
    try:
        with ask.site.database.write() as connection:
            actor, _ = ask.allow(connection, Act.carry, report_id)
            job_id = starting.hand_in(connection, ask.site.worker.shop, actor, report_id, _handed(ask))
    except Refused as refused:
        return _start(ask, report_id, [Wrong("file", refused.message)], 422)
    ask.site.worker.start(job_id, ask.site.patience)
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
        past, clashing = _kept(ask, report_id, past_id, what, which)
        if clashing:
            names = [past.anatomy.paragraphs[each.first].whole for each in clashing]
            return _placed(ask, report_id, past_id, [Wrong("parts", placed_meanwhile(names))], CONFLICT, clashing)
        if what == "carry":
            return ask.go(f"/reports/{report_id}?{counted_words(_carried(ask, report_id, past))}")
    except Stale:
        return _placed(ask, report_id, past_id, [Wrong("parts", changed_before_carrying())], CONFLICT)
    except Refused as refused:
        return _placed(ask, report_id, past_id, [Wrong("unplaced", refused.message)], 422)
    return ask.go(f"/reports/{report_id}/past/{past_id}" + (f"#part-{_part_at(past, which)}" if which else "?saved=1"))


def _handed(ask: Asking) -> Handed:
    """The first file, else what was pasted. Raises Refused for neither."""
    pasted = ask.form.get("text")
    for file in ask.form.files:
        return Handed(file.name, file.content)
    if not pasted.strip():
        raise Refused(nothing_uploaded())
    return Handed(pasted_name(), pasted.encode())


def _kept(ask: Asking, report_id: int, past_id: int, what: str, which: str) -> tuple[Past, tuple[Move, ...]]:
    """Keep every move of a part that nobody else touched, then cut or join; the moves of the others.

    The answer has the version that the page showed when nobody else has placed anything since, so that carrying can ask for that.
    """
    with ask.site.database.write() as connection:
        actor, _ = ask.allow(connection, Act.carry, report_id)
        past = _past(connection, report_id, past_id)
        spans, clashing = starting.settled(past.spans, moves_chosen(ask.form), set_aside_by_hand())
        spans = spans if clashing else _cut(spans, what, which)
        placed = starting.place(connection, actor, report_id, past, spans) if spans != past.spans else past
    if what == "carry" and number(ask.form.get("version", "0")) != past.version:
        raise Stale
    return placed, clashing


def _carried(ask: Asking, report_id: int, past: Past) -> Counted:
    """Carry over what was placed; the places stay kept when that is refused."""
    with ask.site.database.write() as connection:
        return carrying.carry(connection, ask.library_in(connection), ask.actor(connection), report_id, past, _choices(ask))


def _cut(spans: tuple[Span, ...], what: str, which: str) -> tuple[Span, ...]:
    """Spans cut before a paragraph, or joined with the one before; both are named by their first paragraph."""
    if what not in ("split", "join"):
        return spans
    paragraph = number(which)
    at = next((place for place, span in enumerate(spans) if span.first <= paragraph <= span.last), None)
    if at is None:
        raise NotFound
    if what == "split":
        return split(spans, at, paragraph)
    return joined(spans, at) if spans[at].first == paragraph else spans


def _part_at(past: Past, which: str) -> int:
    """The part in which a paragraph stands, by its first one."""
    return next((span.first for span in past.spans if span.first <= number(which) <= span.last), 0)


def _choices(ask: Asking) -> Choices:
    """What was ticked and what was not, of all that the page listed."""
    ticked, values = set(ask.form.all("year")), set(ask.form.all("value"))
    return Choices(
        unwanted_years=frozenset(set(ask.form.get("sure_years").split()) - ticked),
        wanted_years=frozenset(ticked),
        unwanted_figures=frozenset(set(ask.form.get("listed_values").split()) - values),
        onto={name.removeprefix("onto."): _onto(value) for name, value in ask.form.pairs if name.startswith("onto.")},
    )


def _onto(value: str) -> Onto:
    """What to do with a text of which version, as `replace@3`."""
    how, _, version = value.partition("@")
    return Onto(how, int(version) if version.isascii() and version.isdigit() and len(version) <= LONGEST_ID else -1)


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


def _placed(ask: Asking, report_id: int, past_id: int, errors: list[Wrong], status: int = 200, clashing: tuple[Move, ...] = ()) -> Response:
    """The page; the parts of `clashing` show where their person wants them, beside where they are now."""
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        shown = past_page(connection, ask.library, standing.report, _past(connection, report_id, past_id))
    values = {"report": standing.report, "shown": shown, "may": standing.may(Act.carry), "saved": ask.query.get("saved") == "1"}
    values |= {"wanted": {each.first: each.after for each in clashing}, "typed": dict(ask.form.pairs) if errors else {}}
    values["ticked"] = {*ask.form.all("year"), *ask.form.all("value")} if errors else None
    return ask.page("pages/past_placed.html", status, errors=errors, **values)
