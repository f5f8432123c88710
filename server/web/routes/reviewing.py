"""The report to be read over, what the county and reviewers say to it, the texts that were approved, and signing by a click."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.responses import Response

from server import clock
from server.actions import clicking, exporting, printing, remarking, reviewing
from server.actions.allowing import Actor
from server.actions.clicking import offer_of
from server.report import review_problems as say
from server.report.papers.kinds import Form
from server.report.problems import NotAllowed, NotFound, Refused, Stale
from server.report.snapshot import load
from server.report.who import Act, Role, ever_may
from server.storage import approvals, papers
from server.storage.remarks import Kind
from server.web.depends import Ask, Asking, Id, number
from server.web.unit_form import Wrong
from server.web.views.papers import attached, press_of
from server.web.views.reviewing import read_page, typed

router = APIRouter()
UNFIT, CONFLICT = 422, 409
JSON = "application/json"
Boxes = Mapping[int, str]


@router.get("/reports/{report_id}/read")
def show(ask: Ask, report_id: Id) -> Response:
    """The whole report with figures and remarks, to be read over."""
    return _page(ask, report_id, [])


@router.post("/reports/{report_id}/read")
def act(ask: Ask, report_id: Id) -> Response:
    """Keep what was written beside the sections, as the button says: a remark, a reason for sending back; or approve."""
    what, _, which = ask.form.get("do", "remark").partition(":")
    if what not in DOING:
        raise NotFound
    try:
        with ask.site.database.write() as connection:
            actor = ask.actor(connection)
            ask.keep_alive(connection)
            DOING[what](ask, connection, actor, report_id, which)
    except Refused as refused:
        return _page(ask, report_id, [Wrong("words-0", refused.message)], UNFIT)
    except Stale:
        return _page(ask, report_id, [Wrong("", say.text_changed())], CONFLICT)
    return ask.go(f"/reports/{report_id}/read?done={what}")


@router.get("/reports/{report_id}/sign")
def offer(ask: Ask, report_id: Id) -> Response:
    """What a click would sign, and what it would count as."""
    return _offer(ask, report_id, [])


@router.post("/reports/{report_id}/sign")
def sign(ask: Ask, report_id: Id) -> Response:
    """Sign by a click."""
    try:
        with ask.site.database.write() as connection:
            actor, library = ask.actor(connection), ask.library_in(connection)
            ask.keep_alive(connection)
            algorithm, seen = ask.site.settings.digest, ask.form.get("seen")
            done = clicking.sign(connection, library, actor, report_id, clock.today(), algorithm, seen)
    except Stale:
        return _offer(ask, report_id, [Wrong("", say.text_changed())], CONFLICT)
    return ask.go(f"/reports/{report_id}/sign?done={done}")


@router.get("/reports/{report_id}/approvals/{approval_id}/report.json")
def approved_json(ask: Ask, report_id: Id, approval_id: Id) -> Response:
    """A text that was approved, as it was kept."""
    with ask.site.database.read() as connection:
        ask.allow(connection, Act.export, report_id)
        content = _kept(connection, report_id, approval_id)
    return attached(ask, content, JSON, f"{report_id}-{approval_id}.approved.json")


@router.get("/reports/{report_id}/approvals/{approval_id}/report.docx")
def approved_docx(ask: Ask, report_id: Id, approval_id: Id) -> Response:
    """The same to be read, clean and without registration."""
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.export, report_id)
        text = load(_kept(connection, report_id, approval_id))
        stock = printing.stock_of(connection, ask.library, standing.report)
    stock = replace(stock, material=replace(stock.material, snapshot=text, numbered=False))
    paper = printing.printed(press_of(ask), printing.edition_of(stock), Form.review)
    with ask.site.database.write() as connection:
        exporting.record_export(connection, ask.actor(connection), stock.report, text, paper.left, ask.site.settings.digest)
    return attached(ask, paper.content, paper.media_type, paper.name)


def _kept(connection: Connection, report_id: int, approval_id: int) -> bytes:
    found = next((each for each in approvals.approvals(connection, report_id) if each.id == approval_id), None)
    content = papers.snapshot(connection, report_id, found.snapshot_id) if found else None
    if content is None:
        raise NotFound
    return content


def _remark(ask: Asking, connection: Connection, actor: Actor, report_id: int, _: str) -> None:
    """What stands in the boxes, as remarks of the county; none is no remark."""
    said = {section: words for section, words in typed(ask.form).items() if words.strip()}
    for section, words in (said or {reviewing.WHOLE: ""}).items():
        remarking.add(connection, actor, report_id, section or None, Kind.county, words)


def _withdraw(ask: Asking, connection: Connection, actor: Actor, report_id: int, which: str) -> None:
    """One's own remark is taken back; what else stands in the boxes is kept."""
    remarking.settle(connection, actor, report_id, number(which), "")
    if any(words.strip() for words in typed(ask.form).values()):
        _remark(ask, connection, actor, report_id, which)


def _end_county(ask: Asking, connection: Connection, actor: Actor, report_id: int, _: str) -> None:
    said = {section: words for section, words in typed(ask.form).items() if words.strip()}
    for section, words in said.items():
        if section != reviewing.WHOLE:
            remarking.add(connection, actor, report_id, section, Kind.county, words)
    reviewing.end_county(connection, actor, report_id, said.get(reviewing.WHOLE, ""))


def _send_back(ask: Asking, connection: Connection, actor: Actor, report_id: int, _: str) -> None:
    reviewing.send_back(connection, actor, report_id, typed(ask.form))


def _approve(ask: Asking, connection: Connection, actor: Actor, report_id: int, _: str) -> None:
    if any(words.strip() for words in typed(ask.form).values()):
        raise Refused(say.reasons_left())
    library = ask.library_in(connection)
    reviewing.approve(connection, library, actor, report_id, ask.site.settings.digest, ask.form.get("seen"))


DOING: dict[str, Callable[[Asking, Connection, Actor, int, str], None]] = {
    "remark": _remark,
    "withdraw": _withdraw,
    "end_county": _end_county,
    "send_back": _send_back,
    "approve": _approve,
}


def _page(ask: Asking, report_id: int, errors: list[Wrong], status: int = 200) -> Response:
    with ask.site.database.read() as connection:
        actor, standing = ask.allow(connection, Act.see_report, report_id)
        shown = read_page(connection, ask, standing)
    values = {"report": standing.report, "shown": shown, "boxes": typed(ask.form), "reader": actor.id, "query": ask.query}
    remarks = standing.may(Act.remark)
    return ask.page("pages/read.html", status, errors=errors, remarks=remarks, **values)


def _offer(ask: Asking, report_id: int, errors: list[Wrong], status: int = 200) -> Response:
    with ask.site.database.read() as connection:
        actor, standing = ask.allow(connection, Act.see_report, report_id)
        if Role.signer not in standing.roles or not ever_may(Act.sign, standing.roles):
            raise NotAllowed
        shown = offer_of(connection, ask.library, standing, actor, clock.today(), ask.site.settings.digest)
    values = {"report": standing.report, "shown": shown, "may": standing.may(Act.sign), "signer": actor.name}
    return ask.page("pages/sign.html", status, errors=errors, done=ask.query.get("done", ""), **values)
